"""The minutes of one item as whoever writes them sees it: facts, corrected elsewhere, and the clerk's sentences.

Facts are read from the events and stand in no field. Between them, in the order of the minutes, stand the sentences
that were entered and the drafts of new ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from handzeichen.app.drafts import Draft
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import SUBSTANTIVE, ItemId, MotionId, PersonId
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.notes import words_for
from handzeichen.meeting.state import ItemState, Meeting, Motion, NoteState
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.minutes import of_one_item
from handzeichen.record.proceedings import Block, blocks, timed
from handzeichen.record.writers.sheet import Entry, sheet
from handzeichen.views.clerk_people import in_order
from handzeichen.views.correction import Option
from handzeichen.views.timeline import sentence
from handzeichen.views.words import clock, shortened
from handzeichen.words import in_a_row, said

NEW: Final = "new"
NOTE: Final = "note-"
MOTION: Final = "motion-"
DRAFTED: Final = 10**9
"""Numbers from here on belong to sentences that are not in the log."""
_COUNTS: Final = (e.HandsCounted, e.PapersCounted)
_BARS: Final = (e.Recused, e.RecusalEnded, e.RecusalContested)
_STEP: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of the log that can be corrected: its number, and what it says."""

    seq: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """A draft as a form shows it; `conflict` is the sentence as somebody else has entered it meanwhile."""

    text: str
    person: str
    since: str
    base: str
    by: str
    at: str
    version: str
    conflict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that was entered, the place for a new one, or only a draft of one that was struck meanwhile.

    `of` is what a draft of it is a draft of; `corrected` says when and why it was corrected, `apart` that everybody may
    not read it.
    """

    of: str
    seq: int | None = None
    text: str = ""
    person: str = ""
    who: str = ""
    when: str = ""
    corrected: str = ""
    apart: bool = False
    draft: Typing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the events say, as the minutes say it; `words` are the clerk's in place of a motion's reasons."""

    block: Block
    links: tuple[Link, ...] = ()
    words: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An item: facts and sentences in their order, then the place for a new sentence, and what drafts are left over."""

    entries: tuple[Fact | Statement, ...]
    new: Statement
    left_over: tuple[Statement, ...]
    places: tuple[Option, ...]
    people: tuple[Option, ...]


def story(meeting: Meeting, item: ItemId, drafts: Mapping[str, Draft]) -> Story:
    """What stands under an item, with the drafts that clerks have there."""
    made = _Made(meeting, meeting.agenda.items[item], drafts)
    entries = tuple(made.entries())
    known = {one.of for one in _statements(entries)}
    left_over = (made.statement(of) for of in drafts if of not in known and of != NEW)
    return Story(
        entries=entries,
        new=made.statement(NEW),
        left_over=tuple(left_over),
        places=tuple(_places(meeting, meeting.agenda.items[item])),
        people=tuple(_people(meeting)),
    )


def preview(meeting: Meeting, item: ItemId, drafts: Mapping[str, Draft], at: datetime) -> Entry:
    """The item as the minutes will show it once its drafts are entered."""
    drafted = as_entered(meeting, item, drafts, at)
    found = of_one_item(drafted, drafted.agenda.items[item])
    return sheet(found, on=at.date(), log=None).parts[0].points[0]


def as_entered(meeting: Meeting, item: ItemId, drafts: Mapping[str, Draft], at: datetime) -> Meeting:
    """The meeting as if everything drafted under an item had been entered at a time."""
    state = meeting.agenda.items[item]
    for number, (of, draft) in enumerate(drafts.items(), start=DRAFTED):
        if draft.typed.text.strip():
            state = replace(state, notes=_with(state.notes, of, draft, number, at))
    items = {**meeting.agenda.items, item: state}
    return replace(meeting, agenda=replace(meeting.agenda, items=items))


def _with(
    notes: tuple[NoteState, ...], of: str, draft: Draft, number: int, at: datetime
) -> tuple[NoteState, ...]:
    text, typed = draft.typed.text.strip(), draft.typed
    person = PersonId(typed.person) if typed.person else None
    if any(of == f"{NOTE}{note.seq}" for note in notes):
        return tuple(
            replace(note, text=text, person=person) if of == f"{NOTE}{note.seq}" else note for note in notes
        )
    motion = MotionId(of.removeprefix(MOTION)) if of.startswith(MOTION) else None
    since = moment(typed.since) or at
    return (*notes, NoteState(at=since, text=text, person=person, motion=motion, seq=number))


def moment(text: str) -> datetime | None:
    """A time as a form carries it; None for none, or for what is no time with its offset."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return None if found is None or found.tzinfo is None else found


class _Made:
    """The pieces of one item's story."""

    def __init__(self, meeting: Meeting, state: ItemState, drafts: Mapping[str, Draft]) -> None:
        self._meeting = meeting
        self._state = state
        self._drafts = drafts
        self._notes = {note.seq: note for note in state.notes}
        public = in_edition(meeting, Edition.PUBLIC).agenda.items.get(state.item.id)
        self._public = set() if public is None else {note.seq for note in public.notes}

    def entries(self) -> Iterator[Fact | Statement]:
        facts = tuple(note for note in self._state.notes if note.motion is None)
        without_words = replace(self._state, notes=facts)
        items = {**self._meeting.agenda.items, self._state.item.id: without_words}
        bare = replace(self._meeting, agenda=replace(self._meeting.agenda, items=items))
        for number, block in enumerate(blocks(bare, without_words)):
            if block.note is not None:
                yield self.statement(f"{NOTE}{block.note}")
            elif block.motion is not None:
                motion = self._meeting.motions[block.motion]
                yield Fact(block=block, links=tuple(self._counts(motion)), words=tuple(self._words(motion)))
            else:
                yield Fact(block=block, links=tuple(self._bars()) if number == 0 else ())

    def statement(self, of: str) -> Statement:
        note = self._notes.get(int(of.removeprefix(NOTE))) if of.startswith(NOTE) else None
        draft = self._drafts.get(of)
        if note is None:
            return Statement(of=of, draft=None if draft is None else self._typing(draft, None))
        return Statement(
            of=of,
            seq=note.seq,
            text=note.text,
            person=note.person or "",
            who="" if note.person is None else plain_name(self._meeting.person(note.person)),
            when=clock(self._meeting, note.at),
            corrected=self._corrected(note.seq),
            apart=note.seq not in self._public,
            draft=None if draft is None else self._typing(draft, note),
        )

    def _typing(self, draft: Draft, note: NoteState | None) -> Typing:
        typed = draft.typed
        changed = note is not None and note.text not in (typed.base, typed.text)
        return Typing(
            text=typed.text,
            person=typed.person,
            since=typed.since,
            base=typed.base,
            by=draft.by,
            at=clock(self._meeting, draft.at),
            version=draft.version,
            conflict=note.text if changed and note is not None else None,
        )

    def _words(self, motion: Motion) -> Iterator[Statement]:
        """The words that stand in place of its reasons; where there are none, the place for them."""
        if motion.moved.kind not in SUBSTANTIVE and motion.moved.reason is None:
            return
        entered = [note for note in words_for(self._meeting, motion) if note.seq in self._notes]
        yield from (self.statement(f"{NOTE}{note.seq}") for note in entered)
        if not entered:
            yield self.statement(f"{MOTION}{motion.id}")

    def _corrected(self, seq: int) -> str:
        instead = self._meeting.past.instead.get(seq)
        if instead is None or not isinstance(instead.by.event, e.Corrected):
            return ""
        at = clock(self._meeting, instead.by.at)
        return said("berichtigt {at}: {why}", at=at, why=instead.by.event.reason)

    def _counts(self, motion: Motion) -> Iterator[Link]:
        for entry in self._meeting.past:
            if isinstance(entry.event, _COUNTS) and entry.event.ballot in motion.ballots:
                yield self._link(entry)

    def _bars(self) -> Iterator[Link]:
        for entry in self._meeting.past:
            if isinstance(entry.event, _BARS) and entry.event.item == self._state.item.id:
                yield self._link(entry)

    def _link(self, entry: e.Entry) -> Link:
        text = in_a_row([clock(self._meeting, entry.at), shortened(sentence(self._meeting, entry), 120)])
        return Link(seq=entry.seq, text=text)


def _statements(entries: tuple[Fact | Statement, ...]) -> Iterator[Statement]:
    for entry in entries:
        yield from (entry,) if isinstance(entry, Statement) else entry.words


def _places(meeting: Meeting, state: ItemState) -> Iterator[Option]:
    """Where a new sentence may stand: at the end, at the beginning, behind what happened at some time."""
    if state.closed_at is None:
        yield Option(id="", name=said("jetzt"))
    else:
        yield Option(id="", name=said("am Ende des Punktes"))
    if state.called_at is not None:
        yield Option(id=state.called_at.isoformat(), name=said("am Anfang des Punktes"))
    for at, block in timed(meeting, state):
        if at is not None and block.note is None:
            what = block.heading or next(iter((*block.texts, *block.results)), "")
            name = said("nach {at}: {what}", at=clock(meeting, at), what=shortened(what, 60))
            yield Option(id=(at + _STEP).isoformat(), name=name)


def _people(meeting: Meeting) -> Iterator[Option]:
    yield Option(id="", name=said("niemand Bestimmtes"))
    for person in in_order(meeting.roll.people.values()):
        yield Option(id=person.id, name=plain_name(person))
