"""The order of the agenda, interruptions with their clock, and where an item is referred to."""

import pytest

from handzeichen.meeting.reorder import in_order
from meeting.kit import Evening, at_item, clock, opened

FOR, AGAINST = {"yes": "ahrens brandt"}, {"no": "ahrens brandt"}


def resolve(evening: Evening, kind: str, *, carried: bool = True, **fields: object) -> None:
    """Moved by Carstens and voted on."""
    number = len(evening.meeting.ballots) + 1
    evening.accepted("carstens", "move", motion=f"p{number}", kind=kind, **fields)
    evening.vote(f"p{number}", f"b{number}", **(FOR if carried else AGAINST))


def order(evening: Evening) -> str:
    return " ".join(state.item.id for state in in_order(evening.meeting))


@pytest.mark.parametrize(
    ("item", "before", "then"),
    [
        # Forward, backward, one place on, to the front; before itself nothing moves.
        ("4", "2", "1 4 2 3 5 6"),
        ("2", "5", "1 3 4 2 5 6"),
        ("2", "4", "1 3 2 4 5 6"),
        ("3", "1", "3 1 2 4 5 6"),
        ("3", "3", "1 2 3 4 5 6"),
    ],
)  # fmt: skip
def test_an_item_moves_before_another(item: str, before: str, then: str) -> None:
    evening = at_item("1")
    resolve(evening, "reorder", item=item, before=before)
    assert order(evening) == then
    # The record keeps the plan's order, as its numbers do.
    assert [row["id"] for row in evening.record["items"]] == ["1", "2", "3", "4", "5", "6"]


def test_moves_come_one_after_the_other() -> None:
    evening = at_item("1")
    resolve(evening, "reorder", item="4", before="2")
    resolve(evening, "reorder", item="3", before="4")
    assert order(evening) == "1 3 4 2 5 6"
    evening.accepted("chair", "repeat_ballot", ballot="b2", new="b3", reason="falsch gezählt")
    assert order(evening) == "1 4 2 3 5 6"


def test_an_agreed_move_is_taken_back_by_an_objection() -> None:
    evening = at_item("1")
    evening.accepted("carstens", "move", motion="p1", kind="reorder", item="4", before="2")
    evening.accepted("chair", "agree", motion="p1")
    assert order(evening) == "1 4 2 3 5 6"
    evening.accepted("falk", "object", motion="p1")
    assert order(evening) == "1 2 3 4 5 6"


@pytest.mark.parametrize("fields", [{"item": "4"}, {"before": "2", "carried": False, "item": "4"}])
def test_without_a_place_or_a_majority_nothing_moves(fields: dict[str, object]) -> None:
    evening = at_item("1")
    resolve(evening, "reorder", **fields)  # type: ignore[arg-type]
    assert order(evening) == "1 2 3 4 5 6"


def test_an_urgent_item_may_be_moved_too() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="d1", kind="urgent_item", title="Hochwasser")
    evening.vote("d1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    resolve(evening, "reorder", item="d1", before="2")
    assert order(evening) == "1 d1 2 3 4 5 6"


# Interruption


def suspended(evening: Evening, **fields: object) -> object:
    """Until when the meeting is suspended, in the events."""
    (event,) = evening.accepted("chair", "suspend", **fields).events
    return getattr(event, "until", None)


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"minutes": 10}, "18:30"),
        ({"until": "18.45 Uhr"}, "18:45"),
        ({"until": "bis 19:00"}, "19:00"),
        ({"until": "19"}, "19:00"),
        # What nobody can read as a time of day, and a time that is over, set no clock.
        ({"until": "nach dem Lüften"}, None),
        ({"until": "17.00"}, None),
        ({"until": "25.00"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_chairs_word_starts_the_clock_that_was_resolved(
    fields: dict[str, object], until: str | None
) -> None:
    evening = at_item("2")
    resolve(evening, "interruption", **fields)
    ends = suspended(evening, at="18:20")
    assert ends is None if until is None else str(ends).startswith(clock(until)[:10])
    assert until is None or (ends is not None and f"{ends:%H:%M}" == until)  # type: ignore[str-format]


def test_what_the_chair_says_goes_before_what_was_resolved() -> None:
    evening = at_item("2")
    resolve(evening, "interruption", minutes=10)
    assert f"{suspended(evening, at='18:20', until=clock('19:15')):%H:%M}" == "19:15"


def test_an_agreed_one_does_the_same() -> None:
    evening = at_item("2")
    evening.accepted("carstens", "move", motion="p1", kind="interruption", minutes=5)
    evening.accepted("chair", "agree", motion="p1")
    assert f"{suspended(evening, at='18:20'):%H:%M}" == "18:25"


def test_the_announcement_suspends_nothing_so_that_the_ways_back_stay_open() -> None:
    evening = at_item("2")
    evening.accepted("carstens", "move", motion="p1", kind="interruption", minutes=5)
    evening.accepted("chair", "agree", motion="p1")
    evening.accepted("falk", "object", motion="p1")
    evening.vote("p1", "b1", **FOR)
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="angezweifelt")


def test_a_later_interruption_has_nothing_to_do_with_it() -> None:
    evening = at_item("2")
    resolve(evening, "interruption", minutes=10)
    evening.accepted("chair", "state_quorum")
    assert suspended(evening, reason="Störung") is None
    evening.accepted("chair", "resume")
    assert [pause["reason"] for pause in evening.record["meeting"]["suspensions"]] == ["Störung"]


def test_a_rejected_one_sets_no_clock() -> None:
    evening = at_item("2")
    resolve(evening, "interruption", carried=False, minutes=10)
    assert suspended(evening) is None


def test_while_suspended_it_is_not_suspended_again() -> None:
    evening = at_item("2")
    resolve(evening, "interruption", minutes=10)
    evening.accepted("chair", "suspend")
    evening.refused("suspended", "chair", "suspend")


# Referral


@pytest.mark.parametrize(
    ("to", "text"),
    [
        ("Ausschuss für Brücken", "Verwiesen an Ausschuss für Brücken"),
        ("an den Bauausschuss", "Verwiesen an den Bauausschuss"),
        (None, "Verwiesen"),
    ],
)  # fmt: skip
def test_a_referral_says_where_to(to: str | None, text: str) -> None:
    evening = opened()
    resolve(evening, "referral", item="3", **({} if to is None else {"to": to}))
    assert (evening.agenda("3")["outcome"], evening.agenda("3")["result_text"]) == ("referred", text)
