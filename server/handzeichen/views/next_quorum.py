"""Convening and quorum: what the chair states before the first matter, and what to know before the next ballot."""

from collections.abc import Iterator

from handzeichen.law.quorum import QuorumCount, is_presumed
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import Text
from handzeichen.meeting.presence import quorum_now, spare_now
from handzeichen.meeting.state import Convening, Meeting, Phase
from handzeichen.views.next_sitting import body_of, closing_question
from handzeichen.views.next_step import Concern, Step, Wish
from handzeichen.views.words import clock
from handzeichen.words import said

_NOT_QUORATE = Text(said("Beschlussfähigkeit nicht gegeben"))


def challenged(meeting: Meeting) -> Step | None:
    """Doubted, or stated as not given: the count comes before everything else."""
    entries = meeting.sitting.quorum.entries
    if not entries or meeting.sitting.quorum.stated:
        return None
    if entries[-1].challenged or quorum_now(meeting).quorate:
        return _state_quorum(meeting)
    close = Wish(label=said("Sitzung schließen"), command=c.CloseMeeting(), confirm=closing_question(meeting))
    state = _stating(meeting)
    pause = Wish(label=said("Sitzung unterbrechen"), command=c.Suspend(reason=_NOT_QUORATE))
    if any(pause_.from_ >= entries[-1].at for pause_ in meeting.sitting.pauses):
        say = said(
            "{body} ist weiterhin nicht beschlussfähig. Ich schließe die Sitzung.", body=body_of(meeting)
        )
        return Step(name="close_not_quorate", say=(say,), wishes=(close,), others=(state, pause))
    say = said("{body} ist nicht beschlussfähig. Ich unterbreche die Sitzung.", body=body_of(meeting))
    return Step(name="suspend_not_quorate", say=(say,), wishes=(pause,), others=(state, close))


def convening_and_quorum(meeting: Meeting) -> Step | None:
    """The first words after the opening: proper convening, then the quorum."""
    quorum = meeting.sitting.quorum
    if quorum.convening is Convening.UNSTATED:
        return Step(
            name="state_convening",
            say=(said("Ich stelle fest, dass ordnungsgemäß eingeladen wurde."),),
            wishes=(Wish(label=said("Einberufung feststellen"), command=c.StateConvening()),),
        )
    if quorum.objected and not quorum.entries:
        return _objected(meeting)
    return None if quorum.entries else _state_quorum(meeting)


def _objected(meeting: Meeting) -> Step:
    """An objection to the convening is for the chair to answer: no act stands out."""
    return Step(
        name="convening_objected",
        say=(said("Die Einberufung ist gerügt worden. Ich prüfe das."),),
        others=(
            Wish(label=said("Einberufung ist ordnungsgemäß"), command=c.StateConvening()),
            Wish(
                label=said("Sitzung schließen"), command=c.CloseMeeting(), confirm=closing_question(meeting)
            ),
        ),
        waits_for=said("Der Vorsitz entscheidet, ob die Einberufung ordnungsgemäß ist."),
    )


def _state_quorum(meeting: Meeting) -> Step:
    now = quorum_now(meeting)
    say = said(
        "Ich stelle fest: Von {seats:member.dative}{present:tails.present}.",
        seats=now.seats,
        present=now.present,
    )
    body = body_of(meeting)
    so = (
        said("{body} ist beschlussfähig.", body=body)
        if now.quorate
        else said("{body} ist nicht beschlussfähig.", body=body)
    )
    return Step(name="state_quorum", say=(say, so), wishes=(_stating(meeting),))


def _stating(meeting: Meeting) -> Wish:
    quorate = quorum_now(meeting).quorate
    label = said("Beschlussfähigkeit feststellen") if quorate else said("Beschlussunfähigkeit feststellen")
    return Wish(label=label, command=c.StateQuorum())


def concerns(meeting: Meeting) -> Iterator[Concern]:
    """What about convening and quorum should be known before the next ballot."""
    if meeting.sitting.phase is not Phase.OPEN:
        return
    quorum, now = meeting.sitting.quorum, quorum_now(meeting)
    if quorum.objected and quorum.entries:
        yield Concern(
            text=said("Die Einberufung ist gerügt."),
            help=said("Der Vorsitz entscheidet, ob ordnungsgemäß eingeladen wurde."),
            wishes=(Wish(label=said("Ist ordnungsgemäß"), command=c.StateConvening()),),
        )
    if quorum.stated and not now.quorate:
        yield _too_few(meeting, now)
    if quorum.stated and spare_now(meeting) == 0:
        yield Concern(text=said("Noch ein Weggang, und das Gremium wäre nicht mehr beschlussfähig."))


def _too_few(meeting: Meeting, now: QuorumCount) -> Concern:
    """What was stated goes on to hold where the law presumes it; elsewhere the numbers count."""
    if not is_presumed(meeting.law, present=now.present, seats=now.seats):
        return Concern(
            text=said(
                "Nur noch {present} von {seats} anwesend, nötig sind {required}.",
                present=now.present,
                seats=now.seats,
                required=now.required,
            ),
            help=said("Abgestimmt wird erst wieder, wenn genug Mitglieder da sind."),
        )
    stated = clock(meeting, meeting.sitting.quorum.entries[-1].at)
    return Concern(
        text=said(
            "Gilt als beschlussfähig (festgestellt um {stated}), "
            "tatsächlich anwesend: {present} von {required} nötigen.",
            stated=stated,
            present=now.present,
            required=now.required,
        ),
        help=said("Das gilt weiter, solange niemand zweifelt."),
    )
