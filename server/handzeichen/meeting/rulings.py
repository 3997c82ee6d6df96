"""What the body resolved about how an item is dealt with: debate ended, list closed, somebody heard, by name, secretly.

Such a resolution stays with its item, also when that is called again, and goes when what carried it is undone.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from handzeichen.meeting import events as e
from handzeichen.meeting.ids import FloorKind, ItemId, Kind, MotionId, PersonId
from handzeichen.meeting.names import item_number
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Events, evolves
from handzeichen.meeting.state import FloorRequest, ItemState, Meeting, Motion, Ruled, Ruling


def of_carried(meeting: Meeting, motion: Motion) -> Events:
    """The resolution, where the carried motion is one about its item's treatment."""
    item, ruling = motion.moved.item, _BROUGHT_BY.get(motion.moved.kind)
    if item is None or ruling is None:
        return []
    return [ruling(meeting, item, motion)]


def _debate_ended(meeting: Meeting, item: ItemId, motion: Motion) -> e.Event:
    """Whoever waits to speak to the matter waits no more."""
    waiting = meeting.agenda.requests if item == meeting.agenda.called else ()
    dropped = tuple(
        e.Waiting(person=request.person, kind=request.kind)
        for request in waiting
        if not _is_heard_after_debate(meeting, request.kind)
    )
    return e.DebateEnded(item=item, motion=motion.id, dropped=dropped)


def _list_closed(meeting: Meeting, item: ItemId, motion: Motion) -> e.Event:
    return e.ListClosed(item=item, motion=motion.id)


def _heard(meeting: Meeting, item: ItemId, motion: Motion) -> e.Event:
    return e.HearingGranted(item=item, motion=motion.id, person=motion.moved.about)


def _by_name(meeting: Meeting, item: ItemId, motion: Motion) -> e.Event:
    return e.RollCallResolved(item=item, motion=motion.id)


def _secretly(meeting: Meeting, item: ItemId, motion: Motion) -> e.Event:
    return e.SecretVoteResolved(item=item, motion=motion.id)


_BROUGHT_BY: Final[dict[Kind, Callable[[Meeting, ItemId, Motion], e.Event]]] = {
    Kind.END_OF_DEBATE: _debate_ended,
    Kind.END_OF_LIST: _list_closed,
    Kind.HEARING: _heard,
    Kind.ROLL_CALL_VOTE: _by_name,
    Kind.SECRET_VOTE: _secretly,
}


# What stands


def stands(meeting: Meeting, item: ItemId | None, what: Ruled) -> bool:
    """Whether the body has resolved this about an item."""
    state = None if item is None else meeting.agenda.items.get(item)
    return state is not None and any(ruling.what is what for ruling in state.rulings)


def list_is_closed(meeting: Meeting) -> bool:
    """Whether nobody more may ask to speak to the item called."""
    called = meeting.agenda.called
    return stands(meeting, called, Ruled.DEBATE_ENDED) or stands(meeting, called, Ruled.LIST_CLOSED)


def no_more_requests(meeting: Meeting, kind: FloorKind) -> Refusal | None:
    """Once the debate is ended or the list closed, nobody asks to speak to the matter; procedure is always heard."""
    called = meeting.agenda.called
    if not list_is_closed(meeting) or _is_heard_after_debate(meeting, kind):
        return None
    ended = stands(meeting, called, Ruled.DEBATE_ENDED)
    code = "debate_ended" if ended else "list_closed"
    return refuse(code, meeting.law.heard_after_debate, item=item_number(meeting, called))


def _is_heard_after_debate(meeting: Meeting, kind: FloorKind) -> bool:
    return kind.value in meeting.law.heard_after_debate.value


def is_heard(meeting: Meeting, person: PersonId, item: ItemId | None) -> bool:
    """Whether the body resolved to hear this person on an item, whoever else may not take part in it."""
    state = None if item is None else meeting.agenda.items.get(item)
    return state is not None and any(
        ruling.what is Ruled.HEARING and ruling.person == person for ruling in state.rulings
    )


# What happened


@evolves(e.DebateEnded)
def keep_end_of_debate(meeting: Meeting, event: e.DebateEnded, entry: e.Entry) -> Meeting:
    """The list is empty but for what is still heard; whoever speaks speaks to the end."""
    gone = {(waiting.person, waiting.kind) for waiting in event.dropped}
    dropped = tuple(r for r in meeting.agenda.requests if (r.person, r.kind) in gone)
    left = tuple(r for r in meeting.agenda.requests if (r.person, r.kind) not in gone)
    meeting = replace(meeting, agenda=replace(meeting.agenda, requests=left))
    return _with(meeting, event.item, Ruling(what=Ruled.DEBATE_ENDED, motion=event.motion, dropped=dropped))


@evolves(e.ListClosed)
def keep_closed_list(meeting: Meeting, event: e.ListClosed, entry: e.Entry) -> Meeting:
    """Who is on the list still speaks."""
    return _with(meeting, event.item, Ruling(what=Ruled.LIST_CLOSED, motion=event.motion))


@evolves(e.HearingGranted)
def keep_hearing(meeting: Meeting, event: e.HearingGranted, entry: e.Entry) -> Meeting:
    """Somebody will be heard."""
    return _with(meeting, event.item, Ruling(what=Ruled.HEARING, motion=event.motion, person=event.person))


@evolves(e.RollCallResolved)
def keep_roll_call(meeting: Meeting, event: e.RollCallResolved, entry: e.Entry) -> Meeting:
    """The matter is voted on by name."""
    return _with(meeting, event.item, Ruling(what=Ruled.ROLL_CALL, motion=event.motion))


@evolves(e.SecretVoteResolved)
def keep_secret_vote(meeting: Meeting, event: e.SecretVoteResolved, entry: e.Entry) -> Meeting:
    """The matter is voted on secretly."""
    return _with(meeting, event.item, Ruling(what=Ruled.SECRET_VOTE, motion=event.motion))


def _with(meeting: Meeting, item: ItemId, ruling: Ruling) -> Meeting:
    state = meeting.agenda.items[item]
    return _with_rulings(meeting, state, (*state.rulings, ruling))


def _with_rulings(meeting: Meeting, state: ItemState, rulings: tuple[Ruling, ...]) -> Meeting:
    items = {**meeting.agenda.items, state.item.id: replace(state, rulings=rulings)}
    return replace(meeting, agenda=replace(meeting.agenda, items=items))


def lifted(meeting: Meeting, motion: MotionId) -> Meeting:
    """The way back: nothing of it was resolved, and who had been taken off the list waits again."""
    for state in meeting.agenda.items.values():
        undone = [ruling for ruling in state.rulings if ruling.motion == motion]
        if not undone:
            continue
        meeting = _with_rulings(meeting, state, tuple(r for r in state.rulings if r.motion != motion))
        if state.item.id == meeting.agenda.called:
            meeting = _waiting_again(meeting, tuple(r for ruling in undone for r in ruling.dropped))
    return meeting


def _waiting_again(meeting: Meeting, dropped: tuple[FloorRequest, ...]) -> Meeting:
    """Before whoever asked since; not who has gone, is barred from the item, or will no longer be heard."""
    called, seen = meeting.agenda.called, set[tuple[PersonId, FloorKind]]()
    waiting: list[FloorRequest] = []
    for request in (*dropped, *meeting.agenda.requests):
        barred = meeting.roll.barred(request.person, called) and not is_heard(meeting, request.person, called)
        gone = barred or meeting.roll.via(request.person) is None
        if not gone and (request.person, request.kind) not in seen:
            seen.add((request.person, request.kind))
            waiting.append(request)
    return replace(meeting, agenda=replace(meeting.agenda, requests=tuple(waiting)))
