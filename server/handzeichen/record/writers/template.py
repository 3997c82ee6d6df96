"""Makes the Word template of the minutes that we ship, `minutes.docx`: the one a town changes in Word, or replaces.

    ./dev run python -m handzeichen.record.writers.template

Whoever changes this file writes the template anew and commits both. Word finds everything where it looks for it:
styles for title, headings and lists, the language, header and footer, so that a town restyles it without touching the
commands in double braces.
"""

from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from handzeichen.record.writers.package import DAY_ZERO, fixed, named

FILE: Final = "minutes.docx"
FONT: Final = "Calibri"
INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
QUIET: Final = RGBColor(0x59, 0x59, 0x59)
TEXT_WIDTH: Final = Cm(16.3)

TOWN, MARK, DATES, LISTED, AGENDA, PART, RESULT, CLOSING, LINE, SIGNED = (
    "Gemeinde", "Vermerk", "Zeiten", "Anwesende", "Tagesordnung", "Teil der Sitzung", "Ergebnis", "Schluss",
    "Unterschriftslinie", "Unterschrift",
)  # fmt: skip

UNUSED: Final = ("/stylesWithEffects", "/customXml", "/thumbnail")
"""Parts of a new file of python-docx that nothing here needs."""
BODY: Final = (
    ("Normal", "{%p if municipality %}"),
    (TOWN, "{{ municipality }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p if mark %}"),
    (MARK, "{{ mark }}"),
    ("Normal", "{%p endif %}"),
    ("Title", "{{ name }}"),
    ("Normal", "{%p for line in heading %}"),
    ("Subtitle", "{{ line }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for line in times %}"),
    (DATES, "{{ line }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for chapter in chapters %}"),
    ("Heading 1", "{{ chapter.title }}"),
    ("Normal", "{%p for line in chapter.lines %}"),
    (LISTED, "{{ line }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 1", "{{ agenda }}"),
    ("Normal", "{%p for part in listed %}"),
    ("Normal", "{%p if part.name %}"),
    (PART, "{{ part.name }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for point in part.points %}"),
    (AGENDA, "{{ point.number }}.\t{{ point.title }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for part in parts %}"),
    ("Normal", "{%p if part.name %}"),
    ("Heading 1", "{{ part.name }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for point in part.points %}"),
    ("Heading 2", "TOP {{ point.number }}. {{ point.title }}"),
    ("Normal", "{%p for block in point.blocks %}"),
    ("Normal", "{%p if block.heading %}"),
    ("Heading 3", "{{ block.heading }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for text in block.texts %}"),
    ("Body Text", "{{ text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for line in block.results %}"),
    (RESULT, "{{ line }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for signature in signatures %}"),
    (LINE, ""),
    ("Normal", "{%p if signature.name %}"),
    (SIGNED, "{{ signature.name }}"),
    ("Normal", "{%p endif %}"),
    (SIGNED, "{{ signature.role }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p if reasons %}"),
    ("Heading 1", "{{ appendix }}"),
    ("Normal", "{%p for reason in reasons %}"),
    ("Heading 2", "{{ reason.heading }}"),
    ("Normal", "{%p for text in reason.texts %}"),
    ("Body Text", "{{ text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p for line in closing %}"),
    (CLOSING, "{{ line }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p if log %}"),
    (CLOSING, "{{ log }}"),
    ("Normal", "{%p endif %}"),
)
"""Style and text of each paragraph; one with a command of its own ({%p …}) is gone when the template is filled."""


def made() -> bytes:
    """The template as a file; equal whenever and wherever it is made."""
    word = Document()
    _styles(word)
    _page(word)
    for style, text in BODY:
        word.add_paragraph(text, style=style)
    _settings(word)
    _lightened(word)
    named(word, title="Niederschrift", author="Handzeichen", on=DAY_ZERO)
    file = BytesIO()
    word.save(file)
    return fixed(file.getvalue())


# How it looks


def _styles(word: Word) -> None:
    normal = word.styles["Normal"]
    _font(normal, size=11)
    _spaced(normal, before=0, after=0)
    _language(word)
    _font(word.styles["Title"], size=22, bold=True)
    word.styles["Title"].font.all_caps = True
    _spaced(word.styles["Title"], before=0, after=8)
    _without(word.styles["Title"], "w:pBdr")
    _font(word.styles["Subtitle"], size=12, bold=True, italic=False)
    _spaced(word.styles["Subtitle"], before=0, after=4)
    _without(word.styles["Subtitle"], "w:numPr")
    for name, size, before in (("Heading 1", 14, 20), ("Heading 2", 12, 16), ("Heading 3", 11, 12)):
        _font(word.styles[name], size=size, bold=True)
        _spaced(word.styles[name], before=before, after=6)
    _font(word.styles["Body Text"], size=11)
    _spaced(word.styles["Body Text"], before=0, after=6)
    _own(word, TOWN, size=13, after=16)
    mark = _own(word, MARK, bold=True, after=12)
    _border(mark, "top", "left", "bottom", "right")
    _own(word, DATES)
    listed = _own(word, LISTED)
    _numbered(word, listed)
    agenda = _own(word, AGENDA, after=4)
    _hanging(agenda, Cm(1.2))
    part = _own(word, PART, bold=True, after=4)
    _spaced(part, before=8, after=4)
    part.paragraph_format.keep_with_next = True
    result = _own(word, RESULT, after=2)
    result.paragraph_format.left_indent = Cm(0.5)
    _border(result, "left")
    closing = _own(word, CLOSING, size=9.5)
    _spaced(closing, before=8, after=0)
    _border(closing, "top")
    line = _own(word, LINE)
    _spaced(line, before=24, after=2)
    line.paragraph_format.right_indent, line.paragraph_format.keep_with_next = Cm(8), True
    _border(line, "bottom")
    _own(word, SIGNED).paragraph_format.keep_together = True
    for name in ("Header", "Footer"):
        _font(word.styles[name], size=9, colour=QUIET)
        tabs = word.styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _own(word: Word, name: str, *, size: float = 11, bold: bool = False, after: float = 0) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    _font(style, size=size, bold=bold)
    _spaced(style, before=0, after=after)
    return style


def _font(
    style: Any, *, size: float, bold: bool = False, italic: bool = False, colour: RGBColor = INK
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, italic, colour
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _spaced(style: Any, *, before: float, after: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.15


def _hanging(style: Any, by: Cm) -> None:
    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = by, -by
    style.paragraph_format.tab_stops.add_tab_stop(by)


def _without(style: Any, *names: str) -> None:
    for found in [one for name in names for one in style.element.pPr.findall(qn(name))]:
        style.element.pPr.remove(found)


def _border(style: Any, *sides: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", "1A1A1A")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


# What screen readers and Word need to know


def _language(word: Word) -> None:
    properties = word.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = properties.find(qn("w:lang"))
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "de-DE")


def _numbered(word: Word, style: Any) -> None:
    """A real list, so that a screen reader says how many there are."""
    numbering = word.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("start", "1"), ("numFmt", "bullet"), ("lvlText", "–"), ("lvlJc", "left")):
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:val"), value)
        level.append(part)
    properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
    indent.set(qn("w:left"), "284")
    indent.set(qn("w:hanging"), "284")
    properties.append(indent)
    level.append(properties)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = numbering.add_num(90).numId
    found = style.element.get_or_add_pPr().get_or_add_numPr()
    found.get_or_add_numId().val = number


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.5)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.text = "{{ municipality or '' }}\t{{ running }}"
    for text in ("{%p if mark %}", "{{ mark }}", "{%p endif %}"):
        section.header.add_paragraph(text, style="Header")
    section.first_page_header.is_linked_to_previous = False
    for footer in (section.footer, section.first_page_footer):
        _page_number(footer.paragraphs[0])


def _page_number(paragraph: Paragraph) -> None:
    paragraph.style = "Footer"
    paragraph.add_run("\tSeite ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" von ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, what: str) -> None:
    for kind, text in (("begin", None), (None, what), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run(text if kind == "text" else None)
        if kind == "text":
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = f" {text} "
        run._r.append(part)


def _settings(word: Word) -> None:
    """Of today's Word, and without the marks of the program that made it."""
    settings = word.settings.element
    compat = OxmlElement("w:compat")
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compat.append(mode)
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compat)
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), "de-DE")


def _lightened(word: Word) -> None:
    """Without what nobody uses: a hundred styles of tables, a copy of them for an older Word, a picture."""
    used = {style for style, _ in BODY} | {"Header", "Footer"}
    ids = {word.styles[name].style_id for name in used}
    for style in list(word.styles.element.style_lst):
        if style.get(qn("w:default")) is None and style.styleId not in ids:
            word.styles.element.remove(style)
    for style in word.styles.element.style_lst:
        for link in style.findall(qn("w:link")):
            style.remove(link)
    for rels in (word.part.rels, word.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[key]


if __name__ == "__main__":
    Path(str(resources.files(__package__).joinpath(FILE))).write_bytes(made())
