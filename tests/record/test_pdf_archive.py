"""What a PDF of the minutes holds of PDF/A-2a and PDF/UA-1, pinned: what stands here today may not be lost tomorrow.

This is no validator, and none was run: it looks at what can be read from the file's objects. typst itself refuses to
write a file that breaks what it knows of both standards.
"""

from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from handzeichen.record.writers.pdf import pdf
from record.golden import made
from record.pages import LOG, ON

FILE = pdf(made("detailed.txt"), on=ON, log=LOG)
PDF = pikepdf.open(BytesIO(FILE))
ROOT = PDF.Root


def structure(node: Object | None = None) -> list[str]:
    """The kinds of all structure elements, in reading order."""
    kids = (ROOT.StructTreeRoot if node is None else node).get("/K")
    found = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += [str(kid.S), *structure(kid)]
    return found


def test_it_names_both_standards_in_metadata_that_anybody_can_read() -> None:
    with PDF.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert about["dc:title"] == str(PDF.docinfo.Title)
        assert about["dc:language"] == {"de-DE"}
    assert "/Filter" not in ROOT.Metadata
    assert PDF.pdf_version == "1.7"


def test_its_colours_are_those_of_a_profile_inside_it() -> None:
    (intent,) = ROOT.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert len(intent.DestOutputProfile.read_bytes()) > 300


def test_it_is_tagged_in_its_language_and_shows_its_title() -> None:
    assert ROOT.MarkInfo.Marked is True and not ROOT.MarkInfo.get("/Suspects", False)
    assert ROOT.Lang == "de-DE"
    assert ROOT.ViewerPreferences.DisplayDocTitle is True
    assert "/ParentTree" in ROOT.StructTreeRoot
    for page in PDF.pages:
        assert page.obj.Tabs == Name.S
        assert "/StructParents" in page.obj


def test_its_structure_is_made_of_these_elements() -> None:
    counted = Counter(structure())
    assert set(counted) == {
        "/Document", "/H1", "/H2", "/H3", "/H4", "/P", "/Strong", "/Span", "/L", "/LI", "/LBody", "/Lbl", "/Link",
    }  # fmt: skip
    assert counted["/H1"] == 1
    assert counted["/LI"] == counted["/LBody"]


def test_headings_leave_out_no_level() -> None:
    levels = [int(kind[2:]) for kind in structure() if kind[:2] == "/H"]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_belongs_to_the_structure_and_says_where_it_leads() -> None:
    links = [note for page in PDF.pages for note in page.obj.get("/Annots", [])]
    assert len(links) == 10
    for link in links:
        assert link.Subtype == Name.Link
        assert "/StructParent" in link
        assert str(link.get("/Contents", ""))


def test_every_font_is_inside_and_every_letter_of_it_can_be_copied() -> None:
    fonts = {font.objgen: font for page in PDF.pages for font in page.Resources.Font.values()}
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor


@pytest.mark.parametrize(
    "name", ["/JavaScript", "/JS", "/AA", "/EmbeddedFiles", "/Encrypt", "/XFA", "/Launch", "/SMask"]
)
def test_it_has_nothing_that_an_archive_forbids(name: str) -> None:
    assert name not in names_in(PDF)


def names_in(file: pikepdf.Pdf) -> set[str]:
    """Every key of every dictionary in the file, and every kind of action."""
    found: set[str] = set(file.trailer.keys())
    for thing in file.objects:
        if isinstance(thing, (Dictionary, pikepdf.Stream)):
            found |= keys(thing)
    return found


def keys(thing: Any) -> set[str]:
    found = set()
    for key, value in dict(thing).items():
        found.add(key)
        if key in ("/S", "/Type", "/Subtype") and isinstance(value, Name):
            found.add(str(value))
        if isinstance(value, Dictionary) and not value.is_indirect:
            found |= keys(value)
    return found


def test_it_has_an_identity_and_no_form() -> None:
    assert len(PDF.trailer.ID) == 2
    assert "/AcroForm" not in ROOT
