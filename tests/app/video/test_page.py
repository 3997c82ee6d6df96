"""What an embedding page tells: a member's own of that member alone, the hall's of everybody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handzeichen.app.video.conference import Conference, Device
from handzeichen.app.video.page import believable, read_page
from handzeichen.app.video.port import Unreadable
from handzeichen.app.video.sightings import Known, Roster, Sighting, What
from handzeichen.meeting.ids import PersonId

START = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
EBELING = PersonId("ebeling")
Event = dict[str, Any]


def after(
    *events: Event, system: str = "jitsi", own: str | None = None, person: PersonId | None = None
) -> dict[str, Device]:
    """What is known after these events, told one by one, a second apart."""
    conference = Conference()
    for second, event in enumerate(events):
        told = {"system": system, "own": own, "events": [event]}
        for report in read_page(told, person, START + timedelta(seconds=second)).reports:
            conference = conference.and_(report)
    return {device.connection: device for device in conference.devices()}


JOINED: Event = {"event": "videoConferenceJoined", "id": "a1", "roomName": "rat"}


def test_a_members_page_tells_of_its_own_connection_camera_and_hand() -> None:
    on: Event = {"event": "videoMuteStatusChanged", "muted": False}
    hand: Event = {"event": "raiseHandUpdated", "id": "a1", "handRaised": 1700000000000}
    [device] = after(JOINED, on, hand, own="a1", person=EBELING).values()
    assert (device.who.id, device.here, device.camera) == ("ebeling", True, True)
    assert device.hand == START + timedelta(seconds=2)
    [device] = after(
        JOINED, on, hand, {**hand, "handRaised": 0}, {**on, "muted": True}, own="a1", person=EBELING
    ).values()
    assert (device.camera, device.hand) == (False, None)


def test_whoever_hangs_up_has_gone_on_purpose() -> None:
    [device] = after(JOINED, {"event": "videoConferenceLeft"}, own="a1", person=EBELING).values()
    assert not device.here and device.went


def test_a_frame_that_went_with_its_page_is_a_broken_line_and_no_leaving() -> None:
    gone: Event = {"event": "participantLeft", "id": "a1"}
    [device] = after(JOINED, gone, own="a1", person=EBELING).values()
    assert not device.here and not device.went


def test_a_display_that_comes_later_forgets_nothing_of_what_pages_told() -> None:
    conference = Conference()
    for second, (told, person) in enumerate(
        [
            ({"own": "a1", "events": [JOINED, {"event": "videoMuteStatusChanged", "muted": True}]}, EBELING),
            (
                {"events": [{"event": "participantJoined", "id": "a1", "userContext": {"id": "ebeling"}}]},
                None,
            ),
        ]
    ):
        at = START + timedelta(seconds=second)
        for report in read_page({"system": "jitsi", **told}, person, at).reports:
            conference = conference.and_(report)
    [device] = conference.devices()
    assert (device.here, device.since, device.camera) == (True, START, False)


@pytest.mark.parametrize(
    "event",
    [
        {"event": "participantJoined", "id": "b2", "userContext": {"id": "falk"}},
        {"event": "participantLeft", "id": "b2"},
        {"event": "raiseHandUpdated", "id": "b2", "handRaised": 1},
        {"event": "roster", "present": []},
        {"message": "participant_disconnected", "participant_id": "p", "connection_id": "c"},
    ],
)
def test_a_members_page_is_not_believed_about_anybody_else(event: Event) -> None:
    found = read_page({"system": "jitsi", "own": "a1", "events": [event]}, EBELING, START)
    assert (found.reports, found.ignored) == ((), 1)


def test_a_connection_that_is_known_to_be_anothers_cannot_be_claimed() -> None:
    report = Sighting(connection="b2", what=What.WENT, at=START, who=Known(id="ebeling"))
    falk = PersonId("falk")
    assert not believable(report, Known(id="falk"), falk, EBELING)
    assert not believable(report, Known(id="unknown"), None, EBELING)
    assert believable(report, Known(id="ebeling"), EBELING, EBELING)
    assert believable(report, Known(name="Frau Ebeling"), None, EBELING)
    assert believable(report, Known(), None, EBELING)
    assert not believable(Roster(at=START, present=()), Known(), None, EBELING)


def test_a_connection_that_the_clerk_gave_to_another_cannot_be_claimed_by_a_page() -> None:
    report = Sighting(connection="b2", what=What.WENT, at=START, who=Known(id="ebeling"))
    assert not believable(report, Known(name="iPad"), PersonId("falk"), EBELING)


def test_a_page_tells_of_the_own_connection_also_where_a_code_names_it() -> None:
    report = Sighting(connection="b2", what=What.CAMERA_OFF, at=START, who=Known(id="ebeling"))
    assert believable(report, Known(id="8f3a"), EBELING, EBELING)


def test_the_halls_page_tells_of_all_others_in_the_words_of_jitsi() -> None:
    devices = after(
        {"event": "participantJoined", "id": "a1", "displayName": "E", "userContext": {"id": "ebeling"}},
        {"event": "participantJoined", "id": "b2", "displayName": "Gast"},
        {"event": "participantMuted", "participantId": "a1", "isMuted": True, "mediaType": "video"},
        {"event": "participantMuted", "participantId": "a1", "isMuted": False, "mediaType": "audio"},
        {"event": "participantLeft", "id": "b2"},
        {"event": "dominantSpeakerChanged", "id": "a1"},
    )
    assert (devices["a1"].who.id, devices["a1"].here, devices["a1"].camera) == ("ebeling", True, False)
    assert not devices["b2"].here and devices["b2"].who == Known(name="Gast")


def test_the_halls_roster_is_the_truth_of_its_moment() -> None:
    devices = after(
        {"event": "participantJoined", "id": "a1"},
        {"event": "roster", "present": [{"connection": "b2", "id": "falk", "camera": True}]},
    )
    assert not devices["a1"].here
    assert devices["b2"].here and devices["b2"].camera is True


def opentalk(message: str, connection: str, **more: str) -> Event:
    return {"message": message, "participant_id": "p", "connection_id": connection, **more}


def test_in_opentalk_somebody_with_two_connections_is_gone_when_the_last_one_is() -> None:
    both = (opentalk("participant_connected", "c1"), opentalk("participant_connected", "c2"))
    gone = opentalk("participant_disconnected", "c1", reason="connection_lost")
    assert [device.here for device in after(*both, gone, system="opentalk").values()] == [False, True]
    assert {device.who.account for device in after(*both, system="opentalk").values()} == {"p"}


@pytest.mark.parametrize(
    ("reason", "went"),
    [
        ("leave", True),
        ("kicked", True),
        ("banned", True),
        ("debriefed", True),
        ("sent_to_waiting_room", True),
        ("connection_lost", False),
        ("internal_error", False),
    ],
)
def test_opentalk_says_why_somebody_is_gone(reason: str, went: bool) -> None:
    events = (
        opentalk("participant_connected", "c1"),
        opentalk("participant_disconnected", "c1", reason=reason),
    )
    [device] = after(*events, system="opentalk").values()
    assert (device.here, device.went) == (False, went)


def test_in_opentalk_a_members_page_tells_of_joining_and_of_the_own_hand() -> None:
    events: tuple[Event, ...] = (
        {"message": "join_success", "id": "p"},
        {"message": "hand_raised", "participant": "q"},
        {"message": "hand_raised", "participant": "p"},
    )
    [device] = after(*events, system="opentalk", own="p/c1", person=EBELING).values()
    assert device.here and device.hand == START + timedelta(seconds=2)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"system": "jitsi"},
        {"system": "x", "events": []},
        {"system": "jitsi", "events": [5]},
        {"system": "jitsi", "events": "x"},
    ],
)
def test_a_message_in_another_shape_is_unreadable(told: Event) -> None:
    with pytest.raises(Unreadable):
        read_page(told, None, START)
    with pytest.raises(Unreadable):
        read_page(told, EBELING, START)


def test_a_members_page_that_does_not_name_its_connection_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_page({"system": "jitsi", "events": [JOINED]}, EBELING, START)
