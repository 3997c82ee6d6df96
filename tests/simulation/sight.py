"""What must hold of every frame at the moment it leaves a server: nothing early, nothing that is not durable, no choice."""

from typing import Any

from handzeichen.app.hub import MEMBER, PUBLIC, Hub
from handzeichen.app.room import Room
from handzeichen.log.chain import Head
from handzeichen.meeting.ids import BallotState, Method
from handzeichen.meeting.state import Ballot, Meeting
from simulation.world import World

CHOICES = {"yes", "no", "abstain"}


def check_answer(world: World, reply: dict[str, Any]) -> None:
    """An answer leaves: what it says was accepted is durable."""
    if "accepted" not in reply:
        return
    head = Head(reply["seq"], reply["head"])
    if not world.truth.holds(head):
        world.wrong(f"an answer gave out the head {head.seq}, which is not durable")
    elif world.answered is None or head.seq > world.answered.seq:
        world.answered = head


def check_frame(
    world: World, room: Room, hub: Hub, audience: str, person: str | None, frame: dict[str, Any]
) -> None:
    """A picture leaves for a page."""
    now, parts = hub.now, frame["parts"]
    if not world.truth.holds(now.head):
        world.wrong(f"{audience} is shown the state at Nr. {now.head.seq}, which is not durable")
        return
    if room.now.head != now.head:
        world.wrong(f"{audience} is shown Nr. {now.head.seq} while the room is at Nr. {room.now.head.seq}")
    if "seq" in frame and (frame["seq"], frame["head"]) != (now.head.seq, now.head.hash):
        world.wrong(f"a frame for {audience} carries another number than its state")
    if "seq" in frame and audience == PUBLIC:
        world.wrong("the public's frame carries the log's number")
    if world.mix.nodes == 1 and world.answered is not None and now.head.seq < world.answered.seq:
        world.wrong(
            f"{audience} is shown Nr. {now.head.seq} after an answer gave out Nr. {world.answered.seq}"
        )
    meeting = world.truth.at(now.head.seq)
    _check_quorum(world, now.head.seq, audience, parts)
    _check_choices(world, meeting, audience, parts)
    _check_result(world, meeting, parts)
    if audience == MEMBER and person is not None and ("vote" in parts or "receipt" in parts):
        own = world.own(now.head.seq, person)
        for name in ("vote", "receipt"):
            if name in parts and parts[name] != own[name]:
                world.wrong(f"{person} is shown a {name} that is not what the log says at Nr. {now.head.seq}")


def _check_quorum(world: World, seq: int, audience: str, parts: dict[str, Any]) -> None:
    shown = parts.get("quorum")
    if not shown:
        return
    true = world.quorum(seq)
    if (shown["present"], shown["seats"], shown["required"]) != (true.present, true.seats, true.required):
        world.wrong(f"{audience} is shown {shown['present']} present where the log says {true.present}")


def _check_choices(world: World, meeting: Meeting, audience: str, parts: dict[str, Any]) -> None:
    """Nobody learns how somebody voted before the announcement, nor after it where the body does not show it."""
    ballot = next(reversed(meeting.ballots.values()), None) if meeting.ballots else None
    pending = ballot is not None and ballot.pending
    for name, part in parts.items():
        if not part:
            continue
        if name.startswith("seats-"):
            shown = {seat["vote"] for seat in part["seats"]} & CHOICES
            if shown and (pending or not _are_shown(meeting, ballot)):
                world.wrong(f"{audience} is shown who voted how, before or without its release")
        if name == "tally" and part["result"] is not None and ballot is not None and pending:
            world.wrong(f"{audience} is shown a result before its announcement")


def _are_shown(meeting: Meeting, ballot: Ballot | None) -> bool:
    announced = ballot is not None and ballot.state is BallotState.ANNOUNCED
    by_name = ballot is not None and ballot.opened.method is Method.ROLL_CALL
    return announced and (by_name or bool(meeting.law.show_choices.value))


def _check_result(world: World, meeting: Meeting, parts: dict[str, Any]) -> None:
    tally = parts.get("tally")
    if not tally or tally["result"] is None:
        return
    said = meeting.ballots[tally["ballot"]].end.result
    shown = {line["choice"]: line["count"] for line in tally["result"]["choices"]}
    if said is None or shown != {"yes": said.yes, "no": said.no, "abstain": said.abstain}:
        world.wrong(f"shown {shown} is not the announced result of {tally['ballot']}")
