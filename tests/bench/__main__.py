"""All benches in one run and one table: `./dev run python tests/bench [PART…] [--quick] [--against …]`.

Everything happens on 127.0.0.1 and ends with this process, however it ends. Nothing here is asserted: figures belong
beside the machine and its load, which stand above the table. `--against` takes another checkout of this project and
runs each part in turns with its server and with ours.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

import uvloop  # noqa: E402

from bench import broadcast, evolve, flood, formats, growth, log, restart, startup, stores, votes  # noqa: E402
from bench.figures import Figure, heading, machine, ratio, row  # noqa: E402
from bench.processes import bound, most_files  # noqa: E402


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is measured, how often, and with how many members, clients, seats, events or seconds."""

    measure: Callable[[Sequence[int], int], AsyncIterator[Figure]]
    sizes: tuple[int, ...] = ()
    small: tuple[int, ...] = ()
    """The sizes of a quick run."""
    rounds: int = 5


PARTS = {
    "votes": Part(measure=votes.measure, sizes=(200, 1_000, 2_500), small=(10, 200)),
    "redis": Part(measure=votes.measure_redis, sizes=(200, 1_000, 2_500), small=(10,), rounds=3),
    "fsync": Part(measure=stores.measure_fsync, sizes=(1_000,), small=(50,)),
    "nodes": Part(measure=stores.measure_nodes, sizes=(600,), small=(30,), rounds=3),
    "broadcast": Part(measure=broadcast.measure, sizes=(100, 1_000, 10_000), small=(100,), rounds=9),
    "beats": Part(measure=broadcast.measure_beats, sizes=(1_000, 10_000), small=(100,)),
    "idle": Part(measure=flood.measure_idle, sizes=(1_000, 10_000), small=(100,)),
    "flood": Part(measure=flood.measure_flood, sizes=(1, 20), small=(1,)),
    "seats": Part(measure=evolve.measure_seats, sizes=(11, 100, 1_000, 2_500), small=(11, 100)),
    "events": Part(measure=evolve.measure_events, sizes=(1_000, 5_000, 10_000, 20_000), small=(1_000, 2_000)),
    "log": Part(measure=log.measure, sizes=(50_000,), small=(5_000,), rounds=3),
    "restart": Part(measure=restart.measure, sizes=(100,), small=(6,), rounds=3),
    "startup": Part(measure=startup.measure, rounds=7),
    "formats": Part(measure=formats.measure, sizes=(200,), small=(10,), rounds=3),
    "growth": Part(measure=growth.measure, sizes=(40,), small=(4,)),
}
QUICK_ROUNDS = 2


async def measure(arguments: argparse.Namespace, show: Callable[[Figure], None]) -> None:
    """Run the parts, one after the other. A signal ends them in order: servers end, their folders go."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    for part in map(PARTS.__getitem__, arguments.parts or PARTS):
        sizes = arguments.sizes or (part.small if arguments.quick else part.sizes)
        async for figure in part.measure(sizes, QUICK_ROUNDS if arguments.quick else part.rounds):
            show(figure)


def in_turns(arguments: argparse.Namespace) -> Iterator[Figure]:
    """The same with the other checkout's server and with ours, again and again; ours beside the other's."""
    found: dict[Path, dict[tuple[str, str], list[float]]] = {
        arguments.against.resolve(): {},
        TESTS.parent: {},
    }
    for _ in range(arguments.turns):
        for checkout, figures in found.items():
            for figure in _run(checkout):
                figures.setdefault((figure.what, figure.unit), []).append(figure.median)
    before, after = found.values()
    for (what, unit), values in after.items():
        beside = f"{ratio(values, before[what, unit]):.2f} × there"
        yield Figure(what=what, unit=unit, values=tuple(values), beside=beside)


def _run(checkout: Path) -> list[Figure]:
    """What we were asked for, once, in a process of its own with the server of a checkout."""
    command = [sys.executable, __file__, *sys.argv[1:], "--json"]
    environ = {**os.environ, "PYTHONPATH": str(checkout / "server")}
    said = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE).stdout
    return [Figure(**json.loads(line)) for line in said.splitlines()]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests/bench", description="All benches in one table.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="small sizes, in a few minutes: does it run?")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="other sizes for the parts named")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout to compare with")
    parser.add_argument("--turns", type=int, default=3, metavar="N", help="how many each checkout gets (3)")
    parser.add_argument("--json", action="store_true", help="one figure a line, for programs")
    arguments = parser.parse_args()
    if strangers := set(arguments.parts) - PARTS.keys():
        parser.error(f"unknown: {', '.join(strangers)}; there are {', '.join(PARTS)}")
    return arguments


def main() -> None:
    arguments = read_arguments()
    most_files()
    if arguments.json:
        bound()
        return uvloop.run(measure(arguments, lambda figure: print(json.dumps(asdict(figure)), flush=True)))
    print(machine(), heading(), sep="\n\n", flush=True)
    if arguments.against is None:
        uvloop.run(measure(arguments, lambda figure: print(row(figure), flush=True)))
    else:
        for figure in in_turns(arguments):
            print(row(figure))
    print("", f"At the end: {machine()}", sep="\n")


if __name__ == "__main__":
    try:
        main()
    except asyncio.CancelledError:
        sys.exit("Interrupted.")
