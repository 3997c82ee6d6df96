"""How a server is set up: by arguments, and where they say nothing by the environment.

| environment | argument | default | meaning |
|---|---|---|---|
| HANDZEICHEN_HOST | --host | 127.0.0.1 | the address to listen on |
| HANDZEICHEN_PORT | --port | 8037 | the port to listen on; 0 takes a free one |
| HANDZEICHEN_DATA | --data | ./handzeichen-data | the folder of the store and its newest heads |
| HANDZEICHEN_STORE | --store | a SQLite file in that folder | `redis://…`: a Redis or Valkey server |
| HANDZEICHEN_REDIS_ACCEPTS | | | unsafe settings of that server that the house wants in spite of it, by commas |
| HANDZEICHEN_URL | --url | http://HOST:PORT | the address that people use, for the links that are printed |
| HANDZEICHEN_ORIGINS | | | further origins whose pages may ask, separated by commas |
| HANDZEICHEN_BEAT | | 2 | seconds between two beats |
| HANDZEICHEN_SILENCE | | 12 | seconds after which a page that answered no beat is cut off |
| HANDZEICHEN_SIGN_IN_HOURS | | 24 | how long a sign-in counts |
| HANDZEICHEN_FAST_WIRE | | true | false: send frames through ASGI alone |

Secrets are no settings: links and sign-ins are made at run time and kept as digests. A password of the Redis server
belongs into HANDZEICHEN_STORE, never on the command line, where every user of the machine can read it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from starlette.config import Config as Environment
from starlette.datastructures import CommaSeparatedStrings

FILE: Final = "handzeichen.sqlite"
HEADS: Final = "heads.txt"
OPERATOR: Final = "operator.json"
SERVERS: Final = ("redis", "rediss", "unix")
"""How an address of a Redis or Valkey server begins."""


class ConfigError(ValueError):
    """A setting cannot be used; the message is a German sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one server."""

    host: str = "127.0.0.1"
    port: int = 8037
    data: Path = Path("handzeichen-data")
    store: str = ""
    redis_accepts: frozenset[str] = frozenset()
    url: str = ""
    origins: frozenset[str] = frozenset()
    beat: float = 2.0
    silence: float = 12.0
    sign_in_hours: int = 24
    fast_wire: bool = True
    accept_older_log: bool = False

    @property
    def file(self) -> Path:
        """The file of the store, unless it is a server."""
        return self.data / FILE

    @property
    def heads(self) -> Path:
        """The file of the newest heads: put it elsewhere by a link, and it also notices an exchanged folder."""
        return self.data / HEADS

    @property
    def operator(self) -> Path:
        """The file by which the operator's commands find the running server."""
        return self.data / OPERATOR


def _names(value: str) -> frozenset[str]:
    return frozenset(CommaSeparatedStrings(value))


_CAST: Final[dict[str, Any]] = {
    "port": int,
    "data": Path,
    "redis_accepts": _names,
    "origins": _names,
    "beat": float,
    "silence": float,
    "sign_in_hours": int,
    "fast_wire": bool,
}
_ARGUMENTS_ONLY: Final = frozenset({"accept_older_log"})


def configure(environ: Mapping[str, str] | None = None, **arguments: Any) -> Config:
    """The settings: an argument that is not None counts, then the environment, then the default."""
    read = Environment(env_prefix="HANDZEICHEN_", environ=os.environ if environ is None else environ)
    chosen = {name: value for name, value in arguments.items() if value is not None}
    for field in fields(Config):
        if field.name in chosen or field.name in _ARGUMENTS_ONLY:
            continue
        try:
            value = read.get(field.name.upper(), _CAST.get(field.name), None)
        except ValueError:
            raise ConfigError(
                f"HANDZEICHEN_{field.name.upper()} hat einen Wert, der nicht passt. Bitte die Einstellung prüfen."
            ) from None
        if value is not None:
            chosen[field.name] = value
    return _checked(Config(**chosen))


def _checked(config: Config) -> Config:
    if not 0 < config.beat < config.silence:
        raise ConfigError(
            "HANDZEICHEN_SILENCE muss länger sein als HANDZEICHEN_BEAT, und beide größer als 0."
        )
    if config.store and config.store.partition("://")[0] not in SERVERS:
        raise ConfigError(
            f"„{config.store}“ ist kein Speicher. Möglich ist redis://HOST:PORT/NUMMER; ohne diese Einstellung liegt "
            "alles in einer SQLite-Datei im Datenordner."
        )
    if not 0 <= config.port < 1 << 16:
        raise ConfigError(f"Einen Port {config.port} gibt es nicht. Möglich sind 0 bis 65535.")
    return config
