"""The description of parts: what is shown in many moments fits it, and all that it allows is shown in some moment."""

import json
import re
from collections.abc import Iterator

import pytest

from app.moments import moments
from handzeichen.app.devices import DOOR, door
from handzeichen.app.lines import LINES, LineNote, LinesPart
from handzeichen.app.schema.document import document
from handzeichen.app.schema.frames import view_of
from handzeichen.app.schema.parts import parts_of, places
from handzeichen.app.video.strangers import STRANGERS, Candidate, StrangerRow, StrangersPart
from handzeichen.app.writers import WRITERS, Writer, WritersPart
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import SCREENS, parts, personal
from handzeichen.views.next_act import NextPart
from handzeichen.views.part import Part
from support.schema import holds, on_the_wire, require

Seen = dict[str, Part]
HEAD = "5e1c" * 16


def pictures(audience: str) -> Iterator[Seen]:
    """Every picture of an audience, whole; a member's for people in different situations."""
    for moment in moments():
        shared = parts(moment.meeting, audience, entries=moment.entries[-200:])
        video: Seen = {LINES: silent(moment.meeting), STRANGERS: UNKNOWN}
        if audience == "clerk":
            yield shared | video | {DOOR: door(moment.meeting, [], []), WRITERS: WRITING}
            continue
        if audience == "host":
            yield shared | video
            continue
        if audience != "member":
            yield shared
            continue
        roll = moment.meeting.roll
        for person in ("ebeling", "jung", "elvers", "cordsen", "rehbein", "p3", *roll.proposals):
            if person in roll.people:
                yield shared | personal(moment.meeting, PersonId(person))


WHO = Candidate(person="ebeling", name="Frau Ebeling")
UNKNOWN = StrangersPart(
    strangers=(StrangerRow(conference="rat", handle="account:u-1", name="iPad", candidates=(WHO,)),),
    number=1,
    first=(WHO,),
    bars=True,
)
WRITING = WritersPart(writers=(Writer(item="2", top="TOP 2", name="Frau Kurz"),), number=7)


def silent(meeting: Meeting) -> LinesPart:
    """A page of somebody on video that does not answer."""
    people = [person for person in meeting.roll.people if meeting.roll.via(person) is Via.VIDEO][:1]
    notes = [LineNote(person=who, name=who, text="Seite offline", since="seit 40 s") for who in people]
    return LinesPart(lines=tuple(notes), more=0)


@pytest.mark.parametrize("audience", SCREENS)
def test_all_that_is_shown_fits_and_all_that_fits_is_shown_sometime(audience: str) -> None:
    rows = list(places(audience))
    seen, checked = set(), set()
    for picture in pictures(audience):
        for name, part in picture.items():
            (place,) = [row for row in rows if re.fullmatch(row.pattern, name)]
            seen.add((place.id, type(part)))
            if (name, part) not in checked:
                checked.add((name, part))
                require(parts_of(audience), {name: on_the_wire(part)})
    assert seen == {(place.id, kind) for place in rows for kind in place.kinds}


@pytest.mark.parametrize("audience", SCREENS)
def test_a_view_is_whole(audience: str) -> None:
    picture = next(pictures(audience))
    stamp = {} if audience == "public" else {"seq": 7, "head": HEAD}
    view = {**stamp, "parts": {name: on_the_wire(part) for name, part in picture.items()}}
    require(view_of(audience), view)
    require("View", view)
    fixed = {place.id for place in places(audience) if place.is_one}
    for name in fixed:
        assert not holds(
            view_of(audience), {**view, "parts": {k: v for k, v in view["parts"].items() if k != name}}
        )
    assert not holds(view_of(audience), {**view, "parts": {**view["parts"], "stranger": {}}})


def test_nobody_is_described_what_only_others_are_shown() -> None:
    """The tables of the description must not be wider than the screens."""
    names = {audience: {place.id for place in places(audience)} for audience in SCREENS}
    assert names["hall"] - names["public"] == {"check"}
    assert names["public"] <= names["hall"]
    assert names["chair"] - names["hall"] == {"next"}
    assert not {name for name in names["member"] if name.startswith("clerk-")}
    assert names["member"] - names["hall"] == {
        "me", "my-trial", "vote", "receipt", "my-floor", "my-connection", "my-check",
    }  # fmt: skip


def full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def test_the_public_is_described_without_a_number() -> None:
    schemas = document()["components"]["schemas"]
    for name in ("PublicView", "PublicFrame"):
        assert set(schemas[name]["properties"]) == {"parts"}
    for audience in set(SCREENS) - {"public"}:
        assert schemas[view_of(audience)]["required"] == ["seq", "head", "parts"]


def test_every_part_there_is_stands_in_a_table() -> None:
    import handzeichen.views.clerk  # noqa: F401 - so that all parts are known

    described = {kind for audience in SCREENS for place in places(audience) for kind in place.kinds}
    # A dataclass with slots is made twice; by name both are one.
    ours = {full_name(kind) for kind in Part.__subclasses__() if kind.__module__.startswith("handzeichen.")}
    assert {full_name(kind) for kind in described} == ours


def test_whatever_a_button_sends_is_a_command() -> None:
    sent = {
        act.command
        for audience in ("chair", "clerk")
        for picture in pictures(audience)
        if isinstance(part := picture["next"], NextPart)
        for act in [*filter(None, [part.act]), *part.others, *(a for c in part.cautions for a in c.acts)]
    }
    assert len(sent) > 20
    for command in sent:
        require("Command", json.loads(command))


def test_a_field_s_own_words_are_kept() -> None:
    """What stands under a field in the code stands beside it in the description."""
    me = document()["components"]["schemas"]["MePart"]["properties"]["state"]
    assert me["description"].startswith("room, video, no_picture")
