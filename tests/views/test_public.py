"""What happens behind closed doors is nowhere in what the public sees, then or later: two evenings, one without it.

Both evenings have the same people coming and going, the same items called, the same doors; one of them moves, votes and
notes behind the doors besides. What anybody sees who comes back into the room (who is there, who speaks) is no secret.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.meeting import commands as c
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import BallotId, ItemId, Kind, Text
from handzeichen.meeting.machine import Accepted, decide, evolve
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import parts
from handzeichen.views.part import Nothing
from handzeichen.views.presence import FaultsPart
from handzeichen.views.sitting import AgendaPart, FloorPart
from handzeichen.views.tally import TallyPart
from meeting.evenings import (
    Step,
    a_ballot,
    a_fault,
    a_motion,
    anything,
    coming_and_going,
    in_order_again,
)
from meeting.kit import ITEMS, Evening, moment, opened, plan_of

PLAN = plan_of(items=[*ITEMS[:4], {**ITEMS[4], "motions": []}, ITEMS[5]])
ROOM, VIDEO = "ahrens brandt carstens gross jung", "ebeling falk ivers"
SECRET = (
    c.Move, c.WithdrawMotion, c.AcceptAmendment, c.Support, c.OrderMotions, c.SettleMotion, c.Agree, c.Object, c.TakeNote,
    c.DeferToFactions, c.OpenBallot, c.CastVote, c.RecordVote, c.DeclineVote, c.CountHands, c.AdmitToBallot,
    c.CloseBallot, c.AnnounceResult, c.AbortBallot, c.DoubtResult, c.RepeatBallot, c.HaveVoteRecorded, c.Note,
    c.TablePaper, c.StateConvening, c.ObjectToConvening, c.StateQuorum, c.ChallengeQuorum, c.GiveNotice, c.ConfirmLaw, c.CallToOrder,
)  # fmt: skip
"""What one of the evenings does behind the doors and the other leaves out."""
NOT_HERE = (c.ExcludePublic, c.AdmitPublic, c.CloseMeeting, c.Adjourn, c.Correct)


@dataclass
class Both:
    """The evening with what happened behind the doors, and the one without."""

    full: Meeting
    bare: Meeting
    now: datetime
    seq: int = 100
    done: Counter[str] = field(default_factory=Counter)
    shown: dict[str, object] = field(default_factory=dict)

    def take(self, step: Step) -> bool:
        """A step on both evenings, or, behind the doors, on one; False where they cannot go the same way."""
        self.now += step.pause
        closed = self.full.sitting.doors_closed
        alone = closed and isinstance(step.command, SECRET)
        command = step.named(self.full if alone else self.bare, self.now)
        if isinstance(command, c.Move) and command.kind is Kind.RECUSAL:
            return True  # Who is barred is seen from where they sit.
        full = decide(self.full, command, by=step.by, at=self.now)
        bare = full if alone else decide(self.bare, command, by=step.by, at=self.now)
        if isinstance(full, Accepted) is not isinstance(bare, Accepted):
            return False
        if isinstance(full, Accepted) and isinstance(bare, Accepted):
            self.full = self._after(self.full, full)
            self.bare = self.bare if alone else self._after(self.bare, bare)
            self._compare(command, closed=closed, alone=alone)
        return True

    def _compare(self, command: c.Command, *, closed: bool, alone: bool) -> None:
        before, self.shown = self.shown, seen(self.full)
        if alone:
            assert self.shown == before, command
        else:
            assert self.shown == seen(self.bare), command
        where = "behind the doors" if alone else "in both, closed" if closed else "in public"
        self.done[where] += 1
        self.done[f"{type(command).__name__} {where}"] += 1

    def _after(self, meeting: Meeting, answer: Accepted) -> Meeting:
        for event in answer.events:
            self.seq += 1
            entry = Entry(seq=self.seq, at=self.now, by=answer.by, for_=answer.for_, event=event)
            meeting = evolve(meeting, entry)
        return meeting


def seen(meeting: Meeting) -> dict[str, object]:
    """What the public sees, and what the gallery reads on the hall's display."""
    found: dict[str, object] = {**parts(meeting, "public")}
    if not meeting.sitting.doors_closed:
        found |= {f"hall {name}": part for name, part in parts(meeting, "hall").items()}
    return found


def behind_the_doors(draw: Random) -> Iterator[Step]:
    """A short non-public part."""
    if draw.random() < 0.5:
        yield Step(c.CallItem(item=ItemId(draw.choice(["5", "5", "2", "3", "4"]))), "chair")
    scenes = [a_ballot, a_ballot, a_motion, a_motion, a_fault, coming_and_going, anything, anything]
    for _ in range(draw.randint(1, 5)):
        yield from draw.choice(scenes)(draw)
    yield Step(c.CloseBallot(ballot=c.BallotId("last")), "chair")
    yield Step(c.AbortBallot(ballot=c.BallotId("last"), reason=Text("Zeit")), "chair")


def play(seed: int) -> Counter[str]:
    """One pair of evenings, as far as they go the same way."""
    draw = Random(seed)
    start = opened(ROOM, VIDEO, plan=PLAN)
    for person in ("ebeling", "falk"):
        start.accepted(person, "confirm_alone", person=person)
    both = Both(full=start.meeting, bare=start.meeting, now=start.now + timedelta(minutes=5))
    if not all(both.take(step) for step in _steps(draw)):
        both.done["parted"] += 1
    return both.done


def _steps(draw: Random) -> Iterator[Step]:
    if draw.random() < 0.3:
        yield from a_motion(draw)
    for _ in range(draw.randint(1, 2)):
        yield Step(c.ExcludePublic(cleared=True, stream_off=True), "chair")
        for step in behind_the_doors(draw):
            if not isinstance(step.command, NOT_HERE):
                yield replace(step, pause=timedelta(seconds=draw.choice([0, 0, 30])))
        yield Step(c.CloseItem(item=ItemId("5")), "chair")
        yield Step(c.AdmitPublic(), "chair")
        for scene in (in_order_again, *draw.choices([a_ballot, a_motion, anything], k=4)):
            for step in scene(draw):
                if not isinstance(step.command, NOT_HERE):
                    yield replace(step, pause=timedelta(seconds=draw.choice([0, 30])))
    yield Step(c.CloseMeeting(), "chair")


def test_what_happened_behind_closed_doors_is_nowhere_in_what_the_public_sees() -> None:
    done: Counter[str] = Counter()
    for seed in range(10, 60):
        done.update(play(seed))
    assert done["parted"] < 20, "evenings that cannot go the same way prove nothing"
    for happened in ("Move", "OpenBallot", "CloseBallot", "AnnounceResult", "CastVote", "CountHands"):
        assert done[f"{happened} behind the doors"] >= 2, done
        assert done[f"{happened} in public"] >= 10, done


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(1000, 2**32))
def test_nor_on_any_other_pair_of_evenings(seed: int) -> None:
    play(seed)


# One by one


def closed(item: str | None = None) -> Evening:
    """The doors are closed; a public item may be called behind them."""
    evening = opened("ahrens brandt carstens demir", "ebeling falk jung", plan=PLAN)
    for person in ("ebeling", "falk"):
        evening.accepted(person, "confirm_alone", person=person)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True, at="18:30")
    if item is not None:
        evening.accepted("chair", "call_item", item=item)
    return evening


def agenda(evening: Evening, audience: str) -> dict[str, tuple[str, str | None]]:
    """Numbers, titles and results as they stand on a screen's agenda."""
    found = parts(evening.meeting, audience).values()
    lines = [line for part in found if isinstance(part, AgendaPart) for line in part.items]
    return {line.number: (line.title, line.result_text) for line in lines}


def test_what_is_decided_behind_closed_doors_on_a_public_item_stays_there() -> None:
    evening = closed("2")
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir", no="ebeling falk")
    evening.accepted("chair", "admit_public", at="19:00")
    for audience in ("public", "hall"):
        assert agenda(evening, audience)["2"] == ("Neue Brücke am Ulmenweg", None)
    for audience in ("member", "clerk", "chair"):
        assert agenda(evening, audience)["2"][1] == "4 Stimmen dafür, 2 Stimmen dagegen, 0 Enthaltungen"


def test_an_urgent_item_added_behind_closed_doors_is_told_when_it_is_called_in_public() -> None:
    evening = closed()
    evening.accepted("brandt", "move", motion="x1", kind="urgent_item", title="Deichbruch")
    evening.vote("x1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "admit_public")
    evening.accepted("brandt", "move", motion="x2", kind="urgent_item", title="Sturm")
    evening.vote("x2", "b2", yes="ahrens brandt carstens demir ebeling falk")
    assert "ND1" in agenda(evening, "member")
    for audience in ("public", "hall"):
        numbers = agenda(evening, audience)
        assert numbers["D1"][0] == "Sturm" and "ND1" not in numbers
    evening.accepted("chair", "call_item", item="x1")
    assert agenda(evening, "public")["ND1"] == ("Deichbruch", None)


def test_a_motion_from_behind_closed_doors_is_told_when_it_is_voted_on_in_public() -> None:
    evening = closed("2")
    evening.accepted("brandt", "move", motion="x1", kind="amendment", amends="m2", text="Aus Holz.")
    evening.accepted("chair", "admit_public")
    evening.accepted("falk", "support", motion="x1")
    assert "Aus Holz." not in str(seen(evening.meeting))
    evening.accepted("chair", "open_ballot", motion="x1", ballot="b1", method="show_of_hands")
    tally = parts(evening.meeting, "public")["tally"]
    assert isinstance(tally, TallyPart) and tally.text == "Aus Holz."


def test_numbers_given_behind_closed_doors_leave_no_gap_in_the_publics() -> None:
    evening = closed("2")
    moved = evening.accepted("brandt", "move", kind="postponement")
    opened_ = evening.accepted("chair", "open_ballot", motion="nm1", method="show_of_hands")
    assert (moved.motion, opened_.ballot) == ("nm1", "nb1")
    evening.accepted("chair", "abort_ballot", ballot="nb1", reason="Zeit")
    evening.accepted("chair", "admit_public")
    assert evening.accepted("chair", "open_ballot", motion="nm1", method="show_of_hands").ballot == "b1"
    assert evening.accepted("brandt", "move", kind="interruption").motion == "m1"


def test_when_the_doors_open_everybody_sees_who_is_there_but_no_time_from_behind_them() -> None:
    evening = closed("2")
    evening.accepted("clerk", "lose_connection", person="falk", at="18:40")
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    evening.accepted("chair", "give_floor", person="demir", at="18:45")
    evening.accepted("clerk", "leave", person="carstens")
    evening.accepted("chair", "hand_over_chair", to="brandt", at="18:50")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "admit_public", at="19:00")
    evening.accepted("falk", "set_camera", person="falk", on=False, at="19:05")
    shown = parts(evening.meeting, "public")
    faults, floor, quorum = shown["faults"], shown["floor"], shown["quorum"]
    assert isinstance(faults, FaultsPart) and isinstance(floor, FloorPart)
    assert [(fault.name, fault.since) for fault in faults.faults] == [("Ratsherr Falk", "19.00 Uhr")]
    assert (floor.speaker, floor.since) == ("Ratsherr Demir (Ulme)", "19.00 Uhr")
    assert (quorum.present, quorum.stated_at) == (4, "18.00 Uhr")  # type: ignore[attr-defined]
    assert shown["meeting"].leader == "Ratsherr Brandt (Esche)"  # type: ignore[attr-defined]


def test_a_ballot_that_is_open_when_the_doors_open_or_close_is_before_everybodys_eyes() -> None:
    evening = closed("2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("chair", "admit_public")
    assert isinstance(parts(evening.meeting, "public")["tally"], TallyPart)
    evening.record_hands("b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert agenda(evening, "public")["2"][1] == "Einstimmig"


def test_a_ballot_in_which_the_doors_close_ends_behind_them_for_the_public() -> None:
    evening = opened("ahrens brandt carstens demir", plan=PLAN)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    before = parts(evening.meeting, "public")
    assert isinstance(before["tally"], TallyPart)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    told = {name for name, part in parts(evening.meeting, "public").items() if not isinstance(part, Nothing)}
    assert told == {"meeting", "stage", "item", "say"}
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=0, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("chair", "admit_public")
    assert isinstance(parts(evening.meeting, "public")["tally"], Nothing)
    assert agenda(evening, "public")["2"][1] is None


def test_a_public_result_corrected_behind_closed_doors_is_told_when_they_open() -> None:
    evening = opened("ahrens brandt carstens demir ebeling falk", plan=PLAN)
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=2, abstain=0)
    of = len(evening.entries)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("brandt", "move", motion="x1", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    before = seen(evening.meeting)
    rightly = {"do": "count_hands", "ballot": "b1", "yes": 5, "no": 1, "abstain": 0}
    evening.accepted("clerk", "correct", of=of, with_=rightly, reason="verzählt", at="18:20")
    assert seen(evening.meeting) == before
    evening.accepted("chair", "admit_public", at="18:30")
    assert agenda(evening, "public")["2"][1] == "5 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen"
    ballot = seen_by_public(evening.meeting).ballots[BallotId("b1")]
    assert ballot.end.result is not None and (ballot.end.result.yes, ballot.end.result.no) == (5, 1)
    assert ballot.end.announced_at == moment("18:30"), "no time from behind the doors"
    # Gone through again after another correction it is the same.
    evening.accepted("clerk", "correct", of=2, reason="so")
    assert seen_by_public(evening.meeting).ballots[BallotId("b1")].end == ballot.end


def test_a_meeting_that_ends_behind_closed_doors_tells_what_was_never_called_before_the_public() -> None:
    evening = closed("5")
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="3")
    evening.vote("x1", "b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_meeting")
    shown = parts(evening.meeting, "public")
    assert agenda(evening, "public")["3"][1] is None and agenda(evening, "member")["3"][1] == "Vertagt"
    assert isinstance(shown["tally"], Nothing)
    lines = shown["agenda"].items  # type: ignore[attr-defined]
    assert {line.state_text for line in lines if line.number in ("2", "3")} == {"nicht aufgerufen"}
