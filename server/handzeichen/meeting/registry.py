"""The tables that join all topics: who decides a command, what an event changes. `machine` runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from handzeichen.meeting.commands import Command
from handzeichen.meeting.events import Entry, Event
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting


class Office(StrEnum):
    """In what capacity somebody asks."""

    CHAIR = "C"
    CLERK = "K"
    MEMBER = "M"
    SYSTEM = "S"
    HOST = "H"
    DOOR = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks: who typed, for whom if for another, in what capacity, and when (the command's `at`)."""

    by: PersonId
    office: Office
    at: datetime
    for_: PersonId | None = None

    @property
    def person(self) -> PersonId:
        """The one whose act it is, and against whom the law is checked."""
        return self.for_ or self.by


Events = list[Event]
Decider = Callable[[Meeting, Any, Asker], Events | Refusal]
Evolver = Callable[[Meeting, Any, Entry], Meeting]
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)

DECIDERS: Final[dict[type[Command], Decider]] = {}
EVOLVERS: Final[dict[type[Event], Evolver]] = {}


def decides(
    command: type[C],
) -> Callable[
    [Callable[[Meeting, C, Asker], Events | Refusal]], Callable[[Meeting, C, Asker], Events | Refusal]
]:
    """Enter a function as the one that decides a type of command."""

    def enter(
        function: Callable[[Meeting, C, Asker], Events | Refusal],
    ) -> Callable[[Meeting, C, Asker], Events | Refusal]:
        assert command not in DECIDERS, f"{command.__name__} is decided twice"
        DECIDERS[command] = function
        return function

    return enter


def evolves(
    event: type[E],
) -> Callable[[Callable[[Meeting, E, Entry], Meeting]], Callable[[Meeting, E, Entry], Meeting]]:
    """Enter a function as the one that an event changes the meeting by. Total: history is not refused."""

    def enter(function: Callable[[Meeting, E, Entry], Meeting]) -> Callable[[Meeting, E, Entry], Meeting]:
        assert event not in EVOLVERS, f"{event.__name__} evolves twice"
        EVOLVERS[event] = function
        return function

    return enter
