"""The commands that tell something of a log once it is checked: `explain` says why, `carried` what comes back."""

import argparse
from pathlib import Path

from handzeichen.app.calls import NOT_PLAYED, OK, Parser, Stop
from handzeichen.app.cli_proof import checked
from handzeichen.app.files import read_file


def add_log_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands with their arguments."""
    command = commands.add_parser(
        "explain",
        help="sagt zu einem Ereignisprotokoll, warum etwas so war, mit Rechnung und Rechtsgrundlage",
    )
    command.add_argument("log", type=Path, metavar="LOG.jsonl", help="das Ereignisprotokoll")
    command.add_argument(
        "--at", type=int, metavar="NR", help="nur zu diesem Eintrag, und wie es danach stand"
    )
    command.set_defaults(command=explain)

    command = commands.add_parser(
        "carried", help="gibt aus, was aus einer Sitzung wiederkommt, als [[items]] für den nächsten Plan"
    )
    command.add_argument("log", type=Path, metavar="LOG.jsonl", help="das Ereignisprotokoll")
    command.set_defaults(command=carried)


def explain(arguments: argparse.Namespace) -> int:
    """Check a log and say why things are as they are in it; a wrong one is answered as `verify` does."""
    from handzeichen.app import explain as reasons

    found = checked(arguments.log, read_file(arguments.log))
    told = reasons.whole(found) if arguments.at is None else reasons.at(found, arguments.at)
    if told is None:
        raise Stop(
            NOT_PLAYED, f"{arguments.log}: Einen lesbaren Eintrag Nr. {arguments.at} gibt es darin nicht."
        )
    print(told, end="")
    return OK


def carried(arguments: argparse.Namespace) -> int:
    """Check a log and print what comes back of its meeting; a wrong one is answered as `verify` does."""
    from handzeichen.app import carried as coming_back

    found = checked(arguments.log, read_file(arguments.log))
    if found.meeting.standing.live is False:
        raise Stop(
            NOT_PLAYED, f"{arguments.log}: Das war eine Übung, sie zählt nicht: Aus ihr kommt nichts wieder."
        )
    print(coming_back.carried(found.meeting), end="")
    return OK
