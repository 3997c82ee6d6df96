"""A server from the command line at an address that stays: to be killed, held, and started again on the same folder."""

import asyncio
import os
import signal
from pathlib import Path

from faults.witness import BEAT
from support.live import PATIENCE, PLAN, Process
from support.ports import free_port

SILENCE = 4.0
"""Seconds after which the servers here cut off a page that answers no beat."""


class Node:
    """`handzeichen serve`, over SQLite in its folder or on a Redis-compatible server."""

    def __init__(self, folder: Path, store: str = "", **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self._arguments = ["serve", "--plan", str(PLAN), "--port", str(self.port), "--data", str(folder)]
        self.environment = {
            **os.environ,
            "HANDZEICHEN_BEAT": str(BEAT),
            "HANDZEICHEN_SILENCE": str(SILENCE),
            "HANDZEICHEN_STORE": store,
            "HANDZEICHEN_PRACTICE": "true",
            **environment,
        }
        self._process: Process | None = None
        self.starts: list[float] = []
        """How many seconds of a processor each start took, until it listened: what others do here does not count."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process.process

    async def start(self, *more: str) -> None:
        """Start and wait until it listens."""
        self._process = await Process.start(*self._arguments, *more, last="--links", env=self.environment)
        self.starts.append(cpu_seconds(self.process.pid))

    async def refuses(self, *more: str) -> str:
        """Start in vain: what it says, and that it ends with the code for it and without a trace of code."""
        process = await asyncio.create_subprocess_exec(
            *Process.command(*self._arguments, *more),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self.environment,
        )
        Process.started.append(process)
        listened, said = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert listened == b"", "it has started"
        assert process.returncode == 2, said.decode()
        assert "Traceback" not in said.decode()
        return said.decode()

    async def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        await self._process.kill()

    async def stop(self) -> None:
        """SIGTERM, and it must end well."""
        assert self._process is not None
        assert await self._process.stop() == 0

    async def ends(self) -> tuple[int, str]:
        """Wait until it ends itself: its code and its words."""
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        assert self.process.stderr is not None
        return code, (await self.process.stderr.read()).decode()

    def hold(self) -> None:
        """SIGSTOP."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """SIGCONT."""
        self.process.send_signal(signal.SIGCONT)


def cpu_seconds(pid: int) -> float:
    """How long a process has had a processor (`/proc/<pid>/stat`, fields 14 and 15; see proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
