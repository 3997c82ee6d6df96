"""What a line of the timeline is about: kind, item and people, also of a ballot, a correction and whoever speaks."""

from handzeichen.meeting import events as e
from handzeichen.meeting.events import EVENTS
from handzeichen.views.past_filter import _KIND_OF, About
from handzeichen.views.timeline import whole_past
from views.clerk_evening import Evening


def abouts(evening: Evening) -> dict[int, About]:
    return {one.line.seq: one.about for one in whole_past(evening.meeting).lines}


def test_each_line_knows_its_kind_its_item_and_whom_it_concerns() -> None:
    evening = Evening.played()
    found = abouts(evening)
    by_event = {
        type(entry.event): found[entry.seq] for entry in reversed(evening.entries) if entry.seq in found
    }
    assert by_event[e.Arrived] == About(kind="presence", item="", people=("brandhorst",))
    assert by_event[e.FloorRequested] == About(kind="floor", item="1", people=("thiessen",))
    assert by_event[e.MotionMoved].item == "2"
    assert (by_event[e.ResultAnnounced].kind, by_event[e.ResultAnnounced].item) == ("ballots", "2")
    assert by_event[e.NoteWritten] == About(kind="notes", item="1", people=("brandhorst",))
    assert by_event[e.MeetingClosed] == About(kind="course", item="", people=())


def test_a_result_leads_to_its_reasons_and_nothing_else_does() -> None:
    evening = Evening.played()
    lines = {one.line.seq: one.line for one in whole_past(evening.meeting).lines}
    results = [entry.seq for entry in evening.entries if isinstance(entry.event, e.ResultAnnounced)]
    assert [lines[seq].why for seq in results] == [
        "warum/abstimmung/b1",
        "warum/abstimmung/b2",
        "warum/abstimmung/b3",
    ]
    assert {line.why for seq, line in lines.items() if seq not in results} == {""}


def test_a_correction_is_found_where_its_entry_is() -> None:
    evening = Evening.played(lambda line: line["do"] == "note")
    evening.do("clerk", "correct", of=evening.entries[-1].seq, reason="verhört")
    assert abouts(evening)[evening.entries[-1].seq] == About(kind="notes", item="1", people=("brandhorst",))


def test_every_kind_of_event_that_is_listed_is_there() -> None:
    assert set(_KIND_OF) <= set(EVENTS.values())
