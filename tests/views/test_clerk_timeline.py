"""The timeline: every type of event is one plain German sentence, with both times where it was entered late."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.meeting.events import (
    EVENTS,
    Arrived,
    ConnectionLost,
    ConnectionRestored,
    Entry,
    Event,
    FloorRequested,
    VoteCast,
)
from handzeichen.meeting.ids import BallotId, Channel, Choice, FloorKind, PersonId, SeatId, Via
from handzeichen.views import timeline
from handzeichen.views.timeline_table import SENTENCES
from log.instances import entry_of
from views.clerk_evening import Evening

EVENING = Evening.played()


def test_every_type_of_event_has_its_sentence() -> None:
    assert set(SENTENCES) == set(EVENTS.values())


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_sentence_stands_for_any_event_even_of_things_unknown(
    kind: type[Event], data: st.DataObject
) -> None:
    # An entry may have been withheld, and with it the motion or the person that a later one names.
    entry = data.draw(entry_of(kind))
    text = timeline.line(EVENING.meeting, entry).text
    assert len(text.split()) >= 2
    assert text.endswith((".", "!", "?", "“", "…"))


def test_the_evening_reads_as_it_was() -> None:
    told = [timeline.line(EVENING.meeting, entry) for entry in EVENING.entries]
    texts = [line.text for line in told]
    for sentence in (
        "Die 37. Sitzung ist vorbereitet und hat 6 Tagesordnungspunkte.",
        "Bürgermeister Brandhorst ist im Saal.",
        "Ratsfrau Elvers nimmt per Video teil.",
        "Ratsherr Rehbein i.V. Ratsfrau Dr. Lauenroth.",
        "Der Vorsitz stellt die Beschlussfähigkeit fest: 10 von 11 anwesend, nötig 6.",
        "Gestellt: Antrag der Gruppe KIEZ & KOMPASS auf Vertagung von TOP 2.",
        "Ratsfrau Elvers hat abgestimmt.",
        "Im Saal gezählt: 6 Ja, 1 Nein, 0 Enthaltungen.",
        "Im Saal gezählt: 7 Ja, 0 Nein, 0 Enthaltungen; Ja als Rest.",
        "Ergebnis zu „Antrag der BLE-Fraktion auf Eilbedürftigkeit“: Die Eilbedürftigkeit wird mit 9 Ja-Stimmen "
        "gegen eine Nein-Stimme zuerkannt.",
        "TOP 3 ist erledigt: Zur Kenntnis genommen.",
        "Der Vorsitz schließt die Sitzung.",
    ):
        assert sentence in texts
    ids = re.compile(r"\b(?:[bm]\d|vosskamp|ble|yes|no|abstain|video|room)\b")
    assert not [text for text in texts if ids.search(text)]


@pytest.mark.parametrize(
    ("kind", "german", "english"),
    [
        (
            ConnectionLost,
            "Nordmeier: Bild oder Ton gestört (telefonisch gemeldet).",
            "Nordmeier: no picture or sound (reported by telephone).",
        ),
        (
            ConnectionRestored,
            "Nordmeier: Bild und Ton wieder da (telefonisch gemeldet).",
            "Nordmeier: picture and sound are back (reported by telephone).",
        ),
    ],
)
def test_what_was_reported_by_telephone_says_so(
    kind: type[ConnectionLost | ConnectionRestored], german: str, english: str
) -> None:
    event = kind(person=PersonId("nordmeier"), reported=Channel.PHONE)
    entry = replace(EVENING.entries[-1], event=event)
    text = timeline.line(EVENING.meeting, entry).text
    assert text.endswith(german)
    assert text.in_language("en").endswith(english)


def test_a_choice_that_a_member_cast_is_not_told() -> None:
    sentences = {timeline.sentence(EVENING.meeting, _entry(_cast(choice))) for choice in Choice}
    assert sentences == {"Ratsfrau Elvers hat abgestimmt."}


def test_what_was_entered_late_shows_both_times() -> None:
    since = datetime.fromisoformat("2021-01-21T17:24:00+01:00")
    late = Arrived(person=PersonId("elvers"), via=Via.VIDEO, since=since)
    line = timeline.line(EVENING.meeting, _entry(late, at=since + timedelta(minutes=7)))
    assert (line.time, line.entered) == ("17.24 Uhr", "eingetragen 17.31 Uhr")
    at_once = timeline.line(EVENING.meeting, _entry(late, at=since + timedelta(seconds=30)))
    assert (at_once.time, at_once.entered) == ("17.24 Uhr", None)


@pytest.mark.parametrize(
    ("by", "for_", "who"),
    [
        # The clerk enters nearly everything: that is not repeated on every line.
        ("hollenstedt-ruehl", None, ""),
        ("hollenstedt-ruehl", "elvers", ""),
        ("elvers", None, "selbst eingetragen"),
        ("brandhorst", "elvers", "vom Vorsitz eingetragen"),
        ("system", None, "Videosystem"),
    ],
)
def test_who_typed_is_said_where_it_says_something(by: str, for_: str | None, who: str) -> None:
    event = FloorRequested(person=PersonId("elvers"), kind=FloorKind.SPEECH)
    entry = Entry(
        seq=9,
        at=EVENING.entries[-1].at,
        by=PersonId(by),
        for_=None if for_ is None else PersonId(for_),
        event=event,
    )
    assert timeline.line(EVENING.meeting, entry).who == who


def test_the_newest_comes_first_and_old_slots_stay_as_they_are() -> None:
    entries = EVENING.entries[-150:]
    before, after = (timeline.timeline(EVENING.meeting, some) for some in (entries[:-1], entries))
    shown = [line.seq for slot in after.values() for line in slot.lines]
    assert shown[0] == entries[-1].seq
    assert shown == sorted(shown, reverse=True)
    changed = [name for name in after if after[name] != before[name]]
    assert changed == ["clerk-timeline-0"] or entries[-1].seq % timeline.SLOT == 1


def test_a_long_note_is_cut() -> None:
    evening = Evening.played().do("clerk", "note", item="5", text="Wort " * 3_000)
    text = timeline.line(evening.meeting, evening.entries[-1]).text
    assert len(text) <= timeline.LONGEST + 2
    assert text.endswith("…")


def _entry(event: Event, at: datetime | None = None) -> Entry:
    return Entry(seq=9, at=at or EVENING.entries[-1].at, by=PersonId("elvers"), event=event)


def _cast(choice: Choice) -> VoteCast:
    elvers = PersonId("elvers")
    return VoteCast(ballot=BallotId("b1"), seat=SeatId(elvers), person=elvers, choice=choice, via=Via.VIDEO)
