"""The house's word on the law: who answers for what nobody has read in its text, before a meeting that counts opens."""

from dataclasses import replace

from handzeichen.law.answers import Row
from handzeichen.law.asked import ASKED
from handzeichen.law.confirming import Word, must_be_confirmed
from handzeichen.law.values import QUESTIONS
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.fold import row_of
from handzeichen.meeting.names import listed
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting
from handzeichen.words import said

NAMED = 3
"""So many questions are named in one sentence."""


@decides(c.ConfirmLaw)
def confirm_law(meeting: Meeting, command: c.ConfirmLaw, asker: Asker) -> Events | Refusal:
    """Somebody in the house has looked an answer up; a later word replaces an earlier one."""
    if command.question not in QUESTIONS:
        return refuse("unknown_question", id=command.question)
    if not command.confirmed_by.strip() or not command.source.strip():
        return refuse("nobodys_word")
    begins = meeting.plan.meeting.starts_at
    on = command.on or asker.at.astimezone(begins.tzinfo).date()
    word = Word(by=command.confirmed_by, on=on, source=command.source)
    if meeting.standing.said.get(command.question) == word:
        return []
    return [
        e.LawConfirmed(
            question=command.question, confirmed_by=command.confirmed_by, on=on, source=command.source
        )
    ]


@evolves(e.LawConfirmed)
def keep_confirmation(meeting: Meeting, event: e.LawConfirmed, entry: e.Entry) -> Meeting:
    """The last word to each answer counts."""
    word = Word(by=event.confirmed_by, on=event.on, source=event.source)
    said = {**meeting.standing.said, event.question: word}
    return replace(meeting, standing=replace(meeting.standing, said=said))


def rows(meeting: Meeting) -> tuple[Row, ...]:
    """The answers in force as the meeting's first event holds them."""
    first = next(iter(meeting.past)).event
    assert isinstance(first, e.MeetingPlanned), "a meeting begins with its plan"
    return tuple(row_of(answer) for answer in first.answers)


def unconfirmed(meeting: Meeting) -> tuple[str, ...]:
    """The questions that decide a resolution and whose answers still need the house's word, live or not."""
    standing = meeting.standing
    return tuple(
        question
        for question in QUESTIONS
        if question not in standing.said
        and must_be_confirmed(question, getattr(meeting.law, question).mark, draft=standing.draft)
    )


def law_is_unconfirmed(meeting: Meeting) -> Refusal | None:
    """Refused in a meeting that counts, as long as the house has not answered for all that decides."""
    open_ = unconfirmed(meeting) if meeting.standing.live else ()
    if not open_:
        return None
    names: list[str] = [said("„{name}“", name=ASKED[question].name) for question in open_]
    more = len(names) - NAMED
    if more > 1:
        names = [*names[:NAMED], said("{n} weitere Antworten", n=more)]
    return refuse("law_unconfirmed", questions=listed(names))
