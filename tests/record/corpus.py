"""Evenings of all kinds for whoever writes a meeting's files: with doors closed, secret and roll-call ballots, deputies,
faults, breaks, several motions in one ballot, results repeated and broken off; in progress and over.
"""

from functools import cache
from pathlib import Path

from handzeichen.app.replay import play
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from meeting.test_minutes import issued
from record.pages import PLAYED
from scenarios import reader
from views import situations

SCENARIOS = sorted(Path(reader.__file__).parent.glob("*.txt"))
SITUATIONS = (
    "before", "voting", "announced", "aborted", "tie_broken", "disturbed", "in_a_break", "behind_closed_doors",
    "announced_behind_closed_doors", "open_again", "secretly_decided", "left_open", "ended",
)  # fmt: skip


@cache
def meetings() -> dict[str, Meeting]:
    """Each evening as it stands at its end, by its name; played once."""
    folder = Path(__file__).parent / "full_evening"
    full = play((folder / "plan.toml").read_bytes(), (folder / "script.jsonl").read_bytes())
    return {
        "demonstration": PLAYED.meeting,
        "full evening": full.meeting,
        **{path.stem: reader.play_text(evening_of(path), path.name) for path in SCENARIOS},
        **{name: getattr(situations, name)().meeting for name in SITUATIONS},
        "issued": issued_and_stopped(),
    }


def issued_and_stopped() -> Meeting:
    """The minutes are issued and approved, and the resolution is not to be carried out."""
    evening = issued()
    evening.accepted("clerk", "approve_minutes", version=1, meeting="brueckenausschuss-13", ballot="b1")
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Der Rat ist zuständig.")
    evening.accepted("clerk", "issue_minutes", reason="Einspruch")
    return evening.meeting


def evening_of(path: Path) -> str:
    """A scenario without what it says of the minutes."""
    return path.read_text("utf-8").partition("\nProtokoll:")[0]


@cache
def editions() -> dict[str, Meeting]:
    """Each evening in both editions; the public one only where it tells less."""
    found = dict(meetings())
    for name, meeting in meetings().items():
        public = in_edition(meeting, Edition.PUBLIC)
        if public != meeting:
            found[f"{name} (public)"] = public
    return found
