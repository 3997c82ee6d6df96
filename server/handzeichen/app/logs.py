"""What the server writes down about itself: one line a record, for people or, as JSON, for machines.

Nobody's name, vote, link, cookie or address stands in it. So of an error only its kind and its place in the code are
written, never its words: they may quote what somebody entered. Where an answer at the door is refused, only its reason
and how often are written (`attempts`). What a line quotes cannot begin a line of its own.
"""

import asyncio
import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

TEXT: Final = "text"
JSON: Final = "json"
FRAMES: Final = 12
"""How many places in the code an error names, the innermost ones."""

log = logging.getLogger("handzeichen")


def set_up(form: str) -> None:
    """From now on everything that is logged goes to standard error, as `text` or as `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == JSON else TextLines())
    handler.addFilter(_is_news)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    log.setLevel(logging.INFO)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def announce(text: str) -> None:
    """Tell whoever started the server, at once, also through a pipe; where lines are JSON, as one of them."""
    if _is_json():
        log.info("%s", text)
    else:
        print(text, flush=True)


def complain(text: str) -> None:
    """Tell whoever started the server why it does not run."""
    if _is_json():
        log.critical("%s", text)
    else:
        print(text, file=sys.stderr, flush=True)


class TextLines(logging.Formatter):
    """A record as a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        line = " ".join((_time(record), record.levelname, f"{record.name}:", one_line(record.getMessage())))
        error = _error(record)
        return line if error is None else f"{line} [{error['error']}: {' < '.join(error['where'])}]"


class JsonLines(logging.Formatter):
    """A record as a JSON object: `time`, `level`, `logger`, `message`; of an error also `error` and `where`."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(_error(record) or {}),
        }
        return json.dumps(fields, ensure_ascii=False, default=str)


def one_line(text: str) -> str:
    """Text that neither begins a line nor moves a terminal's cursor: every control character is written out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def on_the_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What asyncio cannot hand to anybody, without the object that it would quote."""
    error = context.get("exception")
    said = str(context.get("message", "")).partition("\n")[0]
    log.error("%s", said, exc_info=error if isinstance(error, Exception) else None)


def _is_news(record: logging.LogRecord) -> bool:
    """uvicorn takes each refused handshake for a fault; whoever tries many would fill the disk."""
    return record.msg != "ASGI callable returned without completing handshake."


def _is_json() -> bool:
    return any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger().handlers)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _error(record: logging.LogRecord) -> dict[str, Any] | None:
    """The kind of an error with the kinds of what led to it, and where it came from, innermost first."""
    if not record.exc_info or record.exc_info[1] is None:
        return None
    error = record.exc_info[1]
    kinds: list[str] = []
    where = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    ]
    cause: BaseException | None = error
    while cause is not None and len(kinds) < FRAMES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return {"error": " from ".join(kinds), "where": where[:FRAMES]}


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("The program has failed", exc_info=(kind, error, trace))


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
