"""Who does what on such an evening: members vote, the clerk keeps the roll and the hands, the chair leads, all restless.

They look at what they are shown, or at what they could have fetched, and do at times what makes no sense just then:
the meeting has to refuse it.
"""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import Any

from handzeichen.meeting.ids import Via
from handzeichen.meeting.state import Ballot, Meeting
from simulation.node import Node
from simulation.pages import Asker, Page, persist
from simulation.world import Press, World

CHOICES = ("yes", "no", "abstain")
SUBJECTS = (("2", "m2"), ("3", "m3"))


def meeting_of(nodes: Sequence[Node]) -> Meeting | None:
    """What somebody could have fetched just now."""
    return next((node.live.room.now.meeting for node in nodes if node.up), None)


async def member(world: World, page: Page) -> None:
    """Votes when asked to, changes the vote at times, and after a cut reads the own vote or presses again."""
    draw = world.chance(page.name)
    while not page.signed_out:
        await asyncio.sleep(draw.uniform(0.1, 2.5))
        vote = page.parts.get("vote")
        if not vote or not vote["can_vote"] or (vote["choice"] and draw.random() > 0.2):
            continue
        fields = {"do": "cast_vote", "ballot": vote["ballot"], "choice": draw.choice(CHOICES)}
        if draw.random() < 0.25:  # An impatient hand: two presses before any answer.
            first = asyncio.ensure_future(page.ask(fields))
            await asyncio.sleep(draw.choice((0.0, 0.01, 0.2)))
            await asyncio.gather(first, page.ask({**fields, "choice": draw.choice(CHOICES)}))
            continue
        press = await page.ask(fields)
        if press is not None and not press.answers and draw.random() < 0.4:
            await _press_again(page, press, draw)


async def _press_again(page: Page, press: Press, draw: Random) -> None:
    while page.socket is None and not page.signed_out:
        await asyncio.sleep(0.3)
    await asyncio.sleep(draw.uniform(0, 0.5))
    await page.ask(press.fields, press)


async def chair(world: World, nodes: Sequence[Node], asker: Asker) -> None:
    """Some items, each with a ballot that is opened, closed and announced, at times broken off, repeated or paused."""
    draw = world.chance("chair")
    for item, motion in SUBJECTS[: world.mix.ballots]:
        await persist(asker, {"do": "call_item", "item": item})
        if draw.random() < 0.1:
            await persist(asker, {"do": "open_ballot", "motion": motion, "method": "secret"})
        method = "roll_call" if world.mix.roll_call else "show_of_hands"
        await persist(asker, {"do": "open_ballot", "motion": motion, "method": method})
        await _lead_ballot(world, nodes, asker, draw)
        while draw.random() < 0.25 and (last := _last(nodes)) is not None:
            said = await persist(asker, {"do": "repeat_ballot", "ballot": last.id, "reason": "unklar"})
            if said is None or not said.accepted:
                break
            await _lead_ballot(world, nodes, asker, draw)


async def _lead_ballot(world: World, nodes: Sequence[Node], asker: Asker, draw: Random) -> None:
    await asyncio.sleep(draw.uniform(0.5, 7))
    if draw.random() < 0.2:
        await persist(asker, {"do": "suspend"})
        await asyncio.sleep(draw.uniform(0, 2))
        await persist(asker, {"do": "resume"})
    if draw.random() < 0.1 and (ballot := _last(nodes)) is not None:
        await persist(asker, {"do": "abort_ballot", "ballot": ballot.id, "reason": "Störung"})
    for _ in range(12):
        ballot = _last(nodes)
        if ballot is None or not ballot.pending:
            await asyncio.sleep(0.5)
            if (ballot := _last(nodes)) is None or not ballot.pending:
                return
        do = "close_ballot" if ballot.state.value == "open" else "announce_result"
        press = await persist(asker, {"do": do, "ballot": ballot.id})
        await _clear_the_way(asker, press, nodes)
        await asyncio.sleep(draw.uniform(0.0, 1.2))


async def _clear_the_way(asker: Asker, press: Press | None, nodes: Sequence[Node]) -> None:
    """What keeps a ballot from going on is settled first."""
    why = press.answers[-1][1].get("refused") if press is not None and press.answers else None
    meeting = meeting_of(nodes)
    if why == "suspended":
        await persist(asker, {"do": "resume"})
    elif why == "fault_open" and meeting is not None:
        for person, presence in meeting.roll.presence.items():
            if presence.disturbed:
                await persist(asker, {"do": "attribute_fault", "person": person, "cause": "member"})


def _last(nodes: Sequence[Node]) -> Ballot | None:
    meeting = meeting_of(nodes)
    return next(reversed(meeting.ballots.values()), None) if meeting is not None and meeting.ballots else None


async def clerk(world: World, nodes: Sequence[Node], asker: Asker) -> None:
    """Records hands, counts the rest once a ballot is closed, and keeps the roll."""
    draw, wrote = world.chance("clerk"), list[Press]()
    while True:
        await asyncio.sleep(draw.uniform(0.3, 3.0))
        meeting = meeting_of(nodes)
        if meeting is None:
            continue
        ballot = meeting.ballot
        if wrote and draw.random() < 0.08:
            key = draw.choice(wrote).key.partition(":")[2]
            fields: dict[str, Any] = {"do": "correct", "of": key, "reason": "verschrieben"}
        elif ballot is not None and draw.random() < 0.6:
            fields = _hand(meeting, ballot, draw)
        else:
            fields = _roll(meeting, draw)
        if draw.random() < 0.1:
            await asker.ask(fields)  # And does not care about the answer.
        elif (press := await persist(asker, fields)) is not None and press.accepted:
            wrote.append(press)


def _hand(meeting: Meeting, ballot: Ballot, draw: Random) -> dict[str, Any]:
    if ballot.state.value == "closed" and draw.random() < 0.7:
        return {"do": "count_hands", "ballot": ballot.id, "no": 0, "abstain": 0, "derive": "yes"}
    seat = draw.choice(list(ballot.eligible))
    who = {"ballot": ballot.id, "person": ballot.eligible[seat].person}
    if draw.random() < 0.15:
        return {"do": "decline_vote", **who}
    own = seat in ballot.votes
    why = {"replaces": True, "reason": "verhört"} if own and draw.random() < 0.5 else {}
    return {"do": "record_vote", **who, "choice": draw.choice(CHOICES), **why}


def _roll(meeting: Meeting, draw: Random) -> dict[str, Any]:
    person = draw.choice(
        [person for person in meeting.roll.people.values() if person.role.value == "member"]
    ).id
    via = meeting.roll.via(person)
    item = meeting.agenda.called
    if via is None:
        return {"do": "arrive", "person": person, "via": draw.choice(("room", "video"))}
    disturbed = next((who for who, one in meeting.roll.presence.items() if one.disturbed), None)
    if disturbed is not None and draw.random() < 0.7:
        return {"do": "restore_connection", "person": disturbed}
    barred = next((bar for bar in meeting.roll.recusals if bar.active), None)
    match draw.random():
        case chance if chance < 0.2 and via is Via.VIDEO:
            return {"do": "lose_connection", "person": person}
        case chance if chance < 0.4 and (person != meeting.leader or draw.random() < 0.1):
            return {"do": "leave", "person": person}
        case chance if chance < 0.5 and item is not None:
            return {"do": "recuse", "person": person, "item": item}
        case chance if chance < 0.6 and barred is not None:
            return {"do": "end_recusal", "person": barred.person, "item": barred.item}
        case chance if chance < 0.7 and meeting.ballot is not None:
            return {"do": "record_vote", "ballot": meeting.ballot.id, "person": person, "choice": "yes"}
        case _:
            return {"do": "note", "item": item or "1", "text": "so"}
