"""Opens the one SQLite file, with the settings that durability rests on, and judges what its errors mean.

The file is opened by one process on one connection, for as long as it runs: a second one is turned away, and SQLite's
bugs that need two connections cannot happen. A local disk is needed: locks on network file systems are not kept.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from handzeichen.log.port import NotNow, OutcomeUnknown, StoreError, StoreRefused

APPLICATION = 0x487A6569
"""Stands in the file's header ("Hzei"), so that a foreign database is not taken for ours."""
WAL_PAGES = 16_384
"""We checkpoint between ballots; should nobody do so, SQLite does at 64 MB."""

STEPS: Final = (
    (
        """CREATE TABLE lines (
            meeting TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
            salt BLOB, body TEXT, commitment BLOB,
            PRIMARY KEY (meeting, seq), CHECK ((body IS NULL) <> (commitment IS NULL)))""",
        """CREATE TABLE sessions (
            id TEXT PRIMARY KEY, meeting TEXT NOT NULL, data TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0)""",
        "CREATE TABLE texts (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        f"PRAGMA application_id = {APPLICATION}",
    ),
)
"""What each version of the file adds to the one before; `user_version` counts the steps taken. A step that stands here
in a release is never changed, and none touches what stands in `lines`: old events are read by the codec's upcasters."""

CLEAN: Final = "written_over"
"""An empty table in a file that from its beginning, or since it was written anew, writes over whatever it lets go.

It is no step: a version that does not know it reads the file as well.
"""

KNOWN_NO: Final = {
    sqlite3.SQLITE_FULL: "Der Datenträger ist voll. Bitte Platz schaffen und es dann noch einmal versuchen.",
    sqlite3.SQLITE_BUSY: "Die Datei ist gerade gesperrt. Bitte noch einmal versuchen.",
    sqlite3.SQLITE_READONLY: "Die Datei ist schreibgeschützt. Bitte Zugriffsrechte und Datenträger prüfen.",
}
"""Errors after whose completed rollback it is certain that nothing was written (sqlite.org/rescode.html)."""


DAMAGED: Final = (
    "Die Datei des Speichers ist an einer Stelle beschädigt: Was dort stand, lässt sich nicht lesen. Was läuft, wird "
    "weiter gespeichert. Bitte den Datenträger prüfen und nach der Sitzung eine Sicherung zurückholen."
)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is not what SQLite has written there."""
    return _primary_code(error) == sqlite3.SQLITE_CORRUPT


def connect(path: Path) -> sqlite3.Connection:
    """The file, ours alone and at the newest step; raises `StoreRefused` with what stands in the way."""
    database = None
    _require_writable(path)
    # From its first byte on for its owner alone; SQLite makes what lies beside it likewise.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        database = sqlite3.connect(path, timeout=0, isolation_level=None)
        _settle(database, path)
        _require_ours(database, path)
        _take_steps(database)
    except sqlite3.Error as error:
        _close(database)
        raise _not_opened(error, path) from error
    except StoreRefused:
        _close(database)
        raise
    return database


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A file that nobody has open, to be read and left as it is; raises `StoreRefused` with what is wrong with it.

    SQLite's own check of the file is made first: what it finds is a damage that no chain can tell of.
    """
    database = None
    # Without a log of SQLite's beside it nobody writes to this file: then it needs no lock and no writable folder.
    beside = path.with_name(path.name + "-wal")
    query = "mode=ro" if beside.exists() else "mode=ro&immutable=1"
    try:
        database = sqlite3.connect(
            f"{path.absolute().as_uri()}?{query}", timeout=0, isolation_level=None, uri=True
        )
        _require_ours(database, path)
        faults = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        _close(database)
        raise _not_opened(error, path) from error
    except StoreRefused:
        _close(database)
        raise
    if faults != "ok" or _version(database) == 0:
        _close(database)
        raise StoreRefused(f"„{path}“ ist beschädigt oder leer. Bitte eine andere Sicherung nehmen.")
    return database


def clean_once(database: sqlite3.Connection) -> None:
    """Write a file of an earlier version anew: it left in freed places what it had let go.

    Made after what is destroyed is gone: what SQLite writes beside the file meanwhile does not hold it any more.
    """
    if not _is_clean(database):
        database.execute("VACUUM")
        database.execute(f"CREATE TABLE {CLEAN} (since TEXT)")


def judge_reading(error: sqlite3.Error, database: sqlite3.Connection) -> StoreError:
    """What an error means where nothing is ever written: that what stands there cannot be read."""
    return StoreRefused(f"Die Datei lässt sich nicht lesen, sie ist beschädigt ({error}).")


def judge(error: sqlite3.Error, database: sqlite3.Connection) -> StoreError:
    """What an error means: a known no, or that nobody can say; a failed fsync may have written or not.

    Source: sqlite.org/rescode.html, and the PANIC rule of PostgreSQL (wiki.postgresql.org/wiki/Fsync_Errors).
    """
    known = KNOWN_NO.get(_primary_code(error))
    if known is not None and not database.in_transaction:
        return _refusal(error)(f"Nicht gespeichert: {known}")
    return OutcomeUnknown(
        f"Ob gespeichert wurde, ist ungewiss ({error}). Der Server hält an; nach dem Neustart gilt, was dann im "
        "Protokoll steht. Bitte den Datenträger prüfen."
    )


def _require_writable(path: Path) -> None:
    # SQLite calls a file that it may only read, in this mode, a disk I/O error.
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            raise StoreRefused(
                f"„{path}“ kann nicht geöffnet werden: „{place.name}“ ist schreibgeschützt. "
                "Bitte die Zugriffsrechte von Datei und Ordner prüfen."
            )


def _settle(database: sqlite3.Connection, path: Path) -> None:
    wanted = (
        ("locking_mode", "EXCLUSIVE", "exclusive"),
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", 2),
        ("wal_autocheckpoint", str(WAL_PAGES), WAL_PAGES),
        # Whatever is let go is written over: what retention destroys must not stand in a freed place of the file.
        ("secure_delete", "ON", 1),
    )
    for name, value, expected in wanted:
        database.execute(f"PRAGMA {name} = {value}")
        found = database.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise StoreRefused(
                f"„{path}“ lässt sich nicht sicher beschreiben: {name} ist {found} statt {expected}. "
                "Bitte die Datei auf einen lokalen Datenträger legen."
            )
    # Some builds read through memory maps: then an I/O error kills the process, or changes what was read.
    database.execute("PRAGMA mmap_size = 0")
    # The lock is taken with the first transaction and, in this mode, kept.
    database.execute("BEGIN EXCLUSIVE")
    database.execute("COMMIT")


def _require_ours(database: sqlite3.Connection, path: Path) -> None:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and application != APPLICATION:
        raise StoreRefused(f"„{path}“ ist keine Datei von Handzeichen. Bitte einen anderen Namen angeben.")
    if _version(database) > len(STEPS):
        raise StoreRefused(
            f"„{path}“ stammt von einer neueren Version von Handzeichen. Bitte diese oder eine neuere starten."
        )


def _is_clean(database: sqlite3.Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_schema WHERE name = ?"
    return bool(database.execute(query, (CLEAN,)).fetchone()[0])


def _take_steps(database: sqlite3.Connection) -> None:
    is_new = _version(database) == 0
    for number, statements in enumerate(STEPS[_version(database) :], start=_version(database) + 1):
        database.execute("BEGIN")
        for statement in (*statements, f"PRAGMA user_version = {number}"):
            database.execute(statement)
        database.execute("COMMIT")
    if is_new:
        clean_once(database)


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _not_opened(error: sqlite3.Error, path: Path) -> StoreRefused:
    match _primary_code(error):
        case sqlite3.SQLITE_BUSY:
            why = "Ein anderer Prozess hat sie offen, vermutlich läuft Handzeichen schon. Bitte diesen zuerst beenden."
        case sqlite3.SQLITE_CANTOPEN:
            why = "Sie lässt sich nicht anlegen oder öffnen. Bitte Ordner und Zugriffsrechte prüfen."
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            why = "Sie ist keine Datenbank oder beschädigt. Bitte eine Sicherung zurückspielen."
        case code:
            why = KNOWN_NO.get(code, f"SQLite meldet: {error}. Bitte den Datenträger prüfen.")
    return _refusal(error)(f"„{path}“ kann nicht geöffnet werden: {why}")


def _refusal(error: sqlite3.Error) -> type[StoreRefused]:
    return NotNow if _primary_code(error) == sqlite3.SQLITE_FULL else StoreRefused


def _primary_code(error: sqlite3.Error) -> int:
    # The low byte is the error, the rest its circumstances; errors of the Python module itself carry no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_INTERNAL) & 0xFF


def _close(database: sqlite3.Connection | None) -> None:
    if database is not None:
        database.close()
