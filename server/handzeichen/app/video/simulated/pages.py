"""Pages of members that stop reading and answering without ending their connection: a laptop that was closed.

Each member who plays this needs a sign-in link of their own, which is used up by it. Such a page changes nobody's
presence, whatever becomes of it: that is what there is to see.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from handzeichen.app.sign_in import COOKIE
from handzeichen.app.video.simulated.run import NoServer, Server

LINK: Final = re.compile(r"^\s*(?P<name>\S.*?)\s+https?://\S+(?P<path>/anmelden/[^\s/]+)\s*$", re.MULTILINE)


def read_links(text: str, people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The links' paths by people's ids, from what the server printed: a name and a link a line.

    `people` are ids and names in the order of the plan, which is that of the lines: of two who share a name the first
    has the first link.
    """
    found: dict[str, list[str]] = {}
    for match in LINK.finditer(text):
        found.setdefault(match["name"], []).append(match["path"])
    return {who: found[name].pop(0) for who, name in people if found.get(name)}


class Page:
    """One page, signed in by a link."""

    def __init__(self, server: Server, meeting: str, path: str) -> None:
        self._server, self._meeting, self._path = server, meeting, path
        self._cookie, self._slug = "", ""
        self._connection: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect, signing in the first time; raises NoServer."""
        if not self._slug:
            _, headers, _ = await asyncio.to_thread(self._server.ask, "POST", self._path)
            name, _, secret = headers.get("set-cookie", "").partition(";")[0].partition("=")
            if not name.startswith(COOKIE):
                raise NoServer(
                    "Ein Anmeldelink ist schon verbraucht oder gilt nicht mehr. Bitte neue angeben."
                )
            self._cookie, self._slug = f"{name}={secret}", name.removeprefix(COOKIE)
        address = self._server.address.replace("http", "ws", 1)
        try:
            self._connection = await connect(
                f"{address}/ws/{self._meeting}?slug={self._slug}",
                subprotocols=[Subprotocol("handzeichen.json")],
                additional_headers={"cookie": self._cookie},
                compression=None,
                ping_interval=None,
                max_size=None,
            )
        except (OSError, WebSocketException) as error:
            raise NoServer(
                f"Die Seite eines Mitglieds bekommt keine Verbindung ({error}). Vielleicht ist ihr Anmeldelink schon "
                "verbraucht: Bitte neue ausgeben lassen."
            ) from None
        self._reading = asyncio.create_task(self._read(self._connection))

    async def _read(self, connection: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in connection:
                beat = json.loads(frame).get("beat")
                if beat is not None:
                    await connection.send(json.dumps({"beat": beat}))

    def fall_still(self) -> None:
        """From now on nothing is read and nothing answered; the connection stays as it is."""
        if self._connection is not None and self._reading is not None:
            self._reading.cancel()
            self._connection.transport.pause_reading()

    def cut(self) -> None:
        """The connection is gone, without a word."""
        if self._connection is not None and self._reading is not None:
            self._reading.cancel()
            self._connection.transport.abort()
            self._connection = None


async def keep_still(pages: Mapping[str, Page], steps: Iterable[tuple[float, str, bool]]) -> None:
    """Open all pages; then, so many seconds on, let one fall still, or come back on a new connection."""
    loop = asyncio.get_running_loop()
    begin = loop.time()
    try:
        for page in pages.values():
            await page.open()
        for at, who, is_still in steps:
            await asyncio.sleep(max(0.0, begin + at - loop.time()))
            if is_still:
                pages[who].fall_still()
            else:
                pages[who].cut()
                await pages[who].open()
        await asyncio.Event().wait()  # Until whoever plays this is done with it.
    finally:
        for page in pages.values():
            page.cut()
