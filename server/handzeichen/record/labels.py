"""What tables and data files call their columns, and the words for the values of closed lists.

They stand in `words`, under `files`. None of them is a sentence: sentences are made in `wording` alone.
"""

from collections.abc import Mapping

from handzeichen.law.majority import Base, Tie
from handzeichen.law.questions import Law
from handzeichen.law.terms import motion_words
from handzeichen.meeting.ids import (
    BallotState,
    BodyKind,
    Choice,
    FactionKind,
    ItemOutcome,
    Kind,
    Method,
    MotionEffect,
    Result,
    Role,
    Via,
)
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import ItemState
from handzeichen.words.table import say

_LISTS: dict[type, str] = {
    Base: "base",
    BallotState: "state",
    Choice: "choice",
    Method: "method",
    MotionEffect: "effect",
    Result: "result",
    Role: "role",
    Tie: "tie",
    Via: "via",
}


def column(name: str) -> str:
    """The heading of a column."""
    return say(f"files.column.{name}")


def word(of: Base | BallotState | Choice | Method | MotionEffect | Result | Role | Tie | Via) -> str:
    """The word for a value of a closed list."""
    return say(f"files.{_LISTS[type(of)]}.{of.value}")


def said(*, yes: bool) -> str:
    """ "ja" or "nein"."""
    return say(f"files.value.said_{'yes' if yes else 'no'}")


def objection(*, holds: bool) -> str:
    """That a resolution is not to be carried out, or was not for a while."""
    return say(f"files.objection.{'holds' if holds else 'lifted'}")


def comparison(*, strict: bool) -> str:
    """Whether a majority is more than its fraction, or at least that."""
    return say(f"files.value.{'more_than' if strict else 'at_least'}")


def kind(law: Law, of: Kind) -> str:
    """The kind of a motion as a noun without its article, in the law's own terms: "Schluss der Beratung"."""
    return motion_words(law, of.value).get("subject", "").partition(" ")[2] or of.value


def role(person: Person) -> str:
    """What somebody is in the meeting; whoever is planned to chair it is the chair."""
    if person.chairs:
        return say("files.role.chair")
    return say("files.role.deputy_chair") if person.deputy_chair else word(person.role)


# Akoma Ntoso


def document_roles() -> dict[str, str]:
    """The roles of those named in a document, by the name that it refers to them by."""
    planned = {f"role_{role.value}": word(role) for role in Role}
    return {"role_chair": say("files.role.chair"), "role_clerk": say("files.role.clerk"), **planned}


def document_concepts() -> dict[str, str]:
    """What a document says of a quorum, and how a body votes, by the name that it refers to them by."""
    quorum = ("required", "seats", "quorate", "not_quorate", "stated", "challenged")
    methods = {method.value: word(method) for method in Method}
    return {**{name: say(f"files.quorum.{name}") for name in quorum}, **methods}


def event(name: str) -> str:
    """What happened to a meeting as a whole: opened, adjourned or closed."""
    return say(f"files.event.{name}")


# OParl


def organ() -> str:
    """What kind of group a council or committee is."""
    return say("files.organ.name")


def body_kind(kind: BodyKind) -> str:
    """Which kind of body it is; of a council OParl asks that it be called the parliament."""
    return say(f"files.organ.{kind.value}")


def faction_kind(kind: FactionKind) -> str:
    """ "Fraktion" or "Gruppe"."""
    return say(f"files.faction.{kind.value}")


def meeting_name(body: str, number: int) -> str:
    """ "Ausschuss für Brücken, 37. Sitzung"."""
    return say("files.meeting.name", body=body, number=str(number))


def meeting_state(state: str) -> str:
    """How far a meeting has come, in the words that OParl recommends: planned, invited or held."""
    return say(f"files.meeting.{state}")


def results_page() -> str:
    """What the page with the results is called."""
    return say("files.meeting.results")


def outcome(state: ItemState, phrases: Mapping[str, str], *, recommends: bool) -> str | None:
    """What became of an item, in one or two words; where the body only recommends, that it did."""
    recommended = {
        ItemOutcome.ADOPTED: "recommended",
        ItemOutcome.ADOPTED_AMENDED: "recommended_amended",
        ItemOutcome.REJECTED: "not_recommended",
    }
    if state.outcome is ItemOutcome.ELECTED:
        return say("files.outcome.elected")
    if state.outcome not in recommended:
        return state.ending.text or phrases.get(state.outcome.value)
    return say(f"files.outcome.{recommended[state.outcome] if recommends else state.outcome.value}")
