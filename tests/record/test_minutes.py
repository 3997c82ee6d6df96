"""Minutes of evenings that did not go smoothly, as the text file says them."""

import re
from itertools import pairwise

import pytest

from handzeichen.meeting.state import Meeting
from handzeichen.record import wording
from handzeichen.record.evidence import evidence
from handzeichen.record.excerpts import excerpts
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.leaves import text as paper
from handzeichen.record.writers.text import WIDTH, text
from meeting import kit
from record.evening import Evening, at
from scenarios.reader import play_text
from views import situations

GIVEN = """\
Ausschuss für Brücken Erlenbrügge, ni, 2026-11-24

Sitze: 5
Mitglieder: Ahrens (BLE, Vorsitz), Brandt (BLE, Stellvertretung), Cordsen (BLE)
Stellvertretend: Ivers (BLE)
Beratend: Kruse
TOP 1: Eröffnung
TOP 2: Neue Brücke – Beschluss
TOP 3: Grundstück – Beschluss, nichtöffentlich

"""
OPENED = """\
18.00  Ahrens, Brandt und Cordsen im Saal
18.01  Sitzung eröffnet
18.01  Beschlussfähigkeit festgestellt
18.01  TOP 1 aufgerufen
"""


def played(*steps: str) -> Meeting:
    return play_text(GIVEN + "\n".join(steps), "Abend")


def lines(*steps: str) -> list[str]:
    return text(minutes(played(*steps))).splitlines()


def after(found: list[str], heading: str) -> list[str]:
    """What stands under a heading, up to the next empty line."""
    rest = found[found.index(heading) + 1 :]
    return rest[: rest.index("")]


def names(*steps: str) -> list[str]:
    return after(lines(OPENED, *steps, "19.00  Sitzung geschlossen"), "Anwesend:")


# The head


def test_before_the_opening_the_minutes_say_that_they_are_not_finished() -> None:
    found = lines("18.00  Ahrens im Saal")
    assert found[:7] == [
        "Enthält den nichtöffentlichen Teil der Sitzung und ist so nicht zur Veröffentlichung bestimmt.", "",
        "PROTOKOLL", "1. Sitzung", "Ausschuss für Brücken Erlenbrügge", "am Dienstag, 24. November 2026", "",
    ]  # fmt: skip
    assert "Die Sitzung ist noch nicht geschlossen." in found
    assert not any(line.startswith(("Beginn", "Ende")) for line in found)


def test_the_foot_bears_witness_to_the_log() -> None:
    found = text(minutes(played(OPENED), length=7, head="5e1c" * 16))
    assert found.rstrip().endswith(f"Ereignisprotokoll: 7 Einträge, Kopf {'5e1c' * 16}")
    assert "Ereignisprotokoll" not in text(minutes(played(OPENED)))


def test_a_meeting_broken_off_says_when_and_why_and_when_it_was_continued() -> None:
    evening = Evening().opened()
    evening("chair", "adjourn", minute=20, reason="Stromausfall")
    broken = text(minutes(evening.meeting)).splitlines()
    assert "Abgebrochen 18.20 Uhr (Stromausfall)" in broken
    evening("chair", "resume", minute=24 * 60)
    evening("chair", "close_meeting", minute=24 * 60 + 30)
    found = text(minutes(evening.meeting)).splitlines()
    begin = found.index("Beginn 18.01 Uhr")
    assert found[begin : begin + 4] == [
        "Beginn 18.01 Uhr",
        "Ende 18.30 Uhr (25. November 2026)",
        "Abgebrochen 18.20 Uhr (Stromausfall), fortgesetzt 18.00 Uhr (25. November 2026)",
        "",
    ]
    assert evening.record["meeting"]["adjourned_at"] == at(20)


def test_every_time_of_another_day_says_which_day_it_was() -> None:
    evening, next_day = Evening().opened(), 24 * 60
    evening("chair", "adjourn", minute=20, reason="Stromausfall")
    evening("chair", "resume", minute=next_day)
    evening("chair", "hand_over_chair", to="berger", minute=next_day + 1)
    evening("berger", "hand_over_chair", to="arnold", minute=next_day + 2)
    evening("conrad", "challenge_quorum", minute=next_day + 3)
    evening("chair", "state_quorum", minute=next_day + 4)
    evening("chair", "open_ballot", ballot="b0", motion="m1", method="show_of_hands", minute=next_day + 5)
    evening("chair", "abort_ballot", ballot="b0", reason="Unruhe")
    evening("chair", "call_to_order", person="berger", minute=next_day + 6)
    evening.ballot(yes=3, no=0, abstain=0)
    evening("chair", "announce_result", ballot="b1", minute=next_day + 7)
    evening("chair", "suspend", minute=next_day + 8)
    evening("chair", "resume", minute=next_day + 9)
    evening("chair", "close_meeting", minute=next_day + 30)
    day = "(25. November 2026)"
    (proof,) = evidence(evening.meeting, length=1, head="5e1c")
    for told in (text(minutes(evening.meeting)), paper([proof.leaf])):
        said = re.findall(r"18[.]0[2-9](?: Uhr)?(?: \(Pause\))?(?! -| bis)(.{20})", " ".join(told.split()))
        assert len(said) >= 5
        assert [rest for rest in said if not rest.startswith(f" {day}")] == []
    (excerpt,) = excerpts(evening.meeting, length=1, head="5e1c")
    assert f"Abstimmungsergebnis: Ja 3, Nein 0, Enthaltungen 0 {day}" in paper([excerpt.leaf])


# Attendance


@pytest.mark.parametrize(("steps", "line"), [
    # There all the time; the minute of the opening is early enough, that of the closing late enough.
    ([], "Ratsfrau Cordsen (BLE)"),
    (["19.00  Cordsen geht"], "Ratsfrau Cordsen (BLE)"),
    # Early, late, both.
    (["18.20  Cordsen geht"], "Ratsfrau Cordsen (BLE) bis 18.20 Uhr"),
    (["18.20  Cordsen geht (seit 18.15)"], "Ratsfrau Cordsen (BLE) bis 18.15 Uhr"),
    (["18.20  Cordsen geht", "18.30  Cordsen per Video"], "Ratsfrau Cordsen (BLE) bis 18.20 Uhr, ab 18.30 Uhr"),
    (["18.20  Cordsen geht", "18.30  Cordsen per Video", "18.40  Cordsen geht"],
     "Ratsfrau Cordsen (BLE) bis 18.20 Uhr, 18.30 - 18.40 Uhr"),
    # From the room to the screen within a minute: there was no gap that a clock on the wall would show.
    (["18.20  Cordsen geht", "18.20  Cordsen per Video"], "Ratsfrau Cordsen (BLE)"),
    # Picture and sound gone: still a member who takes part, and nothing for the published list.
    (["18.20  Cordsen geht", "18.20  Cordsen per Video", "18.21  Störung bei Cordsen"], "Ratsfrau Cordsen (BLE)"),
])  # fmt: skip
def test_a_time_stands_only_with_those_who_were_not_there_all_the_time(steps: list[str], line: str) -> None:
    assert line in names(*steps)


def test_a_deputys_time_is_the_time_in_the_seat() -> None:
    found = names(
        "18.10  Ivers im Saal", "18.15  Cordsen geht", "18.20  Ivers i.V. Cordsen", "18.30  Cordsen im Saal"
    )
    assert found[2:] == [
        "Ratsfrau Cordsen (BLE) bis 18.15 Uhr, ab 18.30 Uhr",
        "Ratsfrau Ivers (BLE) i.V. Ratsfrau Cordsen 18.20 - 18.30 Uhr",
    ]


def test_a_deputy_who_goes_without_giving_the_seat_back_was_there_only_so_long() -> None:
    found = names(
        "18.10  Ivers im Saal", "18.15  Cordsen geht", "18.20  Ivers i.V. Cordsen", "18.40  Ivers geht"
    )
    assert found[-1] == "Ratsfrau Ivers (BLE) i.V. Ratsfrau Cordsen 18.20 - 18.40 Uhr"


def test_whoever_left_before_the_opening_was_not_there() -> None:
    early = "17.40  Kruse im Saal\n17.50  Kruse geht\n"
    found = lines(early + OPENED, "19.00  Sitzung geschlossen")
    assert "Beratende Mitglieder:" not in found


# Items


def test_a_motion_on_procedure_stands_where_it_was_moved_and_the_matter_where_it_belongs() -> None:
    found = lines(
        OPENED,
        "18.05  Cordsen beantragt Vertagung von TOP 2: „Es fehlt ein Plan.“",
        "18.06  Abstimmung über die Vertagung",
        "18.06  im Saal gezählt: 3 Ja, 0 Nein, 0 Enthaltungen",
        "18.06  Abstimmung geschlossen",
        "18.06  Ergebnis bekannt gegeben",
        "18.10  Sitzung geschlossen",
    )
    first = found[found.index("TOP 1.") : found.index("TOP 2.")]
    assert [line for line in first if line][-3:] == [
        "Antrag von Ratsfrau Cordsen (BLE) auf Vertagung von TOP 2",
        "Begründung: Es fehlt ein Plan.",
        "Die Vertagung wird einstimmig beschlossen.",
    ]
    second = found[found.index("TOP 2.") : found.index("NICHTÖFFENTLICHER TEIL")]
    assert second[-2:] == ["Vertagt", ""]
    assert "Einstimmig" not in found


def test_a_result_stands_once_although_item_and_motion_both_have_it() -> None:
    found = lines(
        OPENED,
        "18.05  TOP 2 aufgerufen",
        "18.06  Abstimmung über TOP 2",
        "18.06  im Saal gezählt: 3 Ja, 0 Nein, 0 Enthaltungen",
        "18.06  Abstimmung geschlossen",
        "18.06  Ergebnis bekannt gegeben",
        "18.10  Sitzung geschlossen",
    )
    assert found.count("Einstimmig") == 1


def test_what_was_said_before_the_first_item_stands_under_it() -> None:
    found = lines(
        "18.00  Ahrens, Brandt und Cordsen im Saal",
        "18.01  Sitzung eröffnet",
        "18.01  Beschlussfähigkeit festgestellt",
        "18.05  TOP 1 aufgerufen",
        "18.06  Sitzung geschlossen",
    )
    first = found[found.index("TOP 1.") : found.index("TOP 2.")]
    assert any("stellte die Beschlussfähigkeit fest" in line for line in first)


def test_whoever_opens_the_meeting_in_the_chairs_place_is_named() -> None:
    evening = Evening(room="berger conrad dorn")
    evening("berger", "take_chair", person="berger")
    evening.opened()
    evening("clerk", "arrive", person="arnold", via="room", minute=5)
    evening("chair", "hand_over_chair", to="arnold")
    found = [line for line in text(minutes(evening.meeting)).splitlines() if "leitete" in line]
    assert found == [
        "Ab 18.01 Uhr leitete Berger (Linde) die Sitzung.",
        "Ab 18.05 Uhr leitete Arnold (Linde) die Sitzung.",
    ]


def test_an_objection_stands_beside_what_the_chair_stated() -> None:
    evening = Evening().opened()
    evening("chair", "state_convening")
    evening("berger", "object_to_convening")
    found = text(minutes(evening.meeting)).splitlines()
    stated = found.index("Die ordnungsgemäße Einberufung wurde festgestellt.")
    assert found[stated + 1] == "Die Einberufung wurde gerügt."


def test_how_order_was_kept_stands_under_the_item_that_was_called() -> None:
    found = lines(
        OPENED,
        "18.05  TOP 2 aufgerufen",
        "18.07  Cordsen zur Ordnung gerufen: „Zwischenruf“",
        "18.08  Cordsen zur Ordnung gerufen",
        "18.09  Cordsen von der Sitzung ausgeschlossen: „Störung der Ordnung.“",
        "18.10  Sitzung geschlossen",
    )
    second = found[found.index("TOP 2.") : found.index("NICHTÖFFENTLICHER TEIL")]
    assert [line for line in second if "Cordsen" in line] == [
        "Ratsfrau Cordsen (BLE) wurde um 18.07 Uhr zur Ordnung gerufen (Zwischenruf).",
        "Ratsfrau Cordsen (BLE) wurde um 18.08 Uhr zur Ordnung gerufen.",
        "Ratsfrau Cordsen (BLE) wurde um 18.09 Uhr von der Sitzung ausgeschlossen (Störung der Ordnung).",
    ]
    assert "Ratsfrau Cordsen (BLE) bis 18.09 Uhr" in found


def test_the_doors_closed_between_two_items_stand_under_the_first() -> None:
    found = lines(
        OPENED,
        "18.05  TOP 1 geschlossen",
        "18.06  Öffentlichkeit ausgeschlossen, Saal geräumt, Übertragung aus",
        "18.07  TOP 3 aufgerufen",
    )
    assert "Die Öffentlichkeit wurde um 18.06 Uhr ausgeschlossen." in found[: found.index("TOP 2.")]


def test_the_non_public_part_is_marked_as_such() -> None:
    found = lines(OPENED)
    assert found.index("ÖFFENTLICHER TEIL") < found.index("TOP 2.") < found.index("NICHTÖFFENTLICHER TEIL")
    assert found.index("NICHTÖFFENTLICHER TEIL") < found.index("TOP 3.")
    assert found.index("Öffentlicher Teil:") < found.index("Nichtöffentlicher Teil:") < found.index("TOP 1.")


def test_a_meeting_all_in_public_has_no_parts() -> None:
    given = GIVEN.replace("TOP 3: Grundstück – Beschluss, nichtöffentlich\n", "")
    found = text(minutes(play_text(given + OPENED, "Abend"))).splitlines()
    assert found[0] == "PROTOKOLL"
    assert not any("ffentlich" in line for line in found)


def behind_the_doors_of_a_public_item() -> kit.Evening:
    """All items are planned as public; on one the public is excluded, and an urgent item is added meanwhile."""
    evening = kit.at_item("2", "ahrens brandt carstens demir falk", plan=kit.plan_of(items=kit.ITEMS[:4]))
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("clerk", "note", item="2", text="Der Preis wird genannt.")
    return evening


def test_minutes_of_a_public_item_discussed_behind_closed_doors_are_not_for_publication_either() -> None:
    evening = behind_the_doors_of_a_public_item()
    evening.accepted("chair", "admit_public")
    found = text(minutes(evening.meeting)).splitlines()
    assert wording.contains_non_public() in found
    assert "ÖFFENTLICHER TEIL" not in found, "the agenda has no parts"


def test_an_urgent_item_added_behind_closed_doors_is_no_part_of_the_public_agenda() -> None:
    evening = behind_the_doors_of_a_public_item()
    evening.accepted("brandt", "move", motion="u1", kind="urgent_item", title="Deichbruch")
    evening.vote("u1", "b1", yes="ahrens brandt carstens demir falk")
    found = text(minutes(evening.meeting)).splitlines()
    assert found.index("Nichtöffentlicher Teil:") < found.index("ND1. Deichbruch")
    # Called in public, it is one.
    evening.accepted("chair", "admit_public")
    evening.vote("m2", "b2", yes="ahrens brandt carstens demir falk")
    evening.accepted("chair", "call_item", item="u1")
    assert "Nichtöffentlicher Teil:" not in text(minutes(evening.meeting)).splitlines()


# The file


def test_long_sentences_are_broken_and_names_and_results_are_not() -> None:
    note = "Wort " * 60
    found = lines(OPENED, f"18.05  vermerkt zu TOP 1: „{note.strip()}“")
    assert max(len(line) for line in found) <= WIDTH
    assert " ".join(found).count("Wort") == 60


def test_a_name_is_never_broken_however_long_it_is() -> None:
    long = "-".join(["Cordsen", *["Hohenerlenbrügge"] * 8])
    found = text(minutes(play_text((GIVEN + OPENED).replace("Cordsen", long), "Abend"))).splitlines()
    assert f"Ratsfrau {long} (BLE)" in found
    assert len(long) > WIDTH


def test_nothing_that_somebody_wrote_can_move_the_cursor_or_add_a_line() -> None:
    bell = lines(OPENED, "18.05  vermerkt zu TOP 1: „Achtung\x1b[31m\x07rot“")
    assert "Achtung [31m rot" in bell
    assert not any(char < " " for line in bell for char in line)
    assert "Achtung rot" in lines(OPENED, "18.05  vermerkt zu TOP 1: „Achtung \u202erot\u202c“")


def test_an_end_of_line_is_the_only_white_space_at_an_end() -> None:
    found = lines(OPENED)
    assert all(line == line.rstrip() for line in found)
    assert all(not (one == other == "") for one, other in pairwise(found))


PARTICULARS = {
    "referral": ({"to": "Bauausschuss"}, "Verweisung an: Bauausschuss"),
    "recusal": ({"about": "berger"}, "Betroffen: Berger (Linde)"),
    "reorder": ({"before": "2"}, "Einzuordnen vor: TOP 2"),
    "interruption": ({"minutes": 10, "until": "18.40 Uhr"}, "Bis: 18.40 Uhr Dauer: 10 Minuten"),
    "separate_votes": ({"parts": ["Ziffer 1", "Ziffer 2"]}, "Einzeln abzustimmen: Ziffer 1; Ziffer 2"),
    "urgent_item": ({"title": "Hochwasser"}, "Neuer Punkt: Hochwasser"),
}


@pytest.mark.parametrize("kind", PARTICULARS)
def test_a_motion_says_what_it_asks_for_beside_its_text(kind: str) -> None:
    fields, said = PARTICULARS[kind]
    evening = Evening().opened()
    evening("conrad", "move", motion="p1", kind=kind, reason="Darum", **fields)
    assert f"{said} Begründung: Darum" in " ".join(text(minutes(evening.meeting)).split())


@pytest.mark.parametrize(
    ("source", "because"),
    [("§ 9 der Hauptsatzung", "§ 9 der Hauptsatzung"), (None, "von der Sitzungsleitung bestimmt")],
)
def test_a_heavier_majority_says_whose_it_is(source: str | None, because: str) -> None:
    evening = Evening().opened()
    heavier = {"base": "statutory_seats", "fraction": "1/2", "strict": True}
    asked = heavier if source is None else heavier | {"source": source}
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands", majority=asked)
    evening("clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0)
    evening("chair", "close_ballot", ballot="b1")
    evening("chair", "announce_result", ballot="b1")
    assert f"Erforderlich waren 3 Ja-Stimmen ({because})." in text(minutes(evening.meeting))


def test_how_a_tie_was_decided_stands_below_the_result() -> None:
    found = text(minutes(situations.tie_broken().meeting))
    assert "0 Enthaltungen (bei Stimmengleichheit durch das Los angenommen)" in " ".join(found.split())
    assert "Zur Stimmengleichheit: Frau Jung zieht." in found


def test_what_the_authority_must_approve_is_said_of_what_was_decided_alone() -> None:
    for passed, hands in ((True, {"yes": "ahrens brandt"}), (False, {"no": "ahrens brandt"})):
        evening = kit.opened()
        for person in kit.VOTING.split()[2:]:
            evening.accepted("clerk", "recuse", person=person, item="2")
        evening.accepted("chair", "call_item", item="2")
        evening.accepted("chair", "state_quorum")
        evening.vote("m2", "b1", **hands)
        said = "Genehmigung der Kommunalaufsicht erforderlich (§ 65 Abs. 3 NKomVG)."
        assert (said in text(minutes(evening.meeting))) is passed


def test_what_is_stated_under_an_item_called_again_stands_under_it() -> None:
    evening = (
        "18.10  TOP 2 aufgerufen",
        "18.20  TOP 1 aufgerufen",
        "18.21  Beschlussfähigkeit festgestellt",
        "19.00  Sitzung geschlossen",
    )
    plan = GIVEN.replace("Neue Brücke – Beschluss", "Eröffnete Brücken")
    found = text(minutes(play_text(plan + OPENED + "\n".join(evening), "Abend"))).splitlines()
    first, second = found.index("TOP 1."), found.index("TOP 2.")
    stated = [number for number, line in enumerate(found) if "stellte die Beschlussfähigkeit fest" in line]
    assert len(stated) == 2
    assert all(first < number < second for number in stated)
