"""The tables for spreadsheets: what stands in them is what stands in the record, and nothing in them runs."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import pytest

from handzeichen.meeting.ids import Line
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import Data, record
from handzeichen.record.writers import tables
from handzeichen.record.writers.popolo import popolo
from record.corpus import editions
from record.evening import Evening

EDITIONS = editions()
COUNTS = {
    "Stimmberechtigt": "eligible", "Anwesend": "present", "Ja": "yes", "Nein": "no", "Enthaltung": "abstain",
    "Nicht abgestimmt": "not_voted", "Erforderlich": "needed",
}  # fmt: skip
SOURCES = {
    "Selbst abgegeben": "cast",
    "Einzeln erfasst": "recorded",
    "Gezählt": "counted",
    "Errechnet": "derived",
}


def read(table: bytes) -> list[dict[str, str]]:
    assert table.startswith(b"\xef\xbb\xbf") and table.endswith(b"\r\n")
    return list(
        csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    )


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def moment(cell: str, meeting: Meeting) -> str | None:
    return (
        datetime.fromisoformat(cell).replace(tzinfo=meeting.plan.meeting.starts_at.tzinfo).isoformat()
        if cell
        else None
    )


def recorded(meeting: Meeting) -> Data:
    return record(meeting, length=0, head="")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_ballot_stands_with_the_numbers_of_the_record_and_once_for_each_of_its_motions(
    name: str,
) -> None:
    meeting = EDITIONS[name]
    expected = recorded(meeting)["ballots"]
    rows = read(tables.ballots(meeting))
    pairs = [
        (id, motion) for id, ballot in expected.items() for motion in (ballot["motion"], *ballot["with"])
    ]
    assert [(row["Abstimmung"], row["Antrag"]) for row in rows] == pairs
    for row in rows:
        ballot = expected[row["Abstimmung"]]
        assert {column: number(row[column]) for column in COUNTS} == {
            column: ballot[key] for column, key in COUNTS.items()
        }
        assert row["Ergebnis im Wortlaut"] == (ballot["wording"] or "")
        assert {column: number(row[column]) for column in SOURCES} == {
            column: (ballot["sources"] or {}).get(key) for column, key in SOURCES.items()
        }
        video = [number(row[f"Per Video {choice}"]) for choice in ("Ja", "Nein", "Enthaltung")]
        split = [(ballot["by_video"] or {}).get(choice) for choice in ("yes", "no", "abstain")]
        assert video in (split, [None] * 3), "whole, or left out"
        assert f"{row['Anteil Zähler']}/{row['Anteil Nenner']}" == ballot["majority"]["fraction"]
        times = [moment(row[column], meeting) for column in ("Eröffnet", "Geschlossen", "Bekannt gegeben")]
        assert times == [ballot[key] for key in ("opened_at", "closed_at", "announced_at")]


@pytest.mark.parametrize(("room", "told"), [({"yes": 3, "no": 0}, ""), ({"yes": 0, "no": 3}, "1")])
def test_how_the_only_one_on_video_voted_is_told_only_where_all_voted_alike(
    room: dict[str, int], told: str
) -> None:
    evening = Evening()
    evening("dorn", "arrive", person="dorn", via="video")
    evening.opened()("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands")
    evening("dorn", "cast_vote", ballot="b1", choice="no")
    evening("clerk", "count_hands", ballot="b1", abstain=0, **room)
    evening("chair", "close_ballot", ballot="b1")
    evening("chair", "announce_result", ballot="b1")
    (row,) = read(tables.ballots(evening.meeting))
    assert row["Per Video Nein"] == told
    (event,) = json.loads(popolo(evening.meeting))["vote_events"]
    assert ("handzeichen:by_video" in event) is bool(told)


@pytest.mark.parametrize("name", EDITIONS)
def test_single_votes_stand_in_the_table_of_roll_calls_alone(name: str) -> None:
    meeting = EDITIONS[name]
    expected = {
        (id, motion, person): {"yes": "Ja", "no": "Nein", "abstain": "Enthaltung"}[choice]
        for id, ballot in recorded(meeting)["ballots"].items()
        for motion in (ballot["motion"], *ballot["with"])
        for person, choice in ballot["votes"].items()
    }
    rows = read(tables.roll_calls(meeting))
    assert {(row["Abstimmung"], row["Antrag"], row["Person"]): row["Stimme"] for row in rows} == expected
    assert all(recorded(meeting)["ballots"][row["Abstimmung"]]["method"] == "roll_call" for row in rows)


@pytest.mark.parametrize("name", EDITIONS)
def test_who_was_there_stands_as_long_as_in_the_record(name: str) -> None:
    meeting = EDITIONS[name]
    rows = read(tables.attendance(meeting))
    for person in recorded(meeting)["attendance"]:
        own = [row for row in rows if row["Person"] == person["person"]]
        ways = {"room": "Saal", "video": "Video"}
        spans = [(span["from"], span["to"], ways[span["via"]]) for span in person["spans"]]
        assert joined(own, meeting) == spans
        assert len(own[0]["Nicht mitgewirkt bei TOP"].split(", ")) == max(1, len(person["recused"]))
    assert {row["Person"] for row in rows} == {row["person"] for row in recorded(meeting)["attendance"]}


def joined(rows: list[dict[str, str]], meeting: Meeting) -> list[tuple[str | None, str | None, str]]:
    """Stays without the cuts of deputations: what ends and begins at once by the same way is one."""
    found = list[tuple[str | None, str | None, str]]()
    for row in rows:
        start, stop = moment(row["Von"], meeting), moment(row["Bis"], meeting)
        cut = bool(found) and found[-1][1:] == (start, row["Weg"]) and is_cut(rows, row)
        if cut:
            found[-1] = (found[-1][0], stop, row["Weg"])
        else:
            found.append((start, stop, row["Weg"]))
    return found


def is_cut(rows: list[dict[str, str]], row: dict[str, str]) -> bool:
    before = rows[rows.index(row) - 1]
    return before["Sitz"] != row["Sitz"]


def test_a_resolution_that_is_not_to_be_carried_out_says_so() -> None:
    (row,) = read(tables.ballots(EDITIONS["issued"]))
    assert (row["Ergebnis"], row["Einspruch"]) == ("angenommen", "nicht auszuführen")


def test_a_deputy_stands_with_each_seat_for_its_time() -> None:
    rows = read(tables.attendance(EDITIONS["vertretung"]))
    jahn = [(row["Von"][11:16], row["Bis"][11:16], row["Sitz"]) for row in rows if row["Person"] == "jahn"]
    assert jahn == [("18:24", "18:25", ""), ("18:25", "18:28", "demir"), ("18:28", "18:30", "")]


def test_a_seat_left_and_taken_again_at_once_is_no_cut() -> None:
    evening = Evening("arnold berger conrad ernst").opened()
    evening("clerk", "deputise", person="ernst", for_="dorn", minute=5)
    evening("clerk", "end_deputation", person="ernst", for_="dorn", minute=9)
    evening("clerk", "deputise", person="ernst", for_="dorn")
    rows = read(tables.attendance(evening.meeting))
    stays = [(row["Von"][14:16], row["Bis"], row["Sitz"]) for row in rows if row["Person"] == "ernst"]
    assert stays == [("00", "2026-11-24 18:05:00", ""), ("05", "", "dorn")]


EVIL = (
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(1)", "'@SUM(1)"), ("\t=1", "' =1"),
    ("\r=1", "'\n=1"), ("＝1", "'＝1"), ("10.2", "'10.2"), ("0108", "'0108"), ("1/2", "'1/2"), ("1E5", "'1E5"),
    ("66", "66"), ("a;b\n\"c\"", "a;b\n\"c\""), ("Dezernat 4", "Dezernat 4"), ("B-Plan", "B-Plan"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), EVIL)
def test_what_people_wrote_is_no_formula_no_day_and_breaks_no_row(typed: str, shown: str) -> None:
    meeting = EDITIONS["full evening"]
    people = {id: replace(person, office=Line(typed)) for id, person in meeting.roll.people.items()}
    meeting = replace(meeting, roll=replace(meeting.roll, people=people))
    rows = read(tables.attendance(meeting))
    assert {row["Amt"] for row in rows} == {shown}
    assert len(rows) == len(read(tables.attendance(EDITIONS["full evening"])))


def test_the_headings_are_these_and_stay_so() -> None:
    """Spreadsheets look for them: one more may be added at the end, none renamed."""
    assert [heading(table) for table in (tables.ballots, tables.roll_calls, tables.attendance)] == [
        "Sitzung;Abstimmung;Antrag;TOP;Titel;Art;Bezeichnung;Antragsteller;Wortlaut;Wirkung;Verfahren;Stand;Grund;"
        "Stimmberechtigt;Anwesend;Ja;Nein;Enthaltung;Nicht abgestimmt;Ungültig;Erforderlich;Mehrheit von;Vergleich;"
        "Anteil Zähler;Anteil Nenner;Ergebnis;Einstimmig;Ergebnis im Wortlaut;Selbst abgegeben;Einzeln erfasst;Gezählt;"
        "Errechnet;Per Video Ja;Per Video Nein;Per Video Enthaltung;Bei Stimmengleichheit;Genehmigung nötig;Eröffnet;"
        "Geschlossen;Bekannt gegeben;Einspruch",
        "Sitzung;Abstimmung;Antrag;TOP;Person;Anrede und Titel;Vorname;Nachname;Fraktion;Sitz;Stimme;Weg;Bekannt gegeben",
        "Sitzung;Person;Anrede und Titel;Vorname;Nachname;Fraktion;Amt;Rolle;Sitz;In Vertretung von;Weg;Von;Bis;"
        "Nicht mitgewirkt bei TOP",
    ]  # fmt: skip


def heading(table: object) -> str:
    assert callable(table)
    return str(table(EDITIONS["before"]).decode("utf-8-sig").splitlines()[0])
