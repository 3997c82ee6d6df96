"""How a ballot was counted and what came of it, without anybody's vote."""

from collections.abc import Iterator
from typing import Final

from handzeichen.meeting.events import HandsCounted, Numbers, PapersCounted, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Method
from handzeichen.meeting.names import name_of
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.record import labels, wording
from handzeichen.record.evidence_log import Log
from handzeichen.record.leaf import Part
from handzeichen.record.results import beside_the_words, called_out, tells_of_nobody, told_abort
from handzeichen.record.times import on_the_clock
from handzeichen.why.result import derivations, majority_facts, worked_out

SOURCES: Final = ("cast", "recorded", "counted", "derived")


def counting(meeting: Meeting, ballot: Ballot, announced: ResultAnnounced, log: Log) -> Iterator[Part]:
    """The method, when, where the votes come from, and each count as it was entered."""
    facts = [(wording.of_paper("evidence.method"), labels.word(ballot.opened.method))]
    times = {
        "opened": ballot.opened_at,
        "closed": ballot.end.closed_at,
        "announced": ballot.end.announced_at,
    }
    facts += [
        (wording.of_paper(f"evidence.{name}"), on_the_clock(meeting, at))
        for name, at in times.items()
        if at is not None
    ]
    facts += [
        (wording.of_paper(f"evidence.source.{name}"), str(getattr(announced.sources, name)))
        for name in SOURCES
    ]
    if ballot.opened.method is not Method.SECRET:
        facts.append((wording.of_paper("evidence.video"), _numbers(announced.by_video, announced, ballot)))
    yield Part(
        heading=wording.of_paper("evidence.counting"),
        facts=tuple(facts),
        list=tuple(_counts(meeting, ballot, announced, log)),
    )


def _counts(meeting: Meeting, ballot: Ballot, announced: ResultAnnounced, log: Log) -> Iterator[str]:
    for entry, event in log.counts(ballot.id):
        facts = {"n": entry.seq, "at": on_the_clock(meeting, entry.at), "who": name_of(meeting, entry.by)}
        if isinstance(event, PapersCounted):
            yield wording.of_paper(
                "evidence.papers",
                yes=event.yes,
                no=event.no,
                abstain=event.abstain,
                invalid=event.invalid,
                **facts,
            )
            continue
        numbers = Numbers(yes=event.yes, no=event.no, abstain=event.abstain)
        counted = _numbers(numbers, announced, ballot)
        of = _faction(meeting, event)
        yield wording.of_paper("evidence.count", of=of, seats=len(event.seats), numbers=counted, **facts)


def _faction(meeting: Meeting, event: HandsCounted) -> str:
    found = next((known.name for known in meeting.plan.factions if known.id == event.faction), None)
    return "" if found is None else wording.of_paper("evidence.of_faction", faction=found)


def _numbers(of: Numbers, announced: ResultAnnounced, ballot: Ballot) -> str:
    """Yes, no and abstentions of some; their sum alone where they would tell how one of them voted."""
    if ballot.opened.method is Method.ROLL_CALL or tells_of_nobody(of, announced):
        return wording.of_paper("evidence.numbers", yes=of.yes, no=of.no, abstain=of.abstain)
    return wording.of_number("evidence.together", of.yes + of.no + of.abstain)


# What came of it


def result(meeting: Meeting, ballot: Ballot, announced: ResultAnnounced) -> Part:
    """The majority and its source, the sum in full, the words in which it was announced; a roll call by name."""
    last = ballot.counts[-1] if ballot.counts else None
    derived = last is not None and tells_of_nobody(
        Numbers(yes=last.yes, no=last.no, abstain=last.abstain), announced
    )
    motion = meeting.motions[ballot.opened.motion]
    return Part(
        heading=wording.of_paper("evidence.result"),
        list=(
            *majority_facts(meeting, ballot),
            *(derivations(ballot) if derived else ()),
            *worked_out(ballot, announced),
        ),
        results=(
            announced.wording,
            wording.tally(announced),
            *_tie(announced),
            *beside_the_words(meeting, ballot, motion, announced),
            *_called_out(meeting, announced),
        ),
    )


def _tie(announced: ResultAnnounced) -> Iterator[str]:
    if announced.tie is not None:
        yield wording.of_paper("evidence.tie", how=labels.word(announced.tie))


def _called_out(meeting: Meeting, announced: ResultAnnounced) -> Iterator[str]:
    if announced.votes:
        yield wording.of_paper("evidence.called_out")
        yield from called_out(meeting, announced)


def doubts(meeting: Meeting, ballot: Ballot, log: Log) -> Part:
    """Rounds before that do not count, doubts, objections and corrections; one sentence where there is none."""
    found = [
        *_rounds_before(meeting, ballot),
        *_doubted(meeting, ballot),
        *log.announced_before(ballot),
        *log.corrections(ballot),
    ]
    return Part(
        heading=wording.of_paper("evidence.doubts"),
        list=tuple(found) or (wording.of_paper("evidence.no_doubts"),),
    )


def _rounds_before(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    motions = [meeting.motions[motion] for motion in ballot.motions]
    others = {one: motion for motion in motions for one in motion.ballots if one in meeting.ballots}
    for one, motion in others.items():
        other, opened = meeting.ballots[one], on_the_clock(meeting, meeting.ballots[one].opened_at)
        if other.state is BallotState.ABORTED:
            yield told_abort(meeting, other, motion)
        elif other.state is BallotState.SUPERSEDED:
            yield " ".join([wording.superseded(opened, other.end.reason), *_doubted(meeting, other)])


def _doubted(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    if ballot.end.doubted_by is not None:
        yield wording.of_paper("evidence.doubted", who=name_of(meeting, ballot.end.doubted_by))
