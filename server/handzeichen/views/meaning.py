"""What a result means for the meeting, said so that the gallery understands what happens next."""

from collections.abc import Mapping
from typing import Final

from handzeichen.meeting.ids import CARRIED, Kind, MotionEffect, MotionId, MotionOutcome
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.meeting.texts import is_changed

_MEANS: Final[Mapping[Kind, tuple[str, str]]] = {
    # kind: what it means carried, what it means rejected; {top} is the item concerned
    Kind.MAIN: ("{top} ist beschlossen.", "{top} ist abgelehnt."),
    Kind.AMENDMENT: (
        "Über den Antrag wird in geänderter Fassung abgestimmt.",
        "Der Antrag bleibt, wie er ist.",
    ),
    Kind.RECUSAL: ("Das Mitglied wirkt bei {top} nicht mit.", "Das Mitglied wirkt bei {top} mit."),
    Kind.URGENCY: ("{top} wird heute behandelt.", "{top} ist nicht eilbedürftig."),
    Kind.URGENT_ITEM: (
        "Der Antrag kommt auf die Tagesordnung.",
        "Der Antrag kommt nicht auf die Tagesordnung.",
    ),
    Kind.POSTPONEMENT: ("{top} wird vertagt.", "{top} bleibt auf der Tagesordnung."),
    Kind.REMOVAL: ("{top} ist von der Tagesordnung abgesetzt.", "{top} bleibt auf der Tagesordnung."),
    Kind.NOT_TO_CONSIDER: ("{top} wird nicht behandelt.", "{top} wird behandelt."),
    Kind.REFERRAL: ("{top} wird verwiesen.", "{top} wird hier behandelt."),
    Kind.END_OF_DEBATE: ("Die Beratung ist beendet.", "Die Beratung geht weiter."),
    Kind.END_OF_LIST: ("Die Redeliste ist geschlossen.", "Die Redeliste bleibt offen."),
    Kind.REORDER: ("Die Reihenfolge der Tagesordnung wird geändert.", "Es bleibt bei der Reihenfolge."),
    Kind.ADOPT_AGENDA: (
        "Die Tagesordnung gilt für diese Sitzung.",
        "Die Tagesordnung ist noch nicht festgestellt.",
    ),
    Kind.EXCLUDE_PUBLIC: ("Die Öffentlichkeit wird ausgeschlossen.", "Die Sitzung bleibt öffentlich."),
    Kind.ADMIT_PUBLIC: ("Die Öffentlichkeit wird wieder zugelassen.", "Die Sitzung bleibt nichtöffentlich."),
    Kind.INTERRUPTION: ("Die Sitzung wird unterbrochen.", "Die Sitzung wird nicht unterbrochen."),
    Kind.HEARING: ("Die Anhörung findet statt.", "Die Anhörung findet nicht statt."),
    Kind.ROLL_CALL_VOTE: ("Es wird namentlich abgestimmt.", "Es wird durch Handzeichen abgestimmt."),
    Kind.SECRET_VOTE: ("Es wird geheim abgestimmt.", "Es wird offen abgestimmt."),
    Kind.SEPARATE_VOTES: ("Über die Teile wird einzeln abgestimmt.", "Es wird im Ganzen abgestimmt."),
}
_PART: Final = ("Dieser Teil ist angenommen.", "Dieser Teil ist abgelehnt.")
_RECOMMENDED: Final = "Der Beschluss zu {top} wird empfohlen."
_NOT_RECOMMENDED: Final = "Der Beschluss zu {top} wird nicht empfohlen."


def meaning(meeting: Meeting, motion: Motion, *, passed: bool) -> tuple[str, ...]:
    """What a carried or rejected motion means, and which other motions it settled."""
    carried, rejected = _MEANS[motion.moved.kind]
    if motion.moved.kind is Kind.MAIN and motion.moved.effect is MotionEffect.RECOMMENDS:
        carried, rejected = _RECOMMENDED, _NOT_RECOMMENDED
    if is_part(motion):
        carried, rejected = _PART
    first = (carried if passed else rejected).replace("{top}", _top(meeting, motion))
    return (
        first[0].upper() + first[1:],
        *(_settled(meeting, other) for other in _settled_by(meeting, motion)),
    )


def verdict(meeting: Meeting, motion: Motion, *, passed: bool) -> str:
    """The result in one word: "Zuerkannt", "Nicht zuerkannt", "Abgelehnt"; a recommendation is no decision."""
    verb = meeting.law.motion_words.value.get(motion.moved.kind.value, {}).get("verb", "angenommen")
    if motion.moved.kind is Kind.MAIN and motion.moved.effect is MotionEffect.RECOMMENDS:
        verb = "empfohlen" if passed else "abgelehnt"
    if is_part(motion):
        verb = "angenommen"
    if passed:
        return verb.capitalize()
    return f"Nicht {verb}" if verb in ("zuerkannt", "festgestellt") else "Abgelehnt"


def is_part(motion: Motion) -> bool:
    """Whether a matter is only a part of another: the whole is voted on after it."""
    return motion.moved.kind is Kind.MAIN and motion.moved.part_of is not None


def is_amended(meeting: Meeting, motion: MotionId) -> bool:
    """Whether the motion is voted on in another form than the one in which it was moved."""
    if is_changed(meeting.motions[motion]):
        return True
    return any(m.moved.amends == motion and m.outcome in CARRIED for m in meeting.motions.values())


def _top(meeting: Meeting, motion: Motion) -> str:
    item = motion.moved.item or motion.moved.under
    return "der Punkt" if item is None else f"TOP {item_number(meeting, item)}"


def _settled_by(meeting: Meeting, motion: Motion) -> tuple[Motion, ...]:
    settled = MotionOutcome.SETTLED
    return tuple(m for m in meeting.motions.values() if m.outcome is settled and m.settled_by == motion.id)


def _settled(meeting: Meeting, motion: Motion) -> str:
    return f"Erledigt hat sich damit der {motion_name(meeting, motion)}."
