"""The elements of an Akoma Ntoso document, made so that whatever people wrote is text and never markup.

XML 1.0 forbids control characters and surrogates; `letters.plain` leaves none. This does not check the document against
the schema: the tests do, for many evenings.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from handzeichen.record.writers.letters import plain

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN: Final = "urn:handzeichen:akn:1"
"""The namespace of what only this program says, in `proprietary`."""

Child = Element | str


def element(tag: str, /, *children: Child, **attributes: str | int | datetime | None) -> Element:
    """An element with text and elements in it; attributes that are None are left out, a `_` at their end too."""
    made = Element(tag, _attributes(attributes))
    for child in children:
        add(made, child)
    return made


def block(tag: str, /, *children: Child, **attributes: str | int | datetime | None) -> Element:
    """An element that stands on a line of its own."""
    made = element(tag, *children, **attributes)
    made.tail = "\n"
    return made


def add(parent: Element, child: Child) -> None:
    """One more child; lines of a text are kept as lines."""
    if isinstance(child, Element):
        parent.append(child)
        return
    first, *others = plain(child).split("\n")
    _say(parent, first)
    for line in others:
        SubElement(parent, "eol").tail = line


def extended(parent: Element, children: Iterable[Child]) -> Element:
    """The element with several children more."""
    for child in children:
        add(parent, child)
    return parent


def written(root: Element) -> bytes:
    """The file; equal elements give equal bytes."""
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _say(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _attributes(given: dict[str, str | int | datetime | None]) -> dict[str, str]:
    return {name.rstrip("_"): _value(value) for name, value in given.items() if value is not None}


def _value(value: str | int | datetime) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return plain(str(value)).replace("\n", " ")
