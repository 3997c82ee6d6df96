"""What the minutes say of a fault of the house's technology: who, when, what it fell upon, and what was repeated."""

from dataclasses import replace

from handzeichen.law.minuting import MinutesStyle
from handzeichen.record.editions import Edition
from handzeichen.record.evidence import evidence
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.leaves import text as leaf
from handzeichen.record.writers.text import text
from meeting.kit import Evening, at_item

ROOM = "ahrens brandt carstens demir"
AFFECTED = "Betroffen von einer Störung der Technik im Haus: "


def lines(evening: Evening, *, faults: bool = True, edition: Edition = Edition.NON_PUBLIC) -> list[str]:
    style = replace(evening.meeting.law.minutes_style, value=MinutesStyle(faults=faults))
    told = replace(evening.meeting, law=replace(evening.meeting.law, minutes_style=style))
    if told.in_public is not None:
        known = replace(told.in_public, law=told.law)
        told = replace(told, in_public=known)
    return text(minutes(told, edition=edition)).splitlines()


def affected(found: list[str]) -> list[str]:
    return [line.removeprefix(AFFECTED) for line in found if line.startswith(AFFECTED)]


def mid_ballot() -> Evening:
    """Cut off by the house in the middle of a ballot: broken off, interrupted, and repeated once all is well."""
    evening = at_item("2", ROOM, "ebeling falk")
    evening.accepted("chair", "open_ballot", at="18:05", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "lose_connection", at="18:06", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="municipality")
    evening.accepted(
        "chair", "abort_ballot", at="18:07", ballot="b1", reason="Störung der Übertragung aus dem Saal"
    )
    evening.accepted("chair", "suspend", reason="Störung von Bild oder Ton")
    evening.accepted("clerk", "restore_connection", at="18:15", person="ebeling")
    evening.accepted("chair", "resume")
    evening.accepted("chair", "open_ballot", at="18:16", motion="m2", ballot="b2", method="show_of_hands")
    evening.record_hands("b2", yes="ahrens brandt carstens demir ebeling falk")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2", at="18:17")
    return evening


def test_a_fault_in_mid_ballot_leads_to_a_record_that_says_broken_off_interrupted_and_repeated() -> None:
    record = mid_ballot().record
    assert record["motions"]["m2"]["ballots"] == ["b1", "b2"]
    assert (record["ballots"]["b1"]["state"], record["ballots"]["b1"]["yes"]) == ("aborted", None)
    assert record["ballots"]["b1"]["reason"] == "Störung der Übertragung aus dem Saal"
    assert (record["ballots"]["b2"]["state"], record["ballots"]["b2"]["eligible"]) == ("announced", 6)
    (pause,) = record["meeting"]["suspensions"]
    assert (pause["from"][11:16], pause["to"][11:16]) == ("18:07", "18:15")
    assert [fault["cause"] for fault in record["faults"]] == ["municipality"]


def test_minutes_that_name_faults_say_it_in_order_and_others_that_the_broken_ballot_was_repeated() -> None:
    named, unnamed = lines(mid_ballot()), lines(mid_ballot(), faults=False)
    assert affected(named) == [
        "Beschlussvorschlag der Verwaltung zu TOP 2, Abstimmung abgebrochen um 18.07 Uhr – "
        "wiederholt um 18.17 Uhr: Einstimmig"
    ]
    assert affected(unnamed) == []
    for found in (named, unnamed):
        assert "Unterbrechung 18.07 - 18.15 Uhr (Störung von Bild oder Ton)" in found
        broken = (
            "Die um 18.05 Uhr eröffnete Abstimmung wurde abgebrochen (Störung der Übertragung aus dem Saal)"
        )
        assert found.index(f"{broken} und wiederholt.") < found.index("Einstimmig")
    (evidence_of_it,) = evidence(mid_ballot().meeting, length=1, head="5e1c")
    assert f"{broken} und wiederholt." in leaf([evidence_of_it.leaf])


def test_a_broken_ballot_is_called_repeated_only_once_the_next_one_on_the_same_motion_is_over() -> None:
    def told(evening: Evening) -> list[str]:
        said = "Die um 18.05 Uhr eröffnete Abstimmung wurde abgebrochen (Alarm)"
        return [line.removeprefix(said) for line in lines(evening, faults=False) if line.startswith(said)]

    evening = at_item("2", ROOM)
    evening.accepted("chair", "open_ballot", at="18:05", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Alarm")
    assert told(evening) == ["."]
    evening.accepted("chair", "open_ballot", at="18:08", motion="m2", ballot="b2", method="show_of_hands")
    assert told(evening) == ["."]
    evening.accepted("chair", "abort_ballot", ballot="b2", reason="Rauch")
    assert told(evening) == [" und wiederholt."]
    assert "Die um 18.08 Uhr eröffnete Abstimmung wurde abgebrochen (Rauch)." in lines(evening)


def test_a_step_that_nobody_repeated_is_told_as_such_and_the_public_hears_nothing_of_what_was_behind_doors() -> (
    None
):
    evening = at_item("4", ROOM, "ebeling falk")
    for person in ("ebeling", "falk"):
        evening.accepted(person, "confirm_alone", person=person)
    evening.accepted("clerk", "lose_connection", at="18:10", scope="room")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "state_quorum", at="18:11")
    evening.accepted("chair", "close_item", item="4")
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True, at="18:12")
    evening.accepted("chair", "call_item", item="5", at="18:13")
    evening.accepted("clerk", "restore_connection", at="18:14", scope="room")
    quorum = "Feststellung der Beschlussfähigkeit um 18.11 Uhr – nicht wiederholt"
    assert affected(lines(evening)) == [quorum, "TOP 5, aufgerufen um 18.13 Uhr – nicht wiederholt"]
    assert affected(lines(evening, edition=Edition.PUBLIC)) == [quorum]


def test_broken_off_after_many_faults_and_continued_on_another_day_is_told_with_both_days() -> None:
    evening = at_item("4", ROOM, "ebeling falk")
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "lose_connection", at="18:10", person=person)
    evening.accepted("chair", "attribute_fault", persons=["ebeling", "falk"], cause="municipality")
    evening.accepted("chair", "adjourn", reason="Störung von Bild oder Ton")
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "leave", at="18:11", person=person)
    evening.wait(minutes=24 * 60)
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "arrive", person=person, via="video")
    evening.accepted("chair", "resume")
    evening.accepted("chair", "state_quorum")
    evening.accepted("chair", "close_meeting")
    assert evening.record["meeting"]["adjourned_at"] == "2026-11-24T18:10:00+01:00"
    assert evening.record["items"][4]["outcome"] == "not_reached"
    found = lines(evening)
    begun = found.index("Beginn 17.30 Uhr") if "Beginn 17.30 Uhr" in found else 0
    assert "Abgebrochen 18.10 Uhr (Störung von Bild oder Ton), fortgesetzt" in "\n".join(found[begun:])
    assert any(line.endswith("18.11 Uhr (25. November 2026)") for line in found), found[:12]
