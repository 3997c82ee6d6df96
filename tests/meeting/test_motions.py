"""Motions: who moves what, what goes before what, and what becomes of them without a ballot."""

import pytest

from handzeichen.meeting.ids import Kind
from meeting.kit import ITEMS, VOTING, Evening, at_item, opened, plan_of, present, with_ballot_open

PROCEDURE = [kind.value for kind in Kind if kind not in (Kind.MAIN, Kind.AMENDMENT, Kind.RECUSAL)]


def amendments(*extents: int | None) -> Evening:
    """Item 2 is called; a1, a2, … amend its main motion m2, each going as far as it says."""
    evening = at_item("2")
    for number, extent in enumerate(extents, start=1):
        evening.accepted("brandt", "move", motion=f"a{number}", kind="amendment", amends="m2", extent=extent)
    return evening


def opens(evening: Evening, motion: str, ballot: str = "b1") -> None:
    """The motion can be voted on now; the ballot is broken off again."""
    evening.accepted("chair", "open_ballot", motion=motion, ballot=ballot, method="show_of_hands")
    evening.accepted("chair", "abort_ballot", ballot=ballot, reason="nur versucht")


def waits(evening: Evening, motion: str, code: str = "before_this") -> None:
    """The motion cannot be voted on yet."""
    evening.refused(code, "chair", "open_ballot", motion=motion, ballot="zu-frueh", method="show_of_hands")


# Planned


@pytest.mark.parametrize("above", [True, False])
def test_a_planned_amendment_amends_the_main_motion_of_its_item(above: bool) -> None:
    # A plan's motions have no `amends`.
    amendment = {"id": "a2", "kind": "amendment", "by": "esche"}
    mains = ({"id": "m2"}, {"id": "m2b"})
    motions = [*mains, amendment] if above else [amendment, *mains]
    evening = at_item("2", plan=plan_of(items=[{"id": "2", "title": "Brücke", "motions": motions}]))
    amended = "m2b" if above else "m2"
    assert evening.record["motions"]["a2"]["amends"] == amended
    waits(evening, amended)
    evening.vote("a2", "b1", yes="ahrens brandt carstens")
    evening.vote(amended, "b2", yes="ahrens brandt carstens")
    assert evening.agenda("2")["outcome"] == "adopted_amended"


# Moving


@pytest.mark.parametrize("person", ["brandt", "ahrens", "jung", "kruse"])
def test_voting_and_advisory_members_and_the_chair_move(person: str) -> None:
    evening = at_item("2", f"{VOTING} jung kruse")
    evening.accepted(person, "move", motion="p1", kind="postponement")
    assert evening.record["motions"]["p1"]["mover"] == person


@pytest.mark.parametrize("person", ["gross", "lorenz", "nolte", "otto"])
def test_who_acts_for_no_seat_and_advises_nobody_does_not_move(person: str) -> None:
    evening = at_item("2", f"{VOTING} gross lorenz nolte otto")
    evening.refused("may_not_move", person, "move", motion="p1", kind="postponement")


def test_a_deputy_moves_with_all_the_rights_of_the_seat() -> None:
    evening = at_item("2", "ahrens brandt carstens ebeling falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("gross", "move", motion="p1", kind="postponement", faction="ulme")
    assert evening.record["motions"]["p1"]["mover"] == "gross"
    assert evening.record["motions"]["p1"]["faction"] == "ulme"


def test_advisory_members_do_not_move_where_the_profile_says_so() -> None:
    evening = at_item("2", f"{VOTING} jung", advisory_may_move=False)
    evening.refused("may_not_move", "jung", "move", motion="p1", kind="postponement")


def test_whoever_moves_is_here() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.refused("not_here", "clerk", "move", person="falk", motion="p1", kind="postponement")


def test_whoever_moves_is_not_barred_from_the_item() -> None:
    evening = at_item("2")
    evening.accepted("falk", "recuse", person="falk", item="3")
    evening.refused("barred", "falk", "move", motion="p1", kind="postponement", item="3")
    evening.accepted("falk", "move", motion="p2", kind="postponement", item="2")


def test_an_amendment_is_moved_on_the_item_that_it_amends_wherever_that_is() -> None:
    evening = at_item("1")
    evening.accepted("falk", "recuse", person="falk", item="2")
    evening.refused("barred", "falk", "move", motion="a1", kind="amendment", amends="m2")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2")
    assert evening.record["motions"]["a1"]["item"] == "2"
    assert evening.record["motions"]["a1"]["under"] == "1"


def test_without_an_item_a_motion_is_on_the_item_called() -> None:
    evening = at_item("2")
    evening.accepted("chair", "move", motion="p1", kind="adopt_agenda")
    evening.accepted("chair", "move", motion="p2", kind="postponement", item="4")
    motions = evening.record["motions"]
    assert (motions["p1"]["item"], motions["p1"]["under"]) == ("2", "2")
    assert (motions["p2"]["item"], motions["p2"]["under"]) == ("4", "2")


def test_between_items_a_motion_on_procedure_needs_no_item_and_one_about_an_item_does() -> None:
    evening = opened()
    evening.accepted("chair", "move", motion="p1", kind="adopt_agenda")
    assert evening.record["motions"]["p1"]["item"] is None
    evening.refused("needs", "chair", "move", motion="p2", kind="postponement")
    evening.refused("needs", "chair", "move", motion="p3", kind="main")


@pytest.mark.parametrize(
    ("kind", "missing"), [("amendment", "amends"), ("recusal", "about"), ("urgent_item", "title")]
)
def test_what_the_kind_needs_must_be_there(kind: str, missing: str) -> None:
    refusal = at_item("2").refused("needs", "brandt", "move", motion="p1", kind=kind)
    assert refusal.why() == f"Dem Antrag fehlt „{missing}“."


def test_the_record_keeps_what_was_moved() -> None:
    evening = at_item("2")
    evening.accepted(
        "brandt", "move", at="18:10", motion="a1", kind="amendment", faction="esche", amends="m2",
        text="In Holz.", reason="Sie hält länger.", part_of="m2",
    )  # fmt: skip
    assert evening.record["motions"]["a1"] == {
        "kind": "amendment",
        "item": "2",
        "under": "2",
        "moved_at": "2026-11-24T18:10:00+01:00",
        "mover": "brandt",
        "faction": "esche",
        "text": "In Holz.",
        "reason": "Sie hält länger.",
        "amends": "m2",
        "part_of": "m2",
        "outcome": "open",
        "settled_by": None,
        "ballots": [],
    }


def test_a_planned_motion_is_open_from_the_start_and_was_moved_under_no_item() -> None:
    planned = present().record["motions"]
    assert planned["m2"]["outcome"] == "open"
    assert planned["m2"]["mover"] == "administration"
    assert (planned["m2"]["under"], planned["m2"]["moved_at"]) == (None, None)
    assert (planned["m3"]["mover"], planned["m3"]["faction"]) == (None, "esche")


def test_a_motions_id_is_used_once() -> None:
    evening = at_item("2")
    evening.refused("id_taken", "brandt", "move", motion="m2", kind="postponement")
    # A granted urgent item gets its motion's id: it must be free on the agenda, too.
    evening.refused("id_taken", "brandt", "move", motion="4", kind="urgent_item", title="Hochwasser")
    evening.accepted("brandt", "move", motion="4", kind="postponement")


def test_the_clerk_enters_for_a_member_and_the_event_keeps_who_typed() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "move", person="falk", motion="p1", kind="postponement")
    entry = evening.entries[-1]
    assert (entry.by, entry.for_) == ("meyer", "falk")
    assert evening.record["motions"]["p1"]["mover"] == "falk"


def test_nobody_else_moves_for_a_member() -> None:
    evening = at_item("2")
    evening.refused("not_entitled", "brandt", "move", person="falk", motion="p1", kind="postponement")
    evening.accepted("chair", "move", person="falk", motion="p1", kind="postponement")


@pytest.mark.parametrize(
    ("field", "code"),
    [("item", "unknown_item"), ("amends", "unknown_motion"), ("part_of", "unknown_motion"), ("faction", "unknown_faction"), ("about", "unknown_person"), ("before", "unknown_item")],
)  # fmt: skip
def test_an_unknown_id_is_a_refusal(field: str, code: str) -> None:
    at_item("2").refused(code, "brandt", "move", motion="p1", kind="postponement", **{field: "gibt-es-nicht"})


def test_what_is_decided_or_is_no_matter_is_not_amended() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="p1", kind="interruption")
    evening.refused("not_amendable", "brandt", "move", motion="a1", kind="amendment", amends="p1")
    evening.vote("p1", "b1", no="ahrens")
    evening.vote("m2", "b2", yes="ahrens")
    evening.refused("not_amendable", "brandt", "move", motion="a1", kind="amendment", amends="m2")


def test_what_is_being_voted_on_is_not_amended() -> None:
    evening = with_ballot_open()
    evening.refused("motion_in_ballot", "brandt", "move", motion="a1", kind="amendment", amends="m2")


# What goes before what


def test_the_matter_is_voted_on_only_while_its_item_is_called() -> None:
    evening = at_item("2")
    waits(evening, "m3", "item_not_called")
    opens(evening, "m2")


def test_the_matter_is_not_voted_on_between_items() -> None:
    waits(opened(), "m2", "item_not_called")


def test_an_amendment_is_voted_on_only_while_its_item_is_called() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2")
    waits(evening, "a1", "item_not_called")
    evening.accepted("chair", "call_item", item="2")
    opens(evening, "a1")


def test_procedure_is_voted_on_while_another_item_is_called() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="p1", kind="postponement", item="2")
    evening.vote("p1", "b1", yes="ahrens brandt")
    assert evening.agenda("2")["outcome"] == "postponed"


def test_the_matter_waits_for_its_amendments() -> None:
    evening = amendments(None)
    waits(evening, "m2")
    evening.vote("a1", "b1", no="ahrens")
    opens(evening, "m2", "b2")


@pytest.mark.parametrize("kind", PROCEDURE)
def test_the_matter_and_its_amendments_wait_for_procedure_on_the_item(kind: str) -> None:
    evening = amendments(None)
    evening.accepted("falk", "move", motion="p1", kind=kind, title="Hochwasser")
    waits(evening, "m2")
    waits(evening, "a1")
    opens(evening, "p1")


def test_procedure_on_another_item_does_not_keep_the_matter_waiting() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="3")
    opens(evening, "m2")


def test_the_amendment_that_goes_furthest_goes_first() -> None:
    evening = amendments(1, 3, 2)
    waits(evening, "a1")
    waits(evening, "a3")
    evening.vote("a2", "b1", no="ahrens")
    waits(evening, "a1")
    evening.vote("a3", "b2", no="ahrens")
    evening.vote("a1", "b3", no="ahrens")
    opens(evening, "m2", "b4")


def test_of_equal_extent_the_chair_decides() -> None:
    evening = amendments(2, 2)
    opens(evening, "a1", "b1")
    opens(evening, "a2", "b2")


def test_an_amendment_without_extent_comes_after_one_with() -> None:
    evening = amendments(None, 1)
    waits(evening, "a1")
    opens(evening, "a2")


def test_the_chairs_order_overrides_the_extent() -> None:
    evening = amendments(1, 3)
    evening.accepted("chair", "order_motions", motions=["a1", "a2"])
    waits(evening, "a2")
    opens(evening, "a1")


def test_the_chair_may_change_the_order_again() -> None:
    evening = amendments(1, 3)
    evening.accepted("chair", "order_motions", motions=["a1", "a2"])
    evening.unchanged("chair", "order_motions", motions=["a1", "a2"])
    evening.accepted("chair", "order_motions", motions=["a2", "a1"])
    waits(evening, "a1")


def test_a_decided_motion_has_no_place_in_an_order() -> None:
    evening = amendments(1, 3)
    evening.vote("a2", "b1", no="ahrens")
    evening.refused("motion_decided", "chair", "order_motions", motions=["a1", "a2"])


def test_an_amendment_to_an_amendment_goes_before_it() -> None:
    evening = amendments(5)
    evening.accepted("falk", "move", motion="aa1", kind="amendment", amends="a1")
    waits(evening, "a1")
    waits(evening, "m2")
    evening.vote("aa1", "b1", yes="ahrens")
    evening.vote("a1", "b2", yes="ahrens")
    opens(evening, "m2", "b3")


def test_parts_are_voted_on_before_the_whole() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="z1", kind="main", part_of="m2", text="Ziffer 1")
    waits(evening, "m2")
    evening.vote("z1", "b1", yes="ahrens")
    opens(evening, "m2", "b2")


def test_a_decided_motion_is_not_voted_on_again() -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", yes="ahrens brandt")
    waits(evening, "m2", "motion_decided")


@pytest.mark.parametrize("outcome", ["withdrawn", "settled", "agreed"])
def test_nor_one_that_was_disposed_of_without_a_ballot(outcome: str) -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="3")
    if outcome == "withdrawn":
        evening.accepted("falk", "withdraw_motion", motion="p1")
    elif outcome == "agreed":
        evening.accepted("chair", "agree", motion="p1")
    else:
        evening.vote("m2", "b1", yes="ahrens")
        evening.accepted("chair", "settle_motion", motion="p1", by_motion="m2")
    assert evening.motion("p1").outcome.value == outcome
    waits(evening, "p1", "motion_decided")


def test_several_main_motions_are_in_order_and_the_last_decided_gives_the_items_outcome() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="m2b", kind="main", text="Eine Fähre.")
    evening.vote("m2b", "b1", yes="ahrens brandt")
    assert evening.agenda("2")["outcome"] == "adopted"
    evening.vote("m2", "b2", yes="ahrens", no="brandt carstens")
    assert evening.agenda("2")["outcome"] == "rejected"
    assert (
        evening.agenda("2")["result_text"]
        == "Eine Stimme dafür, 2 Stimmen dagegen, 0 Enthaltungen (abgelehnt)"
    )


# Off the agenda


def test_the_matter_of_a_postponed_item_is_not_voted_on_and_the_item_can_be_closed() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="postponement")
    evening.vote("p1", "b1", yes="ahrens brandt")
    waits(evening, "m2", "off_the_agenda")
    evening.accepted("chair", "call_item", item="3")
    assert evening.motion("m2").open


@pytest.mark.parametrize("kind", ["adopt_agenda", "reorder", "interruption", "urgent_item", "exclude_public"])
def test_what_is_not_about_the_item_can_be_voted_on_though_the_item_called_is_off(kind: str) -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    evening.accepted("falk", "move", motion="p2", kind=kind, title="Hochwasser")
    opens(evening, "p2")


@pytest.mark.parametrize("kind", ["referral", "removal", "not_to_consider", "end_of_debate", "main"])
def test_what_is_about_an_item_off_the_agenda_is_not_voted_on(kind: str) -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    evening.accepted("falk", "move", motion="p2", kind=kind)
    waits(evening, "p2", "off_the_agenda")


@pytest.mark.parametrize("kind", ["referral", "removal", "end_of_debate"])
def test_nor_is_it_agreed_to_and_the_outcome_stays(kind: str) -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    evening.refused("off_the_agenda", "chair", "agree", motion=_moved(evening, "p2", kind))
    assert evening.agenda("2")["outcome"] == "postponed"


def test_agreed_urgency_brings_an_item_back_from_the_factions_too() -> None:
    evening = at_item("2")
    evening.accepted("chair", "defer_to_factions", item="2", faction="esche")
    evening.accepted("chair", "agree", motion=_moved(evening, "u1", "urgency"))
    assert evening.agenda("2")["outcome"] == "none"


def test_urgency_may_still_bring_an_item_back_from_the_factions() -> None:
    evening = at_item("2")
    evening.accepted("chair", "defer_to_factions", item="2", faction="esche")
    refusal = evening.refused(
        "off_the_agenda", "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands"
    )
    assert "Auf Wunsch der Gruppe Esche in die Fraktionen gezogen" in refusal.why()
    evening.vote(_moved(evening, "u1", "urgency"), "b2", yes="ahrens brandt")
    assert evening.agenda("2")["outcome"] == "none"
    opens(evening, "m2", "b3")


def _moved(evening: Evening, motion: str, kind: str) -> str:
    evening.accepted("falk", "move", motion=motion, kind=kind)
    return motion


# Withdrawing, accepting, supporting, settling


def test_the_mover_withdraws_and_nobody_else() -> None:
    evening = at_item("2")
    _moved(evening, "p1", "postponement")
    evening.refused("not_the_mover", "brandt", "withdraw_motion", motion="p1")
    evening.refused("not_the_mover", "clerk", "withdraw_motion", motion="p1", person="ahrens")
    evening.accepted("clerk", "withdraw_motion", motion="p1", person="falk")
    evening.unchanged("falk", "withdraw_motion", motion="p1")
    assert evening.record["motions"]["p1"]["outcome"] == "withdrawn"


def test_a_factions_planned_motion_is_withdrawn_by_any_of_its_members() -> None:
    evening = at_item("3")
    evening.refused("not_the_mover", "ahrens", "withdraw_motion", motion="m3")
    evening.accepted("ebeling", "withdraw_motion", motion="m3")


def test_the_administrations_motion_is_withdrawn_by_an_official() -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.refused("not_the_mover", "brandt", "withdraw_motion", motion="m2")
    evening.accepted("lorenz", "withdraw_motion", motion="m2")
    assert evening.agenda("2")["outcome"] == "withdrawn"
    assert evening.agenda("2")["result_text"] == "Zurückgezogen"


def test_a_motion_is_not_withdrawn_once_decided_nor_while_it_is_voted_on() -> None:
    evening = with_ballot_open("ahrens brandt carstens demir lorenz")
    evening.refused("motion_in_ballot", "lorenz", "withdraw_motion", motion="m2")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("motion_in_ballot", "lorenz", "withdraw_motion", motion="m2")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.refused("motion_decided", "lorenz", "withdraw_motion", motion="m2")


def test_with_a_main_motion_its_amendments_are_settled() -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2")
    evening.accepted("brandt", "move", motion="aa1", kind="amendment", amends="a1")
    evening.accepted("lorenz", "withdraw_motion", motion="m2")
    motions = evening.record["motions"]
    assert {m: (motions[m]["outcome"], motions[m]["settled_by"]) for m in ("a1", "aa1")} == {
        "a1": ("settled", "m2"),
        "aa1": ("settled", "m2"),
    }
    evening.accepted("chair", "close_item", item="2")


def test_with_a_motion_on_procedure_no_item_is_withdrawn() -> None:
    evening = at_item("4")
    _moved(evening, "p1", "postponement")
    evening.accepted("falk", "withdraw_motion", motion="p1")
    assert evening.agenda("4")["outcome"] == "none"


def test_an_item_with_another_main_motion_is_not_withdrawn() -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.accepted("lorenz", "withdraw_motion", motion="m2")
    assert evening.agenda("2")["outcome"] == "none"
    evening.accepted("brandt", "withdraw_motion", motion="m2b")
    assert evening.agenda("2")["outcome"] == "withdrawn"


def test_a_new_main_motion_after_a_withdrawal_gives_the_item_its_outcome() -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.accepted("lorenz", "withdraw_motion", motion="m2")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.vote("m2b", "b1", yes="ahrens")
    assert evening.agenda("2")["outcome"] == "adopted"


def test_an_amendment_taken_over_needs_no_ballot_and_the_motion_is_adopted_as_amended() -> None:
    evening = at_item("2", f"{VOTING} lorenz")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2")
    evening.refused("not_the_mover", "brandt", "accept_amendment", motion="a1")
    evening.accepted("lorenz", "accept_amendment", motion="a1")
    evening.unchanged("lorenz", "accept_amendment", motion="a1")
    assert evening.record["motions"]["a1"]["outcome"] == "accepted"
    evening.vote("m2", "b1", yes="ahrens")
    assert evening.record["motions"]["m2"]["outcome"] == "adopted"
    assert evening.agenda("2")["outcome"] == "adopted_amended"


def test_only_open_amendments_are_taken_over() -> None:
    evening = at_item("3")
    evening.refused("no_amendment", "brandt", "accept_amendment", motion="m3")
    evening.accepted("falk", "move", motion="a1", kind="amendment", amends="m3")
    evening.vote("a1", "b1", no="ahrens")
    evening.refused("motion_decided", "brandt", "accept_amendment", motion="a1")


def test_nothing_is_taken_over_into_what_is_settled() -> None:
    evening = at_item("3")
    evening.accepted("falk", "move", motion="m3b", kind="main")
    evening.accepted("falk", "move", motion="a1", kind="amendment", amends="m3")
    evening.vote("m3b", "b1", yes="ahrens")
    evening.accepted("chair", "settle_motion", motion="m3", by_motion="m3b")
    evening.refused("motion_decided", "ebeling", "accept_amendment", motion="a1")


@pytest.mark.parametrize(("votes", "outcome"), [({"yes": "ahrens"}, "adopted_amended"), ({"no": "ahrens"}, "adopted")])  # fmt: skip
def test_adopted_as_amended_only_if_an_amendment_was_carried(votes: dict[str, str], outcome: str) -> None:
    evening = amendments(None)
    evening.vote("a1", "b1", **votes)
    evening.vote("m2", "b2", yes="ahrens")
    assert evening.agenda("2")["outcome"] == outcome


def test_a_rejected_motion_is_rejected_amended_or_not() -> None:
    evening = amendments(None)
    evening.vote("a1", "b1", yes="ahrens")
    evening.vote("m2", "b2", no="ahrens")
    assert evening.agenda("2")["outcome"] == "rejected"


def test_whoever_might_have_moved_a_motion_supports_it_once() -> None:
    evening = at_item("2", f"{VOTING} jung lorenz")
    _moved(evening, "p1", "postponement")
    evening.accepted("brandt", "support", motion="p1")
    evening.accepted("jung", "support", motion="p1")
    evening.unchanged("brandt", "support", motion="p1")
    evening.refused("may_not_move", "lorenz", "support", motion="p1")
    assert evening.motion("p1").supporters == ("brandt", "jung")


def test_a_motion_is_settled_only_by_another_that_was_carried() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.refused("not_carried", "chair", "settle_motion", motion="m2", by_motion="m2b")
    evening.refused("itself", "chair", "settle_motion", motion="m2", by_motion="m2")
    evening.vote("m2b", "b1", no="ahrens")
    evening.refused("not_carried", "chair", "settle_motion", motion="m2", by_motion="m2b")
    evening.accepted("brandt", "move", motion="m2c", kind="main")
    evening.vote("m2c", "b2", yes="ahrens")
    evening.accepted("chair", "settle_motion", motion="m2", by_motion="m2c")
    evening.unchanged("chair", "settle_motion", motion="m2", by_motion="m2c")
    assert evening.record["motions"]["m2"]["outcome"] == "settled"
    assert evening.record["motions"]["m2"]["settled_by"] == "m2c"
    # What it settled does not change what the item came to.
    assert evening.agenda("2")["outcome"] == "adopted"
    evening.accepted("chair", "close_item", item="2")


def test_a_decided_motion_is_not_settled() -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", yes="ahrens")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.vote("m2b", "b2", yes="ahrens")
    evening.refused("motion_decided", "chair", "settle_motion", motion="m2", by_motion="m2b")


# Agreeing without a ballot


AGREEABLE = sorted(present().meeting.law.agreeable.value)


@pytest.mark.parametrize("kind", AGREEABLE)
def test_procedure_that_the_profile_lists_is_agreed_when_nobody_objects(kind: str) -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", kind))
    evening.unchanged("chair", "agree", motion="p1")
    record = evening.record
    assert record["motions"]["p1"]["outcome"] == "agreed"
    # No ballot, no numbers.
    assert record["ballots"] == {}


@pytest.mark.parametrize(
    "kind", ["main", "amendment", "recusal", "urgent_item", "not_to_consider", "secret_vote"]
)
def test_what_the_profile_does_not_list_is_voted_on(kind: str) -> None:
    assert kind not in AGREEABLE
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind=kind, amends="m2" if kind == "amendment" else None, about="brandt", title="Hochwasser")  # fmt: skip
    evening.refused("not_agreeable", "chair", "agree", motion="p1")


def test_never_main_or_amendment_whatever_a_profile_lists() -> None:
    evening = at_item("2", agreeable=["main", "amendment", "urgency"])
    evening.accepted("falk", "move", motion="a1", kind="amendment", amends="m2")
    evening.refused("not_agreeable", "chair", "agree", motion="a1")
    evening.refused("not_agreeable", "chair", "agree", motion="m2")
    evening.accepted("chair", "agree", motion=_moved(evening, "u1", "urgency"))


def test_agreed_procedure_has_the_effects_of_its_kind() -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    assert evening.agenda("2")["outcome"] == "postponed"
    assert evening.agenda("2")["result_text"] == "Vertagt"


def test_nothing_is_agreed_on_while_a_ballot_is_under_way() -> None:
    evening = with_ballot_open()
    evening.refused("ballot_pending", "chair", "agree", motion=_moved(evening, "p1", "postponement"))


def test_what_is_decided_is_not_agreed_on() -> None:
    evening = at_item("2")
    evening.vote(_moved(evening, "p1", "interruption"), "b1", no="ahrens")
    evening.refused("motion_decided", "chair", "agree", motion="p1")


# Objecting


def test_an_objection_turns_an_agreement_into_a_ballot() -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    evening.accepted("brandt", "object", motion="p1")
    assert evening.motion("p1").open
    assert evening.agenda("2")["outcome"] == "none"
    assert evening.agenda("2")["result_text"] is None
    evening.vote("p1", "b1", no="ahrens")
    assert evening.record["motions"]["p1"]["outcome"] == "rejected"


def test_objecting_twice_changes_nothing_more() -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "postponement"))
    evening.accepted("brandt", "object", motion="p1")
    evening.unchanged("falk", "object", motion="p1")


def test_after_the_next_act_it_is_too_late() -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "interruption"))
    _moved(evening, "p2", "reorder")
    evening.refused("nothing_to_object", "brandt", "object", motion="p1")


def test_who_only_comes_goes_or_asks_for_the_floor_is_no_next_act() -> None:
    evening = at_item("2")
    evening.accepted("chair", "agree", motion=_moved(evening, "p1", "interruption"))
    evening.arrive("jung")
    evening.accepted("brandt", "request_floor", person="brandt", kind="procedure")
    evening.accepted("clerk", "note", item="2", text="Unruhe.")
    evening.accepted("brandt", "object", motion="p1")


def test_nobody_objects_to_what_was_not_agreed() -> None:
    evening = at_item("2")
    evening.refused("nothing_to_object", "brandt", "object", motion=_moved(evening, "p1", "interruption"))


@pytest.mark.parametrize(
    ("person", "code"), [("jung", "no_voting_member"), ("ebeling", "not_here"), ("carstens", "barred")]
)
def test_whoever_objects_is_a_voting_member_here_and_not_barred_from_the_item(person: str, code: str) -> None:
    evening = at_item("2", "ahrens brandt carstens demir falk jung")
    evening.accepted("carstens", "recuse", person="carstens", item="3")
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="3")
    evening.accepted("chair", "agree", motion="p1")
    evening.refused(code, "clerk", "object", motion="p1", person=person)
    evening.accepted("clerk", "object", motion="p1", person="brandt")


def test_settled_by_an_agreement_lapses_with_it() -> None:
    evening = at_item("2")
    _moved(evening, "p1", "postponement")
    evening.accepted("chair", "agree", motion=_moved(evening, "u1", "urgency"))
    assert evening.record["motions"]["p1"]["settled_by"] == "u1"
    evening.accepted("brandt", "object", motion="u1")
    assert evening.motion("p1").open
    assert evening.motion("p1").settled_by is None


def test_a_planned_motion_by_a_person_is_that_persons() -> None:
    items = [{**ITEMS[1], "motions": [{"id": "m2", "kind": "main", "by": "falk"}]}]
    evening = at_item("2", plan=plan_of(items=items))
    assert evening.record["motions"]["m2"]["mover"] == "falk"
    evening.accepted("falk", "withdraw_motion", motion="m2")
    assert evening.motion("m2").outcome.value == "withdrawn"
