"""Which meeting each edition tells of: the public one names nothing that is not for everybody."""

from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from scenarios.reader import play_text

EVENING = """\
Ausschuss für Brücken Erlenbrügge, ni, 2026-11-24

Sitze: 5
Mitglieder: Ahrens (BLE, Vorsitz), Brandt (BLE, Stellvertretung), Cordsen (BLE)
TOP 1: Eröffnung
TOP 2: Neue Brücke – Beschluss
TOP 3: Grundstück Mühlweg – Beschluss, nichtöffentlich

18.00  Ahrens, Brandt und Cordsen im Saal
18.01  Sitzung eröffnet
18.01  Beschlussfähigkeit festgestellt
18.01  TOP 1 aufgerufen
18.05  TOP 2 aufgerufen
"""


def played() -> Meeting:
    return play_text(EVENING, "Abend")


def test_the_non_public_edition_is_the_whole_meeting() -> None:
    meeting = played()
    assert in_edition(meeting, Edition.NON_PUBLIC) is meeting


def test_the_public_edition_names_a_non_public_item_by_its_public_title_alone() -> None:
    whole = text(minutes(played()))
    public = text(minutes(in_edition(played(), Edition.PUBLIC)))
    assert "Grundstück Mühlweg" in whole and "Mühlweg" not in public
    assert "Nichtöffentlicher Tagesordnungspunkt" in public
    assert "Neue Brücke" in public
