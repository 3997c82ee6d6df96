"""The command `retain`: destroys what the law keeps for a time only, or says what would go.

It ends with 0; with 1 where a log is not whole or the store refuses, and then says what and why.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from handzeichen.app.calls import OK, WRONG, Parser, Stop
from handzeichen.app.cli_store import add_house, config_of, done

if TYPE_CHECKING:
    from handzeichen.app.retaining import Class, Sheet
    from handzeichen.meeting.holds import Kept


def add_retain_command(commands: "argparse._SubParsersAction[Parser]") -> None:
    """The command with its arguments."""
    command = commands.add_parser(
        "retain", help="löscht Einzelstimmen und anderes, dessen Aufbewahrungsfrist abgelaufen ist"
    )
    add_house(command)
    command.add_argument("--meeting", metavar="SITZUNG", help="nur diese Sitzung, nach ihrer Kennung")
    command.add_argument("--dry-run", action="store_true", help="sagt, was gelöscht würde, und löscht nichts")
    command.add_argument(
        "--on", type=_day, metavar="JJJJ-MM-TT", help="mit --dry-run: was an diesem Tag gelöscht würde"
    )
    command.set_defaults(command=retain)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag wie 2027-12-31") from None


def retain(arguments: argparse.Namespace) -> int:
    """Meeting by meeting; what is wrong with one keeps none of the others."""
    from handzeichen.app.retaining_house import retained

    if arguments.on is not None and not arguments.dry_run:
        raise Stop(WRONG, "--on gibt es nur mit --dry-run: Gelöscht wird, was heute fällig ist.")
    config = config_of(config=arguments.config, data=arguments.data, store=arguments.store)
    found = done(retained(config, only=arguments.meeting, dry_run=arguments.dry_run, on=arguments.on))
    for sheet in found.sheets:
        print(*lines_of(sheet), sep="\n")
    if found.faults:
        raise Stop(WRONG, *found.faults)
    print(_end(found.sheets, dry_run=arguments.dry_run))
    return OK


def _end(sheets: "list[Sheet]", *, dry_run: bool) -> str:
    lines = sum(one.lines for sheet in sheets for one in sheet.due) + sum(sheet.sign_ins for sheet in sheets)
    if not lines:
        return "Nichts ist fällig."
    if dry_run:
        return f"Probelauf: {_counted(lines)} würden gelöscht. Geändert wurde nichts."
    return (
        f"{_counted(lines)} gelöscht; alle Protokolle lassen sich weiter nachrechnen. Ältere Sicherungen und "
        "weitergegebene Protokolle enthalten sie noch."
    )


def lines_of(sheet: "Sheet") -> Iterator[str]:
    """What stands of a meeting, in German."""
    closed = "nicht geschlossen" if sheet.closed is None else f"geschlossen am {_german(sheet.closed)}"
    yield f"{sheet.meeting} ({closed})"
    yield from (f"  {_kept(one)}" for one in sheet.kept)
    for one in sheet.classes:
        yield f"  {_fate(sheet, one)}"
    if sheet.sign_ins:
        yield f"  Beendete Anmeldungen: {sheet.sign_ins}, {'gelöscht' if sheet.done else 'fällig'}."


def _kept(one: "Kept") -> str:
    from handzeichen.meeting.holds import Doubt

    why = {
        Doubt.HOLD: f"„{one.reason}“",
        Doubt.RESULT: "ein Ergebnis ist angezweifelt und die Abstimmung nicht wiederholt",
        Doubt.CONVENING: "ein Einwand gegen die Einberufung ist nicht beantwortet",
        Doubt.RESOLUTION: "ein Einspruch gegen einen Beschluss ist nicht erledigt",
        Doubt.MINUTES: "das Protokoll ist nicht genehmigt",
    }[one.why]
    return f"Löschstopp (Nr. {one.seq}): {why}. Nichts wird gelöscht."


def _fate(sheet: "Sheet", one: "Class") -> str:
    from handzeichen.law.asked import ASKED

    what = f"{ASKED['retention'].words[one.name]}: {_counted(one.lines)}"
    if one.waits_for_approval:
        return f"{what}, bleiben: Das Protokoll ist nicht genehmigt. ({one.source})"
    if one.until is None:
        return f"{what}, bleiben: ohne Frist. ({one.source})"
    if one.bound:
        return f"{what}, bleiben: Aufzeichnung oder Niederschrift beruhen darauf."
    if one not in sheet.over:
        return f"{what}, bleiben bis {_german(one.until)}. ({one.source})"
    fate = "gelöscht" if sheet.done else "bleiben vorerst" if sheet.kept else "fällig"
    return f"{what}, Frist abgelaufen am {_german(one.until)}: {fate}. ({one.source})"


def _counted(lines: int) -> str:
    return "1 Eintrag" if lines == 1 else f"{lines} Einträge"


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"
