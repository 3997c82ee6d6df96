"""The newest heads, kept outside the store: what notices that a log was cut, or that an old copy took its place.

A chain cannot tell that its end is missing, and SQLite and Redis can lose one without a word. So each meeting's newest
head stands in a small synced file of its own, one line each: `<meeting> <seq> <hash>`. After an append the file is
written by a thread of its own: never more than one write is under way, and when it ends the newest heads are written
next. No vote waits for it; after a cut of power it may be some appends behind, never ahead. It does not protect against
whoever puts back an old copy of both files: against that stand the heads on the pages and in the minutes.
"""

import asyncio
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from handzeichen.log.port import START, Head, Source, StoreRefused

_ROW = re.compile(r"(\S+) ([0-9]+) ([0-9a-f]{64})")


class Anchors:
    """The side file, read when the server starts and written after appends."""

    def __init__(self, path: Path) -> None:
        """Raises `StoreRefused` when the file is there and cannot be read."""
        self._path = path
        self._newest = self._written = read_heads(path)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heads")
        self.fault: str | None = None
        """Why the newest heads could not be written, in German: for the clerk's page. None when all is well."""

    @property
    def heads(self) -> Mapping[str, Head]:
        """Each meeting's newest head, as far as this file was told."""
        return self._newest

    @property
    def is_behind(self) -> bool:
        """Whether a head that was noted is still on its way to the file."""
        return self._newest is not self._written

    def note(self, meeting: str, head: Head) -> None:
        """Remember a head that has become durable; does not wait. Called by one thread at a time."""
        self._newest = {**self._newest, meeting: head}
        self._thread.submit(self._write_newest)

    async def settled(self) -> None:
        """Wait until every head that was noted stands in the file, or `fault` says why not."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write_newest)

    async def close(self) -> None:
        """Write what is left and let go of the thread."""
        await self.settled()
        self._thread.shutdown()

    def _write_newest(self) -> None:
        heads = self._newest
        if heads is self._written:
            return
        try:
            _write(self._path, heads)
        except OSError as error:
            why = f"„{self._path}“ kann nicht geschrieben werden: {error.strerror}."
            self.fault = f"{why} Bitte Platz und Rechte prüfen."
            return
        self._written, self.fault = heads, None


async def check_anchors(store: Source, heads: Mapping[str, Head]) -> list[str]:
    """What is wrong with the store's logs, measured by the heads kept outside; nothing if all of them go on from there.

    With any sentence the server must not start, unless the clerk's office accepts the older log: then `note` what
    stands in the store.
    """
    return [
        fault for meeting, anchor in sorted(heads.items()) if (fault := await _check(store, meeting, anchor))
    ]


async def _check(store: Source, meeting: str, anchor: Head) -> str | None:
    there = await store.read(meeting, after=anchor.seq - 1, limit=1)
    newest = await store.head(meeting)
    return check_anchor(meeting, newest, there[0].head if there else None, anchor)


def check_anchor(meeting: str, newest: Head, there: Head | None, anchor: Head) -> str | None:
    """Whether a log whose line at the anchor's number is `there` goes on from the anchor; if not, what to do."""
    if anchor in (there, START):
        return None
    if newest.seq < anchor.seq:
        found = "ist leer" if newest == START else f"endet bei Nr. {newest.seq}"
        return (
            f"Das Protokoll der Sitzung „{meeting}“ {found}, zuletzt stand es bei Nr. {anchor.seq} "
            f"({anchor.hash[:8]}). Bitte die neuere Datei zurückholen; wer die fehlenden Einträge verloren gibt, "
            "startet mit --accept-older-log."
        )
    return (
        f"Im Protokoll der Sitzung „{meeting}“ steht bei Nr. {anchor.seq} etwas anderes als zuletzt "
        f"({anchor.hash[:8]}): Es ist eine andere Fassung. Bitte die richtige Datei zurückholen; wer diese Fassung "
        "gelten lässt, startet mit --accept-older-log."
    )


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name durable; its content is synced before."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_heads(path: Path) -> dict[str, Head]:
    """The heads in such a file, none where it is not there; raises `StoreRefused` when it cannot be read."""
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise StoreRefused(
            f"„{path}“ lässt sich nicht lesen: {error}. Bitte Rechte und Datei prüfen."
        ) from error
    return dict(_read(path, number, row) for number, row in enumerate(rows, start=1))


def _read(path: Path, number: int, row: str) -> tuple[str, Head]:
    match = _ROW.fullmatch(row)
    if match is None:
        raise StoreRefused(
            f"„{path}“, Zeile {number}: Hier steht kein Kopf eines Protokolls. Bitte die Datei aus einer Sicherung "
            "zurückholen oder beiseitelegen; ohne sie wird nicht bemerkt, wenn ein Protokoll verkürzt wurde."
        )
    return match[1], Head(int(match[2]), match[3])


def _write(path: Path, heads: Mapping[str, Head]) -> None:
    rows = "".join(f"{meeting} {head.seq} {head.hash}\n" for meeting, head in sorted(heads.items()))
    new = path.with_name(path.name + ".neu")
    with new.open("w", encoding="utf-8") as file:
        file.write(rows)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    sync_folder(path.parent)
