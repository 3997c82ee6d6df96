"""Minutes in both styles: as Hannover publishes them, and with times, video and faults; and each of the choices alone.

The golden files are renewed by `./dev run python tests/record/golden.py`.
"""

from dataclasses import replace
from typing import Any

import pytest

from handzeichen.law.minuting import Absent, Clock, Heading, Listed, ListOrder, MinutesStyle, PointsOrder
from handzeichen.meeting.state import Meeting
from handzeichen.record.minutes import minutes
from handzeichen.record.order import attendance_order
from handzeichen.record.writers.text import text
from record.evening import PLAN, Evening
from record.golden import FILES, FOLDER, evening, in_style, made, under


@pytest.mark.parametrize("name", FILES)
def test_the_minutes_are_these_word_for_word(name: str) -> None:
    assert text(made(name)) == (FOLDER / name).read_text("utf-8")


def styled(meeting: Meeting, **choices: Any) -> list[str]:
    """The lines of the minutes with these choices, all else as usual."""
    style = replace(meeting.law.minutes_style, value=MinutesStyle(**choices))
    return text(minutes(under(meeting, replace(meeting.law, minutes_style=style)))).splitlines()


def under_heading(lines: list[str], heading: str) -> list[str]:
    rest = lines[lines.index(heading) + 1 :]
    return rest[: rest.index("")]


# Who was there


def connected() -> Meeting:
    """Conrad on video from 18.05, gone from picture twice; a fault of the room; Dorn never comes and is deputised for."""
    going = Evening("arnold berger ernst")
    going("clerk", "deputise", person="ernst", for_="dorn")
    going = going.opened()
    going("clerk", "arrive", person="conrad", via="video", minute=5)
    going("system", "lose_connection", person="conrad", minute=10)
    going("system", "restore_connection", person="conrad", minute=14)
    going("chair", "attribute_fault", person="conrad", cause="member", minute=15)
    going("clerk", "lose_connection", scope="room", minute=20)
    going("clerk", "restore_connection", scope="room", minute=20)
    going("chair", "attribute_fault", scope="room", cause="municipality", minute=21)
    going.ballot(yes=3, no=0, abstain=0)
    going("chair", "announce_result", ballot="b1")
    going("chair", "call_item", item="2", minute=25)
    going("clerk", "leave", person="berger", minute=30)
    going("chair", "close_meeting", minute=40)
    return going.meeting


CONNECTED = connected()


def test_who_was_on_video_and_whose_picture_failed_stands_in_a_chapter_of_its_own() -> None:
    assert under_heading(styled(CONNECTED, remote=True, faults=True), "Teilnahme per Video:") == [
        "Conrad (Linde) zugeschaltet 18.05 - 18.40 Uhr; Störung 18.10 - 18.14 Uhr (Ursache: Technik des Mitglieds)",
        "Im Saal: Störung 18.20 Uhr (Ursache: Technik im Haus)",
    ]
    assert under_heading(styled(CONNECTED, remote=True), "Teilnahme per Video:") == [
        "Conrad (Linde) zugeschaltet 18.05 - 18.40 Uhr"
    ]
    assert under_heading(styled(CONNECTED, faults=True), "Störungen von Bild und Ton:") == [
        "Conrad (Linde) Störung 18.10 - 18.14 Uhr (Ursache: Technik des Mitglieds)",
        "Im Saal: Störung 18.20 Uhr (Ursache: Technik im Haus)",
    ]
    assert not any("Störung" in line or "zugeschaltet" in line for line in styled(CONNECTED))


def test_a_fault_that_goes_on_says_since_when_and_one_before_the_opening_is_none_of_the_meetings() -> None:
    going = Evening("arnold berger")
    going("clerk", "arrive", person="conrad", via="video", minute=0)
    going("system", "lose_connection", person="conrad", minute=0)
    going("system", "restore_connection", person="conrad", minute=0)
    going = going.opened()
    going("system", "lose_connection", person="conrad", minute=12)
    assert under_heading(styled(going.meeting, remote=True, faults=True), "Teilnahme per Video:") == [
        "Conrad (Linde) zugeschaltet ab 18.01 Uhr; Störung ab 18.12 Uhr (Ursache: ungeklärt)"
    ]


@pytest.mark.parametrize(("absent", "line"), [(Absent.NAMED, "Dorn (Linde)"), (Absent.IN_BRACKETS, "(Dorn)")])
def test_members_who_never_came_are_named_where_the_house_wants_it(absent: Absent, line: str) -> None:
    assert under_heading(styled(CONNECTED, absent=absent), "Verhindert waren:") == [line]
    assert "Verhindert waren:" not in styled(CONNECTED)


def test_the_time_of_leaving_names_the_item_that_was_called() -> None:
    assert "Berger (Linde) bis 18.30 Uhr, TOP 2" in styled(CONNECTED, leaving_item=True)
    assert "Berger (Linde) bis 18.30 Uhr" in styled(CONNECTED)


def test_times_are_written_with_a_colon_where_the_house_does_so_and_with_nothing_else_changed() -> None:
    dot, colon = styled(CONNECTED), styled(CONNECTED, clock=Clock.COLON)
    assert "Beginn 18:01 Uhr" in colon
    assert [line.replace("18:", "18.") for line in colon] == dot


def test_chapters_stand_in_the_order_and_under_the_headings_of_the_house_and_nobody_is_lost() -> None:
    first = Heading(of=Listed.ADMINISTRATION, title="Für die Verwaltung")
    law = replace(evening().law, minutes_chapters=replace(evening().law.minutes_chapters, value=(first,)))
    found = minutes(under(evening(), law)).chapters
    assert [chapter.title for chapter in found] == [
        "Für die Verwaltung", "Anwesend", "Beratende Mitglieder", "Presse",
    ]  # fmt: skip


@pytest.mark.parametrize(("by", "names"), [
    (ListOrder.CHAIR_FIRST, "Harmsen Kessenich Çetin Immenroth Lüttjohann Oltmann Quast Radović Sandvoß Tewes Wübben"),
    (ListOrder.SURNAME, "Çetin Harmsen Immenroth Kessenich Lüttjohann Oltmann Quast Radović Sandvoß Tewes Wübben"),
    (ListOrder.FACTION, "Harmsen Kessenich Çetin Oltmann Wübben Lüttjohann Quast Immenroth Sandvoß Radović Tewes"),
    (ListOrder.PLAN, "Harmsen Çetin Oltmann Wübben Kessenich Lüttjohann Immenroth Sandvoß Radović Tewes Quast"),
])  # fmt: skip
def test_those_with_a_seat_stand_in_the_order_of_the_house(by: ListOrder, names: str) -> None:
    assert [person.name for person in attendance_order(evening(), by)][:11] == names.split()


# The points


def treated_late() -> Meeting:
    """TOP 2 is called and postponed before TOP 1 is called; a member speaks and gives a reason."""
    going = Evening("arnold berger conrad")
    going("chair", "open_meeting", minute=1)
    going("chair", "state_quorum")
    going("chair", "call_item", item="2", minute=2)
    going("berger", "request_floor", person="berger", kind="speech")
    going("chair", "give_floor", person="berger")
    going("chair", "end_floor", person="berger")
    going("berger", "move", motion="m3", kind="postponement", item="2", reason="Es ist spät.")
    going.ballot("b1", "m3", yes=3, no=0, abstain=0)
    going("chair", "announce_result", ballot="b1")
    going("chair", "call_item", item="1", minute=9)
    return going.meeting


def test_points_are_told_of_in_the_order_of_treatment_and_listed_in_that_of_the_agenda() -> None:
    found = styled(treated_late(), points=PointsOrder.TREATMENT)
    assert under_heading(found, "Tagesordnung:") == ["1. Brunnen", "2. Baum"]
    assert [line for line in found if line.startswith("TOP ")] == ["TOP 2.", "TOP 1."]
    assert [line for line in styled(treated_late()) if line.startswith("TOP ")] == ["TOP 1.", "TOP 2."]


def test_a_point_voted_on_together_with_another_is_told_of_beside_it() -> None:
    found = minutes(in_style(evening(), "detailed"))
    assert [point.number for point in found.points] == ["1", "2", "3", "5", "4", "6", "7", "8", "9", "10"]
    assert [point.number for point in found.agenda] == [str(number) for number in range(1, 11)]


def test_a_point_says_when_it_was_treated() -> None:
    found = styled(treated_late(), point_times=True)
    assert "Behandelt 18.02 - 18.09 Uhr" in found
    assert "Aufgerufen 18.09 Uhr" in found
    assert not any(line.startswith(("Behandelt", "Aufgerufen")) for line in styled(treated_late()))


def test_whoever_leaves_on_the_second_day_has_the_day_beside_the_time() -> None:
    going = Evening("arnold berger conrad").opened()
    going("chair", "adjourn", minute=6)
    going("chair", "resume", minute=24 * 60)
    going("clerk", "leave", person="conrad", minute=24 * 60 + 20)
    assert "Conrad (Linde) bis 18.20 Uhr (25. November 2026)" in styled(going.meeting)


def test_speakers_and_reasons_are_left_out_where_the_house_does_not_want_them() -> None:
    told, silent = styled(treated_late()), styled(treated_late(), speakers=False, reasons=False)
    assert "Es sprach: Berger (Linde)." in told and "Begründung: Es ist spät." in told
    assert [line for line in told if line not in silent] == [
        "Begründung: Es ist spät.",
        "Es sprach: Berger (Linde).",
    ]


# Results


def decided(yes: int, no: int, abstain: int, **answers: dict[str, str]) -> Meeting:
    """One ballot on TOP 1 under a house's own words."""
    going = Evening("arnold berger conrad dorn")
    own = {name: replace(getattr(going.meeting.law, name), value=words) for name, words in answers.items()}
    going.meeting = replace(going.meeting, law=replace(going.meeting.law, **own))
    going.opened()
    going.ballot(yes=yes, no=no, abstain=abstain)
    going("chair", "announce_result", ballot="b1")
    going("chair", "close_item", item="1")
    return going.meeting


def test_the_numbers_stand_below_a_result_that_does_not_give_them() -> None:
    assert "Abstimmungsergebnis: Ja 3, Nein 0, Enthaltungen 1" in styled(decided(3, 0, 1), tally=True)
    assert not any("Abstimmungsergebnis" in line for line in styled(decided(2, 1, 1), tally=True))
    assert not any("Abstimmungsergebnis" in line for line in styled(decided(3, 0, 1)))


def test_a_house_announces_keeps_and_minutes_its_own_words() -> None:
    meeting = decided(
        2, 1, 1, result_words={"carried.counted": "mehrheitlich{abstain:tails.with_abstentions}"}
    )
    result = meeting.ballots["b1"].end.result  # type: ignore[index]
    assert result is not None and result.wording == "Mehrheitlich bei einer Enthaltung"
    found = styled(meeting, tally=True)
    place = found.index("Mehrheitlich bei einer Enthaltung")
    assert found[place + 1] == "Abstimmungsergebnis: Ja 2, Nein 1, Enthaltungen 1"


@pytest.mark.parametrize(("votes", "line"), [((3, 1, 0), "Ungeändert beschlossen"), ((1, 3, 0), "Abgelehnt")])
def test_what_a_ballot_comes_to_stands_in_one_word_where_the_house_has_one(
    votes: tuple[int, int, int], line: str
) -> None:
    words = {
        **Evening().meeting.law.outcome_words.value,
        "adopted": "Ungeändert beschlossen",
        "rejected": "Abgelehnt",
    }
    assert line in styled(decided(*votes, outcome_words=words))
    assert line not in styled(decided(*votes))


# What was entered late, and what was corrected


def test_minutes_show_when_it_was_and_not_when_it_was_entered_and_what_was_corrected_as_it_should_have_been() -> (
    None
):
    going = Evening("arnold berger conrad dorn").opened()
    going("clerk", "leave", person="conrad", minute=20, since="2026-11-24T18:12:00+01:00")
    wrong = going.seq
    assert "Conrad (Linde) bis 18.12 Uhr" in styled(going.meeting)
    going(
        "clerk",
        "correct",
        minute=30,
        of=wrong,
        reason="Es war Dorn.",
        with_={"do": "leave", "person": "dorn", "at": "2026-11-24T18:15:00+01:00"},
    )
    lines = styled(going.meeting)
    assert "Conrad (Linde)" in lines and "Dorn (Linde) bis 18.15 Uhr" in lines
    assert not any("18.12" in line or "18.20" in line for line in lines)


def test_a_count_that_was_corrected_stands_as_it_was_announced_again() -> None:
    going = Evening("arnold berger conrad dorn").opened()
    going("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands")
    going("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    counted = going.seq
    going("chair", "close_ballot", ballot="b1")
    going("chair", "announce_result", ballot="b1")
    count = {
        "do": "count_hands",
        "ballot": "b1",
        "yes": 2,
        "no": 1,
        "abstain": 1,
        "at": "2026-11-24T18:01:00+01:00",
    }
    going("clerk", "correct", of=counted, reason="Verhört", with_=count)
    lines = styled(going.meeting)
    assert "2 Stimmen dafür, eine Stimme dagegen, eine Enthaltung" in lines
    assert not any(line.startswith("3 Stimmen") for line in lines)


def test_a_style_that_names_video_says_that_the_meeting_was_hybrid_and_on_which_basis() -> None:
    assert "Hybridsitzung" in styled(CONNECTED, remote=True)
    assert not any("Hybrid" in line for line in styled(CONNECTED))
    assert "Hybridsitzung (§ 64 Abs. 3 und 8 NKomVG)" in made("detailed.txt").times


@pytest.mark.parametrize(("office", "signs"), [
    ("Hauptverwaltungsbeamtin", ("Frau Kurz", "Hauptverwaltungsbeamtin")),
    ("Dezernat IV", (None, "Hauptverwaltungsbeamtin oder Hauptverwaltungsbeamter")),
])  # fmt: skip
def test_the_head_of_the_administration_signs_by_name_where_the_plan_says_who_it_is(
    office: str, signs: tuple[str | None, str]
) -> None:
    planned = PLAN.replace('name = "Kurz"', f'title = "Frau"\nname = "Kurz"\noffice = "{office}"')
    found = minutes(Evening(planned=planned).meeting).signatures
    assert (found[1].name, found[1].role) == signs


def test_whoever_led_for_good_and_each_who_kept_the_minutes_signs() -> None:
    going = Evening("arnold berger conrad").opened()
    going("chair", "hand_over_chair", to="berger", minute=5)
    going("chair", "hand_over_chair", to="arnold", minute=7)
    signed = [one.name for one in minutes(going.meeting).signatures if one.role == "Vorsitz"]
    assert signed == ["Arnold"], "whoever stood in for two minutes does not sign"
    going("chair", "hand_over_chair", to="berger", minute=9)
    signed = [one.name for one in minutes(going.meeting).signatures if one.role == "Vorsitz"]
    assert signed == ["Arnold", "Berger"]


def test_a_style_with_times_says_when_the_public_was_not_there_in_both_editions() -> None:
    line = "Ohne Öffentlichkeit 18:57 - 19:11 Uhr"
    assert line in made("detailed.txt").times and line in made("detailed_public.txt").times
    assert not any("Ohne Öffentlichkeit" in said for said in made("published.txt").times)
