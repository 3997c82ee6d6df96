"""Minutes to be written as pages: those of the demonstration, and small invented ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from handzeichen.app import cli
from handzeichen.app.replay import play
from handzeichen.record import wording
from handzeichen.record.attendance import Chapter
from handzeichen.record.minutes import Minutes, Point, minutes
from handzeichen.record.proceedings import Block

FOLDER = Path(cli.__file__).parent / "demo_meeting"
PLAYED = play((FOLDER / "plan.toml").read_bytes(), (FOLDER / "script.jsonl").read_bytes())
LOG = wording.log(PLAYED.head.seq, PLAYED.head.hash)
EVENING = minutes(PLAYED.meeting, length=PLAYED.head.seq, head=PLAYED.head.hash)
ON = date(2021, 1, 21)

SMALL = Minutes(
    municipality="Stadt Erlenbrügge",
    title="Protokoll",
    heading=("1. Sitzung", "Ausschuss für Brücken", "am Donnerstag, 21. Januar 2021"),
    times=("Beginn 18.00 Uhr", "Ende 19.00 Uhr"),
    chapters=(Chapter(title="Anwesend", lines=("Ratsfrau Ahrens (BLE)", "Ratsherr Cordsen (BLE)")),),
    points=(Point(number="1", title="Neue Brücke", public=True, blocks=()),),
    foot=("Protokollführung: Frau Kurz",),
)


def told(
    *texts: str, results: tuple[str, ...] = (), heading: str | None = None, public: bool = True
) -> Minutes:
    """Small minutes in which this is told of the only point."""
    block = Block(heading=heading, texts=texts, results=results)
    return replace(SMALL, points=(replace(SMALL.points[0], blocks=(block,), public=public),))


def titled(title: str) -> Minutes:
    """Small minutes with this title of the only point."""
    return replace(SMALL, points=(replace(SMALL.points[0], title=title),))
