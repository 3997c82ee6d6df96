"""The list to be signed and the list for allowances: who, on whose seat, from when to when, and sums that can be checked."""

import pytest

from handzeichen.meeting.state import Meeting
from handzeichen.record.allowances import attended
from handzeichen.record.signing_list import signing_list
from handzeichen.record.writers.tables import allowances
from record.corpus import editions, meetings
from record.evening import Evening
from record.test_tables import read


def lines(meeting: Meeting) -> dict[str, str]:
    """What stands where each of those listed would sign."""
    parts = signing_list(meeting, length=1, head="").parts
    return {row[1]: row[2] for part in parts if part.table is not None for row in part.table.rows}


def minutes(evening: Evening) -> dict[str, tuple[int, int]]:
    return {str(one.person.id): (one.minutes, one.interrupted) for one in attended(evening.meeting)}


def test_before_the_meeting_everybody_has_a_blank_line() -> None:
    found = lines(Evening(room="").meeting)
    assert set(found.values()) == {""}
    assert list(found) == [
        "Arnold (Linde)",
        "Berger (Linde)",
        "Conrad (Linde)",
        "Dorn (Linde)",
        "Ernst (Linde)",
    ]


def test_whoever_is_there_by_video_alone_signs_nothing_and_whoever_came_in_signs() -> None:
    evening = Evening()
    evening("clerk", "arrive", person="dorn", via="video")
    assert lines(evening.meeting)["Dorn (Linde)"] == "per Video"
    evening("clerk", "arrive", person="dorn", via="room")
    assert lines(evening.meeting)["Dorn (Linde)"] == ""


def test_after_the_meeting_it_is_said_who_never_came() -> None:
    evening = Evening().opened()
    evening("chair", "close_meeting")
    assert lines(evening.meeting)["Dorn (Linde)"] == "nicht anwesend"
    assert lines(evening.meeting)["Conrad (Linde)"] == ""


def test_minutes_count_from_the_opening_to_the_closing_with_interruptions_beside() -> None:
    evening = Evening().opened()
    evening("chair", "suspend", minute=10)
    evening("clerk", "leave", person="conrad", minute=15)
    evening("chair", "resume", minute=20)
    evening("chair", "close_meeting", minute=61)
    assert minutes(evening) == {"arnold": (60, 10), "berger": (60, 10), "conrad": (14, 5)}


def test_while_the_sitting_was_broken_off_nobody_was_in_it() -> None:
    evening = Evening().opened()
    evening("chair", "adjourn", minute=31)
    evening("chair", "resume", minute=31 + 24 * 60)
    evening("chair", "close_meeting", minute=61 + 24 * 60)
    assert minutes(evening)["arnold"] == (60, 0)


def test_a_deputy_has_the_time_on_the_seat_apart() -> None:
    evening = Evening()
    evening("clerk", "arrive", person="ernst", via="room")
    evening.opened()
    evening("clerk", "deputise", person="ernst", for_="dorn", minute=11)
    evening("chair", "close_meeting", minute=61)
    rows = [row for row in read(allowances(evening.meeting)) if row["Person"] == "ernst"]
    assert [
        (row["Sitz"], row["In Vertretung von"], row["Minuten"], row["Minuten gesamt"]) for row in rows
    ] == [
        ("", "", "10", "60"),
        ("dorn", "Dorn (Linde)", "50", "60"),
    ]


@pytest.mark.parametrize("name", editions())
def test_the_sums_are_the_sums_of_the_rows_and_nobody_was_there_longer_than_the_sitting(name: str) -> None:
    meeting = editions()[name]
    rows = read(allowances(meeting))
    for person in {row["Person"] for row in rows}:
        own = [row for row in rows if row["Person"] == person]
        for part, whole in (
            ("Minuten", "Minuten gesamt"),
            ("Davon Unterbrechung (Minuten)", "Davon Unterbrechung gesamt (Minuten)"),
        ):
            assert {int(row[whole]) for row in own} == {sum(int(row[part]) for row in own)}
        assert all(int(row["Davon Unterbrechung (Minuten)"]) <= int(row["Minuten"]) for row in own)
        times = meeting.sitting.times
        if times.opened_at and times.closed_at:
            longest = (times.closed_at - times.opened_at).total_seconds() / 60 + 1
            assert int(own[0]["Minuten gesamt"]) <= longest


def test_press_and_administration_get_no_allowance() -> None:
    roles = {row["Rolle"] for row in read(allowances(meetings()["full evening"]))}
    assert roles == {
        "Vorsitz",
        "Stellvertretender Vorsitz",
        "Mitglied",
        "Stellvertretendes Mitglied",
        "Beratendes Mitglied",
    }
