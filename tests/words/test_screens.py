"""Every word of a screen has its English: in templates, in views and in scripts; and no word is translated for nothing."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from handzeichen.words.table import EASY, ENGLISH, GERMAN, SHOWN, sentences, table
from words import wording

TEMPLATES = dict(wording.where(wording.templates(), wording.TEMPLATES))
MODULES = dict(wording.where(wording.modules(), wording.PACKAGE))
SCRIPTS = dict(wording.where(wording.scripts(), wording.SCRIPTS))
PACKAGE = sorted(wording.PACKAGE.rglob("*.py"))

NOT_SAID: dict[str, Callable[[Path], list[str]]] = {
    **dict.fromkeys(TEMPLATES, wording.not_said_in_template),
    **dict.fromkeys(MODULES, wording.not_said_in_module),
    **dict.fromkeys(SCRIPTS, wording.not_said_in_script),
}
FILES = TEMPLATES | MODULES | SCRIPTS


@cache
def said() -> frozenset[str]:
    """All that the server says to screens by its German words."""
    of_templates = (wording.said_in_template(path) for path in TEMPLATES.values())
    of_modules = (wording.said_in_module(path) for path in PACKAGE)
    return frozenset().union(*of_templates, *of_modules, wording.said_of_law())


@cache
def said_by_scripts() -> frozenset[str]:
    return frozenset().union(*(wording.said_in_script(path) for path in SCRIPTS.values()))


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def different(german: Iterable[str], known: dict[str, str]) -> list[str]:
    return [one for one in german if one in known and gaps(one) != gaps(known[one])]


@pytest.mark.parametrize("name", FILES)
def test_nothing_stands_on_a_screen_in_german_alone(name: str) -> None:
    assert NOT_SAID[name](FILES[name]) == [], "templates and scripts say it by t(…), views by said(…)"


def test_every_word_of_the_screens_has_its_english() -> None:
    assert sorted(said() - sentences(ENGLISH).keys()) == [], "put it into words/en/screens/"


def test_every_word_of_the_scripts_has_its_english() -> None:
    assert sorted(said_by_scripts() - table(ENGLISH).scripts.keys()) == [], (
        "put it into words/en/scripts.toml"
    )


@pytest.mark.parametrize("language", [ENGLISH, EASY])
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert sorted(sentences(language).keys() - said()) == []
    assert sorted(table(language).scripts.keys() - said_by_scripts()) == []


@pytest.mark.parametrize("language", [ENGLISH, EASY])
def test_both_have_the_same_gaps(language: str) -> None:
    known = {**sentences(language), **table(language).scripts}
    assert different(known, known) == []


def test_a_module_says_what_stands_there() -> None:
    found = {path.name: lines for path in PACKAGE if (lines := wording.said_indirectly(path))}
    assert found == {}, "the template stands where it is said, so that its English can be demanded"


def test_plain_words_fall_back_on_german() -> None:
    german, easy = table(GERMAN), table(EASY)
    assert easy.templates.keys() == german.templates.keys() and easy.nouns.keys() == german.nouns.keys()
    assert set(SHOWN) == {GERMAN, ENGLISH, EASY}


def test_all_that_a_member_on_video_is_told_and_asked_has_plain_words() -> None:
    easy = {**sentences(EASY), **table(EASY).scripts}
    own = said_in("personal.py", "not_voting.py", "me.html", "my_check.html", "my_connection.html")
    assert sorted((own | said_in("conference.html", "conference.js")) - easy.keys()) == []


def said_in(*names: str) -> set[str]:
    """What some files say, by their names."""
    tell = {".html": wording.said_in_template, ".py": wording.said_in_module, ".js": wording.said_in_script}
    paths = [path for path in FILES.values() if path.name in names]
    assert len(paths) == len(names)
    return {sentence for path in paths for sentence in tell[path.suffix](path)}


def test_a_word_that_two_files_say_differently_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "en" / "screens"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text('"Wort" = "floor"\n')
    (folder / "two.toml").write_text('"Wort" = "word"\n')
    monkeypatch.setattr("handzeichen.words.table._FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"two\.toml"):
        sentences("en")


@pytest.mark.parametrize(("text", "found"), [
    ("<p>{{ t('Ja') }}</p>", []),
    ("<p>Ja, gern</p>", ["Ja, gern"]),
    ('<a aria-label="Schließen">{{ x }}</a>', ["Schließen"]),
    ('{{ "Bogen" if n == 1 else t("Bögen") }}', ["Bogen"]),
    ('<b class="a{{ \' kern-btn--primary\' if x }}">{{ x }}</b>', []),
])  # fmt: skip
def test_german_planted_in_a_template_is_found(tmp_path: Path, text: str, found: list[str]) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text(text, "utf-8")
    assert wording.not_said_in_template(planted) == found


def test_german_planted_in_a_module_or_a_script_is_found(tmp_path: Path) -> None:
    module, script = tmp_path / "planted.py", tmp_path / "planted.js"
    module.write_text('A = said("Die Sitzung")\nB = f"Es fehlt {A}"\nC = said(B)\n', "utf-8")
    script.write_text('say(t("Es fehlt etwas"));\nsay("Die Sitzung ist zu Ende");\n', "utf-8")
    assert wording.said_in_module(module) == {"Die Sitzung"}
    assert wording.not_said_in_module(module) == ["Es fehlt "]
    assert wording.said_indirectly(module) == [3]
    assert wording.said_in_script(script) == {"Es fehlt etwas"}
    assert wording.not_said_in_script(script) == ["Die Sitzung ist zu Ende"]
