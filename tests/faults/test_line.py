"""A line that dies without a word: the page says so, the server lets go of it, and what is true is shown when it is back."""

from pathlib import Path
from time import monotonic

from faults.meeting import Prepared
from faults.node import SILENCE
from faults.witness import BEAT, MISSED, Witness
from handzeichen.app.config import FILE
from handzeichen.log.sqlite import SqliteStore
from support.live import running
from support.proxy import proxy

SENT_THAT_WAY = 4
"""The hall, the clerk and every second member."""


async def test_a_half_open_line_is_noticed_at_both_ends_and_its_return_takes_its_place(
    prepared: Prepared, tmp_path: Path
) -> None:
    store = await SqliteStore.open(prepared.into(tmp_path / "data") / FILE)
    async with (
        running(store=store, beat=BEAT, silence=SILENCE) as server,
        proxy(int(server.url.rpartition(":")[2])) as way,
    ):
        witness = Witness(prepared, lambda: f"http://127.0.0.1:{way.port}", lambda: server.url)
        elvers, other = witness.members[:2]
        async with witness.watching():
            await witness.vote("elvers", "yes", "k1")
            pages, began = len(server.house.pages), monotonic()
            way.carries.clear()
            lost = await witness.vote("elvers", "no", "k2")
            assert lost is None, "nobody has told the member anything"
            assert elvers.stale[0] - began < MISSED * BEAT + SILENCE
            assert await witness.vote(str(other.person), "no", "k3") is not None, "the others go on"
            await other.until(lambda: len(server.house.pages) == pages - SENT_THAT_WAY)
            way.carries.set()
            await elvers.until(lambda: elvers.back[1:])
            await witness.end()
            assert len(server.house.pages) == pages
