"""Whose page is silent: the best of several counts, seconds become tens and minutes, other servers' pages are unknown."""

from dataclasses import dataclass

import pytest

from handzeichen.app.lines import Lines
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn
from handzeichen.meeting.ids import PersonId
from views.clerk_evening import Evening

MEETING = Evening.played(lambda line: line["do"] == "open_meeting").meeting


@dataclass
class Page:
    sign_in: SignIn | None
    heard_at: float
    took: float = 0.0


def page(person: str, heard_at: float, took: float = 0.0) -> Page:
    who = SignIn(
        id=person, slug=person, meeting=MEETING.plan.id, role=Role.MEMBER, person=PersonId(person), until=0
    )
    return Page(who, heard_at, took)


def told(lines: Lines, now: float) -> list[str]:
    return [f"{line.name}: {line.text} {line.since}".strip() for line in lines.part(MEETING, now).lines]


@pytest.mark.parametrize(
    ("seconds", "since"),
    [(9, None), (10, "seit 10 s"), (49, "seit 40 s"), (60, "seit 1 min"), (185, "seit 3 min")],
)
def test_a_silence_is_told_in_tens_of_seconds_and_then_in_minutes(seconds: float, since: str | None) -> None:
    lines = Lines(beat=2, follows_gone=True)
    lines.look([page("elvers", 100)])
    assert told(lines, 100 + seconds) == ([] if since is None else [f"Elvers: Seite offline {since}"])


def test_of_several_pages_of_one_person_the_best_counts_and_the_room_needs_none() -> None:
    lines = Lines(beat=2, follows_gone=True)
    lines.look([page("elvers", 100), page("elvers", 138), page("cordsen", 0)])
    assert told(lines, 140) == []


def test_an_answer_that_takes_long_is_told() -> None:
    lines = Lines(beat=2, follows_gone=True)
    lines.look([page("elvers", 100, took=2.0), page("nordmeier", 100, took=0.1)])
    assert told(lines, 101) == ["Elvers: Seite antwortet langsam"]


def test_a_page_that_went_is_spoken_of_where_no_other_server_could_have_it_and_until_it_is_signed_out() -> (
    None
):
    alone, one_of_two = Lines(beat=2, follows_gone=True), Lines(beat=2, follows_gone=False)
    elvers = page("elvers", 100)
    for lines in (alone, one_of_two):
        lines.look([elvers])
        lines.look([])
    assert (len(told(alone, 140)), told(one_of_two, 140)) == (1, [])
    assert elvers.sign_in is not None
    alone.forget(elvers.sign_in)
    assert told(alone, 140) == []
