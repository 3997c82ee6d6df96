"""A log that is whole gives its head and its record; whatever is changed in it is found at its number."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handzeichen.app import cli
from handzeichen.app.replay import play
from handzeichen.app.verify import Verified, differences, verify
from handzeichen.law import answers
from handzeichen.log.chain import START, Line, Wrong, derived_salts, head_of, seal, withhold
from handzeichen.log.codec import write_entry
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import MeetingPlanned
from handzeichen.record.data import record

FOLDER = Path(cli.__file__).parent / "demo_meeting"
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
LOG = to_jsonl(PLAYED.log)
RECORD = record(PLAYED.meeting, length=PLAYED.head.seq, head=PLAYED.head.hash)


def found_wrong(data: bytes, head: str | None = None) -> int:
    wrong = verify(data, head)
    assert isinstance(wrong, Wrong), "this log should have been found out"
    return wrong.seq


def resealed(bodies: list[str]) -> bytes:
    """A forger's log: other bodies, and every hash right."""
    return to_jsonl(seal(START, bodies, derived_salts(b"forged")))


def body(seq: int) -> dict[str, object]:
    stored = PLAYED.log[seq - 1].body
    assert stored is not None
    data: dict[str, object] = json.loads(stored)
    return data


def stored(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


BODIES = [line.body or "" for line in PLAYED.log]


# Right


def test_a_whole_log_gives_head_and_record() -> None:
    found = verify(LOG, PLAYED.head.hash)
    assert isinstance(found, Verified)
    assert found.head == PLAYED.head
    assert found.record == RECORD


def test_the_record_follows_from_the_law_in_the_log_and_not_from_todays_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No profile can be read any more; everything that a log needs stands in its first line."""

    def gone(*_: object) -> None:
        raise FileNotFoundError("today's profiles are gone")

    monkeypatch.setattr(answers, "_read", gone)
    with pytest.raises(FileNotFoundError):
        answers.load("ni", on=date(2021, 1, 21), kind="committee")
    found = verify(LOG)
    assert isinstance(found, Verified) and found.record == RECORD


def test_a_withheld_note_leaves_the_rest_to_be_checked() -> None:
    seq = next(entry.seq for entry in PLAYED.entries if type(entry.event).__name__ == "NoteWritten")
    lines = [withhold(line) if line.seq == seq else line for line in PLAYED.log]
    found = verify(to_jsonl(lines), PLAYED.head.hash)
    assert isinstance(found, Verified)
    (difference,) = differences(RECORD, found.record)
    assert difference.startswith("items[0].notes[0]: ")


# Wrong


@pytest.mark.parametrize(("change", "seq"), [
    (lambda lines: [*lines[:9], *lines[10:]], 10),                                    # a line taken out
    (lambda lines: [*lines[:9], lines[10], lines[9], *lines[11:]], 10),               # two swapped
    (lambda lines: [*lines[:9], lines[9], *lines[9:]], 11),                           # one doubled
    (lambda lines: [*lines[:9], replace(lines[9], body=lines[9].body + " "), *lines[10:]], 10),
    (lambda lines: [*lines[:9], replace(lines[9], salt="0" * 32), *lines[10:]], 10),
    (lambda lines: [*lines[:9], replace(lines[9], hash="0" * 64), *lines[10:]], 10),
    (lambda lines: [], 1),
])  # fmt: skip
def test_a_changed_log_is_found_at_its_line(change: Callable[[list[Line]], list[Line]], seq: int) -> None:
    assert found_wrong(to_jsonl(change(list(PLAYED.log)))) == seq


def test_a_log_cut_short_is_found_by_its_head_alone() -> None:
    short = to_jsonl(PLAYED.log[:-3])
    assert isinstance(verify(short), Verified)
    assert found_wrong(short, PLAYED.head.hash) == len(PLAYED.log) - 2


def test_a_log_that_went_on_is_found_by_its_head() -> None:
    assert found_wrong(LOG, PLAYED.log[9].hash) == 11


@pytest.mark.parametrize("data", [b"", b"\n", b"{}", b"[]", b"\x00\xff", b'{"seq":1}', b"[" * 100_000])
def test_what_is_no_log_is_wrong_at_its_first_line(data: bytes) -> None:
    assert found_wrong(data) == 1


def test_any_flipped_bit_is_found() -> None:
    """Two hundred places, the same in every run: each gives a wrong line at or before the one that holds it."""
    chance = random.Random(37)
    for _ in range(200):
        place = chance.randrange(len(LOG))
        broken = bytearray(LOG)
        broken[place] ^= 1 << chance.randrange(8)
        assert found_wrong(bytes(broken)) <= LOG.count(b"\n", 0, place) + 1


# Written anew by somebody who can make every hash right


def test_a_plan_that_comes_second_or_twice_is_wrong() -> None:
    assert found_wrong(resealed(BODIES[1:])) == 1
    assert found_wrong(resealed([*BODIES[:5], BODIES[0], *BODIES[5:]])) == 6


def test_a_withheld_plan_leaves_nothing_to_check_by() -> None:
    assert found_wrong(to_jsonl([withhold(PLAYED.log[0]), *PLAYED.log[1:]])) == 1


@pytest.mark.parametrize("change", [
    {"type": "MeetingDreamed"},
    {"v": 99},
    {"data": {}},
    {"data": {"person": "brandhorst", "via": "horse"}},
    {"data": {"person": "brandhorst", "via": "room", "mood": "good"}},
    {"at": "gestern"},
])  # fmt: skip
def test_an_event_that_nobody_can_read_is_wrong(change: dict[str, object]) -> None:
    assert found_wrong(resealed([BODIES[0], stored({**body(2), **change}), *BODIES[2:]])) == 2


def test_an_event_that_does_not_fit_those_before_it_is_wrong() -> None:
    """A ballot announced that was never opened: it can be read, and means nothing."""
    announced = next(e.seq for e in PLAYED.entries if type(e.event).__name__ == "ResultAnnounced")
    opened = next(e.seq for e in PLAYED.entries if type(e.event).__name__ == "BallotOpened")
    bodies = [text for seq, text in enumerate(BODIES, 1) if seq != opened]
    assert opened <= found_wrong(resealed(bodies)) < announced


def test_law_that_cannot_be_read_is_wrong_at_the_first_line() -> None:
    first = PLAYED.entries[0]
    assert isinstance(first.event, MeetingPlanned)
    lame = replace(first, event=replace(first.event, answers=first.event.answers[1:]))
    assert found_wrong(resealed([write_entry(lame), *BODIES[1:]])) == 1


def test_another_result_in_the_log_gives_another_record() -> None:
    seq = next(e.seq for e in PLAYED.entries if type(e.event).__name__ == "ResultAnnounced")
    data = body(seq)
    assert isinstance(data["data"], dict)
    forged = {**data, "data": {**data["data"], "yes": 1, "no": 9}}
    found = verify(resealed([*BODIES[: seq - 1], stored(forged), *BODIES[seq:]]))
    assert isinstance(found, Verified)
    assert head_of(PLAYED.log).hash != found.head.hash
    assert [d.split(":")[0] for d in differences(RECORD, found.record)] == [
        "ballots.b1.yes", "ballots.b1.no", "log.head",
    ]  # fmt: skip


# Two records beside each other


@pytest.mark.parametrize(("expected", "found", "said"), [
    ({"a": 1}, {"a": 1}, []),
    ({"a": 1}, {"a": 2}, ["a: 1, nicht 2"]),
    ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ["a.b[1]: 2, nicht 3"]),
    ({"a": [1]}, {"a": [1, 2]}, ["a[1]: nichts, nicht 2"]),
    ({"a": [1, 2]}, {"a": [1]}, ["a[1]: 2, nicht nichts"]),
    ({"a": 1}, {}, ["a: 1, nicht nichts"]),
    ({}, {"b": None}, ["b: nichts, nicht null"]),
    # JSON knows true and 1 apart, and so must whoever compares.
    ({"a": True}, {"a": 1}, ["a: true, nicht 1"]),
    ({"a": None}, {"a": False}, ["a: null, nicht false"]),
    ({"a": 1}, {"a": 1.0}, ["a: 1, nicht 1.0"]),
    ({}, [], ["record: {}, nicht []"]),
    ({"a": "x" * 99}, {"a": "y"}, [f'a: "{"x" * 59}…, nicht "y"']),
])  # fmt: skip
def test_a_difference_is_named_with_its_path(expected: object, found: object, said: list[str]) -> None:
    assert list(differences(expected, found)) == said
