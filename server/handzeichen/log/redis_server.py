"""Opens a Redis or Valkey server, and refuses one that could lose what it acknowledged.

Such a server answers as fast with settings that forget the last second as with settings that keep it. So it is asked,
before anything is written, whether it logs every write (AOF) and syncs it before it answers, whether it would start
again from a log that was cut off, whether it throws keys away when memory is short, and whether it is the primary. What
a house wants all the same, it names in writing (`HANDZEICHEN_REDIS_ACCEPTS`). Whoever reaches the server can read and
change everything in it: it belongs on a network of its own, with a password.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, AuthorizationError, RedisError, ResponseError

from handzeichen.log.port import NotNow, StoreRefused

ANSWER_WITHIN: Final = 5.0
"""Seconds after which an answer counts as lost: the write is then asked for again, which changes nothing twice."""

WANTED: Final = {
    "appendonly": ("yes", "schreibt kein Protokoll seiner Änderungen (AOF)"),
    "appendfsync": ("always", "antwortet, bevor das Geschriebene auf dem Datenträger steht"),
    "no-appendfsync-on-rewrite": ("no", "setzt das Sichern aus, während er sein Protokoll neu schreibt"),
    "aof-load-truncated": ("no", "startet ohne ein Wort mit einem abgeschnittenen Protokoll"),
    "maxmemory-policy": ("noeviction", "wirft Daten weg, wenn der Speicher knapp wird"),
}
"""Settings, what each must be, and what the server does otherwise (redis.io/docs, "Redis persistence")."""
LOOK_AGAIN: Final = 0.05
"""Seconds between two questions whether the server has written its files anew."""
PRIMARY: Final = "primary"
"""Accepted in writing, a replica is written to after all: nobody should want that."""


def client(url: str, answer_within: float = ANSWER_WITHIN) -> Redis:
    """A client that never repeats a command by itself: whether it was carried out is asked for knowingly.

    Raises `StoreRefused` when the address is none.
    """
    try:
        return Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),
            socket_timeout=answer_within,
            socket_connect_timeout=answer_within,
        )
    except ValueError:
        # Neither the address nor the error is repeated: a password may stand in both.
        raise StoreRefused(
            "Was angegeben ist, ist keine Adresse eines Redis- oder Valkey-Servers. "
            "Bitte eine wie redis://127.0.0.1:6379/0 angeben."
        ) from None


async def require_safe(server: Redis, accepts: Iterable[str] = ()) -> None:
    """Raise `StoreRefused`, with every reason at once, unless acknowledged writes are safe there.

    Raises `NotNow` where nobody answers, or the server still reads its files.
    """
    accepted = frozenset(accepts)
    if unknown := sorted(accepted - {*WANTED, PRIMARY}):
        raise StoreRefused(
            f"HANDZEICHEN_REDIS_ACCEPTS nennt {', '.join(unknown)}. "
            f"Möglich sind {', '.join([*WANTED, PRIMARY])}."
        )
    try:
        found = await _settings(server)
        role = (await server.info("replication"))["role"]
    except ResponseError as error:
        raise StoreRefused(
            f"Der Redis-Server sagt nichts über seine Einstellungen ({error}). Bitte dem Benutzer von Handzeichen "
            "CONFIG GET und INFO erlauben."
        ) from None
    except (AuthenticationError, AuthorizationError) as error:
        raise StoreRefused(
            f"Der Redis-Server lässt Handzeichen nicht ein ({error}). Bitte Benutzer und Kennwort prüfen."
        ) from None
    except (RedisError, OSError) as error:
        raise NotNow(
            f"Der Redis-Server antwortet nicht ({error}). Bitte prüfen, ob er läuft, dazu Adresse und Netz."
        ) from None
    faults = [
        f"{name} ist „{found.get(name, '')}“ statt „{value}“: Er {what}."
        for name, (value, what) in WANTED.items()
        if name not in accepted and found.get(name) != value
    ]
    if role != "master" and PRIMARY not in accepted:
        faults.append("Er ist eine Kopie (replica). Bitte den Hauptserver angeben oder diesen dazu machen.")
    if faults:
        raise StoreRefused(
            "Der Redis-Server könnte bestätigte Stimmen verlieren.\n"
            + "\n".join(faults)
            + "\nBitte redis.conf ändern; was trotzdem gewollt ist, nennt HANDZEICHEN_REDIS_ACCEPTS."
        )


async def write_files_anew(ask: Callable[..., Awaitable[Any]]) -> None:
    """Have the server write its files anew: what was destroyed stands in them no more. Takes as long as that takes.

    Raises `StoreRefused` where it does not: then the old bytes still lie on its disk.
    """
    await _done(
        ask, "aof_rewrite_in_progress", "aof_rewrite_scheduled"
    )  # One that began before is none of ours.
    await ask("BGREWRITEAOF")
    found = await _done(ask, "aof_rewrite_in_progress", "aof_rewrite_scheduled")
    is_done = found["aof_last_bgrewrite_status"] == "ok"
    if is_done and (await ask("CONFIG GET", "save"))["save"]:
        await _done(ask, "rdb_bgsave_in_progress")
        await ask("BGSAVE")
        is_done = (await _done(ask, "rdb_bgsave_in_progress"))["rdb_last_bgsave_status"] == "ok"
    if not is_done:
        raise StoreRefused(
            "Gelöscht, aber der Redis-Server hat seine Dateien nicht neu geschrieben: In den alten steht es noch. "
            "Bitte Platz und Rechte auf seinem Datenträger prüfen und den Befehl wiederholen."
        )


async def _done(ask: Callable[..., Awaitable[Any]], *signs: str) -> dict[str, Any]:
    """What the server says of its files once none of these is true."""
    while True:
        found: dict[str, Any] = await ask("INFO", "persistence")
        if not any(int(found[sign]) for sign in signs):
            return found
        await asyncio.sleep(LOOK_AGAIN)


async def _settings(server: Redis) -> dict[str, str]:
    ask: Callable[..., Awaitable[dict[str, str]]] = server.execute_command
    return await ask("CONFIG GET", *WANTED)
