"""Where a setting comes from, and which cannot be."""

import re
from pathlib import Path

import pytest

from handzeichen.app.config import Config, ConfigError, configure


def test_an_argument_counts_before_the_environment_and_that_before_the_default() -> None:
    environ = {"HANDZEICHEN_PORT": "9000", "HANDZEICHEN_HOST": "0.0.0.0", "HANDZEICHEN_DATA": "/var/lib/x"}
    config = configure(environ, port=9001, host=None)
    assert (config.port, config.host, config.data) == (9001, "0.0.0.0", Path("/var/lib/x"))
    assert config.beat == Config().beat


def test_each_setting_is_read_in_its_type() -> None:
    config = configure({
        "HANDZEICHEN_ORIGINS": "https://a.example, https://b.example",
        "HANDZEICHEN_EMBED": "https://town.example",
        "HANDZEICHEN_BEAT": "0.5",
        "HANDZEICHEN_SILENCE": "3",
        "HANDZEICHEN_SIGN_IN_HOURS": "8",
        "HANDZEICHEN_FAST_WIRE": "false",
        "HANDZEICHEN_URL": "https://sitzung.example",
        "HANDZEICHEN_STORE": "redis://127.0.0.1:6379/0",
        "HANDZEICHEN_REDIS_ACCEPTS": "appendfsync",
        "HANDZEICHEN_DISK_WARNING": "100",
        "HANDZEICHEN_PHONE": "+49 (0)511 1234-567",
    })  # fmt: skip
    assert config.origins == {"https://a.example", "https://b.example"}
    assert config.embed == {"https://town.example"}
    assert (config.beat, config.silence, config.sign_in_hours, config.fast_wire) == (0.5, 3.0, 8, False)
    assert config.url == "https://sitzung.example"
    assert (config.store, config.redis_accepts) == ("redis://127.0.0.1:6379/0", {"appendfsync"})
    assert config.disk_warning == 100
    assert config.phone == "+49 (0)511 1234-567"


@pytest.mark.parametrize(("environ", "says"), [
    ({"HANDZEICHEN_PORT": "http"}, "HANDZEICHEN_PORT"),
    ({"HANDZEICHEN_PORT": "70000"}, "Port 70000"),
    ({"HANDZEICHEN_FAST_WIRE": "perhaps"}, "HANDZEICHEN_FAST_WIRE"),
    ({"HANDZEICHEN_BEAT": "5", "HANDZEICHEN_SILENCE": "5"}, "HANDZEICHEN_SILENCE"),
    ({"HANDZEICHEN_BEAT": "0"}, "HANDZEICHEN_BEAT"),
    ({"HANDZEICHEN_STORE": "postgres://127.0.0.1/"}, "„postgres://…“ ist kein Speicher"),
    ({"HANDZEICHEN_LOG": "xml"}, "HANDZEICHEN_LOG: „xml“"),
    ({"HANDZEICHEN_PROXIES": "127.0.0.1, proxy.example"}, "HANDZEICHEN_PROXIES: „proxy.example“"),
    ({"HANDZEICHEN_STOREFILE": "/etc/store"}, "gibt es nicht: HANDZEICHEN_STOREFILE"),
    ({"HANDZEICHEN_SIGN_IN_HOURS": "0"}, "HANDZEICHEN_SIGN_IN_HOURS muss zwischen 1 und 8760"),
    ({"HANDZEICHEN_SIGN_IN_HOURS": "999999999999"}, "HANDZEICHEN_SIGN_IN_HOURS muss zwischen 1 und 8760"),
    ({"HANDZEICHEN_DISK_WARNING": "-1"}, "HANDZEICHEN_DISK_WARNING"),
    ({"HANDZEICHEN_PHONE": "beim Pförtner"}, "HANDZEICHEN_PHONE"),
    ({"HANDZEICHEN_URL": "sitzung.example"}, "HANDZEICHEN_URL: „sitzung.example“"),
    ({"HANDZEICHEN_URL": "https://sitzung.example/rat"}, "ohne Pfad"),
    ({"HANDZEICHEN_URL": "https://"}, "HANDZEICHEN_URL"),
    ({"HANDZEICHEN_ORIGINS": "https://a.example, b.example"}, "HANDZEICHEN_ORIGINS: „b.example“"),
    ({"HANDZEICHEN_EMBED": "https://a.example;sandbox"}, "HANDZEICHEN_EMBED: „https://a.example;sandbox“"),
    ({"HANDZEICHEN_VIEWERS": "viele"}, "HANDZEICHEN_VIEWERS"),
    ({"HANDZEICHEN_COMMANDS": "0"}, "HANDZEICHEN_COMMANDS muss eine Zahl größer als 0 sein"),
    ({"HANDZEICHEN_EXCHANGE": "nan"}, "HANDZEICHEN_EXCHANGE muss eine Zahl größer als 0 sein"),
])  # fmt: skip
def test_a_setting_that_cannot_be_is_refused_in_words(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        configure(environ)


def test_a_file_counts_before_the_default_and_after_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "handzeichen.toml"
    path.write_text(
        'port = 9000\nhost = "::1"\ndata = "/var/lib/x"\nproxies = ["127.0.0.1", "10.1.2.0/24"]\n'
        'beat = 3\nnetwork_folder = true\nlog = "json"\norigins = "https://a.example"\n'
    )
    environ = {"HANDZEICHEN_CONFIG": str(path), "HANDZEICHEN_HOST": "0.0.0.0", "HANDZEICHEN_PORT": "9001"}
    config = configure(environ, port=9002)
    assert (config.port, config.host, config.data) == (9002, "0.0.0.0", Path("/var/lib/x"))
    assert config.proxies == {"127.0.0.1", "10.1.2.0/24"}
    assert (config.beat, config.network_folder, config.log) == (3.0, True, "json")
    assert config.origins == {"https://a.example"}
    other = tmp_path / "other.toml"
    other.write_text("port = 7000")
    assert configure({"HANDZEICHEN_CONFIG": str(path)}, config=other).port == 7000


@pytest.mark.parametrize(("text", "says"), [
    ("prot = 9000", "„prot“. Möglich sind: "),
    ("accept_older_log = true", "„accept_older_log“"),
    ("[server]\nport = 9000", "„server“"),
    ("port = true", "„port“ hat einen Wert"),
    ("port = 80.5", "„port“ hat einen Wert"),
    ('fast_wire = "perhaps"', "„fast_wire“ hat einen Wert"),
    ("host = 1", "„host“ hat einen Wert"),
    ("origins = [1]", "„origins“ hat einen Wert"),
    ("port 9000", "kein gültiges TOML"),
])  # fmt: skip
def test_a_file_that_says_something_else_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "handzeichen.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(says)) as refused:
        configure({}, config=path)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: Die Datei lässt sich nicht lesen"):
        configure({"HANDZEICHEN_CONFIG": str(tmp_path / "none.toml")})
    with pytest.raises(ConfigError, match="store: Die Datei lässt sich nicht lesen"):
        configure({"HANDZEICHEN_STORE_FILE": str(tmp_path / "store")})


def test_the_stores_address_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "store"
    path.write_text("redis://:geheim@127.0.0.1:6379/0\n")
    config = configure({"HANDZEICHEN_STORE_FILE": str(path)})
    assert config.store == "redis://:geheim@127.0.0.1:6379/0"
    assert (
        configure({"HANDZEICHEN_STORE_FILE": str(path)}, store="redis://other/1").store == "redis://other/1"
    )


def test_an_empty_file_for_the_stores_address_is_no_choice_of_sqlite(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("\n")
    with pytest.raises(ConfigError, match="die Datei ist leer"):
        configure({"HANDZEICHEN_STORE_FILE": str(tmp_path / "store")})


@pytest.mark.parametrize("store", ["rediss//:geheim@127.0.0.1", "redsi://:geheim@127.0.0.1:6379/0"])
def test_a_refused_address_is_not_repeated_with_its_password(store: str) -> None:
    with pytest.raises(ConfigError, match="ist kein Speicher") as refused:
        configure({"HANDZEICHEN_STORE": store})
    assert "geheim" not in str(refused.value)


def test_every_setting_stands_in_the_table() -> None:
    import handzeichen.app.config as module

    for name in Config.__dataclass_fields__:
        if name != "accept_older_log":
            assert f"| HANDZEICHEN_{name.upper()} |" in str(module.__doc__)
