"""The sign-in links of a meeting: one for each place, printed when its log begins, or anew on demand."""

from collections.abc import Iterator, Sequence
from typing import Final

from handzeichen.app.house import House, Live
from handzeichen.app.offers import ROLE_NAMES, Offer, Role
from handzeichen.meeting.ids import Role as PersonRole
from handzeichen.meeting.names import person_name
from handzeichen.words import said

TAKES_PART: Final = frozenset(
    {PersonRole.MEMBER, PersonRole.DEPUTY, PersonRole.ADVISORY, PersonRole.BASIC_MANDATE}
)
"""Who gets a page of their own; everyone else watches, or is entered by the clerk."""


def places(live: Live) -> Iterator[Offer]:
    """Everything that one can sign in to."""
    for role in (Role.CLERK, Role.CHAIR, Role.HALL):
        yield Offer(meeting=live.id, role=role)
    planned = live.room.now.meeting.plan.meeting
    for role, people in (
        (Role.CLERK, planned.clerks),
        (Role.HOST, planned.hosts),
        (Role.DOORKEEPER, planned.doors),
    ):
        for helper in people:
            yield Offer(meeting=live.id, role=role, person=helper)
    for person in live.room.now.meeting.roll.people.values():
        if person.role in TAKES_PART:
            yield Offer(meeting=live.id, role=Role.MEMBER, person=person.id)


async def make_links(house: House, offers: Sequence[Offer]) -> list[tuple[str, Offer]]:
    """A link's code for each offer."""
    return [(await house.sign_ins.links.make(offer), offer) for offer in offers]


def whose(live: Live, offer: Offer) -> str:
    """Whom a link is for, in words: a place, or a person's name."""
    if offer.person is None:
        return ROLE_NAMES[offer.role]
    name = person_name(live.hub.now.meeting.person(offer.person))
    return (
        name if offer.role is Role.MEMBER else said("{name} ({duty})", name=name, duty=ROLE_NAMES[offer.role])
    )


def listed(live: Live, links: Sequence[tuple[str, Offer]], url: str) -> str:
    """The links as they are printed, one a line."""
    named = [(whose(live, offer), f"{url}/anmelden/{code}") for code, offer in links]
    width = max((len(name) for name, _ in named), default=0)
    return "\n".join(f"  {name:<{width}}  {link}" for name, link in named)
