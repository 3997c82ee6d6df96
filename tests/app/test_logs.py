"""What the server writes about itself: one line each, and never the words of an error."""

import asyncio
import json
import logging
import sys

import pytest

from handzeichen.app import logs

HOSTILE = 'Wahl\n{"level":"critical"}\r\x1b[2J\u2028 Ende'
SECRET = "Ratsfrau Quellmann stimmt mit Ja"


def record(message: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("handzeichen.app.room", logging.ERROR, "room.py", 1, message, values, info)


def failed() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        return error


def test_a_json_line_has_its_fields_and_is_one_line() -> None:
    line = logs.JsonLines().format(record("%s: %s", "rat-1", HOSTILE))
    assert "\n" not in line and "\x1b" not in line
    fields = json.loads(line)
    assert set(fields) == {"time", "level", "logger", "message"}
    assert fields["message"] == f"rat-1: {HOSTILE}"
    assert (fields["level"], fields["logger"]) == ("error", "handzeichen.app.room")
    assert fields["time"].endswith("+00:00")


def test_a_line_of_text_is_one_line_too() -> None:
    line = logs.TextLines().format(record("%s", HOSTILE))
    assert line.isprintable()
    assert line.endswith('Wahl\\n{"level":"critical"}\\r\\x1b[2J\\u2028 Ende')


@pytest.mark.parametrize("form", [logs.JsonLines(), logs.TextLines()])
def test_of_an_error_only_kind_and_place_are_written(form: logging.Formatter) -> None:
    line = form.format(record("the room has failed", error=failed()))
    assert SECRET not in line
    assert "ValueError from KeyError" in line
    assert "test_logs.py" in line and "failed" in line


async def test_what_asyncio_cannot_hand_on_is_written_without_what_it_quotes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop = asyncio.get_running_loop()
    logs.on_the_loop(loop, {"message": f"never retrieved\nfuture: {SECRET}", "exception": failed()})
    (found,) = caplog.records
    assert found.getMessage() == "never retrieved"
    assert SECRET not in logs.JsonLines().format(found)


async def test_an_uncaught_error_of_a_process_is_a_json_line() -> None:
    code = (
        "import threading; from handzeichen.app import logs; logs.set_up('json'); logs.announce('Läuft');"
        "one = threading.Thread(target=lambda: {}[%r]); one.start(); one.join(); raise ValueError(%r)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code % (SECRET, SECRET), stdout=-1, stderr=-1
    )
    out, said = await process.communicate()
    assert (process.returncode, out) == (1, b"")
    assert SECRET not in said.decode()
    ready, thread, main = map(json.loads, said.splitlines())
    assert (ready["level"], ready["message"]) == ("info", "Läuft")
    assert (thread["error"], main["error"]) == ("KeyError", "ValueError")
    assert (main["level"], main["message"]) == ("critical", "The program has failed")
