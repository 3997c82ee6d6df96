"""Reads a plan, what the clerk knows before the meeting, from TOML. A wrong one is refused whole, with every fault.

Nothing of it is guessed or mended. Whether the law allows what is planned is asked later, by the meeting itself.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from handzeichen.app.files import reason
from handzeichen.app.plan_checks import check
from handzeichen.app.tables import Found, read_table
from handzeichen.law.answers import PROFILES, Folder, InForce, load
from handzeichen.meeting.plan import Plan

_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class PlanError(ValueError):
    """A plan cannot be used; `faults` names every reason at its key, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def read_plan(source: Path | bytes, profiles: Folder = PROFILES) -> Plan:
    """The plan in a file or in its bytes, under a profile that lies there; raises PlanError with all its faults."""
    raw = _toml(source if isinstance(source, bytes) else _bytes(source))
    faults: list[Found] = []
    table = read_table(Plan, raw, "", faults)
    faults += check(table, profiles)
    if faults:
        raise PlanError(dict.fromkeys(str(fault) for fault in faults))
    plan: Plan = table.build()
    return plan


def law_of(plan: Plan, profiles: Folder = PROFILES) -> InForce:
    """The answers of law in force for the plan's body on the meeting's local day."""
    day, kind = plan.meeting.starts_at.date(), plan.body.kind.value
    return load(plan.body.rules, on=day, kind=kind, folder=profiles)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlanError([f"Die Datei lässt sich nicht lesen ({reason(error)})."]) from None


def _toml(data: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlanError([f"Zeile {line}: Das ist kein UTF-8. Bitte die Datei in UTF-8 speichern."]) from None
    except RecursionError:
        raise PlanError(["Die Datei ist zu tief verschachtelt."]) from None
    except tomllib.TOMLDecodeError as error:
        raise PlanError([_plain_syntax(str(error))]) from None


def _plain_syntax(message: str) -> str:
    """The parser's English remark, with the line first: it is read by whoever wrote the file."""
    where = _WHERE.search(message)
    line = "am Ende" if where is None or where[1] is None else f"Zeile {where[1]}"
    return f"{line}: Hier ist die Datei kein gültiges TOML ({_WHERE.sub('', message)})."
