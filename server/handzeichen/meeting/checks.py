"""The presence check: whoever takes part by video is asked to confirm, and silent ones are shown.

Nobody is removed by it, and it changes nothing else: no quorum, no ballot, no record. Whether somebody who stays silent
is cut off is for the chair to find out and to enter. Asked is who is on video at that moment and belongs to the body;
whoever comes later is not.
"""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import OF_THE_BODY, PersonId, Via
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, PresenceCheck


def may_be_asked(meeting: Meeting) -> tuple[PersonId, ...]:
    """Everybody of the body who is on video, in the order of the plan."""
    people = meeting.roll.people.values()
    return tuple(
        person.id
        for person in people
        if person.role in OF_THE_BODY and meeting.roll.via(person.id) is Via.VIDEO
    )


@decides(c.AskPresence)
def ask_presence(meeting: Meeting, command: c.AskPresence, asker: Asker) -> Events | Refusal:
    """Once somebody is on video; a check that is on gives way."""
    asked = may_be_asked(meeting)
    return [e.PresenceAsked(within=command.within, asked=asked)] if asked else refuse("nobody_by_video")


@decides(c.ConfirmPresence)
def confirm_presence(meeting: Meeting, command: c.ConfirmPresence, asker: Asker) -> Events | Refusal:
    """Whoever was asked and is still on video, also after the time is over; once is enough."""
    person, check = command.person, meeting.check
    if check is None:
        return refuse("no_presence_check")
    if person in check.confirmed:
        return []
    if person not in check.asked:
        return refuse("not_asked", who=name(meeting, person))
    if meeting.roll.via(person) is not Via.VIDEO:
        return refuse("not_on_video", who=name(meeting, person))
    return [e.PresenceConfirmed(person=person)]


@decides(c.EndPresenceCheck)
def end_presence_check(meeting: Meeting, command: c.EndPresenceCheck, asker: Asker) -> Events | Refusal:
    """Whoever has not answered is asked no more."""
    return [] if meeting.check is None else [e.PresenceCheckEnded()]


@evolves(e.PresenceAsked)
def keep_check(meeting: Meeting, event: e.PresenceAsked, entry: e.Entry) -> Meeting:
    """On from now; of the one before nothing is left to see."""
    check = PresenceCheck(seq=entry.seq, asked_at=entry.at, within=event.within, asked=event.asked)
    return replace(meeting, check=check)


@evolves(e.PresenceConfirmed)
def keep_confirmed(meeting: Meeting, event: e.PresenceConfirmed, entry: e.Entry) -> Meeting:
    """With its time: whether that was within the seconds asked for is seen from it."""
    check = meeting.check
    if check is None or event.person not in check.asked:  # What began it is withheld, or was not public.
        return meeting
    return replace(meeting, check=replace(check, confirmed={**check.confirmed, event.person: entry.at}))


@evolves(e.PresenceCheckEnded)
def keep_end_of_check(meeting: Meeting, event: e.PresenceCheckEnded, entry: e.Entry) -> Meeting:
    """Over."""
    return replace(meeting, check=None)
