"""Situations whose explanations are pinned word by word in explanations.txt; each says why it is there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from handzeichen.meeting.events import Entry, MeetingPlanned
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.views.timeline import sentence
from handzeichen.why.eligible import eligible
from handzeichen.why.entry import entry_of, sentence_without_choice
from handzeichen.why.explanation import Explanation
from handzeichen.why.quorum import quorum_here
from handzeichen.why.refusal import refusal
from handzeichen.why.result import result
from handzeichen.why.text import lines, wrapped
from meeting.kit import Evening, at_item, clock, opened, plan_of, present, with_ballot_open

PINNED = Path(__file__).with_name("explanations.txt")
TWO_THIRDS = {"base": "statutory_seats", "fraction": "2/3", "strict": False}


def says(meeting: Meeting, entry: Entry) -> str:
    return sentence_without_choice(meeting, entry.event) or sentence(meeting, entry)


def explained(evening: Evening, number: int = -1) -> Explanation:
    """One entry of an evening, the last if none is named."""
    entry = evening.entries[number]
    before: Meeting | None = None
    for earlier in evening.entries[: evening.entries.index(entry)]:
        before = evolve(before, earlier)
    assert before is not None and not isinstance(entry.event, MeetingPlanned)
    after = evolve(before, entry)
    return entry_of(before, after, entry, says(after, entry))


def no(evening: Evening, code: str, by: str, do: str, **fields: object) -> Explanation:
    refused: Refusal = evening.refused(code, by, do, **fields)
    return refusal(evening.meeting, refused)


def of_ballot(evening: Evening, ballot: str = "b1") -> Explanation:
    found = evening.ballot(ballot)
    assert found.end.result is not None
    return result(evening.meeting, found, found.end.result)


# The quorum


def quorum_of_everybody_who_counts() -> Explanation:
    """Room and video count; a picture gone, a bar and an absence do not: four of seven are just enough."""
    evening = at_item("2", "ahrens brandt carstens gross", "ebeling falk")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "recuse", person="carstens", item="2")
    evening.accepted("clerk", "lose_connection", person="falk", at="18:05")
    return quorum_here(evening.meeting)


def quorum_that_is_presumed() -> Explanation:
    """§ 65 Abs. 1 Satz 3: falling numbers change nothing until somebody doubts."""
    evening = opened()
    for person in ("demir", "ebeling", "falk"):
        evening.accepted("clerk", "leave", person=person, at="18:20")
    return quorum_here(evening.meeting)


def quorum_challenged() -> Explanation:
    evening = opened("ahrens brandt carstens")
    evening.accepted("brandt", "challenge_quorum", at="18:10")
    return explained(evening)


def quorum_at_a_second_convening() -> Explanation:
    """§ 65 Abs. 2: the number does not matter."""
    return explained(opened("ahrens brandt", plan=plan_of(meeting={"second_convening": True})))


def quorum_when_more_than_half_are_barred() -> Explanation:
    """§ 65 Abs. 3."""
    evening = at_item("2")
    for person in ("brandt", "carstens", "demir", "ebeling"):
        evening.accepted("clerk", "recuse", person=person, item="2")
    return quorum_here(evening.meeting)


def quorum_after_an_objection() -> Explanation:
    """Enough are here, but the convening is objected to and not stated."""
    evening = present()
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("brandt", "object_to_convening")
    return quorum_here(evening.meeting)


# Results


def result_carried() -> Explanation:
    """Single hands, one's own votes, and the rest of the room derived."""
    evening = with_ballot_open("ahrens brandt carstens", "ebeling falk")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="abstain")
    evening.accepted("clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")
    return _announced(evening)


def result_tied() -> Explanation:
    """§ 66 Abs. 1: a tie rejects."""
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt", no="carstens demir", abstain="ebeling falk")
    return of_ballot(evening)


def result_unanimous_and_rejected() -> Explanation:
    """A heavier majority asked for by the chair: four of four, and five are needed."""
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir", majority=TWO_THIRDS)
    return of_ballot(evening)


def result_of_a_roll_call() -> Explanation:
    """The only ballot whose single votes are named."""
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.vote("m2", "b1", yes="ahrens brandt", no="carstens", method="roll_call")
    return of_ballot(evening)


def result_of_an_urgent_motion() -> Explanation:
    """§ 59 Abs. 3: two thirds of the statutory number."""
    evening = at_item()
    evening.accepted("brandt", "move", motion="d1", kind="urgent_item", title="Flut")
    evening.vote("d1", "b1", yes="ahrens brandt carstens demir ebeling", no="falk")
    return of_ballot(evening)


def result_repeated() -> Explanation:
    """The first count is kept and is no result."""
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir", no="ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    return of_ballot(evening)


def _announced(evening: Evening) -> Explanation:
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    return of_ballot(evening)


# Who votes


def eligible_and_everybody_else() -> Explanation:
    """One bar, one fault, one absence, a deputy, and somebody admitted later; no choice is told."""
    evening = at_item("2", "ahrens brandt gross", "ebeling falk")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "recuse", person="brandt", item="2")
    evening.accepted("clerk", "lose_connection", person="falk")
    evening.accepted("chair", "attribute_fault", person="falk", cause="member")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", at="18:10")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "arrive", person="carstens", via="room", at="18:12")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="carstens")
    return eligible(evening.meeting, evening.ballot("b1"))


def eligible_on_a_recusal() -> Explanation:
    """Whom it is about does not vote; the majority is one of the seats."""
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="demir", item="2")
    evening.accepted(
        "chair", "open_ballot", motion="r1", ballot="b1", method="show_of_hands", majority=TWO_THIRDS
    )
    return eligible(evening.meeting, evening.ballot("b1"))


# Refusals


def refused_without_a_quorum() -> Explanation:
    evening = at_item("2", "ahrens brandt carstens")
    return no(evening, "not_quorate", "chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")


def refused_for_a_fault() -> Explanation:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:07")
    return no(evening, "fault_open", "chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")


def refused_while_hands_are_missing() -> Explanation:
    """Numbers that do not add up: how many are known, never which."""
    evening = with_ballot_open("ahrens brandt carstens", "ebeling")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=1, no=0, abstain=1)
    evening.accepted("chair", "close_ballot", ballot="b1")
    return no(evening, "does_not_add_up", "chair", "announce_result", ballot="b1")


def refused_by_a_paragraph() -> Explanation:
    """The profile names only where the law speaks of it."""
    return no(present(), "not_open", "chair", "call_item", item="1")


def refused_by_a_rule_of_our_own() -> Explanation:
    return no(opened(), "unknown_item", "chair", "call_item", item="99")


def refused_for_a_lighter_majority() -> Explanation:
    third = {"base": "votes_cast", "fraction": "1/3", "strict": True}
    command = {"motion": "m2", "ballot": "b1", "method": "show_of_hands", "majority": third}
    return no(at_item(), "lighter_majority", "chair", "open_ballot", **command)


# Single entries


def entry_of_a_bar() -> Explanation:
    evening = at_item()
    evening.accepted("demir", "recuse", person="demir", item="2", at="18:03")
    return explained(evening)


def entry_of_a_departure_entered_late() -> Explanation:
    """With it the number falls below what is needed."""
    evening = opened("ahrens brandt carstens demir")
    evening.wait(10)
    evening.accepted("clerk", "leave", person="demir", since=clock("18:05"))
    return explained(evening)


def entry_of_a_single_hand() -> Explanation:
    """Whose hand was entered, never which."""
    evening = with_ballot_open()
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="no")
    return explained(evening)


SITUATIONS: dict[str, Callable[[], Explanation]] = {
    made.__name__: made
    for made in (
        quorum_of_everybody_who_counts,
        quorum_that_is_presumed,
        quorum_challenged,
        quorum_at_a_second_convening,
        quorum_when_more_than_half_are_barred,
        quorum_after_an_objection,
        result_carried,
        result_tied,
        result_unanimous_and_rejected,
        result_of_a_roll_call,
        result_of_an_urgent_motion,
        result_repeated,
        eligible_and_everybody_else,
        eligible_on_a_recusal,
        refused_without_a_quorum,
        refused_for_a_fault,
        refused_while_hands_are_missing,
        refused_by_a_paragraph,
        refused_by_a_rule_of_our_own,
        refused_for_a_lighter_majority,
        entry_of_a_bar,
        entry_of_a_departure_entered_late,
        entry_of_a_single_hand,
    )
}


def text_of(explanation: Explanation) -> str:
    """As it is read, but of the answers of law only the questions: what a profile says is tested with the profile."""
    asked = [line for applied in explanation.answers for line in wrapped(applied.question, first="  § ")]
    return "\n".join([*lines(replace(explanation, answers=())), *asked])


def pinned() -> Iterator[tuple[str, str]]:
    """The blocks of explanations.txt: "== name", then the text."""
    for block in PINNED.read_text("utf-8").split("== ")[1:]:
        name, _, text = block.partition("\n")
        yield name, text.strip("\n")
