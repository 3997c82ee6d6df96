"""For whom a file is: one edition for everybody, one that holds the non-public part too.

The public edition is made of a meeting from which everything is taken that is not for everybody. Writers get that
meeting and nothing else: what is not in it, no format can name.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from handzeichen.law.retention import DataClass
from handzeichen.meeting.ids import (
    SUBSTANTIVE,
    BallotId,
    ItemId,
    Line,
    MotionId,
    PersonId,
    Secrecy,
)
from handzeichen.meeting.issued import for_everybody
from handzeichen.meeting.past import Past
from handzeichen.meeting.plan import Person, PlannedItem
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.retention import classes, is_announced_by_name
from handzeichen.meeting.sharing import Shared
from handzeichen.meeting.state import Ballot, Done, ItemState, Meeting, Motion, Presence
from handzeichen.record import wording
from handzeichen.record.seen import Closed, as_seen, ballot_as_seen, closings, known_to_all, motion_as_seen

CHOICES: Final = (DataClass.SINGLE_VOTES, DataClass.TRIAL_VOTES, DataClass.BALLOT_PAPERS)
"""What stands in no edition."""


class Edition(StrEnum):
    """Who may read it: everybody, or those who may be there behind closed doors."""

    PUBLIC = "public"
    NON_PUBLIC = "non_public"


def in_edition(meeting: Meeting, edition: Edition) -> Meeting:
    """The meeting as an edition tells of it; the non-public one tells all of it but who chose what."""
    told = (
        meeting
        if edition is Edition.NON_PUBLIC
        else _for_everybody(seen_by_public(meeting), closings(meeting))
    )
    return _without_choices(told)


def _without_choices(meeting: Meeting) -> Meeting:
    """Single votes of open ballots and who took a paper are for no file: numbers and results stand in the results."""
    hidden = [ballot for ballot in meeting.ballots.values() if _holds_choices(ballot)]
    gone = {seq for name, seqs in classes(meeting).items() if name in CHOICES for seq in seqs}
    if not hidden and not gone:
        return meeting
    bare = {ballot.id: replace(ballot, votes=Shared(), papers=Shared()) for ballot in hidden}
    return replace(meeting, ballots={**meeting.ballots, **bare}, past=meeting.past.without(gone), trial=None)


def _holds_choices(ballot: Ballot) -> bool:
    return bool(ballot.papers or ballot.votes) and not is_announced_by_name(ballot)


def _for_everybody(known: Meeting, closed: tuple[Closed, ...]) -> Meeting:
    """Of an item that is not public: that it was there, under its public title, and nothing else."""
    hidden = {item for item, state in known.agenda.items.items() if not _is_public(state.item)}
    motions = {motion.id: motion for motion in known.motions.values() if not _is_hidden(motion, hidden)}
    items = {item: _shown(state) for item, state in known.agenda.items.items()}
    recusals = tuple(one for one in known.roll.recusals if one.item not in hidden)
    ballots = {
        ballot.id: ballot_as_seen(_told(ballot, motions), closed)
        for ballot in known.ballots.values()
        if _is_told(ballot, motions)
    }
    told = replace(
        known,
        plan=replace(known.plan, items=tuple(map(_titled, known.plan.items)), text_blocks=()),
        agenda=replace(known.agenda, items=items),
        roll=as_seen(replace(known.roll, recusals=recusals), closed),
        motions={
            id_: motion_as_seen(_with_ballots(motion, ballots), closed) for id_, motion in motions.items()
        },
        ballots=ballots,
        acts=tuple(step for step in known.acts if _is_public_step(step, items, motions, ballots)),
        issued=tuple(for_everybody(known.issued)),
        holds=(),
        releases={},
        past=Past(),
        in_public=None,
    )
    people = known_to_all(told)
    return replace(
        told,
        plan=replace(told.plan, people=tuple(one for one in told.plan.people if one.id in people)),
        roll=replace(told.roll, people=people, presence=_of(told.roll.presence, people)),
    )


def _of(presence: Mapping[PersonId, Presence], people: Mapping[PersonId, Person]) -> dict[PersonId, Presence]:
    return {person: known for person, known in presence.items() if person in people}


def _is_public_step(
    step: Done,
    items: Mapping[ItemId, ItemState],
    motions: Mapping[MotionId, Motion],
    ballots: Mapping[BallotId, Ballot],
) -> bool:
    """Of a step about something that is not public nothing is told."""
    return (
        (step.item is None or (step.item in items and _is_public(items[step.item].item)))
        and (step.motion is None or step.motion in motions)
        and (step.ballot is None or step.ballot in ballots)
    )


def _is_public(item: PlannedItem) -> bool:
    return item.secrecy is Secrecy.PUBLIC


def _is_hidden(motion: Motion, hidden: set[ItemId]) -> bool:
    """What is planned or moved on the matter itself; a motion on procedure was moved before everybody."""
    on_matter = motion.moved_at is None or motion.moved.kind in SUBSTANTIVE
    return motion.moved.under in hidden or (on_matter and motion.moved.item in hidden)


def _is_told(ballot: Ballot, motions: Mapping[MotionId, Motion]) -> bool:
    return any(motion in motions for motion in ballot.motions)


def _told(ballot: Ballot, motions: Mapping[MotionId, Motion]) -> Ballot:
    """A ballot on several motions at once, of those that everybody may know."""
    first, *others = [motion for motion in ballot.motions if motion in motions]
    if len(others) + 1 == len(ballot.motions):
        return ballot
    opened = replace(ballot.opened, motion=first, with_=tuple(others))
    return replace(ballot, opened=opened, with_=tuple(others))


def _with_ballots(motion: Motion, ballots: Mapping[BallotId, Ballot]) -> Motion:
    return replace(motion, ballots=tuple(ballot for ballot in motion.ballots if ballot in ballots))


def _shown(state: ItemState) -> ItemState:
    if _is_public(state.item):
        return state
    bare = ItemState(item=_titled(state.item), calls=state.calls, closed_at=state.closed_at)
    return replace(bare, added_by=state.added_by, added_behind_doors=state.added_behind_doors)


def _titled(item: PlannedItem) -> PlannedItem:
    """An item by the title that everybody may read, without papers and motions where it is not public."""
    if _is_public(item):
        return item
    title = item.public_title or wording.untitled()
    return replace(item, title=Line(title), papers=(), motions=())
