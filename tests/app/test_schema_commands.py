"""The description of commands: whatever the codec reads fits it, and what fits it the codec reads, or is listed here."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handzeichen.app.schema.commands import RULES
from handzeichen.app.schema.document import document
from handzeichen.app.schema.values import ASKED
from handzeichen.log.codec import Unreadable, read_json, read_sent, write_command
from handzeichen.log.reading import wire_name
from handzeichen.log.values import DOOR
from handzeichen.meeting.commands import COMMANDS, Command
from log.instances import any_of
from support.schema import holds

ARRIVE = {"do": "arrive", "person": "ida", "via": "room"}
GUEST = {"do": "admit", "person": {"id": "x", "name": "X", "role": "guest"}}
COUNT = {"do": "count_hands", "ballot": "b1", "yes": 3, "no": 2, "abstain": 0}
NOTE = {"do": "note", "item": "1", "text": "So war es."}
OPEN = {"do": "open_ballot", "motion": "m1", "method": "roll_call"}
CORRECT = {
    "do": "correct",
    "of": 7,
    "reason": "verhört",
    "with": {**ARRIVE, "at": "2026-11-24T18:00:00+01:00"},
}


def majority(fraction: str) -> dict[str, Any]:
    return {**OPEN, "majority": {"base": "present", "fraction": fraction, "strict": True}}


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


class Unsayable(NamedTuple):
    """What a JSON Schema cannot demand and the codec does, with one example."""

    why: str
    is_it: Callable[[object, str], object]
    """From what was sent and the codec's sentence."""
    example: dict[str, Any]


UNSAYABLE = [
    Unsayable(
        "For JSON Schema 3.0 is a whole number; the codec wants it written as one.",
        lambda sent, _: has_whole_float(sent),
        {**COUNT, "yes": 3.0},
    ),
    Unsayable(
        "A pattern does not know how many days a month has.",
        lambda _, says: "den es nicht gibt" in says,
        {**NOTE, "since": "2026-02-30T18:00:00+01:00"},
    ),
    Unsayable(
        "A pattern does not compare two numbers: 3/2 is above 1, and 0/2 is nothing.",
        lambda _, says: "„majority.fraction“ ist ein Bruch" in says,
        majority("3/2"),
    ),
    Unsayable(
        "A schema that points to itself has no depth.",
        lambda _, says: "verschachtelt" in says,
        {**CORRECT, "with": {**ARRIVE, "by": nested(20)}},
    ),
]
"""The codec refuses these though they fit the description. There is no other way round."""


# The codec and the description


def read(sent: object) -> str | None:
    """What the codec says of something that was sent; None: it is a command."""
    try:
        read_sent(sent)  # type: ignore[arg-type]
    except Unreadable as fault:
        return fault.sentence
    return None


def agree(sent: dict[str, Any]) -> None:
    kind = COMMANDS.get(sent["do"]) if isinstance(sent.get("do"), str) else None
    says, fits = read(sent), holds("Command" if kind is None else f"{kind.__name__}Command", sent)
    if says is None:
        assert fits, sent
    elif fits:
        assert any(row.is_it(sent, says) for row in UNSAYABLE), (sent, says)


@pytest.mark.parametrize("word", COMMANDS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_the_codec_reads_and_what_fits_are_the_same(word: str, data: st.DataObject) -> None:
    sent = write_command(data.draw(any_of(COMMANDS[word])))
    agree(sent)
    for _ in range(data.draw(st.integers(1, 4))):
        sent = data.draw(changed(sent))
        agree(sent)


@pytest.mark.parametrize("word", COMMANDS)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_command_has_a_description_that_it_fits(word: str, data: st.DataObject) -> None:
    command = data.draw(any_of(COMMANDS[word]))
    assume(command.fault() is None)
    sent = {**write_command(command), "key": "k"}
    assert read(sent) is None
    own = f"{type(command).__name__}Command"
    assert holds(own, sent) and holds("Command", sent)
    # That nothing else takes it for its own, `Command` says above: it wants exactly one of all.
    assert not holds(own, {**sent, "unknown": None})
    assert not holds(own, {**sent, "do": "unknown"})


@pytest.mark.parametrize("row", UNSAYABLE, ids=lambda row: row.why)
def test_what_no_schema_can_say_is_still_so(row: Unsayable) -> None:
    says = read(row.example)
    assert holds("Command", row.example)
    assert says is not None and row.is_it(row.example, says)


# Rows that chance finds too rarely


@pytest.mark.parametrize("sent", [
    {"do": "state_quorum"},
    {"do": "state_quorum", "by": ["anything"], "at": 3, "key": None},
    {"do": "state_quorum", "key": "k" * 64},
    {"do": "deputise", "person": "a", "for": "b"},
    {**NOTE, "person": None, "since": "2026-11-24T18:00Z"},
    {**NOTE, "text": ""},
    {**NOTE, "text": "🙋" * 20_000},
    {**GUEST, "person": {**GUEST["person"], "deputy_chair": True, "title": None}},
    {**COUNT, "yes": None, "derive": "yes"},
    {"do": "attribute_fault", "cause": "member", "persons": ["a"]},
    majority("2/3"),
    CORRECT,
    {**CORRECT, "of": "9f", "with": None},
    {**CORRECT, "with": {**CORRECT, "by": {"who": [None, True, -1]}}},
    {**CORRECT, "with": {**ARRIVE, "by": nested(19)}},
])  # fmt: skip
def test_these_fit(sent: dict[str, Any]) -> None:
    assert read(sent) is None
    assert holds("Command", sent)


@pytest.mark.parametrize("sent", [
    {},
    {"do": "state_quorum", "expect": "refused"},
    {"do": "state_quorum", "key": ""},
    {"do": "state_quorum", "key": "k" * 65},
    {"do": "state_quorum", "key": "k\0"},
    {"do": "deputise", "person": "a", "for_": "b"},
    {**ARRIVE, "person": "ida\n"},
    {**ARRIVE, "person": "i" * 65},
    {**ARRIVE, "via": None},
    {**NOTE, "text": "a" * 20_001},
    {**NOTE, "text": "a\0"},
    {**NOTE, "since": "2026-11-24T18:00:00"},
    {**NOTE, "since": "2026-11-24T24:00:00+01:00"},
    {**NOTE, "since": "2026-11-24T18:00:00+24:00"},
    {**NOTE, "since": "2026-11-24T18:00:00+01:99"},
    {"do": "attribute_fault", "cause": "member", "persons": []},
    {**NOTE, "since": "2226-11-24T18:00:00+01:00"},
    {**NOTE, "since": "2026-11-24T18:00:00Z\n"},
    {**GUEST, "person": {**GUEST["person"], "name": "a\u2028b"}},
    {**GUEST, "person": {**GUEST["person"], "deputy_chair": 0}},
    {**GUEST, "person": {"id": "x", "name": "X"}},
    {**COUNT, "yes": True},
    {**COUNT, "yes": 2**53},
    {**COUNT, "derive": "yes"},
    {**COUNT, "yes": None, "derive": "no"},
    {**COUNT, "yes": None, "no": None, "derive": "yes"},
    {"do": "lose_connection"},
    {"do": "lose_connection", "person": "a", "scope": "room"},
    majority("1/20000"),
    majority("zwei"),
    {**CORRECT, "of": True},
    {**CORRECT, "with": {**ARRIVE, "at": "18:00"}},
    {**CORRECT, "with": {**ARRIVE, "by": 1.5}},
    {**CORRECT, "with": {**ARRIVE, "by": {"a\nb": 1}}},
    {**CORRECT, "with": {**CORRECT, "with": {"do": "arrive"}}},
])  # fmt: skip
def test_these_do_not(sent: dict[str, Any]) -> None:
    assert read(sent) is not None
    assert not holds("Command", sent)


def test_a_character_that_cannot_be_sent_needs_no_description() -> None:
    """Half a surrogate pair is a Python matter; the reader of JSON refuses it before anything else looks."""
    with pytest.raises(Unreadable):
        read_json(b'{"do":"note","item":"1","text":"\\ud800"}')


# Nothing is forgotten


def test_every_kind_of_value_that_the_codec_reads_is_described() -> None:
    assert set(ASKED) == set(DOOR)


def test_every_command_with_a_rule_between_its_fields_has_one_here() -> None:
    assert set(RULES) == {kind for kind in COMMANDS.values() if kind.fault is not Command.fault}


def test_every_command_says_what_it_is_and_who_asks_it() -> None:
    schemas = document()["components"]["schemas"]
    for word, kind in COMMANDS.items():
        described = schemas[f"{kind.__name__}Command"]
        assert described["properties"]["do"] == {"const": word}
        assert (kind.__doc__ or "").strip() in described["description"]
        assert "Asked by " in described["description"]
    named = {mapped.rpartition("/")[2] for mapped in schemas["Command"]["discriminator"]["mapping"].values()}
    assert named == {f"{kind.__name__}Command" for kind in COMMANDS.values()}


# Changes


JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 2**53 - 1, 2**53, -(2**53), 1.5, 3.0,
    "", "x", "B 1", "b1\n", "a" * 64, "a" * 65, "ä", "٣", "a\0b", "a\nb", "a\x85b", "a\u2028b", "t" * 20_001,
    "yes", "room", "video", "member", "main", "true", "2/3", "3/2", "0/1", "1/20000", "٢/٣",
    "2026-11-24T18:00:00+01:00", "2026-11-24T18:00Z", "2026-11-24T18:00:00.5-23:59", "2026-11-24T18:00:00",
    "2026-02-30T18:00:00+01:00", "2026-11-24T24:00:00Z", "2026-11-24T18:00:60Z", "2026-11-24T18:00:00+01:99",
    "2026-11-24T18:00:00+24:00", "2026-11-24t18:00:00z", "1899-11-24T18:00:00Z", "2026-11-24",
    [], ["a"], ["a", None], [1], {}, {"a": 1}, ARRIVE, COUNT, {**ARRIVE, "at": "18:00"}, nested(3),
]  # fmt: skip
FIELDS = sorted(
    {wire_name(name) for kind in COMMANDS.values() for name in kind.__dataclass_fields__}
    | {"key", "by", "at", "do", "expect", "Key"}
)


@st.composite
def changed(draw: st.DrawFn, sent: dict[str, Any]) -> dict[str, Any]:
    """The same with one value put in, taken away or exchanged, anywhere in it."""
    sent = deepcopy(sent)
    place: Any = sent
    while isinstance(place, dict | list) and place:
        name = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inside = place[name]
        if isinstance(inside, dict | list) and inside and draw(st.booleans()):
            place = inside
            continue
        act = draw(st.sampled_from(["put", "put", "put", "drop", "add"]))
        if act == "add" and isinstance(place, dict):
            place[draw(st.sampled_from(FIELDS))] = draw(st.sampled_from(JUNK))
        elif act == "drop":
            del place[name]
        else:
            place[name] = draw(st.sampled_from(JUNK))
        break
    return sent


def has_whole_float(value: object) -> bool:
    match value:
        case dict():
            return any(map(has_whole_float, value.values()))
        case list():
            return any(map(has_whole_float, value))
        case _:
            return isinstance(value, float) and value.is_integer()
