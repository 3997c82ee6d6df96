"""The house rules that a machine can read: who may import whom, what lies where, which copies are true."""

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

import handzeichen
from support.vendored import made

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "server" / "handzeichen"
VENDOR = ROOT / "web" / "static" / "vendor"

EVERYTHING = ("handzeichen",)


class Room(NamedTuple):
    """A part of the package: what of ours it may import, and whether it is pure (no clock, chance or I/O)."""

    may_import: tuple[str, ...]
    pure: bool
    others: bool
    """Whether it may import packages from outside the standard library."""


# The arrows of the design. A room may always import itself; the longest name that fits a module decides.
ROOMS = {
    "handzeichen": Room((), pure=True, others=False),
    "handzeichen.words": Room((), pure=True, others=False),
    "handzeichen.law": Room(("handzeichen.words",), pure=True, others=False),
    "handzeichen.meeting": Room(("handzeichen.law", "handzeichen.words"), pure=True, others=False),
    "handzeichen.why": Room(
        ("handzeichen.meeting", "handzeichen.law", "handzeichen.words"), pure=True, others=False
    ),
    "handzeichen.views": Room(
        ("handzeichen.meeting", "handzeichen.law", "handzeichen.words", "handzeichen.why"),
        pure=True,
        others=False,
    ),
    "handzeichen.record": Room(
        ("handzeichen.meeting", "handzeichen.law", "handzeichen.words", "handzeichen.why"),
        pure=True,
        others=False,
    ),
    "handzeichen.record.writers": Room(
        (
            "handzeichen.record",
            "handzeichen.meeting",
            "handzeichen.law",
            "handzeichen.words",
            "handzeichen.why",
        ),
        pure=False,
        others=True,
    ),
    "handzeichen.log": Room(
        ("handzeichen.meeting.events", "handzeichen.meeting.commands", "handzeichen.meeting.ids"),
        pure=False,
        others=True,
    ),
    "handzeichen.app": Room(EVERYTHING, pure=False, others=True),
}

# Time and chance come in with the command; these modules and calls would fetch them behind its back.
IMPURE_MODULES = {
    "asyncio", "concurrent", "http", "multiprocessing", "os", "random", "secrets", "select", "selectors",
    "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib",
    "uuid",
}  # fmt: skip
IMPURE_CALLS = {"now", "today", "utcnow", "import_module", "__import__"}

# What may lie beside the four rooms of the repository. A new name here is a decision, not an accident.
TOP_LEVEL = {
    "server", "web", "deploy", "tests", "dev", ".ci", "pyproject.toml", "uv.lock",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
}  # fmt: skip


def test_every_import_follows_the_arrows() -> None:
    assert list(import_faults(PACKAGE)) == []


def test_the_core_asks_no_clock_and_no_chance() -> None:
    assert list(purity_faults(PACKAGE)) == []


def test_every_module_says_what_it_is_for() -> None:
    assert silent_modules(PACKAGE) == [], "a module opens with a docstring that says what it is for"


def test_nothing_else_lies_at_the_top() -> None:
    ignored = [line.strip("/") for line in read(ROOT / ".gitignore").splitlines() if line.startswith("/")]
    strangers = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in (*TOP_LEVEL, ".git*", *ignored))
    }
    assert strangers == set(), "files belong into server/, web/, deploy/ or tests/"


def test_git_sees_every_file_of_ours() -> None:
    """A line such as `log/` in .gitignore would hide our own package from git and wheel without a word."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this tree is not a git checkout")
    ours = ["server", "web", "deploy", "tests"]
    command = ["git", "ls-files", "--others", "--ignored", "--exclude-standard", *ours]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [name for name in found if "__pycache__" not in name] == []


def test_a_wheel_takes_the_pages_from_where_they_lie() -> None:
    """`force-include` would copy web/ into an editable install, stale from then on."""
    build = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["hatch"]["build"]
    assert build["only-include"] == ["server/handzeichen", "web"]
    assert "force-include" not in repr(build)


def test_there_is_one_version_number() -> None:
    assert tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"] == handzeichen.__version__


def test_vendored_files_are_the_ones_listed() -> None:
    listed = dict(
        re.findall(r"^\| `(\S+)` \| `([0-9a-f]{64})` \|$", read(VENDOR / "README.md"), re.MULTILINE)
    )
    present = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != VENDOR / "README.md"
    }
    assert present == listed, "web/static/vendor/README.md says how to renew a vendored file"


def test_text_is_set_in_steps_of_one_scale() -> None:
    # What hangs on a wall goes by its picture's height, and a file that stands alone has no tokens.
    own = {"tokens", "display", "hall", "seating", "chair", "minutes", "sheets", "emergency"}
    styles = [path for path in (ROOT / "web" / "static" / "css").glob("*.css") if path.stem not in own]
    assert len(styles) > 10
    size = re.compile(r"font-size: *\.?\d[\d.]*rem")
    assert [path.name for path in styles if size.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_left_out_of_a_vendored_style_is_asked_for_by_nothing_that_stays() -> None:
    """A colour that only a dropped rule sets would fall back on the light one, on dark ground."""
    whole = (VENDOR / "kern/kern.min.css").read_text(encoding="utf-8")
    kept = next(text for path, text in made().items() if path.name == "kern.css")
    asked = set(re.findall(r"var\((--[\w-]+)", kept))
    defined, known = (set(re.findall(r"[{;](--[\w-]+):", text)) for text in (kept, whole))
    assert sorted((asked & known) - defined) == []


def test_what_pages_use_of_vendored_files_is_made_from_them() -> None:
    """Only what is used travels: a page must open where the line is thin."""
    for path, content in made().items():
        assert path.read_text(encoding="utf-8") == content, (
            "./dev run python tests/support/vendored.py writes it"
        )


@pytest.mark.parametrize(("module", "code", "fault"), [
    ("law/quorum.py", "from handzeichen.meeting import state", "law may not import meeting.state"),
    ("law/quorum.py", "from ..meeting.state import Span", "law may not import meeting.state.Span"),
    ("law/quorum.py", "import msgspec", "law may not import msgspec"),
    ("law/__init__.py", "from .. import meeting", "law may not import meeting"),
    ("meeting/ballots.py", "import handzeichen.views.parts", "meeting may not import views.parts"),
    ("views/parts.py", "from handzeichen.record import wording", "views may not import record.wording"),
    ("record/minutes.py", "from .writers import pdf", "record may not import record.writers.pdf"),
    ("log/codec.py", "from handzeichen.meeting import state", "log may not import meeting.state"),
    ("log/codec.py", "from handzeichen import law", "log may not import law"),
    # An import that only the type checker follows is still an arrow, and so is one inside a function.
    ("law/majority.py", "if TYPE_CHECKING:\n    from handzeichen import app", "law may not import app"),
    ("views/parts.py", "def f():\n    from handzeichen.log import chain", "views may not import log.chain"),
])  # fmt: skip
def test_a_planted_import_against_the_arrows_is_found(
    tmp_path: Path, module: str, code: str, fault: str
) -> None:
    plant(tmp_path, module, code)
    (found,) = import_faults(tmp_path)
    assert found.endswith(f": {fault}")


@pytest.mark.parametrize(("module", "code"), [
    ("law/answers.py", "import tomllib\nfrom importlib import resources\nfrom .quorum import is_quorate"),
    ("meeting/ballots.py", "from handzeichen.law.eligibility import may_vote\nfrom . import events"),
    ("views/parts.py", "from handzeichen.meeting.state import Meeting\nfrom handzeichen.law import answers"),
    ("log/codec.py", "import sqlite3, msgspec\nfrom handzeichen.meeting import commands, events"),
    ("record/writers/pdf.py", "import typst, os\nfrom handzeichen.record.wording import sentence"),
    ("app/room.py", "import asyncio, time\nfrom handzeichen.log.port import Log"),
])  # fmt: skip
def test_an_import_along_the_arrows_is_let_pass(tmp_path: Path, module: str, code: str) -> None:
    plant(tmp_path, module, code)
    assert [*import_faults(tmp_path), *purity_faults(tmp_path)] == []


@pytest.mark.parametrize(("module", "code", "fault"), [
    ("law/quorum.py", "import os.path", "law is pure, it may not import os.path"),
    ("meeting/ids.py", "from uuid import uuid4", "meeting is pure, it may not import uuid.uuid4"),
    ("meeting/sitting.py", "at = datetime.datetime.now()", "meeting is pure, it may not call now()"),
    ("views/parts.py", "def f():\n    return date.today()", "views is pure, it may not call today()"),
    ("record/minutes.py", "from asyncio import run", "record is pure, it may not import asyncio.run"),
])  # fmt: skip
def test_a_planted_clock_or_chance_is_found(tmp_path: Path, module: str, code: str, fault: str) -> None:
    plant(tmp_path, module, code)
    (found,) = purity_faults(tmp_path)
    assert found.endswith(f": {fault}")


def test_a_planted_module_without_a_docstring_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "law/quorum.py", "HALF = 2")
    assert silent_modules(tmp_path) == [tmp_path / "law" / "quorum.py"]


def plant(package: Path, module: str, code: str) -> None:
    path = package / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")


def import_faults(package: Path) -> Iterator[str]:
    """Each import that runs against the arrows, as FILE:LINE: what may not import what."""
    for path in modules(package):
        name, room = room_of(path, package)
        for line, target in imports(path, package):
            if not may_import(name, room, target):
                yield f"{path}:{line}: {short(name)} may not import {short(target)}"


def purity_faults(package: Path) -> Iterator[str]:
    """Each place where a pure room reaches for a clock, for chance or for the world outside."""
    for path in modules(package):
        name, room = room_of(path, package)
        if not room.pure:
            continue
        for line, target in imports(path, package):
            if target.partition(".")[0] in IMPURE_MODULES:
                yield f"{path}:{line}: {short(name)} is pure, it may not import {target}"
        for line, call in calls(path):
            if call in IMPURE_CALLS:
                yield f"{path}:{line}: {short(name)} is pure, it may not call {call}()"


def silent_modules(package: Path) -> list[Path]:
    return [path for path in modules(package) if not ast.get_docstring(parse(path))]


def may_import(name: str, room: Room, target: str) -> bool:
    first = target.partition(".")[0]
    if first != "handzeichen":
        return room.others or first in sys.stdlib_module_names
    home = nearest_room(target)
    return home == name or any(is_within(target, allowed) for allowed in room.may_import)


def room_of(path: Path, package: Path) -> tuple[str, Room]:
    name = nearest_room(module_name(path, package))
    return name, ROOMS[name]


def nearest_room(module: str) -> str:
    """The room a module lies in: the longest name in the table that it is within."""
    return max((name for name in ROOMS if is_within(module, name)), key=len)


def is_within(module: str, name: str) -> bool:
    return module == name or module.startswith(name + ".")


def module_name(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(("handzeichen", *(part for part in parts if part != "__init__")))


def short(module: str) -> str:
    return module.removeprefix("handzeichen.")


def imports(path: Path, package: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in the file it stands."""
    inside = module_name(path, package).split(".")
    folder = inside if path.name == "__init__.py" else inside[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parse(path)):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                yield node.lineno, name


def modules(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def parse(path: Path) -> ast.Module:
    return ast.parse(read(path), filename=str(path))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
