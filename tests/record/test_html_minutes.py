"""The minutes as an HTML page: what a parser makes of it, and that it neither loads nor runs anything."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.app.render import web_folder
from handzeichen.record.minutes import Minutes
from handzeichen.record.writers.html import html, policy
from handzeichen.record.writers.letters import plain
from record.pages import EVENING, LOG, ON, SMALL, told

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "erlenbruegge.json").read_text("utf-8"))
WEB = web_folder()
VOID = {"meta", "br", "link", "img", "input", "hr"}
LINES = {"p", "li", "h1", "h2", "h3", "h4", "title", "style", "footer"}


@dataclass
class Page(HTMLParser):
    """A page read back: its elements in order, and the text of each line of it."""

    source: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in LINES:
            self.lines.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in LINES for tag in self.open) and self.lines:
            tag, text = self.lines[-1]
            self.lines[-1] = (tag, text + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def texts(self, *tags: str) -> list[str]:
        return [" ".join(text.split()) for tag, text in self.lines if tag in tags]


def written(minutes: Minutes, log: str | None = None) -> str:
    return html(minutes, on=ON, log=log, web=WEB)


PAGE = Page(written(EVENING, LOG))


# What it says


def test_it_names_its_language_and_itself() -> None:
    assert PAGE.source.startswith("<!doctype html>\n")
    assert PAGE.all("html") == [{"lang": "de"}]
    (title,) = PAGE.texts("title")
    assert title.startswith("Protokoll, 37. Sitzung, Ausschuss für Integration, ")


def test_headings_stand_in_levels() -> None:
    found = [(tag, text) for tag, text in PAGE.lines if re.fullmatch(r"h\d", tag)]
    assert [tag for tag, _ in found] == [
        "h1", "h2", "h2", "h2", "h2", "h2", "h3", "h3", "h3", "h2", "h3", "h2", "h2", "h2", "h2",
    ]  # fmt: skip
    assert found[5][1].startswith("TOP 1. Eröffnung der Sitzung")


def test_the_formal_lines_stand_in_order() -> None:
    found = iter(PAGE.texts("h1", "h2", "h3", "p", "li"))
    for line in FACTS["minutes_lines"]:
        # The style sets the title in capitals, and a point's heading goes on with its title.
        begin = line.removesuffix(":").casefold()
        assert any(text.casefold().startswith(begin) for text in found), (
            f"{line!r} does not stand after the one before"
        )


def test_the_foot_bears_witness_to_the_log() -> None:
    assert PAGE.texts("p")[-1] == LOG
    assert PAGE.source.index("<footer>") < PAGE.source.index(LOG)
    assert "Ereignisprotokoll" not in written(SMALL)


def test_a_meeting_with_closed_doors_is_marked_and_kept_from_search_engines() -> None:
    point = SMALL.points[0]
    page = Page(written(replace(SMALL, points=(point, replace(point, number="2", public=False)))))
    assert "nicht zur Veröffentlichung bestimmt" in page.texts("p")[1]
    assert page.texts("h2", "h3")[2:] == [
        "Öffentlicher Teil",
        "TOP 1. Neue Brücke",
        "Nichtöffentlicher Teil",
        "TOP 2. Neue Brücke",
    ]
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert "robots" not in PAGE.source


def test_the_lines_to_sign_on_stand_at_the_end_with_the_names_that_are_known() -> None:
    assert PAGE.texts("li")[-3:] == [
        "Bürgermeister Brandhorst Vorsitz",
        "Hauptverwaltungsbeamtin oder Hauptverwaltungsbeamter",
        "Frau Hollenstedt-Rühl Protokollführung",
    ]
    assert "signatures" not in written(SMALL).partition("</style>")[2]


def test_the_agenda_leads_to_each_point() -> None:
    targets = [link["href"] for link in PAGE.all("a")]
    ids = [attributes["id"] for _, attributes in PAGE.tags if "id" in attributes]
    assert targets == [f"#top-{number}" for number in range(1, 7)]
    assert {str(target)[1:] for target in targets} <= set(ids)
    assert len(ids) == len(set(ids))


# What it does not do


def test_it_loads_and_runs_nothing() -> None:
    names = {tag for tag, _ in PAGE.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    attributes = {name for _, found in PAGE.tags for name in found}
    assert attributes <= {
        "lang", "charset", "http-equiv", "content", "name", "id", "class", "role", "href", "aria-labelledby",
    }  # fmt: skip
    assert "url(" not in PAGE.source
    assert "@import" not in PAGE.source


def test_its_policy_lets_its_own_style_pass_and_nothing_else() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", PAGE.source, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    said = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert PAGE.all("meta")[1] == {"http-equiv": "Content-Security-Policy", "content": said}
    assert policy(WEB) == said


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "&",
                '"',
                "'",
                "</p>",
                "<script>alert(1)</script>",
                "<!--",
                "]]>",
                "</style>",
                "{{ 7*7 }}",
                "{% x %}",
            ]
        )
        | st.text(st.characters(exclude_categories=()), max_size=8),
        max_size=20,
    ).map("".join)
)
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever somebody writes stands there as it was written, and adds no element to the page."""
    plain_page = Page(written(told("x", heading="x", results=("x",))))
    source = written(told(f"x{text}", heading=f"x{text}", results=(f"x{text}",)))
    source.encode()
    page = Page(source)
    paragraphs = len(page.all("p")) - len(plain_page.all("p"))
    assert [tag for tag, _ in page.tags if tag != "p"] == [tag for tag, _ in plain_page.tags if tag != "p"]
    assert paragraphs == len(re.findall(r"\n\s*\n", plain(f"x{text}").strip()))
    assert page.texts("li")[-1] == " ".join(plain(f"x{text}").split())
    assert page.texts("h3")[-1] == " ".join(plain(f"x{text}").split())


def test_control_characters_do_not_reach_the_page() -> None:
    source = written(told("rot\x1b[31m\x00\u202e und \ud800 mehr"))
    assert "<p>rot [31m  und \N{REPLACEMENT CHARACTER} mehr</p>" in source


def test_lines_and_paragraphs_stay_as_they_were_typed() -> None:
    source = written(told("Erste Zeile\r\nzweite Zeile\n\nNeuer Absatz"))
    assert "<p>Erste Zeile\nzweite Zeile</p>\n<p>Neuer Absatz</p>" in source
