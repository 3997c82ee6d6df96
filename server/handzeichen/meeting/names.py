"""How people, factions, items and motions are named, on screens and in the minutes alike; in English on screens.

As published minutes write them: "Ratsfrau Dr. Matz (CDU)", "Ratsherr Pohl (CDU) i.V. Ratsfrau Dr. Matz",
"Antrag der Gruppe LINKE & PIRATEN auf Vertagung von TOP 2", "Antrag der SPD-Fraktion auf Eilbedürftigkeit".
"""

import re
from collections.abc import Iterable

from handzeichen.law.terms import in_its_terms
from handzeichen.meeting.ids import FactionId, FactionKind, ItemId, Kind, PersonId
from handzeichen.meeting.plan import Faction, Person
from handzeichen.meeting.state import Ballot, Meeting, Motion
from handzeichen.words import in_a_row, listed, said
from handzeichen.words.sentences import NOTE
from handzeichen.words.table import Declined

__all__ = (
    "ADMINISTRATION", "accusative", "ballot_name", "dative", "deputy_name", "faction_name", "item_number", "kind_name",
    "listed", "motion_name", "mover_name", "name_of", "person_name", "plain_name", "quoted", "short",
)  # fmt: skip

ADMINISTRATION = PersonId("administration")
"""Who moves what the administration proposes: no person."""

_OF_ITEM = re.compile(r"\s*\b(?:zu|von|mit) TOP \{item\}")
Endings = tuple[tuple[re.Pattern[str], str], ...]
_DATIVE: Endings = ((re.compile(r"(?i)(herr)\b"), r"\1n"), (re.compile(r"eter\b"), "etem"))
_ACCUSATIVE: Endings = ((re.compile(r"(?i)(herr)\b"), r"\1n"), (re.compile(r"eter\b"), "eten"))


def plain_name(person: Person) -> str:
    """Title and surname ("Ratsfrau Dr. Matz"), or the given name and surname of one without a title."""
    return f"{person.title or person.given_name or ''} {person.name}".strip()


def person_name(person: Person, factions: Iterable[Faction] = ()) -> str:
    """The name with its faction: "Ratsfrau Dr. Matz (CDU)"."""
    return f"{plain_name(person)}{_in_brackets(person.faction, factions)}"


def name_of(meeting: Meeting, person: PersonId) -> str:
    """Somebody's name with faction; the bare id of one whose entry was withheld."""
    known = meeting.roll.people.get(person)
    return str(person) if known is None else person_name(known, meeting.plan.factions)


def short(person: Person, factions: Iterable[Faction] = ()) -> str:
    """The surname with its faction where space is scarce: "Matz (CDU)"."""
    return f"{person.name}{_in_brackets(person.faction, factions)}"


def deputy_name(person: Person, member: Person, factions: Iterable[Faction] = ()) -> str:
    """A deputy with the member stood in for: "Ratsherr Pohl (CDU) i.V. Ratsfrau Dr. Matz"."""
    return said("{deputy} i.V. {member}", deputy=person_name(person, factions), member=plain_name(member))


def faction_name(faction: Faction) -> str:
    """A faction as a subject: "SPD-Fraktion", "Fraktion Bündnis 90/Die Grünen", "Gruppe LINKE & PIRATEN"."""
    if faction.kind is FactionKind.GROUP:
        return said("Gruppe {name}", name=faction.name)
    if re.search(r"[\s/&]", faction.name):
        return said("Fraktion {name}", name=faction.name)
    return said("{name}-Fraktion", name=faction.name)


def item_number(meeting: Meeting, item: ItemId | None) -> str:
    """An item's number on the agenda; an urgent one that was added counts on its own: "D1".

    One added behind closed doors counts apart ("ND1"): a gap in the public's numbers would tell of it.
    """
    if item is None:
        return ""
    state = meeting.agenda.items.get(item)
    if state is None or state.added_by is None:
        return item.upper()
    items, apart = meeting.agenda.items.items(), state.added_behind_doors
    added = [known for known, other in items if other.added_by and other.added_behind_doors is apart]
    return f"{'ND' if apart else 'D'}{added.index(item) + 1}"


def mover_name(meeting: Meeting, motion: Motion) -> str:
    """Whose motion it is, in the genitive or with "von": "der SPD-Fraktion", "der Verwaltung", "des Vorsitzes"."""
    moved = motion.moved
    if moved.faction is not None and (faction := _find(moved.faction, meeting.plan.factions)):
        return said("der {faction}¦wessen", faction=faction_name(faction))
    if moved.mover is None or moved.mover == ADMINISTRATION or moved.mover not in meeting.roll.people:
        return said("der Verwaltung")
    if _led(meeting, motion):
        return said("des Vorsitzes")
    name = name_of(meeting, moved.mover)
    return said("von {name}", name=Declined(name, dative(name)))


def motion_name(meeting: Meeting, motion: Motion) -> str:
    """What a motion is and whose: "Antrag der SPD-Fraktion auf Eilbedürftigkeit"; a part belongs to its whole."""
    whole = None if motion.moved.part_of is None else meeting.motions.get(motion.moved.part_of)
    if whole is not None and motion.moved.kind is Kind.MAIN:
        return _part_name(meeting, motion, whole)
    word = said("Beschlussvorschlag") if _is_proposal(motion) else said("Antrag")
    if motion.moved.kind is Kind.AMENDMENT:
        word = said("Änderungsantrag")
    return in_a_row([word, *_whose_and_what(meeting, motion)])


def kind_name(meeting: Meeting, kind: Kind | None) -> str:
    """The kind as a noun without its article: "Schluss der Beratung"."""
    words = {} if kind is None else meeting.law.motion_words.value.get(kind.value, {})
    noun = words.get("subject", "Der Antrag").partition(" ")[2]
    return in_its_terms(meeting.law, f"{noun}{NOTE}Art") if noun else ""


def _part_name(meeting: Meeting, part: Motion, whole: Motion) -> str:
    """ "Teil 2 des Beschlussvorschlags der Verwaltung zu TOP 9": whoever asked for parts did not move them."""
    parts = [other.id for other in meeting.motions.values() if other.moved.part_of == whole.id]
    n = parts.index(part.id) + 1
    first = said("Teil {n} des Antrags", n=n)
    if _is_proposal(whole):
        first = said("Teil {n} des Beschlussvorschlags", n=n)
    return in_a_row([first, *_whose_and_what(meeting, whole)])


def _whose_and_what(meeting: Meeting, motion: Motion) -> list[str]:
    return [words for words in (mover_name(meeting, motion), _request(meeting, motion)) if words]


def ballot_name(meeting: Meeting, ballot: Ballot) -> str:
    """What is voted on: one motion by its name, several at once by their items: "TOP 6, TOP 7 und TOP 8 gemeinsam"."""
    motions = [meeting.motions[motion] for motion in ballot.motions if motion in meeting.motions]
    items = dict.fromkeys(motion.moved.item for motion in motions)
    if len(motions) == 1 or len(items) < len(motions):
        return listed([motion_name(meeting, motion) for motion in motions])
    together = [said("TOP {number}", number=item_number(meeting, item)) for item in items]
    return said("{items} gemeinsam", items=listed(together))


def quoted(meeting: Meeting, motions: Iterable[Motion]) -> str:
    """Several motions within a sentence, each by its name."""
    return listed([said("„{name}“", name=motion_name(meeting, motion)) for motion in motions])


def _request(meeting: Meeting, motion: Motion) -> str:
    """What the motion asks for; without an item the words about it are left out."""
    moved = motion.moved
    words = meeting.law.motion_words.value.get(moved.kind.value, {}).get("request", "")
    if moved.kind is Kind.AMENDMENT:
        words = "zu TOP {item}"
    item = moved.item or moved.under
    if item is None:
        words = _OF_ITEM.sub("", words)
    what = in_its_terms(meeting.law, words, item=item_number(meeting, item))
    if moved.about is None or moved.about not in meeting.roll.people:
        return what
    return said("{what} ({about})", what=what, about=plain_name(meeting.person(moved.about)))


def _is_proposal(motion: Motion) -> bool:
    moved = motion.moved
    return moved.kind is Kind.MAIN and moved.faction is None and moved.mover in (None, ADMINISTRATION)


def _led(meeting: Meeting, motion: Motion) -> bool:
    """Whether the mover led the meeting at that moment: then the motion is the chair's, nobody's party matter."""
    at = motion.moved_at
    if at is None:
        return False
    spans = meeting.sitting.lead.spans
    return any(
        s.person == motion.moved.mover and s.from_ <= at and (s.to is None or at <= s.to) for s in spans
    )


def dative(name: str) -> str:
    """ "Ratsherr Wolf" stands as "von Ratsherrn Wolf", "Beigeordneter" as "Beigeordnetem"."""
    return _declined(name, _DATIVE)


def accusative(name: str) -> str:
    """ "Ratsherr Wolf" stands as "für Ratsherrn Wolf", "Beigeordneter" as "Beigeordneten"."""
    return _declined(name, _ACCUSATIVE)


def _declined(name: str, endings: Endings) -> str:
    title, space, rest = name.partition(" ")
    for ending, becomes in endings:
        title = ending.sub(becomes, title)
    return f"{title}{space}{rest}"


def _find(faction: FactionId, factions: Iterable[Faction]) -> Faction | None:
    return next((known for known in factions if known.id == faction), None)


def _in_brackets(faction: FactionId | None, factions: Iterable[Faction]) -> str:
    found = None if faction is None else _find(faction, factions)
    return "" if found is None else f" ({found.name})"
