"""The seats of the ballot one by one, to record a single hand that was seen, or in a secret one a paper that was taken.

A choice stands here only where the clerk recorded it, or after the announcement where the rules show it: a vote that
a member cast on a device of their own is `cast` and nothing more.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from handzeichen.meeting.ids import Choice, Method, PersonId, SeatId, Source, Via
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.presence import State, state_of
from handzeichen.meeting.remembered import MANY, remembered
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.views import papers
from handzeichen.views.clerk_people import in_order
from handzeichen.views.clerk_words import surnames
from handzeichen.views.part import NOTHING, Part
from handzeichen.views.seating import Place, places
from handzeichen.views.tally import covered
from handzeichen.views.words import CHOICES
from handzeichen.words import said

CHUNK = 4
"""Rows in one part."""


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


def single_hands(meeting: Meeting) -> dict[str, Part]:
    """The seats of the ballot in chunks: as many places as the body has seats, filled while a ballot is pending."""
    ballot = meeting.ballot
    chunks = () if ballot is None else _chunks(meeting, ballot)
    found: dict[str, Part] = {}
    for place in range(-(-meeting.plan.body.seats // CHUNK)):
        filled = place < len(chunks)
        found[f"clerk-hands-{place}"] = _with_votes(ballot, chunks[place]) if ballot and filled else NOTHING
    return found


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
