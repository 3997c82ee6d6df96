"""Every refusal: its German sentence, its help and its source, pinned in refusals.txt; and that each can happen.

A block of refusals.txt is: the code, why, what would help, and the table's source: a rule of our own, an answer of the
profile, or the topic whose paragraph the profile names. Whoever changes a sentence reads it there once more, as the
chair will.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import handzeichen
from handzeichen.law.terms import common_terms
from handzeichen.meeting.refusals import ANSWER, OWN_RULE, REFUSALS, Refusal, refuse
from handzeichen.words.table import ENGLISH, template
from meeting.kit import at_item, opened, people_with, plan_of, present

PACKAGE = Path(handzeichen.__file__).parent
PINNED = Path(__file__).with_name("refusals.txt")

# One value for every gap that any sentence has.
FACTS: dict[str, str | int] = {
    "at": "18.05 Uhr",
    "ballot": "Antrag der SPD-Fraktion auf Eilbedürftigkeit",
    "by_whom": "den Vorsitz",
    "field": "title",
    "hands": 8,
    "help": "Bitte in einer Notiz festhalten, was richtig ist",
    "id": "niemand",
    "item": "2",
    "kind": "Schluss der Beratung",
    "known": "ausgegeben 7",
    "lacking": 2,
    "last": "18.20 Uhr",
    "meeting": "brueckenausschuss-13",
    "member": "Ratsfrau Ahrens",
    "missing": "der Saal ist geräumt (cleared)",
    "motion": "Antrag der SPD-Fraktion auf Eilbedürftigkeit",
    "motions": "„Antrag der SPD-Fraktion auf Eilbedürftigkeit“",
    "movers": "dem Vorsitz",
    "needed": 10,
    "numbers": "12, 40",
    "of": 7,
    "other": 5,
    "passage": "aus Holz",
    "outcome": "Vertagt",
    "over": 1,
    "papers": 8,
    "part": "Der öffentliche Teil",
    "present": 3,
    "questions": "„Wahlen“ und „Leitung im Saal“",
    "problem": "im Saal fehlt eine Hand",
    "question": "ob geheim abgestimmt werden darf, wenn Mitglieder per Video teilnehmen",
    "reason": "er braucht eine andere Mehrheit",
    "reference": "77/26",
    "required": 4,
    "says": "Dort steht: „Näheres bestimmt die Hauptsatzung.“ ",
    "seats": 7,
    "since": "18.10 Uhr",
    "there": 8,
    "version": 2,
    "who": "Ratsfrau Demir",
    "whose": "des Vorsitzes",
}


def gaps(code: str) -> set[str]:
    """What a refusal's sentences need to be told."""
    said = template(f"refusals.{code}.why") + template(f"refusals.{code}.do")
    return set(re.findall(r"\{(\w+)", said)) - set(common_terms())


def rendered(code: str) -> Refusal:
    """The refusal with exactly the facts that it needs."""
    facts: dict[str, Any] = {gap: FACTS[gap] for gap in gaps(code)}
    return refuse(code, **facts)


def pinned() -> dict[str, str]:
    """The blocks of refusals.txt by code."""
    blocks = PINNED.read_text("utf-8").strip().split("\n\n")
    return {block.split("\n", 1)[0]: block for block in blocks}


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_reads_as_it_is_pinned(code: str) -> None:
    answer = rendered(code).answer()
    assert list(answer) == ["refused", "why", "source", "do"]
    block = "\n".join((answer["refused"], answer["why"], answer["do"], answer["source"]))
    assert pinned().get(code) == block


def test_no_refusal_is_pinned_that_is_gone() -> None:
    assert list(pinned()) == list(REFUSALS)


@pytest.mark.parametrize("code", REFUSALS)
def test_why_is_one_german_sentence_and_the_help_says_what_to_do(code: str) -> None:
    # `{"refused": code, "why": one German sentence, "source": …, "do": what would help}`
    answer = rendered(code).answer()
    why = re.sub(r"(Uhr|\d)\.", r"\1", answer["why"])
    assert answer["why"].endswith(".") and answer["do"].endswith(".")
    assert not re.search(r"[.!?] [A-ZÄÖÜ„]", why), "two sentences"
    assert answer["source"].strip()
    assert "{" not in answer["why"] + answer["do"]


@pytest.mark.parametrize("code", [code for code in REFUSALS if gaps(code)])
def test_a_fact_that_a_sentence_needs_and_does_not_get_is_our_bug(code: str) -> None:
    with pytest.raises(KeyError):
        refuse(code).answer()


# What the core says when it refuses


def calls_of() -> Iterator[tuple[str, ast.Call]]:
    """Every place that refuses with a code that stands there."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse":
                yield from ((code, node) for code in literals(node.args[0]))


def calls() -> Iterator[tuple[str, set[str]]]:
    """The same, with the facts that each tells."""
    for code, node in calls_of():
        yield code, {keyword.arg for keyword in node.keywords if keyword.arg is not None}


def literals(code: ast.expr) -> Iterator[str]:
    """The codes that an expression can be: a word, or one of two."""
    if isinstance(code, ast.IfExp):
        yield from literals(code.body)
        yield from literals(code.orelse)
    elif isinstance(code, ast.Constant):
        yield str(code.value)


def words_of_the_package() -> set[str]:
    """Every text that stands in a module of ours, but for the table itself."""
    return {
        node.value
        for path in PACKAGE.rglob("*.py")
        if path.name != "refusals.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_in_the_table_is_raised_somewhere() -> None:
    assert set(REFUSALS) <= words_of_the_package()


def test_every_code_that_is_raised_stands_in_the_table() -> None:
    assert {code for code, _ in calls()} - set(REFUSALS) == set()


def test_every_refusal_is_told_the_facts_that_its_sentence_needs() -> None:
    found = list(calls())
    assert len(found) > len(REFUSALS) / 2, "the search finds what it looks for"
    missing = {(code, fact) for code, facts in found if code in REFUSALS for fact in gaps(code) - facts}
    assert missing == set()


def test_a_refusal_names_the_answer_of_law_that_made_it_so() -> None:
    # The profile's source goes before the table's.
    evening = at_item("2", "ahrens brandt carstens")
    refusal = evening.refused(
        "not_quorate", "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands"
    )
    assert refusal.answer()["source"] == "§ 65 Abs. 1 Satz 1 NKomVG"
    assert refusal.rests_on == (evening.meeting.law.quorum,)
    assert refuse("not_quorate", present=3, required=4).source == REFUSALS["not_quorate"]


@pytest.mark.parametrize(("rules", "source"), [("ni", "§ 63 NKomVG"), ("st", "§ 57 KVG LSA")])
def test_where_the_law_speaks_of_it_is_the_profiles_to_say(rules: str, source: str) -> None:
    evening = present(plan=plan_of(body={"rules": rules}))
    said = evening.refused("not_open", "chair", "call_item", item="1")
    assert (said.answer()["source"], said.rests_on) == (source, (evening.meeting.law.paragraphs,))
    # And what no law demands stays our own.
    ours = evening.refused("unknown_item", "chair", "call_item", item="99")
    assert (ours.source, ours.rests_on) == (OWN_RULE, ())


def test_no_lands_paragraph_stands_in_the_table_and_whoever_rests_on_an_answer_names_it() -> None:
    assert not [code for code, source in REFUSALS.items() if "§" in source]
    resting = {code for code, source in REFUSALS.items() if source == ANSWER}
    unnamed = {code for code, node in calls_of() if code in resting and len(node.args) < 2}
    assert resting and unnamed == set()


def test_a_refusal_changes_nothing() -> None:
    evening = opened()
    before, length = evening.meeting, len(evening.entries)
    evening.refused("not_entitled", "demir", "state_quorum")
    assert (evening.meeting, len(evening.entries)) == (before, length)


@pytest.mark.parametrize(
    ("title", "whom", "to_whom"),
    [
        ("Ratsherr", "Ratsherrn Nolte", "Ratsherrn Nolte"),
        ("Beigeordneter", "Beigeordneten Nolte", "Beigeordnetem Nolte"),
        ("Ratsfrau Dr.", "Ratsfrau Dr. Nolte", "Ratsfrau Dr. Nolte"),
        ("Bürgermeister", "Bürgermeister Nolte", "Bürgermeister Nolte"),
    ],
)
def test_a_sentence_declines_whom_it_names(title: str, whom: str, to_whom: str) -> None:
    evening = opened(video="jung", plan=plan_of(people=people_with(jung={"title": title, "name": "Nolte"})))
    refusal = evening.refused("no_fault", "chair", "attribute_fault", person="jung", cause="member")
    assert refusal.why() == f"Für {whom} ist keine Störung eingetragen."
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="jung", item="2")
    evening.vote("r1", "b1", yes="ahrens brandt carstens")
    refusal = evening.refused("recusal_decided", "jung", "contest_recusal", person="jung", item="2")
    assert f"von {to_whom} hat" in refusal.why()


# In another language


def test_whoever_reads_a_refusal_in_english_reads_all_of_it_in_english() -> None:
    before = present()
    evening = opened(plan=plan_of(people=people_with(jung={"title": "Ratsherr", "name": "Nolte"})))
    no_fault = evening.refused("no_fault", "chair", "attribute_fault", person="jung", cause="member")
    assert no_fault.answer(ENGLISH) == {
        "refused": "no_fault",
        "why": "No fault is entered for Ratsherr Nolte.",
        "source": "rule of the program",
        "do": "Please enter the fault first.",
    }
    room = evening.refused("no_fault", "chair", "attribute_fault", scope="room", cause="municipality")
    assert room.why(ENGLISH) == "No fault is entered for the room."
    whose = evening.refused("not_entitled", "demir", "state_quorum")
    assert whose.why(ENGLISH).endswith(" may not do this: it is up to the chair.")
    assert whose.help(ENGLISH) == "Please ask the chair to do it."
    # A paragraph of law is named as it is.
    assert (
        before.refused("not_open", "chair", "call_item", item="1").answer(ENGLISH)["source"] == "§ 63 NKomVG"
    )
