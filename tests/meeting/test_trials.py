"""The trial ballot before the opening: what it needs, how it ends, and that nothing of the meeting knows of it."""

import json
from dataclasses import replace
from pathlib import Path

from pytest import mark

from handzeichen.app import cli
from handzeichen.app.archive import without_trials
from handzeichen.app.minutes import written
from handzeichen.app.replay import play
from handzeichen.app.verify import Verified, verify
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import TrialVoteCast
from handzeichen.record.data import record
from meeting.kit import Evening, present

FOLDER = Path(cli.__file__).parent / "demo_meeting"


def trying(**law: object) -> Evening:
    """Ahrens leads in the room, Ebeling is on video; a trial is on."""
    evening = present("ahrens brandt", "ebeling", **law)
    evening.accepted("clerk", "open_trial_ballot")
    return evening


def pressed(evening: Evening) -> dict[str, str]:
    trial = evening.meeting.trial
    return {} if trial is None else {str(seat): choice.value for seat, choice in trial.votes.items()}


@mark.parametrize("by", ["clerk", "chair", "ahrens"])
def test_clerk_and_chair_begin_and_end_it(by: str) -> None:
    evening = present("ahrens brandt", "ebeling")
    evening.accepted(by, "open_trial_ballot")
    evening.unchanged(by, "open_trial_ballot")
    evening.accepted(by, "close_trial_ballot")
    evening.unchanged(by, "close_trial_ballot")
    assert evening.meeting.trial is not None
    assert evening.meeting.trial.closed_at == evening.now


def test_the_clerk_begins_it_before_the_chair_is_there() -> None:
    evening = present("brandt", "ebeling")
    evening.accepted("clerk", "open_trial_ballot")


def test_it_needs_somebody_who_could_vote() -> None:
    evening = present("", "jung")  # Jung advises.
    evening.refused("trial_without_voters", "clerk", "open_trial_ballot")


def test_members_press_as_often_as_they_like_and_the_last_counts_for_nothing() -> None:
    evening = trying()
    evening.accepted("ebeling", "cast_trial_vote", choice="yes")
    evening.unchanged("ebeling", "cast_trial_vote", choice="yes")
    evening.accepted("ebeling", "cast_trial_vote", choice="no")
    assert pressed(evening) == {"ebeling": "no"}
    assert evening.meeting.ballots == {}


def test_who_could_not_vote_cannot_try_either() -> None:
    evening = trying()
    evening.refused("not_here", "falk", "cast_trial_vote", choice="yes")
    evening.refused("no_voting_member", "jung", "cast_trial_vote", choice="yes")
    evening.refused("own_device", "clerk", "cast_trial_vote", choice="yes", person="ebeling")
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    evening.refused("disturbed", "ebeling", "cast_trial_vote", choice="yes")


def test_a_deputy_tries_for_the_seat() -> None:
    evening = present("ahrens gross", "ebeling")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "open_trial_ballot")
    evening.accepted("gross", "cast_trial_vote", choice="abstain")
    assert pressed(evening) == {"demir": "abstain"}


def test_nothing_is_tried_without_a_trial_or_after_it() -> None:
    evening = present("ahrens", "ebeling")
    evening.refused("no_trial", "ebeling", "cast_trial_vote", choice="yes")
    evening.accepted("clerk", "open_trial_ballot")
    evening.accepted("clerk", "close_trial_ballot")
    evening.refused("no_trial", "ebeling", "cast_trial_vote", choice="yes")


def test_a_new_trial_takes_the_place_of_the_one_before() -> None:
    evening = trying()
    evening.accepted("ebeling", "cast_trial_vote", choice="yes")
    evening.accepted("clerk", "close_trial_ballot")
    evening.accepted("clerk", "open_trial_ballot")
    assert pressed(evening) == {}
    assert evening.meeting.trial is not None and evening.meeting.trial.closed_at is None


def test_the_opening_ends_it_and_then_there_is_none() -> None:
    evening = trying()
    evening.accepted("ebeling", "cast_trial_vote", choice="yes")
    evening.accepted("chair", "open_meeting")
    assert evening.meeting.trial is None
    evening.refused("trial_too_late", "clerk", "open_trial_ballot")
    evening.refused("no_trial", "ebeling", "cast_trial_vote", choice="yes")


def test_no_entry_of_it_is_corrected() -> None:
    evening = trying()
    evening.accepted("ebeling", "cast_trial_vote", choice="yes")
    for entry in evening.entries[-2:]:
        evening.refused("not_correctable", "clerk", "correct", of=entry.seq, reason="Irrtum")


def test_a_true_time_before_it_is_no_matter() -> None:
    """A trial is nothing that befell a member: who came at five may be entered as having come at five."""
    evening = trying()
    evening.accepted("ebeling", "cast_trial_vote", choice="yes", at="18:00")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:01", since="17:59")


# "It appears in no record, no minutes": the demonstration's evening with a trial before it, and without


PLAN = (FOLDER / "plan.toml").read_bytes()
SCRIPT = (FOLDER / "script.jsonl").read_bytes().splitlines(keepends=True)
OPENING = next(n for n, line in enumerate(SCRIPT) if json.loads(line)["do"] == "open_meeting")
BEFORE = json.loads(SCRIPT[OPENING])["at"]
TRIAL = [
    {"by": "clerk", "do": "open_trial_ballot"},
    {"by": "elvers", "do": "cast_trial_vote", "choice": "yes"},
    {"by": "nordmeier", "do": "cast_trial_vote", "choice": "no"},
    {"by": "clerk", "do": "close_trial_ballot"},
    {"by": "clerk", "do": "open_trial_ballot"},
    {"by": "elvers", "do": "cast_trial_vote", "choice": "abstain"},
]
TRIED = [json.dumps({"at": BEFORE, **line}).encode() + b"\n" for line in TRIAL]


def test_record_minutes_and_reasons_are_the_same_with_and_without_a_trial() -> None:
    plain = play(PLAN, b"".join(SCRIPT))
    tried = play(PLAN, b"".join([*SCRIPT[:OPENING], *TRIED, *SCRIPT[OPENING:]]))
    assert tried.head.seq == plain.head.seq + len(TRIAL)
    assert record(tried.meeting, length=1, head="") == record(plain.meeting, length=1, head="")
    for form in (".txt", ".html"):
        one, other = (
            written(played.meeting, plain.head, form, reasons=True).decode() for played in (plain, tried)
        )
        assert one == other


def test_the_log_that_is_given_away_holds_no_choice_of_a_trial_and_verifies_to_the_same_record() -> None:
    tried = play(PLAN, b"".join([*SCRIPT[:OPENING], *TRIED, *SCRIPT[OPENING:]]))
    given = to_jsonl(without_trials(tried.log))
    assert b"TrialBallotOpened" in given and b"TrialVoteCast" not in given
    whole, some = verify(to_jsonl(tried.log), tried.head.hash), verify(given, tried.head.hash)
    assert isinstance(whole, Verified) and isinstance(some, Verified)
    assert some.record == whole.record
    assert any(isinstance(entry.event, TrialVoteCast) for entry in whole.meeting.past)
    assert replace(some.meeting, past=whole.meeting.past) == whole.meeting
