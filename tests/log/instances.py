"""Any command and any event, made from type hints: what a round trip is tried on."""

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from handzeichen.meeting.commands import Arrive, CountHands, Rightly
from handzeichen.meeting.events import Entry, Event, Left, NoteWritten
from handzeichen.meeting.ids import (
    ID_TYPES,
    LEAST_SECONDS,
    MOST_SECONDS,
    BallotId,
    Count,
    ItemId,
    Line,
    PersonId,
    Rank,
    Seconds,
    Text,
    Via,
)

WHOLE = 2**53 - 1
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,5}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\0"), max_size=20
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-WHOLE, WHOLE) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=5,
)
rightly = st.sampled_from(
    [
        Rightly(
            command=Arrive(person=PersonId("ida"), via=Via.VIDEO),
            at=datetime.fromisoformat("2026-11-22T18:00:00+01:00"),
        ),
        Rightly(command=CountHands(ballot=BallotId("b1"), yes=Count(3), no=Count(2), abstain=Count(0))),
    ]
)
inner_events = st.sampled_from(
    [
        Left(person=PersonId("ida")),
        NoteWritten(item=ItemId("2"), text=Text("So war es."), since=datetime(2026, 11, 22, 18, tzinfo=UTC)),
    ]
)

LEAVES: dict[object, st.SearchStrategy[Any]] = {
    **dict.fromkeys(ID_TYPES, ids),
    **dict.fromkeys([Text, str], texts),
    Line: lines,
    int: st.integers(-WHOLE, WHOLE),
    Count: st.integers(0, WHOLE),
    Seconds: st.integers(LEAST_SECONDS, MOST_SECONDS),
    Rank: st.integers(1, WHOLE),
    bool: st.booleans(),
    datetime: st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=zones),
    date: days,
    object: plain_json.filter(lambda value: value is not None),
    Rightly: rightly,
    Event: inner_events,
}


@cache
def any_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any instance of a dataclass; a majority's fraction is one, because nearly no text is. Made once for each type."""
    hints = get_type_hints(kind)
    fields = {field.name: _hinted(hints[field.name]) for field in dataclasses.fields(kind)}
    if "fraction" in fields:
        fields["fraction"] = st.sampled_from(["1/2", "2/3", "3/4"])
    return st.builds(kind, **fields)


@cache
def entry_of(kind: type[Any]) -> st.SearchStrategy[Entry]:
    """Any entry with an event of this type."""
    hints = get_type_hints(Entry)
    fields = {name: _hinted(hints[name]) for name in ("at", "by", "for_", "key")}
    return st.builds(Entry, seq=st.just(7), event=any_of(kind), **fields)


def _hinted(hint: Any) -> st.SearchStrategy[Any]:
    if hint in LEAVES:
        return LEAVES[hint]
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([st.none() if each is NoneType else _hinted(each) for each in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(_hinted(get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return any_of(hint)
