"""The lawful ways back: breaking a ballot off, doubting its result, repeating it."""

import pytest

from meeting.kit import VOTING, Evening, at_item, with_ballot_open


def decided(kind: str = "main", **fields: object) -> Evening:
    """A ballot b1 just announced: on m2, or on a motion p1 of another kind."""
    evening = at_item("2")
    motion = "m2"
    if kind != "main":
        motion = "p1"
        evening.accepted("falk", "move", motion=motion, kind=kind, **fields)
    evening.vote(motion, "b1", yes="ahrens brandt carstens demir ebeling", no="falk")
    return evening


def repeat(evening: Evening, new: str = "b2") -> None:
    evening.accepted("chair", "repeat_ballot", ballot="b1", new=new, reason="verzählt")


def finish(evening: Evening, ballot: str, *, yes: str = "", no: str = "") -> None:
    evening.record_hands(ballot, yes=yes, no=no)
    evening.accepted("chair", "close_ballot", ballot=ballot)
    evening.accepted("chair", "announce_result", ballot=ballot)


# Breaking off


def test_an_aborted_ballot_is_kept_with_its_reason_and_is_never_a_result() -> None:
    evening = with_ballot_open()
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung im Saal")
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["state"], ballot["reason"]) == ("aborted", "Störung im Saal")
    assert (ballot["eligible"], ballot["present"], ballot["closed_at"]) == (6, 6, None)
    assert all(ballot[key] is None for key in ("yes", "no", "abstain", "not_voted", "needed", "result", "wording", "sources"))  # fmt: skip
    assert evening.motion("m2").open


def test_the_motion_can_be_voted_on_again() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    evening.vote("m2", "b2", yes="ahrens")
    assert evening.record["motions"]["m2"]["ballots"] == ["b1", "b2"]
    assert evening.record["motions"]["m2"]["outcome"] == "adopted"


def test_a_closed_ballot_may_still_be_aborted_and_an_announced_one_not() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="verzählt")
    evening.unchanged("chair", "abort_ballot", ballot="b1", reason="noch einmal")
    decided().refused("ballot_over", "chair", "abort_ballot", ballot="b1", reason="zu spät")


def test_nothing_more_is_entered_into_an_aborted_ballot() -> None:
    evening = with_ballot_open()
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")
    evening.refused("ballot_not_open", "falk", "cast_vote", ballot="b1", choice="yes")
    evening.refused("ballot_over", "clerk", "record_vote", ballot="b1", person="falk", choice="yes")
    evening.refused("ballot_over", "clerk", "count_hands", ballot="b1", yes=6, no=0, abstain=0)
    evening.refused("ballot_over", "clerk", "decline_vote", ballot="b1", person="falk")
    evening.refused("ballot_not_open", "chair", "close_ballot", ballot="b1")
    evening.refused("ballot_not_open", "chair", "admit_to_ballot", ballot="b1", person="falk")


def test_an_abort_is_possible_while_a_fault_is_open() -> None:
    evening = with_ballot_open("ahrens brandt carstens", "demir")
    evening.accepted("clerk", "lose_connection", person="demir")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Störung")


@pytest.mark.parametrize("by", ["brandt", "system"])
def test_only_the_chair_aborts_and_repeats(by: str) -> None:
    with_ballot_open().refused("not_entitled", by, "abort_ballot", ballot="b1", reason="so")
    decided().refused("not_entitled", by, "repeat_ballot", ballot="b1", new="b2", reason="so")


# Doubting


def test_a_voting_member_doubts_the_result_at_once() -> None:
    evening = decided()
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.unchanged("falk", "doubt_result", ballot="b1")
    assert evening.ballot("b1").end.doubted_by == "falk"
    # A doubt alone changes no result.
    assert evening.record["ballots"]["b1"]["state"] == "announced"
    repeat(evening)


@pytest.mark.parametrize(("person", "code"), [("jung", "no_voting_member"), ("otto", "not_here")])
def test_whoever_doubts_is_here_and_has_a_seat(person: str, code: str) -> None:
    evening = decided()
    evening.arrive("jung")
    evening.refused(code, "clerk", "doubt_result", ballot="b1", person=person)


def test_and_is_not_barred_from_the_item_that_was_voted_on() -> None:
    evening = at_item("1")
    evening.accepted("falk", "recuse", person="falk", item="2")
    evening.accepted("brandt", "move", motion="p1", kind="postponement", item="2")
    evening.vote("p1", "b1", yes="ahrens")
    evening.refused("barred", "falk", "doubt_result", ballot="b1")
    evening.accepted("demir", "doubt_result", ballot="b1")


ACTS = {
    "an item is called": ("chair", "call_item", {"item": "3"}),
    "the item is closed": ("chair", "close_item", {"item": "2"}),
    "something is moved": ("brandt", "move", {"motion": "p9", "kind": "interruption"}),
    "a motion is withdrawn": ("ebeling", "withdraw_motion", {"motion": "m3"}),
    "an amendment is accepted": ("ebeling", "accept_amendment", {"motion": "a3"}),
    "the meeting is suspended": ("chair", "suspend", {}),
    "the quorum is stated": ("chair", "state_quorum", {}),
    "a notice is given": ("chair", "give_notice", {"notice": "confidentiality"}),
    "the lead is handed over": ("chair", "hand_over_chair", {"to": "brandt"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_after_the_next_act_it_is_too_late(act: str) -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="a3", kind="amendment", amends="m3")
    evening.vote("m2", "b1", yes="ahrens brandt carstens", no="demir")
    by, do, fields = ACTS[act]
    evening.accepted(by, do, **fields)
    if do == "suspend":
        evening.accepted("chair", "resume")
    evening.refused("not_at_once", "falk", "doubt_result", ballot="b1")
    evening.refused("not_at_once", "chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert evening.record["ballots"]["b1"]["state"] == "announced"


def test_after_the_next_ballot_it_is_too_late() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.vote("m2", "b1", yes="ahrens")
    evening.accepted("chair", "open_ballot", motion="m2b", ballot="b2", method="show_of_hands")
    evening.refused("not_at_once", "falk", "doubt_result", ballot="b1")


def test_what_only_happens_in_the_room_is_no_act() -> None:
    evening = decided()
    evening.arrive("jung")
    evening.accepted("clerk", "leave", person="carstens")
    evening.accepted("falk", "request_floor", person="falk", kind="procedure")
    evening.accepted("clerk", "note", item="2", text="Unruhe im Saal.")
    evening.accepted("falk", "doubt_result", ballot="b1")


def test_what_was_not_announced_is_not_doubted_or_repeated() -> None:
    evening = with_ballot_open()
    evening.refused("not_at_once", "falk", "doubt_result", ballot="b1")
    evening.refused("not_at_once", "chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")


# Repeating


def test_the_old_ballot_is_superseded_kept_and_never_a_result() -> None:
    evening = decided()
    repeat(evening)
    old, new = (evening.record["ballots"][ballot] for ballot in ("b1", "b2"))
    assert (old["state"], old["reason"], old["yes"], old["result"]) == ("superseded", "verzählt", None, None)
    assert (new["state"], new["motion"], new["majority"]) == ("open", "m2", old["majority"])
    assert evening.motion("m2").open
    assert evening.agenda("2")["outcome"] == "none"
    finish(evening, "b2", no="ahrens brandt")
    assert evening.record["motions"]["m2"]["outcome"] == "rejected"
    assert evening.record["motions"]["m2"]["ballots"] == ["b1", "b2"]
    assert evening.agenda("2")["outcome"] == "rejected"
    # What the first round had been is still in the log.
    assert evening.ballot("b1").end.result is not None


def test_the_new_one_freezes_its_seats_afresh() -> None:
    evening = decided()
    evening.accepted("clerk", "leave", person="falk")
    repeat(evening)
    assert evening.record["ballots"]["b2"]["eligible"] == 5


def test_method_and_majority_stay_as_they_were() -> None:
    evening = at_item("2")
    asked = {"base": "statutory_seats", "fraction": "1/2", "strict": True, "source": "§ 4 GO"}
    evening.vote("m2", "b1", yes="ahrens", method="roll_call", majority=asked)
    repeat(evening)
    new = evening.ballot("b2").opened
    assert (new.method.value, new.majority_source) == ("roll_call", "§ 4 GO")
    assert new.majority == evening.ballot("b1").opened.majority


def test_the_chairs_heavier_majority_stays_the_chairs() -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", yes="ahrens", majority={"base": "present", "fraction": "1/2", "strict": True})
    repeat(evening)
    assert evening.ballot("b2").opened.majority_source == "chair"


def test_a_repeated_ballot_may_be_repeated_again() -> None:
    evening = decided()
    repeat(evening)
    finish(evening, "b2", yes="ahrens")
    evening.refused("not_at_once", "chair", "repeat_ballot", ballot="b1", new="b3", reason="verzählt")
    evening.accepted("chair", "repeat_ballot", ballot="b2", new="b3", reason="wieder verzählt")
    finish(evening, "b3", yes="ahrens")
    states = [evening.record["ballots"][ballot]["state"] for ballot in ("b1", "b2", "b3")]
    assert states == ["superseded", "superseded", "announced"]


def test_a_taken_id_or_an_open_fault_leaves_the_old_result_as_it_is() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "ebeling")
    evening.vote("m2", "b1", yes="ahrens")
    evening.refused("id_taken", "chair", "repeat_ballot", ballot="b1", new="b1", reason="verzählt")
    evening.accepted("clerk", "lose_connection", person="ebeling")
    evening.refused("fault_open", "chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert evening.record["ballots"]["b1"]["state"] == "announced"
    evening.accepted("clerk", "restore_connection", person="ebeling")
    repeat(evening)


def test_a_repeated_ballot_may_be_aborted_and_then_the_motion_is_undecided() -> None:
    evening = decided()
    repeat(evening)
    evening.accepted("chair", "abort_ballot", ballot="b2", reason="Störung")
    assert evening.motion("m2").open
    assert evening.agenda("2")["outcome"] == "none"


# What a repetition undoes


def test_a_postponement_is_undone() -> None:
    evening = decided("postponement")
    assert evening.agenda("2")["outcome"] == "postponed"
    repeat(evening)
    assert evening.agenda("2")["outcome"] == "none"
    finish(evening, "b2", no="ahrens")
    assert evening.agenda("2")["outcome"] == "none"
    evening.vote("m2", "b3", yes="ahrens")


def test_what_a_postponement_had_settled_is_open_again() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="u1", kind="urgency")
    evening.accepted("falk", "move", motion="p1", kind="postponement")
    evening.vote("p1", "b1", yes="ahrens")
    assert evening.record["motions"]["u1"]["settled_by"] == "p1"
    repeat(evening)
    assert evening.motion("u1").open


def test_granted_urgency_and_what_it_settled_are_undone() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="p1", kind="postponement")
    evening.accepted("brandt", "move", motion="u1", kind="urgency")
    evening.vote("u1", "b1", yes="ahrens")
    assert evening.record["motions"]["p1"]["outcome"] == "settled"
    repeat(evening)
    finish(evening, "b2", no="ahrens")
    assert evening.motion("p1").open
    assert evening.motion("p1").settled_by is None


def test_an_item_drawn_into_the_factions_stays_there_when_urgency_is_undone() -> None:
    evening = at_item("2")
    evening.accepted("chair", "defer_to_factions", item="2", faction="esche")
    evening.accepted("brandt", "move", motion="u1", kind="urgency")
    evening.vote("u1", "b1", yes="ahrens")
    assert evening.agenda("2")["outcome"] == "none"
    repeat(evening)
    finish(evening, "b2", no="ahrens")
    assert evening.agenda("2")["outcome"] == "deferred_to_factions"


def test_a_new_item_is_taken_off_again() -> None:
    evening = decided("urgent_item", title="Hochwasser")
    assert evening.agenda("p1")["title"] == "Hochwasser"
    repeat(evening)
    assert "p1" not in [item["id"] for item in evening.record["items"]]
    finish(evening, "b2", yes=VOTING)
    assert evening.agenda("p1")["title"] == "Hochwasser"


def contested() -> Evening:
    """Falk is barred from item 2 and contests it; Brandt moves that the body decide."""
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    evening.accepted("falk", "contest_recusal", person="falk", item="2")
    evening.accepted("brandt", "move", motion="p1", kind="recusal", about="falk")
    return evening


def barred(evening: Evening) -> bool:
    return evening.meeting.roll.barred(evening.person("falk").id, evening.meeting.agenda.called)


def test_a_bar_that_the_body_decided_is_contested_again() -> None:
    evening = contested()
    evening.vote("p1", "b1", yes="ahrens")
    assert barred(evening)
    repeat(evening)
    assert not barred(evening)
    assert evening.record["ballots"]["b2"]["eligible"] == 5
    finish(evening, "b2", no="ahrens")
    assert not barred(evening)


def test_a_bar_that_the_body_lifted_is_contested_again() -> None:
    evening = contested()
    evening.vote("p1", "b1", no="ahrens")
    repeat(evening)
    assert not barred(evening)
    finish(evening, "b2", yes="ahrens")
    assert barred(evening)


def test_a_bar_that_nobody_contested_stands_again_as_before() -> None:
    evening = at_item("2")
    evening.accepted("falk", "recuse", person="falk", item="2")
    evening.accepted("brandt", "move", motion="p1", kind="recusal", about="falk")
    evening.vote("p1", "b1", no="ahrens")
    assert not barred(evening)
    repeat(evening)
    assert barred(evening)


def test_a_bar_that_only_the_body_had_made_is_gone() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="p1", kind="recusal", about="falk")
    evening.vote("p1", "b1", yes="ahrens")
    assert barred(evening)
    repeat(evening)
    assert not barred(evening)
    finish(evening, "b2", no="ahrens")
    assert evening.attended("falk")["recused"] == []


def test_an_amendment_undone_no_longer_amends() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2")
    evening.vote("a1", "b1", yes="ahrens")
    repeat(evening)
    finish(evening, "b2", no="ahrens")
    evening.vote("m2", "b3", yes="ahrens")
    assert evening.agenda("2")["outcome"] == "adopted"


def test_an_earlier_result_of_the_item_stands_again() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="m2b", kind="main")
    evening.vote("m2b", "b0", yes="ahrens brandt")
    evening.vote("m2", "b1", no="ahrens")
    assert evening.agenda("2")["outcome"] == "rejected"
    repeat(evening)
    assert evening.agenda("2")["outcome"] == "adopted"
    assert evening.agenda("2")["result_text"] == "Einstimmig"
