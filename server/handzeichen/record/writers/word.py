"""A Word template and its commands: what one may ask for, and what is wrong with one, in a sentence and with its place.

A template may show, repeat and leave out what it is given, and nothing else: no calls, no calculation, no other files.
One that takes hours, by loops within loops, is not found out.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from io import BytesIO
from types import TracebackType
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from handzeichen.record import wording
from handzeichen.record.writers.template_fault import TemplateFault

LARGEST: Final = 50
"""Megabytes of a template, unpacked."""
MEGABYTE: Final = 1_000_000
SHOWN: Final = 80
"""So many characters of the paragraph tell where something is wrong."""
FILTERS: Final = (
    "capitalize",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "title",
    "trim",
    "upper",
)
MAY: Final = (
    nodes.Template, nodes.TemplateData, nodes.Output, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Concat, nodes.Keyword,
)  # fmt: skip
"""What a command may be made of."""
_TAG: Final = re.compile(r"</?\w+:[^<>]*>")
FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
PLACES: Final = {"header": "header", "footer": "footer", "footnotes": "footnotes"}


def opened(content: bytes) -> "Filling":
    """A template, ready to be filled once; raises TemplateFault."""
    _require_size(content)
    try:
        return Filling(BytesIO(content))
    except Exception:  # Whatever a foreign file makes a reader stumble over: it is none that we could fill.
        raise TemplateFault("no_word_file") from None


def _require_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile:
        raise TemplateFault("no_word_file") from None
    if size > LARGEST * MEGABYTE:
        raise TemplateFault("too_large", size=size // MEGABYTE, limit=LARGEST)


class _Missing(StrictUndefined):
    """What a template asks for and does not get; its message is the name alone."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _List(Exception):
    """Something with parts stands where a text belongs."""


def _shown(value: object) -> object:
    """A value as it stands in the file: nothing where there is none, and escaped; docxtpl reads "{_{" as braces."""
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        raise _List
    return Markup(str(escape(value)).replace("_", "&#95;"))


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=_Missing, finalize=_shown, autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


class Filling(DocxTemplate):  # type: ignore[misc]
    """One template, filled once."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file)
        self.init_docx()
        _forget_origin(self.docx)

    def fill(self, page: Mapping[str, Any]) -> None:
        """Fill it with what stands on the page; raises TemplateFault."""
        self.render(dict(page), _environment(), autoescape=True)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """One part of the file, body or header or footer."""
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        try:
            _require_allowed(jinja_env.parse(lines), lines, part)
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except TemplateSyntaxError as error:
            what = "no_filter" if "No filter" in str(error) or "No test" in str(error) else "syntax"
            raise TemplateFault(what, where=_where(part, lines, error.lineno)) from None
        except SecurityError as error:
            raise TemplateFault(
                "not_allowed", where=_where(part, lines, _line(error.__traceback__))
            ) from None
        except UndefinedError as error:
            where = _where(part, lines, _line(error.__traceback__))
            raise _unknown(str(error.message), where, context) from None
        except _List as error:
            raise TemplateFault("a_list", where=_where(part, lines, _line(error.__traceback__))) from None
        except (ArithmeticError, LookupError, TypeError, ValueError, RuntimeError) as error:
            raise TemplateFault("failed", where=_where(part, lines, _line(error.__traceback__))) from None

    def fix_tables(self, xml: str) -> Any:
        """The body as it was filled; one whose commands cut across paragraphs is none any more."""
        try:
            parse_xml(xml)
        except SyntaxError:
            raise TemplateFault("broken") from None
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: whoever fills it names the file."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Footnotes, each part once: filled twice, what people wrote would be read as commands."""
        for part in self.docx.part.package.parts:
            if part.content_type == FOOTNOTES:
                xml = self.patch_xml(part.blob.decode("utf-8"))
                part._blob = self.render_xml_part(xml, part, context, jinja_env).encode("utf-8")


def _forget_origin(word: Any) -> None:
    """The template on which the template was based: a path in the town's own network, or an address of a stranger."""
    settings = word.part._settings_part
    for attached in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(attached)
        del settings.rels[attached.get(qn("r:id"))]


# What is wrong, and where


def _require_allowed(template: nodes.Template, lines: str, part: Any) -> None:
    for node in _all(template):
        if not isinstance(node, MAY):
            raise TemplateFault("not_allowed", where=_where(part, lines, node.lineno))


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def _unknown(name: str, where: str, known: Mapping[str, Any]) -> TemplateFault:
    close = get_close_matches(name, list(_names(known)), n=1)
    if close:
        return TemplateFault("unknown_but_close", name=name, close=close[0], where=where)
    return TemplateFault("unknown", name=name, where=where, known=", ".join(sorted(known)))


def _names(value: Any) -> Iterator[str]:
    """Every name that is known anywhere on the page."""
    if isinstance(value, Mapping):
        yield from value
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list | tuple) and value:
        yield from _names(value[0])


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template in which it happened."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _where(part: Any, lines: str, number: int | None) -> str:
    """ "in der Kopfzeile bei „{{ ort }}“"."""
    place = next((place for name, place in PLACES.items() if name in str(part.partname)), "body")
    text = ""
    if number is not None and number <= len(found := lines.splitlines()):
        text = " ".join(_TAG.sub("", found[number - 1]).split())
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return wording.template(f"place.{place}") + (wording.template("place.at", text=shown) if shown else "")
