"""Any number of runs by hand: `./dev run python tests/simulation [--seeds N] [--from SEED] [--jobs N] [--plant NAME]`.

`--seed SEED --trace` shows one run step by step; `--plant all` says for each planted race which seed finds it first.
Ends with 1 where something is wrong, or where a planted race was not found.
"""

import argparse
import multiprocessing
import os
import sys
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulation.plants import PLANTS
from simulation.run import Outcome, simulate
from simulation.world import World


def main() -> int:
    """As the arguments say."""
    arguments = _arguments()
    if arguments.seed is not None:
        return _one(arguments.seed, arguments.plant, trace=arguments.trace)
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    if arguments.plant is not None:
        names = PLANTS if arguments.plant == "all" else [arguments.plant]
        return max([_hunt(name, seeds) for name in names])
    return _many(seeds, arguments.jobs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1_000)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="SEED")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes side by side")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--plant", choices=[*PLANTS, "all"])
    return parser.parse_args()


def _one(seed: int, plant: str | None, *, trace: bool) -> int:
    outcome = simulate(seed, plant)
    print(World(seed).mix)
    if trace:
        print(*outcome.trace, sep="\n")
    print("trace", sha256("\n".join(outcome.trace).encode()).hexdigest()[:16])
    return _report(outcome)


def _hunt(name: str, seeds: range) -> int:
    for seed in seeds:
        outcome = simulate(seed, name)
        if outcome.broken:
            print(f"{name:40} seed {seed:4}: {outcome.broken[0]}", flush=True)
            return 0
    print(f"{name:40} was not found in {len(seeds)} runs", flush=True)
    return 1


def _many(seeds: range, jobs: int) -> int:
    begun, worst = time.monotonic(), 0
    lines = counted = 0
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for outcome in pool.imap(simulate, seeds, chunksize=10):
            lines, counted = lines + outcome.lines, counted + outcome.counted
            worst = max(worst, _report(outcome))
    took = time.monotonic() - begun
    print(
        f"{len(seeds)} runs in {took:.1f} s on {jobs} cores, {60 * len(seeds) / took:.0f} a minute; "
        f"{lines} lines of log, {counted} commands counted"
    )
    return worst


def _report(outcome: Outcome) -> int:
    for sentence in outcome.broken:
        print(f"seed {outcome.seed}: {sentence}", flush=True)
    return 1 if outcome.broken else 0


if __name__ == "__main__":
    sys.exit(main())
