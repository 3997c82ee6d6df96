"""The own vote in the minutes, on the member's demand (§ 68 Satz 4 NKomVG)."""

import pytest

from meeting.kit import Evening, at_item, with_ballot_open


def announced(evening: Evening) -> Evening:
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    return evening


def mixed() -> Evening:
    """Two yes and one no counted in the room, Demir by button, Ebeling recorded, Falk silent on video."""
    evening = with_ballot_open("ahrens brandt carstens", "demir ebeling falk")
    evening.accepted("demir", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "record_vote", ballot="b1", person="ebeling", choice="abstain")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=1, abstain=0)
    return announced(evening)


def demand(evening: Evening, person: str, choice: str | None = None) -> None:
    evening.accepted(person, "have_vote_recorded", ballot="b1", choice=choice)


def refuses(evening: Evening, code: str, person: str, choice: str | None = None) -> None:
    evening.refused(code, person, "have_vote_recorded", ballot="b1", choice=choice)


def recorded(evening: Evening) -> dict[str, str]:
    found: dict[str, str] = evening.record["ballots"]["b1"]["recorded_on_request"]
    return found


def test_nobodys_vote_stands_in_the_record_without_a_demand() -> None:
    assert recorded(mixed()) == {}
    assert mixed().record["ballots"]["b1"]["votes"] == {}


@pytest.mark.parametrize(("person", "vote"), [("demir", "no"), ("ebeling", "abstain")])
def test_a_vote_of_ones_own_is_known_and_must_be_said_as_it_was(person: str, vote: str) -> None:
    evening = mixed()
    refuses(evening, "choice_does_not_fit", person, "yes")
    demand(evening, person)
    assert recorded(evening) == {person: vote}
    evening.unchanged(person, "have_vote_recorded", ballot="b1", choice=vote)


def test_where_the_hand_was_only_counted_the_choice_must_fit_the_count() -> None:
    evening = mixed()
    # Without saying how, nobody knows.
    refuses(evening, "choice_does_not_fit", "brandt")
    # Nobody in the room abstained.
    refuses(evening, "choice_does_not_fit", "brandt", "abstain")
    demand(evening, "brandt", "no")
    # Once more changes nothing.
    evening.unchanged("brandt", "have_vote_recorded", ballot="b1", choice="no")
    # One no was counted, and it is Brandt's now.
    refuses(evening, "choice_does_not_fit", "ahrens", "no")
    demand(evening, "ahrens", "yes")
    demand(evening, "carstens", "yes")
    assert recorded(evening) == {"brandt": "no", "ahrens": "yes", "carstens": "yes"}


def test_a_demand_may_be_put_right_as_long_as_it_fits() -> None:
    evening = mixed()
    demand(evening, "brandt", "no")
    demand(evening, "brandt", "yes")
    demand(evening, "ahrens", "no")
    assert recorded(evening) == {"brandt": "yes", "ahrens": "no"}


def test_derived_hands_fit_like_counted_ones() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir")
    evening.accepted("clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")
    announced(evening)
    demand(evening, "brandt", "yes")
    refuses(evening, "choice_does_not_fit", "demir", "abstain")


def test_a_count_by_faction_must_fit_within_the_faction() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0, faction="ulme")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=0, no=2, abstain=0, faction="esche")
    announced(evening)
    refuses(evening, "choice_does_not_fit", "demir", "no")
    demand(evening, "brandt", "no")


def test_what_another_faction_claims_does_not_use_up_this_ones() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=1, abstain=0, faction="ulme")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=0, no=2, abstain=0, faction="esche")
    announced(evening)
    for person in ("brandt", "ebeling", "demir"):
        demand(evening, person, "no")
    refuses(evening, "choice_does_not_fit", "carstens", "no")


@pytest.mark.parametrize("choice", [None, "yes"])
def test_who_did_not_vote_has_no_vote_to_record(choice: str | None) -> None:
    refuses(mixed(), "no_own_vote", "falk", choice)


def test_nor_who_took_no_part() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    refuses(announced(evening), "no_own_vote", "falk", "yes")


def test_nor_who_was_not_eligible() -> None:
    evening = mixed()
    evening.arrive("jung gross")
    refuses(evening, "not_eligible", "jung", "yes")
    refuses(evening, "not_eligible", "gross", "yes")


def test_only_ones_own() -> None:
    evening = mixed()
    evening.refused("not_entitled", "brandt", "have_vote_recorded", ballot="b1", person="demir")
    # The clerk types what the member demanded in the room.
    evening.accepted("clerk", "have_vote_recorded", ballot="b1", person="demir")
    evening.refused("for_whom", "clerk", "have_vote_recorded", ballot="b1", choice="yes")
    assert recorded(evening) == {"demir": "no"}


def test_the_deputy_demands_it_and_not_the_member() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("gross", "cast_vote", ballot="b1", choice="no")
    announced(evening)
    evening.arrive("demir")
    refuses(evening, "not_eligible", "demir", "no")
    demand(evening, "gross")
    assert recorded(evening) == {"gross": "no"}


def test_until_the_meeting_closes_and_also_after_leaving() -> None:
    evening = mixed()
    evening.accepted("chair", "call_item", item="3")
    evening.accepted("clerk", "leave", person="demir")
    demand(evening, "demir")
    evening.accepted("brandt", "withdraw_motion", motion="m3")
    evening.accepted("chair", "close_meeting")
    refuses(evening, "closed", "ebeling")
    assert recorded(evening) == {"demir": "no"}


def test_only_of_an_announced_ballot() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    refuses(evening, "not_announced", "falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    refuses(evening, "not_announced", "falk")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    refuses(evening, "not_announced", "falk")


def test_a_superseded_ballot_shows_nobodys_vote_any_more() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    announced(evening)
    demand(evening, "falk")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert recorded(evening) == {}
    refuses(evening, "not_announced", "falk")


def test_it_is_no_act_after_which_a_result_could_not_be_doubted() -> None:
    evening = mixed()
    demand(evening, "demir")
    evening.accepted("ebeling", "doubt_result", ballot="b1")


def test_the_numbers_stay_as_announced() -> None:
    evening = mixed()
    before = evening.record["ballots"]["b1"]
    demand(evening, "demir")
    assert evening.record["ballots"]["b1"] == {**before, "recorded_on_request": {"demir": "no"}}


def test_where_the_law_does_not_know_it_nothing_is_recorded() -> None:
    evening = with_ballot_open(own_vote_recorded=False)
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    refuses(announced(evening), "no_recording", "falk")
