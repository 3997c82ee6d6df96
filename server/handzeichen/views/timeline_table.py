"""The table of the timeline: for every type of event the function that puts it into one plain German sentence."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from handzeichen.meeting.events import Event
from handzeichen.meeting.state import Meeting
from handzeichen.words import said

E = TypeVar("E", bound=Event)

_ENDS: Final = (".", "!", "?", chr(0x201C))  # the last is the closing quotation mark
SENTENCES: Final[dict[type[Event], Callable[[Meeting, Any], str]]] = {}
"""Every type of event and its sentence; the files that `timeline` names fill it."""


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


def sentence_end(text: str) -> str:
    """The text as the end of a sentence: no second full stop."""
    return text if text.endswith(_ENDS) else said("{text}.", text=text)
