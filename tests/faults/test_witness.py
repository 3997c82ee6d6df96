"""The witness itself: a server that answered or showed before it stored, lost, doubled or changed a vote is found out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from faults.meeting import VOTERS, Prepared
from faults.witness import Witness
from handzeichen.app.offers import Role
from handzeichen.log.chain import START, Line, random_salts, seal
from handzeichen.log.memory import MemoryStore
from support.live import running


def resealed(lines: list[Line], bodies: Callable[[list[str]], list[str]]) -> list[Line]:
    """Another history, right in itself, that shares its beginning with the true one."""
    there = [line.body for line in lines]
    salts = iter([bytes.fromhex(line.salt or "") for line in lines])
    other = bodies([body for body in there if body is not None])
    return seal(START, other, iter([*salts, next(random_salts())]))


PLANTED: dict[str, tuple[Callable[[list[Line]], list[Line]], str | None]] = {
    "answered before it was stored, and killed": (lambda lines: lines[:-1], "was acknowledged"),
    "stored twice": (
        lambda lines: resealed(lines, lambda bodies: [*bodies, bodies[-1]]), "stands there twice",
    ),
    "stored with another choice": (
        lambda lines: resealed(
            lines, lambda bodies: [*bodies[:-1], bodies[-1].replace('"choice":"no"', '"choice":"yes"')]
        ),
        None,
    ),
}  # fmt: skip


@asynccontextmanager
async def two_votes() -> AsyncIterator[tuple[Witness, Prepared]]:
    """Everybody looks on at a server in order, two have voted, and nothing was lost."""
    store = MemoryStore()
    async with running(store=store) as server:
        await server.play()
        chair = await server.sign_in(Role.CHAIR)
        async with server.socket(chair) as lead:
            await lead.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        prepared = Prepared(
            folder=server.house.config.data,
            hall=await server.sign_in(Role.HALL),
            chair=chair,
            clerk=await server.sign_in(Role.CLERK),
            members={person: await server.sign_in(Role.MEMBER, person) for person in VOTERS},
        )
        witness = Witness(prepared, lambda: server.url)
        async with witness.watching():
            await witness.vote("elvers", "yes", "k1")
            await witness.vote("nordmeier", "no", "k2")
            yield witness, prepared


@pytest.fixture
async def seen() -> tuple[Witness, list[Line]]:
    """A few votes on a server in order, and the true log."""
    async with two_votes() as (witness, _):
        return witness, await witness.end()


async def test_the_public_has_seen_the_ballot_before_its_first_vote_though_no_vote_was_lost() -> None:
    async with two_votes() as (witness, prepared):
        await witness.close_ballot(prepared)
        lines = await witness.end()
    tallies = [
        frame["parts"]["tally"] for frame in witness.public.frames if "tally" in frame.get("parts", {})
    ]
    assert tallies[0]["received"] == 0
    assert len(lines) - witness.before_the_votes(lines) > len(witness.asked)


@pytest.mark.parametrize("name", PLANTED)
async def test_what_a_broken_server_would_leave_is_found(seen: tuple[Witness, list[Line]], name: str) -> None:
    witness, lines = seen
    break_it, why = PLANTED[name]
    with pytest.raises(AssertionError, match=why):
        witness.check(break_it(lines))


async def test_what_was_shown_and_is_not_there_is_found_though_nobody_was_answered(
    seen: tuple[Witness, list[Line]],
) -> None:
    witness, lines = seen
    witness.told.clear()
    with pytest.raises(AssertionError, match="has shown more than was stored"):
        witness.check(lines[:-1])


async def test_a_picture_that_runs_ahead_of_its_number_is_found(seen: tuple[Witness, list[Line]]) -> None:
    witness, lines = seen
    shown = next(frame for frame in reversed(witness.hall.frames) if "tally" in frame.get("parts", {}))
    shown["parts"]["tally"]["received"] += 1
    with pytest.raises(AssertionError, match="hall has shown tally wrongly"):
        witness.check(lines)


async def test_a_public_tally_that_was_never_true_is_found(seen: tuple[Witness, list[Line]]) -> None:
    witness, lines = seen
    first = next(frame for frame in witness.public.frames if "tally" in frame.get("parts", {}))
    witness.public.frames.insert(0, {"parts": {"tally": {**first["parts"]["tally"], "received": 9}}})
    with pytest.raises(AssertionError, match="the public has seen what never was"):
        witness.check(lines)


async def test_a_choice_of_somebody_else_is_found(seen: tuple[Witness, list[Line]]) -> None:
    witness, lines = seen
    witness.asked["k2"] = replace(witness.asked["k2"], person="elvers")
    with pytest.raises(AssertionError):
        witness.check(lines)
