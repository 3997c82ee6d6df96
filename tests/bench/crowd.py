"""Many pages that only watch, in a process of their own: one loop over bare sockets.

    crowd.py PORT PATH CLIENTS FORM

Says `"here"` when all are connected. Told a text, it says `"waiting"`, and as soon as every page has received a message
with that text in it: when the first and the last had it, and the message. Ends when nobody speaks to it any more.
"""

import json
import os
import select
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.page import BEAT, handshake, masked, opened, split
from bench.processes import bound

AT_ONCE = 100
"""How many shake hands at the same time."""
STDIN = 0


class Crowd:
    """The pages by the number of their socket."""

    def __init__(self, port: int, path: str, form: str) -> None:
        self._port = port
        self._request = handshake(port, path, {}, form)
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._rest: dict[int, bytes] = {}
        self._shaking: set[int] = set()
        self._lacking: set[int] = set()
        self._wanted: bytes | None = None
        self._first = 0.0

    def enter(self, clients: int) -> None:
        """All come in."""
        for _ in range(clients):
            page = socket.create_connection(("127.0.0.1", self._port))
            page.setblocking(False)
            page.send(self._request)
            number = page.fileno()
            self._sockets[number], self._rest[number] = page, b""
            self._shaking.add(number)
            self._poll.register(number, select.EPOLLIN)
            while len(self._shaking) >= AT_ONCE:
                self._look()
        while self._shaking:
            self._look()
        say("here")

    def watch(self) -> None:
        """Until whoever started this has gone."""
        self._poll.register(STDIN, select.EPOLLIN)
        while self._look():
            pass

    def _look(self) -> bool:
        for number, _ in self._poll.poll(maxevents=len(self._sockets) + 1):
            if number == STDIN:
                if not self._told():
                    return False
            else:
                self._read(number)
        return True

    def _told(self) -> bool:
        line = os.read(STDIN, 1 << 16)
        if line:
            self._wanted, self._first = json.loads(line).encode(), 0.0
            self._lacking = set(self._sockets)
            say("waiting")
        return bool(line)

    def _read(self, number: int) -> None:
        data = self._sockets[number].recv(1 << 18)
        assert data, "the server has ended a connection"
        data = self._rest[number] + data
        if number in self._shaking:
            rest = opened(data)
            if rest is None:
                self._rest[number] = data
                return
            self._shaking.discard(number)
            data = rest
        messages, self._rest[number] = split(data)
        for message in messages:
            self._take(number, message)

    def _take(self, number: int, message: bytes) -> None:
        if message.startswith(BEAT):
            self._sockets[number].send(masked(b'{"beat":1}'))
        elif self._wanted is not None and number in self._lacking and self._wanted in message:
            now = time.perf_counter()
            self._first = self._first or now
            self._lacking.discard(number)
            if not self._lacking:
                self._wanted = None
                say({"first": self._first, "last": now, "message": message.decode()})


def say(message: object) -> None:
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    bound()
    crowd = Crowd(int(sys.argv[1]), sys.argv[2], sys.argv[4])
    crowd.enter(int(sys.argv[3]))
    crowd.watch()
