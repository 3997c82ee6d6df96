"""Sentences that remember how they were made: German text for all purposes, and said anew for who reads another."""

import json
import pickle
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from handzeichen.app.frames import Frame
from handzeichen.app.render import environment, plain, web_folder, words
from handzeichen.views.part import Part
from handzeichen.words import Said, in_a_row, keyed, listed, said, with_capital
from handzeichen.words.table import EASY, ENGLISH, phrase

AT = datetime.fromisoformat("2026-03-01T09:05:00+01:00")
YES, AND = said("Ja"), keyed("phrases.source.own_rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Part):
    text: str
    more: tuple[str, ...] = ()


def test_a_sentence_is_its_german_text() -> None:
    text = said("Um {at:clock} fehlt noch {n:vote}.", at=AT, n=1)
    assert text == "Um 09.05 fehlt noch eine Stimme."
    assert {text: 1}["Um 09.05 fehlt noch eine Stimme."] == 1
    assert type(str(text)) is str and json.loads(json.dumps([text])) == [str(text)]


def test_it_is_said_in_the_language_of_who_reads() -> None:
    assert (YES.in_language(ENGLISH), AND.in_language(ENGLISH)) == ("Yes", "rule of the program")
    assert said("Noch ohne Englisch, {n:vote}", n=2).in_language(ENGLISH) == "Noch ohne Englisch, 2 votes"
    assert YES.in_language(EASY) == "Ja"


def test_what_stands_in_its_gaps_is_said_in_the_same_language() -> None:
    outer = said(
        "Gesagt: {what}, {which}, {name}", what=YES, which=phrase("phrases.source.own_rule"), name="Ja"
    )
    assert outer.in_language(ENGLISH) == "Gesagt: Yes, rule of the program, Ja"


def test_rows_and_capitals_stay_sentences() -> None:
    assert (listed(["A"]), listed([]), listed(["A", "B"], "oder")) == ("A", "", "A oder B")
    assert listed([YES, "B", AND]).in_language(ENGLISH) == "Yes, B and rule of the program"
    assert in_a_row([YES, "B"], "; ").in_language(ENGLISH) == "Yes; B"
    large = with_capital(AND)
    assert isinstance(large, Said) and large.in_language(ENGLISH) == "Rule of the program"


def test_a_note_for_translators_is_never_shown() -> None:
    assert said("offen¦Tür") == "offen" == said("offen¦Tür").in_language(ENGLISH)


def test_it_is_kept_as_what_made_it() -> None:
    again = pickle.loads(pickle.dumps(AND))
    assert again == AND and again.in_language(ENGLISH) == "rule of the program"


def test_a_part_is_one_for_all_languages_and_goes_out_in_each() -> None:
    part = Told(text=YES, more=(AND,))
    assert plain(part) == {"text": "Ja", "more": ("Regel des Programms",)}
    assert plain(part, ENGLISH) == {"text": "Yes", "more": ("rule of the program",)}
    assert part == Told(text="Ja", more=("Regel des Programms",))
    assert Frame({"answer": {"why": AND}}, ENGLISH).text == '{"answer":{"why":"rule of the program"}}'


def test_a_template_speaks_the_language_of_the_page() -> None:
    text = '{{ t("Ja") }} {{ part.text }} <i title="{{ t(\'{a}\', a=part.more[0]) }}">{{ part.more | join(" – ") }}</i>'
    made = environment(web_folder() / "templates", ENGLISH).from_string(text)
    assert made.render(part=Told(text=YES, more=(AND, "<b>"))) == (
        'Yes Yes <i title="rule of the program">rule of the program – &lt;b&gt;</i>'
    )


def test_what_fills_a_gap_stays_text_unless_it_is_markup() -> None:
    shown = (
        environment(web_folder() / "templates", ENGLISH).from_string("{{ t('{a} & {b}', a=a, b=b) }}").render
    )
    assert shown(a="<i>", b="b") == "&lt;i&gt; &amp; b"
    assert shown(a=Markup("<i>"), b="<b>") == "<i> &amp; &lt;b&gt;"
    assert words(ENGLISH, "{a}", a=YES) == "Yes"
