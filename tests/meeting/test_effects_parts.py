"""Separate votes: the matter falls into parts with a ballot each, and the whole is voted on last, as the parts leave it."""

import pytest

from handzeichen.meeting.ids import MotionOutcome
from handzeichen.meeting.names import motion_name
from handzeichen.meeting.texts import as_it_stands
from meeting.kit import VOTING, Evening, at_item, plan_of

FOR, AGAINST = {"yes": "ahrens brandt"}, {"no": "ahrens brandt"}
FIRST, SECOND, THIRD = "1. Die Brücke wird gebaut.", "2. Sie ist aus Holz.", "3. Sie heißt Ulmenbrücke."
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
ITEM = {
    "id": "2",
    "title": "Neue Brücke",
    "motions": [{"id": "m2", "kind": "main", "text": TEXT, "by": "esche"}],
}


def split(parts: tuple[str, ...] = (FIRST, SECOND, THIRD), **fields: object) -> Evening:
    """Separate votes are asked for and adopted."""
    evening = at_item("2", plan=plan_of(items=[ITEM]))
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", parts=list(parts), **fields)
    evening.vote("g1", "b1", **FOR)
    return evening


def decide(evening: Evening, motion: str, *, carried: bool = True) -> None:
    evening.vote(motion, f"b{len(evening.meeting.ballots) + 1}", **(FOR if carried else AGAINST))


def outcomes(evening: Evening) -> dict[str, str]:
    return {motion: row["outcome"] for motion, row in evening.record["motions"].items() if motion != "g1"}


def final(evening: Evening) -> object:
    row = evening.record["motions"]["m2"]
    return row.get("final_text") if "changed_by" in row else "unchanged"


def test_each_part_becomes_a_motion_of_whoever_moved_the_whole() -> None:
    motions = split().record["motions"]
    assert [
        (m, motions[m]["kind"], motions[m]["part_of"], motions[m]["text"]) for m in ("m2.1", "m2.2", "m2.3")
    ] == [
        ("m2.1", "main", "m2", FIRST),
        ("m2.2", "main", "m2", SECOND),
        ("m2.3", "main", "m2", THIRD),
    ]
    assert {motions[m]["faction"] for m in ("m2", "m2.1", "m2.2", "m2.3")} == {"esche"}
    assert {motions[m]["item"] for m in ("m2.1", "m2.2", "m2.3")} == {"2"}


def test_a_part_is_named_after_its_whole() -> None:
    evening = split()
    assert (
        motion_name(evening.meeting, evening.motion("m2.2")) == "Teil 2 des Antrags der Gruppe Esche zu TOP 2"
    )


def test_the_parts_go_before_the_whole() -> None:
    evening = split()
    for part in ("m2.3", "m2.1", "m2.2"):
        evening.refused(
            "before_this", "chair", "open_ballot", motion="m2", ballot="b9", method="show_of_hands"
        )
        decide(evening, part)
    decide(evening, "m2")
    assert outcomes(evening) == dict.fromkeys(("m2", "m2.1", "m2.2", "m2.3"), "adopted")


def test_all_parts_adopted_leave_the_whole_as_it_was_moved() -> None:
    evening = split()
    for motion in ("m2.1", "m2.2", "m2.3", "m2"):
        decide(evening, motion)
    assert (final(evening), evening.agenda("2")["outcome"]) == ("unchanged", "adopted")


def test_a_rejected_part_leaves_the_text_of_the_whole() -> None:
    evening = split()
    for motion, carried in (("m2.1", True), ("m2.2", False), ("m2.3", True), ("m2", True)):
        decide(evening, motion, carried=carried)
    assert final(evening) == f"{FIRST}\n{THIRD}"
    assert evening.record["motions"]["m2"]["changed_by"] == ["m2.2"]
    assert evening.agenda("2")["outcome"] == "adopted_amended"


def test_only_the_whole_decides_the_item() -> None:
    evening = split()
    decide(evening, "m2.1")
    decide(evening, "m2.2", carried=False)
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == ("none", None)
    decide(evening, "m2.3")
    decide(evening, "m2", carried=False)
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == (
        "rejected",
        "Einstimmig abgelehnt",
    )


def test_where_every_part_is_rejected_nothing_is_left_to_vote_on() -> None:
    evening = split()
    for part in ("m2.1", "m2.2", "m2.3"):
        decide(evening, part, carried=False)
    assert outcomes(evening)["m2"] == "settled"
    assert evening.record["motions"]["m2"]["settled_by"] == "g1"
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == (
        "rejected",
        "Einstimmig abgelehnt",
    )
    evening.accepted("chair", "close_item", item="2")


def test_parts_rejected_in_one_ballot_do_the_same() -> None:
    evening = split()
    evening.vote("m2.1", "b2", with_=["m2.2", "m2.3"], **AGAINST)
    assert outcomes(evening)["m2"] == "settled"


def test_an_amended_part_stands_in_the_whole_as_amended() -> None:
    evening = split()
    evening.accepted(
        "brandt", "move", motion="a1", kind="amendment", amends="m2.2", replaces="Holz", text="Stein"
    )
    evening.refused("before_this", "chair", "open_ballot", motion="m2.2", ballot="b9", method="show_of_hands")
    decide(evening, "a1")
    for motion in ("m2.1", "m2.2", "m2.3"):
        decide(evening, motion)
    assert final(evening) == TEXT.replace("Holz", "Stein")


def test_an_amendment_to_the_whole_is_decided_before_the_parts() -> None:
    evening = at_item("2", plan=plan_of(items=[ITEM]))
    evening.accepted(
        "brandt", "move", motion="a1", kind="amendment", amends="m2", replaces="Holz", text="Stein"
    )
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", parts=[FIRST, SECOND])
    evening.vote("g1", "b1", **FOR)
    evening.refused("before_this", "chair", "open_ballot", motion="m2.1", ballot="b9", method="show_of_hands")
    decide(evening, "a1")
    decide(evening, "m2.1", carried=False)
    assert final(evening) == f"{SECOND.replace('Holz', 'Stein')}\n{THIRD}"


def test_parts_that_only_point_at_the_text_leave_it_to_be_written_down() -> None:
    evening = split(("Ziffer 1", "Ziffern 2 und 3"))
    decide(evening, "m2.1", carried=False)
    decide(evening, "m2.2")
    assert final(evening) is None
    assert (
        as_it_stands(evening.meeting, evening.motion("m2")) == f"{TEXT} – mit den Änderungen: ohne ‚Ziffer 1‘"
    )
    evening.accepted("clerk", "restate", motion="m2", text=f"{SECOND}\n{THIRD}")
    assert final(evening) == f"{SECOND}\n{THIRD}"


def test_agreed_separate_votes_split_as_adopted_ones_do_and_an_objection_takes_it_back() -> None:
    evening = at_item("2", plan=plan_of(items=[ITEM]))
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", parts=[FIRST, SECOND])
    evening.accepted("chair", "agree", motion="g1")
    assert set(outcomes(evening)) == {"m2", "m2.1", "m2.2"}
    evening.accepted("falk", "object", motion="g1")
    assert set(outcomes(evening)) == {"m2"}
    evening.vote("g1", "b1", **AGAINST)
    decide(evening, "m2")
    assert evening.agenda("2")["outcome"] == "adopted"


def test_rejected_they_split_nothing() -> None:
    evening = at_item("2", plan=plan_of(items=[ITEM]))
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", parts=[FIRST, SECOND])
    evening.vote("g1", "b1", **AGAINST)
    assert set(outcomes(evening)) == {"m2"}


# Which matter is meant


TWO = {**ITEM, "motions": [*ITEM["motions"], {"id": "m7", "kind": "main", "text": "Ein Tunnel."}]}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        # Two matters on the item, and nobody says which: the chair has the parts moved one by one.
        ({"parts": ["A", "B"]}, set()),
        ({"parts": ["A", "B"], "part_of": "m7"}, {"m7.1", "m7.2"}),
        ({"parts": ["A", "B"], "amends": "m2"}, {"m2.1", "m2.2"}),
        # No parts named: nothing is made up.
        ({"part_of": "m7"}, set()),
    ],
)  # fmt: skip
def test_the_matter_is_the_one_named_else_the_only_one(fields: dict[str, object], parts: set[str]) -> None:
    evening = at_item("2", plan=plan_of(items=[TWO]))
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", **fields)
    decide(evening, "g1")
    assert set(outcomes(evening)) - {"m2", "m7"} == parts


def test_an_id_that_is_taken_is_passed_over() -> None:
    evening = at_item("2", plan=plan_of(items=[ITEM]))
    evening.accepted("brandt", "move", motion="m2.1", kind="main", text="Ein Tunnel.", part_of="m2")
    evening.accepted("carstens", "move", motion="g1", kind="separate_votes", parts=["A", "B"])
    decide(evening, "g1")
    assert set(outcomes(evening)) == {"m2", "m2.1", "m2.2", "m2.3"}


# Parts moved by hand, as the chair puts them


def test_a_part_moved_by_hand_takes_the_place_of_those_that_came_of_themselves() -> None:
    evening = split(("Ziffer 1", "Ziffer 2"))
    evening.accepted("chair", "move", motion="t1", kind="main", part_of="m2", text=FIRST)
    evening.accepted("chair", "move", motion="t2", kind="main", part_of="m2", text=SECOND)
    assert set(outcomes(evening)) == {"m2", "t1", "t2"}
    assert motion_name(evening.meeting, evening.motion("t2")).startswith("Teil 2 ")
    for motion in ("t1", "t2", "m2"):
        decide(evening, motion)
    assert evening.agenda("2")["outcome"] == "adopted"


def test_it_may_even_have_their_id() -> None:
    evening = split()
    evening.accepted("chair", "move", motion="m2.1", kind="main", part_of="m2", text="Ziffer 1")
    assert set(outcomes(evening)) == {"m2", "m2.1"}
    evening.refused("id_taken", "chair", "move", motion="m2.1", kind="main", part_of="m2", text="Ziffer 2")


def test_what_was_voted_on_or_amended_is_replaced_by_nothing() -> None:
    evening = split((FIRST, SECOND))
    decide(evening, "m2.1")
    evening.accepted("chair", "move", motion="t1", kind="main", part_of="m2", text=THIRD)
    assert set(outcomes(evening)) == {"m2", "m2.1", "m2.2", "t1"}
    other = split((FIRST, SECOND))
    other.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2.1", text="Stein")
    other.accepted("chair", "move", motion="t1", kind="main", part_of="m2", text=THIRD)
    assert set(outcomes(other)) == {"m2", "m2.1", "m2.2", "a1", "t1"}


# Taking back


def test_a_repeated_ballot_on_the_last_part_opens_the_whole_again() -> None:
    evening = split((FIRST, SECOND))
    decide(evening, "m2.1", carried=False)
    decide(evening, "m2.2", carried=False)
    assert outcomes(evening)["m2"] == "settled"
    evening.accepted("chair", "repeat_ballot", ballot="b3", new="b4", reason="falsch gezählt")
    assert (outcomes(evening)["m2"], evening.agenda("2")["outcome"]) == ("open", "none")
    assert final(evening) == f"{SECOND}\n{THIRD}"
    evening.record_hands("b4", yes=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b4")
    evening.accepted("chair", "announce_result", ballot="b4")
    decide(evening, "m2")
    assert evening.agenda("2")["outcome"] == "adopted_amended"


def test_a_repeated_ballot_on_the_separate_votes_unmakes_the_parts() -> None:
    evening = split()
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="falsch gezählt")
    assert set(outcomes(evening)) == {"m2"}
    evening.record_hands("b2", no=VOTING)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    assert set(outcomes(evening)) == {"m2"}


def test_a_withdrawn_whole_takes_its_parts_along_and_withdraws_the_item() -> None:
    evening = split()
    evening.accepted("brandt", "withdraw_motion", motion="m2")
    assert [evening.motion(m).outcome for m in ("m2", "m2.1", "m2.2", "m2.3")] == [
        MotionOutcome.WITHDRAWN,
        *[MotionOutcome.SETTLED] * 3,
    ]
    assert evening.agenda("2")["outcome"] == "withdrawn"


def test_a_withdrawn_part_leaves_the_whole() -> None:
    evening = split()
    evening.accepted("brandt", "withdraw_motion", motion="m2.1")
    assert final(evening) == f"{SECOND}\n{THIRD}"
    assert evening.agenda("2")["outcome"] == "none"
