"""`/s/{slug}/unterlagen`: every file that a meeting leaves, in both editions, what each is for and for whom.

For clerk and chair. The page is a list of sections; a section is made by a function in SECTIONS, and one that has
nothing to offer of this meeting is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.formats import EVIDENCE, FORMATS, MINUTES, RESOLUTIONS, TO_PASTE, Format, Group
from handzeichen.app.handout import EDITIONS
from handzeichen.app.offers import Role
from handzeichen.app.requests import page, reader
from handzeichen.app.sign_in import SignIn
from handzeichen.app.words import NO_SUCH_PAGE
from handzeichen.meeting.names import ballot_name, item_number, motion_name
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.evidence import with_result
from handzeichen.record.excerpts import resolutions
from handzeichen.record.pasted import pasted
from handzeichen.views.audience import page as page_of
from handzeichen.views.words import clock
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One file or page to be had: where, and for whom it is. The address is below `/s/{slug}/`."""

    address: str
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is offered, in one edition or both, and what it is for in one sentence."""

    title: str
    about: str
    ways: tuple[Way, ...]
    is_named: bool = False
    """Whether its title holds the town's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows that serve the same purpose, under one heading."""

    title: str
    about: str
    rows: tuple[Row, ...]
    single: tuple[Row, ...] = ()
    """The same one by one, to be unfolded."""


async def show(request: Request) -> Response:
    """The list, for the meeting as it stands now."""
    asker, live = reader(request)
    meeting = live.room.now.meeting
    made = (make(meeting, asker) for make in SECTIONS)
    return page(
        request,
        "papers.html",
        page=page_of(meeting, asker.role.value, asker.person),
        sections=[section for section in made if section is not None],
        now=clock(meeting, live.room.time()),
        slug=asker.slug,
    )


async def results(request: Request) -> Response:
    """`/s/{slug}/unterlagen/ergebnisse`: the result of each item as text to be copied, in the public edition.

    `?fassung=nichtoeffentlich` gives the other edition.
    """
    asker, live = reader(request)
    meeting, name = live.room.now.meeting, request.query_params.get("fassung", "oeffentlich")
    edition = EDITIONS.get(name)
    if edition is None:
        raise HTTPException(404, NO_SUCH_PAGE)
    return page(
        request,
        "pasted.html",
        page=page_of(meeting, asker.role.value, asker.person),
        results=pasted(in_edition(meeting, edition)),
        edition=edition.value,
        now=clock(meeting, live.room.time()),
        slug=asker.slug,
    )


# Sections


def _minutes(meeting: Meeting, asker: SignIn) -> Section:
    reasons = Row(
        title=said("Niederschrift als PDF, mit Begründungen"),
        about=said("Für Rückfragen: mit einem Anhang, warum Beschlussfähigkeit und Ergebnisse so waren."),
        ways=(Way(address="protokoll.pdf?anhang=begruendungen", edition=Edition.NON_PUBLIC),),
    )
    return _of(MINUTES, reasons)


def _to_paste(meeting: Meeting, asker: SignIn) -> Section:
    page = Row(
        title=said("Ergebnisse zum Kopieren"),
        about=said("Eine Seite: jedes Ergebnis für sich, mit einem Knopf zum Kopieren."),
        ways=(
            Way(address="unterlagen/ergebnisse", edition=Edition.PUBLIC),
            Way(address="unterlagen/ergebnisse?fassung=nichtoeffentlich", edition=Edition.NON_PUBLIC),
        ),
    )
    return _of(TO_PASTE, page)


def _resolutions(meeting: Meeting, asker: SignIn) -> Section:
    """Besides all in one file each alone, in whichever edition has it."""
    public = {motion.id for _, motion in resolutions(in_edition(meeting, Edition.PUBLIC))}
    single = []
    for state, motion in resolutions(meeting):
        ways = (
            Way(address=f"unterlagen/{name}/beschluss/{motion.id}.pdf", edition=edition)
            for name, edition in EDITIONS.items()
            if edition is Edition.NON_PUBLIC or motion.id in public
        )
        title = said(
            "TOP {number}: {title}", number=item_number(meeting, state.item.id), title=state.item.title
        )
        single.append(Row(title=title, about=motion_name(meeting, motion), ways=tuple(ways), is_named=True))
    return replace(_of(RESOLUTIONS), single=tuple(single))


def _evidence(meeting: Meeting, asker: SignIn) -> Section:
    """Besides all in one file each ballot alone, in the order in which they were opened."""
    single = tuple(
        Row(
            title=ballot_name(meeting, ballot),
            about=said("Eröffnet um {at}.", at=clock(meeting, ballot.opened_at)),
            ways=(Way(address=f"unterlagen/nachweis/{ballot.id}.pdf", edition=Edition.NON_PUBLIC),),
            is_named=True,
        )
        for ballot, _ in with_result(meeting)
    )
    return replace(_of(EVIDENCE), single=single)


def _others(group: Group) -> Callable[[Meeting, SignIn], Section]:
    """A group that needs no more than its formats."""
    return lambda meeting, asker: _of(group)


def _log(meeting: Meeting, asker: SignIn) -> Section | None:
    """The log: for the clerk alone."""
    if asker.role is not Role.CLERK:
        return None
    whole = Row(
        title=said("Ereignisprotokoll"),
        about=said("Jedes Ereignis der Sitzung: Damit lässt sich prüfen, dass nichts geändert wurde."),
        ways=(Way(address="ereignisprotokoll.jsonl", edition=Edition.NON_PUBLIC),),
    )
    kept = Row(
        title=said("Archiv"),
        about=said("Alle Dateien in einem Ordner, mit Prüfsummen und einem Prüfprogramm: zum Aufbewahren."),
        ways=(
            Way(address="archiv-oeffentlich.zip", edition=Edition.PUBLIC),
            Way(address="archiv.zip", edition=Edition.NON_PUBLIC),
        ),
    )
    return Section(
        title=said("Zum Nachprüfen"),
        about=said("Woraus alles andere hier gemacht ist. Bitte mit der Niederschrift aufbewahren."),
        rows=(whole, kept),
    )


def _of(group: Group, *more: Row) -> Section:
    """Every format of a group in both editions, and what else belongs there."""
    rows = tuple(_row(form) for form in FORMATS if form.group == group)
    return Section(title=group.title, about=group.about, rows=(*rows, *more))


def _row(form: Format) -> Row:
    ways = (
        Way(address=f"unterlagen/{name}/{form.name}", edition=edition)
        for name, edition in EDITIONS.items()
        if edition in form.editions
    )
    return Row(title=form.title, about=form.about, ways=tuple(ways))


_GROUPS: Final = tuple(dict.fromkeys(form.group for form in FORMATS))
SECTIONS: Final[tuple[Callable[[Meeting, SignIn], Section | None], ...]] = (
    _minutes,
    _resolutions,
    _to_paste,
    *(_others(group) for group in _GROUPS if group not in (MINUTES, RESOLUTIONS, TO_PASTE, EVIDENCE)),
    _evidence,
    _log,
)
"""In the order of the page."""
