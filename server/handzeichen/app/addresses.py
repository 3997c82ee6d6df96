"""The web server's addresses: which leads where, through which gates, and what is said where one leads nowhere."""

import logging
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from handzeichen.app import (
    api,
    checking,
    desk,
    door,
    editor,
    handout,
    health,
    law_page,
    my_votes,
    oparl,
    operator,
    pages,
    papers,
    past,
    published,
    rehearsal,
    versions,
    why,
)
from handzeichen.app.gate import acquainted, limited
from handzeichen.app.house import House
from handzeichen.app.packing import Static
from handzeichen.app.render import web_folder
from handzeichen.app.security import guarded
from handzeichen.app.shelf import Shelf, on_demand
from handzeichen.app.sockets import meet
from handzeichen.app.video import assigning, entering
from handzeichen.app.video.knocking import knock
from handzeichen.app.wire import reach
from handzeichen.app.words import FAILED, STORE_IS_SILENT
from handzeichen.log.port import OutcomeUnknown, StoreRefused

MEETING: Final = "/api/meetings/{meeting}"
WAYS_IN: Final = (
    Route("/", pages.first_page),
    Route("/anmelden", door.by_code, methods=["POST"]),
    Route("/anmelden/{code}", door.sign_in_page, methods=["GET"]),
    Route("/anmelden/{code}", door.sign_in, methods=["POST"]),
    Route("/anmelden/{code}/stand", door.standing),
)
"""The first page, and where people sign in."""
SIGNED_IN: Final = (
    Route("/s/{slug}/", pages.screen),
    Route("/s/{slug}/eintrag/{seq:int}", past.correction_form),
    Route("/s/{slug}/verlauf", past.all_entries),
    Route("/s/{slug}/warum/beschlussfaehigkeit", why.quorum),
    Route("/s/{slug}/warum/abstimmung", why.shown_ballot),
    Route("/s/{slug}/warum/abstimmung/{ballot}", why.ballot),
    Route("/s/{slug}/warum/eintrag/{seq:int}", why.entry),
    Route("/s/{slug}/warum/ablehnung/{key}", why.refused),
    Route("/s/{slug}/technik", rehearsal.rehearse),
    Route("/s/{slug}/meine-stimmen", my_votes.show),
    Route("/s/{slug}/pruefen", checking.show),
    Route("/s/{slug}/geraete", desk.devices),
    Route("/s/{slug}/telefoncodes", desk.phone_codes),
    Route("/s/{slug}/anmeldeboegen", desk.sheets, methods=["GET"]),
    Route("/s/{slug}/anmeldeboegen", desk.make_sheets, methods=["POST"]),
    Route("/s/{slug}/zuordnen", assigning.show, methods=["GET"]),
    Route("/s/{slug}/zuordnen", assigning.assign, methods=["POST"]),
    Route("/s/{slug}/video", entering.go),
    Route("/s/{slug}/video", entering.tell, methods=["POST"]),
    Route("/s/{slug}/video/rahmen", entering.frame),
    Route("/s/{slug}/law", law_page.law, methods=["GET"]),
    Route("/s/{slug}/law", law_page.confirm, methods=["POST"]),
    Route("/s/{slug}/niederschrift", editor.editor, methods=["GET"]),
    Route("/s/{slug}/niederschrift", editor.post, methods=["POST"]),
    Route("/s/{slug}/niederschrift/stand", editor.pieces),
    Route("/s/{slug}/protokoll.{form}", handout.minutes),
    Route("/s/{slug}/unterlagen", papers.show),
    Route("/s/{slug}/unterlagen/ergebnisse", papers.results),
    Route("/s/{slug}/unterlagen/nachweis/{ballot}.pdf", handout.evidence),
    Route("/s/{slug}/unterlagen/{edition}/beschluss/{motion}.pdf", handout.resolution),
    Route("/s/{slug}/unterlagen/{edition}/punkt/{item}.pdf", handout.resolutions_of_item),
    Route("/s/{slug}/unterlagen/{edition}/{name}", handout.paper),
    Route("/s/{slug}/fassungen", versions.show, methods=["GET"]),
    Route("/s/{slug}/fassungen", versions.enter, methods=["POST"]),
    Route("/s/{slug}/fassungen/{edition}/{version:int}.txt", versions.text),
    Route("/s/{slug}/sprechzettel", handout.speaking),
    Route("/s/{slug}/ereignisprotokoll.jsonl", handout.log),
    Route("/s/{slug}/archiv.zip", handout.archive),
    Route("/s/{slug}/archiv-oeffentlich.zip", handout.archive),
    Route("/s/{slug}/notfallmappe", handout.emergency_folder),
    Route("/s/{slug}/abmelden", door.sign_out, methods=["POST"]),
)
"""What somebody who is signed in may open; each says itself who may."""
FOR_ANYBODY: Final = (
    Route("/public/{meeting}/", pages.public_screen),
    Route("/public/{meeting}/ergebnisse", pages.results_page),
    Route("/public/{meeting}/niederschrift", published.page),
    Route("/public/{meeting}/niederschrift.txt", published.text),
    Route("/public/{meeting}/foyer", pages.foyer_screen),
    Route("/public/{meeting}/einbetten", pages.embedded_screen),
)
"""What anybody may look at."""
FOR_PROGRAMS: Final = (
    Route(f"{MEETING}/commands", api.commands, methods=["POST"]),
    Route(f"{MEETING}/record", api.record),
    Route(f"{MEETING}/views/{{audience}}", api.view),
    Route(f"{MEETING}/sign-ins", api.sign_ins),
    Route(f"{MEETING}/sign-ins/{{named}}", api.let_in, methods=["POST"]),
    Route(f"{MEETING}/sign-ins/{{named}}", api.revoke, methods=["DELETE"]),
    Route("/api/openapi.json", api.openapi),
    Route("/video/{conference}", knock, methods=["POST"]),
    Route("/video/{conference}/events/{kind:path}", knock, methods=["POST"]),
    Route("/oparl/v1.1", oparl.found),
    Route("/oparl/v1.1/{path:path}", oparl.found),
    *operator.routes(),
)
"""Where programs ask: ours, video systems, and whoever reads OParl."""

log = logging.getLogger(__name__)


def build(house: House) -> ASGIApp:
    """All addresses of a server."""
    app = Starlette(
        routes=[
            *WAYS_IN,
            *SIGNED_IN,
            *FOR_ANYBODY,
            *FOR_PROGRAMS,
            Route("/health", health.health),
            Route("/ready", health.ready),
            WebSocketRoute("/ws/{meeting}", meet),
            Mount("/static", Static(directory=web_folder() / "static")),
        ],
        exception_handlers={
            HTTPException: _not_here,
            StoreRefused: _refused,
            OutcomeUnknown: _unknown,
            Exception: _failed,
        },
    )
    app.state.house = house
    app.state.readiness = health.Readiness(house)
    shelf = Shelf(house)
    app.state.oparl = oparl.Catalogue(house, shelf)
    known = on_demand(acquainted(app, house), shelf)
    return reach(guarded(limited(known, app, house, _not_here), is_secure=house.config.is_secure))


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    request.app.state.house.attempts.note(error.detail)
    begins = request.url.path.startswith
    door = (
        api.not_here
        if begins(("/api/", "/video/"))
        else oparl.not_here
        if begins("/oparl/")
        else pages.not_here
    )
    return await door(request, error)


async def _refused(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return await _not_here(request, HTTPException(503, STORE_IS_SILENT))


async def _unknown(request: Request, error: Exception) -> Response:
    request.app.state.house.stop(str(error))
    return await _not_here(request, HTTPException(503, STORE_IS_SILENT))


async def _failed(request: Request, error: Exception) -> Response:
    """A fault of the program; uvicorn logs it."""
    return await _not_here(request, HTTPException(500, FAILED))
