"""What lies in deploy/, read by the programs that it is for, as far as they are installed here."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import handzeichen.app.config as settings
from deploy.proxies import DEPLOY, Ports, caddyfile, certificate, nginx_config, tool
from handzeichen.app.config import Config, configure
from handzeichen.app.main import AGAIN, GRACE, REFUSED
from handzeichen.log.redis import RedisStore
from handzeichen.log.redis_server import WANTED
from support.valkey import SAFE, valkey

PORTS = Ports(8443, 8080, 8037)


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout + done.stderr)


def test_nginx_reads_its_site(tmp_path: Path) -> None:
    config = nginx_config(tmp_path, PORTS, certificate(tmp_path))
    assert "[warn]" not in run(tool("nginx"), "-t", "-c", config)


def test_caddy_reads_its_file(tmp_path: Path) -> None:
    caddy = tool("caddy")
    assert run(caddy, "fmt", DEPLOY / "Caddyfile") == (DEPLOY / "Caddyfile").read_text("utf-8")
    for path in (DEPLOY / "Caddyfile", caddyfile(tmp_path, PORTS, certificate(tmp_path))):
        said = run(
            caddy,
            "validate",
            "--adapter",
            "caddyfile",
            "--config",
            path,
            env={"HOME": str(tmp_path)},
        )
        assert "Valid configuration" in said and '"logger":"caddyfile"' not in said, said


@pytest.mark.parametrize("unit", ["handzeichen-retain.service", "handzeichen-retain.timer"])
def test_systemd_reads_the_units_of_retention(tmp_path: Path, unit: str) -> None:
    analyze = tool("systemd-analyze")
    for name in ("handzeichen-retain.service", "handzeichen-retain.timer"):
        text = (DEPLOY / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/handzeichen/current/bin/handzeichen", sys.executable))
    assert run(analyze, "verify", tmp_path / unit) == ""


def test_systemd_reads_its_unit(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    unit = tmp_path / "handzeichen.service"
    text = (DEPLOY / "handzeichen.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/handzeichen/current/bin/handzeichen", sys.executable))
    assert run(analyze, "verify", unit) == ""
    found = re.search(
        r"exposure level for handzeichen.service: ([0-9.]+)", run(analyze, "security", "--offline=yes", unit)
    )
    assert found and float(found[1]) < 2


def test_the_unit_knows_the_exit_codes_and_waits_as_long_as_a_stop_may_take() -> None:
    text = (DEPLOY / "handzeichen.service").read_text("utf-8")
    assert f"RestartPreventExitStatus={REFUSED}\n" in text and f"# {AGAIN}: " in text
    assert "Restart=on-failure\n" in text and "StartLimitIntervalSec=0\n" in text
    wait = re.search(r"TimeoutStopSec=(\d+)", text)
    assert wait and int(wait[1]) > 3 * GRACE


def test_shell_scripts_are_sound() -> None:
    scripts = [path for path in DEPLOY.iterdir() if path.is_file() and path.read_bytes().startswith(b"#!")]
    run(tool("shellcheck"), DEPLOY.parent / "dev", DEPLOY.parent / ".ci" / "run", *scripts)


def test_the_settings_that_we_ship_are_ones(tmp_path: Path) -> None:
    config = configure({}, config=DEPLOY / "handzeichen.toml")
    assert config.is_secure and config.proxies
    assert set(tomllib.loads((DEPLOY / "handzeichen.toml").read_text("utf-8"))) <= set(
        Config.__dataclass_fields__
    )


def test_the_manual_has_the_one_table_of_settings() -> None:
    table = [line for line in str(settings.__doc__).splitlines() if line.startswith("|")]
    assert "\n".join(table) in (DEPLOY / "README.md").read_text("utf-8")


def test_what_the_manual_quotes_is_what_the_program_says() -> None:
    """Sentences are cut by the line in the code, and their gaps filled in at run time: a quote lies between two gaps."""
    root, says = DEPLOY.parent, ""
    for path in sorted(
        [*root.glob("server/**/*.py"), *root.glob("web/static/*.js"), *root.glob("web/**/*.html")]
    ):
        says += re.sub(r'"(\s*\+)?\s*\n\s*f?["`]|`\s*\+\s*\n\s*["`]', "", path.read_text("utf-8"))
    manual = (DEPLOY / "README.md").read_text("utf-8")
    quotes = [" ".join(quote.split()) for quote in re.findall(r"\*„([^“]+)“\*", manual)]
    assert len(quotes) > 10
    assert [quote for quote in quotes if quote not in says] == []


@pytest.mark.parametrize("name", ["compose.sqlite.yaml", "compose.valkey.yaml"])
def test_a_compose_file_names_only_files_and_settings_that_there_are(name: str) -> None:
    found = yaml.safe_load((DEPLOY / name).read_text("utf-8"))
    made = {"plan.toml", "password.conf", "store"}
    """By the town, as the head of the file says."""
    for service in found["services"].values():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert (
                source in found["volumes"] or source.removeprefix("./") in made or (DEPLOY / source).is_file()
            ), volume
        if service.get("image") == "handzeichen":
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve().is_file()
            assert all(f"| {setting} |" in str(settings.__doc__) for setting in service["environment"])
        subnet = found["networks"]["inside"]["ipam"]["config"][0]["subnet"]
        assert service.get("environment", {}).get("HANDZEICHEN_PROXIES", subnet) == subnet


async def test_valkey_starts_with_our_settings_and_handzeichen_takes_it(tmp_path: Path) -> None:
    text = (DEPLOY / "valkey.conf").read_text("utf-8")
    rows = dict(line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#"))
    assert {name: rows[name] for name in WANTED} == {name: value for name, (value, _) in WANTED.items()}
    password = tmp_path / "password.conf"
    password.write_text("requirepass geheim\n")
    own = {"bind", "port", "dir", "include"}
    config = tmp_path / "valkey.conf"
    config.write_text(
        "\n".join(f"{name} {value}" for name, value in rows.items() if name not in own)
        + f"\ninclude {password}\n"
    )
    async with valkey(tmp_path, **{"include": str(config)}) as server:
        store = await RedisStore.open(server.url.replace("//", "//:geheim@"))
        assert await store.meetings() == []
        await store.close()
    assert SAFE.items() <= rows.items() | {("save", "")}
