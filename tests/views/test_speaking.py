"""The chair's speaking sheet: the screen's own sentences from the opening to the end, with blanks for what nobody knows."""

from dataclasses import replace

from handzeichen.meeting.ids import ItemKind, Secrecy
from handzeichen.views.next_act import next_part
from handzeichen.views.speaking import SpeakingSheet, Spoken, speaking_sheet
from meeting.kit import Evening as KitEvening
from meeting.kit import plan_of, present
from views import situations
from views.clerk_evening import Evening, demo_plan
from views.clerk_walk import Walk

RESULT = "Ich gebe das Ergebnis bekannt: _____ Ja-Stimmen, _____ Nein-Stimmen, _____ Enthaltungen."


def said(sheet: SpeakingSheet) -> list[str]:
    return [line.text for section in sheet.sections for line in section.lines if line.kind is Spoken.SAY]


def titles(sheet: SpeakingSheet) -> list[str]:
    return [section.number or section.title for section in sheet.sections]


def test_it_goes_from_the_opening_through_the_agenda_to_the_end() -> None:
    sheet = speaking_sheet(Evening.planned(demo_plan()).meeting)
    assert titles(sheet) == ["Eröffnung", "1", "2", "3", "4", "4.1", "5", "Schluss"]
    assert said(sheet)[0] == "Ich begrüße Sie und eröffne die 37. Sitzung."
    assert said(sheet)[-1] == "Die Tagesordnung ist abgearbeitet. Ich danke Ihnen und schließe die Sitzung."
    strategy = [(line.kind, line.text) for line in sheet.sections[2].lines]
    assert strategy[1:] == [
        (Spoken.SAY, "Wir stimmen ab: Beschlussvorschlag der Verwaltung zu TOP 2."),
        (
            Spoken.SAY,
            "„Der Rat der Stadt Erlenbrügge möge das in Anlage 1 beigefügte Strategiepapier zu Migration und Teilhabe "
            "in der Stadt Erlenbrügge beschließen.“",
        ),
        (Spoken.SAY, "Wer dafür ist, den bitte ich um das Handzeichen."),
        (Spoken.SAY, "Wer ist dagegen?"),
        (Spoken.SAY, "Wer enthält sich?"),
        (Spoken.NOTE, "Angenommen bei mehr Ja- als Nein-Stimmen."),
        (Spoken.RESULT, RESULT),
        (Spoken.RESULT, "Damit ist das ☐ angenommen ☐ abgelehnt."),
    ]


def test_who_is_there_is_left_blank() -> None:
    opening = speaking_sheet(Evening.planned(demo_plan()).meeting).sections[1].lines
    assert [line.text for line in opening[2:5]] == [
        "Ich stelle fest: Von 11 Mitgliedern sind _____ anwesend.",
        "Der Ausschuss ist beschlussfähig.",
        "Nötig sind 6.",
    ]


def test_its_sentences_are_those_that_the_screen_proposes_in_the_same_order() -> None:
    """An evening with everybody in the room, walked on the screen: each sentence that the sheet has comes, in its order."""
    evening = Evening.planned(demo_plan())
    sheet = said(speaking_sheet(evening.meeting))
    for person in demo_plan().people:
        if person.role == "member":
            evening.do("clerk", "arrive", person=person.id, via="room")
    spoken: list[str] = []
    walk = Walk(evening, "chair")
    for _ in range(40):
        walk.count()
        part = next_part(evening.meeting)
        spoken += [line for line in part.say if line not in spoken]
        if part.act is None:
            break
        walk.press(part.act.command)
    missing = [line for line in sheet if line not in spoken]
    assert missing == []
    places = [spoken.index(line) for line in dict.fromkeys(sheet)]
    assert places == sorted(places)


def test_the_same_sheet_comes_whatever_has_happened_since() -> None:
    planned = speaking_sheet(present(situations.ROOM).meeting)
    for made in (situations.voting, situations.behind_closed_doors, situations.ended):
        assert speaking_sheet(made().meeting) == planned, made.__name__


def test_between_the_public_and_the_other_part_the_doors_are_spoken_of_and_the_paper_says_whose_it_is() -> (
    None
):
    sheet = speaking_sheet(situations.before().meeting)
    assert titles(sheet) == ["Eröffnung", "1", "2", "3", "4", "Nichtöffentlicher Teil", "5", "6", "Schluss"]
    assert sheet.holds_non_public
    assert [line.text for line in sheet.sections[5].lines] == [
        "Vorher bestätigt jedes Mitglied, das per Video dabei ist, auf diese Bitte:",
        "Bitte bestätigen Sie: Keine andere Person kann mithören oder mitsehen.",
        "Wir kommen zum nichtöffentlichen Teil. Ich bitte die Öffentlichkeit, den Saal zu verlassen.",
    ]
    assert [section.number for section in sheet.sections if not section.is_public] == ["5", "6"]
    assert not speaking_sheet(Evening.planned(demo_plan()).meeting).holds_non_public


def test_what_the_steps_do_not_reach_is_called_all_the_same() -> None:
    """An item that a strange plan or law bars tonight still has its line: the chair must not look for it."""
    plan = demo_plan()
    first, *others = plan.items
    changed = tuple(replace(item, secrecy=Secrecy.SECRET, kind=ItemKind.ELECTION) for item in others)
    sheet = speaking_sheet(Evening.planned(replace(plan, items=(first, *changed))).meeting)
    assert {"1", "2", "3", "4", "4.1", "5"} <= set(titles(sheet))


def test_in_a_body_that_cannot_be_quorate_every_item_stands_there_too() -> None:
    plan = demo_plan()
    few = tuple(person for person in plan.people if person.role != "member" or person.chairs)
    sheet = speaking_sheet(Evening.planned(replace(plan, people=few)).meeting)
    assert {"1", "2", "3", "4", "4.1", "5"} <= set(titles(sheet))


def test_what_may_come_between_speaks_of_video_only_where_there_is_some_and_of_the_laws_own_tie() -> None:
    hybrid = [one.when for one in speaking_sheet(situations.before().meeting).occasions]
    assert "Bild oder Ton ist gestört" in hybrid
    room = KitEvening.planned(plan_of(meeting={"form": "in_person"}), tie="lot")
    sheet = speaking_sheet(room.meeting)
    assert "Bild oder Ton ist gestört" not in [one.when for one in sheet.occasions]
    tied = next(one.say for one in sheet.occasions if one.when == "Stimmengleichheit")
    assert tied == "Es besteht Stimmengleichheit. Das Los entscheidet."
