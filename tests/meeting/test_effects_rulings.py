"""Debate ended, list closed, somebody heard, a roll call: what the body resolves stays with its item and can be undone."""

import pytest

from handzeichen.meeting.ids import FloorKind
from meeting.kit import VOTING, Evening, at_item

FOR, AGAINST = {"yes": "ahrens brandt"}, {"no": "ahrens brandt"}


def resolve(evening: Evening, kind: str, *, carried: bool = True, **fields: object) -> None:
    """Moved by Carstens and voted on."""
    number = len(evening.meeting.ballots) + 1
    evening.accepted("carstens", "move", motion=f"p{number}", kind=kind, **fields)
    evening.vote(f"p{number}", f"b{number}", **(FOR if carried else AGAINST))


def waiting(evening: Evening) -> list[tuple[str, str]]:
    return [(request.person, request.kind.value) for request in evening.meeting.agenda.requests]


def asks(evening: Evening, *requests: tuple[str, str]) -> None:
    for person, kind in requests:
        evening.accepted("clerk", "request_floor", person=person, kind=kind)


LIST = (("brandt", "speech"), ("demir", "procedure"), ("falk", "question"), ("ebeling", "personal"))


def test_the_end_of_the_debate_empties_the_list_but_for_what_is_still_heard() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    resolve(evening, "end_of_debate")
    assert waiting(evening) == [("demir", "procedure"), ("ebeling", "personal")]


def test_whoever_speaks_speaks_to_the_end() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    evening.accepted("chair", "give_floor", person="brandt")
    resolve(evening, "end_of_debate")
    speaker = evening.meeting.agenda.speaker
    assert speaker is not None and speaker.person == "brandt"


@pytest.mark.parametrize("kind", [*FloorKind])
@pytest.mark.parametrize(
    ("resolved", "code"), [("end_of_debate", "debate_ended"), ("end_of_list", "list_closed")]
)
def test_nobody_more_asks_to_speak_to_the_matter(resolved: str, code: str, kind: FloorKind) -> None:
    evening = at_item("2")
    resolve(evening, resolved)
    if kind in (FloorKind.SPEECH, FloorKind.QUESTION):
        evening.refused(code, "brandt", "request_floor", person="brandt", kind=kind.value)
    else:
        evening.accepted("brandt", "request_floor", person="brandt", kind=kind.value)


def test_which_requests_are_still_heard_is_the_profiles_to_say() -> None:
    evening = at_item("2", heard_after_debate=["procedure"])
    asks(evening, *LIST)
    resolve(evening, "end_of_debate")
    assert waiting(evening) == [("demir", "procedure")]
    evening.refused("debate_ended", "brandt", "request_floor", person="brandt", kind="personal")


def test_whoever_is_on_a_closed_list_still_speaks() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    resolve(evening, "end_of_list")
    assert waiting(evening) == [*LIST]
    evening.unchanged("clerk", "request_floor", person="brandt", kind="speech")
    evening.accepted("chair", "give_floor", person="brandt")


def test_the_chair_may_still_give_the_floor_to_whomever() -> None:
    evening = at_item("2")
    resolve(evening, "end_of_debate")
    evening.accepted("chair", "give_floor", person="falk")


def test_rejected_they_change_nothing() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    resolve(evening, "end_of_debate", carried=False)
    resolve(evening, "end_of_list", carried=False)
    assert waiting(evening) == [*LIST]
    asks(evening, ("carstens", "speech"))


def test_it_concerns_its_item_alone_and_stays_with_it() -> None:
    evening = at_item("2")
    resolve(evening, "end_of_debate", item="3")
    asks(evening, *LIST)
    evening.vote("m2", "b2", **FOR)
    evening.accepted("chair", "call_item", item="3")
    evening.refused("debate_ended", "brandt", "request_floor", person="brandt", kind="speech")
    evening.vote("m3", "b3", **FOR)
    evening.accepted("chair", "call_item", item="4")
    evening.accepted("clerk", "move", motion="m9", kind="main", item="3", person="falk", text="Noch etwas.")
    asks(evening, ("brandt", "speech"))
    evening.accepted("chair", "call_item", item="3")
    evening.refused("debate_ended", "brandt", "request_floor", person="brandt", kind="speech")


def test_a_motion_about_another_item_takes_nobody_off_the_list() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    resolve(evening, "end_of_debate", item="3")
    assert waiting(evening) == [*LIST]


# The way back


def test_a_repeated_ballot_puts_back_who_was_taken_off_the_list() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    resolve(evening, "end_of_debate")
    asks(evening, ("carstens", "procedure"))
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="falsch gezählt")
    # Before whoever asked since.
    assert waiting(evening) == [LIST[0], LIST[2], LIST[1], LIST[3], ("carstens", "procedure")]
    evening.record_hands("b2", no=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    asks(evening, ("carstens", "speech"))


def test_an_objection_does_too_but_not_for_whoever_has_gone() -> None:
    evening = at_item("2")
    asks(evening, *LIST)
    evening.accepted("carstens", "move", motion="p1", kind="end_of_debate")
    evening.accepted("chair", "agree", motion="p1")
    evening.accepted("clerk", "leave", person="falk")
    evening.accepted("brandt", "object", motion="p1")
    assert waiting(evening) == [LIST[0], LIST[1], LIST[3]]


def test_one_resolution_undone_leaves_the_other() -> None:
    evening = at_item("2")
    resolve(evening, "end_of_list")
    resolve(evening, "end_of_debate")
    evening.accepted("chair", "repeat_ballot", ballot="b2", new="b3", reason="falsch gezählt")
    evening.refused("list_closed", "brandt", "request_floor", person="brandt", kind="speech")


def test_a_correction_leaves_what_was_resolved() -> None:
    evening = at_item("2")
    resolve(evening, "end_of_debate")
    arrival = next(entry.seq for entry in evening.entries if getattr(entry.event, "person", None) == "falk")
    evening.accepted("clerk", "correct", of=arrival, reason="war nicht da")
    evening.refused("debate_ended", "brandt", "request_floor", person="brandt", kind="speech")


# Hearing


def test_barred_persons_may_be_heard_by_resolution() -> None:
    """§ 62 Abs. 2 NKomVG."""
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    evening.refused("barred", "chair", "give_floor", person="falk")
    resolve(evening, "hearing", about="falk")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("chair", "give_floor", person="falk")
    # Heard, not voting.
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    evening.refused("not_eligible", "falk", "cast_vote", ballot="b2", choice="yes")


@pytest.mark.parametrize(
    "fields",
    [
        # Somebody else is to be heard, somebody on another item, or nobody in particular.
        {"about": "otto"}, {"about": "falk", "item": "3"}, {},
    ],
)  # fmt: skip
def test_who_is_barred_and_not_named_stays_silent(fields: dict[str, object]) -> None:
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    resolve(evening, "hearing", **fields)
    evening.refused("barred", "chair", "give_floor", person="falk")


def test_a_hearing_lapses_when_it_is_objected_to() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    evening.accepted("carstens", "move", motion="p1", kind="hearing", about="falk")
    evening.accepted("chair", "agree", motion="p1")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("brandt", "object", motion="p1")
    assert waiting(evening) == []
    evening.refused("barred", "chair", "give_floor", person="falk")


def test_a_guest_is_heard_with_or_without_a_resolution() -> None:
    evening = at_item("2", f"{VOTING} otto")
    evening.accepted("chair", "give_floor", person="otto")
    evening.accepted("chair", "end_floor", person="otto")
    resolve(evening, "hearing", about="otto")
    evening.accepted("chair", "give_floor", person="otto")


# Roll call


def test_the_matter_is_then_voted_on_by_name() -> None:
    evening = at_item("2")
    resolve(evening, "roll_call_vote")
    evening.refused(
        "roll_call_resolved", "chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands"
    )
    evening.vote("m2", "b3", yes=VOTING, method="roll_call")
    assert len(evening.record["ballots"]["b3"]["votes"]) == 6


def test_amendments_procedure_and_other_items_are_not_bound_by_it() -> None:
    evening = at_item("2")
    resolve(evening, "roll_call_vote")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2", text="Aus Stein.")
    evening.vote("a1", "b2", **FOR)
    resolve(evening, "interruption")
    evening.vote("m2", "b4", yes=VOTING, method="roll_call")
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b5", **FOR)


def test_en_bloc_an_item_keeps_its_roll_call() -> None:
    evening = at_item("2")
    resolve(evening, "roll_call_vote", item="3")
    evening.refused(
        "roll_call_resolved",
        "chair",
        "open_ballot",
        motion="m2",
        ballot="b2",
        method="show_of_hands",
        with_=["m3"],
    )


def test_undone_it_binds_nobody() -> None:
    evening = at_item("2")
    resolve(evening, "roll_call_vote")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="falsch gezählt")
    evening.record_hands("b2", no=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.vote("m2", "b3", **FOR)
