"""A version of the minutes keeps its text: written once, for each part's readers, whatever comes later."""

import json
from typing import Any

from handzeichen.app.issuing import decided
from handzeichen.app.replay import Played, play
from handzeichen.app.verify import Verified, verify
from handzeichen.log.asks import read_command
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import Corrected, MinutesApproved, MinutesIssued
from handzeichen.meeting.ids import Part
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.minutes import text_of
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.state import Meeting

PLAN = """
[body]
id = "ausschuss"
name = "Ausschuss für Brücken"
kind = "committee"
rules = "ni"
seats = 3
[meeting]
number = 9
starts_at = 2026-11-24T18:00:00+01:00
form = "in_person"
clerk = "meyer"
[[people]]
id = "ahrens"
name = "Ahrens"
title = "Ratsfrau"
role = "member"
chairs = true
[[people]]
id = "brandt"
name = "Brandt"
role = "member"
[[people]]
id = "meyer"
name = "Meyer"
role = "administration"
[[items]]
id = "1"
title = "Genehmigung des Protokolls"
kind = "minutes"
[[items.motions]]
id = "m1"
approves = { meeting = "ausschuss-8", version = 2, part = "non_public" }
[[items]]
id = "2"
title = "Kauf des Grundstücks Ahornweg"
public_title = "Grundstückssache"
secrecy = "non_public"
""".encode()

EVENING: list[dict[str, Any]] = [
    {"by": "clerk", "do": "arrive", "person": "ahrens", "via": "room"},
    {"by": "clerk", "do": "arrive", "person": "brandt", "via": "room"},
    {"by": "chair", "do": "open_meeting", "at": "2026-11-24T18:00:00+01:00"},
    {"by": "chair", "do": "state_quorum"},
    {"by": "chair", "do": "call_item", "item": "1"},
    {"by": "chair", "do": "open_ballot", "motion": "m1", "ballot": "b1", "method": "show_of_hands"},
    {"by": "clerk", "do": "count_hands", "ballot": "b1", "yes": 2, "no": 0, "abstain": 0},
    {"by": "chair", "do": "close_ballot", "ballot": "b1"},
    {"by": "chair", "do": "announce_result", "ballot": "b1"},
    {"by": "chair", "do": "close_item", "item": "1"},
    {"by": "chair", "do": "exclude_public", "cleared": True, "stream_off": True},
    {"by": "chair", "do": "call_item", "item": "2"},
    {"by": "clerk", "do": "note", "item": "2", "text": "Der Preis ist zu hoch."},
    {"by": "chair", "do": "close_meeting", "at": "2026-11-24T19:00:00+01:00"},
    {"by": "clerk", "do": "note", "item": "1", "text": "Ein Satz.", "key": "n1"},
    {"by": "clerk", "do": "issue_minutes"},
    {"by": "clerk", "do": "sign_minutes", "version": 1, "as": "clerk", "on": "2026-11-30"},
]
APPROVED: dict[str, Any] = {"by": "clerk", "do": "approve_minutes", "version": 1, "meeting": "ausschuss-10"}
CORRECTED: list[dict[str, Any]] = [
    {"by": "clerk", "do": "correct", "of": "n1", "reason": "Anders gesagt.", "with": {"do": "note", "item": "1", "text": "Ein anderer Satz."}},
    {"by": "clerk", "do": "issue_minutes", "reason": "Korrektur in TOP 1"},
    {"by": "clerk", "do": "approve_minutes", "version": 2, "meeting": "ausschuss-10", "ballot": "b1", "on": "2026-12-15"},
    {"by": "clerk", "do": "note", "item": "1", "text": "Zu spät.", "expect": "refused"},
]  # fmt: skip


def script_of(*lines: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(line).encode() for line in lines)


def played(*lines: dict[str, Any]) -> Played:
    return play(PLAN, script_of(*lines))


def test_a_version_holds_what_each_parts_readers_get() -> None:
    meeting = played(*EVENING).meeting
    public, whole = (text_of(meeting, 1, part) for part in Part)
    assert public is not None and whole is not None
    assert "1. Fassung" in public and "1. Fassung" in whole
    assert "Der Preis ist zu hoch." in whole and "Ahornweg" in whole
    assert "Preis" not in public and "Ahornweg" not in public
    assert "Grundstückssache" in public and "Ein Satz." in public


def test_a_version_stays_as_it_was_and_a_correction_makes_the_next() -> None:
    before, after = played(*EVENING), played(*EVENING, *CORRECTED)
    assert [text_of(after.meeting, 1, part) for part in Part] == [
        text_of(before.meeting, 1, part) for part in Part
    ]
    second = text_of(after.meeting, 2, Part.PUBLIC)
    assert second is not None
    assert "2. Fassung, Korrektur in TOP 1" in second and "Ein anderer Satz." in second
    assert text_of(after.meeting, 3, Part.PUBLIC) is None
    assert len([entry for entry in after.entries if isinstance(entry.event, MinutesIssued)]) == 2


def test_the_log_proves_the_texts_and_gives_the_same_record() -> None:
    game = played(*EVENING, *CORRECTED)
    found = verify(to_jsonl(game.log))
    assert isinstance(found, Verified)
    assert text_of(found.meeting, 1, Part.PUBLIC) == text_of(game.meeting, 1, Part.PUBLIC)
    rows: Any = found.record["minutes"]
    assert [(row["version"], row["reason"], row["signed"]) for row in rows] == [
        (1, None, False),
        (2, "Korrektur in TOP 1", False),
    ]
    assert rows[1]["approved"]["public"] == {"meeting": "ausschuss-10", "ballot": "b1", "on": "2026-12-15"}
    motions: Any = found.record["motions"]
    assert motions["m1"]["approves"] == {"meeting": "ausschuss-8", "version": 2, "part": "non_public"}


def test_the_same_files_give_the_same_texts() -> None:
    assert played(*EVENING).head == played(*EVENING).head


# What a later meeting's log proves


def later() -> Meeting:
    """The tenth meeting approves the public part of the ninth's first version."""
    plan = PLAN.replace(b"number = 9", b"number = 10").replace(
        b'"ausschuss-8", version = 2, part = "non_public"', b'"ausschuss-9", version = 1'
    )
    lines = EVENING[:9]
    return play(plan, b"\n".join(json.dumps(line).encode() for line in lines)).meeting


def asked(by: str, ballot: str, *, correcting: int | None = None) -> Accepted | Refusal:
    evening = played(*EVENING, {**APPROVED, "ballot": "b7"}) if correcting else played(*EVENING)
    command: dict[str, Any] = {
        "do": "approve_minutes",
        "version": 1,
        "meeting": "ausschuss-10",
        "ballot": ballot,
    }
    if correcting:
        command = {"do": "correct", "of": correcting, "reason": "Verschrieben.", "with": command}
    at = evening.entries[-1].at
    return decided(evening.meeting, read_command(command), by=by, at=at, later=later())


def test_an_approval_is_dated_by_the_log_of_the_meeting_that_gave_it() -> None:
    said = asked("clerk", "b1")
    assert isinstance(said, Accepted)
    (event,) = said.events
    assert isinstance(event, MinutesApproved) and str(event.on) == "2026-11-24"


def test_an_approval_that_meeting_does_not_know_is_refused_whoever_may_ask() -> None:
    said = asked("clerk", "b9")
    assert isinstance(said, Refusal) and said.code == "approval_unknown"
    # Who may not ask at all hears that, and nothing of the other meeting.
    said = asked("brandt", "b9")
    assert isinstance(said, Refusal) and said.code == "not_entitled"


def test_a_correction_of_an_approval_must_be_as_true() -> None:
    seq = len(played(*EVENING, {**APPROVED, "ballot": "b7"}).entries)
    said = asked("clerk", "b9", correcting=seq)
    assert isinstance(said, Refusal) and said.code == "approval_unknown"
    said = asked("clerk", "b1", correcting=seq)
    assert isinstance(said, Accepted)
    (event,) = said.events
    assert isinstance(event, Corrected)
    (instead,) = event.instead[0].events
    assert isinstance(instead, MinutesApproved) and str(instead.on) == "2026-11-24"
