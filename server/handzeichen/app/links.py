"""The sign-in links of a meeting: one for each place, printed when its log begins, or anew on demand."""

from collections.abc import Iterator, Sequence
from typing import Final

from handzeichen.app.house import House, Live
from handzeichen.app.pages import whose
from handzeichen.app.sign_in import Offer, Role
from handzeichen.meeting.ids import Role as PersonRole

TAKES_PART: Final = frozenset(
    {PersonRole.MEMBER, PersonRole.DEPUTY, PersonRole.ADVISORY, PersonRole.BASIC_MANDATE}
)
"""Who gets a page of their own; everyone else watches, or is entered by the clerk."""


def places(live: Live) -> Iterator[Offer]:
    """Everything that one can sign in to."""
    for role in (Role.CLERK, Role.CHAIR, Role.HALL):
        yield Offer(meeting=live.id, role=role)
    for person in live.room.now.meeting.roll.people.values():
        if person.role in TAKES_PART:
            yield Offer(meeting=live.id, role=Role.MEMBER, person=person.id)


async def make_links(house: House, offers: Sequence[Offer]) -> list[tuple[str, Offer]]:
    """A link's secret for each offer."""
    return [(await house.sign_ins.link(offer), offer) for offer in offers]


def listed(live: Live, links: Sequence[tuple[str, Offer]], url: str) -> str:
    """The links as they are printed, one a line."""
    named = [(whose(live, offer), f"{url}/anmelden/{secret}") for secret, offer in links]
    width = max((len(name) for name, _ in named), default=0)
    return "\n".join(f"  {name:<{width}}  {link}" for name, link in named)
