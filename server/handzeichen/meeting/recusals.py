"""The bar on participation (§ 41 NKomVG): reported, entered, contested, decided by the body."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.floor import off_the_floor
from handzeichen.meeting.ids import BallotState, ItemId, MotionId, PersonId
from handzeichen.meeting.late import touched
from handzeichen.meeting.names import ballot_name, item_number, motion_name
from handzeichen.meeting.presence import to_whom, whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Recusal


def recusal_of(
    meeting: Meeting, person: PersonId, item: ItemId, motion: MotionId | None = None
) -> Recusal | None:
    """The bar of a person from an item, or from one motion of it; lifted ones left out."""
    return next(
        (
            r
            for r in meeting.roll.recusals
            if (r.person, r.item, r.motion) == (person, item, motion) and not r.lifted
        ),
        None,
    )


@decides(c.Recuse)
def recuse(meeting: Meeting, command: c.Recuse, asker: Asker) -> Events | Refusal:
    """The member reports it, or clerk or chair enter it."""
    if bar := _elsewhere(meeting, command) or _during_a_ballot(meeting, command.item):
        return bar
    if recusal_of(meeting, command.person, command.item, command.motion) is not None:
        return []
    touches = touched(meeting, command.since, command.person, item=command.item)
    return [
        e.Recused(
            person=command.person,
            item=command.item,
            motion=command.motion,
            since=command.since,
            touches=touches,
        )
    ]


@decides(c.EndRecusal)
def end_recusal(meeting: Meeting, command: c.EndRecusal, asker: Asker) -> Events | Refusal:
    """It was entered in error, or its reason is gone; what the body decided is not for one person to end."""
    if bar := _during_a_ballot(meeting, command.item):
        return bar
    known = recusal_of(meeting, command.person, command.item, command.motion)
    if known is None:
        return []
    if known.decided_by is not None:
        return refuse("recusal_decided", who=to_whom(meeting, command.person))
    touches = touched(meeting, command.since, command.person, item=command.item)
    return [
        e.RecusalEnded(
            person=command.person,
            item=command.item,
            motion=command.motion,
            since=command.since,
            touches=touches,
        )
    ]


@decides(c.ContestRecusal)
def contest_recusal(meeting: Meeting, command: c.ContestRecusal, asker: Asker) -> Events | Refusal:
    """The bar is suspended until the body has decided a motion of kind `recusal`."""
    known = [
        r
        for r in meeting.roll.recusals
        if (r.person, r.item) == (command.person, command.item) and not r.lifted
    ]
    if bar := _during_a_ballot(meeting, command.item):
        return bar
    if not known:
        return refuse("no_recusal", who=whom(meeting, command.person))
    if any(recusal.decided_by is not None for recusal in known):
        return refuse("recusal_decided", who=to_whom(meeting, command.person))
    if all(recusal.contested for recusal in known):
        return []
    return [e.RecusalContested(person=command.person, item=command.item, since=command.since)]


def _elsewhere(meeting: Meeting, command: c.Recuse) -> Refusal | None:
    """A bar of one motion is a bar of that motion's item."""
    if command.motion is None or meeting.motions[command.motion].moved.item == command.item:
        return None
    return refuse(
        "motion_elsewhere",
        motion=motion_name(meeting, meeting.motions[command.motion]),
        item=item_number(meeting, command.item),
    )


def _during_a_ballot(meeting: Meeting, item: ItemId) -> Refusal | None:
    """Not while a ballot on the item is open."""
    ballot = meeting.ballot
    if ballot is None or ballot.state is not BallotState.OPEN:
        return None
    on_item = any(meeting.motions[motion].moved.item == item for motion in ballot.motions)
    return refuse("ballot_open", ballot=ballot_name(meeting, ballot)) if on_item else None


@evolves(e.Recused)
def keep_recusal(meeting: Meeting, event: e.Recused, entry: e.Entry) -> Meeting:
    """Barred from now on, and off the floor; the body's decision replaces what was reported."""
    decided = event.decided_by is not None
    replaced = tuple(
        r
        for r in meeting.roll.recusals
        if (r.person, r.item) == (event.person, event.item) and (decided or r.motion == event.motion)
    )
    new = Recusal(
        person=event.person,
        item=event.item,
        motion=event.motion,
        seq=entry.seq,
        decided_by=event.decided_by,
        before=replaced if decided else (),
    )
    others = (r for r in meeting.roll.recusals if r not in replaced)
    meeting = _with_recusals(meeting, (*others, new))
    if event.motion is not None or event.item != meeting.agenda.called:
        return meeting
    return off_the_floor(meeting, event.person, event.since or entry.at)


@evolves(e.RecusalEnded)
def keep_end_of_recusal(meeting: Meeting, event: e.RecusalEnded, entry: e.Entry) -> Meeting:
    """Not barred any more; the body's decision lifts every bar of that item."""

    def ends(recusal: Recusal) -> bool:
        same = (recusal.person, recusal.item) == (event.person, event.item)
        return same and (event.decided_by is not None or recusal.motion == event.motion)

    return _with_recusals(
        meeting,
        tuple(
            replace(r, lifted=True, decided_by=event.decided_by, before=(r,) if event.decided_by else ())
            if ends(r)
            else r
            for r in meeting.roll.recusals
        ),
    )


@evolves(e.RecusalContested)
def keep_contest(meeting: Meeting, event: e.RecusalContested, entry: e.Entry) -> Meeting:
    """Suspended until the body decides."""
    return _with_recusals(
        meeting,
        tuple(
            replace(r, contested=True)
            if (r.person, r.item) == (event.person, event.item) and not r.lifted
            else r
            for r in meeting.roll.recusals
        ),
    )


def reopened(meeting: Meeting, motion: MotionId) -> Meeting:
    """A decision of the body was undone: what stood before it, contested perhaps, stands again."""
    return _with_recusals(
        meeting,
        tuple(
            kept
            for recusal in meeting.roll.recusals
            for kept in (recusal.before if recusal.decided_by == motion else (recusal,))
        ),
    )


def _with_recusals(meeting: Meeting, recusals: tuple[Recusal, ...]) -> Meeting:
    return replace(meeting, roll=replace(meeting.roll, recusals=recusals))
