"""`handzeichen practice`: a rehearsal with the real plan, people and law, that leaves nothing behind.

It keeps everything in a folder of its own, never in a house's store, so that no list, backup or next agenda ever holds
a meeting that was only practised. The house's law is copied there: what is confirmed in a rehearsal confirms nothing.
When the server ends the folder is thrown away, and what a crash has left of one is thrown away when the next begins. A
note in the folder says that it is a rehearsal's; a folder without it is never touched. Where the settings name no video
conference, there is one for each meeting that only the simulator speaks for.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from handzeichen.app.config import Config
from handzeichen.app.files import FileFault, reason
from handzeichen.app.logs import announce, complain, set_up
from handzeichen.app.main import REFUSED, NotStarted
from handzeichen.app.serving import run
from handzeichen.app.video.simulated.offered import how_to_play, offer
from handzeichen.meeting.plan import Plan

FOLDER: Final = Path("handzeichen-uebung")
"""Where a rehearsal lives, unless another folder is named."""
NOTE: Final = "UEBUNG.txt"
LAW: Final = "law"
SAYS: Final = (
    "Hier liegt eine Übung von Handzeichen. Sie zählt nicht und wird weggeworfen, sobald sie endet.\n"
)


def practise(config: Config, plans: Sequence[Plan], *, folder: Path, sheets: Path | None = None) -> int:
    """Run a rehearsal of these plans until a signal ends it, and throw away what it has left; the exit code."""
    set_up(config.log)
    try:
        with thrown_away(folder, law=config.law_folder):
            ours = replace(config, practice=True, data=folder, law=folder / LAW, store="", store_file=None)
            also = []
            if config.video is None:
                ours = replace(ours, video=offer(folder, [plan.id for plan in plans]))
                also = [how_to_play(folder, FOLDER)]
            code = run(ours, plans, new_links=True, sheets=sheets, also=also)
    except (NotStarted, FileFault) as fault:
        complain(f"Nicht gestartet. {fault}")
        return REFUSED
    announce("Die Übung ist weggeworfen: Von ihr ist nichts geblieben.")
    return code


@contextmanager
def thrown_away(folder: Path, *, law: Path) -> Iterator[None]:
    """An empty folder with a copy of the house's law, gone afterwards; raises `NotStarted` where it is no rehearsal's.

    Held by a lock on its note, so that no second rehearsal throws away the first.
    """
    folder = folder.resolve()  # A link itself cannot be thrown away as a folder.
    note = folder / NOTE
    if folder.exists() and not note.is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotStarted(
            f"„{folder}“ ist kein Ordner einer Übung, und was darin liegt, würde weggeworfen. Bitte mit --data einen "
            "neuen Ordner angeben."
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(note, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotStarted(f"„{folder}“ kann nicht angelegt werden: {reason(error)}.") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise NotStarted(
                f"In „{folder}“ läuft schon eine Übung. Bitte mit --data einen anderen Ordner angeben."
            ) from None
        _emptied(folder)
        os.ftruncate(handle, 0)
        os.write(handle, SAYS.encode())
        if law.is_dir():
            shutil.copytree(law, folder / LAW)
        yield
        shutil.rmtree(folder)
    finally:
        os.close(handle)


def _emptied(folder: Path) -> None:
    """What an earlier rehearsal has left goes; its note stays, since the lock lies on it."""
    for path in folder.iterdir():
        if path.name == NOTE:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
