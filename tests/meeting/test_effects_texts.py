"""A carried amendment changes the text of what it amends: word for word, or "mit den Änderungen" until it is restated."""

import pytest

from handzeichen.meeting.texts import as_it_stands
from handzeichen.record.minutes import minutes
from meeting.kit import VOTING, Evening, at_item, plan_of

FOR, AGAINST = {"yes": "ahrens brandt"}, {"no": "ahrens brandt"}
TEXT = "Die Brücke wird 2027 gebaut. Sie ist aus Holz. Der Radweg ist zwei Meter breit."
ITEM = {"id": "2", "title": "Neue Brücke", "motions": [{"id": "m2", "kind": "main", "text": TEXT}]}


def evening_with(text: str | None = TEXT) -> Evening:
    motion = {"id": "m2", "kind": "main"} | ({} if text is None else {"text": text})
    return at_item("2", plan=plan_of(items=[{**ITEM, "motions": [motion]}]))


def amend(evening: Evening, motion: str, *, carried: bool = True, **fields: object) -> None:
    """An amendment is moved and voted on."""
    number = len(evening.meeting.ballots) + 1
    evening.accepted("brandt", "move", motion=motion, kind="amendment", **{"amends": "m2", **fields})
    evening.vote(motion, f"b{number}", **(FOR if carried else AGAINST))


def lines_of(evening: Evening) -> list[str]:
    """All that the minutes say under the points of the agenda."""
    points = minutes(evening.meeting).points
    return [line for point in points for block in point.blocks for line in (*block.texts, *block.results)]


def final(evening: Evening, motion: str = "m2") -> object:
    row = evening.record["motions"][motion]
    return row.get("final_text") if "changed_by" in row else "unchanged"


def test_the_amendments_text_takes_the_place_of_the_passage_it_names() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    assert final(evening) == TEXT.replace("Holz", "Stein")
    assert evening.record["motions"]["m2"]["changed_by"] == ["a1"]
    # What was moved stays what was moved.
    assert evening.record["motions"]["m2"]["text"] == TEXT


def test_the_second_amendment_changes_what_the_first_has_left() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    amend(evening, "a2", replaces="2027", text="2028")
    assert final(evening) == TEXT.replace("Holz", "Stein").replace("2027", "2028")
    assert evening.record["motions"]["m2"]["changed_by"] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("passage", "left"),
    [
        # In the middle, at the beginning and at the end no gap and no double space stays behind.
        ("Sie ist aus Holz.", "Die Brücke wird 2027 gebaut. Der Radweg ist zwei Meter breit."),
        ("Die Brücke wird 2027 gebaut.", "Sie ist aus Holz. Der Radweg ist zwei Meter breit."),
        ("Der Radweg ist zwei Meter breit.", "Die Brücke wird 2027 gebaut. Sie ist aus Holz."),
    ],
)  # fmt: skip
def test_without_a_text_of_its_own_it_strikes_the_passage_out(passage: str, left: str) -> None:
    evening = evening_with()
    amend(evening, "a1", replaces=passage)
    assert final(evening) == left


def test_lines_stay_lines_when_one_is_struck_out() -> None:
    evening = evening_with("1. Holz\n2. Stein\n3. Stahl")
    amend(evening, "a1", replaces="2. Stein\n")
    assert final(evening) == "1. Holz\n3. Stahl"


def test_a_rejected_amendment_changes_nothing() -> None:
    evening = evening_with()
    amend(evening, "a1", carried=False, replaces="aus Holz", text="aus Stein")
    assert final(evening) == "unchanged"


def test_an_accepted_amendment_changes_the_text_as_an_adopted_one_does() -> None:
    evening = evening_with()
    evening.accepted(
        "brandt", "move", motion="a1", kind="amendment", amends="m2", replaces="2027", text="2028"
    )
    evening.accepted("clerk", "arrive", person="lorenz", via="room")
    evening.accepted("lorenz", "accept_amendment", motion="a1")
    assert final(evening) == TEXT.replace("2027", "2028")


@pytest.mark.parametrize(
    "passage",
    [
        # Not there at all; there twice.
        "aus Glas", "ist",
    ],
)  # fmt: skip
def test_a_passage_that_is_not_there_exactly_once_is_refused_when_it_is_moved(passage: str) -> None:
    evening = evening_with()
    fields = {"motion": "a1", "kind": "amendment", "amends": "m2", "text": "Stein"}
    evening.refused("passage_not_found", "brandt", "move", replaces=passage, **fields)
    evening.accepted("brandt", "move", **fields)


def test_a_passage_is_replaced_by_an_amendment_only() -> None:
    evening = evening_with()
    refusal = evening.refused(
        "needs", "brandt", "move", motion="x1", kind="main", text="Stein", replaces="Holz"
    )
    assert refusal.facts == {"field": "amends"}


# What is not said word for word is not made up


def test_without_a_passage_the_text_is_the_one_moved_with_the_changes_named() -> None:
    evening = evening_with()
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    assert final(evening) is None
    said = as_it_stands(evening.meeting, evening.motion("m2"))
    assert said == f"{TEXT} – mit den Änderungen: ‚Die Brücke erhält ein Geländer.‘"


def test_once_one_change_is_open_a_later_one_does_not_pretend_to_know_the_whole() -> None:
    evening = evening_with()
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    amend(evening, "a2", replaces="2027", text="2028")
    amend(evening, "a3", replaces="Sie ist aus Holz.")
    assert final(evening) is None
    said = as_it_stands(evening.meeting, evening.motion("m2")) or ""
    assert said.endswith("‚Die Brücke erhält ein Geländer.‘; ‚2028‘ statt ‚2027‘; ohne ‚Sie ist aus Holz.‘")


def test_two_amendments_of_the_same_passage_leave_the_whole_open() -> None:
    evening = evening_with()
    for motion, text in (("a1", "aus Stein"), ("a2", "aus Stahl")):
        evening.accepted(
            "brandt", "move", motion=motion, kind="amendment", amends="m2", replaces="aus Holz", text=text
        )
    evening.vote("a1", "b1", **FOR)
    assert final(evening) == TEXT.replace("Holz", "Stein")
    evening.vote("a2", "b2", **FOR)
    assert final(evening) is None


def test_a_motion_without_a_text_gets_none_from_an_amendment() -> None:
    evening = evening_with(None)
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    assert final(evening) is None
    said = as_it_stands(evening.meeting, evening.motion("m2"))
    assert said == "mit den Änderungen: ‚Die Brücke erhält ein Geländer.‘"


def test_in_one_ballot_the_second_amendment_changes_what_the_first_leaves() -> None:
    evening = evening_with()
    for motion, passage, text in (("a1", "aus Holz", "aus Stein"), ("a2", "2027", "2028")):
        evening.accepted(
            "brandt", "move", motion=motion, kind="amendment", amends="m2", replaces=passage, text=text
        )
    evening.vote("a1", "b1", with_=["a2"], **FOR)
    assert final(evening) == TEXT.replace("Holz", "Stein").replace("2027", "2028")


def test_an_amended_amendment_brings_its_own_new_text() -> None:
    evening = evening_with()
    evening.accepted(
        "brandt",
        "move",
        motion="a1",
        kind="amendment",
        amends="m2",
        replaces="aus Holz",
        text="aus grauem Stein",
    )
    amend(evening, "a2", amends="a1", replaces="grauem", text="rotem")
    assert final(evening, "a1") == "aus rotem Stein"
    evening.vote("a1", "b2", **FOR)
    assert final(evening) == TEXT.replace("aus Holz", "aus rotem Stein")


# The clerk writes the whole down


def test_the_clerk_writes_the_whole_down_while_the_motion_is_open() -> None:
    evening = evening_with()
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    evening.accepted("clerk", "restate", motion="m2", text="Die Brücke mit Geländer wird gebaut.")
    evening.unchanged("clerk", "restate", motion="m2", text="Die Brücke mit Geländer wird gebaut.")
    assert final(evening) == "Die Brücke mit Geländer wird gebaut."
    # And a later amendment goes on from there.
    amend(evening, "a2", replaces="mit Geländer", text="ohne Geländer")
    assert final(evening) == "Die Brücke ohne Geländer wird gebaut."


def test_nothing_is_restated_that_was_not_changed_or_is_decided_or_voted_on() -> None:
    evening = evening_with()
    restate = {"motion": "m2", "text": "Anders."}
    evening.refused("not_changed", "clerk", "restate", **restate)
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    evening.refused("not_entitled", "brandt", "restate", **restate)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    evening.refused("motion_in_ballot", "clerk", "restate", **restate)
    evening.record_hands("b2", yes=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.refused("motion_decided", "clerk", "restate", **restate)


# The way back


def test_a_repeated_ballot_takes_the_change_back_and_what_was_written_down_with_it() -> None:
    evening = evening_with()
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    evening.accepted("clerk", "restate", motion="m2", text="Die Brücke mit Geländer wird gebaut.")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="falsch gezählt")
    assert final(evening) == "unchanged"
    evening.record_hands("b2", no=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    assert final(evening) == "unchanged"


def test_the_way_back_leaves_what_an_earlier_amendment_brought() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    amend(evening, "a2", replaces="2027", text="2028")
    evening.accepted("chair", "repeat_ballot", ballot="b2", new="b3", reason="falsch gezählt")
    assert final(evening) == TEXT.replace("Holz", "Stein")


def test_a_correction_of_who_was_here_leaves_the_text_as_it_is() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    arrival = next(entry.seq for entry in evening.entries if getattr(entry.event, "person", None) == "falk")
    evening.accepted("clerk", "correct", of=arrival, reason="war nicht da")
    assert final(evening) == TEXT.replace("Holz", "Stein")


# Minutes


def test_the_minutes_give_the_whole_text_that_was_adopted() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    evening.vote("m2", "b2", yes=VOTING)
    assert evening.agenda("2")["outcome"] == "adopted_amended"
    lines = lines_of(evening)
    place = lines.index("In geänderter Fassung beschlossen:")
    assert lines[place + 1 : place + 3] == [TEXT.replace("Holz", "Stein"), "Einstimmig"]


def test_they_say_what_was_rejected_too() -> None:
    evening = evening_with()
    amend(evening, "a1", replaces="aus Holz", text="aus Stein")
    evening.vote("m2", "b2", no=VOTING)
    assert "Abgestimmt wurde über die geänderte Fassung:" in lines_of(evening)


def test_where_nobody_wrote_the_whole_down_they_make_nothing_up() -> None:
    evening = evening_with()
    amend(evening, "a1", text="Die Brücke erhält ein Geländer.")
    evening.vote("m2", "b2", yes=VOTING)
    assert "Abgestimmt wurde über die geänderte Fassung." in lines_of(evening)
    assert "In geänderter Fassung beschlossen:" not in lines_of(evening)
