"""A clock that is set during the meeting: the log's times never go back, nobody is signed out, and the clerk is told."""

from pathlib import Path

from faults.meeting import Prepared
from faults.node import Node
from faults.shim import Machine
from faults.witness import Witness
from handzeichen.log.codec import read_entries

SET = "Die Uhr des Servers wurde im laufenden Betrieb"
DAY, HOUR = 86_400, 3_600


async def test_a_clock_set_forward_and_back_stops_nothing_and_is_said(
    prepared: Prepared, machine: Machine, tmp_path: Path
) -> None:
    node = Node(prepared.into(tmp_path / "data"), **machine.environment)
    await node.start()
    witness = Witness(prepared, lambda: node.url)
    async with witness.watching():
        witness.storm()
        clerk = witness.clerk
        for ahead, said in (
            (2 * DAY, "48 Std. 0 Min. vorgestellt"),
            (0, ""),
            (-HOUR, "1 Std. 0 Min. zurückgestellt"),
        ):
            await witness.votes(10)
            machine.fail(clock_ahead=ahead)
            await clerk.until(lambda said=said: said in clerk.alarm if said else SET not in clerk.alarm)
        await witness.votes(10)
        lines = await witness.end()
        assert not any(screen.back[1:] or screen.stale for screen in witness.screens), "nobody was cut off"
    moments = [entry.at for entry in read_entries(lines)]
    assert moments == sorted(moments)
    await node.stop()
