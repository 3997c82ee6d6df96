"""The town's own Word template: what it may ask for, and what is said where it asks for anything else."""

import re
import zipfile
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as File
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from handzeichen.app.files import FileFault
from handzeichen.app.template import opened
from handzeichen.record.attendance import Chapter
from handzeichen.record.signing import Signature
from handzeichen.record.writers.docx import check, docx
from handzeichen.record.writers.sheet import Entry, Part, Sheet
from handzeichen.record.writers.template_fault import TemplateFault
from record.pages import EVENING, LOG, ON, SMALL, told

ROOT = Path(__file__).parents[2]
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
OWN = ("{{ name }} der {{ municipality or 'Stadt' }}", "{%p for part in parts %}", "{%p for point in part.points %}",
       "{{ point.number }} {{ point.title|upper }}", "{%p endfor %}", "{%p endfor %}", "{{ log or '' }}")  # fmt: skip


def template(*lines: str, header: str = "", footer: str = "") -> bytes:
    word: Any = Document()
    for line in lines:
        word.add_paragraph(line)
    word.sections[0].header.paragraphs[0].text = header
    word.sections[0].footer.paragraphs[0].text = footer
    return saved(word)


def saved(word: Any) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def lines(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(file)).paragraphs]


def why(content: bytes) -> str:
    with pytest.raises(TemplateFault) as fault:
        check(content)
    return fault.value.sentence


def test_the_towns_own_template_is_filled() -> None:
    own = template(*OWN, header="{{ running }}")
    check(own)
    file = docx(EVENING, on=ON, log=LOG, template=own)
    found = lines(file)
    assert found[0] == "Protokoll der Stadt Erlenbrügge"
    assert found[-2:] == ["5 AKTUELLES", LOG]
    assert (
        Document(BytesIO(file)).sections[0].header.paragraphs[0].text
        == "Protokoll, 37. Sitzung, 21. Januar 2021"
    )
    assert docx(EVENING, on=ON, log=LOG, template=own) == file


def test_a_command_may_lie_in_several_pieces_as_word_leaves_it() -> None:
    word: Any = Document()
    paragraph = word.add_paragraph("{")
    for piece in ("{ mun", "icipality", " }", "}"):
        paragraph.add_run(piece).bold = True
    assert lines(docx(SMALL, on=ON, template=saved(word))) == ["Stadt Erlenbrügge"]


def test_a_table_can_be_filled_row_by_row() -> None:
    word: Any = Document()
    table = word.add_table(rows=3, cols=2)
    for row, texts in enumerate(
        [
            ("{%tr for point in parts[0].points %}", ""),
            ("{{ point.number }}", "{{ point.title }}"),
            ("{%tr endfor %}", ""),
        ]
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    filled: Any = Document(BytesIO(docx(SMALL, on=ON, template=saved(word))))
    assert [[cell.text for cell in row.cells] for row in filled.tables[0].rows] == [["1", "Neue Brücke"]]


def test_the_manual_names_all_that_a_template_may_ask_for() -> None:
    manual = (ROOT / "deploy" / "README.md").read_text("utf-8")
    section = manual.partition("own Word template\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", section))
    known = {field.name for kind in (Sheet, Chapter, Part, Entry, Signature) for field in fields(kind)}
    assert sorted((known | {"heading", "texts", "results"}) - named) == []


def test_the_example_of_the_manual_can_be_filled() -> None:
    manual = (ROOT / "deploy" / "README.md").read_text("utf-8")
    example = manual.partition("```\n{{ municipality }}\n")[2].partition("\n```")[0]
    own = template(*example.splitlines())
    check(own)
    assert lines(docx(EVENING, on=ON, template=own))[0] == "Protokoll der 37. Sitzung"


@pytest.mark.parametrize(("text", "said"), [
    # Names that do not exist; a slip is guessed.
    ("Für {{ gemeinde }}", "Die Vorlage fragt nach „gemeinde“, das gibt es nicht, im Text bei „Für {{ gemeinde }}“. Auf dem ganzen Blatt gibt es: agenda, appendix, chapters, "),
    ("{{ municipalty }}", "Die Vorlage fragt nach „municipalty“, das gibt es nicht, im Text bei „{{ municipalty }}“. Gemeint ist vielleicht „municipality“. "),
    ("{% for c in chapters %}{{ c.titel }}{% endfor %}", "Die Vorlage fragt nach „titel“, das gibt es nicht, im Text bei „{% for c in chapters %}{{ c.titel }}{% endfor %}“. Gemeint ist vielleicht „title“. "),
    # Slips of writing.
    ("{{ name }", "Einen Befehl der Vorlage gibt es so nicht, im Text"),
    ("{% for line in times %}{{ line }}", "Einen Befehl der Vorlage gibt es so nicht, im Text"),
    ("{% fro line in times %}", "Einen Befehl der Vorlage gibt es so nicht, im Text bei „{% fro line in times %}“. Jede Klammer braucht ihr Ende, jedes „for“ ein „endfor“"),
    ("{{ name|gross }}", "Eine Umwandlung hinter „|“ gibt es nicht, im Text bei „{{ name|gross }}“. "),
    ("{{ times }}", "Das hier hat mehrere Teile und lässt sich nicht auf einmal einsetzen, im Text bei „{{ times }}“. "),
    ("{{ name < 3 }}", "Das lässt sich nicht einsetzen, im Text bei „{{ name < 3 }}“. "),
    # More than a template may do.
    ("{{ name.upper() }}", "Eine Vorlage darf einsetzen, wiederholen und weglassen, mehr nicht, im Text bei „{{ name.upper() }}“. "),
    ("{{ name * 1000000 }}", "Eine Vorlage darf einsetzen"),
    ("{{ ''.__class__.__mro__ }}", "Eine Vorlage darf einsetzen"),
    ("{% set x = name %}", "Eine Vorlage darf einsetzen"),
    ("{% include '/etc/passwd' %}", "Eine Vorlage darf einsetzen"),
    ("{% macro m() %}{% endmacro %}", "Eine Vorlage darf einsetzen"),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(text: str, said: str) -> None:
    sentence = why(template("Erster Absatz", text, "Letzter Absatz"))
    assert sentence.startswith(said), sentence
    assert sentence.endswith(
        (
            "Bitte in Word berichtigen.",
            "Bitte in Word weglassen.",
            "hinausgeht.",
            "wiederholen.",
            "vereinfachen.",
        )
    )


def test_header_and_footer_are_named_as_places() -> None:
    assert ", in der Kopfzeile bei „{{ ort }}“." in why(template(header="{{ ort }}"))
    assert ", in der Fußzeile bei „{{ ort }}“." in why(template(footer="{{ ort }}"))


def test_commands_across_the_edge_of_a_table_are_found() -> None:
    word: Any = Document()
    word.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% for line in times %}{{ line }}"
    word.add_paragraph("{% endfor %}")
    assert why(saved(word)).startswith("Ausgefüllt wäre die Vorlage keine Word-Datei mehr")


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 60_000_000)
    return file.getvalue()


@pytest.mark.parametrize(("content", "said"), [
    (b"", "Das ist keine Word-Datei"), (b"{\\rtf1 hallo}", "Das ist keine Word-Datei"),
    (b"PK\x03\x04 kaputt", "Das ist keine Word-Datei"), (bomb(), "Die Vorlage ist zu groß: 60 MB, höchstens 50 MB."),
])  # fmt: skip
def test_what_is_no_word_file_is_said(content: bytes, said: str) -> None:
    assert why(content).startswith(said)


def test_a_zip_of_something_else_is_no_word_file() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", "x")
    assert why(file.getvalue()).startswith("Das ist keine Word-Datei")


def test_what_people_wrote_is_never_a_command() -> None:
    for text in ("{{ 7*7 }}", "{%p for x in times %}"):
        assert lines(docx(told(text, heading=text), on=ON)).count(text) == 2
        own = template("{{ name }}", header="{{ name }}")
        file = docx(replace(SMALL, title=text), on=ON, template=own)
        header = Document(BytesIO(file)).sections[0].header.paragraphs[0].text
        assert [*lines(file), header] == [text, text]


def test_a_footnote_is_filled_once_however_many_sections_there_are() -> None:
    word: Any = Document(BytesIO(template("{{ name }}")))
    word.add_section()
    body = "<w:footnote w:id='1'><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:footnote>"
    xml = f"<w:footnotes {nsdecls('w')}>{body}</w:footnotes>".encode()
    part = File(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    file = docx(replace(SMALL, title="{{ 7*7 }}"), on=ON, template=saved(word))
    with zipfile.ZipFile(BytesIO(file)) as package:
        assert b">{{ 7*7 }}<" in package.read("word/footnotes.xml")


def test_where_the_template_came_from_is_not_told() -> None:
    word: Any = Document(BytesIO(template(*OWN)))
    settings = word.part._settings_part
    origin = settings.relate_to("file://server/amt/geheim.dotx", ATTACHED, is_external=True)
    attached = OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), origin)
    settings.element.append(attached)
    word.core_properties.author = "Meyer"
    file = docx(SMALL, on=ON, template=saved(word))
    with zipfile.ZipFile(BytesIO(file)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"geheim" not in everything and b"Meyer" not in everything


def test_a_file_with_a_template_is_read_once_and_tried_out(tmp_path: Path) -> None:
    path = tmp_path / "vorlage.docx"
    path.write_bytes(template(*OWN))
    assert opened(path) == path.read_bytes()
    assert opened(None) is None
    path.write_bytes(template("{{ ort }}"))
    with pytest.raises(FileFault) as fault:
        opened(path)
    assert fault.value.sentence.startswith(f"{path}: Die Vorlage fragt nach „ort“")
