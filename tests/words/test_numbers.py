"""The grammar of numbers: none, one, two and twenty-one of every noun, in every case and in every language."""

import pytest

from handzeichen.words.table import ENGLISH, GERMAN, LANGUAGES, count, say, table

NUMBERS = (0, 1, 2, 21)
CASES = ("nominative", "accusative", "dative")

GERMAN_NOUNS = {
    ("yes_vote", "nominative"): ("0 Ja-Stimmen", "eine Ja-Stimme", "2 Ja-Stimmen", "21 Ja-Stimmen"),
    ("yes_vote", "accusative"): ("0 Ja-Stimmen", "eine Ja-Stimme", "2 Ja-Stimmen", "21 Ja-Stimmen"),
    ("yes_vote", "dative"): ("0 Ja-Stimmen", "einer Ja-Stimme", "2 Ja-Stimmen", "21 Ja-Stimmen"),
    ("no_vote", "nominative"): ("0 Nein-Stimmen", "eine Nein-Stimme", "2 Nein-Stimmen", "21 Nein-Stimmen"),
    ("no_vote", "accusative"): ("0 Nein-Stimmen", "eine Nein-Stimme", "2 Nein-Stimmen", "21 Nein-Stimmen"),
    ("no_vote", "dative"): ("0 Nein-Stimmen", "einer Nein-Stimme", "2 Nein-Stimmen", "21 Nein-Stimmen"),
    ("vote", "nominative"): ("0 Stimmen", "eine Stimme", "2 Stimmen", "21 Stimmen"),
    ("vote", "accusative"): ("0 Stimmen", "eine Stimme", "2 Stimmen", "21 Stimmen"),
    ("vote", "dative"): ("0 Stimmen", "einer Stimme", "2 Stimmen", "21 Stimmen"),
    ("abstention", "nominative"): ("0 Enthaltungen", "eine Enthaltung", "2 Enthaltungen", "21 Enthaltungen"),
    ("abstention", "accusative"): ("0 Enthaltungen", "eine Enthaltung", "2 Enthaltungen", "21 Enthaltungen"),
    ("abstention", "dative"): ("0 Enthaltungen", "einer Enthaltung", "2 Enthaltungen", "21 Enthaltungen"),
    ("hand", "nominative"): ("0 Hände", "eine Hand", "2 Hände", "21 Hände"),
    ("hand", "accusative"): ("0 Hände", "eine Hand", "2 Hände", "21 Hände"),
    ("hand", "dative"): ("0 Händen", "einer Hand", "2 Händen", "21 Händen"),
    ("paper", "nominative"): ("0 Stimmzettel", "ein Stimmzettel", "2 Stimmzettel", "21 Stimmzettel"),
    ("paper", "accusative"): ("0 Stimmzettel", "einen Stimmzettel", "2 Stimmzettel", "21 Stimmzettel"),
    ("paper", "dative"): ("0 Stimmzetteln", "einem Stimmzettel", "2 Stimmzetteln", "21 Stimmzetteln"),
    ("seat", "nominative"): ("0 Sitze", "ein Sitz", "2 Sitze", "21 Sitze"),
    ("seat", "accusative"): ("0 Sitze", "einen Sitz", "2 Sitze", "21 Sitze"),
    ("seat", "dative"): ("0 Sitzen", "einem Sitz", "2 Sitzen", "21 Sitzen"),
    ("entry", "nominative"): ("0 Einträge", "ein Eintrag", "2 Einträge", "21 Einträge"),
    ("entry", "accusative"): ("0 Einträge", "einen Eintrag", "2 Einträge", "21 Einträge"),
    ("entry", "dative"): ("0 Einträgen", "einem Eintrag", "2 Einträgen", "21 Einträgen"),
    ("draft", "nominative"): ("0 Entwürfe", "ein Entwurf", "2 Entwürfe", "21 Entwürfe"),
    ("draft", "accusative"): ("0 Entwürfe", "einen Entwurf", "2 Entwürfe", "21 Entwürfe"),
    ("draft", "dative"): ("0 Entwürfen", "einem Entwurf", "2 Entwürfen", "21 Entwürfen"),
    ("minute", "nominative"): ("0 Minuten", "eine Minute", "2 Minuten", "21 Minuten"),
    ("minute", "accusative"): ("0 Minuten", "eine Minute", "2 Minuten", "21 Minuten"),
    ("minute", "dative"): ("0 Minuten", "einer Minute", "2 Minuten", "21 Minuten"),
    ("member", "nominative"): ("0 Mitglieder", "ein Mitglied", "2 Mitglieder", "21 Mitglieder"),
    ("member", "accusative"): ("0 Mitglieder", "ein Mitglied", "2 Mitglieder", "21 Mitglieder"),
    ("member", "dative"): ("0 Mitgliedern", "einem Mitglied", "2 Mitgliedern", "21 Mitgliedern"),
    ("more_items", "nominative"): (
        "0 weitere Punkte",
        "ein weiterer Punkt",
        "2 weitere Punkte",
        "21 weitere Punkte",
    ),
    ("more_items", "accusative"): (
        "0 weitere Punkte",
        "ein weiterer Punkt",
        "2 weitere Punkte",
        "21 weitere Punkte",
    ),
    ("more_items", "dative"): (
        "0 weitere Punkte",
        "ein weiterer Punkt",
        "2 weitere Punkte",
        "21 weitere Punkte",
    ),
}
ENGLISH_NOUNS = {
    "yes_vote": ("0 yes votes", "one yes vote", "2 yes votes", "21 yes votes"),
    "no_vote": ("0 no votes", "one no vote", "2 no votes", "21 no votes"),
    "vote": ("0 votes", "one vote", "2 votes", "21 votes"),
    "abstention": ("0 abstentions", "one abstention", "2 abstentions", "21 abstentions"),
    "hand": ("0 hands", "one hand", "2 hands", "21 hands"),
    "paper": ("0 ballot papers", "one ballot paper", "2 ballot papers", "21 ballot papers"),
    "seat": ("0 seats", "one seat", "2 seats", "21 seats"),
    "entry": ("0 entries", "one entry", "2 entries", "21 entries"),
    "draft": ("0 drafts", "one draft", "2 drafts", "21 drafts"),
    "minute": ("0 minutes", "one minute", "2 minutes", "21 minutes"),
    "member": ("0 members", "one member", "2 members", "21 members"),
    "more_items": ("0 more items", "one more item", "2 more items", "21 more items"),
}
GERMAN_TAILS = {
    "against": (" ohne Gegenstimme", " gegen eine Nein-Stimme", " gegen 2 Nein-Stimmen", " gegen 21 Nein-Stimmen"),
    "with_abstentions": ("", " bei einer Enthaltung", " bei 2 Enthaltungen", " bei 21 Enthaltungen"),
    "and_abstentions": ("", ", eine Enthaltung", ", 2 Enthaltungen", ", 21 Enthaltungen"),
    "lacking": (" fehlt nichts", " fehlt noch eine Unterstützung", " fehlen noch 2 Unterstützungen", " fehlen noch 21 Unterstützungen"),
    "at_most": ("", ", höchstens eine Minute", ", höchstens 2 Minuten", ", höchstens 21 Minuten"),
    "and_more": ("", " und 1 weitere", " und 2 weitere", " und 21 weitere"),
    "still_out": ("", ", eine Stimme fehlt noch", ", 2 Stimmen fehlen noch", ", 21 Stimmen fehlen noch"),
    "enough": (
        "",
        "; eine Ja-Stimme davon genügt",
        "; 2 Ja-Stimmen davon genügen",
        "; 21 Ja-Stimmen davon genügen",
    ),
    "present": (" ist niemand anwesend", " ist 1 anwesend", " sind 2 anwesend", " sind 21 anwesend"),
    "with_attachments": ("", " mit 1 Anlage", " mit 2 Anlagen", " mit 21 Anlagen"),
}  # fmt: skip
ENGLISH_TAILS = {
    "against": (" without a vote against", " against one no vote", " against 2 no votes", " against 21 no votes"),
    "with_abstentions": ("", " with one abstention", " with 2 abstentions", " with 21 abstentions"),
    "and_abstentions": ("", ", one abstention", ", 2 abstentions", ", 21 abstentions"),
    "lacking": (" nothing is missing", " one supporter is missing", " 2 supporters are missing", " 21 supporters are missing"),
    "at_most": ("", ", at most one minute", ", at most 2 minutes", ", at most 21 minutes"),
    "and_more": ("", " and 1 more", " and 2 more", " and 21 more"),
    "still_out": ("", ", one vote still to come", ", 2 votes still to come", ", 21 votes still to come"),
    "enough": (
        "",
        "; one yes vote of them is enough",
        "; 2 yes votes of them are enough",
        "; 21 yes votes of them are enough",
    ),
    "present": (" nobody is present", " 1 is present", " 2 are present", " 21 are present"),
    "with_attachments": ("", " with 1 attachment", " with 2 attachments", " with 21 attachments"),
}  # fmt: skip


def told(noun: str, case: str, language: str) -> tuple[str, ...]:
    return tuple(count(noun, n, language, case=case) for n in NUMBERS)


def test_german_nouns_in_every_case() -> None:
    nouns = set(table(GERMAN).nouns) - {"tails"}
    assert {(noun, case) for noun in nouns for case in CASES} == set(GERMAN_NOUNS)
    assert {at: told(*at, GERMAN) for at in GERMAN_NOUNS} == GERMAN_NOUNS


@pytest.mark.parametrize("case", CASES)
def test_english_nouns_are_the_same_in_every_case(case: str) -> None:
    assert set(table(ENGLISH).nouns) - {"tails"} == set(ENGLISH_NOUNS)
    assert {noun: told(noun, case, ENGLISH) for noun in ENGLISH_NOUNS} == ENGLISH_NOUNS


@pytest.mark.parametrize(("language", "tails"), [(GERMAN, GERMAN_TAILS), (ENGLISH, ENGLISH_TAILS)])
def test_what_follows_in_a_sentence(language: str, tails: dict[str, tuple[str, ...]]) -> None:
    assert {tail: told("tails", tail, language) for tail in table(language).nouns["tails"]} == tails


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_noun_knows_a_case_that_no_sentence_could_ask_for(language: str) -> None:
    nouns = {noun: forms for noun, forms in table(language).nouns.items() if noun != "tails"}
    assert {case for forms in nouns.values() for case in forms} <= {*CASES}
    assert all("nominative" in forms for forms in nouns.values())


def test_a_sentence_asks_for_the_case_it_needs() -> None:
    procedure = {"subject": "Die Tagesordnung", "verb": "angenommen"}
    counted = "results.procedure.counted"
    assert say(counted, **procedure, yes=1, no=1, abstain=1) == (
        "Die Tagesordnung wird mit einer Ja-Stimme gegen eine Nein-Stimme bei einer Enthaltung angenommen."
    )
    assert say(counted, **procedure, yes=21, no=0, abstain=0) == (
        "Die Tagesordnung wird mit 21 Ja-Stimmen ohne Gegenstimme angenommen."
    )
