"""The commands about the law: `law` leafs through it, `confirm` writes down what a house has confirmed."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handzeichen.app.calls import NOT_PLAYED, OK, Parser, Stop
from handzeichen.words.table import written

if TYPE_CHECKING:
    from handzeichen.app.house_law import HouseLaw
    from handzeichen.law.answers import InForce, Row
    from handzeichen.law.browsing import Book, Line


_BODY_KINDS: Final = ("council", "main_committee", "committee", "district_council")


def add_law_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The commands with their arguments."""
    command = commands.add_parser("law", help="zeigt alle Antworten des Rechts, die an einem Tag gelten")
    command.add_argument("body", metavar="PROFIL", help="ein Rechtsprofil, etwa ni, oder eine Plandatei")
    command.add_argument("--on", type=_day, metavar="TAG", help="der Tag, etwa 2026-11-24 (sonst heute)")
    _add_kind(command)
    command.add_argument(
        "--since", type=_day, metavar="TAG", help="zeigt, was sich seit diesem Tag geändert hat"
    )
    add_law_folder(command)
    command.set_defaults(command=law)

    command = commands.add_parser(
        "confirm", help="bestätigt für das Haus, was niemand im Gesetzestext gelesen hat"
    )
    command.add_argument("profile", metavar="PROFIL", help="das Rechtsprofil, etwa ni")
    command.add_argument("--question", action="append", default=[], metavar="FRAGE", help="auch mehrmals")
    command.add_argument("--all", action="store_true", help="alles, was noch zu bestätigen ist")
    command.add_argument("--by", metavar="NAME", help="wer nachgelesen hat")
    command.add_argument("--source", metavar="TEXT", help="wo es steht")
    command.add_argument("--on", type=_day, metavar="TAG", help="wann es bestätigt wurde (sonst heute)")
    command.add_argument("--day", type=_day, metavar="TAG", help="für Sitzungen an diesem Tag (sonst heute)")
    _add_kind(command)
    add_law_folder(command)
    command.set_defaults(command=confirm)


def add_law_folder(command: argparse.ArgumentParser) -> None:
    """The house's own folder, the same for every command."""
    command.add_argument(
        "--law", type=Path, metavar="ORDNER", help="das eigene Recht des Hauses (sonst law im Datenordner)"
    )


def opened_law(folder: Path) -> "HouseLaw":
    """A house's folder of law; ends the command where something in it is wrong."""
    from handzeichen.app.house_law import LawFault, open_law

    try:
        return open_law(folder, date.today())
    except LawFault as fault:
        raise Stop(NOT_PLAYED, str(fault)) from None


def law(arguments: argparse.Namespace) -> int:
    """All answers in force, by topic."""
    from handzeichen.law.browsing import book, opened

    house = _house(arguments)
    profile, day, kind = _body(arguments, house)
    if arguments.since is not None and arguments.since > day:
        raise Stop(NOT_PLAYED, f"--since {arguments.since} liegt nach dem Tag, der gefragt ist ({day}).")
    in_force = _loaded(profile, day, kind, house)
    found = opened(in_force, on=day, kind=kind, said=house.said(in_force))
    print(_text(book(found, since=arguments.since, folder=house.profiles)))
    return OK


def confirm(arguments: argparse.Namespace) -> int:
    """Write down what the house has confirmed; without a question, say what there is to confirm."""
    house = _house(arguments)
    day = arguments.day or date.today()
    kinds = [arguments.kind] if arguments.kind else _kinds(arguments.profile, house)
    laws = [_loaded(arguments.profile, day, kind, house) for kind in kinds]
    missing = _missing(laws, house)
    if not arguments.all and not arguments.question:
        print(
            "\n".join(["Zu bestätigen:", *map(_row, missing)])
            if missing
            else "Zu bestätigen ist nichts mehr."
        )
        return OK
    chosen = missing if arguments.all else _named(laws, arguments.question)
    _remember(house, chosen, arguments)
    for row in chosen:
        print(f"Bestätigt: {_row(row).strip()}")
    still = len(_missing(laws, house))
    print(f"Noch zu bestätigen: {still}." if still else "Damit ist alles bestätigt.")
    return OK


def _missing(laws: "list[InForce]", house: "HouseLaw") -> "list[Row]":
    """The rows that still need the house's word, whichever kind of body they are for."""
    found: list[Row] = []
    for law in laws:
        said = house.missing(law)
        found += [row for row in law.rows if row.question in said and row not in found]
    return found


def _named(laws: "list[InForce]", questions: list[str]) -> "list[Row]":
    known = {row.question for law in laws for row in law.rows}
    if unknown := [question for question in questions if question not in known]:
        raise Stop(NOT_PLAYED, *(f"Eine Frage „{question}“ gibt es nicht." for question in unknown))
    found: list[Row] = []
    for law in laws:
        found += [row for row in law.rows if row.question in questions and row not in found]
    return found


def _remember(house: "HouseLaw", rows: "list[Row]", arguments: argparse.Namespace) -> None:
    from handzeichen.law.confirming import Confirmation, Word

    if not (arguments.by or "").strip() or not (arguments.source or "").strip():
        raise Stop(NOT_PLAYED, "Zu einer Bestätigung gehören --by NAME und --source TEXT.")
    if not (arguments.by + arguments.source).isprintable():
        raise Stop(
            NOT_PLAYED, "--by und --source stehen in einer Zeile, ohne Zeilenumbruch und Steuerzeichen."
        )
    word = Word(by=arguments.by, on=arguments.on or date.today(), source=arguments.source)
    house.remember([Confirmation.to(row, word) for row in rows])


def _row(row: "Row") -> str:
    from handzeichen.law.asked import ASKED, WORDS, in_words

    kinds = f" ({', '.join(WORDS[kind] for kind in row.kinds)})" if row.kinds else ""
    return f"  {row.question}: {ASKED[row.question].name}{kinds}: {in_words(row.question, row.value)} ({row.source})"


# What is asked


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag wie 2026-11-24") from None


def _kind(text: str) -> str:
    if text not in _BODY_KINDS:
        raise argparse.ArgumentTypeError(f"„{text}“ ist keine Art von Gremium: {', '.join(_BODY_KINDS)}")
    return text


def _add_kind(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind",
        type=_kind,
        metavar="ART",
        help=f"die Art des Gremiums: {', '.join(_BODY_KINDS)} (sonst committee)",
    )


def _house(arguments: argparse.Namespace) -> "HouseLaw":
    from handzeichen.app.config import ConfigError, configure

    try:
        return opened_law(configure(law=arguments.law).law_folder)
    except ConfigError as error:
        raise Stop(NOT_PLAYED, str(error)) from None


def _body(arguments: argparse.Namespace, house: "HouseLaw") -> tuple[str, date, str]:
    """Profile, day and kind, as the arguments or a plan say."""
    from handzeichen.app.plan import PlanError, read_plan

    path = Path(arguments.body)
    if not path.is_file():
        return arguments.body, arguments.on or date.today(), arguments.kind or "committee"
    try:
        plan = read_plan(path, house.profiles)
    except PlanError as error:
        raise Stop(NOT_PLAYED, *(f"{path}: {fault}" for fault in error.faults)) from None
    day = arguments.on or plan.meeting.starts_at.date()
    return plan.body.rules, day, arguments.kind or plan.body.kind.value


def _kinds(profile: str, house: "HouseLaw") -> tuple[str, ...]:
    """The kinds of body that a profile is for."""
    from handzeichen.law.answers import ProfileError, head

    try:
        return head(profile, house.profiles).kinds
    except ProfileError as error:
        raise Stop(NOT_PLAYED, str(error)) from None


def _loaded(profile: str, day: date, kind: str, house: "HouseLaw") -> "InForce":
    from handzeichen.law.answers import ProfileError, load

    try:
        return load(profile, on=day, kind=kind, folder=house.profiles)
    except ProfileError as error:
        why = _silence(profile, day, kind, house) if error.silent else str(error)
        raise Stop(NOT_PLAYED, why) from None


def _silence(profile: str, day: date, kind: str, house: "HouseLaw") -> str:
    """Why a profile in order has no law to show: it is a common layer, or the day lies before it."""
    from handzeichen.law.answers import speaks_since

    since = speaks_since(profile, kind, house.profiles)
    if since is None:
        return (
            f"„{profile}“ ist nur die gemeinsame Grundlage und gilt für kein Gremium allein. "
            "Nennen Sie das Profil eines Landes, etwa ni, oder ein eigenes des Hauses."
        )
    return (
        f"„{profile}“ antwortet erst für Tage ab dem {written('digits', since)}; "
        f"gefragt ist der {written('digits', day)}."
    )


# What is said


def _text(found: "Book") -> str:
    lines = [f"{found.name} ({found.profile}), am {found.on}"]
    if found.draft:
        lines.append(
            "Entwurf: Zum Üben geeignet; eine Sitzung, die zählt, öffnet erst, wenn das Haus bestätigt hat."
        )
    if found.silent:
        lines.append(found.silent)
    for chapter in found.chapters:
        lines += ["", chapter.title, "=" * len(chapter.title)]
        for line in chapter.lines:
            lines += ["", f"{line.name} [{line.question}]: {line.value}", f"  {line.asks}"]
            lines += [f"  {said}" for said in _under(line)]
    if found.to_confirm:
        lines += [
            "",
            f"Noch vom Haus zu bestätigen: {', '.join(line.question for line in found.to_confirm)}.",
        ]
    return "\n".join(lines)


def _under(line: "Line") -> list[str]:
    said = [f"{line.source}; {line.mark}; seit {line.since}" + (f"; {line.layer}" if line.layer else "")]
    if line.wording:
        said.append(f"„{line.wording}“")
    if line.remark:
        said.append(line.remark)
    if line.land:
        said.append(f"Das Land: {line.land.value} ({line.land.source})")
    if line.before:
        said.append(f"Vorher: {line.before.value} ({line.before.source})")
    if line.confirmed:
        said.append(f"Bestätigt: {line.confirmed}")
    if line.to_confirm:
        said.append("Vom Haus noch nicht bestätigt.")
    return said
