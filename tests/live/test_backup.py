"""A backup of the running server: votes go on, none that was acknowledged is missing, and nobody else may have one."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed

from handzeichen.app.backup import back_up
from handzeichen.app.config import FILE, HEADS, OPERATOR, Config
from handzeichen.app.plan import read_plan
from handzeichen.log.chain import check
from handzeichen.log.codec import read_entries
from handzeichen.log.heads import read_heads
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.events import VoteCast
from support.live import PATIENCE, PLAN, Process, SignedIn, Socket

MEETING = read_plan(PLAN).id
MEMBERS = ("Ratsfrau Elvers", "Ratsherr Möhring")
ADDRESSES = (
    "/operator/meetings",
    f"/operator/meetings/{MEETING}/head",
    f"/operator/meetings/{MEETING}/lines",
    f"/operator/meetings/{MEETING}/sessions",
    "/operator/texts",
)


async def demo(folder: Path) -> Process:
    return await Process.start("demo", "--port", "0", "--data", folder, last="Ende mit")


async def command(*arguments: str | Path) -> tuple[int, str]:
    """What a command ends with, and all that it says."""
    process = await asyncio.create_subprocess_exec(
        *Process.command(*arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    assert "Traceback" not in said.decode()
    return process.returncode, said.decode()


async def voted(path: Path) -> dict[str, str]:
    """The hash under which each vote stands in a store, by the key that its page gave it."""
    store = await SqliteStore.open_to_read(path)
    lines = await store.read(MEETING)
    await store.close()
    assert check(lines) is None
    return {
        (entry.key or "").partition(":")[2]: line.hash
        for entry, line in zip(read_entries(lines), lines, strict=True)
        if isinstance(entry.event, VoteCast)
    }


async def vote_on(url: str, who: SignedIn, name: str, acknowledged: dict[str, str]) -> None:
    """Vote as fast as the server answers, and remember every acknowledgement, until the server ends."""
    try:
        async with Socket(url, MEETING, who) as page:
            for number in range(1_000_000):
                key, choice = f"{name}-{number}", ("yes", "no", "abstain")[number % 3]
                answer: dict[str, Any] = await page.ask("cast_vote", ballot="b1", choice=choice, key=key)
                acknowledged[key] = answer["head"]
    except (ConnectionClosed, OSError, AssertionError):
        return


async def test_every_vote_acknowledged_before_the_backup_is_in_it_and_those_meanwhile_are_not_lost(
    tmp_path: Path,
) -> None:
    process = await demo(tmp_path / "house")
    async with Socket(process.url, MEETING, await process.sign_in("Vorsitz")) as lead:
        await lead.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    acknowledged: dict[str, str] = {}
    voters = [
        asyncio.create_task(vote_on(process.url, await process.sign_in(name), name, acknowledged))
        for name in MEMBERS
    ]
    async with asyncio.timeout(PATIENCE):
        while len(acknowledged) < 100:
            await asyncio.wait(voters, timeout=0.01)
    before = dict(acknowledged)
    code, said = await command("backup", tmp_path / "b.sqlite", "--data", tmp_path / "house")
    assert code == 0, said
    assert len(acknowledged) > len(before), "votes went on meanwhile"
    assert (tmp_path / "b.sqlite").stat().st_mode & 0o777 == 0o600
    head = (await read_head(tmp_path / "b.sqlite")).hash
    assert f"Kopf {head}" in said
    assert await process.stop() == 0
    await asyncio.wait(voters)

    saved, stored = await voted(tmp_path / "b.sqlite"), await voted(tmp_path / "house" / FILE)
    assert before.items() <= saved.items()
    assert acknowledged.items() <= stored.items()
    assert saved.items() <= stored.items()
    assert read_heads(tmp_path / "house" / HEADS)[MEETING].seq > len(saved)


async def read_head(path: Path) -> Any:
    store = await SqliteStore.open_to_read(path)
    found = await store.head(MEETING)
    await store.close()
    return found


async def test_only_who_can_read_the_servers_own_file_is_handed_anything(tmp_path: Path) -> None:
    process = await demo(tmp_path)
    assert (tmp_path / OPERATOR).stat().st_mode & 0o777 == 0o600
    token = json.loads((tmp_path / OPERATOR).read_bytes())["token"]
    clerk = await process.sign_in("Protokollführung")
    async with httpx.AsyncClient(base_url=process.url, headers=clerk.cookie, timeout=PATIENCE) as client:
        for address in ADDRESSES:
            for shown in ({}, {"authorization": "Bearer x"}, {"authorization": f"Bearer {token[:-1]}"}):
                answer = await client.get(address, headers=shown)
                assert (answer.status_code, MEETING in answer.text) == (403, False), address
            assert (
                await client.get(address, headers={"authorization": f"Bearer {token}"})
            ).status_code == 200
            posted = await client.post(address, headers={"authorization": f"Bearer {token}"})
            assert posted.status_code == 405, "nothing can be changed this way"
    assert await process.stop() == 0
    assert not (tmp_path / OPERATOR).exists()


async def test_word_of_a_server_that_was_killed_confuses_nobody(tmp_path: Path) -> None:
    house, other = tmp_path / "house", await demo(tmp_path / "other")
    process = await demo(house)
    await process.kill()
    left = json.loads((house / OPERATOR).read_bytes())
    elsewhere = {**left, "port": httpx.URL(other.url).port}  # Another server has got this port since.
    head = None
    for number, word in enumerate((json.dumps(left), json.dumps(elsewhere), "[]", '{"host": 1')):
        (house / OPERATOR).write_text(word)
        (log,) = await back_up(Config(data=house), tmp_path / f"b{number}.sqlite")
        head = head or await read_head(house / FILE)
        assert log.head == head == await read_head(tmp_path / f"b{number}.sqlite")
    await other.kill()


async def test_a_restore_beside_a_running_server_is_refused_and_an_old_backup_is_noticed(
    tmp_path: Path,
) -> None:
    house, backup = tmp_path / "house", tmp_path / "b.sqlite"
    process = await demo(house)
    assert (await command("backup", backup, "--data", house))[0] == 0
    assert (await command("check", backup, "--heads", house / HEADS))[0] == 0
    code, said = await command("restore", backup, "--data", house)
    assert code == 1 and "Ein anderer Prozess hat sie offen" in said
    async with Socket(process.url, MEETING, await process.sign_in("Protokollführung")) as desk:
        answer = await desk.ask("note", item="1", text="Nach der Sicherung.")
    assert await process.stop() == 0

    newer = f"zuletzt stand es bei Nr. {answer['seq']} ({answer['head'][:8]})"
    code, said = await command("check", backup, "--heads", house / HEADS)
    assert code == 1 and newer in said
    (house / FILE).rename(house / "newer.sqlite")
    code, said = await command("restore", backup, "--data", house)
    assert code == 1 and newer in said
    assert not (house / FILE).exists()
    # Somebody puts it there by hand: the server notices by the same head.
    (house / FILE).write_bytes(backup.read_bytes())
    code, said = await command("serve", "--plan", PLAN, "--port", "0", "--data", house)
    assert code == 2 and newer in said
    (house / FILE).unlink()
    code, said = await command("restore", backup, "--data", house, "--accept-older-log")
    assert code == 0 and newer in said
    again = await Process.start("serve", "--plan", PLAN, "--port", "0", "--data", house, last="--links")
    await again.stop()
