"""The clerk's page as its forms and buttons would send it, read without a browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from markupsafe import Markup

from handzeichen.app.render import Renderer
from handzeichen.views import audience
from views.clerk_evening import Evening

RENDERER = Renderer(Path(__file__).parents[2] / "web" / "templates")
_VOID = {"input", "link", "meta", "use", "path", "br"}


@dataclass
class Element:
    """An element of the page."""

    name: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    content: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for inner in self.content:
            if isinstance(inner, Element):
                yield from inner.walk()

    def within(self, name: str) -> "Element | None":
        """The nearest element of this name around it."""
        around = self.parent
        while around is not None and around.name != name:
            around = around.parent
        return around

    def words(self) -> str:
        """All text inside."""
        return " ".join(self._said().split())

    def _said(self) -> str:
        return "".join(inner._said() if isinstance(inner, Element) else inner for inner in self.content)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("html", {})
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.content.append(element)
        if tag not in _VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.here.name == tag, f"</{tag}> closes <{self.here.name} {self.here.attributes}>"
            assert self.here.parent is not None
            self.here = self.here.parent

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.content.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def page(evening: Evening) -> str:
    """The whole page as the server would send it."""
    meeting = evening.meeting
    parts = audience.parts(meeting, "clerk", entries=evening.entries[-200:])
    return RENDERER.page(
        "clerk.html",
        page=audience.page(meeting, "clerk"),
        parts={name: Markup(RENDERER.part(name, part)) for name, part in parts.items()},
        slug="x",
        seq=len(evening.entries),
        head="0" * 64,
        path="/s/x/",
        meeting_id=meeting.plan.id,
    )


def tree(html: str) -> Element:
    """The page as elements; a tag left open or closed twice is an error."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def commands(root: Element) -> Iterator[dict[str, Any]]:
    """Every command that the page can send: each form with each of its buttons, and each button of its own."""
    elements = list(root.walk())
    for form in (
        element for element in elements if "data-do" in element.attributes and element.name == "form"
    ):
        fields = [one for one in elements if _belongs(one, form)]
        buttons = [one for one in fields if one.name == "button" and one.attributes.get("type") != "button"]
        # The forms that rows of people share stand in the page even where no row has a button for them now.
        assert buttons or form.attributes.get("id", "").startswith("f-"), f"nothing sends {form.attributes}"
        for button in buttons:
            yield _command(form, [one for one in fields if one.name != "button" or one is button])
    for element in elements:
        if element.name == "button" and element.attributes.get("data-do", "").startswith("{"):
            yield json.loads(element.attributes["data-do"])


def _belongs(element: Element, form: Element) -> bool:
    if element.name not in ("input", "select", "textarea", "button") or "disabled" in element.attributes:
        return False
    if "form" in element.attributes:
        return element.attributes["form"] == form.attributes.get("id")
    return element.within("form") is form


def _command(form: Element, fields: list[Element]) -> dict[str, Any]:
    command: dict[str, Any] = {"do": form.attributes["data-do"]}
    for one in fields:
        name = one.attributes.get("name")
        value = _value(one)
        if name and value not in (None, "", []):
            *path, last = name.split(".")
            inner = command
            for word in path:
                inner = inner.setdefault(word, {})
            inner[last] = [*inner.get(last, []), *value] if isinstance(value, list) else value
    return command


TYPED = {
    "person.id": "neu",
    "person.name": "Neu",
    "majority.fraction": "2/3",
    "fraction": "2/3",
}
"""What somebody types, by the field's name; everything else is "Wort" or the number 1."""


def _value(one: Element) -> Any:
    """What the field sends once it is filled in, as live.js reads it."""
    attributes = one.attributes
    if one.name == "select":
        options = [child.attributes["value"] for child in one.walk() if child.name == "option"]
        return next((option for option in options if option), None)
    kind = attributes.get("data-type") or {"number": "int", "time": "time"}.get(
        attributes.get("type", ""), "text"
    )
    if attributes.get("type") == "checkbox":
        return [attributes["value"]] if kind == "list" else True
    if "data-chosen" in attributes:
        return "elvers"
    if "data-for-of-chosen" in attributes:
        return "lauenroth"
    text = attributes.get("value") or TYPED.get(attributes.get("name", ""), "")
    match kind:
        case "int":
            return int(text) if text.isdecimal() else 1
        case "bool":
            return text == "true"
        case "time":
            return "2021-01-21T17:30:00+01:00"
        case "list":
            return ["m1"]
        case _:
            return text or ("" if attributes.get("type") == "hidden" else "Wort")
