"""Every question that a profile of law must answer, as one typed field each.

A question left out, or answered with the wrong type, is a fault when the profile is loaded. An answer says where it
comes from and how that was read (`mark`), so that every refusal and every result can name what made it so.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from handzeichen.law.majority import Abstentions, Share, Tie
from handzeichen.law.minuting import Heading, MinutesStyle, Publishing, Signatory
from handzeichen.law.moving import Debate, Demand, MovedBy, Precedence
from handzeichen.law.retention import DataClass, Period

T = TypeVar("T")


class Mark(StrEnum):
    """How an answer's source was read; only `text seen` is the primary text itself."""

    TEXT_SEEN = "text seen"
    SECONDARY = "secondary"
    MEMORY = "memory"
    INFERRED = "inferred"
    LOCAL = "local"


class Barring(StrEnum):
    """What remote participation does to something; `unclear` makes the software ask the chair."""

    ALLOWED = "allowed"
    EXCLUDED_REMOTE = "excluded_remote"
    MEETING_BAR = "meeting_bar"
    CONDITIONAL = "conditional"
    UNCLEAR = "unclear"


class ElectionsScope(StrEnum):
    """Which elections the answer on remote participation speaks of."""

    ALL = "all"
    SECRET_ONLY = "secret_only"


class DeputyPool(StrEnum):
    """Who may deputise for a member."""

    NONE = "none"
    FACTION = "faction"
    NAMED = "named"
    NAMED_CASCADE = "named_cascade"


class AloneRequired(StrEnum):
    """Who, on video, must confirm to be alone before a non-public part."""

    NOBODY = "nobody"
    VOTING_MEMBERS = "voting_members"
    ALL_MEMBERS = "all_members"


class Due(StrEnum):
    """When an item that was put off is on the agenda again: next ordinary session, or the one after at the latest."""

    NEXT = "next"
    NEXT_BUT_ONE = "next_but_one"


class ObjectionTerm(StrEnum):
    """What the Länder call the head of administration's stop to an unlawful resolution."""

    OBJECTION = "Einspruch"
    CONTRADICTION = "Widerspruch"
    COMPLAINT = "Beanstandung"
    SUSPENSION = "Aussetzung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """How the head of administration stops a resolution: the law's word, and its paragraph where that is known."""

    term: ObjectionTerm
    paragraph: str | None = None


class Topic(StrEnum):
    """What rules rest on that are no question here: the law's paragraph on it is the profile's to name."""

    SITTING = "sitting"
    ORDER = "order"
    PUBLIC = "public"
    BAR = "bar"
    DECIDED_BAR = "decided_bar"
    MOVING = "moving"
    VOTING = "voting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """How many must be here where a rule asks for fewer than the quorum; with neither, whatever the number."""

    fraction: str | None = None
    """The part of the statutory seats that must be reached, like `1/4`."""
    heads: int | None = None
    """The number of members that must be reached."""

    def reached(self, present: int, seats: int) -> bool:
        """Whether as many are here as each of the two asks for."""
        part = Fraction(self.fraction or 0) * seats
        return present >= part and present >= (self.heads or 0)


class BarTerm(StrEnum):
    """What the Länder call the bar that keeps a member from deliberating and voting, after their own paragraphs."""

    PARTICIPATION_BAR = "Mitwirkungsverbot"
    BIAS = "Befangenheit"
    GROUND_OF_EXCLUSION = "Ausschließungsgrund"
    INVOLVEMENT = "Persönliche Beteiligung"
    CONFLICT = "Interessenwiderstreit"
    CONFLICT_OF_INTERESTS = "Widerstreit der Interessen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The law's own terms, of those whose grammar `words` knows; a profile writes `{ bar = "Befangenheit" }`."""

    bar: BarTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """What the law says to one question (by its id), since when, and where that stands."""

    question: str
    value: T
    source: str
    mark: Mark
    since: str
    wording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """All answers in force for one body on one day."""

    quorum: Answer[Share]
    """How many seats must be present."""
    all_present: Answer[bool]
    """Whether all members present without objection heal a defect of the convening."""
    second_convening: Answer[bool]
    """Whether a second convening makes the body quorate though fewer are here than the quorum."""
    second_convening_least: Answer[Least]
    """How many must be here at a second convening."""
    legal_bar: Answer[bool]
    """Whether the body is quorate with fewer than the quorum when more than half of the seats are barred."""
    legal_bar_least: Answer[Least]
    """How many must be here, and not barred, when more than half of the seats are."""
    legal_bar_approval: Answer[bool]
    """Whether what is resolved under that bar needs the approval of the supervisory authority."""
    quorum_presumed: Answer[bool]
    """Whether the body counts as quorate after the statement until somebody challenges it."""
    presumed_least: Answer[Least]
    """How many must be here for that presumption to hold."""
    barred_count_as_present: Answer[bool]
    """Whether members barred from the item called count for its quorum."""
    remote_counts_as_present: Answer[bool]
    """Whether members on video count as present."""
    disturbed_count_as_present: Answer[bool]
    """Whether members on video count while their picture or sound is disturbed."""
    without_picture_counts_as_present: Answer[bool]
    """Whether members on video count while their camera is known to be off."""
    without_picture_may_vote: Answer[bool]
    """Whether members on video vote while their camera is known to be off."""
    hybrid: Answer[bool]
    """Whether members may take part by video at all."""
    approved_system: Answer[bool]
    """Whether hybrid meetings need a system that an authority has approved; this program has no such approval."""
    leader_in_room: Answer[bool]
    """Whether whoever leads the meeting must be in the room."""
    remote_secret_matters: Answer[Barring]
    """What remote participation does to matters secret by law."""
    remote_secret_votes: Answer[Barring]
    """What remote participation does to secret votes."""
    remote_elections: Answer[Barring]
    """What remote participation does to elections."""
    elections_scope: Answer[ElectionsScope]
    """Which elections that answer is about: all of them, or only those that are secret."""
    blocking_causes: Answer[frozenset[str]]
    """While a seat's fault is open with one of these causes, no ballot opens or closes."""
    voiding_causes: Answer[frozenset[str]]
    """A fault with one of these causes during a ballot bars its announcement."""
    deputies: Answer[DeputyPool]
    """Who may deputise for a member."""
    deputy_for_barred: Answer[bool]
    """Whether a deputy may step in for a member who is barred from the item called."""
    majority: Answer[Share]
    """What a motion needs unless its kind has an answer of its own."""
    majority_by_kind: Answer[dict[str, Share]]
    """What motions of certain kinds need instead."""
    abstentions: Answer[Abstentions]
    """What an abstention is to a majority."""
    tie: Answer[Tie]
    """What as many yes as no come to, where more yes than no are asked for."""
    derive: Answer[bool]
    """Whether one choice may be derived as the complement of the two counted."""
    agreeable: Answer[frozenset[str]]
    """The kinds of motion on procedure that may be settled without a ballot when nobody objects."""
    advisory_may_move: Answer[bool]
    """Whether advisory members may move motions."""
    movers: Answer[dict[str, MovedBy]]
    """Who may move motions of certain kinds, where that is another question than who may move at all."""
    precedence: Answer[Precedence]
    """In which order several open motions on procedure are voted on."""
    demands: Answer[dict[str, Demand]]
    """What motions of certain kinds need: supporters first, or a demand instead of a ballot."""
    debate_on_procedure: Answer[Debate]
    """Who replies to a motion on procedure, and how long."""
    speaking_time: Answer[dict[str, int]]
    """By why somebody has the floor, the minutes of one speech; what is not named is not limited."""
    urgency_settles_postponement: Answer[bool]
    """Whether granted urgency settles the open postponements of its item."""
    comes_back: Answer[dict[str, Due]]
    """By what became of an item, at which ordinary session it is on the agenda again; others do not come back."""
    comes_back_minuted: Answer[bool]
    """Whether the minutes say of each such item when it comes back."""
    heard_after_debate: Answer[frozenset[str]]
    """For what the floor may still be asked once the debate is ended or the list closed: kinds of request."""
    defer_to_factions: Answer[bool]
    """Whether a faction may draw an item into the factions by declaration."""
    doors: Answer[frozenset[str]]
    """What must be said true before the public is excluded: `cleared`, `stream_off`."""
    alone: Answer[AloneRequired]
    """Who, on video, must confirm to be alone before the public is excluded."""
    clerk_enters_for_chair: Answer[bool]
    """Whether the clerk may enter the chair's acts on the chair's word."""
    own_vote_recorded: Answer[bool]
    """Whether a member may have the own vote put into the minutes."""
    show_choices: Answer[bool]
    """Whether screens show how each one voted, after the closing."""
    retention: Answer[dict[DataClass, Period]]
    """How long each class of what is known of single persons is kept in the log; what is not named is kept for good."""
    paragraphs: Answer[dict[str, str]]
    """Where the law speaks of each `Topic`: refusals name it."""
    terms: Answer[Terms]
    """What the law calls things that sentences name: for now the bar on taking part."""
    minutes_title: Answer[str]
    """What the minutes are called; one that ends in "schrift" is feminine in sentences, every other neuter."""
    minutes_style: Answer[MinutesStyle]
    """What the minutes name beyond what they must, and in which order."""
    minutes_chapters: Answer[tuple[Heading, ...]]
    """The chapters of the list of who was there, in order; those left out follow as usual: nobody may be missing."""
    signatories: Answer[tuple[Signatory, ...]]
    """Who signs the minutes, in the order of the lines at their end."""
    minutes_published: Answer[Publishing]
    """From when on everybody may read the public part of the minutes."""
    objection: Answer[Stop]
    """How the head of administration stops a resolution held to be unlawful, with suspensive effect."""
    motion_words: Answer[dict[str, dict[str, str]]]
    """By kind of motion: subject and verb of its result, and how minutes name the motion."""
    outcome_words: Answer[dict[str, str]]
    """The phrases for what settles an item without a ballot on the matter; what minutes add where there was one."""
    result_words: Answer[dict[str, str]]
    """How a ballot's result is announced where the house says it otherwise: templates by the keys of `results`."""
