"""Over random evenings: everything is explained, the arithmetic is the record's, and no single vote is named."""

import re
from collections import Counter
from collections.abc import Iterator

from handzeichen.meeting import events as e
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.ids import Method
from handzeichen.meeting.machine import decide
from handzeichen.meeting.refusals import OWN_RULE, Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.why.eligible import eligible
from handzeichen.why.entry import entry_of
from handzeichen.why.explanation import Explanation
from handzeichen.why.quorum import quorum_here
from handzeichen.why.refusal import refusal
from handzeichen.why.text import lines
from meeting.evenings import evening
from meeting.test_properties import Run
from why.situations import says

SEEDS = range(4032, 4044)
CHOICE = re.compile(r"\b(Ja|Nein|Enthaltung)\b")


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def line(explanation: Explanation, start: str) -> str:
    return next(text for text in explanation.arithmetic if text.startswith(start))


def entries(run: Run) -> Iterator[tuple[Meeting, Meeting, e.Entry]]:
    """Each entry but the first, with the meeting before and after it."""
    before: Meeting | None = None
    for entry in run.entries:
        after = evolve(before, entry)
        if before is not None:
            yield before, after, entry
        before = after


def check(before: Meeting, after: Meeting, entry: e.Entry) -> None:
    """What an entry's explanation must not get wrong."""
    found = entry_of(before, after, entry, says(after, entry))
    assert lines(found)
    match entry.event:
        case e.ResultAnnounced() as said:
            is_result(found, after, said)
        case e.QuorumStated() | e.QuorumChallenged() as stated:
            present, required = numbers(next(t for t in found.arithmetic if "≥" in t or "<" in t))[:2]
            assert (present, required) == (stated.present, stated.required)
            assert sum(numbers(line(found, "Anwesend:"))[:2]) == stated.present
        case e.VoteCast() | e.VoteRecorded() | e.OwnVoteRecorded():
            told = " ".join([found.conclusion, *found.facts, *found.arithmetic])
            assert not CHOICE.search(told), "a single vote is told without its choice"


def is_result(found: Explanation, after: Meeting, said: e.ResultAnnounced) -> None:
    """The proof adds up to the eligible, the base is the right one, and names stand in a roll call alone."""
    ballot = after.ballots[said.ballot]
    *parts, total = numbers(line(found, "Probe:"))
    assert parts == [said.yes, said.no, said.abstain, said.not_voted]
    assert sum(parts) == total == len(ballot.eligible)
    assert f"also mindestens {said.needed} Ja" in line(found, "Nötig:")
    sign = "≥" if said.result.value == "passed" else "<"
    assert any(text.startswith(f"{said.yes} {sign} {said.needed}") for text in found.arithmetic)
    assert sum(numbers(next(f for f in found.facts if f.startswith("Herkunft")))) == sum(parts[:3])
    if ballot.opened.method is not Method.ROLL_CALL:
        assert not [fact for fact in found.facts if fact.startswith("Namentlich")]


def check_refused(meeting: Meeting, said: Refusal) -> None:
    """A refusal names the answers that it rests on, or says that none is needed."""
    found = refusal(meeting, said)
    assert lines(found) and found.help
    if said.source == OWN_RULE:
        assert any("Regel des Programms" in fact for fact in found.facts)
    elif said.rests_on:
        assert found.answers[0].source == said.source or found.answers[0].value == said.source


def explained(seed: int) -> Counter[str]:
    """Everything in the evening of a seed, explained; how often what came up."""
    run, seen = Run(), Counter[str]()
    for step in evening(seed):
        before = run.meeting
        said = decide(before, step.named(before, run.now + step.pause), by=step.by, at=run.now + step.pause)
        if isinstance(said, Refusal):
            check_refused(before, said)
            seen["rests on law" if said.rests_on else "rests on none"] += 1
        run.take(step)
        if (ballot := run.meeting.ballot) is not None:
            *parts, total = numbers(line(eligible(run.meeting, ballot), "Stimmberechtigt:"))
            assert sum(parts) == total == len(ballot.eligible)
        assert lines(quorum_here(run.meeting))
    for before, after, entry in entries(run):
        check(before, after, entry)
    return seen + Counter(type(entry.event).__name__ for entry in run.entries)


def test_everything_in_an_evening_is_explained_and_the_evenings_are_lively_enough_to_mean_something() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        seen.update(explained(seed))
    for happened in (
        "ResultAnnounced",
        "QuorumStated",
        "Recused",
        "ConnectionLost",
        "VoteRecorded",
        "Corrected",
        "StepsSettled",
        "PresenceConfirmed",
    ):
        assert seen[happened] >= 3, (happened, seen)
    assert seen["rests on law"] >= 20 and seen["rests on none"] >= 20, seen
