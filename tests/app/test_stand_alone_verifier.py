"""The verifier in one file rejects whatever was changed in a log, and accepts every evening as it was."""

import ast
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Final

import pytest

from handzeichen.app import cli
from handzeichen.app import handzeichen_pruefen as alone
from handzeichen.app.replay import play
from handzeichen.app.verify import Verified, verify
from handzeichen.log.chain import START, derived_salts, seal, withhold
from handzeichen.log.codec import write_entry
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.events import EVENTS
from handzeichen.record.data import record
from handzeichen.record.editions import Edition, in_edition
from meeting.evenings import evening
from meeting.kit import Evening, at_item
from meeting.test_properties import Run
from meeting.test_properties import play as play_steps
from views.situations import ALL, ROOM, VIDEO

DEMO = Path(cli.__file__).parent / "demo_meeting"
FULL = Path(__file__).parents[1] / "record" / "full_evening"
OLD = sorted((Path(__file__).parents[1] / "log" / "old").glob("*.jsonl"))
RECOMPUTED_LAW: Final = {"quorum", "majority", "majority_by_kind", "tie", "abstentions"}


def found(
    stored: bytes, *, head: str | None = None, told: dict[str, Any] | None = None, edition: bool = False
) -> alone.Report:
    report = alone.Report()
    lines, evening = alone.check_log(stored, report)
    if head is not None:
        alone.check_head(report, lines, head, None, ("die Angabe", "the one given"))
    if told is not None:
        alone.check_record(json.loads(json.dumps(told)), lines, evening, report, edition=edition)
    return report


def sealed(bodies: list[str], *, by: bytes = b"right") -> bytes:
    return to_jsonl(seal(START, bodies, derived_salts(by)))


def bodies_of(evening: Evening | Run) -> list[str]:
    return [write_entry(entry) for entry in evening.entries]


def with_everything() -> Evening:
    """A roll call that is doubted and repeated, a recusal, a fault, a count by factions, a vote for the record."""
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="roll_call")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    evening.record_hands("b1", yes="ahrens brandt carstens", no="demir")
    evening.accepted("falk", "lose_connection", person="falk")
    evening.accepted("falk", "lose_connection", person="falk", of="picture")
    evening.accepted("chair", "attribute_fault", person="falk", cause="member")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("demir", "doubt_result", ballot="b1")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="angezweifelt")
    evening.record_hands("b2", yes="ahrens brandt carstens", no="demir ebeling")
    evening.accepted("chair", "close_ballot", ballot="b2")
    evening.accepted("chair", "announce_result", ballot="b2")
    evening.accepted("clerk", "restore_connection", person="falk")
    evening.accepted("clerk", "recuse", person="brandt", item="3")
    evening.accepted("chair", "call_item", item="3")
    evening.accepted("chair", "open_ballot", motion="m3", ballot="b3", method="show_of_hands")
    evening.accepted("falk", "cast_vote", ballot="b3", choice="abstain")
    evening.accepted("ebeling", "cast_vote", ballot="b3", choice="yes")
    evening.accepted("clerk", "count_hands", ballot="b3", yes=2, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b3")
    evening.accepted("chair", "announce_result", ballot="b3")
    evening.accepted("ebeling", "have_vote_recorded", ballot="b3")
    evening.accepted("demir", "challenge_quorum")
    evening.accepted("chair", "state_quorum")
    evening.accepted("clerk", "note", item="3", text="Der Radweg bleibt sechs Meter breit.")
    evening.accepted("chair", "close_meeting")
    return evening


def lean(bodies: list[str]) -> list[str]:
    """The same evening with the law that is recomputed alone in its first line: a thousand logs stay cheap."""
    first = json.loads(bodies[0])
    first["data"]["answers"] = [row for row in first["data"]["answers"] if row["question"] in RECOMPUTED_LAW]
    return [stored(first), *bodies[1:]]


def stored(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def record_of_everything() -> dict[str, Any]:
    told: dict[str, Any] = record(with_everything().meeting, length=len(BODIES), head=HEAD)
    return told


BODIES: Final = lean(bodies_of(with_everything()))
LOG: Final = sealed(BODIES)
HEAD: Final = json.loads(LOG.splitlines()[-1])["hash"]
PARSED: Final = [json.loads(body) for body in BODIES]


# Right


@pytest.mark.parametrize("situation", ALL, ids=str)
def test_an_evening_is_accepted_at_any_moment(situation: str) -> None:
    evening = ALL[situation]()
    log = sealed(bodies_of(evening))
    head = json.loads(log.splitlines()[-1])["hash"]
    told = record(evening.meeting, length=len(evening.entries), head=head)
    report = found(log, head=head, told=told)
    assert (report.faults, [check for check in report.remarks if check[0] != "V7"]) == ([], [])
    assert report.done >= {"V1", "V2", "V3", "V4", "V9"}
    # What everybody may read of it says nothing else; it only says less.
    public = record(in_edition(evening.meeting, Edition.PUBLIC), length=len(evening.entries), head=head)
    assert found(log, told=public, edition=True).faults == []


def test_the_clerks_words_for_a_motion_are_found_with_it() -> None:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("clerk", "note", item="2", motion="m2", text="Das Holz ist morsch.")
    evening.accepted("clerk", "note", item="2", text="Der Radweg bleibt sechs Meter breit.")
    log = sealed(bodies_of(evening))
    told = record(evening.meeting, length=len(evening.entries), head=json.loads(log.splitlines()[-1])["hash"])
    assert found(log, told=told).faults == []
    (item,) = (item for item in told["items"] if item["id"] == "2")  # type: ignore[attr-defined]
    item["notes"][0]["motion"] = "m3"
    assert [(check, seq) for check, seq, _ in found(log, told=told).faults] == [("V9", None)]


def test_on_random_evenings_it_finds_what_verify_finds_and_nothing_wrong() -> None:
    seen: Counter[str] = Counter()
    for seed in range(10):
        run = play_steps(evening(seed))
        log = sealed(bodies_of(run))
        head = json.loads(log.splitlines()[-1])["hash"]
        told = record(run.meeting, length=len(run.entries), head=head)
        verified = verify(log, head)
        assert isinstance(verified, Verified) and verified.record == told
        report = found(log, head=head, told=told)
        assert (report.faults, [check for check in report.remarks if check[0] != "V7"]) == ([], []), seed
        public = record(in_edition(run.meeting, Edition.PUBLIC), length=len(run.entries), head=head)
        assert found(log, told=public, edition=True).faults == [], seed
        seen.update(run.seen)
    for happened in ("ResultAnnounced", "Corrected", "FaultAttributed", "StepsSettled", "PresenceConfirmed"):
        assert seen[happened] >= 3, (happened, seen)


@pytest.mark.parametrize("folder", [DEMO, FULL], ids=["demo", "full"])
def test_a_replay_is_accepted_with_its_record_corrections_included(folder: Path) -> None:
    played = play((folder / "plan.toml").read_bytes(), (folder / "script.jsonl").read_bytes())
    told = record(played.meeting, length=played.head.seq, head=played.head.hash)
    report = found(to_jsonl(played.log), head=played.head.hash, told=told)
    assert (report.faults, report.remarks) == ([], [])


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_log_of_every_release_is_accepted(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    report = found(path.read_bytes(), told=told)
    assert (report.faults, report.remarks) == ([], [])


def test_lines_whose_text_is_withheld_are_said_to_be_not_recomputed() -> None:
    lines = seal(START, BODIES, derived_salts(b"right"))
    kept = [withhold(line) if '"type":"Vote' in (line.body or "") else line for line in lines]
    report = found(to_jsonl(kept), head=HEAD)
    assert report.faults == []
    assert sum("nicht nachgerechnet" in said for _, _, said in report.remarks) > 3
    assert "12 Zeilen mit" in report.text(english=False)


@pytest.mark.parametrize("share", [0.03, 0.2, 0.6])
def test_whatever_text_is_withheld_nothing_right_is_called_wrong(share: float) -> None:
    lines, told = seal(START, BODIES, derived_salts(b"right")), record_of_everything()
    for seed in range(20):
        dice = random.Random(seed)
        kept = [withhold(line) if line.seq > 1 and dice.random() < share else line for line in lines]
        report = found(to_jsonl(kept), head=HEAD, told=told)
        assert report.faults == [], seed


def test_a_number_changed_where_nothing_was_withheld_is_wrong_all_the_same() -> None:
    """Whoever withholds a line of another matter hides nothing by it."""
    at, body = picked(random.Random(1), "HandsCounted")
    body["data"]["yes"] -= 1
    bodies = [*BODIES[:at], stored(body), *BODIES[at + 1 :]]
    lines = seal(START, bodies, derived_salts(b"forged"))
    report = found(to_jsonl([withhold(line) if line.seq == 3 else line for line in lines]))
    assert {check for check, _, _ in report.faults} == {"V7"}
    assert report.verdict() == "wrong"


def test_every_event_of_this_version_is_understood() -> None:
    """A new kind of event moves something that is counted again, or is named among those that do not."""
    understood = {*alone.MOVES, *alone.WITHOUT_NUMBERS, "Corrected", "MeetingPlanned"}
    assert EVENTS.keys() - understood == set()


def test_an_event_of_a_newer_version_is_said_to_be_not_understood() -> None:
    newer = {**PARSED[-1], "type": "MinutesSealed", "data": {"person": "meyer"}}
    report = found(sealed([*BODIES, stored(newer)]))
    assert report.faults == []
    assert [(check, seq) for check, seq, _ in report.remarks] == [("V4", len(BODIES) + 1)]


def test_a_log_without_its_texts_is_right_only_as_far_as_it_goes() -> None:
    lines = seal(START, BODIES, derived_salts(b"right"))
    report = found(to_jsonl([withhold(line) if line.seq > 1 else line for line in lines]), head=HEAD)
    assert (report.faults, report.verdict()) == ([], "unsure")


# Wrong: what was made to lead the verifier astray


def test_a_correction_that_cannot_be_played_silences_nothing_after_it() -> None:
    at, body = picked(random.Random(1), "ResultAnnounced")
    body["data"]["yes"] += 1
    instead = {
        "seq": 3,
        "at": PARSED[2]["at"],
        "events": [{"type": "BallotClosed", "data": {"ballot": "none"}}],
    }
    senseless = {**PARSED[at - 1], "type": "Corrected", "data": {"instead": [instead]}}
    report = found(sealed([*BODIES[:at], stored(senseless), stored(body), *BODIES[at + 1 :]]))
    assert {"V4", "V7"} <= {check for check, _, _ in report.faults}


@pytest.mark.parametrize("share", ["1e999999999", "1/0", "9" * 5000])
def test_a_share_that_would_take_days_is_none(share: str) -> None:
    at, body = picked(random.Random(1), "BallotOpened")
    body["data"]["majority"]["fraction"] = share
    assert found(sealed([*BODIES[:at], stored(body), *BODIES[at + 1 :]])).verdict() == "wrong"


def test_nothing_in_a_log_writes_over_the_report() -> None:
    newer = {**PARSED[-1], "type": "\x1b[2JX\nAlles stimmt.", "data": {}}
    text = found(sealed([*BODIES, stored(newer)])).text(english=False)
    assert "\x1b" not in text and "\nAlles stimmt." not in text


def test_a_record_that_says_things_twice_or_at_no_time_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_bytes(LOG)
    told = tmp_path / "record.json"
    right = json.dumps(record_of_everything())
    moment = record_of_everything()["meeting"]["opened_at"]
    for text, code in (
        (right, 0),
        ('{"meeting": {}, ' + right[1:], 1),
        (right.replace(moment, "0001-01-01T00:00:00+23:00"), 1),
    ):
        told.write_text(text, encoding="utf-8")
        assert alone.main([str(tmp_path / "l.jsonl"), "--record", str(told)]) == code


def test_lines_that_end_otherwise_are_others() -> None:
    assert found(LOG.replace(b"\n", b"\r\n")).verdict() == "wrong"


# Wrong: what anybody can do to the file

Change = Callable[[random.Random], bytes]


def bit_flipped(dice: random.Random) -> bytes:
    changed = bytearray(LOG)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def rows(dice: random.Random) -> tuple[list[bytes], int]:
    lines = LOG.splitlines(keepends=True)
    return lines, dice.randrange(len(lines) - 1)


def line_deleted(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    return b"".join(lines[:at] + lines[at + 1 :])


def line_doubled(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    return b"".join([*lines[: at + 1], *lines[at:]])


def lines_swapped(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return b"".join(lines)


def cut_off_in_a_line(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    return b"".join(lines[:at]) + lines[at][: dice.randrange(1, len(lines[at]))]


def line_changed(dice: random.Random, key: str) -> bytes:
    lines, at = rows(dice)
    line = json.loads(lines[at])
    if key == "body":
        body = json.loads(line["body"])
        body["by"] = "demir" if body["by"] != "demir" else "falk"
        line["body"] = stored(body)
    else:
        line[key] = sha256(line[key].encode()).hexdigest()[: len(line[key])]
    lines[at] = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return b"".join(lines)


def text_withheld_with_another_commitment(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    line = json.loads(lines[at])
    forged = {"seq": line["seq"], "commitment": sha256(lines[at]).hexdigest(), "hash": line["hash"]}
    lines[at] = json.dumps(forged).encode() + b"\n"
    return b"".join(lines)


def end_cut_off(dice: random.Random) -> bytes:
    lines, at = rows(dice)
    return b"".join(lines[: at + 1])


# Wrong: what somebody does who seals the log anew


def picked(dice: random.Random, *types: str) -> tuple[int, dict[str, Any]]:
    at = dice.choice([at for at, body in enumerate(PARSED) if body["type"] in types])
    return at, json.loads(BODIES[at])


def resealed(at: int, *instead: dict[str, Any]) -> bytes:
    return sealed([*BODIES[:at], *map(stored, instead), *BODIES[at + 1 :]], by=b"forged")


def number_changed(dice: random.Random, *types: str, keys: tuple[str, ...]) -> bytes:
    at, body = picked(dice, *types)
    key = dice.choice(keys)
    body["data"][key] += dice.choice((-1, 1, 2)) if body["data"][key] else dice.choice((1, 2))
    return resealed(at, body)


def vote_changed(dice: random.Random) -> bytes:
    at, body = picked(dice, "VoteCast", "VoteRecorded")
    body["data"]["choice"] = dice.choice([one for one in alone.CHOICES if one != body["data"]["choice"]])
    return resealed(at, body)


def vote_given_to_another(dice: random.Random) -> bytes:
    at, body = picked(dice, "VoteCast", "VoteRecorded")
    body["data"]["person"] = body["data"]["seat"] = "gross"
    return resealed(at, body)


def vote_taken_out(dice: random.Random) -> bytes:
    at, _ = picked(dice, "VoteCast", "VoteRecorded", "HandsCounted")
    return resealed(at)


def result_turned(dice: random.Random) -> bytes:
    at, body = picked(dice, "ResultAnnounced")
    body["data"]["result"] = "rejected" if body["data"]["result"] == "passed" else "passed"
    return resealed(at, body)


def decision_turned(dice: random.Random) -> bytes:
    at, body = picked(dice, "MotionDecided", "ItemSettled")
    body["data"]["outcome"] = "rejected" if body["data"]["outcome"] != "rejected" else "adopted"
    return resealed(at, body)


def seat_taken_from_a_ballot(dice: random.Random) -> bytes:
    at, body = picked(dice, "BallotOpened")
    body["data"]["eligible"].pop(dice.randrange(len(body["data"]["eligible"])))
    return resealed(at, body)


def member_never_came(dice: random.Random) -> bytes:
    at, _ = picked(dice, "Arrived")
    while PARSED[at]["data"]["person"] in ("meyer", "jung"):
        at, _ = picked(dice, "Arrived")
    return resealed(at)


def stranger_came(dice: random.Random) -> bytes:
    at, body = picked(dice, "Arrived", "Recused", "VoteRecorded", "NoteWritten")
    body["data"]["person"] = "niemand"
    return resealed(at, body)


def time_turned_back(dice: random.Random) -> bytes:
    at, body = picked(dice, "ResultAnnounced", "MeetingClosed", "QuorumStated")
    body["at"] = body["at"].replace("T18:", "T17:0").replace("T17:0", "T17:")
    return resealed(at, body)


def majority_made_lighter(dice: random.Random) -> bytes:
    at, body = picked(dice, "BallotOpened")
    body["data"]["majority"] = {"base": "votes_cast", "fraction": "1/3", "strict": dice.choice((True, False))}
    return resealed(at, body)


# What nothing else in the log contradicts


def name_changed(dice: random.Random) -> bytes:
    body = json.loads(BODIES[0])
    dice.choice(body["data"]["plan"]["people"])["name"] += dice.choice(("s", "mann", "-Voß"))
    return resealed(0, body)


def words_changed(dice: random.Random) -> bytes:
    at, body = picked(dice, "NoteWritten", "BallotSuperseded")
    key = "text" if "text" in body["data"] else "reason"
    body["data"][key] = body["data"][key] + dice.choice((" Ja.", " Nein.", "!"))
    return resealed(at, body)


def time_moved_a_little(dice: random.Random) -> bytes:
    body = json.loads(BODIES[-1])
    body["at"] = body["at"][:17] + f"{dice.randrange(1, 60):02}" + body["at"][19:]
    return resealed(len(BODIES) - 1, body)


def line_added_at_the_end(dice: random.Random) -> bytes:
    late = {**PARSED[-2], "type": "NoteWritten", "at": PARSED[-1]["at"]}
    late["data"] = {"item": "3", "text": f"Nachtrag {dice.random()}", "touches": []}
    return sealed([*BODIES, stored(late)])


def sealed_with_other_salts(dice: random.Random) -> bytes:
    return sealed(BODIES, by=dice.randbytes(8))


ANYBODY: Final[dict[str, Change]] = {
    "bit flipped": bit_flipped,
    "line deleted": line_deleted,
    "line doubled": line_doubled,
    "lines swapped": lines_swapped,
    "cut off in a line": cut_off_in_a_line,
    "body changed": lambda dice: line_changed(dice, "body"),
    "salt changed": lambda dice: line_changed(dice, "salt"),
    "hash changed": lambda dice: line_changed(dice, "hash"),
    "another commitment": text_withheld_with_another_commitment,
}
SEALED_ANEW: Final[dict[str, Change]] = {
    "announced number": lambda dice: number_changed(
        dice, "ResultAnnounced", keys=("yes", "no", "abstain", "not_voted", "needed")
    ),
    "hands": lambda dice: number_changed(dice, "HandsCounted", keys=("yes", "no", "abstain")),
    "quorum": lambda dice: number_changed(
        dice, "QuorumStated", "QuorumChallenged", keys=("present", "seats", "required")
    ),
    "present": lambda dice: number_changed(dice, "BallotOpened", keys=("present", "seats")),
    "vote": vote_changed,
    "vote given to another": vote_given_to_another,
    "vote taken out": vote_taken_out,
    "result": result_turned,
    "decision": decision_turned,
    "seat taken from a ballot": seat_taken_from_a_ballot,
    "member never came": member_never_came,
    "stranger": stranger_came,
    "time turned back": time_turned_back,
    "lighter majority": majority_made_lighter,
}
NEEDS_THE_HEAD: Final[dict[str, Change]] = {
    "end cut off": end_cut_off,
    "name": name_changed,
    "words": words_changed,
    "time moved a little": time_moved_a_little,
    "line added at the end": line_added_at_the_end,
    "other salts": sealed_with_other_salts,
}
PORTIONS: Final = [
    *((name, change, 45) for name, change in ANYBODY.items()),
    *((name, change, 32) for name, change in SEALED_ANEW.items()),
    *((name, change, 25) for name, change in NEEDS_THE_HEAD.items()),
]


def test_a_thousand_changed_logs_are_tried() -> None:
    assert sum(number for _, _, number in PORTIONS) >= 1000
    assert found(LOG, head=HEAD).faults == []


@pytest.mark.parametrize(("name", "change", "number"), PORTIONS, ids=[name for name, _, _ in PORTIONS])
def test_every_changed_log_is_rejected(name: str, change: Change, number: int) -> None:
    """With the head kept elsewhere all of them; without it all but those that the numbers can't contradict."""
    dice = random.Random(name)
    head = HEAD if name in NEEDS_THE_HEAD else None
    for _ in range(number):
        changed = change(dice)
        assert changed != LOG
        report = found(changed, head=head)
        assert report.faults, f"{name}: this log should have been found out"
        assert report.text(english=True).count("WRONG") >= 1


@pytest.mark.parametrize("name", NEEDS_THE_HEAD)
def test_what_needs_the_head_is_told_apart_from_what_does_not(name: str) -> None:
    """A change that the numbers don't contradict is not seen without a head: that is why minutes and pages name it."""
    report = found(NEEDS_THE_HEAD[name](random.Random(name)))
    assert report.faults == []


# Beside its log


def test_an_older_copy_is_a_beginning_with_texts_withheld_in_either_or_it_is_another_history() -> None:
    lines = seal(START, BODIES, derived_salts(b"right"))
    hidden = [withhold(line) if 5 < line.seq < 9 else line for line in lines]
    for older, newer, right in (
        (to_jsonl(hidden[:20]), lines, True),
        (to_jsonl(lines[:20]), hidden, True),
        (LOG, lines[:20], False),
        (vote_changed(random.Random(1)), lines, False),
    ):
        report = alone.Report()
        alone.check_older(older, alone.read_lines(to_jsonl(newer), alone.Report()), report)
        assert (report.faults == []) is right


def test_a_record_of_another_evening_is_found_out() -> None:
    evening = with_everything()
    told = json.loads(json.dumps(record(evening.meeting, length=len(BODIES), head=HEAD)))
    assert found(LOG, told=told).faults == []
    for path, value in (
        ("ballots.b2.yes", 4),
        ("attendance.0.spans.0.from", "2026-11-24T16:30:00+01:00"),
        ("items.2.outcome", "rejected"),
        ("quorum.0.present", 7),
        ("motions.m3.outcome", "open"),
        ("faults.0.cause", "municipality"),
        ("log.length", 3),
    ):
        changed = json.loads(json.dumps(told))
        *way, last = path.split(".")
        inner: Any = changed
        for step in way:
            inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        assert inner[last] != value
        inner[last] = value
        assert found(LOG, told=changed).faults, path


def test_a_folder_is_checked_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    minutes = f"Ereignisprotokoll: {len(BODIES)} Einträge, Kopf {HEAD}"
    evening = with_everything()
    told = record(evening.meeting, length=len(BODIES), head=HEAD)
    files = {
        "ereignisprotokoll.jsonl": LOG,
        "nichtoeffentlich/record.json": json.dumps(told).encode(),
        "nichtoeffentlich/niederschrift.txt": minutes.encode(),
        "nichtoeffentlich/niederschrift.html": minutes.replace("Kopf ", "Kopf <code>").encode(),
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    sums = [f"{sha512(content).hexdigest()}  {name}\n" for name, content in files.items()]
    (tmp_path / "SHA512SUMS").write_text("".join(sums))
    assert alone.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("Alles stimmt.\n")
    (tmp_path / "nichtoeffentlich/niederschrift.txt").write_text(minutes.replace(HEAD, "0" * 64))
    assert alone.main([str(tmp_path), "--english"]) == 1
    told_wrong = capsys.readouterr().out
    assert "V10  Minutes: name this log: WRONG" in told_wrong
    assert "V11  Sums of the folder: WRONG" in told_wrong
    assert told_wrong.endswith("Not everything is right.\n")


def test_it_needs_nothing_but_the_standard_library_of_python_3_9(tmp_path: Path) -> None:
    source = Path(alone.__file__).read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - set(sys.stdlib_module_names) == set()
    log = tmp_path / "log.jsonl"
    log.write_bytes(LOG)
    command = [sys.executable, "-I", "-S", alone.__file__, str(log), "--head", HEAD]
    ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert (ran.returncode, ran.stdout.splitlines()[-1], ran.stderr) == (0, "Alles stimmt.", "")
