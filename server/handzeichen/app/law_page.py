"""The page of the law: what clerk and chair read there, and the form by which the clerk confirms it for the house."""

import asyncio
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from handzeichen.app.files import FileFault
from handzeichen.app.house import House, Live
from handzeichen.app.house_law import LawFault
from handzeichen.app.law_known import given
from handzeichen.app.offers import Role
from handzeichen.app.requests import clerk, house_of, live_of, page, read_form, require_origin, signed_in
from handzeichen.app.sign_in import SignIn
from handzeichen.app.words import (
    CHOOSE_AN_ANSWER,
    NOT_A_DAY,
    NOT_FOR_YOU,
    NOT_REMEMBERED,
)
from handzeichen.law.answers import ProfileError, head
from handzeichen.law.browsing import Book, Opened, book
from handzeichen.log.codec import Unreadable, read_command
from handzeichen.meeting.commands import Command
from handzeichen.meeting.confirming import rows
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import page as page_of
from handzeichen.words import in_a_row

FORM_LIMIT: Final = 64 * 1024
READERS: Final = (Role.CLERK, Role.CHAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What somebody has written into the form, so that a problem does not lose it."""

    questions: tuple[str, ...] = ()
    confirmed_by: str = ""
    source: str = ""


async def law(request: Request) -> Response:
    """`/s/{slug}/law`: all answers in force for this meeting; with `?since=` beside what applied on that day."""
    asker = signed_in(request)
    if asker.role not in READERS:
        raise HTTPException(403, NOT_FOR_YOU)
    text = request.query_params.get("since", "")
    try:
        since = date.fromisoformat(text) if text else None
    except ValueError:
        return _page(request, asker, problem=NOT_A_DAY, status=400)
    return _page(request, asker, since=since)


async def confirm(request: Request) -> Response:
    """The button there: the clerk confirms what is ticked, for this meeting and, in the house's folder, the next."""
    require_origin(request)
    asker = clerk(request)
    house, live = house_of(request), live_of(request, asker.meeting)
    entered = _entered(await read_form(request, FORM_LIMIT))
    if not house.sign_ins.counts(asker):  # It may have ended while the form was coming.
        clerk(request)
    problem = await _confirmed(house, live, asker, entered)
    if problem is not None:
        return _page(request, asker, problem=problem, entered=entered, status=400)
    return RedirectResponse(f"/s/{asker.slug}/law", status_code=303)


async def _confirmed(house: House, live: Live, asker: SignIn, entered: Entered) -> str | None:
    """Confirm it; in German why that did not go, or not wholly."""
    if not entered.questions:
        return CHOOSE_AN_ANSWER
    assert asker.by is not None, "a clerk is somebody"
    try:
        commands = [_command(question, entered) for question in entered.questions]
    except Unreadable as fault:
        return fault.sentence
    right = partial(house.sign_ins.counts, asker)
    asked = [live.room.ask(one, by=asker.by, scope=asker.slug, key=None, right=right) for one in commands]
    for answer in await asyncio.gather(*asked):
        if "refused" in answer:
            return in_a_row([answer["why"], answer["do"]])
    meeting = live.room.now.meeting
    word = meeting.standing.said[entered.questions[-1]]  # With the day that it was entered on.
    try:
        await asyncio.to_thread(house.law.remember, given(live, entered.questions, word))
    except (FileFault, LawFault) as fault:
        return in_a_row([NOT_REMEMBERED, fault])
    return None


def _command(question: str, entered: Entered) -> Command:
    return read_command(
        {
            "do": "confirm_law",
            "question": question,
            "confirmed_by": entered.confirmed_by,
            "source": entered.source,
        }
    )


def _entered(form: dict[str, list[str]]) -> Entered:
    return Entered(
        questions=tuple(dict.fromkeys(form.get("question", []))),
        confirmed_by=form.get("confirmed_by", [""])[0].strip(),
        source=form.get("source", [""])[0].strip(),
    )


def _page(
    request: Request,
    asker: SignIn,
    *,
    since: date | None = None,
    problem: str | None = None,
    entered: Entered | None = None,
    status: int = 200,
) -> Response:
    house, meeting = house_of(request), live_of(request, asker.meeting).hub.now.meeting
    found = _book(house, meeting, since)
    return page(
        request,
        "law.html",
        status,
        meeting=page_of(meeting, "public"),
        law=found,
        live=meeting.standing.live,
        may_confirm=asker.role is Role.CLERK and meeting.sitting.times.closed_at is None,
        since="" if since is None else since.isoformat(),
        problem=problem,
        entered=entered or Entered(),
        slug=asker.slug,
    )


def _book(house: House, meeting: Meeting, since: date | None) -> Book:
    """The law of the meeting's own first event, compared with the profiles as they lie here."""
    begins, body = meeting.plan.meeting.starts_at, meeting.plan.body
    try:
        name = head(meeting.profile, house.law.profiles).name
    except ProfileError:  # It has gone since the meeting was planned.
        name = meeting.profile
    law = Opened(
        profile=meeting.profile,
        name=name,
        draft=meeting.standing.draft,
        rows=rows(meeting),
        said=meeting.standing.said,
        on=begins.date(),
        kind=body.kind.value,
    )
    return book(law, since=since, folder=house.law.profiles)
