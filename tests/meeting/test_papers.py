"""Papers tabled during the meeting, and order in the room."""

from typing import Any

import pytest

from handzeichen.log.codec import Unreadable
from meeting.kit import ITEMS, Evening, at_item, clock, opened, plan_of

OPEN_B1: dict[str, Any] = {"motion": "m2", "ballot": "b1", "method": "show_of_hands"}
PAPER: dict[str, Any] = {"item": "2", "reference": "77/26", "kind": "Änderungsantrag"}


def papers(evening: Evening, item: str = "2") -> list[tuple[object, ...]]:
    return [(p.reference, p.kind, p.handed, p.file) for p in evening.item(item).papers]


# table_paper: "item, reference, kind, handed: table mail, [file] | K"


@pytest.mark.parametrize("handed", ["table", "mail"])
def test_the_clerk_enters_a_tabled_paper(handed: str) -> None:
    evening = at_item()
    evening.accepted("clerk", "table_paper", handed=handed, **PAPER)
    assert papers(evening) == [("77/26", "Änderungsantrag", handed, None)]
    assert evening.agenda("2")["papers"][0]["reference"] == "77/26"


@pytest.mark.parametrize("by", ["chair", "brandt", "lorenz", "system"])
def test_nobody_else_does(by: str) -> None:
    at_item().refused("not_entitled", by, "table_paper", handed="table", **PAPER)


@pytest.mark.parametrize("missing", ["item", "reference", "kind", "handed"])
def test_each_of_the_four_is_needed(missing: str) -> None:
    fields = {**PAPER, "handed": "table"}
    del fields[missing]
    with pytest.raises(Unreadable):
        at_item().asks("clerk", "table_paper", **fields)


def test_a_paper_belongs_to_a_known_item_called_or_not() -> None:
    evening = opened()
    evening.refused("unknown_item", "clerk", "table_paper", **{**PAPER, "item": "99"}, handed="mail")
    evening.accepted("clerk", "table_paper", handed="mail", **PAPER)


def test_the_same_paper_handed_out_again_stands_once() -> None:
    evening = at_item()
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    evening.accepted("clerk", "table_paper", handed="mail", **PAPER)
    assert papers(evening) == [("77/26", "Änderungsantrag", "mail", None)]


def test_a_paper_sent_by_mail_stays_with_the_remote_members_when_it_lies_on_the_table_too() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", handed="mail", **PAPER)
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    assert papers(evening) == [("77/26", "Änderungsantrag", "mail", None)]
    evening.accepted("chair", "open_ballot", **OPEN_B1)


# "a ballot on a tabled paper waits until remote members have it"


def test_a_ballot_waits_until_the_remote_members_have_the_paper() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    refusal = evening.refused("paper_not_with_remote", "chair", "open_ballot", **OPEN_B1)
    assert "77/26" in refusal.why()
    evening.accepted("clerk", "table_paper", handed="mail", **PAPER)
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_a_file_is_with_everybody() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", handed="table", file="tischvorlage.pdf", **PAPER)
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_without_members_on_video_the_table_is_enough() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "lorenz")
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_the_paper_of_another_item_does_not_matter() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", **{**PAPER, "item": "3"}, handed="table")
    evening.accepted("chair", "open_ballot", **OPEN_B1)


def test_an_amendment_waits_too_and_procedure_does_not() -> None:
    evening = at_item("2", "ahrens brandt carstens", "demir")
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    evening.accepted("brandt", "move", motion="a1", kind="amendment", amends="m2", text="Mit Geländer.")
    evening.refused("paper_not_with_remote", "chair", "open_ballot", **{**OPEN_B1, "motion": "a1"})
    evening.accepted("brandt", "move", motion="x1", kind="postponement")
    evening.accepted("chair", "open_ballot", **{**OPEN_B1, "motion": "x1"})


def test_a_planned_paper_is_with_everybody_until_it_is_handed_out_anew() -> None:
    items = [
        {**ITEMS[1], "papers": [{"reference": "77/26", "kind": "Vorlage", "attachments": 2, "late": True}]}
    ]
    evening = at_item("2", "ahrens brandt carstens", "demir", plan=plan_of(items=items))
    assert evening.agenda("2")["papers"] == [
        {"reference": "77/26", "kind": "Vorlage", "attachments": 2, "dated": None, "late": True}
    ]
    evening.accepted("clerk", "table_paper", handed="table", **PAPER)
    evening.refused("paper_not_with_remote", "chair", "open_ballot", **OPEN_B1)


# call_to_order, exclude: "person, [reason] | C"


@pytest.mark.parametrize("by", ["chair", "clerk"])
@pytest.mark.parametrize("person", ["demir", "otto", "ebeling"])
def test_the_chair_calls_to_order(by: str, person: str) -> None:
    evening = opened("ahrens brandt carstens demir otto", "ebeling")
    evening.accepted(by, "call_to_order", person=person, reason="Zwischenrufe")
    assert evening.via(person) is not None


@pytest.mark.parametrize("by", ["chair", "clerk"])
@pytest.mark.parametrize("person", ["demir", "otto", "ebeling"])
def test_the_chair_excludes_somebody_for_the_rest_of_the_meeting(by: str, person: str) -> None:
    evening = opened("ahrens brandt carstens demir otto", "ebeling")
    evening.accepted(by, "exclude", person=person, reason="Grobe Störung", at="18:20")
    assert evening.attended(person)["spans"][-1]["to"] == clock("18:20")
    for via in ("room", "video"):
        evening.refused("excluded", "clerk", "arrive", person=person, via=via)
    evening.refused("excluded", "system", "arrive", person=person, via="video")


def test_whoever_is_excluded_neither_votes_nor_counts_and_a_vote_given_stays() -> None:
    evening = at_item()
    evening.accepted("chair", "open_ballot", **OPEN_B1)
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("chair", "exclude", person="demir")
    evening.accepted("chair", "exclude", person="falk")
    evening.refused("not_here", "falk", "cast_vote", ballot="b1", choice="yes")
    assert evening.present == 4
    assert set(evening.ballot("b1").votes) == {"demir"}


def test_a_member_who_is_excluded_may_be_deputised_for() -> None:
    evening = opened("ahrens brandt carstens demir gross")
    evening.accepted("chair", "exclude", person="demir")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")


@pytest.mark.parametrize("do", ["call_to_order", "exclude"])
def test_nobody_else_keeps_order_and_only_over_somebody_who_is_here(do: str) -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.refused("not_entitled", "brandt", do, person="demir")
    evening.refused("not_entitled", "system", do, person="demir")
    evening.refused("not_here", "chair", do, person="falk")
    evening.refused("unknown_person", "chair", do, person="niemand")


def test_the_leader_excludes_nobody_less_than_the_leader() -> None:
    opened().refused("not_entitled", "chair", "exclude", person="ahrens")
