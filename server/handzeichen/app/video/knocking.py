"""The address where video systems call: `POST /video/{conference}`, answered in one line of JSON."""

from typing import Final
from urllib.parse import urlsplit

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handzeichen.app.requests import address_of, house_of, read_body
from handzeichen.app.video.port import BadSignature, Delivery, Unreadable
from handzeichen.app.words import NO_SUCH_PAGE

BODY_LIMIT: Final = 512 * 1024


async def knock(request: Request) -> Response:
    """A delivery: 200 where it was taken, also when no meeting is held; 401 where its signature is wrong."""
    video, name = house_of(request).video, request.path_params["conference"]
    if name not in video.conferences:
        raise HTTPException(404, NO_SUCH_PAGE)
    delivery = Delivery(
        headers=dict(request.headers),
        query=dict(request.query_params),
        body=await read_body(request, BODY_LIMIT),
        url=video.conferences[name].setting.callback or address_of(request) + urlsplit(str(request.url)).path,
    )
    try:
        read = video.deliver(name, delivery)
    except BadSignature:
        return _json({"error": "signature"}, 401)
    except Unreadable:
        return _json({"error": "unreadable"}, 400)
    if read.answer is not None:
        return _json(read.answer)
    return _json({"reports": len(read.reports), "ignored": read.ignored})


def _json(content: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status, media_type="application/json")
