"""Where a setting comes from, and which cannot be."""

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
        "HANDZEICHEN_BEAT": "0.5",
        "HANDZEICHEN_SILENCE": "3",
        "HANDZEICHEN_SIGN_IN_HOURS": "8",
        "HANDZEICHEN_FAST_WIRE": "false",
        "HANDZEICHEN_URL": "https://sitzung.example",
        "HANDZEICHEN_STORE": "redis://127.0.0.1:6379/0",
        "HANDZEICHEN_REDIS_ACCEPTS": "appendfsync",
    })  # fmt: skip
    assert config.origins == {"https://a.example", "https://b.example"}
    assert (config.beat, config.silence, config.sign_in_hours, config.fast_wire) == (0.5, 3.0, 8, False)
    assert config.url == "https://sitzung.example"
    assert (config.store, config.redis_accepts) == ("redis://127.0.0.1:6379/0", {"appendfsync"})


@pytest.mark.parametrize(("environ", "says"), [
    ({"HANDZEICHEN_PORT": "http"}, "HANDZEICHEN_PORT"),
    ({"HANDZEICHEN_PORT": "70000"}, "Port 70000"),
    ({"HANDZEICHEN_FAST_WIRE": "perhaps"}, "HANDZEICHEN_FAST_WIRE"),
    ({"HANDZEICHEN_BEAT": "5", "HANDZEICHEN_SILENCE": "5"}, "HANDZEICHEN_SILENCE"),
    ({"HANDZEICHEN_BEAT": "0"}, "HANDZEICHEN_BEAT"),
    ({"HANDZEICHEN_STORE": "postgres://127.0.0.1/"}, "„postgres://127.0.0.1/“ ist kein Speicher"),
])  # fmt: skip
def test_a_setting_that_cannot_be_is_refused_in_words(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        configure(environ)


def test_every_setting_stands_in_the_table() -> None:
    import handzeichen.app.config as module

    for name in Config.__dataclass_fields__:
        if name != "accept_older_log":
            assert f"| HANDZEICHEN_{name.upper()} |" in str(module.__doc__)
