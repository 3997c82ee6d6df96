"""Motions on procedure before chair and clerk: their order, what each still needs, who may reply, how long one speaks."""

from typing import Any

import pytest

from handzeichen.meeting.ids import Kind
from handzeichen.views.clerk_agenda import floor
from handzeichen.views.clerk_motions import MotionCard, MotionsPart, motions
from handzeichen.views.item import ItemPart, called
from handzeichen.views.next_act import NextPart, next_part
from handzeichen.views.procedure import debate
from meeting.kit import Evening, at_item

HEARING: dict[str, Any] = {"hearing": {"supporters": 3}}


def moved(evening: Evening, *kinds: str) -> Evening:
    """One motion of each kind on the item called, named after its kind."""
    for kind in kinds:
        evening.accepted("falk", "move", motion=kind.replace("_", "-"), kind=kind)
    return evening


def cards(evening: Evening) -> list[MotionCard]:
    parts = motions(evening.meeting).values()
    return [card for part in parts if isinstance(part, MotionsPart) for card in part.motions]


def proposed(evening: Evening) -> NextPart:
    return next_part(evening.meeting)


# The order


def test_next_act_motions_and_hall_follow_the_precedence_of_the_profile_the_matter_last() -> None:
    evening = moved(at_item("2"), "separate_votes", "end_of_list", "referral", "not_to_consider", "urgency")
    evening.accepted("falk", "move", motion="a1", kind="amendment", amends="m2")
    order = ["urgency", "not-to-consider", "referral", "end-of-list", "separate-votes", "a1", "m2"]
    assert [card.id for card in cards(evening)] == order
    at_stake = called(evening.meeting)
    assert isinstance(at_stake, ItemPart)
    assert [line.id for line in at_stake.motions] == order
    for motion in order[:2]:
        act = proposed(evening).act
        assert act is not None and f'"motion": "{motion}"' in act.command
        evening.accepted("chair", "open_ballot", motion=motion, ballot=f"b-{motion}", method="show_of_hands")
        evening.accepted("clerk", "count_hands", ballot=f"b-{motion}", yes=0, no=6, abstain=0)
        evening.accepted("chair", "close_ballot", ballot=f"b-{motion}")
        evening.accepted("chair", "announce_result", ballot=f"b-{motion}")


def test_what_is_decided_stands_after_what_is_open() -> None:
    evening = moved(at_item("2"), "urgency", "referral")
    evening.vote("urgency", "b1", no="ahrens brandt")
    at_stake = called(evening.meeting)
    assert isinstance(at_stake, ItemPart)
    assert [line.id for line in at_stake.motions] == ["referral", "m2", "urgency"]


def test_the_chairs_order_goes_before_that_of_the_profile() -> None:
    evening = moved(at_item("2"), "referral", "not_to_consider", "end_of_list")
    evening.accepted("chair", "order_motions", motions=["end-of-list", "referral"])
    assert [card.id for card in cards(evening)] == ["end-of-list", "referral", "not-to-consider", "m2"]


def test_another_house_has_another_order() -> None:
    evening = at_item("2", precedence={"order": ["end_of_list", "referral"]})
    moved(evening, "urgency", "referral", "end_of_list")
    assert [card.id for card in cards(evening)] == ["end-of-list", "referral", "urgency", "m2"]


@pytest.mark.parametrize("binds", [False, True])
def test_only_where_the_order_binds_the_clerk_is_offered_to_change_it(binds: bool) -> None:
    evening = at_item("2", precedence={"order": ["referral", "end_of_list"], "binds": binds})
    moved(evening, "end_of_list", "referral")
    by_id = {card.id: card for card in cards(evening)}
    assert by_id["end-of-list"].first == (("end-of-list", "referral") if binds else ())
    if binds:
        evening.accepted("clerk", "order_motions", motions=list(by_id["end-of-list"].first))
        assert [card.id for card in cards(evening)][:2] == ["end-of-list", "referral"]


# What is missing


def test_until_its_supporters_are_there_a_motion_says_what_is_missing_and_offers_no_ballot() -> None:
    evening = moved(at_item("2", demands=HEARING), "hearing")
    (hearing, matter) = cards(evening)
    assert hearing.needs == "Es fehlen noch 2 Unterstützungen."
    assert not hearing.may_be_opened and not hearing.may_be_agreed
    assert matter.needs == "" and matter.may_be_opened
    evening.accepted("brandt", "support", motion="hearing")
    assert cards(evening)[0].needs == "Es fehlt noch eine Unterstützung."
    evening.accepted("demir", "support", motion="hearing")
    (hearing, _) = cards(evening)
    assert hearing.needs == "" and hearing.may_be_opened and hearing.may_be_agreed


def test_meanwhile_the_chair_goes_on_and_is_told_of_it() -> None:
    evening = moved(at_item("2", demands=HEARING), "hearing")
    part = proposed(evening)
    assert part.act is not None and '"motion": "m2"' in part.act.command
    assert [caution.text for caution in part.cautions] == [
        "Für „Antrag von Ratsherrn Falk auf Anhörung“ fehlen noch 2 Unterstützungen: 1 von 3."
    ]
    # The clerk reads it at the motion itself.
    assert next_part(evening.meeting, "clerk").cautions == ()
    evening.vote("m2", "b1", yes="ahrens")
    act = proposed(evening).act
    assert act is not None and act.label == "TOP 1 aufrufen"
    for person in ("brandt", "demir"):
        evening.accepted(person, "support", motion="hearing")
    part = proposed(evening)
    assert part.act is not None and '"motion": "hearing"' in part.act.command
    assert part.cautions == ()


# Who replies


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"replies": "one_per_faction", "minutes": 2, "procedure_only": True}, "Gegenrede: je Fraktion eine, höchstens 2 Minuten, nur zum Verfahren."),
        ({"replies": "one_per_faction", "minutes": 2}, "Gegenrede: je Fraktion eine, höchstens 2 Minuten."),
        ({"replies": "one_for_one_against", "minutes": 1}, "Gegenrede: eine dafür, eine dagegen, höchstens eine Minute."),
        ({"replies": "one_against"}, "Gegenrede: eine."),
        # Where nobody replies, nothing limits it.
        ({"replies": "none", "minutes": 2, "procedure_only": True}, "Keine Gegenrede."),
        ({"replies": "free", "minutes": 2}, ""),
    ],
)  # fmt: skip
def test_who_may_reply_is_one_sentence(said: dict[str, object], words: str) -> None:
    evening = moved(at_item("2", debate_on_procedure=said), "referral")
    assert debate(evening.meeting, evening.motion("referral")) == words


@pytest.mark.parametrize("kind", Kind)
def test_every_motion_on_procedure_says_who_may_reply_but_bars_and_the_agenda(kind: Kind) -> None:
    evening = at_item("2")
    fields = {"amendment": {"amends": "m2"}, "recusal": {"about": "demir"}}.get(kind.value, {})
    evening.accepted("falk", "move", motion="p1", kind=kind.value, title="Deichbruch", **fields)
    said = debate(evening.meeting, evening.motion("p1"))
    undebated = kind in (Kind.MAIN, Kind.AMENDMENT, Kind.RECUSAL, Kind.ADOPT_AGENDA)
    assert (said == "") == undebated


def test_chair_and_clerk_read_it_beside_the_open_motion_with_whose_reply_was_heard() -> None:
    evening = at_item("2")
    speaks(evening, "carstens", "reply", "18:01")
    evening.accepted("falk", "move", at="18:05", motion="referral", kind="referral")
    rule = "Gegenrede: je Fraktion eine, höchstens 2 Minuten, nur zum Verfahren."
    assert cards(evening)[0].debate == rule
    assert proposed(evening).waits_for == rule
    # The mover gives reasons and is no reply; a speech is none, nor is what was said before.
    speaks(evening, "falk", "reply", "18:06")
    speaks(evening, "brandt", "speech", "18:07")
    assert cards(evening)[0].debate == rule
    # Once for the faction however many speak; somebody of none by name, also while still speaking.
    speaks(evening, "ahrens", "reply", "18:08")
    speaks(evening, "demir", "reply", "18:09")
    assert cards(evening)[0].debate == f"{rule} Gehört: Ulme."
    evening.accepted("clerk", "request_floor", person="ebeling", kind="reply")
    evening.accepted("chair", "give_floor", person="ebeling")
    assert cards(evening)[0].debate == f"{rule} Gehört: Ulme und Esche."
    # What is said after the next motion was moved is about that one.
    evening.accepted("falk", "move", at="18:10", motion="hearing", kind="hearing")
    speaks(evening, "carstens", "reply", "18:11")
    assert [card.debate.removeprefix(rule) for card in cards(evening)] == [
        " Gehört: Ulme und Esche.",
        " Gehört: Ulme.",
        "",
    ]


def speaks(evening: Evening, person: str, kind: str, at: str) -> None:
    evening.accepted("clerk", "request_floor", at=at, person=person, kind=kind)
    evening.accepted("chair", "give_floor", person=person)
    evening.accepted("chair", "end_floor", person=person)


# How long somebody speaks


def test_chair_and_clerk_see_when_the_time_to_speak_is_over() -> None:
    evening = at_item("2", speaking_time={"speech": 5})
    evening.accepted("chair", "give_floor", at="18:58", person="falk")
    assert proposed(evening).waits_for == "Es spricht Ratsherr Falk. Redezeit bis 19.03 Uhr."
    assert floor(evening.meeting).speaker_text == "Wortbeitrag, seit 18.58 Uhr, Redezeit bis 19.03 Uhr"


def test_without_such_a_rule_or_for_another_reason_nothing_is_said_of_time() -> None:
    evening = at_item("2", speaking_time={"report": 10})
    evening.accepted("chair", "give_floor", at="18:58", person="falk")
    assert proposed(evening).waits_for == "Es spricht Ratsherr Falk."
    assert floor(evening.meeting).speaker_text == "Wortbeitrag, seit 18.58 Uhr"
