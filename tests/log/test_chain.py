"""The chain: a log that was cut, swapped, edited or shortened is found, at the first line that is wrong."""

from collections.abc import Callable
from hashlib import sha256
from itertools import islice

import pytest

from handzeichen.log.chain import (
    START,
    Line,
    Wrong,
    check,
    commitment_of,
    derived_salts,
    head_of,
    random_salts,
    seal,
    withhold,
)

BODIES = [f'{{"n":{number},"text":"Zuhörer"}}' for number in range(1, 7)]
LINES = seal(START, BODIES, derived_salts(b"plan"))
HEAD = head_of(LINES).hash


def test_a_line_is_sealed_as_the_format_says() -> None:
    salt = bytes(range(16))
    (line,) = seal(START, ["ä"], iter([salt]))
    commitment = sha256(salt + b"\xc3\xa4").digest()
    assert line == Line(seq=1, salt=salt.hex(), body="ä", hash=sha256(bytes(32) + commitment).hexdigest())
    assert commitment_of(line) == commitment


def test_a_log_sealed_in_parts_is_the_one_sealed_at_once() -> None:
    salts = derived_salts(b"plan")
    first = seal(START, BODIES[:2], salts)
    assert first + seal(head_of(first), BODIES[2:], salts) == LINES


def test_equal_plan_and_script_give_equal_heads_and_others_do_not() -> None:
    assert seal(START, BODIES, derived_salts(b"plan")) == LINES
    assert seal(START, BODIES, derived_salts(b"plan2"))[-1].hash != HEAD


def test_a_live_meetings_salts_never_come_twice() -> None:
    salts = list(islice(random_salts(), 1000))
    assert len(set(salts)) == 1000
    assert {len(salt) for salt in salts} == {16}


def test_a_whole_log_is_right_with_and_without_its_head() -> None:
    assert check(LINES) is None
    assert check(LINES, HEAD) is None


@pytest.mark.parametrize("withheld", [{1}, {3}, {6}, {2, 3, 4}, {1, 2, 3, 4, 5, 6}])
def test_a_withheld_body_breaks_nothing(withheld: set[int]) -> None:
    kept = [withhold(line) if line.seq in withheld else line for line in LINES]
    assert check(kept, HEAD) is None
    assert all(line.salt is None and line.body is None for line in kept if line.seq in withheld)


def edited(lines: list[Line], seq: int, /, **change: str | int) -> list[Line]:
    fields = {name: getattr(lines[seq - 1], name) for name in Line.__slots__}
    return [*lines[: seq - 1], Line(**{**fields, **change}), *lines[seq:]]


EDITED = "Die Prüfsumme passt nicht: Diese Zeile oder die davor wurde geändert."


@pytest.mark.parametrize(
    ("change", "seq", "why"),
    [
        (lambda lines: edited(lines, 3, body=BODIES[3]), 3, EDITED),
        (lambda lines: edited(lines, 3, salt="00" * 16), 3, EDITED),
        (lambda lines: edited(lines, 3, hash=LINES[3].hash), 3, EDITED),
        (lambda lines: edited(lines, 1, body="{}"), 1, EDITED),
        (lambda lines: edited(lines, 6, body="{}"), 6, EDITED),
        (lambda lines: edited(lines, 3, seq=4), 3, "Hier steht die Nr. 4: Zeilen fehlen, sind vertauscht oder doppelt."),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], 3, "Hier steht die Nr. 4: Zeilen fehlen, sind vertauscht oder doppelt."),
        (lambda lines: lines[:2] + lines[3:], 3, "Hier steht die Nr. 4: Zeilen fehlen, sind vertauscht oder doppelt."),
        (lambda lines: lines[:3] + lines[2:], 4, "Hier steht die Nr. 3: Zeilen fehlen, sind vertauscht oder doppelt."),
        (lambda lines: lines[1:], 1, "Hier steht die Nr. 2: Zeilen fehlen, sind vertauscht oder doppelt."),
        # Contents swapped and numbered anew
        (lambda lines: edited(edited(lines, 3, body=BODIES[4], salt=LINES[4].salt), 5, body=BODIES[2], salt=LINES[2].salt), 3, EDITED),
        # Another body sealed anew from there, spliced into the old log
        (lambda lines: [*lines[:2], *seal(lines[1].head, ["{}"], derived_salts(b"")), *lines[3:]], 4, EDITED),
        (lambda lines: [withhold(line) for line in edited(lines, 2, body="{}")], 2, EDITED),
        (lambda lines: [], 1, "Es steht keine Zeile darin: Jedes Protokoll beginnt mit dem Plan der Sitzung."),
    ],
)  # fmt: skip
def test_the_first_wrong_line_is_named(
    change: Callable[[list[Line]], list[Line]], seq: int, why: str
) -> None:
    assert check(change(list(LINES))) == Wrong(seq, why)


@pytest.mark.parametrize("length", range(1, 6))
def test_a_shortened_log_is_right_by_itself_and_wrong_with_its_head(length: int) -> None:
    assert check(LINES[:length]) is None
    found = check(LINES[:length], HEAD)
    assert found == Wrong(
        length + 1,
        "Hier fehlt etwas: Der verlangte Kopf kommt nicht vor, das Ende wurde abgeschnitten.",
    )


def test_a_log_that_goes_on_behind_the_head_is_not_the_one_asked_for() -> None:
    found = check(LINES, LINES[3].hash)
    assert found == Wrong(5, "Hier steht etwas zu viel: Der verlangte Kopf ist die Zeile davor.")


def test_a_log_rewritten_as_a_whole_is_found_by_its_head_alone() -> None:
    other = seal(START, ["{}", *BODIES[1:]], derived_salts(b"plan"))
    assert check(other) is None
    assert isinstance(check(other, HEAD), Wrong)
