"""A house's folder of law: profiles of its own beside ours, and what it has confirmed, in `confirmations.toml`.

A profile of the house `extends` one of ours, and takes the name of none. The file of confirmations is text that people
may read and write; this program adds to its end alone, one process at a time, and puts the longer file in its place in
one step. Nodes on several machines each have a folder of their own: what was confirmed in a meeting stands in its log.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handzeichen.app.files import FileFault, reason, write_files
from handzeichen.law.answers import (
    CONFIRMATIONS,
    PROFILES,
    Folder,
    InForce,
    ProfileError,
    head,
    load,
    profiles,
)
from handzeichen.law.confirming import Confirmation, Word, read_confirmations, to_confirm, words_for, written

LOCK = ".confirmations.lock"


class LawFault(ValueError):
    """The folder of law cannot be used; the message names every fault, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseLaw:
    """The profiles that a house meets under, and where it keeps what it has confirmed."""

    folder: Path

    @property
    def profiles(self) -> Folder:
        """Where profiles lie: ours first."""
        return (PROFILES, self.folder)

    def confirmations(self) -> tuple[Confirmation, ...]:
        """What the house has confirmed so far; raises LawFault where the file is wrong."""
        text = self._text()
        found, faults = read_confirmations(text)
        if faults:
            raise LawFault(f"{self.folder / CONFIRMATIONS}: {fault}" for fault in faults)
        return found

    def said(self, law: InForce) -> dict[str, Word]:
        """By question, what the house has said to the answers in force."""
        return words_for(law.rows, self.confirmations())

    def missing(self, law: InForce) -> list[str]:
        """The questions whose answers still need the house's word before a meeting that counts."""
        said = self.said(law)
        return [row.question for row in to_confirm(law.rows, draft=law.draft) if row.question not in said]

    def remember(self, confirmations: Iterable[Confirmation]) -> None:
        """Add to the file; raises FileFault, and LawFault where what stands there is wrong already."""
        with self._alone():
            self.confirmations()
            before = self._text().rstrip()
            new = "\n".join(map(written, confirmations))
            write_files({self.folder / CONFIRMATIONS: (f"{before}\n\n{new}" if before else new).encode()})

    def _text(self) -> str:
        path = self.folder / CONFIRMATIONS
        try:
            return path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError:
            raise LawFault([f"{path}: Das ist kein UTF-8. Bitte die Datei in UTF-8 speichern."]) from None
        except OSError as error:
            raise LawFault([f"{path}: Die Datei lässt sich nicht lesen ({reason(error)})."]) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else adds meanwhile: the command line and a server may be asked at the same time."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self.folder / LOCK).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise FileFault(
                self.folder, f"Der Ordner lässt sich nicht beschreiben ({reason(error)})."
            ) from None


def open_law(folder: Path, today: date) -> HouseLaw:
    """A house's folder, which need not be there; raises LawFault with everything that is wrong in it."""
    house = HouseLaw(folder=folder)
    faults = [fault for path in _own(folder) for fault in _faults(house, path, today)]
    try:
        house.confirmations()
    except LawFault as fault:
        faults.append(str(fault))
    if faults:
        raise LawFault(faults)
    return house


def _own(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.name != CONFIRMATIONS)


def _faults(house: HouseLaw, path: Path, today: date) -> Iterator[str]:
    """What is wrong with a profile of the house's, for any kind of body that it is for."""
    name = path.stem
    if name in profiles():
        yield f"{path}: „{name}“ ist ein Profil von Handzeichen und lässt sich nicht ersetzen. Bitte anders nennen."
        return
    try:
        own = head(name, house.profiles)
        if own.extends is None:
            yield f"{path}: profile.extends: fehlt; ein Profil des Hauses baut auf einem von Handzeichen auf."
            return
        for kind in own.kinds:
            load(name, on=today, kind=kind, folder=house.profiles)
    except ProfileError as error:
        yield from (f"{path}: {fault}" for fault in error.faults)
