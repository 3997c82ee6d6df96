"""769 ballots of a real council, counts only: the engine under the law of Saxony-Anhalt decides each as that council did.

See tests/data/README.md for where they come from. The seats that did not vote are told to the count as not voting.
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

from handzeichen.app.plan import law_of, read_plan
from handzeichen.law.answers import load
from handzeichen.law.majority import Tally, passes
from handzeichen.log.codec import read_command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, BallotId, MotionOutcome, Result
from handzeichen.meeting.machine import Accepted, decide, evolve, plan_meeting
from handzeichen.meeting.state import Meeting

SOURCE = Path(__file__).parent.parent / "data" / "roll-calls.csv"
ROWS = list(csv.DictReader(SOURCE.read_text("utf-8").splitlines()))
NUMBERS = ("yes", "no", "abstain", "not_voted")
SEATS = max(sum(int(row[name]) for name in NUMBERS) for row in ROWS)
START = datetime.fromisoformat("2024-03-14T14:00:00+01:00")

PLAN = f"""
[body]
id = "stadtrat"
name = "Stadtrat"
kind = "council"
rules = "st"
seats = {SEATS}
[meeting]
number = 1
starts_at = {START.isoformat()}
form = "in_person"
clerk = "clerk-of-the-day"
[[people]]
id = "clerk-of-the-day"
name = "Protokoll"
role = "administration"
[[items]]
id = "1"
title = "Alles auf einmal"
""" + "".join(
    f'[[people]]\nid = "p{number}"\nname = "P{number}"\nrole = "member"\nchairs = {str(number == 0).lower()}\n'
    for number in range(SEATS)
)


def test_there_are_as_many_as_the_source_says() -> None:
    results = [row["stated_result"] for row in ROWS]
    assert len(ROWS) == 769
    assert {name: results.count(name) for name in set(results)} == {
        "ungeändert beschlossen": 507,
        "geändert beschlossen": 143,
        "abgelehnt": 119,
    }


def test_each_majority_of_its_day_passes_what_the_council_passed() -> None:
    laws = {
        day: load("st", on=date.fromisoformat(day), kind="council").law for day in {r["date"] for r in ROWS}
    }
    wrong = []
    for row in ROWS:
        law = laws[row["date"]]
        yes, no, abstain, _ = (int(row[name]) for name in NUMBERS)
        tally = Tally(yes=yes, no=no, abstain=abstain, present=yes + no + abstain, seats=SEATS)
        if passes(law.majority.value, tally) is (row["stated_result"] == "abgelehnt"):
            wrong.append(row)
    assert wrong == []


def test_each_ballot_played_through_ends_as_the_council_stated() -> None:
    meeting = opened()
    for number, row in enumerate(ROWS):
        meeting = after_ballot(meeting, number, row)
    for number, row in enumerate(ROWS):
        end, motion = meeting.ballots[BallotId(f"b{number}")].end, meeting.motions[f"m{number}"]
        rejected = row["stated_result"] == "abgelehnt"
        assert end.result is not None
        assert [getattr(end.result, name) for name in NUMBERS] == [
            *(int(row[name]) for name in NUMBERS[:3]),
            SEATS - sum(int(row[name]) for name in NUMBERS[:3]),
        ], row
        assert (end.result.result is Result.REJECTED) is rejected, row
        assert motion.outcome is (MotionOutcome.REJECTED if rejected else MotionOutcome.ADOPTED), row
        assert ("abgelehnt" in end.result.wording) is rejected, row


def opened() -> Meeting:
    """Everybody in the room, the quorum stated, the item called."""
    plan = read_plan(PLAN.encode())
    meeting = evolve(None, Entry(seq=1, at=START, by=SYSTEM, event=plan_meeting(plan, law_of(plan))))
    for number in range(SEATS):
        meeting = done(meeting, "clerk", {"do": "arrive", "person": f"p{number}", "via": "room"})
    for command in ({"do": "open_meeting"}, {"do": "state_quorum"}, {"do": "call_item", "item": "1"}):
        meeting = done(meeting, "chair", command)
    return meeting


def after_ballot(meeting: Meeting, number: int, row: dict[str, str]) -> Meeting:
    """One row: moved, voted on by hands, announced."""
    motion, ballot = f"m{number}", f"b{number}"
    votes = {name: int(row[name]) for name in NUMBERS[:3]}
    votes["not_voted"] = SEATS - sum(votes.values())
    for by, command in (
        ("chair", {"do": "move", "motion": motion, "kind": "main", "text": row["paper"]}),
        ("chair", {"do": "open_ballot", "ballot": ballot, "motion": motion, "method": "show_of_hands"}),
        ("clerk", {"do": "count_hands", "ballot": ballot, **votes}),
        ("chair", {"do": "close_ballot", "ballot": ballot}),
        ("chair", {"do": "announce_result", "ballot": ballot}),
    ):
        meeting = done(meeting, by, command)
    return meeting


def done(meeting: Meeting, by: str, command: dict[str, object]) -> Meeting:
    at = START + timedelta(seconds=1)
    answer = decide(meeting, read_command(command), by=by, at=at)
    assert isinstance(answer, Accepted), answer
    for event in answer.events:
        meeting = evolve(meeting, Entry(seq=2, at=at, by=answer.by, for_=answer.for_, event=event))
    return meeting
