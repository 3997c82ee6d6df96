"""Ties: rejected as in most laws, or left to chair or lot, and then said before anything is announced."""

from typing import Any

import pytest

from meeting.kit import Evening, at_item, opened


def tied(yes: int = 3, no: int = 3, abstain: int = 0, **law: object) -> Evening:
    """Six in the room, hands counted, the ballot closed."""
    evening = at_item("2", **law)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=yes, no=no, abstain=abstain)
    evening.accepted("chair", "close_ballot", ballot="b1")
    return evening


def recorded(evening: Evening) -> dict[str, Any]:
    found: dict[str, Any] = evening.record["ballots"]["b1"]
    return found


def test_where_the_law_rejects_a_tie_nobody_decides_it() -> None:
    evening = tied()
    said = evening.refused("tie_rejects", "chair", "break_tie", ballot="b1", result="passed").answer()
    assert said["source"] == evening.meeting.law.tie.source
    evening.accepted("chair", "announce_result", ballot="b1")
    assert recorded(evening)["result"] == "rejected"
    assert "tie" not in recorded(evening)


@pytest.mark.parametrize("rule", ["chair_decides", "lot"])
def test_nothing_is_announced_before_it_is_said_who_won(rule: str) -> None:
    evening = tied(tie=rule)
    said = evening.refused("tie_open", "chair", "announce_result", ballot="b1").answer()
    assert said["source"] == evening.meeting.law.tie.source
    evening.accepted("clerk", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert recorded(evening)["tie"] == {"by": rule, "result": "passed", "how": None}


@pytest.mark.parametrize(
    ("rule", "result", "wording"),
    [
        ("chair_decides", "passed", "3 Stimmen dafür, 3 Stimmen dagegen, 0 Enthaltungen (bei Stimmengleichheit durch Stichentscheid des Vorsitzes angenommen)"),
        ("chair_decides", "rejected", "3 Stimmen dafür, 3 Stimmen dagegen, 0 Enthaltungen (bei Stimmengleichheit durch Stichentscheid des Vorsitzes abgelehnt)"),
        ("lot", "passed", "3 Stimmen dafür, 3 Stimmen dagegen, 0 Enthaltungen (bei Stimmengleichheit durch das Los angenommen)"),
    ],
)  # fmt: skip
def test_the_record_says_what_the_votes_did_not(rule: str, result: str, wording: str) -> None:
    evening = tied(tie=rule)
    evening.accepted("chair", "break_tie", ballot="b1", result=result, how="Ratsherr Otto zieht.")
    evening.accepted("chair", "announce_result", ballot="b1")
    stands = recorded(evening)
    assert (stands["yes"], stands["no"], stands["result"], stands["needed"]) == (3, 3, result, 4)
    assert stands["wording"] == wording
    assert stands["tie"] == {"by": rule, "result": result, "how": "Ratsherr Otto zieht."}
    outcome = {"passed": "adopted", "rejected": "rejected"}[result]
    assert evening.record["motions"]["m2"]["outcome"] == outcome
    assert evening.record["items"][1]["outcome"] == outcome


def test_a_slip_is_said_again_before_the_announcement_and_not_after() -> None:
    evening = tied(tie="lot")
    evening.accepted("chair", "break_tie", ballot="b1", result="rejected")
    evening.unchanged("chair", "break_tie", ballot="b1", result="rejected")
    evening.accepted("chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert recorded(evening)["result"] == "passed"
    evening.refused("ballot_over", "chair", "break_tie", ballot="b1", result="rejected")


@pytest.mark.parametrize(("yes", "no", "abstain"), [(4, 2, 0), (2, 4, 0), (0, 0, 6), (3, 2, 1)])
def test_there_is_no_tie_to_break(yes: int, no: int, abstain: int) -> None:
    # All abstain: "never without a yes", and no chair makes one.
    evening = tied(yes, no, abstain, tie="chair_decides")
    evening.refused("no_tie", "chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert "tie" not in recorded(evening)


def test_not_while_hands_may_still_go_up_or_do_not_add_up() -> None:
    evening = at_item("2", tie="lot")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=2, abstain=0)
    evening.refused("ballot_not_closed", "chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("does_not_add_up", "chair", "break_tie", ballot="b1", result="passed")


def test_a_count_that_ends_the_tie_goes_before_what_was_said_of_it() -> None:
    evening = tied(tie="lot")
    evening.accepted("chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=4, abstain=0)
    evening.accepted("chair", "announce_result", ballot="b1")
    assert recorded(evening)["result"] == "rejected"
    assert "tie" not in recorded(evening)


def test_a_majority_of_another_kind_is_reached_or_not() -> None:
    evening = at_item("2", tie="lot")
    heavier = {"base": "present", "fraction": "1/2", "strict": True}
    evening.accepted(
        "chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands", majority=heavier
    )
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=3, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("no_tie", "chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert recorded(evening)["result"] == "rejected"


def test_a_repeated_ballot_has_no_tie_of_the_first_round() -> None:
    evening = tied(tie="lot")
    evening.accepted("chair", "break_tie", ballot="b1", result="passed")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("demir", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="Bezweifelt.")
    assert evening.item("2").outcome.value == "none"
    assert "tie" not in recorded(evening)
    evening.accepted("clerk", "count_hands", ballot="b2", yes=3, no=3, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.refused("tie_open", "chair", "announce_result", ballot="b2")


def test_an_announced_count_is_not_corrected_into_a_tie_that_nobody_decided() -> None:
    # Rejected stays rejected only if the lot had drawn so: nobody knows.
    evening = tied(2, 4, 0, tie="lot")
    count = next(entry.seq for entry in evening.entries if type(entry.event).__name__ == "HandsCounted")
    evening.accepted("chair", "announce_result", ballot="b1")
    rightly = {"do": "count_hands", "ballot": "b1", "yes": 3, "no": 3, "abstain": 0}
    evening.refused("other_result", "clerk", "correct", of=count, with_=rightly, reason="Verzählt.")


def test_what_was_drawn_is_corrected_by_saying_it_again() -> None:
    evening = tied(tie="lot")
    evening.accepted("chair", "break_tie", ballot="b1", result="passed")
    seq = evening.entries[-1].seq
    said = evening.refused("not_correctable", "clerk", "correct", of=seq, reason="Verlesen.")
    assert "noch einmal eintragen" in said.help()


def test_an_abstention_that_is_a_no_ties_and_rejects() -> None:
    evening = tied(3, 1, 2, abstentions="count_as_no")
    evening.accepted("chair", "announce_result", ballot="b1")
    stands = recorded(evening)
    assert (stands["needed"], stands["result"]) == (4, "rejected")
    assert (stands["yes"], stands["no"], stands["abstain"]) == (3, 1, 2)


def test_an_abstention_that_is_an_absence_leaves_the_base_of_those_present() -> None:
    majority = {"base": "present", "fraction": "1/2", "strict": True}
    evening = tied(2, 1, 3, abstentions="count_as_absent", majority=majority)
    evening.accepted("chair", "announce_result", ballot="b1")
    stands = recorded(evening)
    assert (stands["present"], stands["needed"], stands["result"]) == (6, 2, "passed")


# Quorate only because most are barred


def barred(**law: object) -> Evening:
    """Four of seven seats barred from item 2; three are left."""
    evening = opened("ahrens brandt carstens demir ebeling falk", **law)
    for person in ["carstens", "demir", "ebeling", "falk"]:
        evening.accepted("clerk", "recuse", person=person, item="2")
    evening.accepted("chair", "call_item", item="2")
    return evening


def test_what_so_few_decide_needs_the_authoritys_approval() -> None:
    evening = barred()
    evening.accepted("chair", "state_quorum")
    evening.vote("m2", "b1", yes="ahrens brandt")
    assert evening.record["quorum"][-1]["approval_required"] is True
    assert recorded(evening)["approval_required"] is True


def test_what_they_reject_needs_none_nor_what_enough_decide() -> None:
    evening = barred()
    evening.accepted("chair", "state_quorum")
    evening.vote("m2", "b1", no="ahrens brandt")
    assert "approval_required" not in recorded(evening)
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b3", yes="ahrens brandt")
    assert "approval_required" not in evening.record["ballots"]["b3"]
    assert "approval_required" not in evening.record["quorum"][0]


def test_a_law_that_asks_for_no_approval_flags_nothing() -> None:
    evening = barred(legal_bar_approval=False)
    evening.accepted("chair", "state_quorum")
    evening.vote("m2", "b1", yes="ahrens brandt")
    assert "approval_required" not in evening.record["quorum"][-1]
    assert "approval_required" not in recorded(evening)
