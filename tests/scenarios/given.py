"""The evening as planned, from the lines of a scenario before its first time.

Ausschuss für Brücken Erlenbrügge, ni, 2021-01-21        body, profile, day
Sitze: 5                                                 the statutory number
Mitglieder: Ahrens (BLE, Vorsitz), Brandt (Auen, Stellvertretung), Cordsen (Auen, 2. Stellvertretung)
Stellvertretend: Ivers (Auen)
Beratend: Kruse
TOP 2: Grundstück – Beschluss, nichtöffentlich           with a motion of the administration, behind closed doors
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handzeichen.meeting.ids import (
    BodyKind,
    Form,
    ItemId,
    Kind,
    Line,
    MotionId,
    PersonId,
    Role,
    Secrecy,
    Text,
)
from handzeichen.meeting.plan import (
    Faction,
    Person,
    Plan,
    PlannedBody,
    PlannedItem,
    PlannedMeeting,
    PlannedMotion,
)

BERLIN = ZoneInfo("Europe/Berlin")
ROLES = {
    "Mitglieder": Role.MEMBER,
    "Stellvertretend": Role.DEPUTY,
    "Beratend": Role.ADVISORY,
    "Verwaltung": Role.ADMINISTRATION,
}
BODIES = {"Ausschuss": BodyKind.COMMITTEE, "Hauptausschuss": BodyKind.MAIN_COMMITTEE, "Rat": BodyKind.COUNCIL}


def ident(name: str) -> str:
    """A name as an id: "Voßkamp" is "vosskamp"."""
    folded = name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": None}))
    return re.sub(r"[^a-z0-9]+", "-", folded)[:64].strip("-")


def plan_of(rows: list[str]) -> tuple[Plan, date]:
    name, rules, on = rows[0].split(", ")
    day = date.fromisoformat(on)
    starts_at = datetime.combine(day, time(17, 30), BERLIN)
    offset = datetime.fromisoformat(starts_at.isoformat())
    facts = dict(row.split(": ", 1) for row in rows[1:] if not row.startswith("TOP "))
    people = tuple(_people(facts))
    body = PlannedBody(
        id=ident(name)[:50],
        name=Line(name),
        kind=BODIES.get(name.split()[0], BodyKind.COMMITTEE),
        rules=rules,
        seats=int(facts["Sitze"]),
    )
    plan = Plan(
        body=body,
        meeting=PlannedMeeting(
            number=1,
            starts_at=offset,
            form=Form(facts.get("Form", "hybrid")),
            clerk=PersonId("clerk-of-the-evening"),
        ),
        factions=tuple(Faction(id=ident(f), name=Line(f)) for f in dict.fromkeys(_factions(facts))),
        people=(
            *people,
            Person(id=PersonId("clerk-of-the-evening"), name=Line("Protokoll"), role=Role.ADMINISTRATION),
        ),
        items=tuple(_item(row) for row in rows if row.startswith("TOP ")),
    )
    return plan, day


def _cast(facts: dict[str, str]) -> Iterator[tuple[Role, str, list[str]]]:
    """Role, name, and what stands in brackets: faction and office."""
    for word, role in ROLES.items():
        for name, brackets in re.findall(r"([^,(]+?)(?: \(([^)]*)\))?(?:, |$)", facts.get(word, "")):
            yield role, name.strip(), [part for part in brackets.split(", ") if part]


def _factions(facts: dict[str, str]) -> Iterator[str]:
    for role, _, said in _cast(facts):
        if role in (Role.MEMBER, Role.DEPUTY) and said:
            yield said[0]


def _people(facts: dict[str, str]) -> Iterator[Person]:
    for role, name, said in _cast(facts):
        seated = role in (Role.MEMBER, Role.DEPUTY)
        yield Person(
            id=PersonId(ident(name)),
            title=Line("Ratsfrau") if seated else None,
            name=Line(name),
            role=role,
            faction=ident(said[0]) if seated and said else None,
            chairs="Vorsitz" in said,
            deputy_chair=next(
                (rank for rank, word in ((1, "Stellvertretung"), (2, "2. Stellvertretung")) if word in said),
                None,
            ),
        )


def _item(row: str) -> PlannedItem:
    """ "TOP 3: Grundstück – Beschluss, nichtöffentlich" """
    number, _, rest = row.removeprefix("TOP ").partition(": ")
    title, _, marks = rest.partition(" – ")
    said = marks.split(", ")
    motion = PlannedMotion(id=MotionId(f"top{number}"), kind=Kind.MAIN, text=Text(f"{title}."))
    return PlannedItem(
        id=ItemId(number),
        title=Line(title),
        secrecy=Secrecy.NON_PUBLIC
        if "nichtöffentlich" in said
        else Secrecy.SECRET
        if "geheim" in said
        else Secrecy.PUBLIC,
        motions=(motion,) if "Beschluss" in said else (),
    )
