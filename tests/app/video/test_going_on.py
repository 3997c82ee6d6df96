"""What fails once, at a video system or in a look at a conference, is not the end of following it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handzeichen.app.attempts import Attempts
from handzeichen.app.video.client import NoAnswer, fetch
from handzeichen.app.video.ingest import Video
from handzeichen.app.video.roster import Question
from handzeichen.app.video.settings import read_settings
from handzeichen.log.memory import MemoryStore

SECRET = "a-secret-of-sixteen"
SETTINGS = """
[conferences.rat]
body = "rat"
system = "bigbluebutton"
secret_file = "secret"
rooms = ["rat"]
[conferences.rat.roster]
server = "http://127.0.0.1:1/api"
every = 1
"""
CUT_OFF = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<response>",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<response>",
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"no HTTP at all\r\n\r\n",
    b"",
)


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A system that says this to the one who asks, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once() -> None:
            with listener.accept()[0] as connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=answer_once)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api?checksum={SECRET}"
        thread.join()


@pytest.mark.parametrize("answer", CUT_OFF)
def test_a_system_that_breaks_off_or_speaks_no_http_has_not_answered(answer: bytes) -> None:
    with answering(answer) as address, pytest.raises(NoAnswer):
        fetch(Question(url=address))


def test_why_an_address_cannot_be_asked_names_no_checksum() -> None:
    with pytest.raises(NoAnswer) as why:
        fetch(Question(url=f"http://127.0.0.1:1/a b?checksum={SECRET}"))
    assert SECRET not in str(why.value)


async def test_a_look_that_fails_is_not_the_last_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "video.toml").write_text(SETTINGS)
    looked, again = list[str](), asyncio.Event()

    def alarm(source: str, sentence: str | None) -> None:
        looked.append(source)
        if len(looked) == 1:
            raise RuntimeError("once")
        again.set()

    settings = read_settings(tmp_path / "video.toml")
    video = Video(settings, MemoryStore(), {}, Attempts(), alarm=alarm)
    going_on = asyncio.create_task(video.run(0.001))
    await asyncio.wait_for(again.wait(), 30)
    assert not going_on.done() and "A look at a video conference has failed" in caplog.text
    going_on.cancel()
