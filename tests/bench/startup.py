"""How long until the demonstration serves, and until a replay has what it needs."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence

import httpx

from bench.figures import Figure, ratio
from bench.processes import PATIENCE, bound
from support.live import PLAN, SCRIPT, Process


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    imported = [sys.executable, "-c", "import handzeichen.app.cli, handzeichen.app.replay"]
    works = {
        "Python alone": lambda: _run(sys.executable, "-c", "pass"),
        "what `replay` imports": lambda: _run(*imported),
        "`handzeichen replay` of the demonstration's evening": lambda: _run(
            *Process.command("replay", PLAN, SCRIPT)
        ),
        "`handzeichen demo`, until its first page is there": _demo,
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            await work()
            found[name].append((time.perf_counter() - start) * 1e3)
    least = next(iter(found))
    for name, values in found.items():
        beside = "" if name == least else f"{ratio(values, found[least]):.1f} × {least}"
        yield Figure(what=name, unit="ms", values=tuple(values), beside=beside)


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, preexec_fn=bound
    )
    assert await process.wait() == 0, command


async def _demo() -> None:
    with tempfile.TemporaryDirectory(prefix="handzeichen-bench-") as folder:
        options = ("--port", "0", "--data", folder)
        try:
            process = await Process.start("demo", *options, patience=PATIENCE, preexec_fn=bound)
            async with httpx.AsyncClient() as client:
                assert (await client.get(f"{process.url}/")).status_code == 200
        finally:
            await Process.kill_all()
