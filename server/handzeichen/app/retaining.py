"""Destroys what the law of a meeting keeps for a time only, once that time is over and nothing forbids it.

What would go is found by the meeting's own log: its plan, the answers of law in it, its events. Before anything is
destroyed the evening is played without it: where record or minutes would read otherwise, that class stays. A meeting
is thinned out whole or not at all, and only while its log still ends where it was read, so that a hold entered in the
same moment counts. Backups and logs that were handed out are out of reach.

A note beside the log says what went and when, and until when nothing more can: so a house with many meetings reads
only those in which something may be due.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

import msgspec

from handzeichen.app.formats import FORMATS, source
from handzeichen.app.sign_in import ends
from handzeichen.app.verify import rebuild
from handzeichen.law.retention import DataClass, Moment
from handzeichen.log.chain import START, Head, Line, Wrong, check, head_of, withhold
from handzeichen.log.port import Conflict, Session, Store, StoreRefused
from handzeichen.meeting.holds import Kept, approved_on, kept_by
from handzeichen.meeting.retention import classes, closed_on
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes

RETAINED_KEY: Final = "retained:"
RULES: Final = 1
"""Counted up when more can be found than before: every meeting is then looked at again."""
PIECE: Final = 500

log = logging.getLogger(__name__)

ByClass = Mapping[DataClass, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """Entries of one class that are still there: how many, until when they are kept, and where that stands."""

    name: DataClass
    lines: int
    until: date | None
    """None: for good, or until the minutes are approved."""
    source: str
    waits_for_approval: bool = False
    bound: bool = False
    """Whether record or minutes would read otherwise without it: then it stays though its time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What retention comes to for one meeting on one day."""

    meeting: str
    on: date
    closed: date | None
    head: Head
    classes: tuple[Class, ...] = ()
    kept: tuple[Kept, ...] = ()
    connection_until: date | None = None
    """Until when sign-ins are kept as well; None: for good, or nobody knows yet."""
    sign_ins: int = 0
    """How many sign-ins that count no more go with the class `connection`."""
    done: bool = False
    """Whether what was due has been destroyed."""

    @property
    def over(self) -> tuple[Class, ...]:
        """Whose time is over, whether or not something keeps the log."""
        return tuple(one for one in self.classes if _is_over(one, self.on) and not one.bound)

    @property
    def due(self) -> tuple[Class, ...]:
        """What goes: nothing while something keeps the log."""
        return () if self.kept else self.over

    @property
    def again(self) -> date | None:
        """The last day on which nothing more can be due, as long as nothing is entered; None: for ever."""
        later = [one.until for one in self.classes if one.until is not None and not _is_over(one, self.on)]
        return None if self.kept else min(later, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """That a class was destroyed: the day, and how many lines."""

    on: date
    name: DataClass
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands beside a log: what of it was destroyed, and until when, at this head, nothing more can be due."""

    head: Head
    again: date | None = None
    gone: tuple[Gone, ...] = ()
    connection: bool = False
    """Whether the time of the class `connection` is over: then sign-ins go as soon as they count no more."""
    rules: int = RULES


def today() -> date:
    """The day on the server's own clock."""
    return datetime.now().astimezone().date()


async def survey(store: Store, meeting: str, on: date) -> Sheet:
    """What would go on a day; raises `StoreRefused` for a log that is not whole."""
    sheet, _ = await asyncio.to_thread(surveyed, meeting, await _whole(store, meeting), on)
    return replace(sheet, sign_ins=len(await _ended(store, meeting, on)) if _forgets_sign_ins(sheet) else 0)


async def retain(store: Store, meeting: str, on: date) -> Sheet | None:
    """Destroy what is due on a day; None where nothing can be due. Raises `StoreRefused` for a log that is not whole.

    Whoever has the meeting in memory must read it again afterwards.
    """
    note = await noted(store, meeting)
    if note is not None and _is_quiet(note, await store.head(meeting), on):
        if note.connection:
            await _forget_sign_ins(store, meeting, on)
        return None
    while True:
        sheet, there = await asyncio.to_thread(surveyed, meeting, await _whole(store, meeting), on)
        seqs = [seq for one in sheet.due for seq in there[one.name]]
        try:
            if seqs:
                await store.withhold(meeting, sheet.head, seqs)
            break
        except Conflict:  # Something was entered meanwhile: a hold, perhaps.
            continue
    before = () if note is None else note.gone
    gone = tuple(Gone(on=on, name=one.name, lines=one.lines) for one in sheet.due)
    forgets = _forgets_sign_ins(sheet)
    sign_ins = await _forget_sign_ins(store, meeting, on) if forgets else 0
    new = Note(head=sheet.head, again=sheet.again, gone=(*before, *gone), connection=forgets)
    await store.put(RETAINED_KEY + meeting, msgspec.json.encode(new).decode())
    for one in sheet.due:
        log.info("%s: %d lines of %s were destroyed", meeting, one.lines, one.name)
    return replace(sheet, sign_ins=sign_ins, done=bool(seqs or sign_ins))


async def finish(store: Store) -> None:
    """See to it that the bytes are gone, also those that an earlier run left in the files when it was cut off."""
    await store.withhold("", START, ())


async def noted(store: Store, meeting: str) -> Note | None:
    """What stands beside a log of what was destroyed of it; None where nobody has looked, or it cannot be read."""
    kept = await store.get(RETAINED_KEY + meeting)
    try:
        return None if kept is None else msgspec.json.decode(kept, type=Note)
    except msgspec.MsgspecError:
        return None


def surveyed(meeting_id: str, lines: Sequence[Line], on: date) -> tuple[Sheet, ByClass]:
    """What is due of a log on a day, and its lines by class; raises `StoreRefused` for a log that is not whole."""
    meeting = check(lines) or rebuild(lines)
    if isinstance(meeting, Wrong):
        raise StoreRefused(
            f"Das Protokoll von „{meeting_id}“ ist ab Nr. {meeting.seq} nicht, was es sein sollte. {meeting.why} "
            "Dort wird nichts gelöscht; bitte eine Sicherung zurückholen."
        )
    closed, there = closed_on(meeting), classes(meeting)
    found = tuple(_class(meeting, name, len(seqs), closed) for name, seqs in there.items())
    sheet = Sheet(
        meeting=meeting_id,
        on=on,
        closed=closed,
        head=head_of(lines),
        classes=_with_bounds(found, meeting, lines, there, on),
        kept=kept_by(meeting),
        connection_until=_until(meeting, DataClass.CONNECTION, closed),
    )
    return sheet, there


def _class(meeting: Meeting, name: DataClass, lines: int, closed: date | None) -> Class:
    answer, until = meeting.law.retention, _until(meeting, name, closed)
    period = answer.value.get(name)
    waits = period is not None and period.after is Moment.APPROVAL and approved_on(meeting) is None
    return Class(name=name, lines=lines, until=until, source=answer.source, waits_for_approval=waits)


def _until(meeting: Meeting, name: DataClass, closed: date | None) -> date | None:
    period = meeting.law.retention.value.get(name)
    if period is None or closed is None:
        return None
    return period.ends(closed=closed, approved=approved_on(meeting))


def _is_over(one: Class, on: date) -> bool:
    return one.until is not None and one.until < on


def _with_bounds(
    found: Sequence[Class], meeting: Meeting, lines: Sequence[Line], there: ByClass, on: date
) -> tuple[Class, ...]:
    """The evening is played without what is due, and where that is another one, class by class: what it needs stays."""
    over = frozenset(one.name for one in found if _is_over(one, on))
    if not over:
        return tuple(found)
    told = {faults: _told(meeting, over if faults else ()) for faults in {DataClass.FAULTS in over, False}}

    def is_same(tried: frozenset[DataClass]) -> bool:
        without = rebuild(_thinned(lines, {seq for name in tried for seq in there[name]}))
        return not isinstance(without, Wrong) and told[DataClass.FAULTS in tried] == _told(without, tried)

    going = over if is_same(over) else frozenset[DataClass]()
    for name in () if going else sorted(over):
        going = going | {name} if is_same(going | {name}) else going
    return tuple(replace(one, bound=one.name in over - going) for one in found)


def _thinned(lines: Sequence[Line], seqs: Collection[int]) -> list[Line]:
    return [withhold(line) if line.seq in seqs else line for line in lines]


def _told(meeting: Meeting, without: Collection[DataClass]) -> object:
    """What must stay as it is: the record, but for faults where these go, the minutes and the tables."""
    told = record(meeting, length=0, head="")
    if DataClass.FAULTS in without:
        del told["faults"]
    editions = [source(meeting, START, edition) for edition in Edition]
    texts = [minutes(one.meeting, edition=one.edition, length=0, head=START.hash) for one in editions]
    return told, texts, [form.write(one) for form in FORMATS if form.media == "text/csv" for one in editions]


def _forgets_sign_ins(sheet: Sheet) -> bool:
    return not sheet.kept and sheet.connection_until is not None and sheet.connection_until < sheet.on


async def _forget_sign_ins(store: Store, meeting: str, on: date) -> int:
    """Of whoever was signed in nothing stays but that the secret of then signs nobody in."""
    ended = await _ended(store, meeting, on)
    for session in ended:
        await store.revoke(session.id)
    return len(ended)


async def _ended(store: Store, meeting: str, on: date) -> list[Session]:
    """The sign-ins that counted no more when a day began."""
    begins = datetime.combine(on, time()).astimezone().timestamp()
    return [session for session in await store.sessions(meeting) if ends(session) < begins]


def _is_quiet(note: Note, head: Head, on: date) -> bool:
    return note.rules == RULES and note.head == head and (note.again is None or on <= note.again)


async def _whole(store: Store, meeting: str) -> list[Line]:
    """In pieces: votes that are to be stored wait no longer."""
    lines = list[Line]()
    while piece := await store.read(meeting, len(lines), PIECE):
        lines += piece
        if lines[-1].seq != len(lines):
            break  # Damaged, and to read on by wrong numbers would never end.
    return lines
