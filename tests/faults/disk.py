"""A small disk that fills up: a real one of memory where this process may mount it, else one that is said to be full."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from faults.shim import Machine

SIZE = "4m"


@dataclass
class Disk:
    """A folder on it, and how it is filled and emptied. `machine` stands in where nothing can be mounted."""

    folder: Path
    machine: Machine | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {} if self.machine is None else self.machine.environment

    def fill(self) -> None:
        """Not one byte more."""
        if self.machine is not None:
            return self.machine.fail(write_errno=errno.ENOSPC)
        with suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as filler:
            while filler.write(bytes(4096)):
                pass

    def free(self) -> None:
        """Space again."""
        if self.machine is not None:
            return self.machine.fail()
        (self.folder / "filler").unlink()


@contextmanager
def mounted(folder: Path) -> Iterator[bool]:
    """A small disk at this folder while the block runs; False where this process may not mount."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        is_there = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        is_there = False
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", "--lazy", folder], check=True)
