"""What a sentence of a scenario asks of the meeting: builders of commands, used by the table in `words`.

`by` is the chair where the chair acts, and the clerk where the clerk enters something.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol

Commands = Iterable[dict[str, Any]]

KINDS = {
    "Eilbedürftigkeit": "urgency",
    "Dringlichkeit": "urgent_item",
    "Vertagung": "postponement",
    "Absetzung": "removal",
    "Verweisung": "referral",
    "Nichtbefassung": "not_to_consider",
    "Annahme der Tagesordnung": "adopt_agenda",
    "Ausschluss der Öffentlichkeit": "exclude_public",
    "Wiederherstellung der Öffentlichkeit": "admit_public",
    "Unterbrechung": "interruption",
    "Schluss der Beratung": "end_of_debate",
    "Schluss der Redeliste": "end_of_list",
    "Anhörung": "hearing",
    "Namentliche Abstimmung": "roll_call_vote",
    "Geheime Abstimmung": "secret_vote",
    "Mitwirkungsverbot": "recusal",
    "Änderung der Reihenfolge": "reorder",
    "Änderungsantrag": "amendment",
    "Getrennte Abstimmung": "separate_votes",
}
METHODS = {"": "show_of_hands", ", namentlich": "roll_call", ", geheim": "secret"}
CHOICES = {"Ja": "yes", "Nein": "no", "Enthaltung": "abstain"}
CAUSES = {"bei der Kommune": "municipality", "beim Mitglied": "member", "im Unklaren": "unclear"}


class Looked(Protocol):
    """What a sentence may look up in the meeting so far."""

    def ids(self, names: str) -> list[str]:
        """The ids of people by surname."""

    def faction(self, name: str) -> str:
        """A faction's id."""

    def motion(self, words: str) -> str:
        """A motion's id, from "TOP 2" (its main motion) or "die Vertagung" (the last of its kind)."""

    def next_motion(self) -> str:
        """A free id."""

    def next_ballot(self) -> str:
        """A free id."""

    @property
    def ballot(self) -> str:
        """The last ballot's id."""

    @property
    def affected(self) -> list[int]:
        """The numbers of the steps that wait since a fault of the municipality."""


Builder = Callable[[Looked, dict[str, str]], Commands]


def plain(do: str, *, by: str = "chair", **fields: Any) -> Builder:
    """A command without gaps."""
    return lambda look, said: [{"by": by, "do": do, **fields}]


def on_ballot(do: str, **fields: str) -> Builder:
    """A command about the last ballot; `fields` names the gaps that go into it."""
    return lambda look, said: [
        {"by": "chair", "do": do, "ballot": look.ballot, **{name: said[gap] for name, gap in fields.items()}}
    ]


def about_item(do: str) -> Builder:
    """A command about a point of the agenda."""
    return lambda look, said: [{"by": "chair", "do": do, "item": said["item"]}]


def own(do: str, **fields: Any) -> Builder:
    """What a person does for themselves."""

    def build(look: Looked, said: dict[str, str]) -> Commands:
        (person,) = look.ids(said["person"])
        yield {"by": person, "do": do, "person": person, **fields}

    return build


def by_clerk(do: str, **fields: Any) -> Builder:
    """What the clerk enters for each of several people."""
    return lambda look, said: [
        {"by": "clerk", "do": do, "person": person, **fields} for person in look.ids(said["people"])
    ]


def deputation(do: str) -> Builder:
    """A deputy takes a seat or gives it back."""

    def build(look: Looked, said: dict[str, str]) -> Commands:
        deputy, member = look.ids(f"{said['person']} und {said['other']}")
        yield {"by": "clerk", "do": do, "person": deputy, "for": member}

    return build


def move(look: Looked, said: dict[str, str]) -> Commands:
    """A motion: whose, of what kind, on which item, why."""
    (person,) = look.ids(said["person"])
    kind = KINDS[said["kind"]]
    command = {
        "by": person,
        "do": "move",
        "motion": look.next_motion(),
        "kind": kind,
        "item": said.get("item"),
    }
    if kind == "amendment":
        command |= {"amends": look.motion(f"TOP {said['item']}"), "text": said["text"]}
    elif said.get("text"):
        command |= {"title" if kind == "urgent_item" else "reason": said["text"]}
    if said.get("faction"):
        command["faction"] = look.faction(said["faction"])
    if said.get("other"):
        (command["about"],) = look.ids(said["other"])
    yield {name: value for name, value in command.items() if value is not None}


def supported(look: Looked, said: dict[str, str]) -> Commands:
    """Several members support a motion, one after the other."""
    motion = look.motion(said["motion"])
    return [{"by": person, "do": "support", "motion": motion} for person in look.ids(said["people"])]


def put_in_order(look: Looked, said: dict[str, str]) -> Commands:
    """The chair says which motion is voted on first."""
    motions = [look.motion(words) for words in (said["first"], said["then"])]
    return [{"by": "chair", "do": "order_motions", "motions": motions}]


def speaks(look: Looked, said: dict[str, str]) -> Commands:
    """Somebody has the floor and gives it back."""
    (person,) = look.ids(said["person"])
    return [{"by": "chair", "do": do, "person": person} for do in ("give_floor", "end_floor")]


def replace_passage(look: Looked, said: dict[str, str]) -> Commands:
    """An amendment that names the passage which it replaces, or strikes it out."""
    (person,) = look.ids(said["person"])
    command = {"by": person, "do": "move", "motion": look.next_motion(), "kind": "amendment"}
    command |= {"amends": look.motion(said["motion"]), "replaces": said["old"]}
    yield command | ({"text": said["text"]} if said.get("text") else {})


def moved_before(look: Looked, said: dict[str, str]) -> Commands:
    """Another order of the agenda."""
    (person,) = look.ids(said["person"])
    command = {"by": person, "do": "move", "motion": look.next_motion(), "kind": "reorder"}
    yield {**command, "item": said["item"], "before": said["before"]}


def for_minutes(look: Looked, said: dict[str, str]) -> Commands:
    """An interruption of some minutes."""
    (person,) = look.ids(said["person"])
    command = {"by": person, "do": "move", "motion": look.next_motion(), "kind": "interruption"}
    yield {**command, "minutes": int(said["minutes"])}


def asks_for_the_floor(look: Looked, said: dict[str, str]) -> Commands:
    """Somebody wants to speak, to the matter or to procedure."""
    (person,) = look.ids(said["person"])
    kind = "procedure" if said.get("procedure") else "speech"
    yield {"by": person, "do": "request_floor", "person": person, "kind": kind}


def gives_the_floor(look: Looked, said: dict[str, str]) -> Commands:
    """The chair's word."""
    yield {"by": "chair", "do": "give_floor", "person": look.ids(said["person"])[0]}


def split(look: Looked, said: dict[str, str]) -> Commands:
    """Separate votes on named parts."""
    (person,) = look.ids(said["person"])
    parts = re.findall("„([^“]+)“", said["parts"])
    command = {"by": person, "do": "move", "motion": look.next_motion(), "kind": "separate_votes"}
    yield {**command, "item": said["item"], "parts": parts}


def restated(look: Looked, said: dict[str, str]) -> Commands:
    """How an amended motion reads as a whole, on the chair's word."""
    yield {"by": "clerk", "do": "restate", "motion": look.motion(said["motion"]), "text": said["text"]}


def open_ballot(look: Looked, said: dict[str, str]) -> Commands:
    """A ballot on one motion or, en bloc, on several."""
    first, *others = (look.motion(words) for words in re.split(r", | und ", said["motions"]))
    command: dict[str, Any] = {
        "by": "chair",
        "do": "open_ballot",
        "ballot": look.next_ballot(),
        "motion": first,
    }
    command["method"] = METHODS[said.get("how") or ""]
    if others:
        command["with"] = others
    if said.get("fraction"):
        command["majority"] = {
            "base": "statutory_seats" if said["base"] == "Sitze" else "votes_cast",
            "fraction": said["fraction"],
            "strict": said["fraction"] == "1/2",
            "source": said["source"],
        }
    yield command


def papers(look: Looked, said: dict[str, str]) -> Commands:
    """Papers given out."""
    for person in look.ids(said["people"]):
        yield {"by": "clerk", "do": "take_paper", "ballot": look.ballot, "person": person}


def count_papers(look: Looked, said: dict[str, str]) -> Commands:
    """Papers counted: "3 Ja, 1 Nein, 0 Enthaltungen, 1 ungültig"."""
    yes, no, abstain, invalid = (int(number) for number in re.findall(r"\d+", said["numbers"]))
    numbers = {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid}
    yield {"by": "clerk", "do": "count_papers", "ballot": look.ballot, **numbers}


def count(look: Looked, said: dict[str, str]) -> Commands:
    """Hands counted in the room: all three numbers, or two and the rest derived."""
    numbers = {
        CHOICES[word]: int(number)
        for number, word in re.findall(r"(\d+) (\w+?)(?:en)?(?=,|$| )", said["numbers"])
    }
    command = {"by": "clerk", "do": "count_hands", "ballot": look.ballot, **numbers}
    yield {**command, "derive": CHOICES[said["rest"]]} if said.get("rest") else command


def vote(look: Looked, said: dict[str, str]) -> Commands:
    """Several people raise their hands on devices of their own."""
    return [
        {"by": person, "do": "cast_vote", "ballot": look.ballot, "choice": CHOICES[said["choice"]]}
        for person in look.ids(said["people"])
    ]


def seen(look: Looked, said: dict[str, str]) -> Commands:
    """Hands that the clerk sees one by one."""
    return [
        {
            "by": "clerk",
            "do": "record_vote",
            "ballot": look.ballot,
            "person": person,
            "choice": CHOICES[said["choice"]],
        }
        for person in look.ids(said["people"])
    ]


def own_vote(look: Looked, said: dict[str, str]) -> Commands:
    """A member wants the own vote in the minutes."""
    (person,) = look.ids(said["person"])
    choice = {"choice": CHOICES[said["choice"]]} if said.get("choice") else {}
    return [{"by": person, "do": "have_vote_recorded", "ballot": look.ballot, "person": person, **choice}]


def on_motion(do: str) -> Builder:
    """What somebody does about a motion."""

    def build(look: Looked, said: dict[str, str]) -> Commands:
        by = look.ids(said["person"])[0] if said.get("person") else "chair"
        yield {"by": by, "do": do, "motion": look.motion(said["motion"])}

    return build


def hand_over(look: Looked, said: dict[str, str]) -> Commands:
    """The lead is given to another."""
    return [{"by": "chair", "do": "hand_over_chair", "to": look.ids(said["person"])[0]}]


def ordered(do: str) -> Builder:
    """How the chair keeps order, perhaps with a reason."""

    def build(look: Looked, said: dict[str, str]) -> Commands:
        reason = {"reason": said["text"]} if "text" in said else {}
        yield {"by": "chair", "do": do, "person": look.ids(said["person"])[0], **reason}

    return build


def attribute(look: Looked, said: dict[str, str]) -> Commands:
    """In whose sphere a fault lies."""
    people = look.ids(said["person"])
    return [{"by": "chair", "do": "attribute_fault", "person": people[0], "cause": CAUSES[said["cause"]]}]


def attribute_further(look: Looked, said: dict[str, str]) -> Commands:
    """The same of this person's later faults."""
    return [{**command, "further": True} for command in attribute(look, said)]


def settled(look: Looked, said: dict[str, str]) -> Commands:
    """The chair's word on whatever a fault of the municipality fell upon and nobody has done again."""
    how = {"wiederholt": "repeated", "unerheblich": "irrelevant"}[said["how"]]
    return [{"by": "chair", "do": "settle_steps", "steps": look.affected, "how": how}]


def repeat(look: Looked, said: dict[str, str]) -> Commands:
    """A ballot is repeated at once."""
    command = {"by": "chair", "do": "repeat_ballot", "ballot": look.ballot, "reason": said["text"]}
    return [{**command, "new": look.next_ballot()}]


def note(look: Looked, said: dict[str, str]) -> Commands:
    """A sentence for the minutes."""
    return [{"by": "clerk", "do": "note", "item": said["item"], "text": said["text"]}]


def recused(look: Looked, said: dict[str, str]) -> Commands:
    """The member's own report."""
    (person,) = look.ids(said["person"])
    return [{"by": person, "do": "recuse", "person": person, "item": said["item"]}]


def contested(look: Looked, said: dict[str, str]) -> Commands:
    """The member does not accept to be barred."""
    (person,) = look.ids(said["person"])
    return [{"by": person, "do": "contest_recusal", "person": person, "item": said["item"]}]


def entered_recusal(look: Looked, said: dict[str, str]) -> Commands:
    """The clerk enters it, perhaps against the member's will."""
    (person,) = look.ids(said["person"])
    return [{"by": "clerk", "do": "recuse", "person": person, "item": said["item"]}]


def deferred(look: Looked, said: dict[str, str]) -> Commands:
    """A faction draws an item into the factions."""
    faction = look.faction(said["faction"])
    return [{"by": "chair", "do": "defer_to_factions", "item": said["item"], "faction": faction}]
