"""Sentences for the minutes: who writes them, where they stand, and which of them are for everybody."""

import pytest

from handzeichen.log.codec import Unreadable
from handzeichen.meeting.ids import ItemId, PersonId
from handzeichen.meeting.public import seen_by_public
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from meeting.kit import Evening, at_item, clock, opened

READY = {"cleared": True, "stream_off": True}

# note: "item, text, [person] | K | a sentence for the minutes; also after the meeting until their approval"


def test_the_clerk_writes_a_sentence_for_the_minutes() -> None:
    evening = at_item()
    evening.accepted("clerk", "note", item="2", text="Die Verwaltung sagt eine Antwort zu.", at="18:05")
    evening.accepted("meyer", "note", item="3", person="falk", text="Er bittet um Akteneinsicht.", at="18:06")
    assert evening.agenda("2")["notes"] == [
        {"at": clock("18:05"), "person": None, "text": "Die Verwaltung sagt eine Antwort zu."}
    ]
    assert evening.agenda("3")["notes"][0]["person"] == "falk"


@pytest.mark.parametrize("by", ["chair", "falk", "system"])
def test_nobody_else_writes_the_minutes(by: str) -> None:
    at_item().refused("not_entitled", by, "note", item="2", text="Ein Satz.")


def test_the_same_sentence_twice_is_two_sentences() -> None:
    evening = at_item()
    evening.accepted("clerk", "note", item="2", text="Beifall.")
    evening.accepted("clerk", "note", item="2", text="Beifall.")
    assert len(evening.agenda("2")["notes"]) == 2


def test_a_note_is_about_a_known_item_and_person() -> None:
    evening = at_item()
    evening.refused("unknown_item", "clerk", "note", item="99", text="Ein Satz.")
    evening.refused("unknown_person", "clerk", "note", item="2", text="Ein Satz.", person="niemand")


def test_a_text_has_at_most_twenty_thousand_characters() -> None:
    evening = at_item()
    evening.accepted("clerk", "note", item="2", text="x" * 20_000)
    with pytest.raises(Unreadable):
        evening.asks("clerk", "note", item="2", text="x" * 20_001)


# "motion": in place of the reasons that the mover gave


def with_reasons() -> Evening:
    evening = at_item("3")
    moved = {"motion": "a1", "kind": "amendment", "amends": "m3", "item": "3", "text": "Er wird breiter."}
    evening.accepted("demir", "move", reason="Weil es eng ist.", **moved)
    return evening


def written(evening: Evening, edition: Edition = Edition.NON_PUBLIC) -> str:
    return text(minutes(in_edition(evening.meeting, edition)))


def test_the_clerks_words_stand_in_place_of_the_reasons_and_these_stay_in_the_record() -> None:
    evening = with_reasons()
    assert "Begründung: Weil es eng ist." in written(evening)
    own = "Der Antrag wird mit der Enge des Weges begründet."
    evening.accepted("clerk", "note", item="3", motion="a1", text=own, at="18:05")
    assert own in written(evening) and "Begründung" not in written(evening)
    assert written(evening).count(own) == 1
    assert evening.record["motions"]["a1"]["reason"] == "Weil es eng ist."
    assert evening.agenda("3")["notes"] == [
        {"at": clock("18:05"), "person": None, "text": own, "motion": "a1"}
    ]


def test_the_clerks_words_are_corrected_like_any_note_and_struck_bring_the_reasons_back() -> None:
    evening = with_reasons()
    evening.accepted("clerk", "note", item="3", motion="a1", text="Erster Satz.", at="18:05")
    seq = len(evening.entries)
    right = {"do": "note", "item": "3", "motion": "a1", "text": "Zweiter Satz."}
    evening.accepted("clerk", "correct", of=seq, reason="Wortlaut", with_=right)
    assert "Zweiter Satz." in written(evening) and "Erster Satz." not in written(evening)
    evening.accepted("clerk", "correct", of=seq, reason="doch nicht")
    assert "Begründung: Weil es eng ist." in written(evening)


def test_the_words_for_a_motion_stand_under_its_item() -> None:
    evening = with_reasons()
    evening.refused("motion_elsewhere", "clerk", "note", item="2", motion="a1", text="Ein Satz.")
    evening.refused("unknown_motion", "clerk", "note", item="3", motion="a9", text="Ein Satz.")


# Which are for everybody: what is about a public item and was not said behind the doors


def told(evening: Evening, item: str = "4") -> list[str]:
    return [note.text for note in seen_by_public(evening.meeting).agenda.items[ItemId(item)].notes]


def behind_doors() -> Evening:
    """Item 4 in public from 18.00 to 18.20, item 5 behind the doors from 18.30 on."""
    evening = at_item("4")
    evening.accepted("chair", "close_item", item="4", at="18:20")
    evening.accepted("chair", "exclude_public", at="18:30", **READY)
    evening.accepted("chair", "call_item", item="5")
    return evening


def over() -> Evening:
    """A meeting that ended behind the doors at 19.00."""
    evening = behind_doors()
    evening.accepted("chair", "close_meeting", at="19:00")
    return evening


def test_a_sentence_written_after_a_meeting_that_ended_behind_doors_is_for_everybody() -> None:
    evening = over()
    evening.accepted("clerk", "note", item="4", text="Über den öffentlichen Punkt.", at="19:30")
    assert told(evening) == ["Über den öffentlichen Punkt."]
    assert "Über den öffentlichen Punkt." in written(evening, Edition.PUBLIC)


def test_a_sentence_about_an_item_that_is_not_public_is_in_the_non_public_edition_alone() -> None:
    evening = over()
    evening.accepted("clerk", "note", item="5", text="Über das Grundstück.", at="19:30")
    assert told(evening, "5") == []
    assert "Über das Grundstück." in written(evening)
    assert "Über das Grundstück." not in written(evening, Edition.PUBLIC)


@pytest.mark.parametrize(("since", "public"), [
    ("18:10", True),
    ("18:29", True),
    # The minute in which the doors were closed, and all until they opened.
    ("18:30", False),
    ("18:59", False),
])  # fmt: skip
def test_the_true_time_says_whether_it_was_said_before_the_public(since: str, public: bool) -> None:
    for evening in (behind_doors(), over()):
        evening.accepted("clerk", "note", item="4", text="Ein Satz.", since=since, at="19:30")
        assert bool(told(evening)) is public


def test_what_is_written_behind_the_doors_without_a_time_was_said_behind_them() -> None:
    evening = behind_doors()
    evening.accepted("clerk", "note", item="4", text="Ein Satz.", at="18:40")
    assert told(evening) == []


def test_what_is_added_to_a_public_item_that_ended_behind_the_doors_belongs_behind_them() -> None:
    evening = opened()
    evening.accepted("chair", "exclude_public", at="18:10", **READY)
    evening.accepted("chair", "call_item", item="4", at="18:20")
    evening.accepted("chair", "close_meeting", at="18:30")
    evening.accepted("clerk", "note", item="4", text="Ein Satz.", at="19:00")
    evening.accepted("clerk", "note", item="3", text="Nie aufgerufen.")
    assert (told(evening), told(evening, "3")) == ([], ["Nie aufgerufen."])


@pytest.mark.parametrize("when", [behind_doors, over])
def test_a_sentence_that_everybody_may_read_is_corrected_for_everybody(when: object) -> None:
    assert callable(when)
    evening = when()
    evening.accepted("clerk", "note", item="4", text="Falsch.", since="18:10", at="19:30")
    right = {"do": "note", "item": "4", "text": "Richtig."}
    evening.accepted("clerk", "correct", of=len(evening.entries), reason="vertippt", with_=right)
    assert told(evening) == ["Richtig."]


def test_after_the_end_a_correction_of_who_was_here_reaches_the_public_too() -> None:
    evening = over()
    evening.accepted("clerk", "correct", of=1 + [
        type(entry.event).__name__ for entry in evening.entries
    ].index("Arrived"), reason="war nicht da")  # fmt: skip
    gone = evening.entries[[type(entry.event).__name__ for entry in evening.entries].index("Arrived")]
    person = PersonId(gone.event.person)  # type: ignore[attr-defined]
    assert seen_by_public(evening.meeting).roll.of(person).spans == ()
