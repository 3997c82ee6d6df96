"""Entering a ballot: hands counted in the room, what does not add up yet, and what may still be doubted.

The single hands stand in `clerk_hands`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.law.majority import Base, Tie, is_simple
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ballots import is_tied, share_of
from handzeichen.meeting.ids import BallotState, Method, SeatId
from handzeichen.meeting.names import ballot_name, motion_name
from handzeichen.meeting.presence import is_voting_member
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import Standing, papers_taken, standing, to_count
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views import papers
from handzeichen.views.clerk_at_once import joined
from handzeichen.views.clerk_words import hands, some_of, surname_of, surnames_of
from handzeichen.views.papers import PapersToCount
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.tally import majority_text
from handzeichen.views.words import CHOICES, clock, shortened
from handzeichen.words import in_a_row, said

_METHODS = {
    Method.SHOW_OF_HANDS: said("Handzeichen"),
    Method.ROLL_CALL: said("namentlich"),
    Method.SECRET: said("geheim"),
}
_STATES = {
    BallotState.OPEN: said("läuft"),
    BallotState.CLOSED: said("geschlossen, noch nicht bekannt gegeben"),
    BallotState.ANNOUNCED: said("bekannt gegeben"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactionToCount:
    """A faction with seats to count in the room."""

    id: str
    name: str
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A voting member who is here and not in the ballot: the chair may admit them."""

    person: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCount:
    """The count of the whole room as it was entered, to be read and, if need be, mended."""

    yes: int
    no: int
    abstain: int
    not_voted: int
    derived: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPart(Part):
    """The form for a ballot; `room` is the number of hands, or of papers, that a count must explain."""

    template: ClassVar[str] = "clerk_ballot.html"

    ballot: str
    state: str
    state_text: str
    heading: str
    text: str | None
    method_text: str
    majority_text: str
    counts_hands: bool
    papers: PapersToCount | None
    """In a secret ballot: the papers counted."""
    room: int
    may_derive: bool
    factions: tuple[FactionToCount, ...]
    counted_texts: tuple[str, ...]
    received_text: str
    problems: tuple[str, ...]
    newcomers: tuple[Newcomer, ...]
    joined: tuple[str, ...]
    """Items that one member's word still takes out of the joint ballot."""
    last_count: LastCount | None
    complete: bool
    tie_text: str | None
    """Who decides, once the votes are a tie that the law leaves to chair or lot."""
    tie_result: str
    """What was entered of it so far: passed, rejected or nothing."""
    complete_text: str
    warning: str | None
    """Why the secrecy of a secret ballot is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtPart(Part):
    """The result announced last, as long as it may be doubted or repeated at once."""

    template: ClassVar[str] = "clerk_doubt.html"

    ballot: str
    heading: str
    wording: str
    announced_at: str
    doubted_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedPart(Part):
    """What was just agreed to without a ballot, as long as somebody may object at once."""

    template: ClassVar[str] = "clerk_agreed.html"

    heading: str


def entry(meeting: Meeting) -> EntryPart | DoubtPart | AgreedPart | Nothing:
    """The ballot that is open or waits for its announcement, else what somebody may still doubt or object to."""
    ballot, act = meeting.ballot, meeting.sitting.last_act
    if ballot is not None:
        return _entry(meeting, ballot)
    if act.announced is not None:
        return _doubt(meeting, meeting.ballots[act.announced])
    agreed = None if act.agreed is None else meeting.motions[act.agreed]
    if agreed is None or agreed.open:
        return NOTHING
    return AgreedPart(heading=motion_name(meeting, agreed))


def _entry(meeting: Meeting, ballot: Ballot) -> EntryPart:
    now, text = standing(meeting, ballot), as_it_stands(meeting, meeting.motions[ballot.opened.motion])
    by_hand = ballot.opened.method is Method.SHOW_OF_HANDS
    secret = papers.is_secret(ballot)
    return EntryPart(
        ballot=ballot.id,
        state=ballot.state.value,
        state_text=_STATES[ballot.state],
        heading=ballot_name(meeting, ballot),
        text=shortened(text, 280) if text and not ballot.with_ else None,
        method_text=_METHODS[ballot.opened.method],
        majority_text=_needed(ballot),
        counts_hands=by_hand,
        papers=papers.last_count(ballot) if secret else None,
        room=papers.to_count(ballot) if secret else len(to_count(meeting, ballot)),
        may_derive=by_hand and _may_derive(meeting, ballot),
        factions=tuple(_factions(meeting, ballot)) if by_hand else (),
        counted_texts=tuple(_counts(meeting, ballot)),
        received_text=said(
            "{taken} von {eligible} mit Stimmzettel", taken=papers_taken(ballot), eligible=now.eligible
        )
        if secret
        else said("{received} von {eligible} Stimmen da", received=now.received, eligible=now.eligible),
        problems=tuple(_problems(meeting, ballot, now)),
        newcomers=tuple(_newcomers(meeting, ballot)),
        joined=tuple(choice.name for choice in joined(meeting)),
        last_count=_last_count(ballot),
        complete=now.adds_up and not now.missing,
        tie_text=_tie(meeting, ballot, now),
        tie_result="" if ballot.end.tie is None else ballot.end.tie.result.value,
        complete_text=said("Alle Stimmzettel sind gezählt.") if secret else said("Alle Stimmen sind da."),
        warning=papers.void(ballot) if ballot.state is BallotState.OPEN else None,
    )


def _tie(meeting: Meeting, ballot: Ballot, now: Standing) -> str | None:
    """ "Stimmengleichheit: Der Vorsitz entscheidet", as soon as nobody's vote can come any more."""
    over = ballot.state is BallotState.CLOSED and now.adds_up and is_tied(meeting, ballot)
    who = {Tie.CHAIR_DECIDES: said("Der Vorsitz"), Tie.LOT: said("Das Los")}.get(meeting.law.tie.value)
    return said("Stimmengleichheit: {who} entscheidet", who=who) if over and who else None


def _last_count(ballot: Ballot) -> LastCount | None:
    """One count of everybody; of counts by faction none fills the form."""
    count = ballot.counts[0] if len(ballot.counts) == 1 else None
    if count is None or count.faction is not None:
        return None
    return LastCount(
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        not_voted=count.not_voted,
        derived="" if count.derived is None else count.derived.value,
    )


def _needed(ballot: Ballot) -> str:
    """The majority in words, with the number of yes votes where it does not depend on the votes."""
    share = share_of(ballot)
    bases = {Base.STATUTORY_SEATS: ballot.opened.seats, Base.PRESENT: ballot.present}
    number = said(" ({least} Ja nötig)", least=share.least(bases[share.base])) if share.base in bases else ""
    return said("{majority}{number}", majority=majority_text(ballot.opened.majority), number=number)


def _doubt(meeting: Meeting, ballot: Ballot) -> DoubtPart | Nothing:
    result, at, doubter = ballot.end.result, ballot.end.announced_at, ballot.end.doubted_by
    if result is None or at is None:
        return NOTHING
    return DoubtPart(
        ballot=ballot.id,
        heading=ballot_name(meeting, ballot),
        wording=announced_wording(meeting, ballot, result),
        announced_at=clock(meeting, at),
        doubted_by=None if doubter is None else surname_of(meeting, doubter),
    )


def _may_derive(meeting: Meeting, ballot: Ballot) -> bool:
    """Only where the profile allows it, and for a simple majority."""
    return meeting.law.derive.value and is_simple(share_of(ballot))


def _factions(meeting: Meeting, ballot: Ballot) -> Iterator[FactionToCount]:
    for faction in meeting.plan.factions:
        if room := len(to_count(meeting, ballot, faction.id)):
            yield FactionToCount(id=faction.id, name=faction.name, room=room)


def _counts(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    """What was counted so far: the clerk typed it and must be able to read it."""
    names = {faction.id: faction.name for faction in meeting.plan.factions}
    for count in ballot.counts:
        whose = "" if count.faction is None else f"{names.get(count.faction, count.faction)}: "
        silent = said(", {not_voted} nicht abgestimmt", not_voted=count.not_voted) if count.not_voted else ""
        rest = "" if count.derived is None else said(" ({choice} als Rest)", choice=CHOICES[count.derived])
        yield in_a_row([whose, hands(count.yes, count.no, count.abstain), silent, rest], "")


def _problems(meeting: Meeting, ballot: Ballot, now: Standing) -> Iterator[str]:
    """What is missing, in the order in which a clerk would look for it."""
    if papers.is_secret(ballot):
        yield from papers.missing(meeting, ballot, now)
        return
    by_hand = ballot.opened.method is Method.SHOW_OF_HANDS
    if now.twice:
        yield said(
            "Doppelt gezählt: {names}. Bitte die Hände im Saal noch einmal zählen.",
            names=_names(meeting, ballot, now.twice),
        )
    if now.short > 0:
        yield (
            said("In der Zählung fehlt eine Hand.")
            if now.short == 1
            else said("In der Zählung fehlen {short} Hände.", short=now.short)
        )
    uncounted = set(now.uncounted)
    not_begun = ballot.state is BallotState.OPEN and not now.was_counted
    if by_hand and now.uncounted and not not_begun:
        word = said("Noch nicht mitgezählt") if now.was_counted else said("Im Saal noch zu zählen")
        yield said("{word}: {number}", word=word, number=len(now.uncounted))
    others = tuple(seat for seat in now.missing if not (by_hand and seat in uncounted))
    if others:
        names = _names(meeting, ballot, others)
        yield (
            said("Es fehlt: {names}", names=names)
            if len(others) == 1
            else said("Es fehlen: {names}", names=names)
        )


def _names(meeting: Meeting, ballot: Ballot, seats: tuple[SeatId, ...]) -> str:
    return some_of(surnames_of(meeting, (ballot.eligible[seat].person for seat in seats)))


def _newcomers(meeting: Meeting, ballot: Ballot) -> Iterator[Newcomer]:
    """Whoever came after the opening: not in the ballot unless the chair admits them before the closing."""
    if ballot.state is not BallotState.OPEN:
        return
    for seat, person in meeting.roll.acting.items():
        if seat in ballot.eligible or not is_voting_member(meeting, person):
            continue
        if not meeting.roll.barred(person, meeting.motions[ballot.opened.motion].moved.item):
            yield Newcomer(person=person, name=surname_of(meeting, person))
