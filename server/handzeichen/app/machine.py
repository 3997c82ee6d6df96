"""What the server's machine is like: where its folder lies, and how much room is left there."""

import os
import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")
NETWORK: Final = frozenset(
    {"9p", "afs", "ceph", "cifs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs"}
)
"""File systems on which another machine may hold back what was synced, or give a lock to two."""
OVER_FUSE: Final = frozenset(
    {"fuse.ceph", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs"}
)

_octal = re.compile(r"\\([0-7]{3})")


def network_file_system(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """The kind of network file system that a folder lies on; None on a local one, or where nobody can say."""
    try:
        rows = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None  # Not Linux: the manual says what is needed.
    here = Path(os.path.realpath(folder))
    found = [(len(point.parts), kind) for point, kind in map(_mount, rows) if here.is_relative_to(point)]
    # Of two on one point the later hides the earlier.
    depth = max((depth for depth, _ in found), default=0)
    kind = next((kind for parts, kind in reversed(found) if parts == depth), "")
    return kind if kind in NETWORK | OVER_FUSE else None


def megabytes_free(folder: Path) -> int | None:
    """How much this process may still write there; None where nobody can say."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    return found.f_bavail * found.f_frsize // 1_000_000


def _mount(row: str) -> tuple[Path, str]:
    """Mount point and kind of a line of mountinfo (proc(5)): blanks in the point are written as octal numbers."""
    left, _, right = row.partition(" - ")
    point = _octal.sub(lambda match: chr(int(match[1], 8)), left.split(" ")[4])
    return Path(point), right.partition(" ")[0]
