"""Which video conferences the house has: a TOML file that HANDZEICHEN_VIDEO names, read once at the start.

    [conferences.rat]                    # its deliveries come to /video/rat
    body = "rat"                         # the body whose meetings are held in it; or meeting = "rat-37" for one alone
    system = "bigbluebutton"             # or jitsi, jaas, livekit, zoom, signed; none where only pages tell;
                                         # "page" where nothing but our own page is used: its loss is a fault then
    secret_file = "/run/secrets/bbb"     # holds the secret with which the system signs
    rooms = ["rat-sitzung"]              # the system's ids of the room; all of its rooms, where none is named
    callback = "https://…/video/rat"     # as the system was told to call us; HANDZEICHEN_URL and the path otherwise
    pages = ["member", "hall"]           # whose pages may tell of the conference that they show
    arrivals = "people"                  # only people enter who comes by video; "system", where it is left out
    grace = 10                           # seconds; also settled, longest, lately and camera: see `follow.Patience`

    [conferences.rat.roster]             # ask who is connected, where the system can be asked
    server = "https://bbb.example/bigbluebutton/api"
    secret_file = "/run/secrets/bbb-api" # the one above, where it is left out
    key = "…"                            # LiveKit's name of the key
    every = 15                           # seconds

    [conferences.rat.links]              # by the code in somebody's own link to the conference, who that is
    "8f3a" = "ebeling"

    [conferences.rat.embed]              # how people come in, and where it is shown: see `embed`

A secret never stands in the file itself. All that is wrong is told at once, each at its key.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from handzeichen.app.files import FileFault, read_file
from handzeichen.app.video.embed import PAGES, Embed, EmbedReading, Kind
from handzeichen.app.video.follow import Arrivals, Patience
from handzeichen.app.video.roster import POLLS
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.plan import Plan

ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
ADDRESS: Final = re.compile(r"https?://[!-~]+")
"""Of an interface that is asked; what needs a percent sign must have it already."""
NEEDS_KEY: Final = "livekit"
OWN_PAGE: Final = "page"
"""As a system: there is none but our own page."""
NOT_BY_PAGE: Final = ("secret_file", "rooms", "callback", "pages", "roster", "links")
"""What means nothing there."""
PATIENCE: Final = tuple(one.name for one in fields(Patience) if one.name != "arrivals")
LONGEST: Final = 3600
"""Seconds that any patience may last."""


class VideoFault(ValueError):
    """The settings cannot be used; one German sentence a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSetting:
    """Whom to ask for the roster, and how often."""

    server: str
    secret: bytes = field(repr=False)
    key: str
    every: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One conference."""

    id: str
    body: str | None = None
    meeting: str | None = None
    system: str | None = None
    secret: bytes = field(default=b"", repr=False)
    rooms: frozenset[str] = frozenset()
    callback: str | None = None
    pages: frozenset[str] = frozenset()
    patience: Patience = Patience()
    links: Mapping[str, PersonId] = field(default_factory=dict)
    roster: RosterSetting | None = None
    embed: Embed | None = None

    def is_for(self, plan: Plan) -> bool:
        """Whether this meeting is one of those held in it."""
        return self.meeting in (None, plan.id) and self.body in (None, plan.body.id)

    @property
    def is_open_to_all(self) -> bool:
        """Whether people come in without a token, so that no id in it is one that the house has given."""
        return self.embed is not None and self.embed.kind is Kind.JITSI and self.embed.app is None

    @property
    def is_own_page(self) -> bool:
        """Whether our own page is the conference."""
        return self.system == OWN_PAGE


def read_settings(path: Path | None) -> tuple[Setting, ...]:
    """The conferences in a file, none where there is no file; raises VideoFault with everything that is wrong."""
    if path is None:
        return ()
    try:
        written = tomllib.loads(read_file(path).decode("utf-8-sig"))
    except FileFault as fault:
        raise VideoFault(fault.sentence) from None
    except (ValueError, RecursionError) as error:
        raise VideoFault(f"{path}: Das ist kein gültiges TOML in UTF-8 ({error}).") from None
    reading = _Reading(path.parent)
    found = reading.conferences(written)
    if reading.faults:
        raise VideoFault("\n".join(f"{path}: {fault}" for fault in reading.faults))
    return tuple(found)


class _Reading(EmbedReading):
    """Reads one file; what is wrong is gathered."""

    def conferences(self, written: Mapping[str, Any]) -> list[Setting]:
        self._known(written, "", ("conferences",))
        found = self._table(written, "", "conferences")
        if not found and not self.faults:
            self._wrong("conferences", "fehlt: Nötig ist mindestens eine Konferenz, etwa [conferences.rat].")
        read = [self._conference(name, self._table(found, "conferences", name)) for name in found]
        for own in (one for one in read if one.is_own_page):
            self._nothing_beside(own, read)
        return read

    def _nothing_beside(self, own: Setting, read: Sequence[Setting]) -> None:
        """An open page would count as being in the other conference: no broken line of it would be a fault."""
        for other in read:
            if other is not own and (own.body, own.meeting) == (other.body, other.meeting):
                self._wrong(
                    f"conferences.{own.id}.system",
                    f'"{OWN_PAGE}" heißt, dass es kein anderes Videosystem gibt, aber auch „{other.id}“ ist für '
                    "dieselben Sitzungen. Bitte eines von beiden streichen.",
                )

    def _conference(self, name: str, told: Mapping[str, Any]) -> Setting:
        place = f"conferences.{name}"
        if not ID.fullmatch(name):
            self._wrong(
                place, "Der Name steht in der Adresse: bitte kleine Buchstaben, Ziffern und - verwenden."
            )
        keys = (
            "body",
            "meeting",
            "system",
            "secret_file",
            "rooms",
            "callback",
            "pages",
            "arrivals",
            "roster",
            "links",
            "embed",
        )
        self._known(told, place, (*keys, *PATIENCE))
        body, meeting = self._text(told, place, "body"), self._text(told, place, "meeting")
        if (body is None) == (meeting is None):
            self._wrong(place, "Nötig ist entweder body (ein Gremium) oder meeting (eine Sitzung).")
        system = self._one_of(told, place, "system", (*SYSTEMS, OWN_PAGE))
        pages = self._texts(told, place, "pages")
        if unknown := sorted(pages - set(PAGES)):
            self._wrong(
                f"{place}.pages", f"unbekannt: {', '.join(unknown)}. Möglich sind: {', '.join(PAGES)}."
            )
        if system is None and "system" not in told and not pages:
            self._wrong(
                place, f"Nötig ist system ({', '.join(SYSTEMS)}) oder pages: Sonst erzählt niemand etwas."
            )
        if system == OWN_PAGE:
            self._only_the_page(told, place)
        secret = self._secret(told, place, needed=system in SYSTEMS)
        rooms = self._texts(told, place, "rooms")
        return Setting(
            id=name,
            body=body,
            meeting=meeting,
            system=system,
            secret=secret,
            rooms=rooms,
            callback=self._text(told, place, "callback"),
            pages=pages,
            patience=Patience(arrivals=self._arrivals(told, place, system), **self._patience(told, place)),
            links=self._links(told, place),
            roster=self._roster(told, place, system, secret, rooms) if "roster" in told else None,
            embed=self._embed(told, place, rooms) if "embed" in told else None,
        )

    def _roster(
        self, told: Mapping[str, Any], place: str, system: str | None, secret: bytes, rooms: frozenset[str]
    ) -> RosterSetting | None:
        where, roster = f"{place}.roster", self._table(told, place, "roster")
        self._known(roster, where, ("server", "secret_file", "key", "every"))
        if system not in POLLS:
            self._wrong(where, f"Gefragt werden kann nur: {', '.join(POLLS)}.")
        if len(rooms) != 1:
            self._wrong(f"{place}.rooms", "Nötig ist genau ein Raum: Nach ihm wird gefragt.")
        server = self._text(roster, where, "server")
        if server is None or not ADDRESS.fullmatch(server):
            self._wrong(
                f"{where}.server", "Nötig ist die Adresse der Schnittstelle, etwa https://bbb.example/…"
            )
        own = self._secret(roster, where, needed=False) if "secret_file" in roster else secret
        every = self._seconds(roster, where, "every", 15.0, least=1.0)
        key = self._text(roster, where, "key") or ""
        if system == NEEDS_KEY and "key" not in roster:
            self._wrong(f"{where}.key", "fehlt: Nötig ist LiveKits Name des Schlüssels (API key).")
        return RosterSetting(server=server or "", secret=own, key=key, every=every)

    def _only_the_page(self, told: Mapping[str, Any], place: str) -> None:
        for key in NOT_BY_PAGE:
            if key in told:
                self._wrong(f"{place}.{key}", f'Gilt nicht, wo system = "{OWN_PAGE}" ist.')
        if told.get("arrivals") == Arrivals.SYSTEM:
            self._wrong(
                f"{place}.arrivals",
                "Eine offene Seite heißt nicht, dass jemand zugeschaltet ist: Das tragen hier immer Menschen ein.",
            )

    def _arrivals(self, told: Mapping[str, Any], place: str, system: str | None) -> Arrivals:
        if system == OWN_PAGE:
            return Arrivals.PEOPLE
        return Arrivals(self._one_of(told, place, "arrivals", tuple(Arrivals)) or Arrivals.SYSTEM)

    def _patience(self, told: Mapping[str, Any], place: str) -> dict[str, timedelta]:
        return {name: self._seconds(told, place, name, 0.0) for name in PATIENCE if name in told}

    def _seconds(
        self, told: Mapping[str, Any], place: str, name: str, otherwise: float, *, least: float = 0.0
    ) -> timedelta:
        found = told.get(name, otherwise)
        if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= LONGEST:
            self._wrong(f"{place}.{name}", f"Nötig sind Sekunden, von {least:g} bis {LONGEST}.")
            return timedelta()
        return timedelta(seconds=found)

    def _links(self, told: Mapping[str, Any], place: str) -> dict[str, PersonId]:
        found = self._table(told, place, "links") if "links" in told else {}
        return {code: PersonId(self._text(found, f"{place}.links", code) or "") for code in found}
