"""What is known of a conference does not depend on the order or number of deliveries."""

from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.app.video.conference import MOST, Conference, Device
from handzeichen.app.video.sightings import Known, Present, Report, Roster, Sighting, What

START = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def after(*reports: Report) -> dict[str, Device]:
    known = reduce(Conference.and_, reports, Conference())
    return {device.connection: device for device in known.devices()}


def seen(what: What, seconds: int, connection: str = "c1", who: str | None = None) -> Sighting:
    return Sighting(connection=connection, what=what, at=at(seconds), who=Known(id=who))


NAMES = st.sampled_from(["c1", "c2", "c3"])
TIMES = st.integers(0, 5).map(at)
WHO = st.builds(
    Known,
    id=st.sampled_from([None, "iri", "elvers"]),
    account=st.sampled_from([None, "a1", "a2"]),
    name=st.sampled_from([None, "Frau Iri"]),
)
SIGHTINGS = st.builds(Sighting, connection=NAMES, what=st.sampled_from(What), at=TIMES, who=WHO)
PRESENT = st.builds(
    Present, connection=st.one_of(NAMES, st.none()), who=WHO, camera=st.sampled_from([None, True, False])
)
ROSTERS = st.builds(Roster, at=TIMES, present=st.lists(PRESENT, max_size=3).map(tuple))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(SIGHTINGS, ROSTERS), max_size=8), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_give_the_same_conference(reports: list[Report], chance: object) -> None:
    delivered = [*reports, *reports[: len(reports) // 2]]
    chance.shuffle(delivered)  # type: ignore[attr-defined]
    assert after(*delivered) == after(*reports)


def test_of_many_connections_only_the_one_that_a_report_is_of_is_worked_out_again() -> None:
    known = reduce(Conference.and_, (seen(What.JOINED, 0, one) for one in ("c1", "c2", "c3")), Conference())
    before = {device.connection: device for device in known.devices()}
    now = {device.connection: device for device in known.and_(seen(What.CAMERA_ON, 1, "c2")).devices()}
    assert now["c1"] is before["c1"] and now["c3"] is before["c3"]
    assert before["c2"].camera is None and now["c2"].camera is True


def test_a_late_join_does_not_bring_back_who_has_left() -> None:
    assert not after(seen(What.LEFT, 5), seen(What.JOINED, 2))["c1"].here


def test_a_fast_reconnect_counts_by_the_time_of_its_events() -> None:
    devices = after(
        seen(What.JOINED, 0), seen(What.JOINED, 4, "c2"), seen(What.LEFT, 3), seen(What.CAMERA_ON, 5, "c2")
    )
    assert not devices["c1"].here
    assert devices["c2"].here and devices["c2"].camera is True


def test_a_camera_is_unknown_until_it_is_told() -> None:
    assert after(seen(What.JOINED, 0))["c1"].camera is None
    assert after(seen(What.JOINED, 0), seen(What.CAMERA_OFF, 1))["c1"].camera is False


def test_a_roster_ends_a_connection_whose_leaving_was_never_delivered() -> None:
    lost = after(seen(What.JOINED, 0), Roster(at=at(60), present=()))["c1"]
    assert (lost.here, lost.went, lost.since) == (False, False, at(60))


def test_a_join_after_the_roster_counts_though_the_roster_does_not_name_it() -> None:
    assert after(Roster(at=at(60), present=()), seen(What.JOINED, 61))["c1"].here


def test_a_roster_knows_whom_no_delivery_named() -> None:
    found = after(Roster(at=at(60), present=(Present(connection="c9", who=Known(id="iri")),)))["c9"]
    assert found.here and found.who.id == "iri"


def test_leaving_on_purpose_is_told_from_a_line_that_broke() -> None:
    assert after(seen(What.JOINED, 0), seen(What.WENT, 3))["c1"].went
    assert not after(seen(What.JOINED, 0), seen(What.LEFT, 3))["c1"].went


def test_whom_only_rosters_named_is_gone_when_the_next_one_does_not() -> None:
    first = Roster(at=at(60), present=(Present(connection="c9", who=Known(id="iri")),))
    gone = after(first, Roster(at=at(75), present=()))["c9"]
    assert (gone.here, gone.since, gone.who.id) == (False, at(75), "iri")


def account(name: str, camera: bool | None = None) -> Present:
    return Present(connection=None, who=Known(id=name, account=name), camera=camera)


def joined(seconds: int, connection: str) -> Sighting:
    who = Known(id="iri", account="iri")
    return Sighting(connection=connection, what=What.JOINED, at=at(seconds), who=who)


def test_a_roster_of_accounts_keeps_the_connections_of_those_it_names_and_ends_all_others() -> None:
    listed = Roster(at=at(60), present=(account("iri", True),))
    [device] = after(joined(0, "c1"), listed).values()
    assert (device.connection, device.here, device.since, device.camera) == ("c1", True, at(0), True)
    assert not any(one.here for one in after(joined(0, "c1"), Roster(at=at(60), present=())).values())


def test_a_roster_of_accounts_knows_whom_no_delivery_named_and_when_that_one_is_gone() -> None:
    listed = Roster(at=at(60), present=(account("iri"),))
    assert [one.here for one in after(listed).values()] == [True]
    assert [one.here for one in after(listed, Roster(at=at(75), present=())).values()] == [False]


def test_a_leave_after_the_roster_of_accounts_counts() -> None:
    listed = Roster(at=at(60), present=(account("iri"),))
    left = Sighting(connection="c1", what=What.LEFT, at=at(70))
    assert [(name, one.here, one.since) for name, one in after(joined(0, "c1"), listed, left).items()] == [
        ("c1", False, at(70))
    ]
    assert any(one.here for one in after(joined(0, "c1"), seen(What.LEFT, 50), listed).values())


def test_so_many_reconnects_leave_a_bounded_memory_and_whoever_is_here_is_never_forgotten() -> None:
    known = Conference().and_(seen(What.JOINED, 0, "here"))
    for number in range(MOST + 50):
        known = known.and_(seen(What.JOINED, 1, f"gone-{number}")).and_(
            seen(What.LEFT, 2 + number, f"gone-{number}")
        )
    assert len(known.connections) == MOST
    assert [device.connection for device in known.devices() if device.here] == ["here"]


def test_an_event_that_leaves_out_who_it_is_does_not_make_a_stranger_of_somebody() -> None:
    whole = Sighting(
        connection="c1", what=What.JOINED, at=at(0), who=Known(id="iri", account="a1", name="Frau Iri")
    )
    part = Sighting(connection="c1", what=What.CAMERA_ON, at=at(5), who=Known(account="a1"))
    for order in ((whole, part), (part, whole)):
        assert after(*order)["c1"].who == Known(id="iri", account="a1", name="Frau Iri")


def test_a_name_that_was_changed_is_the_newest() -> None:
    reports = [
        Sighting(connection="c1", what=What.JOINED, at=at(second), who=Known(name=name))
        for second, name in ((0, "iPad"), (9, "Frau Iri"), (4, "Tablet"))
    ]
    assert after(*reports)["c1"].who.name == "Frau Iri"
