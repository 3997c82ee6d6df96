"""The minutes' editor: `/s/{slug}/niederschrift?top=…`, item by item, during the meeting and until it is approved.

Whoever has scripts has every draft kept while typing and sees at once how the minutes will say it; whoever has none
presses a button for it. Both post the same form here. The chair reads.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from handzeichen.app.drafts import Draft
from handzeichen.app.editing import REASON, claim_of, done, read
from handzeichen.app.frames import encode
from handzeichen.app.house import House, Live
from handzeichen.app.language import language_of
from handzeichen.app.offers import Role
from handzeichen.app.packing import packed
from handzeichen.app.requests import clerk, house_of, live_of, page, read_form, require_origin, signed_in
from handzeichen.app.sign_in import MAY_READ_RECORD, SignIn
from handzeichen.app.statements import preview, story
from handzeichen.app.words import NO_SUCH_ITEM, NOT_FOR_YOU
from handzeichen.app.writers import WRITERS
from handzeichen.meeting.commands import Note
from handzeichen.meeting.ids import ItemId, Secrecy, Text
from handzeichen.meeting.machine import decide
from handzeichen.meeting.names import item_number
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import page as page_of
from handzeichen.views.text_blocks import text_blocks
from handzeichen.views.words import clock, shortened
from handzeichen.words import in_a_row

FORM_LIMIT: Final = 1024 * 1024
"""Of a form: a draft as long as drafts may be, with every character escaped."""
TEXT_LIMIT: Final = 20_000
"""Characters that a sentence for the minutes may have."""
TITLE: Final = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item in the list: whether it is shown, how many sentences and drafts it has, who writes there."""

    id: str
    number: str
    title: str
    is_shown: bool
    is_public: bool
    sentences: int
    drafts: int
    writer: str


async def editor(request: Request) -> Response:
    """The page, with the item that `?top=` names, else the one called, else the first."""
    asker, live = _reader(request)
    return await _page(request, asker, live, _item(live, request.query_params.get("top")))


async def pieces(request: Request) -> Response:
    """`/s/{slug}/niederschrift/stand?top=…`: what of the page changes, as pieces by their ids."""
    asker, live = _reader(request)
    item = _item(live, request.query_params.get("top"))
    shown = await asyncio.to_thread(_shown, house_of(request), asker, live, item)
    return _json(request, {"pieces": _rendered(request, shown, "list", "item", "preview")})


async def post(request: Request) -> Response:
    """A form of that page, from a script or from the page itself."""
    require_origin(request)
    asker = clerk(request)
    form = read(await read_form(request, FORM_LIMIT))
    house, live = house_of(request), live_of(request, asker.meeting)
    if not house.sign_ins.counts(asker):  # It may have ended while the form was coming.
        clerk(request)
    _item(live, form.item)
    answer = await done(house, live, asker, form)
    if request.headers.get("accept") == "application/json":
        if "kept" in answer:
            drafts, meeting = house.drafts.of(live.id, form.item), live.room.now.meeting
            shown = await asyncio.to_thread(_previewed, meeting, form.item, drafts, live.room.time())
            answer |= {"pieces": _rendered(request, shown, "preview")}
        return _json(request, answer)
    await house.drafts.release(claim_of(live, asker, form))
    if "why" in answer:
        problem = {**answer, "text": form.typed.text}
        return await _page(request, asker, live, form.item, problem=problem, status=409)
    return RedirectResponse(f"/s/{asker.slug}/niederschrift?top={form.item}", status_code=303)


def _reader(request: Request) -> tuple[SignIn, Live]:
    asker = signed_in(request)
    if asker.role not in MAY_READ_RECORD:
        raise HTTPException(403, NOT_FOR_YOU)
    return asker, live_of(request, asker.meeting)


def _item(live: Live, named: str | None) -> ItemId:
    agenda = live.room.now.meeting.agenda
    if named is None:
        return agenda.called or next(iter(agenda.items))
    if named not in agenda.items:
        raise HTTPException(404, NO_SUCH_ITEM)
    return ItemId(named)


def _shown(house: House, asker: SignIn, live: Live, item: ItemId) -> dict[str, object]:
    """All that the page shows of the meeting."""
    meeting = live.room.now.meeting
    is_clerk = asker.role is Role.CLERK
    drafts = house.drafts.of(live.id, item) if is_clerk else {}
    writer = house.drafts.writer(live.id, item) if is_clerk else None
    other = writer if writer is not None and writer.slug != asker.slug else None
    bar = _bar(meeting, asker, live, item) if is_clerk else None
    state = meeting.agenda.items[item]
    return {
        "rows": _rows(house, asker, live, item),
        "item": item,
        "top": item_number(meeting, item),
        "item_title": state.item.title,
        "is_public": state.item.secrecy is Secrecy.PUBLIC,
        "story": story(meeting, item, drafts),
        **_previewed(meeting, item, drafts, live.room.time()),
        "writer": "" if other is None else other.name,
        "writes_since": "" if other is None else clock(meeting, other.since),
        "bar": bar,
        "may_write": is_clerk,
        "is_free": other is None,
        "blocks": text_blocks(meeting),
        "limit": TEXT_LIMIT,
        "reason": REASON,
        "slug": asker.slug,
    }


def _previewed(
    meeting: Meeting, item: ItemId, drafts: Mapping[str, Draft], at: datetime
) -> dict[str, object]:
    """What the preview shows: it is made anew with each word."""
    return {
        "preview": preview(meeting, item, drafts, at),
        "has_drafts": any(draft.typed.text.strip() for draft in drafts.values()),
    }


def _bar(meeting: Meeting, asker: SignIn, live: Live, item: ItemId) -> str | None:
    """Why nothing can be entered here any more: the minutes are approved, perhaps."""
    assert asker.by is not None, "a clerk is somebody"
    tried = decide(meeting, Note(item=item, text=Text("…")), by=asker.by, at=live.room.time())
    if not isinstance(tried, Refusal):
        return None
    answer = tried.answer()
    return in_a_row([answer["why"], answer["do"]])


def _rows(house: House, asker: SignIn, live: Live, shown: ItemId) -> tuple[Row, ...]:
    """The items; of drafts and of who else writes only clerks are told."""
    meeting, is_clerk = live.room.now.meeting, asker.role is Role.CLERK
    drafts = house.drafts.counted(live.id) if is_clerk else {}
    writing = house.drafts.writing(live.id) if is_clerk else ()
    writers = {one.item: one.name for one in writing if one.slug != asker.slug}
    return tuple(
        Row(
            id=id_,
            number=item_number(meeting, id_),
            title=shortened(state.item.title, TITLE),
            is_shown=id_ == shown,
            is_public=state.item.secrecy is Secrecy.PUBLIC,
            sentences=len(state.notes),
            drafts=drafts.get(id_, 0),
            writer=writers.get(id_, ""),
        )
        for id_, state in meeting.agenda.items.items()
    )


async def _page(
    request: Request,
    asker: SignIn,
    live: Live,
    item: ItemId,
    *,
    problem: dict[str, object] | None = None,
    status: int = 200,
) -> Response:
    now = live.room.now
    shown = await asyncio.to_thread(_shown, house_of(request), asker, live, item)
    audience = asker.role.value
    return page(
        request,
        "editor.html",
        status,
        page=page_of(now.meeting, audience, asker.person),
        parts=_parts(request, asker, live),
        problem=problem,
        path=request.url.path,
        meeting_id=live.id,
        at=live.room.time().isoformat(),
        seq=now.head.seq,
        head=now.head.hash,
        **shown,
    )


def _parts(request: Request, asker: SignIn, live: Live) -> dict[str, str]:
    """Of the parts that the socket brings, those that stand here: nothing is announced while somebody writes."""
    house, language = house_of(request), language_of(request)
    own = house.own_parts.of(live.hub, asker)
    shown = {WRITERS: own[WRITERS]} if WRITERS in own else {}
    return {
        "say": "",
        **{name: Markup(house.renderer.part(name, part, language)) for name, part in shown.items()},
    }


def _rendered(request: Request, shown: dict[str, object], *names: str) -> dict[str, str]:
    renderer, language = house_of(request).renderer, language_of(request)
    return {f"editor-{name}": renderer.page(f"editor_{name}.html", language, **shown) for name in names}


def _json(request: Request, content: object) -> Response:
    body = encode(content, language_of(request))
    return packed(request, Response(body, media_type="application/json"))
