"""The minutes as a Word file: its styles, what a screen reader needs, and that any text can stand in it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.record.minutes import Minutes
from handzeichen.record.writers import docx as module
from handzeichen.record.writers.docx import docx, shipped
from handzeichen.record.writers.letters import plain
from handzeichen.record.writers.template import made
from record.pages import EVENING, LOG, ON, SMALL, told


def read(minutes: Minutes, log: str | None = None) -> Any:
    return Document(BytesIO(docx(minutes, on=ON, log=log)))


def styled(word: Any, *styles: str) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name in styles]


WORD = read(EVENING, LOG)


def test_the_template_that_we_ship_is_the_one_that_its_script_makes() -> None:
    assert shipped() == made(), "./dev run python -m handzeichen.record.writers.template writes it"
    module.check(shipped())


def test_title_and_headings_stand_in_words_own_styles() -> None:
    assert styled(WORD, "Title") == ["Protokoll"]
    assert styled(WORD, "Heading 1") == ["Anwesend", "Beratende Mitglieder", "Verwaltung", "Tagesordnung"]
    points = styled(WORD, "Heading 2")
    assert [title.partition(". ")[0] for title in points] == [
        f"TOP {n}" for n in ("1", "2", "3", "4", "4.1", "5")
    ]
    assert "Beschlussvorschlag der Verwaltung zu TOP 2" in styled(WORD, "Heading 3")
    assert styled(WORD, "Ergebnis")[-1] == "Zur Kenntnis genommen"


def test_attendance_is_a_real_list() -> None:
    listed = styled(WORD, "Anwesende")
    assert listed[0] == "Bürgermeister Brandhorst (BLE)" and len(listed) == 27
    assert WORD.styles["Anwesende"].element.pPr.numPr.numId.val == 1


def test_the_file_says_its_language_its_title_and_its_day() -> None:
    defaults = WORD.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de-DE"
    properties = WORD.core_properties
    assert properties.title.startswith("Protokoll, 37. Sitzung, Ausschuss für Integration, ")
    assert (properties.author, properties.language) == ("Stadt Erlenbrügge", "de-DE")
    assert properties.modified == properties.created == datetime(2021, 1, 21, tzinfo=UTC)
    assert read(replace(SMALL, municipality=None)).core_properties.author == "Ausschuss für Brücken"


def test_every_page_is_numbered_and_names_the_meeting_from_the_second_on() -> None:
    (section,) = WORD.sections
    for footer in (section.footer, section.first_page_footer):
        fields = [found.text.strip() for found in footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert footer.paragraphs[0].text == "\tSeite 1 von 1"
    assert [one.text for one in section.header.paragraphs] == [
        "Stadt Erlenbrügge\tProtokoll, 37. Sitzung, 21. Januar 2021"
    ]
    assert section.first_page_header.paragraphs[0].text == ""


def test_what_is_confidential_is_marked_on_every_page() -> None:
    closed = read(told("x", public=False))
    (mark,) = styled(closed, "Vermerk")
    assert mark.startswith("Enthält den nichtöffentlichen Teil der Sitzung")
    assert closed.sections[0].header.paragraphs[-1].text == mark
    assert styled(closed, "Heading 1")[-1] == "Nichtöffentlicher Teil"
    assert styled(WORD, "Vermerk") == []


def test_equal_minutes_give_equal_bytes() -> None:
    assert docx(EVENING, on=ON, log=LOG) == docx(EVENING, on=ON, log=LOG)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<", "&", "]]>", "{{ x }}", "{% x %}", "{_{", "%_}", "{#", "\n", "\n\n", "\t", "\a", "\f"]
        )
        | st.text(st.characters(exclude_categories=()), max_size=8),
        max_size=20,
    ).map("".join)
)
def test_any_text_stands_there_as_it_was_written(text: str) -> None:
    word = read(told(f"x{text}", heading=f"x{text}", results=(f"x{text}",)))
    assert styled(word, "Heading 3") == [" ".join(plain(f"x{text}").split())]
    assert styled(word, "Ergebnis") == [plain(f"x{text}")]
    assert "".join("\n".join(styled(word, "Body Text")).split()) == "".join(plain(f"x{text}").split())


def test_the_longest_texts_can_be_written() -> None:
    note = "Der Bürgermeister erläuterte die Vorlage. " * 2_500
    assert styled(read(told(note)), "Body Text") == [plain(note).strip()]
