"""The commands about a store as a whole: `copy`, `backup`, `restore` and `check`.

Each prints one line a meeting with the head that its log has, and ends with 0; with 1 where something is wrong or
refused, and then says what and why; with 2 where the call itself is wrong.
"""

import argparse
import asyncio
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from handzeichen.app.calls import OK, WRONG, Parser, Stop

if TYPE_CHECKING:
    from handzeichen.app.config import Config
    from handzeichen.app.moving import Moved

T = TypeVar("T")


def add_store_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands with their arguments."""
    command = commands.add_parser(
        "copy", help="bringt alles von einem Speicher in einen anderen und beweist, dass nichts fehlt"
    )
    command.add_argument("source", metavar="VON", help="sqlite:DATEI oder redis://HOST:PORT/NUMMER")
    command.add_argument("target", metavar="NACH", help="ebenso; was dort schon steht, bleibt")
    command.set_defaults(command=copy)

    command = commands.add_parser("backup", help="sichert alles in eine Datei, auch während der Sitzung")
    command.add_argument("file", type=Path, metavar="DATEI", help="die neue Datei; überschrieben wird nichts")
    _add_house(command)
    command.set_defaults(command=backup)

    command = commands.add_parser("restore", help="holt eine Sicherung zurück, vor dem Start des Servers")
    command.add_argument("file", type=Path, metavar="DATEI", help="die Sicherung; sie bleibt, wie sie ist")
    _add_house(command)
    command.add_argument("--accept-older-log", action="store_true", help="nimmt eine ältere Sicherung an")
    command.set_defaults(command=restore)

    command = commands.add_parser("check", help="rechnet jedes Protokoll eines Speichers nach")
    command.add_argument(
        "file", type=Path, nargs="?", metavar="DATEI", help="eine Sicherung (sonst der eigene Speicher)"
    )
    command.add_argument(
        "--heads", type=Path, metavar="DATEI", help="heads.txt, mit der die Sicherung verglichen wird"
    )
    _add_house(command)
    command.set_defaults(command=check)


def _add_house(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config", type=Path, metavar="DATEI.toml", help="die Einstellungen des Servers")
    command.add_argument("--data", type=Path, metavar="ORDNER", help="der Datenordner des Servers")
    command.add_argument("--store", metavar="REDIS", help="redis://…, wenn der Server dort speichert")


def copy(arguments: argparse.Namespace) -> int:
    """Bring everything from one store into another; one line a meeting, with the head that is now in both."""
    from handzeichen.app.moving import move_between

    accepts = _config().redis_accepts
    _tell(_done(move_between(arguments.source, arguments.target, accepts=accepts)))
    return OK


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup of the house's store, and prove it."""
    from handzeichen.app.backup import back_up

    moved = _done(
        back_up(_config(config=arguments.config, data=arguments.data, store=arguments.store), arguments.file)
    )
    _tell(moved)
    print(f"Gesichert und nachgerechnet: „{arguments.file}“, nur für Sie lesbar.")
    return OK


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup back into the house's store."""
    from handzeichen.app.backup import restore as put_back

    config = _config(
        config=arguments.config,
        data=arguments.data,
        store=arguments.store,
        accept_older_log=arguments.accept_older_log,
    )
    moved, older = _done(put_back(config, arguments.file))
    _tell(moved)
    print(*(f"Angenommen trotz: {fault}" for fault in older), sep="\n", end="\n" if older else "")
    print(
        "Zurückgeholt und nachgerechnet. Anmeldungen und Links gelten wieder wie zur Zeit der Sicherung: Was danach "
        "beendet wurde, bitte unter „Angemeldete Geräte“ noch einmal beenden."
    )
    return OK


def check(arguments: argparse.Namespace) -> int:
    """Check every chain of a store, and whether it goes as far as the heads kept outside."""
    from handzeichen.app.backup import check_file, check_house

    if arguments.file is not None:
        work, compared = check_file(arguments.file, arguments.heads), arguments.heads
    else:
        config = _config(config=arguments.config, data=arguments.data, store=arguments.store)
        work, compared = check_house(config), config.heads
    found = _done(work)
    _tell(found.whole)
    if found.faults:
        raise Stop(WRONG, *found.faults)
    print(
        "Nachgerechnet, nichts ist falsch."
        if compared is not None and compared.is_file()
        else "Nachgerechnet, nichts ist falsch. Ob am Ende etwas fehlt, zeigt erst der Vergleich mit heads.txt."
    )
    return OK


def _tell(moved: "Iterable[Moved]") -> None:
    for log in moved:
        print(f"{log.meeting}: Nr. {log.head.seq}, Kopf {log.head.hash}")


def _config(**arguments: Any) -> "Config":
    from handzeichen.app.config import ConfigError, configure

    try:
        return configure(**arguments)
    except ConfigError as error:
        raise Stop(WRONG, str(error)) from None


def _done(work: Coroutine[object, object, T]) -> T:
    from handzeichen.log.port import StoreError

    try:
        return asyncio.run(work)
    except StoreError as error:
        raise Stop(WRONG, error.sentence) from None
