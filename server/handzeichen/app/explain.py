"""`explain`: why the evening that a log tells went as it did, in words, for the clerk; the log is verified first.

It reads plan, law and events from the log alone. The whole log is told, the non-public part too, and it says so.
"""

from collections.abc import Iterator

from handzeichen.app.verify import Verified
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.state import Meeting
from handzeichen.views.sitting import practice
from handzeichen.views.timeline import sentence
from handzeichen.why import text
from handzeichen.why.eligible import eligible
from handzeichen.why.entry import entry_of, sentence_without_choice
from handzeichen.why.evening import Explained, evening, quoted_once
from handzeichen.why.explanation import Explanation
from handzeichen.why.quorum import quorum_here
from handzeichen.why.times import before, clock

FOR_THE_CLERK = (
    "Für die Protokollführung bestimmt; einzelne Stimmen stehen nur bei namentlicher Abstimmung darin."
)
NON_PUBLIC = "Enthält den nichtöffentlichen Teil der Sitzung und ist so nicht zur Veröffentlichung bestimmt."
NOTHING = "Nichts zu erklären: Weder Beschlussfähigkeit noch Abstimmung noch Mitwirkung ist eingetragen."


def whole(verified: Verified) -> str:
    """Every statement of the quorum, every result, and whatever changed who may vote, each with its number."""
    meeting = verified.meeting
    told = quoted_once(evening(meeting.past, says))
    found = [line for one in told for line in (*_numbered(meeting, one), "")]
    return "\n".join([*_head(verified), "", *(found or [NOTHING, ""])])


def at(verified: Verified, seq: int) -> str | None:
    """One entry, and how things stood right after it; None where the log has no such entry to tell of."""
    entry = verified.meeting.past.entry(seq)
    if entry is None:
        return None
    after = evolve(None if seq == 1 else before(verified.meeting, seq), entry)
    sections = [explained(verified.meeting, entry), quorum_here(after)]
    if after.ballot is not None:
        sections.append(eligible(after, after.ballot))
    first, *others = sections
    told = _numbered(verified.meeting, Explained(entry=entry, explanation=first))
    return "\n".join([*_head(verified), "", *told, "", *_moment(others)])


def explained(meeting: Meeting, entry: Entry) -> Explanation:
    """One entry of a meeting's past, on the meeting in which it was made."""
    was = before(meeting, entry.seq) if entry.seq > 1 else evolve(None, entry)
    after = was if entry.seq == 1 else evolve(was, entry)
    return entry_of(was, after, entry, says(after, entry))


def says(meeting: Meeting, entry: Entry) -> str:
    """The sentence of an entry, without a choice of anybody."""
    return sentence_without_choice(meeting, entry.event) or sentence(meeting, entry)


def _moment(sections: list[Explanation]) -> Iterator[str]:
    yield "Wie es danach stand"
    for section in sections:
        yield ""
        yield from text.lines(section)
    yield ""


def _numbered(meeting: Meeting, told: Explained) -> Iterator[str]:
    entry = told.entry
    corrected = meeting.past.instead.get(entry.seq)
    since = "" if corrected is None else f" · berichtigt durch Nr. {corrected.by.seq}"
    yield f"Nr. {entry.seq} · {clock(meeting, entry.at)}{since}"
    yield from text.lines(told.explanation)


def _head(verified: Verified) -> Iterator[str]:
    return (line for paragraph in _heading(verified) for line in text.wrapped(paragraph))


def _heading(verified: Verified) -> Iterator[str]:
    meeting, head = verified.meeting, verified.head
    plan = meeting.plan
    yield "Begründungen zum Ereignisprotokoll"
    on = plan.meeting.starts_at
    yield f"{plan.body.name}, {plan.meeting.number}. Sitzung am {on.day:02d}.{on.month:02d}.{on.year}"
    if said := practice(meeting):
        yield f"{said}."
    yield f"Geprüft: {head.seq} Einträge, Kopf {head.hash}"
    yield f"Recht nach dem Profil „{meeting.profile}“, wie es im Ereignisprotokoll steht."
    yield FOR_THE_CLERK
    if meeting.in_public is not None:
        yield NON_PUBLIC
