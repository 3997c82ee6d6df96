"""The demonstration's meeting, played as far as a test wants, and changed where it needs another one."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from handzeichen.app.demo import FOLDER
from handzeichen.app.plan import law_of, read_plan
from handzeichen.app.replay import Played, play
from handzeichen.law.majority import Tie
from handzeichen.law.questions import Barring
from handzeichen.log.codec import read_command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, BallotId
from handzeichen.meeting.machine import Accepted, decide, evolve, plan_meeting
from handzeichen.meeting.plan import Plan
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting

PLAN = (FOLDER / "plan.toml").read_bytes()
SCRIPT = [line for line in (FOLDER / "script.jsonl").read_text("utf-8").splitlines() if line.strip()]


@cache
def _played(lines: int) -> Played:
    """The first so many lines of the script; many moments begin with the same."""
    return play(PLAN, "\n".join(SCRIPT[:lines]).encode())


@dataclass
class Evening:
    """A meeting that commands change, with the log they leave."""

    meeting: Meeting
    entries: list[Entry] = field(default_factory=list)
    now: datetime | None = None

    @classmethod
    def planned(cls, plan: Plan, *, live: bool | None = None) -> "Evening":
        """Before anything has happened."""
        at = plan.meeting.starts_at - timedelta(minutes=30)
        entry = Entry(seq=1, at=at, by=SYSTEM, event=plan_meeting(plan, law_of(plan), live=live))
        return cls(evolve(None, entry), [entry], at)

    @classmethod
    def played(cls, until: Callable[[dict[str, Any]], bool] = lambda line: False) -> "Evening":
        """The demonstration's script up to and with the first line that `until` holds of."""
        lines = [json.loads(text) for text in SCRIPT]
        reached = next((place for place, line in enumerate(lines, 1) if until(line)), len(lines))
        done = _played(reached)
        return cls(done.meeting, list(done.entries), done.entries[-1].at)

    def ask(self, by: str, command: dict[str, Any]) -> Accepted | Refusal:
        """What the core answers; accepted events happen, a second later."""
        assert self.now is not None
        self.now += timedelta(seconds=1)
        answer = decide(self.meeting, read_command(dict(command)), by=by, at=self.now)
        if isinstance(answer, Accepted):
            self._happen(answer)
        return answer

    def do(self, by: str, do: str, **fields: Any) -> "Evening":
        """A command that must be accepted."""
        answer = self.ask(by, {"do": do, **{name.rstrip("_"): value for name, value in fields.items()}})
        assert isinstance(answer, Accepted), (do, fields, answer)
        return self

    def _happen(self, answer: Accepted) -> None:
        assert self.now is not None
        for event in answer.events:
            entry = Entry(
                seq=self.entries[-1].seq + 1, at=self.now, by=answer.by, for_=answer.for_, event=event
            )
            self.meeting = evolve(self.meeting, entry)
            self.entries.append(entry)


def under(evening: Evening, **values: Any) -> Evening:
    """The same evening, some answers of its law replaced."""
    law = evening.meeting.law
    changed = {question: replace(getattr(law, question), value=value) for question, value in values.items()}
    return replace(evening, meeting=replace(evening.meeting, law=replace(law, **changed)))


def demo_plan(**changes: Any) -> Plan:
    """The demonstration's plan with some of its parts replaced."""
    return replace(read_plan(PLAN), **changes)


def tied(evening: Evening) -> Evening:
    """A ballot on m2 with as many yes as no, closed, under a law that leaves it to the lot."""
    law = evening.meeting.law
    evening.meeting = replace(evening.meeting, law=replace(law, tie=replace(law.tie, value=Tie.LOT)))
    evening.do("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    voters = list(evening.meeting.ballots[BallotId("b1")].eligible.values())
    for place, voter in enumerate(voters[: len(voters) // 2 * 2]):
        evening.do(
            "clerk", "record_vote", ballot="b1", person=voter.person, choice="no" if place % 2 else "yes"
        )
    return evening.do("chair", "close_ballot", ballot="b1")


def states() -> dict[str, Evening]:
    """The moments of an evening that a clerk's page must be good in."""

    def upto(**wanted: Any) -> Evening:
        return Evening.played(lambda line: wanted.items() <= line.items())

    ended, b1 = Evening.played(), {"ballot": "b1"}
    return {
        "planned": Evening.planned(demo_plan()).do("clerk", "arrive", person="rehbein", via="room"),
        "before the opening": upto(do="arrive", person="sokolow"),
        "a trial": upto(do="arrive", person="sokolow").do("clerk", "open_trial_ballot"),
        "opened": upto(do="open_meeting"),
        "a presence check": upto(do="open_meeting").do("chair", "ask_presence", within=60),
        "motions moved": upto(do="move", motion="m2"),
        "ballot open": upto(do="cast_vote", **b1),
        "one hand missing": upto(do="cast_vote", **b1)
        .do("clerk", "count_hands", **b1, yes=5, no=1, abstain=0)
        .do("chair", "close_ballot", **b1),
        "ballot closed": upto(do="close_ballot", **b1),
        "announced": upto(do="announce_result", **b1),
        "doubted": upto(do="announce_result", **b1).do("cordsen", "doubt_result", **b1),
        "roll call": upto(do="move", motion="m2").do("chair", "open_ballot", motion="m2", method="roll_call"),
        "tied": tied(upto(do="move", motion="m2")),
        "on paper": under(upto(do="move", motion="m2"), remote_secret_votes=Barring.EXCLUDED_REMOTE)
        .do("chair", "open_ballot", motion="m2", ballot="g1", method="secret")
        .do("clerk", "take_paper", ballot="g1", person="koepcke"),
        "left open by the law": under(upto(do="call_item", item="2"), remote_secret_votes=Barring.UNCLEAR).do(
            "cordsen", "move", motion="g2", kind="secret_vote"
        ),
        "agreed": upto(do="move", motion="m1").do("chair", "agree", motion="m1"),
        "amended": upto(do="call_item", item="2")
        .do("cordsen", "move", kind="amendment", amends="m4", text="Kürzer.", extent=2)
        .do("nordmeier", "move", kind="main", text="Etwas anderes.")
        .do("clerk", "table_paper", item="2", reference="1", kind="Tischvorlage", handed="table")
        .do("clerk", "recuse", person="koepcke", item="2")
        .do("koepcke", "contest_recusal", person="koepcke", item="2"),
        "restated": upto(do="call_item", item="2")
        .do("cordsen", "move", motion="m9", kind="amendment", amends="m4", text="Kürzer.")
        .do("clerk", "accept_amendment", motion="m9", person="hollenstedt-ruehl"),
        "disturbed": upto(do="call_item", item="2")
        .do("clerk", "lose_connection", person="elvers")
        .do("clerk", "lose_connection", scope="room")
        .do("oezcelik", "arrive", person="oezcelik", via="video"),
        "somebody speaks": upto(do="give_floor", person="vosskamp"),
        "somebody waits": upto(do="request_floor", person="vosskamp"),
        "challenged": upto(do="call_item", item="2").do("cordsen", "challenge_quorum"),
        "led by nobody in the room": upto(do="call_item", item="2").do("clerk", "leave", person="brandhorst"),
        "suspended": upto(do="call_item", item="2").do("chair", "suspend", reason="Pause"),
        "a stranger": upto(do="call_item", item="2").do(
            "clerk", "admit", person={"id": "gast", "name": "Gast", "role": "guest"}
        ),
        "behind closed doors": upto(do="call_item", item="3")
        .do("cordsen", "move", motion="m9", kind="exclude_public")
        .do("chair", "agree", motion="m9")
        .do("elvers", "confirm_alone", person="elvers")
        .do("nordmeier", "confirm_alone", person="nordmeier")
        .do("moehring-aufwind", "confirm_alone", person="moehring-aufwind")
        .do("chair", "exclude_public", cleared=True, stream_off=True),
        "somebody came late": upto(do="move", motion="m2")
        .do("clerk", "leave", person="koepcke")
        .do("chair", "open_ballot", motion="m2", method="show_of_hands")
        .do("clerk", "arrive", person="koepcke", via="room"),
        "ended": ended,
    }
