"""A store on Redis or Valkey, for a house whose truth must lie on another machine than the server.

A meeting's log is one stream; an entry holds the lines of one append, under the number of the last of them. One script
compares the head in number and hash and then writes once: nothing is half written, and of several nodes that append to
one head one wins. An answer that got lost is asked for again: the same append a second time finds its own lines there.
What is acknowledged is durable as far as the server syncs before it answers (`redis_server`). The server's own log has
no checksums, and a server put back in time says nothing: for that there are `chain` and `heads`. Several nodes follow
each other by `redis_news`: for that, whatever changes a session or a text names it in a short stream first.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from redis.asyncio import Redis
from redis.commands.core import AsyncScript
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError

from handzeichen.log.chain import head_of
from handzeichen.log.files import to_jsonl
from handzeichen.log.heads import Anchors
from handzeichen.log.port import (
    START,
    Conflict,
    Head,
    Line,
    News,
    OutcomeUnknown,
    Session,
    StoreError,
    StoreRefused,
    require_successors,
    withheld_lines,
)
from handzeichen.log.redis_news import CHANGES, KEPT_CHANGES, LOG, PREFIX, SESSION, TEXT, RedisNews
from handzeichen.log.redis_server import ANSWER_WITHIN, client, require_safe, write_files_anew

ANEW: Final = PREFIX + "anew:"
SESSIONS: Final = PREFIX + "sessions"
TEXTS: Final = PREFIX + "texts"
PAGE: Final = 500
"""How many entries of a stream are read at once."""
FIRST_WAIT: Final = 0.05
LONGEST_WAIT: Final = 1.0
"""Seconds between two tries to reach a server that does not answer."""

APPEND: Final = """
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local seq, hash = ARGV[1], ARGV[2]
if last then
  seq, hash = string.match(last[1], '^%d+'), last[2][2]
elseif ARGV[1] ~= '0' then
  seq, hash = '0', ''
end
if seq ~= ARGV[1] or hash ~= ARGV[2] then return {seq, hash} end
if ARGV[5] ~= '' then redis.call('XADD', KEYS[1], ARGV[3] .. '-0', 'hash', ARGV[4], 'lines', ARGV[5]) end
return {}
"""
"""All checks first, one write, last: a script that fails half-way is not rolled back."""
REWRITE: Final = """
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if not last or last[1] ~= ARGV[1] or last[2][2] ~= ARGV[2] then return 0 end
local new = {}
for at = 3, #ARGV, 2 do new[ARGV[at]] = ARGV[at + 1] end
redis.call('DEL', KEYS[2])
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  redis.call('XADD', KEYS[2], entry[1], 'hash', entry[2][2], 'lines', new[entry[1]] or entry[2][4])
end
redis.call('RENAME', KEYS[2], KEYS[1])
return 1
"""
"""An entry of a stream cannot be changed: the stream is built anew beside it, and takes its name last, in one step."""
HEAD: Final = """
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
return last and {last[1], last[2][2]}
"""
NOTE: Final = f"redis.call('XADD', KEYS[2], 'MAXLEN', {KEPT_CHANGES}, '*', '%s', ARGV[1])\n"
"""Named before it is changed: should the change fail, somebody looks in vain, and nobody misses anything."""
PUT_SESSION: Final = (
    "if redis.call('HGET', KEYS[1], ARGV[1]) == '' then return end\n"
    + NOTE % SESSION
    + "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])"
)
REVOKE: Final = (
    "if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return end\n"
    + NOTE % SESSION
    + "redis.call('HSET', KEYS[1], ARGV[1], '')"
)
PUT: Final = NOTE % TEXT + "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])"
TAKE: Final = (
    "local found = redis.call('HGET', KEYS[1], ARGV[1])\n"
    "if not found then return found end\n" + NOTE % TEXT + "redis.call('HDEL', KEYS[1], ARGV[1])\n"
    "return found"
)

log = logging.getLogger(__name__)

_lines = msgspec.json.Decoder(Line).decode_lines
_session = msgspec.json.Decoder(Session).decode


class RedisStore:
    """Keeps lines in streams, sessions and texts in two hashes; `open` makes one."""

    def __init__(self, server: Redis, news: RedisNews, anchors: Anchors | None) -> None:
        self._server = server
        self._news = news
        self._anchors = anchors
        self._execute: Callable[..., Awaitable[Any]] = server.execute_command
        self._append = server.register_script(APPEND)
        self._head = server.register_script(HEAD)
        self._rewrite = server.register_script(REWRITE)
        self._put_session = server.register_script(PUT_SESSION)
        self._revoke = server.register_script(REVOKE)
        self._put = server.register_script(PUT)
        self._take = server.register_script(TAKE)
        self._closed = False
        self.fault: str | None = None
        self.news: News = news

    @classmethod
    async def open(
        cls,
        url: str,
        anchors: Anchors | None = None,
        *,
        accepts: Iterable[str] = (),
        answer_within: float = ANSWER_WITHIN,
    ) -> "RedisStore":
        """The store on a server; raises `StoreRefused` when it cannot be reached or could lose what it acknowledged.

        `anchors` is told of every head after it was written; `accepts` names settings that the house wants in spite
        of that; after `answer_within` seconds an answer counts as lost.
        """
        server = client(url, answer_within)
        try:
            await require_safe(server, accepts)
        except BaseException:
            await server.aclose()
            raise
        return cls(server, RedisNews(url, answer_within), anchors)

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        require_successors(head, lines)
        last = lines[-1].head if lines else head
        found, again = await self._run(
            self._append, [LOG + meeting], head.seq, head.hash, last.seq, last.hash, to_jsonl(lines)
        )
        # An earlier try may have gone through although its answer was lost.
        if found and not (again and lines and await self._holds(meeting, lines[0])):
            raise Conflict(meeting, head, _head(*found))
        if self._anchors is not None and lines:
            self._anchors.note(meeting, last)

    async def _holds(self, meeting: str, line: Line) -> bool:
        """Whether a line stands in the log; where nobody can tell, the write that is asked about stays in doubt."""
        try:
            return await self.read(meeting, line.seq - 1, 1) == [line]
        except StoreRefused as error:
            raise OutcomeUnknown(
                f"Ob gespeichert wurde, ist ungewiss, denn die Antwort ging verloren. {error.sentence}"
            ) from error

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        found: list[Line] = []
        behind = f"{after}-0"
        while limit is None or len(found) < limit:
            page = await self._ask("XRANGE", LOG + meeting, f"({behind}", "+", "COUNT", PAGE)
            if not page:
                break
            found += [line for entry in page for line in _lines_of(meeting, *entry) if line.seq > after]
            # By the entry's number, not by the lines': a damaged one would lead back, round and round.
            behind = page[-1][0].decode()
        return found[:limit]

    async def withhold(self, meeting: str, head: Head, seqs: Collection[int]) -> None:
        """The entries keep their ids and their hash: no node takes the stream for another."""
        entries = await self._ask("XRANGE", LOG + meeting, "-", "+")
        lines = {entry: _lines_of(meeting, entry, fields) for entry, fields in entries}
        every = [line for some in lines.values() for line in some]
        if (found := head_of(every)) != head:
            raise Conflict(meeting, head, found)
        bare = {line.seq: line for line in withheld_lines(every, seqs)}
        changed = [
            each
            for entry, some in lines.items()
            if any(line.seq in bare for line in some)
            for each in (entry, to_jsonl([bare.get(line.seq, line) for line in some]))
        ]
        if changed:
            done, _ = await self._run(
                self._rewrite, [LOG + meeting, ANEW + meeting], f"{head.seq}-0", head.hash, *changed
            )
            if not done:
                raise Conflict(meeting, head, await self.head(meeting))
        await write_files_anew(self._ask)

    async def head(self, meeting: str) -> Head:
        found, _ = await self._run(self._head, [LOG + meeting])
        return _head(*found) if found else START

    async def meetings(self) -> list[str]:
        found: set[str] = set()
        cursor = 0
        while True:
            cursor, keys = await self._ask("SCAN", cursor, "MATCH", LOG + "*", "COUNT", 1000)
            found |= {key.decode().removeprefix(LOG) for key in keys}
            if not cursor:
                return sorted(found)

    async def put_session(self, session: Session) -> None:
        await self._run(self._put_session, [SESSIONS, CHANGES], session.id, msgspec.json.encode(session))

    async def get_session(self, session: str) -> Session | None:
        found = await self._ask("HGET", SESSIONS, session)
        return _session_of(found)

    async def revoke(self, session: str) -> None:
        await self._run(self._revoke, [SESSIONS, CHANGES], session)

    async def sessions(self, meeting: str) -> list[Session]:
        kept = map(_session_of, await self._ask("HVALS", SESSIONS))
        return sorted((each for each in kept if each and each.meeting == meeting), key=lambda each: each.id)

    async def put(self, key: str, value: str) -> None:
        await self._run(self._put, [TEXTS, CHANGES], key, value)

    async def get(self, key: str) -> str | None:
        found = await self._ask("HGET", TEXTS, key)
        return None if found is None else str(found, "utf-8", "replace")

    async def take(self, key: str) -> str | None:
        """A link whose answer was lost counts as used up: it signs nobody in twice."""
        found, _ = await self._run(self._take, [TEXTS, CHANGES], key)
        return None if found is None else str(found, "utf-8", "replace")

    async def keys(self, prefix: str) -> list[str]:
        known = [key.decode() for key in await self._ask("HKEYS", TEXTS)]
        return sorted(key for key in known if key.startswith(prefix))

    async def checkpoint(self) -> None:
        """The server rewrites its log by itself."""

    async def close(self) -> None:
        self._closed = True
        await self._news.close()
        await self._server.aclose()

    async def _ask(self, *command: str | int) -> Any:
        return (await self._until_answered(lambda: self._execute(*command)))[0]

    async def _run(
        self, script: AsyncScript, keys: list[str], *arguments: str | int | bytes
    ) -> tuple[Any, bool]:
        return await self._until_answered(lambda: script(keys=keys, args=arguments))

    async def _until_answered(self, ask: Callable[[], Awaitable[Any]]) -> tuple[Any, bool]:
        """The answer, and whether an earlier one was lost: nothing is asked here that could not be asked twice.

        After a lost answer a refusal says nothing of what the earlier try has done: only an answer ends the doubt.
        """
        wait, again = FIRST_WAIT, False
        while True:
            if self._closed:
                raise _closed(in_doubt=again)
            try:
                answer = await ask()
            except (ConnectionError, TimeoutError, BusyLoadingError) as lost:
                again, self.fault = True, _no_answer(lost)
            except RedisError as error:
                if not again:
                    raise StoreRefused(
                        f"Nicht gespeichert: Der Redis-Server lehnt ab ({error}). Bitte den Server prüfen."
                    ) from error
                self.fault = _no_answer(error)
            else:
                self.fault = None
                return answer, again
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)


def _lines_of(meeting: str, entry: bytes, fields: Mapping[bytes, bytes]) -> list[Line]:
    try:
        return _lines(fields[b"lines"])
    except (KeyError, ValueError, msgspec.MsgspecError):  # The server's own log has no checksums.
        raise StoreRefused(
            f"Das Protokoll von „{meeting}“ ist im Redis-Server im Eintrag {entry.decode()} beschädigt. Bitte den "
            "Datenträger des Servers prüfen und eine Sicherung zurückholen."
        ) from None


def _session_of(kept: bytes | None) -> Session | None:
    """What stands there; nothing where it was revoked, and where nobody can read it any more."""
    try:
        return _session(kept) if kept else None
    except (ValueError, msgspec.MsgspecError):
        log.error("A session on the server cannot be read and does not count.")
        return None


def _head(seq: bytes, hash_: bytes) -> Head:
    number = int(seq.partition(b"-")[0])
    return Head(number, hash_.decode(errors="replace")) if number else START


def _closed(*, in_doubt: bool) -> StoreError:
    """What was asked and never answered may have happened: that is no refusal."""
    if in_doubt:
        return OutcomeUnknown(
            "Der Server hält an, während der Redis-Server nicht antwortet: Ob das zuletzt Eingetragene gespeichert "
            "wurde, ist ungewiss. Nach dem Neustart gilt, was dann im Protokoll steht."
        )
    return StoreRefused("Der Speicher ist geschlossen. Bitte den Server neu starten.")


def _no_answer(lost: Exception) -> str:
    log.warning("The Redis server does not answer: %s", type(lost).__name__)
    return (
        "Der Redis-Server antwortet nicht. Was gerade eingetragen wurde, ist ungewiss: Es wird weiter "
        "gefragt. Bitte Server und Netz prüfen und Stimmen so lange auf Papier festhalten."
    )
