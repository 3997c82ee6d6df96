"""The clerk's first look: where the sitting stands, whether it is quorate and by how much, and what is wrong now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.meeting.confirming import unconfirmed
from handzeichen.meeting.ids import Form, PersonId, Via
from handzeichen.meeting.presence import can_lead, kept_out_by_picture, spare_now, state_of
from handzeichen.meeting.state import Fault, Meeting, Phase
from handzeichen.views import presence, sitting
from handzeichen.views.clerk_words import plain_of, surname_of
from handzeichen.views.part import Part
from handzeichen.views.states import UNDISTURBED
from handzeichen.views.words import CAUSES, clock, failing
from handzeichen.words import in_a_row, listed, said

_ALERTS = 6
_NAMED = 8
_BEFORE = said("Noch nicht festgestellt")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPart(Part):
    """The strip at the top; `quorum_state` is before, good, near, bad or over, for the style sheet."""

    template: ClassVar[str] = "clerk_status.html"

    title: str
    phase: str
    phase_text: str
    leader: str
    leader_can_lead: bool
    doors_closed: bool
    quorum_state: str
    quorum_text: str
    count_text: str
    margin_text: str
    connected_text: str
    wrong: tuple[str, ...]
    draft_law: str | None
    law_open: str | None
    """How many answers of law the house still has to confirm, where the meeting counts and waits for it."""
    approval: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultAlert:
    """An open fault; without `person` it is the room's. `cause` is what the chair said of it so far."""

    person: str | None
    name: str
    what_text: str
    since: str
    cause: str
    cause_text: str
    others_fine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody signs in, and entering it would unseat somebody or take the person out of the room."""

    person: str
    name: str
    via: str
    via_text: str
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsPart(Part):
    """What waits for a word or a click: faults to attribute, arrivals to accept."""

    template: ClassVar[str] = "clerk_alerts.html"

    faults: tuple[FaultAlert, ...]
    """The first of them; `fault_count` says how many there are, `fault_names` whose."""
    fault_count: int
    fault_names: str
    proposals: tuple[Proposal, ...]
    more: int
    may_be_suspended: bool


def status(meeting: Meeting) -> StatusPart:
    """The strip at the top."""
    head, quorum = sitting.head(meeting), presence.quorum(meeting)
    leads = meeting.leader is not None and can_lead(meeting, meeting.leader)
    return StatusPart(
        title=said("{title}, {number}. Sitzung", title=head.title, number=head.number),
        phase=head.phase,
        phase_text=_phase(meeting, head),
        leader=plain_of(meeting, meeting.leader) if meeting.leader else "niemand",
        leader_can_lead=leads or not _must_be_led(meeting),
        doors_closed=head.doors_closed,
        quorum_state=_shade(meeting, quorum),
        quorum_text=_BEFORE if quorum.state == "before" else quorum.state_text,
        count_text=said(
            "{present} von {seats}, nötig {required}",
            present=quorum.present,
            seats=quorum.seats,
            required=quorum.required,
        ),
        margin_text="" if quorum.state == "over" else quorum.margin_text,
        connected_text=presence.connected(meeting).counts_text,
        wrong=tuple(_wrong(meeting, quorum)),
        draft_law=head.draft_law,
        law_open=_law_open(meeting),
        approval=_approval(meeting),
    )


def alerts(meeting: Meeting) -> AlertsPart:
    """Open faults and arrivals that wait."""
    faults = [fault for fault in meeting.roll.faults if fault.to is None]
    return AlertsPart(
        faults=tuple(
            FaultAlert(
                person=fault.person,
                name=said("Saal") if fault.person is None else plain_of(meeting, fault.person),
                what_text=failing(fault.of),
                since=clock(meeting, fault.from_),
                cause=fault.cause.value,
                cause_text=CAUSES[fault.cause],
                others_fine=_another_is_fine(meeting, fault.person),
            )
            for fault in faults[:_ALERTS]
        ),
        fault_count=len(faults),
        fault_names=_names(meeting, faults),
        proposals=tuple(_proposals(meeting))[:_ALERTS],
        may_be_suspended=meeting.sitting.phase is Phase.OPEN,
        more=max(0, len(meeting.roll.proposals) - _ALERTS),
    )


def _names(meeting: Meeting, faults: Sequence[Fault]) -> str:
    """Whose faults they are, the first of many."""
    names = [said("Saal") if one.person is None else surname_of(meeting, one.person) for one in faults]
    if len(names) <= _NAMED + 1:
        return listed(names)
    return listed([*names[:_NAMED], said("{n} weitere", n=len(names) - _NAMED)])


def _approval(meeting: Meeting) -> str | None:
    """Where hybrid meetings need an approved system (§ 11 DigiSiVO NRW): that this one is none, all evening long."""
    answer = meeting.law.approved_system
    if not answer.value or meeting.plan.meeting.form is not Form.HYBRID:
        return None
    return said("Zulassung nötig, dieses Programm hat keine ({split})", split=answer.source.split(":")[0])


def _law_open(meeting: Meeting) -> str | None:
    number = len(unconfirmed(meeting)) if meeting.standing.live else 0
    if not number or meeting.sitting.phase is Phase.CLOSED:
        return None
    return (
        said("Recht: eine Antwort zu bestätigen")
        if number == 1
        else said("Recht: {number} Antworten zu bestätigen", number=number)
    )


def _must_be_led(meeting: Meeting) -> bool:
    """Before the opening nobody needs to lead yet: that the chair is still expected is said at the next step."""
    return meeting.sitting.phase not in (Phase.PLANNED, Phase.CLOSED)


def _phase(meeting: Meeting, head: sitting.MeetingPart) -> str:
    if meeting.sitting.phase is Phase.SUSPENDED and head.until:
        return said("unterbrochen bis {until}", until=head.until)
    closed = meeting.sitting.times.closed_at
    if closed is not None:
        return said("geschlossen um {at}", at=clock(meeting, closed))
    return said("noch nicht eröffnet") if meeting.sitting.phase is Phase.PLANNED else head.phase_text


def _shade(meeting: Meeting, quorum: presence.QuorumPart) -> str:
    """What must be seen in one second: fine, one more departure breaks it, broken."""
    if quorum.state == "over" or (quorum.state == "before" and not quorum.quorate):
        return quorum.state
    if not quorum.quorate or quorum.challenged:
        return "bad"
    return "near" if spare_now(meeting) == 0 else "good"


def _wrong(meeting: Meeting, quorum: presence.QuorumPart) -> Iterator[str]:
    """What is wrong now, each in a few words."""
    if meeting.sitting.phase is Phase.CLOSED:
        return
    if _must_be_led(meeting) and (meeting.leader is None or not can_lead(meeting, meeting.leader)):
        yield (
            said("Wer leitet, ist nicht im Saal oder darf nicht mitwirken")
            if meeting.leader
            else said("Niemand leitet")
        )
    if meeting.sitting.quorum.objected:
        yield said("Einberufung gerügt")
    if quorum.challenged:
        yield said("Beschlussfähigkeit angezweifelt")
    if lost := disturbed_text(meeting, named=2):
        yield lost
    unseen = [surname_of(meeting, person) for person in kept_out_by_picture(meeting)]
    if unseen:
        yield said("Kamera aus: {names}", names=in_a_row(unseen, ", ") if len(unseen) <= 3 else len(unseen))
    if meeting.roll.proposals:
        waiting = len(meeting.roll.proposals)
        yield (
            said("1 Anmeldung wartet")
            if waiting == 1
            else said("{waiting} Anmeldungen warten", waiting=waiting)
        )


def _another_is_fine(meeting: Meeting, person: PersonId | None) -> bool:
    """Whether somebody else on video sees and hears: then the fault is hardly the house's."""
    return person is not None and any(
        state_of(meeting, other) in UNDISTURBED for other in meeting.roll.people if other != person
    )


def _proposals(meeting: Meeting) -> Iterator[Proposal]:
    for person, via in meeting.roll.proposals.items():
        yield Proposal(
            person=person,
            name=plain_of(meeting, person),
            via=via.value,
            via_text=said("im Saal") if via is Via.ROOM else said("per Video"),
            consequence=_consequence(meeting, person),
        )


def _consequence(meeting: Meeting, person: PersonId) -> str:
    deputation = meeting.roll.deputation_of(person)
    if deputation is not None:
        return said("Dann vertritt {who} nicht mehr.", who=plain_of(meeting, deputation.person))
    return said("Damit verlässt die Person den Saal.")


def disturbed_text(meeting: Meeting, named: int = 3) -> str:
    """ "Gestört: Ebeling, Saal"; of more than `named` their number, of nobody nothing."""
    faults = [fault for fault in meeting.roll.faults if fault.to is None]
    names = [surname_of(meeting, fault.person) if fault.person else said("Saal") for fault in faults]
    if not names:
        return ""
    return said("Gestört: {names}", names=in_a_row(names, ", ") if len(names) <= named else len(names))
