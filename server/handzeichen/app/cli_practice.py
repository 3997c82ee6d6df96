"""The commands for what is made ready before a meeting: `practice`, a rehearsal, and `emergency`, a folder to print."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handzeichen.app.calls import NOT_PLAYED, OK, Parser, Stop
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

    command = commands.add_parser(
        "emergency",
        help="schreibt die Notfallmappe einer Sitzung zum Drucken, falls Strom oder Netz ausfällt",
    )
    command.add_argument("plan", type=Path, metavar="PLAN", help="der Plan (TOML)")
    command.add_argument("--out", type=Path, required=True, metavar="DATEI.html", help="die neue Datei")
    add_law_folder(command)
    command.set_defaults(command=emergency)


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


def emergency(arguments: argparse.Namespace) -> int:
    """Write the emergency folder of a meeting."""
    from handzeichen.app.emergency import document
    from handzeichen.app.files import check_targets, write_private
    from handzeichen.app.plan import law_of
    from handzeichen.app.render import Renderer, web_folder
    from handzeichen.law.answers import PROFILES
    from handzeichen.meeting.fold import planned
    from handzeichen.meeting.machine import plan_meeting
    from handzeichen.words.table import GERMAN

    check_targets([arguments.out], [arguments.plan])
    profiles = PROFILES if arguments.law is None else opened_law(arguments.law).profiles
    plan = plan_in(arguments.plan, profiles)
    meeting = planned(plan_meeting(plan, law_of(plan, profiles)))
    write_private(arguments.out, document(Renderer(web_folder() / "templates"), meeting, GERMAN))
    print(f"Notfallmappe zum Drucken (A4), nur für Sie lesbar: {arguments.out}")
    return OK


def plan_in(path: Path, profiles: "Folder") -> "Plan":
    """The plan in a file; raises `Stop` with every fault of it."""
    from handzeichen.app.plan import PlanError, read_plan

    try:
        return read_plan(read_file(path), profiles)
    except PlanError as error:
        raise Stop(NOT_PLAYED, *(f"{path}: {fault}" for fault in error.faults)) from None
