"""A whole evening of hostile words through the real server: nothing of them, and of nobody, stands in its log."""

import asyncio
import json
import os
import re
import resource
import stat
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from handzeichen.app.config import FILE
from handzeichen.app.main import REFUSED
from handzeichen.app.plan import read_plan
from handzeichen.app.serving import SHEETS
from handzeichen.app.sign_in import COOKIE
from support.live import PATIENCE, PLAN, Process, SignedIn, Socket

MEETING = read_plan(PLAN).id
HOSTILE = 'Quellmann\\n{"level":"critical","message":"gefälscht"}\n\r\x1b[2J'


@pytest.fixture
def fast_wire() -> bool:
    """The process decides itself."""
    return True


async def launched(folder: Path) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *Process.command("serve", "--plan", PLAN, "--port", "0", "--data", folder),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "HANDZEICHEN_LOG": "json"},
    )
    Process.started.append(process)
    return process


async def started(folder: Path) -> tuple[Process, str]:
    """A service that listens, and the line in which it said so."""
    process = await launched(folder)
    assert process.stderr is not None
    line = (await asyncio.wait_for(process.stderr.readline(), PATIENCE)).decode()
    return Process(process, json.loads(line)["message"]), line


async def signed_in(process: Process, code: str) -> SignedIn:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.post(f"{process.url}/anmelden/{code}")
    cookie, _, secret = answer.headers["set-cookie"].partition(";")[0].partition("=")
    return SignedIn(cookie.removeprefix(COOKIE), secret)


async def test_nothing_that_people_enter_or_try_stands_in_the_log(tmp_path: Path) -> None:
    process, first = await started(tmp_path)
    sheets = (tmp_path / SHEETS).read_text("utf-8")
    assert stat.S_IMODE((tmp_path / SHEETS).stat().st_mode) == 0o600
    codes = re.findall(r'sheet__typed">([^<]+)<', sheets)
    clerk = await signed_in(process, codes[0])
    async with httpx.AsyncClient(base_url=process.url, timeout=PATIENCE) as client:
        for path in ("/anmelden/GEHEIMERCODE", "/s/gehei/", "/api/meetings/x%0Ay/record", "/%0Agefaelscht"):
            await client.get(path, headers={"user-agent": HOSTILE.encode("unicode_escape").decode()})
        foreign = {"origin": "https://boese.example", "cookie": f"__Host-hz-{clerk.slug}={clerk.secret}"}
        address = f"/api/meetings/{MEETING}/commands"
        refused = await client.post(address, json={"do": "state_quorum"}, headers=foreign)
        assert refused.status_code == 403
    with pytest.raises(InvalidStatus):
        async with Socket(process.url, MEETING, headers={"Origin": "https://boese.example"}):
            pass
    size = (tmp_path / FILE).stat().st_size
    async with Socket(process.url, MEETING, clerk) as desk:
        await desk.ask("arrive", person="brandhorst", via="room")
        await desk.ask("note", item="1", text=HOSTILE)
        await desk.send('{"do": "note", "item": "1", "text": ' + "Quellmann")
        await desk.ask("cast_vote", ballot=HOSTILE, choice="abstain")
        assert process.process.pid is not None
        resource.prlimit(process.process.pid, resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
        with pytest.raises(AssertionError, match="the connection ended before"):
            for _ in range(200):
                await desk.ask("note", item="1", text=HOSTILE + "Wort " * 500)
    out, rest = await process.process.communicate()
    said = first + rest.decode()
    found = [json.loads(line) for line in said.splitlines()]
    assert out == b"", "all that a service says is JSON"
    for fields in found:
        assert {"time", "level", "logger", "message"} <= set(fields), fields
    for hidden in ("Quellmann", "gefälscht", "gefaelscht", "boese", "GEHEIM", "gehei", "brandhorst", "Brandhorst", "abstain",
                   "127.0.0.1:", clerk.secret, clerk.slug, *codes):  # fmt: skip
        assert hidden not in said.replace(process.url, ""), hidden
    kinds = {line["message"].split(": ")[1].split(",")[0] for line in found if "Refused" in line["message"]}
    assert kinds == {"unknown link", "not signed in", "foreign origin"}
    assert "handshake" not in said, "a refused one is counted, not a fault"
    assert "ungewiss" in said and found[-1]["level"] == "critical"


async def test_a_server_that_does_not_start_says_so_in_its_log(tmp_path: Path) -> None:
    first, _ = await started(tmp_path)
    second = await launched(tmp_path)
    _, said = await second.communicate()
    (line,) = map(json.loads, said.decode().splitlines())
    assert line["level"] == "critical"
    assert line["message"].startswith("Nicht gestartet.")
    await first.stop()


@pytest.mark.parametrize(("plan", "settings"), [
    ("missing.toml", {}),
    (PLAN, {"HANDZEICHEN_PORT": "http"}),
    (PLAN, {"HANDZEICHEN_URL": "sitzung.example"}),
])  # fmt: skip
async def test_a_service_with_a_wrong_setting_or_plan_says_so_in_its_log(
    tmp_path: Path, plan: str | Path, settings: dict[str, str]
) -> None:
    process = await asyncio.create_subprocess_exec(
        *Process.command("serve", "--plan", plan, "--data", tmp_path / "data"),
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "HANDZEICHEN_LOG": "json", **settings},
    )
    _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == REFUSED
    line = json.loads(said)
    assert line["level"] == "critical" and line["message"].startswith("Nicht gestartet. ")
