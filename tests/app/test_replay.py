"""A script is played line by line; where it stops, it is told in which line and why."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from handzeichen.app import cli
from handzeichen.app.minutes import written
from handzeichen.app.plan import PlanError
from handzeichen.app.replay import Played, ScriptError, play
from handzeichen.app.verify import Verified, differences, verify
from handzeichen.log.chain import check
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import Arrived
from handzeichen.meeting.ids import Via
from handzeichen.record.data import record

FOLDER = Path(cli.__file__).parent / "demo_meeting"
PLAN = (FOLDER / "plan.toml").read_bytes()
SCRIPT = (FOLDER / "script.jsonl").read_bytes()

COME = {"by": "clerk", "do": "arrive", "person": "brandhorst", "via": "room"}
OPEN = {"by": "chair", "do": "open_meeting"}
SECRET = {"by": "clerk", "do": "note", "item": "9", "text": "Diesen Punkt gibt es nicht."}


def line(command: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({**command, **more}, ensure_ascii=False).encode() + b"\n"


def at(clock: str) -> str:
    return f"2021-01-21T{clock}:00+01:00"


def stops(script: bytes) -> ScriptError:
    with pytest.raises(ScriptError) as error:
        play(PLAN, script)
    return error.value


# Played


def test_the_demonstration_is_played_to_its_end() -> None:
    played = play(PLAN, SCRIPT)
    assert played.meeting.sitting.times.closed_at is not None
    assert check(played.log) is None
    assert len(played.log) == len(played.entries) == played.head.seq


def test_equal_files_give_equal_heads_and_other_files_others() -> None:
    first = play(PLAN, SCRIPT)
    assert play(PLAN, SCRIPT).log == first.log
    # A space more is another script: the salts differ, and with them every hash.
    other = play(PLAN, SCRIPT + b" ")
    assert [entry.event for entry in other.entries] == [entry.event for entry in first.entries]
    assert not {one.hash for one in other.log} & {one.hash for one in first.log}


def test_an_empty_script_leaves_the_meeting_as_planned() -> None:
    played = play(PLAN, b"")
    assert (len(played.entries), played.meeting.sitting.times.opened_at) == (1, None)


def test_a_line_without_a_time_takes_the_one_before_and_the_first_the_beginning() -> None:
    played = play(PLAN, line(COME) + line(OPEN, at=at("17:41")) + line({"by": "chair", "do": "state_quorum"}))
    assert [entry.at.isoformat() for entry in played.entries[1:]] == [at("17:30"), at("17:41"), at("17:41")]


def test_a_refused_line_gives_its_time_to_the_next() -> None:
    played = play(
        PLAN, line(COME, at=at("17:20")) + line(SECRET, at=at("17:25"), expect="refused") + line(OPEN)
    )
    assert played.entries[-1].at.isoformat() == at("17:25")


def test_the_plan_stands_before_whoever_comes_early() -> None:
    played = play(PLAN, line(COME, at=at("17:20")))
    assert [entry.at.isoformat() for entry in played.entries] == [at("17:20"), at("17:20")]


def test_times_of_another_offset_are_the_meetings_own() -> None:
    played = play(PLAN, line(COME, at="2021-01-21T16:20:00Z"))
    assert played.entries[-1].at.isoformat() == at("17:20")


def test_empty_lines_and_an_editors_mark_are_passed_over() -> None:
    played = play(PLAN, b"\xef\xbb\xbf\r\n" + line(COME).replace(b"\n", b"\r\n") + b"\n  \n" + line(OPEN))
    assert played.meeting.sitting.times.opened_at is not None


def test_a_line_that_must_be_refused_changes_nothing() -> None:
    played = play(PLAN, line(COME) + line(OPEN) + line(OPEN, expect="refused"))
    assert len(played.entries) == 3


def test_what_changes_nothing_is_accepted() -> None:
    assert len(play(PLAN, line(COME) + line(COME)).entries) == 2


def test_the_same_key_of_the_same_person_acts_once() -> None:
    again = line({**COME, "via": "video"}, key="k1")
    played = play(PLAN, line(COME, key="k1") + again)
    assert played.meeting.roll.via(played.entries[-1].event.person) is Via.ROOM  # type: ignore[attr-defined]
    assert [entry.key for entry in played.entries] == [None, "k1"]


def test_an_offices_key_is_its_holders() -> None:
    by_name = line({**COME, "by": "hollenstedt-ruehl", "via": "video"}, key="k1")
    assert len(play(PLAN, line(COME, key="k1") + by_name).entries) == 2


def test_a_refusal_keeps_no_key() -> None:
    refused = line(
        {"by": "brandhorst", "do": "arrive", "person": "brandhorst", "via": "room"}, key="k", expect="refused"
    )
    by_video = line({"by": "brandhorst", "do": "arrive", "person": "brandhorst", "via": "video"}, key="k")
    assert len(play(PLAN, refused + by_video).entries) == 2


def test_the_key_of_one_person_is_not_anothers() -> None:
    elvers = line({"by": "elvers", "do": "arrive", "person": "elvers", "via": "video"}, key="k1")
    assert len(play(PLAN, line(COME, key="k1") + elvers).entries) == 3


# Corrected the next morning


def corrections() -> bytes:
    """Somebody came later than it was entered, a note belonged elsewhere, and a wrong one is named by its key."""
    came = {"do": "arrive", "person": "cordsen", "via": "room", "at": at("17:50")}
    note = {"by": "clerk", "do": "note", "item": "1", "text": "Das war eine andere Sitzung."}
    seq = next(
        entry.seq
        for entry in play(PLAN, SCRIPT).entries
        if isinstance(entry.event, Arrived) and entry.event.person == "cordsen"
    )
    morning = "2021-01-22T09:05:00+01:00"
    return (
        line({"by": "clerk", "do": "correct", "of": seq, "with": came, "reason": "verlesen"}, at=morning)
        + line(note, key="n1")
        + line({"by": "clerk", "do": "correct", "of": "n1", "reason": "falsches Blatt"})
    )


def test_a_correction_the_next_morning_is_in_record_minutes_and_log() -> None:
    before, played = play(PLAN, SCRIPT), play(PLAN, SCRIPT + corrections())
    was, now = (record(p.meeting, length=1, head="") for p in (before, played))
    assert [path.split("[")[0] for path in differences(was, now)] == ["attendance"]
    spans = next(row["spans"] for row in now["attendance"] if row["person"] == "cordsen")
    assert spans[0]["from"] == at("17:50")
    assert "Ratsherr Cordsen (BLE) ab 17.50 Uhr" in written(played.meeting, played.head, ".txt").decode()
    assert "Cordsen (BLE) ab" not in written(before.meeting, before.head, ".txt").decode()
    found = verify(to_jsonl(played.log))
    assert isinstance(found, Verified)
    assert found.record == record(played.meeting, length=played.head.seq, head=played.head.hash)


def test_a_correction_that_cannot_be_read_stops_the_script() -> None:
    wrong = {"do": "arrive", "person": "cordsen", "at": at("17:50")}
    error = stops(line(COME) + line({"by": "clerk", "do": "correct", "of": 2, "reason": "so", "with": wrong}))
    assert (error.line, error.why) == (2, "In „with“: „arrive“ braucht das Feld „via“: „room“ oder „video“.")


# Stopped


def test_a_wrong_plan_is_not_played() -> None:
    with pytest.raises(PlanError):
        play(b"", SCRIPT)


@pytest.mark.parametrize(("script", "number", "why"), [
    # A refusal, with its source.
    (line(OPEN), 1, "Bürgermeister Brandhorst kann gerade nicht leiten: "),
    (b"\n" + line(COME) + b"\n" + line(SECRET), 4, "Einen Tagesordnungspunkt „9“ gibt es nicht. (Regel des Programms)"),
    # One that was to come, and did not.
    (line(COME, expect="refused"), 1, "Diese Zeile sollte abgelehnt werden und wurde angenommen."),
    (line(COME, key="k") + line(COME, key="k", expect="refused"), 2, "Diese Zeile sollte abgelehnt werden"),
    # What cannot be read is not refused: `expect` does not help.
    (line({"by": "clerk", "do": "arive"}, expect="refused"), 1, "„arive“ ist kein Befehl. Gemeint ist vielleicht „arrive“"),
    (line({**COME, "via": "bus"}), 1, "„via“ muss „room“ oder „video“ sein, nicht „bus“."),
    (line({"do": "open_meeting"}), 1, "„by“ fehlt"),
    (line(COME, expect="accepted"), 1, "„expect“ muss „refused“ sein"),
    (b"{", 1, "Das ist kein gültiges JSON."),
    (line(COME) + b"[]\n", 2, "Ein Befehl ist ein JSON-Objekt"),
    (line(COME) + b'"arrive"\n', 2, "Ein Befehl ist ein JSON-Objekt"),
    (b'{"by":"clerk","by":"chair","do":"open_meeting"}', 1, "„by“ steht zweimal in dieser Zeile."),
    (b'{"by":"clerk","do":"admit","person":{"id":"a","id":"b","name":"B","role":"guest"}}', 1, "„id“ steht zweimal"),
    (line(COME) + b"{\xff}", 2, "Das ist kein UTF-8."),
    (line(COME, at="2021-01-21T17:20:00"), 1, "„at“ braucht den Abstand zur Weltzeit"),
    (line(COME, key="x" * 65), 1, "„key“ muss 1 bis 64 Zeichen haben"),
    # Times never run backwards, whatever their offset.
    (line(COME, at=at("17:41")) + line(OPEN, at=at("17:40")), 2, "Die Zeit läuft rückwärts: 2021-01-21T17:40:00+01:00"),
    (line(COME, at=at("17:41")) + line(OPEN, at="2021-01-21T16:40:59Z"), 2, "Die Zeit läuft rückwärts: "),
    (line(COME, at=at("17:41")) + line(SECRET, at=at("17:40"), expect="refused"), 2, "Die Zeit läuft rückwärts: "),
    # Ids that only the server may give.
    (line({"by": "chair", "do": "move", "kind": "adopt_agenda"}), 1, "„motion“ fehlt"),
    (line({"by": "chair", "do": "open_ballot", "motion": "m4", "method": "show_of_hands"}), 1, "„ballot“ fehlt"),
    (line({"by": "chair", "do": "repeat_ballot", "ballot": "b1", "reason": "unklar"}), 1, "„new“ fehlt"),
])  # fmt: skip
def test_a_script_stops_at_its_line(script: bytes, number: int, why: str) -> None:
    stop = stops(script)
    assert (stop.line, stop.why[: len(why)]) == (number, why)


def test_a_refusal_names_its_source() -> None:
    assert stops(line(OPEN)).why.endswith(" (§ 182 Abs. 2 NKomVG)")


@pytest.mark.parametrize("number", range(1, SCRIPT.count(b"\n") + 1))
def test_the_demonstration_stops_nowhere_when_it_ends_earlier(number: int) -> None:
    """A script may end before the meeting does: each of its beginnings is a script too."""
    beginning = b"".join(SCRIPT.splitlines(keepends=True)[:number])
    assert (
        play(PLAN, beginning).entries[-1].at.isoformat() <= json.loads(SCRIPT.splitlines()[number - 1])["at"]
    )


def test_a_long_script_takes_seconds() -> None:
    """Ten thousand lines of ballots; processor time and a wide bound: a slow machine passes, a slow algorithm fails."""
    before = process_time()
    played = played_ballots(10_000)
    assert process_time() - before < 20
    assert len(played.meeting.ballots) > 1_200
    assert check(played.log) is None


def played_ballots(lines: int) -> Played:
    script = b"".join(SCRIPT.splitlines(keepends=True)[:70])
    calling = script.index(b'"do":"call_item","item":"2"')
    script = script[: script.index(b"\n", calling) + 1]
    return play(PLAN, script + b"".join(line(command) for command in ballots(lines - script.count(b"\n"))))


def ballots(lines: int) -> Iterator[dict[str, Any]]:
    for number in range(lines // 8):
        motion, ballot = f"x{number}", f"y{number}"
        yield {
            "by": "elvers",
            "do": "move",
            "motion": motion,
            "kind": "main",
            "item": "2",
            "text": "Wir beantragen es.",
        }
        yield {
            "by": "chair",
            "do": "open_ballot",
            "ballot": ballot,
            "motion": motion,
            "method": "show_of_hands",
        }
        for person in ("elvers", "nordmeier", "moehring-aufwind"):
            yield {"by": person, "do": "cast_vote", "ballot": ballot, "choice": "yes"}
        yield {"by": "clerk", "do": "count_hands", "ballot": ballot, "yes": 6, "no": 1, "abstain": 0}
        yield {"by": "chair", "do": "close_ballot", "ballot": ballot}
        yield {"by": "chair", "do": "announce_result", "ballot": ballot}
