"""One sentence for whoever listens to the page instead of looking at it: what the meeting is at now.

It is made of the parts that this audience sees, so it can say nothing that they do not show. It changes only when
the meeting goes on, so a screen reader speaks each step once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from handzeichen.views.item import ItemPart
from handzeichen.views.part import Part
from handzeichen.views.sitting import StagePart
from handzeichen.views.tally import TallyPart
from handzeichen.views.trial import TrialPart
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class SayPart(Part):
    """What a screen reader announces; the element stays, only its text changes."""

    template: ClassVar[str] = "say.html"
    text: str


def say(parts: Mapping[str, Part]) -> SayPart:
    """The sentence for these parts: a trial ballot, a break or the end first, then the ballot, then the item called."""
    trial = parts["trial"]
    if isinstance(trial, TrialPart):
        return SayPart(
            text=said("{heading} ({mark}). {text}", heading=trial.heading, mark=trial.mark, text=trial.text)
        )
    text: str
    match (parts["stage"], parts["tally"], parts["item"]):
        case (StagePart() as stage, _, _):
            text = said("{headline}. {line}", headline=stage.headline, line=stage.line)
        case (_, TallyPart() as tally, _):
            text = _of_ballot(tally)
        case (_, _, ItemPart() as item):
            text = said("Aufgerufen ist TOP {number}: {title}", number=item.number, title=item.title)
        case _:
            text = ""
    return SayPart(text=text)


def _of_ballot(tally: TallyPart) -> str:
    if tally.result is not None:
        return said(
            "Ergebnis: {verdict}. {wording}", verdict=tally.result.verdict, wording=tally.result.wording
        )
    match tally.phase:
        case "open":
            return said("Die Abstimmung ist eröffnet: {heading}", heading=tally.heading)
        case "closed":
            return said("Die Abstimmung ist geschlossen.")
        case _:
            return tally.note or ""
