"""Motions: moving, withdrawing, accepting, ordering, settling, and agreeing without a ballot."""

from collections.abc import Container
from dataclasses import replace
from itertools import count

from handzeichen.law import procedure
from handzeichen.meeting import commands as c
from handzeichen.meeting import effects, parts, texts
from handzeichen.meeting import events as e
from handzeichen.meeting.demands import may_not_move, met, not_supported
from handzeichen.meeting.guards import no_ballot, not_a_voice
from handzeichen.meeting.ids import (
    CARRIED,
    SUBSTANTIVE,
    ItemId,
    Kind,
    MotionId,
    MotionOutcome,
    PersonId,
    Role,
)
from handzeichen.meeting.names import ADMINISTRATION, item_number, motion_name
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Motion


@decides(c.Move)
def move(meeting: Meeting, command: c.Move, asker: Asker) -> Events | Refusal:
    """Something is moved; without `item` it is on the item called."""
    motion = command.motion or next_id(meeting, "m", meeting.motions)
    item = _item_of(meeting, command)
    replaced = parts.replaced_by_hand(meeting, command.part_of, command.kind)
    free = {part for event in replaced if isinstance(event, e.PartsReplaced) for part in event.parts}
    bar = _id_is_taken(meeting, command, motion, free)
    bar = bar or may_not_move(meeting, asker.person, item, command.kind)
    if bar := bar or _something_is_missing(meeting, command, item):
        return bar
    moved = _moved(meeting, command, MotionId(motion), item, asker.person)
    new = Motion(moved=moved, moved_at=asker.at)
    return _not_now(meeting, new) or [*replaced, moved, *_on_demand(meeting, new)]


def _not_now(meeting: Meeting, motion: Motion) -> Refusal | None:
    """What a demand brings about happens at once: not in the middle of a ballot."""
    return None if met(meeting, motion) is None else no_ballot(meeting)


def _on_demand(meeting: Meeting, motion: Motion) -> Events:
    """What a motion brings about at once, where enough members demand what needs no ballot."""
    demand = met(meeting, motion)
    if demand is None or item_is_off(meeting, motion) is not None:
        return []
    return [demand, *effects.of_carried(_with(meeting, motion), motion, None)]


def _item_of(meeting: Meeting, command: c.Move) -> ItemId | None:
    """The item named, else the one called; an amendment is on the item of what it amends, wherever it is moved."""
    if command.amends is not None:
        return meeting.motions[command.amends].moved.item
    return command.item or meeting.agenda.called


def next_id(meeting: Meeting, letter: str, taken: Container[object]) -> str:
    """The next free id: m1, m2, …; behind closed doors nm1, nm2, …, so that no gap in public tells of them."""
    letter = f"n{letter}" if meeting.sitting.doors_closed else letter
    return next(free for number in count(1) if (free := f"{letter}{number}") not in taken)


def _id_is_taken(meeting: Meeting, command: c.Move, motion: str, free: Container[str]) -> Refusal | None:
    """A motion's id is its own; an urgent one's must also be free on the agenda, where it becomes an item."""
    as_item = command.kind is Kind.URGENT_ITEM and motion in meeting.agenda.items
    taken = motion in meeting.motions and motion not in free
    return refuse("id_taken", id=motion) if taken or as_item else None


def _something_is_missing(meeting: Meeting, command: c.Move, item: ItemId | None) -> Refusal | None:
    """What the kind needs, and that what it amends can be amended."""
    about_item = command.kind.value in procedure.ABOUT_ONE_ITEM or command.kind in (
        *SUBSTANTIVE,
        Kind.RECUSAL,
    )
    needed = procedure.NEEDS.get(command.kind.value, ())
    missing = next((field for field in needed if getattr(command, field) is None), None)
    if command.replaces is not None and command.amends is None:
        missing = "amends"
    if missing is None and about_item and item is None:
        missing = "item"
    if missing is None and command.kind is Kind.URGENT_ITEM and not (command.title or command.text):
        missing = "title"
    if missing is not None:
        return refuse("needs", field=missing)
    amended = None if command.amends is None else meeting.motions[command.amends]
    if amended is not None and not (amended.open and amended.moved.kind in SUBSTANTIVE):
        return refuse("not_amendable", motion=motion_name(meeting, amended))
    if amended is None:
        return None
    return undecided(meeting, amended) or texts.passage_is_missing(meeting, amended, command.replaces)


def _moved(
    meeting: Meeting, command: c.Move, motion: MotionId, item: ItemId | None, mover: PersonId
) -> e.MotionMoved:
    return e.MotionMoved(
        motion=motion,
        kind=command.kind,
        mover=mover,
        item=item,
        under=meeting.agenda.called,
        faction=command.faction,
        text=command.text,
        reason=command.reason,
        amends=command.amends,
        extent=command.extent,
        part_of=command.part_of,
        about=command.about,
        before=command.before,
        to=command.to,
        until=command.until,
        minutes=command.minutes,
        parts=command.parts,
        title=command.title,
        replaces=command.replaces,
        approves=command.approves,
    )


@evolves(e.MotionMoved)
def keep_motion(meeting: Meeting, event: e.MotionMoved, entry: e.Entry) -> Meeting:
    """On the table."""
    return _with(meeting, Motion(moved=event, moved_at=entry.at))


def undecided(meeting: Meeting, motion: Motion) -> Refusal | None:
    """Refused once decided or settled, and while it is voted on."""
    if not motion.open:
        return refuse("motion_decided", motion=motion_name(meeting, motion))
    if meeting.ballot is not None and motion.id in meeting.ballot.motions:
        return refuse("motion_in_ballot", motion=motion_name(meeting, motion))
    return None


def item_is_off(meeting: Meeting, motion: Motion) -> Refusal | None:
    """What is off the agenda is neither voted on nor agreed to; urgency may still bring it back from the factions."""
    item, kind = motion.moved.item, motion.moved.kind
    about_the_item = kind in SUBSTANTIVE or kind is Kind.RECUSAL or kind.value in procedure.ABOUT_ONE_ITEM
    if item is None or kind is Kind.URGENCY or not about_the_item:
        return None
    state = meeting.agenda.items[item]
    if not state.off_the_agenda:
        return None
    return refuse(
        "off_the_agenda", item=item_number(meeting, item), outcome=state.ending.text or state.outcome.value
    )


def not_the_mover(meeting: Meeting, motion: Motion, person: PersonId) -> Refusal | None:
    """The administration's motions are any official's, a faction's any of its members'."""
    moved, who = motion.moved, meeting.person(person)
    official = moved.mover == ADMINISTRATION and who.role is Role.ADMINISTRATION
    for_faction = moved.mover is None and moved.faction is not None and who.faction == moved.faction
    if moved.mover == person or official or for_faction:
        return None
    return refuse("not_the_mover", who=name(meeting, person))


@decides(c.WithdrawMotion)
def withdraw_motion(meeting: Meeting, command: c.WithdrawMotion, asker: Asker) -> Events | Refusal:
    """By its mover, while nobody has decided it."""
    motion = meeting.motions[command.motion]
    if motion.outcome is MotionOutcome.WITHDRAWN:
        return []
    if bar := undecided(meeting, motion) or not_the_mover(meeting, motion, asker.person):
        return bar
    return [e.MotionWithdrawn(motion=motion.id), *effects.of_withdrawn(meeting, motion)]


@decides(c.AcceptAmendment)
def accept_amendment(meeting: Meeting, command: c.AcceptAmendment, asker: Asker) -> Events | Refusal:
    """By the mover of the amended motion."""
    motion = meeting.motions[command.motion]
    if motion.moved.amends is None:
        return refuse("no_amendment", motion=motion_name(meeting, motion))
    if motion.outcome is MotionOutcome.ACCEPTED:
        return []
    amended = meeting.motions[motion.moved.amends]
    bar = undecided(meeting, motion) or undecided(meeting, amended)
    if bar := bar or not_the_mover(meeting, amended, asker.person):
        return bar
    return [e.AmendmentAccepted(motion=motion.id), *texts.of_amendment(meeting, motion)]


@decides(c.Support)
def support(meeting: Meeting, command: c.Support, asker: Asker) -> Events | Refusal:
    """By whoever might have moved it."""
    motion = meeting.motions[command.motion]
    if asker.person in motion.supporters:
        return []
    bar = undecided(meeting, motion) or may_not_move(meeting, asker.person, motion.moved.item)
    with_one_more = replace(motion, supporters=(*motion.supporters, asker.person))
    if bar := bar or _not_now(meeting, with_one_more):
        return bar
    supported = e.MotionSupported(motion=motion.id, person=asker.person)
    return [supported, *_on_demand(meeting, with_one_more)]


@decides(c.OrderMotions)
def order_motions(meeting: Meeting, command: c.OrderMotions, asker: Asker) -> Events | Refusal:
    """The chair's order of voting overrides the motions' extent."""
    motions = [meeting.motions[motion] for motion in command.motions]
    decided = (
        refuse("motion_decided", motion=motion_name(meeting, motion)) for motion in motions if not motion.open
    )
    if all(motion.rank == place for place, motion in enumerate(motions)):
        return []
    return next(decided, None) or [e.MotionsOrdered(motions=command.motions)]


@decides(c.SettleMotion)
def settle_motion(meeting: Meeting, command: c.SettleMotion, asker: Asker) -> Events | Refusal:
    """Only by another that was carried."""
    motion, other = meeting.motions[command.motion], meeting.motions[command.by_motion]
    if motion.settled_by == other.id:
        return []
    if bar := undecided(meeting, motion):
        return bar
    if motion.id == other.id:
        return refuse("itself")
    if other.outcome not in CARRIED:
        return refuse("not_carried", motion=motion_name(meeting, other))
    return [e.MotionSettled(motion=motion.id, by_motion=other.id)]


@decides(c.Agree)
def agree(meeting: Meeting, command: c.Agree, asker: Asker) -> Events | Refusal:
    """ "Wenn sich kein Widerspruch erhebt": procedure that the profile lists, never the matter itself."""
    motion, law = meeting.motions[command.motion], meeting.law
    if motion.outcome is MotionOutcome.AGREED:
        return []
    if bar := undecided(meeting, motion) or no_ballot(meeting):
        return bar
    if motion.moved.kind in SUBSTANTIVE or motion.moved.kind.value not in law.agreeable.value:
        return refuse("not_agreeable", law.agreeable)
    if bar := item_is_off(meeting, motion) or not_supported(meeting, motion):
        return bar
    return [e.MotionAgreed(motion=motion.id), *effects.of_carried(meeting, motion, None)]


@decides(c.Object)
def object_to(meeting: Meeting, command: c.Object, asker: Asker) -> Events | Refusal:
    """At once: an agreement lapses, or a motion is taken out of a joint ballot."""
    act, motion = meeting.sitting.last_act, meeting.motions[command.motion]
    if bar := not_a_voice(meeting, asker.person, motion.moved.item):
        return bar
    ballot = None if act.opened is None else meeting.ballots[act.opened]
    if act.agreed != motion.id and (ballot is None or motion.id not in ballot.opened.with_):
        return refuse("nothing_to_object")
    if motion.outcome is MotionOutcome.AGREED or (ballot is not None and motion.id in ballot.with_):
        return [e.ObjectionRaised(motion=motion.id, person=asker.person, ballot=act.opened)]
    return []


@evolves(e.MotionWithdrawn)
def keep_withdrawal(meeting: Meeting, event: e.MotionWithdrawn, entry: e.Entry) -> Meeting:
    """Taken back."""
    return _outcome(meeting, event.motion, MotionOutcome.WITHDRAWN)


@evolves(e.AmendmentAccepted)
def keep_acceptance(meeting: Meeting, event: e.AmendmentAccepted, entry: e.Entry) -> Meeting:
    """Taken over."""
    return _outcome(meeting, event.motion, MotionOutcome.ACCEPTED)


@evolves(e.MotionSupported)
def keep_support(meeting: Meeting, event: e.MotionSupported, entry: e.Entry) -> Meeting:
    """One supporter more."""
    motion = meeting.motions[event.motion]
    return _with(meeting, replace(motion, supporters=(*motion.supporters, event.person)))


@evolves(e.DemandMet)
def keep_demand(meeting: Meeting, event: e.DemandMet, entry: e.Entry) -> Meeting:
    """Carried without a ballot."""
    motion = meeting.motions[event.motion]
    return _with(meeting, replace(motion, outcome=event.outcome, demanded=True))


@evolves(e.MotionsOrdered)
def keep_order_of_motions(meeting: Meeting, event: e.MotionsOrdered, entry: e.Entry) -> Meeting:
    """Each has its place."""
    for rank, motion in enumerate(event.motions):
        meeting = _with(meeting, replace(meeting.motions[motion], rank=rank))
    return meeting


@evolves(e.MotionSettled)
def keep_settling(meeting: Meeting, event: e.MotionSettled, entry: e.Entry) -> Meeting:
    """Needs no decision any more."""
    motion = meeting.motions[event.motion]
    return _with(meeting, replace(motion, outcome=MotionOutcome.SETTLED, settled_by=event.by_motion))


@evolves(e.MotionAgreed)
def keep_agreement(meeting: Meeting, event: e.MotionAgreed, entry: e.Entry) -> Meeting:
    """Carried without a ballot."""
    return _outcome(meeting, event.motion, MotionOutcome.AGREED)


@evolves(e.MotionDecided)
def keep_decision(meeting: Meeting, event: e.MotionDecided, entry: e.Entry) -> Meeting:
    """Decided by a ballot."""
    return _outcome(meeting, event.motion, event.outcome)


@evolves(e.ObjectionRaised)
def keep_objection(meeting: Meeting, event: e.ObjectionRaised, entry: e.Entry) -> Meeting:
    """Open again, as if nothing had been agreed, or out of the joint ballot."""
    if event.ballot is None:
        return effects.undone(meeting, event.motion)
    ballot = meeting.ballots[event.ballot]
    left = tuple(motion for motion in ballot.with_ if motion != event.motion)
    motion = meeting.motions[event.motion]
    meeting = _with(meeting, replace(motion, ballots=tuple(b for b in motion.ballots if b != ballot.id)))
    return replace(meeting, ballots={**meeting.ballots, ballot.id: replace(ballot, with_=left)})


def _outcome(meeting: Meeting, motion: MotionId, outcome: MotionOutcome) -> Meeting:
    return _with(meeting, replace(meeting.motions[motion], outcome=outcome))


def _with(meeting: Meeting, motion: Motion) -> Meeting:
    return replace(meeting, motions={**meeting.motions, motion.id: motion})
