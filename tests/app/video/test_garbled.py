"""Whatever a video system comes to send, and whatever somebody makes of a signature: it is read, ignored or refused."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.video.payloads import SECRET, SENDERS, START, fact
from handzeichen.app.video.page import read_page
from handzeichen.app.video.port import BadSignature, Read, Unreadable
from handzeichen.app.video.settings import Setting
from handzeichen.app.video.simulated.shapes import Fact, Json, bbb_event
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.app.video.watching import Watching
from handzeichen.meeting.ids import PersonId

CUT_OFF = st.just("Ratsfrau \ud83d")
"""A name that a system has cut off within one letter."""
FIRST_DAY = st.just("0001-01-01T00:00:00+14:00")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | CUT_OFF | FIRST_DAY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
WHAT = st.sampled_from(["joined", "left", "went", "camera_on", "hand_up", "ended", "other"])


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, one in inner for found in places(one, (*way, key)))]


def exchanged(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    """The same with one value exchanged."""
    if not way:
        return new
    copy = value.copy()
    copy[way[0]] = exchanged(value[way[0]], way[1:], new)
    return copy


def body_of(name: str, event: Any) -> bytes:
    """As the system would send it."""
    if name != "bigbluebutton":
        return json.dumps(event).encode()
    return urlencode({"event": json.dumps([event])}).encode()


def event_of(name: str, told: Fact) -> Json:
    found: Json = bbb_event(told) if name == "bigbluebutton" else json.loads(SENDERS[name].write(told))
    return found


@pytest.mark.parametrize("name", sorted(SYSTEMS))
@settings(max_examples=60, deadline=None)
@given(WHAT, JSON, st.data())
def test_a_delivery_with_any_value_exchanged_is_read_or_unreadable(
    name: str, what: str, new: Any, data: st.DataObject
) -> None:
    event = event_of(name, fact(what, 1))
    way = data.draw(st.sampled_from(places(event)))
    delivery = SENDERS[name].sign(body_of(name, exchanged(event, way, new)))
    SYSTEMS[name].check(delivery, SECRET, START)
    try:
        found = SYSTEMS[name].read(delivery, frozenset({"rat"}), SECRET)
    except Unreadable:
        return
    assert isinstance(found, Read) and all(report.at.tzinfo is not None for report in found.reports)
    watching = Watching(Setting(id="rat", body="rat"))
    watching.take(found.reports, START)
    assert watching.kept().encode()


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_a_name_cut_off_within_a_letter_stops_nobody_from_being_kept(name: str) -> None:
    whole = json.dumps(event_of(name, fact("joined", 1)))
    told = json.loads(whole.replace("Frau Beispiel", "Frau \\ud83d"))
    found = SYSTEMS[name].read(SENDERS[name].sign(body_of(name, told)), frozenset({"rat"}), SECRET)
    watching = Watching(Setting(id="rat", body="rat"))
    watching.take(found.reports, START)
    assert found.reports and "Frau \ufffd" in watching.kept()


@pytest.mark.parametrize("name", ["signed", "zoom"])
def test_the_first_day_of_all_is_no_time_elsewhere(name: str) -> None:
    told = json.dumps(event_of(name, fact("joined", 1)))
    at = json.loads(told)["reports"][0]["at"] if name == "signed" else None
    at = at or json.loads(told)["payload"]["object"]["participant"]["join_time"]
    body = told.replace(at, "0001-01-01T00:00:00+14:00").encode()
    found = SYSTEMS[name].read(SENDERS[name].sign(body), frozenset({"rat"}), SECRET)
    assert (found.reports, found.ignored) == ((), 1)


@pytest.mark.parametrize("name", sorted(SYSTEMS))
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_stands_where_a_signature_belongs_is_refused(name: str, one: str, other: str) -> None:
    delivery = SENDERS[name].delivery(fact("joined", 1))
    headers = {key: (one, other)[number % 2] for number, key in enumerate(delivery.headers)}
    query = {key: one for key in delivery.query}
    with pytest.raises(BadSignature):
        SYSTEMS[name].check(replace(delivery, headers=headers, query=query), SECRET, START)


PAGE: Json = {
    "system": "jitsi",
    "own": "a1",
    "events": [
        {"event": "participantJoined", "id": "a1", "displayName": "E", "userContext": {"id": "ebeling"}},
        {"event": "raiseHandUpdated", "id": "a1", "handRaised": 5},
        {"event": "participantMuted", "participantId": "a1", "isMuted": True, "mediaType": "video"},
        {"event": "videoMuteStatusChanged", "muted": True},
        {"event": "roster", "present": [{"connection": "b2", "id": "falk", "camera": True}]},
        {
            "message": "participant_disconnected",
            "participant_id": "p",
            "connection_id": "c",
            "reason": "leave",
        },
        {"message": "hand_raised", "participant": "a1"},
    ],
}


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from(places(PAGE)[1:]), st.sampled_from(["jitsi", "opentalk"]), st.booleans())
def test_a_page_may_say_anything(new: Any, way: tuple[Any, ...], system: str, is_hall: bool) -> None:
    told = exchanged({**PAGE, "system": system}, way, new)
    try:
        found = read_page(told, None if is_hall else PersonId("ebeling"), START)
    except Unreadable:
        return
    assert len(found.reports) + found.ignored == len(told["events"])
