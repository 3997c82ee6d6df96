"""The doors: excluding the public and admitting it again."""

from dataclasses import replace

from handzeichen.law.questions import AloneRequired
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.agenda import may_be_called
from handzeichen.meeting.ids import CARRIED, Kind, PersonId, Role, Secrecy, Via
from handzeichen.meeting.names import item_number
from handzeichen.meeting.order import kept
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Keeping, Meeting
from handzeichen.words.table import joined, phrase

_WITHOUT_A_VOTE = (Role.ADVISORY, Role.BASIC_MANDATE)


@decides(c.ExcludePublic)
def exclude_public(meeting: Meeting, command: c.ExcludePublic, asker: Asker) -> Events | Refusal:
    """Once resolved or planned: room cleared, stream off, remote members alone."""
    if meeting.sitting.doors_closed:
        return []
    if bar := _no_resolution(meeting) or _doors_not_ready(meeting, command) or _not_alone(meeting):
        return bar
    return [e.PublicExcluded(cleared=command.cleared, stream_off=command.stream_off)]


def _no_resolution(meeting: Meeting) -> Refusal | None:
    """A motion carried on the item called, or on none; between items a planned non-public one to come does as well."""
    called = meeting.agenda.called
    to_come = [state for state in meeting.agenda.items.values() if may_be_called(meeting, state)]
    if called is None and any(state.item.secrecy is not Secrecy.PUBLIC for state in to_come):
        return None
    resolved = any(
        motion.moved.kind is Kind.EXCLUDE_PUBLIC
        and motion.moved.item in (called, None)
        and motion.outcome in CARRIED
        for motion in meeting.motions.values()
    )
    return None if resolved else refuse("no_resolution")


def _doors_not_ready(meeting: Meeting, command: c.ExcludePublic) -> Refusal | None:
    said = {"cleared": command.cleared, "stream_off": command.stream_off}
    missing = [
        phrase(f"phrases.doors.{key}") for key in said if key in meeting.law.doors.value and not said[key]
    ]
    return (
        refuse("doors_not_ready", meeting.law.doors, missing=joined("phrases.listed", missing))
        if missing
        else None
    )


def not_yet_alone(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who on video has not confirmed to be alone, as far as the profile asks: voting members first."""
    people = dict.fromkeys((*meeting.roll.acting.values(), *meeting.roll.people))
    return tuple(person for person in people if is_not_yet_alone(meeting, person))


def is_not_yet_alone(meeting: Meeting, person: PersonId) -> bool:
    """Whether somebody is on video and owes the confirmation to be alone."""
    required, presence = meeting.law.alone.value, meeting.roll.of(person)
    if required is AloneRequired.NOBODY or presence.via is not Via.VIDEO or presence.alone_at is not None:
        return False
    asked = required is AloneRequired.ALL_MEMBERS and meeting.person(person).role in _WITHOUT_A_VOTE
    return asked or meeting.roll.seat_of(person) is not None


def _not_alone(meeting: Meeting) -> Refusal | None:
    people = not_yet_alone(meeting)
    names = ", ".join(name(meeting, person) for person in people)
    return refuse("not_alone", meeting.law.alone, who=names) if people else None


@decides(c.AdmitPublic)
def admit_public(meeting: Meeting, command: c.AdmitPublic, asker: Asker) -> Events | Refusal:
    """Never while a non-public item is called."""
    called = meeting.agenda.called
    if not meeting.sitting.doors_closed:
        return []
    if called is not None and meeting.agenda.items[called].item.secrecy is not Secrecy.PUBLIC:
        return refuse("non_public_called", item=item_number(meeting, called))
    return [e.PublicAdmitted()]


@evolves(e.PublicExcluded)
def keep_doors_closed(meeting: Meeting, event: e.PublicExcluded, entry: e.Entry) -> Meeting:
    """Behind closed doors."""
    meeting = kept(meeting, entry, Keeping.PUBLIC_EXCLUDED)
    return replace(meeting, sitting=replace(meeting.sitting, doors_closed=True))


@evolves(e.PublicAdmitted)
def keep_doors_open(meeting: Meeting, event: e.PublicAdmitted, entry: e.Entry) -> Meeting:
    """In public again."""
    meeting = kept(meeting, entry, Keeping.PUBLIC_ADMITTED)
    return replace(meeting, sitting=replace(meeting.sitting, doors_closed=False))
