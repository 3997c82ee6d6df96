"""What a sign-in is shown besides what all of its audience see: a member the own parts, a desk the door and the lines.

Desks are the pages of clerks and video hosts. Lines and strangers change without the meeting: they are looked at again
and again, and desks hear of it where they are others than before.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping

from handzeichen.app.devices import DOOR, door
from handzeichen.app.drafts import Drafts
from handzeichen.app.entrance import Entrance
from handzeichen.app.hub import Hub
from handzeichen.app.lines import LINES, Lines, LinesPart
from handzeichen.app.offers import Role
from handzeichen.app.sign_in import SignIn
from handzeichen.app.video.strangers import STRANGERS, StrangersPart, strangers_part
from handzeichen.app.video.watching import Watching
from handzeichen.app.writers import WRITERS, writers
from handzeichen.views.part import Part


class OwnParts:
    """The own parts of all meetings. `changed` is called with the meeting whose desks are shown something else now."""

    def __init__(
        self,
        entrance: Entrance,
        drafts: Drafts,
        lines: Lines,
        conferences: Mapping[str, Watching],
        *,
        changed: Callable[[str], None],
    ) -> None:
        self._entrance, self._drafts = entrance, drafts
        self._lines, self._conferences = lines, conferences
        self._changed = changed
        self._told_lines: dict[str, LinesPart] = {}
        self._told_strangers: dict[str, StrangersPart] = {}

    def of(self, hub: Hub, sign_in: SignIn) -> Mapping[str, Part]:
        """What a sign-in is shown of the meeting that this hub shows."""
        if sign_in.role not in (Role.CLERK, Role.HOST):
            return {} if sign_in.person is None else hub.own(sign_in.person)
        video = {LINES: self._lines_of(hub), STRANGERS: self._strangers_of(hub)}
        if sign_in.role is Role.HOST:
            return video
        meeting = hub.now.meeting
        signed_in = self._entrance.sign_ins.of(meeting.plan.id)
        waiting = self._entrance.doorstep.of(meeting.plan.id)
        return {
            DOOR: door(meeting, signed_in, waiting),
            **video,
            WRITERS: writers(meeting, self._drafts, sign_in.slug),
        }

    def look_at_strangers(self, hub: Hub) -> None:
        """Something was reported of a conference, or a beat has passed: most of the time that changes nothing here."""
        meeting, told = hub.now.meeting.plan.id, self._strangers_of(hub)
        if told != self._told_strangers.get(meeting):
            self._told_strangers[meeting] = told
            self._changed(meeting)

    def look_at_lines(self, hubs: Iterable[Hub]) -> None:
        """Whose page has fallen silent, or answers again, is told where a clerk looks."""
        for hub in hubs:
            meeting, lines = hub.now.meeting.plan.id, self._lines_of(hub)
            if lines != self._told_lines.get(meeting):
                self._told_lines[meeting] = lines
                self._changed(meeting)

    def _lines_of(self, hub: Hub) -> LinesPart:
        return self._lines.part(hub.now.meeting, asyncio.get_running_loop().time())

    def _strangers_of(self, hub: Hub) -> StrangersPart:
        meeting = hub.now.meeting
        watched = (one for one in self._conferences.values() if one.meeting == meeting.plan.id)
        return strangers_part(meeting, watched)
