"""`correct`: nothing is edited, and the meeting is the one in which it had been entered rightly.

The table plays each evening twice: as it was entered, with a correction at its end, and as it should have been. The
two must leave the same record.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from handzeichen.meeting.events import Corrected, InPlace, ItemSettled, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Via
from handzeichen.meeting.machine import replay
from meeting.kit import Evening, at_item, clock, opened, present, with_ballot_open

Line = Mapping[str, Any]
WHY = {"reason": "vertippt"}


def line(do: str, at: str | None = None, by: str = "clerk", **fields: Any) -> Line:
    return {"by": by, "do": do, "at": at, **fields}


def rightly(entered: Line) -> dict[str, Any]:
    """A line as it stands inside a correction."""
    given = {key.rstrip("_"): value for key, value in entered.items() if key != "by" and value is not None}
    for name in ("at", "since"):
        if name in given:
            given[name] = clock(given[name])
    return given


def last(evening: Evening) -> int:
    return len(evening.entries)


def seq_of(evening: Evening, kind: str, person: str | None = None) -> int:
    """The last entry of this type, of this person."""
    found = [
        entry.seq
        for entry in evening.entries
        if type(entry.event).__name__ == kind and person in (None, getattr(entry.event, "person", None))
    ]
    return found[-1]


def same_record(one: Evening, other: Evening) -> None:
    records = [{key: value for key, value in e.record.items() if key != "log"} for e in (one, other)]
    assert records[0] == records[1]


# By fact: as entered, what is corrected, as it should have been


class Fact(NamedTuple):
    what: str
    before: list[Line]
    wrong: Line
    right: Line | None
    after: list[Line]


LEAVES = line("leave", "18:01", person="demir")
DEPUTY = [LEAVES, line("arrive", "18:02", person="gross", via="room"), line("deputise", "18:03", person="gross", for_="demir")]  # fmt: skip
GONE = line("leave", "18:00", person="falk")
VIDEO = line("arrive", "18:01", person="falk", via="video")
BARRED = line("recuse", "18:05", person="demir", item="3")

FACTS = [
    Fact("a later hour of arrival", [GONE], line("arrive", "18:05", person="falk", via="room"), line("arrive", "18:20", person="falk", via="room"), []),
    Fact("an earlier one", [GONE], line("arrive", "18:05", person="falk", via="room"), line("arrive", "18:03", person="falk", via="room"), []),
    Fact("by video and not in the room", [GONE], line("arrive", "18:05", person="falk", via="room"), line("arrive", "18:05", person="falk", via="video"), []),
    Fact("somebody else", [GONE], line("arrive", "18:05", person="falk", via="room"), line("arrive", "18:05", person="ivers", via="room"), []),
    Fact("nobody came", [GONE], line("arrive", "18:05", person="falk", via="room"), None, [line("leave", "18:10", person="falk")]),
    Fact("never gone", [], line("leave", "18:05", person="falk"), None, [line("arrive", "18:20", person="falk", via="room")]),
    Fact("gone later", [], line("leave", "18:05", person="falk"), line("leave", "18:15", person="falk"), [line("arrive", "18:20", person="falk", via="room")]),
    Fact("not gone but cut off", [GONE, VIDEO], line("leave", "18:05", person="falk"), line("lose_connection", "18:05", person="falk"), []),
    Fact("the member did not come: the deputation goes on", DEPUTY, line("arrive", "18:10", person="demir", via="room"), None, []),
    Fact("the member came: it ends", DEPUTY, line("arrive", "18:10", person="falk", via="video"), line("arrive", "18:10", person="demir", via="video"), []),
    Fact("another hour, and the deputation ends then", DEPUTY, line("arrive", "18:10", person="demir", via="room"), line("arrive", "18:14", person="demir", via="room"), []),
    Fact("another deputy", [*DEPUTY[:2], line("arrive", "18:02", person="hansen", via="room")], line("deputise", "18:03", person="gross", for_="demir"), line("deputise", "18:03", person="hansen", for_="demir"), []),
    Fact("nobody deputised", DEPUTY[:2], line("deputise", "18:03", person="gross", for_="demir"), None, [line("leave", "18:09", person="gross")]),
    Fact("a deputation ended later", DEPUTY, line("end_deputation", "18:08", person="gross", for_="demir"), line("end_deputation", "18:12", person="gross", for_="demir"), []),
    Fact("one deputy made room for the next, who did not", [*DEPUTY, line("leave", "18:04", person="gross"), line("arrive", "18:05", person="hansen", via="room")], line("deputise", "18:06", person="hansen", for_="demir"), None, []),
    Fact("a fault of somebody else", [GONE, VIDEO, line("leave", "18:02", person="ebeling"), line("arrive", "18:03", person="ebeling", via="video")], line("lose_connection", "18:05", person="falk"), line("lose_connection", "18:05", person="ebeling"), [line("restore_connection", "18:06", person="falk")]),
    Fact("no fault, and nothing to attribute", [GONE, VIDEO], line("lose_connection", "18:05", person="falk"), None, []),
    Fact("back earlier", [GONE, VIDEO, line("lose_connection", "18:05", person="falk")], line("restore_connection", "18:09", person="falk"), line("restore_connection", "18:06", person="falk"), []),
    Fact("another cause", [GONE, VIDEO, line("lose_connection", "18:05", person="falk")], line("attribute_fault", "18:06", by="chair", person="falk", cause="member"), line("attribute_fault", "18:06", person="falk", cause="municipality"), []),
    Fact("the camera was off", [GONE, VIDEO], line("set_camera", "18:05", person="falk", on=True), line("set_camera", "18:05", person="falk", on=False), []),
    Fact("nobody was recognised", [GONE, VIDEO], line("confirm_identity", "18:05", by="chair", person="falk"), None, []),
    Fact("alone at another hour", [GONE, VIDEO], line("confirm_alone", "18:05", person="falk"), line("confirm_alone", "18:07", person="falk"), []),
    Fact("barred from another item", [], BARRED, line("recuse", "18:05", person="demir", item="4"), []),
    Fact("not barred at all", [], BARRED, None, [line("end_recusal", "18:08", person="demir", item="3")]),
    Fact("still barred", [BARRED], line("end_recusal", "18:10", person="demir", item="3"), None, []),
    Fact("a note's words", [], line("note", "18:05", item="2", text="Falsch."), line("note", "18:05", item="2", text="Richtig.", person="falk"), []),
    Fact("a note to another item, at another hour", [], line("note", "18:05", item="2", text="So."), line("note", "18:03", item="3", text="So."), []),
    Fact("a note struck", [line("note", "18:04", item="2", text="Bleibt.")], line("note", "18:05", item="2", text="Falsch."), None, []),
    Fact("a single hand", [line("open_ballot", "18:05", by="chair", motion="m2", ballot="b1", method="show_of_hands")], line("record_vote", "18:06", ballot="b1", person="demir", choice="yes"), line("record_vote", "18:06", ballot="b1", person="falk", choice="no"), []),
    Fact("a count", [line("open_ballot", "18:05", by="chair", motion="m2", ballot="b1", method="show_of_hands")], line("count_hands", "18:06", ballot="b1", yes=5, no=1, abstain=0), line("count_hands", "18:06", ballot="b1", yes=4, no=1, abstain=1), [line("close_ballot", "18:07", by="chair", ballot="b1")]),
    Fact("no count", [line("open_ballot", "18:05", by="chair", motion="m2", ballot="b1", method="show_of_hands")], line("count_hands", "18:06", ballot="b1", yes=5, no=1, abstain=0), None, []),
]  # fmt: skip


def say(evening: Evening, entered: Line) -> None:
    evening.accepted(**{**entered, "at": entered["at"] and max(entered["at"], f"{evening.now:%H:%M}")})


def as_entered(fact: Fact) -> Evening:
    """The evening with what was wrong in it, and the correction at its end."""
    evening = at_item("2")
    for entered in (*fact.before, fact.wrong):
        say(evening, entered)
    of = last(evening)
    if fact.wrong["do"] == "arrive" and type(evening.entries[-1].event).__name__ == "DeputationEnded":
        of -= 1
    for entered in fact.after:
        say(evening, entered)
    with_ = {} if fact.right is None else {"with_": rightly(fact.right)}
    evening.accepted("clerk", "correct", at="18:30", of=of, **WHY, **with_)
    return evening


def as_it_should_have_been(fact: Fact) -> Evening:
    evening = at_item("2")
    right = [] if fact.right is None else [fact.right]
    # An hour that is told late is told with `since` in a script: its lines never run backwards.
    for entered in (*fact.before, *right, *fact.after):
        at = entered["at"]
        if at < f"{evening.now:%H:%M}":
            evening.accepted(**{**entered, "at": None, "since": at})
        else:
            evening.accepted(**entered)
    return evening


@pytest.mark.parametrize("fact", FACTS, ids=[fact.what for fact in FACTS])
def test_the_record_is_the_one_of_the_evening_entered_rightly(fact: Fact) -> None:
    corrected, right = as_entered(fact), as_it_should_have_been(fact)
    same_record(corrected, right)
    assert corrected.acting == right.acting
    assert corrected.present == right.present
    assert replay(corrected.entries) == corrected.meeting


def test_nothing_is_edited_or_deleted() -> None:
    fact = FACTS[0]
    before = at_item("2")
    for entered in (*fact.before, fact.wrong):
        say(before, entered)
    evening = as_entered(fact)
    assert evening.entries[: last(before)] == before.entries
    assert isinstance(evening.entries[-1].event, Corrected)
    assert evening.entries[-1].event.reason == "vertippt"


def test_what_came_of_itself_is_named_in_the_event_and_nothing_is_decided_again_when_it_is_read() -> None:
    fact = next(fact for fact in FACTS if fact.what.startswith("the member did not come"))
    evening = as_entered(fact)
    event = evening.entries[-1].event
    assert isinstance(event, Corrected)
    came = event.of
    assert event.instead == (
        InPlace(seq=came, at=evening.entries[came - 1].at),
        InPlace(seq=came + 1, at=evening.entries[came].at),
    )


def test_a_deputation_that_ended_with_the_ballot_goes_on_where_the_member_had_not_come() -> None:
    evening = at_item("2")
    for entered in DEPUTY:
        say(evening, entered)
    evening.accepted("chair", "open_ballot", at="18:05", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "arrive", at="18:06", person="demir", via="room")
    of = last(evening)
    evening.accepted("chair", "close_ballot", at="18:08", ballot="b1")
    assert evening.acting["demir"] == "demir"
    evening.accepted("clerk", "correct", at="18:20", of=of, **WHY)
    assert evening.acting["demir"] == "gross"
    # And back: he had come, but later.
    with_ = rightly(line("arrive", "18:07", person="demir", via="room"))
    evening.accepted("clerk", "correct", at="18:21", of=of, with_=with_, **WHY)
    assert evening.acting["demir"] == "demir"
    assert evening.attended("gross")["deputations"][0]["to"] == clock("18:08")


# Twice, and corrections of corrections


def test_the_last_correction_counts() -> None:
    evening = opened()
    evening.accepted("clerk", "leave", at="18:05", person="falk")
    of = last(evening)
    for time in ("18:15", "18:10"):
        with_ = rightly(line("leave", time, person="falk"))
        evening.accepted("clerk", "correct", at="18:30", of=of, with_=with_, **WHY)
    assert evening.attended("falk")["spans"][0]["to"] == clock("18:10")


def test_whoever_corrects_a_correction_means_what_it_was_about() -> None:
    evening = opened()
    evening.accepted("clerk", "leave", at="18:05", person="falk")
    evening.accepted("clerk", "correct", at="18:30", of=last(evening), **WHY)
    assert evening.via("falk") is Via.ROOM
    with_ = rightly(line("leave", "18:05", person="falk"))
    evening.accepted("clerk", "correct", at="18:31", of=last(evening), with_=with_, **WHY)
    assert evening.via("falk") is None
    assert isinstance(event := evening.entries[-1].event, Corrected) and event.of == last(evening) - 2


def test_what_changes_nothing_is_accepted_and_adds_no_event() -> None:
    evening = opened()
    evening.accepted("clerk", "leave", at="18:05", person="falk")
    of = last(evening)
    evening.unchanged("clerk", "correct", of=of, with_=rightly(line("leave", "18:05", person="falk")), **WHY)
    evening.unchanged("clerk", "correct", of=of, with_={"do": "leave", "person": "falk"}, **WHY)
    evening.accepted("clerk", "correct", of=of, **WHY)
    evening.unchanged("clerk", "correct", of=of, **WHY)


def test_without_a_time_of_its_own_it_was_when_the_wrong_one_was() -> None:
    evening = opened()
    evening.accepted("clerk", "leave", at="18:10", person="falk", since="18:05")
    of = last(evening)
    evening.accepted("clerk", "correct", at="18:30", of=of, with_={"do": "leave", "person": "demir"}, **WHY)
    assert evening.attended("demir")["spans"][0]["to"] == clock("18:05")
    assert evening.via("falk") is Via.ROOM


# By key


def test_a_key_names_the_entry_that_its_sender_made_with_it() -> None:
    evening = at_item("2")
    for entered in DEPUTY:
        say(evening, entered)
    evening.accepted("clerk", "arrive", at="18:10", person="demir", via="room", key="k7")
    assert [entry.key for entry in evening.entries[-2:]] == ["k7", "k7"]
    evening.refused("unknown_entry", "chair", "correct", of="k7", **WHY)
    evening.accepted("clerk", "correct", of="k7", **WHY)
    assert evening.acting["demir"] == "gross"


# Who, and when


def test_chair_and_clerk_may_before_the_opening_during_a_break_and_after_the_end() -> None:
    evening = present()
    evening.accepted("clerk", "leave", at="17:40", person="falk")
    of = last(evening)
    evening.refused("not_entitled", "falk", "correct", of=of, **WHY)
    evening.accepted("clerk", "correct", of=of, **WHY)
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "suspend", at="18:10")
    with_ = rightly(line("leave", "17:50", person="falk"))
    evening.accepted("chair", "correct", of=of, with_=with_, **WHY)
    evening.accepted("chair", "resume", at="18:20")
    evening.accepted("chair", "close_meeting", at="18:30")
    evening.accepted("clerk", "correct", at="22:00", of=of, **WHY)
    assert evening.via("falk") is Via.ROOM


# What it touches


def test_announced_ballots_that_it_concerns_come_back_and_stay() -> None:
    evening = at_item("2", "ahrens brandt carstens demir ebeling")
    evening.accepted("clerk", "arrive", at="18:05", person="falk", via="room")
    of = last(evening)
    evening.now = evening.now.replace(minute=10)
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "call_item", at="18:20", item="3")
    evening.now = evening.now.replace(minute=25)
    evening.vote("m3", "b2", yes="ahrens brandt carstens demir ebeling falk")
    before = evening.record["ballots"]
    for time, touches in (("18:15", ("b1",)), ("18:08", ("b1",)), ("18:30", ("b1", "b2"))):
        with_ = rightly(line("arrive", time, person="falk", via="room"))
        answer = evening.accepted("clerk", "correct", at="18:40", of=of, with_=with_, **WHY)
        assert answer.touches == touches, time
        assert evening.record["ballots"] == before
    assert evening.accepted("clerk", "correct", of=of, **WHY).touches == ()


def test_an_adviser_touches_no_ballot() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "arrive", at="18:05", person="jung", via="room")
    of = last(evening)
    evening.now = evening.now.replace(minute=10)
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    assert evening.accepted("clerk", "correct", at="18:20", of=of, **WHY).touches == ()


# Hands after the announcement


def counted(*, yes: int = 5, no: int = 1, abstain: int = 0) -> Evening:
    """b1 on item 2 is counted at 18:05 and announced at 18:10."""
    evening = with_ballot_open()
    evening.accepted("clerk", "count_hands", at="18:05", ballot="b1", yes=yes, no=no, abstain=abstain)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", at="18:10", ballot="b1")
    return evening


def count(**numbers: int) -> dict[str, Any]:
    return {"do": "count_hands", "ballot": "b1", **{"yes": 0, "no": 0, "abstain": 0, **numbers}}


def test_a_wrong_count_with_the_same_result_is_announced_again() -> None:
    evening = counted()
    evening.accepted("clerk", "correct", at="18:20", of=seq_of(evening, "HandsCounted"), with_=count(yes=4, no=1, abstain=1), reason="verzählt")  # fmt: skip
    ballot = evening.record["ballots"]["b1"]
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["not_voted"]) == (4, 1, 1, 0)
    assert ballot["wording"] == "4 Stimmen dafür, eine Stimme dagegen, eine Enthaltung"
    assert ballot["sources"] == {"cast": 0, "recorded": 0, "counted": 6, "derived": 0}
    assert (ballot["closed_at"], ballot["announced_at"]) == (clock("18:05"), clock("18:20"))
    assert evening.agenda("2")["result_text"] == ballot["wording"]
    assert [type(entry.event) for entry in evening.entries[-2:]] == [Corrected, ResultAnnounced]
    assert sum(isinstance(entry.event, ItemSettled) for entry in evening.entries) == 1
    assert replay(evening.entries) == evening.meeting
    # Announced again, it may be doubted again.
    evening.accepted("clerk", "doubt_result", person="falk", ballot="b1")


def test_whoever_was_not_here_is_taken_out_of_the_count_too() -> None:
    # The correction of the arrival names the ballot that it touches: its numbers are what is corrected next.
    evening = counted(yes=4, no=2)
    arrived = seq_of(evening, "Arrived", "falk")
    assert evening.accepted("clerk", "correct", of=arrived, **WHY).touches == ("b1",)
    of = seq_of(evening, "HandsCounted")
    evening.accepted("clerk", "correct", of=of, with_=count(yes=4, no=1, not_voted=1), **WHY)
    ballot = evening.record["ballots"]["b1"]
    assert [ballot[key] for key in ("eligible", "yes", "no", "abstain", "not_voted")] == [6, 4, 1, 0, 1]
    evening.refused("too_many_hands", "clerk", "correct", of=of, with_=count(yes=7), **WHY)
    assert replay(evening.entries) == evening.meeting


def test_another_result_needs_another_ballot() -> None:
    evening = counted(yes=4, no=2)
    of = seq_of(evening, "HandsCounted")
    refusal = evening.refused("other_result", "clerk", "correct", of=of, with_=count(yes=3, no=3), **WHY)
    assert "wiederholen" in refusal.help()
    evening.refused("other_result", "clerk", "correct", of=of, **WHY)
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")


def test_numbers_that_do_not_add_up_are_not_announced_again_either() -> None:
    evening = counted()
    of = seq_of(evening, "HandsCounted")
    evening.refused("does_not_add_up", "clerk", "correct", of=of, with_=count(yes=4), **WHY)
    evening.refused("too_many_hands", "clerk", "correct", of=of, with_=count(yes=7), **WHY)


def test_a_count_is_corrected_until_its_item_closes() -> None:
    evening = counted()
    of = seq_of(evening, "HandsCounted")
    evening.accepted("chair", "call_item", at="18:20", item="3")
    refusal = evening.refused("count_stands", "clerk", "correct", of=of, with_=count(yes=4, no=2), **WHY)
    assert "Notiz" in refusal.help()


def test_a_closed_item_is_named_by_its_number() -> None:
    evening = opened()
    evening.accepted("falk", "move", motion="u1", kind="urgent_item", title="Deichbruch")
    evening.vote("u1", "b0", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "call_item", item="u1")
    evening.accepted("falk", "move", motion="m9", kind="main", text="Der Deich wird geschlossen.")
    evening.vote("m9", "b1", yes="ahrens brandt carstens demir ebeling", no="falk")
    evening.accepted("chair", "call_item", item="2")
    with_ = {"do": "decline_vote", "ballot": "b1", "person": "falk"}
    of = seq_of(evening, "VoteRecorded", "falk")
    refusal = evening.refused("count_stands", "clerk", "correct", of=of, with_=with_, **WHY)
    assert refusal.why().startswith("TOP D1 ist geschlossen")


def test_a_motion_on_procedure_belongs_to_the_item_under_which_it_was_moved() -> None:
    evening = at_item("4")
    evening.accepted("falk", "move", motion="a1", kind="adopt_agenda")
    evening.accepted("chair", "open_ballot", motion="a1", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=6, no=0, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    of = seq_of(evening, "HandsCounted")
    evening.accepted("clerk", "correct", of=of, with_=count(yes=5, no=1), **WHY)
    assert evening.record["ballots"]["b1"]["wording"].startswith("Die Tagesordnung wird mit 5 Ja-Stimmen")
    evening.accepted("chair", "call_item", item="2")
    evening.refused("count_stands", "clerk", "correct", of=of, with_=count(yes=6), **WHY)


def test_a_superseded_ballot_is_no_result_to_be_corrected() -> None:
    evening = counted()
    of = seq_of(evening, "HandsCounted")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    refusal = evening.refused("ballot_over", "clerk", "correct", of=of, with_=count(yes=6), **WHY)
    assert "b1" not in refusal.why() and "TOP 2" in refusal.why()


def test_votes_in_the_minutes_on_request_must_still_fit() -> None:
    evening = counted()
    evening.accepted("clerk", "have_vote_recorded", ballot="b1", person="falk", choice="no")
    of = seq_of(evening, "HandsCounted")
    evening.refused("recorded_votes_do_not_fit", "clerk", "correct", of=of, with_=count(yes=6), **WHY)
    evening.accepted("clerk", "correct", of=of, with_=count(yes=4, no=1, abstain=1), **WHY)


def test_a_roll_call_is_told_again_by_name() -> None:
    evening = at_item("2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    evening.record_hands("b1", yes="ahrens brandt carstens demir", no="ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    with_ = {"do": "record_vote", "ballot": "b1", "person": "falk", "choice": "abstain"}
    evening.accepted("clerk", "correct", of=seq_of(evening, "VoteRecorded", "falk"), with_=with_, **WHY)
    assert evening.record["ballots"]["b1"]["votes"]["falk"] == "abstain"
    assert evening.ballot("b1").state is BallotState.ANNOUNCED


def test_a_hand_that_the_clerk_saw_wrongly_gives_back_what_the_member_had_cast() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    evening.accepted("clerk", "record_vote", ballot="b1", person="falk", choice="yes", replaces=True, reason="gesehen")  # fmt: skip
    evening.accepted("clerk", "correct", of=last(evening), **WHY)
    assert [vote.choice for vote in evening.ballot("b1").votes.values()] == ["no"]


# Frozen seats


def test_the_seats_that_a_ballot_froze_stay() -> None:
    evening = with_ballot_open()
    arrived = seq_of(evening, "Arrived", "falk")
    evening.accepted("clerk", "correct", of=arrived, **WHY)
    assert evening.via("falk") is None
    assert "falk" in evening.ballot("b1").eligible


# What is refused, and what to do instead


@pytest.mark.parametrize(
    ("kind", "help_"),
    [
        ("MeetingPlanned", "Notiz"),
        ("MeetingOpened", "Notiz"),
        ("QuorumStated", "neu fest"),
        ("BallotOpened", "wiederholen"),
        ("VoteCast", "einzeln ersetzen"),
    ],
)
def test_what_cannot_be_corrected_says_what_to_do_instead(kind: str, help_: str) -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    refusal = evening.refused("not_correctable", "clerk", "correct", of=seq_of(evening, kind), **WHY)
    assert help_ in refusal.help()


def test_the_bodys_own_decision_is_not_corrected() -> None:
    evening = at_item("2")
    evening.accepted("brandt", "move", motion="r1", kind="recusal", about="falk", item="2")
    evening.vote("r1", "b1", yes="ahrens brandt carstens demir")
    refusal = evening.refused("not_correctable", "clerk", "correct", of=seq_of(evening, "Recused"), **WHY)
    assert "Gremium" in refusal.help()


def test_who_takes_no_part_by_the_own_device_has_said_so_alone() -> None:
    evening = with_ballot_open()
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    evening.refused("not_correctable", "clerk", "correct", of=last(evening), **WHY)


@pytest.mark.parametrize("of", [0, -1, 999, "nie-gesendet"])
def test_what_was_never_entered(of: int | str) -> None:
    opened().refused("unknown_entry", "clerk", "correct", of=of, **WHY)


def test_what_came_of_itself_is_corrected_where_it_came_from() -> None:
    evening = at_item("2")
    for entered in DEPUTY:
        say(evening, entered)
    evening.accepted("clerk", "arrive", at="18:10", person="demir", via="room")
    refusal = evening.refused("follows_from", "clerk", "correct", of=last(evening), **WHY)
    assert str(last(evening) - 1) in refusal.help()


@pytest.mark.parametrize(
    "with_",
    [
        {"do": "note", "item": "2", "text": "Er war da."},
        {"do": "open_meeting"},
        {"do": "admit", "person": {"id": "neu", "name": "Neu", "role": "guest"}},
        {"do": "count_hands", "ballot": "b1", "yes": 1, "no": 0, "abstain": 0},
        {"do": "correct", "of": 3, "reason": "so"},
    ],
)
def test_something_of_another_kind_takes_no_entrys_place(with_: dict[str, Any]) -> None:
    evening = with_ballot_open()
    of = seq_of(evening, "Arrived", "falk")
    evening.refused("not_in_its_place", "clerk", "correct", of=of, with_=with_, **WHY)


def test_hands_belong_to_their_ballot() -> None:
    evening = counted()
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    evening.accepted("clerk", "count_hands", ballot="b2", yes=6, no=0, abstain=0)
    evening.refused("not_in_its_place", "clerk", "correct", of=last(evening), with_=count(yes=6), **WHY)


def test_the_command_as_it_should_have_been_is_held_to_the_rules_of_its_time() -> None:
    evening = opened("ahrens brandt carstens demir", "ebeling")
    evening.accepted("clerk", "leave", at="18:05", person="demir")
    of = last(evening)
    for code, with_ in (
        ("since_future", rightly(line("leave", "18:50", person="demir"))),
        ("since_too_early", rightly(line("leave", "17:00", person="demir"))),
        ("unknown_person", rightly(line("leave", "18:05", person="niemand"))),
        ("not_on_video", rightly(line("lose_connection", "18:05", person="demir"))),
        ("not_here", rightly(line("deputise", "18:05", person="gross", for_="demir"))),
    ):
        evening.refused(code, "clerk", "correct", at="18:30", of=of, with_=with_, **WHY)


def test_a_later_entry_that_would_not_fit_any_more_is_corrected_first() -> None:
    evening = opened("ahrens brandt carstens demir", "ebeling")
    evening.accepted("clerk", "leave", at="18:05", person="demir")
    evening.accepted("clerk", "arrive", at="18:10", person="demir", via="room")
    gone, came = last(evening) - 1, last(evening)
    later = rightly(line("leave", "18:20", person="demir"))
    refusal = evening.refused("later_entry_in_the_way", "clerk", "correct", at="18:30", of=gone, with_=later, **WHY)  # fmt: skip
    assert "Um 18.10 Uhr" in refusal.why()
    back = rightly(line("arrive", "18:25", person="demir", via="room"))
    evening.accepted("clerk", "correct", of=came, with_=back, **WHY)
    evening.accepted("clerk", "correct", of=gone, with_=later, **WHY)
    assert [(s["from"], s["to"]) for s in evening.attended("demir")["spans"]] == [
        (clock("17:30"), clock("18:20")),
        (clock("18:25"), None),
    ]


def test_nobody_came_after_the_end() -> None:
    evening = at_item("2", "ahrens brandt carstens demir falk")
    evening.accepted("chair", "close_meeting", at="19:00")
    arrival = {"do": "arrive", "person": "falk", "via": "room"}
    of = seq_of(evening, "Arrived", "falk")
    for times in ({"at": clock("19:02")}, {"at": clock("18:30"), "since": clock("19:02")}):
        evening.refused(
            "after_the_end", "clerk", "correct", at="19:05", of=of, with_={**arrival, **times}, **WHY
        )
    evening.accepted("clerk", "correct", of=of, with_={**arrival, "at": clock("19:00")}, **WHY)
    assert evening.attended("falk")["spans"] == [
        {"from": clock("19:00"), "to": clock("19:00"), "via": "room"}
    ]


def test_nobody_came_after_having_been_excluded() -> None:
    evening = at_item("2", "ahrens brandt carstens demir falk")
    evening.accepted("chair", "exclude", person="falk", reason="Störung", at="18:30")
    with_ = {"do": "arrive", "person": "falk", "via": "room", "at": clock("18:40")}
    of = seq_of(evening, "Arrived", "falk")
    refusal = evening.refused(
        "later_entry_in_the_way", "clerk", "correct", at="19:00", of=of, with_=with_, **WHY
    )
    assert refusal.why().startswith("Um 18.30 Uhr ist für Ratsherrn Falk etwas eingetragen")


def test_whose_cause_stands_in_the_way_is_named() -> None:
    evening = at_item("2", "ahrens brandt carstens demir", "falk")
    evening.accepted("clerk", "lose_connection", person="falk", at="18:10")
    lost = last(evening)
    evening.accepted("clerk", "restore_connection", person="falk", at="18:12")
    evening.accepted("clerk", "attribute_fault", person="falk", cause="municipality", at="18:15")
    refusal = evening.refused("later_entry_in_the_way", "clerk", "correct", of=lost, **WHY)
    assert refusal.why().startswith("Um 18.15 Uhr ist für Ratsherrn Falk etwas eingetragen")


def test_a_deputy_who_was_never_here_acted_for_nobody() -> None:
    evening = at_item("2")
    for entered in DEPUTY:
        say(evening, entered)
    arrived = seq_of(evening, "Arrived", "gross")
    evening.refused("later_entry_in_the_way", "clerk", "correct", of=arrived, **WHY)
    evening.accepted("clerk", "correct", of=seq_of(evening, "DeputationBegun"), **WHY)
    evening.accepted("clerk", "correct", of=arrived, **WHY)
    assert evening.acting["demir"] == "demir"


def test_a_bar_is_not_corrected_while_its_item_is_voted_on() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "recuse", person="falk", item="2")
    of = last(evening)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    refusal = evening.refused("ballot_open", "clerk", "correct", of=of, **WHY)
    assert "b1" not in refusal.why() and "TOP 2" in refusal.why()
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("clerk", "correct", of=of, **WHY)


def test_an_entry_withheld_from_the_log_has_no_place_for_a_correction() -> None:
    evening = opened()
    evening.accepted("clerk", "note", item="2", text="Nicht für alle.")
    evening.accepted("clerk", "correct", of=last(evening), with_={"do": "note", "item": "2", "text": "So."}, **WHY)  # fmt: skip
    rest = [entry for entry in evening.entries if entry.seq != last(evening) - 1]
    assert replace(replay(rest), past=evening.meeting.past).agenda.items["2"].notes == ()
