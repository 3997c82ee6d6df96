"""A store for replays and tests: it keeps everything in memory and loses it with the process.

It owes what every store owes but durability; one event loop may use it, not several threads.
"""

from collections.abc import Collection, Sequence

from handzeichen.log.port import (
    START,
    Conflict,
    Head,
    Line,
    News,
    Session,
    require_successors,
    withheld_lines,
)


class MemoryStore:
    """Lists and dictionaries behind the port."""

    news: News | None = None
    fault: str | None = None

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}
        self._sessions: dict[str, Session] = {}
        self._revoked: set[str] = set()
        self._texts: dict[str, str] = {}

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        require_successors(head, lines)
        found = await self.head(meeting)
        if found != head:
            raise Conflict(meeting, head, found)
        if lines:
            self._lines.setdefault(meeting, []).extend(lines)

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        end = None if limit is None else after + limit
        return self._lines.get(meeting, [])[after:end]

    async def withhold(self, meeting: str, head: Head, seqs: Collection[int]) -> None:
        found = await self.head(meeting)
        if found != head:
            raise Conflict(meeting, head, found)
        lines = self._lines.get(meeting, [])
        bare = {line.seq: line for line in withheld_lines(lines, seqs)}
        if bare:
            self._lines[meeting] = [bare.get(line.seq, line) for line in lines]

    async def head(self, meeting: str) -> Head:
        lines = self._lines.get(meeting)
        return lines[-1].head if lines else START

    async def meetings(self) -> list[str]:
        return sorted(self._lines)

    async def put_session(self, session: Session) -> None:
        if session.id not in self._revoked:
            self._sessions[session.id] = session

    async def get_session(self, session: str) -> Session | None:
        return self._sessions.get(session)

    async def revoke(self, session: str) -> None:
        if self._sessions.pop(session, None):
            self._revoked.add(session)

    async def sessions(self, meeting: str) -> list[Session]:
        kept = (session for session in self._sessions.values() if session.meeting == meeting)
        return sorted(kept, key=lambda session: session.id)

    async def put(self, key: str, value: str) -> None:
        self._texts[key] = value

    async def get(self, key: str) -> str | None:
        return self._texts.get(key)

    async def take(self, key: str) -> str | None:
        return self._texts.pop(key, None)

    async def keys(self, prefix: str) -> list[str]:
        return sorted(key for key in self._texts if key.startswith(prefix))

    async def checkpoint(self) -> None:
        """Nothing to tidy."""

    async def close(self) -> None:
        """Nothing to let go of: a closed memory would be an empty one."""
