"""What taking part by video does to secret votes, elections and secret matters: a table by what the law answers.

For each answer of the law, and for members on video now, earlier this evening or never: what becomes of a secret vote,
of an open and of a secret election, and of a matter secret by law. "-" is: it may be; "-2" is: it may be, without the
two on video; else the refusal's code.
"""

from collections.abc import Iterator

import pytest

from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.refusals import Refusal
from meeting.kit import ITEMS, Evening, opened, plan_of

ELECTION = {
    "id": "7",
    "title": "Wahl einer Vertreterin in den Beirat",
    "kind": "election",
    "motions": [{"id": "m7", "kind": "main", "text": "Frau Quandt wird gewählt."}],
}
PLAN = plan_of(items=[*ITEMS, ELECTION])
ACTS = {
    "secret vote": ("2", "m2", "secret"),
    "open election": ("7", "m7", "show_of_hands"),
    "secret election": ("7", "m7", "secret"),
    "secret matter": ("6", None, None),
}

#             on video:      now              earlier        never
TABLE = {
    "allowed": {
        # On paper, in the room: whoever is on video has no paper.
        "secret vote":     ("-2",             "-",           "-"),
        "open election":   ("-",              "-",           "-"),
        "secret election": ("-2",             "-",           "-"),
        "secret matter":   ("-",              "-",           "-"),
    },
    "excluded_remote": {
        "secret vote":     ("-2",             "-",           "-"),
        "open election":   ("-2",             "-",           "-"),
        "secret election": ("-2",             "-",           "-"),
        # What is secret is not heard by whoever is excluded from it: it waits until they have gone.
        "secret matter":   ("secret_matter",  "-",           "-"),
    },
    "meeting_bar": {
        # Switching the remote members off does not cure it.
        "secret vote":     ("secret_barred",   "secret_barred",   "-"),
        "open election":   ("election_barred", "election_barred", "-"),
        "secret election": ("secret_barred",   "secret_barred",   "-"),
        "secret matter":   ("secret_matter",   "secret_matter",   "-"),
    },
    # Never picked silently, and not asked before it matters.
    "unclear":     dict.fromkeys(ACTS, ("law_unclear", "law_unclear", "-")),
    "conditional": dict.fromkeys(ACTS, ("law_unclear", "law_unclear", "-")),
}  # fmt: skip


def rows() -> Iterator[tuple[str, str, str, str]]:
    """answer, act, when on video, what becomes of it."""
    for answer, acts in TABLE.items():
        for act, outcomes in acts.items():
            for when, outcome in zip(("now", "earlier", "never"), outcomes, strict=True):
                yield answer, act, when, outcome


def evening_with(answer: str, when: str) -> Evening:
    """Four in the room; two are on video, or were and came into the room, or sat there all the time."""
    evening = opened(
        "ahrens brandt carstens demir" if when != "never" else "ahrens brandt carstens demir ebeling falk",
        "" if when == "never" else "ebeling falk",
        plan=PLAN,
        remote_secret_votes=answer,
        remote_elections=answer,
        remote_secret_matters=answer,
    )
    if when == "earlier":
        evening.arrive("ebeling falk")
    return evening


def asked(evening: Evening, act: str) -> Accepted | Refusal:
    """The act itself, with all that goes before it."""
    item, motion, method = ACTS[act]
    if motion is None:
        for person in ("ebeling", "falk"):
            if evening.via(person) == "video":
                evening.accepted("clerk", "confirm_alone", person=person)
        evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
        return evening.asks("chair", "call_item", item=item)
    evening.accepted("chair", "call_item", item=item)
    return evening.asks("chair", "open_ballot", motion=motion, ballot="b1", method=method)


@pytest.mark.parametrize(("answer", "act", "when", "outcome"), list(rows()))
def test_what_the_law_answers_decides(answer: str, act: str, when: str, outcome: str) -> None:
    evening = evening_with(answer, when)
    result = asked(evening, act)
    if outcome not in ("-", "-2"):
        assert isinstance(result, Refusal)
        assert result.code == outcome
        # The way out is named: another day, or the chair's word.
        assert "absetzen" in result.help() or "Vorsitz" in result.help()
        return
    assert isinstance(result, Accepted), result
    if act != "secret matter":
        assert len(evening.ballot("b1").eligible) == (4 if outcome == "-2" else 6)


@pytest.mark.parametrize("act", ["open election", "secret election"])
def test_some_laws_bar_secret_elections_only(act: str) -> None:
    evening = opened(
        "ahrens brandt carstens demir",
        "ebeling",
        plan=PLAN,
        remote_secret_votes="excluded_remote",
        remote_elections="meeting_bar",
        elections_scope="secret_only",
    )
    result = asked(evening, act)
    assert isinstance(result, Refusal) is (act == "secret election")
    if isinstance(result, Refusal):
        assert result.code == "election_barred"


def test_procedure_about_an_election_is_no_election() -> None:
    evening = evening_with("meeting_bar", "now")
    evening.accepted("chair", "call_item", item="7")
    evening.accepted("brandt", "move", motion="v1", kind="postponement")
    evening.vote("v1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    assert evening.item("7").outcome == "postponed"


@pytest.mark.parametrize("person", ["lorenz", "otto", "jung", "kruse", "gross"])
def test_whoever_has_no_vote_bars_nothing(person: str) -> None:
    evening = opened("ahrens brandt carstens demir", person)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")


def test_whoever_was_gone_again_before_the_opening_bars_nothing() -> None:
    evening = Evening.planned()
    evening.arrive("meyer ahrens brandt carstens demir")
    evening.arrive("falk", "video")
    evening.accepted("clerk", "leave", person="falk", at="17:55")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")


def test_en_bloc_one_election_makes_it_an_election() -> None:
    evening = evening_with("meeting_bar", "now")
    evening.accepted("chair", "call_item", item="2")
    evening.refused(
        "election_barred",
        "chair",
        "open_ballot",
        motion="m2",
        ballot="b1",
        method="show_of_hands",
        with_=["m7"],
    )


# Somebody joins by video while it goes on


def paper_ballot() -> Evening:
    """A secret ballot is open, nobody has been on video."""
    evening = opened("ahrens brandt carstens demir", plan=PLAN)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret", at="18:20")
    for person in ("ahrens", "brandt", "carstens", "demir"):
        evening.accepted("clerk", "take_paper", ballot="b1", person=person)
    return evening


def test_a_secret_ballot_that_somebody_joins_by_video_is_not_closed_but_broken_off() -> None:
    evening = paper_ballot()
    evening.accepted("clerk", "arrive", person="falk", via="video", at="18:21")
    evening.refused("secret_barred", "chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Zuschaltung")
    evening.refused("secret_barred", "chair", "open_ballot", motion="m2", ballot="b2", method="secret")


def test_one_that_was_closed_before_stays_valid() -> None:
    evening = paper_ballot()
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:25")
    evening.accepted("clerk", "count_papers", ballot="b1", yes=3, no=1, abstain=0, invalid=0)
    evening.accepted("clerk", "arrive", person="falk", via="video", at="18:26")
    evening.accepted("chair", "announce_result", ballot="b1")


def test_a_video_entered_late_keeps_the_result_from_being_announced() -> None:
    evening = paper_ballot()
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:25")
    evening.accepted("clerk", "count_papers", ballot="b1", yes=3, no=1, abstain=0, invalid=0)
    evening.accepted("clerk", "arrive", person="falk", via="video", since="18:22", at="18:26")
    evening.refused("secret_barred", "chair", "announce_result", ballot="b1")


def test_who_goes_home_during_an_election_for_the_room_alone_has_no_vote_there() -> None:
    evening = opened("ahrens brandt carstens demir", plan=PLAN, remote_elections="excluded_remote")
    evening.accepted("chair", "call_item", item="7")
    evening.accepted("chair", "open_ballot", motion="m7", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "arrive", person="demir", via="video")
    refusal = evening.refused("room_only", "demir", "cast_vote", ballot="b1", choice="yes")
    assert refusal.why() == "Ratsherr Demir nimmt per Video teil und ist von dieser Wahl ausgeschlossen."
    evening.refused("room_only", "clerk", "record_vote", ballot="b1", person="demir", choice="yes")
    evening.accepted("clerk", "arrive", person="falk", via="video")
    evening.refused("not_eligible", "chair", "admit_to_ballot", ballot="b1", person="falk")


# A granted motion for a secret vote


def granted(video: str = "") -> Evening:
    """The body wants a secret vote on item 2."""
    evening = opened("ahrens brandt carstens demir", video, plan=PLAN)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("brandt", "move", motion="g1", kind="secret_vote")
    evening.vote("g1", "b1", yes="ahrens brandt carstens", no="demir")
    assert evening.motion("g1").outcome == "adopted"
    return evening


@pytest.mark.parametrize("method", ["show_of_hands", "roll_call"])
def test_what_the_body_wants_secret_is_voted_on_in_no_other_way(method: str) -> None:
    evening = granted()
    evening.refused("secret_vote_resolved", "chair", "open_ballot", motion="m2", ballot="b2", method=method)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="secret")


def test_nor_once_a_roll_call_was_resolved_as_well() -> None:
    evening = granted()
    evening.accepted("carstens", "move", motion="r1", kind="roll_call_vote")
    evening.vote("r1", "b2", yes="ahrens brandt carstens demir")
    evening.refused(
        "secret_vote_resolved", "chair", "open_ballot", motion="m2", ballot="b3", method="roll_call"
    )
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b3", method="secret")


def test_the_resolution_is_about_the_matter_of_its_item_and_nothing_else() -> None:
    evening = granted()
    evening.accepted("carstens", "move", motion="v1", kind="postponement")
    evening.vote("v1", "b2", yes="ahrens brandt carstens demir")
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b3", yes="ahrens brandt carstens demir")


@pytest.mark.parametrize("method", ["secret", "show_of_hands", "roll_call"])
def test_in_a_meeting_with_video_nothing_is_opened_then_and_the_way_out_is_named(method: str) -> None:
    # "If a member demands secrecy in a session with remote participation": not opened, the chair is told why.
    evening = granted("ebeling")
    refusal = evening.refused(
        "secret_barred", "chair", "open_ballot", motion="m2", ballot="b2", method=method
    )
    assert refusal.answer()["source"] == "§ 64 Abs. 3 Satz 6 NKomVG"
    assert refusal.help() == "Bitte den Punkt vertagen oder absetzen."
    evening.accepted("ahrens", "move", motion="v1", kind="removal")
    evening.vote("v1", "b3", yes="ahrens brandt carstens demir ebeling")
    assert evening.item("2").outcome == "removed"


def test_voted_down_it_changes_nothing() -> None:
    evening = opened("ahrens brandt carstens demir", "ebeling", plan=PLAN)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("brandt", "move", motion="g1", kind="secret_vote")
    evening.vote("g1", "b1", yes="brandt", no="ahrens carstens demir ebeling")
    evening.vote("m2", "b2", yes="ahrens brandt carstens demir ebeling")


def test_doubted_and_repeated_the_decision_is_gone_until_it_is_taken_again() -> None:
    evening = granted()
    evening.accepted("demir", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert evening.item("2").rulings == ()
    evening.record_hands("b2", yes="brandt", no="ahrens carstens demir")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.vote("m2", "b3", yes="ahrens brandt carstens demir")
