"""The appendix: reasons of quorum and results in every form, only where they are asked for, and none of what is none."""

import io

from pypdf import PdfReader

from handzeichen.app.minutes import written
from handzeichen.record.appendix import with_reasons
from handzeichen.record.minutes import minutes
from meeting.kit import at_item
from record.pages import PLAYED

ARITHMETIC = "Nötig: mehr als 1/2 × (9 Ja + 1 Nein) = mehr als 5, also mindestens 6 Ja-Stimmen."


def test_it_stands_in_every_form_and_only_where_it_is_asked_for() -> None:
    meeting, head = PLAYED.meeting, PLAYED.head
    for form in (".txt", ".html"):
        asked = written(meeting, head, form, reasons=True).decode()
        assert ARITHMETIC in asked
        assert "Begründungen" not in written(meeting, head, form).decode()
    assert "ANHANG: BEGRÜNDUNGEN" in written(meeting, head, ".txt", reasons=True).decode()
    pages = PdfReader(io.BytesIO(written(meeting, head, ".pdf", reasons=True))).pages
    found = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Anhang: Begründungen" in found and ARITHMETIC in found


def test_the_lines_of_the_text_are_as_wide_as_the_others() -> None:
    asked = written(PLAYED.meeting, PLAYED.head, ".txt", reasons=True).decode().splitlines()
    start = asked.index("ANHANG: BEGRÜNDUNGEN")
    assert max(map(len, asked[start:-4])) <= 100


def test_a_ballot_that_was_repeated_is_no_result_and_has_no_reasons() -> None:
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir", no="ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    evening.record_hands("b2", yes="ahrens brandt carstens", no="demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    found = with_reasons(minutes(evening.meeting), evening.meeting).reasons
    assert [(block.heading or "").partition(": ")[2].split()[0] for block in found] == [
        "Beschlussfähigkeit",
        "Ergebnis",
    ]
    assert any("3 < 4: abgelehnt, Stimmengleichheit." in text for text in found[1].texts)


def test_a_count_that_was_corrected_is_explained_as_it_was_announced_last() -> None:
    evening = at_item()
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=5, no=1, abstain=0)
    count = len(evening.entries)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    right = {"do": "count_hands", "ballot": "b1", "yes": 4, "no": 2, "abstain": 0}
    evening.accepted("clerk", "correct", of=count, reason="verschrieben", with_=right)
    found = with_reasons(minutes(evening.meeting), evening.meeting).reasons
    results = [block for block in found if "Ergebnis" in (block.heading or "")]
    assert len(results) == 1
    assert any("(4 Ja + 2 Nein)" in text for text in results[0].texts)
