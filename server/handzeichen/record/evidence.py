"""The evidence of one ballot, for a court or the supervisory authority: how it came about, from the invitation on.

Everything is told as the log holds it. **No single vote** stands here: who voted how the log alone knows, and where
numbers of some would tell it, their sum stands in their place. A roll call is the exception: it was called out before
everybody, and the minutes hold it. Ballots broken off or repeated have no evidence of their own; the one that counts
tells of them and never of their numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from handzeichen.meeting.events import BallotOpened, ResultAnnounced
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.ids import BallotId, BallotState, PersonId
from handzeichen.meeting.left_open import SAID
from handzeichen.meeting.names import ballot_name, item_number, motion_name, name_of
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record import labels, wording
from handzeichen.record.evidence_log import Log, faults_of, log_part
from handzeichen.record.evidence_votes import counting, doubts, result
from handzeichen.record.leaf import Leaf, Part, Table, leaf
from handzeichen.record.times import dated, local, on_the_clock
from handzeichen.why import text
from handzeichen.why.eligible import answers_applied, not_eligible
from handzeichen.why.explanation import AppliedAnswer, applied
from handzeichen.why.quorum import quorum_here
from handzeichen.why.result import majority_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence of one ballot."""

    ballot: BallotId
    leaf: Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the evidence of a ballot is drawn from; `then` is the meeting as it was known at the opening."""

    meeting: Meeting
    ballot: Ballot
    announced: ResultAnnounced
    then: Meeting | None
    log: Log


def evidence(meeting: Meeting, *, length: int, head: str, only: BallotId | None = None) -> Iterator[Evidence]:
    """Of every ballot with a result, or of one alone, in the order in which they were opened."""
    log = Log(meeting)
    openings = _openings(meeting, only)
    for ballot, announced in with_result(meeting):
        if only not in (None, ballot.id):
            continue
        then = openings.get(ballot.id)
        case = Case(meeting=meeting, ballot=ballot, announced=announced, then=then, log=log)
        paper = leaf(
            meeting,
            wording.of_paper("evidence.title"),
            tuple(part for part in _parts(case) if not part.is_empty),
            marked=(wording.of_paper("evidence.mark"),),
            foot=(wording.of_paper("evidence.no_votes"), wording.log(length, head)),
        )
        yield Evidence(ballot=ballot.id, leaf=paper)


def with_result(meeting: Meeting) -> Iterator[tuple[Ballot, ResultAnnounced]]:
    """The ballots that there is evidence of: those whose result was announced and counts."""
    for ballot in meeting.ballots.values():
        if ballot.state is BallotState.ANNOUNCED and ballot.end.result is not None:
            yield ballot, ballot.end.result


def _openings(meeting: Meeting, only: BallotId | None) -> dict[BallotId, Meeting]:
    """The meeting at the opening of each ballot: the evening once gone through."""
    found: dict[BallotId, Meeting] = {}
    before: Meeting | None = None
    for entry in meeting.past:
        event = entry.event
        if before is not None and isinstance(event, BallotOpened) and only in (None, event.ballot):
            found[event.ballot] = before
            if only is not None:
                break
        before = evolve(before, entry)
    return found


def _parts(case: Case) -> Iterator[Part]:
    yield _subject(case)
    yield _convening(case)
    yield from _quorum(case)
    yield from _seats(case)
    yield Part(heading=wording.of_paper("evidence.barred"), list=tuple(_barred(case)))
    yield Part(heading=wording.of_paper("evidence.faults"), list=tuple(_faults(case)))
    yield from counting(case.meeting, case.ballot, case.announced, case.log)
    yield result(case.meeting, case.ballot, case.announced)
    yield doubts(case.meeting, case.ballot, case.log)
    yield Part(heading=wording.of_paper("evidence.law"), list=tuple(_law(case)))
    yield log_part(case.meeting, case.ballot, case.log)


# What was voted on, and how it came to the ballot


def _subject(case: Case) -> Part:
    meeting, then = case.meeting, case.then or case.meeting
    items = dict.fromkeys(meeting.motions[motion].moved.item for motion in case.ballot.motions)
    named = [
        wording.of_paper(
            "excerpt.item", number=item_number(meeting, item), title=meeting.agenda.items[item].item.title
        )
        for item in items
        if item is not None and item in meeting.agenda.items
    ]
    texts = []
    for motion in (then.motions.get(one, meeting.motions[one]) for one in case.ballot.motions):
        said = as_it_stands(then, motion)
        texts += [
            motion_name(meeting, motion) if said is None else f"{motion_name(meeting, motion)}:\n{said}"
        ]
    return Part(
        heading="; ".join(named) or ballot_name(meeting, case.ballot),
        facts=((wording.of_paper("evidence.ballot"), case.ballot.id),),
        texts=(wording.of_paper("evidence.subject"),),
        quoted=tuple(texts),
    )


def _convening(case: Case) -> Part:
    plan = case.meeting.plan.meeting
    invited = wording.of_paper("evidence.not_invited")
    if plan.invited_on is not None:
        invited = wording.short_day(plan.invited_on)
    second = labels.said(yes=plan.second_convening)
    facts = [
        (wording.of_paper("evidence.invited"), invited),
        (wording.of_paper("evidence.second"), second),
        (wording.of_paper("evidence.form"), wording.of_paper(f"evidence.form_of.{plan.form.value}")),
    ]
    if plan.legal_basis is not None:
        facts.append((wording.of_paper("evidence.basis"), plan.legal_basis))
    return Part(
        heading=wording.of_paper("evidence.convening"),
        facts=tuple(facts),
        list=tuple(case.log.convening()) or (wording.of_paper("evidence.no_convening"),),
    )


def _quorum(case: Case) -> Iterator[Part]:
    """What was said until the ballot, and the count when it was opened."""
    meeting, opened = case.meeting, case.ballot.opened_at
    said = (
        wording.of_paper(
            "evidence.at",
            at=on_the_clock(meeting, entry.at),
            said=wording.quorum(
                meeting.law, entry, name_of(meeting, entry.by), on_the_clock(meeting, entry.at)
            ),
        )
        for entry in meeting.sitting.quorum.entries
        if entry.at <= opened
    )
    yield Part(heading=wording.of_paper("evidence.quorum"), list=tuple(said))
    if case.then is not None:
        now = quorum_here(case.then)
        yield Part(texts=(wording.of_paper("evidence.quorum_then"),), list=now.arithmetic)


def _seats(case: Case) -> Iterator[Part]:
    """Who voted for which seat, and why the other seats did not."""
    meeting, ballot = case.meeting, case.ballot
    first = {voter.seat for voter in ballot.opened.eligible}
    rows = [
        (
            str(number),
            name_of(meeting, PersonId(seat)),
            name_of(meeting, voter.person),
            labels.word(voter.via),
            "" if seat in first else wording.of_paper("evidence.admitted"),
        )
        for number, (seat, voter) in enumerate(ballot.eligible.items(), start=1)
    ]
    columns = ("number", "seat", "acts", "via", "remark")
    yield Part(
        heading=wording.of_paper("evidence.seats"),
        texts=(
            wording.of_paper(
                "evidence.frozen",
                eligible=len(ballot.eligible),
                seats=ballot.opened.seats,
                at=on_the_clock(meeting, ballot.opened_at),
            ),
        ),
        table=Table(
            columns=tuple(wording.of_paper(f"column.{name}") for name in columns),
            rows=tuple(rows),
            widths=(2, 9, 9, 3, 5),
        ),
    )
    if case.then is not None:
        yield Part(list=tuple(not_eligible(case.then, ballot)))


def _barred(case: Case) -> Iterator[str]:
    """Every bar on the items, also one that was contested or lifted: who, in what, since which entry."""
    meeting, ballot = case.meeting, case.ballot
    items = {meeting.motions[motion].moved.item for motion in ballot.motions}
    for bar in meeting.roll.recusals:
        if bar.item not in items or bar.motion not in (None, *ballot.motions):
            continue
        state = "lifted" if bar.lifted else "contested" if bar.contested else "holds"
        said = wording.of_paper(f"evidence.bar.{state}", who=name_of(meeting, bar.person), n=bar.seq)
        decided = None if bar.decided_by is None else meeting.motions.get(bar.decided_by)
        if decided is not None:
            said = wording.of_paper("evidence.bar.decided", said=said, motion=motion_name(meeting, decided))
        yield said


def _faults(case: Case) -> Iterator[str]:
    """Each fault of the ballot's time: whose, when, in whose sphere, and who said so."""
    meeting = case.meeting
    for fault in faults_of(meeting, case.ballot):
        who = (
            wording.of_paper("evidence.the_room") if fault.person is None else name_of(meeting, fault.person)
        )
        start, end = local(meeting, fault.from_), fault.to and local(meeting, fault.to)
        span = wording.since(start) if end is None else wording.span_of(start, end)
        cause = wording.of_paper(f"evidence.cause.{fault.cause.value}")
        said = wording.of_paper(
            "evidence.fault", who=who, span=dated(meeting, span, fault.from_), cause=cause, n=fault.seq
        )
        yield " ".join([said, *case.log.attributed(fault)])


# The law


def _law(case: Case) -> Iterator[str]:
    """Every answer of law that was applied, once, and what the chair decided where the law is silent."""
    yield from (text.answer(answer) for answer in _answers(case))
    for ruling in case.meeting.by_the_chair:
        if ruling.at <= case.ballot.opened_at:
            at = on_the_clock(case.meeting, ruling.at)
            yield wording.ruling(at, str(SAID[ruling.question, ruling.value]), ruling.reason)


def _answers(case: Case) -> tuple[AppliedAnswer, ...]:
    meeting, ballot, then = case.meeting, case.ballot, case.then
    of_then = () if then is None else (*quorum_here(then).answers, *answers_applied(meeting, then, ballot))
    more = ["blocking_causes", "voiding_causes"] if faults_of(meeting, ballot) else []
    majority = majority_answers(meeting, ballot, derived=case.announced.sources.derived)
    return tuple(dict.fromkeys((*of_then, *majority, *applied(meeting, *more))))
