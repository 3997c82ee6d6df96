"""Who may: C chair, K clerk, M the person concerned, S system; and what the clerk may enter for others."""

from typing import Any

import pytest

from handzeichen.meeting.commands import COMMANDS
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.rights import WHO
from meeting.kit import Evening, at_item, opened, people_with, plan_of, with_ballot_open

# The contract's column "who", word for word; `object` is M, as its fine print says.
TABLE = {
    "arrive": "K M S", "leave": "K M S", "admit": "K", "lose_connection": "K M S", "restore_connection": "K M S",
    "attribute_fault": "C", "settle_steps": "C", "set_camera": "K M S", "deputise": "K C", "end_deputation": "K C",
    "ask_presence": "C", "confirm_presence": "M", "end_presence_check": "C", "confirm_identity": "C", "confirm_alone": "M", "recuse": "K C M", "end_recusal": "K C M", "contest_recusal": "M",
    "open_meeting": "C", "resume": "C", "adjourn": "C", "close_meeting": "C", "suspend": "C",
    "hand_over_chair": "C", "hand_over_minutes": "K", "take_chair": "M", "state_convening": "C", "object_to_convening": "M",
    "state_quorum": "C", "challenge_quorum": "M", "give_notice": "C", "confirm_law": "K S", "call_item": "C", "close_item": "C",
    "answer_law": "C", "exclude_public": "C", "admit_public": "C", "table_paper": "K", "call_to_order": "C", "exclude": "C",
    "move": "M", "withdraw_motion": "M", "accept_amendment": "M", "restate": "K C", "support": "M", "order_motions": "C",
    "settle_motion": "C", "agree": "C", "object": "M", "take_note": "C", "defer_to_factions": "C",
    "open_ballot": "C", "cast_vote": "M", "record_vote": "K", "decline_vote": "K M", "count_hands": "K",
    "take_paper": "K", "count_papers": "K", "admit_to_ballot": "C", "close_ballot": "C", "break_tie": "C", "announce_result": "C",
    "abort_ballot": "C", "doubt_result": "M", "repeat_ballot": "C", "have_vote_recorded": "M",
    "open_trial_ballot": "K C", "cast_trial_vote": "M", "close_trial_ballot": "K C",
    "request_floor": "M S", "withdraw_floor": "M S", "give_floor": "C", "end_floor": "C", "note": "K",
    "correct": "K C", "hold": "K C", "release_hold": "K C",
    "issue_minutes": "K", "sign_minutes": "K M", "approve_minutes": "K", "object_to_resolution": "K C", "lift_objection": "K C",
}  # fmt: skip

# Fields with which each command can be read; whether it is possible just then is not the question here.
FIELDS: dict[str, dict[str, Any]] = {
    "arrive": {"person": "demir", "via": "video"},
    "leave": {"person": "demir"},
    "admit": {"person": {"id": "quandt", "name": "Quandt", "role": "guest"}},
    "lose_connection": {"person": "demir"},
    "restore_connection": {"person": "demir"},
    "attribute_fault": {"person": "demir", "cause": "member"},
    "settle_steps": {"steps": [7], "how": "repeated"},
    "set_camera": {"person": "demir", "on": True},
    "deputise": {"person": "gross", "for": "demir"},
    "end_deputation": {"person": "gross", "for": "demir"},
    "confirm_identity": {"person": "demir"},
    "confirm_alone": {"person": "demir"},
    "ask_presence": {"within": 60},
    "confirm_presence": {"person": "demir"},
    "recuse": {"person": "demir", "item": "2"},
    "end_recusal": {"person": "demir", "item": "2"},
    "contest_recusal": {"person": "demir", "item": "2"},
    "hand_over_chair": {"to": "brandt"},
    "hand_over_minutes": {"to": "falk"},
    "take_chair": {"person": "demir"},
    "object_to_convening": {"person": "demir"},
    "challenge_quorum": {"person": "demir"},
    "give_notice": {"notice": "hybrid"},
    "confirm_law": {"question": "quorum", "confirmed_by": "Falk", "source": "§ 65"},
    "call_item": {"item": "3"},
    "close_item": {"item": "2"},
    "answer_law": {"question": "remote_secret_votes", "value": "allowed"},
    "exclude_public": {"cleared": True, "stream_off": True},
    "table_paper": {"item": "2", "reference": "7/26", "kind": "Antrag", "handed": "mail"},
    "call_to_order": {"person": "demir"},
    "exclude": {"person": "demir"},
    "move": {"motion": "x1", "kind": "urgency", "person": "demir"},
    "withdraw_motion": {"motion": "m2", "person": "demir"},
    "accept_amendment": {"motion": "m2", "person": "demir"},
    "restate": {"motion": "m2", "text": "Anders."},
    "support": {"motion": "m2", "person": "demir"},
    "order_motions": {"motions": ["m2"]},
    "settle_motion": {"motion": "m2", "by_motion": "m3"},
    "agree": {"motion": "m2"},
    "object": {"motion": "m2", "person": "demir"},
    "take_note": {"item": "2"},
    "defer_to_factions": {"item": "2", "faction": "ulme"},
    "open_ballot": {"motion": "m3", "ballot": "b2", "method": "show_of_hands"},
    "cast_vote": {"ballot": "b1", "choice": "yes", "person": "demir"},
    "record_vote": {"ballot": "b1", "person": "demir", "choice": "yes"},
    "decline_vote": {"ballot": "b1", "person": "demir"},
    "count_hands": {"ballot": "b1", "yes": 1, "no": 1, "abstain": 1},
    "take_paper": {"ballot": "b1", "person": "demir"},
    "count_papers": {"ballot": "b1", "yes": 1, "no": 1, "abstain": 1, "invalid": 0},
    "admit_to_ballot": {"ballot": "b1", "person": "demir"},
    "close_ballot": {"ballot": "b1"},
    "break_tie": {"ballot": "b1", "result": "passed"},
    "announce_result": {"ballot": "b1"},
    "abort_ballot": {"ballot": "b1", "reason": "Irrtum"},
    "doubt_result": {"ballot": "b1", "person": "demir"},
    "repeat_ballot": {"ballot": "b1", "new": "b2", "reason": "Irrtum"},
    "have_vote_recorded": {"ballot": "b1", "person": "demir"},
    "cast_trial_vote": {"choice": "yes", "person": "demir"},
    "request_floor": {"person": "demir", "kind": "speech"},
    "withdraw_floor": {"person": "demir"},
    "give_floor": {"person": "demir"},
    "end_floor": {"person": "demir"},
    "note": {"item": "2", "text": "Ein Satz."},
    "correct": {"of": 3, "reason": "Irrtum"},
    "hold": {"reason": "Ein Bürger hat sich beschwert."},
    "release_hold": {"reason": "Er ist beschieden."},
    "sign_minutes": {"version": 1, "as": "chair", "person": "demir"},
    "approve_minutes": {"version": 1, "meeting": "dorf-8", "ballot": "b1"},
    "object_to_resolution": {"motion": "m2", "reason": "Nicht zuständig."},
    "lift_objection": {"motion": "m2"},
}

ON_ONES_OWN_DEVICE = ("cast_vote", "cast_trial_vote")

RIGHTS_CODES = {
    "not_entitled",
    "own_device",
    "for_whom",
    "no_leader",
    "leader_cannot_lead",
    "clerk_not_for_chair",
}


def entitled(by: str, do: str) -> bool:
    """Whether somebody may ask for this at all, with a ballot open and demir concerned."""
    evening = with_ballot_open("ahrens brandt carstens", "demir ebeling")
    answer = evening.asks(by, do, **FIELDS.get(do, {}))
    if isinstance(answer, Refusal):
        answer.answer()
        return answer.code not in RIGHTS_CODES
    return True


def test_every_command_has_its_row() -> None:
    assert {COMMANDS[do]: who.replace(" ", "") for do, who in TABLE.items()} == WHO


@pytest.mark.parametrize("do", TABLE)
def test_the_chair_may_what_is_the_chairs_and_enter_what_a_member_said(do: str) -> None:
    who = TABLE[do]
    assert entitled("ahrens", do) is entitled("chair", do)
    assert entitled("chair", do) is (do not in ON_ONES_OWN_DEVICE and ("C" in who or "M" in who))


@pytest.mark.parametrize("do", TABLE)
def test_the_clerk_may_what_is_the_clerks_the_chairs_and_a_members(do: str) -> None:
    # "The clerk can run the whole meeting"; only a vote is cast "on one's own device only".
    assert entitled("clerk", do) is entitled("meyer", do) is (do not in ON_ONES_OWN_DEVICE)


@pytest.mark.parametrize("do", TABLE)
def test_the_person_concerned_may_what_is_a_members(do: str) -> None:
    assert entitled("demir", do) is ("M" in TABLE[do])


@pytest.mark.parametrize("do", TABLE)
@pytest.mark.parametrize("by", ["ebeling", "lorenz", "nolte", "jung", "gross"])
def test_nobody_may_for_another(by: str, do: str) -> None:
    assert entitled(by, do) is False


@pytest.mark.parametrize("do", TABLE)
def test_the_system_may_what_is_the_systems(do: str) -> None:
    assert entitled("system", do) is ("S" in TABLE[do])


# "every command marked C may be entered by the clerk on the chair's word (profile `clerk_enters_for_chair`, default yes)"


@pytest.mark.parametrize("do", [do for do, who in TABLE.items() if who == "C"])
def test_a_house_may_keep_the_chairs_acts_to_the_chair(do: str) -> None:
    evening = with_ballot_open(clerk_enters_for_chair=False)
    evening.refused("clerk_not_for_chair", "clerk", do, **FIELDS.get(do, {}))


def test_what_is_a_members_the_clerk_enters_even_there() -> None:
    evening = at_item(clerk_enters_for_chair=False)
    evening.accepted("clerk", "move", motion="x1", kind="urgency", person="demir")
    evening.accepted("clerk", "recuse", person="demir", item="2")


# "The event keeps who typed and for whom; the law is checked against the one for whom."


@pytest.mark.parametrize(("by", "do", "fields", "typed", "whom"), [
    ("clerk", "call_item", {"item": "2"}, "meyer", "ahrens"),
    ("meyer", "state_quorum", {}, "meyer", "ahrens"),
    ("chair", "call_item", {"item": "2"}, "ahrens", None),
    ("clerk", "challenge_quorum", {"person": "demir"}, "meyer", "demir"),
    ("chair", "challenge_quorum", {"person": "demir"}, "ahrens", "demir"),
    ("demir", "challenge_quorum", {"person": "demir"}, "demir", None),
    ("demir", "challenge_quorum", {}, "demir", None),
    ("clerk", "leave", {"person": "demir"}, "meyer", None),
    ("chair", "leave", {"person": "demir"}, "ahrens", "demir"),
    ("system", "request_floor", {"person": "demir", "kind": "speech"}, "system", None),
    ("clerk", "request_floor", {"person": "demir", "kind": "speech"}, "meyer", "demir"),
    # The clerk names nobody: it is the chair's motion.
    ("clerk", "move", {"motion": "x1", "kind": "adopt_agenda"}, "meyer", "ahrens"),
])  # fmt: skip
def test_the_event_keeps_who_typed_and_for_whom(
    by: str, do: str, fields: dict[str, Any], typed: str, whom: str | None
) -> None:
    evening = opened()
    evening.accepted(by, do, **fields)
    assert (evening.entries[-1].by, evening.entries[-1].for_) == (typed, whom)


@pytest.mark.parametrize("by", ["clerk", "chair"])
def test_the_law_is_checked_against_the_one_for_whom(by: str) -> None:
    evening = opened("ahrens brandt carstens demir jung lorenz")
    evening.refused("not_here", by, "challenge_quorum", person="falk")
    evening.refused("no_voting_member", by, "challenge_quorum", person="jung")
    evening.refused("may_not_move", by, "move", motion="x1", kind="urgency", item="2", person="lorenz")


def test_the_record_names_the_member_and_not_the_clerk() -> None:
    evening = at_item()
    evening.accepted("clerk", "move", motion="x1", kind="urgency", person="demir")
    evening.accepted("clerk", "move", motion="x2", kind="adopt_agenda")
    movers = {motion: row["mover"] for motion, row in evening.record["motions"].items()}
    assert (movers["x1"], movers["x2"]) == ("demir", "ahrens")


# cast_vote: "on one's own device only"


@pytest.mark.parametrize(("by", "fields"), [
    ("clerk", {"person": "demir"}),
    ("chair", {"person": "demir"}),
    ("brandt", {"person": "demir"}),
    ("clerk", {}),
])  # fmt: skip
def test_nobody_casts_anothers_vote(by: str, fields: dict[str, str]) -> None:
    evening = with_ballot_open()
    evening.refused("own_device", by, "cast_vote", ballot="b1", choice="yes", **fields)
    evening.refused("not_entitled", "system", "cast_vote", ballot="b1", choice="yes", person="demir")


# "`by` is a person's id, `chair` (whoever leads now), `clerk`, or `system`. An id carries every office that its person
# holds at that moment"


def test_a_member_who_is_the_clerk_holds_both_offices() -> None:
    evening = with_ballot_open(plan=plan_of(meeting={"clerk": "demir"}))
    evening.accepted("demir", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "cast_vote", ballot="b1", choice="no")
    evening.accepted("demir", "record_vote", ballot="b1", person="falk", choice="yes")
    evening.accepted("demir", "close_ballot", ballot="b1")
    assert (evening.entries[-1].by, evening.entries[-1].for_) == ("demir", "ahrens")


def test_a_leader_who_is_the_clerk_holds_three() -> None:
    evening = opened(plan=plan_of(meeting={"clerk": "ahrens"}))
    evening.accepted("ahrens", "call_item", item="2")
    evening.accepted("ahrens", "note", item="2", text="Ein Satz.")
    evening.accepted("ahrens", "move", motion="x1", kind="urgency")
    evening.accepted("ahrens", "arrive", person="jung", via="room")


@pytest.mark.parametrize("by", ["niemand", "administration", "esche", "b1"])
def test_an_unknown_asker_is_refused(by: str) -> None:
    opened().refused("unknown_person", by, "state_quorum")


def test_somebody_admitted_asks_for_themselves() -> None:
    evening = opened()
    evening.accepted("clerk", "admit", person={"id": "quandt", "name": "Quandt", "role": "guest"})
    evening.accepted("quandt", "arrive", person="quandt", via="video")


def test_without_a_leader_the_chairs_word_is_nobodys() -> None:
    evening = Evening.planned(plan_of(people=people_with(ahrens={"chairs": None})))
    for by in ("chair", "clerk"):
        evening.refused("no_leader", by, "open_meeting")
    evening.refused("not_entitled", "brandt", "open_meeting")
    evening.accepted("clerk", "arrive", person="brandt", via="room")


# "Whoever moves, challenges or objects is here and not barred from the item."


@pytest.mark.parametrize(("do", "fields"), [
    ("move", {"motion": "x1", "kind": "urgency", "item": "2"}),
    ("challenge_quorum", {}),
    ("object_to_convening", {}),
    ("object", {"motion": "m2"}),
    ("support", {"motion": "m2"}),
])  # fmt: skip
@pytest.mark.parametrize("code", ["not_here", "barred"])
def test_whoever_moves_challenges_or_objects_is_here_and_not_barred(
    code: str, do: str, fields: dict[str, Any]
) -> None:
    evening = at_item()
    if code == "not_here":
        evening.accepted("clerk", "leave", person="demir")
    else:
        evening.accepted("clerk", "recuse", person="demir", item="2")
    evening.refused(code, "demir", do, **fields)
