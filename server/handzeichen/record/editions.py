"""For whom a file is: one edition for everybody, one that holds the non-public part too.

The public edition is made of a meeting from which everything is taken that is not for everybody. Writers get that
meeting and nothing else: what is not in it, no format can name.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from handzeichen.meeting.ids import SUBSTANTIVE, ItemId, Line, MotionId, Secrecy
from handzeichen.meeting.issued import for_everybody
from handzeichen.meeting.plan import PlannedItem
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.state import ItemState, Meeting, Motion
from handzeichen.record import wording


class Edition(StrEnum):
    """Who may read it: everybody, or those who may be there behind closed doors."""

    PUBLIC = "public"
    NON_PUBLIC = "non_public"


def in_edition(meeting: Meeting, edition: Edition) -> Meeting:
    """The meeting as an edition tells of it; the non-public one tells all of it."""
    return meeting if edition is Edition.NON_PUBLIC else _for_everybody(seen_by_public(meeting))


def _for_everybody(known: Meeting) -> Meeting:
    """Of an item that is not public: that it was there, under its public title, and nothing else."""
    hidden = {item for item, state in known.agenda.items.items() if not _is_public(state.item)}
    motions = {motion.id: motion for motion in known.motions.values() if not _is_hidden(motion, hidden)}
    items = {item: _shown(state) for item, state in known.agenda.items.items()}
    recusals = tuple(one for one in known.roll.recusals if one.item not in hidden)
    return replace(
        known,
        plan=replace(known.plan, items=tuple(map(_titled, known.plan.items))),
        agenda=replace(known.agenda, items=items),
        roll=replace(known.roll, recusals=recusals),
        motions=motions,
        ballots={ballot.id: ballot for ballot in known.ballots.values() if _is_told(ballot.motions, motions)},
        issued=tuple(for_everybody(known.issued)),
        in_public=None,
    )


def _is_public(item: PlannedItem) -> bool:
    return item.secrecy is Secrecy.PUBLIC


def _is_hidden(motion: Motion, hidden: set[ItemId]) -> bool:
    """What is planned or moved on the matter itself; a motion on procedure was moved before everybody."""
    on_matter = motion.moved_at is None or motion.moved.kind in SUBSTANTIVE
    return motion.moved.under in hidden or (on_matter and motion.moved.item in hidden)


def _is_told(of: tuple[MotionId, ...], motions: Mapping[MotionId, Motion]) -> bool:
    return all(motion in motions for motion in of)


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
