"""What the chair's sheet has beyond the next act: where the meeting is, what comes after, what was just announced, and
the lawful ways back - and that none of it takes anything back in silence."""

import json
from dataclasses import replace

import pytest

from handzeichen.meeting.state import Meeting
from handzeichen.views.next_act import NextPart, next_part
from handzeichen.views.next_agenda import calling
from handzeichen.views.next_buttons import WayBack
from meeting.kit import ITEMS, opened, plan_of
from meeting.kit import Evening as KitEvening
from views import situations
from views.clerk_evening import states
from views.clerk_page import RENDERER
from views.test_next_act import labels

STATES = states()
ABORT = "Die Abstimmung abbrechen? Sie kann dann ganz wiederholt werden."


@pytest.mark.parametrize(
    ("state", "where", "then"),
    [
        ("planned", "Vor der Sitzung", ()),
        ("before the opening", "Vor der Sitzung", ("TOP 1 aufrufen", "Einberufung feststellen")),
        ("opened", "Sitzung eröffnet", ("Einberufung feststellen", "Beschlussfähigkeit feststellen")),
        (
            "motions moved",
            "TOP 1",
            ("Abstimmung schließen",),
        ),
        (
            "ballot open",
            "TOP 1",
            ("Ergebnis bekannt geben",),
        ),
        (
            "ballot closed",
            "TOP 1",
            ("Tagesordnung zur Abstimmung stellen", "Abstimmen"),
        ),
        ("ended", "Nach der Sitzung", ()),
    ],
)
def test_it_says_where_the_meeting_is_and_what_comes_after(
    state: str, where: str, then: tuple[str, ...]
) -> None:
    part = next_part(STATES[state].meeting)
    assert (part.where, part.then) == (where, then)


def test_what_the_item_is_about_stands_beside_its_number_as_the_town_wrote_it() -> None:
    part = next_part(STATES["ballot open"].meeting)
    assert part.title == "Eröffnung der Sitzung, Feststellung der ordnungsgemäßen Einberufung und …"
    assert next_part(STATES["opened"].meeting).title == ""


@pytest.mark.parametrize("language", ["de", "en", "de-easy"])
def test_what_the_town_wrote_is_read_out_in_german_on_an_english_page(language: str) -> None:
    part = next_part(STATES["opened"].meeting)
    html = RENDERER.part("next", replace(part, say=(calling("2", "Bänke & Bäume."),)), language)
    marked = '<p class="next__say">I call item 2: <span lang="de">Bänke &amp; Bäume.</span></p>'
    assert (marked in html) == (language == "en")
    assert "Bänke &amp; Bäume." in html


def test_looking_ahead_changes_nothing() -> None:
    meeting = STATES["motions moved"].meeting
    ballots, events = dict(meeting.ballots), len(list(meeting.past))
    next_part(meeting)
    assert (dict(meeting.ballots), len(list(meeting.past))) == (ballots, events)


def test_the_clerks_page_has_places_of_its_own_for_all_that() -> None:
    for evening in STATES.values():
        part = next_part(evening.meeting, "clerk")
        assert (part.where, part.announced, part.then, part.ways) == ("", (), (), ())
        assert not any(act.follow for act in part.others)


def test_what_was_announced_stays_to_be_read_until_the_next_act_or_a_doubt() -> None:
    assert next_part(STATES["announced"].meeting).announced == (
        "Die Eilbedürftigkeit wird mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt.",
        "TOP 2 wird heute behandelt.",
    )
    assert next_part(STATES["ballot closed"].meeting).announced == ()
    assert next_part(STATES["doubted"].meeting).announced == ()


def test_closing_and_announcing_in_one_touch_is_offered_once_every_vote_is_in() -> None:
    label = "Schließen und bekannt geben"
    assert label not in labels(next_part(situations.voting().meeting))
    both = next(act for act in next_part(situations.voted().meeting).others if act.label == label)
    assert json.loads(both.command) == {"do": "close_ballot", "ballot": "b1"}
    assert both.follow is not None and json.loads(both.follow) == {"do": "announce_result", "ballot": "b1"}
    # The second is what the page proposes after the first, letter for letter: else the script would not go on.
    after = next_part(situations.counted().meeting).act
    assert after is not None and after.command == both.follow


def test_an_open_ballot_is_left_by_breaking_it_off_with_a_reason() -> None:
    way = way_of(situations.voting().meeting, "Abstimmung abbrechen")
    assert [json.loads(act.command)["reason"] for act in way.acts] == [
        "Störung von Bild oder Ton",
        "Versehentlich eröffnet",
        "Unklar, worüber abgestimmt wird",
    ]
    assert {act.confirm for act in way.acts} == {ABORT}
    assert way.form is not None
    assert (way.form.do, way.form.given, way.form.asks) == ("abort_ballot", (("ballot", "b1"),), ("why",))


def test_whoever_came_before_the_closing_may_be_let_into_the_ballot() -> None:
    evening = situations.voting()
    evening.accepted("clerk", "leave", person="falk")
    assert "Jemand ist noch dazugekommen" not in names(next_part(evening.meeting))
    evening = opened(situations.ROOM, "ebeling")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "arrive", person="falk", via="room")
    way = way_of(evening.meeting, "Jemand ist noch dazugekommen")
    assert [json.loads(act.command) for act in way.acts] == [
        {"do": "admit_to_ballot", "ballot": "b1", "person": "falk"}
    ]


def test_before_the_announcement_the_numbers_are_counted_again_by_whoever_counts() -> None:
    way = way_of(situations.counted().meeting, "Die Zahlen stimmen nicht")
    assert (way.acts, way.form) == ((), None)
    assert way.help == "Bis zur Bekanntgabe trägt die Protokollführung die neue Zählung ein; die letzte gilt."


def test_an_announced_result_is_repeated_at_once_or_never() -> None:
    evening = situations.announced()
    label = "Das Ergebnis wird angezweifelt oder ist falsch"
    way = way_of(evening.meeting, label)
    assert [json.loads(act.command)["do"] for act in way.acts] == ["repeat_ballot", "repeat_ballot"]
    assert all(act.confirm for act in way.acts)
    evening.accepted("chair", "call_item", item="3")
    assert label not in names(next_part(evening.meeting))


def test_what_was_agreed_is_objected_to_by_a_member_by_name() -> None:
    form = way_of(STATES["agreed"].meeting, "Ein Mitglied widerspricht").form
    assert form is not None and form.do == "object"
    assert ("thiessen", "Ratsherr Thießen") in form.people
    assert len(form.people) == len(STATES["agreed"].meeting.roll.acting)


def test_no_way_takes_back_what_was_announced_stated_or_closed() -> None:
    lawful = {
        *("abort_ballot", "repeat_ballot", "admit_to_ballot", "object", "withdraw_motion", "call_item"),
        *("challenge_quorum", "admit_public", "suspend", "adjourn", "close_meeting", "ask_presence"),
    }
    adopting = situations.announced()
    adopting.accepted("chair", "move", kind="adopt_agenda")
    offered = {
        word
        for evening in (adopting, *STATES.values(), *(made() for made in situations.ALL.values()))
        for word in words_of(next_part(evening.meeting))
    }
    assert offered == lawful


def test_another_item_can_be_called_but_not_in_the_middle_of_a_ballot() -> None:
    label = "Einen anderen Punkt aufrufen"
    assert label not in names(next_part(situations.voting().meeting))
    # With a motion still open the item has to be decided first.
    assert label not in names(next_part(situations.at_work().meeting))
    way = way_of(situations.announced().meeting, label)
    assert [act.label for act in way.acts][:2] == [
        "TOP 1: Eröffnung der Sitzung",
        "TOP 3: Radweg am Eschenring",
    ]


def test_who_has_not_confirmed_to_be_alone_is_asked_before_the_doors_are_reached() -> None:
    evening = before_the_doors()
    caution = next_part(evening.meeting).cautions[0]
    assert caution.text == (
        "Der nächste Punkt ist nichtöffentlich. Es fehlt noch die Bestätigung von Ratsfrau Ebeling und Ratsherrn Falk."
    )
    assert [act.label for act in caution.acts] == [
        "Ratsfrau Ebeling hat es bestätigt",
        "Ratsherr Falk hat es bestätigt",
    ]
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "confirm_alone", person=person)
    assert not any("nichtöffentlich" in one.text for one in next_part(evening.meeting).cautions)


def test_a_fault_comes_first_and_an_act_is_offered_once() -> None:
    part = next_part(situations.disturbed().meeting)
    assert part.cautions[0].text.startswith("Ratsfrau Ebeling: Bild oder Ton gestört seit")
    offered = [act.command for act in part.others] + [
        act.command for one in part.cautions for act in one.acts
    ]
    assert len(offered) == len(set(offered))


def before_the_doors() -> KitEvening:
    """Item 4 is called, item 5 is not public, two take part by video."""
    evening = opened(situations.ROOM, situations.VIDEO, plan=plan_of(items=[ITEMS[3], ITEMS[4]]))
    evening.accepted("chair", "call_item", item="4")
    return evening


def way_of(meeting: Meeting, label: str) -> WayBack:
    return next(way for way in next_part(meeting).ways if way.label == label)


def names(part: NextPart) -> list[str]:
    return [way.label for way in part.ways]


def words_of(part: NextPart) -> set[str]:
    found = {json.loads(act.command)["do"] for way in part.ways for act in way.acts}
    return found | {way.form.do for way in part.ways if way.form}
