"""Commands as they are sent: what is read, what is written, and the sentence for whatever cannot be read."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handzeichen.log.codec import (
    Unreadable,
    read_command,
    read_json,
    read_scripted,
    read_sent,
    write_command,
)
from handzeichen.meeting.commands import (
    COMMANDS,
    Admit,
    CastVote,
    Correct,
    CountHands,
    Deputise,
    OpenBallot,
)
from handzeichen.meeting.ids import Choice
from log.instances import any_of

ROUND_TRIP = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@pytest.mark.parametrize("word", COMMANDS)
@ROUND_TRIP
@given(data=st.data())
def test_every_command_comes_back_as_it_was_sent(word: str, data: st.DataObject) -> None:
    kind = COMMANDS[word]
    command = data.draw(any_of(kind))
    assume(command.fault() is None)
    sent = msgspec.json.encode(write_command(command))
    assert read_command(read_json(sent)) == command


def test_words_that_python_keeps_for_itself_stand_plain_on_the_wire() -> None:
    deputise = read_command({"do": "deputise", "person": "pohl", "for": "matz"})
    assert isinstance(deputise, Deputise)
    assert deputise.for_ == "matz"
    ballot = read_command({"do": "open_ballot", "motion": "m1", "method": "secret", "with": ["m2"]})
    assert isinstance(ballot, OpenBallot)
    assert ballot.with_ == ("m2",)
    assert write_command(deputise) == {"do": "deputise", "person": "pohl", "for": "matz"}


def test_null_is_the_same_as_left_out() -> None:
    sent = {"do": "cast_vote", "ballot": "b1", "choice": "yes", "person": None}
    assert read_command(sent) == CastVote(ballot="b1", choice=Choice.YES)


@pytest.mark.parametrize(("sent", "rank"), [(True, 1), (False, None), (1, 1), (2, 2)])
def test_a_deputy_chair_has_a_rank_or_is_just_one(sent: object, rank: int | None) -> None:
    person = {"id": "x", "name": "X", "role": "member", "deputy_chair": sent}
    command = read_command({"do": "admit", "person": person})
    assert isinstance(command, Admit)
    assert command.person.deputy_chair == rank


def test_two_numbers_and_the_third_to_derive_are_enough() -> None:
    command = read_command({"do": "count_hands", "ballot": "b1", "no": 2, "abstain": 0, "derive": "yes"})
    assert isinstance(command, CountHands)
    assert (command.yes, command.derive) == (None, Choice.YES)


def test_a_correction_names_a_number_or_a_key() -> None:
    for of in (12, "9f"):
        command = read_command({"do": "correct", "of": of, "reason": "verzählt"})
        assert isinstance(command, Correct)
        assert command.of == of


def test_reading_leaves_what_was_sent_as_it_was() -> None:
    sent = {"do": "state_quorum", "by": "chair", "at": "2026-11-22T18:00:00Z", "key": "1"}
    before = dict(sent)
    read_scripted(sent)
    read_sent(sent)
    assert sent == before


def test_a_scripts_line_says_who_and_when() -> None:
    ask = read_scripted(
        {
            "by": "chair",
            "at": "2026-11-22T18:00:00Z",
            "key": "9f",
            "expect": "refused",
            "do": "state_quorum",
        }
    )
    assert (ask.by, ask.at, ask.key, ask.expect_refused) == (
        "chair",
        datetime(2026, 11, 22, 18, tzinfo=UTC),
        "9f",
        True,
    )


def test_over_the_wire_by_and_at_are_never_looked_at() -> None:
    ask = read_sent({"do": "state_quorum", "by": ["nonsense"], "at": 3, "key": "9f"})
    assert (ask.by, ask.at, ask.key, ask.expect_refused) == (None, None, "9f", False)


AN_ID = "eine Kennung aus a–z, 0–9, „.“, „_“ und „-“ (vorn a–z oder 0–9, höchstens 64 Zeichen)"
A_TIME = "eine Zeitangabe wie „2026-11-22T18:00:00+01:00“"
VOTE = {"do": "cast_vote", "ballot": "b1", "choice": "yes"}
NOTE = {"do": "note", "item": "1", "text": "So war es."}
GUEST = {"id": "x", "name": "X", "role": "guest"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        # What to do
        ({}, "„do“ fehlt: Jeder Befehl nennt darin, was geschehen soll, etwa „state_quorum“."),
        ({"do": "cast_vot"}, "„cast_vot“ ist kein Befehl. Gemeint ist vielleicht „cast_vote“ oder „cast_trial_vote“."),
        ({"do": "zzz"}, "„zzz“ ist kein Befehl. Es gibt etwa „arrive“, „move“ und „cast_vote“."),
        ({"do": 3}, "„3“ ist kein Befehl. Es gibt etwa „arrive“, „move“ und „cast_vote“."),
        ({"do": []}, "eine Liste ist kein Befehl. Es gibt etwa „arrive“, „move“ und „cast_vote“."),
        ([VOTE], 'Ein Befehl ist ein JSON-Objekt wie {"do":"state_quorum"}, nicht eine Liste.'),
        # Fields
        (
            {**VOTE, "chioce": "no"},
            "„cast_vote“ kennt kein Feld „chioce“. Möglich sind: „ballot“, „choice“ oder „person“.",
        ),
        ({**VOTE, "by": "ida"}, "„cast_vote“ kennt kein Feld „by“. Möglich sind: „ballot“, „choice“ oder „person“."),
        ({"do": "state_quorum", "x": 1}, "„state_quorum“ kennt kein Feld „x“. Es hat keine weiteren Felder."),
        ({"do": "deputise", "person": "a", "for_": "b"}, "„deputise“ kennt kein Feld „for_“. Möglich sind: „since“, „person“ oder „for“."),
        ({"do": "cast_vote", "ballot": "b1"}, "„cast_vote“ braucht das Feld „choice“: „yes“, „no“ oder „abstain“."),
        ({**VOTE, "choice": None}, "„cast_vote“ braucht das Feld „choice“: „yes“, „no“ oder „abstain“."),
        # Types
        ({**VOTE, "choice": "Yes"}, "„choice“ muss „yes“, „no“ oder „abstain“ sein, nicht „Yes“."),
        ({**VOTE, "choice": ["yes"]}, "„choice“ muss „yes“, „no“ oder „abstain“ sein, nicht eine Liste."),
        ({**VOTE, "ballot": "B 1"}, f"„ballot“ muss {AN_ID} sein, nicht „B 1“."),
        ({**VOTE, "ballot": ""}, f"„ballot“ muss {AN_ID} sein, nicht „“."),
        ({**VOTE, "ballot": "b1\n"}, f"„ballot“ muss {AN_ID} sein, nicht „b1�“."),
        ({**VOTE, "ballot": "b" * 65}, f"„ballot“ muss {AN_ID} sein, nicht „{'b' * 40}…“."),
        ({**VOTE, "ballot": 1}, f"„ballot“ muss {AN_ID} sein, nicht „1“."),
        ({**VOTE, "ballot": "٣"}, f"„ballot“ muss {AN_ID} sein, nicht „٣“."),
        ({**NOTE, "text": 5}, "„text“ muss ein Text sein, nicht „5“."),
        ({"do": "set_camera", "person": "a", "on": 1}, "„on“ muss „true“ oder „false“ (ohne Anführungszeichen) sein, nicht „1“."),
        ({"do": "order_motions", "motions": "m1"}, "„motions“ muss eine Liste sein, nicht „m1“."),
        ({"do": "order_motions", "motions": ["m1", None]}, f"„motions[1]“ muss {AN_ID} sein, nicht „null“."),
        ({"do": "admit", "person": "x"}, "„person“ muss ein Objekt sein, nicht „x“."),
        ({"do": "admit", "person": {**GUEST, "nme": ""}}, "„person“ kennt kein Feld „nme“. Möglich sind: „id“, „name“, „role“, „title“, „given_name“, „faction“, „office“, „note“, „chairs“, „deputy_chair“ oder „deputises_for“."),
        ({"do": "admit", "person": {"id": "x", "role": "guest"}}, "„person“ braucht das Feld „name“: ein Text in einer Zeile."),
        ({"do": "admit", "person": {**GUEST, "deputises_for": ["a", "Ü"]}}, f"„person.deputises_for[1]“ muss {AN_ID} sein, nicht „Ü“."),
        ({"do": "admit", "person": {**GUEST, "deputy_chair": 0}}, "„person.deputy_chair“ muss „true“, „false“ oder ein Rang ab 1 sein, nicht „0“."),
        # Numbers
        ({"do": "count_hands", "ballot": "b1", "yes": True}, "„yes“ muss eine ganze Zahl ab 0 sein, nicht „true“."),
        ({"do": "count_hands", "ballot": "b1", "yes": -1}, "„yes“ muss eine ganze Zahl ab 0 sein, nicht „-1“."),
        ({"do": "count_hands", "ballot": "b1", "yes": 3.0}, "„yes“ muss eine ganze Zahl ab 0 sein, nicht „3.0“."),
        ({"do": "count_hands", "ballot": "b1", "yes": "3"}, "„yes“ muss eine ganze Zahl ab 0 sein, nicht „3“."),
        ({"do": "count_hands", "ballot": "b1", "yes": 2**53}, "„yes“ muss eine ganze Zahl ab 0 sein, nicht „9007199254740992“."),
        ({"do": "count_hands", "ballot": "b1", "yes": 3}, "Nötig sind „yes“, „no“ und „abstain“ – oder zwei davon und „derive“ mit dem dritten."),
        # Texts
        ({**NOTE, "text": "a" * 20_001}, "„text“ hat 20.001 Zeichen, möglich sind höchstens 20.000. Bitte kürzen."),
        ({**NOTE, "text": "a\0"}, "„text“ enthält ein Zeichen, das sich nicht speichern lässt (U+0000). Bitte entfernen."),
        ({**NOTE, "text": "a\ud800"}, "„text“ enthält ein Zeichen, das sich nicht speichern lässt (U+D800). Bitte entfernen."),
        ({"do": "admit", "person": {**GUEST, "name": "A\nB"}}, "„person.name“ muss in einer Zeile stehen. Bitte den Zeilenumbruch entfernen."),
        ({"do": "admit", "person": {**GUEST, "name": "A\u2028B"}}, "„person.name“ muss in einer Zeile stehen. Bitte den Zeilenumbruch entfernen."),
        ({"do": "admit", "person": {**GUEST, "name": "a" * 20_001}}, "„person.name“ hat 20.001 Zeichen, möglich sind höchstens 20.000. Bitte kürzen."),
        # Moments
        ({**NOTE, "since": "2026-11-22T18:00:00"}, "„since“ braucht den Abstand zur Weltzeit, etwa „2026-11-22T18:00:00+01:00“."),
        ({**NOTE, "since": "18:00"}, f"„since“ muss {A_TIME} sein, nicht „18:00“."),
        ({**NOTE, "since": "20261122T180000Z"}, f"„since“ muss {A_TIME} sein, nicht „20261122T180000Z“."),
        ({**NOTE, "since": 1_700_000_000}, f"„since“ muss {A_TIME} sein, nicht „1700000000“."),
        ({**NOTE, "since": "0001-01-01T00:00:00+14:00"}, f"„since“ muss {A_TIME} sein, nicht „0001-01-01T00:00:00+14:00“."),
        ({**NOTE, "since": "2026-02-30T18:00:00+01:00"}, "„since“ nennt einen Zeitpunkt, den es nicht gibt: „2026-02-30T18:00:00+01:00“. Bitte prüfen."),
        ({**NOTE, "since": "2026-11-22T18:00:00+01:99"}, f"„since“ muss {A_TIME} sein, nicht „2026-11-22T18:00:00+01:99“."),
        # What does not fit together
        ({"do": "attribute_fault", "persons": [], "cause": "member"}, "„persons“ nennt niemanden. Bitte mindestens eine Person angeben."),
        ({"do": "lose_connection"}, "Nötig ist genau eines von: „person“, „scope“."),
        ({"do": "open_ballot", "motion": "m1", "method": "secret", "majority": {"base": "present", "fraction": "3/2", "strict": True}}, "„majority.fraction“ ist ein Bruch wie „2/3“, größer als 0 und höchstens 1, nicht „3/2“."),
        # Corrections: what could not have been entered must not come in by this door
        ({"do": "correct", "of": True, "reason": "x"}, "„of“ muss eine ganze Zahl oder ein Text sein, nicht „true“."),
        ({"do": "correct", "of": 1, "reason": "x", "with": "arrive"}, "„with“ muss ein Objekt sein, nicht „arrive“."),
        ({"do": "correct", "of": 1, "reason": "x", "with": {"do": "arrive", "person": "x"}}, "In „with“: „arrive“ braucht das Feld „via“: „room“ oder „video“."),
        ({"do": "correct", "of": 1, "reason": "x", "with": {**VOTE, "at": "18:00"}}, f"In „with“: „at“ muss {A_TIME} sein, nicht „18:00“."),
        ({"do": "correct", "of": 1, "reason": "x", "with": {"a": 1.5}}, "„with“ muss eine ganze Zahl sein, nicht „1.5“."),
        ({"do": "correct", "of": 1, "reason": "x", "with": {"a": {"b": "\0"}}}, "„with“ enthält ein Zeichen, das sich nicht speichern lässt (U+0000). Bitte entfernen."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_in_one_sentence(sent: Any, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_command(sent)
    assert caught.value.sentence == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({}, "„by“ fehlt: Jede Zeile nennt, wer handelt: eine Person, „chair“, „clerk“ oder „system“."),
        ({"by": "Der Chef"}, f"„by“ muss {AN_ID} sein, nicht „Der Chef“."),
        ({"by": "chair", "at": "gestern"}, f"„at“ muss {A_TIME} sein, nicht „gestern“."),
        ({"by": "chair", "key": ""}, "„key“ muss 1 bis 64 Zeichen haben, nicht 0."),
        ({"by": "chair", "key": "k" * 65}, "„key“ muss 1 bis 64 Zeichen haben, nicht 65."),
        ({"by": "chair", "key": 5}, "„key“ muss ein Text sein, nicht „5“."),
        ({"by": "chair", "expect": "accepted"}, "„expect“ muss „refused“ sein, nicht „accepted“."),
        ({"by": "chair", "expect": False}, "„expect“ muss „refused“ sein, nicht „false“."),
    ],
)
def test_a_scripts_line_that_cannot_be_read_says_why(line: dict[str, object], sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_scripted({"do": "state_quorum", **line})
    assert caught.value.sentence == sentence


def test_a_script_may_not_expect_anything_over_the_wire() -> None:
    with pytest.raises(Unreadable) as caught:
        read_sent({"do": "state_quorum", "expect": "refused"})
    assert caught.value.sentence == "„state_quorum“ kennt kein Feld „expect“. Es hat keine weiteren Felder."


NO_JSON = 'Das ist kein gültiges JSON. Ein Befehl sieht so aus: {"do":"state_quorum"}.'


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b'{"do":NaN}', b'{"do":"\xff"}', b'{"do":"\\ud800"}', b"{} {}", b"[" * 100_000],
    ids=["nothing", "cut", "nan", "latin", "surrogate", "two", "deep"],
)
def test_what_is_no_json_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_json(data)
    assert caught.value.sentence == NO_JSON


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["do", "with"]), inner),
        max_leaves=10,
    ),
    st.sampled_from(sorted(COMMANDS)),
)
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_sent_does_more_than_be_unreadable(value: object, word: str) -> None:
    fields = value if isinstance(value, dict) else {"person": value, "item": value, "with": value}
    try:
        command = read_sent({"do": word, **fields}).command
    except Unreadable as unreadable:
        assert unreadable.sentence.endswith(".")
        assert unreadable.sentence.encode()
    else:
        assert read_command(write_command(command)) == command
