"""What the law bars or leaves open because of members on video: told to the chair with the ways out, as buttons."""

from collections.abc import Iterator
from typing import Final

from handzeichen.law.questions import Barring
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import ItemId, Kind, Line
from handzeichen.meeting.refusals import Refusal
from handzeichen.views.next_step import Concern, Wish, as_concern
from handzeichen.words import said

BARRED: Final = frozenset({"secret_barred", "election_barred", "law_unclear"})
"""The refusals that have to do with members on video."""
_WAYS: Final[dict[str, tuple[tuple[str, Barring], ...]]] = {
    # On paper nobody votes by video, whatever the answer: two buttons say it.
    "remote_secret_votes": (
        (said("Nur im Saal geheim abstimmen"), Barring.EXCLUDED_REMOTE),
        (said("Heute nicht geheim abstimmen"), Barring.MEETING_BAR),
    ),
    "remote_elections": (
        (said("Auch per Video wählen"), Barring.ALLOWED),
        (said("Nur im Saal wählen"), Barring.EXCLUDED_REMOTE),
        (said("Heute nicht wählen"), Barring.MEETING_BAR),
    ),
    "remote_secret_matters": (
        (said("Trotz Zuschaltung beraten"), Barring.ALLOWED),
        (said("Nur ohne Zugeschaltete beraten"), Barring.EXCLUDED_REMOTE),
        (said("Heute nicht beraten"), Barring.MEETING_BAR),
    ),
}


def ways_out(refusal: Refusal, item: ItemId | None) -> Iterator[Wish]:
    """The chair's answers to what the law leaves open; where it bars, another day for the item."""
    if refusal.code == "law_unclear":
        question = str(refusal.facts["id"])
        for label, value in _WAYS[question]:
            yield Wish(label=label, command=c.AnswerLaw(question=Line(question), value=value))
    elif refusal.code in BARRED and item is not None:
        yield Wish(label=said("Vertagung beantragen"), command=c.Move(kind=Kind.POSTPONEMENT, item=item))
        yield Wish(label=said("Absetzung beantragen"), command=c.Move(kind=Kind.REMOVAL, item=item))


def concern(refusal: Refusal, item: ItemId | None) -> Concern:
    """The refusal as the chair reads it, with what settles it."""
    told = as_concern(refusal)
    return Concern(text=told.text, help=told.help, wishes=tuple(ways_out(refusal, item)))
