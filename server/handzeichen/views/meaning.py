"""What a result means for the meeting, said so that the gallery understands what happens next."""

from handzeichen.law.terms import motion_words
from handzeichen.meeting.ids import CARRIED, Kind, MotionEffect, MotionId, MotionOutcome
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.meeting.texts import is_changed
from handzeichen.words import keyed, with_capital
from handzeichen.words.sentences import NOTE, of_table

_GRANTED = frozenset({Kind.RECUSAL, Kind.URGENCY, Kind.URGENT_ITEM})
"""What is granted or stated: rejected, it is not granted."""


def meaning(meeting: Meeting, motion: Motion, *, passed: bool) -> tuple[str, ...]:
    """What a carried or rejected motion means, and which other motions it settled."""
    what = motion.moved.kind.value
    if _recommends(motion):
        what = "recommendation"
    if is_part(motion):
        what = "part"
    first = keyed(f"meaning.{what}.{'carried' if passed else 'rejected'}", top=_top(meeting, motion))
    return (with_capital(first), *(_settled(meeting, other) for other in _settled_by(meeting, motion)))


def verdict(meeting: Meeting, motion: Motion, *, passed: bool) -> str:
    """The result in one word: "Zuerkannt", "Nicht zuerkannt", "Abgelehnt"; a recommendation is no decision."""
    kind = motion.moved.kind
    verb = motion_words(meeting.law, kind.value).get("verb")
    if is_part(motion) or verb is None:
        form = "accepted" if passed else "rejected"
    elif _recommends(motion):
        form = "recommended" if passed else "rejected"
    else:
        form = "carried" if passed else "not_granted" if kind in _GRANTED else "rejected"
    said_verb = "" if verb is None else of_table(f"{verb}{NOTE}verdict")
    return with_capital(keyed(f"meaning.verdict.{form}", verb=said_verb))


def is_part(motion: Motion) -> bool:
    """Whether a matter is only a part of another: the whole is voted on after it."""
    return motion.moved.kind is Kind.MAIN and motion.moved.part_of is not None


def is_amended(meeting: Meeting, motion: MotionId) -> bool:
    """Whether the motion is voted on in another form than the one in which it was moved."""
    if is_changed(meeting.motions[motion]):
        return True
    return any(m.moved.amends == motion and m.outcome in CARRIED for m in meeting.motions.values())


def _recommends(motion: Motion) -> bool:
    return motion.moved.kind is Kind.MAIN and motion.moved.effect is MotionEffect.RECOMMENDS


def _top(meeting: Meeting, motion: Motion) -> str:
    item = motion.moved.item or motion.moved.under
    return (
        keyed("meaning.no_item") if item is None else keyed("meaning.item", number=item_number(meeting, item))
    )


def _settled_by(meeting: Meeting, motion: Motion) -> tuple[Motion, ...]:
    settled = MotionOutcome.SETTLED
    return tuple(m for m in meeting.motions.values() if m.outcome is settled and m.settled_by == motion.id)


def _settled(meeting: Meeting, motion: Motion) -> str:
    return keyed("meaning.settled", motion=motion_name(meeting, motion))
