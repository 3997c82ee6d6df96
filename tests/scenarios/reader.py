"""Plays a scenario, an evening written like minutes, and says with file, line and words where it went otherwise.

    Ausschuss für Brücken Erlenbrügge, ni, 2021-01-21        whose evening, under which law, on which day

    Sitze: 5                                                 given
    Mitglieder: Ahrens (BLE, Vorsitz), Brandt (Aufwind, Stellvertretung)
    Stellvertretend: Ivers (Aufwind)
    Beratend: Jung
    Geschäftsordnung: speaking_time = { speech = 5 }         an answer of the house's own, as its profile writes it
    TOP 2: Neue Brücke – Beschluss

    17.41  Sitzung eröffnet                                  when
    17.55  Abstimmung über die Vertagung   ⨯ why (source)    it is refused, and how
    17.56  Ergebnis bekannt gegeben        → words           then this is true; more lines with "→" may follow

    Protokoll:                                               these lines stand in the minutes, in this order
      Beginn 17.41 Uhr
      nicht: Einstimmig                                      and this one does not

"(seit 17.24)" after a sentence is its true time. What can be said stands in `words`, what can be true in `truths`.
"""

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from handzeichen.law.answers import InForce, law_from, load
from handzeichen.log.codec import read_entry, read_scripted, write_entry
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM
from handzeichen.meeting.machine import Accepted, decide, evolve, plan_meeting
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting
from handzeichen.meeting.to_repeat import affected
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text as as_text
from scenarios.builders import KINDS
from scenarios.given import BERLIN, ident, plan_of
from scenarios.truths import truths
from scenarios.words import commands

HOUSE = "Geschäftsordnung: "
STEP = re.compile(r"(?P<at>\d\d\.\d\d)  (?P<said>.+?)(?: +(?P<mark>[⨯→]) (?P<expected>.+))?")
MORE = re.compile(r" +→ (?P<expected>.+)")
SINCE = re.compile(r"(?P<said>.+) \(seit (?P<since>\d\d\.\d\d)\)")


class Otherwise(AssertionError):
    """The evening went otherwise than written."""

    def __init__(self, file: str, line: int, words: str, why: str) -> None:
        super().__init__(f"\n{file}:{line}: {words}\n{why}")


def play(path: Path) -> Meeting:
    """Play a scenario to its end; raises Otherwise at the first line that is not so."""
    return play_text(path.read_text("utf-8"), path.name)


def play_text(text: str, file: str) -> Meeting:
    """The same for a scenario's text."""
    rows = [
        (number, row.rstrip()) for number, row in enumerate(text.splitlines(), 1) if not row.startswith("#")
    ]
    rows = [(number, row) for number, row in rows if row]
    start = next((index for index, (_, row) in enumerate(rows) if STEP.fullmatch(row)), len(rows))
    end = next((index for index, (_, row) in enumerate(rows) if row == "Protokoll:"), len(rows))
    evening = Evening.given([row for _, row in rows[:start]])
    for number, row in rows[start:end]:
        try:
            evening.take(row)
        except AssertionError as error:
            raise Otherwise(file, number, row, str(error)) from None
    _check_minutes(file, rows[end + 1 :], as_text(minutes(evening.meeting)).splitlines())
    return evening.meeting


def _check_minutes(file: str, expected: list[tuple[int, str]], found: list[str]) -> None:
    place = 0
    for number, row in expected:
        line = row.strip()
        if line.startswith("nicht: "):
            if line.removeprefix("nicht: ") in found:
                raise Otherwise(file, number, line, "Diese Zeile steht im Protokoll.")
        elif line not in found[place:]:
            raise Otherwise(file, number, line, "Diese Zeile steht hier nicht:\n" + "\n".join(found[place:]))
        else:
            place = found.index(line, place) + 1


def house_rules(law: InForce, rows: list[str]) -> InForce:
    """The law with the answers that the body's own rules of procedure give to some questions."""
    said = [row.removeprefix(HOUSE) for row in rows if row.startswith(HOUSE)]
    own = tomllib.loads("\n".join(said))
    assert own.keys() <= {row.question for row in law.rows}, "Diese Frage gibt es nicht."
    changed = tuple(
        replace(row, value=own[row.question], source="Geschäftsordnung des Gremiums", mark="local")
        if row.question in own
        else row
        for row in law.rows
    )
    return replace(law, rows=changed, law=law_from(changed))


@dataclass
class Evening:
    """A meeting while its scenario is played."""

    meeting: Meeting
    day: date
    entries: int = 1
    answer: Accepted | None = None
    motions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def given(cls, rows: list[str]) -> "Evening":
        """The evening before it begins, from the lines before the first time."""
        plan, day = plan_of(rows)
        law = house_rules(load(plan.body.rules, on=day, kind=plan.body.kind), rows)
        first = Entry(
            seq=1, at=plan.meeting.starts_at - timedelta(hours=1), by=SYSTEM, event=plan_meeting(plan, law)
        )
        return cls(evolve(None, read_entry(1, write_entry(first))), day)

    def take(self, row: str) -> None:
        """One line: what was said is asked of the meeting, or what is expected is looked at."""
        if more := MORE.fullmatch(row):
            self._check(more["expected"])
            return
        step = STEP.fullmatch(row)
        assert step, "So fängt hier keine Zeile an: Es fehlt die Zeit oder ein Pfeil."
        refusal = self._say(step["said"].strip(), self._at(step["at"]))
        if step["mark"] == "⨯":
            said = None if refusal is None else f"{refusal.why()} ({refusal.source})"
            assert said == step["expected"], f"abgelehnt mit: {said}"
        else:
            assert refusal is None, (
                f"abgelehnt mit: {refusal and refusal.why()} ({refusal and refusal.source})"
            )
        if step["mark"] == "→":
            self._check(step["expected"])

    def _say(self, said: str, at: datetime) -> Refusal | None:
        late = SINCE.fullmatch(said)
        asked = commands(self, late["said"] if late else said)
        assert asked is not None, "Diesen Satz kennt scenarios/words.py nicht."
        for command in asked:
            since = {"since": self._at(late["since"]).isoformat()} if late else {}
            answer = self._ask({**command, **since}, at)
            if isinstance(answer, Refusal):
                return answer
        return None

    def _ask(self, command: dict[str, Any], at: datetime) -> Accepted | Refusal:
        ask = read_scripted(command)
        answer = decide(self.meeting, ask.command, by=str(ask.by), at=at)
        if isinstance(answer, Refusal):
            return answer
        self.answer = answer
        for event in answer.events:
            self.entries += 1
            entry = Entry(seq=self.entries, at=at, by=answer.by, for_=answer.for_, event=event)
            self.meeting = evolve(self.meeting, read_entry(entry.seq, write_entry(entry)))
        return answer

    def _check(self, expected: str) -> None:
        found = list(truths(self.meeting, self.answer))
        assert expected in found, "stattdessen gilt:\n  " + "\n  ".join(found)

    def _at(self, clock: str) -> datetime:
        moment = datetime.combine(self.day, time.fromisoformat(clock.replace(".", ":")), BERLIN)
        return moment.astimezone(self.meeting.plan.meeting.starts_at.tzinfo)

    # What a sentence looks up

    def ids(self, names: str) -> list[str]:
        """The ids of people by surname."""
        return [ident(name) for name in re.split(r", | und ", names)]

    def faction(self, name: str) -> str:
        """A faction's id."""
        return ident(name)

    def motion(self, words: str) -> str:
        """The main motion of "TOP 2", a part that it was split into, or the last of a kind."""
        if part := re.fullmatch(r"Teil (\d+) von TOP (.+)", words):
            return f"top{part[2]}.{part[1]}"
        if words.startswith("TOP "):
            return f"top{words.removeprefix('TOP ')}"
        kind = KINDS[words.split(" ", 1)[1]]
        found = [motion.id for motion in self.meeting.motions.values() if motion.moved.kind == kind]
        assert found, f"Einen solchen Antrag gibt es nicht: {words}"
        return found[-1]

    def next_motion(self) -> str:
        """A free id."""
        return f"m{len(self.meeting.motions) + 1}"

    def next_ballot(self) -> str:
        """A free id."""
        return f"b{len(self.meeting.ballots) + 1}"

    @property
    def affected(self) -> list[int]:
        """The numbers of the steps that wait since a fault of the municipality."""
        return [one.step.seq for one in affected(self.meeting) if one.is_open]

    @property
    def ballot(self) -> str:
        """The last ballot's id."""
        assert self.meeting.ballots, "Es gibt noch keine Abstimmung."
        return list(self.meeting.ballots)[-1]
