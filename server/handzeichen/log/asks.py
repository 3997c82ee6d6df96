"""Commands as people and programs send them: read with every limit of the contract, and written the same way.

What cannot be read as a command is answered with one German sentence, never with a guess. Nothing here says who may
do what, or whether `by` is true: a script is believed, over the wire `by` and `at` are never looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

import msgspec

from handzeichen.log.reading import AN_OBJECT, at_the_door, listed
from handzeichen.log.values import DOOR, Fault, Reader, read_value, shown, wrong
from handzeichen.log.writing import writer
from handzeichen.meeting.commands import COMMANDS, Command, Rightly
from handzeichen.meeting.ids import PersonId

KEY_LIMIT = 64
EXAMPLE = '{"do":"state_quorum"}'


class Unreadable(Exception):
    """What was sent is no command; `sentence` says in German what is wrong, why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A command as it was sent; `by` and `at` are None where sign-in and clock know them better."""

    command: Command
    by: PersonId | None = None
    at: datetime | None = None
    key: str | None = None
    expect_refused: bool = False


def read_json(data: bytes | str) -> dict[str, object]:
    """The JSON object in a message or a script's line; raises `Unreadable`."""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Unreadable(f"Das ist kein gültiges JSON. Ein Befehl sieht so aus: {EXAMPLE}.") from None
    return _object(value)


def read_command(data: dict[str, object]) -> Command:
    """The command in an object that holds `do` and the command's fields and nothing else; raises `Unreadable`."""
    fields = _object(data)
    if "do" not in fields:
        raise Unreadable("„do“ fehlt: Jeder Befehl nennt darin, was geschehen soll, etwa „state_quorum“.")
    word = fields.pop("do")
    read = _READ.get(word) if isinstance(word, str) else None
    if read is None:
        raise Unreadable(f"{shown(word)} ist kein Befehl. {_help(word)}")
    command: Command = _read(read, fields, str(word))
    if why := command.fault():
        raise Unreadable(why)
    return command


def read_scripted(data: dict[str, object]) -> Ask:
    """A script's line: a command with `by`, and perhaps `at`, `key` and `expect`; raises `Unreadable`."""
    fields = _object(data)
    if fields.get("by") is None:
        raise Unreadable(
            "„by“ fehlt: Jede Zeile nennt, wer handelt: eine Person, „chair“, „clerk“ oder „system“."
        )
    by, at, key = (fields.pop(name, None) for name in ("by", "at", "key"))
    expect = fields.pop("expect", None)
    if expect not in (None, "refused"):
        raise Unreadable(f"„expect“ muss „refused“ sein, nicht {shown(expect)}.")
    return Ask(
        by=PersonId(_leaf("by", by, PersonId)),
        at=None if at is None else _leaf("at", at, datetime),
        key=_key(key),
        expect_refused=expect is not None,
        command=read_command(fields),
    )


def read_sent(data: dict[str, object]) -> Ask:
    """A command over HTTP or the socket, perhaps with a `key`; its `by` and `at` are never looked at.

    Who asks is known from the sign-in, when from the server's clock. Raises `Unreadable`.
    """
    fields = {name: value for name, value in _object(data).items() if name not in ("by", "at")}
    key = _key(fields.pop("key", None))
    return Ask(command=read_command(fields), key=key)


def write_command(command: Command) -> dict[str, object]:
    """A command as it is sent, `do` first; what is None is left out."""
    word, write = _WRITE[type(command)]
    return {"do": word, **write(command)}


def _object(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return dict(value)
    raise Unreadable(f"Ein Befehl ist ein JSON-Objekt wie {EXAMPLE}, nicht {shown(value)}.")


def _read(read: Callable[[Any], Any], value: object, subject: str) -> Any:
    try:
        return read(value)
    except Fault as fault:
        raise Unreadable(fault.sentence(subject)) from None


def _leaf(name: str, value: object, hint: object) -> Any:
    return _read(DOOR[hint].read, value, name)


def _key(value: object) -> str | None:
    if value is None:
        return None
    key: str = _leaf("key", value, str)
    if not 1 <= len(key) <= KEY_LIMIT:
        raise Unreadable(f"„key“ muss 1 bis {KEY_LIMIT} Zeichen haben, nicht {len(key)}.")
    return key


def _read_rightly(value: object) -> Rightly:
    """The command inside a correction, read like any other; its `by` and `key` are never looked at."""
    data = value if isinstance(value, dict) else None
    if data is None:
        raise wrong(AN_OBJECT, value)
    read_value(data)
    try:
        at = data.get("at")
        moment = None if at is None else _leaf("at", at, datetime)
        return Rightly(command=read_sent(data).command, at=moment)
    except Unreadable as fault:
        raise Unreadable(f"In „with“: {fault.sentence}") from None


def _write_rightly(rightly: Rightly) -> dict[str, object]:
    at = {} if rightly.at is None else {"at": rightly.at.isoformat()}
    return {**write_command(rightly.command), **at}


def _help(word: object) -> str:
    close = get_close_matches(word[:KEY_LIMIT], COMMANDS, n=3) if isinstance(word, str) else []
    return (
        f"Gemeint ist vielleicht {listed(close)}."
        if close
        else "Es gibt etwa „arrive“, „move“ und „cast_vote“."
    )


_DOOR: Final = {**DOOR, Rightly: Reader(AN_OBJECT, _read_rightly)}
_READ: Final = {word: at_the_door(kind, _DOOR) for word, kind in COMMANDS.items()}
_WRITE: Final = {kind: (word, writer(kind, {Rightly: _write_rightly})) for word, kind in COMMANDS.items()}
