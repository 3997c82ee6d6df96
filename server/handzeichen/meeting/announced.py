"""What was announced, for readers of another language: the log keeps the German sentence, and that one counts."""

from handzeichen.law import wording
from handzeichen.law.majority import Tally
from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import Result
from handzeichen.meeting.state import Ballot, Meeting


def announced_wording(meeting: Meeting, ballot: Ballot, said: ResultAnnounced) -> str:
    """The sentence of a result as it was announced, in English too where today's words still make the German one."""
    numbers = {"yes": said.yes, "no": said.no, "abstain": said.abstain}
    tally = Tally(**numbers, present=ballot.opened.present, seats=ballot.opened.seats)
    kind = meeting.motions[ballot.opened.motion].moved.kind.value
    passed = said.result is Result.PASSED
    told = wording.result(meeting.law, kind, tally, passed=passed, needed=said.needed, tie=said.tie)
    return told if told == said.wording else said.wording
