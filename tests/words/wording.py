"""Where the screens say something: in templates, in views and in scripts; and what stands there in German alone."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeGuard

from jinja2 import Environment, nodes

import handzeichen
from handzeichen.app.render import web_folder

PACKAGE = Path(handzeichen.__file__).parent
TEMPLATES = web_folder() / "templates"
SCRIPTS = web_folder() / "static"

SAYS_TO_PEOPLE = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription")
ATTRIBUTES = (*SAYS_TO_PEOPLE, "data-confirm", "data-confirm-yes", "data-accepted", "data-label")
"""Attributes whose values somebody reads or hears."""
NAMES = frozenset({"Handzeichen", "Deutsch", "English", "Sprache / Language"})
"""What is the same in every language."""
DOCUMENTS = frozenset({"minutes.html", "minutes_point.html", "sheet.html", "sheets_file.html"})
"""Pages that are printed, sent or kept: they are German, whoever reads them."""
SCREENS = (
    *("views/*.py", "why/*.py"),
    *(f"app/{name}.py" for name in ("words", "devices", "sheets", "law_page", "links", "formats", "papers")),
)
"""The modules that make sentences for the screens; what the command line and the log of the server say is German."""
GERMAN = re.compile(
    r"[äöüßÄÖÜ„“]|\b(der|die|das|dem|des|und|oder|ist|sind|nicht|von|zu|wird|Bitte|kein|keine|bei)\b|^[A-Z][a-z]+\b"
)
"""Words that only a German text has, or that begin as a German label does."""
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for an expression in a template's text."""
JS_SAID = re.compile(r"""\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
JS_TEXT = re.compile(r"""(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""")


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in TEMPLATES.rglob("*.html") if path.name not in DOCUMENTS)


def modules() -> list[Path]:
    """Every module that makes sentences for the screens."""
    return sorted(path for pattern in SCREENS for path in PACKAGE.glob(pattern))


def scripts() -> list[Path]:
    """Every script of ours."""
    return sorted(SCRIPTS.glob("*.js"))


def said_in_template(path: Path) -> set[str]:
    """What a template says by `t`."""
    return {
        call.args[0].value
        for call in _read(path).find_all(nodes.Call)
        if _is_t(call) and isinstance(call.args[0], nodes.Const)
    }


def not_said_in_template(path: Path) -> list[str]:
    """German that stands in a template beside `t`: as text, in an attribute, or as a constant of an expression."""
    tree = _read(path)
    inside = {
        id(one) for call in tree.find_all(nodes.Call) if _is_t(call) for one in call.find_all(nodes.Const)
    }
    constants = [
        const.value
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and id(const) not in inside and _is_text(const.value)
    ]
    outputs = "".join(_text(node) for node in tree.find_all((nodes.Output,)))
    return [*constants, *_Texts(outputs).found]


def said_in_module(path: Path) -> set[str]:
    """What a module says by `said`."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if _is_said(call) and isinstance(call.args[0], ast.Constant)
    }


def said_of_law() -> set[str]:
    """What the tables of law say to screens: the questions with their values, and how the profiles name motions."""
    asked = tomllib.loads((PACKAGE / "law" / "asked.toml").read_text("utf-8"))
    found = {*asked.pop("topics").values(), *asked.pop("words").values()}
    for table in asked.values():
        found |= {
            table["name"],
            table["asks"],
            *table.get("words", {}).values(),
            *table.get("remark", {}).values(),
        }
    found = {f"{words}¦Recht" for words in found}
    of_item = re.compile(r"\s*\b(?:zu|von|mit) TOP \{item\}")
    for path in sorted((PACKAGE / "law" / "profiles").glob("*.toml")):
        profile = tomllib.loads(path.read_text("utf-8"))
        for answer in profile.get("outcome_words", []):
            found |= {f"{words}¦outcome" for words in answer["value"].values() if "{" not in words}
        for row in _rows(profile):
            request = row.get("request", "")
            found |= {f"{row['verb']}¦verdict"} if "verb" in row else set()
            found |= {request, of_item.sub("", request), f"{row['subject'].partition(' ')[2]}¦Art"}
            found |= {f"{row[name]}¦{name}" for name in ("subject", "verb") if name in row}
    return {"zu TOP {item}", "Antrag¦Art", *found} - {"", "¦Art"}


def _rows(table: object) -> Iterator[dict[str, str]]:
    """The words for motions, wherever they stand in a profile."""
    if isinstance(table, dict):
        if isinstance(table.get("subject"), str):
            yield table
        for inner in table.values():
            yield from _rows(inner)
    if isinstance(table, list):
        for inner in table:
            yield from _rows(inner)


def said_indirectly(path: Path) -> list[int]:
    """The lines in which a module says what does not stand there: no test could find its English."""
    calls = ast.walk(ast.parse(path.read_text("utf-8")))
    return [call.lineno for call in calls if _is_said(call) and not isinstance(call.args[0], ast.Constant)]


def not_said_in_module(path: Path) -> list[str]:
    """German texts of a module beside `said`; docstrings are none, nor is a `Text`: it goes into log and minutes."""
    tree = ast.parse(path.read_text("utf-8"))
    passed = {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (node.body if isinstance(getattr(node, "body", None), list) else [])
        if isinstance(statement, ast.Expr)
    }
    for call in ast.walk(tree):
        if _is_said(call) or _is_of_the_minutes(call):
            passed.add(id(call.args[0]))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in passed
        and GERMAN.search(node.value)
        and node.value not in NAMES
    ]


def _is_of_the_minutes(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Text"


def said_in_script(path: Path) -> set[str]:
    """What a script says by `t`."""
    found = JS_SAID.findall(_code(path))
    return {(one or other).replace('\\"', '"').replace("\\'", "'") for one, other in found}


def not_said_in_script(path: Path) -> list[str]:
    """German texts of a script beside `t`."""
    code = JS_SAID.sub("t(", _code(path))
    return [text for _, text in JS_TEXT.findall(code) if GERMAN.search(text) and " " in text.strip()]


def _code(path: Path) -> str:
    """A script without its comments."""
    return re.sub(r"(?m)^\s*//.*$|(?<=[;{},)])\s+//.*$", "", path.read_text("utf-8"))


@cache
def _read(path: Path) -> nodes.Template:
    return Environment(trim_blocks=True, lstrip_blocks=True).parse(path.read_text("utf-8"))


def _is_t(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "t"


def _is_said(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said"


def _is_text(constant: str) -> bool:
    """Whether a constant of an expression is read by people: several words, or one that begins as German nouns do."""
    several = " " in constant.strip() and WORD.search(constant) and "--" not in constant
    return bool(several or GERMAN.search(constant)) and constant not in NAMES


def _text(output: nodes.Output) -> str:
    return "".join(node.data if isinstance(node, nodes.TemplateData) else HOLE for node in output.nodes)


class _Texts(HTMLParser):
    """The words in HTML that people read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self._take(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ATTRIBUTES:
                self._take(value or "")

    def _take(self, data: str) -> None:
        if data.strip() not in NAMES and any(word not in NAMES for word in WORD.findall(data)):
            self.found.append(data.strip())


def where(paths: list[Path], root: Path) -> Iterator[tuple[str, Path]]:
    """Files by the name that stands in lists."""
    return ((path.relative_to(root).as_posix(), path) for path in paths)
