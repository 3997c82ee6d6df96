"""Whether minutes, an older copy or a whole archive belong to a log.

Minutes are written anew from the log and compared. Where they read otherwise but name this log's head, another version
of the program, another setting or a person wrote them: that is said, and then the head alone is what was proved.
"""

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final

from handzeichen.app.archive import FOLDERS, LOG, RECORD, SUMS, enclosed, papers, sums, versions
from handzeichen.app.formats import source
from handzeichen.app.minutes import FORMS, written
from handzeichen.app.verify import Verified, differences, rebuild
from handzeichen.log.chain import Head, Line, Wrong, commitment_of, head_of
from handzeichen.log.files import from_jsonl
from handzeichen.record.editions import Edition, in_edition

STATED: Final = re.compile(r"(\d[\d.]*)\s+Eintr\w+\s*,\s*Kopf\s+([0-9a-f]{64})")
NAMED: Final = {Edition.PUBLIC: "öffentliche Fassung", Edition.NON_PUBLIC: "nichtöffentliche Fassung"}


DAMAGED: Final = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What unpacking a file can come to."""


class Apart(Exception):
    """Something does not belong to the log; `sentence` says what and why, in German."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A file of minutes as it was found: its ending, in small letters, and its bytes."""

    ending: str
    data: bytes


def minutes_belong(lines: Sequence[Line], found: Minutes) -> str:
    """How minutes belong to a checked log, in one German sentence; raises Apart where they don't."""
    for edition, name, text in versions(lines):
        if text == found.data:
            version = name.removeprefix("fassung-").removesuffix(".txt")
            whose = NAMED[edition]
            return (
                f"Die Niederschrift ist die {version}. Fassung, wie sie im Ereignisprotokoll steht ({whose})."
            )
    stated = stated_head(found)
    if stated is None:
        raise Apart("Die Niederschrift nennt kein Ereignisprotokoll: Länge und Kopf stehen nicht darin.")
    if not _reaches(lines, stated):
        raise Apart(
            f"Die Niederschrift nennt ein anderes Ereignisprotokoll: {stated.seq} Einträge, Kopf {stated.hash}."
        )
    later = len(lines) - stated.seq
    since = (
        f" Sie zeigt den Stand nach Nr. {stated.seq}; seither kamen {later} Einträge dazu." if later else ""
    )
    kind = _same_as(lines[: stated.seq], found)
    if kind is not None:
        return f"Die Niederschrift ist genau die, die aus dem Ereignisprotokoll folgt ({kind}).{since}"
    return (
        "Die Niederschrift nennt Länge und Kopf dieses Ereignisprotokolls. Ihr Wortlaut ist nicht der, den dieses "
        f"Programm daraus schreibt: Eine andere Fassung des Programms oder ein Mensch hat sie geschrieben.{since}"
    )


def stated_head(found: Minutes) -> Head | None:
    """The log that minutes name, by their words or, of a PDF, its keywords; None where they name none."""
    try:
        text = _words(found)
    except (KeyError, *DAMAGED):
        return None
    match = STATED.search(text)
    return None if match is None else Head(int(match[1].replace(".", "")), match[2])


def _words(found: Minutes) -> str:
    data = found.data
    if found.ending == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = packed.read("word/document.xml")
    if found.ending == ".pdf":
        data = b" ".join(re.findall(rb"<pdf:Keywords>(.*?)</pdf:Keywords>", data, re.DOTALL))
    text = data.decode("utf-8", "replace")
    if found.ending not in (".txt", ".pdf"):
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"\s+", " ", text)


def _same_as(lines: Sequence[Line], found: Minutes) -> str | None:
    """Which minutes of this state are the same to the byte: of which edition, with or without reasons."""
    meeting = rebuild(lines)
    if isinstance(meeting, Wrong) or found.ending not in FORMS:
        return None
    head = head_of(lines)
    for edition, reasons in product(Edition, (False, True)):
        told = in_edition(meeting, edition)
        if written(told, head, found.ending, edition=edition, reasons=reasons) == found.data:
            return NAMED[edition] + (", mit Begründungen" if reasons else "")
    return None


def _reaches(lines: Sequence[Line], head: Head) -> bool:
    return 0 < head.seq <= len(lines) and lines[head.seq - 1].hash == head.hash


def older_belongs(lines: Sequence[Line], older: bytes) -> Wrong | None:
    """None where an older copy is the beginning of a checked log, some texts withheld or not; else where it parts."""
    before = from_jsonl(older)
    if isinstance(before, Wrong):
        return Wrong(before.seq, f"Die ältere Fassung ist selbst nicht in Ordnung: {before.why}")
    for old, new in zip(before, lines, strict=False):
        if (commitment_of(old), old.hash) != (commitment_of(new), new.hash):
            return Wrong(new.seq, "Von hier an steht etwas anderes als in der älteren Fassung.")
    if len(before) > len(lines):
        return Wrong(
            len(lines) + 1,
            f"Hier fehlt das Ende: Die ältere Fassung hat {len(before)} Einträge und ist länger.",
        )
    return None


# A whole archive


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of an archive, a folder or a zip, by their names below it; raises Apart or OSError."""
    if path.is_dir():
        found = sorted(
            inner
            for inner in path.rglob("*")
            # A link to a folder is no file, and shows files all the same.
            if (inner.is_file() or inner.is_symlink()) and inner.suffix != ".pyc"
        )
        return {inner.relative_to(path).as_posix(): inner.read_bytes() for inner in found}
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if not name.endswith("/")]
            _are_plain(names)
            files = {name: packed.read(name) for name in names}
    except DAMAGED as error:
        raise Apart(f"Das Archiv lässt sich nicht auspacken ({error}).") from None
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and SUMS not in files:
        return {name.split("/", 1)[1]: data for name, data in files.items() if "/" in name}
    return files


def _are_plain(names: Sequence[str]) -> None:
    """No name twice, of which each program takes another, and none that leads out of the folder; raises Apart."""
    for name in names:
        if names.count(name) > 1:
            raise Apart(f"{name} steht im Archiv doppelt.")
        if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
            raise Apart(f"{name} führt aus dem Ordner des Archivs hinaus.")


def sums_hold(files: Mapping[str, bytes]) -> None:
    """Every file has the sum that the archive's list names, none is missing and none is there besides; raises Apart."""
    if SUMS not in files:
        raise Apart(f"Das ist kein Archiv einer Sitzung: {SUMS} fehlt.")
    rest = {name: data for name, data in files.items() if name != SUMS}
    expected, listed = (
        set(sums(rest).decode().splitlines()),
        set(files[SUMS].decode("utf-8", "replace").splitlines()),
    )
    if expected != listed:
        names = sorted({entry[130:] for entry in expected ^ listed})
        raise Apart(f"Diese Dateien wurden verändert, fehlen oder kamen dazu: {', '.join(names)}.")


def is_public(files: Mapping[str, bytes]) -> bool:
    """Whether an archive holds the public edition alone: only that one comes without a log."""
    return not any(name.startswith(f"{FOLDERS[Edition.NON_PUBLIC]}/") for name in files)


def archive_belongs(files: Mapping[str, bytes], verified: Verified, lines: Sequence[Line]) -> Iterator[str]:
    """What was proved of an archive whose sums hold and whose log is right; raises Apart where something differs."""
    held = _versions_in(files, lines)
    found = _papers_in(files, verified)
    rest = _besides(files, verified, {*held, *found.same, *found.other})
    for whole in (*found.other, *rest):
        _names_this_log(whole, files[whole], verified.head)
    yield f"{len(held) + len(found.same)} Dateien sind genau die, die aus dem Ereignisprotokoll folgen."
    if found.other:
        yield (
            "Diese schreibt dieses Programm hier anders: Eine andere Fassung von ihm, die Word-Vorlage oder die "
            "Adresse des Hauses steckt darin, oder ein Mensch hat sie geändert. Bewiesen ist nur, dass die "
            f"Prüfsummen stimmen: {', '.join(found.other)}."
        )
    if rest:
        yield (
            "Diese folgen nicht aus dem Ereignisprotokoll; bewiesen ist von ihnen nur, dass die Prüfsummen stimmen: "
            f"{', '.join(rest)}."
        )
    if found.missing:
        missing = ", ".join(found.missing)
        yield f"Diese schreibt dieses Programm auch, sie sind nicht im Archiv: {missing}."


def _versions_in(files: Mapping[str, bytes], lines: Sequence[Line]) -> list[str]:
    """The versions of the minutes that stand in the log, each to the byte; raises Apart where one reads otherwise."""
    held = []
    for edition, name, data in versions(lines):
        whole = f"{FOLDERS[edition]}/{name}"
        if files.get(whole) != data:
            raise Apart(f"{whole}: Diese Fassung steht anders im Ereignisprotokoll.")
        held.append(whole)
    return held


@dataclass(slots=True)
class _Papers:
    """The papers that follow from a log: those in the archive to the byte, those that read otherwise, and the rest."""

    same: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def _papers_in(files: Mapping[str, bytes], verified: Verified) -> _Papers:
    """What of the papers is there; raises Apart where a record tells of another meeting."""
    found = _Papers()
    for edition, folder in FOLDERS.items():
        for name, data in papers(source(verified.meeting, verified.head, edition)):
            whole = f"{folder}/{name}"
            if whole not in files:
                found.missing.append(whole)
            elif files[whole] == data:
                found.same.append(whole)
            else:
                if name == RECORD:
                    _compare_records(whole, data, files[whole])
                found.other.append(whole)
    return found


def _besides(files: Mapping[str, bytes], verified: Verified, known: Collection[str]) -> list[str]:
    """What lies in the archive and does not follow from the log; raises Apart for a version that it does not know."""
    rest = sorted(files.keys() - {*known, SUMS, LOG})
    for whole in rest:
        if re.fullmatch(r"fassung-.*\.txt", whole.rpartition("/")[2]):
            raise Apart(f"{whole}: Diese Fassung steht nicht im Ereignisprotokoll.")
    ours = enclosed(verified.meeting, verified.head, Edition.NON_PUBLIC)
    return [name for name in rest if files[name] != ours.get(name)]


def _names_this_log(whole: str, data: bytes, head: Head) -> None:
    """A file names this log, or none at all; raises Apart where it names another."""
    stated = stated_head(Minutes(ending=Path(whole).suffix.lower(), data=data))
    if stated is not None and stated != head:
        raise Apart(
            f"{whole} nennt ein anderes Ereignisprotokoll: {stated.seq} Einträge, Kopf {stated.hash}."
        )


def log_of(files: Mapping[str, bytes]) -> bytes | None:
    """The archive's log; None in a public one."""
    return files.get(LOG)


def _compare_records(name: str, expected: bytes, found: bytes) -> None:
    try:
        read = json.loads(found)
    except (ValueError, RecursionError):
        raise Apart(f"{name}: Das ist kein gültiges JSON in UTF-8, also keine Aufzeichnung.") from None
    difference = next(differences(json.loads(expected), read), None)
    if difference is not None:
        raise Apart(f"{name}: Die Aufzeichnung weicht vom Ereignisprotokoll ab: {difference}.")
