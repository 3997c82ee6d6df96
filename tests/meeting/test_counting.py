"""Hands counted in the room: whom a count covers, what is too much, what is derived, and what does not add up."""

import pytest

from handzeichen.meeting.tally import standing
from meeting.kit import VOTING, Evening, at_item, with_ballot_open

ROOM, VIDEO = "ahrens brandt carstens demir", "ebeling falk"


def hybrid() -> Evening:
    """Four in the room, two on video, a ballot open."""
    return with_ballot_open(ROOM, VIDEO)


def count(
    evening: Evening, yes: int | None = 0, no: int | None = 0, abstain: int | None = 0, **more: object
) -> None:
    evening.accepted("clerk", "count_hands", ballot="b1", yes=yes, no=no, abstain=abstain, **more)


def too_many(
    evening: Evening, yes: int = 0, no: int = 0, abstain: int = 0, **more: object
) -> dict[str, str | int]:
    refusal = evening.refused(
        "too_many_hands", "clerk", "count_hands", ballot="b1", yes=yes, no=no, abstain=abstain, **more
    )
    return refusal.facts


def announced(evening: Evening) -> dict[str, object]:
    if evening.ballot("b1").end.closed is None:
        evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    found: dict[str, object] = evening.record["ballots"]["b1"]
    total = sum(found[key] for key in ("yes", "no", "abstain", "not_voted"))  # type: ignore[misc]
    assert total == found["eligible"]
    return found


def numbers(ballot: dict[str, object]) -> tuple[object, ...]:
    return tuple(ballot[key] for key in ("yes", "no", "abstain", "not_voted"))


def does_not_add_up(evening: Evening) -> str:
    """The announcement is refused; why."""
    if evening.ballot("b1").end.closed is None:
        evening.accepted("chair", "close_ballot", ballot="b1")
    return evening.refused("does_not_add_up", "chair", "announce_result", ballot="b1").why()


# Whom a count covers


def test_a_count_is_for_the_eligible_in_the_room_without_a_vote_of_their_own() -> None:
    evening = hybrid()
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    count(evening, yes=3, abstain=1)
    ballot = announced(evening)
    assert numbers(ballot) == (4, 1, 1, 0)
    assert ballot["sources"] == {"cast": 2, "recorded": 0, "counted": 4, "derived": 0}
    assert ballot["by_video"] == {"yes": 1, "no": 1, "abstain": 0}


def test_more_hands_than_these_are_refused_at_once_and_by_how_many() -> None:
    evening = hybrid()
    assert too_many(evening, yes=3, no=2) == {"hands": 5, "over": 1, "seats": 4}
    assert too_many(evening, yes=45, no=8)["over"] == 49
    assert too_many(evening, yes=4, not_voted=1)["over"] == 1
    count(evening, yes=4)


def test_a_member_in_the_room_who_pressed_a_button_is_not_counted_once_more() -> None:
    evening = hybrid()
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    assert too_many(evening, yes=4)["seats"] == 3
    count(evening, yes=3)
    assert numbers(announced(evening)) == (4, 0, 0, 2)


def test_neither_is_one_recorded_or_one_who_takes_no_part() -> None:
    evening = hybrid()
    evening.accepted("clerk", "record_vote", ballot="b1", person="brandt", choice="no")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="carstens")
    count(evening, yes=2)
    assert numbers(announced(evening)) == (2, 1, 0, 3)


def test_nor_who_is_barred_or_came_too_late_or_only_advises() -> None:
    evening = at_item("2", f"{ROOM} jung")
    evening.accepted("brandt", "recuse", person="brandt", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.arrive("falk")
    assert too_many(evening, yes=4)["seats"] == 3
    count(evening, yes=3)
    assert numbers(announced(evening)) == (3, 0, 0, 0)


def test_who_is_admitted_is_counted() -> None:
    evening = with_ballot_open(ROOM)
    evening.arrive("falk")
    evening.accepted("chair", "admit_to_ballot", ballot="b1", person="falk")
    count(evening, yes=5)
    assert numbers(announced(evening)) == (5, 0, 0, 0)


def test_a_deputy_in_the_room_is_counted_for_the_seat() -> None:
    evening = at_item("2", "ahrens brandt carstens falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    count(evening, yes=5)
    assert numbers(announced(evening)) == (5, 0, 0, 0)


def test_who_walks_in_from_video_before_the_count_is_counted() -> None:
    evening = hybrid()
    evening.arrive("falk")
    count(evening, yes=5)
    assert numbers(announced(evening)) == (5, 0, 0, 1)


def test_a_hand_recorded_in_the_room_is_no_vote_by_video_whatever_way_the_member_came() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "arrive", person="demir", via="room")
    evening.record_hands("b1", yes="demir")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["by_video"] == {"yes": 0, "no": 0, "abstain": 0}


@pytest.mark.parametrize(
    ("there", "then"), [("room", "video"), ("video", "room"), ("room", None), ("video", None)]
)
def test_a_hand_recorded_after_the_closing_came_as_its_member_was_here_then(
    there: str, then: str | None
) -> None:
    came_on_video = "demir" if there == "room" else ""
    evening = with_ballot_open("ahrens brandt carstens" + ("" if came_on_video else " demir"), came_on_video)
    evening.accepted("clerk", "arrive", person="demir", via=there)
    evening.accepted("chair", "close_ballot", ballot="b1")
    if then is None:
        evening.accepted("clerk", "leave", person="demir")
    else:
        evening.accepted("clerk", "arrive", person="demir", via=then)
    evening.record_hands("b1", no="demir")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["by_video"]["no"] == (1 if there == "video" else 0)


def test_who_left_before_the_count_is_not_voted() -> None:
    evening = hybrid()
    evening.accepted("clerk", "leave", person="demir")
    assert too_many(evening, yes=4)["seats"] == 3
    count(evening, yes=3)
    assert numbers(announced(evening)) == (3, 0, 0, 3)


def test_who_leaves_after_the_count_stays_in_it() -> None:
    evening = hybrid()
    count(evening, yes=4)
    evening.accepted("clerk", "leave", person="demir")
    assert numbers(announced(evening)) == (4, 0, 0, 2)


def test_only_the_clerk_counts() -> None:
    for by in ("chair", "brandt", "system"):
        hybrid().refused("not_entitled", by, "count_hands", ballot="b1", yes=1, no=0, abstain=0)


# Again, the last counts


def test_a_count_is_made_again_until_the_announcement_and_the_last_counts() -> None:
    evening = hybrid()
    count(evening, yes=4)
    count(evening, yes=3, no=1)
    evening.accepted("chair", "close_ballot", ballot="b1")
    count(evening, yes=2, no=2)
    assert numbers(announced(evening)) == (2, 2, 0, 2)
    evening.refused("ballot_over", "clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)


def test_the_same_count_again_changes_nothing() -> None:
    evening = hybrid()
    count(evening, yes=3, no=1)
    evening.unchanged("clerk", "count_hands", ballot="b1", yes=3, no=1, abstain=0)
    # Somebody's own vote makes it another count, though the numbers are the same.
    evening.accepted("clerk", "decline_vote", ballot="b1", person="demir")
    count(evening, yes=2, no=1)


def test_after_the_closing_it_covers_those_who_were_in_the_room_then() -> None:
    evening = hybrid()
    evening.accepted("chair", "close_ballot", ballot="b1")
    # A hand given before the closing is still a hand when its owner has left; who walks in now gave none.
    evening.accepted("clerk", "leave", person="demir")
    evening.arrive("falk")
    assert too_many(evening, yes=5)["seats"] == 4
    count(evening, yes=4)
    assert numbers(announced(evening)) == (4, 0, 0, 2)


def test_who_walks_in_after_the_closing_leaves_a_count_as_it_was() -> None:
    evening = hybrid()
    count(evening, yes=4)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.arrive("falk")
    assert numbers(announced(evening)) == (4, 0, 0, 2)


# What does not add up


def test_a_count_that_leaves_a_seat_of_the_room_unexplained_is_not_announced() -> None:
    evening = hybrid()
    count(evening, yes=3)
    assert does_not_add_up(evening) == "Die Zahlen gehen nicht auf: im Saal fehlt eine Hand."
    count(evening, yes=2)
    assert does_not_add_up(evening) == "Die Zahlen gehen nicht auf: im Saal fehlen 2 Hände."
    count(evening, yes=3, not_voted=1)
    assert numbers(announced(evening)) == (3, 0, 0, 3)


def test_nor_is_one_that_does_not_cover_somebody_who_walked_in_afterwards() -> None:
    evening = hybrid()
    count(evening, yes=4)
    evening.arrive("falk")
    assert "in der Zählung nicht enthalten ist Ratsherr Falk" in does_not_add_up(evening)
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="no")
    assert numbers(announced(evening)) == (4, 1, 0, 1)


@pytest.mark.parametrize("do", ["cast_vote", "record_vote", "decline_vote"])
def test_a_seat_counted_and_voting_on_its_own_is_counted_twice(do: str) -> None:
    evening = hybrid()
    count(evening, yes=4)
    if do == "cast_vote":
        evening.accepted("brandt", do, ballot="b1", choice="yes")
    elif do == "record_vote":
        evening.accepted("clerk", do, ballot="b1", person="brandt", choice="yes")
    else:
        evening.accepted("clerk", do, ballot="b1", person="brandt")
    assert "doppelt gezählt ist Ratsherr Brandt" in does_not_add_up(evening)
    count(evening, yes=3)
    assert announced(evening)["sources"] == {
        "cast": int(do == "cast_vote"),
        "recorded": int(do == "record_vote"),
        "counted": 3,
        "derived": 0,
    }


def test_two_counted_twice_are_named_both() -> None:
    evening = hybrid()
    count(evening, yes=4)
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    assert "doppelt gezählt sind Ratsherr Brandt, Ratsherr Demir" in does_not_add_up(evening)


def test_one_who_is_counted_and_then_votes_from_outside_is_counted_twice() -> None:
    evening = hybrid()
    count(evening, yes=4)
    evening.arrive("demir", "video")
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    assert "doppelt gezählt" in does_not_add_up(evening)
    count(evening, yes=3)
    ballot = announced(evening)
    assert numbers(ballot) == (4, 0, 0, 2)
    assert ballot["by_video"] == {"yes": 1, "no": 0, "abstain": 0}


def test_where_no_one_counted_the_silent_are_not_voted() -> None:
    evening = hybrid()
    evening.accepted("clerk", "record_vote", ballot="b1", person="brandt", choice="yes")
    assert numbers(announced(evening)) == (1, 0, 0, 5)


def test_who_is_silent_on_video_is_not_voted_though_the_room_was_counted() -> None:
    evening = hybrid()
    count(evening, yes=4)
    assert numbers(announced(evening)) == (4, 0, 0, 2)


def test_an_empty_room_is_counted_with_none() -> None:
    evening = hybrid()
    for person in ROOM.split():
        evening.accepted(person, "cast_vote", ballot="b1", choice="yes")
    count(evening)
    assert too_many(evening, yes=1) == {"hands": 1, "over": 1, "seats": 0}
    assert numbers(announced(evening)) == (4, 0, 0, 2)


def test_while_it_is_open_one_knows_how_many_came_in_and_who_is_missing() -> None:
    evening = hybrid()
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="brandt")
    now = standing(evening.meeting, evening.ballot("b1"))
    assert (now.eligible, now.received, now.own) == (6, 2, 2)
    assert now.missing == ("ahrens", "carstens", "demir", "falk")
    assert now.uncounted == ("ahrens", "carstens", "demir")
    count(evening, yes=2)
    now = standing(evening.meeting, evening.ballot("b1"))
    assert (now.received, now.covered, now.hands, now.short) == (5, 3, 2, 1)
    assert (now.missing, now.uncounted) == (("falk",), ())


# Deriving the rest


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"no": 1, "abstain": 0, "derive": "yes"}, (3, 1, 0)),
        ({"yes": 1, "abstain": 1, "derive": "no"}, (1, 2, 1)),
        ({"yes": 2, "no": 1, "derive": "abstain"}, (2, 1, 1)),
        ({"no": 2, "abstain": 2, "derive": "yes"}, (0, 2, 2)),
    ],
)
def test_one_choice_is_derived_as_the_complement(
    counted: dict[str, object], expected: tuple[int, ...]
) -> None:
    evening = with_ballot_open(ROOM)
    evening.accepted("clerk", "count_hands", ballot="b1", **counted)
    ballot = announced(evening)
    assert numbers(ballot) == (*expected, 0)
    derived = expected[["yes", "no", "abstain"].index(str(counted["derive"]))]
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 4 - derived, "derived": derived}


def test_what_is_derived_are_seats_of_the_room_only() -> None:
    evening = hybrid()
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "count_hands", ballot="b1", no=0, abstain=0, derive="yes")
    ballot = announced(evening)
    assert numbers(ballot) == (3, 1, 0, 2)
    assert ballot["sources"] == {"cast": 1, "recorded": 0, "counted": 0, "derived": 3}


def test_who_takes_no_part_is_not_derived() -> None:
    evening = with_ballot_open(ROOM)
    evening.accepted("clerk", "count_hands", ballot="b1", no=1, abstain=0, not_voted=1, derive="yes")
    assert numbers(announced(evening)) == (2, 1, 0, 1)


def test_a_rest_below_none_is_too_many_hands() -> None:
    evening = with_ballot_open(ROOM)
    evening.refused("too_many_hands", "clerk", "count_hands", ballot="b1", no=3, abstain=2, derive="yes")


def test_nothing_is_derived_where_the_profile_does_not_allow_it() -> None:
    evening = with_ballot_open(ROOM, derive=False)
    evening.refused("no_deriving", "clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")
    count(evening, yes=3, no=1)


def test_nor_by_any_but_a_simple_majority() -> None:
    evening = at_item("2", ROOM)
    two_thirds = {"base": "votes_cast", "fraction": "2/3", "strict": False}
    evening.accepted(
        "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", majority=two_thirds
    )
    evening.refused("no_deriving", "clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")


def test_nor_for_an_urgent_item_whose_majority_is_the_laws() -> None:
    evening = at_item("2", ROOM)
    evening.accepted("demir", "move", motion="d1", kind="urgent_item", title="Flut")
    evening.accepted("chair", "open_ballot", motion="d1", ballot="b1", method="show_of_hands")
    evening.refused("no_deriving", "clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")


def test_a_full_count_after_a_derived_one_is_counted() -> None:
    evening = with_ballot_open(ROOM)
    evening.accepted("clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")
    count(evening, yes=3, no=1)
    assert announced(evening)["sources"] == {"cast": 0, "recorded": 0, "counted": 4, "derived": 0}


def test_in_a_roll_call_nothing_is_counted() -> None:
    evening = at_item("2", ROOM)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    evening.refused("counted_one_by_one", "clerk", "count_hands", ballot="b1", yes=4, no=0, abstain=0)
    evening.refused("counted_one_by_one", "clerk", "count_hands", ballot="b1", no=0, abstain=0, derive="yes")


# By faction: ulme is Ahrens, Carstens, Demir; esche Brandt and Ebeling; Falk belongs to none


def test_with_a_faction_the_last_count_per_faction_counts() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    count(evening, yes=3, faction="ulme")
    count(evening, no=2, faction="esche")
    count(evening, yes=2, abstain=1, faction="ulme")
    evening.unchanged("clerk", "count_hands", ballot="b1", yes=0, no=2, abstain=0, faction="esche")
    assert numbers(announced(evening)) == (2, 2, 1, 0)


def test_a_faction_has_no_more_hands_than_its_own() -> None:
    evening = with_ballot_open()
    assert too_many(evening, yes=4, faction="ulme")["seats"] == 3
    evening.refused(
        "unknown_faction", "clerk", "count_hands", ballot="b1", yes=1, no=0, abstain=0, faction="linde"
    )


def test_a_faction_left_out_is_unexplained() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    count(evening, yes=3, faction="ulme")
    assert "sind Ratsherr Brandt, Ratsfrau Ebeling" in does_not_add_up(evening)
    count(evening, yes=2, faction="esche")
    assert numbers(announced(evening)) == (5, 0, 0, 0)


def test_who_belongs_to_none_is_recorded_or_counted_with_the_whole() -> None:
    evening = with_ballot_open()
    count(evening, yes=3, faction="ulme")
    count(evening, yes=2, faction="esche")
    assert "ist Ratsherr Falk" in does_not_add_up(evening)
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="no")
    assert numbers(announced(evening)) == (5, 1, 0, 0)


def test_a_count_without_faction_replaces_all() -> None:
    evening = with_ballot_open()
    count(evening, yes=3, faction="ulme")
    count(evening, yes=2, faction="esche")
    count(evening, no=6)
    assert numbers(announced(evening)) == (0, 6, 0, 0)


def test_one_by_faction_begins_anew_after_the_whole() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    count(evening, no=5)
    count(evening, yes=3, faction="ulme")
    assert "nicht enthalten" in does_not_add_up(evening)
    count(evening, yes=2, faction="esche")
    assert numbers(announced(evening)) == (5, 0, 0, 0)


def test_a_deputy_is_counted_with_the_faction() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    count(evening, yes=3, faction="ulme")
    count(evening, yes=2, faction="esche")
    assert numbers(announced(evening)) == (5, 0, 0, 0)


def test_the_rest_of_a_faction_is_derived_too() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir ebeling")
    evening.accepted("clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes", faction="ulme")
    count(evening, yes=2, faction="esche")
    ballot = announced(evening)
    assert numbers(ballot) == (4, 1, 0, 0)
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 3, "derived": 2}


def test_what_a_full_house_votes_adds_up_in_every_mixture() -> None:
    """Pressed, recorded, declined, counted, derived, silent on video: one tally."""
    evening = with_ballot_open(VOTING.replace("ebeling ", ""), "ebeling")
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "record_vote", ballot="b1", person="carstens", choice="no")
    evening.accepted("clerk", "decline_vote", ballot="b1", person="demir")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=0, abstain=1, derive="no")
    ballot = announced(evening)
    assert numbers(ballot) == (1, 2, 1, 2)
    assert ballot["sources"] == {"cast": 1, "recorded": 1, "counted": 1, "derived": 1}


@pytest.mark.parametrize("choice", ["yes", "no", "abstain"])
def test_single_votes_and_counted_hands_of_one_kind_are_added(choice: str) -> None:
    evening = at_item("2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    for person in ("demir", "ebeling", "falk"):
        evening.accepted(person, "cast_vote", ballot="b1", choice=choice)
    evening.accepted("clerk", "count_hands", ballot="b1", **{"yes": 0, "no": 0, "abstain": 0, choice: 3})
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"][choice] == 6
