"""Being admitted, the camera, being known and being alone; and that nobody unknown is any of this."""

from typing import Any

import pytest

from handzeichen.log.codec import Unreadable
from meeting.kit import at_item, opened, people_with, plan_of, present

# admit: "person {as in the plan} | K | someone the plan does not know"


@pytest.mark.parametrize(
    "role", ["member", "deputy", "advisory", "basic_mandate", "administration", "press", "guest"]
)
def test_the_clerk_admits_somebody_of_any_role(role: str) -> None:
    evening = opened()
    evening.accepted("clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": role})
    evening.accepted("clerk", "arrive", person="quandt", via="room", at="18:05")
    row = evening.attended("quandt")
    assert (row["role"], row["seat"]) == (role, "quandt" if role == "member" else None)


def test_an_admitted_member_has_a_seat_and_votes() -> None:
    evening = at_item()
    evening.accepted("clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "member"})
    evening.accepted("clerk", "arrive", person="quandt", via="room")
    assert evening.present == 7
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    assert evening.record["ballots"]["b1"]["eligible"] == 7


def test_an_admitted_member_who_never_comes_is_absent() -> None:
    evening = opened()
    evening.accepted("clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "member"})
    assert evening.record["absent"] == ["quandt"]


def test_an_admitted_deputy_deputises() -> None:
    evening = opened("ahrens brandt carstens demir")
    person = {"id": "quandt", "name": "Quandt", "role": "deputy", "faction": "esche"}
    evening.accepted("clerk", "admit", person=person)
    evening.accepted("clerk", "arrive", person="quandt", via="room")
    evening.accepted("clerk", "deputise", person="quandt", for_="ebeling")
    assert evening.acting["ebeling"] == "quandt"


@pytest.mark.parametrize(("code", "person"), [
    ("known_person", {"id": "demir", "role": "guest"}),
    ("reserved_id", {"id": "system", "role": "guest"}),
    ("reserved_id", {"id": "chair", "role": "guest"}),
    ("reserved_id", {"id": "clerk", "role": "guest"}),
    # A motion's mover is a person, a faction or `administration`.
    ("reserved_id", {"id": "administration", "role": "guest"}),
    ("unknown_faction", {"role": "member", "faction": "linde"}),
    ("unknown_person", {"role": "deputy", "deputises_for": ["niemand"]}),
    ("no_seat", {"role": "deputy", "deputises_for": ["jung"]}),
    ("chair_no_member", {"role": "guest", "chairs": True}),
    ("chair_no_member", {"role": "deputy", "deputy_chair": 1}),
    ("second_chair", {"role": "member", "chairs": True}),
])  # fmt: skip
def test_what_is_wrong_in_a_plan_is_refused_in_admitting(code: str, person: dict[str, object]) -> None:
    opened().refused(code, "clerk", "admit", person={"id": "quandt", "name": "Quandt", **person})


def test_there_are_never_more_members_than_seats() -> None:
    evening = opened()
    evening.accepted("clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "member"})
    evening.refused(
        "no_free_seat", "clerk", "admit", person={"id": "raabe", "name": "Raabe", "role": "member"}
    )
    evening.accepted("clerk", "admit", person={"id": "raabe", "name": "Raabe", "role": "guest"})


@pytest.mark.parametrize("person", [
    {"id": "quandt", "name": "Quandt"},
    {"name": "Quandt", "role": "guest"},
    {"id": "quandt", "role": "guest"},
    {"id": "Quandt", "name": "Quandt", "role": "guest"},
    {"id": "quandt", "name": "Quandt", "role": "boss"},
    {"id": "quandt", "name": "Quandt", "role": "guest", "seat": 3},
    "quandt",
])  # fmt: skip
def test_a_person_is_as_in_the_plan_or_the_command_is_unreadable(person: object) -> None:
    with pytest.raises(Unreadable):
        opened().asks("clerk", "admit", person=person)


@pytest.mark.parametrize("by", ["chair", "demir", "system"])
def test_only_the_clerk_admits(by: str) -> None:
    opened().refused("not_entitled", by, "admit", person={"id": "quandt", "name": "Quandt", "role": "guest"})


def test_an_admitted_chair_leads_where_the_plan_had_none() -> None:
    evening = present("brandt", plan=plan_of(people=people_with(ahrens={"chairs": None})))
    evening.refused("no_leader", "chair", "open_meeting")
    evening.accepted(
        "clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "member", "chairs": True}
    )
    evening.refused("leader_cannot_lead", "chair", "open_meeting")
    evening.accepted("clerk", "arrive", person="quandt", via="room")
    evening.accepted("chair", "open_meeting")
    assert evening.record["meeting"]["led_by"][0]["person"] == "quandt"


def test_an_admitted_deputy_chair_has_a_rank() -> None:
    # `deputy_chair` (true, or a rank)
    evening = opened()
    evening.accepted(
        "clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "member", "deputy_chair": True}
    )
    assert evening.person("quandt").deputy_chair == 1


# set_camera: "person, on | K M S | unknown until first told"


@pytest.mark.parametrize("by", ["clerk", "demir", "system", "chair"])
def test_a_camera_is_unknown_until_first_told(by: str) -> None:
    evening = opened("ahrens brandt carstens", "demir")
    assert evening.presence("demir").camera is None
    evening.accepted(by, "set_camera", person="demir", on=False)
    assert evening.presence("demir").camera is False
    evening.unchanged(by, "set_camera", person="demir", on=False)


def test_a_camera_belongs_to_somebody_on_video() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.refused("not_on_video", "clerk", "set_camera", person="demir", on=True)
    evening.refused("not_on_video", "clerk", "set_camera", person="falk", on=True)
    evening.refused("not_entitled", "demir", "set_camera", person="ahrens", on=True)


# confirm_identity / confirm_alone: "person | C / M"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk", "meyer"])
def test_the_chair_has_seen_who_it_is(by: str) -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted(by, "confirm_identity", person="demir")
    assert evening.presence("demir").identified_at is not None
    evening.unchanged(by, "confirm_identity", person="demir")


@pytest.mark.parametrize("by", ["demir", "system"])
def test_nobody_confirms_their_own_identity(by: str) -> None:
    opened("ahrens brandt carstens", "demir").refused("not_entitled", by, "confirm_identity", person="demir")


@pytest.mark.parametrize("by", ["demir", "clerk", "chair"])
def test_somebody_says_that_they_are_alone(by: str) -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted(by, "confirm_alone", person="demir")
    assert evening.presence("demir").alone_at is not None
    evening.unchanged(by, "confirm_alone", person="demir")


@pytest.mark.parametrize("by", ["falk", "system"])
def test_nobody_says_so_for_another(by: str) -> None:
    opened("ahrens brandt falk", "demir").refused("not_entitled", by, "confirm_alone", person="demir")


@pytest.mark.parametrize("do", ["confirm_identity", "confirm_alone"])
def test_only_somebody_who_is_here_is_confirmed(do: str) -> None:
    opened("ahrens brandt carstens").refused("not_here", "clerk", do, person="demir")


@pytest.mark.parametrize("do", ["confirm_identity", "confirm_alone"])
def test_what_was_confirmed_lasts_until_the_person_goes(do: str) -> None:
    evening = opened("ahrens brandt carstens", "demir")
    evening.accepted("clerk", do, person="demir")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="demir", via="video")
    known = evening.presence("demir")
    assert (known.identified_at, known.alone_at) == (None, None)


# unknown ids are refusals


@pytest.mark.parametrize(("do", "fields"), [
    ("arrive", {"via": "room"}),
    ("leave", {}),
    ("lose_connection", {}),
    ("restore_connection", {}),
    ("attribute_fault", {"cause": "member"}),
    ("set_camera", {"on": True}),
    ("deputise", {"for_": "demir"}),
    ("end_deputation", {"for_": "demir"}),
    ("confirm_identity", {}),
    ("confirm_alone", {}),
    ("recuse", {"item": "2"}),
    ("end_recusal", {"item": "2"}),
    ("contest_recusal", {"item": "2"}),
])  # fmt: skip
def test_an_unknown_person_is_refused(do: str, fields: dict[str, Any]) -> None:
    opened().refused("unknown_person", "clerk", do, person="niemand", **fields)
