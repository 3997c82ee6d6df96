"""The table of the timeline: for every type of event the function that puts it into one plain German sentence."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from handzeichen.meeting.events import Event
from handzeichen.meeting.state import Meeting
from handzeichen.words import said

E = TypeVar("E", bound=Event)

SENTENCES: Final[dict[type[Event], Callable[[Meeting, Any], str]]] = {}
"""Every type of event and its sentence; `timeline_people` and `timeline_business` fill it."""


def says(kind: type[E]) -> Callable[[Callable[[Meeting, E], str]], Callable[[Meeting, E], str]]:
    """Enter a function as the sentence of a type of event."""

    def enter(sentence: Callable[[Meeting, E], str]) -> Callable[[Meeting, E], str]:
        assert kind not in SENTENCES, f"{kind.__name__} has a sentence already"
        SENTENCES[kind] = sentence
        return sentence

    return enter


def because(reason: str | None) -> str:
    """A reason that was given, in brackets before the full stop; nothing where none was."""
    return said(" ({reason})", reason=reason) if reason else ""
