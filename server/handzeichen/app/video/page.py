"""What a page that embeds the conference tells of it over our socket: the way for systems without webhooks.

    {"video": {"system": "jitsi", "own": "a1b2c3d4", "events": [
        {"event": "videoConferenceJoined", "id": "a1b2c3d4"}, {"event": "videoMuteStatusChanged", "muted": false}]}}

A page hands on what its frame says, in the frame's own words: `jitsi` for the IFrame API, `opentalk` for its
signalling. A member's page is believed for the person who is signed in there and for no one else: `own` names the
connection, and `participantLeft` of oneself says that the frame went with the page. The hall's page tells of all
others, and a roster in our words, `{"event": "roster", "present": [...]}` as in `signed`. A page's clock is never
asked: what it tells comes in order and counts from when it came. That a page falls silent says nothing, since our page
is not the conference.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from handzeichen.app.video.port import (
    Data,
    Read,
    Unreadable,
    inner,
    needed,
    objects,
    read_each,
    sighting,
    text,
)
from handzeichen.app.video.sightings import Known, Report, Roster, Sighting, What
from handzeichen.app.video.signed import present_of
from handzeichen.meeting.ids import PersonId

LOST: Final = frozenset({"connection_lost", "internal_error"})
"""OpenTalk's reasons of a leave that nobody wanted; the others are on purpose."""

MOST_EVENTS: Final = 50
"""In one message."""


def read_page(told: Data, person: PersonId | None, at: datetime) -> Read:
    """What a page tells: the own page of a person, or the hall's where there is none; raises Unreadable."""
    system = told.get("system")
    if system not in ("jitsi", "opentalk"):
        raise Unreadable
    events = objects(told.get("events"))
    if len(events) > MOST_EVENTS:
        raise Unreadable
    if person is not None:
        own = needed(told, "own")
        return read_each(events, lambda event: _of_oneself(event, own, person, at))
    others = _seen_in_jitsi if system == "jitsi" else _seen_in_opentalk
    return read_each(events, lambda event: _roster(event, at) or others(event, at))


def _of_oneself(event: Data, own: str, person: PersonId, at: datetime) -> Report | None:
    """Of the own connection alone, whatever else the frame knows."""
    what = _own_in_jitsi(event, own) or _own_in_opentalk(event, own)
    return None if what is None else sighting(own, what, at, Known(id=person))


def _own_in_jitsi(event: Data, own: str) -> What | None:
    match event.get("event"):
        case "videoConferenceJoined":
            return What.JOINED
        case "videoConferenceLeft":
            return What.WENT
        case "participantLeft" if text(event, "id") == own:  # The frame is gone, and nobody has left it.
            return What.LEFT
        case "videoMuteStatusChanged" if isinstance(event.get("muted"), bool):
            return What.CAMERA_OFF if event["muted"] else What.CAMERA_ON
        case "raiseHandUpdated" if text(event, "id") == own:
            return _hand(event)
    return None


def _own_in_opentalk(event: Data, own: str) -> What | None:
    match event.get("message"):
        case "join_success":
            return What.JOINED
        case "hand_raised" | "hand_lowered" as word if text(event, "participant") == own.partition("/")[0]:
            return What.HAND_UP if word == "hand_raised" else What.HAND_DOWN
    return None


def _seen_in_jitsi(event: Data, at: datetime) -> Report | None:
    given = text(inner(event, "userContext"), "id")
    who = Known(id=given, account=given, name=text(event, "displayName"))
    match event.get("event"):
        case "participantJoined":
            # A page that comes later is told so of those who were there before: what is known of their cameras stays.
            return sighting(needed(event, "id"), What.SEEN, at, who)
        case "participantLeft":
            return sighting(needed(event, "id"), What.LEFT, at, Known())
        case "participantMuted" if event.get("mediaType") == "video":
            what = What.CAMERA_OFF if event.get("isMuted") is True else What.CAMERA_ON
            return sighting(needed(event, "participantId"), what, at, Known())
        case "raiseHandUpdated":
            return sighting(needed(event, "id"), _hand(event), at, Known())
    return None


def _seen_in_opentalk(event: Data, at: datetime) -> Report | None:
    """A participant has several connections, and is gone when the last of them is."""
    match event.get("message"):
        case "participant_connected":
            account = needed(event, "participant_id")
            who = Known(account=account, name=text(event, "display_name"))
            return sighting(_connection(event), What.JOINED, at, who)
        case "participant_disconnected":
            what = What.LEFT if text(event, "reason") in LOST else What.WENT
            return sighting(_connection(event), what, at, Known())
    return None


def _connection(event: Data) -> str:
    return f"{needed(event, 'participant_id')}/{needed(event, 'connection_id')}"


def _hand(event: Data) -> What:
    """Jitsi says when a hand went up, and 0 when it is down."""
    return What.HAND_UP if event.get("handRaised") not in (0, None, False) else What.HAND_DOWN


def _roster(event: Data, at: datetime) -> Roster | None:
    if event.get("event") != "roster":
        return None
    return Roster(at=at, present=tuple(present_of(one) for one in objects(event.get("present"))))


def nameless(report: Report) -> Report:
    """The same without ids and accounts, for a conference that people enter without a token: there anybody's device may
    say that it is anybody (Jitsi hands on an identity of its own making)."""
    if isinstance(report, Sighting):
        return replace(report, who=Known(name=report.who.name))
    present = tuple(replace(one, who=Known(name=one.who.name)) for one in report.present)
    return replace(report, present=present)


def believable(report: Report, known: Known, whose: PersonId | None, person: PersonId) -> bool:
    """Whether a member's page may tell this: of a connection that is this member's (`whose`), or that has neither been
    given to anybody nor come with an id."""
    if not isinstance(report, Sighting):
        return False
    return whose == person or (whose is None and known.id is None)
