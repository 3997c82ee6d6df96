"""`/oparl/v1.1/…`: the house's meetings as OParl 1.1, for everybody and every program, to read and nothing else.

The system leads to the bodies, a body to its lists, a list to its objects, and each object is found at its own address.
All of it is made of the public edition, never of a meeting held for practice. A closed meeting is read from its log
once; what came of it is kept at hand as long as its log stays as it is.

`modified` is when a meeting last changed for the public: the moment at which the change was first noticed here, and for
what was told when this server started, the time of the newest event that the public saw. So nobody who asks for what is
newer misses anything, and no time tells of what happened behind closed doors.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from handzeichen.app.frames import encode
from handzeichen.app.history import Now
from handzeichen.app.house import House, Live
from handzeichen.app.requests import address_of
from handzeichen.app.shelf import Shelf
from handzeichen.app.words import AGAIN_SOON, NO_SUCH_OBJECT, NOT_A_FILTER, sentence_of
from handzeichen.log.chain import Head
from handzeichen.meeting.public import heard_at
from handzeichen.record.data import Data
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.writers.oparl import objects, system
from handzeichen.record.writers.oparl_lists import Objects, of_type, together, without_inner
from handzeichen.record.writers.oparl_place import LISTS, PATH, SCHEMA, Place

PAGE: Final = 100
"""Objects on a page of a list, and at most."""
PATIENCE: Final = 20.0
"""Seconds in which closed meetings are read; what was read by then is kept for whoever asks again."""
REST: Final = 5
"""So many times as long as a look at meetings that go on has taken, nobody looks again: whoever asks without a pause
waits a little, and those who vote do not.
"""
OPEN_TO_ALL: Final = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-cache",
}
"""Pages of other hosts may read this, and keep it as long as they ask whether it is still the same."""
_LIST: Final = re.compile(r"body/([^/]+)/([^/]+)")
_MEETINGS_OF: Final = re.compile(r"organization/([^/]+)/meeting")
_FILTERS: Final = ("created_since", "created_until", "modified_since", "modified_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a meeting tells the public, and of which head of its log, at which address."""

    head: Head
    url: str
    starts_at: datetime
    digest: bytes
    modified: datetime
    objects: tuple[Data, ...]

    @property
    def town(self) -> str:
        """The address of its body."""
        return str(self.objects[0]["id"]) if self.objects else ""


class Catalogue:
    """All that the meetings of a house tell the public."""

    def __init__(self, house: House, shelf: Shelf) -> None:
        self._house, self._shelf = house, shelf
        self._told: dict[str, Told] = {}
        self._towns: dict[str, Objects] = {}
        self._of: tuple[Told, ...] = ()
        self._lock = asyncio.Lock()
        self._rests_until = 0.0

    async def towns(self, url: str) -> Mapping[str, Objects]:
        """The objects by the address of their body, each meeting as it stands now."""
        async with self._lock:
            loop = asyncio.get_running_loop()
            if goes_on := any(self._has_gone_on(live, url) for live in self._house.live.values()):
                await asyncio.sleep(max(0.0, self._rests_until - loop.time()))
            began = loop.time()
            for meeting in sorted({*self._house.live, *self._house.closed}):
                await self._look(meeting, url)
            there = {*self._house.live, *self._house.closed}
            told = sorted((self._told[id] for id in there & self._told.keys()), key=lambda one: one.starts_at)
            if tuple(told) != self._of:
                self._towns = await asyncio.to_thread(_by_town, told)
                self._of = tuple(told)
            if goes_on:
                self._rests_until = loop.time() + REST * (loop.time() - began)
            return self._towns

    def _has_gone_on(self, live: Live, url: str) -> bool:
        known = self._told.get(live.id)
        return known is None or (known.head, known.url) != (live.hub.now.head, url)

    async def _look(self, meeting: str, url: str) -> None:
        """Tell of a meeting anew, where its log has gone on."""
        live = self._house.live.get(meeting)
        if live is not None:
            return await self._take(live, url)
        known = self._told.get(meeting)
        if known and (known.head, known.url) == (await self._house.store.head(meeting), url):
            return None
        async with self._shelf.taken(meeting):
            live = self._house.live.get(meeting)
            if live is not None:
                await self._take(live, url)
        return None

    async def _take(self, live: Live, url: str) -> None:
        if self._has_gone_on(live, url):
            now, known = live.hub.now, self._told.get(live.id)
            self._told[live.id] = await asyncio.to_thread(_told, now, url, known, live.room.time())


def _told(now: Now, url: str, before: Told | None, at: datetime) -> Told:
    """What a meeting tells as it stands; `at` is the time now."""
    meeting, planned = now.meeting, now.meeting.plan.meeting.starts_at
    newest = max(heard_at(in_edition(meeting, Edition.NON_PUBLIC)), default=planned)
    made = next((entry.at for entry in meeting.past), planned)
    place = Place(url=url, created=made, modified=made)
    found = [] if meeting.standing.live is False else objects(in_edition(meeting, Edition.PUBLIC), place)
    digest = sha256(encode(found)).digest()
    modified = _modified(digest, newest, before, at)
    stamped = tuple({**one, "modified": modified.astimezone(made.tzinfo).isoformat()} for one in found)
    return Told(
        head=now.head,
        url=url,
        starts_at=meeting.plan.meeting.starts_at,
        digest=digest,
        modified=modified,
        objects=stamped,
    )


def _modified(digest: bytes, newest: datetime, before: Told | None, at: datetime) -> datetime:
    """When what is told last changed; never too early, or somebody would miss it."""
    if before is not None:
        if before.digest == digest:
            return before.modified
        # A second later: whoever asked a moment ago, and now asks for what is newer, hears of it.
        return at + timedelta(seconds=1)
    return newest


def _by_town(told: Iterable[Told]) -> dict[str, Objects]:
    found: dict[str, list[tuple[Data, ...]]] = {}
    for one in told:
        if one.objects:
            found.setdefault(one.town, []).append(one.objects)
    return {town: together(some) for town, some in sorted(found.items())}


# Requests


async def found(request: Request) -> Response:
    """Whatever stands at an address below `/oparl/v1.1/`."""
    url = address_of(request)
    path = request.path_params.get("path", "").strip("/")
    if not path:
        return RedirectResponse(f"{url}{PATH}/system", 301, OPEN_TO_ALL)
    try:
        async with asyncio.timeout(PATIENCE):
            towns = await _catalogue(request).towns(url)
    except TimeoutError:
        raise HTTPException(503, AGAIN_SOON, {"retry-after": "5"}) from None
    if path == "system":
        return _json(request, system(_place(towns, url)))
    listed = _listed(towns, url, path)
    if listed is not None:
        return _json(request, _page(request, f"{url}{PATH}/{path}", listed))
    for objects_of_town in towns.values():
        if one := objects_of_town.get(f"{url}{PATH}/{path}"):
            return _json(request, one)
    raise HTTPException(404, NO_SUCH_OBJECT)


async def not_here(request: Request, error: Exception) -> Response:
    """Any refusal, as OParl's own object for it."""
    assert isinstance(error, HTTPException)
    said = {"type": f"{SCHEMA}/Error", "message": str(sentence_of(error))}
    headers = {**(error.headers or {}), **OPEN_TO_ALL}
    return Response(encode(said), error.status_code, headers, media_type="application/json")


def _catalogue(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.oparl
    return catalogue


def _place(towns: Mapping[str, Objects], url: str) -> Place:
    """When the system began and last changed: with its bodies."""
    bodies = [body for town in towns.values() for body in of_type(town, "Body")]
    times = [[datetime.fromisoformat(body[name]) for body in bodies] for name in ("created", "modified")]
    never = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return Place(url=url, created=min(times[0], default=never), modified=max(times[1], default=never))


def _listed(towns: Mapping[str, Objects], url: str, path: str) -> list[Data] | None:
    """The objects of the list at an address; None where there is no such list."""
    if path == "bodies":
        return [body for town in towns.values() for body in of_type(town, "Body")]
    if (named := _LIST.fullmatch(path)) and named[2] in LISTS:
        there = towns.get(f"{url}{PATH}/body/{named[1]}")
        return None if there is None else of_type(there, LISTS[named[2]])
    if named := _MEETINGS_OF.fullmatch(path):
        organ = f"{url}{PATH}/organization/{named[1]}"
        there = next((town for town in towns.values() if organ in town), None)
        meetings = [] if there is None else of_type(there, "Meeting")
        return None if there is None else [one for one in meetings if organ in one.get("organization", ())]
    return None


# Lists


def _page(request: Request, url: str, objects: list[Data]) -> Data:
    """A page of a list, with the way to the others; the filters stay in the addresses."""
    asked = request.query_params
    kept = {name: asked[name] for name in (*_FILTERS, "limit", "omit_internal") if name in asked}
    left = list(_filtered(objects, asked))
    limit, number = _number(asked.get("limit", PAGE), PAGE), _number(asked.get("page", 1))
    last = max(1, -(-len(left) // limit))
    if number > last:
        raise HTTPException(404, NO_SUCH_OBJECT)
    shown = left[(number - 1) * limit : number * limit]
    if asked.get("omit_internal") == "true":
        shown = [without_inner(one) for one in shown]

    def address(page: int) -> str:
        query = {**kept, **({"page": str(page)} if page > 1 else {})}
        return f"{url}?{urlencode(sorted(query.items()))}" if query else url

    links = {"first": address(1), "self": address(number), "last": address(last)}
    links |= {"prev": address(number - 1)} if number > 1 else {}
    links |= {"next": address(number + 1)} if number < last else {}
    pagination = {
        "totalElements": len(left),
        "elementsPerPage": limit,
        "currentPage": number,
        "totalPages": last,
    }
    return {"data": shown, "pagination": pagination, "links": links}


def _filtered(objects: Iterable[Data], asked: Mapping[str, str]) -> Iterator[Data]:
    """Those within the times that were asked for."""
    limits = {name: _moment(asked[name]) for name in _FILTERS if name in asked}
    for one in objects:
        if all(_within(name, limit, one) for name, limit in limits.items()):
            yield one


def _within(name: str, limit: datetime, one: Data) -> bool:
    key, _, side = name.partition("_")
    at = datetime.fromisoformat(one[key])
    return at >= limit if side == "since" else at <= limit


def _moment(text: str) -> datetime:
    """A moment with its offset; a plus that was not encoded came as a space."""
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise HTTPException(400, NOT_A_FILTER) from None
    if at.tzinfo is None:
        raise HTTPException(400, NOT_A_FILTER)
    return at


def _number(text: str | int, most: int | None = None) -> int:
    """A number from 1 on."""
    if not str(text).isascii() or not str(text).isdigit() or not 0 < int(text) < 10**9:
        raise HTTPException(400, NOT_A_FILTER)
    return int(text) if most is None else min(int(text), most)


def _json(request: Request, content: Data) -> Response:
    text = encode(content)
    headers = {"etag": f'"{sha256(text).hexdigest()[:32]}"', **OPEN_TO_ALL}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type="application/json")
