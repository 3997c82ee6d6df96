"""Entering a ballot: hands counted in the room, single hands, and what does not add up yet.

A choice stands here only where the clerk recorded it, or after the announcement where the rules show it: a vote that
a member cast on a device of their own is `cast` and nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from handzeichen.law.majority import Base, Tie, is_simple
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ballots import is_tied, share_of
from handzeichen.meeting.ids import BallotState, Choice, Method, PersonId, SeatId, Source, Via
from handzeichen.meeting.names import ballot_name, motion_name, plain_name
from handzeichen.meeting.presence import State, is_voting_member, state_of
from handzeichen.meeting.remembered import MANY, remembered
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import Standing, papers_taken, standing, to_count
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views import papers
from handzeichen.views.clerk_at_once import joined
from handzeichen.views.clerk_people import in_order
from handzeichen.views.clerk_words import hands, some_of, surname_of, surnames, surnames_of
from handzeichen.views.papers import PapersToCount
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.seating import Place, places
from handzeichen.views.tally import covered, majority_text
from handzeichen.views.words import CHOICES, clock, shortened
from handzeichen.words import in_a_row, said

CHUNK = 4
"""Rows in one part."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One seat in the ballot; `vote` is missing, counted, cast, recorded, paper or declined, `choice` as said above."""

    seat: str
    person: str
    name: str
    full_name: str
    for_name: str | None
    via: str
    askable: bool
    """Whether a hand could be seen on the picture: on video now, with a picture and no fault."""
    vote: str
    vote_text: str
    choice: str
    state: str
    """How whoever acts for the seat is here now, a `presence.State`."""
    place: Place | None
    """Where it stands in the room, where the plan says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsChunk(Part):
    """Some seats of the ballot, to record a single hand that was seen, or in a secret one a paper that was taken."""

    template: ClassVar[str] = "clerk_hands.html"

    ballot: str
    on_paper: bool
    rows: tuple[HandRow, ...]


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


def single_hands(meeting: Meeting) -> dict[str, Part]:
    """The seats of the ballot in chunks: as many places as the body has seats, filled while a ballot is pending."""
    ballot = meeting.ballot
    chunks = () if ballot is None else _chunks(meeting, ballot)
    found: dict[str, Part] = {}
    for place in range(-(-meeting.plan.body.seats // CHUNK)):
        filled = place < len(chunks)
        found[f"clerk-hands-{place}"] = _with_votes(ballot, chunks[place]) if ballot and filled else NOTHING
    return found


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


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """Some rows as they are before anybody votes."""

    rows: tuple[HandRow, ...]
    seats: tuple[SeatId, ...]


@remembered(
    lambda meeting, ballot: (ballot.opened, ballot.eligible, meeting.roll.people, meeting.roll.presence)
)
def _chunks(meeting: Meeting, ballot: Ballot) -> tuple[_Chunk, ...]:
    """Those on video first and in the order of the minutes, since their hands come one by one.

    Nobody moves while somebody's hand is on a button.
    """
    names = surnames(meeting)
    asked = in_order(meeting.person(v.person) for v in ballot.eligible.values() if v.via is Via.VIDEO)
    place = {person.id: number for number, person in enumerate(asked)}
    rows = [
        HandRow(
            seat=seat,
            person=voter.person,
            name=names[voter.person],
            full_name=plain_name(meeting.person(voter.person)),
            for_name=names[PersonId(seat)] if voter.person != PersonId(seat) else None,
            via="video" if voter.via is Via.VIDEO else "room",
            askable=state_of(meeting, voter.person) is State.VIDEO,
            vote="missing",
            vote_text="",
            choice="",
            state=state_of(meeting, voter.person).value,
            place=places(meeting.plan).get(seat),
        )
        for seat, voter in sorted(
            ballot.eligible.items(), key=lambda item: place.get(item[1].person, len(place))
        )
    ]
    some = [tuple(rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK)]
    return tuple(_Chunk(each, tuple(SeatId(PersonId(row.seat)) for row in each)) for each in some)


def _of_the_votes(ballot: Ballot, chunk: _Chunk) -> tuple[object, ...]:
    given = (ballot.papers if papers.is_secret(ballot) else ballot.votes).get
    return ballot.opened, ballot.eligible, ballot.counts, chunk, *map(given, chunk.seats)


@remembered(_of_the_votes, kept=MANY)
def _with_votes(ballot: Ballot, chunk: _Chunk) -> HandsChunk:
    counted, rows = covered(ballot), []
    for row, seat in zip(chunk.rows, chunk.seats, strict=True):
        vote, text, choice = _vote(ballot, seat, is_counted=seat in counted)
        rows.append(replace(row, vote=vote, vote_text=text, choice=choice))
    return HandsChunk(ballot=ballot.id, on_paper=papers.is_secret(ballot), rows=tuple(rows))


def _vote(ballot: Ballot, seat: SeatId, *, is_counted: bool) -> tuple[str, str, str]:
    """What is known of a seat's vote: a word for the style sheet, words for the eye, and a choice only if recorded."""
    if papers.is_secret(ballot):
        paper = ballot.papers.get(seat)
        if paper is None:
            return "missing", said("ohne Stimmzettel"), ""
        return (
            ("paper", said("Stimmzettel ausgegeben"), "")
            if paper.taken
            else ("declined", said("stimmt nicht mit"), "")
        )
    vote = ballot.votes.get(seat)
    if vote is None:
        by_hand = ballot.opened.method is Method.SHOW_OF_HANDS and ballot.eligible[seat].via is Via.ROOM
        missing = said("zu zählen") if by_hand else said("fehlt")
        return ("counted", said("gezählt"), "") if is_counted else ("missing", missing, "")
    if vote.choice is None:
        return "declined", said("stimmt nicht mit"), ""
    if vote.source is Source.CAST:
        return "cast", said("selbst abgestimmt"), ""
    return "recorded", said("eingetragen: {choice}", choice=CHOICES[Choice(vote.choice)]), vote.choice.value
