"""Ports for servers that are told where to listen."""

import os
import socket
from itertools import count
from typing import Final

FIRST, LAST = 10_000, 32_000
"""Below the ports that systems give away by themselves (Linux from 32768, others from 49152): nobody else's line gets one
of these while its server has not begun yet, or has been killed and is about to come back."""
_tried: Final = count(os.getpid() * 61)
"""Tests run side by side, in a process each."""


def free_port() -> int:
    """A port that nobody listens on now, another each time."""
    for number in _tried:
        port = FIRST + number % (LAST - FIRST)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError
