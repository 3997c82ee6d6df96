"""Whom something concerns in person: whose own parts have to be made and compared again after it.

After most events that may be anybody. Votes come by the thousand, and each concerns but the one who acts for its seat.
"""

from collections.abc import Set
from dataclasses import fields
from typing import Final

from handzeichen.meeting.ids import PersonId, SeatId
from handzeichen.meeting.state import Agenda, Ballot, Meeting, PresenceCheck, Roll

ANYBODY: Final = None
NOBODY: Final[Set[PersonId]] = frozenset()

_COMMON: Final = ("plan", "law", "sitting", "roll", "agenda", "motions")
_PIECES: Final = {kind: tuple(field.name for field in fields(kind)) for kind in (Roll, Agenda)}
_OF_A_BALLOT: Final = ("opened", "opened_at", "eligible", "seat_of", "with_", "state", "counts", "end")


def concerned(before: Meeting, after: Meeting) -> Set[PersonId] | None:
    """Whose personal parts may be different; ANYBODY where more than votes came in."""
    if before is after:
        return NOBODY
    if not _same(before, after, _COMMON) or before.ballots.keys() != after.ballots.keys():
        return ANYBODY
    tried = _tried(before, after)
    if tried is ANYBODY:
        return ANYBODY
    found = tried | _asked(before.check, after.check)
    for was, now in zip(before.ballots.values(), after.ballots.values(), strict=True):
        if was is now:
            continue
        if not _same(was, now, _OF_A_BALLOT):
            return ANYBODY
        found = found | _voters(was, now)
    if before.in_public is None or after.in_public is None:
        return found if before.in_public is after.in_public else ANYBODY
    outside = concerned(before.in_public, after.in_public)
    return ANYBODY if outside is ANYBODY else found | outside


def _tried(before: Meeting, after: Meeting) -> Set[PersonId] | None:
    """Whose trial vote came in; ANYBODY where the trial itself began or ended."""
    was, now = before.trial, after.trial
    if was is now:
        return NOBODY
    if was is None or now is None or (was.opened_at, was.closed_at) != (now.opened_at, now.closed_at):
        return ANYBODY
    seats = {seat for seat, choice in now.votes.items() if was.votes.get(seat) is not choice}
    return {person for seat in seats if (person := after.roll.acting.get(seat)) is not None}


def _asked(was: PresenceCheck | None, now: PresenceCheck | None) -> Set[PersonId]:
    """Who was asked to confirm, is asked no more, or has confirmed."""
    if was is now:
        return NOBODY
    if was is None or now is None or was.seq != now.seq:
        return {person for check in (was, now) if check is not None for person in check.asked}
    return now.confirmed.keys() ^ was.confirmed.keys()


def _same(one: object, other: object, names: tuple[str, ...]) -> bool:
    return all(_is_same(getattr(one, name), getattr(other, name)) for name in names)


def _is_same(one: object, other: object) -> bool:
    """The same object; what the public knows is put together anew at each event, of the same pieces."""
    if one is other:
        return True
    if isinstance(one, Roll | Agenda):
        return _same(one, other, _PIECES[type(one)])
    return isinstance(one, tuple) and one == other


def _voters(was: Ballot, now: Ballot) -> set[PersonId]:
    seats = _changed(was, now)
    return {person for person, seat in now.seat_of.items() if seat in seats}


def _changed(was: Ballot, now: Ballot) -> set[SeatId]:
    before, after = dict(was.votes.items()), dict(now.votes.items())
    return {seat for seat, vote in after.items() if before.get(seat) is not vote} | (
        before.keys() - after.keys()
    )
