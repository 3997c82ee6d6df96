"""The clerk's page: every form sends what the server can read, every field has a name, and no cast vote is told."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from handzeichen.app.plan import read_plan
from handzeichen.app.versions import FORMS
from handzeichen.log.codec import read_command
from handzeichen.meeting.commands import COMMANDS
from handzeichen.meeting.ids import Line, PersonId
from handzeichen.views import audience
from handzeichen.views.clerk import clerk_parts
from views import clerk_page
from views.clerk_evening import PLAN, Evening, demo_plan, states
from views.clerk_page import Element

STATES = states()
LARGEST = 4_096
"""Bytes that a part may have."""


@cache
def root(state: str) -> Element:
    return clerk_page.tree(clerk_page.page(STATES[state]))


@pytest.mark.parametrize("state", STATES)
def test_everything_that_the_page_can_send_is_readable(state: str) -> None:
    for command in clerk_page.commands(root(state)):
        if command["do"] == "count_hands":
            command.pop(command["derive"]) if "derive" in command else None
        read_command(command)


def test_the_whole_contract_can_be_entered_from_the_page() -> None:
    missed = Evening.played(lambda line: line.get("motion") == "m2").do(
        "clerk", "lose_connection", scope="room"
    )
    missed.do("chair", "attribute_fault", scope="room", cause="municipality").do("chair", "state_quorum")
    missed.do("clerk", "restore_connection", scope="room")
    pages = [root(state) for state in STATES] + [clerk_page.tree(clerk_page.page(missed))]
    offered = {command["do"] for page in pages for command in clerk_page.commands(page)}
    # A vote is cast on a device of one's own, a correction's form is fetched for its entry, the law is confirmed on a
    # page of its own, and so are versions of the minutes and resolutions that are not carried out.
    elsewhere = {"cast_vote", "cast_trial_vote", "correct", "confirm_law", *FORMS}
    assert set(COMMANDS) - offered == elsewhere


@pytest.mark.parametrize("state", STATES)
def test_every_field_and_every_button_has_a_name(state: str) -> None:
    for element in root(state).walk():
        if element.name in ("input", "select", "textarea") and element.attributes.get("type") != "hidden":
            label = element.within("label")
            named = element.attributes.get("aria-label") or (label is not None and label.words())
            assert named, element.attributes
        if element.name == "button":
            assert element.attributes.get("aria-label") or element.words(), element.attributes


@pytest.mark.parametrize("state", STATES)
def test_ids_are_unique_and_nothing_is_inline(state: str) -> None:
    elements = list(root(state).walk())
    ids = Counter(element.attributes["id"] for element in elements if "id" in element.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    for element in elements:
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
        assert element.name != "style"
        assert element.name != "script" or element.attributes.get("src")
        wanted = [element.attributes.get(name) for name in ("form", "aria-controls", "aria-labelledby")]
        assert all(name is None or name in ids for name in wanted), element.attributes


def test_the_ids_of_the_parts_never_change() -> None:
    assert len({tuple(clerk_parts(evening.meeting, evening.entries)) for evening in STATES.values()}) == 1


@pytest.mark.parametrize("state", STATES)
def test_no_part_of_the_demonstration_is_larger_than_four_kilobytes(state: str) -> None:
    evening = STATES[state]
    sizes = {
        name: len(clerk_page.RENDERER.part(name, part).encode())
        for name, part in clerk_parts(evening.meeting, evening.entries).items()
    }
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_in_a_council_of_sixty_five_the_parts_that_change_stay_small() -> None:
    plan = demo_plan()
    member = next(person for person in plan.people if person.id == "cordsen")
    many = tuple(
        replace(member, id=PersonId(f"mitglied-{place}"), name=Line(f"Mitglied {place}"))
        for place in range(65 - 10)
    )
    evening = Evening.planned(replace(plan, body=replace(plan.body, seats=65), people=(*plan.people, *many)))
    for person in evening.meeting.roll.acting.values():
        evening.do(
            "clerk", "arrive", person=person, via="video" if person.startswith("mitglied-2") else "room"
        )
    evening.do("chair", "open_meeting").do("chair", "state_convening").do("chair", "state_quorum")
    evening.do("chair", "call_item", item="2").do("chair", "open_ballot", motion="m4", method="show_of_hands")
    parts = clerk_parts(evening.meeting, evening.entries)
    sizes = {name: len(clerk_page.RENDERER.part(name, part).encode()) for name, part in parts.items()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    before = dict(parts)
    evening.do("clerk", "record_vote", ballot="b1", person="mitglied-7", choice="yes")
    after = clerk_parts(evening.meeting, evening.entries)
    changed = [name for name in after if after[name] != before[name]]
    assert sum(sizes[name] for name in changed) < 4 * LARGEST
    assert not [name for name in changed if name.startswith("clerk-people")]


def test_the_page_knows_no_choice_that_a_member_cast() -> None:
    def parts(choice: str) -> dict[str, object]:
        evening = Evening.played(lambda line: line["do"] == "open_ballot")
        evening.do("elvers", "cast_vote", ballot="b1", choice=choice)
        evening.do("clerk", "count_hands", ballot="b1", yes=6, no=1, abstain=0)
        return dict(clerk_parts(evening.meeting, evening.entries))

    assert parts("yes") == parts("no") == parts("abstain")


def test_nothing_is_offered_to_be_agreed_while_a_ballot_is_under_way() -> None:
    def agreements(evening: Evening) -> int:
        commands = clerk_page.commands(clerk_page.tree(clerk_page.page(evening)))
        return sum(command["do"] == "agree" for command in commands)

    evening = Evening.played(lambda line: line["do"] == "open_ballot")
    evening.do("clerk", "move", motion="p9", kind="interruption")
    assert agreements(evening) == 0
    evening.do("chair", "abort_ballot", ballot="b1", reason="Störung")
    assert agreements(evening) > 0


def test_the_page_shows_the_hands_that_the_clerk_recorded() -> None:
    evening = Evening.played(lambda line: line["do"] == "open_ballot")
    evening.do("clerk", "record_vote", ballot="b1", person="elvers", choice="no")
    row = next(
        element
        for element in clerk_page.tree(clerk_page.page(evening)).walk()
        if element.attributes.get("class") == "hand" and "Elvers" in element.words()
    )
    assert "eingetragen: Nein" in row.words()
    pressed = [one.words() for one in row.walk() if one.attributes.get("aria-pressed") == "true"]
    assert pressed == ["Nein"]


@pytest.mark.parametrize(
    ("state", "shade", "wrong"),
    [
        # Before the opening nobody has to be there yet.
        ("planned", "before", []),
        ("before the opening", "good", []),
        ("motions moved", "good", []),
        ("challenged", "bad", ["Beschlussfähigkeit angezweifelt"]),
        ("disturbed", "good", ["Gestört: Elvers, Saal", "1 Anmeldung wartet"]),
        ("led by nobody in the room", "good", ["Wer leitet, ist nicht im Saal oder darf nicht mitwirken"]),
        ("ended", "over", []),
    ],
)
def test_what_is_wrong_stands_at_the_top(state: str, shade: str, wrong: list[str]) -> None:
    strip = next(one for one in root(state).walk() if one.attributes.get("id") == "part-clerk-status")
    elements = list(strip.walk())
    assert [one.attributes["data-shade"] for one in elements if "data-shade" in one.attributes] == [shade]
    assert [one.words() for one in elements if one.name == "li"] == wrong


def test_one_departure_above_the_limit_is_shown_before_it_happens() -> None:
    evening = Evening.played(lambda line: line["do"] == "call_item" and line["item"] == "2")
    for person in ("cordsen", "groothusen", "koepcke", "nordmeier"):
        evening.do("clerk", "leave", person=person)
    html = clerk_page.page(evening)
    assert 'data-shade="near"' in html
    assert "genau an der Grenze" in html


def test_an_arrival_that_would_unseat_somebody_waits_with_its_consequence() -> None:
    words = root("disturbed").words()
    assert "Ratsherr Özçelik meldet sich per Video an. Dann vertritt Ratsherr Thießen nicht mehr." in words


def test_a_deputy_who_is_here_is_offered_the_seats_that_are_free() -> None:
    evening = Evening.planned(demo_plan()).do("clerk", "arrive", person="rehbein", via="room")
    rows = [
        one
        for one in clerk_page.tree(clerk_page.page(evening)).walk()
        if one.attributes.get("id") == "row-rehbein"
    ]
    options = [one.words() for one in rows[0].walk() if one.name == "option"]
    assert options == ["Voßkamp", "Groothusen", "Lauenroth"]
    evening.do("clerk", "arrive", person="vosskamp", via="room").do(
        "clerk", "arrive", person="groothusen", via="room"
    )
    assert "für Lauenroth" in clerk_page.tree(clerk_page.page(evening)).words()
    evening.do("clerk", "deputise", person="rehbein", for_="lauenroth")
    assert "i.V. Lauenroth" in clerk_page.tree(clerk_page.page(evening)).words()


def test_people_stand_in_the_order_of_the_minutes() -> None:
    names = [one.attributes["data-short"] for one in root("planned").walk() if "data-short" in one.attributes]
    assert names[:10] == [
        "Brandhorst",
        "Voßkamp",
        "Cordsen",
        "Elvers",
        "Groothusen",
        "Köpcke",
        "Lauenroth",
        "Möhring",
        "Nordmeier",
        "Özçelik",
    ]


def test_two_of_the_same_name_are_told_apart() -> None:
    plan = read_plan(PLAN)
    twin = replace(
        next(p for p in plan.people if p.id == "elvers"), id=PersonId("elvers-2"), given_name=Line("Eda")
    )
    evening = Evening.planned(replace(plan, people=(*plan.people, replace(twin, role=plan.people[-1].role))))
    assert "Elvers, Eda" in clerk_page.page(evening)


def test_the_part_next_is_the_same_for_the_chair_but_for_faults() -> None:
    for evening in STATES.values():
        clerk = audience.parts(evening.meeting, "clerk", entries=())["next"]
        chair = audience.parts(evening.meeting, "chair", entries=())["next"]
        assert json.loads(json.dumps(str(clerk)))  # renders as data
        assert clerk.say == chair.say  # type: ignore[attr-defined]


def test_a_tie_is_decided_in_a_form_of_its_own_once_nobody_votes_any_more() -> None:
    def form(state: str) -> list[Element]:
        return [found for found in root(state).walk() if found.attributes.get("data-do") == "break_tie"]

    (found,) = [each for each in form("tied") if each.name == "form"]
    assert "Stimmengleichheit: Das Los entscheidet" in found.words()
    assert form("ballot open") == form("ballot closed") == []
