"""What a video system repeats is one line of the timeline; the log, the list of all entries and people's words stay."""

import pytest

from handzeichen.meeting.ids import SYSTEM
from handzeichen.views.clerk_status import alerts
from handzeichen.views.timeline import timeline, whole_past
from meeting.kit import Evening, opened

ROOM = "ahrens brandt carstens"
VIDEO = "demir ebeling falk"


@pytest.fixture
def evening() -> Evening:
    """Opened; what went before stands in no timeline here."""
    found = opened(ROOM, video=VIDEO)
    found.entries.clear()
    return found


def flap(evening: Evening, who: str, *times: str) -> None:
    """Lost and found again, by turns."""
    for number, at in enumerate(times):
        evening.accepted(SYSTEM, "restore_connection" if number % 2 else "lose_connection", person=who, at=at)


def texts(evening: Evening) -> list[str]:
    return [
        f"{line.time} {line.text}"
        for slot in timeline(evening.meeting, evening.entries).values()
        for line in slot.lines
    ]


def test_one_fault_is_two_lines(evening: Evening) -> None:
    flap(evening, "ebeling", "18:05", "18:06")
    assert texts(evening) == [
        "18.06 Uhr Ratsfrau Ebeling: Bild und Ton wieder da.",
        "18.05 Uhr Ratsfrau Ebeling: Bild oder Ton gestört.",
    ]


def test_faults_in_quick_succession_are_one_line_where_the_newest_stands(evening: Evening) -> None:
    flap(evening, "ebeling", "18:05", "18:06", "18:08", "18:09")
    evening.accepted("ebeling", "request_floor", person="ebeling", kind="speech", at="18:10")
    flap(evening, "ebeling", "18:12")
    assert texts(evening) == [
        "18.12 Uhr Ratsfrau Ebeling: Bild oder Ton seit 18.05 Uhr 3-mal gestört, zuletzt um 18.12 Uhr.",
        "18.10 Uhr Ratsfrau Ebeling meldet sich (Wortbeitrag).",
    ]
    evening.accepted(SYSTEM, "restore_connection", person="ebeling", at="18:13")
    assert texts(evening)[0].endswith("zuletzt um 18.12 Uhr. Jetzt wieder da.")
    lines = timeline(evening.meeting, evening.entries)["clerk-timeline-0"].lines
    assert not lines[0].correctable and lines[0].who == "Videosystem"


def test_faults_that_are_far_apart_are_told_one_by_one(evening: Evening) -> None:
    flap(evening, "ebeling", "18:05", "18:06", "18:17", "18:18", "18:30")
    assert len(texts(evening)) == 5


def test_what_people_enter_is_never_folded(evening: Evening) -> None:
    for minute in range(5, 11):
        do = "lose_connection" if minute % 2 else "restore_connection"
        evening.accepted("clerk", do, person="ebeling", at=f"18:{minute:02}")
    assert len(texts(evening)) == 6


def test_a_camera_that_blinks_is_one_line(evening: Evening) -> None:
    for minute in range(5, 9):
        evening.accepted(SYSTEM, "set_camera", person="ebeling", on=bool(minute % 2), at=f"18:{minute:02}")
    assert texts(evening) == ["18.08 Uhr Ratsfrau Ebeling: Kamera seit 18.05 Uhr 4-mal an oder aus."]


def test_many_people_are_one_line_between_two_things_that_happened(evening: Evening) -> None:
    flap(evening, "ebeling", "18:05", "18:06", "18:07")
    flap(evening, "falk", "18:07")
    evening.accepted("chair", "call_item", item="2", at="18:08")
    flap(evening, "demir", "18:09")
    evening.accepted(SYSTEM, "restore_connection", person="falk", at="18:10")
    told = texts(evening)
    assert len(told) == 5 and "TOP 2" in told[2]
    evening.accepted(SYSTEM, "restore_connection", person="ebeling", at="18:11")
    assert texts(evening) == [
        "18.11 Uhr Verbindungen gestört seit 18.05 Uhr: Ebeling 2-mal, Demir und Falk.",
        told[2],
        "18.07 Uhr Ratsherr Falk: Bild oder Ton gestört.",
    ]


def test_one_line_about_many_says_no_fault_where_there_was_none_and_no_earlier_one(evening: Evening) -> None:
    for who in ("ebeling", "falk", "demir"):
        evening.accepted(SYSTEM, "set_camera", person=who, on=True, at="18:05")
    assert texts(evening) == ["18.05 Uhr Kameras seit 18.05 Uhr an oder aus: Demir, Falk und Ebeling."]
    evening.entries.clear()
    for who in ("ebeling", "falk", "demir"):
        evening.accepted(SYSTEM, "lose_connection", person=who, at="18:09")
    assert texts(evening) == ["18.09 Uhr Verbindungen gestört seit 18.09 Uhr: Demir, Falk und Ebeling."]
    evening.accepted("chair", "call_item", item="2", at="18:10")
    for who in ("ebeling", "falk", "demir"):
        evening.accepted(SYSTEM, "restore_connection", person=who, at="18:11")
    assert texts(evening)[0] == "18.11 Uhr Bild und Ton wieder da: Demir, Falk und Ebeling."
    for who in ("ebeling", "falk", "demir"):
        flap(evening, who, "18:12", "18:12")
    names = "Demir 2-mal, Falk 2-mal und Ebeling 2-mal"
    assert texts(evening)[0] == f"18.12 Uhr Verbindungen gestört seit 18.09 Uhr: {names}. Jetzt wieder da."


def test_a_presence_check_is_one_line_with_who_confirmed_and_who_did_not(evening: Evening) -> None:
    evening.accepted("chair", "ask_presence", within=60, at="18:05")
    assert texts(evening) == [
        "18.05 Uhr Der Vorsitz prüft die Anwesenheit per Video: 3 gefragt, 60 Sekunden."
    ]
    evening.accepted("falk", "confirm_presence", person="falk", at="18:05")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:06")
    evening.accepted("demir", "confirm_presence", person="demir", at="18:06")
    fault = "18.06 Uhr Ratsfrau Ebeling: Bild oder Ton gestört."
    told = "Anwesenheit per Video geprüft um 18.05 Uhr, gefragt 3. Bestätigt: Falk und Demir. Nicht bestätigt: Ebeling."
    assert texts(evening) == [f"18.06 Uhr {told}", fault]
    (line, *_) = timeline(evening.meeting, evening.entries)["clerk-timeline-0"].lines
    assert (line.who, line.correctable) == ("", False)
    evening.accepted("chair", "end_presence_check", at="18:07")
    evening.accepted("chair", "ask_presence", within=60, at="18:08")
    assert [line[10:] for line in texts(evening)[1:]] == [told, fault[10:]]


def test_the_list_of_all_entries_keeps_each(evening: Evening) -> None:
    before = len(whole_past(evening.meeting).lines)
    flap(evening, "ebeling", "18:05", "18:06", "18:07", "18:08")
    assert len(whole_past(evening.meeting).lines) == before + 4


def test_what_went_before_many_repetitions_stays_in_sight(evening: Evening) -> None:
    evening.accepted("clerk", "note", item="2", text="Was davor geschah.", at="18:05")
    for minute in range(6, 60):
        for who in VIDEO.split():
            flap(evening, who, f"18:{minute:02}", f"18:{minute:02}")
    assert len(evening.entries) > 300
    assert len(texts(evening)) == 2 and "Was davor geschah." in texts(evening)[1]


def test_as_long_as_nothing_is_folded_a_new_entry_changes_the_newest_slot_alone(evening: Evening) -> None:
    for minute in range(5, 55):
        evening.accepted("clerk", "note", item="2", text=f"Notiz {minute}", at=f"18:{minute:02}")
    before = timeline(evening.meeting, evening.entries)
    flap(evening, "falk", "18:58")
    after = timeline(evening.meeting, evening.entries)
    assert [name for name in before if before[name] != after[name]] == ["clerk-timeline-0"]


def test_many_faults_are_told_by_their_number_and_some_names(evening: Evening) -> None:
    for who in VIDEO.split():
        flap(evening, who, "18:05")
    part = alerts(evening.meeting)
    assert (part.fault_count, part.fault_names) == (3, "Demir, Ebeling und Falk")
