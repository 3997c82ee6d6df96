"""Which letters a page can hold: what people typed or pasted, without what would disturb it or has no shape.

A letter that a font lacks is replaced where everybody sees it, and named at the end of the file. This does not protect
against letters that merely look like others.
"""

import re
import unicodedata
from typing import Final

from handzeichen.record import wording

MISSING: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands where the font has no shape for a letter."""
NAMED: Final = 12
"""How many missing letters are named one by one."""

_LINE_END: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_INVISIBLE: Final = re.compile(
    r"[\u034f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Among them what turns the reading order: a name must not show other letters than it has."""
_UNSEEN_IN_PRINT: Final = re.compile(r"[\u00ad\u200b-\u200d\ufe00-\ufe0f]")
"""Joiners and places to break: typst finds its own, and copied text would have them inside its words."""

# What Libertinus Serif, which typst brings along, has in regular and in bold: Latin with all that German registers of
# names use and Vietnamese, Greek, Cyrillic, Hebrew, and the signs of ordinary text.
_SHAPES: Final = """
    0020-007E 00A0-02E4 0300-034E 0384-038A 038C 038E-03A1 03A3-03CE
    0400-045F 0490-04C4 04D0-04F9 05B0-05C3 05D0-05EA 05F0-05F4 1E00-1E9B 1E9E 1EA0-1EF9
    2000-200A 2010-2027 202F-2037 2039-203E 2042 2044 2070-2071 2074-208E 2090-209C
    20A4 20AB-20AC 20B1 20BF 2103 2109 2113 2116 2122 2126 212E 2153-2184 2190-219B
    2200-220D 220F-221C 221E 2223-222B 2248-2249 2260-2262 2264-2265 2282-2285
    2460-2473 25A0-25A1 25B2-25B3 25B6-25B7 25BC-25BD 25C0-25C1 25C6-25C7 25CB 2605 2639-263A FFFD
"""


def plain(text: str) -> str:
    """Text as any page can hold it: line ends alike, and nothing that moves the cursor or turns the reading order."""
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SURROGATE.sub(MISSING, text)))


class Font:
    """The letters of the PDF's font, and those that were asked for and are not in it."""

    def __init__(self) -> None:
        self._missing: dict[str, None] = {}

    def shown(self, text: str) -> str:
        """Plain text with a shape for each letter: its own, that of the same letters set otherwise, or the mark."""
        return "".join(map(self._shape, _UNSEEN_IN_PRINT.sub("", text)))

    def note(self) -> str | None:
        """What was replaced, in words; None where nothing was."""
        if not self._missing:
            return None
        codes = [f"U+{ord(char):04X}" for char in self._missing]
        return wording.letters_missing(MISSING, codes[:NAMED], more=max(0, len(codes) - NAMED))

    def _shape(self, char: str) -> str:
        if char in PRINTABLE:
            return char
        # "ﬁ" as one letter, a full-width "Ａ": the same, written with the letters that there are.
        other = unicodedata.normalize("NFKC", char)
        if PRINTABLE.issuperset(other):
            return other
        self._missing[char] = None
        return MISSING


def _ranges(table: str) -> frozenset[str]:
    spans = (span.partition("-") for span in table.split())
    return frozenset(chr(code) for a, _, b in spans for code in range(int(a, 16), int(b or a, 16) + 1))


PRINTABLE: Final = _ranges(_SHAPES) | {"\n"}
