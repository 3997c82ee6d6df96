"""Logs as files: read with suspicion, down to the last byte."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.log.chain import START, Wrong, derived_salts, head_of, seal, withhold
from handzeichen.log.files import from_jsonl, to_jsonl

BODIES = ['{"at":"2026-11-22T18:00:00+01:00"}', '{"text":"Zuhörer \\u001f \\"12\\"\\n"}', '{"n":3}']
LINES = seal(START, BODIES, derived_salts(b"plan"))
LINES[2] = withhold(LINES[2])
FILE = to_jsonl(LINES)
HEAD = head_of(LINES).hash


def line_of(position: int) -> int:
    """Which line a byte of the file belongs to; a newline ends its line."""
    return FILE[:position].count(b"\n") + 1


def wrong_at(data: bytes) -> int | None:
    found = from_jsonl(data)
    return found.seq if isinstance(found, Wrong) else None


def test_a_file_gives_back_the_log() -> None:
    assert from_jsonl(FILE) == LINES
    assert from_jsonl(FILE, HEAD) == LINES


def test_a_line_holds_what_the_format_says_and_nothing_else() -> None:
    first, second, third = map(json.loads, FILE.splitlines())
    assert list(first) == list(second) == ["seq", "salt", "body", "hash"]
    assert list(third) == ["seq", "commitment", "hash"]


def test_spaces_order_and_a_missing_last_newline_change_nothing() -> None:
    rows = [json.dumps(dict(reversed(json.loads(row).items())), indent=None) for row in FILE.splitlines()]
    assert from_jsonl("\n".join(rows).encode()) == LINES


def test_every_flipped_bit_is_found_in_its_line() -> None:
    flipped = [(position, 1 << bit) for position in range(len(FILE)) for bit in range(8)]
    missed = [
        (position, mask)
        for position, mask in flipped
        if wrong_at(FILE[:position] + bytes([FILE[position] ^ mask]) + FILE[position + 1 :])
        != line_of(position)
    ]
    assert missed == []


def test_every_missing_byte_is_found_in_its_line() -> None:
    for position in range(len(FILE) - 1):
        assert wrong_at(FILE[:position] + FILE[position + 1 :]) == line_of(position)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_every_changed_byte_is_found_in_its_line(position: int, change: int) -> None:
    changed = bytes([FILE[position] ^ change])
    assert wrong_at(FILE[:position] + changed + FILE[position + 1 :]) == line_of(position)


def test_a_file_cut_anywhere_is_found_with_its_head() -> None:
    ends = range(1, len(FILE) - 1)
    assert [end for end in ends if not isinstance(from_jsonl(FILE[:end], HEAD), Wrong)] == []


def second(**change: object) -> dict[str, Any]:
    """The second line with fields changed, or taken out where they are None."""
    fields = {**json.loads(FILE.splitlines()[1]), **change}
    return {name: value for name, value in fields.items() if value is not None}


FIELDS = "Eine Zeile hat entweder „seq“, „salt“, „body“, „hash“ oder „seq“, „commitment“, „hash“."
NO_LINE = "Hier steht keine Zeile eines Protokolls, sondern etwas anderes."
NO_JSON = "Diese Zeile ist kein gültiges JSON in UTF-8."


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (second(commitment="00" * 32), FIELDS),
        (second(commitment="00" * 32, body=None), FIELDS),
        (second(body=None), FIELDS),
        (second(body=None, salt=None), FIELDS),
        (second(salt=None), FIELDS),
        (second(hash=None), FIELDS),
        (second(seq=None), FIELDS),
        (second(note=""), FIELDS),
        (second(seq="2"), "„seq“ muss eine ganze Zahl sein."),
        (second(seq=2.0), "„seq“ muss eine ganze Zahl sein."),
        (second(seq=True), "„seq“ muss eine ganze Zahl sein."),
        (second(body={}), "„body“ muss ein Text sein."),
        (second(body=5), "„body“ muss ein Text sein."),
        (second(hash=second()["hash"].upper()), "„hash“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen."),
        (second(hash=second()["hash"][:-1]), "„hash“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen."),
        (second(salt=second()["salt"] + "00"), "„salt“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen."),
        (second(salt=[]), "„salt“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen."),
        (second(body=None, salt=None, commitment="0"), "„commitment“ muss aus Ziffern und den Buchstaben a bis f in voller Länge bestehen."),
        (b'{"body":"\\ud800",' + json.dumps(second(body=None)).encode()[1:], "„body“ muss ein Text sein."),
        (b'{"seq":2,' + json.dumps(second()).encode()[1:], "In dieser Zeile kommt ein Feld doppelt vor."),
        (b"", NO_LINE),
        (b"[]", NO_LINE),
        (FILE.splitlines()[1] + b"\r", NO_LINE),
        (b"\xef\xbb\xbf" + FILE.splitlines()[1], NO_LINE),
        (b'{"seq":' + b"9" * 5000 + b"}", NO_JSON),
        (b'{"a":' + b"[" * 100_000 + b"}", NO_JSON),
        (FILE.splitlines()[1].decode().encode("latin-1"), NO_JSON),
    ],
)  # fmt: skip
def test_a_line_that_is_not_exactly_one_is_wrong(row: bytes | dict[str, object], why: str) -> None:
    rows = FILE.splitlines()
    rows[1] = row if isinstance(row, bytes) else json.dumps(row).encode()
    assert from_jsonl(b"\n".join(rows)) == Wrong(2, why)


def test_the_first_of_several_wrong_lines_is_named() -> None:
    rows = FILE.splitlines()
    edited = rows[0].replace(b"2026", b"2025")
    assert wrong_at(b"\n".join([edited, rows[1], b"nonsense"])) == 1
    assert wrong_at(b"\n".join([b"nonsense", edited])) == 1
    assert wrong_at(b"") == 1


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace("a", "e", 1)], ids=["case", "digit"])
def test_a_head_in_other_letters_is_another_head(change: Callable[[str], str]) -> None:
    assert isinstance(from_jsonl(FILE, change(HEAD)), Wrong)
