"""Who counts, who votes, who may stand in for whom."""

from dataclasses import dataclass

from handzeichen.law.questions import DeputyPool, Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How whoever acts for a seat is here."""

    in_room: bool
    by_video: bool
    disturbed: bool = False
    without_picture: bool = False
    """On video with a camera that is known to be off; one of which nobody has told anything is taken to be on."""
    barred: bool = False


def counts_as_present(law: Law, standing: Standing) -> bool:
    """§ 64 Abs. 3 Satz 5 NKomVG: whoever takes part by video counts as present; not while cut off, nor when barred.

    What it is to take part with the camera off, the law of each house answers.
    """
    if standing.barred and not law.barred_count_as_present.value:
        return False
    if standing.in_room:
        return True
    heard = not standing.disturbed or law.disturbed_count_as_present.value
    seen = not standing.without_picture or law.without_picture_counts_as_present.value
    return standing.by_video and law.remote_counts_as_present.value and heard and seen


def may_vote(law: Law, standing: Standing) -> bool:
    """Here in the room, or on video without an open fault, and not barred (§ 41 NKomVG)."""
    seen = not standing.without_picture or law.without_picture_may_vote.value
    here = standing.in_room or (standing.by_video and not standing.disturbed and seen)
    return here and not standing.barred


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A would-be deputy and the member."""

    same_faction: bool
    named: bool
    """Named for this very member."""
    named_beside: bool = False
    """Named for another member of the faction of both."""


def may_deputise(law: Law, pair: Pair) -> bool:
    """Committees: the same faction; the Hauptausschuss: those named (§ 75 Abs. 1 NKomVG); a council: nobody."""
    match law.deputies.value:
        case DeputyPool.NONE:
            return False
        case DeputyPool.FACTION:
            return pair.same_faction
        case DeputyPool.NAMED:
            return pair.named
        case DeputyPool.NAMED_CASCADE:
            # § 75 Abs. 1 Satz 3 to 5 NKomVG: those named, and the deputies of a faction stand in for each other.
            return pair.named or pair.named_beside
