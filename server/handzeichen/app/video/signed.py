"""Any other system, by a small relay that somebody writes: a signed list of reports in our own words.

    POST /video/{conference}
    Handzeichen-Timestamp: 1700000000
    Handzeichen-Signature: v1=<HMAC-SHA256 over "1700000000." and the body, in hexadecimal digits>

    {"reports": [
        {"connection": "c-17", "what": "joined", "at": "2026-11-24T18:01:07+01:00",
         "id": "ebeling", "account": "u-4711", "name": "Ratsfrau Ebeling"},
        {"connection": "c-17", "what": "camera_on", "at": "2026-11-24T18:01:09+01:00"},
        {"at": "2026-11-24T18:02:00+01:00",
         "roster": [{"connection": "c-17", "id": "ebeling", "camera": true}]}]}

`what` is joined, seen (there, nobody says since when), left (nobody knows why), went (on purpose), camera_on,
camera_off, hand_up or hand_down. `connection` is one device of one person, another one after each reconnect or the
same, as the system has it. `id` is a person of the meeting or the code of a personal link; `account` is the system's
own user, and stays the same. A roster names everybody who is connected at that moment: whoever is missing in it is
gone. All reports may be repeated and come in any order.
"""

from datetime import datetime
from typing import Final

from handzeichen.app.video.port import (
    Data,
    Delivery,
    Read,
    System,
    from_text,
    needed,
    objects,
    read_each,
    read_json,
    require_recent,
    require_same,
    sighting,
    signed,
    table,
    text,
)
from handzeichen.app.video.sightings import Known, Present, Report, Roster, What

TIMESTAMP: Final = "handzeichen-timestamp"
SIGNATURE: Final = "handzeichen-signature"


def check(delivery: Delivery, secret: bytes, now: datetime) -> None:
    """The signature over the time and the body, as it came."""
    timestamp = delivery.headers.get(TIMESTAMP, "")
    require_recent(timestamp, now)
    require_same(delivery.headers.get(SIGNATURE, ""), signature(secret, timestamp, delivery.body))


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """What a relay puts into the header."""
    return "v1=" + signed(secret, timestamp.encode() + b"." + body)


def read(delivery: Delivery, rooms: frozenset[str], secret: bytes) -> Read:
    """All reports; the address says of which conference they are."""
    return read_each(objects(table(read_json(delivery.body)).get("reports")), report_of)


def report_of(told: Data) -> Report | None:
    """One report in our own words; None for one that says nothing we know."""
    at = from_text(told.get("at"))
    if "roster" in told:
        return Roster(at=at, present=tuple(present_of(one) for one in objects(told["roster"])))
    what = next((one for one in What if one.value == told.get("what")), None)
    return None if what is None else sighting(needed(told, "connection"), what, at, _who(told))


def present_of(told: Data) -> Present:
    """Somebody in a roster."""
    camera = told.get("camera")
    return Present(
        connection=needed(told, "connection"),
        who=_who(told),
        camera=camera if isinstance(camera, bool) else None,
    )


def _who(told: Data) -> Known:
    return Known(id=text(told, "id"), account=text(told, "account"), name=text(told, "name"))


SIGNED: Final = System(check=check, read=read)
