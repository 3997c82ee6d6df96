"""Values of a settings file: each is read at its key, and what is wrong there is gathered instead of raised."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from handzeichen.app.files import FileFault, read_file

NEEDS_SECRET: Final = 16
"""Bytes that a secret has at least: a shorter one is guessed."""


class Values:
    """Reads one file's values; whoever reads a file adds what its tables mean."""

    def __init__(self, folder: Path) -> None:
        self.faults: list[str] = []
        self._folder = folder

    def _secret(self, told: Mapping[str, Any], place: str, *, needed: bool) -> bytes:
        where, name = f"{place}.secret_file", self._text(told, place, "secret_file")
        if name is None:
            if needed and "secret_file" not in told:
                self._wrong(
                    where,
                    "fehlt: Nötig ist die Datei mit dem Geheimnis des Videosystems.",
                )
            return b""
        try:
            secret = read_file(self._folder / name).strip()
        except FileFault as fault:
            self._wrong(where, fault.sentence)
            return b""
        if len(secret) < NEEDS_SECRET:
            self._wrong(where, f"Das Geheimnis ist zu kurz: Nötig sind mindestens {NEEDS_SECRET} Zeichen.")
        return secret

    def _text(self, told: Mapping[str, Any], place: str, name: str) -> str | None:
        found = told.get(name)
        if found is None or (isinstance(found, str) and found):
            return found
        self._wrong(f"{place}.{name}", "Nötig ist ein Text.")
        return None

    def _texts(self, told: Mapping[str, Any], place: str, name: str) -> frozenset[str]:
        found = told.get(name, [])
        if isinstance(found, list) and all(isinstance(one, str) and one for one in found):
            return frozenset(found)
        self._wrong(f"{place}.{name}", "Nötig ist eine Liste von Texten.")
        return frozenset()

    def _one_of(
        self, told: Mapping[str, Any], place: str, name: str, possible: tuple[str, ...]
    ) -> str | None:
        found = self._text(told, place, name)
        if found is None or found in possible:
            return found
        self._wrong(f"{place}.{name}", f"unbekannt: {found}. Möglich sind: {', '.join(possible)}.")
        return None

    def _table(self, told: Mapping[str, Any], place: str, name: str) -> Mapping[str, Any]:
        found = told.get(name, {})
        if isinstance(found, dict):
            return found
        self._wrong(f"{place}.{name}".lstrip("."), "Nötig ist eine Tabelle.")
        return {}

    def _known(self, told: Mapping[str, Any], place: str, keys: tuple[str, ...]) -> None:
        for key in told:
            if key not in keys:
                where = f"{place}.{key}".lstrip(".")
                self._wrong(where, f"unbekannt. Möglich sind: {', '.join(keys)}.")

    def _wrong(self, place: str, why: str) -> None:
        self.faults.append(f"{place}: {why}")
