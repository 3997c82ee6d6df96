"""The server's small rules, as tables: frame headers, origins, settings, clocks, the choice of a wire."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from websockets.frames import Frame as Reference
from websockets.frames import Opcode

from handzeichen.app.clock import EveningClock
from handzeichen.app.config import Config, ConfigError, configure
from handzeichen.app.frames import Frame, header
from handzeichen.app.security import from_here
from handzeichen.app.wire import SCOPE_KEY, PlainWire, open_wire

# Frames


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_prebuilt_frame_is_what_the_library_would_have_written(length: int) -> None:
    payload = b"x" * length
    assert header(length) + payload == Reference(Opcode.TEXT, payload).serialize(mask=False)


def test_a_frame_is_the_same_as_text_and_on_the_wire() -> None:
    frame = Frame({"seq": 7, "parts": {"item": "<p>Tür</p>"}})
    assert frame.text == '{"seq":7,"parts":{"item":"<p>Tür</p>"}}'
    assert frame.wire.endswith(frame.text.encode())


# Origins


@pytest.mark.parametrize(("headers", "here"), [
    ({"host": "a.example", "origin": "https://a.example"}, True),
    ({"host": "a.example:8037", "origin": "http://a.example:8037"}, True),
    # Another port is another server.
    ({"host": "a.example:8037", "origin": "http://a.example"}, False),
    ({"host": "a.example", "origin": "https://b.example"}, False),
    ({"host": "a.example", "origin": "https://a.example.b.example"}, False),
    # Sandboxed frames and files have the origin "null".
    ({"host": "a.example", "origin": "null"}, False),
    ({"host": "a.example", "origin": ""}, False),
    ({"host": "", "origin": "null"}, False),
    ({"host": "a.example", "origin": "file://a.example"}, False),
    ({"host": "a.example", "origin": "https://listed.example"}, True),
    # No origin: a program, or a browser that says that the page is ours.
    ({"host": "a.example"}, True),
    ({"host": "a.example", "sec-fetch-site": "same-origin"}, True),
    ({"host": "a.example", "sec-fetch-site": "same-site"}, False),
    ({"host": "a.example", "sec-fetch-site": "cross-site"}, False),
])  # fmt: skip
def test_where_a_request_comes_from(headers: dict[str, str], here: bool) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    connection = HTTPConnection({"type": "http", "headers": raw})
    assert from_here(connection, frozenset({"https://listed.example"})) is here


# Settings


def test_an_argument_counts_before_the_environment_and_that_before_the_default() -> None:
    environ = {"HANDZEICHEN_PORT": "9000", "HANDZEICHEN_HOST": "0.0.0.0", "HANDZEICHEN_DATA": "/var/lib/x"}
    config = configure(environ, port=9001, host=None)
    assert (config.port, config.host, config.data) == (9001, "0.0.0.0", Path("/var/lib/x"))
    assert config.beat == Config().beat


def test_each_setting_is_read_in_its_type() -> None:
    config = configure({
        "HANDZEICHEN_ORIGINS": "https://a.example, https://b.example",
        "HANDZEICHEN_BEAT": "0.5",
        "HANDZEICHEN_SILENCE": "3",
        "HANDZEICHEN_SIGN_IN_HOURS": "8",
        "HANDZEICHEN_FAST_WIRE": "false",
        "HANDZEICHEN_URL": "https://sitzung.example",
    })  # fmt: skip
    assert config.origins == {"https://a.example", "https://b.example"}
    assert (config.beat, config.silence, config.sign_in_hours, config.fast_wire) == (0.5, 3.0, 8, False)
    assert config.url == "https://sitzung.example"


@pytest.mark.parametrize(("environ", "says"), [
    ({"HANDZEICHEN_PORT": "http"}, "HANDZEICHEN_PORT"),
    ({"HANDZEICHEN_PORT": "70000"}, "Port 70000"),
    ({"HANDZEICHEN_FAST_WIRE": "perhaps"}, "HANDZEICHEN_FAST_WIRE"),
    ({"HANDZEICHEN_BEAT": "5", "HANDZEICHEN_SILENCE": "5"}, "HANDZEICHEN_SILENCE"),
    ({"HANDZEICHEN_BEAT": "0"}, "HANDZEICHEN_BEAT"),
])  # fmt: skip
def test_a_setting_that_cannot_be_is_refused_in_words(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        configure(environ)


def test_every_setting_stands_in_the_table() -> None:
    import handzeichen.app.config as module

    for name in Config.__dataclass_fields__:
        if name != "accept_older_log":
            assert f"| HANDZEICHEN_{name.upper()} |" in str(module.__doc__)


# Clocks


def test_an_evenings_clock_stands_until_it_is_let_run() -> None:
    evening = datetime.fromisoformat("2021-01-21T17:55:00+01:00")
    clock = EveningClock(evening)
    assert clock() == clock() == evening
    clock.set(evening, speed=3600.0)
    first, second = clock(), clock()
    assert evening <= first <= second
    assert 0 < clock.wait(evening + timedelta(hours=1)) <= 1
    assert clock.wait(evening - timedelta(hours=1)) == 0


# Wires


async def test_a_server_that_is_not_the_known_one_gets_the_plain_wire() -> None:
    """And what is still to be said is said before the end."""
    sent: list[Any] = []
    closed = asyncio.Event()
    frames = [Frame({"beat": 1})]

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "websocket.close":
            closed.set()

    wire = open_wire({SCOPE_KEY: send}, lambda: frames.pop() if frames else None, fast=True)
    assert isinstance(wire, PlainWire)
    wire.wake()
    wire.end(4401, "signed out")
    await asyncio.wait_for(closed.wait(), 10)
    await wire.close()
    assert sent == [
        {"type": "websocket.send", "text": '{"beat":1}'},
        {"type": "websocket.close", "code": 4401, "reason": "signed out"},
    ]
