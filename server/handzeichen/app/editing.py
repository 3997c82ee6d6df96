"""What the forms of the minutes' editor do: keep a draft, enter it, throw it away, strike a sentence, begin and leave.

Whatever is refused, and why ever, the draft stays.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException

from handzeichen.app.drafts import DRAFT_LIMIT, Claim, Draft, Place, Typed
from handzeichen.app.house import House, Live
from handzeichen.app.sign_in import SignIn
from handzeichen.app.statements import MOTION, NEW, NOTE, moment
from handzeichen.app.words import NO_SUCH_ENTRY, TOO_FAST
from handzeichen.log.codec import Unreadable, read_command
from handzeichen.meeting.ids import ID_PATTERN, ItemId
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, said

Answer = dict[str, object]
DRAFT_STAYS: Final = said("Der Entwurf bleibt gesichert.")
NOTHING_WRITTEN: Final = said("Hier steht noch nichts. Bitte zuerst schreiben.")
OF: Final = re.compile(rf"{NEW}(-[0-9a-f]{{8}})?|{NOTE}[0-9]{{1,9}}|{MOTION}{ID_PATTERN}")
"""What a draft may be a draft of."""
REASON: Final = "Wortlaut der Niederschrift"
"""Why a sentence was corrected, where the clerk says nothing else; it stands in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What somebody has sent: what is to be done (`act`), with what, and the page that sent it."""

    act: str
    item: ItemId
    of: str
    typed: Typed
    reason: str
    page: str
    version: str


async def done(house: House, live: Live, asker: SignIn, form: Form) -> Answer:
    """What became of it: `kept` (until when), `entered`, or why not and what to do."""
    place, claim = _place(live, form), claim_of(live, asker, form)
    if form.act == "claim":
        return _held(live, await house.drafts.claim(claim))
    if form.act == "strike" and not _is_a_sentence(live, form):
        return {"why": NO_SUCH_ENTRY}
    if form.act == "strike":
        return await _struck(house, live, asker, form)
    if form.act == "discard":
        held = house.drafts.writer(live.id, form.item)
        if held is not None and held.slug != asker.slug:
            return _held(live, held)
        await house.drafts.drop(place)
        await house.drafts.release(claim)
        return {"entered": True}
    kept = await _kept(house, live, place, form, claim)
    if isinstance(kept, dict):
        return kept
    if form.act == "release":
        await house.drafts.release(claim)
    if form.act != "enter" or kept.place != place:
        moved = {} if kept.place == place else {"moved": kept.place.of}
        return {"kept": clock(live.room.now.meeting, kept.at), "version": kept.version, **moved}
    if not form.typed.text.strip():
        return {"why": NOTHING_WRITTEN}
    answer = await _ask(house, live, asker, _entry(form), key=kept.version)
    if "entered" in answer:
        await house.drafts.drop(place)
        await house.drafts.release(claim)
    return answer


async def _struck(house: House, live: Live, asker: SignIn, form: Form) -> Answer:
    """A struck sentence takes what was typed on it along, unless somebody else is typing there."""
    answer = await _ask(house, live, asker, _correction(form, None), key=None)
    held = house.drafts.writer(live.id, form.item)
    if "entered" in answer and (held is None or held.slug == asker.slug):
        await house.drafts.drop(_place(live, form))
        await house.drafts.release(claim_of(live, asker, form))
    return answer


def _is_a_sentence(live: Live, form: Form) -> bool:
    notes = live.room.now.meeting.agenda.items[form.item].notes
    return any(form.of == f"{NOTE}{note.seq}" for note in notes)


async def _kept(house: House, live: Live, place: Place, form: Form, claim: Claim) -> Draft | Answer:
    """The draft as it is kept now; else why not."""
    if len(form.typed.text.encode()) > DRAFT_LIMIT:
        return {
            "why": said("Dieser Text ist zu lang, um als Entwurf gesichert zu werden."),
            "do": said("Bitte kürzen, oder den Text vorerst an anderer Stelle sichern."),
        }
    at = live.room.wall_time()
    saved = await house.drafts.save(place, form.typed, claim, at=at, version=form.version)
    return saved if isinstance(saved, Draft) else _held(live, saved)


def _held(live: Live, other: Claim | None) -> Answer:
    if other is None:
        return {"held": True}
    meeting = live.room.now.meeting
    return {
        "why": said(
            "{name} schreibt hier seit {at}. Gleichzeitig schreibt zu jedem Punkt nur ein Platz.",
            name=other.name,
            at=clock(meeting, other.since),
        ),
        "do": said("Bitte warten, bis das Feld wieder frei ist; was dort entsteht, ist hier zu sehen."),
        "writer": other.name,
    }


async def _ask(house: House, live: Live, asker: SignIn, command: Answer, *, key: str | None) -> Answer:
    """Enter it like any other command; a refusal keeps the draft."""
    assert asker.by is not None, "a clerk is somebody"
    try:
        read = read_command(command)
    except Unreadable as fault:
        return {"why": fault.sentence, "do": DRAFT_STAYS}
    share, right = house.limits.share(asker), partial(house.sign_ins.counts, asker)
    if share.is_full or not share.commands.take():
        return {**TOO_FAST}
    asked = live.room.ask(read, by=asker.by, scope=asker.slug, key=key, right=right)
    share.wait_for(asked)
    answer = await asked
    if "refused" in answer:
        return {"why": answer["why"], "do": in_a_row([answer["do"], DRAFT_STAYS])}
    return {"entered": True}


def _entry(form: Form) -> Answer:
    """The command that enters a draft: a new sentence, or the correction of one."""
    note: Answer = {"do": "note", "item": form.item, "text": form.typed.text.strip()}
    if form.typed.person:
        note["person"] = form.typed.person
    if form.of.startswith(MOTION):
        note["motion"] = form.of.removeprefix(MOTION)
    if form.of.startswith(NOTE):
        return _correction(form, note)
    return note | ({"since": form.typed.since} if moment(form.typed.since) else {})


def _correction(form: Form, note: Answer | None) -> Answer:
    of = form.of.removeprefix(NOTE)
    reason = form.reason or REASON
    made: Answer = {"do": "correct", "of": int(of) if of.isdecimal() else of, "reason": reason}
    return made if note is None else {**made, "with": note}


def read(form: dict[str, list[str]]) -> Form:
    """What was sent; what is missing is empty. Raises the refusal of a place that there cannot be."""

    def field(name: str) -> str:
        return form.get(name, [""])[0]

    def lines(name: str) -> str:
        return field(name).replace("\r\n", "\n")

    of = field("of") or NEW
    if OF.fullmatch(of) is None:
        raise HTTPException(404, NO_SUCH_ENTRY)
    typed = Typed(
        text=lines("text"), person=field("person")[:64], since=field("since")[:40], base=lines("base")
    )
    return Form(
        act=field("act"),
        item=ItemId(field("item")),
        of=of,
        typed=typed,
        reason=field("reason").strip(),
        page=field("page")[:64],
        version=field("version"),
    )


def _place(live: Live, form: Form) -> Place:
    return Place(meeting=live.id, item=form.item, of=form.of)


def claim_of(live: Live, asker: SignIn, form: Form) -> Claim:
    """The claim that a page lays to the item of its form."""
    return Claim(
        meeting=live.id,
        item=form.item,
        slug=asker.slug,
        page=form.page,
        name=_name(live.room.now.meeting, asker),
        since=live.room.wall_time(),
        heard=0.0,
    )


def _name(meeting: Meeting, asker: SignIn) -> str:
    return plain_name(meeting.person(asker.person or meeting.clerk))
