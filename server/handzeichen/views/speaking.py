"""The chair's speaking sheet: what is said from the opening to the end, in order, to be printed before the meeting.

The meeting is played through by the same steps that the screen proposes, with everybody in the room and every motion
carried; so the sheet has the sentences of the screen, in the order of agenda and procedure under the law in force. What
nobody knows yet - who is there, how the votes fall - is left blank to be filled in by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from handzeichen.law.majority import Tie
from handzeichen.law.questions import AloneRequired
from handzeichen.meeting import commands as c
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import step as fold
from handzeichen.meeting.ids import Count, Form, ItemId, Method, Role, Secrecy, Via
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.names import item_number
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import Meeting
from handzeichen.views.next_act import step_of
from handzeichen.views.next_agenda import calling
from handzeichen.views.next_sitting import body_of
from handzeichen.views.next_step import Step, first_possible, happened, outcome
from handzeichen.views.tally import needed_text
from handzeichen.views.words import shortened
from handzeichen.words import said

_LONG: Final = 900
_MOST: Final = 4_000
"""So many steps at most: a long agenda has some hundred."""
_BLANK: Final = "_____"


class Spoken(StrEnum):
    """What a line of the sheet is."""

    SAY = "say"
    NOTE = "note"
    """For the eye: what has to be so before, or what is needed."""
    RESULT = "result"
    """Read aloud with numbers that are filled in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet."""

    kind: Spoken
    text: str


@dataclass(slots=True, kw_only=True)
class Section:
    """An item of the agenda, or what comes before, between and after."""

    number: str
    title: str
    is_public: bool = True
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What may come between, and what is said then."""

    when: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingSheet:
    """The whole evening as it is planned."""

    sections: tuple[Section, ...]
    occasions: tuple[Occasion, ...]
    holds_non_public: bool


def speaking_sheet(meeting: Meeting) -> SpeakingSheet:
    """The sheet for a meeting; what has happened already is on it as it was planned."""
    planned = _planned(meeting)
    sections = _Sheet(planned).filled()
    return SpeakingSheet(
        sections=tuple(section for section in sections if section.lines),
        occasions=tuple(_occasions(planned)),
        holds_non_public=any(not section.is_public for section in sections),
    )


def _planned(meeting: Meeting) -> Meeting:
    """The meeting before anything happened, with everybody in the room."""
    first = next(iter(meeting.past))
    planned = fold(None, Entry(seq=first.seq, at=first.at, by=first.by, event=first.event))
    planned = replace(planned, standing=replace(planned.standing, live=None))
    for person in planned.plan.people:
        if person.role in (Role.MEMBER, Role.ADVISORY, Role.ADMINISTRATION):
            planned = _done(planned, c.Arrive(person=person.id, via=Via.ROOM), "clerk") or planned
    return planned


def _done(meeting: Meeting, command: c.Command, by: str) -> Meeting | None:
    answer = outcome(meeting, command, by)
    return happened(meeting, answer) if isinstance(answer, Accepted) else None


class _Sheet:
    """The evening played through, and what is said on the way."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._sections = [Section(number="", title=said("Eröffnung"))]

    def filled(self) -> list[Section]:
        """All sections; an item that the steps did not reach stands there with its call."""
        for _ in range(_MOST):
            step = step_of(self._meeting)
            if step.name in _ENDS or not self._take(step):
                break
        called = {section.number for section in self._sections}
        for state in in_order(self._meeting):
            if item_number(self._meeting, state.item.id) not in called:
                self._begin(state.item.id)
                self._add(Spoken.SAY, calling(self._last.number, self._last.title))
        return self._sections

    def _take(self, step: Step) -> bool:
        """Say what the step says, and do what it proposes; False where nothing can be done."""
        if step.name == "ballot_open":
            self._count()
        wish = first_possible(self._meeting, step_of(self._meeting).wishes, "chair")
        if wish is None:
            return False
        self._open_section(step, wish.command)
        self._say(step)
        after = _done(self._meeting, wish.command, "chair")
        assert after is not None, "it is possible: it was asked for"
        self._meeting = after
        return True

    def _count(self) -> None:
        """Everybody raises the hand."""
        ballot = self._meeting.ballot
        if ballot is None or ballot.opened.method is not Method.SHOW_OF_HANDS:
            return
        zero, all_ = Count(0), Count(len(ballot.eligible))
        counting = c.CountHands(ballot=ballot.id, yes=all_, no=zero, abstain=zero)
        self._meeting = _done(self._meeting, counting, "clerk") or self._meeting

    def _open_section(self, step: Step, command: c.Command) -> None:
        match command:
            case c.CallItem():
                self._begin(command.item)
            case c.ExcludePublic():
                self._sections.append(Section(number="", title=said("Nichtöffentlicher Teil")))
            case c.AdmitPublic():
                self._sections.append(Section(number="", title=said("Öffentlicher Teil")))
            case c.CloseMeeting():
                self._sections.append(Section(number="", title=said("Schluss")))

    def _begin(self, item: ItemId) -> None:
        known = self._meeting.agenda.items[item].item
        self._sections.append(
            Section(
                number=item_number(self._meeting, item),
                title=known.title,
                is_public=known.secrecy is Secrecy.PUBLIC,
            )
        )

    def _say(self, step: Step) -> None:
        match step.name:
            case "state_quorum":
                now = quorum_now(self._meeting)
                self._add(
                    Spoken.RESULT,
                    said(
                        "Ich stelle fest: Von {seats:member.dative} sind {blank} anwesend.",
                        seats=now.seats,
                        blank=_BLANK,
                    ),
                )
                self._add(Spoken.SAY, said("{body} ist beschlussfähig.", body=body_of(self._meeting)))
                self._add(Spoken.NOTE, said("Nötig sind {n}.", n=now.required))
            case "announce_result":
                self._add(
                    Spoken.RESULT,
                    said(
                        "Ich gebe das Ergebnis bekannt: "
                        "{blank} Ja-Stimmen, {blank} Nein-Stimmen, {blank} Enthaltungen.",
                        blank=_BLANK,
                    ),
                )
                self._add(Spoken.RESULT, said("Damit ist das ☐ angenommen ☐ abgelehnt."))
            case "exclude_public":
                self._doors()
                self._add_all(step)
            case "ballot_open":
                self._add_all(step)
                ballot = self._meeting.ballot
                if ballot is not None:
                    self._add(Spoken.NOTE, said("{needed}.", needed=needed_text(ballot)))
            case _:
                self._add_all(step)

    def _doors(self) -> None:
        """Whoever is on video confirms first."""
        asked = self._meeting.law.alone.value is not AloneRequired.NOBODY
        if asked and self._meeting.plan.meeting.form is Form.HYBRID:
            self._add(
                Spoken.NOTE,
                said("Vorher bestätigt jedes Mitglied, das per Video dabei ist, auf diese Bitte:"),
            )
            self._add(
                Spoken.SAY, said("Bitte bestätigen Sie: Keine andere Person kann mithören oder mitsehen.")
            )

    def _add_all(self, step: Step) -> None:
        for text in step.say:
            self._add(Spoken.SAY, text if len(text) <= _LONG else shortened(text, _LONG))

    def _add(self, kind: Spoken, text: str) -> None:
        self._last.lines.append(Line(kind=kind, text=text))

    @property
    def _last(self) -> Section:
        return self._sections[-1]


_ENDS: Final = frozenset({"over", "suspend_not_quorate", "close_not_quorate", "wait_for_the_chair", "lead"})


def _occasions(meeting: Meeting) -> Iterator[Occasion]:
    """What may come between."""
    yield Occasion(
        when=said("Jemand meldet sich zur Geschäftsordnung"),
        say=said("Das Wort zur Geschäftsordnung hat … – Gibt es Gegenrede? – Darüber stimmen wir zuerst ab."),
    )
    if meeting.plan.meeting.form is Form.HYBRID:
        yield Occasion(
            when=said("Bild oder Ton ist gestört"),
            say=said("Bei … ist Bild oder Ton gestört. Ich unterbreche die Sitzung, bis das geklärt ist."),
        )
    yield Occasion(
        when=said("Die Beschlussfähigkeit wird angezweifelt"),
        say=said("Die Beschlussfähigkeit ist angezweifelt. Ich lasse zählen."),
    )
    yield Occasion(
        when=said("Jemand darf an einem Punkt nicht mitwirken"),
        say=said("… wirkt an diesem Punkt nicht mit und verlässt den Beratungstisch."),
    )
    yield Occasion(
        when=said("Eine Abstimmung geht schief, bevor das Ergebnis bekannt ist"),
        say=said("Ich breche die Abstimmung ab, weil …. Sie wird wiederholt."),
    )
    yield Occasion(
        when=said("Das Ergebnis wird sofort angezweifelt"),
        say=said("Das Ergebnis ist angezweifelt. Die Abstimmung wird wiederholt."),
    )
    yield Occasion(when=said("Stimmengleichheit"), say=_TIED[meeting.law.tie.value])
    yield Occasion(
        when=said("Unterbrechung"),
        say=said("Ich unterbreche die Sitzung bis … Uhr. – Ich setze die Sitzung fort."),
    )
    yield Occasion(when=said("Die Leitung geht über"), say=said("Ich gebe die Leitung an … ab."))


_TIED: Final = {
    Tie.REJECTED: said("Es besteht Stimmengleichheit. Damit ist der Antrag abgelehnt."),
    Tie.CHAIR_DECIDES: said("Es besteht Stimmengleichheit. Der Vorsitz entscheidet."),
    Tie.LOT: said("Es besteht Stimmengleichheit. Das Los entscheidet."),
}
