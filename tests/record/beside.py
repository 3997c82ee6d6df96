"""Published minutes beside ours: `./dev run python tests/record/beside.py PLAN SCRIPT FACTS` prints both in two columns.

FACTS is a JSON file whose `minutes_lines` are the formal lines of the published minutes, in their order. What stands
between them in ours stands there alone: no published line is expected for it.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from handzeichen.app.replay import play
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text

MISSING = "(fehlt)"


def beside(published: Sequence[str], ours: Sequence[str]) -> list[tuple[str, str]]:
    """Each published line with ours at that place; lines of ours between them with nothing beside."""
    rows, place = [], 0
    for line in published:
        if line in ours[place:]:
            found = ours.index(line, place)
            rows += [("", other) for other in ours[place:found]]
            rows.append((line, line))
            place = found + 1
        else:
            rows.append((line, MISSING))
    return [*rows, *(("", other) for other in ours[place:])]


def printed(rows: Sequence[tuple[str, str]]) -> str:
    """Two columns."""
    width = max(len(line) for line, _ in rows)
    return "\n".join(f"{line:<{width}} | {other}".rstrip() for line, other in rows)


if __name__ == "__main__":
    plan, script, facts = map(Path, sys.argv[1:4])
    lines = text(minutes(play(plan.read_bytes(), script.read_bytes()).meeting)).splitlines()
    print(printed(beside(json.loads(facts.read_text("utf-8"))["minutes_lines"], lines)))
