"""The trial ballot before the opening, everywhere with the words that it counts for nothing.

It looks like no ballot: a part of its own, with its own frame, and no receipt. As in a ballot, choices are shown only
once it is over, and by name only where the body's rules show them. The public reads that members try out the buttons,
and neither names nor numbers.
"""

from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.ids import Choice, PersonId, SeatId
from handzeichen.meeting.names import plain_name, short
from handzeichen.meeting.presence import State, is_barred_by_picture, state_of
from handzeichen.meeting.state import Meeting, Phase, Trial
from handzeichen.meeting.trials import who_may_try
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.words import CHOICES
from handzeichen.words import said

MARK = said("Probe – zählt nicht")
_NAMES = 24
_HEADING = said("Probeabstimmung")
_QUESTION = said(
    "Kommt Ihr Knopfdruck an? Bitte wählen Sie irgendeine der drei Antworten. "
    "Ohne eigenes Gerät ist nichts zu tun."
)
_PUBLIC = said("Vor der Sitzung probieren die Mitglieder das Abstimmen aus. Das zählt nicht.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLine:
    """One of the three choices, how often it was pressed, and, where the body's rules show it, by whom."""

    choice: str
    label: str
    count: int
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPart(Part):
    """The trial on the screens: `phase` is open or closed, `tried` what was pressed, once it is over."""

    template: ClassVar[str] = "trial.html"
    phase: str
    mark: str
    heading: str
    text: str
    received: int
    expected: int
    missing: tuple[str, ...]
    missing_more: int
    tried: tuple[TriedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTrialPart(Part):
    """The three buttons to try, or why there are none; `choice` is what I pressed last."""

    template: ClassVar[str] = "my_trial.html"
    mark: str
    headline: str
    can_vote: bool
    choice: str | None
    text: str


def trial(meeting: Meeting) -> TrialPart | Nothing:
    """The trial for everybody who takes part in the meeting."""
    found = _shown(meeting)
    if found is None:
        return NOTHING
    awaited = dict(who_may_try(meeting))
    missing = [person for seat, person in awaited.items() if seat not in found.votes]
    is_open = found.closed_at is None
    return TrialPart(
        phase="open" if is_open else "closed",
        mark=MARK,
        heading=_HEADING,
        text=_QUESTION if is_open else said("Beendet. Was hier steht, kommt nicht ins Protokoll."),
        received=len(found.votes),
        expected=len(awaited.keys() | found.votes.keys()),
        missing=_named(meeting, missing[:_NAMES]),
        missing_more=max(0, len(missing) - _NAMES),
        tried=() if is_open else tuple(_tried(meeting, found, choice) for choice in Choice),
    )


def public_trial(meeting: Meeting) -> TrialPart | Nothing:
    """That there is one, for everybody else."""
    found = _shown(meeting)
    if found is None or found.closed_at is not None:
        return NOTHING
    return TrialPart(
        phase="public",
        mark=MARK,
        heading=_HEADING,
        text=_PUBLIC,
        received=0,
        expected=0,
        missing=(),
        missing_more=0,
        tried=(),
    )


def my_trial(meeting: Meeting, person: PersonId) -> MyTrialPart | Nothing:
    """What I can try, and whether it has arrived."""
    found = _shown(meeting)
    if found is None:
        return NOTHING
    seat = meeting.roll.seat_of(person)
    choice = None if seat is None else found.votes.get(seat)
    why = None if found.closed_at is not None else _why_not(meeting, person, seat)
    can_vote = found.closed_at is None and why is None
    text: str
    if choice is not None:
        text = said("Ihre Probestimme: {choice} – angekommen. Sie zählt nicht.", choice=CHOICES[choice])
    else:
        text = why or (
            said("Noch ist nichts angekommen.") if can_vote else said("Von Ihnen ist nichts angekommen.")
        )
    return MyTrialPart(
        mark=MARK,
        headline=said("Probieren Sie das Abstimmen aus") if can_vote else _HEADING,
        can_vote=can_vote,
        choice=None if choice is None else choice.value,
        text=text,
    )


def _shown(meeting: Meeting) -> Trial | None:
    return meeting.trial if meeting.sitting.phase is Phase.PLANNED else None


def _why_not(meeting: Meeting, person: PersonId, seat: SeatId | None) -> str | None:
    if seat is None:
        deputation = meeting.roll.deputation_of(person)
        if deputation is None:
            return said("Sie stimmen in dieser Sitzung nicht ab; es ist nichts zu tun.")
        return said(
            "{who} vertritt Sie und probiert es für Ihren Sitz aus.",
            who=plain_name(meeting.person(deputation.person)),
        )
    if meeting.roll.via(person) is None:
        return said("Sie sind noch nicht als anwesend eingetragen. Danach stehen hier die Knöpfe.")
    if state_of(meeting, person) is State.DISTURBED:
        return said("Ihr Bild oder Ton ist als gestört gemeldet. Danach stehen hier die Knöpfe wieder.")
    if is_barred_by_picture(meeting, person):
        return said("Bitte schalten Sie Ihre Kamera ein. Danach stehen hier die Knöpfe wieder.")
    return None


def _tried(meeting: Meeting, found: Trial, choice: Choice) -> TriedLine:
    seats = [seat for seat, pressed in found.votes.items() if pressed is choice]
    shown = seats if meeting.law.show_choices.value else []
    return TriedLine(
        choice=choice.value,
        label=CHOICES[choice],
        count=len(seats),
        names=_named(
            meeting, [meeting.roll.acting[seat] for seat in shown[:_NAMES] if seat in meeting.roll.acting]
        ),
        more=max(0, len(shown) - _NAMES),
    )


def _named(meeting: Meeting, people: list[PersonId]) -> tuple[str, ...]:
    return tuple(short(meeting.person(person), meeting.plan.factions) for person in people)
