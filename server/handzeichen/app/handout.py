"""What leaves a live meeting on paper or as a file: the minutes as they stand now, the log they are taken from, and
what the chair says.

For those who may read the whole record, clerk and chair: both hold the non-public part too, and the minutes say so.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app import archive as archives
from handzeichen.app import emergency, leaves
from handzeichen.app.archive import without_trials
from handzeichen.app.formats import DOCX, format_named, source
from handzeichen.app.house import Live
from handzeichen.app.language import language_of
from handzeichen.app.minutes import written
from handzeichen.app.packing import packed
from handzeichen.app.render import web_folder
from handzeichen.app.requests import address_of, clerk, house_of, live_of, page, reader
from handzeichen.app.sheets import begins
from handzeichen.app.source import Source
from handzeichen.app.words import NO_SUCH_PAGE, TEMPLATE_FAILED
from handzeichen.log.files import to_jsonl
from handzeichen.record.editions import Edition
from handzeichen.record.writers.template_fault import TemplateFault
from handzeichen.views.audience import page as page_of
from handzeichen.views.speaking import speaking_sheet

journal = logging.getLogger(__name__)

EDITIONS: Final = {"oeffentlich": Edition.PUBLIC, "nichtoeffentlich": Edition.NON_PUBLIC}
"""How addresses name the editions."""
TYPES: Final = {".html": "text/html", ".pdf": "application/pdf", ".docx": DOCX, ".txt": "text/plain"}
"""The forms of the minutes that a page offers, and how a browser is told of them."""


async def minutes(request: Request) -> Response:
    """`/s/{slug}/protokoll.html`, `.pdf`, `.docx` or `.txt`: the minutes of the meeting as it stands now.

    With `?anhang=begruendungen` the reasons of quorum and results stand at their end.
    """
    live, form = _live(request), "." + request.path_params["form"]
    if form not in TYPES:
        raise HTTPException(404, NO_SUCH_PAGE)
    now = live.room.now
    reasons = request.query_params.get("anhang") == "begruendungen"
    template = house_of(request).template
    content = await _beside(lambda: written(now.meeting, now.head, form, reasons=reasons, template=template))
    return packed(request, Response(content, media_type=TYPES[form], headers=_headers(live, form)))


async def paper(request: Request) -> Response:
    """`/s/{slug}/unterlagen/{edition}/{name}`: the meeting as it stands now, in one edition and format.

    The edition is `oeffentlich` or `nichtoeffentlich`, the name one of `formats.FORMATS`.
    """
    live, path = _live(request), request.path_params
    edition, form = EDITIONS.get(path["edition"]), format_named(path["name"])
    if edition is None or form is None or edition not in form.editions:
        raise HTTPException(404, NO_SUCH_PAGE)
    house, now, url = house_of(request), live.room.now, address_of(request)
    made = partial(source, now.meeting, now.head, edition, url=url, template=house.template)
    content = await _beside(lambda: form.write(made()))
    name = f"{live.id}-{path['edition']}-{form.name}"
    return packed(request, Response(content, media_type=form.media, headers=_attached(name)))


async def resolution(request: Request) -> Response:
    """`/s/{slug}/unterlagen/{edition}/beschluss/{motion}.pdf`: the excerpt of one resolution."""
    path = request.path_params
    return await _alone(
        request, f"beschluss-{path['motion']}", lambda told: leaves.resolution(told, path["motion"])
    )


async def resolutions_of_item(request: Request) -> Response:
    """`/s/{slug}/unterlagen/{edition}/punkt/{item}.pdf`: every resolution on one item."""
    path = request.path_params
    return await _alone(
        request, f"punkt-{path['item']}", lambda told: leaves.resolutions_of(told, path["item"])
    )


async def evidence(request: Request) -> Response:
    """`/s/{slug}/unterlagen/nachweis/{ballot}.pdf`: how one ballot came about, from the non-public edition alone."""
    path = request.path_params
    return await _alone(
        request, f"nachweis-{path['ballot']}", lambda told: leaves.evidence_of(told, path["ballot"])
    )


async def _alone(request: Request, name: str, make: Callable[[Source], bytes | None]) -> Response:
    """One paper as a PDF file; an address that names none of this meeting and edition is no page."""
    live, named = _live(request), request.path_params.get("edition", "nichtoeffentlich")
    edition = EDITIONS.get(named)
    if edition is None:
        raise HTTPException(404, NO_SUCH_PAGE)
    now = live.room.now
    content = await _beside(lambda: make(source(now.meeting, now.head, edition)) or b"")
    if not content:
        raise HTTPException(404, NO_SUCH_PAGE)
    headers = _attached(f"{live.id}-{named}-{name}.pdf")
    return packed(request, Response(content, media_type=TYPES[".pdf"], headers=headers))


async def log(request: Request) -> Response:
    """`/s/{slug}/ereignisprotokoll.jsonl`: the whole log, to be kept and verified; for the clerk."""
    live = live_of(request, clerk(request).meeting)
    content = to_jsonl(without_trials(await house_of(request).store.read(live.id)))
    return Response(content, media_type="application/jsonl", headers=_attached(f"{live.id}.jsonl"))


async def archive(request: Request) -> Response:
    """`/s/{slug}/archiv.zip`: the whole meeting as one folder, the log included; for the clerk.

    `archiv-oeffentlich.zip` is what of it may be handed on to anybody.
    """
    live, house = live_of(request, clerk(request).meeting), house_of(request)
    edition = Edition.PUBLIC if request.url.path.endswith("-oeffentlich.zip") else Edition.NON_PUBLIC
    now = live.room.now
    lines = [line for line in await house.store.read(live.id) if line.seq <= now.head.seq]
    folder = archives.folder_name(now.meeting, edition)
    url, template = address_of(request), house.template
    made = partial(archives.archive, now.meeting, lines, edition, url=url, template=template)
    content = await _beside(lambda: archives.zipped(made(), folder))
    return Response(content, media_type="application/zip", headers=_attached(f"{folder}.zip"))


async def emergency_folder(request: Request) -> Response:
    """`/s/{slug}/notfallmappe`: what to print before the meeting in case power or network fail; for the clerk."""
    live = live_of(request, clerk(request).meeting)
    house = house_of(request)
    meeting = live.hub.now.meeting
    codes = await house.telephone.codes(meeting)
    content = emergency.document(
        house.renderer, meeting, language_of(request), codes=codes, telephone=house.telephone.number
    )
    headers = {"content-security-policy": emergency.policy()}
    return Response(content, media_type="text/html", headers=headers)


async def speaking(request: Request) -> Response:
    """`/s/{slug}/sprechzettel`: what the chair says from the opening to the end, as planned, to be printed."""
    live = _live(request)
    meeting = live.hub.now.meeting
    sheet = await asyncio.to_thread(speaking_sheet, meeting)
    planned = meeting.plan.meeting
    return page(
        request,
        "speaking.html",
        sheet=sheet,
        meeting=page_of(meeting, "public"),
        when=begins(planned.starts_at),
        place=planned.place,
    )


def _live(request: Request) -> Live:
    return reader(request)[1]


async def _beside(write: Callable[[], bytes]) -> bytes:
    """Typesetting takes its time: beside the loop, no vote waits for it."""
    try:
        return await asyncio.to_thread(write)
    except TemplateFault as fault:
        journal.error("%s", fault)
        raise HTTPException(500, TEMPLATE_FAILED) from None


def _headers(live: Live, form: str) -> dict[str, str]:
    if form != ".html":
        return _attached(f"Protokoll-{live.id}{form}")
    from handzeichen.record.writers.html import policy

    return {"content-security-policy": policy(web_folder())}


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
