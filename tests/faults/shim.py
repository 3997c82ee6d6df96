"""A machine that fails on purpose: clock, syncs and writes of one process, by a little library made at test time."""

import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("shim.c")
FORM = "qiiii"


def build(folder: Path) -> Path:
    """Compile the library; skips the test where no compiler is."""
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None:
        pytest.skip("no C compiler here: clock, sync and write faults cannot be made")
    library = folder / "shim.so"
    command = [compiler, "-Wall", "-Werror", "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "cannot find" in done.stderr + "not found":
        pytest.skip(f"the C compiler here makes no library: {done.stderr}")
    assert done.returncode == 0, done.stderr
    return library


@dataclass
class Machine:
    """What is wrong with the machine of a process at this moment."""

    library: Path
    control: Path

    def __post_init__(self) -> None:
        self.control.write_bytes(bytes(struct.calcsize(FORM)))

    @property
    def environment(self) -> dict[str, str]:
        """What the process is started with."""
        return {"LD_PRELOAD": str(self.library), "FAULTS": str(self.control)}

    def fail(
        self, *, clock_ahead: int = 0, fsync_errno: int = 0, fsync_millis: int = 0, write_errno: int = 0
    ) -> None:
        """From now on these faults, and no others."""
        with self.control.open("r+b") as file:
            file.write(struct.pack(FORM, clock_ahead, fsync_errno, fsync_millis, write_errno, 0))
