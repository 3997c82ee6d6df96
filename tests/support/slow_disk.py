"""A disk that takes longer to keep what it is given: a few lines of C between a program and its `fsync`."""

import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("slow_fsync.c")


def slow_disk(folder: Path, milliseconds: int) -> dict[str, str]:
    """The environment in which a program's every fsync takes so much longer; compiled into a folder."""
    library = folder / "slow_fsync.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "SLOW_FSYNC_MS": str(milliseconds)}
