"""What is kept of a conference: for its meeting alone, and no longer than that."""

from datetime import UTC, datetime, timedelta

import pytest

from app.video.kit import hybrid
from handzeichen.app.video.settings import Setting
from handzeichen.app.video.sightings import Known, Sighting, What
from handzeichen.app.video.watching import AHEAD, MOST_AHEAD, REMEMBERED, Watching
from handzeichen.meeting.commands import LoseConnection, SetCamera
from handzeichen.meeting.ids import PersonId
from meeting.kit import moment

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def joined(connection: str, at: datetime = NOW, who: str | None = "ebeling") -> Sighting:
    return Sighting(connection=connection, what=What.JOINED, at=at, who=Known(id=who))


def watching(*reports: Sighting, meeting: str | None = "rat-1") -> Watching:
    found = Watching(Setting(id="rat", body="rat"))
    found.begin(meeting, NOW)
    assert found.take(reports, NOW) == 0
    return found


def connections(found: Watching) -> list[str]:
    return sorted(found.conference.connections)


def test_what_another_server_keeps_of_the_same_meeting_is_added_and_of_another_is_not() -> None:
    here, there, elsewhere = (
        watching(joined("a")),
        watching(joined("b")),
        watching(joined("c"), meeting="rat-2"),
    )
    here.with_kept(there.kept(), is_old=False)
    here.with_kept(elsewhere.kept(), is_old=False)
    assert connections(here) == ["a", "b"]


def test_after_a_restart_what_was_kept_waits_for_its_meeting() -> None:
    old, of_another = watching(joined("a")), watching(joined("b"), meeting="rat-0")
    new = Watching(Setting(id="rat", body="rat"))
    new.with_kept(of_another.kept(), is_old=True)
    new.with_kept(old.kept(), is_old=True)
    assert connections(new) == []
    new.begin("rat-1", NOW)
    assert connections(new) == ["a"]


def test_a_delivery_of_another_evening_sent_again_brings_nobody_back() -> None:
    found = watching()
    assert found.take([joined("old", NOW - REMEMBERED - SECOND), joined("new", NOW - REMEMBERED)], NOW) == 1
    assert connections(found) == ["new"]


def test_what_is_damaged_is_passed_over() -> None:
    found = watching(joined("a"))
    found.with_kept("{", is_old=True)
    assert connections(found) == ["a"]


def test_when_the_meeting_is_over_nothing_is_known_any_more() -> None:
    found = watching(joined("a"))
    found.say("connection:a", PersonId("falk"), NOW)
    found.begin(None, NOW)
    assert connections(found) == [] and found.seats.said == {} and found.is_unsaved


def test_in_the_next_meeting_of_an_evening_nobody_is_here_but_whose_a_connection_is_stays_known() -> None:
    """BigBlueButton says of a leave no more than which connection it was."""
    guest = Sighting(connection="b", what=What.JOINED, at=NOW, who=Known(account="u-1", name="iPad"))
    gone = Sighting(connection="c", what=What.LEFT, at=NOW + SECOND)
    found = watching(joined("a", who="gerdes"), guest, joined("c"))
    found.take([gone], NOW + SECOND)
    found.say("account:u-1", PersonId("falk"), NOW)
    found.say("account:u-2", PersonId("ebeling"), NOW)
    found.begin("rat-2", NOW + 2 * SECOND)
    evening, here = hybrid(), moment("18:05")
    assert connections(found) == ["a", "b"] and found.seats.said == {"account:u-1": "falk"}
    assert found.look(evening.meeting, here, NOW) == [] and found.strangers(evening.meeting) == []
    found.take([Sighting(connection="a", what=What.LEFT, at=NOW + 60 * SECOND)], NOW + 60 * SECOND)
    [asking] = found.look(evening.meeting, here + 80 * SECOND, NOW + 80 * SECOND)
    assert asking.command == LoseConnection(person=PersonId("gerdes"), since=here + 60 * SECOND)


def test_whoever_has_joined_before_the_meeting_is_known_in_it_and_last_nights_are_forgotten() -> None:
    found = watching(joined("new"), meeting=None)
    last_night = NOW - REMEMBERED - SECOND
    found.take([joined("old", last_night)], last_night)
    assert connections(found) == ["new", "old"]
    found.begin(None, NOW)
    assert connections(found) == ["new"]
    found.begin("rat-1", NOW)
    assert connections(found) == ["new"]


def test_a_repeated_report_needs_no_keeping() -> None:
    found = watching(joined("a"))
    found.kept()
    found.take([joined("a")], NOW)
    assert not found.is_unsaved
    found.take([joined("b")], NOW)
    assert found.is_unsaved


def test_a_clock_that_is_a_little_ahead_keeps_the_order_of_its_events_and_one_far_ahead_is_not_believed() -> (
    None
):
    left = Sighting(connection="a", what=What.LEFT, at=NOW + 6 * SECOND)
    found = watching(joined("a", NOW + 5 * SECOND), left, joined("a", NOW + 5 * SECOND))
    assert [device.here for device in found.conference.devices()] == [False]
    assert found.take([joined("a", NOW + AHEAD + SECOND)], NOW) == 1


@pytest.mark.parametrize("ahead", [0, 60])
def test_a_line_breaks_when_it_is_told_though_the_clock_is_ahead_and_another_time_was_wrong(
    ahead: int,
) -> None:
    evening, opened = hybrid(), moment("18:05")
    found = watching(joined("a", who="gerdes"))
    found.take([joined("x", NOW + AHEAD, "nobody")], NOW)

    def asked(seconds: int) -> list[object]:
        return [
            one.command
            for one in found.look(evening.meeting, opened + seconds * SECOND, NOW + seconds * SECOND)
        ]

    left = Sighting(connection="a", what=What.LEFT, at=NOW + (100 + ahead) * SECOND)
    found.take([left], NOW + 100 * SECOND)
    assert asked(102) == [], "the grace counts"
    [lost] = asked(111)
    assert lost == LoseConnection(person=PersonId("gerdes"), since=opened + 100 * SECOND)
    found.take([left], NOW + 130 * SECOND)
    assert asked(131) == [], "told twice"


@pytest.mark.parametrize("is_old", [False, True], ids=["another server", "after a restart"])
def test_whoever_people_have_sent_away_does_not_come_back_because_a_clock_is_ahead(is_old: bool) -> None:
    """For whoever was not told it the join would lie after the leaving that people have entered."""
    evening, opened = hybrid(), moment("18:05")
    told = watching(joined("a", NOW + 60 * SECOND, who="gerdes"))
    evening.accepted("clerk", "leave", person="gerdes", at="18:05:30")
    heard = watching() if not is_old else Watching(Setting(id="rat", body="rat"))
    heard.with_kept(told.kept(), is_old=is_old)
    heard.begin("rat-1", NOW)
    for one in (told, heard):
        assert one.look(evening.meeting, opened + 70 * SECOND, NOW + 70 * SECOND) == []
    told.take([joined("b", NOW + 90 * SECOND, who="gerdes")], NOW + 80 * SECOND)
    heard.with_kept(told.kept(), is_old=False)
    assert len(heard.look(evening.meeting, opened + 100 * SECOND, NOW + 100 * SECOND)) == 1


def test_a_clock_that_is_ahead_all_evening_fills_no_memory() -> None:
    found = watching()
    for number in range(2):
        many = [joined("a", NOW + (number * MOST_AHEAD + one) * SECOND / 1_000) for one in range(MOST_AHEAD)]
        assert found.take(many, NOW) == 0
    assert len(found._told) == MOST_AHEAD
    assert len(found.kept()) < 1_000, "what counts no more is not kept"


def test_a_stranger_is_whoever_the_clerk_has_said_also_after_a_reconnect() -> None:
    evening = hybrid()
    guest = Known(account="u-1", name="iPad von Lena")
    found = watching(Sighting(connection="a", what=What.JOINED, at=NOW, who=guest))
    here = moment("18:05")
    assert found.look(evening.meeting, here, NOW) == []
    [stranger] = found.strangers(evening.meeting)
    found.say("account:u-1", PersonId("ebeling"), NOW)
    assert found.strangers(evening.meeting) == [] and stranger.who.name == "iPad von Lena"
    found.take([Sighting(connection="b", what=What.JOINED, at=NOW, who=guest)], NOW)
    assert found.strangers(evening.meeting) == []
    [asking] = found.look(evening.meeting, here, NOW)
    assert (type(asking.command).__name__, asking.person) == ("Arrive", "ebeling")
    found.say("account:u-1", None, NOW + SECOND)
    assert len(found.strangers(evening.meeting)) == 2


def test_what_was_taken_back_at_one_server_does_not_come_back_from_another() -> None:
    here, there = watching(joined("a", who=None)), watching()
    here.say("connection:a", PersonId("falk"), NOW)
    there.with_kept(here.kept(), is_old=False)
    assert there.seats.said == {"connection:a": "falk"}
    here.say("connection:a", None, NOW + SECOND)
    here.with_kept(there.kept(), is_old=False)
    there.with_kept(here.kept(), is_old=False)
    assert here.seats.said == there.seats.said == {}


def test_whoever_is_here_in_another_conference_of_the_meeting_is_not_gone() -> None:
    evening, opened = hybrid(), moment("18:05")
    one, other = watching(joined("a", who="gerdes")), watching(joined("b", who="gerdes"))

    def asked(seconds: int) -> list[tuple[str, datetime | None]]:
        now, here = NOW + seconds * SECOND, opened + seconds * SECOND
        found = [
            *one.look(evening.meeting, here, now, [other]),
            *other.look(evening.meeting, here, now, [one]),
        ]
        assert len({asking.key for asking in found}) <= 1
        return [(type(asking.command).__name__, asking.command.since) for asking in found]  # type: ignore[union-attr]

    def left(connection: str, seconds: int) -> Sighting:
        return Sighting(connection=connection, what=What.LEFT, at=NOW + seconds * SECOND)

    one.take([left("a", 20)], NOW + 20 * SECOND)
    assert asked(60) == []
    other.take([left("b", 300)], NOW + 300 * SECOND)
    assert asked(320) == [("LoseConnection", opened + 300 * SECOND)] * 2
    one.take([joined("c", NOW + 400 * SECOND, "gerdes")], NOW + 400 * SECOND)
    assert asked(420) == []


def test_a_camera_that_is_on_in_one_conference_is_on() -> None:
    evening, here = hybrid(), moment("18:05")
    one, other = watching(joined("a", who="gerdes")), watching(joined("b", who="gerdes"))
    one.take([Sighting(connection="a", what=What.CAMERA_OFF, at=NOW + SECOND)], NOW + SECOND)
    other.take([Sighting(connection="b", what=What.CAMERA_ON, at=NOW)], NOW)
    [asking] = one.look(evening.meeting, here, NOW + 2 * SECOND, [other])
    assert asking.command == SetCamera(person=PersonId("gerdes"), on=True)
