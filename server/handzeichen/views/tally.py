"""The ballot on the screens: what is asked, how many votes are in and whose are missing, then the result in words.

Before the announcement no part made here holds a choice or a number of choices, whoever looks at it: what is not in
the part cannot leak from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.law.majority import Base, Share, is_simple
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.events import Majority, Numbers, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Choice, Method, Result, SeatId
from handzeichen.meeting.names import ballot_name, item_number, name_of
from handzeichen.meeting.plan import Person
from handzeichen.meeting.remembered import remembered
from handzeichen.meeting.state import Ballot, Meeting, Phase
from handzeichen.meeting.tally import Standing, papers_taken, standing
from handzeichen.meeting.texts import as_it_stands
from handzeichen.views.meaning import is_amended, meaning, verdict
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.presence import brief_names
from handzeichen.views.sitting import is_public
from handzeichen.views.states import split_text
from handzeichen.views.words import CHOICES, shortened
from handzeichen.words import keyed, said

_MISSING_LIMIT = 24
_TEXT_LIMIT = 600
_JOINED_LIMIT = 90
_METHODS = {
    Method.SHOW_OF_HANDS: said("Abstimmung durch Handzeichen"),
    Method.ROLL_CALL: said("Namentliche Abstimmung"),
    Method.SECRET: said("Geheime Abstimmung"),
}
_QUESTIONS = (said("Wer ist dafür?"), said("Wer ist dagegen?"), said("Wer enthält sich?"))
_FRACTIONS = {"1/2": said("der Hälfte"), "2/3": said("zwei Dritteln"), "3/4": said("drei Vierteln")}
_BASES = {
    Base.VOTES_CAST: said("der Ja- und Nein-Stimmen"),
    Base.VOTES_CAST_WITH_ABSTENTIONS: said("der abgegebenen Stimmen"),
    Base.PRESENT: said("der Anwesenden"),
    Base.STATUTORY_SEATS: said("aller Sitze"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """One of the three choices with its number, and where the votes came from."""

    choice: str
    label: str
    count: int
    split: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLines:
    """What was announced."""

    passed: bool
    verdict: str
    wording: str
    choices: tuple[ChoiceLine, ...]
    not_voted_text: str | None
    split_text: str
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPart(Part):
    """The ballot that is open, waits for its announcement, or was announced last."""

    template: ClassVar[str] = "tally.html"
    ballot: str
    phase: str
    """open, closed, announced or aborted."""
    method_text: str
    icon: str
    """hands, or paper for a secret ballot."""
    heading: str
    top: str | None
    title: str | None
    joined: tuple[str, ...]
    """The items of a joint ballot, each with its title."""
    text: str | None
    received: int
    received_text: str
    """What that number is: votes that came in, or papers given out."""
    open_text: str | None
    """How many are still missing, as long as it is open."""
    all_text: str
    """What is said once nobody is missing."""
    eligible: int
    missing: tuple[str, ...]
    missing_more: int
    to_count_text: str | None
    asks: tuple[str, ...]
    """What whoever leads is asking now, in words."""
    note: str | None
    needed_hint: str | None
    result: ResultLines | None


def shown_ballot(meeting: Meeting) -> Ballot | None:
    """The ballot the screens are about: the one pending, else the last until the meeting goes on."""
    last = next(reversed(meeting.ballots.values()), None) if meeting.ballots else None
    if last is None or last.pending:
        return last
    return last if _is_fresh(meeting, last) else None


def tally(meeting: Meeting, *, hint: bool) -> TallyPart | Nothing:
    """The ballot as everybody may see it; `hint` adds what is needed, for whoever leads or counts."""
    ballot = shown_ballot(meeting)
    if ballot is None:
        return NOTHING
    motion = meeting.motions[ballot.opened.motion]
    item, text = motion.moved.item or motion.moved.under, as_it_stands(meeting, motion)
    state = meeting.agenda.items.get(item) if item is not None else None
    now = standing(meeting, ballot)
    missing = _missing(meeting, ballot, now)
    result = ballot.end.result if ballot.state is BallotState.ANNOUNCED else None
    return TallyPart(
        ballot=ballot.id,
        phase=ballot.state.value,
        method_text=_METHODS[ballot.opened.method],
        icon="paper" if now.on_paper else "hands",
        heading=ballot_name(meeting, ballot),
        top=None if item is None else said("TOP {number}", number=item_number(meeting, item)),
        title=None if state is None else shortened(state.item.title, 200),
        joined=tuple(_joined(meeting, ballot)),
        text=shortened(text, _TEXT_LIMIT) if text and not ballot.with_ else None,
        received=papers_taken(ballot) if now.on_paper else now.received,
        received_text=said("Stimmzettel ausgegeben") if now.on_paper else said("Stimmen eingegangen"),
        open_text=_still_open(ballot, now),
        all_text=(
            said("Alle Stimmzettel sind ausgegeben.") if now.on_paper else said("Alle Stimmen sind da.")
        ),
        eligible=len(ballot.eligible),
        missing=tuple(map(brief_names(meeting), missing[:_MISSING_LIMIT])),
        missing_more=max(0, len(missing) - _MISSING_LIMIT),
        to_count_text=_to_count(ballot, now),
        asks=_asks(meeting, ballot, now),
        note=_note(meeting, ballot),
        needed_hint=needed_text(ballot) if hint and ballot.pending else None,
        result=None if result is None else _result(meeting, ballot, result),
    )


def seat_votes(meeting: Meeting, *, choices: bool) -> dict[SeatId, str]:
    """Per seat what may be shown: whether its vote is in; after the announcement, where allowed, which it was."""
    ballot = shown_ballot(meeting)
    if ballot is None or not ballot.eligible:
        return {}
    if ballot.pending:
        return _marks(meeting, ballot)
    if ballot.state is not BallotState.ANNOUNCED or not choices:
        return {}
    return _choices(meeting, ballot)


def announced(meeting: Meeting, ballot: Ballot) -> ResultLines:
    """What was announced of a ballot, whenever that was; it has been."""
    assert ballot.end.result is not None, "only what was announced is shown"
    return _result(meeting, ballot, ballot.end.result)


def covered(ballot: Ballot) -> frozenset[SeatId]:
    """The seats whose hands were counted in the room."""
    return frozenset(seat for count in ballot.counts for seat in count.seats)


def is_public_matter(meeting: Meeting, ballot: Ballot) -> bool:
    """Whether the ballot is about something that anybody may follow."""
    found = (meeting.motions[motion].moved for motion in ballot.motions if motion in meeting.motions)
    items = [item for moved in found for item in (moved.item, moved.under) if item is not None]
    return all(is_public(meeting.agenda.items.get(item)) for item in items)


def _is_fresh(meeting: Meeting, ballot: Ballot) -> bool:
    """Whether the ballot is still what the meeting is about.

    A result is until the chair's next act on a motion or item; one broken off is as long as its motion waits, open,
    under the same item.
    """
    if ballot.state is not BallotState.ABORTED:
        return meeting.sitting.last_act.announced == ballot.id
    motion, sitting = meeting.motions[ballot.opened.motion], meeting.sitting
    is_here = meeting.agenda.called in (motion.moved.item, motion.moved.under)
    return motion.open and is_here and sitting.phase is not Phase.CLOSED


@remembered(lambda meeting, ballot: (ballot, meeting.roll.presence))
def _marks(meeting: Meeting, ballot: Ballot) -> dict[SeatId, str]:
    now = standing(meeting, ballot)
    hands = set(now.uncounted) if _by_hand(ballot) else set()
    return {
        **dict.fromkeys(ballot.eligible, "paper" if now.on_paper else "received"),
        **{seat: "hands" if seat in hands else "missing" for seat in now.missing},
        **{seat: "declined" for seat, vote in ballot.votes.items() if vote.choice is None},
        **{seat: "declined" for seat, paper in ballot.papers.items() if not paper.taken},
    }


def _by_hand(ballot: Ballot) -> bool:
    return ballot.opened.method is Method.SHOW_OF_HANDS


def _choices(meeting: Meeting, ballot: Ballot) -> dict[SeatId, str]:
    """Who voted how: in a roll call, or where the body's rules show it."""
    if not (meeting.law.show_choices.value or ballot.opened.method is Method.ROLL_CALL):
        return {}
    given = {seat: vote.choice for seat, vote in ballot.votes.items()}
    return {seat: "declined" if choice is None else choice.value for seat, choice in given.items()}


def _missing(meeting: Meeting, ballot: Ballot, now: Standing) -> Sequence[Person]:
    """Whose vote is awaited; hands in the room are counted together."""
    if not ballot.pending:
        return ()
    hands = set(now.uncounted) if _by_hand(ballot) else set()
    known = (
        meeting.roll.people.get(ballot.eligible[seat].person) for seat in now.missing if seat not in hands
    )
    return [person for person in known if person is not None]


def _to_count(ballot: Ballot, now: Standing) -> str | None:
    """ "7 Handzeichen im Saal": what the clerk counts together."""
    waiting = len(now.uncounted) if ballot.pending and _by_hand(ballot) else 0
    return said("{n} Handzeichen im Saal", n=waiting) if waiting else None


def _still_open(ballot: Ballot, now: Standing) -> str | None:
    """ "eine fehlt noch", "12 fehlen noch": a paper is masculine, a vote is not."""
    number = len(now.missing) if ballot.state is BallotState.OPEN else 0
    if number == 1:
        return said("einer fehlt noch") if now.on_paper else said("eine fehlt noch")
    return said("{n} fehlen noch", n=number) if number else None


def _asks(meeting: Meeting, ballot: Ballot, now: Standing) -> tuple[str, ...]:
    """The questions of a show of hands, the next name of a roll call, the way to a paper; nothing once all are in."""
    if ballot.state is not BallotState.OPEN or not now.missing:
        return ()
    match ballot.opened.method:
        case Method.SHOW_OF_HANDS:
            return _QUESTIONS if now.uncounted else ()
        case Method.ROLL_CALL:
            called = ballot.eligible[now.missing[0]].person
            return (said("Aufgerufen ist {who}.", who=name_of(meeting, called)),)
        case Method.SECRET:
            return (said("Bitte nacheinander einen Stimmzettel holen."),)


def _joined(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    """Several matters at once: each by its item, since their texts would not be read."""
    if not ballot.with_:
        return
    for item in dict.fromkeys(meeting.motions[motion].moved.item for motion in ballot.motions):
        if item is not None:
            title = meeting.agenda.items[item].item.title
            yield said(
                "TOP {number} {title}",
                number=item_number(meeting, item),
                title=shortened(title, _JOINED_LIMIT),
            )


def _note(meeting: Meeting, ballot: Ballot) -> str | None:
    """What is unusual about this ballot."""
    if ballot.state is BallotState.ABORTED:
        return said("Die Abstimmung wurde abgebrochen: {why}", why=shortened(ballot.end.reason or "", 200))
    if ballot.end.doubted_by is not None:
        return said("{who} zweifelt das Ergebnis an.", who=name_of(meeting, ballot.end.doubted_by))
    if any(other.end.superseded_by == ballot.id for other in meeting.ballots.values()):
        return said("Wiederholung der Abstimmung: Das erste Ergebnis gilt nicht.")
    if is_amended(meeting, ballot.opened.motion):
        return said("Abstimmung über die geänderte Fassung")
    return None


def majority_text(majority: Majority) -> str:
    """A majority in words: "mehr Ja- als Nein-Stimmen", "mindestens zwei Dritteln aller Sitze"."""
    if is_simple(_share(majority)):
        return said("Angenommen bei mehr Ja- als Nein-Stimmen")
    part = _FRACTIONS.get(majority.fraction, majority.fraction)
    bar = said("mehr als {part}", part=part) if majority.strict else said("mindestens {part}", part=part)
    return said("Angenommen bei {bar} {base}", bar=bar, base=_BASES[majority.base])


def needed_text(ballot: Ballot) -> str:
    """The majority in words, with the number of yes votes where it is known before the votes are."""
    majority = ballot.opened.majority
    size = {Base.STATUTORY_SEATS: ballot.opened.seats, Base.PRESENT: ballot.present}.get(majority.base)
    if size is None:
        return majority_text(majority)
    least = _share(majority).least(size)
    if least == 1:
        return said("{majority}: 1 Ja-Stimme nötig", majority=majority_text(majority))
    return said("{majority}: {n} Ja-Stimmen nötig", majority=majority_text(majority), n=least)


def _share(majority: Majority) -> Share:
    return Share(base=majority.base, fraction=majority.fraction, strict=majority.strict)


def _result(meeting: Meeting, ballot: Ballot, result: ResultAnnounced) -> ResultLines:
    motion, passed = meeting.motions[ballot.opened.motion], result.result is Result.PASSED
    total, video = Numbers(yes=result.yes, no=result.no, abstain=result.abstain), result.by_video
    abstain = CHOICES[Choice.ABSTAIN] if total.abstain == 1 else said("Enthaltungen")
    lines = (
        ("yes", CHOICES[Choice.YES], total.yes, video.yes),
        ("no", CHOICES[Choice.NO], total.no, video.no),
        ("abstain", abstain, total.abstain, video.abstain),
    )
    return ResultLines(
        passed=passed,
        verdict=verdict(meeting, motion, passed=passed),
        wording=announced_wording(meeting, ballot, result),
        choices=tuple(
            ChoiceLine(choice=choice, label=label, count=count, split=_split(count, by_video))
            for choice, label, count, by_video in lines
        ),
        not_voted_text=_not_voted(result),
        split_text=_split(sum(line[2] for line in lines), sum(line[3] for line in lines)),
        meaning=(
            *(line for m in ballot.motions for line in meaning(meeting, meeting.motions[m], passed=passed)),
            *((keyed("meaning.approval"),) if passed and ballot.opened.approval_required else ()),
        ),
    )


def _not_voted(result: ResultAnnounced) -> str | None:
    """An invalid paper is a vote not given."""
    if not result.not_voted:
        return None
    if result.invalid:
        return said(
            "{n} nicht abgestimmt, davon {invalid} ungültig", n=result.not_voted, invalid=result.invalid
        )
    return said("{n} nicht abgestimmt", n=result.not_voted)


def _split(count: int, by_video: int) -> str:
    """ "im Saal 7 · per Video 3"."""
    return split_text(count - by_video, by_video) if count else ""
