"""Correcting what was entered: a new event; nothing is ever edited or deleted.

What can be corrected is who was here and how, who acted for whom, who was barred, notes, and the hands that the clerk
entered. The corrected meeting is the one in which it had been entered rightly: the same evening, gone through again
(`rightly`). Frozen seats and votes stay; an announced count has bounds of its own (`recount`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, Final

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.affected import ballots_affected
from handzeichen.meeting.ballots import with_ballot
from handzeichen.meeting.fold import fold
from handzeichen.meeting.ids import BallotId, BallotState
from handzeichen.meeting.known import unknown
from handzeichen.meeting.late import on_the_clock, untrue_time
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.recount import announced_again, too_late
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.rightly import (
    ROLL,
    Group,
    decided,
    go_on,
    groups,
    in_place,
    is_of_the_roll,
    true_time,
)
from handzeichen.meeting.state import Meeting
from handzeichen.meeting.tally import in_room
from handzeichen.words.table import phrase

_IN_THE_ROLL: Final[tuple[type[c.Command], ...]] = (
    c.Arrive,
    c.Leave,
    c.LoseConnection,
    c.RestoreConnection,
    c.AttributeFault,
    c.SetCamera,
    c.Deputise,
    c.EndDeputation,
    c.ConfirmIdentity,
    c.ConfirmAlone,
    c.Recuse,
    c.EndRecusal,
    c.ContestRecusal,
)
_HANDS: Final = (e.HandsCounted, e.VoteRecorded, e.VoteDeclined, e.PaperTaken, e.PapersCounted)
_OF_MINUTES: Final = (e.MinutesSigned, e.MinutesApproved)
CORRECTABLE: Final = (*ROLL, e.NoteWritten, *_HANDS, *_OF_MINUTES)
_INSTEAD_OF: Final[dict[type[e.Event], tuple[type[c.Command], ...]]] = {
    **dict.fromkeys(ROLL, _IN_THE_ROLL),
    e.NoteWritten: (c.Note,),
    e.MinutesSigned: (c.SignMinutes,),
    e.MinutesApproved: (c.ApproveMinutes,),
    **dict.fromkeys(_HANDS, (c.CountHands, c.RecordVote, c.DeclineVote)),
    **dict.fromkeys((e.PaperTaken, e.PapersCounted), (c.TakePaper, c.CountPapers, c.DeclineVote)),
}
"""By what an entry may be replaced: what concerns the same matter."""

_TAKE_IT_BACK = "take_back"
_VOTE_AGAIN = "vote_again"
_OWN_VOTE = "replace_vote"
_ELSE: Final[dict[type[e.Event], str]] = {
    e.MotionMoved: _TAKE_IT_BACK,
    e.MotionWithdrawn: "move_again",
    e.MotionRestated: "restate",
    e.BallotOpened: _VOTE_AGAIN,
    e.BallotClosed: _VOTE_AGAIN,
    e.SeatAdmitted: _VOTE_AGAIN,
    e.ResultAnnounced: "recount",
    e.MotionDecided: _VOTE_AGAIN,
    e.TieBroken: "say_again",
    e.VoteCast: _OWN_VOTE,
    e.VoteDeclined: _OWN_VOTE,
    e.QuorumStated: "state_again",
    e.ArrivalProposed: "enter_arrival",
    e.Recused: "decided",
    e.RecusalEnded: "decided",
    e.LawAnswered: "answer_again",
    e.OwnVoteRecorded: "record_again",
    e.MinutesIssued: "issue_again",
    e.ResolutionStopped: "lift",
    e.ResolutionReleased: "lift",
}
"""What helps where an entry is none that can be corrected: the last part of `phrases.instead.`"""
_OTHERWISE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """The entry that was not so: as it was made, the meeting before it, and all that came later."""

    entry: e.Entry
    own: Group | None
    """What is true there now; none where a correction has struck it."""
    before: Meeting
    later: tuple[Group, ...]


@decides(c.Correct)
def correct(meeting: Meeting, command: c.Correct, asker: Asker) -> Events | Refusal:
    """Something entered was not so, and what is true instead."""
    entry = _meant(meeting, command.of, asker)
    if isinstance(entry, Refusal):
        return entry
    if bar := not_correctable(entry) or _not_in_its_place(entry, command.with_):
        return bar
    wrong = _found(meeting, entry)
    if isinstance(wrong, Refusal):
        return wrong
    if isinstance(entry.event, _HANDS):
        return _hands(meeting, wrong, command, asker)
    return _fact(meeting, wrong, command, asker)


@evolves(e.Corrected)
def keep_correction(meeting: Meeting, event: e.Corrected, entry: e.Entry) -> Meeting:
    """The meeting of the same evening with this fact right from the beginning."""
    past = meeting.past.corrected(entry, event)
    return replace(fold(past.facts()), past=past)


# Which entry is meant


def _meant(meeting: Meeting, of: int | str, asker: Asker) -> e.Entry | Refusal:
    """By number or by the asker's own key; whoever corrects a correction means what it was about."""
    found = _by_key(meeting, of, asker) if isinstance(of, str) else meeting.past.entry(of)
    if found is not None and isinstance(found.event, e.Corrected):
        found = meeting.past.entry(found.event.of)
    return refuse("unknown_entry") if found is None else found


def _by_key(meeting: Meeting, key: str, asker: Asker) -> e.Entry | None:
    """Of several events of one command the one that it was about: the end of a deputation only came of it."""
    own = [entry for entry in meeting.past if entry.key == key and entry.by == asker.by]
    about = [entry for entry in own if not isinstance(entry.event, e.DeputationEnded)]
    return next(iter((*about, *own)), None)


def not_correctable(entry: e.Entry) -> Refusal | None:
    """Why an entry is none that can be corrected, and what helps instead."""
    event = entry.event
    own_device = isinstance(event, e.VoteDeclined) and entry.by == event.person
    simple = (e.NoteWritten, *_HANDS, *_OF_MINUTES)
    if is_of_the_roll(event) or (isinstance(event, simple) and not own_device):
        return None
    return refuse(
        "not_correctable", of=entry.seq, help=phrase(f"phrases.instead.{_ELSE.get(type(event), _OTHERWISE)}")
    )


def _not_in_its_place(entry: e.Entry, rightly: c.Rightly | None) -> Refusal | None:
    """A note takes the place of a note, hands that of hands in the same ballot."""
    if rightly is None:
        return None
    same_matter = isinstance(rightly.command, _INSTEAD_OF[type(entry.event)])
    ballot: BallotId | None = getattr(entry.event, "ballot", None)
    if same_matter and ballot in (None, getattr(rightly.command, "ballot", None)):
        return None
    return refuse("not_in_its_place", of=entry.seq)


def _found(meeting: Meeting, entry: e.Entry) -> Wrong | Refusal:
    """The evening taken apart at the wrong entry."""
    all_groups = list(groups(meeting.past.facts()))
    place = next((n for n, group in enumerate(all_groups) if group.main.seq >= entry.seq), len(all_groups))
    before = all_groups[place].before if place < len(all_groups) else meeting
    own = all_groups[place] if place < len(all_groups) and all_groups[place].main.seq == entry.seq else None
    if bar := _came_of(all_groups, entry):
        return bar
    later = all_groups[place if own is None else place + 1 :]
    return Wrong(entry=entry, own=own, before=before, later=tuple(later))


def came_of_itself(meeting: Meeting, entry: e.Entry) -> Refusal | None:
    """The end of a deputation that only followed from another entry is corrected there."""
    ends = isinstance(entry.event, e.DeputationEnded)
    return _came_of(groups(meeting.past.facts()), entry) if ends else None


def _came_of(all_groups: Iterable[Group], entry: e.Entry) -> Refusal | None:
    for group in all_groups:
        if group.main.seq != entry.seq and any(fact.seq == entry.seq for fact in group.facts):
            return refuse("follows_from", of=entry.seq, other=group.main.seq)
    return None


# Facts of the roll, and notes


def _fact(meeting: Meeting, wrong: Wrong, command: c.Correct, asker: Asker) -> Events | Refusal:
    if bar := _after_the_end(meeting, command.with_):
        return bar
    facts = _rightly(wrong, command.with_, asker.at)
    if isinstance(facts, Refusal):
        return facts
    if _nothing_new(wrong, facts):
        return []
    if bar := _during_a_ballot(meeting, wrong, facts):
        return bar
    rest = go_on(fold(facts, wrong.before), wrong.later, asker.at)
    if isinstance(rest, Refusal):
        return rest
    instead = (*_in_place(wrong, facts), *rest.instead)
    touches = ballots_affected(meeting, rest.meeting)
    return [e.Corrected(of=wrong.entry.seq, reason=command.reason, instead=instead, touches=touches)]


def _rightly(wrong: Wrong, rightly: c.Rightly | None, now: datetime) -> tuple[e.Entry, ...] | Refusal:
    """What the command as it should have been comes to, in its place; without a time of its own, when the wrong was."""
    if rightly is None:
        return ()
    fact = wrong.entry if wrong.own is None else wrong.own.main
    command, at = rightly.command, rightly.at or fact.at
    if isinstance(command, c.Late) and command.since is None and rightly.at is None:
        command = replace(command, since=getattr(fact.event, "since", None))
    if at > now:
        since, latest = on_the_clock(wrong.before, at), on_the_clock(wrong.before, now)
        return refuse("since_future", since=since, at=latest)
    timed = replace(command, since=command.since or rightly.at) if isinstance(command, c.Late) else command
    if bar := unknown(wrong.before, command) or untrue_time(wrong.before, timed, now):
        return bar
    return decided(wrong.before, command, wrong.entry, at)


def _after_the_end(meeting: Meeting, rightly: c.Rightly | None) -> Refusal | None:
    """What came after the closing is nothing of the meeting; notes alone are still written then."""
    end = meeting.sitting.times.closed_at
    if rightly is None or end is None or isinstance(rightly.command, c.Note):
        return None
    since = getattr(rightly.command, "since", None) or rightly.at
    if since is None or since <= end:
        return None
    return refuse("after_the_end", since=on_the_clock(meeting, since), last=on_the_clock(meeting, end))


def _in_place(wrong: Wrong, facts: tuple[e.Entry, ...]) -> list[e.InPlace]:
    at = facts[0].at if facts else wrong.entry.at
    if wrong.own is None:
        return [e.InPlace(seq=wrong.entry.seq, at=at, events=tuple(fact.event for fact in facts))]
    return in_place(wrong.own, facts, at)


def _nothing_new(wrong: Wrong, facts: tuple[e.Entry, ...]) -> bool:
    """Whether that is what is true there already."""
    return _told(() if wrong.own is None else wrong.own.facts) == _told(facts)


def _told(facts: Sequence[e.Entry]) -> list[object]:
    return [
        (
            true_time(f),
            replace(f.event, since=None, touches=()) if isinstance(f.event, e.LateEvent) else f.event,
        )
        for f in facts
    ]


def _during_a_ballot(meeting: Meeting, wrong: Wrong, facts: tuple[e.Entry, ...]) -> Refusal | None:
    """A bar is not corrected while a ballot on its item is open, as none is entered then."""
    ballot = meeting.ballot
    if ballot is None or ballot.state is not BallotState.OPEN:
        return None
    voted_on = {meeting.motions[motion].moved.item for motion in ballot.motions}
    own = () if wrong.own is None else wrong.own.facts
    bars = (fact.event for fact in chain(own, facts))
    hit = any(
        isinstance(bar, e.Recused | e.RecusalEnded | e.RecusalContested) and bar.item in voted_on
        for bar in bars
    )
    return refuse("ballot_open", ballot=ballot_name(meeting, ballot)) if hit else None


# Hands


def _hands(meeting: Meeting, wrong: Wrong, command: c.Correct, asker: Asker) -> Events | Refusal:
    """Before the announcement like any fact; after it within bounds, and announced again."""
    event: Any = wrong.entry.event
    old = meeting.ballots[event.ballot]
    if bar := too_late(meeting, old):
        return bar
    counted = wrong if old.pending else _with_its_seats(wrong)
    facts = _rightly(counted, command.with_, asker.at)
    if isinstance(facts, Refusal):
        return facts
    if _nothing_new(wrong, facts):
        return []
    instead = _in_place(wrong, facts)
    corrected = e.Corrected(of=wrong.entry.seq, reason=command.reason, instead=tuple(instead))
    if old.pending:
        return [corrected]
    after = fold(chain(facts, (fact for group in wrong.later for fact in group.facts)), wrong.before)
    return announced_again(meeting, corrected, after, old.id)


def _with_its_seats(wrong: Wrong) -> Wrong:
    """A count that was announced is counted again over the seats that it covered, whoever turned out not to be here."""
    event = wrong.entry.event
    if not isinstance(event, e.HandsCounted):
        return wrong
    ballot = wrong.before.ballots[event.ballot]
    seats = in_room(wrong.before, ballot) | set(event.seats)
    closed = ballot.end.closed or e.BallotClosed(ballot=ballot.id, in_room=())
    closed = replace(closed, in_room=tuple(seat for seat in ballot.eligible if seat in seats))
    frozen = replace(ballot, end=replace(ballot.end, closed=closed))
    return replace(wrong, before=with_ballot(wrong.before, frozen))
