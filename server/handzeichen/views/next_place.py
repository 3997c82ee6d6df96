"""Where the meeting is, for whoever leads: the item called or the ballot, and the result that was read out just now."""

from typing import Final

from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ids import BallotState, Result
from handzeichen.meeting.names import item_number
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.meaning import meaning
from handzeichen.views.words import shortened
from handzeichen.words import said, with_capital

_TITLE: Final = 90
_PHASES: Final = {
    Phase.PLANNED: said("Vor der Sitzung"),
    Phase.SUSPENDED: said("Die Sitzung ist unterbrochen"),
    Phase.ADJOURNED: said("Die Sitzung ist abgebrochen"),
    Phase.CLOSED: said("Nach der Sitzung"),
}


def where(meeting: Meeting) -> str:
    """ "TOP 2", or what the sitting is at where no item is called."""
    if meeting.sitting.phase is not Phase.OPEN:
        return _PHASES[meeting.sitting.phase]
    called = meeting.agenda.called
    if called is None:
        return said("Sitzung eröffnet")
    return with_capital(said("TOP {number}", number=item_number(meeting, called)))


def title(meeting: Meeting) -> str:
    """What the item called is about, as the town wrote it; nothing where none is called."""
    called = meeting.agenda.called
    if called is None or meeting.sitting.phase is not Phase.OPEN:
        return ""
    return shortened(meeting.agenda.items[called].item.title, _TITLE)


def just_announced(meeting: Meeting) -> tuple[str, ...]:
    """The result until the next act: whoever closed and announced in one touch reads it from here."""
    announced = meeting.sitting.last_act.announced
    ballot = None if announced is None else meeting.ballots[announced]
    result = None if ballot is None else ballot.end.result
    if ballot is None or result is None or ballot.end.doubted_by or ballot.state is not BallotState.ANNOUNCED:
        return ()
    passed = result.result is Result.PASSED
    return (
        announced_wording(meeting, ballot, result),
        *(meaning(meeting, meeting.motions[motion], passed=passed)[0] for motion in ballot.motions),
    )
