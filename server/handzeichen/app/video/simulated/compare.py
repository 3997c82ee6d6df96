"""What the server makes of the reports, asked over its public view, beside how things truly stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handzeichen.app.video.simulated.play import Stands

SEATS: Final = "seats-"
ABSENT, ROOM, DISTURBED = "absent", "room", "disturbed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody with a seat, as the public view shows them."""

    name: str
    state: str
    words: str
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, as its public view shows it."""

    is_practice: bool
    people: Mapping[str, Seen]


def read_view(view: Mapping[str, Any]) -> Meeting:
    """The answer of `GET /api/meetings/{id}/views/public`."""
    parts: Mapping[str, Any] = view["parts"]
    people = {
        seat["person"]: Seen(
            name=seat["name"], state=seat["state"], words=seat["state_text"], leads=seat["leads"]
        )
        for name, part in parts.items()
        if name.startswith(SEATS)
        for seat in part.get("seats", ())
    }
    return Meeting(is_practice=bool(parts["meeting"].get("practice")), people=people)


def differences(stands: Mapping[str, Stands], people: Mapping[str, Seen]) -> Iterator[str]:
    """A sentence for each who is shown otherwise; whoever sits in the room, or is not shown, is left out.

    A line that broke is right as a fault, and as not being there where it never held for long enough to be believed.
    """
    for who, stand in stands.items():
        seen = people.get(who)
        if seen is not None and seen.state != ROOM and not _fits(stand, seen.state):
            yield f"{seen.name}: {_TRUE[stand]}, der Server zeigt „{seen.words}“."


def _fits(stand: Stands, state: str) -> bool:
    match stand:
        case Stands.HERE:
            return state not in (ABSENT, DISTURBED)
        case Stands.BROKEN:
            return state in (ABSENT, DISTURBED)
        case Stands.WENT:
            return state == ABSENT
        case Stands.OUTSIDE:
            return True


_TRUE: Final = {
    Stands.HERE: "in der Konferenz",
    Stands.BROKEN: "Verbindung gerissen",
    Stands.WENT: "hat die Konferenz verlassen",
    Stands.OUTSIDE: "nie dazugekommen",
}
