"""What taking part by video changes: faults, who leads, what must not be done at all (§ 64 Abs. 3 to 6 NKomVG)."""

from collections.abc import Iterable
from enum import StrEnum

from handzeichen.law.questions import Answer, Barring, ElectionsScope, Law


class Bearing(StrEnum):
    """What it means for an act of the body that voting members take or took part by video."""

    NONE = "none"
    BARRED = "barred"
    UNANSWERED = "unanswered"
    """The law does not say, and it matters now: the chair has to."""


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


def on_secret_matter(law: Law, *, taken_part: bool, taking_part: bool) -> Bearing:
    """§ 64 Abs. 3 Satz 6: secret matters are not deliberated where a voting member takes part by video.

    Where only those on video are excluded, the matter waits until none of them is there any more.
    """
    if law.remote_secret_matters.value is Barring.EXCLUDED_REMOTE:
        return Bearing.BARRED if taking_part else Bearing.NONE
    return on_ballot(law.remote_secret_matters, taken_part=taken_part)


def on_ballot(barring: Answer[Barring], *, taken_part: bool) -> Bearing:
    """§ 64 Abs. 3 Satz 6: for the whole meeting, not only for those on video; switching them off does not cure it.

    While nobody has taken part by video there is nothing to ask.
    """
    match barring.value:
        case Barring.ALLOWED | Barring.EXCLUDED_REMOTE:
            return Bearing.NONE
        case Barring.MEETING_BAR:
            return Bearing.BARRED if taken_part else Bearing.NONE
        case Barring.CONDITIONAL | Barring.UNCLEAR:
            return Bearing.UNANSWERED if taken_part else Bearing.NONE


def on_election(law: Law, *, secret: bool) -> Answer[Barring] | None:
    """The answer that an election is held under; none where the law bars only secret ones and this one is open."""
    open_ones_too = law.elections_scope.value is ElectionsScope.ALL
    return law.remote_elections if secret or open_ones_too else None
