"""The results for everybody: what became of each item, under an address of its own, and nothing from behind the doors."""

import pytest

from handzeichen.app.render import plain
from handzeichen.meeting.ids import ItemId
from handzeichen.meeting.state import Meeting
from handzeichen.views.results import Point, anchor, results
from handzeichen.views.sitting import ending_text
from handzeichen.words.table import ENGLISH, in_language
from meeting.kit import Evening, at_item
from views import situations

SECRET = ("Kauf eines Grundstücks", "b5", "m5")
"""What names the non-public item of the small committee, whose public title is "Grundstückssache"."""


def point(meeting: Meeting, number: str) -> Point:
    return next(one for one in results(meeting).points if one.number == number)


@pytest.mark.parametrize(
    ("number", "name"), [("2", "top-2"), ("4.1", "top-4-1"), ("D1", "top-d1"), ("ND1", "top-nd1")]
)
def test_an_address_is_made_of_the_items_number(number: str, name: str) -> None:
    assert anchor(number) == name


def test_every_item_has_its_own_address() -> None:
    anchors = [one.anchor for one in results(situations.announced().meeting).points]
    assert anchors == ["top-1", "top-2", "top-3", "top-4", "top-5", "top-6"]


def test_a_ballot_stands_with_its_numbers_its_words_and_its_time() -> None:
    found = point(situations.announced().meeting, "2")
    (decision,) = found.decisions
    assert (decision.heading, decision.text) == (
        "Beschlussvorschlag der Verwaltung zu TOP 2",
        "Die Brücke wird gebaut.",
    )
    assert decision.outcome == "Beschlossen" and decision.at == "18.00 Uhr"
    assert decision.result is not None
    assert [(line.label, line.count) for line in decision.result.choices] == [
        ("Ja", 5), ("Nein", 1), ("Enthaltungen", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("situation", ["voting", "voted", "counted", "aborted", "tied"])
def test_before_the_announcement_there_is_no_decision(situation: str) -> None:
    assert point(situations.ALL[situation]().meeting, "2").decisions == ()


def test_a_repeated_ballot_leaves_one_result() -> None:
    evening = situations.announced()
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert point(evening.meeting, "2").decisions == ()
    evening.record_hands("b2", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    assert len(point(evening.meeting, "2").decisions) == 1


def test_what_nobody_objected_to_is_a_decision_without_numbers() -> None:
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    evening.accepted("brandt", "move", motion="x1", kind="interruption")
    evening.accepted("chair", "agree", motion="x1")
    (decision,) = point(evening.meeting, "2").decisions
    assert (decision.outcome, decision.result) == ("ohne Widerspruch angenommen", None)


@pytest.mark.parametrize(
    "situation",
    ["behind_closed_doors", "voting_behind_closed_doors", "announced_behind_closed_doors", "open_again"],
)
def test_of_a_non_public_item_there_is_its_public_title_and_nothing_else(situation: str) -> None:
    meeting = situations.ALL[situation]().meeting
    found = point(meeting, "5")
    assert (found.title, found.is_public) == ("Grundstückssache", False)
    assert (found.outcome, found.papers, found.decisions) == (None, (), ())
    told = repr(plain(results(meeting)))  # type: ignore[arg-type]
    assert not [word for word in SECRET if word in told]


def test_what_is_decided_behind_the_doors_about_a_public_item_stays_there() -> None:
    evening = at_item("2", situations.ROOM, situations.VIDEO)
    for person in ("ebeling", "falk"):
        evening.accepted(person, "confirm_alone", person=person)
    evening.accepted("brandt", "move", motion="x8", kind="exclude_public")
    evening.accepted("chair", "agree", motion="x8")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("brandt", "move", motion="x9", kind="amendment", amends="m2", text="Streng geheim.")
    evening.vote("x9", "b9", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "admit_public")
    assert "Streng geheim" not in repr(plain(results(evening.meeting)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("situation", "says", "over"),
    [
        ("before", "Die Sitzung beginnt um 17.30 Uhr.", False),
        ("at_work", "Die Sitzung läuft.", False),
        ("in_a_break", "Die Sitzung ist unterbrochen.", False),
        ("behind_closed_doors", "Die Öffentlichkeit ist zurzeit ausgeschlossen.", False),
        ("ended", "Die Sitzung ist seit 18.00 Uhr beendet.", True),
    ],
)
def test_it_says_how_far_the_meeting_has_come(situation: str, says: str, over: bool) -> None:
    found = results(situations.ALL[situation]().meeting)
    assert (found.standing, found.is_over) == (says, over)


def test_an_item_says_what_became_of_it() -> None:
    def outcomes(evening: Evening) -> list[str | None]:
        return [one.outcome for one in results(evening.meeting).points][:4]

    assert outcomes(situations.before()) == ["noch nicht behandelt"] * 4
    assert outcomes(situations.at_work())[1] == "wird gerade behandelt"
    assert "nicht aufgerufen" in outcomes(situations.ended())


def test_two_items_voted_on_together_keep_each_its_own_text() -> None:
    evening = at_item("2", "ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "move", motion="m9", kind="main", item="3", text="Der Steg wird gesperrt.")
    evening.accepted("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands", with_=["m9"])
    evening.record_hands("b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    texts = [[one.text for one in point(evening.meeting, number).decisions] for number in ("2", "3")]
    assert texts == [["Die Brücke wird gebaut."], ["Der Steg wird gesperrt."]]


def test_what_became_of_an_item_is_said_in_the_readers_language() -> None:
    evening = situations.announced()
    evening.accepted("chair", "close_item", item="2")
    announced = point(evening.meeting, "2").outcome
    assert in_language(announced, ENGLISH) == "5 votes for, one vote against, 0 abstentions"
    evening.accepted("chair", "call_item", item="3")
    evening.accepted("chair", "take_note", item="3")
    noted = ending_text(evening.meeting, evening.meeting.agenda.items[ItemId("3")])
    assert noted is not None and in_language(noted, ENGLISH) == "Noted"


def test_a_resolution_that_is_not_to_be_carried_out_says_so_as_long_as_that_holds() -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir")
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="Nicht zuständig.")
    told = [decision.stopped for point in results(evening.meeting).points for decision in point.decisions]
    assert told == ["Einspruch, nicht auszuführen (§ 88 NKomVG)"]
    evening.accepted("clerk", "lift_objection", motion="m2")
    told = [decision.stopped for point in results(evening.meeting).points for decision in point.decisions]
    assert told == [None]
