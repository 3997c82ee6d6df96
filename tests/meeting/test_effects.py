"""What a decision brings about, kind by kind; and that the other kinds only record their result."""

import pytest

from handzeichen.meeting.ids import Kind
from meeting.kit import ITEMS, VOTING, Evening, at_item, opened, plan_of

FOR, AGAINST = {"yes": "ahrens brandt"}, {"no": "ahrens brandt"}


def decide(
    evening: Evening, kind: str, *, carried: bool = True, item: str | None = None, **fields: object
) -> str:
    """A motion of a kind is moved and voted on; its outcome."""
    number = len(evening.meeting.ballots) + 1
    evening.accepted("carstens", "move", motion=f"p{number}", kind=kind, item=item, **fields)
    evening.vote(f"p{number}", f"b{number}", **(FOR if carried else AGAINST))
    return str(evening.record["motions"][f"p{number}"]["outcome"])


NEEDED: dict[str, dict[str, object]] = {
    "amendment": {"amends": "m2"},
    "recusal": {"about": "falk"},
    "urgent_item": {"title": "Hochwasser"},
}


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_carried_the_two_urgent_ones_are_granted_the_others_adopted(kind: str) -> None:
    evening = at_item("2")
    voters = VOTING.replace("falk", "") if kind == "recusal" else VOTING
    evening.accepted("carstens", "move", motion="p1", kind=kind, **NEEDED.get(kind, {}))
    evening.vote("p1", "b1", yes=voters)
    assert evening.record["ballots"]["b1"]["result"] == "passed"
    expected = "granted" if kind in ("urgency", "urgent_item") else "adopted"
    assert evening.record["motions"]["p1"]["outcome"] == expected


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_rejected_is_rejected(kind: str) -> None:
    assert decide(at_item("2"), kind, carried=False, **NEEDED.get(kind, {})) == "rejected"


@pytest.mark.parametrize(
    ("kind", "outcome", "text"),
    [
        ("postponement", "postponed", "Vertagt"),
        ("removal", "removed", "Abgesetzt"),
        ("referral", "referred", "Verwiesen"),
        ("not_to_consider", "not_considered", "Nicht befasst"),
    ],
)
def test_some_take_their_item_off_the_agenda(kind: str, outcome: str, text: str) -> None:
    evening = at_item("1")
    decide(evening, kind, item="3")
    assert (evening.agenda("3")["outcome"], evening.agenda("3")["result_text"]) == (outcome, text)
    evening.refused("off_the_agenda", "chair", "call_item", item="3")


@pytest.mark.parametrize("kind", ["postponement", "removal", "referral", "not_to_consider"])
def test_rejected_they_leave_it_there(kind: str) -> None:
    evening = at_item("1")
    decide(evening, kind, carried=False, item="3")
    assert (evening.agenda("3")["outcome"], evening.agenda("3")["result_text"]) == ("none", None)
    evening.accepted("chair", "call_item", item="3")


@pytest.mark.parametrize(
    "kind",
    ["end_of_debate", "end_of_list", "reorder", "adopt_agenda", "exclude_public", "admit_public", "interruption", "hearing", "roll_call_vote", "separate_votes"],
)  # fmt: skip
def test_others_record_their_result_and_leave_items_and_motions_alone(kind: str) -> None:
    evening = at_item("2")
    before = [(item["id"], item["outcome"]) for item in evening.record["items"]]
    assert decide(evening, kind) == "adopted"
    assert [(item["id"], item["outcome"]) for item in evening.record["items"]] == before
    assert evening.motion("m2").open


# Urgency: the item is on the agenda, but its paper was late


def test_granted_urgency_settles_the_open_postponements_of_its_item() -> None:
    evening = at_item("1")
    evening.accepted("falk", "move", motion="v1", kind="postponement", item="2")
    evening.accepted("demir", "move", motion="v2", kind="postponement", item="2")
    evening.accepted("demir", "move", motion="v3", kind="postponement", item="3")
    assert decide(evening, "urgency", item="2") == "granted"
    motions = evening.record["motions"]
    assert [(motions[m]["outcome"], motions[m]["settled_by"]) for m in ("v1", "v2", "v3")] == [
        ("settled", "p1"),
        ("settled", "p1"),
        ("open", None),
    ]
    evening.refused(
        "motion_decided", "chair", "open_ballot", motion="v1", ballot="b2", method="show_of_hands"
    )


def test_agreed_urgency_settles_them_too() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="v1", kind="postponement")
    evening.accepted("demir", "move", motion="u1", kind="urgency")
    evening.accepted("chair", "agree", motion="u1")
    assert evening.record["motions"]["v1"]["settled_by"] == "u1"


def test_rejected_urgency_leaves_them_to_be_voted_on() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="v1", kind="postponement")
    assert decide(evening, "urgency", carried=False) == "rejected"
    assert evening.motion("v1").open
    evening.refused("before_this", "chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    evening.vote("v1", "b3", **FOR)
    assert evening.agenda("2")["outcome"] == "postponed"


def test_a_postponement_that_was_rejected_stays_rejected() -> None:
    evening = at_item("2")
    decide(evening, "postponement", carried=False)
    decide(evening, "urgency")
    assert evening.record["motions"]["p1"]["outcome"] == "rejected"


def test_where_no_rule_says_so_urgency_settles_nothing() -> None:
    evening = at_item("2", urgency_settles_postponement=False)
    evening.accepted("falk", "move", motion="v1", kind="postponement")
    decide(evening, "urgency")
    assert evening.motion("v1").open


def test_a_postponement_carried_first_settles_the_urgency() -> None:
    evening = at_item("2")
    evening.accepted("falk", "move", motion="u1", kind="urgency")
    decide(evening, "postponement")
    assert evening.record["motions"]["u1"]["outcome"] == "settled"
    assert evening.record["motions"]["u1"]["settled_by"] == "p1"
    # The matter itself stays open for another day.
    assert evening.motion("m2").open


def test_it_settles_only_what_is_open_and_about_its_item() -> None:
    evening = at_item("2")
    decide(evening, "hearing", carried=False)
    evening.accepted("falk", "move", motion="u1", kind="urgency", item="3")
    evening.accepted("falk", "move", motion="x1", kind="interruption")
    decide(evening, "postponement")
    outcomes = {motion: evening.record["motions"][motion]["outcome"] for motion in ("p1", "u1", "x1")}
    assert outcomes == {"p1": "rejected", "u1": "open", "x1": "open"}


def test_granted_urgency_keeps_an_item_from_the_factions_and_brings_it_back() -> None:
    evening = at_item("2")
    decide(evening, "urgency", item="2")
    evening.refused("urgency_granted", "chair", "defer_to_factions", item="2", faction="esche")
    evening.accepted("chair", "defer_to_factions", item="3", faction="esche")
    decide(evening, "urgency", item="3")
    assert (evening.agenda("3")["outcome"], evening.agenda("3")["result_text"]) == ("none", None)


# An urgent item: not on the agenda


def test_a_granted_urgent_item_becomes_an_item_with_the_motions_id() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="d1", kind="urgent_item", title="Hochwasser", text="Die Lage.")
    evening.vote("d1", "b1", yes=VOTING)
    item = evening.agenda("d1")
    assert (item["title"], item["secrecy"], item["outcome"], item["called_at"]) == ("Hochwasser", "public", "none", None)  # fmt: skip
    evening.accepted("chair", "call_item", item="d1")
    evening.accepted("brandt", "move", motion="m9", kind="main", text="Sandsäcke.")
    evening.vote("m9", "b2", **FOR)
    assert evening.agenda("d1")["outcome"] == "adopted"


def test_without_a_title_it_is_titled_by_its_text_in_one_line() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="d1", kind="urgent_item", text="Hochwasser\nan der Leine")
    evening.vote("d1", "b1", yes=VOTING)
    assert evening.agenda("d1")["title"] == "Hochwasser an der Leine"


def test_rejected_it_is_no_item() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="d1", kind="urgent_item", title="Hochwasser")
    # Two thirds of seven seats are five.
    evening.vote("d1", "b1", yes="ahrens brandt carstens demir")
    assert evening.record["ballots"]["b1"]["needed"] == 5
    assert "d1" not in [item["id"] for item in evening.record["items"]]
    evening.refused("unknown_item", "chair", "call_item", item="d1")


# Recusal: the body decides whether somebody is barred (§ 41 NKomVG)


def test_an_adopted_recusal_bars_and_the_person_did_not_vote() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="falk")
    evening.accepted("chair", "open_ballot", motion="r1", ballot="b1", method="show_of_hands")
    evening.refused("not_eligible", "falk", "cast_vote", ballot="b1", choice="no")
    evening.record_hands("b1", yes="ahrens brandt")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["eligible"] == 5
    assert evening.attended("falk")["recused"] == ["2"]
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    assert evening.record["ballots"]["b2"]["eligible"] == 5


def test_a_rejected_recusal_lifts_the_bar() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    evening.accepted("falk", "contest_recusal", person="falk", item="2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="falk")
    evening.vote("r1", "b1", **AGAINST)
    assert evening.attended("falk")["recused"] == []
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands")
    assert evening.record["ballots"]["b2"]["eligible"] == 6


def test_a_rejected_recusal_of_somebody_who_was_not_barred_changes_nothing() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="falk")
    before = evening.meeting.roll
    evening.vote("r1", "b1", **AGAINST)
    assert evening.meeting.roll == before


def test_what_the_body_decided_is_not_contested_again() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="falk")
    evening.vote("r1", "b1", **FOR)
    evening.refused("recusal_decided", "falk", "contest_recusal", person="falk", item="2")


def test_contesting_creates_no_motion() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    evening.accepted("falk", "contest_recusal", person="falk", item="2")
    assert set(evening.meeting.motions) == {"m2", "m3", "m5"}


def test_who_is_barred_by_the_body_and_leads_can_only_hand_over() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="ahrens")
    evening.vote("r1", "b1", yes="brandt carstens")
    evening.refused(
        "leader_cannot_lead", "chair", "open_ballot", motion="m2", ballot="b2", method="show_of_hands"
    )
    evening.accepted("chair", "hand_over_chair", to="brandt")
    evening.vote("m2", "b3", yes="brandt")


# The doors


def test_an_adopted_or_agreed_motion_lets_the_chair_exclude_the_public_from_a_public_item() -> None:
    doors = {"cleared": True, "stream_off": True}
    evening = at_item("2")
    evening.refused("no_resolution", "chair", "exclude_public", **doors)
    decide(evening, "exclude_public", carried=False)
    evening.refused("no_resolution", "chair", "exclude_public", **doors)
    decide(evening, "exclude_public")
    evening.accepted("chair", "exclude_public", **doors)
    other = at_item("2")
    other.accepted("brandt", "move", motion="x1", kind="exclude_public")
    other.accepted("chair", "agree", motion="x1")
    other.accepted("chair", "exclude_public", **doors)


# The item's outcome and its words


@pytest.mark.parametrize(("carried", "outcome", "text"), [(True, "adopted", "Einstimmig"), (False, "rejected", "Einstimmig abgelehnt")])  # fmt: skip
def test_a_main_motion_gives_its_item_outcome_and_words(carried: bool, outcome: str, text: str) -> None:
    evening = at_item("2")
    evening.vote("m2", "b1", **(FOR if carried else AGAINST))
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == (outcome, text)


def test_an_amendment_gives_its_item_none() -> None:
    evening = at_item("2")
    decide(evening, "amendment", amends="m2")
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == ("none", None)


def test_a_recommendation_is_an_outcome_like_any_other() -> None:
    items = [{**ITEMS[1], "motions": [{"id": "m2", "kind": "main", "effect": "recommends"}]}]
    evening = at_item("2", plan=plan_of(items=items))
    evening.vote("m2", "b1", **FOR)
    assert evening.agenda("2")["outcome"] == "adopted"


def test_a_motion_without_an_item_settles_none() -> None:
    evening = opened()
    decide(evening, "adopt_agenda")
    assert evening.record["ballots"]["b1"]["wording"] == "Die Tagesordnung wird einstimmig angenommen."
    assert {item["outcome"] for item in evening.record["items"]} == {"none"}
