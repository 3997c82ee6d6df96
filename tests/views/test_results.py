"""Results in words: the verdict, where the votes came from, and what it means for the meeting."""

from dataclasses import replace

import pytest

from handzeichen.meeting.ids import Kind
from handzeichen.views.audience import parts
from handzeichen.views.meaning import meaning, verdict
from handzeichen.views.next_act import NextPart
from handzeichen.views.part import Part
from handzeichen.views.tally import TallyPart, needed_text
from meeting.kit import VOTING, Evening, at_item
from views import situations


def hall(evening: Evening) -> dict[str, Part]:
    return parts(evening.meeting, "hall")


def test_a_result_says_the_word_the_numbers_where_they_came_from_and_what_it_means() -> None:
    part = hall(situations.announced())["tally"]
    assert isinstance(part, TallyPart) and part.result is not None
    result = part.result
    assert (result.verdict, result.wording) == (
        "Beschlossen",
        "5 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen",
    )
    assert [(line.label, line.count, line.split) for line in result.choices] == [
        ("Ja", 5, "im Saal 3 · per Video 2"),
        ("Nein", 1, "im Saal 1 · per Video 0"),
        ("Enthaltungen", 0, ""),
    ]
    assert result.split_text == "im Saal 4 · per Video 2"
    assert result.meaning == ("TOP 2 ist beschlossen.",)
    assert result.not_voted_text is None


def test_granted_urgency_names_what_it_settled() -> None:
    evening = situations.at_work()
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="2", faction="esche")
    evening.accepted("carstens", "move", motion="x2", kind="urgency", item="2", faction="ulme")
    evening.vote("x2", "b1", yes="ahrens brandt carstens demir ebeling", no="falk")
    part = hall(evening)["tally"]
    assert isinstance(part, TallyPart) and part.result is not None
    assert part.result.verdict == "Zuerkannt"
    assert (
        part.result.wording == "Die Eilbedürftigkeit wird mit 5 Ja-Stimmen gegen eine Nein-Stimme zuerkannt."
    )
    assert part.result.meaning == (
        "TOP 2 wird heute behandelt.",
        "Erledigt hat sich damit der Antrag der Gruppe Esche auf Vertagung von TOP 2.",
    )


def test_whoever_votes_on_an_amended_motion_is_told_so_before_and_while_they_vote() -> None:
    evening = situations.at_work()
    evening.accepted("brandt", "move", motion="x1", kind="amendment", amends="m2", text="Aus Holz.")
    evening.vote("x1", "b1", yes="ahrens brandt carstens demir ebeling", no="falk")
    step = parts(evening.meeting, "chair")["next"]
    assert isinstance(step, NextPart)
    assert (
        step.say[0]
        == "Wir stimmen ab: Beschlussvorschlag der Verwaltung zu TOP 2, in der geänderten Fassung."
    )
    evening.accepted("chair", "open_ballot", ballot="b2", motion="m2", method="show_of_hands")
    part = hall(evening)["tally"]
    assert isinstance(part, TallyPart) and part.note == "Abstimmung über die geänderte Fassung"


NEEDS = {
    "amendment": {"amends": "m2", "text": "…"},
    "recusal": {"about": "falk"},
    "urgent_item": {"title": "Hochwasser"},
}


@pytest.mark.parametrize(
    ("kind", "carried", "rejected"),
    [
        ("main", ("Beschlossen", "TOP 2 ist beschlossen."), ("Abgelehnt", "TOP 2 ist abgelehnt.")),
        ("amendment", ("Beschlossen", "Über den Antrag wird in geänderter Fassung abgestimmt."), ("Abgelehnt", "Der Antrag bleibt, wie er ist.")),
        ("recusal", ("Festgestellt", "Das Mitglied wirkt bei TOP 2 nicht mit."), ("Nicht festgestellt", "Das Mitglied wirkt bei TOP 2 mit.")),
        ("urgency", ("Zuerkannt", "TOP 2 wird heute behandelt."), ("Nicht zuerkannt", "TOP 2 ist nicht eilbedürftig.")),
        ("urgent_item", ("Zuerkannt", "Der Antrag kommt auf die Tagesordnung."), ("Nicht zuerkannt", "Der Antrag kommt nicht auf die Tagesordnung.")),
        ("postponement", ("Beschlossen", "TOP 2 wird vertagt."), ("Abgelehnt", "TOP 2 bleibt auf der Tagesordnung.")),
        ("removal", ("Beschlossen", "TOP 2 ist von der Tagesordnung abgesetzt."), ("Abgelehnt", "TOP 2 bleibt auf der Tagesordnung.")),
        ("adopt_agenda", ("Angenommen", "Die Tagesordnung gilt für diese Sitzung."), ("Abgelehnt", "Die Tagesordnung ist noch nicht festgestellt.")),
        ("exclude_public", ("Beschlossen", "Die Öffentlichkeit wird ausgeschlossen."), ("Abgelehnt", "Die Sitzung bleibt öffentlich.")),
        ("admit_public", ("Beschlossen", "Die Öffentlichkeit wird wieder zugelassen."), ("Abgelehnt", "Die Sitzung bleibt nichtöffentlich.")),
        ("interruption", ("Beschlossen", "Die Sitzung wird unterbrochen."), ("Abgelehnt", "Die Sitzung wird nicht unterbrochen.")),
        ("end_of_debate", ("Beschlossen", "Die Beratung ist beendet."), ("Abgelehnt", "Die Beratung geht weiter.")),
    ],
)  # fmt: skip
def test_what_a_result_means(kind: str, carried: tuple[str, str], rejected: tuple[str, str]) -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="x1", kind=kind, item="2", **NEEDS.get(kind, {}))
    motion = evening.motion("x1")
    for passed, expected in ((True, carried), (False, rejected)):
        said = (
            verdict(evening.meeting, motion, passed=passed),
            meaning(evening.meeting, motion, passed=passed)[0],
        )
        assert said == expected


def test_what_the_authority_must_approve_is_read_out_and_shown() -> None:
    evening = at_item("1")
    for person in VOTING.split()[2:]:
        evening.accepted("clerk", "recuse", person=person, item="2")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    evening.record_hands("b1", yes="ahrens brandt")
    evening.accepted("chair", "close_ballot", ballot="b1")
    step = parts(evening.meeting, "chair")["next"]
    assert isinstance(step, NextPart)
    assert step.say[-1] == "Dazu ist die Genehmigung der Kommunalaufsicht erforderlich."
    evening.accepted("chair", "announce_result", ballot="b1")
    part = hall(evening)["tally"]
    assert isinstance(part, TallyPart) and part.result is not None
    assert part.result.meaning[-1] == "Dazu ist die Genehmigung der Kommunalaufsicht erforderlich."


def test_every_kind_of_motion_has_a_meaning() -> None:
    evening = at_item("2")
    motion = evening.motion("m2")
    for kind in Kind:
        other = replace(motion, moved=replace(motion.moved, kind=kind))
        for passed in (True, False):
            assert meaning(evening.meeting, other, passed=passed)[0].endswith(".")


@pytest.mark.parametrize(
    ("majority", "words"),
    [
        (None, "Angenommen bei mehr Ja- als Nein-Stimmen"),
        # Where the base is known beforehand, the number is.
        ({"base": "statutory_seats", "fraction": "1/2", "strict": True}, "Angenommen bei mehr als der Hälfte aller Sitze: 4 Ja-Stimmen nötig"),
        ({"base": "statutory_seats", "fraction": "2/3", "strict": False}, "Angenommen bei mindestens zwei Dritteln aller Sitze: 5 Ja-Stimmen nötig"),
        ({"base": "present", "fraction": "3/4", "strict": False}, "Angenommen bei mindestens drei Vierteln der Anwesenden: 5 Ja-Stimmen nötig"),
        ({"base": "votes_cast", "fraction": "2/3", "strict": False}, "Angenommen bei mindestens zwei Dritteln der Ja- und Nein-Stimmen"),
    ],
)  # fmt: skip
def test_what_a_motion_needs(majority: dict[str, object] | None, words: str) -> None:
    evening = situations.at_work()
    chosen = {} if majority is None else {"majority": majority}
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", **chosen)
    assert needed_text(evening.ballot("b1")) == words
