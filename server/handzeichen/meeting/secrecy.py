"""What taking part by video does to secret matters, secret votes and elections, at this moment and under this law.

What bars is a voting member: officials and guests on video bar nothing, nor does whoever was gone again before the
opening. Where the law bars, it bars the whole meeting from the first one on; where it leaves only those on video out,
the others go on without them. Where it does not say, nothing is assumed: the chair is asked (`left_open`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from handzeichen.law import remote
from handzeichen.law.questions import Answer, Barring
from handzeichen.law.remote import Bearing
from handzeichen.meeting.ids import SUBSTANTIVE, ItemId, ItemKind, Method, MotionId, PersonId, Role, Via
from handzeichen.meeting.left_open import unanswered
from handzeichen.meeting.names import item_number
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.state import Meeting

Moment = tuple[datetime, int]
"""A time and the number of its entry: within one second only the order of the log tells before from after."""


# Secret matters


def secret_matter_barred(meeting: Meeting, item: ItemId) -> Refusal | None:
    """Why a matter secret by law is not called now."""
    law = meeting.law
    bearing = remote.on_secret_matter(law, taken_part=taken_part(meeting), taking_part=taking_part(meeting))
    if bearing is Bearing.UNANSWERED:
        return unanswered("remote_secret_matters", law.remote_secret_matters)
    if bearing is Bearing.BARRED:
        return refuse("secret_matter", law.remote_secret_matters, item=item_number(meeting, item))
    return None


# Secret votes and elections


def ballot_barred(
    meeting: Meeting, motions: Iterable[MotionId], method: Method, *, before: datetime | None = None
) -> Refusal | None:
    """Why there is no ballot in this way, in a meeting with members on video; `before` looks no further than that."""
    took_part = taken_part(meeting, before=before)
    law, secret = meeting.law, method is Method.SECRET
    if secret and (bar := _barred("remote_secret_votes", law.remote_secret_votes, took_part)) is not None:
        return bar
    election = remote.on_election(law, secret=secret)
    if election is None or not any(is_election(meeting, motion) for motion in motions):
        return None
    return _barred("remote_elections", election, took_part)


def _barred(question: str, barring: Answer[Barring], took_part: bool) -> Refusal | None:
    match remote.on_ballot(barring, taken_part=took_part):
        case Bearing.NONE:
            return None
        case Bearing.UNANSWERED:
            return unanswered(question, barring)
        case Bearing.BARRED:
            code = "secret_barred" if question == "remote_secret_votes" else "election_barred"
            return refuse(code, barring)


def room_only(meeting: Meeting, motion: MotionId, method: Method) -> bool:
    """Whether only those in the room take part: papers are given out there, and some laws keep video from electing."""
    if method is Method.SECRET:
        return True
    election = remote.on_election(meeting.law, secret=False)
    excluded = election is not None and election.value is Barring.EXCLUDED_REMOTE
    return excluded and is_election(meeting, motion)


def is_election(meeting: Meeting, motion: MotionId) -> bool:
    """Whether a motion puts somebody up: the matter of an item that is an election, not procedure about it."""
    moved = meeting.motions[motion].moved
    if moved.item is None or moved.kind not in SUBSTANTIVE:
        return False
    return meeting.agenda.items[moved.item].item.kind is ItemKind.ELECTION


# Who was on video


def taken_part(meeting: Meeting, *, before: datetime | None = None) -> bool:
    """Whether a voting member has taken part by video since the opening, and began to before some time."""
    times = meeting.sitting.times
    opened = _moment(times.opened_at, times.opened_seq)
    return any(
        (end is None or opened is None or end > opened) and (before is None or begin[0] < before)
        for begin, end in _votes_by_video(meeting)
    )


def taking_part(meeting: Meeting) -> bool:
    """Whether a voting member takes part by video now."""
    return any(end is None for _, end in _votes_by_video(meeting))


def _votes_by_video(meeting: Meeting) -> Iterator[tuple[Moment, Moment | None]]:
    """From when until when somebody took part by video as a voting member; None: still."""
    return (time for person in meeting.roll.people for time in _of(meeting, person))


def _of(meeting: Meeting, person: PersonId) -> Iterator[tuple[Moment, Moment | None]]:
    """A deputy is a voting member while acting."""
    spans = [span for span in meeting.roll.of(person).spans if span.via is Via.VIDEO]
    if meeting.person(person).role is Role.MEMBER:
        yield from (((span.from_, span.seq), _moment(span.to, span.to_seq)) for span in spans)
    for deputation in (d for d in meeting.roll.deputations if d.person == person):
        for span in spans:
            ends = [_moment(span.to, span.to_seq), _moment(deputation.to, deputation.to_seq)]
            end = min((end for end in ends if end is not None), default=None)
            begin = max((span.from_, span.seq), (deputation.from_, deputation.seq))
            if end is None or end > begin:
                yield begin, end


def _moment(at: datetime | None, seq: int | None) -> Moment | None:
    return None if at is None else (at, seq or 0)
