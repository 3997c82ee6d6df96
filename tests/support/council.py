"""Bodies to look at on a large display: a committee of eleven, a council of 45, one of 65, with long names and titles.

Nobody in them exists. They are what a display must still hold: surnames of two words, a faction with a name of a line,
an item whose title is a sentence of the building law.
"""

from typing import Final

from handzeichen.app.plan import read_plan
from handzeichen.meeting.plan import Plan

_NAMES: Final = (
    "Abendroth", "Brinkhoff", "Cordes", "Dallmeyer", "Eickhoff-Sandmann", "Fuhrberg", "Gießelmann", "Hagedorn",
    "Immenroth", "Jagemann", "Kleinschmidt-Hagenburg", "Leineweber", "Mü", "von der Nettelrede", "Ostermann",
    "Papendorf", "Quast", "Rathjen", "Schwarzenberger", "Tiedemann", "Uelschen", "Vahrenholz", "Wiechmann",
)  # fmt: skip
_GIVEN: Final = ("Anna", "Bernd", "Cem")
_FACTIONS: Final = (
    ("linde", "Linde", 20),
    ("bahnhof", "Bündnis Altstadt, Bahnhofsviertel und Neue Mitte", 17),
    ("esche", "Esche", 12),
    ("ufer", "Unser Ufer", 8),
    ("pfeil", "Gruppe Pfeil & Bogen", 5),
)
TITLE: Final = (
    "Aufstellung des Bebauungsplans Nr. 1840 „Südlich der Lindener Wassermühle“ mit örtlicher Bauvorschrift über die "
    "Gestaltung baulicher Anlagen, Beschluss über die während der öffentlichen Auslegung eingegangenen Stellungnahmen"
)
TEXT: Final = (
    "Der Rat beschließt, das Verfahren nach § 13a BauGB fortzuführen, die Stellungnahmen nach Anlage 3 abzuwägen und "
    "den Entwurf in der Fassung vom 12. Oktober 2026 mit der Begründung als Satzung zu beschließen. "
)


def council_plan(seats: int, *, shape: str | None = None, per_row: int = 13) -> Plan:
    """A body of that many members, all by faction; with a shape they sit in rows of `per_row`, the last shorter."""
    names = [f"p{n}" for n in range(seats)]
    people = [_person(n, seats) for n in range(seats)]
    factions = [f'[[factions]]\nid = "{one}"\nname = "{name}"\n' for one, name, _ in _FACTIONS]
    rows = _rows(names, per_row) if shape == "rows" else _rows_that_grow(names)
    seating = [f'[seating]\nshape = "{shape}"\nrows = {rows}\n'] if shape else []
    return read_plan("\n".join([_head(seats), *factions, *people, *seating, _REST]).encode())


def _rows(names: list[str], per_row: int) -> list[list[str]]:
    return [names[start : start + per_row] for start in range(0, len(names), per_row)]


def _rows_that_grow(names: list[str]) -> list[list[str]]:
    """Each row of a half circle is longer than the one before; the last two members have no place."""
    rows, start, size = [], 0, 7 if len(names) > 20 else 4
    while start < len(names) - 2:
        rows.append(names[start : min(start + size, len(names) - 2)])
        start, size = start + size, size + 3
    return rows


def _head(seats: int) -> str:
    """A small body is a committee, where a deputy may take a seat."""
    name, kind, rules = (
        ("Ausschuss für Stadtentwicklung, Bauen und Umwelt", "committee", "ni-hannover-committee")
        if seats < 20
        else ("Rat der Stadt Erlenbrügge", "council", "ni")
    )
    return f"""
[body]
id = "gremium-{seats}"
name = "{name}"
kind = "{kind}"
rules = "{rules}"
seats = {seats}
[meeting]
number = 7
starts_at = 2026-11-24T18:00:00+01:00
form = "hybrid"
place = "Neues Rathaus, Großer Saal"
clerk = "zander"
"""


def _person(n: int, seats: int) -> str:
    """The n-th member: factions fill up in their shares of 65, the last three belong to none."""
    place, faction = n * 65 // seats, ""
    for one, _, share in _FACTIONS:
        if place < share:
            faction = f'faction = "{one}"\n'
            break
        place -= share
    return (
        f'[[people]]\nid = "p{n}"\ntitle = "Ratsfrau"\nname = "{_NAMES[n % len(_NAMES)]}"\n'
        f'given_name = "{_GIVEN[n // len(_NAMES)]}"\nrole = "member"\n{faction}'
        + ("chairs = true\n" if n == 0 else "")
    )


_REST: Final = f"""
[[people]]
id = "zander"
title = "Frau"
name = "Zander"
role = "administration"
[[people]]
id = "ersatz"
title = "Ratsherr"
name = "Eilers-Brockmann"
role = "deputy"
faction = "bahnhof"
[[items]]
id = "1"
title = "Eröffnung der Sitzung"
kind = "opening"
[[items]]
id = "2"
title = "{TITLE}"
[[items.papers]]
reference = "2471/2026 N1"
kind = "Beschlussdrucksache"
attachments = 4
[[items.motions]]
id = "m2"
text = "{TEXT * 3}"
[[items]]
id = "3"
title = "Grundstückssache Am Wehr"
secrecy = "non_public"
public_title = "Grundstücksangelegenheit"
[[items.motions]]
id = "m3"
text = "Dem Verkauf wird zugestimmt."
"""
