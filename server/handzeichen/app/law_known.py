"""What a house has confirmed once reaches its meetings: from the file to those that are not open yet, and back."""

from collections.abc import Iterable

from handzeichen.app.house import House, Live
from handzeichen.law.confirming import Confirmation, Word, words_for
from handzeichen.meeting.commands import ConfirmLaw
from handzeichen.meeting.confirming import rows, unconfirmed
from handzeichen.meeting.ids import SYSTEM, Line, Text
from handzeichen.meeting.state import Phase


async def take_over(house: House, live: Live) -> None:
    """At the start: a meeting that is not open yet is told what the house has confirmed since it was planned.

    The house's own word is entered by nobody in the meeting, so the program stands in the log, with the word's date.
    """
    meeting = live.room.now.meeting
    missing = unconfirmed(meeting)
    if meeting.sitting.phase is not Phase.PLANNED or not missing:
        return
    said = words_for(rows(meeting), house.law.confirmations())
    for question in missing:
        if (word := said.get(question)) is not None:
            command = ConfirmLaw(
                question=Line(question), confirmed_by=Line(word.by), source=Text(word.source), on=word.on
            )
            await live.room.ask(command, by=SYSTEM, scope="law", key=None)


def given(live: Live, questions: Iterable[str], word: Word) -> tuple[Confirmation, ...]:
    """A word to some answers of a meeting, as the house keeps it for its other meetings."""
    asked = set(questions)
    return tuple(
        Confirmation.to(row, word)
        for row in rows(live.room.now.meeting)
        if row.question in asked and row.layer
    )
