"""The form that corrects one entry: what was entered, what is true now, and fields with what should have been.

It is made when the clerk asks for it, for one entry: it is no part of a screen and comes in no frame.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from handzeichen.meeting import events as e
from handzeichen.meeting.corrections import came_of_itself, not_correctable
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import BallotState, Choice, PersonId, SeatId, Signal, Via
from handzeichen.meeting.late import concerned
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.recount import too_late
from handzeichen.meeting.rightly import true_time
from handzeichen.meeting.state import Meeting
from handzeichen.views.clerk_people import in_order
from handzeichen.views.clerk_words import motion_in, top
from handzeichen.views.timeline import TimelineLine, line
from handzeichen.views.timeline_minutes import OFFICES, PARTS
from handzeichen.views.words import CAUSES, CHOICES, failing, shortened
from handzeichen.words import in_a_row, listed, said

NAMED = 3
"""So many ballots are named; of more, how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of the command as it should have been: its name on the wire, and what stands there first."""

    name: str
    label: str
    value: str
    kind: str = "hidden"
    """hidden, time, number, text, select, line, date."""
    type: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """One entry to be corrected; `bar` says why it cannot be any more, `note` what it will touch."""

    template: ClassVar[str] = "clerk_correction.html"

    line: TimelineLine
    when: str
    """The day and hour from which a changed hour is reckoned."""
    do: str
    fields: tuple[Field, ...]
    note: str
    bar: str | None = None


def correction(meeting: Meeting, seq: int) -> CorrectionForm | None:
    """The form for the entry with this number; None where there is none that could be corrected."""
    entry = meeting.past.entry(seq)
    if entry is None or not_correctable(entry) is not None:
        return None
    now = next((fact for fact in meeting.past.at(entry) if type(fact.event) is not e.DeputationEnded), None)
    fact = now or next(iter(meeting.past.at(entry)), entry)
    do, fields = _FIELDS[type(fact.event)](meeting, fact.event)
    start = meeting.plan.meeting.starts_at
    local = true_time(fact).astimezone(start.tzinfo)
    time = Field(name="with.at", label=said("um"), value=f"{local:%H:%M}", kind="time", type="time")
    return CorrectionForm(
        line=line(meeting, entry),
        when=local.isoformat(),
        do=do,
        fields=(*fields, *([] if isinstance(fact.event, _WITHOUT_TIME) else [time])),
        note=_note(meeting, fact),
        bar=_bar(meeting, entry),
    )


_HANDS = (e.HandsCounted, e.VoteRecorded, e.VoteDeclined, e.PaperTaken, e.PapersCounted)
_OF_MINUTES = (e.MinutesSigned, e.MinutesApproved)
_WITHOUT_TIME = (*_HANDS, *_OF_MINUTES)
Made = tuple[str, tuple[Field, ...]]


# What it touches


def _bar(meeting: Meeting, entry: Entry) -> str | None:
    event = entry.event
    if isinstance(event, _HANDS):
        refusal = too_late(meeting, meeting.ballots[event.ballot])
    else:
        refusal = came_of_itself(meeting, entry)
    return None if refusal is None else in_a_row([refusal.why(), refusal.help()])


def _note(meeting: Meeting, fact: Entry) -> str:
    if isinstance(fact.event, _HANDS):
        return _note_of_hands(meeting, fact.event)
    if isinstance(fact.event, e.NoteWritten):
        return said("Der Satz im Protokoll wird ersetzt.")
    if isinstance(fact.event, _OF_MINUTES):
        return said("Die Fassung selbst bleibt, wie sie ist.")
    seats = meeting.roll.acting
    if not any(SeatId(who) in seats or who in seats.values() for who in concerned(fact.event)):
        return said("Bekannt gegebene Abstimmungen betrifft das nicht.")
    since = [
        ballot.id
        for ballot in meeting.ballots.values()
        if ballot.state is BallotState.ANNOUNCED
        and (ballot.end.closed_at or ballot.opened_at) >= true_time(fact)
    ]
    if not since:
        return said("Seitdem ist keine Abstimmung bekannt gegeben worden.")
    names = [said("„{motion}“", motion=motion_in(meeting, ballot)) for ballot in since[:NAMED]]
    more = [] if len(since) <= NAMED else [said("{number} weitere", number=len(since) - NAMED)]
    return said("Seitdem bekannt gegeben und bleibt, wie es ist: {names}.", names=listed([*names, *more]))


def _note_of_hands(meeting: Meeting, event: Any) -> str:
    ballot = meeting.ballots[event.ballot]
    if ballot.end.result is None:
        return said("Die Abstimmung ist noch nicht bekannt gegeben; es gelten dann die neuen Zahlen.")
    wording = ballot.end.result.wording.removesuffix(".")
    return said(
        "Bekannt gegeben ist: „{said}“. Bleibt das Ergebnis gleich, werden die neuen Zahlen noch einmal "
        "bekannt gegeben. Ein anderes Ergebnis braucht eine neue Abstimmung.",
        said=wording,
    )


# Fields by type of event


def _hidden(name: str, value: object, type: str = "") -> Field:
    return Field(name=f"with.{name}", label="", value=str(value), type=type)


def _number(name: str, label: str, value: int) -> Field:
    return Field(name=f"with.{name}", label=label, value=str(value), kind="number", type="int")


def _select(name: str, label: str, value: object, options: Iterator[Option], type: str = "") -> Field:
    return Field(
        name=f"with.{name}", label=label, value=str(value), kind="select", type=type, options=tuple(options)
    )


def _people(meeting: Meeting, *, nobody: bool = False) -> Iterator[Option]:
    if nobody:
        yield Option(id="", name=said("niemand Bestimmtes"))
    for person in in_order(meeting.roll.people.values()):
        yield Option(id=person.id, name=plain_name(person))


def _person(meeting: Meeting, person: PersonId, label: str = "wer") -> Field:
    return _select("person", label, person, _people(meeting))


def _members(meeting: Meeting) -> Iterator[Option]:
    return (Option(id=person.id, name=plain_name(person)) for person in in_order(meeting.members()))


def _items(meeting: Meeting) -> Iterator[Option]:
    for item in meeting.agenda.items.values():
        title = shortened(item.item.title, 60)
        yield Option(id=item.item.id, name=in_a_row([top(meeting, item.item.id), title]))


def _yes_no(yes: str, no: str) -> Iterator[Option]:
    yield from (Option(id="true", name=yes), Option(id="false", name=no))


def _arrived(meeting: Meeting, event: e.Arrived) -> Made:
    ways = iter(
        (
            Option(id=Via.ROOM, name=said("ist im Saal")),
            Option(id=Via.VIDEO, name=said("nimmt per Video teil")),
        )
    )
    return "arrive", (_person(meeting, event.person), _select("via", "wie", event.via, ways))


def _one(do: str) -> Callable[[Meeting, Any], Made]:
    """What is said of one person and nothing else."""
    return lambda meeting, event: (do, (_person(meeting, event.person),))


def _fault(do: str) -> Callable[[Meeting, Any], Made]:
    def made(meeting: Meeting, event: Any) -> Made:
        whose = (
            _hidden("scope", "room")
            if event.person is None
            else _person(meeting, event.person, said("bei wem"))
        )
        how = () if event.reported is None else (_hidden("reported", event.reported),)
        return do, (whose, *_what_fails(event), *how)

    return made


def _what_fails(event: Any) -> Iterator[Field]:
    if isinstance(event, e.ConnectionLost):
        options = [Option(id="", name=failing(())), *(Option(id=one, name=failing((one,))) for one in Signal)]
        yield _select("of", said("was"), event.of or "", iter(options))


def _attributed(meeting: Meeting, event: e.FaultAttributed) -> Made:
    whose = _hidden("persons", ",".join(event.persons), "list") if event.persons else _hidden("scope", "room")
    if event.further is not None:
        # What was said of further faults is said of a member's own alone.
        own = (_hidden("cause", event.cause), _hidden("further", str(event.further).lower(), "bool"))
        return "attribute_fault", (whose, *own)
    causes = (Option(id=cause, name=words) for cause, words in CAUSES.items())
    return "attribute_fault", (whose, _select("cause", said("Ursache"), event.cause, causes))


def _camera(meeting: Meeting, event: e.CameraSet) -> Made:
    on = _select(
        "on", said("Kamera"), str(event.on).lower(), _yes_no(said("an¦Kamera"), said("aus¦Kamera")), "bool"
    )
    return "set_camera", (_person(meeting, event.person), on)


def _deputy(do: str) -> Callable[[Meeting, Any], Made]:
    return lambda meeting, event: (
        do,
        (_person(meeting, event.person), _select("for", said("für"), event.for_, _members(meeting))),
    )


def _barred(do: str) -> Callable[[Meeting, Any], Made]:
    def made(meeting: Meeting, event: Any) -> Made:
        motion = getattr(event, "motion", None)
        person = _person(meeting, event.person)
        if motion is not None:
            return do, (person, _hidden("item", event.item), _hidden("motion", motion))
        return do, (person, _select("item", said("bei"), event.item, _items(meeting)))

    return made


def _noted(meeting: Meeting, event: e.NoteWritten) -> Made:
    return "note", (
        Field(name="with.text", label=said("Satz fürs Protokoll"), value=event.text, kind="text"),
        _select("item", said("zu"), event.item, _items(meeting)),
        _select("person", said("gesagt von"), event.person or "", _people(meeting, nobody=True)),
        *(() if event.motion is None else (_hidden("motion", event.motion),)),
    )


def _signed(meeting: Meeting, event: e.MinutesSigned) -> Made:
    who = _hidden("name", event.name or "") if event.person is None else _person(meeting, event.person)
    offices = (Option(id=office, name=words) for office, words in OFFICES.items())
    return "sign_minutes", (
        _hidden("version", event.version, "int"),
        who,
        _select("as", said("als"), event.as_, offices),
        _on(event.on),
    )


def _approved(meeting: Meeting, event: e.MinutesApproved) -> Made:
    parts = (Option(id=part, name=words) for part, words in PARTS.items())
    return "approve_minutes", (
        _number("version", said("Fassung"), event.version),
        _select("part", said("Teil"), event.part, parts),
        Field(name="with.meeting", label=said("Sitzung (Kennung)"), value=event.meeting, kind="line"),
        Field(name="with.ballot", label=said("Abstimmung (Kennung)"), value=event.by_ballot, kind="line"),
        *([] if event.on is None else [_on(event.on)]),
    )


def _on(day: date) -> Field:
    return Field(name="with.on", label=said("Tag"), value=day.isoformat(), kind="date")


def _counted(meeting: Meeting, event: e.HandsCounted) -> Made:
    faction = () if event.faction is None else (_hidden("faction", event.faction),)
    return "count_hands", (
        _hidden("ballot", event.ballot),
        *faction,
        _number("yes", said("Ja"), event.yes),
        _number("no", said("Nein"), event.no),
        _number("abstain", said("Enthaltung"), event.abstain),
        _number("not_voted", said("nicht abgestimmt"), event.not_voted),
    )


def _recorded(meeting: Meeting, event: e.VoteRecorded) -> Made:
    choices = (Option(id=choice, name=CHOICES[choice]) for choice in Choice)
    replaces = [_hidden("replaces", "true", "bool"), _hidden("reason", event.reason or "")]
    return "record_vote", (
        _hidden("ballot", event.ballot),
        *(replaces if event.replaces else ()),
        _voter(meeting, event),
        _select("choice", said("Hand"), event.choice, choices),
    )


def _declined(meeting: Meeting, event: e.VoteDeclined) -> Made:
    return "decline_vote", (_hidden("ballot", event.ballot), _voter(meeting, event))


def _paper_taken(meeting: Meeting, event: e.PaperTaken) -> Made:
    return "take_paper", (_hidden("ballot", event.ballot), _voter(meeting, event))


def _papers_counted(meeting: Meeting, event: e.PapersCounted) -> Made:
    return "count_papers", (
        _hidden("ballot", event.ballot),
        _number("yes", said("Ja"), event.yes),
        _number("no", said("Nein"), event.no),
        _number("abstain", said("Enthaltung"), event.abstain),
        _number("invalid", said("ungültig"), event.invalid),
    )


def _voter(meeting: Meeting, event: e.VoteRecorded | e.VoteDeclined | e.PaperTaken) -> Field:
    voters = [meeting.person(person) for person in meeting.ballots[event.ballot].seat_of]
    options = (Option(id=person.id, name=plain_name(person)) for person in in_order(voters))
    return _select("person", "wer", event.person, options)


_FIELDS: Final[dict[type[e.Event], Callable[[Meeting, Any], Made]]] = {
    e.Arrived: _arrived,
    e.Left: _one("leave"),
    e.ConnectionLost: _fault("lose_connection"),
    e.ConnectionRestored: _fault("restore_connection"),
    e.FaultAttributed: _attributed,
    e.CameraSet: _camera,
    e.DeputationBegun: _deputy("deputise"),
    e.DeputationEnded: _deputy("end_deputation"),
    e.IdentityConfirmed: _one("confirm_identity"),
    e.AloneConfirmed: _one("confirm_alone"),
    e.Recused: _barred("recuse"),
    e.RecusalEnded: _barred("end_recusal"),
    e.RecusalContested: _barred("contest_recusal"),
    e.NoteWritten: _noted,
    e.MinutesSigned: _signed,
    e.MinutesApproved: _approved,
    e.HandsCounted: _counted,
    e.VoteRecorded: _recorded,
    e.VoteDeclined: _declined,
    e.PaperTaken: _paper_taken,
    e.PapersCounted: _papers_counted,
}
"""By type of event: the command that it came by, and its fields but for the time."""
