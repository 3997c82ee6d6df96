"""The processes of a bench: they end with it, however it ends, and can be asked what they cost."""

import asyncio
import ctypes
import json
import resource
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 300.0
"""Seconds after which whatever does not come is a failure."""
LIFETIME = 1_800
"""Seconds after which a process of the bench ends by itself, come what may."""
_END_WITH_PARENT = 1
_libc = ctypes.CDLL(None)


def bound() -> None:
    """What a process of the bench does first: it dies when its parent does, and in any case after LIFETIME."""
    _libc.prctl(_END_WITH_PARENT, signal.SIGKILL)
    signal.alarm(LIFETIME)
    most_files()


def most_files() -> None:
    """As many open connections as the machine allows one process."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Child:
    """A Python file of the bench as its own process, spoken to line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @property
    def pid(self) -> int:
        return self.process.pid

    async def tell(self, message: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        await self.process.stdin.drain()

    async def hear(self) -> Any:
        """The next thing it says."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
        assert line, f"process {self.pid} has ended"
        return json.loads(line)


@asynccontextmanager
async def child(script: str, *arguments: object) -> AsyncIterator[Child]:
    """Run a file of this folder, which is `bound`; it is gone afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        HERE / script,
        *map(str, arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 24,
    )
    try:
        yield Child(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def cpu(pid: int) -> float:
    """CPU seconds that a process has used so far, all its threads together."""
    # Linux's clock of another process (clock_getcpuclockid(3)): nanoseconds, where /proc/PID/stat counts in ticks.
    return time.clock_gettime(~pid << 3 | 2)


def memory(pid: int) -> int:
    """Bytes that a process holds in memory now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError(f"process {pid} has no memory")


async def quiet(pid: int) -> float:
    """Wait until a process has nothing left to do; its CPU seconds so far."""
    async with asyncio.timeout(PATIENCE):
        while True:
            before = cpu(pid)
            await asyncio.sleep(0.05)
            if cpu(pid) - before < 0.002:
                return cpu(pid)
