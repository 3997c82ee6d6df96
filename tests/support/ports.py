"""Ports for servers that are told where to listen."""

import socket


def free_port() -> int:
    """A port that nobody listens on now, another each time: tests run side by side."""
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])
