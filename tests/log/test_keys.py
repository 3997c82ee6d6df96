"""The index of keys: a command that was accepted gets the same answer again, from the log alone."""

from datetime import datetime, timedelta, timezone

from handzeichen.log.chain import START, derived_salts, head_of, seal, withhold
from handzeichen.log.codec import write_entry
from handzeichen.log.keys import Answer, Keys, answer_of
from handzeichen.meeting.events import Arrived, Entry, Event, ItemCalled, MotionMoved, VoteCast
from handzeichen.meeting.ids import Choice, Kind, PersonId, Via

AT = datetime(2026, 11, 22, 18, tzinfo=timezone(timedelta(hours=1)))
VOTE = VoteCast(ballot="b1", seat="ida", person="ida", choice=Choice.YES, via=Via.VIDEO)
MOVED = MotionMoved(motion="m1", kind=Kind.MAIN)
LATE = Arrived(person="matz", via=Via.ROOM, since=AT, touches=("b1", "b2"))


def entry(seq: int, event: Event, by: str = "ida", key: str | None = None) -> Entry:
    return Entry(seq=seq, at=AT + timedelta(seconds=seq), by=PersonId(by), key=key, event=event)


ENTRIES = [
    entry(1, ItemCalled(item="1"), by="chair"),
    entry(2, MOVED, key="9f"),
    entry(3, ItemCalled(item="2"), key="9f"),
    entry(4, VOTE, by="matz", key="9f"),
    entry(5, LATE, key="a0"),
]
LINES = seal(START, map(write_entry, ENTRIES), derived_salts(b""))


def test_a_key_is_found_again_with_the_answer_that_was_given() -> None:
    keys = Keys.of(LINES)
    given = answer_of(ENTRIES[1:3], LINES[2].head, ENTRIES[2].at)
    assert keys.get(PersonId("ida"), "9f") == given
    assert given.plain() == {
        "accepted": True,
        "seq": 3,
        "head": LINES[2].hash,
        "at": "2026-11-22T18:00:03+01:00",
        "touches": [],
        "motion": "m1",
    }


def test_the_same_key_of_another_is_another_key() -> None:
    found = Keys.of(LINES).get(PersonId("matz"), "9f")
    assert found is not None
    assert (found.seq, found.motion) == (4, None)


def test_ballots_touched_by_a_late_entry_are_answered_again() -> None:
    found = Keys.of(LINES).get(PersonId("ida"), "a0")
    assert found is not None
    assert found.plain()["touches"] == ["b1", "b2"]


def test_what_changed_nothing_is_answered_with_the_head_as_it_is() -> None:
    assert answer_of([], head_of(LINES), AT) == Answer(seq=5, head=LINES[4].hash, at=AT)


def test_an_unknown_key_is_new() -> None:
    keys = Keys.of(LINES)
    assert keys.get(PersonId("ida"), "b1") is None
    assert keys.get(PersonId("chair"), "None") is None
    keys.put(PersonId("ida"), "b1", answer_of([], head_of(LINES), AT))
    assert keys.get(PersonId("ida"), "b1") is not None


def test_a_withheld_line_has_lost_its_key() -> None:
    lines = [withhold(line) if line.seq == 5 else line for line in LINES]
    assert Keys.of(lines).get(PersonId("ida"), "a0") is None
