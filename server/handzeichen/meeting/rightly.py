"""The evening as it would have gone, had one entry been right: what was entered later is decided again, as it was.

A later entry may come to something else now (who never came cannot leave, and ends no deputation); then that is true in
its place. One that would have been refused stands in the way: it has to be corrected first. Ballots are not opened
again: the seats that they froze stay, and so do votes and results.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.deputies import deputations_due
from handzeichen.meeting.fold import fold, step
from handzeichen.meeting.ids import PersonId, Scope
from handzeichen.meeting.late import concerned, on_the_clock, untrue_time
from handzeichen.meeting.presence import whom
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import DECIDERS, Asker, Office
from handzeichen.meeting.state import Meeting
from handzeichen.meeting.tally import is_open
from handzeichen.words.table import phrase


def _who(event: Any) -> dict[str, Any]:
    return {"scope": Scope.ROOM} if event.person is None else {"person": event.person}


def _whose(event: e.FaultAttributed) -> dict[str, Any]:
    whose = {"persons": event.persons} if event.persons else {"scope": Scope.ROOM}
    return {**whose, "further": event.further}


ROLL: Final[dict[type[e.Event], Callable[[Any], c.Late]]] = {
    e.Arrived: lambda event: c.Arrive(person=event.person, via=event.via),
    e.Left: lambda event: c.Leave(person=event.person),
    e.ConnectionLost: lambda event: c.LoseConnection(**_who(event), of=event.of, reported=event.reported),
    e.ConnectionRestored: lambda event: c.RestoreConnection(**_who(event), reported=event.reported),
    e.FaultAttributed: lambda event: c.AttributeFault(cause=event.cause, **_whose(event)),
    e.CameraSet: lambda event: c.SetCamera(person=event.person, on=event.on),
    e.DeputationBegun: lambda event: c.Deputise(person=event.person, for_=event.for_),
    e.DeputationEnded: lambda event: c.EndDeputation(person=event.person, for_=event.for_),
    e.IdentityConfirmed: lambda event: c.ConfirmIdentity(person=event.person),
    e.AloneConfirmed: lambda event: c.ConfirmAlone(person=event.person),
    e.Recused: lambda event: c.Recuse(person=event.person, item=event.item, motion=event.motion),
    e.RecusalEnded: lambda event: c.EndRecusal(person=event.person, item=event.item, motion=event.motion),
    e.RecusalContested: lambda event: c.ContestRecusal(person=event.person, item=event.item),
}
"""Who is here and how, who acts for whom, who is barred: each event, and the command that brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An entry with what came of itself by the same command, and the meeting before it."""

    before: Meeting
    main: e.Entry
    facts: tuple[e.Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The meeting as it should be, and where something else is true because of it."""

    meeting: Meeting
    instead: tuple[e.InPlace, ...]


def true_time(entry: e.Entry) -> datetime:
    """When it was, whenever it was entered."""
    return getattr(entry.event, "since", None) or entry.at


def groups(facts: Iterable[e.Entry]) -> Iterator[Group]:
    """The facts by the commands that brought them."""
    waiting = list(facts)
    meeting = fold(waiting[:1])
    place = 1
    while place < len(waiting):
        own, main, after = _next_group(meeting, waiting, place)
        yield Group(before=meeting, main=main, facts=own)
        meeting, place = after, place + len(own)


def _next_group(
    meeting: Meeting, facts: Sequence[e.Entry], place: int
) -> tuple[tuple[e.Entry, ...], e.Entry, Meeting]:
    own = [facts[place]]
    main = own[0]
    following = facts[place + 1] if place + 1 < len(facts) else None
    if following is not None and _makes_room(meeting, main.event, following.event):
        main = following
        own.append(following)
    after = fold(own, meeting)
    for fact in facts[place + len(own) :]:
        if not _came_of_itself(after, fact.event):
            break
        own.append(fact)
        after = step(after, fact)
    return tuple(own), main, after


def _came_of_itself(meeting: Meeting, event: e.Event) -> bool:
    """A deputation that ends because its member is here: there and then, or at the closing of a ballot."""
    if not isinstance(event, e.DeputationEnded) or meeting.roll.via(event.for_) is None:
        return False
    return meeting.ballot is None or not is_open(meeting.ballot)


def _makes_room(meeting: Meeting, ended: e.Event, begun: e.Event) -> bool:
    """A deputation that ends because another deputy takes the seat, whose own has gone."""
    if not isinstance(ended, e.DeputationEnded) or not isinstance(begun, e.DeputationBegun):
        return False
    return ended.for_ == begun.for_ and meeting.roll.via(ended.person) is None


def is_of_the_roll(event: e.Event) -> bool:
    """Whether it was entered; a bar that the body decided was not."""
    return type(event) in ROLL and getattr(event, "decided_by", None) is None


def decided(
    meeting: Meeting, command: c.Command, entry: e.Entry, at: datetime
) -> tuple[e.Entry, ...] | Refusal:
    """What a command comes to in the place of an entry, entered by the clerk."""
    asker = Asker(by=entry.by, office=Office.CLERK, at=at, for_=entry.for_)
    events = DECIDERS[type(command)](meeting, command, asker)
    if isinstance(events, Refusal):
        return events
    return tuple(replace(entry, at=at, event=event) for event in events)


def go_on(meeting: Meeting, later: Iterable[Group], now: datetime) -> Corrected | Refusal:
    """What was entered later, on a meeting that is right so far."""
    instead: list[e.InPlace] = []
    for group in later:
        facts = _again(meeting, group, now)
        if isinstance(facts, Refusal):
            return _in_the_way(meeting, group.main)
        if facts != group.facts:
            instead += in_place(group, facts)
        meeting = fold(facts, meeting)
    return Corrected(meeting=meeting, instead=tuple(instead))


def in_place(group: Group, facts: tuple[e.Entry, ...], at: datetime | None = None) -> list[e.InPlace]:
    """Other facts at the number of a group's entry; what had come of itself has no place of its own any more."""
    seq, events = group.main.seq, tuple(fact.event for fact in facts)
    others = {fact.seq: fact.at for fact in group.facts if fact.seq != seq}
    mine = e.InPlace(seq=seq, at=at or group.main.at, events=events)
    return [mine, *(e.InPlace(seq=other, at=was) for other, was in others.items())]


def _again(meeting: Meeting, group: Group, now: datetime) -> tuple[e.Entry, ...] | Refusal:
    main = group.main
    if isinstance(main.event, e.BallotClosed | e.BallotAborted):
        return _closed_again(meeting, group)
    if isinstance(main.event, e.Excluded) and _came_later(meeting, main.event.person, main.at):
        return refuse("not_here", who=whom(meeting, main.event.person))
    if not is_of_the_roll(main.event):
        return group.facts
    command = replace(ROLL[type(main.event)](main.event), since=getattr(main.event, "since", None))
    was, now_is = (decided(some, command, main, main.at) for some in (group.before, meeting))
    # What could not be decided now as it was then is left as it is: history is not refused.
    if isinstance(was, Refusal) or not _same(was, group.facts):
        return group.facts
    if isinstance(now_is, Refusal):
        return now_is
    too_early = untrue_time(meeting, replace(command, since=true_time(main)), now)
    return too_early or (group.facts if _same(now_is, was) else now_is)


def _came_later(meeting: Meeting, person: PersonId, at: datetime) -> bool:
    """Whether somebody is here only since a later moment."""
    spans = meeting.roll.of(person).spans
    return bool(spans) and spans[-1].to is None and spans[-1].from_ > at


def _closed_again(meeting: Meeting, group: Group) -> tuple[e.Entry, ...]:
    """Who is back at the closing gets the seat back."""
    main = group.main
    after = step(meeting, main)
    due = tuple(replace(main, event=event) for event in deputations_due(after))
    facts = (main, *due)
    return group.facts if _same(facts, group.facts) else facts


def _same(some: Sequence[e.Entry], others: Sequence[e.Entry]) -> bool:
    """Whether the same happened; the ballots that a late entry touched are told, and are no part of it."""

    def plain(facts: Sequence[e.Entry]) -> list[e.Event]:
        return [
            replace(fact.event, touches=()) if isinstance(fact.event, e.LateEvent) else fact.event
            for fact in facts
        ]

    return plain(some) == plain(others)


def _in_the_way(meeting: Meeting, entry: e.Entry) -> Refusal:
    who = next(iter((*concerned(entry.event), *getattr(entry.event, "persons", ()))), None)
    return refuse(
        "later_entry_in_the_way",
        who=phrase("phrases.room") if who is None else whom(meeting, PersonId(who)),
        last=on_the_clock(meeting, true_time(entry)),
    )
