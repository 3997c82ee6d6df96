"""How somebody is here, in the words of the screens: one word on a seat, a sentence's part beside a name, numbers."""

from collections.abc import Mapping
from typing import Final

from handzeichen.law.questions import Law
from handzeichen.meeting.presence import Here, State
from handzeichen.meeting.state import Meeting
from handzeichen.views.words import clock, failing
from handzeichen.words import in_a_row, said

STATES: Final[Mapping[State, str]] = {
    State.ROOM: said("im Saal"),
    State.VIDEO: said("per Video"),
    State.NO_PICTURE: said("ohne Bild"),
    State.DISTURBED: said("gestört"),
    State.GONE: said("gegangen"),
    State.ABSENT: said("nicht da"),
}
"""One or two words for a seat."""
UNDISTURBED: Final = frozenset({State.VIDEO, State.NO_PICTURE})
"""On video, and able to follow as far as anybody knows."""


def here_in_words(meeting: Meeting, here: Here) -> str:
    """With the time, for those who keep the list: "per Video, ohne Bild seit 18.05 Uhr"."""
    if here.since is None:
        return STATES[here.state]
    at = clock(meeting, here.since)
    match here.state:
        case State.ROOM:
            return said("im Saal seit {since}", since=at)
        case State.VIDEO:
            return said("per Video seit {since}", since=at)
        case State.NO_PICTURE:
            return said("per Video, ohne Bild seit {at}", at=at)
        case State.GONE:
            return said("gegangen um {at}", at=at)
        case State.DISTURBED | State.ABSENT:
            return said("{what} seit {at}", what=failing(here.of), at=at)


def public_words(meeting: Meeting, here: Here) -> str:
    """For everybody: of the times only since when a fault is open, which the public knows from the faults as well."""
    if here.state is State.DISTURBED and here.since is not None:
        return said("{what} seit {at}", what=failing(here.of), at=clock(meeting, here.since))
    return STATES[here.state]


def without_picture_text(law: Law) -> str:
    """What it means for a seat that its camera is off, beside a name."""
    counts, votes = law.without_picture_counts_as_present.value, law.without_picture_may_vote.value
    match counts, votes:
        case True, True:
            return said("Kamera aus")
        case False, True:
            return said("Kamera aus: zählt nicht")
        case True, False:
            return said("Kamera aus: stimmt nicht mit")
        case _:
            return said("Kamera aus: zählt nicht, stimmt nicht mit")


def split_text(room: int, video: int) -> str:
    """ "im Saal 7 · per Video 3"."""
    return said("im Saal {room} · per Video {video}", room=room, video=video)


def counts_text(law: Law, seats: Mapping[State, int]) -> str:
    """ "im Saal 7 · per Video 3 · gestört 1": whoever counts without picture is among those on video."""
    unseen, counts = seats.get(State.NO_PICTURE, 0), law.without_picture_counts_as_present.value
    room, video = seats.get(State.ROOM, 0), seats.get(State.VIDEO, 0)
    disturbed = seats.get(State.DISTURBED, 0)
    found = [split_text(room, video + unseen if counts else video)]
    if unseen and counts:
        found = [said("{split}, davon ohne Bild {n}", split=found[0], n=unseen)]
    if unseen and not counts:
        found.append(said("ohne Bild {n} (zählt nicht)", n=unseen))
    if disturbed:
        found.append(said("gestört {n}", n=disturbed))
    return in_a_row(found, " · ")
