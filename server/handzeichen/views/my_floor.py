"""My own wish to speak: what I asked for, my place in the one list of room and video, and what else I may ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from handzeichen.meeting.floor import may_not_speak
from handzeichen.meeting.ids import FloorKind, PersonId
from handzeichen.meeting.rulings import no_more_requests
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.views.part import NOTHING, Nothing, Part
from handzeichen.views.sitting import closed_list
from handzeichen.views.words import FLOOR
from handzeichen.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class MyRequest:
    """One wish to speak that waits: "Wortbeitrag, Platz 2"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MayAsk:
    """A way to ask for the floor, and what its button says."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyFloorPart(Part):
    """Whether I wait for the floor or have it."""

    template: ClassVar[str] = "my_floor.html"
    state: str
    """idle, waiting or speaking."""
    text: str
    may_ask: bool = True
    """Whether the floor may still be asked for to speak to the item."""
    requests: tuple[MyRequest, ...] = ()
    """All that I asked for, in the order of the list."""
    kinds: tuple[MayAsk, ...] = ()
    """What I may ask for now; the two common kinds come first."""


def my_floor(meeting: Meeting, person: PersonId) -> MyFloorPart | Nothing:
    """Asking to speak, possible for whoever is here while the sitting is open."""
    if meeting.sitting.phase is not Phase.OPEN or meeting.roll.via(person) is None:
        return NOTHING
    speaker = meeting.agenda.speaker
    if speaker is not None and speaker.person == person:
        return MyFloorPart(state="speaking", text=said("Sie haben das Wort."))
    if may_not_speak(meeting, person) is not None:
        return MyFloorPart(
            state="idle", text=said("Zu diesem Tagesordnungspunkt reden Sie nicht mit."), may_ask=False
        )
    waiting = tuple(
        (place, request.kind)
        for place, request in enumerate(meeting.agenda.requests, 1)
        if request.person == person
    )
    kinds = tuple(_kinds(meeting, {kind for _, kind in waiting}))
    may_ask = any(one.kind == FloorKind.SPEECH for one in kinds)
    if not waiting:
        return MyFloorPart(state="idle", text=closed_list(meeting) or "", may_ask=may_ask, kinds=kinds)
    first = waiting[0][0]
    return MyFloorPart(
        state="waiting",
        text=said("Sie sind als Nächstes dran.")
        if first == 1
        else said("Sie stehen auf der Redeliste, Platz {place}.", place=first),
        may_ask=may_ask,
        requests=tuple(
            MyRequest(kind=kind.value, text=said("{kind}: Platz {place}", kind=FLOOR[kind], place=place))
            for place, kind in waiting
        ),
        kinds=kinds,
    )


def _kinds(meeting: Meeting, asked: set[FloorKind]) -> Iterator[MayAsk]:
    """The same twice changes nothing; once the list is closed, what is still heard."""
    for kind, label in _LABELS.items():
        if kind not in asked and not no_more_requests(meeting, kind):
            yield MayAsk(kind=kind.value, label=label)


_LABELS: Final = {
    FloorKind.SPEECH: said("Ich möchte sprechen"),
    FloorKind.PROCEDURE: said("Zur Geschäftsordnung"),
    FloorKind.QUESTION: said("Eine Frage stellen"),
    FloorKind.REPLY: said("Erwidern"),
    FloorKind.PERSONAL: said("Persönliche Erklärung"),
    FloorKind.REPORT: said("Einen Bericht geben"),
}
