"""New code meets old events: every version's log is still whole, and still gives the record that it gave then."""

import json
from pathlib import Path

import pytest

import handzeichen
from handzeichen.app.verify import Verified, verify

FOLDER = Path(__file__).parent / "old"
LOGS = sorted(FOLDER.glob("*.jsonl"))


def test_this_version_has_one_too() -> None:
    assert f"{handzeichen.__version__}.jsonl" in [path.name for path in LOGS]


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_a_log_of_an_earlier_version_gives_the_record_it_gave_then(path: Path) -> None:
    then = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = verify(path.read_bytes(), then["log"]["head"])
    assert isinstance(found, Verified), found
    assert lost(then, json.loads(json.dumps(found.record)), "record") == []


def lost(then: object, now: object, where: str) -> list[str]:
    """What a record said then and does not say now. A field that is new is no loss, a changed line is."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [fault for key in then for fault in lost(then[key], now.get(key), f"{where}.{key}")]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        pairs = zip(then, now, strict=True)
        return [fault for number, (a, b) in enumerate(pairs) for fault in lost(a, b, f"{where}[{number}]")]
    return [] if then == now else [f"{where}: {then!r} became {now!r}"]
