"""The names by which a meeting's things are known, and the closed vocabularies of the contract.

An id is `[a-z0-9][a-z0-9._-]{0,63}`; a text has at most 20,000 characters. A *seat* is named by its member's id:
it is the unit of voting right and of quorum, whoever acts for it.
"""

from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", str)
SeatId = NewType("SeatId", str)
FactionId = NewType("FactionId", str)
ItemId = NewType("ItemId", str)
MotionId = NewType("MotionId", str)
BallotId = NewType("BallotId", str)
BodyId = NewType("BodyId", str)
Text = NewType("Text", str)
Line = NewType("Line", str)
Count = NewType("Count", int)
Seconds = NewType("Seconds", int)
"""How long somebody waits for an answer."""
LEAST_SECONDS, MOST_SECONDS = 10, 600
"""In less nobody can answer, and for longer nobody waits."""
Rank = NewType("Rank", int)

ID_PATTERN = r"[a-z0-9][a-z0-9._-]{0,63}"
ID_TYPES = frozenset({PersonId, SeatId, FactionId, ItemId, MotionId, BallotId, BodyId})
TEXT_LIMIT = 20_000
LINE_LIMIT = 20_000

SYSTEM = PersonId("system")
"""Who enters what a video system reports: no person, and no person may carry this id."""
RESERVED_IDS = frozenset({"system", "chair", "clerk"})


class BodyKind(StrEnum):
    """What kind of body meets; rows of law may be for some kinds only."""

    COUNCIL = "council"
    MAIN_COMMITTEE = "main_committee"
    COMMITTEE = "committee"
    DISTRICT_COUNCIL = "district_council"


class Form(StrEnum):
    """Whether members may take part by video at all."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"


class FactionKind(StrEnum):
    """Fraktion or Gruppe: only the wording differs here."""

    FACTION = "faction"
    GROUP = "group"


class Role(StrEnum):
    """What a person is in this meeting; only a member's seat carries a vote."""

    MEMBER = "member"
    DEPUTY = "deputy"
    ADVISORY = "advisory"
    BASIC_MANDATE = "basic_mandate"
    ADMINISTRATION = "administration"
    PRESS = "press"
    GUEST = "guest"


OF_THE_BODY = frozenset({Role.MEMBER, Role.DEPUTY, Role.ADVISORY, Role.BASIC_MANDATE})
"""Who belongs to the body, with a vote or without."""


class ItemKind(StrEnum):
    """What an item is for."""

    OPENING = "opening"
    DECISION = "decision"
    INFORMATION = "information"
    REPORT = "report"
    QUESTIONS = "questions"
    HEARING = "hearing"
    MINUTES = "minutes"
    ELECTION = "election"


class Secrecy(StrEnum):
    """Who may follow an item; `secret` is a matter secret under § 6 Abs. 3 Satz 1 NKomVG."""

    PUBLIC = "public"
    NON_PUBLIC = "non_public"
    SECRET = "secret"


class Part(StrEnum):
    """The two parts of the minutes: for everybody, and for those who may be there behind closed doors."""

    PUBLIC = "public"
    NON_PUBLIC = "non_public"


class MotionEffect(StrEnum):
    """Whether the body decides finally or recommends to another."""

    DECIDES = "decides"
    RECOMMENDS = "recommends"


class Via(StrEnum):
    """How somebody is here."""

    ROOM = "room"
    VIDEO = "video"


class Choice(StrEnum):
    """One seat's vote."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Method(StrEnum):
    """How a body votes; a secret ballot is on paper, in the room."""

    SHOW_OF_HANDS = "show_of_hands"
    ROLL_CALL = "roll_call"
    SECRET = "secret"


class Cause(StrEnum):
    """In whose sphere a fault lies; only the chair attributes, until then it is unclear."""

    MUNICIPALITY = "municipality"
    MEMBER = "member"
    UNCLEAR = "unclear"


class Settled(StrEnum):
    """What the chair says of a step that somebody could not follow: done again aloud, or of no matter."""

    REPEATED = "repeated"
    IRRELEVANT = "irrelevant"


class Scope(StrEnum):
    """A fault of the room's own picture or sound."""

    ROOM = "room"


class Channel(StrEnum):
    """How a fault or its end came to be known, where that is worth a mark: whoever is cut off may ring up."""

    PHONE = "phone"


class Signal(StrEnum):
    """What of a line by video fails, where somebody said so: not to see or be seen, not to hear or be heard."""

    PICTURE = "picture"
    SOUND = "sound"


class Notice(StrEnum):
    """What the chair tells the meeting, and the minutes keep."""

    HYBRID = "hybrid"
    DATA_PROTECTION = "data_protection"
    CONFIDENTIALITY = "confidentiality"


class Handed(StrEnum):
    """How a tabled paper reached the members."""

    TABLE = "table"
    MAIL = "mail"


class SeatingShape(StrEnum):
    """How the seats of a room stand: in straight rows, or in a half circle around the chair."""

    ROWS = "rows"
    HEMICYCLE = "hemicycle"


class FloorKind(StrEnum):
    """Why somebody asks for the floor."""

    SPEECH = "speech"
    PROCEDURE = "procedure"
    REPLY = "reply"
    QUESTION = "question"
    PERSONAL = "personal"
    REPORT = "report"


class Kind(StrEnum):
    """The kinds of motion that every profile knows."""

    MAIN = "main"
    AMENDMENT = "amendment"
    RECUSAL = "recusal"
    URGENCY = "urgency"
    URGENT_ITEM = "urgent_item"
    POSTPONEMENT = "postponement"
    REMOVAL = "removal"
    NOT_TO_CONSIDER = "not_to_consider"
    REFERRAL = "referral"
    END_OF_DEBATE = "end_of_debate"
    END_OF_LIST = "end_of_list"
    REORDER = "reorder"
    ADOPT_AGENDA = "adopt_agenda"
    EXCLUDE_PUBLIC = "exclude_public"
    ADMIT_PUBLIC = "admit_public"
    INTERRUPTION = "interruption"
    HEARING = "hearing"
    ROLL_CALL_VOTE = "roll_call_vote"
    SECRET_VOTE = "secret_vote"
    SEPARATE_VOTES = "separate_votes"


SUBSTANTIVE = frozenset({Kind.MAIN, Kind.AMENDMENT})
"""Kinds that decide the matter; all others are about procedure."""


class MotionOutcome(StrEnum):
    """What became of a motion."""

    OPEN = "open"
    GRANTED = "granted"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


CARRIED = frozenset(
    {MotionOutcome.GRANTED, MotionOutcome.ADOPTED, MotionOutcome.AGREED, MotionOutcome.ACCEPTED}
)


class ItemOutcome(StrEnum):
    """What became of an item."""

    NONE = "none"
    ADOPTED = "adopted"
    ADOPTED_AMENDED = "adopted_amended"
    REJECTED = "rejected"
    NOTED = "noted"
    AGREED = "agreed"
    POSTPONED = "postponed"
    REMOVED = "removed"
    REFERRED = "referred"
    DEFERRED_TO_FACTIONS = "deferred_to_factions"
    NOT_CONSIDERED = "not_considered"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"
    NOT_REACHED = "not_reached"


OFF_THE_AGENDA = frozenset(
    {
        ItemOutcome.POSTPONED,
        ItemOutcome.REMOVED,
        ItemOutcome.REFERRED,
        ItemOutcome.DEFERRED_TO_FACTIONS,
        ItemOutcome.NOT_CONSIDERED,
    }
)
"""An item with one of these outcomes is not called any more."""

DECIDED = frozenset({ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_AMENDED, ItemOutcome.REJECTED})
"""What only a ballot on a main motion makes of an item."""


class BallotState(StrEnum):
    """Where a ballot stands; superseded and aborted ones are kept and are never a result."""

    OPEN = "open"
    CLOSED = "closed"
    ANNOUNCED = "announced"
    ABORTED = "aborted"
    SUPERSEDED = "superseded"


class Result(StrEnum):
    """Whether a ballot carried its motion."""

    PASSED = "passed"
    REJECTED = "rejected"


class Source(StrEnum):
    """Where a vote in a tally comes from."""

    CAST = "cast"
    RECORDED = "recorded"
    COUNTED = "counted"
    DERIVED = "derived"
