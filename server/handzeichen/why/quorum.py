"""Why the body is quorate or not: now, and at each statement or challenge of the evening."""

from collections.abc import Iterator

from handzeichen.law.quorum import Basis, QuorumCount, is_presumed, is_whatever_the_number
from handzeichen.meeting.events import Entry, QuorumChallenged, QuorumStated
from handzeichen.meeting.presence import State, quorum_now, state_of
from handzeichen.meeting.state import Convening, Meeting, QuorumEntry
from handzeichen.why import arithmetic, heads
from handzeichen.why.explanation import AppliedAnswer, Explanation, applied
from handzeichen.why.heads import Place
from handzeichen.why.times import clock
from handzeichen.words import in_a_row, said

_BASES = {
    Basis.MAJORITY: said("es sind genug anwesend"),
    Basis.ALL_PRESENT: said("alle sind anwesend, und niemand rügt die Einberufung"),
    Basis.SECOND_CONVENING: said("es ist die zweite Einberufung zum selben Gegenstand"),
    Basis.LEGAL_BAR: said("mehr als die Hälfte unterliegt einem Mitwirkungsverbot"),
}
_QUESTIONS = {
    Basis.MAJORITY: (),
    Basis.ALL_PRESENT: ("all_present",),
    Basis.SECOND_CONVENING: ("second_convening", "second_convening_least"),
    Basis.LEGAL_BAR: ("legal_bar", "legal_bar_least", "legal_bar_approval"),
}
_CONVENING = {
    Convening.UNSTATED: said("Die Einberufung hat niemand gerügt."),
    Convening.STATED: said("Die ordnungsgemäße Einberufung ist festgestellt."),
    Convening.OBJECTED: said(
        "Die Einberufung ist gerügt, und der Vorsitz hat sie nicht als ordnungsgemäß festgestellt."
    ),
    Convening.DISPUTED: said("Die ordnungsgemäße Einberufung ist festgestellt und danach gerügt worden."),
}


def quorum_here(meeting: Meeting) -> Explanation:
    """The quorum at this moment, for the item called, and what was said of it."""
    now = quorum_now(meeting)
    return Explanation(
        title=said("Beschlussfähigkeit"),
        conclusion=_conclusion(meeting, now),
        facts=(*_facts(meeting, now), *_was_said(meeting)),
        arithmetic=tuple(_arithmetic(meeting, now)),
        answers=_answers(meeting, now),
    )


def quorum_said(before: Meeting, entry: Entry, event: QuorumStated | QuorumChallenged) -> Explanation:
    """A statement or a challenge with the numbers of its entry; `before` is the meeting when it was made."""
    count = QuorumCount(
        present=event.present,
        seats=event.seats,
        required=event.required,
        quorate=event.quorate,
        basis=event.basis,
    )
    challenged = isinstance(event, QuorumChallenged)
    who = heads.by_whom(
        before, event.person if isinstance(event, QuorumChallenged) else entry.for_ or entry.by
    )
    verdict = _verdict(count)
    title = said("Beschlussfähigkeit festgestellt")
    conclusion = said("Festgestellt von {who}: {verdict}.", who=who, verdict=verdict)
    if challenged:
        title = said("Beschlussfähigkeit angezweifelt")
        conclusion = said(
            "Die Beschlussfähigkeit wurde angezweifelt von {who}: {verdict}.", who=who, verdict=verdict
        )
    return Explanation(
        title=title,
        conclusion=conclusion,
        facts=tuple(_facts(before, count)),
        arithmetic=tuple(_arithmetic(before, count)),
        answers=_answers(before, count),
        help=(
            (said("Bis zu einer neuen Feststellung wird keine Abstimmung eröffnet."),)
            if challenged or not count.quorate
            else ()
        ),
    )


def _verdict(count: QuorumCount) -> str:
    numbers = {"present": count.present, "seats": count.seats, "required": count.required}
    if count.quorate:
        return said("beschlussfähig, {present} von {seats} Sitzen anwesend, nötig {required}", **numbers)
    return said("nicht beschlussfähig, {present} von {seats} Sitzen anwesend, nötig {required}", **numbers)


def _conclusion(meeting: Meeting, now: QuorumCount) -> str:
    verdict = said("Nach der Zahl in diesem Augenblick {verdict}.", verdict=_verdict(now))
    last = _last(meeting)
    if last is None:
        return in_a_row([verdict, said("Der Vorsitz hat die Beschlussfähigkeit noch nicht festgestellt.")])
    if last.challenged:
        challenged = said("Die Beschlussfähigkeit ist angezweifelt; der Vorsitz stellt sie neu fest.")
        return in_a_row([verdict, challenged])
    if last.quorate and not now.quorate and is_presumed(meeting.law, present=now.present, seats=now.seats):
        presumed = said("Das Gremium gilt trotzdem als beschlussfähig, solange es niemand anzweifelt.")
        return in_a_row([verdict, presumed])
    return verdict


def _facts(meeting: Meeting, count: QuorumCount) -> Iterator[str]:
    seats = heads.for_quorum(meeting)
    yield from heads.told(meeting, seats, meeting.agenda.called)
    if heads.counted(seats) != count.present:
        yield said(
            "Der Eintrag nennt {present} Anwesende; er gilt, auch wenn heute anders gezählt würde.",
            present=count.present,
        )
    yield _CONVENING[meeting.sitting.quorum.convening]
    if meeting.plan.meeting.second_convening:
        yield said("Zu dieser Sitzung wurde zum zweiten Mal zum selben Gegenstand einberufen.")


def _was_said(meeting: Meeting) -> Iterator[str]:
    for entry in meeting.sitting.quorum.entries:
        who, at = heads.by_whom(meeting, entry.by), clock(meeting, entry.at)
        facts = {"at": at, "who": who, "present": entry.present, "seats": entry.seats}
        if entry.challenged:
            yield said("Angezweifelt um {at} von {who} ({present} von {seats} anwesend).", **facts)
            continue
        word = said("beschlussfähig") if entry.quorate else said("nicht beschlussfähig")
        yield said(
            "Festgestellt um {at} von {who}: {word}, {present} von {seats} anwesend.", word=word, **facts
        )


def _arithmetic(meeting: Meeting, count: QuorumCount) -> Iterator[str]:
    share, seats = meeting.law.quorum.value, heads.for_quorum(meeting)
    if share.least(count.seats) == count.required:
        of = said("von {seats} Sitzen", seats=count.seats)
        yield said("Nötig: {needed}.", needed=arithmetic.least(share, count.seats, of=of))
    else:
        yield said(
            "Nötig nach dem Eintrag: {required} von {seats} Sitzen.",
            required=count.required,
            seats=count.seats,
        )
    if heads.counted(seats) == count.present:
        yield said(
            "Anwesend: {room} im Saal + {video} per Video = {present}.",
            room=len(seats[Place.ROOM]),
            video=len(seats[Place.VIDEO]),
            present=count.present,
        )
    yield _compared(count)
    if count.basis is Basis.LEGAL_BAR:
        barred = sum(meeting.roll.barred(one, meeting.agenda.called) for one in meeting.roll.acting.values())
        yield said(
            "Mitwirkungsverbot: {barred} von {seats} Sitzen; 2 × {barred} = {twice} > {seats}.",
            barred=barred,
            seats=count.seats,
            twice=2 * barred,
        )
    if count.quorate:
        yield said(
            "Beschlussfähig, denn {basis}{more}.",
            basis=_BASES[count.basis],
            more=_number_that_suffices(meeting, count.basis),
        )
    elif count.margin >= 0:
        yield said(
            "Nicht beschlussfähig, denn die Einberufung ist gerügt und nicht als ordnungsgemäß festgestellt."
        )
    else:
        yield said("Nicht beschlussfähig, denn die Zahl reicht nicht, und kein anderer Grund greift.")


def _number_that_suffices(meeting: Meeting, basis: Basis) -> str:
    """What is said of the number where the body is quorate for another reason."""
    if basis not in (Basis.SECOND_CONVENING, Basis.LEGAL_BAR):
        return ""
    if is_whatever_the_number(meeting.law, basis):
        return said("; auf die Zahl kommt es nicht an")
    return said("; so viele, wie dafür nötig sind, sind anwesend")


def _compared(count: QuorumCount) -> str:
    """ "10 ≥ 6, das sind 4 mehr als nötig"."""
    found = arithmetic.compared(count.present, count.required)
    if count.margin > 0:
        return said("{found}, das sind {n} mehr als nötig.", found=found, n=count.margin)
    if count.margin == 0:
        return said("{found}, genau so viele wie nötig.", found=found)
    if count.margin == -1:
        return said("{found}, es fehlt 1.", found=found)
    return said("{found}, es fehlen {n}.", found=found, n=-count.margin)


def _last(meeting: Meeting) -> QuorumEntry | None:
    entries = meeting.sitting.quorum.entries
    return entries[-1] if entries else None


def _answers(meeting: Meeting, count: QuorumCount) -> tuple[AppliedAnswer, ...]:
    """What was applied: always the number and the presumption, the others where somebody is so."""
    seats = heads.for_quorum(meeting)
    by_video = seats[Place.VIDEO] or seats[Place.NOT_BY_VIDEO] or seats[Place.NO_PICTURE]
    states = {state_of(meeting, one) for one in meeting.roll.acting.values()}
    barred = any(meeting.roll.barred(one, meeting.agenda.called) for one in meeting.roll.acting.values())
    found = ["quorum", *_QUESTIONS[count.basis if count.quorate else Basis.MAJORITY]]
    found += ["remote_counts_as_present"] if by_video else []
    found += ["disturbed_count_as_present"] if State.DISTURBED in states else []
    found += ["without_picture_counts_as_present"] if State.NO_PICTURE in states else []
    found += ["barred_count_as_present"] if barred else []
    return applied(meeting, *found, "quorum_presumed")
