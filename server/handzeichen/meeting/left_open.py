"""Where the law does not say: the chair is asked, the answer is logged, and from then on the meeting goes by it.

Nothing is ever picked silently. An answer of the chair is the meeting's own: it says whose it is, it may be given
again, and what was done before it stays as it was done.
"""

from dataclasses import replace
from typing import Any, Final

from handzeichen.law.questions import Answer, Barring, Mark
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import ByTheChair, Meeting
from handzeichen.words.table import Phrase, phrase, say

BY_THE_CHAIR: Final = say("phrases.source.by_the_chair")
"""The source of an answer that the chair gave."""
ASKABLE: Final = ("remote_secret_votes", "remote_elections", "remote_secret_matters")
"""The questions that a profile may leave to the chair."""
ANSWERS: Final = (Barring.ALLOWED, Barring.EXCLUDED_REMOTE, Barring.MEETING_BAR)
"""What the chair may answer."""
SAID: Final = {
    (question, value): phrase(f"phrases.answered.{question}.{value}")
    for question in ASKABLE
    for value in ANSWERS
}
"""What the chair's answers say, as the end of a sentence."""
_NO_ANSWER: Final = (Barring.UNCLEAR, Barring.CONDITIONAL)


def unanswered(question: str, barring: Answer[Barring]) -> Refusal:
    """The law leaves open what is needed now: which question it is, and who answers it."""
    told = phrase("phrases.asked.says", wording=barring.wording) if barring.wording else ""
    return refuse("law_unclear", barring, id=question, question=_asked(question), says=told)


def _asked(question: str) -> Phrase:
    """The question as the end of a sentence."""
    return phrase(f"phrases.asked.{question}")


@decides(c.AnswerLaw)
def answer_law(meeting: Meeting, command: c.AnswerLaw, asker: Asker) -> Events | Refusal:
    """Only what the law leaves open, or the chair has answered before; the last word counts for what follows."""
    if command.question not in ASKABLE:
        return refuse("not_askable", id=command.question)
    known: Answer[Any] = getattr(meeting.law, command.question)
    if known.value not in _NO_ANSWER and not _ruled(meeting, command.question):
        return refuse("law_is_clear", known, question=_asked(command.question))
    if command.value in _NO_ANSWER:
        return refuse("no_answer")
    last = next((r for r in reversed(meeting.by_the_chair) if r.question == command.question), None)
    if last is not None and (last.value, last.reason) == (command.value, command.reason):
        return []
    return [e.LawAnswered(question=command.question, value=command.value, reason=command.reason)]


def _ruled(meeting: Meeting, question: str) -> bool:
    return any(said.question == question for said in meeting.by_the_chair)


@evolves(e.LawAnswered)
def keep_answer(meeting: Meeting, event: e.LawAnswered, entry: e.Entry) -> Meeting:
    """From here on the law of this meeting says so, and whose word it is."""
    since = entry.at.date().isoformat()
    answer: Answer[Any] = Answer(
        question=event.question, value=event.value, source=BY_THE_CHAIR, mark=Mark.LOCAL, since=since
    )
    said = ByTheChair(
        at=entry.at,
        question=event.question,
        value=event.value,
        by=entry.for_ or entry.by,
        reason=event.reason,
    )
    changed: dict[str, Any] = {event.question: answer}
    law = replace(meeting.law, **changed)
    return replace(meeting, law=law, by_the_chair=(*meeting.by_the_chair, said))
