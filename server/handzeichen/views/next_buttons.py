"""What may be done from here as the page needs it: whole commands as buttons, and forms for what needs a word more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.state import Meeting
from handzeichen.views import next_ways
from handzeichen.views.clerk_words import plain_of
from handzeichen.views.next_step import Ask, Wish, fields_of, first_possible, outcome, wire

_ACTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A button: its label, the command as JSON, and the question that is asked first."""

    label: str
    command: str
    confirm: str | None
    follow: str | None = None
    """The command that the same touch goes on to, if the page then proposes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A command that needs who, why or until when; what it has already stands in `given`."""

    do: str
    given: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    """ "person", "until", "reason", or "why": a reason that must be given."""
    people: tuple[tuple[str, str], ...]
    label: str
    confirm: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """A way back or aside, in words, with what can be done here; without buttons it is somebody else's to go."""

    label: str
    help: str
    acts: tuple[Act, ...]
    form: Form | None


def possible(meeting: Meeting, wishes: Sequence[Wish], by: str) -> tuple[Act, ...]:
    """The buttons of those wishes that the core would grant."""
    return tuple(act(wish) for wish in wishes if first_possible(meeting, [wish], by) is not None)


def act(wish: Wish) -> Act:
    """A wish as a button."""
    return Act(
        label=wish.label,
        command=wire(wish.command),
        confirm=wish.confirm,
        follow=None if wish.follow is None else wire(wish.follow),
    )


def ways_back(meeting: Meeting, by: str) -> tuple[WayBack, ...]:
    """The ways that are open now."""
    return tuple(_open(meeting, by))


def _open(meeting: Meeting, by: str) -> Iterator[WayBack]:
    for way in next_ways.ways(meeting):
        acts = possible(meeting, way.wishes, by)[:_ACTS]
        form = None if way.ask is None else _form(meeting, way.ask, by)
        in_words = not way.wishes and way.ask is None
        if acts or form or in_words:
            yield WayBack(label=way.label, help=way.help, acts=acts, form=form)


def _form(meeting: Meeting, ask: Ask, by: str) -> Form | None:
    if not isinstance(outcome(meeting, ask.command, by), Accepted):
        return None
    given = fields_of(ask.command)
    return Form(
        do=str(given.pop("do")),
        given=tuple(
            (name, str(value))
            for name, value in given.items()
            if name not in ask.asks and (name != "reason" or "why" not in ask.asks)
        ),
        asks=ask.asks,
        people=tuple((person, plain_of(meeting, person)) for person in ask.people),
        label=ask.label,
        confirm=ask.confirm,
    )
