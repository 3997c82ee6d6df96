"""Random comings and goings with one entry wrong: corrected, they are those of the evening entered rightly."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.log.asks import write_command
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import BallotId, Cause, ItemId, Method, MotionId, PersonId, Text, Via
from handzeichen.meeting.machine import Accepted, replay
from handzeichen.meeting.refusals import Refusal
from meeting.kit import Evening, at_item

PEOPLE = ["brandt", "carstens", "demir", "falk", "gross", "hansen", "ebeling", "ivers"]
Given = tuple[datetime, c.Command]


def _any(draw: Random) -> c.Command:
    person, other = (PersonId(draw.choice(PEOPLE)) for _ in range(2))
    item = ItemId(draw.choice(["2", "3"]))
    return draw.choice(
        [
            c.Arrive(person=person, via=Via.ROOM),
            c.Arrive(person=person, via=Via.VIDEO),
            c.Leave(person=person),
            c.Leave(person=PersonId(draw.choice(["demir", "carstens"]))),
            c.Deputise(
                person=PersonId(draw.choice(["gross", "hansen"])),
                for_=PersonId(draw.choice(["demir", "carstens"])),
            ),
            c.EndDeputation(person=PersonId("gross"), for_=PersonId("demir")),
            c.LoseConnection(person=person),
            c.RestoreConnection(person=other),
            c.AttributeFault(cause=draw.choice([*Cause]), person=person),
            c.AttributeFault(cause=Cause.MEMBER, person=person, further=draw.random() < 0.6),
            c.SetCamera(person=person, on=draw.random() < 0.5),
            c.ConfirmIdentity(person=person),
            c.ConfirmAlone(person=person),
            c.Recuse(person=person, item=item),
            c.EndRecusal(person=person, item=item),
        ]
    )


def entered(draw: Random, many: int) -> tuple[Evening, list[Given]]:
    """An evening, and what was entered in it and had an effect."""
    evening, given_ = at_item("2", "ahrens brandt carstens demir falk gross", "ebeling ivers"), []
    evening.wait(1)
    for number in range(many):
        evening.wait(1)
        command: c.Command = _any(draw)
        if number % 9 == 4:
            command = c.OpenBallot(
                motion=MotionId("m2"), method=Method.SHOW_OF_HANDS, ballot=BallotId(f"b{number}")
            )
        elif number % 9 == 8:
            command = c.AbortBallot(ballot=BallotId(f"b{number - 4}"), reason=Text("so"))
        answer = _asks(evening, command)
        if isinstance(answer, Accepted) and answer.events:
            given_.append((evening.now, command))
    return evening, given_


def _asks(evening: Evening, command: c.Command, **more: Any) -> Accepted | Refusal:
    fields = {**write_command(command), **more}
    return evening.asks("clerk", str(fields.pop("do")), **fields)


def again(given_: Sequence[Given]) -> Evening | None:
    """The evening with this entered; None where a ballot goes another way."""
    evening = at_item("2", "ahrens brandt carstens demir falk gross", "ebeling ivers")
    for at, command in given_:
        late = at < evening.now
        evening.now = max(at, evening.now)
        answer = _asks(evening, command, **({"since": at.isoformat()} if late else {}))
        if isinstance(answer, Refusal):
            return None
    return evening


def who_was_there(evening: Evening) -> object:
    record, roll = evening.record, evening.meeting.roll
    cameras = {person: (p.camera, p.identified_at, p.alone_at) for person, p in roll.presence.items()}
    return record["attendance"], record["absent"], record["faults"], dict(roll.acting), cameras


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), strikes=st.booleans())
def test_a_corrected_evening_is_the_one_entered_rightly(seed: int, strikes: bool) -> None:
    compared(seed, strikes=strikes)


def test_the_comparison_is_made_often_enough_to_mean_something() -> None:
    made = [compared(seed, strikes=seed % 2 == 0) for seed in range(60)]
    assert made.count("same") >= 20 and made.count("refused") >= 5, made


def compared(seed: int, *, strikes: bool) -> str:
    """Correct one entry at the end, and enter the evening rightly from its beginning: the two must be the same."""
    draw = Random(seed)
    wrong, given_ = entered(draw, 27)
    places = [n for n, (_, command) in enumerate(given_) if isinstance(command, c.Late)]
    place = draw.choice(places)
    at = given_[place][0]
    right = None if strikes else _any(draw)
    of = _seqs(wrong, at)
    rightly = None if right is None else {**write_command(right), "at": at.isoformat()}
    wrong.wait(5)
    answer = wrong.asks("clerk", "correct", of=of, reason="so", with_=rightly)
    better = again([*given_[:place], *([] if right is None else [(at, right)]), *given_[place + 1 :]])
    if isinstance(answer, Refusal):
        assert better is None, (answer.answer(), given_[place], right)
        return "refused"
    if better is None:
        return "a ballot went another way"
    assert who_was_there(wrong) == who_was_there(better)
    assert replay(wrong.entries) == wrong.meeting
    return "same"


def _seqs(evening: Evening, at: datetime) -> int:
    """The entry of that minute; what came of itself has no command of its own."""
    own = [entry for entry in evening.entries if entry.at == at]
    about = [entry for entry in own if type(entry.event).__name__ != "DeputationEnded"]
    return (about or own)[0].seq
