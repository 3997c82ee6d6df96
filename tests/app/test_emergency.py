"""The emergency folder: everything that a meeting needs on paper, the non-public part apart, and the way back."""

import re
from functools import cache
from pathlib import Path

from handzeichen.app.cli import main
from handzeichen.app.emergency import document
from handzeichen.app.render import Renderer, web_folder
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from handzeichen.words.table import ENGLISH, GERMAN
from meeting.kit import Evening, at_item
from support.live import PLAN


@cache
def folder(language: str = GERMAN) -> str:
    return document(Renderer(web_folder() / "templates"), Evening.planned().meeting, language).decode()


def sheets(html: str) -> list[str]:
    return html.split('<section class="sheet">')[1:]


def test_everybody_who_may_speak_has_a_line_to_sign_and_the_quorum_stands_above() -> None:
    (listed,) = [sheet for sheet in sheets(folder()) if "Anwesenheitsliste</h2>" in sheet]
    for name in ("Ratsfrau Ahrens (Ulme)", "Ratsherr Groß (Ulme)", "Frau Jung", "Herr Kruse"):
        assert f">{name}<" in listed
    assert "Stadträtin Lorenz" not in listed and "Beschlussfähig ab 4 von 7 Sitzen." in listed


def test_what_is_not_public_stands_on_sheets_of_its_own() -> None:
    closed = [sheet for sheet in sheets(folder()) if "nicht auslegen" in sheet]
    assert len(closed) == 2
    for title in ("Kauf eines Grundstücks", "Schutz der Wasserwerke"):
        assert {title in sheet for sheet in sheets(folder())} == {True, False}
        assert all(title not in sheet for sheet in sheets(folder()) if sheet not in closed)
    assert not any("Neue Brücke am Ulmenweg" in sheet for sheet in closed)


def test_each_motion_has_a_slip_with_room_for_the_numbers_and_two_names() -> None:
    slips = re.findall(r'<section class="slip">.*?</section>', folder(), re.DOTALL)
    bridge = [slip for slip in slips if "Neue Brücke am Ulmenweg" in slip]
    assert len(bridge) == 1 and "Die Brücke wird gebaut." in bridge[0]
    for words in ("Ja", "Nein", "Enthaltung", "nicht abgestimmt", "gezählt von:", "gegengezählt von:"):
        assert words in bridge[0]
    assert sum("TOP ______" in slip for slip in slips) == 4
    assert sum("gemeldet von" in slip for slip in slips) == 3


def test_it_loads_nothing_and_runs_nothing() -> None:
    html = folder()
    assert "<script" not in html and "src=" not in html and "<link" not in html


def test_it_is_whole_in_english() -> None:
    html = folder(ENGLISH)
    for words in ("Attendance list", "Result slips", "When power or network fail", "counted again by:"):
        assert words in html
    assert "Ergebniszettel" not in html and 'lang="en"' in html


def test_the_command_writes_it_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "mappe.html"
    assert main(["emergency", str(PLAN), "--out", str(target)]) == 0
    assert "Notfallmappe" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o077 == 0


def test_what_it_tells_the_clerk_to_do_afterwards_can_be_done_and_the_minutes_say_so() -> None:
    """The way back, as printed: late attendance with its true time, the ballot from its slip, a note with two names."""
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling falk")
    evening.wait(60)
    evening.accepted("clerk", "leave", person="falk", since="18:05")
    evening.accepted("clerk", "lose_connection", person="ebeling", since="18:06")
    evening.accepted("clerk", "leave", person="ebeling", since="18:10")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    said = (
        "Von 18.05 bis 18.40 Uhr fielen Strom oder Netz aus. Was in dieser Zeit geschah, ist nach den Blättern der "
        "Notfallmappe nachgetragen von Herrn Meyer und Frau Lorenz; abgestimmt wurde um 18.20 Uhr."
    )
    evening.accepted("clerk", "note", item="2", text=said, since="18:40")
    written = " ".join(text(minutes(evening.meeting)).split())
    assert said in written and "bis 18:05 Uhr" in written.replace("18.05", "18:05")
