"""How long single things about a person are kept in a log, by class, and when that time ends.

Announced numbers, results, attendance, minutes and what somebody had put into the minutes are no class: they are kept
for good. Whoever leaves a class out of a profile keeps it for good as well.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DataClass(StrEnum):
    """What may be destroyed after a time: each is a set of a log's lines (`meeting.retention`)."""

    SINGLE_VOTES = "single_votes"
    """Who chose what in an open ballot; not what a roll call announced, nor what somebody had put into the minutes."""
    TRIAL_VOTES = "trial_votes"
    """What somebody pressed to try it out."""
    BALLOT_PAPERS = "ballot_papers"
    """Who took the paper of a secret ballot, or kept it; nothing on it was ever known."""
    CONNECTION = "connection"
    """What was reported of a line and decided nothing: a camera, an arrival only proposed, a presence check."""
    FAULTS = "faults"
    """Whose picture or sound was gone from when to when, and in whose sphere that lay.

    A camera that was off, too, where the law says that it keeps from counting or voting.
    """


class Moment(StrEnum):
    """From when a period runs."""

    CLOSING = "closing"
    APPROVAL = "approval"
    """Of the minutes."""
    YEAR_END = "year_end"
    """The end of the calendar year in which the meeting was closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A number of days or of months, never both, after a moment."""

    after: Moment
    days: int | None = None
    months: int | None = None

    def ends(self, *, closed: date, approved: date | None) -> date | None:
        """The last day of the period; None where the moment from which it runs is not known yet."""
        begins = {
            Moment.CLOSING: closed,
            Moment.APPROVAL: approved,
            Moment.YEAR_END: date(closed.year, 12, 31),
        }[self.after]
        if begins is None:
            return None
        return _months_after(begins, self.months or 0) + timedelta(days=self.days or 0)


def _months_after(day: date, months: int) -> date:
    """The day of the same number, or the last one of a shorter month (§ 188 Abs. 2 and 3 BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
