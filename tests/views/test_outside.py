"""Who is signed in and may see no more than the public: press, guests, the excluded, and behind closed doors the absent and the barred."""

import pytest

from handzeichen.log.codec import read_command
from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.machine import decide
from handzeichen.meeting.refusals import Refusal
from handzeichen.views.audience import looks_at, parts, personal
from handzeichen.views.helper import HELPERS
from handzeichen.views.part import Nothing
from handzeichen.views.personal import MePart
from handzeichen.views.refusal import told
from meeting.kit import Evening, opened
from views import situations


def outside(evening: Evening) -> set[str]:
    """Who sees what the public sees."""
    people = evening.meeting.roll.people
    return {str(person) for person in people if looks_at(evening.meeting, "member", person) == "public"}


PUBLIC = {"nolte", "otto"}
"""The press and a guest."""
AWAY = {"gross", "hansen", "ivers", "kruse", "lorenz"}
"""Who never came."""


def test_with_open_doors_only_press_and_guests_stand_outside() -> None:
    assert outside(situations.at_work()) == PUBLIC


def test_behind_closed_doors_so_does_whoever_is_not_there() -> None:
    evening = situations.behind_closed_doors()
    assert outside(evening) == PUBLIC | AWAY
    evening.accepted("clerk", "leave", person="falk")
    assert "falk" in outside(evening)
    evening.accepted("clerk", "arrive", person="falk", via="video")
    assert "falk" in outside(evening), "nobody knows yet who else can listen there (§ 64 Abs. 6 NKomVG)"
    evening.accepted("falk", "confirm_alone", person="falk")
    assert "falk" not in outside(evening)


def test_press_and_guests_stay_outside_even_if_they_are_there() -> None:
    evening = situations.behind_closed_doors()
    for person in PUBLIC:
        evening.accepted("clerk", "arrive", person=person, via="video")
    assert outside(evening) >= PUBLIC


def test_whoever_is_barred_stands_outside_while_that_item_is_called_behind_closed_doors() -> None:
    """§ 41 NKomVG: they leave the room; in a public meeting they may stay where the audience sits."""
    evening = situations.behind_closed_doors()
    evening.accepted("ebeling", "recuse", person="ebeling", item="5")
    evening.accepted("falk", "recuse", person="falk", item="2")
    assert "ebeling" in outside(evening) and "falk" not in outside(evening)
    evening.accepted("ebeling", "contest_recusal", person="ebeling", item="5")
    assert "ebeling" not in outside(evening), "until the body has decided, nobody is barred"


def test_whoever_was_excluded_stands_outside_to_the_end() -> None:
    evening = situations.at_work()
    evening.accepted("chair", "exclude", person="falk")
    assert "falk" in outside(evening)


@pytest.mark.parametrize("person", ["nolte", "ebeling", "kruse"])
def test_outside_the_own_page_tells_nothing_of_what_goes_on_inside(person: str) -> None:
    evening = situations.behind_closed_doors()
    evening.accepted("ebeling", "recuse", person="ebeling", item="5")
    before = personal(evening.meeting, PersonId(person))
    assert isinstance(before["me"], MePart) and "sehen Sie hier nur, was sie sieht" in (
        before["me"].detail or ""
    )
    assert all(isinstance(before[name], Nothing) for name in ("vote", "receipt", "my-floor"))
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("chair", "open_ballot", motion="m5", ballot="b5", method="show_of_hands")
    evening.accepted("clerk", "record_vote", ballot="b5", person="falk", choice="no")
    assert personal(evening.meeting, PersonId(person)) == before


@pytest.mark.parametrize("audience", HELPERS)
def test_a_helper_reads_of_no_bar_to_an_item_that_is_not_public(audience: str) -> None:
    evening = opened("ahrens brandt carstens demir", "ebeling falk")
    untold = parts(evening.meeting, audience)
    evening.accepted("clerk", "recuse", person="demir", item="5")
    assert parts(evening.meeting, audience) == untold
    evening.accepted("clerk", "recuse", person="demir", item="2")
    assert "nicht bei TOP 2" in str(parts(evening.meeting, audience)) and "TOP 5" not in str(untold)


# What is refused from outside


INSIDE = ("n1", "b7", "Brandt", "Vertagung")


def behind_doors() -> Evening:
    """Inside, Brandt's motion to postpone is voted on; Falk is barred, Demir has gone."""
    evening = opened("ahrens brandt carstens demir falk jung")
    evening.accepted("clerk", "recuse", person="falk", item="5")
    evening.accepted("clerk", "leave", person="demir")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")
    evening.accepted("brandt", "move", motion="n1", kind="postponement", to="Dezember")
    evening.accepted("chair", "open_ballot", motion="n1", ballot="b7", method="show_of_hands")
    return evening


@pytest.mark.parametrize("by", ["falk", "demir", "gross"])
@pytest.mark.parametrize(
    "line",
    [
        {"do": "challenge_quorum"},
        {"do": "withdraw_motion", "motion": "n1"},
        {"do": "support", "motion": "n1"},
        {"do": "cast_vote", "ballot": "b7", "choice": "yes"},
        {"do": "have_vote_recorded", "ballot": "b7", "choice": "yes"},
        {"do": "contest_recusal", "item": "5"},
    ],
)
def test_a_refusal_tells_nothing_from_behind_the_doors_outside_them(by: str, line: dict[str, str]) -> None:
    evening = behind_doors()
    words = {**line, "person": by} if line["do"] == "contest_recusal" else line
    command = read_command({**words})
    said = decide(evening.meeting, command, by=by, at=evening.now)
    assert isinstance(said, Refusal)
    heard = told(evening.meeting, said, command, by=PersonId(by), at=evening.now)
    named = {value for value in line.values() if value in INSIDE}
    assert not [word for word in INSIDE if word in heard.why() + heard.help() and word not in named]
    # Whether there is such a motion or ballot is not told either.
    if named:
        assert heard.code.startswith("unknown_")


def test_inside_and_for_the_clerk_a_refusal_says_what_it_is_about() -> None:
    evening = behind_doors()
    command = read_command({"do": "withdraw_motion", "motion": "n1"})
    for by in ("ahrens", "clerk", "chair"):
        said = decide(evening.meeting, command, by=by, at=evening.now)
        assert isinstance(said, Refusal)
        assert told(evening.meeting, said, command, by=PersonId(by), at=evening.now) is said


def test_where_the_public_knows_no_reason_the_reason_is_not_public() -> None:
    evening = behind_doors()
    command = read_command({"do": "contest_recusal", "person": "falk", "item": "5"})
    said = decide(evening.meeting, command, by="falk", at=evening.now)
    assert isinstance(said, Refusal) and said.code == "ballot_open"
    assert told(evening.meeting, said, command, by=PersonId("falk"), at=evening.now).code == "behind_doors"
