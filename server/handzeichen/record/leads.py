"""Who led the meeting, as its minutes tell it: whoever only stood in for a while is told of in one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from handzeichen.meeting.state import LeadSpan, Meeting
from handzeichen.record.called import item_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLead:
    """A change of the lead; `back_at` is when whoever led first had it again, under the same item."""

    span: LeadSpan
    back_at: datetime | None = None


def leads(meeting: Meeting) -> Iterator[ToldLead]:
    """Who led, but for the chair from the opening: that goes without saying."""
    spans = [span for span in meeting.sitting.lead.spans if not _goes_without_saying(meeting, span)]
    for span, after in pairwise((*spans, None)):
        if span is not None and not _is_back(meeting, span):
            back = after is not None and _is_back(meeting, after)
            yield ToldLead(span=span, back_at=after.from_ if back and after else None)


def lasting_leads(meeting: Meeting) -> Iterator[LeadSpan]:
    """Who led for good, in order: all but those who only stood in for a while."""
    for_a_while = [told.span for told in leads(meeting) if told.back_at is not None]
    return (span for span in meeting.sitting.lead.spans if span not in for_a_while)


def _goes_without_saying(meeting: Meeting, span: LeadSpan) -> bool:
    return span is meeting.sitting.lead.spans[0] and meeting.person(span.person).chairs


def _is_back(meeting: Meeting, span: LeadSpan) -> bool:
    """Whether whoever led first has the lead again, under the item under which it was given away."""
    spans = meeting.sitting.lead.spans
    before = spans[spans.index(span) - 1]
    same_item = item_at(meeting, before.from_) is item_at(meeting, span.from_)
    return span is not spans[0] and span.person == spans[0].person and same_item
