"""What forbids to destroy anything of a log, and who ends it: a hold, a doubt that was not settled, an objection."""

from datetime import date

from handzeichen.meeting.events import Arrived
from handzeichen.meeting.holds import Doubt, approved_on, kept_by
from handzeichen.record.data import record
from meeting.kit import Evening, at_item, moment, opened


def why(evening: Evening) -> list[tuple[Doubt, str | None]]:
    """What keeps the log, but for minutes that nobody has approved yet."""
    return [(one.why, one.reason) for one in kept_by(evening.meeting) if one.why is not Doubt.MINUTES]


def closed() -> Evening:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("chair", "close_meeting")
    return evening


def approve(evening: Evening, part: str) -> None:
    """A version of the minutes, signed, and one part of it approved."""
    if not evening.meeting.issued:
        evening.accepted("clerk", "issue_minutes")
        evening.accepted("clerk", "sign_minutes", version=1, as_="chair", person="ahrens")
        evening.accepted("clerk", "sign_minutes", version=1, as_="clerk", person="meyer")
    later = {
        "version": 1,
        "part": part,
        "meeting": "brueckenausschuss-13",
        "ballot": "b1",
        "on": "2027-01-19",
    }
    evening.accepted("clerk", "approve_minutes", **later)


def told(evening: Evening) -> object:
    return record(evening.meeting, length=1, head="").get("holds")


def test_a_hold_is_entered_long_after_the_meeting_and_released_with_its_reason() -> None:
    evening = closed()
    evening.accepted("clerk", "hold", reason="Beschwerde bei der Kommunalaufsicht")
    assert why(evening) == [(Doubt.HOLD, "Beschwerde bei der Kommunalaufsicht")]
    evening.accepted("clerk", "release_hold", reason="Beschieden am 3. Mai")
    assert why(evening) == []


def test_the_record_names_holds_where_there_were_any_and_how_they_ended() -> None:
    evening = opened("ahrens brandt carstens demir")
    assert told(evening) is None
    evening.accepted("clerk", "hold", reason="Beschwerde", at="18:30")
    assert told(evening) == [
        {"at": moment("18:30").isoformat(), "by": "meyer", "reason": "Beschwerde", "released_at": None, "released_because": None}
    ]  # fmt: skip
    evening.accepted("clerk", "release_hold", reason="Erledigt", at="18:40")
    assert told(evening) == [
        {"at": moment("18:30").isoformat(), "by": "meyer", "reason": "Beschwerde",
         "released_at": moment("18:40").isoformat(), "released_because": "Erledigt"}
    ]  # fmt: skip


def test_each_of_several_matters_is_released_by_its_number() -> None:
    evening = closed()
    evening.accepted("clerk", "hold", reason="Beschwerde")
    first = evening.entries[-1].seq
    evening.accepted("clerk", "hold", reason="Klage")
    evening.refused("which_hold", "clerk", "release_hold", reason="Erledigt")
    evening.accepted("clerk", "release_hold", of=first, reason="Erledigt")
    assert why(evening) == [(Doubt.HOLD, "Klage")]
    evening.unchanged("clerk", "release_hold", of=first, reason="Noch einmal")
    evening.accepted("clerk", "release_hold", reason="Abgewiesen")
    evening.refused("no_hold", "clerk", "release_hold", reason="Noch einmal")


def test_the_same_matter_twice_is_one_hold_and_after_its_end_a_new_one() -> None:
    evening = closed()
    evening.accepted("clerk", "hold", reason="Beschwerde")
    evening.unchanged("clerk", "hold", reason="Beschwerde")
    evening.accepted("clerk", "release_hold", reason="Erledigt")
    evening.accepted("clerk", "hold", reason="Beschwerde")
    assert len(why(evening)) == 1


def test_both_need_a_reason_and_an_entry_of_the_log_that_keeps_something() -> None:
    evening = closed()
    evening.refused("reason_missing", "clerk", "hold", reason="  ")
    evening.accepted("clerk", "hold", reason="Beschwerde")
    evening.refused("reason_missing", "clerk", "release_hold", reason="")
    evening.refused("no_hold", "clerk", "release_hold", of=1, reason="Erledigt")


def test_a_doubted_result_keeps_the_log_until_the_ballot_is_repeated() -> None:
    evening = at_item("2", "ahrens brandt carstens demir ebeling falk")
    evening.vote("m2", "b1", yes="ahrens brandt carstens", no="demir ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    assert why(evening) == [(Doubt.RESULT, None)]
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    assert why(evening) == []


def test_a_doubt_that_the_chair_passed_over_is_released_by_its_number() -> None:
    evening = at_item("2", "ahrens brandt carstens demir ebeling falk")
    evening.vote("m2", "b1", yes="ahrens brandt carstens", no="demir ebeling falk")
    evening.accepted("falk", "doubt_result", ballot="b1")
    evening.accepted("chair", "close_meeting")
    evening.accepted("clerk", "release_hold", reason="Falk hat den Zweifel zurückgenommen.")
    assert why(evening) == []


def test_an_objection_to_the_convening_keeps_the_log_until_it_is_answered() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("demir", "object_to_convening", person="demir")
    assert why(evening) == [(Doubt.CONVENING, None)]
    evening.accepted("chair", "state_convening")
    assert why(evening) == []


def test_a_hold_outlives_a_correction_that_plays_the_evening_anew() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.accepted("clerk", "hold", reason="Beschwerde")
    evening.accepted("clerk", "note", item="2", text="Ein Satz.")
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="verhört")
    assert why(evening) == [(Doubt.HOLD, "Beschwerde")]


def test_nobody_else_holds_or_releases() -> None:
    evening = opened("ahrens brandt carstens demir")
    evening.refused("not_entitled", "demir", "hold", reason="Ich will nicht.")
    evening.accepted("chair", "hold", reason="Einspruch")
    evening.refused("not_entitled", "demir", "release_hold", reason="Ich will nicht.")


def test_an_objection_to_a_resolution_keeps_the_log_until_it_is_lifted() -> None:
    evening = at_item("2", "ahrens brandt carstens demir ebeling falk")
    evening.vote("m2", "b1", yes="ahrens brandt carstens demir")
    evening.accepted("chair", "close_meeting")
    evening.accepted("clerk", "object_to_resolution", motion="m2", reason="rechtswidrig")
    assert why(evening) == [(Doubt.RESOLUTION, None)]
    evening.accepted("clerk", "lift_objection", motion="m2", reason="neu beschlossen")
    assert why(evening) == []


def test_minutes_that_are_not_approved_keep_the_log_and_a_later_version_does_so_again() -> None:
    evening = closed()
    assert [one.why for one in kept_by(evening.meeting)] == [Doubt.MINUTES]
    approve(evening, "public")
    assert approved_on(evening.meeting) is None, "the other part is not"
    approve(evening, "non_public")
    assert approved_on(evening.meeting) == date(2027, 1, 19)
    assert kept_by(evening.meeting) == ()
    arrived = next(entry for entry in evening.entries if isinstance(entry.event, Arrived))
    evening.accepted("clerk", "correct", of=arrived.seq, reason="war nicht da")
    evening.accepted("clerk", "issue_minutes", reason="Korrektur der Anwesenheit")
    assert [one.why for one in kept_by(evening.meeting)] == [Doubt.MINUTES]


def test_where_minutes_are_never_approved_that_is_released_by_its_number_and_never_by_accident() -> None:
    evening = closed()
    evening.accepted("clerk", "hold", reason="Beschwerde")
    evening.accepted("clerk", "release_hold", reason="Erledigt")
    (minutes,) = kept_by(evening.meeting)
    evening.refused("no_hold", "clerk", "release_hold", reason="Noch etwas?")
    evening.accepted("clerk", "release_hold", of=minutes.seq, reason="Dieses Gremium genehmigt nicht.")
    assert kept_by(evening.meeting) == ()
