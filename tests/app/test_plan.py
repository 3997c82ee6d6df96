"""A plan that is right becomes what it says; a wrong one is refused whole, and every fault is named at its key."""

from datetime import date, datetime
from pathlib import Path

import pytest

from handzeichen.app import cli
from handzeichen.app.plan import PlanError, law_of, read_plan
from handzeichen.meeting.ids import (
    FactionKind,
    Form,
    ItemKind,
    Kind,
    Line,
    MotionEffect,
    PersonId,
    Role,
    SeatingShape,
    Secrecy,
    Text,
)
from handzeichen.meeting.plan import Seating, TextBlock

DEMO = Path(cli.__file__).parent / "demo_meeting" / "plan.toml"

SMALL = """\
[body]
id = "rat"
name = "Rat"
kind = "council"
rules = "ni"
seats = 3

[meeting]
number = 7
starts_at = 2026-11-24T18:00:00+01:00
form = "hybrid"
clerk = "kurz"

[[factions]]
id = "linde"
name = "Linde"

[[people]]
id = "arnold"
name = "Arnold"
role = "member"
faction = "linde"
chairs = true

[[people]]
id = "berger"
name = "Berger"
role = "member"

[[people]]
id = "kurz"
name = "Kurz"
role = "administration"

[[items]]
id = "1"
title = "Brunnen"

[[items.papers]]
reference = "12/2026"

[[items.motions]]
id = "m1"

[[items]]
id = "2"
title = "Baum"

[[items.motions]]
id = "m2"
"""


def faults(toml: str) -> list[str]:
    with pytest.raises(PlanError) as error:
        read_plan(toml.encode())
    return list(error.value.faults)


def small(written: str, instead: str) -> str:
    assert SMALL.count(written) == 1, "the row changes exactly one place"
    return SMALL.replace(written, instead)


# Right


def test_a_plan_says_what_stands_in_it() -> None:
    plan = read_plan(DEMO)
    assert plan.id == "internationaler-ausschuss-37"
    assert (plan.body.seats, len([p for p in plan.people if p.role is Role.MEMBER])) == (11, 10)
    assert plan.meeting.starts_at == datetime.fromisoformat("2021-01-21T17:30:00+01:00")
    assert plan.meeting.invited_on == date(2021, 1, 12)
    assert [f.name for f in plan.factions if f.kind is FactionKind.GROUP] == ["KIEZ & KOMPASS"]
    assert [(p.id, p.deputy_chair) for p in plan.people if p.chairs or p.deputy_chair] == [
        ("brandhorst", None),
        ("vosskamp", 1),
    ]
    (paper,) = plan.items[1].papers
    assert (paper.reference, paper.attachments, paper.dated, paper.late) == (
        "0108/2021",
        1,
        date(2021, 1, 19),
        True,
    )
    (motion,) = plan.items[1].motions
    assert (motion.id, motion.kind, motion.by, motion.effect) == (
        "m4", Kind.MAIN, "administration", MotionEffect.RECOMMENDS,
    )  # fmt: skip


def test_what_is_left_out_has_its_default() -> None:
    plan = read_plan(SMALL.encode())
    assert (plan.meeting.remote, plan.meeting.second_convening, plan.meeting.form) == (
        None,
        False,
        Form.HYBRID,
    )
    assert (plan.items[0].kind, plan.items[0].secrecy) == (ItemKind.DECISION, Secrecy.PUBLIC)
    motion = plan.items[0].motions[0]
    assert (motion.kind, motion.by, motion.effect) == (Kind.MAIN, "administration", MotionEffect.DECIDES)
    assert plan.factions[0].kind is FactionKind.FACTION


@pytest.mark.parametrize(("written", "expected"), [
    ('remote = "all"', None),
    ('remote = ["berger", "arnold"]', ("berger", "arnold")),
    ("remote = []", ()),
])  # fmt: skip
def test_who_may_take_part_by_video(written: str, expected: object) -> None:
    plan = read_plan(small('clerk = "kurz"', f'clerk = "kurz"\n{written}').encode())
    assert plan.meeting.remote == expected


@pytest.mark.parametrize(("written", "rank"), [("true", 1), ("false", None), ("3", 3)])
def test_a_deputy_chair_has_a_rank(written: str, rank: int | None) -> None:
    plan = read_plan(small('name = "Berger"', f'name = "Berger"\ndeputy_chair = {written}').encode())
    assert plan.people[1].deputy_chair == rank


def test_an_editor_of_another_system_may_have_saved_it() -> None:
    windows = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert read_plan(windows) == read_plan(SMALL.encode())


def test_the_law_is_that_of_the_local_day() -> None:
    """Half past midnight on 1 November is still 31 October elsewhere; what counts is the day where they meet."""
    late = read_plan(small("2026-11-24T18:00:00+01:00", "2026-11-01T00:30:00+01:00").encode())
    assert "01.11.2026" in law_of(late).law.leader_in_room.source


@pytest.mark.parametrize(
    ("written", "shape"), [("", "rows"), ('shape = "hemicycle"', "hemicycle"), ('shape = "rows"', "rows")]
)
def test_a_plan_may_say_where_they_sit(written: str, shape: str) -> None:
    """Not everybody needs a place: whoever has none is shown beside the drawing."""
    plan = read_plan(
        small("[[factions]]", f'[seating]\n{written}\nrows = [["berger"]]\n[[factions]]').encode()
    )
    assert plan.seating == Seating(shape=SeatingShape(shape), rows=((PersonId("berger"),),))
    assert read_plan(SMALL.encode()).seating is None


def test_the_house_may_have_blocks_of_text_for_its_notes() -> None:
    plan = read_plan(
        small(
            "[[factions]]", '[[text_blocks]]\nlabel = "Beleg"\ntext = "{name} legt …"\n[[factions]]'
        ).encode()
    )
    assert plan.text_blocks == (TextBlock(label=Line("Beleg"), text=Text("{name} legt …")),)


# Wrong


@pytest.mark.parametrize(("written", "instead", "expected"), [
    # An unknown key, at every level.
    ("[body]", "x = 1\n[body]", ["x: unbekannt."]),
    ("seats = 3", "seats = 3\nseat = 4", ["body.seat: unbekannt."]),
    ('name = "Berger"', 'name = "Berger"\nage = 44', ["people[1].age: unbekannt."]),
    ('reference = "12/2026"', 'reference = "12/2026"\nnr = 1', ["items[0].papers[0].nr: unbekannt."]),
    ('id = "m2"', 'id = "m2"\nresult = "yes"', ["items[1].motions[0].result: unbekannt."]),
    # One that is needed is missing.
    ('id = "rat"\n', "", ["body.id: fehlt: "]),
    ('name = "Rat"\n', "", ["body.name: fehlt: "]),
    ('kind = "council"\n', "", ["body.kind: fehlt: Nötig ist „council“, „main_committee“, „committee“ oder"]),
    ('rules = "ni"\n', "", ["body.rules: fehlt: "]),
    ("seats = 3\n", "", ["body.seats: fehlt: "]),
    ("number = 7\n", "", ["meeting.number: fehlt: "]),
    ("starts_at = 2026-11-24T18:00:00+01:00\n", "", ["meeting.starts_at: fehlt: "]),
    ('form = "hybrid"\n', "", ["meeting.form: fehlt: "]),
    ('clerk = "kurz"\n', "", ["meeting.clerk: fehlt: "]),
    ('id = "berger"\n', "", ["people[1].id: fehlt: "]),
    ('name = "Berger"\n', "", ["people[1].name: fehlt: "]),
    ('name = "Kurz"\nrole = "administration"', 'name = "Kurz"', ["people[2].role: fehlt: "]),
    ('id = "2"\n', "", ["items[1].id: fehlt: "]),
    ('title = "Baum"\n', "", ["items[1].title: fehlt: "]),
    ('id = "linde"\n', "", ["factions[0].id: fehlt: ", "people[0].faction: „linde“ gibt es nicht"]),
    ('name = "Linde"\n', "", ["factions[0].name: fehlt: "]),
    ('id = "m2"\n', "", ["items[1].motions[0].id: fehlt: "]),
    ('reference = "12/2026"\n', "", ["items[0].papers[0].reference: fehlt: "]),
    # The wrong type, or a word that is none of those that are known.
    ("seats = 3", 'seats = "3"', ["body.seats: muss eine ganze Zahl sein, nicht „3“."]),
    ("seats = 3", "seats = 3.0", ["body.seats: muss eine ganze Zahl sein"]),
    ("seats = 3", "seats = true", ["body.seats: muss eine ganze Zahl sein"]),
    ('kind = "council"', 'kind = "rat"', ["body.kind: muss „council“, "]),
    ('form = "hybrid"', 'form = "online"', ["meeting.form: muss „in_person“ oder „hybrid“ sein, nicht „online“."]),
    ("chairs = true", 'chairs = "ja"', ["people[0].chairs: muss „true“ oder „false“"]),
    ('name = "Berger"', "name = 5", ["people[1].name: muss ein Text sein, nicht „5“."]),
    ('id = "1"', "id = 1", ["items[0].id: muss eine Kennung"]),
    ('clerk = "kurz"', 'clerk = "kurz"\nremote = "some"', ["meeting.remote: muss „all“ oder eine Liste"]),
    ('clerk = "kurz"', 'clerk = "kurz"\nremote = [1]', ["meeting.remote[0]: muss eine Kennung"]),
    ('clerk = "kurz"', 'clerk = "kurz"\ninvited_on = "2026-11-01"', ["meeting.invited_on: muss ein Tag ohne Anf"]),
    ('clerk = "kurz"', 'clerk = "kurz"\ninvited_on = 2026-11-01T10:00:00Z', ["meeting.invited_on: muss ein Tag"]),
    ("2026-11-24T18:00:00+01:00", "2026-11-24T18:00:00", ["meeting.starts_at: braucht den Abstand zur Weltzeit"]),
    ("2026-11-24T18:00:00+01:00", "2026-11-24", ["meeting.starts_at: muss ein Zeitpunkt"]),
    ("2026-11-24T18:00:00+01:00", '"2026-11-24T18:00:00+01:00"', ["meeting.starts_at: muss ein Zeitpunkt ohne"]),
    ('name = "Berger"', 'name = "Berger"\ndeputises_for = "arnold"', ["people[1].deputises_for: muss eine Liste"]),
    ('name = "Berger"', 'name = "Berger"\ndeputy_chair = 0', ["people[1].deputy_chair: muss „true“, „false“ oder"]),
    ('reference = "12/2026"', 'reference = "12/2026"\nattachments = -1', ["items[0].papers[0].attachments: "]),
    # Everybody presses these: nothing but https, no password of anybody, nothing that could be a script.
    ('reference = "12/2026"', 'reference = "12/2026"\nlink = "http://ris.example/12"', ["items[0].papers[0].link: "]),
    ('reference = "12/2026"', 'reference = "12/2026"\nlink = "javascript:alert(1)"', ["items[0].papers[0].link: "]),
    ('reference = "12/2026"', 'reference = "12/2026"\nlink = "https://a:b@ris.example/"', ["items[0].papers[0].link: "]),
    ('reference = "12/2026"', 'reference = "12/2026"\nlink = "https:///12"', ["items[0].papers[0].link: "]),
    ('reference = "12/2026"', 'reference = "12/2026"\nlink = "https://[ris.example"', ["items[0].papers[0].link: "]),
    # Ids: badly formed, or with a meaning of their own.
    ('id = "berger"', 'id = "Berger"', ["people[1].id: muss eine Kennung"]),
    ('id = "berger"', f'id = "{"b" * 65}"', ["people[1].id: muss eine Kennung"]),
    ('id = "berger"', 'id = "chair"', ["people[1].id: „chair“ hat schon eine Bedeutung."]),
    ('id = "berger"', 'id = "clerk"', ["people[1].id: „clerk“ hat schon"]),
    ('id = "berger"', 'id = "system"', ["people[1].id: „system“ hat schon"]),
    ('id = "berger"', 'id = "administration"', ["people[1].id: „administration“ hat schon"]),
    # An id used twice; motions have names of their own across all items.
    ('id = "berger"', 'id = "arnold"', ["people[1].id: „arnold“ steht schon bei people[0]."]),
    ('id = "2"', 'id = "1"', ["items[1].id: „1“ steht schon bei items[0]."]),
    ('id = "m2"', 'id = "m1"', ["items[1].motions[0].id: „m1“ steht schon bei items[0].motions[0]."]),
    ("[[people]]\nid = \"arnold\"", '[[factions]]\nid = "linde"\nname = "L"\n[[people]]\nid = "arnold"',
     ["factions[1].id: „linde“ steht schon bei factions[0]."]),
    # Somebody or something that the plan does not know.
    ('faction = "linde"', 'faction = "linden"',
     ["people[0].faction: „linden“ gibt es nicht (Fraktion). Gemeint ist vielleicht „linde“."]),
    ('rules = "ni"', 'rules = "nix"', ["body.rules: „nix“ gibt es nicht (Profil)."]),
    ('rules = "ni"', 'rules = "de"', ["body.rules: Profil „de“: quorum: keine Antwort"]),
    ("2026-11-24T18:00:00+01:00", "2005-11-24T18:00:00+01:00", ["body.rules: Profil „ni“: quorum: keine Antwort"]),
    ('clerk = "kurz"', 'clerk = "lang"', ["meeting.clerk: „lang“ gibt es nicht (Person)."]),
    ('clerk = "kurz"', 'clerk = "kurz"\nremote = ["arnold", "wer"]', ["meeting.remote[1]: „wer“ gibt es nicht"]),
    ('name = "Berger"', 'name = "Berger"\ndeputises_for = ["wer"]', ["people[1].deputises_for[0]: „wer“ gibt es"]),
    ('name = "Berger"', 'name = "Berger"\ndeputises_for = ["kurz"]', ["people[1].deputises_for[0]: „kurz“ hat keinen"]),
    ('id = "m2"', 'id = "m2"\nby = "wer"', ["items[1].motions[0].by: „wer“ ist weder Person noch Fraktion"]),
    ('id = "m2"', 'id = "m2"\napproves = { meeting = "rat-3" }', ["items[1].motions[0].approves.version: fehlt: "]),
    ('id = "m2"', 'id = "m2"\nkind = "amendment"\napproves = { meeting = "rat-3", version = 1 }',
     ["items[1].motions[0].approves: gehört zu einem Antrag zur Sache"]),
    # Seats, and who chairs.
    ("seats = 3", "seats = 1", ["body.seats: 1 Sitze, aber 2 Personen"]),
    ("seats = 3", "seats = 0", ["body.seats: 0 sind zu wenig"]),
    ('name = "Berger"', 'name = "Berger"\nchairs = true', ["people[1].chairs: den Vorsitz hat schon people[0]."]),
    ('name = "Kurz"', 'name = "Kurz"\ndeputy_chair = 2', ["people[2].deputy_chair: den stellvertretenden Vorsitz"]),
    ('faction = "linde"\nchairs = true', 'faction = "linde"\n[[people]]\nid = "x"\nname = "X"\nrole = "guest"\nchairs = true',
     ["people[1].chairs: den Vorsitz kann nur ein Mitglied haben"]),
    ("number = 7", "number = 0", ["meeting.number: 0 gibt es nicht"]),
    ('id = "rat"', f'id = "{"r" * 63}"', ["body.id: ist zu lang"]),
    # Where they sit: each at one place, and only who has a seat.
    ("[[factions]]", '[seating]\nrows = [["arnold", "berger"], ["wer"]]\n[[factions]]',
     ["seating.rows[1][0]: „wer“ gibt es nicht (Person)."]),
    ("[[factions]]", '[seating]\nrows = [["bergen"]]\n[[factions]]',
     ["seating.rows[0][0]: „bergen“ gibt es nicht (Person). Gemeint ist vielleicht „berger“."]),
    ("[[factions]]", '[seating]\nrows = [["arnold"], ["berger", "arnold"]]\n[[factions]]',
     ["seating.rows[1][1]: „arnold“ sitzt schon bei seating.rows[0][0]."]),
    ("[[factions]]", '[seating]\nrows = [["kurz"]]\n[[factions]]',
     ['seating.rows[0][0]: „kurz“ hat keinen Sitz (role = "member").']),
    ("[[factions]]", "[seating]\nrows = []\n[[factions]]", ["seating.rows: 0 Reihen; möglich sind 1 bis 12."]),
    ("[[factions]]", '[seating]\nrows = [["arnold"], []]\n[[factions]]',
     ["seating.rows[1]: 0 Plätze; in einer Reihe möglich sind 1 bis 24."]),
    ("[[factions]]", '[seating]\nrows = ["arnold"]\n[[factions]]', ["seating.rows[0]: muss eine Liste"]),
    ("[[factions]]", '[seating]\nshape = "circle"\nrows = [["arnold"]]\n[[factions]]',
     ["seating.shape: muss „rows“ oder „hemicycle“ sein, nicht „circle“."]),
    ("[[factions]]", '[seating]\nshape = "rows"\n[[factions]]', ["seating.rows: fehlt: Nötig ist eine Liste"]),
    # Who helps, each once; sentences to press, each with a name of its own.
    ('clerk = "kurz"', 'clerk = "kurz"\ndoors = ["kurz", "berger", "kurz"]',
     ["meeting.doors[2]: „kurz“ steht schon in derselben Liste."]),
    ("[[factions]]", '[[text_blocks]]\nlabel = " "\ntext = ""\n[[factions]]',
     ["text_blocks[0].label: ist leer.", "text_blocks[0].text: ist leer."]),
    ("[[factions]]", '[[text_blocks]]\nlabel = "A"\ntext = "x"\n[[text_blocks]]\nlabel = "A"\ntext = "y"\n[[factions]]',
     ["text_blocks[1].label: „A“ steht schon bei text_blocks[0]."]),
    ("[[factions]]", f'[[text_blocks]]\nlabel = "{"a" * 61}"\ntext = "{"x" * 1001}"\n[[factions]]',
     ["text_blocks[0].label: hat 61 Zeichen, möglich sind höchstens 60.", "text_blocks[0].text: hat 1001 Zeichen"]),
    ("[[factions]]", "".join(f'[[text_blocks]]\nlabel = "{n}"\ntext = "x"\n' for n in range(61)) + "[[factions]]",
     ["text_blocks: 61 Textbausteine; möglich sind höchstens 60."]),
    # Too long, and what no file could keep.
    ('title = "Baum"', f'title = "{"x" * 20001}"', ["items[1].title: hat 20.001 Zeichen, möglich sind höchstens 20.000."]),
    ('id = "m2"', f'id = "m2"\ntext = "{"x" * 20001}"', ["items[1].motions[0].text: hat 20.001 Zeichen"]),
    ('title = "Baum"', 'title = "Baum\\u0000"', ["items[1].title: enthält ein Zeichen"]),
    ('title = "Baum"', 'title = "Ba\\num"', ["items[1].title: muss in einer Zeile stehen."]),
])  # fmt: skip
def test_a_fault_is_named_at_its_key(written: str, instead: str, expected: list[str]) -> None:
    found = faults(small(written, instead))
    relevant = [fault for fault in found if any(fault.startswith(start) for start in expected)]
    assert len(relevant) >= len(expected), found
    places = {start.split(":")[0] for start in expected}
    assert {fault.split(":")[0] for fault in found} == places, "no fault is found where nothing is wrong"


def test_every_fault_is_named_at_once() -> None:
    wrong = SMALL
    for written, instead in (
        ('rules = "ni"', 'rules = "xy"'),
        ("seats = 3", "seats = 1"),
        ('clerk = "kurz"', 'clerk = "lang"\nplaces = 1'),
        ('faction = "linde"', 'faction = "erle"'),
        ('id = "2"', 'id = "1"'),
        ('title = "Baum"\n', ""),
    ):
        assert wrong.count(written) == 1
        wrong = wrong.replace(written, instead)
    assert {fault.split(":")[0] for fault in faults(wrong)} == {
        "body.rules", "body.seats", "meeting.clerk", "meeting.places", "people[0].faction", "items[1].id", "items[1].title",
    }  # fmt: skip


def test_a_missing_table_is_missing_key_by_key() -> None:
    assert [fault.split(":")[0] for fault in faults('[[items]]\nid = "1"\ntitle = "T"')] == [
        "body.id", "body.name", "body.kind", "body.rules", "body.seats",
        "meeting.number", "meeting.starts_at", "meeting.form", "meeting.clerk",
    ]  # fmt: skip


@pytest.mark.parametrize(("toml", "fault"), [
    # What stands in the wrong form.
    ("body = 3", "body: muss eine Tabelle ([body]) sein, nicht „3“."),
    ("[[body]]\n", "body: muss eine Tabelle ([body]) sein, nicht eine Liste."),
    ("people = 3", "people: muss eine Liste von Tabellen ([[people]]) sein, nicht „3“."),
    ("people = [1]", "people: muss eine Liste von Tabellen"),
    ("[people]\n", "people: muss eine Liste von Tabellen"),
])  # fmt: skip
def test_a_table_in_the_wrong_form_is_told_how_it_looks(toml: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(toml))


@pytest.mark.parametrize(("data", "fault"), [
    (b"[body\n", "Zeile 1: Hier ist die Datei kein gültiges TOML"),
    (b"[body]\nid = \n", "Zeile 2: Hier ist die Datei kein gültiges TOML"),
    (b'[body]\nid = "x', "am Ende: Hier ist die Datei kein gültiges TOML"),
    (b'[body]\nid = "a"\nid = "b"\n', "Zeile 3: Hier ist die Datei kein gültiges TOML"),
    (b"[body]\n\nname = '\xfc'\n", "Zeile 3: Das ist kein UTF-8."),
    (b"x = " + b"[" * 5000 + b"]" * 5000, "Die Datei ist zu tief verschachtelt."),
])  # fmt: skip
def test_what_is_no_toml_is_told_in_which_line(data: bytes, fault: str) -> None:
    with pytest.raises(PlanError) as error:
        read_plan(data)
    (found,) = error.value.faults
    assert found.startswith(fault)


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"^Die Datei lässt sich nicht lesen \("):
        read_plan(tmp_path / "plan.toml")
