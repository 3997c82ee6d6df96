"""Races planted on purpose, each a mistake that somebody could make in the product; the simulation has to find them all.

They are patched in while a run lasts and never stand in the product. How many runs it took, counted from seed 0
(`./dev run python tests/simulation --plant all`):

| planted | runs | planted | runs |
|---|---|---|---|
| answer_before_the_write | 1 | a_part_skipped_after_a_cut | 1 |
| shown_before_the_write | 1 | the_own_vote_is_old | 1 |
| written_again_without_deciding | 9 | the_quorum_is_old | 1 |
| not_shown_after_a_conflict | 2 | a_receipt_tells_how_others_voted | 2 |
| decided_on_the_state_before_the_batch | 12 | choices_shown_while_open | 2 |
| a_retry_acts_again | 4 | the_public_gets_numbers | 1 |
| answers_to_the_wrong_people | 4 | buttons_before_their_wording | 32 |
| a_revoked_sign_in_still_counts | 11 | an_old_connection_still_counts | 86 |
| the_clock_runs_back | 7 | not_told_of_the_end | 9 |
| lost_track_after_a_refused_write | 7 | the_tail_is_lost | 4 |
| keys_forgotten_at_a_restart | 26 | written_whatever_the_head | 9 |
| started_without_the_last_line | 1 | unknown_taken_for_no | 13 |
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any
from unittest.mock import patch

from handzeichen.app import draft as draft_module
from handzeichen.app.connection import Connection
from handzeichen.app.draft import Asked, Draft, Verdict
from handzeichen.app.history import History
from handzeichen.app.hub import NONE, Board, Hub
from handzeichen.app.room import Room
from handzeichen.log.chain import Head, Line, seal
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Conflict, OutcomeUnknown, StoreRefused
from handzeichen.meeting.fold import replay
from handzeichen.meeting.ids import Choice
from handzeichen.meeting.machine import decide
from handzeichen.views import changes, tally, vote
from simulation.disk import Disk, NodeStore
from simulation.world import World

Plant = Callable[[World], AbstractContextManager[object]]
PLANTS: dict[str, Plant] = {}


def plant(*patches: tuple[object, str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A function that stands in place of these methods; it gets the original first."""

    def keep(instead: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def planted(_world: World) -> Iterator[None]:
            with ExitStack() as stack:
                for where, name in patches:
                    original = getattr(where, name)
                    stack.enter_context(patch.object(where, name, _bound(instead, original)))
                yield

        PLANTS[instead.__name__] = planted
        return instead

    return keep


def _bound(instead: Callable[..., Any], original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def called(*args: Any, **named: Any) -> Any:
        return instead(original, *args, **named)

    return called


# The room


@plant((Room, "_settle"))
async def answer_before_the_write(_: Any, self: Room, batch: Sequence[Asked]) -> None:
    """Answers go out before the lines are durable."""
    draft = await self._decided(batch)
    lines = seal(self.now.head, draft.bodies, self._salts)
    self._say(batch, draft.replies(lines))
    if lines:
        try:
            await self._store.append(self.id, self.now.head, lines)
        except Conflict:
            return await self._catch_up()
        except StoreRefused:
            return
        self._history.take(draft.meeting, lines, draft.entries)
        self._show(self.now)


@plant((Room, "_settle"))
async def shown_before_the_write(original: Any, self: Room, batch: Sequence[Asked]) -> None:
    """The screens show what is about to be written."""
    draft = await self._decided(batch)
    if draft.entries:
        head = Head(self.now.head.seq + len(draft.entries), self.now.head.hash)
        self._show(replace(self.now, meeting=draft.meeting, head=head))
    await original(self, batch)


@plant((Room, "_settle"))
async def written_again_without_deciding(_: Any, self: Room, batch: Sequence[Asked]) -> None:
    """After a conflict the same decisions are written behind what the other has added."""
    draft = await self._decided(batch)
    while True:
        lines = seal(self.now.head, draft.bodies, self._salts)
        try:
            if lines:
                await self._store.append(self.id, self.now.head, lines)
        except Conflict:
            await self._catch_up()
        except StoreRefused as refused:
            return self._say(batch, await self._without_store(batch, refused))
        else:
            return self._keep(batch, draft, lines)


@plant((Room, "_catch_up"))
async def not_shown_after_a_conflict(original: Any, self: Room) -> None:
    """What another writer has added is known to the room and not to the screens."""
    with patch.object(self, "_show", lambda _: None):
        await original(self)


@plant((Draft, "_decide"))
def decided_on_the_state_before_the_batch(original: Any, self: Draft, asked: Asked) -> Verdict:
    """A command does not see those before it in its batch: a ballot is closed, and the next vote still comes in."""
    before = self.__dict__.setdefault("_before", self.meeting)
    with patch.object(
        draft_module, "decided", lambda _, command, by, at, later: decide(before, command, by=by, at=at)
    ):
        verdict: Verdict = original(self, asked)
    return verdict


@plant((Draft, "_verdict"))
def a_retry_acts_again(original: Any, self: Draft, asked: Asked) -> Verdict:
    """Keys are stored and never looked up."""
    with patch.object(self, "_answers", {}), patch.object(self, "_keys", {}):
        verdict: Verdict = original(self, asked)
    return verdict


@plant((Room, "_say"))
def answers_to_the_wrong_people(
    original: Any, self: Room, batch: Sequence[Asked], replies: Sequence[Any]
) -> None:
    """The answers of a batch go out in another order than its questions came."""
    original(self, batch, list(reversed(replies)))


@plant((Room, "ask"))
def a_revoked_sign_in_still_counts(original: Any, self: Room, *args: Any, **named: Any) -> Any:
    """The right is looked at when a command comes in, not when it is decided."""
    may = named["right"]()
    return original(self, *args, **{**named, "right": lambda: may})


@plant((Room, "time"))
def the_clock_runs_back(_: Any, self: Room) -> Any:
    """The machine's clock is believed, also when it was set back."""
    return self._clock().replace(microsecond=0)


@plant((Room, "_without_store"))
async def lost_track_after_a_refused_write(
    _: Any, self: Room, batch: Sequence[Asked], refused: StoreRefused
) -> Any:
    """A write that the store refused is answered as if it were done."""
    draft = await self._decided(batch)
    lines = seal(self.now.head, draft.bodies, self._salts)
    return draft.replies(lines)


# History


@plant((History, "load"))
async def keys_forgotten_at_a_restart(original: Any, *args: Any) -> History:
    """The index of keys is not built again from the log."""
    history: History = await original(*args)
    history.answers.clear()
    return history


@plant((History, "load"))
async def started_without_the_last_line(original: Any, *args: Any) -> History:
    """At a restart the state lacks the newest entry, though the head is right."""
    whole: History = await original(*args)
    entries = list(whole.now.meeting.past)[:-1]
    whole.now = replace(whole.now, meeting=replay(entries))
    return whole


# What is shown


@plant((Board, "newer_than"))
def a_part_skipped_after_a_cut(original: Any, self: Board, seq: int | None) -> frozenset[str]:
    """A page that comes back is not sent what changed with the very next line."""
    found: frozenset[str] = original(self, None if seq is None else seq + 1)
    return (
        found
        if seq is None or seq <= self.born
        else frozenset(n for n, s in self.since.items() if s > seq + 1)
    )


@plant((Hub, "own"))
def the_own_vote_is_old(original: Any, self: Hub, person: Any) -> Any:
    """What a person sees is not computed anew with each state."""
    kept = self.__dict__.setdefault("_kept", {})
    if person not in kept:
        kept[person] = original(self, person)
    return kept[person]


@plant((changes, "changed"))
def the_quorum_is_old(original: Any, *args: Any) -> Any:
    """A part that is new is not among those that are sent."""
    return set(original(*args)) - {"quorum"}


@plant((vote, "receipt"))
def a_receipt_tells_how_others_voted(original: Any, meeting: Any, person: Any) -> Any:
    """Somebody's own part says more than the own vote."""
    found, ballot = original(meeting, person), tally.shown_ballot(meeting)
    if ballot is None or not isinstance(found, vote.ReceiptPart):
        return found
    ayes = sum(other.choice is Choice.YES for other in ballot.votes.values())
    return replace(found, text=f"{found.text} ({ayes})")


@plant((tally, "_marks"))
def choices_shown_while_open(original: Any, meeting: Any, ballot: Any) -> dict[Any, str]:
    """The seats carry the choice itself in place of the word that a vote is in."""
    given = {seat: vote.choice.value for seat, vote in ballot.votes.items() if vote.choice is not None}
    return {**original(meeting, ballot), **given}


@plant((Hub, "stamp"))
def the_public_gets_numbers(_: Any, self: Hub, _audience: str) -> dict[str, Any]:
    """The public's frames carry the log's number: gaps tell what happens behind closed doors."""
    return {"seq": self.now.head.seq, "head": self.now.head.hash}


@plant((Connection, "_picture"))
def buttons_before_their_wording(original: Any, self: Connection) -> Any:
    """The own part goes out before the shared ones: buttons for a new ballot stand under the old wording."""
    if self._own_stale and self._stale and not self._is_outside:
        with patch.object(self, "_stale", NONE):
            frame = original(self)
        if frame is not None:
            return frame
    return original(self)


# Connections and sign-ins


@plant((Connection, "supersede"))
def an_old_connection_still_counts(_: Any, _self: Connection) -> None:
    """A page that is back leaves its old connection open: what still comes by it overtakes the newer."""


@plant((Connection, "sign_out"))
def not_told_of_the_end(_: Any, _self: Connection) -> None:
    """A sign-in ends and its page stays connected."""


# The store


@plant((Disk, "_write"))
async def the_tail_is_lost(
    original: Any, self: Disk, process: Any, meeting: str, head: Head, lines: Sequence[Line]
) -> Any:
    """A write is acknowledged before it is durable: it dies with its process."""
    log: list[Line] = self.kept._lines[meeting]
    if getattr(process, "unsynced", None) is None:
        process.unsynced = True
        died = process._died

        def lose() -> None:
            del log[max(1, len(log) - 1) :]
            died()

        process._died = lose
    return await original(self, process, meeting, head, lines)


@plant((MemoryStore, "append"))
async def written_whatever_the_head(_: Any, self: MemoryStore, meeting: str, _head: Head, lines: Any) -> None:
    """An append does not look whether the log's head is the one that the writer knew."""
    self._lines.setdefault(meeting, []).extend(lines)


@plant((NodeStore, "append"))
async def unknown_taken_for_no(original: Any, self: NodeStore, *args: Any) -> None:
    """An unknown outcome is told as a known no, and the process goes on."""
    try:
        await original(self, *args)
    except OutcomeUnknown as unknown:
        self._lost = False
        raise StoreRefused(unknown.sentence) from unknown
