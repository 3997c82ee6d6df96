"""What only a server behind a network can do wrong: unsafe settings, lost answers, a restart in the middle."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from handzeichen.log.chain import START, Head, Line, check, random_salts, seal
from handzeichen.log.port import Conflict, NotNow, OutcomeUnknown, StoreRefused
from handzeichen.log.redis import LOG, RedisStore
from support.proxy import proxy
from support.valkey import SAFE, valkey


def some(count: int, head: Head = START, text: str = "") -> list[Line]:
    return seal(head, [f'{{"n":{number},"text":"{text}"}}' for number in range(count)], random_salts())


# Settings that could lose what was acknowledged


@pytest.mark.parametrize(("name", "value", "what"), [
    ("appendonly", "no", "schreibt kein Protokoll seiner Änderungen (AOF)"),
    ("appendfsync", "everysec", "antwortet, bevor das Geschriebene auf dem Datenträger steht"),
    ("no-appendfsync-on-rewrite", "yes", "setzt das Sichern aus, während er sein Protokoll neu schreibt"),
    ("aof-load-truncated", "yes", "startet ohne ein Wort mit einem abgeschnittenen Protokoll"),
    ("maxmemory-policy", "allkeys-lru", "wirft Daten weg, wenn der Speicher knapp wird"),
])  # fmt: skip
async def test_a_server_that_could_lose_votes_is_refused_unless_the_house_says_so_in_writing(
    tmp_path: Path, name: str, value: str, what: str
) -> None:
    async with valkey(tmp_path, **{name: value}) as server:
        with pytest.raises(StoreRefused) as refused:
            await RedisStore.open(server.url)
        assert refused.value.sentence == (
            "Der Redis-Server könnte bestätigte Stimmen verlieren.\n"
            f"{name} ist „{value}“ statt „{SAFE[name]}“: Er {what}.\n"
            "Bitte redis.conf ändern; was trotzdem gewollt ist, nennt HANDZEICHEN_REDIS_ACCEPTS."
        )
        store = await RedisStore.open(server.url, accepts=[name])
        await store.append("rat-1", START, some(1))
        await store.close()


async def test_a_server_as_it_comes_is_refused_with_every_reason_at_once(tmp_path: Path) -> None:
    async with valkey(tmp_path, appendonly="no", appendfsync="everysec", aof_load_truncated="yes") as server:
        with pytest.raises(StoreRefused) as refused:
            await RedisStore.open(server.url)
    assert [line.split()[0] for line in refused.value.sentence.splitlines()[1:-1]] == [
        "appendonly", "appendfsync", "aof-load-truncated",
    ]  # fmt: skip


async def test_a_replica_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    async with (
        valkey(tmp_path / "one") as primary,
        valkey(tmp_path / "two", replicaof=f"127.0.0.1 {primary.port}") as replica,
    ):
        with pytest.raises(StoreRefused, match="Er ist eine Kopie"):
            await RedisStore.open(replica.url)


async def test_what_nobody_can_accept_is_named(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        with pytest.raises(StoreRefused, match="HANDZEICHEN_REDIS_ACCEPTS nennt apendfsync"):
            await RedisStore.open(server.url, accepts=["apendfsync"])


async def test_a_server_that_tells_nothing_of_itself_is_refused(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        async with Redis.from_url(server.url) as administrator:
            await administrator.execute_command(
                "ACL", "SETUSER", "hz", "on", ">geheim", "~*", "+@all", "-config"
            )
        with pytest.raises(StoreRefused, match="CONFIG GET und INFO erlauben"):
            await RedisStore.open(server.url.replace("//", "//hz:geheim@"))
        with pytest.raises(StoreRefused, match="Bitte Benutzer und Kennwort prüfen") as refused:
            await RedisStore.open(server.url.replace("//", "//hz:falsch@"))
        assert not isinstance(refused.value, NotNow)


@pytest.mark.parametrize(("url", "why"), [
    ("redis://127.0.0.1:1/0", "Der Redis-Server antwortet nicht"),
    ("http://127.0.0.1:6379", "ist keine Adresse eines Redis- oder Valkey-Servers"),
])  # fmt: skip
async def test_a_server_that_is_not_there_is_said_to_be_so(url: str, why: str) -> None:
    with pytest.raises(StoreRefused, match=why):
        await RedisStore.open(url)


# Answers that get lost


async def test_an_append_whose_answer_was_lost_is_there_once_and_acknowledged(tmp_path: Path) -> None:
    lines = some(5)
    async with valkey(tmp_path) as server, proxy(server.port) as way:
        store = await RedisStore.open(f"redis://127.0.0.1:{way.port}/0")
        await store.append("rat-1", START, lines[:2])
        way.loses_answers = True
        appending = asyncio.create_task(store.append("rat-1", lines[1].head, lines[2:]))
        await way.lost.wait()
        assert not appending.done()
        way.loses_answers = False
        await appending
        assert await store.read("rat-1") == lines
        assert store.fault is None
        await store.close()


async def test_an_append_whose_answer_was_lost_and_that_cannot_be_looked_up_is_in_doubt(
    tmp_path: Path,
) -> None:
    lines = some(1)
    async with (
        valkey(tmp_path) as server,
        proxy(server.port) as way,
        Redis.from_url(server.url) as administrator,
    ):
        store = await RedisStore.open(f"redis://127.0.0.1:{way.port}/0")
        way.loses_answers = True
        appending = asyncio.create_task(store.append("rat-1", START, lines))
        await way.lost.wait()
        await administrator.execute_command("DEL", LOG + "rat-1")
        damaged = ("hash", lines[0].hash, "lines", "no line")
        await administrator.execute_command("XADD", LOG + "rat-1", "1-0", *damaged)
        way.loses_answers = False
        with pytest.raises(OutcomeUnknown, match="ist ungewiss"):
            await appending
        await store.close()


async def test_meanwhile_the_fault_is_said(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server, proxy(server.port) as way:
        store = await RedisStore.open(f"redis://127.0.0.1:{way.port}/0")
        way.loses_answers = True
        appending = asyncio.create_task(store.append("rat-1", START, some(1)))
        await way.lost.wait()
        way.lost.clear()
        await way.lost.wait()  # Asked again: by then the first loss was noticed.
        assert store.fault is not None
        assert "Was gerade eingetragen wurde, ist ungewiss" in store.fault
        way.loses_answers = False
        await appending
        await store.close()


async def test_after_a_lost_answer_somebody_elses_lines_are_still_a_conflict(tmp_path: Path) -> None:
    mine, others = some(2, text="mine"), some(2, text="others")
    async with valkey(tmp_path) as server, proxy(server.port) as way:
        store = await RedisStore.open(f"redis://127.0.0.1:{way.port}/0")
        other = await RedisStore.open(server.url)
        await other.append("rat-1", START, others)
        way.loses_answers = True
        appending = asyncio.create_task(store.append("rat-1", START, mine))
        await way.lost.wait()
        way.loses_answers = False
        with pytest.raises(Conflict) as conflict:
            await appending
        assert conflict.value.found == others[-1].head
        assert await store.read("rat-1") == others
        await store.close()
        await other.close()


async def test_a_server_killed_and_started_again_has_every_acknowledged_line_and_goes_on(
    tmp_path: Path,
) -> None:
    lines = some(40)
    async with valkey(tmp_path) as server:
        store = await RedisStore.open(server.url)
        for line in lines[:20]:
            await store.append("rat-1", Head(line.seq - 1, _hash_before(lines, line)), [line])
        await server.kill()
        appending = asyncio.create_task(store.append("rat-1", lines[19].head, lines[20:]))
        await server.start()
        await appending
        assert await store.read("rat-1") == lines
        await store.close()


async def test_a_server_that_stands_still_is_waited_for_and_writes_once(tmp_path: Path) -> None:
    lines = some(3)
    async with valkey(tmp_path) as server:
        store = await RedisStore.open(server.url, answer_within=0.2)
        server.hold()
        appending = asyncio.create_task(store.append("rat-1", START, lines))
        while (
            store.fault is None
        ):  # Its answer counts as lost: the same append waits there twice from now on.
            await asyncio.sleep(0)
        server.go_on()
        await appending
        assert await store.read("rat-1") == lines
        async with Redis.from_url(server.url) as reader:
            assert await reader.xlen(LOG + "rat-1") == 1
        await store.close()


async def test_a_server_out_of_memory_says_a_known_no(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        store = await RedisStore.open(server.url)
        async with Redis.from_url(server.url) as administrator:
            await administrator.config_set("maxmemory", "1")
            with pytest.raises(StoreRefused, match="Der Redis-Server lehnt ab"):
                await store.append("rat-1", START, some(1))
            await administrator.config_set("maxmemory", "0")
        assert await store.head("rat-1") == START
        await store.append("rat-1", START, some(1))
        await store.close()


async def test_one_append_is_one_entry_under_its_last_number(tmp_path: Path) -> None:
    lines = some(7)
    async with valkey(tmp_path) as server:
        store = await RedisStore.open(server.url)
        await store.append("rat-1", START, lines[:4])
        await store.append("rat-1", lines[3].head, lines[4:])
        async with Redis.from_url(server.url) as reader:
            ids = [entry for entry, _ in await reader.xrange(LOG + "rat-1")]
        assert ids == [b"4-0", b"7-0"]
        # A page that saw the middle of an entry gets the rest of it.
        assert await store.read("rat-1", after=2) == lines[2:]
        assert await store.read("rat-1", after=2, limit=3) == lines[2:5]
        await store.close()


def _hash_before(lines: list[Line], line: Line) -> str:
    return lines[line.seq - 2].hash if line.seq > 1 else START.hash


# Destroying what single lines hold


async def test_the_server_s_own_copy_of_its_memory_forgets_too(tmp_path: Path) -> None:
    async with valkey(tmp_path, save="3600 100000", rdbcompression="no") as server:
        store = await RedisStore.open(server.url)
        lines = some(3, text="weg")
        await store.append("rat-1", START, lines)
        async with Redis.from_url(server.url) as administrator:
            await administrator.execute_command("SAVE")
        assert b"weg" in (tmp_path / "dump.rdb").read_bytes()
        await store.withhold("rat-1", lines[2].head, [1, 2, 3])
        assert b"weg" not in (tmp_path / "dump.rdb").read_bytes()
        await store.close()


async def test_a_server_that_may_not_write_its_files_anew_is_named(tmp_path: Path) -> None:
    async with valkey(tmp_path) as server:
        async with Redis.from_url(server.url) as administrator:
            await administrator.execute_command(
                "ACL", "SETUSER", "hz", "on", ">geheim", "~*", "&*", "+@all", "-bgrewriteaof"
            )
        store = await RedisStore.open(server.url.replace("//", "//hz:geheim@"))
        lines = some(2)
        await store.append("rat-1", START, lines)
        with pytest.raises(StoreRefused, match="bgrewriteaof"):
            await store.withhold("rat-1", lines[1].head, [1])
        await store.close()


async def test_a_rewritten_stream_survives_a_killed_server_and_goes_on(tmp_path: Path) -> None:
    lines = some(5)
    async with valkey(tmp_path) as server, proxy(server.port) as way:
        store = await RedisStore.open(f"redis://127.0.0.1:{way.port}/0")
        await store.append("rat-1", START, lines[:2])
        await store.append("rat-1", lines[1].head, lines[2:4])
        way.loses_answers = True
        destroying = asyncio.create_task(store.withhold("rat-1", lines[3].head, [1, 4]))
        await way.lost.wait()
        way.loses_answers = False
        await destroying
        await server.kill()
        await server.start()
        assert await store.news.line("rat-1", 4) == 4
        await store.append("rat-1", lines[3].head, lines[4:])
        found = await store.read("rat-1")
        assert check(found, lines[4].hash) is None
        assert [line.seq for line in found if line.body is None] == [1, 4]
        await store.close()
