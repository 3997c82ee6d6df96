"""The result of each item as text for another system: what was decided, with which numbers, and nothing too much."""

from dataclasses import replace
from pathlib import Path

from handzeichen.app.replay import play
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.pasted import Pasted, pasted
from handzeichen.record.writers.pasted import text
from record.evening import Evening

FOLDER = Path(__file__).parent / "full_evening"
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
WHOLE = {one.number: one.text for one in pasted(PLAYED.meeting)}
PUBLIC = {one.number: one.text for one in pasted(in_edition(PLAYED.meeting, Edition.PUBLIC))}


def only(evening: Evening) -> str:
    (one,) = pasted(evening.meeting)
    return one.text


def test_a_resolution_stands_with_its_paper_its_text_and_its_numbers() -> None:
    assert (
        WHOLE["4"]
        == """\
TOP 4: Einziehung eines Teilstücks des Weges „Alte Ziegelei“
(Beschlussdrucksache Nr. 0212/2026 mit 2 Anlagen)

Das Gremium beschließt:
Das Teilstück des Weges „Alte Ziegelei“ zwischen Lohberg und Mühlbach wird eingezogen.
8 Stimmen dafür, 2 Stimmen dagegen, eine Enthaltung
Abstimmungsergebnis: Ja 8, Nein 2, Enthaltungen 1"""
    )


def test_a_body_that_only_recommends_is_said_to_recommend() -> None:
    assert "Das Gremium empfiehlt:\n1. Der Entwurf" in WHOLE["7"]
    assert "beschließt" not in WHOLE["7"]


def test_of_a_matter_voted_on_in_parts_the_whole_stands_and_no_part() -> None:
    assert WHOLE["7"].count("Abstimmungsergebnis") == 1
    assert "Teil 1" not in WHOLE["7"]


def test_an_amended_motion_stands_with_its_amendment() -> None:
    assert "fünfundzwanzig heimische Bäume" in WHOLE["6"]


def test_what_became_of_an_item_without_a_ballot_is_said() -> None:
    assert WHOLE["8"].endswith("\n\nErgebnis: Zur Kenntnis genommen")


def test_an_item_of_which_nothing_has_become_is_left_out() -> None:
    assert "1" not in WHOLE
    assert pasted(Evening().opened().meeting) == ()


def test_the_public_edition_names_no_non_public_item() -> None:
    assert "10" in WHOLE and "10" not in PUBLIC
    assert {number: text for number, text in WHOLE.items() if number != "10"} == PUBLIC


def test_a_rejected_motion_is_not_decided() -> None:
    evening = Evening().opened()
    evening.ballot(yes=1, no=2, abstain=0)
    evening("chair", "announce_result", ballot="b1")
    assert only(evening).endswith(
        "Das Gremium lehnt ab:\nEine Stimme dafür, 2 Stimmen dagegen, 0 Enthaltungen (abgelehnt)\n"
        "Abstimmungsergebnis: Ja 1, Nein 2, Enthaltungen 0"
    )


def test_a_house_that_has_a_phrase_for_it_reads_its_own() -> None:
    law = PLAYED.meeting.law
    words = replace(law.outcome_words, value={**law.outcome_words.value, "recommended": "Empfehlung gefasst"})
    house = replace(PLAYED.meeting, law=replace(law, outcome_words=words))
    said = {one.number: one.text for one in pasted(house)}
    assert said["7"].endswith("\n\nErgebnis: Empfehlung gefasst")
    assert said["4"] == WHOLE["4"]


def test_a_resolution_that_is_not_carried_out_says_so() -> None:
    evening = Evening().opened()
    evening.ballot(yes=3, no=0, abstain=0)
    evening("chair", "announce_result", ballot="b1")
    evening("clerk", "object_to_resolution", motion="m1", reason="Zuständig ist der Rat.")
    assert only(evening).splitlines()[-1].startswith("Einspruch, nicht auszuführen")


def test_who_did_not_vote_is_counted() -> None:
    evening = Evening().opened()
    evening.ballot(yes=2, no=0, abstain=0, not_voted=1)
    evening("chair", "announce_result", ballot="b1")
    assert only(evening).endswith("Abstimmungsergebnis: Ja 2, Nein 0, Enthaltungen 0, nicht abgestimmt 1")


def test_an_announced_result_alone_is_one() -> None:
    evening = Evening().opened()
    evening.ballot(yes=3, no=0, abstain=0)
    assert pasted(evening.meeting) == ()


def test_the_file_holds_all_of_them_apart() -> None:
    rows = [Pasted(number=n, title="x", text=f"TOP {n}\x1b: x") for n in ("1", "2")]
    assert text(rows) == "TOP 1 : x\n\n\nTOP 2 : x\n"
    assert rows[0].lines == 1
