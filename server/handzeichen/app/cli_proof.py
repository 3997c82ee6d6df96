"""The commands that keep a meeting and prove it: `verify` and `archive`."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handzeichen.app.calls import NOT_PLAYED, OK, WRONG, Parser, Stop
from handzeichen.app.files import FileFault, read_file, reason, write_files

if TYPE_CHECKING:
    from handzeichen.app.verify import Verified
    from handzeichen.log.chain import Line, Wrong

EDITIONS = ("public", "non_public")


def add_proof_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands with their arguments."""
    command = commands.add_parser("verify", help="prüft ein Ereignisprotokoll und was daraus folgt")
    command.add_argument(
        "log",
        type=Path,
        metavar="LOG.jsonl",
        help="das Ereignisprotokoll, oder ein Archiv (Ordner oder .zip)",
    )
    command.add_argument("--head", metavar="HASH", help="der Kopf, mit dem es enden muss")
    command.add_argument(
        "--record", type=Path, metavar="DATEI.json", help="die Aufzeichnung, die daraus folgen muss"
    )
    command.add_argument(
        "--minutes", type=Path, metavar="DATEI.pdf", help="die Niederschrift, die dazu gehören muss"
    )
    command.add_argument(
        "--older", type=Path, metavar="LOG.jsonl", help="eine ältere Fassung, die der Anfang davon sein muss"
    )
    command.set_defaults(command=verify)

    command = commands.add_parser(
        "archive",
        help="schreibt eine Sitzung als Ordner, der sich ohne dieses Programm lesen und prüfen lässt",
    )
    command.add_argument("log", type=Path, metavar="LOG.jsonl", help="das Ereignisprotokoll")
    command.add_argument(
        "--out", type=Path, required=True, metavar="ORDNER", help="der neue Ordner, oder eine neue Datei .zip"
    )
    command.add_argument(
        "--edition",
        choices=EDITIONS,
        default="non_public",
        help="public: was alle wissen dürfen, ohne Ereignisprotokoll (sonst non_public: alles)",
    )
    command.set_defaults(command=archive)


def verify(arguments: argparse.Namespace) -> int:
    """Check a log or an archive, and what is said to belong to it.

    The head goes to standard output, or the number of the first wrong line; what else was proved to standard error.
    """
    from handzeichen.app.archive import SUMS
    from handzeichen.app.belonging import Apart, archive_belongs, is_public, log_of, read_archive, sums_hold

    data, files = None, None
    if arguments.log.is_dir() and not (arguments.log / SUMS).is_file():
        raise FileFault(
            arguments.log, f"Die Datei lässt sich nicht lesen (ein Ordner ohne {SUMS} ist kein Archiv)."
        )
    try:
        if _is_archive(arguments.log):
            try:
                files = read_archive(arguments.log)
            except OSError as error:
                raise FileFault(
                    arguments.log, f"Das Archiv lässt sich nicht lesen ({reason(error)})."
                ) from None
            sums_hold(files)
            data = log_of(files)
            if data is None and not is_public(files):
                raise Apart("Das Ereignisprotokoll fehlt: Nur ein öffentliches Archiv kommt ohne.")
            if data is None:
                return _without_log(arguments)
        data = read_file(arguments.log) if data is None else data
        verified, lines = checked(arguments.log, data, arguments.head), _lines(data)
        if arguments.record is not None:
            _compare(arguments.record, verified.record)
        if files is not None:
            _tell(*archive_belongs(files, verified, lines))
        _beside(arguments, lines)
    except Apart as apart:
        raise Stop(WRONG, f"{arguments.log}: {apart.sentence}") from None
    print(verified.head.hash)
    return OK


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" or path.is_dir()


def _without_log(arguments: argparse.Namespace) -> int:
    if arguments.head or arguments.record or arguments.minutes or arguments.older:
        raise Stop(
            NOT_PLAYED, f"{arguments.log}: In diesem Archiv ist kein Ereignisprotokoll zum Vergleichen."
        )
    _tell("Die Prüfsummen stimmen. Ein Ereignisprotokoll ist in einem öffentlichen Archiv nicht enthalten.")
    return OK


def checked(log: Path, data: bytes, head: str | None = None) -> "Verified":
    """What follows from a log that is right; raises Stop, and prints the number of the first line that is not."""
    from handzeichen.app import verify as checks
    from handzeichen.log.chain import Wrong

    found = checks.verify(data, head and head.strip().lower())
    if isinstance(found, Wrong):
        raise _wrong(log, found)
    return found


def _lines(data: bytes) -> "list[Line]":
    from handzeichen.log.chain import Wrong
    from handzeichen.log.files import from_jsonl

    lines = from_jsonl(data)
    assert not isinstance(lines, Wrong), "the same bytes were right a moment ago"
    return lines


def _beside(arguments: argparse.Namespace, lines: "list[Line]") -> None:
    """What lies beside the log and is said to belong to it."""
    from handzeichen.app.belonging import Apart, Minutes, minutes_belong, older_belongs

    if arguments.minutes is not None:
        found = Minutes(ending=arguments.minutes.suffix.lower(), data=read_file(arguments.minutes))
        try:
            _tell(minutes_belong(lines, found))
        except Apart as apart:
            raise Stop(WRONG, f"{arguments.minutes}: {apart.sentence}") from None
    if arguments.older is not None:
        wrong = older_belongs(lines, read_file(arguments.older))
        if wrong is not None:
            raise _wrong(arguments.log, wrong)
        _tell("Die ältere Fassung ist der Anfang dieses Ereignisprotokolls.")


def _wrong(path: Path, found: "Wrong") -> Stop:
    print(found.seq)
    return Stop(WRONG, f"{path}:{found.seq}: {found.why}")


def _compare(path: Path, expected: object) -> None:
    from handzeichen.app.verify import differences

    try:
        found = json.loads(read_file(path))
    except (ValueError, RecursionError):
        raise Stop(WRONG, f"{path}: Das ist kein gültiges JSON in UTF-8, also keine Aufzeichnung.") from None
    difference = next(differences(expected, found), None)
    if difference is not None:
        raise Stop(WRONG, f"{path}: Die Aufzeichnung weicht vom Ereignisprotokoll ab: {difference}.")


def _tell(*sentences: str) -> None:
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def archive(arguments: argparse.Namespace) -> int:
    """Check a log and write its meeting as an archive; a wrong one is answered as `verify` does."""
    from handzeichen.app import archive as archives
    from handzeichen.record.editions import Edition

    target, edition = arguments.out, Edition(arguments.edition)
    taken = target.exists() and (target.is_file() or any(target.iterdir()))
    if taken:
        raise Stop(NOT_PLAYED, f"{target}: Da liegt schon etwas. Bitte einen neuen Namen.")
    data = read_file(arguments.log)
    verified, lines = checked(arguments.log, data), _lines(data)
    files = archives.archive(verified.meeting, lines, edition)
    if target.suffix.lower() == ".zip":
        name = archives.folder_name(verified.meeting, edition)
        write_files({target: archives.zipped(files, name)})
    else:
        _write_folder(target, files)
    print(f"Archiviert: {len(files)} Dateien in {target}.")
    return OK


def _write_folder(target: Path, files: dict[str, bytes]) -> None:
    try:
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileFault(target, f"Der Ordner lässt sich nicht anlegen ({reason(error)}).") from None
    write_files({target / name: data for name, data in files.items()})
