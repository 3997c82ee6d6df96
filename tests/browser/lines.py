"""Lines between pages and the server that a test may make deaf, dumb or dead, as cables, tunnels and lifts do."""

import json

from playwright.async_api import BrowserContext, WebSocketRoute


class Line:
    """All sockets of one browser: what they carry can be stopped in either direction, and cut."""

    def __init__(self) -> None:
        self.up = True
        """Whether new connections come through."""
        self.hears = True
        """Whether what the server sends arrives."""
        self.speaks = True
        """Whether what the page sends arrives; nothing is kept for later."""
        self.answers_beats = True
        """Whether the page's answers to beats arrive."""
        self.holds = False
        """Whether what the page sends waits underway until `let_go`, even beyond a cut."""
        self._open: list[WebSocketRoute] = []
        self._underway: list[tuple[WebSocketRoute, str | bytes]] = []

    async def join(self, context: BrowserContext) -> None:
        """Lay this line to a browser; before its pages are opened."""
        await context.route_web_socket("**/ws/**", self._carry)

    async def cut(self) -> None:
        """Cut what is open, both ways, and let nothing through until `mend`."""
        self.up = False
        for route in self._open:
            await route.close()
        self._open.clear()

    def mend(self) -> None:
        """The line carries everything again; what waits underway still waits."""
        self.up = self.hears = self.speaks = self.answers_beats = True
        self.holds = False

    def let_go(self) -> int:
        """What waited underway arrives at last, on the connection on which it was sent; how much it was."""
        for server, message in self._underway:
            server.send(message)
        return len(self._underway)

    async def _carry(self, route: WebSocketRoute) -> None:
        if not self.up:
            await route.close()
            return
        server = route.connect_to_server()
        self._open.append(route)
        route.on_message(lambda message: self._send(server, message))
        server.on_message(lambda message: route.send(message) if self.hears else None)
        # Without a handler of ours the end of one side would end the other: here the server learns of nothing.
        route.on_close(lambda code, reason: None)

    def _send(self, server: WebSocketRoute, message: str | bytes) -> None:
        if not self.speaks or (not self.answers_beats and "beat" in json.loads(message)):
            return
        if self.holds:
            self._underway.append((server, message))
        else:
            server.send(message)
