"""The commands of what is made ready before a meeting: `practice`, a rehearsal."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handzeichen.app.calls import NOT_PLAYED, Parser, Stop
from handzeichen.app.cli_law import add_law_folder, opened_law
from handzeichen.app.files import FileFault, read_file

if TYPE_CHECKING:
    from handzeichen.law.answers import Folder
    from handzeichen.meeting.plan import Plan


def add_practice_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands with their arguments."""
    command = commands.add_parser(
        "practice", help="übt Sitzungen in einem Ordner, der danach weggeworfen wird; nichts davon zählt"
    )
    command.add_argument("plan", type=Path, nargs="+", metavar="PLAN", help="der Plan (TOML); auch mehrere")
    command.add_argument(
        "--port", type=int, metavar="PORT", help="der Port (sonst 8037; 0 nimmt einen freien)"
    )
    command.add_argument("--host", metavar="ADRESSE", help="worauf gelauscht wird (sonst 127.0.0.1)")
    command.add_argument("--url", metavar="URL", help="die Adresse, unter der die Leute die Übung erreichen")
    command.add_argument(
        "--data", type=Path, metavar="ORDNER", help="der Wegwerf-Ordner (sonst handzeichen-uebung)"
    )
    command.add_argument("--config", type=Path, metavar="DATEI.toml", help="die Einstellungen des Servers")
    add_law_folder(command)
    command.set_defaults(command=practice)


def practice(arguments: argparse.Namespace) -> int:
    """Run a rehearsal until a signal ends it."""
    from handzeichen.app.config import ConfigError, configure
    from handzeichen.app.logs import complain, set_up
    from handzeichen.app.practice import FOLDER, practise

    try:
        config = configure(
            config=arguments.config,
            host=arguments.host,
            port=arguments.port,
            url=arguments.url,
            law=arguments.law,
        )
        law = opened_law(config.law_folder)
        plans = [plan_in(path, law.profiles) for path in arguments.plan]
    except (ConfigError, FileFault, Stop) as fault:
        set_up("")
        complain(f"Nicht gestartet. {fault}")
        return NOT_PLAYED
    return practise(config, plans, folder=arguments.data or FOLDER)


def plan_in(path: Path, profiles: "Folder") -> "Plan":
    """The plan in a file; raises `Stop` with every fault of it."""
    from handzeichen.app.plan import PlanError, read_plan

    try:
        return read_plan(read_file(path), profiles)
    except PlanError as error:
        raise Stop(NOT_PLAYED, *(f"{path}: {fault}" for fault in error.faults)) from None
