"""The record of evenings that did not go smoothly: what stands in it, and what must not."""

from datetime import UTC, datetime

import pytest

from record.evening import ROOM, Evening, at, row

NUMBERS = (
    "yes",
    "no",
    "abstain",
    "not_voted",
    "needed",
    "result",
    "unanimous",
    "wording",
    "by_video",
    "sources",
)


# Before, during and after


def test_a_meeting_that_has_not_begun_has_a_record_too() -> None:
    found = Evening("").record
    assert (found["meeting"]["opened_at"], found["meeting"]["closed_at"], found["meeting"]["led_by"]) == (
        None,
        None,
        [],
    )
    assert found["absent"] == ["arnold", "berger", "conrad", "dorn"]
    assert [item["outcome"] for item in found["items"]] == ["none", "none"]
    assert found["log"] == {"length": 1, "head": "5e1c"}


def test_what_still_runs_has_no_end_until_the_meeting_is_closed() -> None:
    evening = Evening().opened()
    evening("clerk", "arrive", person="ernst", via="room", minute=5)
    evening("clerk", "deputise", person="ernst", for_="dorn")
    evening("chair", "give_floor", person="berger", minute=6)
    evening("clerk", "lose_connection", scope="room", minute=7)
    assert row(evening.record["attendance"], "ernst")["deputations"] == [
        {"for": "dorn", "from": at(5), "to": None}
    ]
    assert evening.record["items"][0]["floor"] == [
        {"person": "berger", "kind": "speech", "from": at(6), "to": None}
    ]
    evening("chair", "suspend", reason="Lüften", minute=8)
    evening("chair", "close_meeting", minute=9)
    found = evening.record
    assert row(found["attendance"], "ernst")["deputations"] == [{"for": "dorn", "from": at(5), "to": at(9)}]
    assert row(found["attendance"], "ernst")["spans"] == [{"from": at(5), "to": at(9), "via": "room"}]
    assert found["faults"] == [{"person": "room", "from": at(7), "to": at(9), "cause": "unclear"}]
    assert found["meeting"]["suspensions"] == [{"from": at(8), "to": at(9), "reason": "Lüften"}]
    assert found["meeting"]["led_by"] == [{"person": "arnold", "from": at(1), "to": at(9)}]
    assert found["items"][0]["floor"][0]["to"] is not None
    assert (found["items"][0]["called_at"], found["items"][0]["closed_at"]) == (at(1), at(9))


def test_what_was_never_called_is_not_reached_and_has_no_times() -> None:
    evening = Evening().opened()
    evening("chair", "close_meeting", minute=9)
    second = evening.record["items"][1]
    assert (second["outcome"], second["called_at"], second["closed_at"]) == ("not_reached", None, None)


def test_a_meeting_broken_off_says_when() -> None:
    evening = Evening().opened()
    evening("chair", "adjourn", minute=20)
    assert (evening.record["meeting"]["adjourned_at"], evening.record["meeting"]["closed_at"]) == (
        at(20),
        None,
    )


# People


def test_the_true_time_counts_where_something_was_entered_late() -> None:
    evening = Evening().opened()
    evening("clerk", "arrive", person="dorn", via="room", since=at(4), minute=30)
    assert row(evening.record["attendance"], "dorn")["spans"] == [{"from": at(4), "to": None, "via": "room"}]


def test_room_and_video_are_two_spans() -> None:
    evening = Evening().opened()
    evening("dorn", "arrive", person="dorn", via="video", minute=5)
    evening("clerk", "arrive", person="dorn", via="room", minute=10)
    evening("clerk", "leave", person="dorn", minute=15)
    assert row(evening.record["attendance"], "dorn")["spans"] == [
        {"from": at(5), "to": at(10), "via": "video"},
        {"from": at(10), "to": at(15), "via": "room"},
    ]


def test_seat_and_member_of_a_deputy_are_the_last_ones_held() -> None:
    evening = Evening("arnold berger").opened()
    evening("clerk", "arrive", person="ernst", via="room", minute=2)
    assert (row(evening.record["attendance"], "ernst")["seat"], evening.record["absent"]) == (
        None,
        ["conrad", "dorn"],
    )
    evening("clerk", "deputise", person="ernst", for_="conrad", minute=3)
    evening("clerk", "end_deputation", person="ernst", for_="conrad", minute=4)
    evening("clerk", "deputise", person="ernst", for_="dorn", minute=5)
    evening("clerk", "end_deputation", person="ernst", for_="dorn", minute=6)
    ernst = row(evening.record["attendance"], "ernst")
    assert (ernst["seat"], ernst["deputising_for"]) == ("dorn", "dorn")
    assert [(d["for"], d["from"], d["to"]) for d in ernst["deputations"]] == [
        ("conrad", at(3), at(4)),
        ("dorn", at(5), at(6)),
    ]
    # Deputised for or not: whoever never came is absent.
    assert evening.record["absent"] == ["conrad", "dorn"]


def test_a_bar_that_was_lifted_or_is_contested_is_no_recusal() -> None:
    evening = Evening().opened()
    evening("conrad", "recuse", person="conrad", item="1")
    evening("clerk", "recuse", person="conrad", item="2")
    assert row(evening.record["attendance"], "conrad")["recused"] == ["1", "2"]
    evening("conrad", "end_recusal", person="conrad", item="1")
    evening("conrad", "contest_recusal", person="conrad", item="2")
    assert row(evening.record["attendance"], "conrad")["recused"] == []


def test_somebody_admitted_stands_after_those_who_were_planned() -> None:
    evening = Evening().opened()
    evening("clerk", "admit", person={"id": "gast", "name": "Aal", "role": "guest"})
    evening("clerk", "arrive", person="gast", via="room", minute=3)
    evening("clerk", "arrive", person="kurz", via="room")
    assert [one["person"] for one in evening.record["attendance"]] == [
        "arnold",
        "berger",
        "conrad",
        "kurz",
        "gast",
    ]


# Quorum, motions, papers


def test_statement_and_challenge_of_the_quorum_both_stand_with_their_count() -> None:
    evening = Evening().opened()
    evening("clerk", "leave", person="conrad", minute=5)
    evening("berger", "challenge_quorum", minute=6)
    evening("chair", "state_quorum", minute=7)
    counts = [
        (q["kind"], q["by"], q["present"], q["required"], q["quorate"]) for q in evening.record["quorum"]
    ]
    assert counts == [
        ("stated", "arnold", 3, 3, True),
        ("challenged", "berger", 2, 3, False),
        ("stated", "arnold", 2, 3, False),
    ]


def test_a_planned_motion_is_its_persons_or_its_factions() -> None:
    motions = Evening().record["motions"]
    assert (motions["m1"]["mover"], motions["m1"]["faction"], motions["m1"]["moved_at"]) == (
        None,
        "linde",
        None,
    )
    assert (motions["m2"]["mover"], motions["m2"]["item"], motions["m2"]["under"]) == ("conrad", "2", None)


def test_a_motion_knows_under_which_item_it_was_moved() -> None:
    evening = Evening().opened()
    evening("conrad", "move", motion="m3", kind="postponement", item="2", reason="zu spät", minute=4)
    moved = evening.record["motions"]["m3"]
    assert (moved["item"], moved["under"], moved["moved_at"], moved["mover"]) == ("2", "1", at(4), "conrad")
    assert (moved["reason"], moved["outcome"], moved["settled_by"]) == ("zu spät", "open", None)


def test_a_tabled_paper_says_how_it_was_handed_out() -> None:
    evening = Evening().opened()
    evening("clerk", "table_paper", item="1", reference="2/2026", kind="Antrag", handed="table")
    assert evening.record["items"][0]["papers"] == [
        {"reference": "1/2026", "kind": None, "attachments": 0, "dated": "2026-11-02", "late": False},
        {
            "reference": "2/2026",
            "kind": "Antrag",
            "attachments": 0,
            "dated": None,
            "late": False,
            "handed": "table",
        },
    ]


# Ballots


def test_a_ballot_has_no_numbers_before_it_is_announced() -> None:
    evening = Evening().opened()
    evening.ballot(yes=2, no=1, abstain=0)
    closed = evening.record["ballots"]["b1"]
    assert [closed[name] for name in NUMBERS] == [None] * len(NUMBERS)
    assert (closed["votes"], closed["recorded_on_request"]) == ({}, {})
    assert (closed["state"], closed["eligible"], closed["present"]) == ("closed", 3, 3)
    assert closed["majority"] == {"base": "votes_cast", "fraction": "1/2", "strict": True}
    evening("chair", "announce_result", ballot="b1")
    announced = evening.record["ballots"]["b1"]
    assert (announced["yes"], announced["no"], announced["not_voted"], announced["needed"]) == (2, 1, 0, 2)


@pytest.mark.parametrize("way", ["aborted", "superseded"])
def test_a_ballot_that_does_not_count_shows_neither_numbers_nor_votes(way: str) -> None:
    evening = Evening().opened()
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="roll_call")
    for person in ROOM.split():
        evening("clerk", "record_vote", ballot="b1", person=person, choice="yes")
    if way == "aborted":
        evening("chair", "abort_ballot", ballot="b1", reason="Feueralarm")
    else:
        evening("chair", "close_ballot", ballot="b1")
        evening("chair", "announce_result", ballot="b1")
        assert evening.record["ballots"]["b1"]["votes"] == {"arnold": "yes", "berger": "yes", "conrad": "yes"}
        evening("chair", "repeat_ballot", ballot="b1", new="b2", reason="Feueralarm")
    found = evening.record["ballots"]["b1"]
    assert (found["state"], found["reason"], found["votes"]) == (way, "Feueralarm", {})
    assert [found[name] for name in NUMBERS] == [None] * len(NUMBERS)
    assert evening.record["motions"]["m1"]["outcome"] == "open"
    assert evening.record["items"][0]["result_text"] is None


def test_a_show_of_hands_keeps_nobodys_vote_but_on_their_own_request() -> None:
    evening = Evening().opened()
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands")
    for person in ROOM.split():
        evening(person, "cast_vote", ballot="b1", choice="no" if person == "berger" else "yes")
    evening("chair", "close_ballot", ballot="b1")
    evening("chair", "announce_result", ballot="b1")
    assert evening.record["ballots"]["b1"]["votes"] == {}
    evening("berger", "have_vote_recorded", ballot="b1")
    assert evening.record["ballots"]["b1"]["recorded_on_request"] == {"berger": "no"}
    assert evening.record["ballots"]["b1"]["votes"] == {}


def test_whoever_was_admitted_is_eligible_and_was_not_there_at_the_opening() -> None:
    evening = Evening().opened()
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands")
    evening("clerk", "arrive", person="dorn", via="room")
    evening("chair", "admit_to_ballot", ballot="b1", person="dorn")
    assert [evening.record["ballots"]["b1"][name] for name in ("eligible", "present")] == [4, 3]


def test_one_ballot_gives_its_numbers_to_every_motion_in_it() -> None:
    evening = Evening().opened()
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands", with_=["m2"])
    evening("clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0)
    evening("chair", "close_ballot", ballot="b1")
    evening("chair", "announce_result", ballot="b1")
    found = evening.record
    assert found["ballots"]["b1"]["with"] == ["m2"]
    assert [found["motions"][m]["ballots"] for m in ("m1", "m2")] == [["b1"], ["b1"]]
    assert [(i["outcome"], i["result_text"]) for i in found["items"]] == [("adopted", "Einstimmig")] * 2


# Times


def test_times_entered_from_another_offset_are_written_with_the_plans() -> None:
    evening = Evening().opened()
    evening.at = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    evening("clerk", "note", item="1", text="Eine Bemerkung.")
    assert evening.record["items"][0]["notes"] == [{"at": at(30), "person": None, "text": "Eine Bemerkung."}]
