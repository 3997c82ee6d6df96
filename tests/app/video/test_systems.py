"""Each video system's deliveries: only its own are believed, and whatever becomes of them they end in the truth."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from app.video.payloads import (
    SECRET,
    SENDERS,
    START,
    URL,
    bbb_signed,
    changed,
    livekit_signed,
    ours_signed,
    with_token,
    zoom_signed,
)
from app.video.payloads import fact as f
from handzeichen.app.video.conference import Conference, Device
from handzeichen.app.video.page import read_page
from handzeichen.app.video.port import BadSignature, Delivery, Read, Unreadable
from handzeichen.app.video.sightings import Sighting, What
from handzeichen.app.video.simulated.shapes import (
    Fact,
    bbb_body,
    jitsi_body,
    jitsi_guest,
    livekit_body,
    zoom_body,
)
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.meeting.ids import PersonId

ROOMS: Final = frozenset({"rat"})
EVERY = pytest.mark.parametrize("name", sorted(SYSTEMS))


def read(name: str, delivery: Delivery) -> Read:
    SYSTEMS[name].check(delivery, SECRET, START)
    return SYSTEMS[name].read(delivery, ROOMS, SECRET)


def believed(name: str, delivery: Delivery, secret: bytes = SECRET, late: float = 0) -> bool:
    try:
        SYSTEMS[name].check(delivery, secret, START + timedelta(seconds=late))
    except BadSignature:
        return False
    return True


def told(name: str, facts: Sequence[Fact]) -> dict[str, Device]:
    conference = Conference()
    for fact in facts:
        for report in read(name, SENDERS[name].delivery(fact)).reports:
            conference = conference.and_(report)
    names = {str(jitsi_guest(device))[:8]: device for device in ("d1", "d2")}
    return {
        names.get(device.connection, device.connection.removeprefix("w_").removeprefix("PA_")): device
        for device in conference.devices()
    }


STORIES: Final[dict[str, tuple[list[Fact], list[str]]]] = {
    "somebody comes": ([f("joined", 1)], ["d1"]),
    "somebody comes and is gone": ([f("joined", 1), f("left", 60)], []),
    "and comes back on the same line": ([f("joined", 1), f("left", 60), f("joined", 70)], ["d1"]),
    "a fast reconnect overlaps": ([f("joined", 1), f("joined", 58, "d2"), f("left", 60)], ["d2"]),
    "two devices, one goes": ([f("joined", 1), f("joined", 2, "d2"), f("left", 60, "d2")], ["d1"]),
    "no leave is delivered, but the end": ([f("joined", 1), f("joined", 2, "d2"), f("ended", 90)], []),
    "the end, and somebody comes after it": ([f("joined", 1), f("ended", 90), f("joined", 95, "d2")], ["d2"]),
    "a join of a few seconds": ([f("joined", 1), f("left", 2)], []),
}


@EVERY
@pytest.mark.parametrize("story", sorted(STORIES))
def test_every_order_of_delivery_ends_in_the_true_state_and_so_do_duplicates(name: str, story: str) -> None:
    facts, here = STORIES[story]
    for order in itertools.permutations(facts):
        for delivered in (order, (*order, *order)):
            found = told(name, delivered)
            assert sorted(one for one, device in found.items() if device.here) == here
            assert all(device.who.id == "ebeling" for device in found.values())


@EVERY
def test_a_changed_body_another_secret_and_no_signature_are_refused(name: str) -> None:
    delivery = SENDERS[name].delivery(f("joined", 1))
    assert believed(name, delivery)
    assert not believed(name, delivery, secret=b"another secret")
    assert not believed(name, replace(delivery, headers={}, query={}))
    if name not in ("jitsi", "jaas"):  # These show a fixed token: nothing binds it to the body.
        assert not believed(name, changed(delivery))


@pytest.mark.parametrize("sign", [zoom_signed, ours_signed, livekit_signed])
def test_an_old_delivery_and_one_from_the_future_are_refused(sign: object) -> None:
    name = {zoom_signed: "zoom", ours_signed: "signed", livekit_signed: "livekit"}[sign]  # type: ignore[index]
    delivery = sign(SENDERS[name].write(f("joined", 1)))  # type: ignore[operator]
    assert believed(name, delivery, late=299)
    assert not believed(name, delivery, late=301 + (60 if name == "livekit" else 0))
    assert not believed(name, delivery, late=-301)


@pytest.mark.parametrize("timestamp", ["", "x", "-1", "²", "17000000000000", "1e9", " 1700000000"])
def test_a_time_that_is_none_is_refused_though_it_is_signed(timestamp: str) -> None:
    delivery = ours_signed(b"{}")
    headers = {**delivery.headers, "handzeichen-timestamp": timestamp}
    assert not believed("signed", replace(delivery, headers=headers))


@EVERY
def test_what_of_a_system_means_nothing_to_us_is_counted_and_ignored(name: str) -> None:
    found = read(name, SENDERS[name].delivery(f("other", 1)))
    assert (found.reports, found.ignored) == ((), 1)


@EVERY
def test_another_room_of_the_same_system_is_not_ours(name: str) -> None:
    delivery = SENDERS[name].delivery(replace(f("joined", 1), room="bauausschuss"))
    # Our own words name no room: there the address does.
    assert len(read(name, delivery).reports) == (1 if name == "signed" else 0)


@EVERY
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'{"reports":5}', b"[" * 100_000])
def test_a_body_that_is_nothing_is_unreadable_or_says_nothing(name: str, body: bytes) -> None:
    try:
        found = SYSTEMS[name].read(SENDERS[name].sign(body), ROOMS, SECRET)
    except Unreadable:
        return
    assert found.reports == ()


@EVERY
def test_an_event_without_its_time_says_nothing(name: str) -> None:
    body = SENDERS[name].write(f("joined", 1))
    for time in ("1795539901000", "1795539901", "2026-11-24T17:05:01Z", "2026-11-24T17:05:01+00:00"):
        body = body.replace(time.encode(), b"null")
    assert b"null" in body
    found = SYSTEMS[name].read(SENDERS[name].sign(body), ROOMS, SECRET)
    assert (found.reports, found.ignored) == ((), 1)


@pytest.mark.parametrize("name", [name for name, sender in SENDERS.items() if "went" in sender.tells])
def test_leaving_on_purpose_is_told_from_a_broken_line_where_the_system_knows(name: str) -> None:
    assert told(name, [f("joined", 1), f("went", 60)])["d1"].went
    assert not told(name, [f("joined", 1), f("left", 60)])["d1"].went


@pytest.mark.parametrize("name", [name for name, sender in SENDERS.items() if "camera_on" in sender.tells])
def test_a_camera_is_unknown_then_on_then_off_in_any_order(name: str) -> None:
    facts = [f("joined", 1), f("camera_on", 5), f("camera_off", 9)]
    assert told(name, facts[:1])["d1"].camera is None
    assert told(name, facts[:2][::-1])["d1"].camera is True
    assert {told(name, order)["d1"].camera for order in itertools.permutations(facts)} == {False}


@pytest.mark.parametrize("name", [name for name, sender in SENDERS.items() if "hand_up" in sender.tells])
def test_a_raised_hand_is_up_until_it_is_down(name: str) -> None:
    facts = [f("joined", 1), f("hand_up", 5), f("hand_down", 9)]
    assert told(name, facts[:2])["d1"].hand is not None
    assert {told(name, order)["d1"].hand for order in itertools.permutations(facts)} == {None}


# One system each


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_bigbluebutton_signs_with_any_of_four_hashes(algorithm: str) -> None:
    body = bbb_body(f("joined", 1))
    assert believed("bigbluebutton", bbb_signed(body, algorithm))
    assert not believed("bigbluebutton", replace(bbb_signed(body, algorithm), url=URL + "x"))


def test_bigbluebutton_may_show_the_secret_as_a_token_and_not_another_one() -> None:
    body = bbb_body(f("joined", 1))
    assert believed("bigbluebutton", with_token(body))
    assert not believed("bigbluebutton", Delivery(headers={"authorization": "Bearer x"}, body=body))
    assert not believed("bigbluebutton", replace(with_token(body), query={"checksum": "00"}))


def test_bigbluebutton_may_send_several_events_at_once() -> None:
    delivery = bbb_signed(bbb_body(f("joined", 1), f("other", 2), f("camera_on", 3)))
    found = read("bigbluebutton", delivery)
    assert (len(found.reports), found.ignored) == (2, 1)


def test_in_jitsi_whoever_joins_a_breakout_room_has_left_the_main_one_on_purpose() -> None:
    left, breakout = jitsi_body(f("left", 60)), jitsi_body(f("joined", 61), is_breakout=True)
    left_it, back = jitsi_body(f("left", 90), is_breakout=True), jitsi_body(f("joined", 91))
    for bodies, here in (((left, breakout), False), ((left, breakout, left_it, back), True)):
        for order in itertools.permutations([jitsi_body(f("joined", 1)), *bodies]):
            conference = Conference()
            for body in order:
                for report in read("jitsi", with_token(body)).reports:
                    conference = conference.and_(report)
            [device] = list(conference.devices())
            assert (device.here, device.went) == (here, not here)


@pytest.mark.parametrize("secret", ["Geheimnis-für-Köln".encode(), b"\xff\x80-secret-of-bytes"])
def test_a_token_that_is_no_plain_text_is_compared_byte_for_byte(secret: bytes) -> None:
    """A server reads headers as Latin-1, whatever their sender meant."""
    came = Delivery(headers={"authorization": f"Bearer {secret.decode('latin-1')}"})
    assert believed("jitsi", came, secret) and not believed("jitsi", came, secret + b"x")


def test_in_jitsi_a_breakout_room_of_another_room_is_not_ours() -> None:
    elsewhere = jitsi_body(replace(f("joined", 61), room="bauausschuss"), is_breakout=True)
    assert read("jitsi", with_token(elsewhere)).reports == ()


@pytest.mark.parametrize("name", ["jitsi", "jaas"])
def test_in_jitsi_a_room_is_ours_whatever_capitals_its_address_has(name: str) -> None:
    delivery = SENDERS[name].delivery(f("joined", 1))
    assert len(SYSTEMS[name].read(delivery, frozenset({"Rat"}), SECRET).reports) == 1


def test_what_jitsi_and_the_page_around_it_tell_is_of_one_connection() -> None:
    """The device is dead: the page says nothing any more, and what it told must not stand on."""
    conference, own = Conference(), str(jitsi_guest("d1"))[:8]
    told = {"system": "jitsi", "own": own, "events": [{"event": "videoConferenceJoined", "id": own}]}
    for reports in (
        read("jitsi", with_token(jitsi_body(f("joined", 1)))).reports,
        read_page(told, PersonId("ebeling"), START + timedelta(seconds=2)).reports,
        read("jitsi", with_token(jitsi_body(f("left", 60)))).reports,
    ):
        for report in reports:
            conference = conference.and_(report)
    [device] = conference.devices()
    assert (device.who.id, device.here) == ("ebeling", False)


@pytest.mark.parametrize(
    ("address", "connection"),
    [
        ("14F01C40-5195-4a4d-8efb-f58b49d18741@meet.example/OWhl8jSh", "14f01c40"),
        ("moderator@auth.meet.example/OWhl8jSh", "OWhl8jSh"),
        ("14f01c40-rat@meet.example/OWhl8jSh", "OWhl8jSh"),
        # The name within a room whose own name looks so.
        ("14f01c40-5195-4a4d-8efb-f58b49d18741@conference.meet.example/a1b2c3d4", "a1b2c3d4"),
    ],
)
def test_the_address_in_jitsi_gives_the_name_within_the_room_away_where_it_is_a_guests(
    address: str, connection: str
) -> None:
    event = json.loads(jitsi_body(f("joined", 1)))
    event["occupant"]["occupant_jid"] = address
    event["room_jid"] = "14f01c40-5195-4a4d-8efb-f58b49d18741@conference.meet.example"
    [report] = read("jitsi", with_token(json.dumps(event).encode())).reports
    assert isinstance(report, Sighting) and report.connection == connection


@pytest.mark.parametrize(
    "delivery",
    [
        livekit_signed(livekit_body(f("joined", 1)), head={"alg": "none"}),
        livekit_signed(livekit_body(f("joined", 1)), head={"alg": "RS256"}),
        livekit_signed(livekit_body(f("joined", 1)), sha256="x"),
        livekit_signed(livekit_body(f("joined", 1)), sha256=None),
        livekit_signed(livekit_body(f("joined", 1)), exp=None),
        livekit_signed(livekit_body(f("joined", 1)), nbf="soon"),
        *(
            Delivery(headers={"authorization": token})
            for token in ("", "..", "a.b", "ä.b.c", "e30.e30.", "!.!.!")
        ),
    ],
)
def test_a_token_of_livekit_that_is_none_is_refused(delivery: Delivery) -> None:
    assert not believed("livekit", delivery)


def test_a_token_of_livekit_may_count_until_the_last_day_of_all() -> None:
    assert believed("livekit", livekit_signed(livekit_body(f("joined", 1)), exp=253402300799))


def test_a_muted_camera_of_livekit_is_unknown_since_nobody_would_tell_of_its_end() -> None:
    body = livekit_body(f("camera_on", 5)).replace(b'"muted": false', b'"muted": true')
    assert read("livekit", livekit_signed(body)).ignored == 1


def test_a_screen_that_is_shared_is_no_camera() -> None:
    body = livekit_body(f("camera_on", 5)).replace(b"CAMERA", b"SCREEN_SHARE")
    assert read("livekit", livekit_signed(body)).ignored == 1


def test_zoom_asks_whose_address_it_is_and_hears_its_token_signed() -> None:
    body = json.dumps(
        {"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}
    )
    answer = read("zoom", zoom_signed(body.encode())).answer
    assert answer is not None and answer["plainToken"] == "qgg8vlvZRS6UYooatFL8Aw"
    assert len(answer["encryptedToken"]) == 64


@pytest.mark.parametrize(
    ("reason", "went"),
    [
        ("Frau B left the meeting.<br>Reason: left the meeting", True),
        ("Frau B left the meeting.<br>Reason: Removed by host", True),
        ("Frau B left the meeting.<br>Reason: Joined breakout room", True),
        ("Frau B left the meeting.<br>Reason: Host ended the meeting", False),
        ("Frau B got disconnected from the meeting.<br>Reason: Network connection error", False),
        ("Frau B left the meeting.<br>Reason: left the meeting after a network error", False),
        ("Frau B left the meeting.", False),
        ("", False),
        (None, False),
        (5, False),
    ],
)
def test_zoom_says_in_a_sentence_why_somebody_left(reason: object, went: bool) -> None:
    event = json.loads(zoom_body(f("left", 60)))
    event["payload"]["object"]["participant"]["leave_reason"] = reason
    [report] = read("zoom", zoom_signed(json.dumps(event).encode())).reports
    assert isinstance(report, Sighting) and (report.what is What.WENT) is went


def test_our_own_words_carry_rosters_too() -> None:
    present = [{"connection": "d1", "id": "ebeling", "camera": True}, {"connection": "d2", "name": "Gast"}]
    body = json.dumps({"reports": [{"at": "2026-11-24T18:06:00+01:00", "roster": present}]})
    conference = Conference().and_(*read("signed", ours_signed(body.encode())).reports)
    assert [(device.connection, device.here, device.camera) for device in conference.devices()] == [
        ("d1", True, True),
        ("d2", True, None),
    ]
