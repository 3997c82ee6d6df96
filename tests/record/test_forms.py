"""Text, page, PDF and Word file of one evening say the same words in the same order: in each style and edition, and with
the appendix of reasons.

LibreOffice, another reader than the library that wrote the Word file, finds them in it too.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from handzeichen.app.render import web_folder
from handzeichen.app.replay import play
from handzeichen.record import wording
from handzeichen.record.appendix import with_reasons
from handzeichen.record.minutes import Minutes, minutes
from handzeichen.record.writers.docx import docx
from handzeichen.record.writers.html import html
from handzeichen.record.writers.pdf import pdf
from handzeichen.record.writers.sheet import sheet
from handzeichen.record.writers.text import text
from record.golden import FILES, made
from record.pages import told

FOLDER = Path(__file__).parent / "full_evening"
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
LOG = wording.log(PLAYED.head.seq, PLAYED.head.hash)
EVENING = with_reasons(minutes(PLAYED.meeting, length=PLAYED.head.seq, head=PLAYED.head.hash), PLAYED.meeting)
ON = date(2026, 11, 24)
NASTY = told(
    "<b>&amp; ]]> {{ name }} {% if x %} {_{ }_} {# x #} \x1b[31m\x00 \ud800 \u202esnerhA\nzweite Zeile\n\nneuer Absatz",
    "👩\u200d🔧 שלום مرحبا 東京 " + "Grundstücksverkehrsgenehmigungszuständigkeit" * 40,
    heading="Antrag der „SPD“-Fraktion <auf> ‚Vertagung‘",
    results=("Ja: 3\nNein: 2",),
)
SOFFICE = shutil.which("soffice")


def dense(words: str) -> str:
    """Letters and digits alone: lines end elsewhere, titles are set in capitals, bullets stand before names."""
    return re.sub(r"[\W_]+", "", words.casefold())


def of_page(minutes: Minutes, log: str | None) -> str:
    body = html(minutes, on=ON, log=log, web=web_folder()).partition("<body>")[2]
    return unescape(re.sub(r"<[^>]*>", " ", body))


def of_pdf(minutes: Minutes, log: str | None) -> str:
    """The words between header and footer of each page."""
    pages = PdfReader(BytesIO(pdf(minutes, on=ON, log=log))).pages
    running = f"{minutes.municipality} {sheet(minutes, on=ON, log=log).running}\n"
    found = [page.extract_text().removeprefix(running) for page in pages]
    feet = (f"Seite {number} von {len(pages)}" for number in range(1, len(pages) + 1))
    return "".join(
        one.removesuffix(foot).removesuffix(f"{log} ") for one, foot in zip(found, feet, strict=True)
    )


def of_word(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(file)).paragraphs)


@pytest.mark.parametrize(("minutes", "log"), [
    pytest.param(EVENING, LOG, id="with reasons"), *(pytest.param(made(name), None, id=name) for name in FILES),
])  # fmt: skip
def test_all_forms_say_the_same_words_in_the_same_order(minutes: Minutes, log: str | None) -> None:
    said = dense(text(minutes))
    assert len(said) > 4_000 and minutes.signatures
    assert dense(of_page(minutes, log)) == said
    assert dense(of_pdf(minutes, log)) == said
    assert dense(of_word(docx(minutes, on=ON, log=log))) == said


def test_a_planted_difference_is_found() -> None:
    shorter = replace(EVENING, points=EVENING.points[:-1])
    assert dense(of_word(docx(shorter, on=ON, log=LOG))) != dense(text(EVENING))


@pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui"
)
def test_libreoffice_reads_the_word_file_as_we_meant_it(tmp_path: Path) -> None:
    files = {"evening": docx(EVENING, on=ON, log=LOG), "nasty": docx(NASTY, on=ON)}
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
        *(str(tmp_path / f"{name}.docx") for name in files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    read = {path.stem: path.read_text("utf-8-sig") for path in tmp_path.glob("*.txt")}
    assert read.keys() == files.keys(), done.stderr
    assert dense(read["evening"]) == dense(text(EVENING))
    assert dense(read["nasty"]) == dense(text(NASTY))
    lines = [line.strip() for line in read["nasty"].splitlines()]
    shown = "<b>&amp; ]]> {{ name }} {% if x %} {_{ }_} {# x #}  [31m  \N{REPLACEMENT CHARACTER} snerhA"
    assert lines[lines.index(shown) :][:3] == [shown, "zweite Zeile", "neuer Absatz"]
