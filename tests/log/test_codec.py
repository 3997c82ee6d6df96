"""Events as they are stored: canonical, read forever, and never guessed at."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handzeichen.log.chain import START, derived_salts, seal, withhold
from handzeichen.log.codec import UPCASTERS, BadEntry, read_entries, read_entry, write_entry
from handzeichen.meeting.events import (
    EVENTS,
    DeputationBegun,
    Entry,
    MeetingPlanned,
    NoteWritten,
    StoredAnswer,
    VoteCast,
)
from handzeichen.meeting.ids import BodyKind, Choice, Form, PersonId, Via
from handzeichen.meeting.plan import Plan, PlannedBody, PlannedMeeting
from log.instances import entry_of

AT = datetime(2026, 11, 22, 18, 0, 5, tzinfo=timezone(timedelta(hours=1)))
VOTE = VoteCast(ballot="b1", seat="ida", person="ida", choice=Choice.YES, via=Via.VIDEO)
BODY = (
    '{"at":"2026-11-22T18:00:05+01:00","by":"ida",'
    '"data":{"ballot":"b1","choice":"yes","person":"ida","seat":"ida","via":"video"},'
    '"key":"9f","type":"VoteCast","v":1}'
)


@pytest.mark.parametrize("name", EVENTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_event_comes_back_as_it_was_stored(name: str, data: st.DataObject) -> None:
    entry = data.draw(entry_of(EVENTS[name]))
    body = write_entry(entry)
    assert read_entry(entry.seq, body) == entry
    assert write_entry(read_entry(entry.seq, body)) == body


def test_the_stored_form_is_canonical() -> None:
    assert write_entry(Entry(seq=42, at=AT, by=PersonId("ida"), key="9f", event=VOTE)) == BODY


def test_what_is_none_is_left_out_and_a_default_is_written() -> None:
    note = NoteWritten(item="1", text="Zuhörer: 12\n„so“ – \\ \x1f ß 🗳")
    body = write_entry(Entry(seq=1, at=AT, by=PersonId("k"), for_=PersonId("ida"), event=note))
    assert body == (
        '{"at":"2026-11-22T18:00:05+01:00","by":"k",'
        '"data":{"item":"1","text":"Zuhörer: 12\\n„so“ – \\\\ \\u001f ß 🗳","touches":[]},'
        '"for":"ida","type":"NoteWritten","v":1}'
    )


def test_what_came_in_another_order_of_keys_is_stored_in_one_order() -> None:
    first, second = (
        StoredAnswer(question="q", value=value, source="§ 1", mark="memory", since="2026-01-01")
        for value in ({"b": [1, {"d": 1, "c": None}], "ä": True, "a": 2}, {"a": 2, "ä": True, "b": [1, {"c": None, "d": 1}]})
    )  # fmt: skip
    bodies = {
        write_entry(Entry(seq=1, at=AT, by=PersonId("k"), event=planned(answer)))
        for answer in (first, second)
    }
    assert len(bodies) == 1
    assert '"value":{"a":2,"b":[1,{"c":null,"d":1}],"ä":true}' in bodies.pop()


@pytest.mark.parametrize("value", [0.5, {"a": [1.0]}, 2**53, object()])
def test_a_number_that_is_not_whole_is_never_stored(value: object) -> None:
    answer = StoredAnswer(question="q", value=value, source="§ 1", mark="memory", since="2026-01-01")
    with pytest.raises(Exception, match="ganze Zahl"):
        write_entry(Entry(seq=1, at=AT, by=PersonId("k"), event=planned(answer)))


def test_words_that_python_keeps_for_itself_stand_plain_in_the_log() -> None:
    begun = DeputationBegun(person="pohl", for_="matz")
    body = write_entry(Entry(seq=1, at=AT, by=PersonId("k"), event=begun))
    assert '"for":"matz"' in body
    assert "for_" not in body


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"VoteCast"', '"VoteThrown"', "„VoteThrown“ in Fassung 1 kennt diese Version von Handzeichen nicht. Bitte eine neuere Version nehmen."),
        ('"v":1', '"v":2', "„VoteCast“ in Fassung 2 kennt diese Version von Handzeichen nicht. Bitte eine neuere Version nehmen."),
        ('"v":1', '"v":0', "„VoteCast“ in Fassung 0 kennt diese Version von Handzeichen nicht. Bitte eine neuere Version nehmen."),
        ('"v":1', '"v":true', "„v“ muss eine ganze Zahl sein, nicht „true“."),
        ('"v":1', '"v":1,"w":1', "„Eintrag“ kennt kein Feld „w“. Möglich sind: „v“, „at“, „by“, „type“, „data“, „for“ oder „key“."),
        ('"seat":"ida"', '"seat":"ida","hand":"left"', "„Eintrag“ kennt kein Feld „hand“. Möglich sind: „ballot“, „seat“, „person“, „choice“ oder „via“."),
        ('"seat":"ida",', "", "„Eintrag“ braucht das Feld „seat“: ein Text."),
        ('"choice":"yes"', '"choice":"maybe"', "„choice“ muss „yes“, „no“ oder „abstain“ sein, nicht „maybe“."),
        ('"seat":"ida"', '"seat":7', "„seat“ muss ein Text sein, nicht „7“."),
        ("+01:00", "", "„at“ muss eine Zeitangabe wie „2026-11-22T18:00:00+01:00“ sein, nicht „2026-11-22T18:00:05“."),
        ('"v":1}', '"v":1', "Es ist kein gültiges JSON."),
        (BODY, "[]", "Es ist kein gültiges JSON."),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_read_is_named_by_its_number(old: str, new: str, why: str) -> None:
    with pytest.raises(BadEntry) as caught:
        read_entry(42, BODY.replace(old, new))
    assert caught.value.seq == 42
    assert caught.value.sentence == f"Nr. 42 des Protokolls lässt sich nicht lesen: {why}"


def test_a_limit_at_the_door_does_not_make_an_old_log_unreadable() -> None:
    long = NoteWritten(item="1", text="a" * 30_000)
    body = write_entry(Entry(seq=1, at=AT, by=PersonId("k"), event=long))
    assert read_entry(1, body).event == long


def test_an_old_form_is_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 1 named the voter `who`, version 2 had no `via`."""
    old = BODY.replace('"person":', '"who":').replace(',"via":"video"', "")
    monkeypatch.setitem(UPCASTERS, ("VoteCast", 1), lambda data: {**data, "person": data["who"]})
    monkeypatch.setitem(
        UPCASTERS,
        ("VoteCast", 2),
        lambda data: {**{name: value for name, value in data.items() if name != "who"}, "via": "video"},
    )
    assert read_entry(42, old).event == VOTE
    assert read_entry(42, BODY.replace('"v":1', '"v":3')).event == VOTE


def test_a_withheld_line_is_passed_over() -> None:
    entries = [Entry(seq=seq, at=AT, by=PersonId("ida"), event=VOTE) for seq in (1, 2, 3)]
    lines = seal(START, map(write_entry, entries), derived_salts(b""))
    kept = [lines[0], withhold(lines[1]), lines[2]]
    assert list(read_entries(kept)) == [entries[0], entries[2]]


def planned(answer: StoredAnswer) -> MeetingPlanned:
    body = PlannedBody(id="rat", name="Rat", kind=BodyKind.COUNCIL, rules="ni", seats=11)
    meeting = PlannedMeeting(number=1, starts_at=AT, form=Form.HYBRID, clerk="k")
    return MeetingPlanned(plan=Plan(body=body, meeting=meeting), profile="ni", digest="00", answers=(answer,))
