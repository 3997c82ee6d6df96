"""The room: one durable write for all that waits, answers only after it, and what happens when the store fails."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app import draft
from handzeichen.app.history import History
from handzeichen.app.room import BATCH
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.codec import read_entries
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import OutcomeUnknown, StoreRefused
from handzeichen.meeting.commands import Command, Correct
from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.machine import replay
from support.live import PATIENCE
from support.rooms import STORES, Boundary, Kit, a_room, answer, at, begun, failing, open_store, play


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Boundary]:
    async with open_store(request.param, tmp_path) as real:
        await begun(real)
        yield Boundary(real)


@pytest.fixture
async def kit(store: Boundary) -> AsyncIterator[Kit]:
    """The evening shortly before the first ballot."""
    async with a_room(store) as kit:
        await play(kit)
        store.appended.clear()
        kit.shown.clear()
        yield kit


def open_ballot(kit: Kit, **options: str) -> "asyncio.Future[dict[str, object]]":
    return kit.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands", **options)


# One write, one picture


async def test_what_waits_together_is_one_write_and_one_picture(kit: Kit, store: Boundary) -> None:
    opened = open_ballot(kit)
    votes = [
        kit.ask(who, "cast_vote", ballot="b1", choice="yes")
        for who in ("elvers", "nordmeier", "moehring-aufwind")
    ]
    replies = [await answer(future) for future in (opened, *votes)]
    assert [reply["accepted"] for reply in replies] == [True] * 4
    assert store.appended == [4]
    assert len(kit.shown) == 1
    assert kit.shown[0] is kit.room.now


async def test_answers_name_the_line_that_each_command_has_written(kit: Kit, store: Boundary) -> None:
    before = kit.room.now.head.seq
    opened = await answer(open_ballot(kit))
    pair = (
        kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"),
        kit.ask("elvers", "cast_vote", ballot="b1", choice="no"),
    )
    first, second = [await answer(future) for future in pair]
    assert [reply["seq"] for reply in (opened, first, second)] == [before + 1, before + 2, before + 3]
    lines = await store.read(kit.room.id, after=before)
    assert [reply["head"] for reply in (opened, first, second)] == [line.hash for line in lines]
    assert opened["ballot"] == "b1"


async def test_a_right_that_ends_while_a_command_waits_ends_it_too(kit: Kit, store: Boundary) -> None:
    """All wait when the sign-in is ended: none is decided for it, and a key learns nothing of an earlier answer."""
    signed_in = [True]
    await answer(kit.ask("elvers", "request_floor", person="elvers", kind="speech", key="k"))
    store.appended.clear()
    waiting = [
        kit.ask("elvers", "withdraw_floor", person="elvers", right=lambda: signed_in[0]),
        kit.ask(
            "elvers", "request_floor", person="elvers", kind="speech", key="k", right=lambda: signed_in[0]
        ),
    ]
    other = kit.ask("moehring-aufwind", "request_floor", person="moehring-aufwind", kind="speech")
    signed_in[0] = False
    assert [(await answer(one))["refused"] for one in waiting] == ["signed_out", "signed_out"]
    assert "accepted" in await answer(other)
    assert store.appended == [1]


async def test_a_correction_by_key_means_the_key_of_its_own_sign_in(kit: Kit) -> None:
    # Two places of the clerk's may use the same key for different things.
    for person, scope in (("brandhorst", "desk"), ("cordsen", "door")):
        await answer(kit.ask("hollenstedt-ruehl", "leave", person=person, key="1", scope=scope))
    asked = {"by": "hollenstedt-ruehl", "do": "correct", "of": "1", "reason": "verklickt"}
    refused = await answer(kit.ask(**asked, scope="hall"))
    assert refused["refused"] == "unknown_entry"
    assert "hall" not in str(refused["why"]), "how keys are stored is nobody's business"
    corrected = await answer(kit.ask(**asked, scope="door", key="2"))
    assert corrected["accepted"] is True
    assert await answer(kit.ask(**asked, scope="door", key="2")) == corrected
    via = kit.room.now.meeting.roll.via
    assert (via(PersonId("brandhorst")), via(PersonId("cordsen"))) == (None, Via.ROOM)


async def test_later_commands_of_a_batch_are_decided_on_what_the_earlier_ones_did(kit: Kit) -> None:
    early = kit.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    opened = open_ballot(kit)
    late = kit.ask("elvers", "cast_vote", ballot="b1", choice="yes")
    assert (await answer(early))["refused"] == "unknown_ballot"
    assert "accepted" in await answer(opened)
    assert "accepted" in await answer(late)


async def test_nobody_hears_anything_before_it_is_durable_not_even_a_refusal(
    kit: Kit, store: Boundary
) -> None:
    reached, durable = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        reached.set()
        await durable.wait()

    store.after = wait
    futures = [open_ballot(kit), kit.ask("elvers", "cast_vote", ballot="b9", choice="yes")]
    await reached.wait()
    assert not any(future.done() for future in futures)
    assert kit.shown == []
    durable.set()
    assert "accepted" in await answer(futures[0])
    assert "refused" in await answer(futures[1])


async def test_a_batch_has_a_bound(kit: Kit, store: Boundary) -> None:
    futures = [kit.ask("clerk", "note", item="1", text=f"Notiz {number}") for number in range(BATCH + 1)]
    await asyncio.wait(futures)
    assert store.appended == [BATCH, 1]
    assert [future.result()["seq"] for future in futures] == [
        *range(kit.room.now.head.seq - BATCH, kit.room.now.head.seq + 1)
    ]


async def test_what_waits_has_a_bound_and_whoever_comes_too_late_hears_so_at_once(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit.room, "_most", 3)
    waiting = [kit.ask("clerk", "note", item="1", text=str(number)) for number in range(5)]
    assert [one.done() for one in waiting] == [False] * 3 + [True] * 2
    assert waiting[4].result()["refused"] == "busy"
    assert "accepted" in await answer(waiting[2])
    assert "accepted" in await answer(kit.ask("clerk", "note", item="1", text="5"))


async def test_a_command_that_changes_nothing_is_accepted_and_writes_nothing(
    kit: Kit, store: Boundary
) -> None:
    head = kit.room.now.head
    reply = await answer(kit.ask("clerk", "arrive", person="elvers", via="video"))
    assert (reply["accepted"], reply["seq"], reply["head"]) == (True, head.seq, head.hash)
    assert store.appended == []
    assert kit.shown == []


async def test_the_room_holds_what_the_log_says(kit: Kit, store: Boundary) -> None:
    await asyncio.wait([open_ballot(kit), kit.ask("elvers", "cast_vote", ballot="b1", choice="yes")])
    assert replay(read_entries(await store.read(kit.room.id))) == kit.room.now.meeting


# Time


async def test_time_never_runs_backwards_and_has_whole_seconds(kit: Kit) -> None:
    last = kit.room.now.recent[-1].at
    kit.clock.set(last - timedelta(hours=1))
    assert (await answer(open_ballot(kit)))["at"] == last.isoformat()
    kit.clock.set(last + timedelta(seconds=2, milliseconds=999))
    reply = await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"))
    assert reply["at"] == (last + timedelta(seconds=2)).isoformat()


# Keys


async def test_the_same_key_acts_once_and_gets_the_same_answer(kit: Kit, store: Boundary) -> None:
    first = await answer(open_ballot(kit, key="k1"))
    again = await answer(open_ballot(kit, key="k1"))
    assert again == first
    assert store.appended == [1]


async def test_the_same_key_twice_in_one_batch_acts_once(kit: Kit, store: Boundary) -> None:
    first, again = open_ballot(kit, key="k1"), open_ballot(kit, key="k1")
    assert await answer(first) == await answer(again)
    assert store.appended == [1]


async def test_the_same_key_gets_the_same_answer_after_a_restart(kit: Kit, store: Boundary) -> None:
    moved = kit.ask("elvers", "move", kind="interruption", minutes=5, key="k1")
    opened = open_ballot(kit, key="k2")
    before = [await answer(moved), await answer(opened)]
    async with a_room(store) as later:
        moved = later.ask("elvers", "move", kind="interruption", minutes=5, key="k1")
        opened = open_ballot(later, key="k2")
        assert [await answer(moved), await answer(opened)] == before
        assert later.room.now.head == kit.room.now.head


async def test_a_key_belongs_to_its_sign_in(kit: Kit) -> None:
    await answer(open_ballot(kit))
    first = await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes", key="1", scope="phone"))
    second = await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="no", key="1", scope="laptop"))
    assert second["seq"] != first["seq"]
    assert kit.room.now.meeting.ballots["b1"].votes["elvers"].choice == "no"


async def test_a_refusal_keeps_no_key(kit: Kit) -> None:
    refused = await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes", key="k1"))
    assert refused["refused"] == "unknown_ballot"
    await answer(open_ballot(kit))
    assert "accepted" in await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes", key="k1"))


async def test_a_refusal_and_its_repetition_in_one_batch_are_decided_one_by_one(kit: Kit) -> None:
    refused = kit.ask("elvers", "cast_vote", ballot="b1", choice="yes", key="k1")
    opened = open_ballot(kit)
    again = kit.ask("elvers", "cast_vote", ballot="b1", choice="yes", key="k1")
    assert "refused" in await answer(refused)
    assert "accepted" in await answer(opened)
    assert "accepted" in await answer(again)


# Another writer


async def test_after_a_conflict_everything_is_decided_again_on_what_the_other_has_written(
    kit: Kit, store: Boundary
) -> None:
    async with a_room(store) as other:
        assert "accepted" in await answer(open_ballot(other))
        mine = [open_ballot(kit), kit.ask("elvers", "cast_vote", ballot="b1", choice="yes")]
        assert (await answer(mine[0]))["refused"] == "id_taken"
        assert (await answer(mine[1]))["accepted"]
    assert kit.alarms == []
    assert replay(read_entries(await store.read(kit.room.id))) == kit.room.now.meeting


async def test_a_right_that_ends_before_a_batch_is_decided_again_counts_there(
    kit: Kit, store: Boundary
) -> None:
    signed_in = [True]

    async def end() -> None:
        signed_in[0] = False

    async with a_room(store) as other:
        assert "accepted" in await answer(open_ballot(other))
        store.before = end
        mine = kit.ask("elvers", "request_floor", person="elvers", kind="speech", right=lambda: signed_in[0])
        assert (await answer(mine))["refused"] == "signed_out"
    assert store.appended[-1] == 1, "the first decision was on its way, and came too late"


async def test_a_key_that_the_other_node_has_heard_is_answered_with_its_answer(
    kit: Kit, store: Boundary
) -> None:
    async with a_room(store) as other:
        theirs = await answer(open_ballot(other, key="k1"))
        # Before this room has followed, it would decide by itself; the conflict makes it read the tail first.
        assert await answer(open_ballot(kit, key="k1")) == theirs
    assert len(kit.room.now.meeting.ballots) == 1


class Deaf:
    """News that never come: other nodes are found out by conflicts alone."""

    async def line(self, meeting: str, after: int) -> int:
        await asyncio.Event().wait()
        return after


async def test_a_refusal_too_rests_on_what_the_other_node_has_written(store: Boundary) -> None:
    store.news = Deaf()
    async with a_room(store) as kit, a_room(store) as other:
        await play(other)
        assert "accepted" in await answer(open_ballot(other))
        vote = await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"))
        assert "accepted" in vote, "before it had followed, this node knew of no ballot"


async def test_a_page_that_has_seen_more_is_told_of_no_other_log(store: Boundary) -> None:
    """It may be here before the news is."""
    store.news = Deaf()
    async with a_room(store) as kit, a_room(store) as other:
        await play(other)
        seen = other.room.now.head
        assert not kit.room.extends(seen)
        await asyncio.wait_for(kit.room.reach(seen.seq), 10)
        assert kit.room.extends(seen)


async def test_on_a_changed_past_nothing_is_decided_until_it_fits_again(kit: Kit, store: Boundary) -> None:
    await answer(open_ballot(kit))
    before, real, changed = kit.room.now, store.store, MemoryStore()
    await begun(changed)
    kit.shown.clear()
    store.store = changed
    for who in ("elvers", "nordmeier"):
        reply = await answer(kit.ask(who, "cast_vote", ballot="b1", choice="yes"))
        assert reply["refused"] == "history_changed"
    assert (await answer(kit.ask("clerk", "note", item="1", text="x")))["refused"] == "history_changed"
    assert await changed.head(kit.room.id) == (await changed.read(kit.room.id))[-1].head
    assert (kit.room.now, kit.shown) == (before, []), "what was true stays on the screens"
    assert len(kit.alarms) == 1
    assert f"Nr. {before.head.seq}, {before.head.hash[:8]}" in str(kit.alarms[0])

    store.store = real
    assert "accepted" in await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"))
    assert kit.alarms[1:] == [None]


async def test_a_longer_log_with_another_past_is_found_out_too(kit: Kit, store: Boundary) -> None:
    lines = await store.read(kit.room.id)
    forged = MemoryStore()
    for line in seal(START, [str(one.body) for one in lines] * 2, random_salts()):
        await forged.append(kit.room.id, await forged.head(kit.room.id), [line])
    store.store = forged
    reply = await answer(kit.ask("elvers", "request_floor", person="elvers", kind="speech"))
    assert reply["refused"] == "history_changed"


# A store that says no, and one that says nothing


async def test_a_store_that_says_no_changes_nothing_and_the_same_key_may_ask_again(
    kit: Kit, store: Boundary
) -> None:
    before = kit.room.now
    store.before = failing(StoreRefused("Nicht gespeichert: Der Datenträger ist voll."))
    futures = [open_ballot(kit, key="k1"), kit.ask("elvers", "cast_vote", ballot="b1", choice="yes")]
    opened, vote = [await answer(future) for future in futures]
    assert opened == {
        "refused": "not_stored",
        "why": "Nicht gespeichert: Der Datenträger ist voll.",
        "source": "Regel des Programms",
        "do": "Es hat sich nichts geändert. Bitte noch einmal versuchen.",
    }
    # The vote rested on a ballot that was never opened: it hears what is true.
    assert vote["refused"] == "unknown_ballot"
    assert kit.room.now is before
    assert kit.shown == []
    assert kit.alarms == ["Nicht gespeichert: Der Datenträger ist voll."]
    assert "accepted" in await answer(open_ballot(kit, key="k1"))
    assert kit.alarms[1:] == [None], "it is right again"


@pytest.mark.parametrize("written", [True, False], ids=["it was written", "it was not"])
async def test_an_unknown_outcome_leaves_the_answers_open_and_stops_the_process(
    kit: Kit, store: Boundary, written: bool
) -> None:
    unknown = OutcomeUnknown("Ob gespeichert wurde, ist ungewiss.")
    if written:
        store.after = failing(unknown)
    else:
        store.before = failing(unknown)
    futures = [
        open_ballot(kit, key="k1"),
        kit.ask("elvers", "cast_vote", ballot="b9", choice="yes", key="k2"),
    ]
    await asyncio.wait_for(kit.stopped.wait(), 10)
    assert kit.stops == ["Ob gespeichert wurde, ist ungewiss."]
    assert not any(future.done() for future in futures)
    assert kit.shown == []

    async with a_room(store) as restarted:
        before = restarted.room.now.head.seq
        reply = await answer(open_ballot(restarted, key="k1"))
        assert "accepted" in reply
        assert reply["seq"] == (before if written else before + 1)
        assert list(restarted.room.now.meeting.ballots) == ["b1"]


# Our own mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard(Command):
    """A command that no table knows: deciding it raises."""


async def test_an_exception_refuses_that_one_command_and_the_room_goes_on(
    kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    futures = [
        open_ballot(kit),
        kit.put("clerk", Unheard()),
        kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"),
    ]
    replies = [await answer(future) for future in futures]
    assert [reply.get("refused") for reply in replies] == [None, "internal", None]
    assert "Unheard" in caplog.text


@dataclass
class Slowly:
    """Deciding in a thread, which waits until it may go on."""

    begun: asyncio.Event
    may_go_on: threading.Event


@pytest.fixture
async def slowly(monkeypatch: pytest.MonkeyPatch) -> Slowly:
    loop, decide = asyncio.get_running_loop(), draft.decided
    slowly = Slowly(asyncio.Event(), threading.Event())

    def decide_slowly(meeting: Any, command: Command, **named: Any) -> Any:
        if isinstance(command, Correct):
            loop.call_soon_threadsafe(slowly.begun.set)
            assert slowly.may_go_on.wait(PATIENCE), "nobody else had a turn"
        return decide(meeting, command, **named)

    monkeypatch.setattr(draft, "decided", decide_slowly)
    return slowly


async def test_a_correction_goes_through_the_whole_evening_beside_the_loop(kit: Kit, slowly: Slowly) -> None:
    correcting = kit.ask("clerk", "correct", of=kit.room.now.recent[-1].seq, reason="verklickt")
    await slowly.begun.wait()
    assert not correcting.done()
    slowly.may_go_on.set()
    assert "internal" not in str(await answer(correcting))


async def test_a_right_that_ends_while_others_are_decided_ends_what_was_decided_before(
    kit: Kit, slowly: Slowly
) -> None:
    signed_in = [True]
    vote = kit.ask("elvers", "request_floor", person="elvers", kind="speech", right=lambda: signed_in[0])
    correcting = kit.ask("clerk", "correct", of=kit.room.now.recent[-1].seq, reason="verklickt")
    await slowly.begun.wait()
    signed_in[0] = False
    slowly.may_go_on.set()
    assert (await answer(vote))["refused"] == "signed_out"
    await answer(correcting)


async def test_a_room_that_is_broken_itself_stops_the_process(kit: Kit, store: Boundary) -> None:
    store.before = failing(RuntimeError("no disk, no network, but a bug"))
    future = open_ballot(kit)
    await asyncio.wait_for(kit.stopped.wait(), 10)
    assert not future.done()


async def test_closing_settles_what_waits(store: Boundary) -> None:
    async with a_room(store) as kit:
        future = kit.ask("clerk", "arrive", person="elvers", via="video")
    assert "accepted" in future.result()
    assert (await History.load(store, kit.room.id)).now.meeting == kit.room.now.meeting


async def test_whoever_asked_may_be_gone_when_the_answer_comes(kit: Kit) -> None:
    gone = open_ballot(kit)
    gone.cancel()
    assert "accepted" in await answer(kit.ask("elvers", "cast_vote", ballot="b1", choice="yes"))


async def test_the_first_moment_is_the_last_event_of_the_log(store: Boundary) -> None:
    async with a_room(store) as kit:
        assert kit.room.time() == at("17:30:00")
