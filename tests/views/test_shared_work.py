"""What is worked out once for many screens, and who is left out, changes nothing of what anybody sees."""

from copy import deepcopy
from dataclasses import replace

import pytest

from handzeichen.meeting.machine import evolve
from handzeichen.meeting.past import Past
from handzeichen.views.audience import AUDIENCES, parts, personal
from handzeichen.views.concerned import ANYBODY, NOBODY, concerned
from meeting.kit import PEOPLE, Evening, plan_of, with_ballot_open
from views import situations
from views.test_changes import picture, random_evening
from views.test_public import closed


@pytest.mark.parametrize("seed", range(4))
def test_nothing_remembered_is_out_of_date(seed: int) -> None:
    """A copy shares no object with the state it was made of, so everything of it is worked out anew."""
    meeting = None
    for entry in random_evening(seed):
        meeting = evolve(meeting, entry)
        anew = deepcopy(replace(meeting, past=Past()))
        assert picture(replace(meeting, past=Past()), []) == picture(anew, [])


def test_whoever_is_not_concerned_sees_the_same_personal_parts() -> None:
    compared = 0
    for seed in range(8):
        meeting = None
        for entry in random_evening(seed):
            before, meeting = meeting, evolve(meeting, entry)
            whom = ANYBODY if before is None else concerned(before, meeting)
            if before is None or whom is ANYBODY:
                continue
            compared += 1
            for person in meeting.roll.people.keys() - whom:
                assert personal(before, person) == personal(meeting, person), (entry.event, person)
    assert compared > 5


@pytest.mark.parametrize("doors_were_closed", [False, True])
def test_a_vote_concerns_the_voter(doors_were_closed: bool) -> None:
    evening = situations.voting()
    if doors_were_closed:
        evening = after_closed_doors()
    before = evening.meeting
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    assert concerned(before, evening.meeting) == {"ebeling"}
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    assert concerned(before, evening.meeting) == {"ebeling", "falk"}
    assert concerned(evening.meeting, evening.meeting) == NOBODY


def test_what_is_more_than_votes_concerns_anybody() -> None:
    evening = situations.voting()
    for by, do, fields in (
        ("falk", "request_floor", {"person": "falk", "kind": "speech"}),
        ("clerk", "leave", {"person": "ebeling"}),
        ("clerk", "count_hands", {"ballot": "b1", "yes": 4, "no": 0, "abstain": 0}),
        ("chair", "close_ballot", {"ballot": "b1"}),
        ("chair", "announce_result", {"ballot": "b1"}),
    ):
        before = evening.meeting
        evening.accepted(by, do, **fields)
        assert concerned(before, evening.meeting) is ANYBODY, do


def after_closed_doors() -> Evening:
    """A ballot in public; what the public knows is something of its own since the doors were closed once."""
    evening = closed("2")
    evening.accepted("chair", "admit_public")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    return evening


@pytest.mark.parametrize("seats", [12, 240])
def test_a_vote_makes_a_few_parts_new_whatever_the_size_of_the_body(seats: int) -> None:
    """The others are the very same objects: nothing of them has to be made, compared or rendered again."""
    evening = council(seats)
    evening.accepted("m1", "cast_vote", ballot="b1", choice="yes")
    before = evening.meeting
    evening.accepted("m2", "cast_vote", ballot="b1", choice="no")
    for audience in AUDIENCES:
        old, new = parts(before, audience), parts(evening.meeting, audience)
        by_seat = [name for name in new if name.startswith(("seats-", "clerk-people-", "clerk-hands-"))]
        made = {name for name in by_seat if new[name] is not old[name]}
        assert len(by_seat) > seats // 12
        hands = [name for name in made if name.startswith("clerk-hands-")]
        assert made == {"seats-ulme", *hands} and len(hands) <= 1


def council(seats: int) -> Evening:
    """A ballot in a body of some size; all but who leads are on video."""
    people = [
        {"id": f"m{n}", "name": f"Mitglied {n}", "faction": "ulme", "role": "member", "chairs": n == 0}
        for n in range(seats)
    ]
    meyer = next(person for person in PEOPLE if person["id"] == "meyer")
    plan = plan_of(body={"seats": seats}, people=[*people, meyer])
    return with_ballot_open("m0", " ".join(f"m{n}" for n in range(1, seats)), plan=plan)
