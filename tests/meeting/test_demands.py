"""Rules of procedure of a house: who moves what, what needs supporters, what a demand brings about without a ballot."""

from typing import Any

import pytest

from handzeichen.meeting.ids import SUBSTANTIVE, Kind
from meeting.kit import VOTING, Evening, at_item, opened, plan_of, with_ballot_open

ROLL_CALL: dict[str, Any] = {"roll_call_vote": {"settles": "demand", "supporters": 2, "with_mover": False}}
"""Namentlich wird abgestimmt, wenn zwei weitere Mitglieder es verlangen."""
HEARING: dict[str, Any] = {
    "hearing": {"share": {"base": "statutory_seats", "fraction": "1/3", "strict": False}}
}
"""Über eine Anhörung wird abgestimmt, wenn ein Drittel der Sitze sie verlangt: drei von sieben."""
SPOKEN_NOT: dict[str, Any] = {"end_of_debate": {"only": ["not_spoken"]}}


def moved(evening: Evening, motion: str, kind: str, by: str = "falk", **fields: Any) -> str:
    evening.accepted(by, "move", motion=motion, kind=kind, **fields)
    return motion


def opens(evening: Evening, motion: str, ballot: str = "b1") -> None:
    evening.accepted("chair", "open_ballot", motion=motion, ballot=ballot, method="show_of_hands")
    evening.accepted("chair", "abort_ballot", ballot=ballot, reason="nur versucht")


def waits(evening: Evening, motion: str, code: str) -> str:
    refusal = evening.refused(
        code, "chair", "open_ballot", motion=motion, ballot="zu-frueh", method="show_of_hands"
    )
    return refusal.why()


def speaks(evening: Evening, person: str, kind: str = "speech") -> None:
    evening.accepted("clerk", "request_floor", person=person, kind=kind)
    evening.accepted("chair", "give_floor", person=person)
    evening.accepted("chair", "end_floor", person=person)


# Precedence


def test_the_order_of_procedure_is_advice_and_any_open_motion_may_be_voted_on() -> None:
    evening = at_item("2")
    for number, kind in enumerate(("end_of_debate", "postponement", "not_to_consider", "urgency")):
        moved(evening, f"p{number}", kind)
    for number in range(4):
        opens(evening, f"p{number}", f"b{number}")


def binding(*kinds: str) -> Evening:
    order = {"order": ["not_to_consider", "postponement", "end_of_debate"], "binds": True}
    evening = at_item("2", precedence=order)
    for number, kind in enumerate(kinds, start=1):
        moved(evening, f"p{number}", kind)
    return evening


def test_where_it_binds_the_less_far_going_motion_waits() -> None:
    evening = binding("end_of_debate", "postponement", "not_to_consider")
    why = waits(evening, "p1", "before_this")
    assert "auf Vertagung von TOP 2" in why and "auf Nichtbefassung mit TOP 2" in why
    waits(evening, "p2", "before_this")
    evening.vote("p3", "b1", no="ahrens")
    evening.vote("p2", "b2", no="ahrens")
    opens(evening, "p1", "b3")


def test_where_it_binds_the_chairs_order_goes_before() -> None:
    evening = binding("end_of_debate", "not_to_consider")
    evening.accepted("chair", "order_motions", motions=["p1", "p2"])
    waits(evening, "p2", "before_this")
    opens(evening, "p1")


def test_where_it_binds_other_items_the_matter_and_equals_keep_nothing_waiting() -> None:
    evening = binding("end_of_debate", "hearing", "referral")
    moved(evening, "elsewhere", "not_to_consider", item="3")
    moved(evening, "a1", "amendment", amends="m2")
    opens(evening, "p1", "b1")
    evening.vote("p1", "b2", no="ahrens")
    # Neither hearing nor referral stands in this order: they come as the chair likes.
    opens(evening, "p3", "b3")
    opens(evening, "p2", "b4")


# Who moves what


def test_only_who_has_not_spoken_on_the_matter_ends_the_debate() -> None:
    evening = at_item("2", movers=SPOKEN_NOT)
    speaks(evening, "falk")
    refusal = evening.refused("has_spoken", "falk", "move", motion="p1", kind="end_of_debate")
    assert refusal.source == evening.meeting.law.movers.source
    moved(evening, "p1", "end_of_debate", by="brandt")
    # Another kind, another item: free.
    moved(evening, "p2", "postponement", by="falk")
    moved(evening, "p3", "end_of_debate", by="falk", item="3")


def test_who_speaks_right_now_has_spoken() -> None:
    evening = at_item("2", movers=SPOKEN_NOT)
    evening.accepted("chair", "give_floor", person="falk")
    evening.refused("has_spoken", "falk", "move", motion="p1", kind="end_of_debate")
    moved(evening, "p2", "end_of_debate", by="falk", item="3")


@pytest.mark.parametrize("kind", ["procedure", "reply", "personal", "question", "report"])
def test_words_on_procedure_about_oneself_or_for_the_house_are_no_speech(kind: str) -> None:
    evening = at_item("2", movers=SPOKEN_NOT)
    speaks(evening, "falk", kind)
    moved(evening, "p1", "end_of_debate")


def test_where_a_kind_is_reserved_others_do_not_move_it() -> None:
    evening = at_item("2", f"{VOTING} jung", movers={"referral": {"who": ["chair"]}})
    refusal = evening.refused("not_their_kind", "falk", "move", motion="p1", kind="referral")
    assert refusal.why() == "Ratsherr Falk kann „Verweisung“ nicht beantragen."
    assert refusal.help() == "Dieser Antrag ist dem Vorsitz vorbehalten."
    evening.refused("not_their_kind", "jung", "move", motion="p1", kind="referral")
    moved(evening, "p1", "referral", by="ahrens")
    moved(evening, "p2", "postponement", by="jung")


def test_a_kind_may_be_open_to_advisory_members_who_move_nothing_else() -> None:
    law = {"advisory_may_move": False, "movers": {"hearing": {"who": ["voting", "advisory"]}}}
    evening = at_item("2", f"{VOTING} jung", **law)
    evening.refused("may_not_move", "jung", "move", motion="p1", kind="postponement")
    moved(evening, "p1", "hearing", by="jung")


def test_who_may_move_nothing_at_all_is_told_that() -> None:
    evening = at_item("2", f"{VOTING} nolte", movers={"referral": {"who": ["chair"]}})
    evening.refused("may_not_move", "nolte", "move", motion="p1", kind="referral")


def test_where_only_factions_move_a_member_of_none_does_not() -> None:
    evening = at_item("2", movers={"postponement": {"only": ["of_a_faction"]}})
    evening.refused("of_no_faction", "falk", "move", motion="p1", kind="postponement")
    moved(evening, "p1", "postponement", by="brandt")


# Supporters


def test_before_its_supporters_are_there_a_motion_is_neither_voted_on_nor_agreed_to() -> None:
    evening = at_item("2", demands=HEARING)
    moved(evening, "p1", "hearing")
    assert waits(evening, "p1", "support_missing") == (
        "Für „Antrag von Ratsherrn Falk auf Anhörung“ fehlen noch 2 Unterstützungen: 1 von 3."
    )
    evening.refused("support_missing", "chair", "agree", motion="p1")
    evening.accepted("brandt", "support", motion="p1")
    assert "fehlt noch eine Unterstützung: 2 von 3" in waits(evening, "p1", "support_missing")
    evening.accepted("clerk", "support", motion="p1", person="demir")
    opens(evening, "p1")
    evening.accepted("chair", "agree", motion="p1")
    assert evening.record["motions"]["p1"]["outcome"] == "agreed"


def test_nobody_supports_twice_and_the_mover_is_one_already() -> None:
    evening = at_item("2", demands=HEARING)
    moved(evening, "p1", "hearing")
    evening.accepted("falk", "support", motion="p1")
    evening.accepted("brandt", "support", motion="p1")
    evening.unchanged("brandt", "support", motion="p1")
    assert "2 von 3" in waits(evening, "p1", "support_missing")


@pytest.mark.parametrize("advisory", [False, True])
def test_advisory_members_count_where_the_rules_say_so(advisory: bool) -> None:
    demands = {"hearing": {**HEARING["hearing"], "advisory": advisory}}
    evening = at_item("2", f"{VOTING} jung kruse", demands=demands)
    moved(evening, "p1", "hearing")
    for person in ("jung", "kruse"):
        evening.accepted(person, "support", motion="p1")
    if advisory:
        opens(evening, "p1")
    else:
        assert "1 von 3" in waits(evening, "p1", "support_missing")


def test_a_deputy_and_the_member_whose_seat_it_was_are_one_seat() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling falk gross", demands=HEARING)
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    moved(evening, "p1", "hearing")
    evening.accepted("gross", "support", motion="p1")
    assert "2 von 3" in waits(evening, "p1", "support_missing")
    evening.accepted("clerk", "arrive", person="demir", via="room")
    # The deputy stands down with the deputation; the member speaks for the seat.
    assert "1 von 3" in waits(evening, "p1", "support_missing")
    evening.accepted("demir", "support", motion="p1")
    assert "2 von 3" in waits(evening, "p1", "support_missing")


def test_what_finds_no_supporters_keeps_nothing_waiting() -> None:
    evening = at_item("2", demands=HEARING)
    moved(evening, "p1", "hearing")
    evening.vote("m2", "b1", yes="ahrens brandt")
    evening.accepted("chair", "call_item", item="4")
    assert evening.motion("p1").open
    evening.accepted("chair", "call_item", item="2")
    for person in ("brandt", "demir"):
        evening.accepted(person, "support", motion="p1")
    # With its supporters it is business of the item.
    evening.refused("open_motion", "chair", "call_item", item="4")


def test_nor_does_it_where_the_order_binds() -> None:
    order = {"order": ["hearing", "end_of_debate"], "binds": True}
    evening = at_item("2", demands=HEARING, precedence=order)
    moved(evening, "p1", "hearing")
    moved(evening, "p2", "end_of_debate")
    opens(evening, "p2")


# Demands without a ballot


def test_one_members_demand_may_be_enough() -> None:
    evening = at_item("2", demands={"roll_call_vote": {"settles": "demand"}})
    answer = evening.accepted("falk", "move", motion="p1", kind="roll_call_vote")
    assert [type(event).__name__ for event in answer.events][:2] == ["MotionMoved", "DemandMet"]
    record = evening.record["motions"]["p1"]
    assert (record["outcome"], record["ballots"], record["settled_by"]) == ("adopted", [], None)
    waits(evening, "p1", "motion_decided")
    evening.refused("motion_decided", "falk", "withdraw_motion", motion="p1")


def test_a_demand_of_several_is_met_with_the_last_of_them_and_needs_others_than_the_mover() -> None:
    evening = at_item("2", demands=ROLL_CALL)
    moved(evening, "p1", "roll_call_vote")
    evening.accepted("falk", "support", motion="p1")
    evening.accepted("brandt", "support", motion="p1")
    assert "fehlt noch eine Unterstützung: 1 von 2" in waits(evening, "p1", "support_missing")
    assert evening.motion("p1").open
    answer = evening.accepted("demir", "support", motion="p1")
    assert answer.events[1].by == ("brandt", "demir")  # type: ignore[attr-defined]
    assert evening.record["motions"]["p1"]["outcome"] == "adopted"
    evening.refused("motion_decided", "carstens", "support", motion="p1")


@pytest.mark.parametrize(
    ("kind", "outcome", "item"),
    [("postponement", "adopted", "postponed"), ("urgency", "granted", "none"), ("removal", "adopted", "removed")],
)  # fmt: skip
def test_what_a_demand_brings_about_is_what_a_ballot_would(kind: str, outcome: str, item: str) -> None:
    evening = at_item("1", demands={kind: {"settles": "demand", "supporters": 2}})
    moved(evening, "p1", kind, item="2")
    evening.accepted("brandt", "support", motion="p1")
    assert evening.record["motions"]["p1"]["outcome"] == outcome
    assert evening.agenda("2")["outcome"] == item


def test_granted_on_demand_urgency_settles_the_postponement() -> None:
    evening = at_item("1", demands={"urgency": {"settles": "demand", "supporters": 1}})
    moved(evening, "p1", "postponement", item="2")
    moved(evening, "p2", "urgency", item="2")
    assert evening.record["motions"]["p1"]["outcome"] == "settled"
    assert evening.record["motions"]["p1"]["settled_by"] == "p2"


def test_either_a_demand_or_the_bodys_ballot() -> None:
    evening = at_item("2", demands={"roll_call_vote": {"settles": "either", "supporters": 3}})
    moved(evening, "p1", "roll_call_vote")
    evening.vote("p1", "b1", yes="ahrens brandt")
    assert evening.record["motions"]["p1"]["ballots"] == ["b1"]
    moved(evening, "p2", "roll_call_vote")
    for person in ("brandt", "demir"):
        evening.accepted(person, "support", motion="p2")
    assert evening.record["motions"]["p2"]["outcome"] == "adopted"


def test_where_a_ballot_may_settle_it_too_whoever_moves_it_leaves_that_open() -> None:
    # A third of three is one: without anybody's support the body of three votes as every other does.
    evening = at_item("2", demands={"hearing": {"settles": "either", "supporters": 1}})
    moved(evening, "p1", "hearing")
    evening.vote("p1", "b1", yes="ahrens brandt")
    assert evening.record["motions"]["p1"]["ballots"] == ["b1"]
    moved(evening, "p2", "hearing")
    evening.accepted("brandt", "support", motion="p2")
    assert evening.record["motions"]["p2"]["outcome"] == "adopted"


def test_only_what_completes_a_demand_waits_for_the_end_of_a_ballot() -> None:
    evening = with_ballot_open(demands={"hearing": {"settles": "either", "supporters": 3}})
    moved(evening, "p1", "hearing")
    evening.accepted("brandt", "support", motion="p1")
    evening.refused("ballot_pending", "demir", "support", motion="p1")
    assert evening.motion("p1").open


def test_of_an_item_off_the_agenda_nothing_is_demanded() -> None:
    evening = at_item("1", demands={"removal": {"settles": "demand"}})
    moved(evening, "p1", "postponement", item="2")
    evening.vote("p1", "b1", yes="ahrens brandt")
    moved(evening, "p2", "removal", item="2")
    assert (evening.motion("p2").open, evening.agenda("2")["outcome"]) == (True, "postponed")


def test_in_the_middle_of_a_ballot_nothing_is_demanded() -> None:
    evening = with_ballot_open(demands={**ROLL_CALL, "hearing": {"settles": "demand"}})
    evening.refused("ballot_pending", "falk", "move", motion="p1", kind="hearing")
    moved(evening, "p2", "postponement")


def test_nobody_objects_to_a_demand() -> None:
    evening = at_item("2", demands={"roll_call_vote": {"settles": "demand"}})
    moved(evening, "p1", "roll_call_vote")
    evening.refused("nothing_to_object", "brandt", "object", motion="p1")


@pytest.mark.parametrize("kind", [kind.value for kind in Kind if kind not in SUBSTANTIVE])
def test_without_such_rules_every_kind_is_moved_and_voted_on_as_ever(kind: str) -> None:
    evening = at_item("2")
    about = {"about": "falk"} if kind == "recusal" else {}
    moved(evening, "p1", kind, by="brandt", title="Hochwasser", **about)
    assert evening.motion("p1").open
    opens(evening, "p1")


# Agreement and objection


def test_an_objection_turns_an_agreement_into_a_ballot() -> None:
    evening = at_item("1")
    moved(evening, "p1", "postponement", item="2")
    evening.accepted("chair", "agree", motion="p1")
    assert evening.agenda("2")["outcome"] == "postponed"
    evening.accepted("brandt", "object", motion="p1")
    assert (evening.motion("p1").open, evening.agenda("2")["outcome"]) == (True, "none")
    evening.vote("p1", "b1", yes="ahrens brandt")
    assert evening.record["motions"]["p1"]["outcome"] == "adopted"


@pytest.mark.parametrize("how", ["agreed", "voted"])
def test_an_adopted_agenda_settles_no_item_however_it_was_adopted(how: str) -> None:
    # The agenda is the meeting's, not the matter of the item under which it is adopted: that one has no outcome,
    # after a ballot as without one.
    evening = at_item("1")
    moved(evening, "p1", "adopt_agenda")
    if how == "agreed":
        evening.accepted("chair", "agree", motion="p1")
    else:
        evening.vote("p1", "b1", yes="ahrens brandt")
    assert evening.agenda("1")["outcome"] == "none"
    assert evening.agenda("1")["result_text"] is None


def test_a_planned_motion_is_demanded_once_somebody_supports_it() -> None:
    planned = {"id": "p2", "kind": "referral", "by": "esche"}
    items = [{"id": "2", "title": "Brücke", "motions": [{"id": "m2"}, planned]}]
    evening = opened(plan=plan_of(items=items), demands={"referral": {"settles": "demand", "supporters": 1}})
    evening.accepted("chair", "call_item", item="2")
    assert evening.motion("p2").open
    evening.accepted("brandt", "support", motion="p2")
    assert evening.agenda("2")["outcome"] == "referred"
