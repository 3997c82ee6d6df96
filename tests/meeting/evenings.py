"""Random evenings: scenes as a meeting has them, disturbed by any command from anybody, from one seed.

Steps are made before they are played and know no state ("last" stands for the ballot opened last, "open0" for the first
motion that is open then, "ripe" for the last that can be voted on, "agreed" for the one just
agreed), so that a failing evening can be made shorter by leaving steps out.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.admission import not_openable
from handzeichen.meeting.commands import COMMANDS, Command
from handzeichen.meeting.corrections import CORRECTABLE
from handzeichen.meeting.ids import (
    BallotId,
    Choice,
    Count,
    FactionId,
    ItemId,
    Kind,
    Line,
    MotionId,
    PersonId,
    Role,
    Seconds,
    Settled,
    Text,
)
from handzeichen.meeting.plan import Person
from handzeichen.meeting.rightly import ROLL
from handzeichen.meeting.state import Meeting
from handzeichen.meeting.to_repeat import affected

LAST = BallotId("last")
VOTERS = ["ahrens", "brandt", "carstens", "gross", "ebeling", "falk"]
PEOPLE = [*VOTERS, "demir", "hansen", "ivers", "jung", "lorenz"]
NAMES: dict[object, list[Any]] = {
    PersonId: [*PEOPLE, *VOTERS, "wer"],
    FactionId: ["ulme", "esche"],
    ItemId: ["2", "2", "2", "3", "3", "4", "5", "m1", "9"],
    MotionId: ["open0", "open0", "open1", "open1", "open2", "open3", "m2", "m3", "m1", "m5", "m99"],
    BallotId: [LAST, LAST, LAST, LAST, "b1", "b2", "b99"],
    Count: [0, 0, 1, 2, 3],
    Seconds: [60],
    int: [0, 1, 2],
    bool: [True, False],
    str: ["so"],
    Text: ["so"],
    Line: ["1/2", "2/3"],
    datetime: [None],
    date: [date(2026, 11, 24)],
}
NEW = {(c.Move, "motion"), (c.OpenBallot, "ballot"), (c.RepeatBallot, "new")}
NEVER = {c.CloseMeeting, c.Adjourn, c.Correct, c.TakePaper, c.CountPapers}
NEVER |= {c.OpenTrialBallot, c.CastTrialVote, c.CloseTrialBallot, c.Hold, c.ReleaseHold}
NEVER |= {c.IssueMinutes, c.SignMinutes, c.ApproveMinutes, c.ObjectToResolution, c.LiftObjection}
"""An evening that is over early is dull; what comes later is refused anyway, as is a trial after the opening.
Corrections have a scene of their own, and what a hold forbids comes long after the evening."""
AS_IT_WAS = c.StateQuorum()
"""Stands in a correction for the command that it corrects."""
ROLL_COMMANDS = [c.Arrive, c.Leave, c.Deputise, c.LoseConnection, c.AttributeFault, c.Recuse]
KINDS = [kind for kind in COMMANDS.values() if kind not in NEVER]


@dataclass(frozen=True, slots=True)
class Step:
    """A command, who gives it, how much later than the one before, and how late it is entered."""

    command: Command
    by: str
    pause: timedelta = timedelta(0)
    late_by: timedelta = timedelta(0)

    def named(self, meeting: Meeting, now: datetime) -> Command:
        """The command with the last ballot named, and perhaps a true time before its own."""
        if isinstance(self.command, c.Correct):
            return _corrects(self.command, meeting, now - self.late_by)
        if isinstance(self.command, c.SettleSteps):
            return _settles(self.command, meeting)
        command = _named(self.command, meeting)
        if isinstance(command, c.Late) and self.late_by:
            command = replace(command, since=now - self.late_by)
        return command


def _named(command: Command, meeting: Meeting) -> Command:
    names: dict[Any, Any] = {LAST: next(reversed(meeting.ballots), LAST)}
    names["agreed"] = meeting.sitting.last_act.agreed or "agreed"
    still_open = [motion.id for motion in meeting.motions.values() if motion.open]
    names |= {f"open{place}": motion for place, motion in enumerate(still_open)}
    if isinstance(command, c.OpenBallot):
        asked = (replace(command, motion=motion, with_=(), majority=None) for motion in still_open)
        names["ripe"] = ([ask.motion for ask in asked if not_openable(meeting, ask) is None] or ["ripe"])[-1]
    found = {field.name: getattr(command, field.name) for field in fields(command)}
    changed = {
        name: tuple(names.get(one, one) for one in value) if isinstance(value, tuple) else names[value]
        for name, value in found.items()
        if isinstance(value, tuple) or (isinstance(value, str) and value in names)
    }
    return replace(command, **changed)


def _corrects(command: c.Correct, meeting: Meeting, at: datetime) -> c.Correct:
    """The correction with an entry named, counted from the end, and for `AS_IT_WAS` its own command at another time."""
    entries = [entry for entry in meeting.past if isinstance(entry.event, (*CORRECTABLE, e.Corrected))]
    assert isinstance(command.of, int)
    entry = entries[-1 - command.of % len(entries)]
    rightly, event = command.with_, entry.event
    if rightly is not None and rightly.command == AS_IT_WAS:
        again: Command = AS_IT_WAS
        if type(event) in ROLL:
            again = ROLL[type(event)](event)
        elif isinstance(event, e.HandsCounted):
            no = Count(command.of % 3)
            again = c.CountHands(ballot=event.ballot, no=no, abstain=Count(0), derive=Choice.YES)
        elif isinstance(event, e.VoteRecorded):
            again = c.RecordVote(
                ballot=event.ballot,
                person=event.person,
                choice=[*Choice][command.of % 3],
                replaces=True,
                reason=Text("so"),
            )
        rightly = c.Rightly(command=again, at=at)
    return replace(command, of=entry.seq, with_=rightly)


def _settles(command: c.SettleSteps, meeting: Meeting) -> c.SettleSteps:
    """Of what a fault of the house fell upon, each counted from the end; where there is nothing, it is refused."""
    known = affected(meeting)
    return replace(
        command, steps=tuple(known[-1 - n % len(known)].step.seq if known else n for n in command.steps)
    )


def evening(seed: int, scenes: int = 18) -> list[Step]:
    """The steps of one evening."""
    draw = Random(seed)
    return [
        replace(
            step,
            pause=timedelta(seconds=draw.choice([0, 0, 0, 30, 90])),
            late_by=timedelta(minutes=draw.choice([0, 0, 0, 1, 4])),
        )
        for _ in range(scenes)
        for step in draw.choice(SCENES)(draw)
    ]


# Scenes


def a_ballot(draw: Random) -> Iterator[Step]:
    """Opened, voted in, disturbed, closed, announced, and perhaps doubted and repeated."""
    if draw.random() < 0.1:
        yield Step(c.Leave(person=PersonId("falk")), "clerk")
    motion = draw.choice([*["ripe"] * 20, *NAMES[MotionId]])
    together = (draw.choice(NAMES[MotionId]),) if draw.random() < 0.2 else ()
    majority = _any(draw, c.ChosenMajority) if draw.random() < 0.15 else None
    method = draw.choice(["show_of_hands", "show_of_hands", "roll_call"])
    fields_ = {"motion": motion, "with_": together, "majority": majority}
    yield Step(
        c.OpenBallot(method=get_type_hints(c.OpenBallot)["method"](method), **fields_),
        draw.choice(["chair", "clerk"]),
    )
    yield from _voting(draw)
    if draw.random() < 0.3:
        yield Step(c.DoubtResult(ballot=LAST), draw.choice(VOTERS))
        yield Step(c.RepeatBallot(ballot=LAST, reason=Text("verzählt")), "chair")
        yield from _voting(draw)
    for person in draw.sample(VOTERS, draw.randint(0, 2)):
        yield Step(c.HaveVoteRecorded(ballot=LAST, choice=draw.choice([None, *Choice])), person)


def _voting(draw: Random) -> Iterator[Step]:
    acts = [
        _cast,
        _cast,
        _recorded,
        _counted,
        _counted,
        anything,
        a_fault,
        someone_late,
        a_deputy,
        a_correction,
    ]
    for _ in range(draw.randint(0, 7)):
        yield from draw.choice(acts)(draw)
    if draw.random() < 0.1:
        yield Step(c.AbortBallot(ballot=LAST, reason=Text("Störung")), "chair")
    yield Step(c.CloseBallot(ballot=LAST), "chair")
    if draw.random() < 0.5:
        yield from _counted(draw, derive=True)
    if draw.random() < 0.2:
        yield from a_fault(draw)
    yield Step(c.AnnounceResult(ballot=LAST), draw.choice(["chair", "clerk"]))
    if draw.random() < 0.2:
        yield from a_correction(draw)


def _cast(draw: Random) -> Iterator[Step]:
    yield Step(c.CastVote(ballot=LAST, choice=draw.choice([*Choice])), draw.choice(VOTERS))


def _recorded(draw: Random) -> Iterator[Step]:
    person, choice = PersonId(draw.choice(VOTERS)), draw.choice([*Choice])
    reason = draw.choice([None, Text("verdrückt")])
    yield Step(
        c.RecordVote(ballot=LAST, person=person, choice=choice, replaces=draw.random() < 0.3, reason=reason),
        "clerk",
    )


def _counted(draw: Random, *, derive: bool = False) -> Iterator[Step]:
    no, abstain = Count(draw.randint(0, 1)), Count(draw.randint(0, 1))
    faction = None if derive or draw.random() < 0.7 else FactionId(draw.choice(NAMES[FactionId]))
    if derive or draw.random() < 0.6:
        counted = c.CountHands(ballot=LAST, no=no, abstain=abstain, derive=Choice.YES, faction=faction)
    else:
        counted = c.CountHands(
            ballot=LAST, yes=Count(draw.randint(0, 4)), no=no, abstain=abstain, faction=faction
        )
    yield Step(counted, "clerk")


def a_motion(draw: Random) -> Iterator[Step]:
    """Moved, and mostly something about this item."""
    kinds = [
        *Kind,
        Kind.AMENDMENT,
        Kind.AMENDMENT,
        Kind.URGENCY,
        Kind.POSTPONEMENT,
        Kind.RECUSAL,
        Kind.URGENT_ITEM,
    ]
    kind = draw.choice(kinds)
    amends = MotionId(draw.choice(["m2", "m2", "m3", "m1"])) if kind is Kind.AMENDMENT else None
    about = PersonId(draw.choice(VOTERS)) if kind is Kind.RECUSAL else None
    item = draw.choice([None, None, ItemId("2"), ItemId("3")])
    more = {"amends": amends, "about": about, "item": item, "extent": draw.choice([None, 1, 2])}
    yield Step(c.Move(kind=kind, title=Line("Flut"), **more), draw.choice(VOTERS))
    if draw.random() < 0.5:
        yield Step(c.Agree(motion=MotionId(f"open{draw.randint(1, 3)}")), "chair")
        yield Step(c.Object(motion=MotionId("agreed")), draw.choice([*VOTERS, "clerk"]))


def an_urgent_matter(draw: Random) -> Iterator[Step]:
    """Postponement is moved, then urgency, which settles it where it is granted."""
    for kind in (Kind.POSTPONEMENT, Kind.URGENCY):
        yield Step(c.Move(kind=kind, item=ItemId("2")), draw.choice(VOTERS))
    yield from a_ballot(draw)


def a_fault(draw: Random) -> Iterator[Step]:
    """Lost, perhaps attributed, mostly restored."""
    who = (
        {"scope": c.Scope.ROOM}
        if draw.random() < 0.2
        else {"person": PersonId(draw.choice(["ebeling", "falk"]))}
    )
    yield Step(c.LoseConnection(**who), "clerk")
    if draw.random() < 0.6:
        cause = draw.choice([*c.Cause])
        further = draw.choice([None, True, False]) if cause is c.Cause.MEMBER and "person" in who else None
        yield Step(c.AttributeFault(cause=cause, further=further, **who), "chair")
    if draw.random() < 0.9:
        yield Step(c.RestoreConnection(**who), "clerk")


def a_fault_of_the_house(draw: Random) -> Iterator[Step]:
    """The room is cut off while something happens; then what it fell upon is repeated, or a word is said of it."""
    yield Step(c.LoseConnection(scope=c.Scope.ROOM), "clerk")
    yield Step(
        c.AttributeFault(cause=c.Cause.MUNICIPALITY, scope=c.Scope.ROOM), "chair", timedelta(seconds=30)
    )
    for act in draw.sample(
        [c.StateQuorum(), c.CallItem(item=ItemId("3")), c.AbortBallot(ballot=LAST, reason=Text("so"))], 2
    ):
        yield Step(act, "chair", timedelta(seconds=5))
    yield Step(c.RestoreConnection(scope=c.Scope.ROOM), "clerk", timedelta(seconds=30))
    for _ in range(draw.randint(1, 2)):
        steps = tuple(draw.randint(0, 2) for _ in range(draw.randint(1, 2)))
        yield Step(c.SettleSteps(steps=steps, how=draw.choice([*Settled])), draw.choice(["chair", "clerk"]))


def a_presence_check(draw: Random) -> Iterator[Step]:
    """Whoever is on video is asked to confirm; some do, also through others, and perhaps the chair has seen enough."""
    yield Step(c.AskPresence(within=Seconds(60)), "chair")
    for person in draw.sample(["ebeling", "falk", "ivers"], draw.randint(0, 3)):
        yield Step(c.ConfirmPresence(person=PersonId(person)), draw.choice(["clerk", person]))
    if draw.random() < 0.5:
        yield Step(c.EndPresenceCheck(), "chair")


def someone_late(draw: Random) -> Iterator[Step]:
    """Somebody comes while a ballot is open and is admitted to it."""
    person = PersonId(draw.choice(["brandt", "falk"]))
    yield Step(c.Arrive(person=person, via=draw.choice([*c.Via])), "clerk")
    yield Step(c.AdmitToBallot(ballot=LAST, person=person), "chair")


def coming_and_going(draw: Random) -> Iterator[Step]:
    """Somebody goes or changes place, somebody deputises, somebody is barred."""
    person = PersonId(draw.choice(PEOPLE))
    if draw.random() < 0.3:
        yield Step(c.Leave(person=PersonId(draw.choice(["brandt", "falk"]))), "clerk")
    yield Step(_any(draw, draw.choice([c.Arrive, c.Arrive, c.Leave, c.Deputise, c.EndDeputation, c.Recuse, c.EndRecusal, c.ContestRecusal]), person=person), "clerk")  # fmt: skip


def a_deputy(draw: Random) -> Iterator[Step]:
    """A member goes, a deputy takes the seat, and perhaps the member comes back."""
    deputy, member = PersonId(draw.choice(["gross", "hansen"])), PersonId(draw.choice(["demir", "carstens"]))
    for person in (member, "gross", "hansen"):
        yield Step(c.Leave(person=PersonId(person)), "clerk")
    yield Step(c.Arrive(person=deputy, via=c.Via.ROOM), "clerk")
    yield Step(c.Deputise(person=deputy, for_=member), "clerk")
    if draw.random() < 0.4:
        yield Step(c.Arrive(person=member, via=draw.choice([*c.Via])), "clerk")


def a_correction(draw: Random) -> Iterator[Step]:
    """One of the latest entries was not so, or otherwise, or something else altogether."""
    instead = draw.choice([None, AS_IT_WAS, AS_IT_WAS, _any(draw, draw.choice(ROLL_COMMANDS))])
    rightly = None if instead is None else c.Rightly(command=instead)
    yield Step(
        c.Correct(of=draw.choice([0, 1, 2, 3, draw.randint(0, 20)]), reason=Text("so"), with_=rightly),
        draw.choice(["clerk", "clerk", "chair"]),
    )


def in_order_again(draw: Random) -> Iterator[Step]:
    """Somebody leads, the meeting goes on, the quorum is stated, an item is called."""
    yield Step(c.TakeChair(person=PersonId("brandt")), "clerk")
    yield Step(c.Resume(), "chair")
    for person in ("ahrens", "brandt", "carstens"):
        yield Step(c.Arrive(person=PersonId(person), via=c.Via.ROOM), "clerk")
    for person in ("ebeling", "falk"):
        yield Step(c.RestoreConnection(person=PersonId(person)), "clerk")
    yield Step(c.RestoreConnection(scope=c.Scope.ROOM), "clerk")
    yield Step(c.StateConvening(), "chair")
    yield Step(c.StateQuorum(), "chair")
    yield Step(c.CallItem(item=ItemId(draw.choice(["2", "3", "4"]))), "chair")


def anything(draw: Random) -> Iterator[Step]:
    """Any command from anybody."""
    by = draw.choice(["clerk", "clerk", "clerk", "chair", "chair", "system", draw.choice(PEOPLE)])
    yield Step(_any(draw, draw.choice(KINDS)), by)


SCENES: list[Callable[[Random], Iterator[Step]]] = [
    a_ballot, a_ballot, a_ballot, a_ballot, a_motion, a_motion, an_urgent_matter, a_fault, a_fault_of_the_house, a_presence_check, coming_and_going, a_deputy, a_correction, in_order_again, anything, anything,
]  # fmt: skip


# Any command


def _any(draw: Random, kind: Any, **given: Any) -> Any:
    """Any readable value of a dataclass, out of the committee's own names."""
    if kind is Person:
        return Person(id=PersonId(draw.choice(["neu", "falk"])), name=Line("Neu"), role=draw.choice([*Role]))
    hints = get_type_hints(kind)
    needed = [f.name for f in fields(kind) if f.default is MISSING]
    for _ in range(20):
        chosen = [f.name for f in fields(kind) if f.name in needed or draw.random() < 0.4]
        made = {name: _hinted(draw, hints[name]) for name in chosen if (kind, name) not in NEW}
        value = kind(**{**made, **{name: v for name, v in given.items() if name in hints}})
        if not isinstance(value, Command) or value.fault() is None:
            return value
    return c.StateQuorum()


def _hinted(draw: Random, hint: Any) -> Any:
    if hint in NAMES:
        return draw.choice(NAMES[hint])
    if get_origin(hint) in (Union, UnionType):
        kind = draw.choice(get_args(hint))
        return None if kind is NoneType else _hinted(draw, kind)
    if get_origin(hint) is tuple:
        return tuple(_hinted(draw, get_args(hint)[0]) for _ in range(draw.randint(0, 2)))
    return draw.choice([*hint]) if isinstance(hint, type) and issubclass(hint, StrEnum) else _any(draw, hint)
