"""Motions on procedure as the rules see them: which is put to the vote next, what it still needs, who may reply."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from handzeichen.law.moving import Replies
from handzeichen.meeting.demands import not_supported, still_missing
from handzeichen.meeting.ids import SUBSTANTIVE, FloorKind, Kind, MotionId
from handzeichen.meeting.names import listed
from handzeichen.meeting.state import FloorSpan, Meeting, Motion
from handzeichen.views.clerk_words import surname_of
from handzeichen.views.words import clock
from handzeichen.words import keyed

_UNDEBATED: Final = (*SUBSTANTIVE, Kind.RECUSAL, Kind.ADOPT_AGENDA)
"""The matter has its own debate, a bar concerns one member, and the agenda is talked over before it is put."""
Place = tuple[int, int, int, int]


def voting_order(meeting: Meeting, motion: Motion) -> Place:
    """Where a motion is proposed among the open ones, as far as the core leaves a choice.

    Procedure, then what amends or divides the matter, then the matter; among these the chair's order, then of
    procedure the profile's precedence, and of the rest the furthest-going.
    """
    moved, rank = motion.moved, motion.rank
    # The parts of a matter go before the whole, as what amends it does.
    before = moved.kind is Kind.AMENDMENT or moved.part_of is not None
    stage = 0 if moved.kind not in SUBSTANTIVE else 1 if before else 2
    place = 0 if stage else meeting.law.precedence.value.place(moved.kind.value)
    return (stage, -1 if rank is not None else 0, place if rank is None else rank, -(moved.extent or 0))


def by_voting_order(meeting: Meeting, motions: Iterable[Motion]) -> list[Motion]:
    """Several motions, the one to be voted on next first; of equal ones the one moved first."""
    return sorted(motions, key=lambda motion: voting_order(meeting, motion))


def still_needs(meeting: Meeting, motion: Motion) -> str:
    """What a motion waits for before anything can be done about it: so many supporters; nothing is the rule."""
    if not_supported(meeting, motion) is None:
        return ""
    return keyed("procedure.lacking", lacking=still_missing(meeting, motion))


def debate(meeting: Meeting, motion: Motion) -> str:
    """Who may reply to a motion on procedure and how long, and who has: "Gegenrede: je Fraktion eine, höchstens 2
    Minuten, nur zum Verfahren. Gehört: SPD."; nothing where the rules say nothing."""
    said = meeting.law.debate_on_procedure.value
    if motion.moved.kind in _UNDEBATED or said.replies is Replies.FREE:
        return ""
    replies = said.replies is not Replies.NONE
    rule = keyed(
        "procedure.debate",
        reply=keyed(f"procedure.reply.{said.replies}"),
        minutes=said.minutes if replies else 0,
        only=keyed("procedure.only_procedure") if said.procedure_only and replies else "",
    )
    heard = list(dict.fromkeys(_heard(meeting, motion)))
    return keyed("procedure.heard", debate=rule, who=listed(heard)) if heard else rule


def time_is_up(meeting: Meeting, speaker: FloorSpan) -> str | None:
    """ "Redezeit bis 18.10 Uhr"; None where the rules set none."""
    limit = speaking_limit(meeting, speaker)
    if limit is None:
        return None
    end = clock(meeting, speaker.from_ + timedelta(seconds=limit))
    return keyed("procedure.speaks_until", time=end)


def speaking_limit(meeting: Meeting, speaker: FloorSpan) -> int | None:
    """Seconds of one speech of this kind; None where the rules set no limit."""
    minutes = meeting.law.speaking_time.value.get(speaker.kind.value)
    return minutes * 60 if minutes else None


def _heard(meeting: Meeting, motion: Motion) -> Iterator[str]:
    """Whose reply to the motion was heard: the faction's, or that of somebody without one."""
    factions = {faction.id: faction.name for faction in meeting.plan.factions}
    for span in _speeches(meeting):
        reply = span.kind is FloorKind.REPLY and span.person != motion.moved.mover
        if reply and _replied_to(meeting, span) == motion.id:
            known = meeting.roll.people.get(span.person)
            faction = None if known is None or known.faction is None else factions.get(known.faction)
            yield faction or surname_of(meeting, span.person)


def _replied_to(meeting: Meeting, span: FloorSpan) -> MotionId | None:
    """What a reply is to, as far as the floor tells: the motion on procedure that was moved last before it."""
    before = [
        motion.id
        for motion in meeting.motions.values()
        if motion.moved.kind not in _UNDEBATED
        and motion.moved_at is not None
        and motion.moved_at <= span.from_
    ]
    return before[-1] if before else None


def _speeches(meeting: Meeting) -> Iterator[FloorSpan]:
    """Who has spoken while the item called was called, and who speaks."""
    agenda = meeting.agenda
    if agenda.called is not None:
        yield from agenda.items[agenda.called].floor
    if agenda.speaker is not None:
        yield agenda.speaker
