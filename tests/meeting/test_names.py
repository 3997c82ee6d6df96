"""Names as the minutes write them: people, factions, motions."""

import pytest

from handzeichen.meeting.ids import BallotId, FactionId, FactionKind, ItemId, MotionId, PersonId, Role
from handzeichen.meeting.names import (
    ballot_name,
    deputy_name,
    faction_name,
    item_number,
    motion_name,
    name_of,
    person_name,
    plain_name,
    short,
)
from handzeichen.meeting.plan import Faction, Line, Person
from meeting.kit import ITEMS, at_item, opened, plan_of

CDU = Faction(id=FactionId("cdu"), name=Line("CDU"))
MATZ = Person(
    id=PersonId("matz"),
    title=Line("Ratsfrau Dr."),
    name=Line("Matz"),
    faction=FactionId("cdu"),
    role=Role.MEMBER,
)
POHL = Person(
    id=PersonId("pohl"), title=Line("Ratsherr"), name=Line("Pohl"), faction=FactionId("cdu"), role=Role.DEPUTY
)
LAM = Person(id=PersonId("lam"), given_name=Line("Minh"), name=Line("Lam"), role=Role.ADVISORY)


def test_people_are_named_with_title_and_faction() -> None:
    assert person_name(MATZ, [CDU]) == "Ratsfrau Dr. Matz (CDU)"
    assert plain_name(MATZ) == "Ratsfrau Dr. Matz"
    assert short(MATZ, [CDU]) == "Matz (CDU)"
    assert deputy_name(POHL, MATZ, [CDU]) == "Ratsherr Pohl (CDU) i.V. Ratsfrau Dr. Matz"


def test_without_a_title_the_given_name_stands_and_without_a_faction_no_brackets() -> None:
    assert person_name(LAM, [CDU]) == "Minh Lam"
    assert short(LAM, [CDU]) == "Lam"


def test_somebody_whose_entry_was_withheld_is_named_by_the_id() -> None:
    assert name_of(opened().meeting, PersonId("unbekannt")) == "unbekannt"


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        # One plain word joins with a hyphen …
        ("SPD", FactionKind.FACTION, "SPD-Fraktion"),
        # … anything longer stands behind the word.
        ("Bündnis 90/Die Grünen", FactionKind.FACTION, "Fraktion Bündnis 90/Die Grünen"),
        ("Volt/Piraten", FactionKind.FACTION, "Fraktion Volt/Piraten"),
        ("LINKE & PIRATEN", FactionKind.GROUP, "Gruppe LINKE & PIRATEN"),
        ("Esche", FactionKind.GROUP, "Gruppe Esche"),
    ],
)
def test_factions_are_called_as_minutes_call_them(name: str, kind: FactionKind, called: str) -> None:
    assert faction_name(Faction(id=FactionId("f"), name=Line(name), kind=kind)) == called


@pytest.mark.parametrize(
    ("by", "fields", "heading"),
    [
        (
            "ebeling",
            {"kind": "postponement", "item": "3", "faction": "esche"},
            "Antrag der Gruppe Esche auf Vertagung von TOP 3",
        ),
        (
            "demir",
            {"kind": "urgency", "item": "2", "faction": "ulme"},
            "Antrag der Ulme-Fraktion auf Eilbedürftigkeit",
        ),
        # Without a faction it is the member's own; "Ratsherr" is declined.
        (
            "brandt",
            {"kind": "removal", "item": "3"},
            "Antrag von Ratsherrn Brandt (Esche) auf Absetzung von TOP 3",
        ),
        ("carstens", {"kind": "main", "text": "…"}, "Antrag von Ratsfrau Carstens (Ulme) zu TOP 2"),
        # What the leader moves to run the meeting is no party's matter.
        ("chair", {"kind": "adopt_agenda"}, "Antrag des Vorsitzes auf Annahme der Tagesordnung"),
        (
            "falk",
            {"kind": "amendment", "amends": "m2", "text": "…"},
            "Änderungsantrag von Ratsherrn Falk zu TOP 2",
        ),
    ],
)
def test_motions_say_whose_they_are_and_what_they_ask_for(
    by: str, fields: dict[str, str], heading: str
) -> None:
    evening = at_item("2")
    evening.accepted(by, "move", motion="x1", **fields)
    assert motion_name(evening.meeting, evening.motion("x1")) == heading


def test_the_administrations_motion_is_a_proposal() -> None:
    meeting = opened().meeting
    assert (
        motion_name(meeting, meeting.motions[MotionId("m2")]) == "Beschlussvorschlag der Verwaltung zu TOP 2"
    )
    assert motion_name(meeting, meeting.motions[MotionId("m3")]) == "Antrag der Gruppe Esche zu TOP 3"


def test_a_motion_without_an_item_leaves_the_item_out() -> None:
    evening = opened()
    evening.accepted("brandt", "move", motion="x1", kind="interruption", minutes=10)
    assert (
        motion_name(evening.meeting, evening.motion("x1"))
        == "Antrag von Ratsherrn Brandt (Esche) auf Unterbrechung der Sitzung"
    )


def test_an_urgent_item_has_a_number_of_its_own() -> None:
    evening = opened()
    evening.accepted(
        "brandt",
        "move",
        motion="x9",
        kind="urgent_item",
        title="Hochwasser",
        text="Sandsäcke werden gekauft.",
    )
    evening.vote("x9", "b1", yes="ahrens brandt carstens demir ebeling falk")
    assert item_number(evening.meeting, ItemId("x9")) == "D1"
    assert item_number(evening.meeting, ItemId("2")) == "2"
    refusal = evening.refused("item_not_called", "chair", "take_note", item="x9")
    assert refusal.why() == "TOP D1 ist nicht aufgerufen."


def test_several_motions_in_one_ballot_are_named_by_their_items() -> None:
    evening = at_item("2")
    evening.accepted(
        "chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands", **{"with": ["m3"]}
    )
    assert (
        ballot_name(evening.meeting, evening.meeting.ballots[BallotId("b1")]) == "TOP 2 und TOP 3 gemeinsam"
    )
    refusal = evening.refused("ballot_pending", "chair", "close_item", item="2")
    assert "„TOP 2 und TOP 3 gemeinsam“" in refusal.why()


def test_letters_of_an_items_number_are_capital() -> None:
    plan = plan_of(items=[*ITEMS, {"id": "n7.1", "title": "Nachtrag"}])
    assert item_number(opened(plan=plan).meeting, ItemId("n7.1")) == "N7.1"
