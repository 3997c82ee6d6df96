"""Files that a command writes: all of them, or none.

Each is written beside its place first and put there in one step. A place that is no file of its own, such as
/dev/stdout, is written to directly and last. Two processes that write one place at once are not kept apart.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


class FileFault(Exception):
    """A file cannot be read or written; `sentence` says in German which and why."""

    def __init__(self, path: Path, why: str) -> None:
        self.sentence = f"{path}: {why}"
        super().__init__(self.sentence)


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises FileFault."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileFault(path, f"Die Datei lässt sich nicht lesen ({reason(error)}).") from None


def check_targets(targets: Iterable[Path], sources: Iterable[Path]) -> None:
    """Raise FileFault where a file would be written twice, or over one that is read."""
    taken = {_real(path) for path in sources}
    for path in targets:
        if _real(path) in taken:
            raise FileFault(
                path, "Diese Datei ist schon für etwas anderes angegeben. Bitte einen anderen Namen."
            )
        if path.is_dir():
            raise FileFault(path, "Das ist ein Ordner. Bitte eine Datei angeben.")
        taken.add(_real(path))


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write all files or none; raises FileFault."""
    waiting: dict[Path, Path] = {}
    streams = [path for path in contents if path.exists() and not path.is_file()]
    try:
        for path, data in contents.items():
            if path not in streams:
                waiting[path] = _write_beside(path, data)
        for path, temporary in list(waiting.items()):
            _put(temporary, path)
            del waiting[path]
        for path in streams:
            _write_directly(path, contents[path])
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read, from its first byte on; raises FileFault."""
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise _not_written(path, error) from None


def _write_beside(path: Path, data: bytes) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=".handzeichen-", dir=_real(path).parent)
    except OSError as error:
        raise _not_written(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is for its owner alone; the file that it becomes is like any other that is made here.
        Path(name).chmod(0o666 & ~_umask())
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _not_written(path, error) from None
    return Path(name)


def _put(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(_real(path))
    except OSError as error:
        raise _not_written(path, error) from None


def _write_directly(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as stream:
            stream.write(data)
    except OSError as error:
        raise _not_written(path, error) from None


def _real(path: Path) -> Path:
    """The file behind links: it is replaced, not the link."""
    return Path(os.path.realpath(path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _not_written(path: Path, error: OSError) -> FileFault:
    why = "den Ordner gibt es nicht" if isinstance(error, FileNotFoundError) else reason(error)
    return FileFault(path, f"Die Datei lässt sich nicht schreiben ({why}).")


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be read or written, in German where it is one of the usual reasons."""
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or (error.strerror if isinstance(error, OSError) else None) or str(error)


_REASONS = {
    errno.ENOENT: "es gibt sie nicht",
    errno.ENOTDIR: "es gibt sie nicht",
    errno.EISDIR: "das ist ein Ordner",
    errno.EACCES: "der Zugriff ist nicht erlaubt",
    errno.EPERM: "der Zugriff ist nicht erlaubt",
    errno.EROFS: "hier darf nicht geschrieben werden",
    errno.ENOSPC: "der Speicher ist voll",
}
