"""No German sentence of a result, a refusal or the minutes stands beside the tables of words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import handzeichen

PACKAGE = Path(handzeichen.__file__).parent
GERMAN = re.compile(
    r"[äöüßÄÖÜ„“]|\b(der|die|das|dem|des|und|oder|ist|sind|nicht|von|zu|wird|Bitte|kein|keine|bei)\b"
)

ELSEWHERE = {
    "meeting/commands.py": "what is wrong with a command that cannot be read: told to programs, no refusal",
    "meeting/names.py": "how motions and people are named: names, the same in the log and for whoever reads",
    "meeting/texts.py": "the text of a motion with its changes: it stands in the log",
    "record/order.py": "the German order of letters",
    "record/writers/template.py": "the styles of the Word template, as Word lists them",
    "record/wording.py": "the articles of a profile's subjects",
    "meeting/confirming.py": "the questions of law, by their German names in law/asked.toml",
}
"""Where German stands in the core outside the tables, and why."""


def rooms() -> Iterator[Path]:
    """The core's modules that refuse, announce and write minutes; the other ones of law read and explain profiles."""
    yield from sorted((PACKAGE / "meeting").glob("*.py"))
    yield from sorted((PACKAGE / "record").rglob("*.py"))
    yield from (
        PACKAGE / "law" / name for name in ("wording.py", "terms.py", "majority.py", "eligibility.py")
    )


def german(path: Path) -> list[tuple[int, str]]:
    """German texts in a module's code, with their lines."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (node.body if isinstance(getattr(node, "body", None), list) else [])
        if isinstance(statement, ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        if GERMAN.search(node.value)
    ]


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", [path for path in rooms() if name(path) not in ELSEWHERE], ids=name)
def test_no_german_stands_beside_the_tables(path: Path) -> None:
    assert german(path) == [], "a sentence belongs into words/de and words/en"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nothing_is_allowed_that_is_gone(where: str) -> None:
    assert german(PACKAGE / where)


def test_a_planted_sentence_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""Über nichts."""\nWHY = f"{1} ist nicht da."\n', "utf-8")
    assert german(planted) == [(2, " ist nicht da.")]
