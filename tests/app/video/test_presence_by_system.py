"""From each system's deliveries to the presence in the meeting: repeated, in disorder and with leaves missing.

Two members on up to three devices, told by each system in its own shape and signed as it signs, and by its roster where
it has one. However it is delivered, the meeting ends with what is true, and any two deliveries of the same end alike.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.video.kit import Followed, at
from app.video.payloads import SECRET, SENDERS, START, bbb_signed, fact, with_token
from handzeichen.app.video.conference import Conference
from handzeichen.app.video.port import Delivery
from handzeichen.app.video.roster import COUNTS_LATER, POLLS
from handzeichen.app.video.seats import handle
from handzeichen.app.video.sightings import Report, Roster, Sighting, What
from handzeichen.app.video.simulated.shapes import Fact, jitsi_body
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.meeting.ids import PersonId

ROOMS: Final = frozenset({"rat"})
EVERY = pytest.mark.parametrize("name", sorted(SYSTEMS))
WITH_ROSTER = pytest.mark.parametrize("name", sorted(POLLS))
HERE, DISTURBED, GONE = "here", "disturbed", "gone"


def f(what: str, second: int, device: str = "d1", who: str = "ebeling") -> Fact:
    return replace(fact(what, second, device), who=who)


def read(name: str, delivery: Delivery) -> tuple[Report, ...]:
    SYSTEMS[name].check(delivery, SECRET, START)
    return SYSTEMS[name].read(delivery, ROOMS, SECRET).reports


def told(name: str, happened: Fact) -> tuple[Report, ...]:
    return read(name, SENDERS[name].delivery(happened))


def roster(name: str, second: int, present: Sequence[tuple[str, str]]) -> Roster:
    """What the system answers when it is asked who is there: devices and whose they are."""
    asked = at(second) + COUNTS_LATER
    if name == "livekit":
        listed = [
            {"sid": f"PA_{device}", "identity": who, "state": "ACTIVE", "tracks": []}
            for device, who in present
        ]
        return POLLS[name].read(json.dumps({"participants": listed}).encode(), asked)
    rows = "".join(f"<attendee><userID>{who}</userID></attendee>" for _, who in present)
    answer = f"<response><returncode>SUCCESS</returncode><attendees>{rows}</attendees></response>"
    return POLLS[name].read(answer.encode(), asked)


def state(meeting: Followed, who: str) -> str:
    presence = meeting.evening.presence(who)
    return GONE if presence.via is None else DISTURBED if presence.disturbed else HERE


def ends(reports: Sequence[Report], *, known: Sequence[Report] = ()) -> Followed:
    """The meeting two minutes after all of it was delivered, in this order, a look each few seconds between; what is
    known was delivered when it happened."""
    meeting = Followed(now=2)
    meeting.report(*known)
    meeting.wait_until(100)
    for report in reports:
        meeting.report(report)
        meeting.wait(3)
    meeting.wait(120)
    return meeting


def orders(reports: Sequence[Report]) -> list[list[Report]]:
    """As it happened; everything twice; backwards; and at random."""
    chance = random.Random(len(reports))
    mixed = [*reports, *reports]
    chance.shuffle(mixed)
    return [[*reports], [one for one in reports for _ in range(2)], [*reversed(reports)], mixed]


STORIES: Final[dict[str, tuple[list[Fact], str]]] = {
    "comes and stays": ([f("joined", 1)], HERE),
    "the line breaks": ([f("joined", 1), f("left", 60)], DISTURBED),
    "it breaks and is back on the same connection": (
        [f("joined", 1), f("left", 40), f("joined", 80)],
        HERE,
    ),
    "a fast reconnect overlaps, and the first one's leave is late": (
        [f("joined", 1), f("joined", 58, "d2"), f("left", 60)],
        HERE,
    ),
    "two devices, the second breaks": ([f("joined", 1), f("joined", 2, "d2"), f("left", 60, "d2")], HERE),
    "two devices, both break": (
        [f("joined", 1), f("joined", 2, "d2"), f("left", 60, "d2"), f("left", 70)],
        DISTURBED,
    ),
    "a join of a few seconds": ([f("joined", 1), f("left", 2)], DISTURBED),
    "the leave is missing, and the conference ends": ([f("joined", 1), f("ended", 90)], DISTURBED),
    "the leave is missing, and somebody is back before the end": (
        [f("joined", 1), f("ended", 70), f("joined", 80, "d2")],
        HERE,
    ),
}


@EVERY
@pytest.mark.parametrize("story", sorted(STORIES))
def test_the_meeting_ends_with_the_truth_in_any_order_and_with_duplicates(name: str, story: str) -> None:
    facts, truth = STORIES[story]
    # Falk sits beside it all evening, and nothing that happens to Ebeling happens to him, but the end.
    known = [*told(name, facts[0]), *told(name, f("joined", 1, "f1", "falk"))]
    for reports in orders([*known, *(report for one in facts[1:] for report in told(name, one))]):
        meeting = ends(reports, known=known)
        assert state(meeting, "ebeling") == truth
        is_over = any(one.what == "ended" for one in facts)
        assert state(meeting, "falk") == (DISTURBED if is_over else HERE)
        assert not meeting.refused


@EVERY
def test_whoever_was_gone_before_anything_was_delivered_never_came(name: str) -> None:
    for reports in orders([*told(name, f("joined", 1)), *told(name, f("left", 2))]):
        if isinstance(reports[0], Sighting) and reports[0].what is What.JOINED:
            continue  # Then it is a line that broke.
        assert state(ends(reports), "ebeling") == GONE


@pytest.mark.parametrize("name", [name for name, sender in SENDERS.items() if "went" in sender.tells])
def test_whoever_goes_on_purpose_is_gone_and_on_another_device_still_here(name: str) -> None:
    facts = [f("joined", 1), f("joined", 5, "d2"), f("went", 60)]
    for more, truth in (([], HERE), ([f("went", 70, "d2")], GONE), ([f("left", 70, "d2")], DISTURBED)):
        for reports in orders([report for one in (*facts, *more) for report in told(name, one)]):
            meeting = Followed()
            meeting.report(*told(name, facts[0]))
            meeting.wait(90)
            for report in reports:
                meeting.report(report)
                meeting.wait(1)
            meeting.wait(60)
            assert state(meeting, "ebeling") == truth


# Leaves that are never delivered


@EVERY
def test_without_a_leave_and_a_roster_somebody_stays_here_until_people_say_otherwise(name: str) -> None:
    meeting = ends(told(name, f("joined", 1)))
    assert state(meeting, "ebeling") == HERE
    meeting.evening.accepted("clerk", "lose_connection", person="ebeling")
    meeting.report(*told(name, f("joined", 1)))
    meeting.wait(60)
    assert state(meeting, "ebeling") == DISTURBED


@WITH_ROSTER
def test_a_roster_ends_the_line_whose_leave_was_never_delivered(name: str) -> None:
    joined = [*told(name, f("joined", 1)), *told(name, f("joined", 2, "f1", "falk"))]
    without = roster(name, 60, [("f1", "falk")])
    for reports in orders([*joined, without]):
        meeting = ends(reports, known=joined)
        assert (state(meeting, "ebeling"), state(meeting, "falk")) == (DISTURBED, HERE)
        meeting.report(*told(name, f("joined", 300, "d2")), seconds=305)
        meeting.wait(60)
        assert state(meeting, "ebeling") == HERE


@WITH_ROSTER
def test_a_roster_keeps_whoever_is_there_on_one_of_two_devices_and_finds_whom_no_join_named(
    name: str,
) -> None:
    facts = [*told(name, f("joined", 1)), *told(name, f("joined", 2, "d2")), *told(name, f("left", 50, "d2"))]
    listed = roster(name, 60, [("d1", "ebeling"), ("f1", "falk")])
    for reports in orders([*facts, listed]):
        meeting = ends(reports)
        assert (state(meeting, "ebeling"), state(meeting, "falk")) == (HERE, HERE)


# Any facts


DEVICES: Final = (("d1", "ebeling"), ("d2", "ebeling"), ("f1", "falk"))


@st.composite
def facts(draw: st.DrawFn, name: str) -> list[Report]:
    """Anything that a system tells of three devices in two minutes, and its rosters."""
    tells = sorted(SENDERS[name].tells)
    found = list[Report]()
    for _ in range(draw(st.integers(1, 7))):
        second, (device, who) = draw(st.integers(1, 120)), draw(st.sampled_from(DEVICES))
        if name in POLLS and draw(st.booleans()):
            found.append(roster(name, second, sorted(draw(st.sets(st.sampled_from(DEVICES))))))
        else:
            found += told(name, f(draw(st.sampled_from(tells)), second, device, who))
    return found


@EVERY
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_two_deliveries_of_the_same_facts_give_the_same_presence(name: str, data: st.DataObject) -> None:
    reports = data.draw(facts(name))
    mixed = [*reports, *data.draw(st.lists(st.sampled_from(reports), max_size=4))]
    data.draw(st.randoms(use_true_random=False)).shuffle(mixed)
    as_told, otherwise = Conference(), Conference()
    for report in reports:
        as_told = as_told.and_(report)
    for report in mixed:
        otherwise = otherwise.and_(report)
    assert list(as_told.devices()) == list(otherwise.devices())
    one, two = Followed(conference=as_told), Followed(conference=otherwise)
    for meeting in (one, two):
        meeting.now = 130
        meeting.wait(150)
        assert not meeting.refused
    for who in ("ebeling", "falk"):
        assert one.evening.presence(who).camera == two.evening.presence(who).camera
        assert state(one, who) == state(two, who)
        assert (state(one, who) == HERE) == any(
            device.here and device.who.id == who for device in as_told.devices()
        )


# What single systems get wrong


def test_bigbluebutton_that_names_another_member_when_somebody_leaves_takes_nobody_elses_line() -> None:
    body = SENDERS["bigbluebutton"].write(f("left", 60)).replace(b"ebeling", b"falk")  # Ebeling's connection.
    reports = [
        *told("bigbluebutton", f("joined", 1)),
        *told("bigbluebutton", f("joined", 1, "f1", "falk")),
        *read("bigbluebutton", bbb_signed(body)),
    ]
    for order in orders(reports):
        meeting = ends(order, known=reports[:2])
        assert (state(meeting, "ebeling"), state(meeting, "falk")) == (DISTURBED, HERE)


def test_livekit_that_tells_the_old_leave_after_the_new_join_ends_nothing() -> None:
    """A fast reconnect: the new connection is another one, and the old one's leave is told late and late in time."""
    reports = [
        report
        for one in (f("joined", 1), f("joined", 61, "d2"), f("camera_on", 62, "d2"), f("left", 75))
        for report in told("livekit", one)
    ]
    for order in orders(reports):
        meeting = ends(order)
        assert state(meeting, "ebeling") == HERE and meeting.evening.presence("ebeling").camera is True


def test_jitsi_breakout_rooms_are_a_leaving_and_whoever_is_back_is_back() -> None:
    def into(second: int, *, is_breakout: bool, what: str = "joined") -> tuple[Report, ...]:
        return read("jitsi", with_token(jitsi_body(f(what, second), is_breakout=is_breakout)))

    out = [
        *into(1, is_breakout=False),
        *into(40, is_breakout=False, what="left"),
        *into(41, is_breakout=True),
    ]
    back = [*out, *into(80, is_breakout=True, what="left"), *into(81, is_breakout=False)]
    for reports, truth in ((out, GONE), (back, HERE)):
        for order in orders(reports):
            meeting = Followed()
            meeting.report(out[0])
            meeting.wait(100)
            for report in order:
                meeting.report(report)
            meeting.wait(60)
            assert state(meeting, "ebeling") == truth


def test_of_two_accounts_of_one_person_one_by_id_and_one_by_the_clerks_word_the_last_one_counts() -> None:

    other = [
        replace(report, who=replace(report.who, id=None, account="office-3"))
        for report in told("livekit", f("joined", 5, "d2"))
        if isinstance(report, Sighting)
    ]
    meeting = Followed()
    meeting.report(*told("livekit", f("joined", 1)), *other)
    device = next(one for one in meeting.conference.devices() if one.who.account == "office-3")
    meeting.seats = replace(meeting.seats, said={handle(device): PersonId("ebeling")})
    meeting.report(*told("livekit", f("left", 30)), seconds=30)
    meeting.wait(60)
    assert state(meeting, "ebeling") == HERE
    left = told("livekit", f("left", 100, "d2"))
    meeting.report(
        *[replace(one, who=other[0].who) for one in left if isinstance(one, Sighting)], seconds=100
    )
    meeting.wait(60)
    assert state(meeting, "ebeling") == DISTURBED
