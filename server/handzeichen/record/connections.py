"""Who was on video and when, and whose picture or sound failed, where the profile wants the minutes to say so.

Nothing here says how anybody voted. A fault that was over before the opening is none of the meeting's.
"""

from collections.abc import Iterator

from handzeichen.meeting.ids import PersonId, Via
from handzeichen.meeting.names import name_of
from handzeichen.meeting.state import Fault, Meeting
from handzeichen.record import wording
from handzeichen.record.order import attendance_order
from handzeichen.record.repeated import repeated
from handzeichen.record.times import Stretch, dated, in_meeting, joined, local, minute


def connections(meeting: Meeting, *, remote: bool, faults: bool) -> Iterator[str]:
    """A line for everybody who was on video or disturbed, in the order of the list; the room's faults come last,
    and what the house's faults fell upon."""
    for person in attendance_order(meeting):
        said = [
            *(_connected(meeting, person.id) if remote else ()),
            *(_disturbed(meeting, person.id) if faults else ()),
        ]
        if said:
            yield f"{name_of(meeting, person.id)} {'; '.join(said)}"
    if faults and (said := list(_disturbed(meeting, None))):
        yield wording.in_the_room("; ".join(said))
    if faults:
        yield from repeated(meeting)


def _connected(meeting: Meeting, person: PersonId) -> Iterator[str]:
    spans = [(span.from_, span.to) for span in meeting.roll.of(person).spans if span.via is Via.VIDEO]
    if times := ", ".join(
        _span(meeting, in_meeting(meeting, *stretch)) for stretch in joined(meeting, spans)
    ):
        yield wording.connected(times)


def _disturbed(meeting: Meeting, person: PersonId | None) -> Iterator[str]:
    for fault in meeting.roll.faults:
        if fault.person == person and _is_in_meeting(meeting, fault):
            span = _span(meeting, in_meeting(meeting, fault.from_, fault.to))
            yield wording.disturbed(span, fault.cause)


def _is_in_meeting(meeting: Meeting, fault: Fault) -> bool:
    opened, closed = meeting.sitting.times.opened_at, meeting.sitting.times.closed_at
    over_before = opened is None or (fault.to is not None and fault.to <= opened)
    return not over_before and (closed is None or fault.from_ < closed)


def _span(meeting: Meeting, stretch: Stretch) -> str:
    """ "18.03 - 19.10 Uhr"; what lasted less than a minute has one time."""
    start, stop = stretch
    if stop is None:
        return dated(meeting, wording.since(local(meeting, start)), start)
    if minute(start) == minute(stop):
        return dated(meeting, wording.one_time(local(meeting, start)), start)
    return dated(meeting, wording.span_of(local(meeting, start), local(meeting, stop)), stop)
