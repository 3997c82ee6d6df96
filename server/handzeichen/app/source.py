"""What every file of a meeting is made of."""

from dataclasses import dataclass
from datetime import datetime

from handzeichen.log.chain import Head
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file is made of: the meeting as one edition tells of it, its log's newest line, the town's template."""

    meeting: Meeting
    head: Head
    edition: Edition
    url: str
    """The house's own address, for formats whose objects are known by theirs."""
    template: bytes | None = None
    """The town's Word template of the minutes; None takes ours."""
    created: datetime
    modified: datetime
    """When the meeting was first entered, and when what this edition tells of it last changed."""
