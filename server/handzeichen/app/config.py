"""How a server is set up: an argument counts first, then the environment, then the file, then the default.

| environment | argument | default | meaning |
|---|---|---|---|
| HANDZEICHEN_CONFIG | --config | | a TOML file of settings, named as here without HANDZEICHEN_ and in small letters |
| HANDZEICHEN_HOST | --host | 127.0.0.1 | the address to listen on |
| HANDZEICHEN_PORT | --port | 8037 | the port to listen on; 0 takes a free one |
| HANDZEICHEN_DATA | --data | ./handzeichen-data | the folder of the store and its newest heads |
| HANDZEICHEN_STORE | --store | a SQLite file in that folder | `redis://…`: a Redis or Valkey server |
| HANDZEICHEN_STORE_FILE | | | a file that holds nothing but that address, because there is a password in it |
| HANDZEICHEN_REDIS_ACCEPTS | | | unsafe settings of that server that the house wants in spite of it, by commas |
| HANDZEICHEN_NETWORK_FOLDER | | false | true: the SQLite file may lie on a network file system, which may lose votes |
| HANDZEICHEN_DISK_WARNING | | 500 | free megabytes below which clerk and operator are warned |
| HANDZEICHEN_LAW | --law | `law` in the data folder | the house's own profiles of law, and what it has confirmed |
| HANDZEICHEN_MINUTES_TEMPLATE | | ours | a Word file (.docx) into which the minutes are filled |
| HANDZEICHEN_VIDEO | | | a TOML file of the house's video conferences |
| HANDZEICHEN_PHONE | | | the telephone at the clerk's desk, as people read it: who is cut off rings there |
| HANDZEICHEN_PRACTICE | --practice | false | true: new meetings are held for practice and count for nothing |
| HANDZEICHEN_URL | --url | http://HOST:PORT | the address that people use; with https:// browsers are held to it |
| HANDZEICHEN_ORIGINS | | | further origins whose pages may ask, separated by commas |
| HANDZEICHEN_EMBED | | | origins whose pages may show the public view in a frame, separated by commas |
| HANDZEICHEN_PROXIES | | | addresses or networks of proxies that say whose request they pass on, by commas |
| HANDZEICHEN_LOG | | text | json: one object a line; sign-in links are then never printed, but written as sheets |
| HANDZEICHEN_BEAT | | 2 | seconds between two beats |
| HANDZEICHEN_SILENCE | | 12 | seconds after which a page that answered no beat is cut off |
| HANDZEICHEN_SIGN_IN_HOURS | | 24 | how long a sign-in counts |
| HANDZEICHEN_FAST_WIRE | | true | false: send frames through ASGI alone |
| HANDZEICHEN_COMMANDS | | 10 | commands a second of one sign-in, 60 at once; of chair and clerk ten times as many |
| HANDZEICHEN_WAITING | | 10000 | commands that may wait in a meeting before further ones are refused |
| HANDZEICHEN_MESSAGES | | 200 | messages a second on one socket, 1000 at once, before it is closed |
| HANDZEICHEN_BYTES | | 65536 | bytes a second on one socket, sixteen times as many at once, before it is closed |
| HANDZEICHEN_REQUESTS | | 300 | requests a second of one address, 6000 at once; a sign-in has a tenth for itself |
| HANDZEICHEN_GUESSES | | 1 | unknown codes a second of one address, 100 at once; likewise presses on one link |
| HANDZEICHEN_VIEWERS | | 5000 | pages open at one address without a sign-in |
| HANDZEICHEN_ALL_VIEWERS | | 20000 | pages open at all addresses without a sign-in |
| HANDZEICHEN_CONNECTIONS | | 2000 | connections open without a page; the one that rests longest gives way |
| HANDZEICHEN_EXCHANGE | | 60 | seconds for a request and its answer |

An IPv6 address counts as its network (/64). `app/limits.py` says what these amounts are for.

In the file a list may be a list. A name that is not in this table is refused, in file and environment, so that
no setting is lost by a slip.

Secrets are no settings: links and sign-ins are made at run time and kept as digests. A password of the Redis server
belongs into HANDZEICHEN_STORE_FILE, never on the command line, where every user of the machine can read it.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

from handzeichen.app.files import FileFault, read_file

FILE: Final = "handzeichen.sqlite"
HEADS: Final = "heads.txt"
OPERATOR: Final = "operator.json"
LOGS: Final = ("text", "json")
AMOUNTS: Final = (
    *("commands", "waiting", "messages", "bytes", "requests", "guesses"),
    *("viewers", "all_viewers", "connections", "exchange"),
)
"""The settings that say how much anybody may ask of the server."""
LONGEST_SIGN_IN: Final = 24 * 365
"""Hours."""
_PHONE: Final = re.compile(r"\+?[\d ()/–-]{3,40}", re.ASCII)
_ORIGIN: Final = re.compile(r"https?://[^\s/?#@\\;]+", re.ASCII)
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
    store_file: Path | None = None
    redis_accepts: frozenset[str] = frozenset()
    network_folder: bool = False
    disk_warning: int = 500
    law: Path | None = None
    minutes_template: Path | None = None
    video: Path | None = None
    phone: str = ""
    practice: bool = False
    url: str = ""
    origins: frozenset[str] = frozenset()
    embed: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    log: str = "text"
    beat: float = 2.0
    silence: float = 12.0
    sign_in_hours: int = 24
    fast_wire: bool = True
    commands: float = 10.0
    waiting: int = 10_000
    messages: float = 200.0
    bytes: int = 65_536
    requests: float = 300.0
    guesses: float = 1.0
    viewers: int = 5_000
    all_viewers: int = 20_000
    connections: int = 2_000
    exchange: float = 60.0
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
    def law_folder(self) -> Path:
        """The folder of the house's own law; it need not be there."""
        return self.data / "law" if self.law is None else self.law

    @property
    def operator(self) -> Path:
        """The file by which the operator's commands find the running server."""
        return self.data / OPERATOR

    @property
    def is_secure(self) -> bool:
        """Whether people reach this server by HTTPS and nothing else."""
        return self.url.startswith("https://")


def configure(
    environ: Mapping[str, str] | None = None, *, config: Path | None = None, **arguments: Any
) -> Config:
    """The settings: an argument that is not None counts, then the environment, then the file, then the default.

    Raises `ConfigError` with the name of what is wrong.
    """
    environ = os.environ if environ is None else environ
    if unknown := sorted(name for name in environ if name.startswith(PREFIX) and name not in _VARIABLES):
        raise ConfigError(
            f"Diese Einstellung gibt es nicht: {', '.join(unknown)}. Bitte die Schreibweise prüfen."
        )
    named = config or (Path(name) if (name := environ.get(f"{PREFIX}CONFIG")) else None)
    written = {} if named is None else _read(named)
    chosen = {name: value for name, value in arguments.items() if value is not None}
    for name in _NAMES:
        if name in chosen:
            continue
        if (text := environ.get(PREFIX + name.upper())) is not None:
            chosen[name] = _cast(name, text, where=PREFIX + name.upper())
        elif name in written:
            chosen[name] = _cast(name, written[name], where=f"{named}: „{name}“")
    return _checked(_with_store(Config(**chosen)))


def _read(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(read_file(path).decode())
    except FileFault as fault:
        raise ConfigError(fault.sentence) from None
    except ValueError as error:
        raise ConfigError(f"{path}: Das ist kein gültiges TOML in UTF-8 ({error}).") from None
    if unknown := sorted(written.keys() - _NAMES):
        names = ", ".join(f"„{name}“" for name in unknown)
        raise ConfigError(
            f"{path}: Diese Einstellung gibt es nicht: {names}. Möglich sind: {', '.join(sorted(_NAMES))}."
        )
    return written


def _cast(name: str, value: object, *, where: str) -> object:
    try:
        return _CAST.get(name, _text)(value)
    except (LookupError, TypeError, ValueError):
        raise ConfigError(f"{where} hat einen Wert, der nicht passt. Bitte die Einstellung prüfen.") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _path(value: object) -> Path:
    return Path(_text(value))


def _names(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else _text(value).split(",")
    return frozenset(name for one in listed if (name := _text(one).strip()))


def _bool(value: object) -> bool:
    known: dict[object, bool] = {"true": True, "1": True, "false": False, "0": False, "": False}
    return value if isinstance(value, bool) else known[_text(value).lower()]


def _number(of: Callable[[Any], Any]) -> Callable[[object], Any]:
    """A number, written as one or as text; `true` is none, though Python would take it."""

    def read(value: object) -> Any:
        if isinstance(value, bool) or (of is int and isinstance(value, float)):
            raise TypeError
        return of(value)

    return read


PREFIX: Final = "HANDZEICHEN_"
_ARGUMENTS_ONLY: Final = frozenset({"accept_older_log"})
_NAMES: Final = frozenset(field.name for field in fields(Config)) - _ARGUMENTS_ONLY
_NOT_OURS: Final = frozenset({f"{PREFIX}SITE", f"{PREFIX}NODES"})
"""What the proxy's and the containers' files in `deploy` are told, beside us."""
_VARIABLES: Final = frozenset({f"{PREFIX}CONFIG", *_NOT_OURS, *(PREFIX + name.upper() for name in _NAMES)})
_CAST: Final[dict[str, Callable[[object], Any]]] = {
    "port": _number(int),
    "data": _path,
    "store_file": _path,
    "redis_accepts": _names,
    "network_folder": _bool,
    "disk_warning": _number(int),
    "law": _path,
    "minutes_template": _path,
    "video": _path,
    "practice": _bool,
    "origins": _names,
    "embed": _names,
    "proxies": _names,
    "beat": _number(float),
    "silence": _number(float),
    "sign_in_hours": _number(int),
    "fast_wire": _bool,
    "commands": _number(float),
    "waiting": _number(int),
    "messages": _number(float),
    "bytes": _number(int),
    "requests": _number(float),
    "guesses": _number(float),
    "viewers": _number(int),
    "all_viewers": _number(int),
    "connections": _number(int),
    "exchange": _number(float),
}


def _with_store(config: Config) -> Config:
    """The store's address, from the file that holds it where it stands in one."""
    if config.store or config.store_file is None:
        return config
    try:
        address = read_file(config.store_file).decode().strip()
    except FileFault as fault:
        raise ConfigError(fault.sentence) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{config.store_file}: Hier steht keine Adresse eines Speichers.") from None
    if not address:  # Else a node without an address would begin the meeting anew, in a file of its own.
        raise ConfigError(
            f"{config.store_file}: Hier steht keine Adresse eines Speichers, die Datei ist leer."
        )
    return replace(config, store=address)


def _checked(config: Config) -> Config:
    wrong = next(_faults(config), None)
    if wrong is not None:
        raise ConfigError(wrong)
    return config


def _faults(config: Config) -> Iterator[str]:
    """What is wrong with the settings, each in a German sentence."""
    if not 0 < config.beat < config.silence:
        yield "HANDZEICHEN_SILENCE muss länger sein als HANDZEICHEN_BEAT, und beide größer als 0."
    for name in AMOUNTS:
        if not 0 < getattr(config, name) < float("inf"):
            yield f"HANDZEICHEN_{name.upper()} muss eine Zahl größer als 0 sein."
    yield from _faults_of_store(config.store)
    if not 1 <= config.sign_in_hours <= LONGEST_SIGN_IN:
        yield f"HANDZEICHEN_SIGN_IN_HOURS muss zwischen 1 und {LONGEST_SIGN_IN} liegen."
    if config.disk_warning < 0:
        yield "HANDZEICHEN_DISK_WARNING darf nicht unter 0 liegen."
    yield from _faults_of_addresses(config)
    if config.phone and not _PHONE.fullmatch(config.phone):
        yield f"HANDZEICHEN_PHONE: „{config.phone}“ ist keine Telefonnummer. Möglich ist etwa 0511 1234-567."
    if not 0 <= config.port < 1 << 16:
        yield f"Einen Port {config.port} gibt es nicht. Möglich sind 0 bis 65535."
    if config.log not in LOGS:
        yield f"HANDZEICHEN_LOG: „{config.log}“ gibt es nicht. Möglich sind text und json."
    yield from _faults_of_proxies(config.proxies)


def _faults_of_store(address: str) -> Iterator[str]:
    kind = address.partition("://")[0]
    if address and kind not in SERVERS:
        # The address is not repeated: where a slip made it unknown, a password may still stand in it.
        named = f"„{kind}://…“" if "://" in address else "Was dort steht,"
        yield (
            f"HANDZEICHEN_STORE: {named} ist kein Speicher. Möglich ist redis://HOST:PORT/NUMMER; ohne diese "
            "Einstellung liegt alles in einer SQLite-Datei im Datenordner."
        )


def _faults_of_addresses(config: Config) -> Iterator[str]:
    for name, address in (
        ("URL", config.url.rstrip("/")),
        *(("ORIGINS", one) for one in sorted(config.origins)),
        *(("EMBED", one) for one in sorted(config.embed)),
    ):
        if address and not _ORIGIN.fullmatch(address):
            yield (
                f"HANDZEICHEN_{name}: „{address}“ ist keine Adresse, wie sie im Browser steht. Möglich ist etwa "
                "https://sitzung.example, ohne Pfad dahinter."
            )


def _faults_of_proxies(proxies: Iterable[str]) -> Iterator[str]:
    for proxy in proxies:
        try:
            ip_network(proxy)
        except ValueError:
            yield (
                f"HANDZEICHEN_PROXIES: „{proxy}“ ist keine Adresse und kein Netz. Möglich ist etwa 127.0.0.1 "
                "oder 10.1.2.0/24; Namen gelten hier nicht."
            )
