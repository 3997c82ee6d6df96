"""The minutes as a PDF file, read back by another program than the one that wrote it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from handzeichen.record.attendance import Chapter
from handzeichen.record.minutes import Minutes
from handzeichen.record.writers import letters
from handzeichen.record.writers.letters import MISSING
from handzeichen.record.writers.pdf import pdf
from record.pages import EVENING, LOG, ON, SMALL, told

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "erlenbruegge.json").read_text("utf-8"))
FILE = pdf(EVENING, on=ON, log=LOG)
READ = PdfReader(BytesIO(FILE))

# Whatever a writer of markup might stumble over, between ordinary words.
SIGNS = (
    "#",
    "$",
    "*",
    "_",
    "@",
    "\\",
    "`",
    "<",
    ">",
    "&",
    "=",
    "~",
    "[",
    "]",
    "{",
    "}",
    "//",
    "/*",
    '"',
    "'",
    "\n",
    "- ",
    "+ ",
)
MARKUP = (
    "<script>alert(1)</script>",
    "#panic()",
    '#include "/etc/passwd"',
    "$x^2$",
    "{{ 7*7 }}",
    "{% raw %}",
    "&amp;",
    "</p>",
)
WORDS = ("Straße", "Łódź", "Đặng", "İstanbul", "Fähre", "–", "„", "“", "5.000 €", " ")


def read(minutes: Minutes, log: str | None = None) -> PdfReader:
    return PdfReader(BytesIO(pdf(minutes, on=ON, log=log)))


def words(reader: PdfReader) -> str:
    """The text; pypdf passes over ActualText, and so a hyphen that divides one word may look like any other's."""
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00ad", "-")


def dense(text: str) -> str:
    """Text without whatever a line end adds or takes."""
    return re.sub(r"[\s-]", "", text)


def elements(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """The structure in reading order: each element's kind, and the title of a heading."""
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, ArrayObject):
            waiting.extend(reversed(node))
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node["/S"].removeprefix("/"), " ".join(str(node.get("/T", "")).split())
            if "/K" in node:
                waiting.append(node["/K"])


def headings(reader: PdfReader) -> list[tuple[str, str]]:
    return [(kind, title) for kind, title in elements(reader) if re.fullmatch(r"H\d", kind)]


# What the file says of itself


def test_it_is_written_as_pdf_a_2a_and_pdf_ua_1() -> None:
    assert FILE.startswith(b"%PDF-1.7")
    about = READ.trailer["/Root"]["/Metadata"].get_data().decode()
    said = dict(re.findall(r"<(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w+)<", about))
    assert said == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}


def test_it_names_itself_its_language_and_its_day() -> None:
    root, info = READ.trailer["/Root"], READ.metadata
    assert info is not None
    assert info.title == (
        "Protokoll, 37. Sitzung, Ausschuss für Integration, Europa und Internationale Kooperation "
        "(Internationaler Ausschuss), am Donnerstag, 21. Januar 2021, Rathaus, Ratssaal"
    )
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("de-DE", True)
    assert info.creation_date is not None
    assert info.creation_date.date() == ON


def test_equal_minutes_give_equal_bytes_and_others_other_ones() -> None:
    assert pdf(EVENING, on=ON, log=LOG) == FILE
    assert pdf(EVENING, on=date(2021, 1, 22), log=LOG) != FILE


def test_every_font_is_inside() -> None:
    fonts = [font.get_object() for page in READ.pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert {font["/BaseFont"].split("+")[-1].split("-")[0] for font in inner} == {"LibertinusSerif"}
    assert all("/FontFile3" in font["/FontDescriptor"] for font in inner)


# What a reader hears


def test_headings_stand_in_levels() -> None:
    assert READ.trailer["/Root"]["/MarkInfo"]["/Marked"]
    found = headings(READ)
    assert found[:6] == [
        ("H1", "PROTOKOLL"), ("H2", "Anwesend"), ("H2", "Beratende Mitglieder"), ("H2", "Verwaltung"), ("H2", "Tagesordnung"),
        ("H2", "TOP 1. Eröffnung der Sitzung, Feststellung der ordnungsgemäßen Einberufung und Beschlussfähigkeit sowie "
               "Feststellung der Tagesordnung"),
    ]  # fmt: skip
    assert ("H3", "Antrag der BLE-Fraktion auf Eilbedürftigkeit") in found
    assert found[-1] == ("H2", "TOP 5. Aktuelles")


def test_people_and_agenda_stand_as_lists() -> None:
    kinds = [kind for kind, _ in elements(READ)]
    starts = [index for index, kind in enumerate(kinds) if kind == "L"]
    sizes = [
        kinds[start:stop].count("LI") for start, stop in zip(starts, [*starts[1:], len(kinds)], strict=True)
    ]
    # Times; ten, nine and eight people; six points; then what was decided; three lines to sign on.
    assert sizes == [2, 10, 9, 8, 6, 1, 1, 1, 1, 1, 3]


def test_the_formal_lines_stand_in_order() -> None:
    text = words(READ)
    place = 0
    for line in FACTS["minutes_lines"]:
        found = text.find(line.removesuffix(":") + "\n", place)
        assert found >= 0, f"{line!r} does not stand after {text[max(0, place - 80) : place]!r}"
        place = found + len(line)


def test_each_page_bears_witness_and_counts_itself() -> None:
    last = [page.extract_text().splitlines()[-1] for page in READ.pages]
    assert last == [f"{LOG} Seite {number} von 3" for number in (1, 2, 3)]
    assert words(READ).count(LOG) == 4, "once in the text, for whoever cannot see the foot"


def test_without_a_log_there_is_no_witness() -> None:
    text = words(read(SMALL))
    assert "Ereignisprotokoll" not in text
    assert text.splitlines()[-1] == "Seite 1 von 1"


def test_a_meeting_with_closed_doors_is_marked_and_has_parts() -> None:
    open_, closed = SMALL.points[0], replace(SMALL.points[0], number="2", title="Grundstück", public=False)
    blocks = told("Text", heading="Antrag").points[0].blocks
    reader = read(replace(SMALL, points=(open_, replace(closed, blocks=blocks))))
    assert "Enthält den nichtöffentlichen Teil der Sitzung" in words(reader)
    assert headings(reader)[3:] == [
        ("H2", "Öffentlicher Teil"), ("H3", "TOP 1. Neue Brücke"),
        ("H2", "Nichtöffentlicher Teil"), ("H3", "TOP 2. Grundstück"), ("H4", "Antrag"),
    ]  # fmt: skip


def test_a_body_without_a_town_and_a_meeting_without_points_are_written_too() -> None:
    text = words(read(replace(SMALL, municipality=None, points=(), chapters=(), times=())))
    assert text.splitlines() == [
        "PROTOKOLL", "1. Sitzung", "Ausschuss für Brücken", "am Donnerstag, 21. Januar 2021", "Tagesordnung",
        "Protokollführung: Frau Kurz", "Seite 1 von 1",
    ]  # fmt: skip


# What people wrote


def test_lines_that_somebody_broke_stay_broken() -> None:
    text = words(read(told("Erste Zeile\r\nzweite Zeile\n\nNeuer Absatz", results=("Ja: A\nNein: B",))))
    assert "Erste Zeile\nzweite Zeile\nNeuer Absatz\nJa: A\nNein: B\n" in text


def test_long_german_words_are_divided_and_results_are_not() -> None:
    long = "Über die " + " und ".join(["Grundstücksverkehrsgenehmigungszuständigkeit"] * 12)
    assert "-\n" in words(read(told(long)))
    assert "-\n" not in words(read(told(results=(long,), heading=long)))


def test_an_address_is_broken_where_the_line_is_full_and_never_divided() -> None:
    address = "https://example.org/" + "äbcdefghij" * 60
    text = words(read(told(address)))
    assert address in text.replace("\n", "")
    assert max(map(len, text.splitlines())) < 120


def test_escape_and_other_control_characters_become_spaces() -> None:
    assert "Notiz [31m rot\n" in words(read(told("Notiz\x1b[31m\x00rot")))


def test_what_the_font_lacks_is_replaced_and_named() -> None:
    text = words(read(told("Gut 👍 und 東京.")))
    assert f"Gut {MISSING} und {MISSING}{MISSING}.\n" in text
    assert f"stehen als „{MISSING}“ (Unicode: U+1F44D, U+6771, U+4EAC).\n" in text


@pytest.mark.parametrize("name", [
    "Ratsfrau Đặng Thị Hường", "Ratsherr Nguyễn Văn Phước", "Ratsherr Çağrı Şahin-Iğdır", "Ratsfrau Źdźbło-Łukasiewicz",
    "Herr Þórðarson", "Frau Ņikiforova", "Herr Őry", "Frau Țîrlea", "Herr Dvořák-Ďurišová", "Frau Παπαδοπούλου", "Herr Щербак",
])  # fmt: skip
def test_names_stand_as_people_write_them(name: str) -> None:
    text = words(read(replace(SMALL, chapters=(Chapter(title=name, lines=(f"{name} (BLE)",)),))))
    assert f"\n{name}\n{name} (BLE)\n" in text
    assert "stehen als" not in text


def test_every_letter_that_is_promised_has_a_shape_in_regular_and_in_bold() -> None:
    """typst refuses a letter without one, and so this would not be written."""
    promised = sorted(letters.PRINTABLE)
    text = " ".join(promised)
    reader = read(told(text, heading=text))
    assert "stehen als" not in words(reader)
    assert len(promised) > 1_500


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SIGNS + MARKUP + WORDS), min_size=1, max_size=10).map(
        lambda found: f"x{''.join(found)}x"
    )
)
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever somebody writes in a title, a heading, a note or a result stands there as it was written."""
    minutes = told(text, heading=text, results=(text,))
    reader = read(replace(minutes, points=(replace(minutes.points[0], title=text),)))
    # The title stands in the agenda too.
    assert dense(words(reader)).count(dense(text)) == 5
    assert words(reader).rstrip().endswith("Seite 1 von 1")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    """Every character that there is, in any order: right to left, emoji, lone marks, halves of pairs."""
    found = words(read(told(text, "Nach der Notiz.", results=(text,), heading=f"Antrag {text}")))
    assert "Nach der Notiz.\n" in found
    assert "\x1b" not in found


def test_the_longest_texts_fill_pages() -> None:
    note = "Der Bürgermeister erläuterte die Vorlage, und die Fraktionen nahmen Stellung. " * 1_300
    assert len(note) > 100_000
    reader = read(
        replace(told(note), heading=("1. Sitzung", "Ausschuss für " + "Brücken und Wege " * 400)), LOG
    )
    pages = len(reader.pages)
    assert pages > 20
    assert reader.pages[-1].extract_text().endswith(f"{LOG} Seite {pages} von {pages}")
