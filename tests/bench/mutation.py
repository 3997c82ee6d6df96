"""Mutation testing of the law and the tally, by hand: does any test notice a changed operator or number?

    python3 -m venv /tmp/mutants && /tmp/mutants/bin/pip install cosmic-ray==8.7.0
    ./dev run python tests/bench/mutation.py /tmp/mutants/bin [law/quorum.py …]

cosmic-ray changes one thing at a time in a copy of the last commit and runs the tests that belong to the module.
What survives is printed: a test is missing, or the change means the same. Minutes for each module.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
TESTS: Final = {
    "law/majority.py": "tests/law/test_majority.py tests/law/test_cases.py",
    "law/outlook.py": "tests/law/test_outlook.py",
    "law/quorum.py": "tests/law/test_quorum.py tests/law/test_cases.py tests/record/test_wording.py",
    "law/eligibility.py": "tests/law/test_eligibility.py",
    "law/remote.py": "tests/law/test_remote.py",
    "law/wording.py": "tests/law/test_wording.py",
    "meeting/tally.py": "tests/meeting/test_counting.py tests/meeting/test_announcing.py tests/meeting/test_votes.py "
    "tests/meeting/test_ties.py tests/meeting/test_ballots.py",
}
"""By module, the tests that must notice; the quick ones first, since the first failure ends a run."""

_RESULTS: Final = """
select spec.start_pos_row, result.test_outcome, result.diff from mutation_specs spec
join work_results result on result.job_id = spec.job_id order by spec.start_pos_row, spec.start_pos_col
"""


class Mutant(NamedTuple):
    """One change: at which line, whether a test noticed, and how the line reads before and after."""

    line: int
    survived: bool
    change: str


def mutants(tools: Path, module: str, copy: Path) -> Iterator[Mutant]:
    """Every change in a module. Those of a class's decorators are left out: no fact depends on them."""
    config, session = copy / "mutation.toml", copy / "mutation.sqlite"
    command = f"{sys.executable} -m pytest -q -x -p no:cacheprovider {TESTS[module]}"
    config.write_text(
        f'[cosmic-ray]\nmodule-path = "server/handzeichen/{module}"\ntimeout = 120.0\nexcluded-modules = []\n'
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
    )
    session.unlink(missing_ok=True)
    ours = {**os.environ, "PYTHONPATH": str(copy / "server")}
    for step in ("init", "exec"):
        asked = [str(tools / "cosmic-ray"), step, config.name, session.name]
        subprocess.run(asked, cwd=copy, env=ours, check=True, stdout=subprocess.DEVNULL)
    for line, outcome, diff in sqlite3.connect(session).execute(_RESULTS):
        changed = [
            said for said in (diff or "").splitlines() if said[:1] in "+-" and said[:3] not in ("+++", "---")
        ]
        if not any(said[1:].lstrip().startswith("@") for said in changed):
            yield Mutant(
                line, str(outcome).upper().endswith("SURVIVED"), " → ".join(s[1:].strip() for s in changed)
            )


def main() -> None:
    """One line a module, and below it what survived."""
    tools, modules = Path(sys.argv[1]), sys.argv[2:] or list(TESTS)
    with tempfile.TemporaryDirectory() as folder:
        tree = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=tree, check=True)
        for module in modules:
            found = list(mutants(tools, module, Path(folder)))
            alive = [mutant for mutant in found if mutant.survived]
            print(f"{module}: {len(found) - len(alive)} of {len(found)} noticed", flush=True)
            for mutant in alive:
                print(f"  line {mutant.line}: {mutant.change}", flush=True)


if __name__ == "__main__":
    main()
