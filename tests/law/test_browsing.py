"""Leafing through the law: every answer in words, what differs from the Land, what has changed, what is confirmed."""

from datetime import date
from pathlib import Path

from handzeichen.law.answers import PROFILES, load
from handzeichen.law.browsing import Beside, Book, Line, book, opened
from handzeichen.law.confirming import Word
from handzeichen.law.values import QUESTIONS

DAY = date(2026, 11, 24)
WORD = Word(by="Meyer", on=date(2026, 11, 20), source="Kommentar, Rn. 4")


def leafed(
    profile: str = "ni-hannover-committee", *, since: date | None = None, house: Path | None = None
) -> Book:
    folder = PROFILES if house is None else (PROFILES, house)
    law = load(profile, on=DAY, kind="committee", folder=folder)
    said = {"leader_in_room": WORD}
    return book(opened(law, on=DAY, kind="committee", said=said), since=since, folder=folder)


def line(found: Book, question: str) -> Line:
    return next(line for line in found.lines if line.question == question)


def test_every_answer_stands_in_one_chapter() -> None:
    found = leafed()
    assert sorted(line.question for line in found.lines) == sorted(QUESTIONS)
    assert [chapter.title for chapter in found.chapters][:3] == [
        "Beschlussfähigkeit",
        "Mehrheit",
        "Teilnahme per Video",
    ]
    assert (found.name, found.on, found.draft) == ("Hannover, Ausschuss", "24.11.2026", False)


def test_an_answer_says_what_where_and_how_it_was_read() -> None:
    quorum = line(leafed(), "quorum")
    assert quorum.value == "mehr als die Hälfte der gesetzlichen Mitgliederzahl"
    assert (quorum.source, quorum.mark, quorum.since) == (
        "§ 65 Abs. 1 Satz 1 NKomVG",
        "Gesetzestext gelesen",
        "01.11.2011",
    )
    assert quorum.wording is not None and quorum.wording.startswith("Die Vertretung ist beschlussfähig")
    assert not quorum.to_confirm and quorum.confirmed is None


def test_what_is_confirmed_and_what_must_be() -> None:
    found = leafed()
    assert line(found, "leader_in_room").confirmed == "Meyer, 20.11.2026: Kommentar, Rn. 4"
    assert not line(found, "leader_in_room").to_confirm
    assert line(found, "majority_by_kind").to_confirm
    assert line(found, "majority_by_kind") in found.to_confirm


def test_beside_a_bodys_own_answer_stands_the_lands() -> None:
    found = leafed()
    own = line(found, "defer_to_factions")
    assert own.layer == "Hannover, Ausschuss"
    assert own.land == Beside(value="Ja", source="Übung der Räte, Geschäftsordnung", same=True)
    assert line(found, "quorum").land is None and line(found, "quorum").layer is None
    assert all(line.layer is None and line.land is None for line in leafed("ni").lines)


def test_what_has_changed_since_stands_with_what_applied_before() -> None:
    found = leafed("ni", since=date(2021, 1, 21))
    hybrid = line(found, "hybrid")
    assert hybrid.before == Beside(value="Ja", source="§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG", same=True)
    assert line(found, "quorum").before is None
    before_all = leafed("ni", since=date(2019, 1, 1))
    hybrid = line(before_all, "hybrid")
    assert hybrid.before is not None and (hybrid.before.value, hybrid.before.same) == ("Nein", False)


def test_a_day_before_the_profile_begins_is_said_and_compares_nothing() -> None:
    found = leafed("ni", since=date(1999, 1, 1))
    assert found.silent is not None and found.silent.startswith("Für den 01.01.1999 ")
    assert all(line.before is None for line in found.lines)


def test_a_houses_own_profile_lies_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "musterstadt.toml").write_text(
        '[profile]\nname = "Musterstadt"\nextends = "ni"\n\n[[derive]]\nsince = 2026-11-01\nvalue = false\n'
        'source = "§ 9 GO"\nmark = "local"\n',
        "utf-8",
    )
    (tmp_path / "confirmations.toml").write_text("", "utf-8")
    derive = line(leafed("musterstadt", house=tmp_path), "derive")
    assert (derive.value, derive.layer, derive.mark) == ("Nein", "Musterstadt", "vom Haus")
    assert derive.land is not None and (derive.land.value, derive.land.same) == ("Ja", False)


def test_what_stands_on_a_draft_is_a_draft(tmp_path: Path) -> None:
    (tmp_path / "entwurf.toml").write_text('[profile]\nextends = "ni"\ndraft = true\n', "utf-8")
    (tmp_path / "stadt.toml").write_text('[profile]\nextends = "entwurf"\n', "utf-8")
    found = leafed("stadt", house=tmp_path)
    assert found.draft
    assert line(found, "quorum").to_confirm
