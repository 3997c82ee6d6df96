"""A referee who watches the events of a meeting under `ni` and knows the law by heart, with a small book of its own.

It is a second reading of the rules: written from the law and not from the code, with its own roll, its own arithmetic
and none of the core's functions. Whatever the core lets happen, the referee has to find lawful. Corrections change
what was, so an evening with corrections is not for it.
"""

import pickle
from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from fractions import Fraction

from handzeichen.meeting import events as e
from handzeichen.meeting.plan import Plan

MATTER = ("main", "amendment")
OFF = ("postponed", "removed", "referred", "deferred_to_factions", "not_considered")
CHAIRS = (
    e.BallotOpened,
    e.BallotClosed,
    e.ResultAnnounced,
    e.ItemCalled,
    e.QuorumStated,
    e.PublicExcluded,
    e.MotionAgreed,
)
"""Acts of whoever leads; closing an item or opening a ballot brings others along, which need no word of their own."""


@dataclass
class Motion:
    """A motion as the referee keeps it."""

    kind: str
    item: str | None
    amends: str | None
    about: str | None
    state: str = "open"


@dataclass(eq=False)
class Fault:
    """A fault of picture or sound; without a person it is the room's."""

    who: str | None
    cause: str = "unclear"
    late: bool = False
    """Entered with another time than its own: of such a one this book cannot tell which ballot it fell into."""


@dataclass
class Ballot:
    """A ballot as the referee keeps it."""

    motions: list[str]
    method: str
    share: tuple[str, Fraction, bool]
    eligible: dict[str, str]
    present: int
    seats: int
    state: str = "open"
    own: dict[str, str | None] = field(default_factory=dict)
    counts: list[e.HandsCounted] = field(default_factory=list)
    faults: list["Fault"] = field(default_factory=list)
    """Those that cut off one of its seats while it was open."""


class Referee:
    """Sees every entry, keeps the book, and objects by AssertionError."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.people = plan, {p.id: p for p in plan.people}
        self.via: dict[str, str] = {}
        self.faults: dict[str | None, Fault] = {}
        """The open ones."""
        self.latest: dict[str | None, Fault] = {}
        self.acting = {str(p.id): str(p.id) for p in plan.people if p.role == "member"}
        self.barred: dict[tuple[str, str], dict[str | None, bool]] = {}
        self.undecided_bars: dict[str, tuple[tuple[str, str], dict[str | None, bool]]] = {}
        self.secrecy = {str(item.id): str(item.secrecy) for item in plan.items}
        self.outcome: dict[str, str] = {}
        self.motions = {
            str(m.id): Motion(str(m.kind), str(item.id), None, None)
            for item in plan.items
            for m in item.motions
        }
        self.ballots: dict[str, Ballot] = {}
        self.leader = next((str(p.id) for p in plan.people if p.chairs), None)
        self.phase, self.called, self.doors_closed = "planned", None, False
        self.quorum, self.convening = "unsaid", "unsaid"
        self.video_took_part = False
        self.alone: set[str] = set()
        self.seen: Counter[str] = Counter()

    def twin(self) -> "Referee":
        """Another with the same book, for another course of the same evening; plan and people are shared."""
        book = {name: kept for name, kept in vars(self).items() if name not in ("plan", "people")}
        twin = copy(self)
        vars(twin).update(pickle.loads(pickle.dumps(book)))
        twin.people = dict(self.people)
        return twin

    def see(self, entry: e.Entry) -> None:
        """One entry more: judged by the book as it stands, then written into it."""
        kind = type(entry.event).__name__
        if isinstance(entry.event, CHAIRS):
            self.the_leader_leads(entry)
        judge = getattr(self, f"judge_{kind}", None)
        if judge is not None:
            judge(entry.event)
            self.seen[kind] += 1
        write = getattr(self, f"write_{kind}", None)
        if write is not None:
            write(entry.event)
        if self.phase == "open" and any(self.via.get(p) == "video" for p in self.acting.values()):
            self.video_took_part = True
        for ballot in self.ballots.values():
            if ballot.state == "open":
                ballot.faults += self.cutting_off(ballot)

    # What the book says

    def here(self, person: str) -> bool:
        """In the room, or on video without an open fault."""
        return self.via.get(person) == "room" or (
            self.via.get(person) == "video" and person not in self.faults
        )

    def is_barred(self, person: str, item: str | None, motion: str | None = None) -> bool:
        bars = self.barred.get((person, item or ""), {})
        return any(active and of in (None, motion) for of, active in bars.items())

    def counting(self, item: str | None) -> int:
        return sum(self.here(p) and not self.is_barred(p, item) for p in self.acting.values())

    def electorate(self, motion: str) -> dict[str, str]:
        moved = self.motions[motion]
        about = moved.about if moved.kind == "recusal" else None
        return {
            seat: person
            for seat, person in self.acting.items()
            if self.here(person) and not self.is_barred(person, moved.item, motion) and person != about
        }

    def pending(self) -> list[str]:
        return [known for known, ballot in self.ballots.items() if ballot.state in ("open", "closed")]

    def cutting_off(self, ballot: Ballot) -> list[Fault]:
        """The open faults of its seats; the room's cuts off whoever of them is on video."""
        people = set(ballot.eligible.values())
        on_video = any(self.via.get(person) == "video" for person in people)
        return [fault for who, fault in self.faults.items() if who in people or (who is None and on_video)]

    # What is judged

    def the_leader_leads(self, entry: e.Entry) -> None:
        """§ 64 Abs. 3: whoever leads is in the room; § 41: and not barred from the item called."""
        assert (entry.for_ or entry.by) == self.leader, "the chair's act is the leader's"
        assert self.via.get(self.leader or "") == "room", "the leader is in the room"
        called = entry.event.item if isinstance(entry.event, e.ItemCalled) else self.called
        if not isinstance(entry.event, e.ItemCalled):
            assert not self.is_barred(self.leader or "", called), "the leader is not barred"

    def judge_ItemCalled(self, event: e.ItemCalled) -> None:
        assert self.phase == "open" and not self.pending()
        assert self.outcome.get(event.item) not in OFF
        self.may_be_deliberated(event.item)

    def may_be_deliberated(self, item: str | None) -> None:
        """§ 64 Abs. 1, Abs. 3 Satz 6: closed doors; nothing secret once a voting member took part by video."""
        secrecy = self.secrecy.get(item or "", "public")
        assert secrecy == "public" or self.doors_closed
        assert secrecy != "secret" or not self.video_took_part

    def judge_PublicAdmitted(self, event: e.PublicAdmitted) -> None:
        assert self.secrecy.get(self.called or "", "public") == "public"

    def judge_PublicExcluded(self, event: e.PublicExcluded) -> None:
        """§ 64 Abs. 6: whoever takes part by video has confirmed that nobody else can follow."""
        assert event.cleared and event.stream_off
        assert all(self.via.get(p) != "video" or p in self.alone for p in self.acting.values())
        if self.called is not None:
            resolved = [
                m for m in self.motions.values() if m.kind == "exclude_public" and m.state == "carried"
            ]
            assert any(m.item in (None, self.called) for m in resolved)

    def judge_DeputationBegun(self, event: e.DeputationBegun) -> None:
        deputy, member = self.people[event.person], self.people[event.for_]
        assert deputy.role == "deputy" and deputy.faction is not None and deputy.faction == member.faction
        assert event.person in self.via and event.for_ not in self.via
        assert event.person not in self.acting.values()

    def judge_QuorumStated(self, event: e.QuorumStated) -> None:
        """§ 65 Abs. 1: more than half of the members, after proper convening; or all, and nobody objects."""
        present, seats = self.counting(self.called), self.plan.body.seats
        assert (event.present, event.seats, event.required) == (present, seats, seats // 2 + 1)
        proper = self.convening != "objected"
        barred = sum(self.is_barred(p, self.called) for p in self.acting.values())
        by_number = proper and 2 * present > seats
        assert event.quorate is (
            by_number or 2 * barred > seats or (present == seats and self.convening == "unsaid")
        )

    def judge_MotionAgreed(self, event: e.MotionAgreed) -> None:
        assert self.motions[event.motion].kind not in (
            *MATTER,
            "recusal",
            "secret_vote",
            "urgent_item",
            "not_to_consider",
        )
        assert self.motions[event.motion].state == "open" and not self.pending()

    def judge_BallotOpened(self, event: e.BallotOpened) -> None:
        assert self.phase == "open" and not self.pending() and self.quorum == "quorate"
        voting_by_video = [p for p in self.acting.values() if self.via.get(p) == "video"]
        blocking = {
            self.faults[who].cause
            for who in (None, *voting_by_video)
            if who in self.faults and voting_by_video
        }
        assert blocking <= {"member"}, "a fault whose cause is open or the house's"
        found = {str(voter.seat): str(voter.person) for voter in event.eligible}
        for motion in (event.motion, *event.with_):
            self.is_ripe(motion)
            assert found == self.electorate(motion)
        assert found and event.present == self.counting(self.motions[event.motion].item)

    def is_ripe(self, motion: str) -> None:
        """Amendments and procedure go before the matter (rules of procedure), and the matter is on the table."""
        moved = self.motions[motion]
        assert moved.state == "open"
        if moved.kind not in MATTER:
            return
        assert self.outcome.get(moved.item or "") not in OFF
        self.may_be_deliberated(moved.item)
        others = [m for known, m in self.motions.items() if m.state == "open" and known != motion]
        assert not any(m.amends == motion for m in others)
        assert not any(m.item == moved.item and m.kind not in MATTER for m in others)

    def judge_VoteCast(self, event: e.VoteCast | e.VoteRecorded) -> None:
        ballot = self.ballots[event.ballot]
        assert ballot.eligible[event.seat] == event.person
        assert ballot.state == "open" or isinstance(event, e.VoteRecorded)
        assert event.person not in self.faults

    judge_VoteRecorded = judge_VoteCast

    def judge_BallotClosed(self, event: e.BallotClosed) -> None:
        assert self.ballots[event.ballot].state == "open"

    def judge_ResultAnnounced(self, event: e.ResultAnnounced) -> None:
        """The numbers are those that came in, and the result is the law's."""
        ballot = self.ballots[event.ballot]
        hit = [fault for fault in ballot.faults if fault.cause == "municipality" and not fault.late]
        assert not hit, "hit by a fault of the house: repeated whole"
        told = Counter(choice for choice in ballot.own.values() if choice is not None)
        for count in ballot.counts:
            assert not set(count.seats) & ballot.own.keys(), "nobody is counted twice"
            told.update(yes=count.yes, no=count.no, abstain=count.abstain)
        assert (event.yes, event.no, event.abstain) == (told["yes"], told["no"], told["abstain"])
        assert event.not_voted == len(ballot.eligible) - event.yes - event.no - event.abstain >= 0
        base, fraction, strict = ballot.share
        size = {
            "votes_cast": event.yes + event.no,
            "votes_cast_with_abstentions": event.yes + event.no + event.abstain,
            "present": ballot.present,
            "statutory_seats": ballot.seats,
        }[base]
        reached = event.yes > fraction * size if strict else event.yes >= fraction * size
        assert (event.result == "passed") is (reached and event.yes > 0)
        assert event.result == "rejected" or event.yes > event.no, "a tie rejects"
        if event.result == "passed" and any(self.motions[m].kind == "urgent_item" for m in ballot.motions):
            # § 59 Abs. 3 Satz 5 NKomVG: two thirds of the legal number of members.
            assert 3 * event.yes >= 2 * ballot.seats

    # What is written down

    def write_Arrived(self, event: e.Arrived) -> None:
        if self.via.get(event.person) == "video" and event.via == "room":
            self.ends(event.person, event)
        self.via[event.person] = str(event.via)
        if event.via == "room":
            self.alone.discard(event.person)

    def write_Left(self, event: e.Left | e.Excluded) -> None:
        self.via.pop(event.person, None)
        self.ends(event.person, event)
        self.alone.discard(event.person)

    write_Excluded = write_Left

    def write_PersonAdmitted(self, event: e.PersonAdmitted) -> None:
        self.people[event.person.id] = event.person
        if event.person.role == "member":
            self.acting[str(event.person.id)] = str(event.person.id)

    def write_ConnectionLost(self, event: e.ConnectionLost) -> None:
        if event.person not in self.faults:
            fault = Fault(event.person, late=event.since is not None)
            fault.cause = str(event.cause or fault.cause)
            self.faults[event.person] = self.latest[event.person] = fault

    def write_ConnectionRestored(self, event: e.ConnectionRestored) -> None:
        self.ends(event.person, event)

    def ends(self, person: str | None, event: e.Event) -> None:
        """The open fault of somebody is over, if there is one."""
        fault = self.faults.pop(person, None)
        if fault is not None:
            fault.late = fault.late or getattr(event, "since", None) is not None

    def write_FaultAttributed(self, event: e.FaultAttributed) -> None:
        for who in event.persons or (None,):
            if who in self.latest:
                self.latest[who].cause = str(event.cause)

    def write_DeputationBegun(self, event: e.DeputationBegun) -> None:
        self.acting[event.for_] = event.person

    def write_DeputationEnded(self, event: e.DeputationEnded) -> None:
        self.acting[event.for_] = event.for_

    def write_AloneConfirmed(self, event: e.AloneConfirmed) -> None:
        self.alone.add(event.person)

    def remember_bars(self, event: e.Recused | e.RecusalEnded) -> None:
        """What the body's decision takes the place of comes back when the decision falls."""
        if event.decided_by is not None:
            known = (event.person, event.item)
            self.undecided_bars[event.decided_by] = (known, dict(self.barred.get(known, {})))

    def write_Recused(self, event: e.Recused) -> None:
        self.remember_bars(event)
        self.barred.setdefault((event.person, event.item), {})[event.motion] = True

    def write_RecusalEnded(self, event: e.RecusalEnded) -> None:
        self.remember_bars(event)
        self.barred.get((event.person, event.item), {}).pop(event.motion, None)

    def write_RecusalContested(self, event: e.RecusalContested) -> None:
        bars = self.barred.get((event.person, event.item), {})
        bars.update(dict.fromkeys(bars, False))

    def write_MeetingOpened(self, event: e.MeetingOpened) -> None:
        self.phase = "open"

    write_MeetingResumed = write_MeetingOpened

    def write_MeetingSuspended(self, event: e.MeetingSuspended) -> None:
        self.phase = "suspended"

    def write_MeetingAdjourned(self, event: e.MeetingAdjourned) -> None:
        self.phase = "adjourned"

    def write_ChairHandedOver(self, event: e.ChairHandedOver) -> None:
        assert self.via.get(event.to) == "room" and event.to in self.acting.values()
        self.leader = event.to

    def write_MinutesHandedOver(self, event: e.MinutesHandedOver) -> None:
        """Whoever writes changes nothing that a vote depends on."""

    def write_ChairTaken(self, event: e.ChairTaken) -> None:
        assert self.via.get(event.person) == "room" and event.person in self.acting.values()
        self.leader = event.person

    def write_ConveningStated(self, event: e.ConveningStated) -> None:
        self.convening = "stated"

    def write_ConveningObjected(self, event: e.ConveningObjected) -> None:
        # What the chair had stated stands, though it is disputed.
        self.convening = "stated" if self.convening == "stated" else "objected"

    def write_QuorumStated(self, event: e.QuorumStated) -> None:
        self.quorum = "quorate" if event.quorate else "not"

    def write_QuorumChallenged(self, event: e.QuorumChallenged) -> None:
        self.quorum = "challenged"

    def write_ItemCalled(self, event: e.ItemCalled) -> None:
        self.called = event.item

    def write_ItemClosed(self, event: e.ItemClosed) -> None:
        self.called = None

    def write_ItemAdded(self, event: e.ItemAdded) -> None:
        self.secrecy[event.item.id] = str(event.item.secrecy)

    def write_ItemSettled(self, event: e.ItemSettled) -> None:
        self.outcome[event.item] = str(event.outcome)

    def write_ItemReleased(self, event: e.ItemReleased) -> None:
        self.outcome.pop(event.item, None)

    def write_PublicExcluded(self, event: e.PublicExcluded) -> None:
        self.doors_closed = True

    def write_PublicAdmitted(self, event: e.PublicAdmitted) -> None:
        self.doors_closed = False

    def write_MotionMoved(self, event: e.MotionMoved) -> None:
        self.motions[event.motion] = Motion(str(event.kind), event.item, event.amends, event.about)

    def write_MotionWithdrawn(self, event: e.MotionWithdrawn) -> None:
        self.motions[event.motion].state = "withdrawn"

    def write_AmendmentAccepted(self, event: e.AmendmentAccepted) -> None:
        self.motions[event.motion].state = "carried"

    write_MotionAgreed = write_AmendmentAccepted

    def write_MotionSettled(self, event: e.MotionSettled) -> None:
        self.motions[event.motion].state = f"settled by {event.by_motion}"

    def write_MotionDecided(self, event: e.MotionDecided) -> None:
        carried = event.outcome != "rejected"
        self.motions[event.motion].state = "carried" if carried else "rejected"

    def write_ObjectionRaised(self, event: e.ObjectionRaised) -> None:
        if event.ballot is None:
            self.reopen(event.motion)
        else:
            self.ballots[event.ballot].motions.remove(event.motion)

    def reopen(self, motion: str) -> None:
        """Open again, with what it had settled; the outcomes that it brought are not this book's to take back."""
        for known, other in self.motions.items():
            if known == motion or other.state == f"settled by {motion}":
                other.state = "open"
        if (item := self.motions[motion].item) is not None:
            self.outcome.pop(item, None)
        if motion in self.undecided_bars:
            known, bars = self.undecided_bars.pop(motion)
            self.barred[known] = bars

    def write_BallotOpened(self, event: e.BallotOpened) -> None:
        asked = event.majority
        self.ballots[event.ballot] = Ballot(
            motions=[event.motion, *event.with_],
            method=str(event.method),
            share=(str(asked.base), Fraction(asked.fraction), asked.strict),
            eligible={voter.seat: voter.person for voter in event.eligible},
            present=event.present,
            seats=event.seats,
        )

    def write_SeatAdmitted(self, event: e.SeatAdmitted) -> None:
        self.ballots[event.ballot].eligible[event.seat] = event.person

    def write_VoteCast(self, event: e.VoteCast | e.VoteRecorded) -> None:
        self.ballots[event.ballot].own[event.seat] = str(event.choice)

    write_VoteRecorded = write_VoteCast

    def write_VoteDeclined(self, event: e.VoteDeclined) -> None:
        self.ballots[event.ballot].own[event.seat] = None

    def write_HandsCounted(self, event: e.HandsCounted) -> None:
        ballot = self.ballots[event.ballot]
        others = [
            c for c in ballot.counts if None not in (c.faction, event.faction) and c.faction != event.faction
        ]
        ballot.counts = [*others, event]

    def write_BallotClosed(self, event: e.BallotClosed) -> None:
        self.ballots[event.ballot].state = "closed"

    def write_ResultAnnounced(self, event: e.ResultAnnounced) -> None:
        self.ballots[event.ballot].state = "announced"

    def write_BallotAborted(self, event: e.BallotAborted) -> None:
        self.ballots[event.ballot].state = "aborted"

    def write_BallotSuperseded(self, event: e.BallotSuperseded) -> None:
        ballot = self.ballots[event.ballot]
        ballot.state = "superseded"
        for motion in ballot.motions:
            self.reopen(motion)
