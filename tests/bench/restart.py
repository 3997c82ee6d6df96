"""How long a house that has met often needs until it serves, beside one that has only met the evenings still open."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path

import httpx

from bench.figures import Figure, ratio
from bench.meetings import evening
from bench.processes import PATIENCE, bound, cpu, memory
from handzeichen.app.config import FILE
from handzeichen.app.replay import play
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.sqlite import SqliteStore
from support.live import Process

SEATS = 50
EVENTS = 5_000
OPEN = 3
"""How many of the meetings are not closed."""
PART = 1_000

Found = dict[tuple[str, str], list[float]]


async def measure(sizes: Sequence[int], rounds: int) -> AsyncIterator[Figure]:
    """So many meetings of 5,000 events, three of them open: until it serves, the first look at a closed one, backup."""
    with tempfile.TemporaryDirectory(prefix="handzeichen-bench-") as name:
        folder = Path(name)
        few = await _built(folder / "few", OPEN)
        for size in sizes:
            many = await _built(folder / f"{size}", size)
            first: Found = {}
            await _start(many, first)  # What is closed is read once, and noted.
            found: dict[Path, Found] = {few: {}, many: {}}
            for _ in range(rounds):
                for house, figures in found.items():
                    await _start(house, figures)
            for figure in _figures(f"{size} meetings", found[many], found[few]):
                yield figure
            for figure in _figures(f"{size} meetings, not noted yet", first, found[few]):
                yield figure


async def _built(folder: Path, size: int) -> Path:
    """A house with so many meetings, all but three closed: one evening's entries, sealed anew for each."""
    folder.mkdir()
    evenings = {closes: _bodies(closes) for closes in (True, False)}
    store = await SqliteStore.open(folder / FILE)
    for number in range(1, size + 1):
        bodies, meeting = evenings[number <= size - OPEN], f"rat-{number}"
        first = bodies[0].replace('"number":1,', f'"number":{number},', 1)
        lines, head = seal(START, [first, *bodies[1:]], random_salts()), START
        for start in range(0, len(lines), PART):
            part = lines[start : start + PART]
            await store.append(meeting, head, part)
            head = part[-1].head
    await store.close()
    return folder


def _bodies(closes: bool) -> list[str]:
    plan, script = evening(1, SEATS, EVENTS // SEATS - 1, closes=closes)
    return [write_entry(entry) for entry in play(plan, script).entries]


async def _start(folder: Path, found: Found) -> None:
    def note(what: str, unit: str, value: float) -> None:
        found.setdefault((what, unit), []).append(value)

    begun = time.perf_counter()
    arguments = ("serve", "--port", "0", "--data", folder)
    process = await Process.start(*arguments, last="läuft", patience=PATIENCE, preexec_fn=bound)
    pid = process.process.pid
    try:
        async with httpx.AsyncClient(base_url=process.url, verify=False, timeout=PATIENCE) as client:
            assert (await client.get("/")).status_code == 200
            note("until the first page is there", "s", time.perf_counter() - begun)
            note("CPU until then", "s", cpu(pid))
            note("memory of the server", "MB", memory(pid) / 1e6)
            begun = time.perf_counter()
            assert (await client.get("/public/rat-1/")).status_code == 200
            note("first look at the oldest", "s", time.perf_counter() - begun)
        begun, before = time.perf_counter(), cpu(pid)
        await _back_up(folder)
        note("backup through the server", "s", time.perf_counter() - begun)
        note("CPU of the server for it", "s", cpu(pid) - before)
    finally:
        await Process.kill_all()


async def _back_up(folder: Path) -> None:
    target = folder / "backup.sqlite"
    process = await asyncio.create_subprocess_exec(
        *Process.command("backup", target, "--data", folder),
        stdout=asyncio.subprocess.DEVNULL,
        preexec_fn=bound,
    )
    assert await process.wait() == 0
    target.unlink()


def _figures(name: str, found: Found, beside: Mapping[tuple[str, str], Sequence[float]]) -> Iterator[Figure]:
    for (what, unit), values in found.items():
        yield Figure(
            what=f"{name}: {what}",
            unit=unit,
            values=tuple(values),
            beside=f"{ratio(values, beside[what, unit]):.2f} × with the {OPEN} open ones alone",
        )
