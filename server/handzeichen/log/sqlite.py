"""The default store: one SQLite file, nothing to install, one file to back up.

Everything goes through one connection in one writer thread, so that a slow fsync never stops the event loop. What
`append` acknowledged survives a killed process and a cut of power (WAL, `synchronous=FULL`). A damaged file can lose
its newest lines without SQLite noticing: that is what the heads outside the store are for (`heads`). Whoever can read
the file can read everything in it.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import NoneType
from typing import Any, Final, TypeVar

from handzeichen.log.database import (
    DAMAGED,
    clean_once,
    connect,
    connect_to_read,
    is_damage,
    judge,
    judge_reading,
)
from handzeichen.log.heads import Anchors, sync_folder
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

OPEN: Final = (bytes, str, NoneType)
WITHHELD: Final = (NoneType, NoneType, bytes)
"""What stands in a line's salt, body and commitment."""

READ: Final = (
    "SELECT seq, hash, salt, body, commitment FROM lines WHERE meeting = ? AND seq > ? ORDER BY seq LIMIT ?"
)

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Judge = Callable[[sqlite3.Error, sqlite3.Connection], StoreError]


class SqliteStore:
    """Keeps lines, sessions and texts in one file; `open` makes one."""

    news: News | None = None
    """The file is ours alone."""
    fault: str | None = None
    """That a part of the file is damaged, from the moment when somebody wanted to read it."""

    def __init__(
        self,
        thread: ThreadPoolExecutor,
        database: sqlite3.Connection,
        anchors: Anchors | None = None,
        judge: Judge = judge,
    ) -> None:
        self._thread = thread
        self._database = database
        self._anchors = anchors
        self._judge = judge
        self._ended: Exception | None = None

    @classmethod
    async def open(cls, path: Path, anchors: Anchors | None = None) -> "SqliteStore":
        """The store in a file, made if there is none; raises `StoreRefused` when it is locked, foreign or newer.

        `anchors` is told of every head after it was written.
        """
        thread, database = await _connected(connect, path)
        return cls(thread, database, anchors)

    @classmethod
    async def open_to_read(cls, path: Path) -> "SqliteStore":
        """The store in a file that no server has open; the file stays as it is, byte by byte.

        Raises `StoreRefused` when it is damaged, foreign, newer or open elsewhere; whatever would write is refused.
        """
        thread, database = await _connected(connect_to_read, path)
        return cls(thread, database, judge=judge_reading)

    @classmethod
    async def begin_copy(cls, path: Path) -> "SqliteStore":
        """A store in a new file of its owner's, to be filled by one who tells nobody of it before `end_copy`.

        Raises `StoreRefused` when the file is there or cannot be made.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            raise StoreRefused(
                f"„{path}“ kann nicht angelegt werden: {error.strerror}. Bitte Ordner, Rechte und Namen prüfen."
            ) from None
        store = await cls.open(path)
        await store._run(lambda database: database.execute("PRAGMA synchronous = OFF").fetchall())
        return store

    async def end_copy(self, path: Path) -> None:
        """All that was brought is durable, and stands in this one file without another beside it."""
        await self._run(lambda database: database.execute("PRAGMA journal_mode = DELETE").fetchall())
        await self.close()
        await asyncio.to_thread(_sync, path)

    async def append(self, meeting: str, head: Head, lines: Sequence[Line]) -> None:
        require_successors(head, lines)

        def work(database: sqlite3.Connection) -> None:
            found = _head(database, meeting)
            if found != head:
                raise Conflict(meeting, head, found)
            rows = [(meeting, *_row(line)) for line in lines]
            database.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", rows)

        await self._write(work, lambda: self._note(meeting, lines))

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        most = -1 if limit is None else limit
        return await self._run(
            lambda database: [_line(meeting, row) for row in database.execute(READ, (meeting, after, most))],
            only_reads=True,
        )

    async def withhold(self, meeting: str, head: Head, seqs: Collection[int]) -> None:
        """What the table lets go is written over (`secure_delete`); what its log still holds goes with that log."""

        def work(database: sqlite3.Connection) -> None:
            found = _head(database, meeting)
            if found != head:
                raise Conflict(meeting, head, found)
            lines = [_line(meeting, row) for row in database.execute(READ, (meeting, 0, -1))]
            database.executemany(
                "UPDATE lines SET salt = NULL, body = NULL, commitment = ? WHERE meeting = ? AND seq = ?",
                [(_bytes(line.commitment), meeting, line.seq) for line in withheld_lines(lines, seqs)],
            )

        await self._write(work)
        await self._run(clean_once)
        await self.checkpoint()

    async def head(self, meeting: str) -> Head:
        return await self._run(lambda database: _head(database, meeting))

    async def meetings(self) -> list[str]:
        return await self._column("SELECT DISTINCT meeting FROM lines ORDER BY meeting")

    async def put_session(self, session: Session) -> None:
        await self._change(
            "INSERT INTO sessions (id, meeting, data) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET meeting = excluded.meeting, data = excluded.data WHERE NOT revoked",
            session.id,
            session.meeting,
            session.data,
        )

    async def get_session(self, session: str) -> Session | None:
        found = await self._sessions("id = ?", session)
        return found[0] if found else None

    async def revoke(self, session: str) -> None:
        await self._change("UPDATE sessions SET revoked = 1, data = '' WHERE id = ?", session)

    async def sessions(self, meeting: str) -> list[Session]:
        return await self._sessions("meeting = ?", meeting)

    async def put(self, key: str, value: str) -> None:
        await self._change("INSERT OR REPLACE INTO texts VALUES (?, ?)", key, value)

    async def get(self, key: str) -> str | None:
        found = await self._column("SELECT value FROM texts WHERE key = ?", key)
        return found[0] if found else None

    async def take(self, key: str) -> str | None:
        found = await self._change("DELETE FROM texts WHERE key = ? RETURNING value", key)
        return found[0] if found else None

    async def keys(self, prefix: str) -> list[str]:
        return await self._column(
            "SELECT key FROM texts WHERE substr(key, 1, ?) = ? ORDER BY key", len(prefix), prefix
        )

    async def checkpoint(self) -> None:
        await self._run(lambda database: database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    async def close(self) -> None:
        if self._ended is None:
            await self._run(lambda database: database.close())
            self._ended = StoreRefused("Der Speicher ist geschlossen. Bitte den Server neu starten.")
        # After an unknown outcome the connection stays as it is: closing it would write once more.
        self._thread.shutdown(wait=False)

    # How work is done

    async def _run(self, work: Work[T], *, only_reads: bool = False) -> T:
        """Do something in the writer thread; whatever SQLite cannot explain ends the store.

        A damaged place that is only read ends nothing: it may lie in a meeting of last year, and nothing is in doubt.
        """
        if self._ended is not None:
            raise self._ended
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, work, only_reads)

    def _guarded(self, work: Work[T], only_reads: bool) -> T:
        if self._ended is not None:
            raise self._ended
        try:
            return work(self._database)
        except sqlite3.Error as error:
            if only_reads and is_damage(error):
                self.fault = DAMAGED
                raise StoreRefused(DAMAGED) from error
            judged = self._judge(error, self._database)
            if isinstance(judged, OutcomeUnknown):
                self._ended = judged
            raise judged from error

    async def _write(self, work: Work[T], then: Callable[[], None] = lambda: None) -> T:
        """Do something as one transaction; `then` follows once it is durable, before anything else is done."""

        def transaction(database: sqlite3.Connection) -> T:
            database.execute("BEGIN IMMEDIATE")
            try:
                result = work(database)
                database.execute("COMMIT")
            except BaseException:
                _roll_back(database)
                raise
            then()
            return result

        return await self._run(transaction)

    async def _change(self, statement: str, *values: str) -> list[str]:
        return await self._write(lambda database: [row[0] for row in database.execute(statement, values)])

    async def _column(self, query: str, *values: str | int) -> list[str]:
        return await self._run(lambda database: [row[0] for row in database.execute(query, values)])

    async def _sessions(self, condition: str, value: str) -> list[Session]:
        query = f"SELECT id, meeting, data FROM sessions WHERE {condition} AND NOT revoked ORDER BY id"
        rows = await self._run(lambda database: database.execute(query, (value,)).fetchall())
        return [Session(id=id_, meeting=meeting, data=data) for id_, meeting, data in rows]

    def _note(self, meeting: str, lines: Sequence[Line]) -> None:
        if self._anchors is not None and lines:
            self._anchors.note(meeting, lines[-1].head)


async def _connected(
    opened: Callable[[Path], sqlite3.Connection], path: Path
) -> tuple[ThreadPoolExecutor, sqlite3.Connection]:
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="log")
    try:
        return thread, await asyncio.get_running_loop().run_in_executor(thread, opened, path)
    except StoreRefused:
        thread.shutdown()
        raise


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _roll_back(database: sqlite3.Connection) -> None:
    # If this fails too, the transaction stays open, and by that the first error is judged.
    if database.in_transaction:
        try:
            database.execute("ROLLBACK")
        except sqlite3.Error:
            return


def _head(database: sqlite3.Connection, meeting: str) -> Head:
    query = "SELECT seq, hash FROM lines WHERE meeting = ? ORDER BY seq DESC LIMIT 1"
    row = database.execute(query, (meeting,)).fetchone()
    if row is None:
        return START
    seq, hash_ = row
    _require(meeting, seq, type(seq) is int and type(hash_) is bytes)
    return Head(seq, hash_.hex())


def _row(line: Line) -> tuple[int, bytes, bytes | None, str | None, bytes | None]:
    return line.seq, bytes.fromhex(line.hash), _bytes(line.salt), line.body, _bytes(line.commitment)


def _line(meeting: str, row: tuple[Any, ...]) -> Line:
    seq, hash_, *rest = row
    kinds = tuple(map(type, rest))
    _require(meeting, seq, type(seq) is int and type(hash_) is bytes and kinds in (OPEN, WITHHELD))
    salt, body, commitment = rest
    return Line(seq=seq, hash=hash_.hex(), salt=_hex(salt), body=body, commitment=_hex(commitment))


def _require(meeting: str, seq: object, is_whole: bool) -> None:
    """One flipped bit makes of bytes a text, or nothing, and SQLite hands out what it finds."""
    if not is_whole:
        raise StoreRefused(
            f"Das Protokoll von „{meeting}“ ist bei Nr. {seq} beschädigt. Bitte die Datei aus einer Sicherung "
            "zurückholen und den Datenträger prüfen."
        )


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)


def _hex(data: bytes | None) -> str | None:
    return None if data is None else data.hex()
