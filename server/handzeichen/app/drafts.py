"""What clerks have typed for the minutes and not yet entered, and who is writing under which item.

A draft stands in the store and never in the log: it survives a crash, backups hold it, the public never sees it. Under
each item one sign-in writes at a time. Whoever begins leaves a claim in the store, which lasts as long as its page is
heard of. Where several nodes serve a meeting, both of two that claim at the same moment may go back: neither holds.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Final, TypeVar

import msgspec

from handzeichen.log.port import News, Store, StoreError

DRAFT: Final = "draft:"
BESIDE: Final = "new-"
"""Begins the name of a draft that is kept beside another one."""
CLAIM: Final = "writes:"
SILENT_AFTER: Final = 60.0
"""Seconds without a word from whoever writes after which somebody else may."""
WRITTEN_EVERY: Final = 10.0
"""Seconds after which the store is told that somebody still writes."""
DRAFT_LIMIT: Final = 100_000
"""Bytes that a draft may have: more than can be entered, so that nothing is lost while it is made shorter."""

T = TypeVar("T", "Draft", "Claim")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a draft belongs: `of` is `new`, `note-17` for the sentence with that number, `motion-m2` for its words."""

    meeting: str
    item: str
    of: str

    @property
    def key(self) -> str:
        """Under which it stands in the store."""
        return f"{DRAFT}{self.meeting}:{self.item}:{self.of}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in a form: `since` is the true time that was chosen, `base` the sentence it grew out of."""

    text: str
    person: str = ""
    since: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something typed, by whom last, on which page and when; `id` and `number` name this version of it."""

    id: str
    place: Place
    typed: Typed
    by: str
    page: str
    at: datetime
    number: int = 1

    @property
    def version(self) -> str:
        """Which version it is: also the key under which it is entered once, however often it is sent."""
        return f"draft-{self.id}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who writes under an item: the sign-in and its page, the name, since when, and when it was heard of last."""

    meeting: str
    item: str
    slug: str
    page: str
    name: str
    since: datetime
    heard: float

    @property
    def key(self) -> str:
        """Under which it stands in the store."""
        return f"{CLAIM}{self.meeting}:{self.item}:{self.slug}"


class Drafts:
    """All drafts and claims of a server. `changed` is called with the meeting where something is different now.

    `clock` gives seconds since 1970, the same for all nodes.
    """

    def __init__(self, store: Store, changed: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._store = store
        self._changed = changed
        self._clock = clock
        self._drafts: dict[str, Draft] = {}
        self._claims: dict[str, Claim] = {}
        self._numbers: dict[str, int] = {}
        self._count = itertools.count(int(clock()))
        self._turn = asyncio.Lock()

    # Looking

    def of(self, meeting: str, item: str) -> dict[str, Draft]:
        """The drafts under an item, by what each is a draft of."""
        return {draft.place.of: draft for draft in self._in(meeting) if draft.place.item == item}

    def counted(self, meeting: str) -> dict[str, int]:
        """How many drafts there are, by item."""
        found: dict[str, int] = {}
        for draft in self._in(meeting):
            found[draft.place.item] = found.get(draft.place.item, 0) + 1
        return found

    def writing(self, meeting: str) -> tuple[Claim, ...]:
        """Who writes now, one an item."""
        claims = (claim for claim in self._claims.values() if claim.meeting == meeting)
        return tuple(sorted(filter(self._counts, claims), key=lambda claim: (claim.item, claim.since)))

    def writer(self, meeting: str, item: str) -> Claim | None:
        """Who writes under an item now."""
        return next((claim for claim in self.writing(meeting) if claim.item == item), None)

    def number(self, meeting: str) -> int:
        """Another one after each change."""
        return self._numbers.get(meeting, 0)

    # Writing

    async def claim(self, wanted: Claim) -> Claim | None:
        """Begin or go on to write under an item; None when that is allowed, else who writes there.

        The same sign-in takes over from its other page: that may have crashed.
        """
        async with self._turn:
            return await self._claim(wanted)

    async def save(
        self, place: Place, typed: Typed, claim: Claim, *, at: datetime, version: str = ""
    ) -> Draft | Claim:
        """Keep what was typed; where somebody else writes there, who that is.

        `version` is that of the draft which the page had before it. Where another page has written meanwhile, what was
        typed here is kept as a draft of its own: neither is lost.
        """
        async with self._turn:
            held = self.writer(place.meeting, place.item)
            if held is not None and (held.slug, held.page) != (claim.slug, claim.page):
                return held
            if other := await self._claim(claim):
                return other
            before = self._drafts.get(place.key)
            if before is not None and before.page != claim.page and before.version != version:
                place = replace(place, of=f"{BESIDE}{token_hex(4)}")
            draft = self._draft(place, typed, claim, at)
            if not typed.text.strip() or typed.text == typed.base:
                await self._drop(place)
            elif draft != self._drafts.get(place.key):
                await self._store.put(place.key, _write(draft))
                self._drafts[place.key] = draft
                self._tell(place.meeting)
            return draft

    async def release(self, claim: Claim) -> None:
        """Whoever wrote has left the field, unless another page of the same sign-in goes on."""
        async with self._turn:
            held = self._claims.get(claim.key)
            if held is not None and held.page == claim.page:
                await self._withdraw(held)

    async def drop(self, place: Place) -> None:
        """The draft is entered or thrown away."""
        async with self._turn:
            await self._drop(place)

    async def _drop(self, place: Place) -> None:
        await self._store.take(place.key)
        if self._drafts.pop(place.key, None) is not None:
            self._tell(place.meeting)

    async def _claim(self, wanted: Claim) -> Claim | None:
        held = self.writer(wanted.meeting, wanted.item)
        if held is not None and held.slug != wanted.slug:
            return held
        mine = replace(wanted, heard=self._clock(), since=wanted.since if held is None else held.since)
        is_new = held is None or held.page != mine.page
        if not is_new and held is not None and mine.heard - held.heard < WRITTEN_EVERY:
            return None
        await self._store.put(mine.key, _write(mine))
        if is_new and (other := await self._somebody_else(mine)):
            await self._store.take(mine.key)
            return other
        self._claims[mine.key] = mine
        if is_new:
            self._tell(mine.meeting)
        return None

    async def _somebody_else(self, mine: Claim) -> Claim | None:
        """Another node may have let somebody in a moment ago: the store knows. What is over is cleared away."""
        found = None
        for key in await self._store.keys(f"{CLAIM}{mine.meeting}:{mine.item}:"):
            claim = _read(await self._store.get(key), Claim)
            if claim is None or claim.slug == mine.slug:
                continue
            if self._counts(claim):
                found = claim
            else:
                await self._store.take(key)
        return found

    def _draft(self, place: Place, typed: Typed, claim: Claim, at: datetime) -> Draft:
        """The next version of what stands in a place; the same one, where nothing is different."""
        before = self._drafts.get(place.key)
        if before is None:
            return Draft(id=token_hex(8), place=place, typed=typed, by=claim.name, page=claim.page, at=at)
        if before.typed == typed:
            return before
        number = before.number + 1
        return replace(before, typed=typed, by=claim.name, page=claim.page, at=at, number=number)

    async def _withdraw(self, claim: Claim) -> None:
        await self._store.take(claim.key)
        del self._claims[claim.key]
        self._tell(claim.meeting)

    # What else happens

    def look(self) -> None:
        """Whoever has been silent for too long writes no more: tell those who wait."""
        over = [claim for claim in self._claims.values() if not self._counts(claim)]
        for claim in over:
            del self._claims[claim.key]
            self._tell(claim.meeting)

    async def load(self) -> None:
        """Know what an earlier run, or another node, has kept."""
        there = [*await self._store.keys(DRAFT), *await self._store.keys(CLAIM)]
        await self._take_in([*there, *self._drafts, *self._claims])

    async def follow(self, news: News, mark: str, pause: float) -> None:
        """What other nodes keep; where that could not be read, all is read anew after a `pause` in seconds."""
        while True:
            changes = await news.changes(mark)
            mark = changes.mark
            try:
                if changes.all:
                    await self.load()
                else:
                    await self._take_in(changes.texts)
            except StoreError as error:
                log.error("Drafts of other nodes could not be read: %s", error)
                mark = ""
                await asyncio.sleep(pause)

    async def _take_in(self, keys: Iterable[str]) -> None:
        async with self._turn:
            for key in dict.fromkeys(keys):
                if key.startswith(DRAFT):
                    self._replace(self._drafts, key, _read(await self._store.get(key), Draft))
                elif key.startswith(CLAIM):
                    claim = _read(await self._store.get(key), Claim)
                    self._replace(self._claims, key, claim if claim and self._counts(claim) else None)

    def _replace(self, kept: dict[str, T], key: str, now: T | None) -> None:
        if kept.get(key) == now:
            return
        if now is None:
            del kept[key]
        else:
            kept[key] = now
        self._tell(key.split(":")[1])

    def _in(self, meeting: str) -> Iterator[Draft]:
        return (draft for draft in self._drafts.values() if draft.place.meeting == meeting)

    def _counts(self, claim: Claim) -> bool:
        return self._clock() - claim.heard < SILENT_AFTER

    def _tell(self, meeting: str) -> None:
        self._numbers[meeting] = next(self._count)
        self._changed(meeting)


def _write(kept: Draft | Claim) -> str:
    return msgspec.json.encode(kept).decode()


def _read(stored: str | None, kind: type[T]) -> T | None:
    if stored is None:
        return None
    try:
        return msgspec.json.decode(stored, type=kind)
    except msgspec.DecodeError:
        log.error("A draft in the store is damaged and cannot be shown")
        return None
