"""Every page that the server has, for everybody who may open it: read from the list of its addresses, so none is forgotten."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handzeichen.app import addresses
from handzeichen.app.offers import Role
from support.live import Running, SignedIn

ROUTE: Final = re.compile(r'\bRoute\("(/[^"]*)", [\w.]+(?:, methods=\["(\w+)"\])?\)')
SAMPLES: Final = {
    "seq:int": "3",
    "ballot": "b1",
    "motion": "m1",
    "item": "1",
    "form": "html",
    "edition": "oeffentlich",
    "name": "niederschrift.txt",
    "version:int": "1",
}
"""What stands in for the gaps of an address, beside who asks and of which meeting."""
ELSEWHERE: Final = ("/health", "/ready", "/api/", "/oparl/", "/s/{slug}/warum/ablehnung/")
"""No pages; and the reasons of a refusal, which only its own asker sees, as the same kind of page as the others."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """A page, and who opens it."""

    whose: str
    path: str
    who: SignedIn | None = None

    def __str__(self) -> str:
        return f"{self.whose}: {self.path}"


async def every_page(server: Running) -> AsyncIterator[Address]:
    """Each page once for each place that may open it."""
    people = {
        role.value: await server.sign_in(role, "elvers" if role is Role.MEMBER else None)
        for role in (Role.HALL, Role.CHAIR, Role.CLERK, Role.MEMBER)
    }
    code = (await server.link(Role.CHAIR)).rpartition("/")[2]
    for address in _addresses():
        for whose, who in people.items() if "{slug}" in address else (("everybody", None),):
            gaps = {**SAMPLES, "meeting": server.meeting, "code": code, "slug": who.slug if who else ""}
            path = re.sub(r"\{([^}]+)\}", lambda gap: gaps[gap[1]], address)  # noqa: B023
            async with server.http(who) as client:
                answer = await client.get(path)
            if answer.status_code == 200 and answer.text.lstrip().startswith("<!doctype html>"):
                yield Address(whose=whose, path=path, who=who)


def _addresses() -> list[str]:
    """Whatever can be opened with GET."""
    source = Path(addresses.__file__).read_text(encoding="utf-8")
    found = [path for path, method in ROUTE.findall(source) if method in ("", "GET")]
    return [path for path in found if not path.startswith(ELSEWHERE)]
