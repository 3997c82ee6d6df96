"""The store of a server that runs, as the commands beside it read it: through that server, and only to read.

The one thing that is done there is what the law asks for and no clerk has to decide: to destroy what is due.

How to reach it stands in the server's data folder. A server that was killed leaves that file behind: then nobody
answers by its token, and the file means nothing.
"""

import http.client
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import msgspec

from handzeichen.app.retaining import Sheet
from handzeichen.log.chain import Head, Line
from handzeichen.log.port import Session, StoreRefused

MEETINGS: Final = "/operator/meetings"
HEAD: Final = MEETINGS + "/{meeting}/head"
LINES: Final = MEETINGS + "/{meeting}/lines"
SESSIONS: Final = MEETINGS + "/{meeting}/sessions"
TEXTS: Final = "/operator/texts"
RETENTION: Final = MEETINGS + "/{meeting}/retention"
RETAINED: Final = "/operator/retained"
PATIENCE: Final = 60
"""Seconds after which a server that says nothing counts as gone."""


class RunningStore:
    """Reads what a running server keeps, as a `Source`. It blocks: it is for a command that does nothing else."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        self._headers = {"authorization": f"Bearer {token}"}
        self._texts: Mapping[str, str] = {}

    async def meetings(self) -> list[str]:
        return msgspec.json.decode(self._ask(MEETINGS), type=list[str])

    async def head(self, meeting: str) -> Head:
        return msgspec.json.decode(self._ask(_of(HEAD, meeting)), type=Head)

    async def read(self, meeting: str, after: int = 0, limit: int | None = None) -> list[Line]:
        found: list[Line] = []
        while limit is None or len(found) < limit:
            start = found[-1].seq if found else after
            piece = msgspec.json.Decoder(Line).decode_lines(self._ask(f"{_of(LINES, meeting)}?after={start}"))
            if not piece:
                break
            found += piece
        return found[:limit]

    async def sessions(self, meeting: str) -> list[Session]:
        return msgspec.json.decode(self._ask(_of(SESSIONS, meeting)), type=list[Session])

    async def keys(self, prefix: str) -> list[str]:
        """Fetches the texts as they are now; `get` answers from them."""
        self._texts = msgspec.json.decode(self._ask(TEXTS), type=dict[str, str])
        return sorted(key for key in self._texts if key.startswith(prefix))

    async def get(self, key: str) -> str | None:
        return self._texts.get(key)

    async def survey(self, meeting: str, on: date) -> Sheet:
        """What would go of a meeting's log on a day."""
        return msgspec.json.decode(self._ask(f"{_of(RETENTION, meeting)}?on={on.isoformat()}"), type=Sheet)

    async def retain(self, meeting: str) -> Sheet | None:
        """Have the server destroy what is due today; None where nothing can be."""
        return msgspec.json.decode(self._ask(_of(RETENTION, meeting), "POST"), type=Sheet | None)

    async def finish(self) -> None:
        """Have the server see to it that the bytes are gone."""
        self._ask(RETAINED, "POST")

    async def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _ask(self, address: str, method: str = "GET") -> bytes:
        try:
            self._connection.request(method, address, headers=self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise StoreRefused(
                f"Der laufende Server antwortet nicht ({error}). Bitte prüfen, ob er noch läuft, und den Befehl "
                "wiederholen."
            ) from error
        if answer.status == http.client.CONFLICT:
            raise StoreRefused(body.decode(errors="replace"))
        if answer.status != http.client.OK:
            raise StoreRefused(f"Der laufende Server lehnt ab (Status {answer.status}).")
        return body


def _of(address: str, meeting: str) -> str:
    return address.format(meeting=quote(meeting, safe=""))


async def running(path: Path) -> RunningStore | None:
    """The server that has left word in this file; None where there is none, or it runs no more."""
    try:
        found: Any = json.loads(path.read_bytes())
        store = RunningStore(found["host"], found["port"], found["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    try:
        await store.meetings()
    except (StoreRefused, msgspec.MsgspecError):
        await store.close()
        return None
    return store
