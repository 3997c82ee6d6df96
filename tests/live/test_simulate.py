"""The simulator plays to a running server over the wire, and says whether the server shows what is so."""

import asyncio
import re
from pathlib import Path

import pytest

from handzeichen.app import cli
from handzeichen.app.offers import Role
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.state import Presence
from live.test_video import before_the_first_on_video, settings
from support.live import PLAN, Process, Running, running

QUICK = """
[conferences.ausschuss]
meeting = "internationaler-ausschuss-37"
system = "signed"
secret_file = "secret"
grace = 0.1
settled = 0.2
longest = 0.4
camera = 0.1
"""
MEMBERS = ("elvers", "nordmeier", "moehring-aufwind")
ROUGH = """
0:00 duplicates 30%
0:00 disorder 4s
0:00 lost 20%
0:00 all join
0:05 elvers half-open 40s
0:10 2 flap 4s for 20s
0:20 all camera off
0:40 nordmeier leave
0:40 moehring-aufwind drop
0:50 end
"""
Said = tuple[int, str]


async def simulated(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Said:
    """One call of the command: its exit code and all it said."""
    capsys.readouterr()
    code = await asyncio.to_thread(cli.main, ["simulate", "video", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out + err


def presence(server: Running, who: str) -> Presence:
    return server.live.room.now.meeting.roll.of(PersonId(who))


async def test_whatever_goes_wrong_on_the_way_the_server_ends_at_the_truth_and_a_still_page_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script, links = tmp_path / "script.txt", tmp_path / "links.txt"
    script.write_text(ROUGH, "utf-8")
    async with running(beat=0.05, silence=30, video=settings(tmp_path, QUICK)) as server:
        await server.play(before_the_first_on_video)
        server.clock.set(server.live.room.time(), speed=1)
        links.write_text(f"  Ratsfrau Elvers  {await server.link(Role.MEMBER, 'elvers')}\n", "utf-8")
        server.lose_patience(0.3)
        call = (
            *("--url", server.url, "--settings", tmp_path / "video.toml", "--script", script),
            *("--members", ",".join(MEMBERS), "--seed", "4", "--speed", "20"),
        )
        code, said = await simulated(tmp_path, capsys, *call, "--plan", PLAN, "--links", links, "--expect")
        assert code == 0, said
        assert said.endswith("Der Server zeigt dasselbe.\n") and "dabei hielt eine Seite still" in said
        counted = re.search(r"(\d+) Meldungen, davon (\d+) doppelt und \d+ verspätet; (\d+) gingen", said)
        assert counted and all(int(number) > 0 for number in counted.groups())
        shown = {who: (presence(server, who).via, presence(server, who).disturbed) for who in MEMBERS}
        assert shown["elvers"] == ("video", False) and shown["moehring-aufwind"] != ("video", False)
        assert shown["nordmeier"] != ("video", False)
        assert not [one for one in server.live.room.now.meeting.roll.faults if one.told_by != SYSTEM]
        # The same call without sending says what was sent, in the same order.
        dry = [await simulated(tmp_path, capsys, *call, "--dry-run") for _ in range(2)]
        assert dry[0] == dry[1] and counted[0] in dry[0][1]


async def test_a_server_that_shows_something_else_or_takes_nothing_is_told_by_sentence_and_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.txt"
    script.write_text("0:00 elvers join\n", "utf-8")
    deaf = QUICK + 'arrivals = "people"\n'
    async with running(beat=0.05, silence=30, video=settings(tmp_path, deaf)) as server:
        call = (
            *("--url", server.url, "--settings", tmp_path / "video.toml"),
            *("--script", script, "--members", "elvers", "--speed", "100"),
        )
        code, said = await simulated(tmp_path, capsys, *call, "--expect", "--patience", "0.2")
        assert code == 1 and "Ratsfrau Elvers: in der Konferenz, der Server zeigt „nicht da“." in said
        assert "tragen vielleicht Menschen ein, wer kommt" in said
        (tmp_path / "other").write_bytes(b"another secret of tests")
        other = ("--secret", tmp_path / "other", "--meeting", server.meeting)
        code, said = await simulated(tmp_path, capsys, *call, *other, "--conference", "ausschuss")
        assert code == 2 and "Der Server nimmt die Unterschrift nicht an." in said
        code, said = await simulated(tmp_path, capsys, *call, *other, "--conference", "rat")
        assert code == 2 and "Eine Konferenz „rat“ kennt der Server nicht." in said


async def test_it_speaks_as_every_system_does_and_a_server_believes_each_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script.txt"
    script.write_text("0:00 elvers join\n0:03 elvers drop\n0:09 elvers join\n", "utf-8")
    conference = QUICK.replace("ausschuss]", "{system}]").replace('"signed"', '"{system}"')
    text = "\n".join(conference.replace("{system}", system) for system in sorted(SYSTEMS))
    async with running(beat=0.05, silence=30, video=settings(tmp_path, text)) as server:
        await server.play(before_the_first_on_video)
        server.clock.set(server.live.room.time(), speed=1)
        call = ("--url", server.url, "--settings", tmp_path / "video.toml", "--script", script)
        for system in sorted(SYSTEMS):
            told = (*call, "--members", "elvers", "--conference", system, "--speed", "100", "--expect")
            code, said = await simulated(tmp_path, capsys, *told)
            assert code == 0, (system, said)
            counted = server.house.video.conferences[system].counted
            assert counted["taken"] >= 3 and counted["ignored"] == 0, system


async def test_a_meeting_that_counts_and_another_machine_are_left_alone_unless_that_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(practice=False, data=tmp_path, video=settings(tmp_path, QUICK)) as server:
        head = server.live.room.now.head
        call = ("--settings", tmp_path / "video.toml", "--script", "ruhig", "--members", "elvers")
        code, said = await simulated(tmp_path, capsys, *call, "--url", server.url)
        assert code == 2 and "zählt, und was gespielt wird, stünde in ihrem Protokoll." in said
        code, said = await simulated(tmp_path, capsys, *call, "--url", "http://sitzung.example")
        assert code == 2 and "ist ein anderer Rechner" in said
        assert server.live.room.now.head == head


async def test_two_commands_show_a_trainer_a_rehearsal_with_people_on_video(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, script = tmp_path / "uebung", tmp_path / "script.txt"
    script.write_text("0:00 3 join within 2s\n", "utf-8")
    last = "handzeichen simulate video --script flatternd --data"
    practice = await Process.start("practice", PLAN, "--port", "0", "--data", folder, last=last)
    try:
        told = ("--data", folder, "--script", script, "--speed", "10", "--members", "4", "--seed", "1")
        code, said = await simulated(tmp_path, capsys, *told, "--expect", "--patience", "30")
        assert code == 0, said
        assert "Stand am Ende: 3 von 4 in der Konferenz." in said
        for wrong in ("--members 99", "--conference rat", "--script nix"):
            assert (await simulated(tmp_path, capsys, *told, *wrong.split()))[0] == 2
    finally:
        assert await practice.stop() == 0
    code, said = await simulated(tmp_path, capsys, *told)
    assert code == 2 and "läuft keine Übung" in said
