"""Ballots, roll calls and attendance as CSV for a spreadsheet in a German town hall.

UTF-8 with a mark at the beginning, semicolons, CRLF: so a German spreadsheet opens them with a double click. Times are
the meeting's own, written `2026-11-24 18:05:00`. What people wrote is never run as a formula, nor written anew as a day
or a number: a cell that begins or looks like one gets an apostrophe before it. Headings are German and stay as they are
once released (`deploy/formats.md`).

Single votes stand in the table of roll calls alone; how those on video voted is left out where it would tell one.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from handzeichen.law.majority import Base, Tie
from handzeichen.meeting.ids import Choice, ItemId, MotionId, PersonId, Result, Role
from handzeichen.meeting.names import ADMINISTRATION, item_number, motion_name, name_of
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Ballot, Meeting, Motion
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record import labels
from handzeichen.record.allowances import attended
from handzeichen.record.data import Data, record
from handzeichen.record.order import attendance_order
from handzeichen.record.results import of_those_on_video
from handzeichen.record.stays import stays
from handzeichen.record.times import local
from handzeichen.record.writers.letters import plain

MARK: Final = "\ufeff"
"""By it a spreadsheet knows UTF-8."""
FORMULA: Final = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with, in letters of either width."""
LIKE_A_DAY: Final = re.compile(r"\s*(?=.*\d)(?![1-9]\d{0,14}\s*$)[\d.,:/ eE-]+", re.ASCII)
"""An office "10.2" would become a day in February, a file "0108" lose its nought."""

BALLOTS: Final = (
    "meeting", "ballot", "motion", "item", "title", "kind", "name", "mover", "text", "effect",
    "method", "state", "reason", "eligible", "present", "yes", "no", "abstain", "not_voted", "invalid", "needed",
    "base", "strict", "numerator", "denominator", "result", "unanimous", "wording",
    "cast", "recorded", "counted", "derived",
    "video_yes", "video_no", "video_abstain", "tie", "approval", "opened_at", "closed_at", "announced_at",
    "objection",
)  # fmt: skip
"""The columns of the ballots, in their order."""
ROLL_CALLS: Final = (
    "meeting", "ballot", "motion", "item", "person", "form_of_address", "given_name", "family_name", "faction",
    "seat", "choice", "via", "announced_at",
)  # fmt: skip
ATTENDANCE: Final = (
    "meeting", "person", "form_of_address", "given_name", "family_name", "faction", "office", "role",
    "seat", "deputises_for", "via", "from", "to", "recused",
)  # fmt: skip
ALLOWANCES: Final = (
    "meeting", "person", "form_of_address", "given_name", "family_name", "faction", "office", "role",
    "seat", "deputises_for", "via", "from", "to", "minutes", "interrupted", "all_minutes", "all_interrupted",
)  # fmt: skip
"""One row per stretch of the sitting; the last two are the person's sums, on each of the rows."""

Cell = str | int | bool | datetime | None
Row = Mapping[str, Cell]


def ballots(meeting: Meeting) -> bytes:
    """One row per ballot and motion, in the order of the ballots; numbers only of results that were announced."""
    return _file(meeting, BALLOTS, _ballots(meeting))


def roll_calls(meeting: Meeting) -> bytes:
    """One row per vote of a roll call that was announced, and of no other ballot."""
    return _file(meeting, ROLL_CALLS, _roll_calls(meeting))


def attendance(meeting: Meeting) -> bytes:
    """One row per person and stretch: a new one begins with another way, another seat, or after a gap."""
    return _file(meeting, ATTENDANCE, _attendance(meeting))


def allowances(meeting: Meeting) -> bytes:
    """One row per person and stretch of the sitting, with whole minutes: what allowances are reckoned by."""
    return _file(meeting, ALLOWANCES, _allowances(meeting))


# Rows


def _ballots(meeting: Meeting) -> Iterator[Row]:
    for ballot, found in _recorded(meeting):
        for motion in ballot.motions:
            yield {**_of_motion(meeting, meeting.motions[motion]), **_of_ballot(ballot, found)}


def _recorded(meeting: Meeting) -> list[tuple[Ballot, Data]]:
    """Each ballot with its row of the record: no number is made here."""
    rows = record(meeting, length=0, head="")["ballots"]
    return [(ballot, rows[ballot.id]) for ballot in meeting.ballots.values()]


def _of_motion(meeting: Meeting, motion: Motion) -> Row:
    moved = motion.moved
    of = moved.item or moved.under
    state = None if of is None else meeting.agenda.items.get(of)
    return {
        "motion": motion.id,
        "item": None if state is None else _numbered(meeting, state.item.id),
        "title": None if state is None else state.item.title,
        "kind": labels.kind(meeting.law, moved.kind),
        "name": motion_name(meeting, motion),
        "mover": _mover(meeting, motion),
        "text": as_it_stands(meeting, motion),
        "effect": labels.word(moved.effect),
        "objection": None if motion.stopped is None else labels.objection(holds=motion.stopped.holds),
    }


def _mover(meeting: Meeting, motion: Motion) -> str:
    moved = motion.moved
    faction = next((known.name for known in meeting.plan.factions if known.id == moved.faction), None)
    if faction is not None:
        return faction
    if moved.mover is None or moved.mover == ADMINISTRATION:
        return labels.word(Role.ADMINISTRATION)
    return name_of(meeting, moved.mover)


def _numbered(meeting: Meeting, item: ItemId | None) -> str:
    """ "TOP 4.1": a spreadsheet takes a bare 4.1 for a day in January."""
    return f"TOP {item_number(meeting, item)}" if item else ""


def _of_ballot(ballot: Ballot, found: Data) -> Row:
    sources, video = found["sources"] or {}, of_those_on_video(ballot)
    majority = found["majority"]
    numerator, _, denominator = majority["fraction"].partition("/")
    result, unanimous = found["result"], found["unanimous"]
    tie = found.get("tie")
    return {
        "ballot": ballot.id,
        "method": labels.word(ballot.opened.method),
        "state": labels.word(ballot.state),
        **{name: found[name] for name in ("reason", "eligible", "present", "needed", "wording")},
        **{name: found[name] for name in ("yes", "no", "abstain", "not_voted")},
        "invalid": found.get("invalid"),
        "base": labels.word(Base(majority["base"])),
        "strict": labels.comparison(strict=majority["strict"]),
        "numerator": int(numerator),
        "denominator": int(denominator),
        "result": None if result is None else labels.word(Result(result)),
        "unanimous": unanimous,
        **{name: sources.get(name) for name in ("cast", "recorded", "counted", "derived")},
        "video_yes": None if video is None else video.yes,
        "video_no": None if video is None else video.no,
        "video_abstain": None if video is None else video.abstain,
        "tie": None if tie is None else labels.word(Tie(tie["by"])),
        "approval": True if found.get("approval_required") else None,
        "opened_at": ballot.opened_at,
        "closed_at": ballot.end.closed_at,
        "announced_at": ballot.end.announced_at,
    }


def _roll_calls(meeting: Meeting) -> Iterator[Row]:
    for ballot, found in _recorded(meeting):
        for motion in ballot.motions:
            for person, choice in found["votes"].items():
                yield _roll_call(meeting, ballot, motion, person, Choice(choice))


def _roll_call(meeting: Meeting, ballot: Ballot, motion: MotionId, person: PersonId, choice: Choice) -> Row:
    seat = ballot.seat_of.get(person)
    vote = None if seat is None else ballot.votes.get(seat)
    moved = meeting.motions[motion].moved
    return {
        **_of_person(meeting, person),
        "ballot": ballot.id,
        "motion": motion,
        "item": _numbered(meeting, moved.item or moved.under),
        "seat": seat,
        "choice": labels.word(choice),
        "via": None if vote is None else labels.word(vote.via),
        "announced_at": ballot.end.announced_at,
    }


def _attendance(meeting: Meeting) -> Iterator[Row]:
    recused = {row["person"]: row["recused"] for row in record(meeting, length=0, head="")["attendance"]}
    for person in attendance_order(meeting):
        items = ", ".join(_numbered(meeting, item) for item in recused[person.id])
        for stretch in _stretches(meeting, person):
            yield {
                **_of_person(meeting, person.id),
                "office": person.office,
                "role": labels.role(person),
                **stretch,
                "recused": items,
            }


def _stretches(meeting: Meeting, person: Person) -> Iterator[Row]:
    """Each stay, cut where a deputation begins or ends."""
    for stay in stays(meeting, person):
        yield {
            "seat": stay.seat,
            "deputises_for": None if stay.acts_for is None else name_of(meeting, stay.acts_for),
            "via": labels.word(stay.via),
            "from": stay.from_,
            "to": stay.to,
        }


def _allowances(meeting: Meeting) -> Iterator[Row]:
    for found in attended(meeting):
        for stretch in found.stretches:
            stay = stretch.stay
            yield {
                **_of_person(meeting, found.person.id),
                "office": found.person.office,
                "role": labels.role(found.person),
                "seat": stay.seat,
                "deputises_for": None if stay.acts_for is None else name_of(meeting, stay.acts_for),
                "via": labels.word(stay.via),
                "from": stay.from_,
                "to": stay.to,
                "minutes": stretch.minutes,
                "interrupted": stretch.interrupted,
                "all_minutes": found.minutes,
                "all_interrupted": found.interrupted,
            }


def _of_person(meeting: Meeting, of: PersonId) -> Row:
    person = meeting.roll.people.get(of)
    if person is None:  # An entry that was withheld: nothing is known but the id.
        return {"person": of}
    faction = next((known.name for known in meeting.plan.factions if known.id == person.faction), None)
    return {
        "person": of,
        "form_of_address": person.title,
        "given_name": person.given_name,
        "family_name": person.name,
        "faction": faction,
    }


# The file


def _file(meeting: Meeting, columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(labels.column(name) for name in columns)
    for row in rows:
        filled = {"meeting": meeting.plan.id, **row}
        writer.writerow(_cell(meeting, filled.get(name)) for name in columns)
    return (MARK + text.getvalue()).encode()


def _cell(meeting: Meeting, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return labels.said(yes=value)
        case int():
            return str(value)
        case datetime():
            return local(meeting, value).strftime("%Y-%m-%d %H:%M:%S")
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, a day or a number."""
    shown = plain(text)
    is_taken = shown.lstrip()[:1] in FORMULA or LIKE_A_DAY.fullmatch(shown) is not None
    return f"'{shown}" if is_taken else shown
