"""Why the body is quorate or not: now, and at each statement or challenge of the evening."""

from collections.abc import Iterator

from handzeichen.law.quorum import Basis, QuorumCount, is_presumed, is_whatever_the_number
from handzeichen.meeting.events import Entry, QuorumChallenged, QuorumStated
from handzeichen.meeting.presence import quorum_now
from handzeichen.meeting.state import Convening, Meeting, QuorumEntry
from handzeichen.why import arithmetic, heads
from handzeichen.why.explanation import AppliedAnswer, Explanation, applied
from handzeichen.why.heads import Place, Seats
from handzeichen.why.times import clock

_BASES = {
    Basis.MAJORITY: "es sind genug anwesend",
    Basis.ALL_PRESENT: "alle sind anwesend, und niemand rügt die Einberufung",
    Basis.SECOND_CONVENING: "es ist die zweite Einberufung zum selben Gegenstand",
    Basis.LEGAL_BAR: "mehr als die Hälfte unterliegt einem Mitwirkungsverbot",
}
_QUESTIONS = {
    Basis.MAJORITY: (),
    Basis.ALL_PRESENT: ("all_present",),
    Basis.SECOND_CONVENING: ("second_convening", "second_convening_least"),
    Basis.LEGAL_BAR: ("legal_bar", "legal_bar_least", "legal_bar_approval"),
}
_CONVENING = {
    Convening.UNSTATED: "Die Einberufung hat niemand gerügt.",
    Convening.STATED: "Die ordnungsgemäße Einberufung ist festgestellt.",
    Convening.OBJECTED: "Die Einberufung ist gerügt, und der Vorsitz hat sie nicht als ordnungsgemäß festgestellt.",
    Convening.DISPUTED: "Die ordnungsgemäße Einberufung ist festgestellt und danach gerügt worden.",
}


def quorum_here(meeting: Meeting) -> Explanation:
    """The quorum at this moment, for the item called, and what was said of it."""
    now = quorum_now(meeting)
    return Explanation(
        title="Beschlussfähigkeit",
        conclusion=_conclusion(meeting, now),
        facts=(*_facts(meeting, now), *_was_said(meeting)),
        arithmetic=tuple(_arithmetic(meeting, now)),
        answers=_answers(meeting, now),
    )


def quorum_said(before: Meeting, entry: Entry, event: QuorumStated | QuorumChallenged) -> Explanation:
    """A statement or a challenge with the numbers of its entry; `before` is the meeting when it was made."""
    said = QuorumCount(
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
    did = "Die Beschlussfähigkeit wurde angezweifelt" if challenged else "Festgestellt"
    return Explanation(
        title="Beschlussfähigkeit angezweifelt" if challenged else "Beschlussfähigkeit festgestellt",
        conclusion=f"{did} von {who}: {_verdict(said)}.",
        facts=tuple(_facts(before, said)),
        arithmetic=tuple(_arithmetic(before, said)),
        answers=_answers(before, said),
        help=(
            ("Bis zu einer neuen Feststellung wird keine Abstimmung eröffnet.",)
            if challenged or not said.quorate
            else ()
        ),
    )


def _verdict(count: QuorumCount) -> str:
    word = "beschlussfähig" if count.quorate else "nicht beschlussfähig"
    return f"{word}, {count.present} von {count.seats} Sitzen anwesend, nötig {count.required}"


def _conclusion(meeting: Meeting, now: QuorumCount) -> str:
    verdict = f"Nach der Zahl in diesem Augenblick {_verdict(now)}."
    last = _last(meeting)
    if last is None:
        return f"{verdict} Der Vorsitz hat die Beschlussfähigkeit noch nicht festgestellt."
    if last.challenged:
        return f"{verdict} Die Beschlussfähigkeit ist angezweifelt; der Vorsitz stellt sie neu fest."
    if last.quorate and not now.quorate and is_presumed(meeting.law, present=now.present, seats=now.seats):
        return f"{verdict} Das Gremium gilt trotzdem als beschlussfähig, solange es niemand anzweifelt."
    return verdict


def _facts(meeting: Meeting, count: QuorumCount) -> Iterator[str]:
    seats = heads.for_quorum(meeting)
    yield from heads.told(meeting, seats, meeting.agenda.called)
    if heads.counted(seats) != count.present:
        yield f"Der Eintrag nennt {count.present} Anwesende; er gilt, auch wenn heute anders gezählt würde."
    yield _CONVENING[meeting.sitting.quorum.convening]
    if meeting.plan.meeting.second_convening:
        yield "Zu dieser Sitzung wurde zum zweiten Mal zum selben Gegenstand einberufen."


def _was_said(meeting: Meeting) -> Iterator[str]:
    for entry in meeting.sitting.quorum.entries:
        who, at = heads.by_whom(meeting, entry.by), clock(meeting, entry.at)
        word = "beschlussfähig" if entry.quorate else "nicht beschlussfähig"
        if entry.challenged:
            yield f"Angezweifelt um {at} von {who} ({entry.present} von {entry.seats} anwesend)."
        else:
            yield f"Festgestellt um {at} von {who}: {word}, {entry.present} von {entry.seats} anwesend."


def _arithmetic(meeting: Meeting, count: QuorumCount) -> Iterator[str]:
    share, seats = meeting.law.quorum.value, heads.for_quorum(meeting)
    if share.least(count.seats) == count.required:
        yield f"Nötig: {arithmetic.least(share, count.seats, of=f'von {count.seats} Sitzen')}."
    else:
        yield f"Nötig nach dem Eintrag: {count.required} von {count.seats} Sitzen."
    if heads.counted(seats) == count.present:
        yield f"Anwesend: {_sum(seats)} = {count.present}."
    yield f"{_compared(count)}."
    if count.basis is Basis.LEGAL_BAR:
        barred = sum(meeting.roll.barred(one, meeting.agenda.called) for one in meeting.roll.acting.values())
        yield f"Mitwirkungsverbot: {barred} von {count.seats} Sitzen; 2 × {barred} = {2 * barred} > {count.seats}."
    if count.quorate:
        yield f"Beschlussfähig, denn {_BASES[count.basis]}{_number_that_suffices(meeting, count.basis)}."
    elif count.margin >= 0:
        yield "Nicht beschlussfähig, denn die Einberufung ist gerügt und nicht als ordnungsgemäß festgestellt."
    else:
        yield "Nicht beschlussfähig, denn die Zahl reicht nicht, und kein anderer Grund greift."


def _number_that_suffices(meeting: Meeting, basis: Basis) -> str:
    """What is said of the number where the body is quorate for another reason."""
    if basis not in (Basis.SECOND_CONVENING, Basis.LEGAL_BAR):
        return ""
    if is_whatever_the_number(meeting.law, basis):
        return "; auf die Zahl kommt es nicht an"
    return "; so viele, wie dafür nötig sind, sind anwesend"


def _sum(seats: Seats) -> str:
    return f"{len(seats[Place.ROOM])} im Saal + {len(seats[Place.VIDEO])} per Video"


def _compared(count: QuorumCount) -> str:
    """ "10 ≥ 6, das sind 4 mehr als nötig"."""
    found = arithmetic.compared(count.present, count.required)
    if count.margin > 0:
        return f"{found}, das sind {count.margin} mehr als nötig"
    if count.margin == 0:
        return f"{found}, genau so viele wie nötig"
    return f"{found}, es {'fehlt' if count.margin == -1 else 'fehlen'} {-count.margin}"


def _last(meeting: Meeting) -> QuorumEntry | None:
    entries = meeting.sitting.quorum.entries
    return entries[-1] if entries else None


def _answers(meeting: Meeting, count: QuorumCount) -> tuple[AppliedAnswer, ...]:
    """What was applied: always the number and the presumption, the others where somebody is so."""
    seats = heads.for_quorum(meeting)
    by_video = seats[Place.VIDEO] or seats[Place.NOT_BY_VIDEO]
    disturbed = any(meeting.roll.of(one).disturbed for one in meeting.roll.acting.values())
    barred = any(meeting.roll.barred(one, meeting.agenda.called) for one in meeting.roll.acting.values())
    found = ["quorum", *_QUESTIONS[count.basis if count.quorate else Basis.MAJORITY]]
    found += ["remote_counts_as_present"] if by_video else []
    found += ["disturbed_count_as_present"] if disturbed else []
    found += ["barred_count_as_present"] if barred else []
    return applied(meeting, *found, "quorum_presumed")
