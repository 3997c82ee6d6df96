"""The trial ballot on the screens: marked everywhere, no choice before its end, and to the public no name at all."""

from collections.abc import Mapping

import pytest

from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import AUDIENCES, parts, personal
from handzeichen.views.next_act import next_part
from handzeichen.views.part import Nothing, Part
from handzeichen.views.say import SayPart
from handzeichen.views.trial import MARK, MyTrialPart, TrialPart
from views import situations


def shown(meeting: Meeting, audience: str) -> Mapping[str, Part]:
    return parts(meeting, audience, entries=())


def trial(meeting: Meeting, audience: str = "hall") -> TrialPart:
    found = shown(meeting, audience)["trial"]
    assert isinstance(found, TrialPart)
    return found


def mine(meeting: Meeting, person: str) -> MyTrialPart:
    found = personal(meeting, PersonId(person))["my-trial"]
    assert isinstance(found, MyTrialPart)
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_screen_says_that_it_counts_for_nothing_and_shows_no_ballot(audience: str) -> None:
    meeting = situations.trying().meeting
    found, say = trial(meeting, audience), shown(meeting, audience)["say"]
    assert found.mark == MARK == "Probe – zählt nicht"
    assert isinstance(say, SayPart) and MARK in say.text
    assert isinstance(shown(meeting, audience)["tally"], Nothing)


def test_while_it_is_on_it_shows_what_arrived_and_whose_is_missing_but_no_choice() -> None:
    found = trial(situations.trying().meeting)
    assert (found.received, found.expected, found.tried) == (1, 6, ())
    assert found.missing == ("Ahrens (Ulme)", "Brandt (Esche)", "Carstens (Ulme)", "Demir (Ulme)", "Falk")


@pytest.mark.parametrize(
    ("show_choices", "yes", "abstain"),
    # By name only where the body's rules show how each one votes.
    [(False, (), ()), (True, ("Ebeling (Esche)",), ("Falk",))],
)
def test_when_it_is_over_it_shows_the_sums(
    show_choices: bool, yes: tuple[str, ...], abstain: tuple[str, ...]
) -> None:
    found = trial(situations.tried(show_choices=show_choices).meeting)
    assert [(line.label, line.count, line.names) for line in found.tried] == [
        ("Ja", 1, yes), ("Nein", 0, ()), ("Enthaltung", 1, abstain),
    ]  # fmt: skip
    assert "nicht ins Protokoll" in found.text


def test_the_public_reads_that_buttons_are_tried_out_and_nothing_else() -> None:
    found = trial(situations.trying(show_choices=True).meeting, "public")
    assert found.text == "Vor der Sitzung probieren die Mitglieder das Abstimmen aus. Das zählt nicht."
    assert (found.received, found.expected, found.missing, found.tried) == (0, 0, (), ())
    assert isinstance(shown(situations.tried(show_choices=True).meeting, "public")["trial"], Nothing)


@pytest.mark.parametrize(
    ("person", "can_vote", "choice", "text"),
    [
        ("ebeling", True, "yes", "Ihre Probestimme: Ja – angekommen. Sie zählt nicht."),
        ("falk", True, None, "Noch ist nichts angekommen."),
        ("jung", False, None, "Sie stimmen in dieser Sitzung nicht ab; es ist nichts zu tun."),
    ],
)
def test_a_members_page(person: str, can_vote: bool, choice: str | None, text: str) -> None:
    found = mine(situations.trying().meeting, person)
    assert (found.mark, found.can_vote, found.choice, found.text) == (MARK, can_vote, choice, text)


def test_whoever_is_not_here_is_told_what_is_missing_and_a_deputy_stands_for_the_member() -> None:
    evening = situations.trying()
    evening.accepted("clerk", "leave", person="falk", at="17:40")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("clerk", "arrive", person="gross", via="room")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    assert mine(evening.meeting, "falk").text.startswith("Sie sind noch nicht als anwesend eingetragen.")
    assert mine(evening.meeting, "demir").text.startswith("Ratsherr Groß vertritt Sie")
    assert mine(evening.meeting, "gross").can_vote


def test_a_guest_is_not_asked() -> None:
    assert isinstance(personal(situations.trying().meeting, PersonId("otto"))["my-trial"], Nothing)


def test_no_receipt_could_be_taken_for_that_of_a_vote() -> None:
    found = personal(situations.tried().meeting, PersonId("ebeling"))
    assert isinstance(found["receipt"], Nothing) and isinstance(found["vote"], Nothing)


@pytest.mark.parametrize("by", ["chair", "clerk"])
def test_chair_and_clerk_begin_and_end_it_with_one_touch(by: str) -> None:
    def offered(meeting: Meeting) -> list[str]:
        return [act.label for act in next_part(meeting, by).others]

    assert "Probeabstimmung beginnen (zählt nicht)" in offered(situations.before().meeting)
    assert "Probeabstimmung beenden" in offered(situations.trying().meeting)
    assert "Probeabstimmung beginnen (zählt nicht)" in offered(situations.tried().meeting)
    assert not any("Probe" in label for label in offered(situations.at_work().meeting))


def test_the_opening_leaves_nothing_of_it_on_any_screen() -> None:
    evening = situations.tried()
    evening.accepted("chair", "open_meeting")
    for audience in AUDIENCES:
        assert isinstance(shown(evening.meeting, audience)["trial"], Nothing)
    assert isinstance(personal(evening.meeting, PersonId("ebeling"))["my-trial"], Nothing)
