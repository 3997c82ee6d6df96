"""The chart of those present: it always ends where the quorum stands, and tells late entries at their true times."""

from pathlib import Path

from handzeichen.app.replay import play
from handzeichen.meeting.events import Entry
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_course import CoursePart, course, present_over_time
from handzeichen.views.part import NOTHING
from views.clerk_evening import Evening

FOLDER = Path(__file__).parents[1] / "record" / "full_evening"


def test_at_every_moment_of_two_evenings_the_chart_ends_where_the_quorum_stands() -> None:
    """Arrivals, deputies, faults, a bar, changes of place and late entries: the line is never beside the number."""
    played = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
    for entries in (list(played.entries), Evening.played().entries):
        meeting: Meeting | None = None
        seen = set[int]()
        for entry in entries:
            meeting = evolve(meeting, entry)
            moments = present_over_time(meeting)
            number = moments[-1][1] if moments else 0
            assert number == quorum_now(meeting).present, entry
            seen.add(number)
        assert len(seen) > 8


def test_before_the_opening_nothing_is_drawn() -> None:
    evening = Evening.played(lambda line: line.get("person") == "sokolow")
    assert course(evening.meeting, evening.entries) == NOTHING


def test_a_departure_entered_late_and_a_fault_are_told_at_their_true_times() -> None:
    evening = Evening.played(lambda line: line["do"] == "move" and line["kind"] == "urgency")
    evening.do("clerk", "leave", person="cordsen", since="2021-01-21T17:51:00+01:00")
    evening.do("clerk", "lose_connection", person="nordmeier")
    part = drawn(evening)
    assert part.in_words == "17.41 Uhr 10, 17.51 Uhr 9 und 17.54 Uhr 8"
    assert (part.lowest, part.now, part.needed, part.below) == (8, 8, 6, "")
    evening.do("clerk", "restore_connection", person="nordmeier")
    assert drawn(evening).now == 9


def test_where_too_few_were_there_the_chart_shows_the_gap_and_keeps_it() -> None:
    evening = Evening.played(lambda line: line["do"] == "move" and line["kind"] == "urgency")
    for person in ("cordsen", "groothusen", "koepcke", "rehbein", "thiessen"):
        evening.do("clerk", "leave", person=person, since="2021-01-21T17:51:00+01:00")
    evening.do("clerk", "arrive", person="cordsen", via="room", since="2021-01-21T17:53:00+01:00")
    part = drawn(evening)
    assert part.below.count("M") == 1 and part.lowest == 5 and part.now == 6


def drawn(evening: Evening) -> CoursePart:
    part = course(evening.meeting, evening.entries)
    assert isinstance(part, CoursePart)
    return part


def test_the_chart_of_the_newest_minute_is_equal_for_several_entries() -> None:
    """So that an entry a second later does not send it again."""
    evening = Evening.played(lambda line: line["do"] == "move" and line["kind"] == "urgency")
    later = Entry(
        seq=evening.entries[-1].seq + 1,
        at=evening.entries[-1].at.replace(second=59),
        by=evening.entries[-1].by,
        event=evening.entries[-1].event,
    )
    assert course(evening.meeting, evening.entries) == course(evening.meeting, [*evening.entries, later])
