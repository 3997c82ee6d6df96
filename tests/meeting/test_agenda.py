"""The agenda: calling and closing items, what is called no more, and what settles an item without a ballot."""

import pytest

from meeting.kit import ITEMS, Evening, at_item, clock, opened, plan_of


def called(evening: Evening) -> str | None:
    return evening.meeting.agenda.called


# call_item / close_item: "item | C | calling closes the one before"


@pytest.mark.parametrize("by", ["chair", "ahrens", "clerk"])
def test_calling_an_item_closes_the_one_before(by: str) -> None:
    evening = opened()
    evening.accepted(by, "call_item", item="1", at="18:05")
    evening.accepted(by, "call_item", item="4", at="18:10")
    assert (evening.agenda("1")["called_at"], evening.agenda("1")["closed_at"]) == (
        clock("18:05"),
        clock("18:10"),
    )
    assert (evening.agenda("4")["called_at"], evening.agenda("4")["closed_at"]) == (clock("18:10"), None)


@pytest.mark.parametrize("by", ["brandt", "lorenz", "system"])
@pytest.mark.parametrize("do", ["call_item", "close_item"])
def test_nobody_else_calls_or_closes(by: str, do: str) -> None:
    at_item().refused("not_entitled", by, do, item="2")


def test_items_are_called_in_any_order() -> None:
    evening = opened()
    for item in ("4", "1"):
        evening.accepted("chair", "call_item", item=item)
    assert [item["id"] for item in evening.record["items"]] == ["1", "2", "3", "4", "5", "6"]


def test_calling_the_item_called_changes_nothing() -> None:
    at_item().unchanged("chair", "call_item", item="2")


def test_an_item_is_closed_without_calling_another() -> None:
    evening = at_item("4")
    evening.accepted("chair", "close_item", item="4", at="18:10")
    assert called(evening) is None
    assert evening.agenda("4")["closed_at"] == clock("18:10")
    evening.unchanged("chair", "close_item", item="4")


def test_only_the_item_called_is_closed() -> None:
    evening = at_item("4")
    evening.refused("item_not_called", "chair", "close_item", item="1")
    evening.refused("unknown_item", "chair", "close_item", item="99")


# "one with an open motion is not closed"


def test_an_item_with_an_open_motion_is_not_closed() -> None:
    evening = at_item()
    refusal = evening.refused("open_motion", "chair", "close_item", item="2")
    assert refusal.why() == "Zu TOP 2 ist noch offen: „Beschlussvorschlag der Verwaltung zu TOP 2“."
    evening.refused("open_motion", "chair", "call_item", item="3")
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "call_item", item="3")


@pytest.mark.parametrize("kind", ["urgency", "end_of_debate", "amendment"])
def test_any_open_motion_on_it_keeps_it_open(kind: str) -> None:
    evening = at_item()
    amends = {"amends": "m2"} if kind == "amendment" else {}
    evening.accepted("brandt", "move", motion="x1", kind=kind, text="Text", **amends)
    if kind == "amendment":
        evening.accepted("brandt", "withdraw_motion", motion="x1")
        evening.vote("m2", "b1", yes="ahrens brandt carstens")
        evening.accepted("chair", "close_item", item="2")
        return
    evening.vote("x1", "b1", no="ahrens brandt carstens")
    evening.vote("m2", "b2", yes="ahrens brandt carstens")
    evening.accepted("chair", "close_item", item="2")


def test_a_withdrawn_motion_is_not_open() -> None:
    evening = opened()
    evening.accepted("chair", "call_item", item="3")
    evening.accepted("ebeling", "withdraw_motion", motion="m3")
    evening.accepted("chair", "call_item", item="4")
    assert evening.agenda("3")["outcome"] == "withdrawn"


def test_a_motion_on_another_item_keeps_nothing_open() -> None:
    evening = at_item("4")
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="3")
    evening.accepted("chair", "close_item", item="4")


def test_nothing_is_called_while_a_ballot_waits_for_its_announcement() -> None:
    evening = opened()
    evening.accepted("brandt", "move", motion="x1", kind="adopt_agenda")
    evening.accepted("chair", "open_ballot", motion="x1", ballot="b1", method="show_of_hands")
    evening.refused("ballot_pending", "chair", "call_item", item="1")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.refused("ballot_pending", "chair", "call_item", item="1")


# "none that is postponed, removed, referred, deferred or not considered is called"


@pytest.mark.parametrize(("kind", "outcome"), [
    ("postponement", "postponed"),
    ("removal", "removed"),
    ("referral", "referred"),
    ("not_to_consider", "not_considered"),
])  # fmt: skip
def test_what_is_off_the_agenda_is_not_called(kind: str, outcome: str) -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="x1", kind=kind, item="3", to="Bauausschuss")
    evening.vote("x1", "b1", yes="ahrens brandt carstens")
    assert evening.agenda("3")["outcome"] == outcome
    evening.refused("off_the_agenda", "chair", "call_item", item="3")


def test_what_is_deferred_to_the_factions_is_not_called() -> None:
    evening = opened()
    evening.accepted("chair", "defer_to_factions", item="3", faction="ulme")
    assert evening.agenda("3")["outcome"] == "deferred_to_factions"
    refusal = evening.refused("off_the_agenda", "chair", "call_item", item="3")
    assert "Fraktion" in refusal.why()


def test_an_item_that_is_put_off_while_called_may_be_closed_with_its_motion() -> None:
    # Its matter comes again another day.
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="postponement")
    evening.vote("x1", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "call_item", item="3")
    evening.refused("off_the_agenda", "chair", "call_item", item="2")
    assert evening.record["motions"]["m2"]["outcome"] == "open"


def test_granted_urgency_brings_a_deferred_item_back() -> None:
    # "deferring is refused once urgency is granted; urgency granted later lifts it"
    evening = opened()
    evening.accepted("chair", "defer_to_factions", item="3", faction="ulme")
    evening.accepted("brandt", "move", motion="x1", kind="urgency", item="3")
    evening.vote("x1", "b1", yes="ahrens brandt carstens")
    assert evening.agenda("3")["outcome"] == "none"
    evening.accepted("chair", "call_item", item="3")
    evening.refused("urgency_granted", "chair", "defer_to_factions", item="3", faction="ulme")


# "A closed item may be called again while business remains: one entry, the first `called_at`."


def test_a_closed_item_is_called_again_while_business_remains() -> None:
    evening = opened()
    evening.accepted("chair", "call_item", item="4", at="18:05")
    evening.accepted("chair", "call_item", item="1", at="18:10")
    evening.accepted("chair", "call_item", item="4", at="18:15")
    assert (evening.agenda("4")["called_at"], evening.agenda("4")["closed_at"]) == (clock("18:05"), None)
    evening.accepted("chair", "close_item", item="4", at="18:20")
    assert (evening.agenda("4")["called_at"], evening.agenda("4")["closed_at"]) == (
        clock("18:05"),
        clock("18:20"),
    )
    assert [item["id"] for item in evening.record["items"]].count("4") == 1


def test_no_business_remains_on_an_item_that_is_decided() -> None:
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "close_item", item="2")
    evening.refused("item_finished", "chair", "call_item", item="2")


def test_nor_on_one_that_is_noted() -> None:
    evening = at_item("4")
    evening.accepted("chair", "take_note", item="4")
    evening.accepted("chair", "close_item", item="4")
    evening.refused("item_finished", "chair", "call_item", item="4")


def test_a_new_motion_is_business() -> None:
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    evening.accepted("chair", "call_item", item="4")
    evening.accepted("brandt", "move", motion="x1", kind="main", item="2", text="Und eine Rampe.")
    evening.accepted("chair", "call_item", item="2")
    evening.vote("x1", "b2", no="ahrens brandt carstens")
    # "Several `main` motions on one item are in order: the last decided gives its outcome."
    assert evening.agenda("2")["outcome"] == "rejected"


def test_a_decided_matter_keeps_its_wording_when_the_rest_is_put_off() -> None:
    # "`result_text` is the wording of the last deciding ballot of a `main` motion, else the phrase of what else …"
    evening = at_item()
    evening.accepted("brandt", "move", motion="x1", kind="main", text="Und eine Rampe.")
    evening.vote("m2", "b1", yes="ahrens brandt", no="carstens")
    evening.accepted("brandt", "move", motion="x2", kind="postponement")
    evening.accepted("chair", "agree", motion="x2")
    assert (evening.agenda("2")["outcome"], evening.agenda("2")["result_text"]) == (
        "postponed",
        "2 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen",
    )


# "a non-public one only behind closed doors"


def test_a_non_public_item_is_called_only_behind_closed_doors() -> None:
    evening = opened()
    evening.refused("doors_open", "chair", "call_item", item="5")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    evening.accepted("chair", "call_item", item="5")


# take_note / defer_to_factions: "item / item, faction | C"


def test_an_item_is_noted_while_it_is_called() -> None:
    evening = at_item("4")
    evening.refused("item_not_called", "chair", "take_note", item="1")
    evening.refused("not_entitled", "brandt", "take_note", item="4")
    evening.accepted("chair", "take_note", item="4")
    assert (evening.agenda("4")["outcome"], evening.agenda("4")["result_text"]) == (
        "noted",
        "Zur Kenntnis genommen",
    )
    evening.unchanged("chair", "take_note", item="4")
    evening.refused("item_decided", "chair", "defer_to_factions", item="4", faction="esche")


def test_what_is_decided_is_not_noted() -> None:
    evening = at_item()
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    evening.refused("item_decided", "chair", "take_note", item="2")


def test_deferring_is_a_factions_declaration() -> None:
    evening = opened()
    evening.refused("unknown_faction", "chair", "defer_to_factions", item="3", faction="linde")
    evening.refused("not_entitled", "ebeling", "defer_to_factions", item="3", faction="esche")
    evening.accepted("chair", "defer_to_factions", item="3", faction="esche")
    assert "Gruppe Esche" in str(evening.agenda("3")["result_text"])
    evening.unchanged("chair", "defer_to_factions", item="3", faction="esche")
    evening.refused("item_decided", "chair", "defer_to_factions", item="3", faction="ulme")


def test_a_house_may_know_no_deferring() -> None:
    opened(defer_to_factions=False).refused(
        "no_deferring", "chair", "defer_to_factions", item="3", faction="ulme"
    )


# "A granted `urgent_item` becomes an item with the motion's id"


def test_a_granted_urgent_item_is_called_like_any_other() -> None:
    evening = at_item("1")
    evening.accepted("brandt", "move", motion="u1", kind="urgent_item", title="Hochwasser")
    evening.vote("u1", "b1", yes="ahrens brandt carstens demir ebeling")
    evening.accepted("chair", "call_item", item="u1", at="18:10")
    assert (evening.agenda("u1")["title"], evening.agenda("u1")["called_at"]) == (
        "Hochwasser",
        clock("18:10"),
    )


def test_a_plan_may_have_no_items() -> None:
    evening = opened(plan=plan_of(items=[]))
    evening.refused("unknown_item", "chair", "call_item", item="1")
    evening.accepted("chair", "close_meeting")
    assert evening.record["items"] == [] != list(ITEMS)
