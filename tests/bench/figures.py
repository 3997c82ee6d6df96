"""What a bench found: figures with all their repetitions, and the one table that they stand in."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured, as often as it was; the median counts."""

    what: str
    unit: str
    values: tuple[float, ...]
    beside: str = ""
    """The ratio to whatever was measured next to it."""

    @property
    def median(self) -> float:
        return statistics.median(self.values)


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times the other's median."""
    return statistics.median(one) / max(statistics.median(other), 1e-12)


def p99(values: Iterable[float]) -> float:
    """What 99 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[int(len(ordered) * 0.99)]


def machine() -> str:
    """On what, when, and what else was going on: figures mean nothing without it."""
    model = next(
        (line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {model}, {os.cpu_count()} cores · {platform.system()} "
        f"{platform.release()} · Python {platform.python_version()} · load average {load}"
    )


def heading() -> str:
    return "| measured | median | lowest – highest | unit | beside |\n|---|---:|---:|---|---|"


def row(figure: Figure) -> str:
    span = f"{number(min(figure.values))} – {number(max(figure.values))}" if len(figure.values) > 1 else ""
    return f"| {figure.what} | {number(figure.median)} | {span} | {figure.unit} | {figure.beside} |"


def number(value: float) -> str:
    """Three places that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
