"""The description of the record: the records of many moments fit it, and nothing else does."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from app.moments import Moment, moments, roll_call
from support.schema import holds, on_the_wire, require, validator

BY_NAME = {moment.name: moment for moment in moments()}


@pytest.mark.parametrize("moment", moments(), ids=lambda moment: moment.name)
def test_a_record_fits(moment: Moment) -> None:
    require("Record", on_the_wire(moment.record))


def test_a_record_has_all_its_keys_and_no_others() -> None:
    """Everywhere, in the records of evenings in which everything has happened; of equal forms one is enough."""
    tried = 0
    for name in ("by roll call", "a paper handed out", "amended", "approved"):
        whole = on_the_wire(BY_NAME[name].record)
        forms = {form(at(whole, path)): path for path in objects(whole, ())}
        for path in forms.values():
            for changed in (*without_each_key(whole, path), with_a_stranger(whole, path)):
                tried += 1
                assert not holds("Record", changed), path
    assert tried > 300


def test_numbers_stand_only_in_a_ballot_that_was_announced_and_counts() -> None:
    ballots = on_the_wire(BY_NAME["by roll call"].record)["ballots"]
    assert {name: ballot["state"] for name, ballot in ballots.items()} == {
        "b1": "superseded", "b2": "announced", "b3": "announced",
    }  # fmt: skip
    superseded, announced = ballots["b1"], ballots["b2"]
    assert not holds("BallotWithoutResult", {**superseded, "yes": 3})
    assert not holds("BallotWithoutResult", {**superseded, "votes": {"ebeling": "yes"}})
    assert not holds("AnnouncedBallot", {**announced, "yes": None})
    assert not holds("AnnouncedBallot", {**announced, "state": "closed"})


def test_values_are_of_their_kind() -> None:
    whole = on_the_wire(roll_call_record())
    for path, value in [
        (("meeting", "opened_at"), "gestern"),
        (("meeting", "opened_at"), "2026-11-24T17:30:00"),
        (("meeting", "profile", "digest"), "5e1c"),
        (("meeting", "form"), "remote"),
        (("attendance", 0, "person"), "Frau Ahrens"),
        (("attendance", 0, "spans", 0, "via"), "phone"),
        (("quorum", 0, "quorate"), 1),
        (("motions", "m2", "outcome"), "passed"),
        (("ballots", "b2", "sources", "cast"), "2"),
        (("log", "length"), -1),
    ]:
        assert not holds("Record", replaced(whole, path, value)), path
    assert not holds("Record", {**whole, "motions": {"M 2": whole["motions"]["m2"]}})


def test_every_object_of_the_description_stands_in_some_record() -> None:
    """What no record ever holds would be described and never held against anything."""
    schemas = validator("Record").schema["components"]["schemas"]
    described = {name for name in schemas if name.startswith("Recorded")}
    described |= {"AnnouncedBallot", "BallotWithoutResult", "Nobody"}
    forms: dict[object, Any] = {}
    for record in (on_the_wire(moment.record) for moment in moments()):
        for inside in (at(record, path) for path in objects(record, ())):
            forms[form(inside)] = inside
    assert {name for name in described for inside in forms.values() if holds(name, inside)} == described


# Walking a record


def roll_call_record() -> dict[str, object]:
    evening = roll_call()
    return Moment("", evening.meeting, evening.entries).record


def objects(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The place of every object in it."""
    if isinstance(value, dict):
        yield path
    for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inside, dict | list):
            yield from objects(inside, (*path, name))


def form(value: dict[str, Any]) -> object:
    """What tells one kind of object from another."""
    return frozenset(value), value.get("state")


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


def replaced(whole: Any, path: tuple[Any, ...], value: object) -> Any:
    changed = deepcopy(whole)
    at(changed, path[:-1])[path[-1]] = value
    return changed


MAPS = {("motions",), ("ballots",)}
"""Objects whose keys are ids."""
MAY_BE_ABSENT = {"handed", "confirmations", "minutes", "approves", "objection", "lifted_at"}


def is_map(path: tuple[Any, ...]) -> bool:
    return path in MAPS or path[-1:] in {("votes",), ("recorded_on_request",), ("approved",)}


def without_each_key(whole: Any, path: tuple[Any, ...]) -> Iterator[Any]:
    for name in [] if is_map(path) else list(at(whole, path)):
        if name not in MAY_BE_ABSENT:
            changed = deepcopy(whole)
            del at(changed, path)[name]
            yield changed


def with_a_stranger(whole: Any, path: tuple[Any, ...]) -> Any:
    changed = deepcopy(whole)
    at(changed, path)["stranger"] = 1
    return changed
