"""On video without picture: what the law of the body makes of a camera that is known to be off."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handzeichen.app import handzeichen_pruefen as alone
from handzeichen.law.retention import DataClass
from handzeichen.log.chain import START, derived_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.presence import Here, State, here_since, state_of, voters
from handzeichen.meeting.retention import classes
from handzeichen.record.data import record
from meeting.kit import VOTING, Evening, at_item, moment, present, with_ballot_open

ROOM, VIDEO = "ahrens brandt carstens", "demir ebeling falk"
STRICT = {"without_picture_counts_as_present": False, "without_picture_may_vote": False}


def camera(evening: Evening, person: str, *, on: bool = False, **fields: object) -> None:
    evening.accepted(person, "set_camera", person=person, on=on, **fields)


def eligible(evening: Evening) -> set[str]:
    return {voter.person for voter in voters(evening.meeting, evening.meeting.agenda.called)}


def test_each_state_has_its_name_and_its_time() -> None:
    evening = present("ahrens", "demir ebeling falk")
    evening.accepted("clerk", "set_camera", person="ebeling", on=False, at="17:41")
    evening.accepted("clerk", "lose_connection", person="falk", at="17:42")
    evening.accepted("clerk", "set_camera", person="falk", on=False, at="17:43")
    evening.accepted("clerk", "leave", person="demir", at="17:44")
    began = moment("17:30")
    assert {who: here_since(evening.meeting, PersonId(who)) for who in VOTING.split()} == {
        "ahrens": Here(state=State.ROOM, since=began),
        "brandt": Here(state=State.ABSENT),
        "carstens": Here(state=State.ABSENT),
        "demir": Here(state=State.GONE, since=moment("17:44")),
        "ebeling": Here(state=State.NO_PICTURE, since=moment("17:41")),
        "falk": Here(state=State.DISTURBED, since=moment("17:42")),
    }
    evening.accepted("clerk", "restore_connection", person="falk", at="17:45")
    assert here_since(evening.meeting, PersonId("falk")).since == moment("17:43")


def test_a_camera_of_which_nobody_has_told_anything_is_taken_to_be_on() -> None:
    evening = at_item("2", ROOM, VIDEO, **STRICT)
    assert (evening.present, eligible(evening)) == (6, set(VOTING.split()))
    camera(evening, "demir")
    assert (evening.present, "demir" in eligible(evening)) == (5, False)
    evening.accepted("demir", "leave", person="demir")
    evening.accepted("demir", "arrive", person="demir", via="video")
    assert (evening.present, "demir" in eligible(evening)) == (6, True)


@pytest.mark.parametrize(("counts", "votes"), [*product((True, False), repeat=2)])
def test_the_law_says_whether_somebody_without_picture_counts_and_votes(*, counts: bool, votes: bool) -> None:
    law = {"without_picture_counts_as_present": counts, "without_picture_may_vote": votes}
    evening = at_item("2", ROOM, VIDEO, **law)
    camera(evening, "demir")
    assert (evening.present, "demir" in eligible(evening)) == (6 if counts else 5, votes)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    ballot = evening.ballot("b1")
    assert ("demir" in ballot.eligible, ballot.opened.present) == (votes, 6 if counts else 5)


def test_by_what_every_profile_says_a_camera_changes_nothing() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    before = evening.record
    camera(evening, "demir")
    assert {**evening.record, "log": None} == {**before, "log": None}
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")


def test_who_goes_dark_during_a_ballot_gives_no_vote_and_keeps_one_given() -> None:
    evening = with_ballot_open(ROOM, VIDEO, **STRICT)
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    camera(evening, "demir")
    camera(evening, "ebeling")
    refusal = evening.refused("without_picture", "demir", "cast_vote", ballot="b1", choice="yes")
    assert refusal.answer()["why"] == "Ratsherr Demir stimmt nicht mit, solange die Kamera aus ist."
    evening.refused("without_picture", "clerk", "record_vote", ballot="b1", person="demir", choice="yes")
    evening.refused("without_picture", "ebeling", "cast_vote", ballot="b1", choice="yes")
    camera(evening, "demir", on=True)
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    assert evening.ballot("b1").votes["ebeling"].choice == "no"  # type: ignore[index]


def test_the_quorum_is_measured_without_them() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir", **STRICT)
    camera(evening, "demir")
    evening.accepted("brandt", "challenge_quorum")
    evening.accepted("chair", "state_quorum")
    assert [(one["present"], one["quorate"]) for one in evening.record["quorum"][-2:]] == [(3, False)] * 2


def test_nobody_tries_out_the_buttons_without_picture_where_that_bars_from_voting() -> None:
    evening = present("ahrens", "demir", **STRICT)
    camera(evening, "demir")
    evening.accepted("clerk", "open_trial_ballot")
    evening.refused("without_picture", "demir", "cast_trial_vote", choice="yes")


def test_a_camera_told_of_late_touches_the_ballots_after_its_true_time() -> None:
    for law, touched in ((STRICT, ["b1"]), ({}, [])):
        evening = at_item("2", ROOM, VIDEO, **law)
        evening.wait(5)
        evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
        evening.record_hands("b1", yes="ahrens brandt carstens", no="ebeling falk")
        evening.accepted("chair", "close_ballot", ballot="b1")
        evening.accepted("chair", "announce_result", ballot="b1")
        since = f"{evening.now - timedelta(minutes=3):%H:%M}"
        answer = evening.accepted("clerk", "set_camera", person="demir", on=False, since=since)
        assert list(answer.touches) == touched
        assert here_since(evening.meeting, PersonId("demir")).since == moment(since)


def test_corrected_away_it_was_never_off() -> None:
    evening = at_item("2", ROOM, VIDEO, **STRICT)
    camera(evening, "demir")
    assert evening.present == 5
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="Es war die Kamera von Ebeling.")
    assert (evening.present, state_of(evening.meeting, PersonId("demir"))) == (6, State.VIDEO)


def test_where_it_decides_something_it_is_kept_as_long_as_a_fault() -> None:
    for law, kind in ((STRICT, DataClass.FAULTS), ({}, DataClass.CONNECTION)):
        evening = at_item("2", ROOM, VIDEO, **law)
        camera(evening, "demir")
        assert classes(evening.meeting)[kind] == (evening.entries[-1].seq,)


@pytest.mark.parametrize(("counts", "votes"), [*product((True, False), repeat=2)])
def test_the_verifier_in_one_file_counts_the_same(*, counts: bool, votes: bool) -> None:
    law = {"without_picture_counts_as_present": counts, "without_picture_may_vote": votes}
    evening = at_item("2", "ahrens brandt carstens", "demir ebeling falk", **law)
    camera(evening, "demir")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    camera(evening, "ebeling")
    evening.accepted("brandt", "challenge_quorum")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    evening.record_hands("b1", yes="ahrens brandt carstens", no="falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    report = alone.Report()
    stored = to_jsonl(seal(START, map(write_entry, evening.entries), derived_salts(b"camera")))
    lines, played = alone.check_log(stored, report)
    alone.check_record(
        record(evening.meeting, length=len(lines), head=lines[-1].hash), lines, played, report, edition=False
    )
    assert (report.faults, report.done >= {"V5", "V6", "V7"}) == ([], True)


ACTS = ("room", "video", "leave", "lose", "restore", "on", "off")


@given(
    acts=st.lists(
        st.tuples(st.sampled_from(("demir", "ebeling", "falk")), st.sampled_from(ACTS)), max_size=25
    ),
    counts=st.booleans(),
    votes=st.booleans(),
)
def test_state_count_and_votes_follow_from_what_was_told(
    *, acts: list[tuple[str, str]], counts: bool, votes: bool
) -> None:
    """Against a book of its own: way, fault and camera by person."""
    law = {"without_picture_counts_as_present": counts, "without_picture_may_vote": votes}
    evening = at_item("2", "ahrens brandt carstens", **law)
    way, fault, dark, came = dict[str, str](), set[str](), set[str](), set[str]()
    for who, act in acts:
        here = way.get(who)
        match act:
            case "room" | "video":
                evening.accepted("clerk", "arrive", person=who, via=act)
                if here != act:
                    fault.discard(who)
                    dark.discard(who)
                way[who] = act
                came.add(who)
            case "leave" if here:
                evening.accepted("clerk", "leave", person=who)
                del way[who]
                fault.discard(who)
                dark.discard(who)
            case "lose" if here == "video":
                evening.accepted("clerk", "lose_connection", person=who)
                fault.add(who)
            case "restore":
                evening.accepted("clerk", "restore_connection", person=who)
                fault.discard(who)
            case "on" | "off" if here == "video":
                evening.accepted("clerk", "set_camera", person=who, on=act == "on")
                (dark.discard if act == "on" else dark.add)(who)
    told = {
        who: "disturbed" if who in fault else "no_picture" if who in dark else way.get(who)
        for who in ("demir", "ebeling", "falk")
    }
    for who, state in told.items():
        assert state_of(evening.meeting, PersonId(who)) == (state or ("gone" if who in came else "absent"))
    kinds = Counter(told.values())
    assert evening.present == 3 + kinds["room"] + kinds["video"] + (kinds["no_picture"] if counts else 0)
    may = {"room", "video", "no_picture"} if votes else {"room", "video"}
    assert eligible(evening) == {"ahrens", "brandt", "carstens", *(w for w, s in told.items() if s in may)}
