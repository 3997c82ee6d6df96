"""What is said of the meeting itself: proper convening, the quorum, notices."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.guards import not_a_voice
from handzeichen.meeting.ids import BallotState, PersonId
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Convening, Meeting, NoticeSpan, QuorumEntry


@decides(c.StateConvening)
def state_convening(meeting: Meeting, command: c.StateConvening, asker: Asker) -> Events | Refusal:
    """Proper convening, in the chair's words; also the answer to an objection."""
    return [] if meeting.sitting.quorum.convening is Convening.STATED else [e.ConveningStated()]


@decides(c.ObjectToConvening)
def object_to_convening(meeting: Meeting, command: c.ObjectToConvening, asker: Asker) -> Events | Refusal:
    """A voting member who is here objects."""
    if bar := not_a_voice(meeting, asker.person):
        return bar
    return [] if meeting.sitting.quorum.objected else [e.ConveningObjected(person=asker.person)]


@decides(c.StateQuorum)
def state_quorum(meeting: Meeting, command: c.StateQuorum, asker: Asker) -> Events | Refusal:
    """The count is the system's, the statement the chair's."""
    now = quorum_now(meeting)
    return [
        e.QuorumStated(
            present=now.present, seats=now.seats, required=now.required, quorate=now.quorate, basis=now.basis
        )
    ]


@decides(c.ChallengeQuorum)
def challenge_quorum(meeting: Meeting, command: c.ChallengeQuorum, asker: Asker) -> Events | Refusal:
    """A voting member doubts it, before a ballot."""
    ballot = meeting.ballot
    if ballot is not None and ballot.state is BallotState.OPEN:
        return refuse("ballot_open", ballot=ballot_name(meeting, ballot))
    if bar := not_a_voice(meeting, asker.person):
        return bar
    now = quorum_now(meeting)
    return [
        e.QuorumChallenged(
            person=asker.person,
            present=now.present,
            seats=now.seats,
            required=now.required,
            quorate=now.quorate,
            basis=now.basis,
        )
    ]


@evolves(e.ConveningStated)
def keep_convening(meeting: Meeting, event: e.ConveningStated, entry: e.Entry) -> Meeting:
    """Stated."""
    return _convening(meeting, Convening.STATED)


@evolves(e.ConveningObjected)
def keep_objection_to_convening(meeting: Meeting, event: e.ConveningObjected, entry: e.Entry) -> Meeting:
    """Objected to; what the chair had stated before is disputed, and stands until the chair says otherwise."""
    stated = meeting.sitting.quorum.convening is Convening.STATED
    return _convening(meeting, Convening.DISPUTED if stated else Convening.OBJECTED)


def _convening(meeting: Meeting, convening: Convening) -> Meeting:
    quorum = replace(meeting.sitting.quorum, convening=convening)
    return replace(meeting, sitting=replace(meeting.sitting, quorum=quorum))


@evolves(e.QuorumStated)
def keep_quorum(meeting: Meeting, event: e.QuorumStated, entry: e.Entry) -> Meeting:
    """The chair's statement; the record names the chair, whoever typed."""
    return _said(meeting, event, entry, by=entry.for_ or entry.by)


@evolves(e.QuorumChallenged)
def keep_challenge(meeting: Meeting, event: e.QuorumChallenged, entry: e.Entry) -> Meeting:
    """The member's doubt, with the count of that moment."""
    return _said(meeting, event, entry, by=event.person)


def _said(
    meeting: Meeting, event: e.QuorumStated | e.QuorumChallenged, entry: e.Entry, *, by: PersonId
) -> Meeting:
    said = QuorumEntry(
        at=entry.at,
        challenged=isinstance(event, e.QuorumChallenged),
        by=by,
        present=event.present,
        seats=event.seats,
        required=event.required,
        quorate=event.quorate,
        basis=event.basis,
    )
    quorum = replace(meeting.sitting.quorum, entries=(*meeting.sitting.quorum.entries, said))
    return replace(meeting, sitting=replace(meeting.sitting, quorum=quorum))


@decides(c.GiveNotice)
def give_notice(meeting: Meeting, command: c.GiveNotice, asker: Asker) -> Events | Refusal:
    """What the chair says and the minutes keep."""
    return [e.NoticeGiven(notice=command.notice)]


@evolves(e.NoticeGiven)
def keep_notice(meeting: Meeting, event: e.NoticeGiven, entry: e.Entry) -> Meeting:
    """Kept with its time."""
    notices = (*meeting.sitting.notices, NoticeSpan(at=entry.at, notice=event.notice))
    return replace(meeting, sitting=replace(meeting.sitting, notices=notices))
