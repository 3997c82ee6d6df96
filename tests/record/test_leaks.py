"""What no format may name: single votes and secret choices in any edition, and in public what is not for everybody."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args, get_type_hints

import pytest

from app.moments import moments
from app.test_retaining import all_classes, an_evening, lines_of, rebuilt
from handzeichen.app.archive import RECORD, record_file
from handzeichen.app.formats import FORMATS, source
from handzeichen.log.chain import Head
from handzeichen.meeting import commands as c
from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.ids import Line, Text
from handzeichen.meeting.machine import Accepted, decide
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.editions import CHOICES, Edition, in_edition
from handzeichen.record.seen import closings
from meeting.evenings import evening
from meeting.kit import Evening
from record.canaries import ROOM, behind_doors, planted, text_of, with_secrets
from views import situations

HEAD = Head(99, "0f" * 32)
BEHIND_DOORS = re.compile(r"18[.:](3[1-9]|4\d)")
"""How a time between the closing and the opening of the doors is written."""
NAMES = [*(form.name for form in FORMATS), RECORD]
SLOW = (".pdf", ".docx")
SEEDS = (7, 8, 9, 108, 116, 137, 161, 195, 211)
"""Among them evenings with a ballot that was still open when the doors opened: its times were once told."""


def files(meeting: Meeting, edition: Edition, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file of an edition by its name, but for those with such an ending."""
    told = source(meeting, HEAD, edition)
    written = {form.name: form.write(told) for form in FORMATS if not form.name.endswith(but or "-")}
    return {**written, RECORD: record_file(told.meeting, HEAD)}


@cache
def texts(edition: Edition, *, opens_again: bool) -> dict[str, str]:
    """What can be read in the files of the evening with secrets."""
    found = files(with_secrets(opens_again=opens_again).meeting, edition)
    return {name: text_of(name, data) for name, data in found.items()}


# What is not for everybody


@pytest.mark.parametrize("opens_again", [True, False], ids=["the doors open again", "the doors stay closed"])
@pytest.mark.parametrize("name", NAMES)
def test_no_public_file_holds_a_word_or_a_time_that_is_not_for_everybody(
    name: str, opens_again: bool
) -> None:
    text = texts(Edition.PUBLIC, opens_again=opens_again)[name]
    assert planted(text) == set()
    assert BEHIND_DOORS.findall(text) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("niederschrift")])
def test_whoever_may_read_it_reads_all_of_it(name: str) -> None:
    """So the words can be found, whatever the file."""
    told = planted(texts(Edition.NON_PUBLIC, opens_again=True)[name])
    assert told >= {
        "zqxtitle",
        "zqxmotion",
        "zqxnoted",
        "zqxmoved",
        "zqxguest",
        "zqxdeputy",
        "zqxurgenttitle",
        "zqxafterwards",
    }


def test_the_public_sees_who_was_there_before_and_after_and_a_member_who_came_only_then() -> None:
    meeting = in_edition(with_secrets().meeting, Edition.PUBLIC)
    spans = {
        row["person"]: [(s["from"][11:16], s["to"][11:16]) for s in row["spans"]] for row in attended(meeting)
    }
    assert spans["carstens"] == [("17:30", "18:50")], "gone when the doors opened"
    assert spans["demir"] == [("17:30", "19:30")], "seen before and after"
    assert spans["spaet"] == [("19:00", "19:30")], "what the deputy did behind the doors nobody saw"
    assert not {"gast", "stellv", "neu"} & spans.keys()
    assert not [row for row in attended(meeting) if row["deputations"] or row["recused"]]

    late = behind_doors(item="8")
    late.accepted("clerk", "leave", person="falk", at="18:31")
    late.accepted("clerk", "arrive", person="falk", via="room", at="18:32")
    late.accepted("chair", "close_item", item="8", at="18:50")
    late.accepted("chair", "admit_public")
    late.accepted("chair", "close_meeting", at="19:00")
    seen = in_edition(late.meeting, Edition.PUBLIC)
    (falk,) = [row for row in attended(seen) if row["person"] == "falk"]
    assert [(s["from"][11:16], s["to"][11:16], s["via"]) for s in falk["spans"]] == [
        ("17:30", "18:50", "video"),
        ("18:50", "19:00", "room"),
    ]


def test_a_member_who_was_there_only_behind_the_doors_is_not_called_absent() -> None:
    evening = in_public_without("demir")
    public = in_edition(evening.meeting, Edition.PUBLIC)
    found = record(public, length=0, head="")
    assert "demir" not in found["absent"]
    (demir,) = [row for row in found["attendance"] if row["person"] == "demir"]
    assert [(s["from"][11:16], s["to"][11:16]) for s in demir["spans"]] == [("18:30", "18:50")]


def in_public_without(person: str) -> Evening:
    """A member who has left before everything, comes behind the doors and goes before they open."""
    evening = behind_doors(" ".join(one for one in ROOM.split() if one != person), item="8")
    evening.accepted("clerk", "arrive", person=person, via="room", at="18:35")
    evening.accepted("clerk", "leave", person=person, at="18:45")
    evening.accepted("chair", "close_item", item="8", at="18:50")
    evening.accepted("chair", "admit_public")
    evening.accepted("chair", "close_meeting", at="19:00")
    return evening


def attended(meeting: Meeting) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = record(meeting, length=0, head="")["attendance"]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_on_random_evenings_nothing_said_or_done_behind_the_doors_is_in_a_public_file(seed: int) -> None:
    meeting, said = random_evening(seed)
    assert said > 5, "otherwise it means nothing"
    found = files(meeting, Edition.PUBLIC, but=SLOW)
    assert {name: planted(text_of(name, data)) for name, data in found.items()} == {
        name: set() for name in found
    }
    doors = closings(meeting)
    times = [datetime.fromisoformat(at) for at in moments_in(json.loads(found[RECORD]))]
    assert [at for at in times if any(one.holds((at, -1)) and one.holds((at, 2**53)) for one in doors)] == []


def random_evening(seed: int) -> tuple[Meeting, int]:
    """Anything from anybody, first behind the doors, in words of its own, then before everybody; how often it was so."""
    start = behind_doors(item="8")
    meeting, entries, now, said = start.meeting, list(start.entries), start.now + timedelta(minutes=1), 0
    steps = list(evening(seed))
    for number, step in enumerate(steps):
        now += max(step.pause, timedelta(seconds=7))
        by, command = step.by, step.named(meeting, now)
        if number == len(steps) // 2:
            by, command = "chair", c.AdmitPublic()
            meeting, _ = (
                taken(meeting, entries, c.CloseItem(item=meeting.agenda.called), "chair", now)
                if meeting.agenda.called
                else (meeting, False)
            )  # type: ignore[arg-type]
        behind = meeting.sitting.doors_closed
        command = with_words(command, number) if behind else command
        meeting, happened = taken(meeting, entries, command, by, now)
        said += behind and happened
    return meeting, said


def taken(
    meeting: Meeting, entries: list[Entry], command: Command, by: str, now: datetime
) -> tuple[Meeting, bool]:
    answer = decide(meeting, command, by=by, at=now)
    events = answer.events if isinstance(answer, Accepted) else ()
    for event in events:
        assert isinstance(answer, Accepted)
        entries.append(Entry(seq=len(entries) + 1, at=now, by=answer.by, for_=answer.for_, event=event))
        meeting = evolve(meeting, entries[-1])
    return meeting, bool(events)


def with_words(command: Command, number: int) -> Command:
    """With a planted word in every free text."""
    hints = get_type_hints(type(command))
    free = [
        field.name
        for field in fields(command)
        if {Text, Line} & {hints[field.name], *get_args(hints[field.name])}
    ]
    kept = ("majority", "question", "until", "source", "on")
    return replace(command, **{name: f"zqx{name}{number}" for name in free if name not in kept})


def moments_in(value: Any, key: str = "") -> Iterator[str]:
    """Every time in a record, but when items were called and closed: that stands on the display outside."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from (
                moments_in(inner, name)
                if name not in ("called_at", "closed_at") or "title" not in value
                else ()
            )
    elif isinstance(value, list):
        for inner in value:
            yield from moments_in(inner, key)
    elif isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        yield value


# Single votes


def test_no_format_of_any_edition_knows_who_chose_what() -> None:
    """Whatever is written is the same without these lines of the log: so no format can name what stood in them."""
    tried = 0
    for number, moment in enumerate(moments()[::9]):
        lines = lines_of(moment.entries)
        whole, thinned, edition = rebuilt(lines), without_choices(lines), [*Edition][number % 2]
        assert files(whole, edition, but=SLOW) == files(thinned, edition, but=SLOW), moment.name
        tried += len(thinned.ballots)
    assert tried >= 10


@pytest.mark.parametrize("made", [an_evening, situations.secretly_decided], ids=lambda made: made.__name__)
def test_nor_do_those_for_print(made: Any) -> None:
    lines = lines_of(made().entries)
    for edition in Edition:
        assert files(rebuilt(lines), edition) == files(without_choices(lines), edition)


def without_choices(lines: Any) -> Meeting:
    return rebuilt(all_classes(lines, rebuilt(lines), only=CHOICES))


def test_the_meeting_that_writers_get_holds_no_choice_but_what_was_announced_by_name() -> None:
    meeting = in_edition(an_evening().meeting, Edition.NON_PUBLIC)
    open_, roll_call = meeting.ballots.values()
    assert not open_.votes and open_.end.result is not None
    assert roll_call.votes, "a roll call is for everybody"
    secret = in_edition(situations.secretly_decided().meeting, Edition.NON_PUBLIC)
    assert not next(iter(secret.ballots.values())).papers
