"""Who may move what kind of motion, and what it needs before it is voted on or, where a demand settles it, carried."""

from collections.abc import Iterator

from handzeichen.law import procedure
from handzeichen.law.moving import A_BALLOT, ANYBODY, Condition, Demand, Mover, Settles
from handzeichen.meeting import events as e
from handzeichen.meeting.floor import has_spoken
from handzeichen.meeting.ids import ItemId, Kind, MotionOutcome, PersonId, Role
from handzeichen.meeting.names import item_number, kind_name, motion_name
from handzeichen.meeting.presence import is_voting_member, name, present
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.words.table import joined, phrase

_ADVISING = (Role.ADVISORY, Role.BASIC_MANDATE)


def may_not_move(
    meeting: Meeting, person: PersonId, item: ItemId | None, kind: Kind | None = None
) -> Refusal | None:
    """Voting and advisory members move, and the chair; who is here and not barred from the item.

    With a kind also what the rules of procedure say about it: who alone may move it, who must not have spoken yet.
    """
    if meeting.roll.via(person) is None:
        return refuse("not_here", who=name(meeting, person))
    said = ANYBODY if kind is None else meeting.law.movers.value.get(kind.value, ANYBODY)
    as_what = set(_moves_as(meeting, person))
    if not as_what & (said.who or _at_all(meeting)):
        return _not_theirs(meeting, person, kind, said.who)
    if meeting.roll.barred(person, item):
        return refuse("barred", who=name(meeting, person), item=item_number(meeting, item))
    law, who, what = meeting.law.movers, name(meeting, person), kind_name(meeting, kind)
    if Condition.OF_A_FACTION in said.only and meeting.person(person).faction is None:
        return refuse("of_no_faction", law, who=who, kind=what)
    if Condition.NOT_SPOKEN in said.only and item is not None and has_spoken(meeting, person, item):
        return refuse("has_spoken", law, who=who, item=item_number(meeting, item), kind=what)
    return None


def _moves_as(meeting: Meeting, person: PersonId) -> Iterator[Mover]:
    if is_voting_member(meeting, person):
        yield Mover.VOTING
    if meeting.person(person).role in _ADVISING:
        yield Mover.ADVISORY
    if person == meeting.leader:
        yield Mover.CHAIR


def _at_all(meeting: Meeting) -> frozenset[Mover]:
    """Who moves where the rules say nothing about the kind."""
    advising = {Mover.ADVISORY} if meeting.law.advisory_may_move.value else set()
    return frozenset({Mover.VOTING, Mover.CHAIR, *advising})


def _not_theirs(meeting: Meeting, person: PersonId, kind: Kind | None, who: frozenset[Mover]) -> Refusal:
    if not who or kind is None or not set(_moves_as(meeting, person)) & _at_all(meeting):
        return refuse("may_not_move", who=name(meeting, person))
    movers = joined(
        "phrases.both", [phrase(f"phrases.movers.{mover.value}") for mover in Mover if mover in who]
    )
    what = kind_name(meeting, kind)
    return refuse("not_their_kind", meeting.law.movers, who=name(meeting, person), kind=what, movers=movers)


# What a motion needs


def demand_of(meeting: Meeting, kind: Kind) -> Demand:
    """What the rules of procedure ask for a kind of motion."""
    return meeting.law.demands.value.get(kind.value, A_BALLOT)


def supporting(meeting: Meeting, motion: Motion) -> tuple[PersonId, ...]:
    """Whose support counts: of whoever acts for a seat, and of advisory members where the rules say so."""
    demand = demand_of(meeting, motion.moved.kind)
    mover = (motion.moved.mover,) if demand.with_mover and motion.moved.mover is not None else ()
    others = (person for person in motion.supporters if person != motion.moved.mover)
    return tuple(person for person in (*mover, *others) if _counts(meeting, person, advisory=demand.advisory))


def _counts(meeting: Meeting, person: PersonId, *, advisory: bool) -> bool:
    known = meeting.roll.people.get(person)
    advises = advisory and known is not None and known.role in _ADVISING
    return advises or meeting.roll.seat_of(person) is not None


def needed(meeting: Meeting, motion: Motion) -> int:
    """How many must support it; 0 where nobody has to."""
    demand = demand_of(meeting, motion.moved.kind)
    return demand.needed(seats=meeting.plan.body.seats, present=present(meeting, motion.moved.item))


def still_missing(meeting: Meeting, motion: Motion) -> int:
    """How many supporters it still needs."""
    return max(0, needed(meeting, motion) - len(supporting(meeting, motion)))


def not_supported(meeting: Meeting, motion: Motion) -> Refusal | None:
    """Before its support is there a motion is neither voted on nor agreed to, unless a ballot may take its place."""
    if demand_of(meeting, motion.moved.kind).settles is Settles.EITHER:
        return None
    missing = still_missing(meeting, motion)
    if not missing:
        return None
    return refuse(
        "support_missing",
        meeting.law.demands,
        motion=motion_name(meeting, motion),
        lacking=missing,
        there=len(supporting(meeting, motion)),
        needed=needed(meeting, motion),
    )


def met(meeting: Meeting, motion: Motion) -> e.DemandMet | None:
    """The demand that enough members make, where it settles the motion: nobody votes on what a member may demand.

    The motion counts as carried (`adopted`) and has no ballot: the record knows `agreed` for what nobody objected to,
    and here nobody was asked. Numbers there are none. Where a ballot may settle it as well, whoever moves it leaves
    that open: the demand is made by those who support it.
    """
    settles = demand_of(meeting, motion.moved.kind).settles
    if settles is Settles.BALLOT or still_missing(meeting, motion):
        return None
    if settles is Settles.EITHER and not motion.supporters:
        return None
    outcome = MotionOutcome(procedure.carried_as(motion.moved.kind.value))
    return e.DemandMet(motion=motion.id, outcome=outcome, by=supporting(meeting, motion))
