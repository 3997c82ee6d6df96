"""Who sees what, and when: one table, and the parts of each screen made by it.

The hall's display goes on behind closed doors for those in the room; the public then reads which body meets and the
public title, nothing else. The public's screen, and with open doors the hall's, which the gallery reads too, are made
of what the public knows (`meeting.public`), not of the whole with something taken off: what happened behind closed
doors is not there to leak. Until a result is announced no part here holds a choice or a number of choices, but for what
chair and clerk count and read out: the chair's next sentence once the ballot is closed, the clerk's own entries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.names import person_name
from handzeichen.meeting.public import seen_by_public
from handzeichen.meeting.remembered import MANY, remembered
from handzeichen.meeting.state import Meeting
from handzeichen.views import (
    checking,
    clerk,
    documents,
    item,
    my_floor,
    next_act,
    presence,
    say,
    seating,
    sitting,
    tally,
    vote,
)
from handzeichen.views import personal as own
from handzeichen.views import trial as trying
from handzeichen.views.helper import HELPERS, helper_parts
from handzeichen.views.part import NOTHING, Part
from handzeichen.words import said

AUDIENCES: Final = ("hall", "chair", "clerk", "member", "public")
"""The hall's display; the hall signed in as chair; the clerk; whoever takes part with a sign-in; everybody."""
SCREENS: Final = (*HELPERS, *AUDIENCES)
"""The clerk's helpers besides: they are shown people, and nothing that the table below speaks of."""


class Sight(StrEnum):
    """How much of a part an audience sees."""

    ALL = "all"
    PUBLIC = "public"
    """What anybody may know: public titles, and nothing that was not decided in public."""
    RECEIVED = "received"
    """That a vote is in or missing, never which."""
    NEEDED = "needed"
    """As `received`, with the majority that the motion needs: for whoever leads and counts."""
    RESULT = "result"
    """What was announced; who voted how only in a roll call or where the body's rules show it."""
    NOTHING = "nothing"


class Doors(StrEnum):
    """Whether the public is in the room."""

    OPEN = "open"
    CLOSED = "closed"


class Vote(StrEnum):
    """What the ballot on the screens is: nothing, not announced yet, announced, or about what was not public."""

    NONE = "none"
    PENDING = "pending"
    ANNOUNCED = "announced"
    WITHHELD = "withheld"


# `withheld` is a ballot on a matter that was not public, once the doors are open again: it stays among those who
# were allowed to be there.
TABLE: Final = """
part       doors   ballot     hall      chair     clerk     member    public

meeting    open    any        all       all       all       all       all
meeting    closed  any        all       all       all       all       public
stage      open    any        all       all       all       all       all
stage      closed  any        all       all       all       all       public
agenda     open    any        public    public    all       all       public
agenda     closed  any        all       all       all       all       nothing
item       open    any        public    all       all       all       public
item       closed  any        all       all       all       all       public
papers     open    any        public    all       all       all       public
papers     closed  any        all       all       all       all       nothing
quorum     open    any        all       all       all       all       all
quorum     closed  any        all       all       all       all       nothing
seating    open    any        all       all       all       all       all
seating    closed  any        all       all       all       all       nothing
connected  open    any        all       all       all       all       all
connected  closed  any        all       all       all       all       nothing
floor      open    any        all       all       all       all       all
floor      closed  any        all       all       all       all       nothing
faults     open    any        all       all       all       all       all
faults     closed  any        all       all       all       all       nothing

trial      open    any        all       all       all       all       public
trial      closed  any        nothing   nothing   nothing   nothing   nothing

tally      open    none       nothing   nothing   nothing   nothing   nothing
tally      open    pending    received  needed    needed    received  received
tally      open    announced  result    result    result    result    result
tally      open    withheld   nothing   nothing   result    result    nothing
tally      closed  none       nothing   nothing   nothing   nothing   nothing
tally      closed  pending    received  needed    needed    received  nothing
tally      closed  announced  result    result    result    result    nothing

seats      open    none       all       all       all       all       all
seats      open    pending    received  received  received  received  received
seats      open    announced  result    result    result    result    result
seats      open    withheld   all       all       result    result    all
seats      closed  none       all       all       all       all       nothing
seats      closed  pending    received  received  received  received  nothing
seats      closed  announced  result    result    result    result    nothing
"""


def _read(table: str) -> Mapping[tuple[str, Doors, Vote], Mapping[str, Sight]]:
    rows = [line.split() for line in table.strip().splitlines() if line]
    found = {}
    for part, doors, ballot, *sights in rows[1:]:
        for vote_ in Vote if ballot == "any" else [Vote(ballot)]:
            found[part, Doors(doors), vote_] = dict(zip(rows[0][3:], map(Sight, sights), strict=True))
    return found


_SIGHTS: Final = _read(TABLE)


def sight(part: str, audience: str, *, doors: Doors, ballot: Vote) -> Sight:
    """What the table says; behind closed doors nothing is withheld from those who are there."""
    return _SIGHTS[part, doors, ballot][audience]


def parts(meeting: Meeting, audience: str, *, entries: Sequence[Entry] = ()) -> dict[str, Part]:
    """What an audience sees in common, in the order of the screen; the ids stay the same as long as the meeting."""
    if audience in HELPERS:
        return helper_parts(meeting, audience)
    shown = as_seen(meeting, audience)
    doors, ballot = _moment(shown)
    found: dict[str, Part] = {}
    for name, build in _BUILDERS.items():
        seen = sight(name, audience, doors=doors, ballot=ballot)
        made = build(shown, seen)
        found |= dict.fromkeys(made, NOTHING) if seen is Sight.NOTHING else made
    found |= {"say": say.say(found)}
    if audience == "hall":
        found |= {"check": checking.check_line(shown)}
    if audience in ("chair", "clerk"):
        found |= {"check": checking.check(meeting, may_end=True)}
    if audience == "chair":
        found |= {"next": next_act.next_part(meeting)}
    if audience == "clerk":
        found |= clerk.clerk_parts(meeting, entries=entries)
    return found


def as_seen(meeting: Meeting, audience: str) -> Meeting:
    """The meeting that a screen is made of: what the public knows, wherever the public may look."""
    gallery_looks = audience == "hall" and not sitting.doors_are_closed(meeting)
    return seen_by_public(meeting) if audience == "public" or gallery_looks else meeting


def personal(meeting: Meeting, person: PersonId) -> dict[str, Part]:
    """What a person sees besides on the own page; whoever stands outside the doors, nothing of what goes on inside."""
    is_outside, hidden, besides = _besides_the_vote(meeting, person)
    shown = seen_by_public(meeting) if is_outside else meeting
    return {
        "me": besides["me"],
        "my-trial": NOTHING if is_outside else trying.my_trial(meeting, person),
        "vote": NOTHING if hidden else vote.vote(shown, person),
        "receipt": NOTHING if hidden else vote.receipt(shown, person),
        "my-floor": besides["my-floor"],
        "my-connection": besides["my-connection"],
        "my-check": checking.my_check(meeting, person),
    }


def _of_the_person(meeting: Meeting, person: PersonId) -> tuple[object, ...]:
    known = seen_by_public(meeting)
    common = meeting.plan, meeting.law, meeting.sitting, meeting.roll, meeting.agenda
    return *common, known.sitting, known.roll, known.agenda, person


@remembered(_of_the_person, kept=MANY)
def _besides_the_vote(meeting: Meeting, person: PersonId) -> tuple[bool, bool, Mapping[str, Part]]:
    """What a vote leaves as it is: whether somebody is outside, whether that hides the meeting, and the other parts."""
    is_outside = own.is_outside(meeting, person)
    shown = seen_by_public(meeting) if is_outside else meeting
    hidden = is_outside and sitting.doors_are_closed(meeting)
    return (
        is_outside,
        hidden,
        {
            "me": own.me(meeting, person),
            "my-floor": NOTHING if hidden else my_floor.my_floor(shown, person),
            "my-connection": own.my_connection(meeting, person),
        },
    )


def looks_at(meeting: Meeting, audience: str, person: PersonId | None) -> str:
    """The audience whose screen somebody sees now: a member's own, or the public's for whoever stands outside."""
    outside = audience == "member" and person is not None and own.is_outside(meeting, person)
    return "public" if outside else audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands in the shell of a page and stays as it is: whose page it is, and of which meeting."""

    audience: str
    meeting: str
    title: str
    body: str
    number: int
    starts_at: str
    person: str
    name: str
    practice: str | None
    """The band across the page of a meeting that is held for practice."""


def page(meeting: Meeting, audience: str, person: PersonId | None = None) -> Page:
    """The shell of an audience's page; `person` is whoever signed in, if it is somebody."""
    plan = meeting.plan
    known = None if person is None else meeting.roll.people.get(person)
    return Page(
        audience=audience,
        meeting=plan.id,
        title=said(
            "{body}, {number}. Sitzung",
            body=plan.body.short_name or plan.body.name,
            number=plan.meeting.number,
        ),
        body=plan.body.name,
        number=plan.meeting.number,
        starts_at=plan.meeting.starts_at.isoformat(),
        person=person or "",
        name="" if known is None else person_name(known, plan.factions),
        practice=sitting.practice(meeting),
    )


def _moment(meeting: Meeting) -> tuple[Doors, Vote]:
    doors = Doors.CLOSED if sitting.doors_are_closed(meeting) else Doors.OPEN
    ballot = tally.shown_ballot(meeting)
    if ballot is None:
        return doors, Vote.NONE
    if doors is Doors.OPEN and not tally.is_public_matter(meeting, ballot):
        return doors, Vote.WITHHELD
    return doors, Vote.PENDING if ballot.end.result is None else Vote.ANNOUNCED


_Builder = Callable[[Meeting, Sight], dict[str, Part]]


def _meeting(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"meeting": sitting.public_head(meeting) if seen is Sight.PUBLIC else sitting.head(meeting)}


def _stage(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"stage": sitting.public_stage() if seen is Sight.PUBLIC else sitting.stage(meeting)}


def _trial(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"trial": trying.public_trial(meeting) if seen is Sight.PUBLIC else trying.trial(meeting)}


def _agenda(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return sitting.agenda(meeting, public=seen is Sight.PUBLIC)


def _item(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"item": item.public_called(meeting) if seen is Sight.PUBLIC else item.called(meeting)}


def _papers(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"papers": documents.public_papers(meeting) if seen is Sight.PUBLIC else documents.papers(meeting)}


def _tally(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    return {"tally": tally.tally(meeting, hint=seen is Sight.NEEDED)}


def _seats(meeting: Meeting, seen: Sight) -> dict[str, Part]:
    shown = {} if seen is Sight.ALL else tally.seat_votes(meeting, choices=seen is Sight.RESULT)
    return presence.seats(meeting, shown)


_BUILDERS: Final[Mapping[str, _Builder]] = {
    "meeting": _meeting,
    "stage": _stage,
    "trial": _trial,
    "tally": _tally,
    "item": _item,
    "papers": _papers,
    "agenda": _agenda,
    "quorum": lambda meeting, _: {"quorum": presence.quorum(meeting)},
    "seats": _seats,
    "seating": lambda meeting, _: {"seating": seating.seating(meeting.plan)},
    "connected": lambda meeting, _: {"connected": presence.connected(meeting)},
    "floor": lambda meeting, _: {"floor": sitting.floor(meeting)},
    "faults": lambda meeting, _: {"faults": presence.faults(meeting)},
}
