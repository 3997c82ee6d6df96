"""Lines of the timeline that are read as one: what a video system says again and again of somebody's connection, and
the answers to a presence check.

A view alone: every entry stays in the log, and in the list of all entries. Nothing else that people entered is folded.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from handzeichen.meeting.events import (
    CameraSet,
    ConnectionLost,
    ConnectionRestored,
    Entry,
    Event,
    PresenceAsked,
    PresenceCheckEnded,
    PresenceConfirmed,
)
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_words import plain_of, some_of, surnames_of
from handzeichen.views.words import clock
from handzeichen.words import in_a_row, listed, said

WITHIN: Final = timedelta(minutes=10)
"""Entries about somebody that are no further apart are told in one line,"""
OFTEN: Final = 3
"""if they are so many; and so do lines about so many people that nothing else stands between."""
NAMED: Final = 4
"""So many names in such a line."""

Row = tuple[Entry, ...]
"""The entries of a line, the newest first."""


def rows(meeting: Meeting, entries: Sequence[Entry]) -> Iterator[Row]:
    """The lines of some entries, the newest first; each stands where its newest entry does."""
    people = {entry.seq: who for entry in entries if (who := _of_a_line(meeting, entry)) is not None}
    runs = {run[0].seq: run for run in _runs(entries, people)}
    checks = {check[0].seq: check for check in _checks(entries)}
    inside = {entry.seq for run in (runs | checks).values() for entry in run[1:]}
    beside: list[Row] = []
    for entry in reversed(entries):
        if entry.seq in inside:
            continue
        if entry.seq in people:
            beside.append(runs.get(entry.seq, (entry,)))
            continue
        yield from _together(beside)
        beside = []
        yield checks.get(entry.seq, (entry,))
    yield from _together(beside)


def sentence_of(meeting: Meeting, row: Row) -> str:
    """What several entries say together."""
    asked = row[-1].event
    if isinstance(asked, PresenceAsked):
        return _of_a_check(meeting, asked, row)
    lost = Counter(person_of(entry.event) for entry in row if isinstance(entry.event, ConnectionLost))
    faults = [entry for entry in row if isinstance(entry.event, ConnectionLost)]
    since = clock(meeting, min(entry.at for entry in faults or row))
    lines = [entry for entry in row if not isinstance(entry.event, CameraSet)]
    people = list(dict.fromkeys(person_of(entry.event) for entry in lines or row))
    if len(people) > 1:
        return _of_several(meeting, people, lost, since if faults or not lines else None)
    who = plain_of(meeting, people[0])
    if not lost:
        return said("{who}: Kamera seit {since} {n}-mal an oder aus.", who=who, since=since, n=len(row))
    last = faults[0]
    text = (
        said("{who}: Bild oder Ton gestört, um {last}.", who=who, last=clock(meeting, last.at))
        if lost.total() == 1
        else said(
            "{who}: Bild oder Ton seit {since} {n}-mal gestört, zuletzt um {last}.",
            who=who,
            since=since,
            n=lost.total(),
            last=clock(meeting, last.at),
        )
    )
    is_open = meeting.roll.open_fault(people[0]) is not None
    return text if is_open else in_a_row([text, said("Jetzt wieder da.")])


def _of_several(meeting: Meeting, people: list[PersonId], lost: Counter[PersonId], since: str | None) -> str:
    """Of faults since a time; with none among them of their ends alone (None), or of cameras."""
    worst = sorted(people, key=lambda who: -lost[who])
    names = surnames_of(meeting, worst)
    some = [
        said("{name} {n}-mal", name=name, n=lost[who]) if lost[who] > 1 else name
        for who, name in zip(worst[:NAMED], names, strict=False)
    ]
    if len(worst) > NAMED:
        some.append(said("{n} weitere", n=len(worst) - NAMED))
    if since is None:
        return said("Bild und Ton wieder da: {names}.", names=listed(some))
    if not lost:
        return said("Kameras seit {since} an oder aus: {names}.", since=since, names=listed(some))
    told = said("Verbindungen gestört seit {since}: {names}.", since=since, names=listed(some))
    is_open = any(meeting.roll.open_fault(who) is not None for who in people)
    return told if is_open else in_a_row([told, said("Jetzt wieder da.")])


def _of_a_check(meeting: Meeting, asked: PresenceAsked, row: Row) -> str:
    """Who has confirmed, and who has not: silent, disturbed or gone, which other lines tell."""
    answers = [entry.event.person for entry in reversed(row) if isinstance(entry.event, PresenceConfirmed)]
    silent = [person for person in asked.asked if person not in answers]
    told = [
        said(
            "Anwesenheit per Video geprüft um {at}, gefragt {n}.",
            at=clock(meeting, row[-1].at),
            n=len(asked.asked),
        )
    ]
    if answers:
        told.append(said("Bestätigt: {names}.", names=some_of(surnames_of(meeting, answers))))
    if silent:
        told.append(said("Nicht bestätigt: {names}.", names=some_of(surnames_of(meeting, silent))))
    return in_a_row(told)


def person_of(event: Event) -> PersonId:
    """Whose connection an entry is about."""
    assert isinstance(event, (ConnectionLost, ConnectionRestored, CameraSet)) and event.person is not None
    return event.person


def _of_a_line(meeting: Meeting, entry: Entry) -> PersonId | None:
    """Whose connection a video system speaks of, in an entry that nobody has corrected."""
    event = entry.event
    if entry.by != SYSTEM or not isinstance(event, (ConnectionLost, ConnectionRestored, CameraSet)):
        return None
    return None if entry.seq in meeting.past.instead else event.person


def _checks(entries: Sequence[Entry]) -> Iterator[Row]:
    """Of each presence check the question, the answers and its end; none of them can be corrected."""
    check: list[Entry] = []
    for entry in entries:
        if isinstance(entry.event, PresenceAsked):
            if check:
                yield tuple(reversed(check))
            check = [entry]
        elif check and isinstance(entry.event, (PresenceConfirmed, PresenceCheckEnded)):
            check.append(entry)
    if check:
        yield tuple(reversed(check))


def _runs(entries: Sequence[Entry], people: dict[int, PersonId]) -> Iterator[Row]:
    """Of each person what comes in quick succession, where it is enough to be told in one line."""
    open_: dict[PersonId, list[Entry]] = {}
    for entry in entries:
        who = people.get(entry.seq)
        if who is None:
            continue
        run = open_.setdefault(who, [])
        if run and entry.at - run[-1].at > WITHIN:
            if len(run) >= OFTEN:
                yield tuple(reversed(run))
            run.clear()
        run.append(entry)
    yield from (tuple(reversed(run)) for run in open_.values() if len(run) >= OFTEN)


def _together(beside: list[Row]) -> Iterator[Row]:
    """Lines about many people become one."""
    if len({person_of(row[0].event) for row in beside}) < OFTEN:
        yield from beside
    else:
        yield tuple(entry for row in beside for entry in row)
