"""The command `simulate video`: plays a video conference to a running server, for training and to test a house.

It ends with 0; with 1 where `--expect` finds the server showing something else than what is so; with 2 where the call
cannot be carried out, or the server refuses.
"""

import argparse
from contextlib import suppress
from pathlib import Path
from typing import Final

from handzeichen.app.calls import Parser

PORT: Final = 8037
WAITS: Final = 300.0
"""Seconds that `--expect` gives the server: its own patience with a line that often broke is four minutes."""
LONGEST: Final = 86_400.0
FASTEST: Final = 1_000.0


def add_simulate_command(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The command with its arguments."""
    simulate = commands.add_parser("simulate", help="spielt einem laufenden Server eine Videokonferenz vor")
    kinds = simulate.add_subparsers(title="Was gespielt wird", required=True, metavar="WAS")
    command = kinds.add_parser("video", help="Beitritte, Abbrüche, Kameras und mehr, aus einem Skript")
    _add_play(command)
    _add_server(command)
    _add_comparison(command)
    command.set_defaults(command=simulate_video)


def _add_play(command: argparse.ArgumentParser) -> None:
    """What is played."""
    command.add_argument(
        "--script",
        required=True,
        metavar="SKRIPT",
        help="eine Datei, oder: ruhig, flatternd, massenausfall, durcheinander",
    )
    command.add_argument(
        "--members",
        metavar="ANZAHL",
        help="wie viele zugeschaltet sind, oder ihre Kennungen mit Kommas (sonst alle mit Sitz)",
    )
    command.add_argument("--seed", type=int, metavar="ZAHL", help="derselbe Startwert, derselbe Ablauf")
    command.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="N",
        help="so viel schneller; der Server wartet wie sonst",
    )


def _add_server(command: argparse.ArgumentParser) -> None:
    """To which server, conference and meeting."""
    command.add_argument("--url", metavar="URL", help=f"die Adresse des Servers (sonst 127.0.0.1:{PORT})")
    command.add_argument(
        "--anywhere",
        action="store_true",
        help="auch auf einem anderen Rechner, und in einer Sitzung, die zählt",
    )
    command.add_argument(
        "--data", type=Path, metavar="ORDNER", help="der Ordner der Übung (sonst handzeichen-uebung)"
    )
    command.add_argument(
        "--settings", type=Path, metavar="DATEI.toml", help="die Konferenzen, wie HANDZEICHEN_VIDEO sie nennt"
    )
    command.add_argument("--conference", metavar="NAME", help="welche Konferenz (sonst die erste)")
    command.add_argument(
        "--secret", type=Path, metavar="DATEI", help="statt der Einstellungen: das Geheimnis der Konferenz"
    )
    command.add_argument("--system", metavar="SYSTEM", help="wie welches System gesprochen wird")
    command.add_argument("--room", metavar="RAUM", help="wie der Raum im Videosystem heißt")
    command.add_argument("--plan", type=Path, metavar="PLAN", help="der Plan der Sitzung (TOML)")
    command.add_argument("--meeting", metavar="SITZUNG", help="die Kennung der Sitzung, statt des Plans")
    command.add_argument(
        "--links",
        type=Path,
        metavar="DATEI",
        help="zu --plan: die ausgegebenen Anmeldelinks; zu half-open halten dann auch Seiten still",
    )


def _add_comparison(command: argparse.ArgumentParser) -> None:
    """What is made of it."""
    command.add_argument(
        "--expect", action="store_true", help="vergleicht am Ende, was der Server zeigt; anders: Ergebnis 1"
    )
    command.add_argument(
        "--patience",
        type=_patience,
        default=WAITS,
        metavar="SEKUNDEN",
        help=f"wie lange --expect auf den Server wartet (sonst {WAITS:g})",
    )
    command.add_argument("--dry-run", action="store_true", help="gibt die Meldungen aus und schickt keine")


def _speed(text: str) -> float:
    with suppress(ValueError):
        if 0 < (speed := float(text)) <= FASTEST:
            return speed
    raise argparse.ArgumentTypeError(f"eine Zahl über 0 und bis {FASTEST:g}, etwa 10")


def _patience(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (patience := float(text)) <= LONGEST:
            return patience
    raise argparse.ArgumentTypeError(f"Sekunden von 0 bis {LONGEST:g}, etwa {WAITS:g}")


def simulate_video(arguments: argparse.Namespace) -> int:
    """Play a script to its end; the exit code."""
    from handzeichen.app.video.simulated.command import simulate

    return simulate(arguments)
