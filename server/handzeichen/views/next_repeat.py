"""What the body did while the house's technology kept somebody from following: each step with the way to repeat it.

Nothing is forced: where the member goes on without objection, the chair says that it is irrelevant.
"""

from collections.abc import Iterator
from typing import Final

from handzeichen.law import remote
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import BallotId, Settled, Text
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.problems import hit_by_fault
from handzeichen.meeting.state import Done, Meeting, Phase, What
from handzeichen.meeting.to_repeat import Affected, affected
from handzeichen.views.clerk_words import motion_in, motion_of, top
from handzeichen.views.next_step import Concern, Wish, outcome
from handzeichen.views.words import clock
from handzeichen.words import said

_AT_ONCE: Final = 6
"""So many are shown; whatever is done makes room for the next."""
_REASON: Final = Text(said("Störung von Bild oder Ton"))


def concerns(meeting: Meeting) -> Iterator[Concern]:
    """The steps that are open, once all can follow again, the meeting goes on and nobody is voting."""
    lasts = any(
        fault.to is None and remote.fault_voids(meeting.law, [fault.cause]) for fault in meeting.roll.faults
    )
    if meeting.sitting.phase is not Phase.OPEN or meeting.ballot is not None or lasts:
        return
    waiting = [one for one in affected(meeting) if one.is_open]
    loose = tuple(one.step.seq for one in waiting if one.step.what is not What.ABORTED)
    quorums = [one for one in waiting if one.step.what is What.QUORUM]
    # Stated once more, the quorum is for all of them.
    shown = [one for one in waiting if one not in quorums[:-1]][:_AT_ONCE]
    first = next((one for one in shown if one.step.what is not What.ABORTED), None)
    for one in shown:
        yield Concern(
            text=said("Zu wiederholen nach der Störung: {what}.", what=named(meeting, one.step)),
            help=_how(meeting, one.step),
            wishes=tuple(_wishes(meeting, one, loose if one is first else ())),
        )


def named(meeting: Meeting, step: Done) -> str:
    """Which step it was, and when."""
    at = clock(meeting, step.at)
    match step.what:
        case What.ABORTED if step.ballot:
            return said(
                "{motion}, Abstimmung abgebrochen um {at}", motion=motion_in(meeting, step.ballot), at=at
            )
        case What.ANNOUNCED if step.ballot:
            return said(
                "{motion}, Ergebnis bekannt gegeben um {at}", motion=motion_in(meeting, step.ballot), at=at
            )
        case What.AGREED if step.motion:
            return said("{motion}, ohne Widerspruch um {at}", motion=motion_of(meeting, step.motion), at=at)
        case What.SETTLED if step.item:
            return said("{item} erledigt um {at}", item=top(meeting, step.item), at=at)
        case What.CALLED if step.item:
            return said("{item} aufgerufen um {at}", item=top(meeting, step.item), at=at)
        case _:
            return said("Beschlussfähigkeit festgestellt um {at}", at=at)


def _how(meeting: Meeting, step: Done) -> str:
    match step.what:
        case What.ABORTED:
            return said("Über den Antrag wird noch einmal ganz abgestimmt.")
        case What.ANNOUNCED if step.ballot and _fell_into_it(meeting, step.ballot):
            if _is_possible(meeting, _again(step.ballot)):
                return said("Die Abstimmung kann jetzt noch wiederholt werden.")
            return said(
                "Nach dem nächsten Schritt wird nicht mehr wiederholt; über einen neuen Antrag kann abgestimmt werden."
            )
        case What.ANNOUNCED:
            return said("Bitte das Ergebnis noch einmal verlesen.")
        case What.AGREED:
            return said("Bitte noch einmal fragen, ob jemand widerspricht.")
        case What.SETTLED:
            return said(
                "Bitte noch einmal sagen, was daraus geworden ist, und fragen, ob jemand etwas einwendet."
            )
        case What.QUORUM:
            return said("Bitte noch einmal feststellen.")
        case What.CALLED:
            return said("Bitte noch einmal sagen, welcher Punkt aufgerufen ist und was dazu gesagt wurde.")


def _wishes(meeting: Meeting, one: Affected, loose: tuple[int, ...]) -> Iterator[Wish]:
    """The way to repeat it, the word that it was repeated, and that it is irrelevant: of this one or of `loose`."""
    step = one.step
    if step.what is What.ABORTED:
        return  # It is the motion that waits; the next step puts it to the vote.
    if step.what is What.QUORUM:
        yield Wish(label=said("Beschlussfähigkeit feststellen"), command=c.StateQuorum())
    elif step.ballot and _fell_into_it(meeting, step.ballot):
        yield Wish(label=said("Abstimmung wiederholen"), command=_again(step.ballot))
    else:
        repeated = c.SettleSteps(steps=(step.seq,), how=Settled.REPEATED)
        yield Wish(label=said("Ist wiederholt"), command=repeated)
    irrelevant = c.SettleSteps(steps=(step.seq,), how=Settled.IRRELEVANT)
    yield Wish(label=said("Unerheblich: niemand wendet etwas ein"), command=irrelevant)
    if len(loose) > 1:
        everything = c.SettleSteps(steps=loose, how=Settled.IRRELEVANT)
        yield Wish(label=said("Alle {n} Schritte sind unerheblich", n=len(loose)), command=everything)


def _fell_into_it(meeting: Meeting, ballot: BallotId) -> bool:
    """Whether votes were given while somebody was cut off, and not only the result read out."""
    return hit_by_fault(meeting, meeting.ballots[ballot]) is not None


def _again(ballot: BallotId) -> c.RepeatBallot:
    return c.RepeatBallot(ballot=ballot, reason=_REASON)


def _is_possible(meeting: Meeting, command: c.RepeatBallot) -> bool:
    return isinstance(outcome(meeting, command, "chair"), Accepted)
