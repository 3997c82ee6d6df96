"""The meeting that goes through everything here: the demonstration's, with its first ballot just opened."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from handzeichen.app.config import FILE, HEADS
from handzeichen.app.moving import move_between
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.log.heads import Anchors
from handzeichen.log.port import Line
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from support.live import PLAN, SignedIn, running
from support.valkey import Valkey

MEETING = read_plan(PLAN).id
VOTERS = ("elvers", "moehring-aufwind", "nordmeier", "brandhorst")
BALLOT = "b1"


@dataclass(frozen=True)
class Prepared:
    """A folder with the meeting in it, and who is signed in there; copied, never used itself."""

    folder: Path
    hall: SignedIn
    chair: SignedIn
    clerk: SignedIn
    members: dict[str, SignedIn]

    def into(self, folder: Path) -> Path:
        """A folder of a server's own with this meeting."""
        shutil.copytree(self.folder, folder)
        return folder

    async def onto(self, valkey: Valkey) -> None:
        """The same meeting on a Redis-compatible server."""
        await move_between(f"sqlite:{self.folder / FILE}", valkey.url)


async def prepare(folder: Path) -> Prepared:
    """Play the evening up to its first ballot, and open that."""
    folder.mkdir()
    anchors = Anchors(folder / HEADS)
    store = await SqliteStore.open(folder / FILE, anchors)
    async with running(store=store, anchors=anchors) as server:
        await server.play()
        chair = await server.sign_in(Role.CHAIR)
        async with server.socket(chair) as lead:
            opened = await lead.ask("open_ballot", ballot=BALLOT, motion="m2", method="show_of_hands")
            assert "accepted" in opened, opened
        return Prepared(
            folder=folder,
            hall=await server.sign_in(Role.HALL),
            chair=chair,
            clerk=await server.sign_in(Role.CLERK),
            members={person: await server.sign_in(Role.MEMBER, person) for person in VOTERS},
        )


async def lines_in(place: Path | Valkey) -> list[Line]:
    """The log as it stands in a folder whose server has ended, or on a Redis-compatible server."""
    store = await (
        RedisStore.open(place.url) if isinstance(place, Valkey) else SqliteStore.open(place / FILE)
    )
    try:
        return await store.read(MEETING)
    finally:
        await store.close()
