"""What taking part by video changes: faults, who leads, what must not be done at all (§ 64 Abs. 3 to 6 NKomVG)."""

from collections.abc import Iterable

from handzeichen.law.questions import Barring, Law


def fault_blocks(law: Law, causes: Iterable[str]) -> bool:
    """§ 64 Abs. 5: while a fault lies with the municipality, or nobody knows, no ballot opens or closes."""
    return any(cause in law.blocking_causes.value for cause in causes)


def fault_voids(law: Law, causes: Iterable[str]) -> bool:
    """A ballot hit by a fault of the municipality is repeated whole; other faults do not matter (§ 64 Abs. 5)."""
    return any(cause in law.voiding_causes.value for cause in causes)


def may_lead(law: Law, *, in_room: bool, by_video: bool, barred: bool) -> bool:
    """Whoever leads is in the room, where the law asks for it, and not barred from the item called."""
    here = in_room or (by_video and not law.leader_in_room.value)
    return here and not barred


def secret_matter_is_barred(law: Law, *, taken_part: bool, taking_part: bool) -> bool:
    """§ 64 Abs. 3 Satz 6: secret matters are not deliberated where a voting member takes part by video."""
    match law.remote_secret_matters.value:
        case Barring.ALLOWED:
            return False
        case Barring.EXCLUDED_REMOTE:
            return taking_part
        case Barring.MEETING_BAR | Barring.CONDITIONAL | Barring.UNCLEAR:
            return taken_part
