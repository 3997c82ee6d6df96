"""The ids that a command names: all must be known, but for those of something new."""

from dataclasses import fields
from typing import Any, get_args, get_type_hints

from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import BallotId, FactionId, ItemId, MotionId, PersonId
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting

_NEW = {
    (c.Move, "motion"),
    (c.OpenBallot, "ballot"),
    (c.RepeatBallot, "new"),
    (c.ApproveMinutes, "ballot"),
}
"""Fields that name something new, or something of another meeting; all other ids must be known."""


def unknown(meeting: Meeting, command: c.Command) -> Refusal | None:
    """The first id in a command that the meeting does not know."""
    known: dict[Any, tuple[str, Any]] = {
        PersonId: ("unknown_person", meeting.roll.people),
        ItemId: ("unknown_item", meeting.agenda.items),
        MotionId: ("unknown_motion", meeting.motions),
        BallotId: ("unknown_ballot", meeting.ballots),
    }
    for name, kind in REFERENCES[type(command)]:
        value = getattr(command, name)
        for reference in value if isinstance(value, tuple) else (value,):
            if reference is None:
                continue
            if kind is FactionId:
                if all(faction.id != reference for faction in meeting.plan.factions):
                    return refuse("unknown_faction", id=reference)
            elif reference not in known[kind][1]:
                return refuse(known[kind][0], id=reference)
    return None


def _references(command: type[c.Command]) -> tuple[tuple[str, Any], ...]:
    """The fields of a type of command that refer to something known, and to what."""
    hints, found = get_type_hints(command), []
    for field in fields(command):
        if (command, field.name) not in _NEW:
            kinds = _flat(hints[field.name]) & {PersonId, ItemId, MotionId, BallotId, FactionId}
            found += [(field.name, kind) for kind in kinds]
    return tuple(found)


def _flat(hint: Any) -> set[Any]:
    """A type hint taken apart: `tuple[PersonId, ...] | None` holds PersonId."""
    return {hint}.union(*(_flat(inner) for inner in get_args(hint)))


REFERENCES = {command: _references(command) for command in c.COMMANDS.values()}
"""By type of command: the fields that refer to something known."""
