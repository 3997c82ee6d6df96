"""Whole evenings in English: whatever a screen says itself is said in English, whoever looks and whenever.

What people, towns and laws have written stays as it is: names, titles, the texts of motions and notes.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from handzeichen.app.explain import explained
from handzeichen.app.frames import as_text
from handzeichen.law.answers import load
from handzeichen.law.browsing import book, opened
from handzeichen.log.codec import read_command
from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import decide
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import AUDIENCES
from handzeichen.why import text
from handzeichen.why.eligible import eligible
from handzeichen.why.explanation import Explanation
from handzeichen.why.quorum import quorum_here
from handzeichen.why.refusal import refusal
from handzeichen.words.table import EASY, ENGLISH, GERMAN, in_language
from meeting.kit import PEOPLE
from views import situations
from views.test_templates import RENDER, whole_page
from words.wording import ATTRIBUTES

LEFT = re.compile(
    r"[äöüßÄÖÜ„]|\b(der|die|das|dem|den|des|und|oder|ist|sind|nicht|von|vom|zu|zum|zur|wird|werden|hat|bitte|kein|"
    r"keine|bei|beim|für|mit|seit|noch|nur|als|auf|aus|Uhr|Sitzung|Antrag|Saal|TOP|Ja|Nein|Stimme|Stimmen|Vorsitz)\b",
    re.IGNORECASE,
)
"""What only German says."""
SAME = frozenset(
    {
        "Name",
        "Person",
        "Video",
        "Esc",
        "Foyer",
        "Deutsch",
        "English",
        "Einfache Sprache",
        "Sprache / Language",
        "„¶“",
    }
)
"""What a page may say alike in both languages."""
OURS = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
IN_THE_WORDS_OF_THE_LAW = (
    "paragraphs", "terms", "minutes_title", "minutes_chapters", "motion_words", "outcome_words", "result_words",
)  # fmt: skip
AT = datetime.fromisoformat("2026-11-24T18:30:00+01:00")
VOID = {"input", "use", "path", "meta", "link", "img", "br"}


class Words(HTMLParser):
    """The words of a page that people see or hear, but for what it marks as German."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._around: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        german = (self._around[-1] if self._around else False) or (
            known.get("lang") == "de" and tag != "html"
        )
        if tag not in VOID:
            self._around.append(german)
        self.found += [value for name in ATTRIBUTES if (value := known.get(name)) and not german]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._around.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._around[-1] and self.lasttag != "script":
            self.found.append(" ".join(data.split()))


def written_by_people(meeting: Meeting) -> list[str]:
    """Texts of the plan and of what was entered, the longest first; ids and words of the interface are none."""
    events = [entry.event for entry in meeting.past if not isinstance(entry.event, ResultAnnounced)]
    told = msgspec.to_builtins([meeting.plan, events], enc_hook=_plain)
    texts = {" ".join(text.split()) for text in _texts(told)}
    return sorted((text for text in texts if len(text) > 2 and not text.islower()), key=len, reverse=True)


def _plain(value: Any) -> Any:
    return as_text(GERMAN, value) if isinstance(value, str) else str(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def said_by_us(html: str, theirs: list[str]) -> Iterator[str]:
    """What a page says beside what people wrote."""
    return beside(Words(html).found, theirs)


def beside(found: Iterable[str], theirs: list[str]) -> Iterator[str]:
    """The same for words that were read before."""
    for words in found:
        rest = words
        for written in theirs:
            rest = rest.replace(written, "¶")
        yield rest


@cache
def moment(name: str) -> tuple[Meeting, list[str]]:
    """A situation's meeting, and what people wrote in it."""
    meeting = situations.ALL[name]().meeting
    return meeting, written_by_people(meeting)


@cache
def words_of(name: str, audience: str, person: str | None, language: str) -> list[str]:
    """The words of one page: to read a page takes longer than to make it, and two tests want the German one."""
    return Words(whole_page(moment(name)[0], audience, person, language)).found


def left_in_german(name: str, audience: str, person: str | None = None) -> set[str]:
    _, theirs = moment(name)
    german = {
        text
        for text in beside(words_of(name, audience, person, GERMAN), theirs)
        if OURS.search(text.replace("¶", ""))
    }
    english = set(beside(words_of(name, audience, person, ENGLISH), theirs))
    return {text for text in english if LEFT.search(text) or text in german} - SAME


@pytest.mark.parametrize("name", situations.ALL)
def test_a_page_in_english_says_nothing_in_german(name: str) -> None:
    left = {audience: left_in_german(name, audience) for audience in AUDIENCES if audience != "member"}
    left |= {str(one["id"]): left_in_german(name, "member", str(one["id"])) for one in PEOPLE}
    assert {who: sorted(texts) for who, texts in left.items() if texts} == {}


@pytest.mark.parametrize("name", situations.ALL)
def test_plain_words_are_there_for_every_member(name: str) -> None:
    for one in PEOPLE:
        plain = whole_page(moment(name)[0], "member", str(one["id"]), EASY)
        assert '<html lang="de">' in plain and "Einfache Sprache" in plain
        assert len(Words(plain).found) == len(words_of(name, "member", str(one["id"]), GERMAN))


def reasons(meeting: Meeting) -> Iterator[Explanation]:
    """Whatever "Warum?" has to say at this moment, and on every entry so far."""
    yield quorum_here(meeting)
    for ballot in meeting.ballots.values():
        yield eligible(meeting, ballot)
    for entry in meeting.past:
        yield explained(meeting, entry)
    for command in ({"do": "open_meeting"}, {"do": "close_ballot", "ballot": "b1"}, {"do": "state_quorum"}):
        said = decide(meeting, read_command(command), by=PersonId("chair"), at=AT)
        if isinstance(said, Refusal):
            yield refusal(meeting, said)


@pytest.mark.parametrize("name", ["announced", "disturbed", "tie_broken", "secretly_decided", "left_open"])
def test_reasons_are_given_in_english(name: str) -> None:
    meeting = situations.ALL[name]().meeting
    found = list(reasons(meeting))
    html = RENDER.page("why.html", ENGLISH, explanations=found, body=meeting.plan.body.name, words=text)
    theirs = written_by_people(meeting)
    assert {one for one in said_by_us(html, theirs) if LEFT.search(one)} == set()


@pytest.mark.parametrize("profile", ["ni", "by", "ni-hannover-council"])
def test_the_law_is_told_in_english(profile: str) -> None:
    """But for what a profile itself lays down in German: the words of motions, minutes and terms."""
    law = load(profile, on=AT.date(), kind="council")
    found = book(opened(law, on=AT.date(), kind="council", said={}))
    lines = [line for line in found.lines if line.question not in IN_THE_WORDS_OF_THE_LAW]
    said = [
        one for line in lines for one in (line.name, line.asks, line.value, line.mark, line.remark) if one
    ]
    english = {in_language(one, ENGLISH) for one in [*said, *(chapter.title for chapter in found.chapters)]}
    assert {one for one in english if LEFT.search(one)} == set()
