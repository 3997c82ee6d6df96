"""The commands about a store as a whole: `copy`, `backup`, `restore` and `check`; `retain` stands in `cli_retain`.

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
    add_house(command)
    command.set_defaults(command=backup)

    command = commands.add_parser("restore", help="holt eine Sicherung zurück, vor dem Start des Servers")
    command.add_argument("file", type=Path, metavar="DATEI", help="die Sicherung; sie bleibt, wie sie ist")
    add_house(command)
    command.add_argument("--accept-older-log", action="store_true", help="nimmt eine ältere Sicherung an")
    command.set_defaults(command=restore)

    command = commands.add_parser("check", help="rechnet jedes Protokoll eines Speichers nach")
    command.add_argument(
        "file", type=Path, nargs="?", metavar="DATEI", help="eine Sicherung (sonst der eigene Speicher)"
    )
    command.add_argument(
        "--heads", type=Path, metavar="DATEI", help="heads.txt, mit der die Sicherung verglichen wird"
    )
    add_house(command)
    command.set_defaults(command=check)


def add_house(command: argparse.ArgumentParser) -> None:
    """Which server's store is meant."""
    command.add_argument("--config", type=Path, metavar="DATEI.toml", help="die Einstellungen des Servers")
    command.add_argument("--data", type=Path, metavar="ORDNER", help="der Datenordner des Servers")
    command.add_argument("--store", metavar="REDIS", help="redis://…, wenn der Server dort speichert")


def copy(arguments: argparse.Namespace) -> int:
    """Bring everything from one store into another; one line a meeting, with the head that is now in both."""
    from handzeichen.app.moving import move_between

    accepts = config_of().redis_accepts
    _tell(done(move_between(arguments.source, arguments.target, accepts=accepts)))
    return OK


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup of the house's store, and prove it."""
    from handzeichen.app.backup import back_up

    moved = done(
        back_up(
            config_of(config=arguments.config, data=arguments.data, store=arguments.store), arguments.file
        )
    )
    _tell(moved)
    print(f"Gesichert und nachgerechnet: „{arguments.file}“, nur für Sie lesbar.")
    return OK


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup back into the house's store."""
    from handzeichen.app.backup import restore as put_back

    config = config_of(
        config=arguments.config,
        data=arguments.data,
        store=arguments.store,
        accept_older_log=arguments.accept_older_log,
    )
    moved, older = done(put_back(config, arguments.file))
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
        config = config_of(config=arguments.config, data=arguments.data, store=arguments.store)
        work, compared = check_house(config), config.heads
    found = done(work)
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


def config_of(**arguments: Any) -> "Config":
    """The server's settings; raises `Stop` with what is wrong with them."""
    from handzeichen.app.config import ConfigError, configure

    try:
        return configure(**arguments)
    except ConfigError as error:
        raise Stop(WRONG, str(error)) from None


def done(work: Coroutine[object, object, T]) -> T:
    """What comes of it; raises `Stop` with the sentence of a store that refuses."""
    from handzeichen.log.port import StoreError

    try:
        return asyncio.run(work)
    except StoreError as error:
        raise Stop(WRONG, error.sentence) from None
