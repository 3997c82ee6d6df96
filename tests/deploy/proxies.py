"""The proxies as we ship them, on free ports of this machine and with a certificate made for the occasion.

Only what belongs to the machine is exchanged in the files: name, ports, certificate, and where they write.
"""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE = 20.0


def tool(name: str) -> str:
    """Where a tool is; without it the test is passed over, with what to do."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        packages = {"nginx": "nginx-light", "systemd-analyze": "systemd"}
        pytest.skip(f"{name} is not installed; as root: apt-get install {packages.get(name, name)}")
    return found


@dataclass(frozen=True)
class Ports:
    """Where people come (HTTPS, HTTP), and where the server listens behind the proxy."""

    https: int
    http: int
    server: int

    @classmethod
    def free(cls) -> Self:
        """Three that nobody has."""
        with ExitStack() as stack:
            found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
            return cls(*(one.getsockname()[1] for one in found))


@dataclass(frozen=True)
class Certificate:
    """Two files, made for `localhost`."""

    chain: Path
    key: Path


def certificate(folder: Path) -> Certificate:
    """One that a client has to be told to trust."""
    made = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    command = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
        f"-addext subjectAltName=DNS:localhost -keyout {made.key} -out {made.chain}"
    )
    subprocess.run([tool("openssl"), *command.split()], check=True, capture_output=True)
    return made


def exchanged(text: str, pairs: dict[str, str]) -> str:
    """A file of ours with other values; each of the old ones must stand in it."""
    for old, new in pairs.items():
        assert old in text, f"„{old}“ does not stand in the shipped file"
        text = text.replace(old, new)
    return text


def nginx_config(folder: Path, ports: Ports, certificate: Certificate) -> Path:
    """The shipped site in the smallest frame that nginx takes."""
    site = exchanged(
        (DEPLOY / "nginx.conf").read_text("utf-8"),
        {
            "sitzung.example": "localhost",
            "listen 80;": f"listen 127.0.0.1:{ports.http};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{ports.https} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "127.0.0.1:8037;\n    # A": f"127.0.0.1:{ports.server};\n    # A",
            "/etc/ssl/handzeichen/fullchain.pem": str(certificate.chain),
            "/etc/ssl/handzeichen/privkey.pem": str(certificate.key),
            "/var/log/nginx/handzeichen.log": str(folder / "error.log"),
        },
    )
    places = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in TEMPORARY)
    path = folder / "nginx.conf"
    path.write_text(
        f"pid {folder / 'pid'}; error_log {folder / 'main.log'};\nevents {{ worker_connections 512; }}\n"
        f"http {{\n{places}{site}\n}}\n",
        "utf-8",
    )
    return path


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def caddyfile(folder: Path, ports: Ports, certificate: Certificate) -> Path:
    """The shipped file, with a certificate of the town's own."""
    path = folder / "Caddyfile"
    text = exchanged(
        (DEPLOY / "Caddyfile").read_text("utf-8"),
        {
            "\n{\n": f"\n{{\n\tadmin off\n\thttp_port {ports.http}\n\thttps_port {ports.https}\n",
            "lb_try_duration 5s": "lb_try_duration 1s",
            "sitzung.example} {\n": f"sitzung.example}} {{\n\ttls {certificate.chain} {certificate.key}\n",
        },
    )
    path.write_text(text, "utf-8")
    return path


def command_of(kind: str, folder: Path, ports: Ports, certificate: Certificate) -> list[str]:
    """What is run for a proxy."""
    if kind == "nginx":
        return [tool("nginx"), "-c", str(nginx_config(folder, ports, certificate)), "-g", "daemon off;"]
    run = ["run", "--adapter", "caddyfile", "--config"]
    return [tool("caddy"), *run, str(caddyfile(folder, ports, certificate))]


@asynccontextmanager
async def proxy(kind: str, folder: Path, ports: Ports, certificate: Certificate) -> AsyncIterator[None]:
    """A proxy that listens, until the end of the block."""
    settings = {
        "HANDZEICHEN_SITE": "localhost",
        "HANDZEICHEN_NODES": f"127.0.0.1:{ports.server}",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = command_of(kind, folder, ports, certificate)
    process = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.DEVNULL, env={**os.environ, **settings}
    )
    try:
        await listens(ports.https, lambda: process.returncode is None)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def listens(port: int, lives: Callable[[], bool]) -> None:
    """Wait until somebody takes connections: nothing tells when another program does, so it is asked."""
    async with asyncio.timeout(PATIENCE):
        while True:
            assert lives(), "the proxy ended"
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return
