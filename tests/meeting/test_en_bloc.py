"""En bloc: several motions in one ballot; the numbers go to every one, and an objection takes one out."""

import pytest

from meeting.kit import ITEMS, VOTING, Evening, at_item, plan_of

HANDS = "show_of_hands"


def open_together(evening: Evening, *others: str, motion: str = "m2", **fields: object) -> None:
    evening.accepted(
        "chair", "open_ballot", motion=motion, ballot="b1", method=HANDS, with_=list(others), **fields
    )


def not_together(evening: Evening, code: str, *others: str, motion: str = "m2", **fields: object) -> str:
    return evening.refused(
        code, "chair", "open_ballot", motion=motion, ballot="b1", method=HANDS, with_=list(others), **fields
    ).why()


def finish(evening: Evening, yes: str = "ahrens brandt carstens", no: str = "") -> None:
    evening.record_hands("b1", yes=yes, no=no)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")


def test_the_numbers_go_to_every_motion() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    finish(evening, yes="ahrens brandt carstens", no="falk")
    record = evening.record
    assert (record["ballots"]["b1"]["motion"], record["ballots"]["b1"]["with"]) == ("m2", ["m3"])
    for motion, item in (("m2", "2"), ("m3", "3")):
        assert record["motions"][motion]["outcome"] == "adopted"
        assert record["motions"][motion]["ballots"] == ["b1"]
        assert evening.agenda(item)["outcome"] == "adopted"
        assert evening.agenda(item)["result_text"] == "3 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen"


def test_rejected_they_are_rejected_all() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    finish(evening, yes="", no="falk")
    assert {evening.record["motions"][m]["outcome"] for m in ("m2", "m3")} == {"rejected"}


def test_of_two_main_motions_on_one_item_the_last_gives_its_outcome() -> None:
    evening = at_item("3")
    evening.accepted("falk", "move", motion="a3", kind="amendment", amends="m3")
    evening.vote("a3", "b0", yes="ahrens")
    evening.accepted("falk", "move", motion="m3b", kind="main")
    open_together(evening, "m3b", motion="m3")
    finish(evening)
    assert evening.record["motions"]["m3"]["outcome"] == "adopted"
    # The last decided gives the item's outcome: m3b was not amended.
    assert evening.agenda("3")["outcome"] == "adopted"


def test_what_is_decided_in_the_same_ballot_is_not_settled_by_it_and_the_first_gives_the_words() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="u1", kind="urgency")
    for motion in ("p1", "p2"):
        evening.accepted("falk", "move", motion=motion, kind="postponement")
    open_together(evening, "p1", motion="u1")
    finish(evening)
    motions = evening.record["motions"]
    assert (motions["p1"]["outcome"], motions["p1"]["settled_by"]) == ("adopted", None)
    assert (motions["p2"]["outcome"], motions["p2"]["settled_by"]) == ("settled", "u1")
    assert evening.record["ballots"]["b1"]["wording"] == "Die Eilbedürftigkeit wird einstimmig zuerkannt."


def test_an_amended_item_beside_an_unamended_one() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="a2", kind="amendment", amends="m2")
    evening.vote("a2", "b0", yes="ahrens")
    open_together(evening, "m3")
    finish(evening)
    assert (evening.agenda("2")["outcome"], evening.agenda("3")["outcome"]) == ("adopted_amended", "adopted")


def test_each_waits_for_what_goes_before_it() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="a3", kind="amendment", amends="m3")
    assert "„Änderungsantrag von" in not_together(evening, "before_this", "m3")
    evening.accepted("ebeling", "accept_amendment", motion="a3")
    evening.accepted("falk", "move", motion="p3", kind="postponement", item="3")
    assert "auf Vertagung von TOP 3“" in not_together(evening, "before_this", "m3")


def test_a_decided_one_or_one_named_twice_does_not_join() -> None:
    evening = at_item("2")
    assert "doppelt" in not_together(evening, "not_together", "m2")
    assert "doppelt" in not_together(evening, "not_together", "m3", "m3")
    evening.accepted("brandt", "withdraw_motion", motion="m3")
    not_together(evening, "motion_decided", "m3")


def test_one_whose_item_is_off_the_agenda_does_not_join() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p3", kind="postponement", item="3")
    evening.accepted("chair", "agree", motion="p3")
    not_together(evening, "off_the_agenda", "m3")


def test_the_first_motions_item_must_be_called() -> None:
    not_together(at_item("2"), "item_not_called", "m2", motion="m3")


def test_whoever_is_barred_from_one_item_keeps_it_out() -> None:
    evening = at_item("2")
    evening.accepted("falk", "recuse", person="falk", item="3")
    assert "nicht dieselben Mitglieder" in not_together(evening, "not_together", "m3")
    evening.accepted("clerk", "leave", person="falk")
    # Absent, falk votes on neither: the electorate is the same again.
    open_together(evening, "m3")


def test_one_that_needs_another_majority_keeps_out() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="adopt_agenda", item="4")
    evening.accepted("falk", "move", motion="d1", kind="urgent_item", title="Flut", item="4")
    assert "andere Mehrheit" in not_together(evening, "not_together", "d1", motion="p1")


def test_a_matter_behind_closed_doors_is_not_decided_in_public() -> None:
    evening = at_item("2")
    not_together(evening, "doors_open", "m5")


def test_nor_is_a_secret_one_once_a_voting_member_was_on_video() -> None:
    secret = {
        "id": "6",
        "title": "Wasserwerk",
        "secrecy": "secret",
        "motions": [{"id": "m6", "kind": "main"}],
    }
    plan = plan_of(items=[*ITEMS[:5], secret])
    evening = at_item("1", "ahrens brandt carstens demir", "ebeling", plan=plan)
    evening.accepted("chair", "close_item", item="1")
    evening.accepted("ebeling", "confirm_alone", person="ebeling")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")
    # § 64 Abs. 3 Satz 6 NKomVG: it could not be called, so it is not decided along with another.
    not_together(evening, "secret_matter", "m6", motion="m5")
    evening.accepted("chair", "open_ballot", motion="m5", ballot="b1", method=HANDS)


def test_behind_closed_doors_non_public_matters_are_decided_together() -> None:
    items = [*ITEMS[:5], {"id": "7", "title": "Pacht", "secrecy": "non_public", "motions": [{"id": "m7", "kind": "main"}]}]  # fmt: skip
    evening = at_item("1", plan=plan_of(items=items))
    evening.accepted("chair", "close_item", item="1")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")
    open_together(evening, "m7", motion="m5")
    finish(evening)
    assert evening.agenda("7")["outcome"] == "adopted"


def test_what_is_decided_along_with_a_postponement_is_not_settled_by_it() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="postponement", item="3")
    evening.accepted("falk", "move", motion="p2", kind="end_of_debate", item="3")
    evening.accepted("falk", "move", motion="p3", kind="hearing", item="3")
    open_together(evening, "p2", motion="p1")
    finish(evening)
    motions = evening.record["motions"]
    assert [motions[m]["outcome"] for m in ("p1", "p2", "p3")] == ["adopted", "adopted", "settled"]


# Objections


def test_an_objection_takes_a_motion_out_and_it_is_open_again() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    evening.accepted("falk", "object", motion="m3")
    evening.unchanged("brandt", "object", motion="m3")
    finish(evening)
    record = evening.record
    assert record["ballots"]["b1"]["with"] == []
    assert (record["motions"]["m3"]["outcome"], record["motions"]["m3"]["ballots"]) == ("open", [])
    assert evening.agenda("3")["outcome"] == "none"
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b2", no="falk")
    assert evening.record["motions"]["m3"]["outcome"] == "rejected"


def test_votes_are_no_next_act_and_the_closing_is() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="m2b", kind="main")
    open_together(evening, "m2b", "m3")
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("falk", "object", motion="m3")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("nothing_to_object", "falk", "object", motion="m2b")


def test_the_ballots_own_motion_has_no_place_in_with() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    evening.refused("nothing_to_object", "falk", "object", motion="m2")


@pytest.mark.parametrize(("person", "code"), [("jung", "no_voting_member"), ("otto", "not_here")])
def test_only_a_voting_member_who_is_here_takes_one_out(person: str, code: str) -> None:
    evening = at_item("2", f"{VOTING} jung")
    open_together(evening, "m3")
    evening.refused(code, "clerk", "object", motion="m3", person=person)


# Ways back


def test_an_abort_opens_all_of_them_again() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    assert evening.motion("m2").open
    assert evening.motion("m3").open
    assert evening.record["ballots"]["b1"]["with"] == ["m3"]


def test_a_repetition_repeats_them_all_but_what_was_taken_out() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="m2b", kind="main")
    open_together(evening, "m2b", "m3")
    evening.accepted("falk", "object", motion="m3")
    finish(evening)
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert evening.record["ballots"]["b2"]["with"] == ["m2b"]
    assert evening.motion("m2b").open
    assert evening.agenda("2")["outcome"] == "none"


def test_while_they_are_voted_on_none_of_them_is_withdrawn_or_settled() -> None:
    evening = at_item("2")
    open_together(evening, "m3")
    evening.refused("motion_in_ballot", "brandt", "withdraw_motion", motion="m3")
    evening.refused("ballot_open", "falk", "recuse", person="falk", item="3")
    evening.accepted("falk", "object", motion="m3")
    evening.accepted("brandt", "withdraw_motion", motion="m3")
