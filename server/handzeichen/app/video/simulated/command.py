"""One call of the simulator: what is asked for, whether it may be, and how it is played."""

import argparse
import asyncio
import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlsplit

from handzeichen.app.calls import NOT_PLAYED, OK, WRONG, Stop
from handzeichen.app.cli_practice import plan_in
from handzeichen.app.config import OPERATOR
from handzeichen.app.files import FileFault, read_file
from handzeichen.app.practice import FOLDER
from handzeichen.app.video.settings import VideoFault, read_settings
from handzeichen.app.video.simulated import report
from handzeichen.app.video.simulated.compare import ROOM
from handzeichen.app.video.simulated.offered import SETTINGS
from handzeichen.app.video.simulated.pages import Page, keep_still, read_links
from handzeichen.app.video.simulated.play import Played, play
from handzeichen.app.video.simulated.post import TooMuch, post
from handzeichen.app.video.simulated.report import Cast
from handzeichen.app.video.simulated.run import Conference, NoServer, Run, Server
from handzeichen.app.video.simulated.script import Act, ScriptFault, named, read_script
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.law.answers import PROFILES
from handzeichen.meeting.ids import Role
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.plan import Plan

PORT: Final = 8037
SEEDS: Final = 1_000_000
"""A seed that is drawn is below that, to be typed again."""


def simulate(arguments: argparse.Namespace) -> int:
    """Play a script to its end; the exit code."""
    plan = None if arguments.plan is None else plan_in(arguments.plan, PROFILES)
    conference, meeting = _conference(arguments, plan)
    server = _server(arguments)
    seed = secrets.randbelow(SEEDS) if arguments.seed is None else arguments.seed
    try:
        cast = _cast(arguments, server, meeting, plan, seed)
        acts = _script(arguments.script, tuple(cast.names))
        played = play(acts, tuple(cast.names), seed)
        mail = post(played, acts, conference.system, seed)
        print(*report.heading(cast, seed, mail, arguments.speed), sep="\n", flush=True)
        if arguments.dry_run:
            print(
                *(report.line(letter) for letter in mail.letters),
                *report.end(mail, cast, report.counted(mail)),
                sep="\n",
            )
            return OK
        run = Run(
            server=server, conference=conference, post=mail, names=dict(cast.names), speed=arguments.speed
        )
        pages = _pages(arguments, server, meeting, played, plan)
        return asyncio.run(_played(arguments, run, played, cast, meeting, pages))
    except TooMuch:
        raise Stop(
            NOT_PLAYED, f"{arguments.script}: Das ergibt zu viele Meldungen. Bitte kürzer fassen."
        ) from None
    except NoServer as fault:
        raise Stop(NOT_PLAYED, str(fault)) from None
    except KeyboardInterrupt:
        raise Stop(NOT_PLAYED, "Abgebrochen. Wer zugeschaltet war, steht beim Server noch so da.") from None


async def _played(
    arguments: argparse.Namespace,
    run: Run,
    played: Played,
    cast: Cast,
    meeting: str,
    pages: dict[str, Page],
) -> int:
    still = asyncio.create_task(_keep_still(pages, played, run.speed))
    playing = asyncio.create_task(
        run.play(list(played.notes), lambda note: print(report.note(note), flush=True))
    )
    await asyncio.wait([still, playing], return_when=asyncio.FIRST_COMPLETED)
    for task in (playing, still):
        if not task.done():
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    print(*report.end(run.post, cast, run.sent), sep="\n", flush=True)
    if played.still:
        print(report.half_open(len(played.still), len(pages)), flush=True)
    if not arguments.expect:
        return OK
    found = await run.compared(meeting, arguments.patience)
    if not found:
        print("Der Server zeigt dasselbe.")
        return OK
    waited = f"Nach {arguments.patience:g} Sekunden zeigt der Server etwas anderes:"
    raise Stop(WRONG, waited, *(f"  {line}" for line in found), *report.hint(len(found), len(cast.names)))


async def _keep_still(pages: dict[str, Page], played: Played, speed: float) -> None:
    steps = [
        (at / speed, one.who, is_still)
        for one in played.still
        if one.who in pages
        for at, is_still in ((one.begin, True), (one.end, False))
    ]
    await keep_still(pages, sorted(steps))


# What is asked for


def _conference(arguments: argparse.Namespace, plan: Plan | None) -> tuple[Conference, str]:
    """The conference that is played, and the id of its meeting."""
    meeting: str | None = arguments.meeting if plan is None else plan.id
    if arguments.secret is None:
        found, own = _from_settings(arguments)
        meeting = meeting or own
    elif arguments.conference is None:
        raise Stop(NOT_PLAYED, "Zu --secret bitte auch --conference angeben: den Namen in der Adresse.")
    else:
        found = Conference(
            id=arguments.conference,
            system=arguments.system or "signed",
            secret=read_file(arguments.secret).strip(),
            room=arguments.room or arguments.conference,
        )
    if found.system not in SYSTEMS:
        known = ", ".join(SYSTEMS)
        raise Stop(NOT_PLAYED, f"Das System „{found.system}“ gibt es nicht. Möglich sind: {known}.")
    if meeting is None:
        raise Stop(NOT_PLAYED, "Welche Sitzung ist gemeint? Bitte --plan oder --meeting angeben.")
    return found, meeting


def _from_settings(arguments: argparse.Namespace) -> tuple[Conference, str | None]:
    """A conference of the rehearsal's, or of the house's settings, and the only meeting it is for."""
    path, name = arguments.settings or (arguments.data or FOLDER) / SETTINGS, arguments.conference
    if arguments.settings is None and not path.exists():
        raise Stop(
            NOT_PLAYED,
            f"In „{path.parent}“ läuft keine Übung. Bitte zuerst handzeichen practice PLAN starten, den Ordner mit "
            "--data nennen, oder mit --settings die Konferenzen des Hauses.",
        )
    try:
        settings = {one.id: one for one in read_settings(path)}
    except VideoFault as fault:
        raise Stop(NOT_PLAYED, str(fault)) from None
    setting = settings.get(name or next(iter(settings)))
    if setting is None:
        known = ", ".join(settings)
        raise Stop(NOT_PLAYED, f"Eine Konferenz „{name}“ gibt es nicht. Möglich sind: {known}.")
    conference = Conference(
        id=setting.id,
        system=arguments.system or setting.system or "signed",
        secret=setting.secret,
        room=arguments.room or min(setting.rooms, default=setting.id),
        callback=setting.callback,
    )
    return conference, setting.meeting


def _server(arguments: argparse.Namespace) -> Server:
    address = arguments.url
    if address is None:
        address = f"http://127.0.0.1:{PORT}"
        with suppress(OSError, ValueError, KeyError):
            known = json.loads(((arguments.data or FOLDER) / OPERATOR).read_bytes())
            host = f"[{known['host']}]" if ":" in known["host"] else known["host"]
            address = f"http://{host}:{known['port']}"
    host = _host_in(address)
    if host is None:
        raise Stop(NOT_PLAYED, f"„{address}“ ist keine Adresse eines Servers, etwa http://127.0.0.1:{PORT}.")
    if not arguments.anywhere and not _is_here(host):
        raise Stop(
            NOT_PLAYED,
            f"„{host}“ ist ein anderer Rechner, und was gespielt wird, ändert dort eine Sitzung. Ist das so "
            "gewollt, bitte --anywhere dazu angeben.",
        )
    return Server(address)


def _host_in(address: str) -> str | None:
    """The host of a server's address; None where it is none."""
    try:
        found = urlsplit(address)
        # Asking for the port reads it. A name and a password before the host are taken for a part of it later.
        is_right = found.scheme in ("http", "https") and found.port != 0 and "@" not in found.netloc
    except ValueError:
        return None
    rest = found.path.strip("/") or found.query or found.fragment
    return found.hostname if is_right and not rest and address.isascii() else None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _cast(arguments: argparse.Namespace, server: Server, meeting: str, plan: Plan | None, seed: int) -> Cast:
    """Who plays, as `--members` says; else all, or so many, of those who neither sit in the room nor lead: that is done
    there."""
    told = arguments.members
    number = int(told) if told is not None and told.isdecimal() else None
    named = [] if told is None or number is not None else _named(told, plan)
    if arguments.dry_run and (named or plan is not None):
        return _drawn(dict.fromkeys(named) if plan is None else _members(plan), named, number, seed)
    seen = server.meeting(meeting)
    if not arguments.dry_run and not seen.is_practice and not arguments.anywhere:
        raise Stop(
            NOT_PLAYED,
            f"Die Sitzung „{meeting}“ zählt, und was gespielt wird, stünde in ihrem Protokoll. Bitte eine Übung nehmen "
            "(handzeichen practice PLAN); ist es so gewollt, --anywhere dazu angeben.",
        )
    names = {who: one.name for who, one in seen.people.items()}
    in_the_room = [] if named else [who for who, one in seen.people.items() if one.state == ROOM or one.leads]
    cast = _drawn({who: name for who, name in names.items() if who not in in_the_room}, named, number, seed)
    return replace(cast, in_the_room=[names[who] for who in in_the_room])


def _named(told: str, plan: Plan | None) -> list[str]:
    """The ids in a list; where there is a plan, it knows them."""
    named = [one.strip() for one in told.split(",") if one.strip()]
    if not named:
        raise Stop(NOT_PLAYED, "--members: Bitte eine Anzahl angeben, oder Kennungen mit Kommas.")
    known = named if plan is None else [str(one.id) for one in plan.people]
    if strange := [one for one in named if one not in known]:
        raise Stop(NOT_PLAYED, f"--members: Diese Kennungen stehen nicht im Plan: {', '.join(strange)}.")
    return named


def _members(plan: Plan) -> dict[str, str]:
    return {one.id: plain_name(one) for one in plan.people if one.role is Role.MEMBER and not one.chairs}


def _drawn(names: Mapping[str, str | None], named: Sequence[str], number: int | None, seed: int) -> Cast:
    """Those who are named, or so many of all."""
    if number is not None and not 1 <= number <= len(names):
        raise Stop(
            NOT_PLAYED, f"--members {number}: Zugeschaltet sein können hier 1 bis {len(names)} mit Sitz."
        )
    drawn = named or [*names]
    if number is not None:
        chosen = set(Random(f"{seed} members").sample(drawn, number))
        drawn = [who for who in drawn if who in chosen]
    return Cast(names={who: names.get(who) or who for who in drawn})


def _script(told: str, people: Sequence[str]) -> tuple[Act, ...]:
    path, known = named().get(told, Path(told)), ", ".join(named())
    try:
        return read_script(read_file(path).decode("utf-8-sig"), people)
    except FileFault as fault:
        raise Stop(NOT_PLAYED, f"{fault} Bitte eine Datei angeben, oder: {known}.") from None
    except UnicodeDecodeError:
        raise Stop(NOT_PLAYED, f"{path}: Das ist kein Text in UTF-8.") from None
    except ScriptFault as fault:
        raise Stop(NOT_PLAYED, *(f"{told}: {line}" for line in str(fault).splitlines())) from None


def _pages(
    arguments: argparse.Namespace, server: Server, meeting: str, played: Played, plan: Plan | None
) -> dict[str, Page]:
    """The pages of those whose lines die unnoticed, as far as there are links for them."""
    if arguments.links is None:
        return {}
    if plan is None:
        raise Stop(NOT_PLAYED, "Zu --links bitte auch --plan angeben: Darin steht, wessen Link welcher ist.")
    people = [(one.id, plain_name(one)) for one in plan.people]
    links = read_links(read_file(arguments.links).decode(errors="replace"), people)
    still = {one.who for one in played.still}
    return {who: Page(server, meeting, path) for who, path in links.items() if who in still}
