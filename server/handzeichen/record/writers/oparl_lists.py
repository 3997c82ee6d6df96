"""OParl objects put together: those of several meetings made one, inner objects set into the outer ones.

A person, an organization or a paper that several meetings tell of is one object: the newest meeting's words, the oldest
time of its making, the newest of its change.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from handzeichen.meeting.state import Meeting
from handzeichen.record.data import Data
from handzeichen.record.writers.oparl import objects, system
from handzeichen.record.writers.oparl_place import LISTS, Place, type_of

Objects = dict[str, Data]
"""By id."""

WITHIN: Final = (
    ("Membership", "person", "membership"),
    ("AgendaItem", "meeting", "agendaItem"),
    ("Consultation", "paper", "consultation"),
)
"""What is shown in a list within another object, without the reference back: its kind, that reference, and the list."""


def oparl(meeting: Meeting, place: Place) -> bytes:
    """One meeting as a file: the system, and each list of its body by name, as the endpoint gives them."""
    found = together([objects(meeting, place)])
    bodies = [one for one in found.values() if type_of(one) == "Body"]
    lists = {name: of_type(found, kind) for name, kind in LISTS.items()}
    content = {
        "system": system(place),
        "body": bodies,
        **{name: some for name, some in lists.items() if some},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def of_type(found: Objects, kind: str) -> list[Data]:
    """All objects of one kind, in an order that stays."""
    return [one for _, one in sorted(found.items()) if type_of(one) == kind]


def together(meetings: Iterable[Iterable[Data]]) -> Objects:
    """The objects of several meetings, oldest first, each once and with its inner objects."""
    found: Objects = {}
    for some in meetings:
        for one in some:
            found[one["id"]] = _merged(found.get(one["id"]), one)
    outer = {id: dict(one) for id, one in found.items()}
    for one in found.values():
        _set_within(outer, one)
    return outer


def without_inner(one: Data) -> Data:
    """An object without the lists of objects in it (`omit_internal`)."""
    return {name: value for name, value in one.items() if not _is_list_of_objects(name, value)}


def _is_list_of_objects(name: str, value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value) and ":" not in name


def _merged(old: Data | None, new: Data) -> Data:
    if old is None:
        return new
    lists = {
        name: [*old[name], *(each for each in value if each not in old[name])]
        for name, value in new.items()
        if isinstance(value, list) and isinstance(old.get(name), list)
    }
    made, changed = [
        sorted((old[name], new[name]), key=datetime.fromisoformat) for name in ("created", "modified")
    ]
    return {**old, **new, **lists, "created": made[0], "modified": changed[1]}


def _set_within(outer: Objects, one: Data) -> None:
    kind = type_of(one)
    for inner, reference, name in WITHIN:
        if kind == inner and one[reference] in outer:
            outer[one[reference]].setdefault(name, []).append(_without(one, reference))
    if kind == "Membership":
        outer[one["organization"]].setdefault("membership", []).append(one["id"])
    elif kind == "Location":
        for meeting in one["meetings"]:
            outer[meeting]["location"] = _without(one, "meetings")
    elif kind == "File":
        for meeting in one.get("meeting", ()):
            outer[meeting]["resultsProtocol"] = _without(one, "meeting")
        for paper in one.get("paper", ()):
            outer[paper]["mainFile"] = _without(one, "paper")


def _without(one: Mapping[str, Any], name: str) -> Data:
    return {key: value for key, value in one.items() if key != name}
