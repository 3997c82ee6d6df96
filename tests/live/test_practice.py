"""A rehearsal: marked wherever it is read, in a folder of its own, and nothing left of it afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handzeichen.app.cli import main
from handzeichen.app.main import NotStarted
from handzeichen.app.offers import Role
from handzeichen.app.practice import NOTE, thrown_away
from handzeichen.app.verify import Verified, verify
from support.live import PLAN, Process, running

SAYS = "Übung – diese Sitzung zählt nicht"


@pytest.fixture
def house_law(tmp_path: Path) -> Iterator[Path]:
    """A house's folder of law with one confirmation."""
    law = tmp_path / "house" / "law"
    law.mkdir(parents=True)
    (law / "confirmations.toml").write_text("# Hier steht, was das Haus bestätigt hat.\n", "utf-8")
    yield law


async def test_every_page_says_so_and_so_does_every_paper() -> None:
    async with running() as server:
        clerk, chair = await server.sign_in(Role.CLERK), await server.sign_in(Role.CHAIR)
        hall, member = await server.sign_in(Role.HALL), await server.sign_in(Role.MEMBER, "elvers")
        for who in (clerk, chair, hall, member):
            async with server.http(who) as client:
                assert SAYS in (await client.get(f"/s/{who.slug}/")).text
        async with server.http(member) as client:
            assert SAYS in (await client.get(f"/s/{member.slug}/meine-stimmen")).text
        async with server.http(clerk) as client:
            for path in ("protokoll.txt", "protokoll.html", "anmeldeboegen"):
                if path == "anmeldeboegen":
                    await server.link(Role.HALL)
                assert SAYS in (await client.get(f"/s/{clerk.slug}/{path}")).text, path
            assert SAYS in (await client.get(f"/s/{clerk.slug}/sprechzettel")).text
            record = (await client.get(f"/api/meetings/{server.meeting}/record")).json()
            log = (await client.get(f"/s/{clerk.slug}/ereignisprotokoll.jsonl")).content
        async with server.http() as client:
            for path in ("/", f"/public/{server.meeting}/"):
                assert SAYS in (await client.get(path)).text, path
            assert SAYS in (await client.get(await server.link(Role.MEMBER, "elvers"))).text
        assert record["meeting"]["practice"] is True
        found = verify(log)
        assert isinstance(found, Verified) and found.record["meeting"]["practice"] is True


async def test_a_meeting_that_counts_says_nothing_of_it(tmp_path: Path) -> None:
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk) as client:
            for path in ("", "protokoll.txt", "protokoll.html"):
                assert "Übung –" not in (await client.get(f"/s/{clerk.slug}/{path}")).text
            record = (await client.get(f"/api/meetings/{server.meeting}/record")).json()
        assert "practice" not in record["meeting"]


async def test_nothing_comes_back_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk) as client:
            log = (await client.get(f"/s/{clerk.slug}/ereignisprotokoll.jsonl")).content
    (tmp_path / "uebung.jsonl").write_bytes(log)
    assert main(["carried", str(tmp_path / "uebung.jsonl")]) != 0
    assert "Das war eine Übung" in capsys.readouterr().err
    assert main(["explain", str(tmp_path / "uebung.jsonl")]) == 0
    assert f"{SAYS}." in capsys.readouterr().out


async def test_the_command_serves_it_and_throws_it_away_when_it_ends(tmp_path: Path, house_law: Path) -> None:
    folder = tmp_path / "uebung"
    process = await Process.start(
        *("practice", PLAN, "--port", "0", "--data", folder, "--law", house_law), last="Ratsfrau Elvers"
    )
    assert f"{SAYS}." in process.printed
    assert (folder / NOTE).is_file() and (folder / "law" / "confirmations.toml").is_file()
    # A second one in the same folder would throw away the first.
    with pytest.raises(NotStarted, match="läuft schon eine Übung"), thrown_away(folder, law=house_law):
        pass
    assert await process.stop() == 0
    assert not folder.exists()
    assert [path.name for path in house_law.iterdir()] == ["confirmations.toml"]


def test_what_a_crash_has_left_goes_when_the_next_begins(tmp_path: Path, house_law: Path) -> None:
    folder = tmp_path / "uebung"
    (folder / "law").mkdir(parents=True)
    (folder / NOTE).touch()
    (folder / "handzeichen.sqlite").write_bytes(b"of yesterday")
    with thrown_away(folder, law=house_law):
        assert sorted(path.name for path in folder.iterdir()) == [NOTE, "law"]
    assert not folder.exists()


def test_a_folder_that_is_no_rehearsals_is_never_touched(tmp_path: Path, house_law: Path) -> None:
    (tmp_path / "handzeichen.sqlite").write_bytes(b"a house")
    with pytest.raises(NotStarted, match="kein Ordner einer Übung"), thrown_away(tmp_path, law=house_law):
        pass
    assert (tmp_path / "handzeichen.sqlite").read_bytes() == b"a house"


def test_behind_a_link_the_rehearsal_goes_too(tmp_path: Path, house_law: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "link"
    elsewhere.mkdir()
    link.symlink_to(elsewhere)
    with thrown_away(link, law=house_law):
        assert (elsewhere / NOTE).is_file()
    assert not elsewhere.exists()
