"""What makes a plan wrong although each of its values is right: a list of rules, each naming every fault it finds.

They look at whatever could be read, so a plan with a misspelt key is told of its unknown faction in the same breath.
"""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from handzeichen.app.tables import Found, Table
from handzeichen.law.answers import PROFILES, Folder, ProfileError, load, profiles
from handzeichen.meeting.ids import RESERVED_IDS, Kind, Role
from handzeichen.meeting.papers import LINK_LIMIT, is_link

ADMINISTRATION = "administration"
MEETING_ID_LIMIT = 64
ROW_LIMIT = 12
PLACE_LIMIT = 24
"""Rows, and places beside one another, that a display in the room can still show with names."""
BLOCK_LIMIT = 60
LABEL_LIMIT = 60
BLOCK_TEXT_LIMIT = 1000
"""Text blocks of a plan, and the characters of each: all of them stand on the clerk's page as buttons."""


def check(plan: Table, folder: Folder = PROFILES) -> Iterator[Found]:
    """Every fault that more than one value is part of; profiles lie in that folder."""
    yield from profile_is_complete(plan, folder)
    for rule in RULES:
        yield from rule(plan)


def ids_are_unique(plan: Table) -> Iterator[Found]:
    """People, factions, items and motions each have names of their own; motions across all items."""
    motions = [motion for item in plan.tables("items") for motion in item.tables("motions")]
    for tables in (plan.tables("people"), plan.tables("factions"), plan.tables("items"), motions):
        first: dict[str, Table] = {}
        for table in tables:
            known = first.setdefault(table.get("id"), table)
            if known is not table and table.get("id") is not None:
                yield Found(table.at("id"), f"„{table.get('id')}“ steht schon bei {known.place}.")


def ids_are_free(plan: Table) -> Iterator[Found]:
    """`chair`, `clerk`, `system` and `administration` mean somebody already."""
    taken = {*RESERVED_IDS, ADMINISTRATION}
    for table in (*plan.tables("people"), *plan.tables("factions")):
        if table.get("id") in taken:
            yield Found(table.at("id"), f"„{table.get('id')}“ hat schon eine Bedeutung. Bitte anders nennen.")


def meeting_has_an_id(plan: Table) -> Iterator[Found]:
    """A meeting is named `<body.id>-<number>`, and that is an id too."""
    body, number = _table(plan, "body").get("id"), _table(plan, "meeting").get("number")
    if number is not None and number < 1:
        yield Found("meeting.number", f"{number} gibt es nicht; die erste Sitzung ist die 1.")
    elif body is not None and number is not None and len(f"{body}-{number}") > MEETING_ID_LIMIT:
        yield Found("body.id", f"ist zu lang: „{body}-{number}“ hat mehr als {MEETING_ID_LIMIT} Zeichen.")


def counts_are_whole(plan: Table) -> Iterator[Found]:
    """A body has at least one seat, a paper no fewer than no attachments."""
    body = _table(plan, "body")
    if body.get("seats") is not None and body.get("seats") < 1:
        yield Found(
            "body.seats", f"{body.get('seats')} sind zu wenig; ein Gremium hat mindestens einen Sitz."
        )
    for item in plan.tables("items"):
        for paper in item.tables("papers"):
            if (paper.get("attachments") or 0) < 0:
                yield Found(paper.at("attachments"), "weniger als 0 Anlagen gibt es nicht.")


def links_are_safe(plan: Table) -> Iterator[Found]:
    """A paper's link is pressed by everybody: it leads to a page by https and nowhere else."""
    for item in plan.tables("items"):
        for paper in item.tables("papers"):
            link = paper.get("link")
            if link is not None and not is_link(link):
                yield Found(
                    paper.at("link"),
                    f"„{link[:80]}“ ist keine Adresse, die mit https:// beginnt, ohne Leerzeichen und Anmeldedaten, "
                    f"höchstens {LINK_LIMIT} Zeichen lang.",
                )


def members_have_seats(plan: Table) -> Iterator[Found]:
    """The statutory number is the limit; vacant seats are fewer members, never more."""
    seats = _table(plan, "body").get("seats")
    members = sum(person.get("role") is Role.MEMBER for person in plan.tables("people"))
    if seats is not None and members > seats >= 1:
        yield Found(
            "body.seats", f'{seats} Sitze, aber {members} Personen in „people“ haben role = "member".'
        )


def one_member_chairs(plan: Table) -> Iterator[Found]:
    """At most one chair, and chair and deputy chairs are members."""
    first: Table | None = None
    for person in plan.tables("people"):
        member = person.get("role") is Role.MEMBER
        for key, office in (("chairs", "Vorsitz"), ("deputy_chair", "stellvertretenden Vorsitz")):
            if person.get(key) and person.get("role") is not None and not member:
                yield Found(person.at(key), f'den {office} kann nur ein Mitglied haben (role = "member").')
        if person.get("chairs") and first is not None:
            yield Found(person.at("chairs"), f"den Vorsitz hat schon {first.place}.")
        elif person.get("chairs"):
            first = person


def factions_are_known(plan: Table) -> Iterator[Found]:
    """Whoever belongs to a faction belongs to one of the plan's."""
    known = _ids(plan.tables("factions"))
    for person in plan.tables("people"):
        if person.get("faction") is not None and person.get("faction") not in known:
            yield _unknown(person.at("faction"), person.get("faction"), "Fraktion", known)


def people_are_known(plan: Table) -> Iterator[Found]:
    """The clerk and the clerk's helpers, those who may take part by video and those deputised for are in the plan."""
    people = {person.get("id"): person for person in plan.tables("people")}
    meeting = _table(plan, "meeting")
    if meeting.get("clerk") is not None and meeting.get("clerk") not in people:
        yield _unknown(meeting.at("clerk"), meeting.get("clerk"), "Person", people)
    for key in ("remote", "clerks", "hosts", "doors"):
        for index, one in enumerate(meeting.get(key) or ()):
            if one not in people:
                yield _unknown(f"{meeting.at(key)}[{index}]", one, "Person", people)
    for key in ("clerks", "hosts", "doors"):
        named = list(meeting.get(key) or ())
        for index, one in enumerate(named):
            if one in named[:index]:
                yield Found(f"{meeting.at(key)}[{index}]", f"„{one}“ steht schon in derselben Liste.")
    for person in plan.tables("people"):
        for index, one in enumerate(person.get("deputises_for") or ()):
            place = f"{person.at('deputises_for')}[{index}]"
            if one not in people:
                yield _unknown(place, one, "Person", people)
            elif people[one].get("role") not in (Role.MEMBER, None):
                yield Found(
                    place, f'„{one}“ hat keinen Sitz (role = "member"), also auch keine Stellvertretung.'
                )


def seats_are_placed_once(plan: Table) -> Iterator[Found]:
    """A seating plan names members, each at one place; whoever stands in no row is shown beside it."""
    seating = plan.get("seating")
    if not isinstance(seating, Table):
        return
    people = {person.get("id"): person for person in plan.tables("people")}
    rows = seating.get("rows")
    first: dict[str, str] = {}
    if rows is not None and not 1 <= len(rows) <= ROW_LIMIT:
        yield Found(seating.at("rows"), f"{len(rows)} Reihen; möglich sind 1 bis {ROW_LIMIT}.")
    for number, row in enumerate(rows or ()):
        here = f"{seating.at('rows')}[{number}]"
        if not 1 <= len(row) <= PLACE_LIMIT:
            yield Found(here, f"{len(row)} Plätze; in einer Reihe möglich sind 1 bis {PLACE_LIMIT}.")
        for index, one in enumerate(row):
            place = f"{here}[{index}]"
            if first.setdefault(one, place) != place:
                yield Found(place, f"„{one}“ sitzt schon bei {first[one]}.")
            elif one not in people:
                yield _unknown(place, one, "Person", people)
            elif people[one].get("role") not in (Role.MEMBER, None):
                yield Found(place, f'„{one}“ hat keinen Sitz (role = "member"). Bitte hier herausnehmen.')


def text_blocks_are_buttons(plan: Table) -> Iterator[Found]:
    """Each has a label of its own to press and a sentence to begin with, and all fit on the clerk's page."""
    blocks, first = plan.tables("text_blocks"), dict[str, Table]()
    if len(blocks) > BLOCK_LIMIT:
        yield Found("text_blocks", f"{len(blocks)} Textbausteine; möglich sind höchstens {BLOCK_LIMIT}.")
    for block in blocks:
        for key, limit in (("label", LABEL_LIMIT), ("text", BLOCK_TEXT_LIMIT)):
            value = block.get(key)
            if value is not None and not value.strip():
                yield Found(block.at(key), "ist leer. Bitte etwas hineinschreiben.")
            elif value is not None and len(value) > limit:
                yield Found(block.at(key), f"hat {len(value)} Zeichen, möglich sind höchstens {limit}.")
        label = block.get("label")
        if label is not None and first.setdefault(label, block) is not block:
            yield Found(block.at("label"), f"„{label[:LABEL_LIMIT]}“ steht schon bei {first[label].place}.")


def movers_are_known(plan: Table) -> Iterator[Found]:
    """A planned motion is a person's, a faction's, or the administration's."""
    known = {*_ids(plan.tables("people")), *_ids(plan.tables("factions")), ADMINISTRATION}
    for item in plan.tables("items"):
        for motion in item.tables("motions"):
            if motion.get("by") is not None and motion.get("by") not in known:
                yield Found(
                    motion.at("by"),
                    f"„{motion.get('by')}“ ist weder Person noch Fraktion noch „administration“.",
                )


def minutes_of_another_are_approved(plan: Table) -> Iterator[Found]:
    """Minutes are approved by a motion on the matter, and never by the meeting that they are about."""
    own = f"{_table(plan, 'body').get('id')}-{_table(plan, 'meeting').get('number')}"
    for item in plan.tables("items"):
        for motion in item.tables("motions"):
            approves = motion.get("approves")
            if approves is not None and motion.get("kind") not in (None, Kind.MAIN):
                yield Found(approves.place, "gehört zu einem Antrag zur Sache (kind = „main“).")
            if approves is not None and approves.get("meeting") == own:
                yield Found(approves.at("meeting"), f"„{own}“ ist diese Sitzung selbst.")


def profile_is_complete(plan: Table, folder: Folder) -> Iterator[Found]:
    """The rules exist, and answer every question for a body of this kind on the meeting's day."""
    body, starts_at = _table(plan, "body"), _table(plan, "meeting").get("starts_at")
    rules, kind = body.get("rules"), body.get("kind")
    if rules is not None and rules not in profiles(folder):
        yield _unknown("body.rules", rules, "Profil", profiles(folder))
    elif None not in (rules, kind, starts_at):
        try:
            load(rules, on=starts_at.date(), kind=kind.value, folder=folder)
        except ProfileError as error:
            yield from (Found("body.rules", f"Profil „{rules}“: {fault}.") for fault in error.faults)


RULES: tuple[Callable[[Table], Iterable[Found]], ...] = (
    meeting_has_an_id,
    counts_are_whole,
    links_are_safe,
    members_have_seats,
    ids_are_unique,
    ids_are_free,
    one_member_chairs,
    factions_are_known,
    people_are_known,
    seats_are_placed_once,
    text_blocks_are_buttons,
    movers_are_known,
    minutes_of_another_are_approved,
)


def _table(plan: Table, name: str) -> Table:
    found = plan.get(name)
    return found if isinstance(found, Table) else Table(object, name)


def _ids(tables: Iterable[Table]) -> list[str]:
    return [table.get("id") for table in tables if table.get("id") is not None]


def _unknown(place: str, name: str, what: str, known: Iterable[str | None]) -> Found:
    close = get_close_matches(name, [one for one in known if one], n=1)
    hint = f" Gemeint ist vielleicht „{close[0]}“." if close else ""
    return Found(place, f"„{name}“ gibt es nicht ({what}).{hint}")
