"""How people come into a conference from our pages, and which of these show it within: `[conferences.rat.embed]`.

    kind = "jitsi"                               # bigbluebutton; plain for all others: one address for everybody
    address = "https://meet.stadt.example/rat"   # the room; of BigBlueButton its interface, …/bigbluebutton/api
    in = ["member", "hall"]                      # pages that show it within; the member's page links to it anyway
    app = "handzeichen"                          # Jitsi's app id, where it asks for tokens
    secret_file = "/run/secrets/jitsi"           # with which Jitsi's tokens or BigBlueButton's links are signed
    audience = "jitsi"                           # what the token's `aud` says; the app id, where it is left out
    subject = "meet.stadt.example"               # its `sub`; the tenant or host of the address, where it is left out
    also = ["https://bbb-2.stadt.example"]       # origins besides, where a balancer hands people on

Nothing personal stands here: who comes is put into the link when it is pressed (`links`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from handzeichen.app.video.values import Values

PAGES: Final = ("member", "hall")
HERE: Final = frozenset({"localhost", "127.0.0.1"})
"""Only on this machine without HTTPS: browsers give camera and microphone to no other plain address."""
ORIGIN: Final = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
"""What may stand in a policy: nothing in it can begin another directive."""
KEYS: Final = ("kind", "address", "in", "app", "secret_file", "audience", "subject", "also")
OF_TOKENS: Final = ("app", "audience", "subject")


class Kind(StrEnum):
    """How a link into the conference is made."""

    JITSI = "jitsi"
    BIGBLUEBUTTON = "bigbluebutton"
    PLAIN = "plain"
    """The same address for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """One conference's way in."""

    kind: Kind
    address: str
    within: frozenset[str] = frozenset()
    """The pages that show it within; of PAGES."""
    app: str | None = None
    secret: bytes = field(default=b"", repr=False)
    audience: str | None = None
    subject: str | None = None
    room: str = ""
    """BigBlueButton's id of the conference."""
    also: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Where the conference's own page comes from, and the only place whose messages are heard."""
        return origin_of(self.address)

    @property
    def origins(self) -> tuple[str, ...]:
        """All from which a frame may be shown."""
        return (self.origin, *self.also)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a browser writes an origin."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


class EmbedReading(Values):
    """Reads these tables."""

    def _embed(self, told: Mapping[str, Any], place: str, rooms: frozenset[str]) -> Embed:
        where, found = f"{place}.embed", self._table(told, place, "embed")
        self._known(found, where, KEYS)
        kind = self._kind(found, where)
        within = self._texts(found, where, "in")
        if unknown := sorted(within - set(PAGES)):
            self._wrong(f"{where}.in", f"unbekannt: {', '.join(unknown)}. Möglich sind: {', '.join(PAGES)}.")
        app = self._text(found, where, "app")
        signs = kind is Kind.BIGBLUEBUTTON or app is not None
        if not signs and "secret_file" in found:
            self._wrong(f"{where}.app", "fehlt: Mit dem Geheimnis allein entsteht kein Zugang.")
        if kind is not Kind.JITSI:
            for key in sorted(set(found) & set(OF_TOKENS)):
                self._wrong(f"{where}.{key}", "gehört zu Zugängen für Jitsi.")
        if kind is Kind.BIGBLUEBUTTON and len(rooms) != 1:
            self._wrong(f"{place}.rooms", "Nötig ist genau ein Raum: In ihn führt der Zugang.")
        return Embed(
            kind=kind,
            address=self._address(found, where, kind),
            within=within,
            app=app,
            secret=self._secret(found, where, needed=signs),
            audience=self._text(found, where, "audience"),
            subject=self._text(found, where, "subject"),
            room=min(rooms, default=""),
            also=tuple(sorted(self._origins(found, where))),
        )

    def _kind(self, found: Mapping[str, Any], where: str) -> Kind:
        if "kind" not in found:
            self._wrong(f"{where}.kind", f"fehlt. Möglich sind: {', '.join(Kind)}.")
        return Kind(self._one_of(found, where, "kind", tuple(Kind)) or Kind.PLAIN)

    def _address(self, found: Mapping[str, Any], where: str, kind: Kind) -> str:
        address = self._text(found, where, "address") or ""
        parts = _split(address)
        if parts is None:
            self._wrong(f"{where}.address", "Nötig ist eine Adresse mit https://, ohne Namen und Kennwort.")
        elif kind is not Kind.PLAIN and (parts.query or parts.fragment or not parts.path.strip("/")):
            self._wrong(
                f"{where}.address",
                "Nötig ist die Adresse des Raums (Jitsi) oder der Schnittstelle (BigBlueButton), ohne ? und #.",
            )
        return address

    def _origins(self, found: Mapping[str, Any], where: str) -> frozenset[str]:
        also = self._texts(found, where, "also")
        if any(_split(one) is None or one != origin_of(one) for one in also):
            self._wrong(f"{where}.also", "Nötig sind Adressen ohne Pfad, etwa https://bbb-2.stadt.example.")
        return also


def _split(address: str) -> SplitResult | None:
    """An address that a frame may be given, in its parts."""
    try:
        parts = urlsplit(address)
        secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    except ValueError:
        return None
    whole = ORIGIN.fullmatch(origin_of(address)) is not None and address.isprintable() and " " not in address
    return parts if secure and whole else None
