"""The server as a process: how it starts, and how it ends.

It runs until a signal ends it. Where nobody can say whether something was stored, the process ends at once with a
sentence and the exit code AGAIN, so that whoever watches over it starts it again.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from functools import partial
from types import FrameType
from typing import Final

import uvicorn

from handzeichen.app import logs, operator
from handzeichen.app.addresses import build
from handzeichen.app.api import BODY_LIMIT
from handzeichen.app.config import Config
from handzeichen.app.files import FileFault
from handzeichen.app.garbage import wait_for_quiet
from handzeichen.app.house import House
from handzeichen.app.house_law import LawFault
from handzeichen.app.machine import network_file_system
from handzeichen.app.transport import Counted, Http, Lobby, Socket
from handzeichen.app.video.settings import VideoFault
from handzeichen.law.answers import ProfileError
from handzeichen.log.codec import BadEntry
from handzeichen.log.heads import Anchors, check_anchors
from handzeichen.log.port import NotNow, OutcomeUnknown, Store, StoreRefused
from handzeichen.log.sqlite import SqliteStore

REFUSED: Final = 2
"""Exit code: the server did not start, and the reason was printed."""
AGAIN: Final = 75
"""Exit code: start me again (EX_TEMPFAIL of sysexits.h); what stands in the log then counts."""
BACKLOG: Final = 2048
"""How many may knock at the same moment: after a restart everyone comes back."""
GRACE: Final = 3
"""Seconds that what waits gets at the end to be answered, then the pages to go, then open requests."""
TAKEN_WITHIN: Final = 1.0
"""Seconds in which a page that reads has answered that the connection ends."""

Stop = Callable[[str], None]

log = logging.getLogger(__name__)


class NotStarted(Exception):
    """The server cannot start; the message is a German sentence."""


@contextlib.asynccontextmanager
async def open_house(config: Config, stop: Stop) -> AsyncIterator[House]:
    """A house over its store; raises `StoreRefused` or `NotStarted` with the reason."""
    try:
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotStarted(f"„{config.data}“ kann nicht angelegt werden: {error.strerror}.") from None
    _require_own_disk(config)
    anchors = Anchors(config.heads)
    store = await _store(config, anchors)
    house = House(config, store, stop=stop, anchors=anchors)
    try:
        await _require_newest(house, anchors)
        yield house
    finally:
        await house.close()


def _require_own_disk(config: Config) -> None:
    """A file system of another machine may say that something is stored before it is, and lock a file for two."""
    kind = None if config.store else network_file_system(config.data)
    if kind is None:
        return
    if not config.network_folder:
        raise NotStarted(
            f"„{config.data}“ liegt auf einem Netzlaufwerk ({kind}): Dort können bestätigte Stimmen verloren gehen. "
            "Bitte einen Ordner auf einem Datenträger dieses Rechners angeben; wer das Netzlaufwerk trotzdem will, "
            "setzt HANDZEICHEN_NETWORK_FOLDER=true."
        )
    log.warning("Angenommen trotz: Der Datenordner liegt auf einem Netzlaufwerk (%s).", kind)


async def _store(config: Config, anchors: Anchors) -> Store:
    if not config.store:
        return await SqliteStore.open(config.file, anchors)
    from handzeichen.log.redis import RedisStore

    return await RedisStore.open(config.store, anchors, accepts=config.redis_accepts)


async def _require_newest(house: House, anchors: Anchors) -> None:
    """A log that is older than what was seen of it must not simply go on."""
    faults = await check_anchors(house.store, anchors.heads)
    if faults and not house.config.accept_older_log:
        raise NotStarted("\n".join(faults))
    for fault in faults:
        log.warning("Angenommen trotz: %s", fault)
    if faults:
        for meeting in anchors.heads:
            anchors.note(meeting, await house.store.head(meeting))


def run_loop(work: Coroutine[object, object, int], *, form: str) -> int:
    """Run something on uvloop to its end; it logs as `text` or `json`."""
    import uvloop

    wait_for_quiet()
    logs.set_up(form)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.get_loop().set_exception_handler(logs.on_the_loop)
        return runner.run(work)


async def run_house(config: Config, begin: Callable[[House, str], Awaitable[str]]) -> int:
    """Open the house and let `begin` make it ready; listen, say its words, and end with a signal; the exit code."""
    try:
        with listening(config) as (listener, url):
            async with open_house(config, end_now) as house:
                words = await begin(house, url)
                async with operator.reachable(house, listener):
                    await Server(house, ready=lambda: logs.announce(words)).serve(sockets=[listener])
    except OutcomeUnknown as unknown:
        end_now(unknown.sentence)
    except (
        NotNow
    ) as reason:  # After a cut of power the machines come back in any order; or somebody makes room.
        logs.complain(f"Nicht gestartet. {reason.sentence}")
        return AGAIN
    except (NotStarted, StoreRefused, BadEntry, ProfileError, LawFault, FileFault, VideoFault) as reason:
        logs.complain(f"Nicht gestartet. {reason}")
        return REFUSED
    return 0


def end_now(sentence: str) -> None:
    """Stop this process without another word to the store: what it would say could be wrong."""
    logs.complain(f"{sentence}\nBitte Handzeichen neu starten.")
    logging.shutdown()
    os._exit(AGAIN)


@contextlib.contextmanager
def listening(config: Config) -> Iterator[tuple[socket.socket, str]]:
    """A socket that listens, and the address that people use."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # Named as TCP, so that asyncio turns Nagle's algorithm off for what it accepts: else small frames wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise NotStarted(
            f"Auf {config.host}, Port {config.port}, kann nicht gelauscht werden: {error.strerror}. "
            "Vielleicht läuft dort schon etwas; mit --port lässt sich ein anderer wählen."
        ) from None
    with listener:
        host = f"[{config.host}]" if ":" in config.host else config.host
        yield listener, config.url.rstrip("/") or f"http://{host}:{listener.getsockname()[1]}"


class Server(uvicorn.Server):
    """uvicorn with our settings; a first signal ends it in order, a second one at once."""

    def __init__(self, house: House, ready: Callable[[], None]) -> None:
        self._ready = ready
        self._house = house
        self._noise = Counted(house.attempts)
        super().__init__(
            uvicorn.Config(
                build(house),
                http=partial(Http, lobby=Lobby(house.limits)),  # type: ignore[arg-type]
                ws=partial(Socket, limits=house.limits),  # type: ignore[arg-type]
                ws_max_size=BODY_LIMIT,
                ws_per_message_deflate=False,
                # Our own beats find a dead page sooner, and say so on the page too.
                ws_ping_interval=None,
                lifespan="off",
                log_config=None,
                access_log=False,  # Links stand in the path.
                server_header=False,
                timeout_graceful_shutdown=GRACE,
                # Whose request it is may be said by named proxies alone: by default uvicorn believes this machine.
                proxy_headers=bool(house.config.proxies),
                forwarded_allow_ips=sorted(house.config.proxies),
            )
        )

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        logger = logging.getLogger("uvicorn.error")
        logger.addFilter(self._noise)
        try:
            await super().serve(sockets)
        finally:
            logger.removeFilter(self._noise)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._house.ending = True
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if not self.force_exit:
            await self._house.finish(GRACE)
            await self._until_taken()
        await super().shutdown(sockets)

    async def _until_taken(self) -> None:
        """Closed while its page still speaks, a connection is reset, and what was just said to it may be lost."""
        try:
            async with asyncio.timeout(TAKEN_WITHIN):
                while any(getattr(one, "close_sent", False) for one in self.server_state.connections):
                    await asyncio.sleep(0.01)
        except TimeoutError:
            return

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
