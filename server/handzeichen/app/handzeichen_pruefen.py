#!/usr/bin/env python3
"""Prüft das Ereignisprotokoll einer Sitzung, ohne Handzeichen zu brauchen. Checks a meeting's log on a bare Python.

    python3 handzeichen_pruefen.py ORDNER
    python3 handzeichen_pruefen.py LOG.jsonl [--head HASH] [--record FILE.json] [--minutes FILE] [--older LOG.jsonl]
    … --english

Endet mit 0, wenn alles stimmt, sonst mit 1; jeder Fehler steht mit der Nummer seiner Zeile da.
Ends with 0 if everything is right, else with 1; every fault is named with the number of its line.

This file is written from the published contract (the log's line, commands, record) and shares no line with the
program that writes the log; it needs nothing but Python 3.9 or newer. Its checks come in five classes:

    completeness  V1 lines                          consistency  V4 events, V9 record, V10 minutes
    integrity     V2 chain, V11 sums of the folder   evidence     V5 seats, V6 votes, V7 results, V8 quorum
    authenticity  V3 the head that stands elsewhere, V12 an older copy

What it can't do: it doesn't know who sat at a keyboard, and a log that was written anew from its first line is caught
only by a head that stands elsewhere (minutes, a member's page, an older copy) or by numbers that no longer fit.
What rests on lines whose text was withheld, on corrections or on events of a newer version is named "not recomputed".
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

Data = dict[str, Any]

CHECKS = {
    "V1": ("Zeilen: lückenlos, vollständig, lesbar", "Lines: without a gap, whole, readable"),
    "V2": ("Kette: jede Zeile bindet die vorige", "Chain: each line binds the one before"),
    "V3": ("Kopf: derselbe wie anderswo festgehalten", "Head: the one that was kept elsewhere"),
    "V4": ("Ereignisse: Plan, Personen, Zeiten", "Events: plan, people, times"),
    "V5": ("Sitze: wer bei jeder Abstimmung stimmen durfte", "Seats: who could vote in each ballot"),
    "V6": (
        "Stimmen: jede von einem Sitz, der sie abgeben durfte",
        "Votes: each by a seat that could give it",
    ),
    "V7": ("Ergebnisse: nachgezählt", "Results: counted again"),
    "V8": ("Beschlussfähigkeit: nachgerechnet", "Quorum: worked out again"),
    "V9": ("Datensatz (record.json): gleich dem Protokoll", "Record (record.json): says what the log says"),
    "V10": ("Niederschrift: nennt dieses Protokoll", "Minutes: name this log"),
    "V11": ("Prüfsummen des Ordners", "Sums of the folder"),
    "V12": ("Ältere Fassung: Anfang dieses Protokolls", "Older copy: the beginning of this log"),
}
VERDICTS = {
    "right": ("Alles stimmt.", "Everything is right."),
    "unsure": (
        "Alles stimmt, soweit es sich nachrechnen lässt.",
        "Everything is right as far as it can be recomputed.",
    ),
    "wrong": ("Es stimmt nicht alles.", "Not everything is right."),
}
CHOICES = ("yes", "no", "abstain")
SOURCES = ("cast", "recorded", "counted", "derived")
HASH = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
HEAD_IN_TEXT = re.compile(r"(\d[\d.]*)\s+Eintr(?:ag|äge|ägen)\s*,\s*Kopf\s+([0-9a-f]{64})")
SILENT: tuple[Any, ...] = (None, "none", "open", "not_reached", [], {})
QUORUM = ("at", "kind", "by", "present", "seats", "required", "quorate", "basis")
ANNOUNCED = (*CHOICES, "not_voted", "needed", "result", "unanimous", "wording", "by_video", "sources")


class Report:
    """What each check found, in German and English, with the line's number where there is one."""

    def __init__(self) -> None:
        self.done: set[str] = set()
        self.faults: list[tuple[str, int | None, str]] = []
        self.remarks: list[tuple[str, int | None, str]] = []

    def wrong(self, check: str, seq: int | None, said: str) -> None:
        """A fault; what is said is "German | English"."""
        self.done.add(check)
        self.faults.append((check, seq, said))

    def remark(self, check: str, seq: int | None, said: str) -> None:
        """Something to know that is no fault."""
        self.remarks.append((check, seq, said))

    def verdict(self) -> str:
        """All right, all right as far as these lines tell, or not."""
        unsure = any(said.startswith("nicht nachgerechnet") for _, _, said in self.remarks)
        return "wrong" if self.faults else "unsure" if unsure else "right"

    def text(self, *, english: bool) -> str:
        """Every check with what it found, one a line."""
        told, line, fine, bad, not_done = (
            ("Note", "line", "ok", "WRONG", "not asked for")
            if english
            else ("Hinweis", "Zeile", "in Ordnung", "FALSCH", "nicht gefragt")
        )
        out = []
        for check, words in CHECKS.items():
            faults = [fault for fault in self.faults if fault[0] == check]
            state = bad if faults else fine if check in self.done else not_done
            out.append(f"{check:<4} {words[english]}: {state}")
            for kind, entries in (("", faults), (f"{told}: ", [r for r in self.remarks if r[0] == check])):
                for _, seq, said in entries:
                    where = "" if seq is None else f"{line} {seq}: "
                    german, _, other = said.partition(" | ")
                    out.append(f"     {kind}{where}{other if english else german}")
        return "\n".join(map(_harmless, out))


def _harmless(text: str) -> str:
    """Without control characters: what stands in a forged file must not write over what is found on a terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


# --- V1, V2: the lines and their chain


class Line:
    """One line as it stands in the file; body is None where its text was withheld."""

    def __init__(self, seq: int, body: str | None, commitment: bytes, hash_: str) -> None:
        self.seq, self.body, self.commitment, self.hash = seq, body, commitment, hash_


def _pairs(pairs: list[tuple[str, Any]]) -> Data:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice / ein Schlüssel steht doppelt")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"not a whole number / keine ganze Zahl: {text[:20]}")


DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=_no_number, parse_constant=_no_number)


def read_json(text: str) -> Any:
    """JSON with whole numbers only and no key twice: two readers must never see two meanings."""
    return DECODER.decode(text)


def read_lines(stored: bytes, report: Report) -> list[Line]:
    """V1: every line of the log, as far as they can be read."""
    report.done.add("V1")
    if not stored:
        report.wrong("V1", None, "Das Protokoll ist leer. | The log is empty.")
        return []
    if not stored.endswith(b"\n"):
        report.wrong("V1", None, "Die letzte Zeile ist abgeschnitten. | The last line is cut off.")
    lines: list[Line] = []
    for number, raw in enumerate(stored.removesuffix(b"\n").split(b"\n"), 1):
        try:
            found = read_json(raw.decode("utf-8"))
            if not isinstance(found, dict) or raw[:1] + raw[-1:] != b"{}":
                raise ValueError("no object / kein Objekt")
            line = _line(found)
        except (ValueError, RecursionError) as problem:
            report.wrong("V1", number, f"nicht lesbar ({problem}) | unreadable ({problem})")
            continue
        if line.seq != number:
            report.wrong(
                "V1",
                number,
                f"trägt die Nummer {line.seq} statt {number} | numbered {line.seq} instead of {number}",
            )
        lines.append(line)
    return lines


def _line(found: Data) -> Line:
    seq, stored = found.get("seq"), found.get("hash")
    if type(seq) is not int or not isinstance(stored, str) or not HASH.fullmatch(stored):
        raise ValueError("seq or hash / Nummer oder Hash")
    if set(found) == {"seq", "salt", "body", "hash"}:
        salt, body = found["salt"], found["body"]
        if not isinstance(salt, str) or not SALT.fullmatch(salt) or not isinstance(body, str):
            raise ValueError("salt or body / Salz oder Text")
        commitment = hashlib.sha256(bytes.fromhex(salt) + body.encode("utf-8")).digest()
        return Line(seq, body, commitment, stored)
    if set(found) == {"seq", "commitment", "hash"}:
        commitment_text = found["commitment"]
        if not isinstance(commitment_text, str) or not HASH.fullmatch(commitment_text):
            raise ValueError("commitment / Festlegung")
        return Line(seq, None, bytes.fromhex(commitment_text), stored)
    raise ValueError("fields / Felder: " + ", ".join(sorted(found)))


def check_chain(lines: list[Line], report: Report) -> None:
    """V2: hash = SHA-256(previous hash ‖ SHA-256(salt ‖ body)), from 32 zero bytes on."""
    report.done.add("V2")
    before = bytes(32)
    for line in lines:
        if hashlib.sha256(before + line.commitment).hexdigest() != line.hash:
            report.wrong(
                "V2",
                line.seq,
                "Text, Salz oder Vorgänger wurden verändert. | Its text, salt or predecessor was changed.",
            )
        before = bytes.fromhex(line.hash)


# --- V4: the events


class Event:
    """What a line says: canonical JSON {v, at, by, for, key, type, data}."""

    def __init__(self, seq: int, at: str, by: str, on_behalf: str | None, type_: str, data: Data) -> None:
        self.seq, self.at, self.by, self.on_behalf, self.type, self.data = seq, at, by, on_behalf, type_, data

    @property
    def when(self) -> str:
        """The true time: an entry made later says since when it holds."""
        since = self.data.get("since")
        return since if isinstance(since, str) else self.at


def read_events(lines: list[Line], report: Report) -> list[Event]:
    """V4: the bodies that are there, each with its own time, none before the one before."""
    report.done.add("V4")
    events: list[Event] = []
    latest: datetime | None = None
    for line in lines:
        if line.body is None:
            continue
        try:
            body = read_json(line.body)
            if not isinstance(body, dict):
                raise ValueError("no object / kein Objekt")
            unknown = set(body) - {"v", "at", "by", "for", "key", "type", "data"}
            if unknown or type(body.get("v")) is not int or not isinstance(body.get("data"), dict):
                raise ValueError("fields / Felder: " + ", ".join(sorted(unknown)))
            at, by, kind, behalf = body.get("at"), body.get("by"), body.get("type"), body.get("for")
            if not isinstance(at, str) or not isinstance(by, str) or not isinstance(kind, str):
                raise ValueError("at, by or type / Zeit, Person oder Art")
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is None or (behalf is not None and not isinstance(behalf, str)):
                raise ValueError("at or for / Zeit oder Person")
            event = Event(line.seq, at, by, behalf, kind, body["data"])
            if event.when != at and datetime.fromisoformat(event.when) > moment:
                raise ValueError("since after at / gilt ab später, als es eingetragen ist")
        except (ValueError, TypeError, RecursionError) as problem:
            report.wrong("V4", line.seq, f"kein Ereignis ({problem}) | no event ({problem})")
            continue
        if latest is not None and moment < latest:
            report.wrong("V4", line.seq, f"Die Zeit läuft rückwärts: {at} | Time runs backwards: {at}")
        latest = moment if latest is None else max(latest, moment)
        events.append(event)
    return events


# --- the evening, played again


class Ballot:
    """One ballot as the lines tell it."""

    def __init__(self, event: Event) -> None:
        told = event.data
        self.seq = event.seq
        self.id, self.motion, self.method = told["ballot"], told["motion"], told["method"]
        self.joined: list[str] = list(told.get("with", []))
        self.majority, self.present, self.statutory = told["majority"], told["present"], told["seats"]
        self.eligible: dict[str, tuple[str, str]] = {
            entry["seat"]: (entry["person"], entry["via"]) for entry in told["eligible"]
        }
        self.votes: dict[str, tuple[str, str, str, str]] = {}  # seat → person, choice, source, via
        self.counts: dict[str | None, Data] = {}
        self.papers: Data | None = None
        self.state = "open"
        self.reason: str | None = None
        self.opened_at: str = event.at
        self.closed_at: str | None = None
        self.announced_at: str | None = None
        self.announced: Data | None = None
        self.tie: str | None = None
        self.on_request: dict[str, str] = {}
        self.doubtful = False

    def tally(self) -> Data:
        """Yes, no, abstentions by source, and how many of them by video."""
        numbers = {choice: 0 for choice in CHOICES}
        sources = {source: 0 for source in SOURCES}
        video = {choice: 0 for choice in CHOICES}
        for _, choice, source, via in self.votes.values():
            numbers[choice] += 1
            sources[source] += 1
            if via == "video":
                video[choice] += 1
        for count in [*self.counts.values(), *([self.papers] if self.papers else [])]:
            for choice in CHOICES:
                numbers[choice] += count[choice]
                sources["derived" if count.get("derived") == choice else "counted"] += count[choice]
        return {**numbers, "sources": sources, "by_video": video}


def fraction(told: str) -> Fraction:
    """A share such as 2/3; nothing else, since Python would work for days on 1e999999999."""
    if not re.fullmatch(r"[0-9]{1,4}(/[1-9][0-9]{0,3})?", told):
        raise ValueError(f"{told[:20]} is no fraction / kein Bruch")
    return Fraction(told)


def needed(majority: Data, base: int) -> int:
    """How many yes votes pass: more than the fraction where it is strict, else at least the fraction; never none."""
    share = fraction(majority["fraction"]) * base
    whole = share.numerator // share.denominator
    if majority["strict"]:
        return max(1, whole + 1)
    return max(1, whole if whole == share else whole + 1)


def base_of(majority: Data, ballot: Ballot, told: Data) -> int | None:
    """The number that the majority's fraction is taken of; None for a base that this check doesn't know."""
    bases = {
        "votes_cast": told["yes"] + told["no"],
        "votes_cast_with_abstentions": told["yes"] + told["no"] + told["abstain"],
        "present": ballot.present,
        "statutory_seats": ballot.statutory,
    }
    return bases.get(majority["base"])


def spoken(number: int, one: str, many: str) -> str:
    """One in words, from two on in digits."""
    return one if number == 1 else f"{number} {many}"


def contract_wording(told: Data) -> str:
    """What the contract says of a motion's result, from the numbers."""
    yes, no, abstain, passed = told["yes"], told["no"], told["abstain"], told["result"] == "passed"
    silent = f" bei {spoken(abstain, 'einer Enthaltung', 'Enthaltungen')}" if abstain else ""
    if told["unanimous"] and passed:
        return f"Einstimmig{silent}"
    if told["unanimous"] and not yes:
        return f"Einstimmig abgelehnt{silent}"
    if told["unanimous"]:
        return ""
    counted = ", ".join(
        (
            spoken(yes, "eine Stimme", "Stimmen") + " dafür",
            spoken(no, "eine Stimme", "Stimmen") + " dagegen",
            spoken(abstain, "eine Enthaltung", "Enthaltungen"),
        )
    )
    return counted if passed else f"{counted} (abgelehnt)"


CONTRACT_FORM = re.compile(
    r"Einstimmig( abgelehnt)?( bei (einer Enthaltung|\d+ Enthaltungen))?"
    r"|(eine Stimme|\d+ Stimmen) dafür, (eine Stimme|\d+ Stimmen) dagegen, (eine Enthaltung|\d+ Enthaltungen)"
    r"( \(abgelehnt\))?",
    re.IGNORECASE,
)


class Evening:
    """The meeting's state, moved on by one event after the other; what it finds wrong goes to the report."""

    def __init__(self, plan_event: Event, report: Report) -> None:
        self.report, self.plan_event = report, plan_event
        plan = plan_event.data["plan"]
        self.plan: Data = plan
        answers: dict[str, list[Any]] = {}
        for answer in plan_event.data.get("answers", []):
            answers.setdefault(answer["question"], []).append(answer["value"])
        self.law = {question: values[0] for question, values in answers.items() if len(values) == 1}
        self.groups: dict[int, list[Event]] = {}
        self.touched: set[str] = set()
        self.unknown: list[str] = []
        self.loud = True
        self.gaps: list[int] = []
        self.reset()

    def reset(self) -> None:
        """As before the first arrival."""
        plan = self.plan
        self.people: dict[str, Data] = {person["id"]: person for person in plan["people"]}
        self.seats = [person["id"] for person in plan["people"] if person["role"] == "member"]
        self.here: dict[str, str] = {}
        self.spans: dict[str, list[Data]] = {}
        self.faulty: dict[str, Data] = {}
        self.dark: set[str] = set()
        self.room_fault: Data | None = None
        self.faults: list[Data] = []
        self.acting: dict[str, str] = {}
        self.deputations: dict[str, list[Data]] = {}
        self.bars: dict[tuple[str, str, str | None], str] = {}
        self.bars_before: dict[str, tuple[tuple[str, str, str | None], str | None]] = {}
        self.issued: dict[tuple[int, str], str] = {}
        self.released: dict[str, tuple[str, list[Any]]] = {}
        self.item: str | None = None
        self.items: dict[str, Data] = {}
        self.motions: dict[str, Data] = {}
        self.ballots: dict[str, Ballot] = {}
        self.quorum: list[Data] = []
        self.notices: list[Data] = []
        self.convened = False
        self.opened_at: str | None = None
        self.closed_at: str | None = None
        self.adjourned_at: str | None = None
        self.broken_off = False
        self.suspensions: list[Data] = []
        self.led_by: list[Data] = []
        self.leader = next((person["id"] for person in plan["people"] if person.get("chairs")), None)
        for item in plan.get("items", []):
            self._new_item(item["id"], item["title"], item.get("secrecy", "public"))
            for motion in item.get("motions", []):
                self.motions[motion["id"]] = {
                    "kind": motion["kind"],
                    "item": item["id"],
                    "under": None,
                    "moved_at": None,
                    "text": motion.get("text"),
                    "outcome": "open",
                    "settled_by": None,
                    "ballots": [],
                }

    def _new_item(self, item: str, title: str, secrecy: str) -> None:
        self.items[item] = {
            "title": title,
            "secrecy": secrecy,
            "called_at": None,
            "closed_at": None,
            "notes": [],
            "settled": [],
        }

    # -- moving on

    def play(self, event: Event) -> None:
        """One event: checked against what came before, then kept."""
        self.groups[event.seq] = [event]
        self._known(event)
        try:
            self._apply(event)
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as problem:
            self.doubt_or_wrong(
                "V4",
                event.seq,
                f"{event.type} passt nicht zu dem, was davor steht ({problem!r})"
                f" | {event.type} does not fit what stands before ({problem!r})",
            )

    def _apply(self, event: Event) -> None:
        if event.type == "Corrected":
            self._correct(event)
            return
        move = MOVES.get(event.type)
        if move is not None:
            move(self, event)
        elif event.type not in WITHOUT_NUMBERS and self.loud:
            self.unknown.append(event.type)
            self.report.remark(
                "V4",
                event.seq,
                f"{event.type}: nicht verstanden (neuere Fassung?) | {event.type}: not understood",
            )

    def _correct(self, event: Event) -> None:
        """A later entry says how an earlier fact should read: the evening is played again with it, without a word."""
        for entry in event.data.get("instead", []):
            if entry["seq"] not in self.groups:
                self.doubt_or_wrong(
                    "V4", event.seq, "berichtigt eine Zeile, die fehlt | corrects a line that is missing"
                )
                continue
            old = self.groups[entry["seq"]]
            self.groups[entry["seq"]] = [
                Event(entry["seq"], entry["at"], event.by, event.on_behalf, new["type"], new["data"])
                for new in entry["events"]
            ]
            self.touched.update(told.type for told in [*old, *self.groups[entry["seq"]]])
        self.loud = False
        try:
            self.reset()
            for seq in sorted(self.groups):
                for told in self.groups[seq]:
                    if told.type != "Corrected" and told.type in MOVES:
                        MOVES[told.type](self, told)
        finally:
            self.loud = True

    def wrong(self, check: str, seq: int, said: str) -> None:
        """A fault, unless the evening is only played again."""
        if self.loud:
            self.report.wrong(check, seq, said)

    def unsure(self, check: str, seq: int, said: str) -> None:
        """What these lines do not tell."""
        if self.loud:
            german, _, english = said.partition(" | ")
            self.report.remark(check, seq, f"nicht nachgerechnet: {german} | not recomputed: {english}")

    def doubt_or_wrong(self, check: str, seq: int, said: str) -> None:
        """A fault, unless a line that can't be read or understood may have told the missing part."""
        doubtful = self.unknown or any(gap < seq for gap in self.gaps)
        (self.unsure if doubtful else self.wrong)(check, seq, said)

    def in_ballot(self, check: str, ballot: Ballot, seq: int, said: str) -> None:
        """A fault of a ballot, unless a line between its opening and this one is withheld or not understood."""
        doubtful = self.unknown or any(ballot.seq < gap < seq for gap in self.gaps)
        (self.unsure if doubtful else self.wrong)(check, seq, said)

    def _known(self, event: Event) -> None:
        """Everyone named is in the plan or was admitted; every ballot, motion and item is there before it is used."""
        if event.by != "system" and event.by not in self.people:
            self.doubt_or_wrong("V4", event.seq, f"unbekannt: {event.by} | unknown: {event.by}")
        named = [
            event.on_behalf,
            *(event.data.get(key) for key in ("person", "seat", "for", "mover", "about")),
        ]
        named += [event.data.get("to")] if event.type in ("ChairHandedOver", "MinutesHandedOver") else []
        named += event.data["persons"] if isinstance(event.data.get("persons"), list) else []
        for name in named if event.type in MOVES or event.type in WITHOUT_NUMBERS else ():
            if isinstance(name, str) and name not in self.people and name != "administration":
                self.doubt_or_wrong("V4", event.seq, f"unbekannt: {name} | unknown: {name}")
        ballot = event.data.get("ballot")
        used = event.type in MOVES and event.type != "BallotOpened"
        if used and isinstance(ballot, str) and ballot not in self.ballots:
            self.doubt_or_wrong("V4", event.seq, f"unbekannte Abstimmung {ballot} | unknown ballot {ballot}")

    # -- who is there, and for whom

    def actor(self, seat: str) -> str | None:
        """Who acts for the seat now, if anybody here does."""
        person = self.acting.get(seat, seat)
        return person if person in self.here else None

    def barred(self, person: str, item: str | None, motion: str | None) -> bool:
        """Whether the person takes no part in the item, or in the motion alone."""
        return any(
            who == person and on == item and (only is None or only == motion) and state == "barred"
            for (who, on, only), state in self.bars.items()
        )

    def present(self, item: str | None) -> list[str]:
        """The seats acted for: in the room, or on video without an open fault; not barred from the item."""
        found = []
        for seat in self.seats:
            person = self.actor(seat)
            if person is None:
                continue
            if self.here[person] == "video":
                if self.law.get("remote_counts_as_present") is False:
                    continue
                if person in self.faulty and self.law.get("disturbed_count_as_present") is not True:
                    continue
                if self.unseen(person) and self.law.get("without_picture_counts_as_present") is False:
                    continue
            if self.barred(person, item, None) and self.law.get("barred_count_as_present") is not True:
                continue
            found.append(seat)
        return found

    def eligible(self, motion: Data, motion_id: str, *, room_only: bool) -> dict[str, tuple[str, str]]:
        """The seats that may vote on the motion now, each with who acts for it and how they take part."""
        found = {}
        for seat in self.seats:
            person = self.actor(seat)
            if person is None or self.barred(person, motion.get("item"), motion_id):
                continue
            via = self.here[person]
            concerned = motion["kind"] == "recusal" and motion.get("about") == person
            if person in self.faulty or (room_only and via == "video") or concerned:
                continue
            if self.unseen(person) and self.law.get("without_picture_may_vote") is False:
                continue
            found[seat] = (person, via)
        return found

    def unseen(self, person: str) -> bool:
        """Whether the person is on video with the camera off and no fault: in a fault that alone counts."""
        return person in self.dark and person not in self.faulty

    def leave(self, person: str, when: str) -> None:
        self.here.pop(person, None)
        self.dark.discard(person)
        if self.spans.get(person) and self.spans[person][-1]["to"] is None:
            self.spans[person][-1]["to"] = when
        self.end_fault(person, when)

    def end_fault(self, person: str, when: str) -> None:
        fault = self.faulty.pop(person, None)
        if fault is not None:
            fault["to"] = when

    def settle_item(self, item: str, motion: str | None, outcome: str, text: str | None) -> None:
        if item in self.items:
            self.items[item]["settled"].append((motion, outcome, text))

    def unsettle(self, motion: str) -> None:
        """What the motion brought about lapses with it."""
        for item in self.items.values():
            item["settled"] = [entry for entry in item["settled"] if entry[0] != motion]
        if motion in self.motions:
            self.motions[motion].update(outcome="open", settled_by=None)
        if motion in self.released:
            released, settled = self.released.pop(motion)
            self.items[released]["settled"] = settled
        if motion in self.bars_before:
            bar, state = self.bars_before.pop(motion)
            self.bars[bar] = state or "ended"
        for name, other in list(self.motions.items()):
            if other["settled_by"] == motion:
                other.update(outcome="open", settled_by=None)
            if other.get("made_by") == motion:
                del self.motions[name]


Move = Callable[[Evening, Event], None]
MOVES: dict[str, Move] = {}


def on(*types: str) -> Callable[[Move], Move]:
    """What moves the evening on at events of these types."""

    def keep(move: Move) -> Move:
        MOVES.update({kind: move for kind in types})
        return move

    return keep


@on("PersonAdmitted")
def _admitted(self: Evening, event: Event) -> None:
    person = event.data["person"]
    self.people[person["id"]] = person
    if person["role"] == "member":
        self.seats.append(person["id"])
    if person.get("chairs") and self.leader is None:
        _leads(self, person["id"], event.at)


@on("Arrived")
def _arrived(self: Evening, event: Event) -> None:
    person, via = event.data["person"], event.data["via"]
    if via not in ("room", "video"):
        raise ValueError(via)
    if person in self.here:
        self.leave(person, event.when)
    self.here[person] = via
    self.spans.setdefault(person, []).append({"from": event.when, "to": None, "via": via})


@on("Left")
def _left(self: Evening, event: Event) -> None:
    if event.data["person"] not in self.here:
        self.doubt_or_wrong("V4", event.seq, "geht, ohne da zu sein | leaves without being here")
    self.leave(event.data["person"], event.when)


@on("Excluded")
def _excluded(self: Evening, event: Event) -> None:
    self.leave(event.data["person"], event.when)


@on("CameraSet")
def _camera(self: Evening, event: Event) -> None:
    (self.dark.discard if event.data["on"] else self.dark.add)(event.data["person"])


@on("ConnectionLost")
def _lost(self: Evening, event: Event) -> None:
    person = event.data.get("person")
    if person in self.faulty or (person is None and self.room_fault is not None):
        return  # Only what fails was told of a fault that is open.
    cause = event.data.get("cause") or "unclear"
    fault = {"person": person or "room", "from": event.when, "to": None, "cause": cause}
    self.faults.append(fault)
    if person is None:
        self.room_fault = fault
    else:
        self.faulty[person] = fault


@on("ConnectionRestored")
def _restored(self: Evening, event: Event) -> None:
    person = event.data.get("person")
    if person is not None:
        self.end_fault(person, event.when)
    elif self.room_fault is not None:
        self.room_fault["to"], self.room_fault = event.when, None


@on("FaultAttributed")
def _attributed(self: Evening, event: Event) -> None:
    for person in event.data.get("persons") or ["room"]:
        own = [fault for fault in self.faults if fault["person"] == person]
        if own:
            own[-1]["cause"] = event.data["cause"]


@on("DeputationBegun")
def _deputation(self: Evening, event: Event) -> None:
    person, seat = event.data["person"], event.data["for"]
    if seat in self.acting or seat in self.here or person in self.acting.values():
        self.doubt_or_wrong(
            "V5", event.seq, f"Der Sitz {seat} ist schon besetzt. | The seat {seat} is taken already."
        )
    self.acting[seat] = person
    self.deputations.setdefault(person, []).append({"for": seat, "from": event.when, "to": None})


@on("DeputationEnded")
def _deputation_ended(self: Evening, event: Event) -> None:
    seat = event.data["for"]
    person = self.acting.pop(seat, None)
    for entry in self.deputations.get(person or "", []):
        if entry["for"] == seat and entry["to"] is None:
            entry["to"] = event.when


@on("Recused")
def _recused(self: Evening, event: Event) -> None:
    _bar(self, event, "barred")


def _bar(self: Evening, event: Event, state: str) -> None:
    """Barred or no longer; by a resolution only as long as it stands."""
    bar = (event.data["person"], event.data["item"], event.data.get("motion"))
    if event.data.get("decided_by"):
        self.bars_before[event.data["decided_by"]] = (bar, self.bars.get(bar))
    self.bars[bar] = state


@on("RecusalEnded")
def _recusal_ended(self: Evening, event: Event) -> None:
    _bar(self, event, "ended")


@on("RecusalContested")
def _contested(self: Evening, event: Event) -> None:
    for bar in [bar for bar in self.bars if bar[:2] == (event.data["person"], event.data["item"])]:
        self.bars[bar] = "contested"


# -- the sitting


@on("MeetingOpened")
def _opened(self: Evening, event: Event) -> None:
    self.opened_at = event.at
    if self.leader is not None:
        _leads(self, self.leader, event.at)


@on("MeetingClosed")
def _closed(self: Evening, event: Event) -> None:
    self.closed_at = event.at
    for lists in (
        self.spans.values(),
        self.deputations.values(),
        [self.faults],
        [self.led_by],
        [self.suspensions],
    ):
        for entries in lists:
            for entry in entries:
                entry["to"] = entry["to"] or event.at


@on("MeetingSuspended")
def _suspended(self: Evening, event: Event) -> None:
    self.suspensions.append({"from": event.at, "to": None, "reason": event.data.get("reason")})


@on("MeetingResumed")
def _resumed(self: Evening, event: Event) -> None:
    for entry in self.suspensions:
        entry["to"] = entry["to"] or event.at


@on("MeetingAdjourned")
def _adjourned(self: Evening, event: Event) -> None:
    self.adjourned_at, self.broken_off = event.at, True


@on("ChairHandedOver", "ChairTaken")
def _chair(self: Evening, event: Event) -> None:
    _leads(self, event.data.get("to") or event.data["person"], event.at)


def _leads(self: Evening, person: str, at: str) -> None:
    self.leader = person
    if self.opened_at is not None:
        for entry in self.led_by:
            entry["to"] = entry["to"] or at
        self.led_by.append({"person": person, "from": at, "to": None})


@on("NoticeGiven")
def _notice(self: Evening, event: Event) -> None:
    self.notices.append({"at": event.at, "notice": event.data["notice"]})


@on("ConveningStated", "ConveningObjected")
def _convening(self: Evening, event: Event) -> None:
    self.convened = event.type == "ConveningStated"


@on("QuorumStated", "QuorumChallenged")
def _quorum(self: Evening, event: Event) -> None:
    """V8: the count is the system's: who is here for the item called, against the number the law asks for."""
    told = event.data
    present = len(self.present(self.item))
    if told["present"] != present:
        self.doubt_or_wrong(
            "V8",
            event.seq,
            f"{told['present']} anwesend statt {present} | {told['present']} present, not {present}",
        )
    if told["seats"] != self.plan["body"]["seats"]:
        self.wrong("V8", event.seq, "falsche Zahl der Sitze | wrong number of seats")
    rule = self.law.get("quorum")
    if told["basis"] == "majority" and isinstance(rule, dict) and rule.get("base") == "statutory_seats":
        required = needed(rule, told["seats"])
        enough = told["present"] >= required
        if told["required"] != required or (told["quorate"] is not enough and (self.convened or not enough)):
            self.doubt_or_wrong(
                "V8",
                event.seq,
                f"verlangt sind {required}, anwesend {told['present']}"
                f" | {required} required, {told['present']} present",
            )
    else:
        self.unsure("V8", event.seq, f"Grundlage {told['basis']} | basis {told['basis']}")
    numbers = {key: told[key] for key in ("present", "seats", "required", "quorate", "basis")}
    kind = "stated" if event.type == "QuorumStated" else "challenged"
    self.quorum.append({"at": event.at, "kind": kind, "by": event.on_behalf or event.by, **numbers})


# -- the agenda


@on("ItemCalled")
def _called(self: Evening, event: Event) -> None:
    self.item = event.data["item"]
    entry = self.items[event.data["item"]]
    entry["called_at"], entry["closed_at"] = entry["called_at"] or event.at, None


@on("ItemAdded")
def _item_added(self: Evening, event: Event) -> None:
    item = event.data["item"]
    self._new_item(item["id"], item["title"], item.get("secrecy", "public"))


@on("ItemReleased")
def _item_released(self: Evening, event: Event) -> None:
    entry = self.items[event.data["item"]]
    self.released[event.data["motion"]] = (event.data["item"], entry["settled"])
    entry["settled"] = []


@on("ItemClosed")
def _item_closed(self: Evening, event: Event) -> None:
    self.items[event.data["item"]]["closed_at"] = event.at
    if self.item == event.data["item"]:
        self.item = None


@on("NoteWritten")
def _note(self: Evening, event: Event) -> None:
    motion = event.data.get("motion")
    note = {"at": event.when, "person": event.data.get("person"), "text": event.data["text"]}
    self.items[event.data["item"]]["notes"].append({**note, **({"motion": motion} if motion else {})})


@on("MinutesIssued")
def _issued(self: Evening, event: Event) -> None:
    for text in event.data["texts"]:
        self.issued[event.data["version"], text["part"]] = text["text"]


@on("ItemSettled")
def _item_settled(self: Evening, event: Event) -> None:
    told = event.data
    self.settle_item(told["item"], told.get("motion"), told["outcome"], told.get("text"))
    motion = self.motions.get(told.get("motion", ""))
    if motion is None and told["outcome"] in ("adopted", "adopted_amended", "rejected"):
        self.doubt_or_wrong("V7", event.seq, "beschlossen ohne Antrag | decided without a motion")
    if motion is None or not motion["ballots"] or motion["kind"] != "main":
        return
    ballot = self.ballots[motion["ballots"][-1]]
    announced = ballot.announced
    if announced is None:
        return
    good = ("adopted", "adopted_amended") if announced["result"] == "passed" else ("rejected",)
    if told["outcome"] not in good or told.get("text") != announced["wording"]:
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            "Der Tagesordnungspunkt sagt anderes als die Abstimmung. | The item says otherwise than the ballot.",
        )


# -- motions


@on("MotionMoved")
def _moved(self: Evening, event: Event) -> None:
    told = event.data
    self.motions[told["motion"]] = {
        "kind": told["kind"],
        "item": told.get("item"),
        "under": told.get("under"),
        "moved_at": event.at,
        "mover": told.get("mover"),
        "faction": told.get("faction"),
        "text": told.get("text"),
        "reason": told.get("reason"),
        "amends": told.get("amends"),
        "part_of": told.get("part_of"),
        "about": told.get("about"),
        "outcome": "open",
        "settled_by": None,
        "ballots": [],
    }


@on("MotionSplit")
def _split(self: Evening, event: Event) -> None:
    whole = self.motions[event.data["motion"]]
    for part in event.data["parts"]:
        self.motions[part["motion"]] = {
            **whole,
            "text": part["text"],
            "part_of": event.data["motion"],
            "moved_at": event.at,
            "made_by": event.data["by_motion"],
            "outcome": "open",
            "settled_by": None,
            "ballots": [],
        }


@on("PartsReplaced")
def _parts_replaced(self: Evening, event: Event) -> None:
    for part in event.data["parts"]:
        self.motions.pop(part, None)


@on("DemandMet")
def _demand_met(self: Evening, event: Event) -> None:
    self.motions[event.data["motion"]]["outcome"] = event.data["outcome"]


@on("MotionAgreed")
def _agreed(self: Evening, event: Event) -> None:
    self.motions[event.data["motion"]]["outcome"] = "agreed"


@on("AmendmentAccepted")
def _accepted(self: Evening, event: Event) -> None:
    self.motions[event.data["motion"]]["outcome"] = "accepted"


@on("MotionWithdrawn")
def _withdrawn(self: Evening, event: Event) -> None:
    self.motions[event.data["motion"]]["outcome"] = "withdrawn"


@on("MotionSettled")
def _settled(self: Evening, event: Event) -> None:
    self.motions[event.data["motion"]].update(outcome="settled", settled_by=event.data["by_motion"])


@on("ObjectionRaised")
def _objection(self: Evening, event: Event) -> None:
    motion, ballot = event.data["motion"], self.ballots.get(event.data.get("ballot", ""))
    if ballot is not None:
        ballot.joined = [other for other in ballot.joined if other != motion]
        self.motions[motion]["ballots"] = [own for own in self.motions[motion]["ballots"] if own != ballot.id]
    else:
        self.unsettle(motion)


@on("MotionDecided")
def _decided(self: Evening, event: Event) -> None:
    """V7: a motion is decided as its ballot was."""
    told = event.data
    motion = self.motions[told["motion"]]
    motion["outcome"] = told["outcome"]
    ballot = self.ballots.get(told.get("ballot", ""))
    if ballot is None or ballot.announced is None:
        self.doubt_or_wrong("V7", event.seq, "entschieden ohne Ergebnis | decided without a result")
        return
    passed = "granted" if motion["kind"] in ("urgency", "urgent_item") else "adopted"
    right = passed if ballot.announced["result"] == "passed" else "rejected"
    if told["outcome"] != right or told["motion"] not in (ballot.motion, *ballot.joined):
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            f"entschieden als {told['outcome']} statt {right} | decided {told['outcome']}, not {right}",
        )


# -- ballots


@on("BallotOpened")
def _ballot_opened(self: Evening, event: Event) -> None:
    """V5: the frozen seats are those of the people who were here, and nobody else's."""
    told, ballot = event.data, Ballot(event)
    if len(told["eligible"]) != len(ballot.eligible) or told["ballot"] in self.ballots:
        self.wrong("V5", event.seq, "ein Sitz oder eine Abstimmung doppelt | a seat or a ballot twice")
    self.ballots[ballot.id] = ballot
    for motion in (ballot.motion, *ballot.joined):
        self.motions[motion]["ballots"].append(ballot.id)
    motion = self.motions[ballot.motion]
    right = self.eligible(motion, ballot.motion, room_only=bool(told.get("room_only")))
    for seat in sorted({*right, *ballot.eligible}):
        if right.get(seat) != ballot.eligible.get(seat):
            ballot.doubtful = True
            self.doubt_or_wrong(
                "V5",
                event.seq,
                f"Sitz {seat}: im Protokoll {ballot.eligible.get(seat)}, nachgerechnet {right.get(seat)}"
                f" | seat {seat}: {ballot.eligible.get(seat)} in the log, {right.get(seat)} recomputed",
            )
    present = len(self.present(motion.get("item") or self.item))
    if told["present"] != present:
        self.doubt_or_wrong(
            "V5",
            event.seq,
            f"{told['present']} anwesend statt {present} | {told['present']} present, not {present}",
        )
    if told["seats"] != self.plan["body"]["seats"]:
        self.wrong("V5", event.seq, "falsche Zahl der Sitze | wrong number of seats")
    _majority(self, event, motion)


def _majority(self: Evening, event: Event, motion: Data) -> None:
    """V7: on the same base, no lighter majority than the rules in line 1 ask for."""
    told = event.data["majority"]
    by_kind = self.law.get("majority_by_kind") or {}
    rule = by_kind.get(motion["kind"]) or self.law.get("majority")
    if isinstance(rule, dict) and rule.get("base") == told["base"] and rule.get("fraction"):
        own, asked = (
            (fraction(told["fraction"]), told["strict"]),
            (fraction(rule["fraction"]), rule["strict"]),
        )
        if own < asked:
            self.wrong("V7", event.seq, "leichtere Mehrheit als die Regel | a lighter majority than the rule")


@on("SeatAdmitted")
def _seat_admitted(self: Evening, event: Event) -> None:
    told, ballot = event.data, self.ballots[event.data["ballot"]]
    if (
        told["seat"] in ballot.eligible
        or ballot.state != "open"
        or self.actor(told["seat"]) != told["person"]
    ):
        self.doubt_or_wrong(
            "V5",
            event.seq,
            f"Sitz {told['seat']} zu Unrecht zugelassen | seat {told['seat']} wrongly admitted",
        )
    ballot.eligible[told["seat"]] = (told["person"], told["via"])


@on("VoteCast", "VoteRecorded")
def _vote(self: Evening, event: Event) -> None:
    """V6: one seat's vote, by whoever acts for it, while the ballot takes votes."""
    told, ballot = event.data, self.ballots[event.data["ballot"]]
    cast = event.type == "VoteCast"
    allowed = ("open",) if cast else ("open", "closed", "announced")
    if told["choice"] not in CHOICES:
        raise ValueError(told["choice"])
    if ballot.state not in allowed or ballot.method == "secret":
        self.in_ballot("V6", ballot, event.seq, "Stimme außerhalb der Abstimmung | a vote outside the ballot")
    if ballot.eligible.get(told["seat"], ("", ""))[0] != told["person"]:
        self.in_ballot(
            "V6",
            ballot,
            event.seq,
            f"{told['person']} darf hier nicht stimmen | {told['person']} can't vote here",
        )
    if cast and event.by != told["person"]:
        self.in_ballot("V6", ballot, event.seq, "abgegeben von jemand anderem | cast by somebody else")
    ballot.votes[told["seat"]] = (told["person"], told["choice"], "cast" if cast else "recorded", told["via"])


@on("VoteDeclined")
def _declined(self: Evening, event: Event) -> None:
    self.ballots[event.data["ballot"]].votes.pop(event.data["seat"], None)


@on("HandsCounted")
def _hands(self: Evening, event: Event) -> None:
    """V6: hands of eligible seats in the room, never more than there are."""
    told, ballot = event.data, self.ballots[event.data["ballot"]]
    seats, numbers = told["seats"], [told[choice] for choice in (*CHOICES, "not_voted")]
    if any(type(number) is not int or number < 0 for number in numbers):
        raise ValueError(numbers)
    if sum(numbers) > len(seats) or (told.get("derived") and sum(numbers) != len(seats)):
        self.in_ballot(
            "V6",
            ballot,
            event.seq,
            f"{sum(numbers)} Hände von {len(seats)} Sitzen | {sum(numbers)} hands of {len(seats)} seats",
        )
    strange = [seat for seat in seats if seat not in ballot.eligible]
    if strange or len(set(seats)) != len(seats) or ballot.method != "show_of_hands":
        self.in_ballot(
            "V6",
            ballot,
            event.seq,
            "gezählt wurde, wer nicht stimmen durfte | hands were counted of who can't vote",
        )
    if told.get("faction") is None:
        ballot.counts.clear()
    else:
        ballot.counts.pop(None, None)
    ballot.counts[told.get("faction")] = told


@on("PaperTaken")
def _paper(self: Evening, event: Event) -> None:
    ballot = self.ballots[event.data["ballot"]]
    if event.data["seat"] not in ballot.eligible or ballot.method != "secret":
        self.in_ballot(
            "V6", ballot, event.seq, "Stimmzettel ohne Stimmrecht | a paper without the right to vote"
        )


@on("PapersCounted")
def _papers(self: Evening, event: Event) -> None:
    ballot = self.ballots[event.data["ballot"]]
    ballot.papers = {choice: event.data[choice] for choice in CHOICES}
    ballot.papers["invalid"] = event.data.get("invalid", 0)
    if min(ballot.papers.values()) < 0 or sum(ballot.papers.values()) > len(ballot.eligible):
        self.in_ballot(
            "V6", ballot, event.seq, "mehr Stimmzettel als Stimmberechtigte | more papers than voters"
        )


@on("BallotClosed")
def _ballot_closed(self: Evening, event: Event) -> None:
    ballot = self.ballots[event.data["ballot"]]
    if ballot.state != "open":
        self.in_ballot("V6", ballot, event.seq, "geschlossen, ohne offen zu sein | closed without being open")
    ballot.state, ballot.closed_at = "closed", event.at


@on("TieBroken")
def _tie_broken(self: Evening, event: Event) -> None:
    """V7: where the law in line 1 leaves a tie to chair or lot, what they said is the result."""
    if self.law.get("tie") != event.data["by"]:
        self.wrong(
            "V7",
            event.seq,
            "Das Recht kennt diesen Stichentscheid nicht. | The law knows no such casting vote.",
        )
    self.ballots[event.data["ballot"]].tie = event.data["result"]


@on("BallotAborted")
def _aborted(self: Evening, event: Event) -> None:
    ballot = self.ballots[event.data["ballot"]]
    ballot.state, ballot.reason = "aborted", event.data.get("reason")


@on("BallotSuperseded")
def _superseded(self: Evening, event: Event) -> None:
    ballot = self.ballots[event.data["ballot"]]
    ballot.state, ballot.reason = "superseded", event.data.get("reason")
    for motion in (ballot.motion, *ballot.joined):
        whole = self.motions.get(self.motions[motion].get("part_of") or "")
        if whole is not None and whole["outcome"] == "settled":
            whole.update(outcome="open", settled_by=None)
        self.unsettle(motion)


@on("OwnVoteRecorded")
def _own_vote(self: Evening, event: Event) -> None:
    """V6: somebody's own vote for the record is the vote given, or one that the count leaves room for."""
    told, ballot = event.data, self.ballots[event.data["ballot"]]
    own = ballot.votes.get(told["seat"])
    if ballot.method == "secret" or told["seat"] not in ballot.eligible:
        self.in_ballot(
            "V6", ballot, event.seq, "keine Stimme, die jemand nennen darf | no vote that anybody may name"
        )
    elif own is not None and own[1] != told["choice"]:
        self.in_ballot("V6", ballot, event.seq, "nicht die abgegebene Stimme | not the vote that was given")
    ballot.on_request[told["person"]] = told["choice"]


@on("ResultAnnounced")
def _announced(self: Evening, event: Event) -> None:
    """V7: the numbers are those of the votes and counts before it, and say what they must."""
    told, ballot = event.data, self.ballots[event.data["ballot"]]
    if ballot.state not in ("closed", "announced"):
        self.in_ballot(
            "V7", ballot, event.seq, "verkündet, ohne geschlossen zu sein | announced without being closed"
        )
    ballot.state, ballot.announced = "announced", told
    ballot.announced_at = event.at
    _sums(self, event, ballot)
    _against_votes(self, event, ballot)
    _passed(self, event, ballot)


def _sums(self: Evening, event: Event, ballot: Ballot) -> None:
    told = event.data
    total = sum(told[choice] for choice in CHOICES)
    numbers = [*(told[choice] for choice in CHOICES), told["not_voted"], *told["sources"].values()]
    if min(numbers) < 0 or total + told["not_voted"] != len(ballot.eligible):
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            f"{total} Stimmen, {told['not_voted']} ohne, {len(ballot.eligible)} Sitze"
            f" | {total} votes, {told['not_voted']} without, {len(ballot.eligible)} seats",
        )
    if sum(told["sources"].values()) != total or set(told["sources"]) != set(SOURCES):
        self.wrong(
            "V7",
            event.seq,
            "Die vier Herkünfte ergeben nicht die Stimmen. | The four sources are not the votes.",
        )


def _against_votes(self: Evening, event: Event, ballot: Ballot) -> None:
    """The announced numbers, beside those of the lines; withheld lines may hold the difference."""
    told, found = event.data, ballot.tally()
    for key in (
        *CHOICES,
        *(f"sources.{source}" for source in SOURCES),
        *(f"by_video.{choice}" for choice in CHOICES),
    ):
        part, _, name = key.rpartition(".")
        said, counted = (told[part][name], found[part][name]) if part else (told[name], found[name])
        if said == counted:
            continue
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            f"{key}: verkündet {said}, gezählt {counted} | {key}: {said} announced, {counted} counted",
        )
    roll = {vote["person"]: vote["choice"] for vote in told.get("votes", [])}
    own = (
        {person: choice for person, choice, _, _ in ballot.votes.values()}
        if ballot.method == "roll_call"
        else {}
    )
    if roll != own:
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            "Die namentlichen Stimmen sind andere. | The roll call's votes are others.",
        )
    if ballot.papers is not None and told.get("invalid", 0) != ballot.papers["invalid"]:
        self.in_ballot(
            "V7", ballot, event.seq, "andere Zahl ungültiger Stimmzettel | another number of invalid papers"
        )


def _passed(self: Evening, event: Event, ballot: Ballot) -> None:
    """Needed, result, unanimity and wording follow from the numbers."""
    told = event.data
    base = base_of(ballot.majority, ballot, told)
    tied = told["yes"] == told["no"] and self.law.get("tie") not in (None, "rejected")
    if tied and ballot.tie is not None:
        if told["result"] != ballot.tie:
            self.in_ballot(
                "V7", ballot, event.seq, "anders als der Stichentscheid | not as the casting vote said"
            )
    elif base is None or tied or self.law.get("abstentions") not in (None, "ignored"):
        self.unsure("V7", event.seq, "besondere Regel der Mehrheit | a special rule of the majority")
    else:
        need = needed(ballot.majority, base)
        result = "passed" if told["yes"] >= need else "rejected"
        if (told["needed"], told["result"]) != (need, result):
            self.wrong(
                "V7",
                event.seq,
                f"nötig {told['needed']}, {told['result']}; nachgerechnet {need}, {result}"
                f" | {told['needed']} needed, {told['result']}; recomputed {need}, {result}",
            )
    if told["unanimous"] is not ((told["yes"] == 0) is not (told["no"] == 0)):
        self.wrong("V7", event.seq, "Einstimmigkeit falsch | unanimity is wrong")
    wording = told["wording"]
    if self.motions[ballot.motion]["kind"] not in ("main", "amendment") or not isinstance(wording, str):
        return
    numbers = {*(told[choice] for choice in CHOICES), told["not_voted"], told["needed"], len(ballot.eligible)}
    right = contract_wording(told)
    if not {int(found) for found in re.findall(r"\d+", wording)} <= numbers or (
        right and CONTRACT_FORM.fullmatch(wording) and wording.lower() != right.lower()
    ):
        self.in_ballot(
            "V7",
            ballot,
            event.seq,
            f"Der Wortlaut sagt anderes: {wording} | The wording says otherwise: {wording}",
        )


# Events that move no number of this check; what they tell stands in the record and the minutes.
WITHOUT_NUMBERS = frozenset(
    """
    MeetingPlanned IdentityConfirmed AloneConfirmed
    PresenceAsked PresenceConfirmed PresenceCheckEnded PublicExcluded PublicAdmitted
    PaperTabled CalledToOrder FloorRequested FloorGiven FloorEnded FloorWithdrawn MotionSupported
    MotionAmended MotionsOrdered ResultDoubted ArrivalProposed MinutesHandedOver LawConfirmed
    LawAnswered ItemMoved DebateEnded ListClosed HearingGranted RollCallResolved SecretVoteResolved
    MotionRestated TrialBallotOpened TrialVoteCast TrialBallotClosed MinutesSigned MinutesApproved
    ResolutionStopped ResolutionReleased LogHeld HoldReleased StepsSettled
    """.split()  # noqa: SIM905 - thirty names in six lines
)


def play(lines: list[Line], events: list[Event], report: Report) -> Evening | None:
    """V4 to V8: the plan of line 1, then everything that happened."""
    if not events or events[0].type != "MeetingPlanned" or events[0].seq != 1:
        report.wrong(
            "V4",
            1,
            "Die erste Zeile ist nicht der Plan der Sitzung. | The first line is not the meeting's plan.",
        )
        return None
    try:
        evening = Evening(events[0], report)
        _check_plan(evening.plan, report)
    except (KeyError, TypeError, AttributeError) as problem:
        report.wrong(
            "V4", 1, f"Der Plan ist unvollständig ({problem!r}). | The plan is incomplete ({problem!r})."
        )
        return None
    evening.gaps = [line.seq for line in lines if line.body is None]
    if evening.gaps:
        count = len(evening.gaps)
        report.remark(
            "V4",
            None,
            f"nicht nachgerechnet: {count} Zeilen mit zurückgehaltenem Text"
            f" | not recomputed: {count} lines whose text is withheld",
        )
    report.done.update({"V5", "V6", "V7", "V8"})
    for event in events[1:]:
        if event.type == "MeetingPlanned":
            report.wrong("V4", event.seq, "ein zweiter Plan | a second plan")
            continue
        evening.play(event)
    return evening


def _check_plan(plan: Data, report: Report) -> None:
    people = [person["id"] for person in plan["people"]]
    items = [item["id"] for item in plan["items"]]
    members = [person for person in plan["people"] if person["role"] == "member"]
    if len(set(people)) != len(people) or len(set(items)) != len(items):
        report.wrong("V4", 1, "eine Kennung doppelt | an id twice")
    if plan["meeting"]["clerk"] not in people:
        report.wrong("V4", 1, "Protokollführung unbekannt | unknown clerk")
    if (
        len(members) > plan["body"]["seats"]
        or sum(bool(person.get("chairs")) for person in plan["people"]) > 1
    ):
        report.wrong(
            "V4",
            1,
            "mehr Mitglieder als Sitze oder zwei Vorsitzende | more members than seats, or two chairs",
        )
    factions = {faction["id"] for faction in plan.get("factions", [])}
    for person in plan["people"]:
        if person.get("faction") is not None and person["faction"] not in factions:
            report.wrong(
                "V4", 1, f"unbekannte Fraktion {person['faction']} | unknown faction {person['faction']}"
            )


# --- V9: the record


def check_record(
    record: Data, lines: list[Line], evening: Evening | None, report: Report, *, edition: bool
) -> None:
    """V9: what the record says, beside what the lines say; an edition leaves out what is not public."""
    report.done.add("V9")
    log = record.get("log")
    if isinstance(log, dict):
        check_head(report, lines, log.get("head"), log.get("length"), ("der Datensatz", "the record"))
    if evening is None:
        return
    compare = _Compare(report, evening, edition=edition)
    try:
        compare.everything(record)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        report.wrong("V9", None, f"unvollständig ({problem!r}) | incomplete ({problem!r})")


class _Compare:
    """Field by field; what a correction, a gap or a newer event may have changed is only remarked on.

    Of the public edition only what it says is compared, not what it leaves out or shortens: who came and went while the
    public was excluded, and who chose what.
    """

    def __init__(self, report: Report, evening: Evening, *, edition: bool) -> None:
        self.report, self.evening, self.edition = report, evening, edition

    def same(self, where: str, said: Any, right: Any, *types: str) -> None:
        if said == right or _moments(said) == _moments(right) or (self.edition and said in SILENT):
            return
        de = f"{where}: im Datensatz {_short(said)}, im Protokoll {_short(right)}"
        en = f"{where}: {_short(said)} in the record, {_short(right)} in the log"
        if self.evening.gaps or self.evening.unknown or self.evening.touched & set(types):
            self.report.remark("V9", None, f"nicht nachgerechnet: {de} | not recomputed: {en}")
        else:
            self.report.wrong("V9", None, f"{de} | {en}")

    def everything(self, record: Data) -> None:
        self.meeting(record["meeting"])
        for item in record["items"]:
            self.item(item)
        self.motions(record["motions"])
        self.ballots(record["ballots"])
        if self.edition:
            return
        self.attendance(record)
        stated = [{key: entry[key] for key in QUORUM} for entry in record["quorum"]]
        self.same("quorum", stated, self.evening.quorum)
        self.same("notices", record["notices"], self.evening.notices)
        self.faults(record["faults"])
        self.same("items", {item["id"] for item in record["items"]}, set(self.evening.items))

    def meeting(self, said: Data) -> None:
        evening, plan = self.evening, self.evening.plan
        planned = {key: plan["meeting"].get(key) for key in ("number", "form", "legal_basis", "place")}
        right = {
            "body": plan["body"]["id"],
            **planned,
            "opened_at": evening.opened_at,
            "closed_at": evening.closed_at,
        }
        told = evening.plan_event.data
        for key, value in {"id": told.get("profile"), "digest": told.get("digest")}.items():
            self.same(f"meeting.profile.{key}", said["profile"][key], value)
        if not evening.broken_off or evening.closed_at is None:
            right["adjourned_at"] = evening.adjourned_at
        if not evening.broken_off and not self.edition:
            right["suspensions"] = evening.suspensions
            right["led_by"] = evening.led_by
        for key, value in right.items():
            self.same(f"meeting.{key}", said[key], value)

    def attendance(self, record: Data) -> None:
        evening = self.evening
        kinds = ("Arrived", "Left", "DeputationBegun", "DeputationEnded", "Recused", "RecusalEnded")
        said = {entry["person"]: entry for entry in record["attendance"]}
        if len(said) != len(record["attendance"]):
            self.report.wrong("V9", None, "jemand steht doppelt in der Anwesenheit | somebody attends twice")
        self.same("attendance", set(said), set(evening.spans), *kinds)
        for person in set(said) & set(evening.spans):
            entry, held = said[person], evening.deputations.get(person, [])
            last = held[-1]["for"] if held else None
            member = person in evening.seats
            self.same(f"{person}.role", entry["role"], evening.people.get(person, {}).get("role"))
            self.same(f"{person}.spans", entry["spans"], evening.spans[person], *kinds)
            self.same(f"{person}.deputations", entry["deputations"], held, *kinds)
            if not member:
                self.same(f"{person}.seat", (entry["seat"], entry["deputising_for"]), (last, last), *kinds)
            if "contested" not in evening.bars.values():
                barred = {
                    item
                    for (who, item, _), state in evening.bars.items()
                    if who == person and state == "barred"
                }
                self.same(f"{person}.recused", set(entry["recused"]), barred, *kinds)
        self.same(
            "absent",
            set(record["absent"]),
            {seat for seat in evening.seats if seat not in evening.spans},
            *kinds,
        )

    def item(self, said: Data) -> None:
        right = self.evening.items.get(said["id"])
        if right is None:
            self.same(f"items.{said['id']}", "da", "nicht da")
            return
        where = f"items.{said['id']}"
        self.same(f"{where}.secrecy", said["secrecy"], right["secrecy"])
        if self.edition and right["secrecy"] != "public":
            return
        for key in ("title", "called_at", "closed_at"):
            self.same(f"{where}.{key}", said[key], right[key])
        if not self.edition:
            self.same(f"{where}.notes", said["notes"], right["notes"], "NoteWritten")
        if right["settled"]:
            _, outcome, text = right["settled"][-1]
            text = next(
                (text for motion, _, text in reversed(right["settled"]) if self._decided(motion)), text
            )
            self.same(f"{where}.outcome", said["outcome"], outcome, "ItemSettled")
            self.same(f"{where}.result_text", said["result_text"], text, "ItemSettled", "HandsCounted")
        elif said["outcome"] != "none":
            self.same(f"{where}.outcome", said["outcome"], "none", "ItemSettled")

    def _decided(self, motion: str | None) -> bool:
        """Whether it is a main motion that a ballot decided."""
        found = self.evening.motions.get(motion or "")
        return found is not None and found["kind"] == "main" and bool(found["ballots"])

    def motions(self, said: Data) -> None:
        right = self.evening.motions
        if not self.edition:
            self.same("motions", set(said), set(right))
        for name in set(said) & set(right):
            for key, value in right[name].items():
                if key in said[name] and not (self.edition and key == "ballots"):
                    self.same(f"motions.{name}.{key}", said[name][key], value)

    def ballots(self, said: Data) -> None:
        right = self.evening.ballots
        if not self.edition or set(said) - set(right):
            self.same("ballots", set(said), set(right))
        for name in set(said) & set(right):
            ballot, entry = right[name], said[name]
            told = ballot.announced if ballot.state == "announced" and ballot.announced else {}
            expected = {
                "motion": ballot.motion,
                "with": ballot.joined,
                "method": ballot.method,
                "state": ballot.state,
                "reason": ballot.reason,
                "eligible": len(ballot.eligible),
                "present": ballot.present,
                "majority": ballot.majority,
                "opened_at": ballot.opened_at,
                "closed_at": ballot.closed_at,
                "announced_at": ballot.announced_at,
                "votes": {vote["person"]: vote["choice"] for vote in told.get("votes", [])},
                "recorded_on_request": {} if ballot.state == "superseded" else ballot.on_request,
                **{key: told.get(key) for key in ANNOUNCED},
            }
            for key, value in expected.items():
                if self.edition and key in ("motion", "with", "recorded_on_request", "announced_at"):
                    continue
                self.same(f"ballots.{name}.{key}", entry[key], value)

    def faults(self, said: list[Data]) -> None:
        kinds = ("ConnectionLost", "ConnectionRestored", "FaultAttributed", "Left", "Arrived")
        keys = ("person", "from", "to", "cause")
        told = sorted(_canonical(_moments({key: fault[key] for key in keys})) for fault in said)
        self.same(
            "faults", told, sorted(_canonical(_moments(fault)) for fault in self.evening.faults), *kinds
        )


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _moments(value: Any) -> Any:
    """The same with every time as a moment: 18.00 at +01:00 is 17.00 at +00:00."""
    if isinstance(value, dict):
        return {key: _moments(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moments(inner) for inner in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        try:
            return datetime.fromisoformat(value).astimezone(timezone.utc).isoformat()  # noqa: UP017 - for Python 3.9
        except (ValueError, OverflowError):
            return value
    return value


def _short(value: Any) -> str:
    text = _canonical(sorted(value) if isinstance(value, set) else value)
    return text if len(text) <= 160 else f"{text[:157]}…"


# --- V3, V10, V11, V12: what stands elsewhere


def check_head(report: Report, lines: list[Line], head: Any, length: Any, whose: tuple[str, str]) -> None:
    """V3: a head (and a length) that was kept outside the log is that of its last line."""
    report.done.add("V3")
    if length is not None and length != len(lines):
        report.wrong(
            "V3",
            None,
            f"{whose[0]} nennt {length} Einträge, hier sind {len(lines)}"
            f" | {whose[1]}: {length} entries, here {len(lines)}",
        )
    if not lines or head != lines[-1].hash:
        report.wrong("V3", None, f"{whose[0]} nennt einen anderen Kopf | {whose[1]} names another head")


# What reading a file can come to that is damaged, or was made to do harm; all the others are kinds of these.
UNREADABLE = (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


def text_of(path: Path) -> str:
    """The words of a text, HTML, XML or Word file without tags and line breaks, of a PDF its keywords; else nothing."""
    kind = path.suffix.lower()
    if kind == ".docx":
        with zipfile.ZipFile(path) as archive:
            stored = archive.read("word/document.xml")
    elif kind == ".pdf":
        stored = b" ".join(re.findall(rb"<pdf:Keywords>(.*?)</pdf:Keywords>", path.read_bytes(), re.DOTALL))
    elif kind in (".txt", ".html", ".xml"):
        stored = path.read_bytes()
    else:
        return ""
    text = stored.decode("utf-8", "replace")
    if kind != ".txt":
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s+", " ", text)


def check_minutes(paths: Iterable[Path], lines: list[Line], report: Report) -> None:
    """V10: each file that names a log's head names this one; at least one does."""
    report.done.add("V10")
    naming = 0
    for path in paths:
        try:
            found = HEAD_IN_TEXT.search(text_of(path))
        except UNREADABLE as problem:
            report.wrong(
                "V10", None, f"{path.name}: nicht lesbar ({problem}) | {path.name}: unreadable ({problem})"
            )
            continue
        if found is None:
            continue
        naming += 1
        length, head = int(found[1].replace(".", "")), found[2]
        if not lines or (length, head) != (len(lines), lines[-1].hash):
            report.wrong(
                "V10",
                None,
                f"{path.name} nennt ein anderes Protokoll: {length} Einträge, Kopf {head}"
                f" | {path.name} names another log: {length} entries, head {head}",
            )
    if not naming:
        report.wrong(
            "V10", None, "Keine Niederschrift nennt Länge und Kopf. | No minutes name length and head."
        )


def check_versions(folder: Path, evening: Evening | None, report: Report) -> None:
    """V10: each version of the minutes that was issued lies there as it stands in the log, and no other."""
    parts = {"public": "oeffentlich", "non_public": "nichtoeffentlich"}
    issued = evening.issued if evening is not None else {}
    right = {
        f"{parts.get(part, part)}/fassung-{version}.txt": text for (version, part), text in issued.items()
    }
    here = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/fassung-*.txt")}
    for name in sorted({*right, *here}):
        text = here[name].read_bytes() if name in here else None
        if text is None or text != right.get(name, "").encode("utf-8", "replace"):
            report.wrong("V10", None, f"{name} steht anders im Protokoll | {name} reads otherwise in the log")


def check_sums(folder: Path, report: Report) -> None:
    """V11: every file of the folder has the SHA-512 that stands in SHA512SUMS, and none is missing or added."""
    report.done.add("V11")
    listed = {}
    for entry in (folder / "SHA512SUMS").read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.fullmatch(r"([0-9a-f]{128}) [ *](.+)", entry)
        if found is None:
            report.wrong("V11", None, f"unlesbar: {entry[:60]} | unreadable: {entry[:60]}")
        elif found[2].removeprefix("./") in listed:
            report.wrong("V11", None, f"{found[2]} steht doppelt in der Liste | {found[2]} is listed twice")
        else:
            listed[found[2].removeprefix("./")] = found[1]
    # A link to a folder is no file, and shows files all the same.
    files = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
    here = {path.relative_to(folder).as_posix() for path in files if path.suffix != ".pyc"} - {"SHA512SUMS"}
    for name in sorted(here - set(listed)):
        report.wrong("V11", None, f"{name} steht nicht in der Liste | {name} is not in the list")
    for name in sorted(listed):
        if name not in here:
            report.wrong("V11", None, f"{name} fehlt | {name} is missing")
        elif hashlib.sha512((folder / name).read_bytes()).hexdigest() != listed[name]:
            report.wrong("V11", None, f"{name} wurde verändert | {name} was changed")


def check_older(older: bytes, lines: list[Line], report: Report) -> None:
    """V12: an older copy is the beginning of this log, line by line, texts withheld in either of them or not."""
    report.done.add("V12")
    apart = Report()
    before = read_lines(older, apart)
    check_chain(before, apart)
    report.faults += [
        ("V12", seq, f"ältere Fassung: {said.replace(' | ', ' | older copy: ', 1)}")
        for _, seq, said in apart.faults
    ]
    if len(before) > len(lines):
        report.wrong(
            "V12",
            None,
            "Die ältere Fassung ist länger: hier fehlt das Ende."
            " | The older copy is longer: the end is missing here.",
        )
    for old, new in zip(before, lines):  # noqa: B905 - for Python 3.9
        if (old.seq, old.commitment, old.hash) != (new.seq, new.commitment, new.hash):
            report.wrong(
                "V12",
                new.seq,
                "Von hier an ist es eine andere Geschichte. | From here on it is another history.",
            )
            return


# --- the whole


def check_log(stored: bytes, report: Report) -> tuple[list[Line], Evening | None]:
    """V1, V2 and V4 to V8 of one log."""
    lines = read_lines(stored, report)
    check_chain(lines, report)
    events = read_events(lines, report)
    return lines, play(lines, events, report)


def check_folder(folder: Path, report: Report) -> None:
    """An archive: its log, its record, its minutes and its sums belong together."""
    logs = sorted(folder.rglob("*.jsonl"))
    if len(logs) > 1:
        report.wrong("V1", None, "mehr als ein Protokoll im Ordner | more than one log in the folder")
    if (folder / "SHA512SUMS").is_file():
        check_sums(folder, report)
    else:
        report.wrong("V11", None, "SHA512SUMS fehlt | SHA512SUMS is missing")
    if not logs and (folder / "nichtoeffentlich").exists():
        report.wrong("V1", None, "Das Protokoll fehlt im Ordner. | The log is missing in the folder.")
        return
    if not logs:
        report.remark(
            "V1",
            None,
            "nicht nachgerechnet: kein Protokoll im Ordner (öffentliche Fassung)"
            " | not recomputed: no log in the folder (public edition)",
        )
        return
    lines, evening = check_log(logs[0].read_bytes(), report)
    check_versions(folder, evening, report)
    for path in sorted(folder.rglob("record.json")):
        _record_file(path, lines, evening, report, edition=path.parent.name == "oeffentlich")
    check_minutes(
        [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stem != "LIESMICH"],
        lines,
        report,
    )


def _record_file(
    path: Path, lines: list[Line], evening: Evening | None, report: Report, *, edition: bool
) -> None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_pairs)
        if not isinstance(record, dict):
            raise ValueError("no object / kein Objekt")
    except (OSError, ValueError, RecursionError) as problem:
        report.wrong(
            "V9", None, f"{path.name}: nicht lesbar ({problem}) | {path.name}: unreadable ({problem})"
        )
        return
    check_record(record, lines, evening, report, edition=edition)


def main(arguments: list[str] | None = None) -> int:
    """Check a folder or a log, print every check, and say 0 or 1."""
    parser = argparse.ArgumentParser(description="Prüft das Protokoll einer Sitzung · Checks a meeting's log")
    parser.add_argument("path", type=Path, metavar="ORDNER|LOG.jsonl")
    parser.add_argument("--head", metavar="HASH")
    parser.add_argument("--record", type=Path, metavar="FILE.json")
    parser.add_argument("--minutes", type=Path, metavar="FILE.txt|.html|.pdf|.docx|.xml")
    parser.add_argument("--older", type=Path, metavar="LOG.jsonl")
    parser.add_argument("--english", action="store_true")
    asked = parser.parse_args(arguments)
    report = Report()
    lines: list[Line] = []
    try:
        if asked.path.is_dir():
            check_folder(asked.path, report)
            logs = sorted(asked.path.rglob("*.jsonl"))
            lines = read_lines(logs[0].read_bytes(), Report()) if logs else []
            evening = None
        else:
            lines, evening = check_log(asked.path.read_bytes(), report)
        if asked.head:
            check_head(report, lines, asked.head.strip().lower(), None, ("die Angabe", "the one given"))
        if asked.record:
            _record_file(asked.record, lines, evening, report, edition=False)
        if asked.minutes:
            check_minutes([asked.minutes], lines, report)
        if asked.older:
            check_older(asked.older.read_bytes(), lines, report)
    except OSError as problem:
        report.wrong("V1", None, f"nicht lesbar: {problem} | unreadable: {problem}")
    print(report.text(english=asked.english))
    if lines:
        words = ("Entries, head: ", "Einträge, Kopf: ")[not asked.english]
        print(f"\n{len(lines)} {words}{lines[-1].hash}")
    print(VERDICTS[report.verdict()][asked.english])
    return 1 if report.faults else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
