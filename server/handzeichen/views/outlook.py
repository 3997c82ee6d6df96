"""What the open ballot may still come to, in words, for whoever leads and counts; nobody else is told a number.

An open ballot only: of papers nothing is known before they are counted. Reckoned is with the seats that are in the
ballot; somebody may still be admitted, and until the closing everybody may vote otherwise: then it is said again.
"""

from handzeichen.law import majority
from handzeichen.law.majority import Base, Tie
from handzeichen.law.outlook import Outlook, Prospect, outlook
from handzeichen.meeting.ballots import share_of
from handzeichen.meeting.ids import BallotState, Method
from handzeichen.meeting.problems import hit_by_fault
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.meeting.tally import for_the_law, standing
from handzeichen.words import keyed


def outlook_text(meeting: Meeting, ballot: Ballot) -> str:
    """ "Noch 3 Ja-Stimmen nötig (17 insgesamt), 5 Stimmen stehen noch aus."; nothing once the numbers stand.

    Nothing either of a ballot that a fault of the house fell upon: whatever it comes to, it is repeated.
    """
    now, law = standing(meeting, ballot), meeting.law
    is_open = ballot.state is BallotState.OPEN
    if not ballot.pending or ballot.opened.method is Method.SECRET or now.twice:
        return ""
    if hit_by_fault(meeting, ballot) is not None:
        return ""
    gone = () if ballot.end.closed is None else ballot.end.closed.gone
    left = sum(seat not in gone for seat in now.missing) + now.short
    if not is_open and left == 0:
        return ""
    found = outlook(
        share_of(ballot),
        for_the_law(ballot),
        left,
        abstentions=law.abstentions.value,
        tie=law.tie.value,
    )
    return _sentence(meeting, ballot, found, left, is_open=is_open)


def _sentence(meeting: Meeting, ballot: Ballot, found: Outlook, left: int, *, is_open: bool) -> str:
    match found.prospect:
        case Prospect.OPEN:
            return _still_open(meeting, ballot, found, left)
        case Prospect.TIE_AT_MOST:
            by = "lot" if meeting.law.tie.value is Tie.LOT else "chair"
            return keyed(f"outlook.tie_at_most.{by}", left=left)
    unless = keyed("outlook.unless_changed") if is_open else ""
    return keyed(f"outlook.{found.prospect}", left=left, unless=unless)


def _still_open(meeting: Meeting, ballot: Ballot, found: Outlook, left: int) -> str:
    """What is still needed, never how many said what: beside the list of who has voted a score would name them."""
    share, votes = share_of(ballot), for_the_law(ballot)
    judged = majority.judged(votes, meeting.law.abstentions.value)
    if found.least == found.enough and share.base in (Base.STATUTORY_SEATS, Base.PRESENT):
        needed = majority.needed(share, judged)
        form = "needed" if votes.yes else "needed_of_all"
        return keyed(f"outlook.{form}", more=found.enough, needed=needed, left=left)
    sure = "" if found.enough is None else keyed("outlook.sure", enough=found.enough)
    if majority.is_simple(share):
        return keyed("outlook.score", left=left, sure=sure)
    least = "" if not found.least else keyed("outlook.least", least=found.least)
    return keyed("outlook.count", left=left, least=least, sure=sure)
