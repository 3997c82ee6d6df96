"""The command line: `replay` and `verify` work alone, `serve` and `demo` start the server, `schema` describes it.

What has to do with stores as a whole, such as `backup` and `restore`, stands in `cli_store`, what keeps and proves a
meeting in `cli_proof`, what is told of a log in `cli_log`.

Each command imports what it needs when it runs: a replay loads no web server. Whatever cannot be done is said in one
plain sentence, without a trace of code.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handzeichen.app.calls import NOT_PLAYED, OK, Parser, Stop
from handzeichen.app.cli_law import add_law_commands, add_law_folder, opened_law
from handzeichen.app.cli_log import add_log_commands
from handzeichen.app.cli_practice import add_practice_commands, plan_in
from handzeichen.app.cli_proof import add_proof_commands
from handzeichen.app.cli_retain import add_retain_command
from handzeichen.app.cli_simulate import add_simulate_command
from handzeichen.app.cli_store import add_store_commands
from handzeichen.app.files import FileFault, check_targets, read_file, write_files

if TYPE_CHECKING:
    from handzeichen.app.replay import Played


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(sys.argv[1:] if argv is None else argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except (Stop, FileFault) as stop:
        print(stop, file=sys.stderr)
        return stop.code if isinstance(stop, Stop) else NOT_PLAYED


def parser() -> Parser:
    """All commands with their arguments."""
    root = Parser(prog="handzeichen", description="Führt hybride Sitzungen kommunaler Gremien.")
    commands = root.add_subparsers(title="Befehle", required=True, metavar="BEFEHL")
    _add_replay(commands)
    add_proof_commands(commands)
    add_log_commands(commands)
    _add_serve(commands)
    add_practice_commands(commands)
    add_simulate_command(commands)
    _add_demo(commands)
    _add_schema(commands)
    add_law_commands(commands)
    add_store_commands(commands)
    add_retain_command(commands)
    return root


def _add_replay(commands: "argparse._SubParsersAction[Parser]") -> None:
    command = commands.add_parser("replay", help="spielt eine Sitzung aus Plan und Skript, ohne Server")
    command.add_argument("plan", type=Path, metavar="PLAN", help="der Plan (TOML)")
    command.add_argument("script", type=Path, metavar="SKRIPT", help="die Befehle, einer je Zeile (JSON)")
    command.add_argument("--record", type=Path, metavar="DATEI.json", help="schreibt die Aufzeichnung")
    command.add_argument(
        "--minutes",
        type=Path,
        metavar="DATEI.pdf",
        help="schreibt das Protokoll (.txt .html .pdf .docx .xml)",
    )
    command.add_argument(
        "--template",
        type=Path,
        metavar="VORLAGE.docx",
        help="die eigene Word-Vorlage des Protokolls (zu --minutes DATEI.docx)",
    )
    command.add_argument(
        "--appendix", action="store_true", help="mit Begründungen als Anhang des Protokolls (zu --minutes)"
    )
    command.add_argument("--log", type=Path, metavar="DATEI.jsonl", help="schreibt das Ereignisprotokoll")
    add_law_folder(command)
    command.set_defaults(command=replay)


def _add_serve(commands: "argparse._SubParsersAction[Parser]") -> None:
    command = commands.add_parser(
        "serve", help="führt Sitzungen im Browser: alle, die nicht geschlossen sind"
    )
    command.add_argument(
        "--plan",
        type=Path,
        metavar="PLAN",
        action="append",
        default=[],
        help="der Plan einer neuen Sitzung (TOML); auch mehrmals",
    )
    _add_place(command)
    command.add_argument(
        "--store", metavar="REDIS", help="redis://…: ein Redis- oder Valkey-Server statt einer Datei"
    )
    command.add_argument("--host", metavar="ADRESSE", help="worauf gelauscht wird (sonst 127.0.0.1)")
    command.add_argument(
        "--url", metavar="URL", help="die Adresse, unter der die Leute das Programm erreichen"
    )
    command.add_argument("--links", action="store_true", help="gibt neue Anmeldelinks aus")
    command.add_argument(
        "--sheets", type=Path, metavar="DATEI.html", help="schreibt zu neuen Links Anmeldebögen zum Drucken"
    )
    command.add_argument("--config", type=Path, metavar="DATEI.toml", help="eine Datei mit Einstellungen")
    add_law_folder(command)
    command.add_argument(
        "--practice", action="store_true", help="neue Sitzungen sind Proben: Sie zählen nicht, das Recht gilt"
    )
    command.add_argument("--accept-older-log", action="store_true", help="nimmt eine ältere Sicherung an")
    command.set_defaults(command=serve)


def _add_demo(commands: "argparse._SubParsersAction[Parser]") -> None:
    command = commands.add_parser("demo", help="eine Sitzung zum Ausprobieren, im Browser")
    command.add_argument("--play", action="store_true", help="spielt sich selbst, schneller als in echt")
    command.add_argument(
        "--speed", type=_speed, default=20.0, metavar="N", help="wie viel schneller (sonst 20-mal)"
    )
    command.add_argument("--fresh", action="store_true", help="beginnt von vorn")
    _add_place(command)
    command.set_defaults(command=demo)


def _add_schema(commands: "argparse._SubParsersAction[Parser]") -> None:
    command = commands.add_parser(
        "schema", help="gibt die Beschreibung der Schnittstelle aus (OpenAPI, JSON Schema)"
    )
    command.add_argument("--out", type=Path, metavar="DATEI.json", help="schreibt sie in eine Datei")
    command.set_defaults(command=schema)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= 10_000:
        raise argparse.ArgumentTypeError("eine Zahl über 0 und bis 10000, etwa 20")
    return speed


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--port", type=int, metavar="PORT", help="der Port (sonst 8037; 0 nimmt einen freien)"
    )
    command.add_argument(
        "--data", type=Path, metavar="ORDNER", help="der Ordner für das, was gespeichert wird"
    )


# Replay


def replay(arguments: argparse.Namespace) -> int:
    """Play a script; write nothing unless it was played to its end."""
    from handzeichen.app.plan import PlanError
    from handzeichen.app.replay import ScriptError, play
    from handzeichen.law.answers import PROFILES
    from handzeichen.record.wording import log

    targets = [path for path in (arguments.record, arguments.minutes, arguments.log) if path is not None]
    _check_ending(arguments.minutes)
    check_targets(targets, [path for path in (arguments.plan, arguments.script, arguments.template) if path])
    template = _template(arguments)
    plan, script = read_file(arguments.plan), read_file(arguments.script)
    profiles = PROFILES if arguments.law is None else opened_law(arguments.law).profiles
    try:
        played = play(plan, script, profiles)
    except PlanError as error:
        raise Stop(NOT_PLAYED, *(f"{arguments.plan}: {fault}" for fault in error.faults)) from None
    except ScriptError as error:
        raise Stop(NOT_PLAYED, f"{arguments.script}:{error.line}: {error.why}") from None
    write_files(_outputs(arguments, played, template))
    print(f"Zu Ende gespielt. {log(played.head.seq, played.head.hash)}")
    return OK


def _check_ending(minutes: Path | None) -> None:
    from handzeichen.app.minutes import FORMS

    ending = None if minutes is None else minutes.suffix.lower()
    if ending is None or ending in FORMS:
        return
    raise Stop(
        NOT_PLAYED,
        f"{minutes}: Diese Endung ist nicht bekannt. Bitte auf .txt, .html, .pdf, .docx oder .xml enden lassen.",
    )


def _template(arguments: argparse.Namespace) -> bytes | None:
    from handzeichen.app.template import opened

    template, minutes = arguments.template, arguments.minutes
    if template is not None and (minutes is None or minutes.suffix.lower() != ".docx"):
        raise Stop(
            NOT_PLAYED,
            f"{template}: Eine Word-Vorlage braucht ein Protokoll für Word. Bitte --minutes DATEI.docx dazu angeben.",
        )
    return opened(template)


def _outputs(arguments: argparse.Namespace, played: "Played", template: bytes | None) -> dict[Path, bytes]:
    outputs: dict[Path, bytes] = {}
    if arguments.record is not None:
        from handzeichen.app.archive import record_file

        outputs[arguments.record] = record_file(played.meeting, played.head)
    if arguments.minutes is not None:
        from handzeichen.app.minutes import written

        form = arguments.minutes.suffix.lower()
        outputs[arguments.minutes] = written(
            played.meeting, played.head, form, reasons=arguments.appendix, template=template
        )
    if arguments.log is not None:
        from handzeichen.log.files import to_jsonl

        outputs[arguments.log] = to_jsonl(played.log)
    return outputs


# The server


def serve(arguments: argparse.Namespace) -> int:
    """Run meetings until a signal ends it."""
    from handzeichen.app.config import ConfigError, configure
    from handzeichen.app.logs import complain, set_up
    from handzeichen.app.serving import run

    form = os.environ.get("HANDZEICHEN_LOG", "")
    try:
        config = configure(
            config=arguments.config,
            host=arguments.host,
            port=arguments.port,
            data=arguments.data,
            store=arguments.store,
            url=arguments.url,
            law=arguments.law,
            practice=arguments.practice or None,
            accept_older_log=arguments.accept_older_log,
        )
        form = config.log
        law = opened_law(config.law_folder)
        plans = [plan_in(path, law.profiles) for path in arguments.plan]
        if arguments.sheets is not None:
            check_targets([arguments.sheets], arguments.plan)
    except (ConfigError, FileFault, Stop) as fault:
        set_up(form)
        complain(f"Nicht gestartet. {fault}")
        return NOT_PLAYED
    return run(config, plans, new_links=arguments.links, sheets=arguments.sheets)


def demo(arguments: argparse.Namespace) -> int:
    """Run the meeting to try things out with."""
    from handzeichen.app.config import ConfigError, configure
    from handzeichen.app.demo import run_demo

    try:
        config = configure(port=arguments.port, data=arguments.data)
    except ConfigError as error:
        raise Stop(NOT_PLAYED, str(error)) from None
    return run_demo(config, play=arguments.play, fresh=arguments.fresh, speed=arguments.speed)


# The interface


def schema(arguments: argparse.Namespace) -> int:
    """Say what goes over the wire, for programs: on standard output, or into a file."""
    from handzeichen.app.schema.document import text

    if arguments.out is None:
        sys.stdout.buffer.write(text())
    else:
        write_files({arguments.out: text()})
    return OK
