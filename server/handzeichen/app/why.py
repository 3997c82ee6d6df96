"""Why something is so, for clerk and chair: pages of their own, which the screens open above what is going on.

They are made when somebody asks, and cost no frame anything. Nothing is kept from these two: the reasons may name what
is not public, and never a choice of anybody before the announcement.
"""

import asyncio
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.explain import explained
from handzeichen.app.house import Live
from handzeichen.app.requests import live_of, page, signed_in
from handzeichen.app.sign_in import MAY_READ_RECORD, SignIn
from handzeichen.app.words import NOT_FOR_YOU, NOTHING_TO_EXPLAIN, REFUSAL_FORGOTTEN
from handzeichen.meeting.ids import BallotId
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.views import tally
from handzeichen.why import text
from handzeichen.why.eligible import eligible
from handzeichen.why.explanation import Explanation
from handzeichen.why.quorum import quorum_here
from handzeichen.why.refusal import refusal
from handzeichen.why.result import result


async def quorum(request: Request) -> Response:
    """`/s/{slug}/warum/beschlussfaehigkeit`: who counts now and who does not."""
    return await _answer(request, lambda meeting: [quorum_here(meeting)])


async def shown_ballot(request: Request) -> Response:
    """`/s/{slug}/warum/abstimmung`: the ballot that the screens show."""
    return await _answer(request, lambda meeting: _of_ballot(meeting, tally.shown_ballot(meeting)))


async def ballot(request: Request) -> Response:
    """`/s/{slug}/warum/abstimmung/{ballot}`: who votes in a ballot, and once it is announced, why so."""
    wanted = BallotId(request.path_params["ballot"])
    return await _answer(request, lambda meeting: _of_ballot(meeting, meeting.ballots.get(wanted)))


async def entry(request: Request) -> Response:
    """`/s/{slug}/warum/eintrag/{seq}`: what an entry of the log changed, and on which ground."""
    return await _answer(request, lambda meeting: _of_entry(meeting, request.path_params["seq"]))


async def refused(request: Request) -> Response:
    """`/s/{slug}/warum/ablehnung/{key}`: a refusal of the same sign-in, on the facts of its moment."""
    asker, live = _asker(request)
    known = live.room.refused(scope=asker.slug, key=request.path_params["key"])
    if known is None:
        raise HTTPException(404, REFUSAL_FORGOTTEN)
    return _page(request, live, [refusal(known.meeting, known.refusal)])


async def _answer(request: Request, explain: Callable[[Meeting], list[Explanation]]) -> Response:
    """What there is to say; in a thread, since it may go through the whole evening."""
    live = _asker(request)[1]
    found = await asyncio.to_thread(explain, live.hub.now.meeting)
    if not found:
        raise HTTPException(404, NOTHING_TO_EXPLAIN)
    return _page(request, live, found)


def _asker(request: Request) -> tuple[SignIn, Live]:
    asker = signed_in(request)
    if asker.role not in MAY_READ_RECORD:
        raise HTTPException(403, NOT_FOR_YOU)
    return asker, live_of(request, asker.meeting)


def _of_ballot(meeting: Meeting, found: Ballot | None) -> list[Explanation]:
    if found is None:
        return []
    said = found.end.result
    return [*([] if said is None else [result(meeting, found, said)]), eligible(meeting, found)]


def _of_entry(meeting: Meeting, seq: int) -> list[Explanation]:
    found = meeting.past.entry(seq)
    return [] if found is None else [explained(meeting, found)]


def _page(request: Request, live: Live, found: list[Explanation]) -> Response:
    body = live.hub.now.meeting.plan.body
    return page(request, "why.html", explanations=found, body=body.short_name or body.name, words=text)
