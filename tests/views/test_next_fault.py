"""Faults on the chair's sheet: the indication, one touch for all, the word that stands, and what follows the house's."""

import json
from typing import Any

from handzeichen.log.codec import read_command
from handzeichen.meeting.commands import Adjourn, AttributeFault, Suspend
from handzeichen.views.next_act import NextPart, next_part
from handzeichen.views.timeline import sentence
from meeting.kit import Evening, at_item, with_ballot_open

ROOM = "ahrens brandt carstens"
VIDEO = "demir ebeling falk"
HOUSE = "Ursache bei der Technik im Haus"
PAUSE = "Unterbrechen, um es zu klären"


def cautions(part: NextPart) -> list[tuple[str, str, list[str]]]:
    return [(one.text, one.help, [act.label for act in one.acts]) for one in part.cautions]


def touch(evening: Evening, label: str) -> None:
    """One touch on the chair's sheet."""
    part = next_part(evening.meeting)
    every = [
        *([part.act] if part.act else []),
        *part.others,
        *(act for one in (*part.cautions, *part.standing, *part.ways) for act in one.acts),
    ]
    (command,) = {act.command for act in every if act.label == label}
    fields: dict[str, Any] = json.loads(command)
    evening.accepted("chair", fields.pop("do"), **{name: fields[name] for name in fields})


def test_several_at_once_are_one_concern_with_one_touch_for_all() -> None:
    evening = at_item("2", ROOM, VIDEO)
    for person in ("demir", "ebeling", "falk"):
        evening.accepted("system", "lose_connection", person=person, at="18:05")
    one = cautions(next_part(evening.meeting))[0]
    assert one == (
        "3 Mitglieder gestört, das erste seit 18.05 Uhr: Demir, Ebeling und Falk. Woran liegt es?",
        "Alle Zugeschalteten sind gestört: Das spricht für die Technik im Haus.",
        ["Ursache bei den Mitgliedern", HOUSE, PAUSE],
    )
    touch(evening, HOUSE)
    assert {fault["cause"] for fault in evening.record["faults"]} == {"municipality"}


def test_where_they_differ_each_can_be_put_down_by_itself() -> None:
    evening = at_item("2", ROOM, VIDEO)
    for person in ("demir", "ebeling"):
        evening.accepted("system", "lose_connection", person=person)
    touch(evening, "Demir: Ursache beim Mitglied")
    one = cautions(next_part(evening.meeting))[0]
    assert one[0].startswith("Ratsfrau Ebeling: Bild oder Ton gestört")


def test_nobody_to_compare_with_is_said_as_it_is_and_the_words_for_undisturbed_others_are_not_offered() -> (
    None
):
    evening = at_item("2", ROOM, "ebeling")
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    one = cautions(next_part(evening.meeting))[0]
    assert one[1:] == (
        "Niemand sonst ist per Video ungestört dabei: Daraus folgt hier nichts.",
        ["Ursache beim Mitglied", HOUSE, PAUSE],
    )


def test_from_the_second_fault_on_the_word_may_stand_and_then_the_chair_is_asked_no_more() -> None:
    further = "Ursache beim Mitglied – auch wenn es heute wieder vorkommt"
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    assert further not in cautions(next_part(evening.meeting))[0][2]
    evening.accepted("system", "restore_connection", person="ebeling")
    evening.accepted("system", "lose_connection", person="ebeling", at="18:09")
    touch(evening, further)
    for minute in range(11, 21):
        evening.accepted("system", "restore_connection", person="ebeling")
        evening.accepted("system", "lose_connection", person="ebeling", at=f"18:{minute}")
    part = next_part(evening.meeting)
    assert part.cautions == ()
    ((text, help_),) = [(one.text, one.help) for one in part.standing]
    assert text == "Ratsfrau Ebeling fällt immer wieder aus (12-mal, zuletzt 18.20 Uhr)."
    assert help_ == "Ihr Wort gilt: Die Ursache liegt beim Mitglied."
    touch(evening, "Wort zurücknehmen")
    assert next_part(evening.meeting).standing == ()
    evening.accepted("system", "restore_connection", person="ebeling")
    evening.accepted("system", "lose_connection", person="ebeling")
    assert cautions(next_part(evening.meeting))[0][0].startswith("Ratsfrau Ebeling: Bild oder Ton gestört")


def test_the_rooms_own_fault_is_asked_first_for_it_cuts_off_everybody() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling")
    evening.accepted("clerk", "lose_connection", scope="room")
    texts = [one[0] for one in cautions(next_part(evening.meeting))]
    assert [text.split(":")[0] for text in texts[:2]] == ["Im Saal", "Ratsfrau Ebeling"]


def test_a_word_that_has_lapsed_is_not_said_to_stand() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member", further=True)
    evening.accepted("system", "restore_connection", person="ebeling")
    for person in ("demir", "falk", "ebeling"):
        evening.accepted("system", "lose_connection", person=person)
    part = next_part(evening.meeting)
    assert "Ebeling" in cautions(part)[0][0] and part.standing == ()
    evening.accepted("system", "restore_connection", person="ebeling")
    assert len(next_part(evening.meeting).standing) == 1


def test_many_standing_words_are_one_line() -> None:
    evening = at_item("2", ROOM, VIDEO)
    for person in VIDEO.split():
        evening.accepted("system", "lose_connection", person=person)
        evening.accepted("system", "restore_connection", person=person)
        evening.accepted("chair", "attribute_fault", person=person, cause="member", further=True)
    (one,) = next_part(evening.meeting).standing
    assert one.text == "Immer wieder gestört: Demir, Ebeling und Falk."
    touch(evening, "Wort zurücknehmen")
    assert next_part(evening.meeting).standing == ()


def test_after_the_word_for_the_house_the_chair_is_led_to_abort_interrupt_and_resume() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:04")
    touch(evening, HOUSE)
    steps = []
    for _ in range(2):
        part = next_part(evening.meeting)
        assert part.act is not None
        steps.append((part.step, part.act.label))
        touch(evening, part.act.label)
    assert steps == [
        ("abort_ballot", "Abstimmung abbrechen"),
        ("suspend_for_fault", "Sitzung unterbrechen"),
    ]
    part = next_part(evening.meeting)
    assert cautions(part)[:1] == [
        (
            "Gestört seit 18.04 Uhr durch die Technik im Haus: Ebeling.",
            "Bitte erst fortsetzen, wenn Bild und Ton wieder da sind.",
            [],
        )
    ]
    evening.accepted("system", "restore_connection", person="ebeling")
    touch(evening, "Sitzung fortsetzen")
    assert next_part(evening.meeting).step == "open_ballot"


def test_who_resumes_although_it_lasts_is_not_sent_in_a_circle() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling")
    touch(evening, HOUSE)
    touch(evening, "Sitzung unterbrechen")
    touch(evening, "Sitzung fortsetzen")
    part = next_part(evening.meeting)
    assert part.step != "suspend_for_fault"
    assert "durch die Technik im Haus" in part.cautions[0].text


def test_breaking_off_says_what_stays_open() -> None:
    evening = at_item("2", ROOM, VIDEO)
    for person in VIDEO.split():
        evening.accepted("system", "lose_connection", person=person)
    touch(evening, HOUSE)
    (way,) = [
        act
        for act in next_part(evening.meeting).others
        if isinstance(read_command(json.loads(act.command)), Adjourn)
    ]
    assert way.label == "Abbrechen und an einem anderen Tag fortsetzen"
    assert way.confirm == (
        "Die Sitzung abbrechen und an einem anderen Tag fortsetzen? "
        "Offen bleiben: TOP 1, TOP 2, TOP 3, TOP 4, TOP 5 und TOP 6."
    )


def test_the_rooms_own_fault_is_the_houses_or_open_and_never_a_members() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("clerk", "lose_connection", scope="room", at="18:05")
    one = cautions(next_part(evening.meeting))[0]
    assert one == (
        "Im Saal: Bild oder Ton gestört seit 18.05 Uhr. Woran liegt es?",
        "Wer per Video dabei ist, kann nicht folgen. Solange das offen ist, wird nicht abgestimmt.",
        [HOUSE, PAUSE],
    )


def test_the_clerk_has_faults_in_a_place_of_their_own() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling")
    asked = [
        read_command(json.loads(act.command))
        for one in next_part(evening.meeting, "clerk").cautions
        for act in one.acts
    ]
    assert not any(isinstance(command, (AttributeFault, Suspend)) for command in asked)


def test_the_clerk_reads_first_why_nothing_can_be_voted_on() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:04")
    for label in (HOUSE, "Abstimmung abbrechen", "Sitzung unterbrechen"):
        touch(evening, label)
    evening.accepted("system", "restore_connection", person="ebeling")
    touch(evening, "Sitzung fortsetzen")
    evening.accepted("clerk", "lose_connection", scope="room", at="18:20")
    part = next_part(evening.meeting, "clerk")
    assert part.step == "stuck"
    why, after = (one.text for one in part.cautions[:2])
    assert "Bild oder der Ton gestört" in why and after.startswith("Zu wiederholen")


# What has to be repeated


def repeated(evening: Evening, by: str = "chair") -> list[tuple[str, str, list[str]]]:
    return [one for one in cautions(next_part(evening.meeting, by)) if one[0].startswith("Zu wiederholen")]


def missed() -> Evening:
    """The quorum was stated and an item called while the house's technology kept Ebeling from following."""
    evening = at_item("1", ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    evening.accepted("chair", "state_quorum", at="18:06")
    evening.accepted("chair", "call_item", item="4", at="18:07")
    return evening


def test_steps_to_repeat_are_listed_for_chair_and_clerk_once_the_meeting_goes_on_and_go_as_they_are_done() -> (
    None
):
    evening = missed()
    touch(evening, "Sitzung unterbrechen")
    assert repeated(evening) == []
    evening.accepted("system", "restore_connection", person="ebeling", at="18:15")
    touch(evening, "Sitzung fortsetzen")
    quorum, called = repeated(evening)
    assert quorum == (
        "Zu wiederholen nach der Störung: Beschlussfähigkeit festgestellt um 18.06 Uhr.",
        "Bitte noch einmal feststellen.",
        [
            "Beschlussfähigkeit feststellen",
            "Unerheblich: niemand wendet etwas ein",
            "Alle 2 Schritte sind unerheblich",
        ],
    )
    assert called[0] == "Zu wiederholen nach der Störung: TOP 4 aufgerufen um 18.07 Uhr."
    assert repeated(evening, "clerk") == [quorum, called]
    touch(evening, "Beschlussfähigkeit feststellen")
    assert [one[0] for one in repeated(evening)] == [called[0]]
    touch(evening, "Ist wiederholt")
    assert repeated(evening) == []


def test_a_quorum_stated_twice_is_asked_for_once_and_all_of_it_is_settled_in_one_word() -> None:
    evening = missed()
    evening.accepted("chair", "state_quorum", at="18:08")
    evening.accepted("system", "restore_connection", person="ebeling", at="18:15")
    called, quorum = repeated(evening)
    assert quorum[0] == "Zu wiederholen nach der Störung: Beschlussfähigkeit festgestellt um 18.08 Uhr."
    said_once = [label for _, _, acts in (called, quorum) for label in acts if label.startswith("Alle")]
    assert said_once == ["Alle 3 Schritte sind unerheblich"]
    touch(evening, "Alle 3 Schritte sind unerheblich")
    assert sentence(evening.meeting, evening.entries[-1]) == (
        "Trotz der Störung unerheblich: Beschlussfähigkeit festgestellt um 18.06 Uhr; "
        "TOP 4 aufgerufen um 18.07 Uhr; Beschlussfähigkeit festgestellt um 18.08 Uhr."
    )


def test_one_touch_says_that_all_of_it_is_irrelevant() -> None:
    evening = missed()
    evening.accepted("system", "restore_connection", person="ebeling", at="18:15")
    touch(evening, "Alle 2 Schritte sind unerheblich")
    assert repeated(evening) == []
    assert [row["how"] for row in evening.record["affected"]] == ["irrelevant", "irrelevant"]


def test_an_announced_ballot_is_repeated_at_once_or_the_chair_hears_why_not() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    evening.accepted("system", "restore_connection", person="ebeling", at="18:05:30")
    evening.record_hands("b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1", at="18:06")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    (one,) = repeated(evening)
    assert one[1:] == (
        "Die Abstimmung kann jetzt noch wiederholt werden.",
        ["Abstimmung wiederholen", "Unerheblich: niemand wendet etwas ein"],
    )
    evening.accepted("chair", "call_item", item="4")
    (one,) = repeated(evening)
    assert one[1:] == (
        "Nach dem nächsten Schritt wird nicht mehr wiederholt; über einen neuen Antrag kann abgestimmt werden.",
        ["Unerheblich: niemand wendet etwas ein"],
    )


def test_a_ballot_broken_off_is_told_beside_the_step_that_votes_again() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("system", "lose_connection", person="ebeling", at="18:05")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    touch(evening, "Abstimmung abbrechen")
    evening.accepted("system", "restore_connection", person="ebeling")
    part = next_part(evening.meeting)
    assert (part.step, part.act.label if part.act else "") == ("open_ballot", "Abstimmen")
    ((text, help_, acts),) = repeated(evening)
    assert text.endswith("Beschlussvorschlag der Verwaltung zu TOP 2, Abstimmung abgebrochen um 18.05 Uhr.")
    assert (help_, acts) == ("Über den Antrag wird noch einmal ganz abgestimmt.", [])
    touch(evening, "Abstimmen")
    assert repeated(evening) == []


# Broken off, and continued on another day


def test_whoever_resumes_on_another_day_hears_of_which_meeting_and_that_presence_is_of_that_day() -> None:
    evening = at_item("4", ROOM, VIDEO)
    evening.accepted("chair", "adjourn", at="18:10", reason="Störung von Bild oder Ton")
    part = next_part(evening.meeting)
    assert part.say == ("Ich setze die Sitzung vom 24.11.2026 fort.",)
    assert cautions(part)[0] == (
        "Eingetragen ist noch, wer am 24.11.2026 da war.",
        "Bitte vor dem Fortsetzen eintragen, wer jetzt da ist.",
        [],
    )
    assert [act.label for act in part.others] == ["Sitzung schließen"]


def test_with_a_ballot_open_the_way_to_break_off_is_said() -> None:
    evening = with_ballot_open(ROOM, VIDEO)
    evening.accepted("chair", "suspend", at="18:10")
    part = next_part(evening.meeting)
    assert cautions(part)[0][1].endswith("jetzt fortsetzen und die Abstimmung abbrechen.")
    assert [act.label for act in part.others] == []
