"""What the public knows: the meeting as it is after those events alone that happened before its eyes.

While the doors are closed nothing of it moves but which item of the known agenda is called. When they open, the public
sees what anybody in the room sees: who is there, who speaks and waits, who leads, whose picture is gone, which ballot
is open; but no time that lies behind the doors. Of what was moved and decided there it knows nothing, until it is put
to a public ballot or called in public.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import ItemId, ItemOutcome, MotionId
from handzeichen.meeting.lead import led_by
from handzeichen.meeting.notes import is_for_everybody
from handzeichen.meeting.state import Ballot, Ending, Fault, FloorSpan, Meeting, Phase, PresenceCheck

_AFTERWARDS = (
    e.MinutesIssued,
    e.MinutesSigned,
    e.MinutesApproved,
    e.ResolutionStopped,
    e.ResolutionReleased,
)
"""What comes after the end of a meeting; an item or a motion that the public does not know stays unknown to it."""

GoOn = Callable[[Meeting, e.Entry], Meeting]
"""The meeting after one more event."""


def seen_by_public(meeting: Meeting) -> Meeting:
    """The meeting as far as the public knows it; all of it where the doors were never closed."""
    return meeting.in_public or meeting


def heard_at(meeting: Meeting) -> Iterator[datetime]:
    """When something was entered that the public knows of, corrections of it too; no time behind the doors.

    Entries that nobody is told of, single votes for one, are taken out before: so it stays when they are destroyed.
    """
    known, hidden = seen_by_public(meeting), set[int]()
    closed = over = False
    for entry in meeting.past:
        event = entry.event
        closed = closed and not isinstance(event, e.PublicAdmitted)
        match event:
            case e.NoteWritten():
                heard = is_for_everybody(meeting, event, entry.at)
            case e.Corrected(instead=changes):
                heard = any(change.seq not in hidden for change in changes)
            case e.LogHeld() | e.HoldReleased():
                heard = False
            case _:
                outside = isinstance(event, (e.ItemCalled, e.ItemClosed, e.MeetingClosed))
                afterwards = over and isinstance(event, _AFTERWARDS)
                seen = not closed or outside or afterwards
                heard = seen and _names_only_what_is_known(known, event)
        if heard:
            yield entry.at
        else:
            hidden.add(entry.seq)
        closed = closed or isinstance(event, e.PublicExcluded)
        over = over or isinstance(event, e.MeetingClosed)


def with_public(before: Meeting, after: Meeting, entry: e.Entry, go_on: GoOn) -> Meeting:
    """The meeting after an event, with what the public knows of it: from the first closing of the doors on."""
    known = before.in_public
    if known is None:
        if not isinstance(entry.event, e.PublicExcluded):
            return after
        known = before
    return replace(after, in_public=_known(known, before, after, entry, go_on))


def with_public_corrected(before: Meeting, after: Meeting) -> Meeting:
    """After a correction the public knows the evening gone through again.

    Behind closed doors it hears of none but of the clerk's sentences, which are on no screen of its.
    """
    is_over = before.sitting.phase is Phase.CLOSED
    if before.in_public is None or is_over or not before.sitting.doors_closed:
        return after
    return replace(after, in_public=_with_notes_of(before.in_public, after.in_public or before.in_public))


def _with_notes_of(known: Meeting, right: Meeting) -> Meeting:
    items = {
        item: replace(state, notes=right.agenda.items[item].notes) if item in right.agenda.items else state
        for item, state in known.agenda.items.items()
    }
    return replace(known, agenda=replace(known.agenda, items=items))


def _known(known: Meeting, before: Meeting, after: Meeting, entry: e.Entry, go_on: GoOn) -> Meeting:
    if isinstance(entry.event, e.NoteWritten):
        # The minutes tell of it, no screen does: it belongs to its true time, also where it is written later.
        if not is_for_everybody(before, entry.event, entry.at):
            return known
    elif before.sitting.doors_closed and not _is_seen_from_outside(before, entry.event):
        return known
    if not before.sitting.doors_closed:
        known = _named_in_public(known, before, entry.event)
    if _names_only_what_is_known(known, entry.event):
        known = go_on(known, entry)
    if isinstance(entry.event, e.MeetingClosed):
        known = _not_reached(known)
    if known.sitting.doors_closed:
        return known
    return _of_this_moment(known, after, entry.at if isinstance(entry.event, e.PublicAdmitted) else None)


def _is_seen_from_outside(before: Meeting, event: e.Event) -> bool:
    """Which item is called, by its public title; that the doors open; that the meeting is over.

    What is written when it is over is said behind no doors any more, though they were closed at its end.
    """
    if before.sitting.phase is Phase.CLOSED and isinstance(event, _AFTERWARDS):
        return True
    return isinstance(event, (e.ItemCalled, e.ItemClosed, e.PublicAdmitted, e.MeetingClosed))


def _not_reached(known: Meeting) -> Meeting:
    """To the public an item is not reached that it never saw called, whatever became of it behind the doors."""
    missed = Ending(outcome=ItemOutcome.NOT_REACHED)
    items = {
        item: replace(state, endings=(*state.endings, missed))
        if state.called_at is None and state.outcome is ItemOutcome.NONE
        else state
        for item, state in known.agenda.items.items()
    }
    return replace(known, agenda=replace(known.agenda, items=items))


# What is said in public although it began behind the doors


def _named_in_public(known: Meeting, before: Meeting, event: e.Event) -> Meeting:
    """An item is called before the public, a motion put to it: from now on it knows of them."""
    match event:
        case e.ItemCalled(item=item):
            return _with_item(known, before, item)
        case e.BallotOpened(motion=motion, with_=others):
            return _with_motions(known, before, (motion, *others))
        case e.MotionAgreed(motion=motion) | e.AmendmentAccepted(motion=motion) | e.DemandMet(motion=motion):
            return _with_motions(known, before, (motion,))
        case _:
            return known


def _with_item(known: Meeting, real: Meeting, item: ItemId | None) -> Meeting:
    """With an item that it may not have known, as if nothing had happened to it yet."""
    if item is None or item in known.agenda.items or item not in real.agenda.items:
        return known
    new = replace(
        real.agenda.items[item], calls=(), closed_at=None, endings=(), papers=(), floor=(), rulings=()
    )
    return replace(known, agenda=replace(known.agenda, items={**known.agenda.items, item: new}))


def _with_motions(known: Meeting, real: Meeting, motions: tuple[MotionId, ...]) -> Meeting:
    for motion in motions:
        known = _with_item(known, real, real.motions[motion].moved.item)
        told = known.motions.get(motion)
        new = replace(real.motions[motion], ballots=()) if told is None else told
        # What it reads like is read out, even where it was changed behind the doors.
        new = replace(new, versions=real.motions[motion].versions)
        if new != told:
            known = replace(known, motions={**known.motions, motion: new})
    return known


def _names_only_what_is_known(known: Meeting, event: e.Event) -> bool:
    """What is done to something of which the public never heard tells it nothing either."""
    if isinstance(event, (e.MotionMoved, e.ItemAdded)):
        return True
    named = {name: getattr(event, name, None) for name in ("item", "before", "motion", "by_motion", "ballot")}
    motions = {named["motion"], named["by_motion"], *getattr(event, "motions", ())} - {None}
    ballot = None if isinstance(event, e.BallotOpened) else named["ballot"]
    return (
        {named["item"], named["before"]} - {None} <= known.agenda.items.keys()
        and motions <= known.motions.keys()
        and (ballot is None or ballot in known.ballots)
    )


# What anybody in the room sees


def _of_this_moment(known: Meeting, after: Meeting, opened_at: datetime | None) -> Meeting:
    """Who is there and leads, speaks, waits, is disturbed; `opened_at` where the doors have just been opened."""
    roll = replace(after.roll, faults=_faults(known, after, opened_at))
    known = replace(_with_item(known, after, after.agenda.called), roll=roll)
    agenda = replace(
        known.agenda,
        called=after.agenda.called,
        requests=after.agenda.requests,
        speaker=_speaker(known, after, opened_at),
    )
    known = replace(known, agenda=agenda)
    if opened_at is None:
        return known
    known = replace(known, check=_check(known, after))
    if known.leader != after.leader:
        known = led_by(known, after.leader, opened_at)
    return _with_ballot(_with_results(known, after, opened_at), after.ballot)


def _faults(known: Meeting, after: Meeting, opened_at: datetime | None) -> tuple[Fault, ...]:
    """A fault that began behind the doors is there when they open."""
    begun = {fault.seq: fault.from_ for fault in known.roll.faults}
    return tuple(
        replace(fault, from_=begun.get(fault.seq, opened_at or fault.from_)) for fault in after.roll.faults
    )


def _check(known: Meeting, after: Meeting) -> PresenceCheck | None:
    """One that was on when the doors closed goes on; of one that began behind them the public never hears."""
    was, now = known.check, after.check
    return now if was is not None and now is not None and was.seq == now.seq else None


def _speaker(known: Meeting, after: Meeting, opened_at: datetime | None) -> FloorSpan | None:
    """Who began to speak behind the doors speaks when they open; since then, also later."""
    now, was = after.agenda.speaker, known.agenda.speaker
    if now is not None and was is not None and (was.person, was.kind) == (now.person, now.kind):
        return was
    return now if now is None or opened_at is None else replace(now, from_=opened_at)


def _with_results(known: Meeting, after: Meeting, opened_at: datetime) -> Meeting:
    """Numbers announced in public and corrected behind the doors are told when they open."""
    for told in known.ballots.values():
        now = after.ballots.get(told.id)
        if now is None or told.state is not now.state or told.end.result in (None, now.end.result):
            continue
        end = replace(told.end, result=now.end.result, announced_at=opened_at)
        right = replace(told, votes=now.votes, counts=now.counts, paper_count=now.paper_count, end=end)
        known = _in_its_words(replace(known, ballots={**known.ballots, told.id: right}), told, right)
    return known


def _in_its_words(known: Meeting, old: Ballot, new: Ballot) -> Meeting:
    """The items that a ballot settled end in its new words."""
    was, now = old.end.result, new.end.result
    assert was is not None and now is not None, "both were announced"
    items = {
        item: replace(
            state,
            endings=tuple(
                replace(ending, text=now.wording)
                if ending.motion in old.motions and ending.text == was.wording
                else ending
                for ending in state.endings
            ),
        )
        for item, state in known.agenda.items.items()
    }
    return replace(known, agenda=replace(known.agenda, items=items))


def _with_ballot(known: Meeting, pending: Ballot | None) -> Meeting:
    """A ballot that is open when the doors open is before everybody's eyes; one that ended behind them is not."""
    ballots = {ballot.id: ballot for ballot in known.ballots.values() if not ballot.pending}
    if pending is not None:
        ballots[pending.id] = pending
    return replace(known, ballots=ballots)
