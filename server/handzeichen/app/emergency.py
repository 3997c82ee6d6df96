"""The emergency folder: what a meeting goes on with on paper when power or network fail, printed before it begins.

One file that needs nothing else: what to do, an attendance list to sign, the agenda with its papers, a result slip for
each item, spare and fault slips, a chronicle, and how all of it is entered afterwards. The whole agenda is in it, the
non-public part on sheets of its own and marked: it is the clerk's, like the minutes.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Final

from markupsafe import Markup

from handzeichen.app.render import Renderer, web_folder
from handzeichen.meeting.ids import ItemKind, PersonId, Role, Secrecy
from handzeichen.meeting.names import item_number, motion_name, person_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.presence import may_come_by_video, quorum_now
from handzeichen.meeting.reorder import in_order as items_in_order
from handzeichen.meeting.state import ItemState, Meeting
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views.clerk_people import in_order
from handzeichen.views.clerk_words import ROLES
from handzeichen.views.item import paper_name
from handzeichen.views.words import clock, day, shortened
from handzeichen.words import said

_TEXT: Final = 600
_SPARE_SLIPS: Final = 4
_FAULT_SLIPS: Final = 3
_EMPTY_ROWS: Final = 4
_CHRONICLE: Final = 22
_SIGNS: Final = (Role.MEMBER, Role.DEPUTY, Role.ADVISORY, Role.BASIC_MANDATE)
_WITH_SLIP: Final = (ItemKind.DECISION, ItemKind.ELECTION, ItemKind.MINUTES)
"""Where a ballot is likely; for any other there are spare slips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A row of the attendance list."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An item of the agenda with its papers, and what is moved on it."""

    number: str
    title: str
    papers: tuple[str, ...]
    motions: tuple[tuple[str, str], ...]
    """Each with its name and its text."""
    has_slip: bool


def document(
    renderer: Renderer,
    meeting: Meeting,
    language: str,
    *,
    codes: Mapping[PersonId, str] | None = None,
    telephone: str = "",
) -> bytes:
    """The folder of a meeting as one file; with the codes by which who is cut off is found, where there are any."""
    points = [(state, _point(meeting, state)) for state in items_in_order(meeting)]
    quorum = quorum_now(meeting)
    plan = meeting.plan
    text = renderer.page(
        "emergency.html",
        language,
        style=Markup(style()),
        policy=policy(),
        body=plan.body.name,
        municipality=plan.body.municipality,
        number=plan.meeting.number,
        starts_at=plan.meeting.starts_at,
        day=day(plan.meeting.starts_at),
        begins=clock(meeting, plan.meeting.starts_at),
        place=plan.meeting.place,
        is_practice=meeting.standing.live is False,
        required=quorum.required,
        seats=quorum.seats,
        people=list(_people(meeting)),
        codes=list(_codes(meeting, codes or {})),
        telephone=telephone,
        empty_rows=_EMPTY_ROWS,
        open_points=[point for state, point in points if state.item.secrecy is Secrecy.PUBLIC],
        closed_points=[point for state, point in points if state.item.secrecy is not Secrecy.PUBLIC],
        spare_slips=_SPARE_SLIPS,
        fault_slips=_FAULT_SLIPS,
        chronicle=_CHRONICLE,
    )
    return text.encode()


@cache
def style() -> str:
    """The file's own style."""
    return (web_folder() / "static" / "css" / "emergency.css").read_text("utf-8")


@cache
def policy() -> str:
    """The Content-Security-Policy that it carries, and with which it is served: nothing is loaded, nothing runs."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _people(meeting: Meeting) -> Iterator[Signature]:
    people = meeting.roll.people.values()
    for role in _SIGNS:
        yield from (_signature(meeting, person) for person in in_order(p for p in people if p.role is role))


def _codes(meeting: Meeting, codes: Mapping[PersonId, str]) -> Iterator[tuple[str, str]]:
    """Of everybody who may take part by video; by the code, because it is what the clerk hears first."""
    may = {
        code: person_name(meeting.person(person), meeting.plan.factions)
        for person, code in codes.items()
        if may_come_by_video(meeting, person)
    }
    yield from sorted(may.items())


def _signature(meeting: Meeting, person: Person) -> Signature:
    role = said("Vorsitz") if person.chairs else ROLES[person.role]
    return Signature(name=person_name(person, meeting.plan.factions), role=role)


def _point(meeting: Meeting, state: ItemState) -> Point:
    motions = [motion for motion in meeting.motions.values() if motion.moved.item == state.item.id]
    return Point(
        number=item_number(meeting, state.item.id),
        title=state.item.title,
        papers=tuple(paper_name(paper) for paper in state.papers),
        motions=tuple(
            (motion_name(meeting, motion), shortened(as_it_stands(meeting, motion) or "", _TEXT))
            for motion in motions
        ),
        has_slip=bool(motions) or state.item.kind in _WITH_SLIP,
    )
