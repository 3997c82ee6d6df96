"""What retention destroys and what it leaves: by class, on the day, held or not, and never what record or minutes need."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from handzeichen.app import explain, retaining
from handzeichen.app.archive import VERIFIER, archive
from handzeichen.app.offers import Role
from handzeichen.app.retaining import Sheet, noted, retain, survey, surveyed
from handzeichen.app.sign_in import SignIn
from handzeichen.app.verify import Verified, rebuild
from handzeichen.law.retention import DataClass
from handzeichen.log.chain import START, Head, Line, check, head_of, random_salts, seal, withhold
from handzeichen.log.codec import read_entries, write_entry
from handzeichen.log.memory import MemoryStore
from handzeichen.log.port import Session, StoreRefused
from handzeichen.meeting import events as e
from handzeichen.meeting.events import EVENTS, Entry
from handzeichen.meeting.holds import Doubt
from handzeichen.meeting.ids import Choice, ItemId, PersonId
from handzeichen.meeting.retention import class_of, classes
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.editions import CHOICES, Edition
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from handzeichen.views.audience import AUDIENCES, parts, personal
from handzeichen.views.correction import correction
from handzeichen.views.my_votes import my_votes
from handzeichen.views.results import results
from meeting.kit import Evening, at_item
from meeting.test_holds import approve
from views import situations

ID = "brueckenausschuss-12"
PERIODS = {
    "single_votes": {"months": 12, "after": "year_end"},
    "ballot_papers": {"months": 12, "after": "year_end"},
    "connection": {"months": 6, "after": "closing"},
    "trial_votes": {"days": 30, "after": "closing"},
}
AFTER_A_YEAR, LAST_DAY = date(2028, 1, 1), date(2027, 12, 31)


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    return seal(START, map(write_entry, entries), random_salts())


def an_evening(**law: Any) -> Evening:
    """Votes of every kind: tried, cast, recorded and corrected, declined, counted, by roll call; a camera, a fault."""
    evening = situations.tried(retention=law.pop("retention", PERIODS), **law)
    evening.accepted("chair", "open_meeting")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "state_quorum")
    evening.accepted("falk", "set_camera", person="falk", on=True)
    evening.accepted("clerk", "lose_connection", person="falk", at="18:01")
    evening.accepted("chair", "attribute_fault", person="falk", cause="member", at="18:02")
    evening.accepted("clerk", "restore_connection", person="falk", at="18:03")
    evening.accepted("chair", "call_item", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("falk", "cast_vote", ballot="b1", choice="no")
    evening.accepted("falk", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("ebeling", "decline_vote", ballot="b1", person="ebeling")
    evening.accepted("clerk", "record_vote", ballot="b1", person="ahrens", choice="no")
    evening.accepted(
        "clerk", "correct", of=evening.entries[-1].seq, reason="Ahrens sagte Ja",
        with_={"do": "record_vote", "ballot": "b1", "person": "ahrens", "choice": "yes"},
    )  # fmt: skip
    evening.accepted("clerk", "count_hands", ballot="b1", yes=2, no=1, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("falk", "have_vote_recorded", ballot="b1")
    evening.accepted("clerk", "note", item="2", text="Ein Satz.")
    evening.accepted("chair", "call_item", item="3")
    evening.vote("m3", "b2", method="roll_call", yes="ahrens brandt", no="carstens", abstain="ebeling falk")
    evening.accepted("chair", "close_meeting", at="19:00")
    for part in ("public", "non_public"):
        approve(evening, part)
    return evening


async def kept(evening: Evening) -> MemoryStore:
    store = MemoryStore()
    await store.append(ID, START, lines_of(evening.entries))
    return store


def all_classes(
    lines: Sequence[Line], meeting: Meeting, *, only: Iterable[DataClass] = tuple(DataClass)
) -> list[Line]:
    gone = {seq for name, seqs in classes(meeting).items() for seq in seqs if name in only}
    return [withhold(line) if line.seq in gone else line for line in lines]


def rebuilt(lines: Sequence[Line]) -> Meeting:
    meeting = rebuild(lines)
    assert isinstance(meeting, Meeting)
    return meeting


def told(meeting: Meeting, head: Head) -> str:
    """Record and minutes, byte by byte."""
    found = record(meeting, length=head.seq, head=head.hash)
    both = [text(minutes(meeting, edition=edition, length=head.seq, head=head.hash)) for edition in Edition]
    return json.dumps(found) + "".join(both)


def fates(sheet: Sheet) -> dict[DataClass, tuple[int, date | None]]:
    return {one.name: (one.lines, one.until) for one in sheet.classes}


def due(sheet: Sheet) -> set[str]:
    return {one.name.value for one in sheet.due}


# By class


def test_every_single_vote_is_in_a_class_and_what_the_record_rests_on_in_none() -> None:
    """A new event that holds somebody's choice must say here how long it is kept."""
    for_good = {"HandsCounted", "OwnVoteRecorded", "ResultAnnounced"}
    holding = {name for name, kind in EVENTS.items() if any(map(holds_choice, hints(kind)))}
    assert holding - for_good == {"VoteCast", "VoteRecorded", "TrialVoteCast"}


def hints(kind: type) -> list[object]:
    known = get_type_hints(kind)
    return [known[field.name] for field in fields(kind)]


def holds_choice(hint: object) -> bool:
    return hint in (Choice, e.PersonChoice) or any(map(holds_choice, get_args(hint)))


def test_a_hand_that_was_counted_alone_is_a_single_vote() -> None:
    evening = situations.voting()
    evening.accepted("clerk", "record_vote", ballot="b1", person="ahrens", choice="yes")
    seats = tuple(evening.ballot("b1").eligible)
    count = e.HandsCounted(ballot="b1", seats=seats[:1], yes=1, no=0, abstain=0)  # type: ignore[arg-type]
    assert class_of(evening.meeting, count) is DataClass.SINGLE_VOTES
    assert class_of(evening.meeting, replace(count, seats=seats[:2])) is None


def test_a_correction_goes_with_what_it_corrects_and_its_reason_with_it() -> None:
    evening = an_evening()
    (correction_,) = [entry for entry in evening.entries if isinstance(entry.event, e.Corrected)]
    assert correction_.seq in classes(evening.meeting)[DataClass.SINGLE_VOTES]
    thinned = all_classes(lines_of(evening.entries), evening.meeting)
    assert not [line for line in thinned if line.body and "Ahrens sagte Ja" in line.body]


def test_of_a_secret_ballot_goes_who_took_a_paper_and_the_counts_stay() -> None:
    evening = situations.secretly_decided()
    assert len(classes(evening.meeting)[DataClass.BALLOT_PAPERS]) == 4
    (thinned,) = rebuilt(all_classes(lines_of(evening.entries), evening.meeting)).ballots.values()
    whole = evening.ballot("b1")
    assert not thinned.papers and whole.papers
    assert (thinned.paper_count, thinned.end) == (whole.paper_count, whole.end)


def test_a_correction_by_which_somebody_was_gone_is_no_fault_any_more_and_stays() -> None:
    """What was taken for a fault turned out to be a leaving: both stand in the place of the same entry."""
    evening = at_item("2", "ahrens brandt carstens", "falk")
    evening.accepted("clerk", "lose_connection", person="falk", at="18:05")
    wrong = evening.entries[-1].seq
    rightly = {"do": "leave", "person": "falk"}
    evening.accepted("clerk", "correct", of=wrong, reason="aufgelegt", with_=rightly, at="18:10")
    evening.accepted("chair", "close_meeting", at="19:00")
    assert DataClass.FAULTS not in classes(evening.meeting)
    lines = lines_of(evening.entries)
    thinned = rebuilt(all_classes(lines, evening.meeting))
    assert told(thinned, START) == told(evening.meeting, START)


def test_a_correction_by_which_a_result_was_announced_otherwise_stays() -> None:
    """A hand that was counted alone turns out to be none: what became of the item stands in the correction."""
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    for person in ("ahrens", "brandt", "carstens"):
        evening.accepted("clerk", "record_vote", ballot="b1", person=person, choice="yes")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=0, no=0, abstain=1)
    wrong = evening.entries[-1].seq
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    rightly = {"do": "count_hands", "ballot": "b1", "yes": 1, "no": 0, "abstain": 0}
    evening.accepted("clerk", "correct", of=wrong, reason="verzählt", with_=rightly)
    evening.accepted("chair", "close_meeting", at="19:00")
    lines = lines_of(evening.entries)
    thinned = rebuilt(all_classes(lines, evening.meeting))
    assert len(thinned.past.last) < len(lines)
    assert thinned.agenda.items[ItemId("2")].result_text == evening.item("2").result_text == "Einstimmig"
    assert told(thinned, START) == told(evening.meeting, START)


@pytest.mark.parametrize(
    "made", [an_evening, situations.secretly_decided, situations.ended], ids=lambda made: made.__name__
)
def test_every_page_of_a_meeting_bears_that_lines_of_it_are_gone(made: Any) -> None:
    evening = made()
    thinned = all_classes(lines_of(evening.entries), evening.meeting)
    meeting, entries = rebuilt(thinned), list(read_entries(thinned))
    for audience in AUDIENCES:
        parts(meeting, audience, entries=entries[-200:])
    for person in meeting.roll.people:
        personal(meeting, person)
    assert results(meeting) == results(evening.meeting)
    forms = [correction(meeting, line.seq) for line in thinned]
    assert all(form is None for form, line in zip(forms, thinned, strict=True) if line.body is None)
    verified = Verified(meeting=meeting, head=head_of(thinned))
    assert "Probe:" in explain.whole(verified)
    told_at = [explain.at(verified, line.seq) for line in thinned]
    assert [answer is None for answer in told_at] == [line.body is None for line in thinned]


def test_a_member_reads_that_the_vote_is_kept_no_more_and_never_that_none_was_given() -> None:
    evening = an_evening()
    meeting = rebuilt(all_classes(lines_of(evening.entries), evening.meeting))

    def votes(of: Meeting, person: str) -> list[str]:
        return [one.vote for one in my_votes(of, PersonId(person))]

    gone = "Nicht mehr gespeichert, die Aufbewahrungsfrist ist abgelaufen"
    assert votes(evening.meeting, "ahrens") == ["Ja, eingetragen von der Protokollführung"] * 2
    assert votes(meeting, "ahrens") == [gone, "Ja, eingetragen von der Protokollführung"], (
        "by name, for everybody"
    )
    assert votes(evening.meeting, "ebeling")[0] == "Nicht teilgenommen"
    assert votes(meeting, "ebeling")[0] == gone, "nobody knows any more that none was given"
    assert votes(meeting, "falk")[0] == "Ja", "recorded on request"
    assert votes(meeting, "brandt")[0] == "Im Saal gezählt"
    secret = situations.secretly_decided()
    thinned = rebuilt(all_classes(lines_of(secret.entries), secret.meeting))
    assert votes(secret.meeting, "demir") == ["Nicht teilgenommen"]
    assert votes(thinned, "demir") == [gone]


# On the day


def test_nothing_is_due_before_its_last_day_is_over() -> None:
    lines = lines_of(an_evening().entries)
    assert due(surveyed(ID, lines, date(2026, 12, 24))[0]) == set()
    assert due(surveyed(ID, lines, date(2026, 12, 25))[0]) == {"trial_votes"}
    assert due(surveyed(ID, lines, date(2027, 5, 25))[0]) == {"trial_votes", "connection"}
    assert due(surveyed(ID, lines, LAST_DAY)[0]) == {"trial_votes", "connection"}
    sheet = surveyed(ID, lines, AFTER_A_YEAR)[0]
    assert due(sheet) == {"trial_votes", "connection", "single_votes"}
    assert fates(sheet)[DataClass.FAULTS] == (3, None), "what no period is said for is kept for good"
    assert fates(sheet)[DataClass.SINGLE_VOTES][1] == LAST_DAY


async def test_what_is_due_goes_and_record_and_minutes_are_the_same_bytes() -> None:
    evening = an_evening()
    store = await kept(evening)
    before = await store.read(ID)
    sheet = await retain(store, ID, AFTER_A_YEAR)
    assert sheet is not None and sheet.done
    after = await store.read(ID)
    assert check(after, head_of(before).hash) is None
    assert [line.seq for line in after if line.body is None] == sorted(
        seq for name in due(sheet) for seq in classes(evening.meeting)[DataClass(name)]
    )
    assert told(rebuilt(after), head_of(after)) == told(evening.meeting, head_of(before))
    left = {
        type(entry.event) for entry in read_entries(after) if getattr(entry.event, "ballot", None) != "b2"
    }
    assert not left & {e.VoteCast, e.VoteRecorded, e.VoteDeclined, e.TrialVoteCast, e.CameraSet}
    by_name = [entry for entry in read_entries(after) if isinstance(entry.event, e.VoteRecorded)]
    assert len(by_name) == 5, "what a roll call announced, and how each of these came in"
    assert left >= {e.OwnVoteRecorded, e.ResultAnnounced, e.HandsCounted, e.ConnectionLost}


async def test_twice_is_once_and_a_note_says_what_went_and_when_to_look_again() -> None:
    store = await kept(an_evening())
    first = await retain(store, ID, date(2027, 6, 1))
    assert first is not None and due(first) == {"trial_votes", "connection"}
    assert await retain(store, ID, date(2027, 6, 2)) is None, "nothing can be due before the year is over"
    assert await retain(store, ID, LAST_DAY) is None
    last = await retain(store, ID, AFTER_A_YEAR)
    assert last is not None and due(last) == {"single_votes"}
    assert await retain(store, ID, date(2040, 1, 1)) is None, "there is nothing left that could go"
    note = await noted(store, ID)
    assert note is not None
    assert [(one.on, one.name.value, one.lines) for one in note.gone] == [
        (date(2027, 6, 1), "trial_votes", 2),
        (date(2027, 6, 1), "connection", 1),
        (AFTER_A_YEAR, "single_votes", last.due[0].lines),
    ]


async def test_a_meeting_that_was_never_closed_keeps_everything() -> None:
    evening = at_item("2", retention=PERIODS)
    evening.vote("m2", "b1", yes="ahrens brandt carstens")
    sheet = await retain(await kept(evening), ID, date(2040, 1, 1))
    assert sheet is not None and sheet.due == () and sheet.closed is None


def test_the_log_of_an_earlier_version_keeps_everything() -> None:
    lines = lines_of(an_evening(retention={}).entries)
    assert due(surveyed(ID, lines, date(2090, 1, 1))[0]) == set()


# What forbids it


async def test_a_hold_keeps_everything_until_it_is_released() -> None:
    evening = an_evening()
    evening.accepted("clerk", "hold", reason="Klage beim Verwaltungsgericht")
    store = await kept(evening)
    sheet = await retain(store, ID, AFTER_A_YEAR)
    assert sheet is not None and sheet.due == () and len(sheet.over) == 3
    assert [(one.why, one.reason) for one in sheet.kept] == [(Doubt.HOLD, "Klage beim Verwaltungsgericht")]
    assert all(line.body is not None for line in await store.read(ID))
    evening.accepted("clerk", "release_hold", reason="Abgewiesen")
    again = await kept(evening)
    sheet = await retain(again, ID, AFTER_A_YEAR)
    assert sheet is not None and len(sheet.due) == 3


async def test_a_hold_that_is_entered_in_the_same_moment_counts() -> None:
    evening = an_evening()
    evening.accepted("clerk", "hold", reason="Klage")
    lines = lines_of(evening.entries)

    class Hurried(MemoryStore):
        """Somebody is faster, once."""

        async def withhold(self, meeting: str, head: Head, seqs: Any) -> None:
            if head == lines[-2].head:
                await self.append(meeting, head, lines[-1:])
            await super().withhold(meeting, head, seqs)

    store = Hurried()
    await store.append(ID, START, lines[:-1])
    sheet = await retain(store, ID, AFTER_A_YEAR)
    assert sheet is not None and sheet.due == () and sheet.kept
    assert all(line.body is not None for line in await store.read(ID))


@pytest.mark.parametrize("needed", [e.QuorumStated, e.NoteWritten, e.ResultAnnounced, e.Arrived])
def test_what_record_or_minutes_need_stays_although_it_is_in_a_class(
    monkeypatch: pytest.MonkeyPatch, needed: type[e.Event]
) -> None:
    """Should a class ever name too much, by our mistake or because minutes begin to tell of faults."""
    evening = an_evening()
    too_much = [entry.seq for entry in evening.entries if isinstance(entry.event, needed)]
    found = {**classes(evening.meeting), DataClass.CONNECTION: tuple(too_much)}
    monkeypatch.setattr(retaining, "classes", lambda meeting: found)
    sheet, _ = surveyed(ID, lines_of(evening.entries), AFTER_A_YEAR)
    assert due(sheet) == {"trial_votes", "single_votes"}
    assert [one.bound for one in sheet.classes if one.name is DataClass.CONNECTION] == [True]


def test_faults_go_where_a_house_says_so_and_no_minutes_tell_of_them() -> None:
    lines = lines_of(an_evening(retention={"faults": {"days": 1, "after": "closing"}}).entries)
    assert due(surveyed(ID, lines, AFTER_A_YEAR)[0]) == {"faults"}


async def test_a_log_that_is_not_whole_is_left_alone() -> None:
    lines = lines_of(an_evening().entries)
    broken = replace(lines[20], body='{"type":"Left"}')
    store = MemoryStore()
    await store.append(ID, START, [*lines[:20], broken, *lines[21:]])
    with pytest.raises(StoreRefused, match=r"ab Nr\. 21 nicht, was es sein sollte"):
        await retain(store, ID, AFTER_A_YEAR)
    with pytest.raises(StoreRefused):
        await survey(store, ID, AFTER_A_YEAR)
    assert (await store.read(ID))[20] == broken


async def test_more_that_can_be_found_is_looked_for_although_a_note_stands_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = await kept(an_evening())
    await retain(store, ID, AFTER_A_YEAR)
    assert await retain(store, ID, AFTER_A_YEAR) is None
    monkeypatch.setattr(retaining, "RULES", retaining.RULES + 1)
    assert await retain(store, ID, AFTER_A_YEAR) is not None


async def test_minutes_that_are_not_approved_keep_everything_and_a_period_after_the_approval_waits() -> None:
    evening = situations.ended()
    sheet = await retain(await kept(evening), ID, AFTER_A_YEAR)
    assert sheet is not None and [one.why for one in sheet.kept] == [Doubt.MINUTES] and sheet.over
    periods = {"trial_votes": {"days": 3, "after": "approval"}}
    lines = lines_of(an_evening(retention=periods).entries)
    assert due(surveyed(ID, lines, date(2027, 1, 22))[0]) == set()
    assert due(surveyed(ID, lines, date(2027, 1, 23))[0]) == {"trial_votes"}
    assert surveyed(ID, lines_of(situations.ended().entries), AFTER_A_YEAR)[0].again is None


def test_faults_that_the_minutes_tell_of_stay_whatever_their_period() -> None:
    periods = {"faults": {"days": 1, "after": "closing"}}
    style = {"remote": True, "faults": True}
    chapters = [{"of": "voting", "title": "Mitglieder"}, {"of": "remote", "title": "Per Video"}]
    evening = an_evening(retention=periods, minutes_style=style, minutes_chapters=chapters)
    sheet = surveyed(ID, lines_of(evening.entries), AFTER_A_YEAR)[0]
    assert due(sheet) == set()
    assert [one.bound for one in sheet.classes if one.name is DataClass.FAULTS] == [True]


def signed_in(who: str, until: date) -> Session:
    at = int(datetime.combine(until, time()).astimezone().timestamp())
    found = SignIn(id=who, slug=who, meeting=ID, role=Role.MEMBER, person=PersonId(who), until=at)
    return Session(id=who, meeting=ID, data=msgspec.json.encode(found).decode())


async def test_sign_ins_that_count_no_more_go_with_the_class_of_connections_also_later_ones() -> None:
    store = await kept(an_evening())
    for session in (signed_in("falk", date(2026, 11, 25)), signed_in("demir", date(2027, 7, 1))):
        await store.put_session(session)
    early = await retain(store, ID, date(2027, 5, 24))
    assert early is not None and early.sign_ins == 0
    assert (await survey(store, ID, date(2027, 6, 1))).sign_ins == 1
    sheet = await retain(store, ID, date(2027, 6, 1))
    assert sheet is not None and (sheet.sign_ins, sheet.done) == (1, True)
    assert [one.id for one in await store.sessions(ID)] == ["demir"], "who is signed in now stays so"
    assert await retain(store, ID, date(2027, 7, 3)) is None, "of the log nothing is due"
    assert await store.sessions(ID) == []


async def test_a_hold_keeps_sign_ins_too() -> None:
    evening = an_evening()
    evening.accepted("clerk", "hold", reason="Klage")
    store = await kept(evening)
    await store.put_session(signed_in("falk", date(2026, 11, 25)))
    await retain(store, ID, AFTER_A_YEAR)
    assert len(await store.sessions(ID)) == 1


def test_an_archive_of_what_was_thinned_out_still_proves_itself(tmp_path: Path) -> None:
    """By the one file that shares no line with this program; it says what it could not count again."""
    evening = an_evening()
    thinned = all_classes(lines_of(evening.entries), evening.meeting, only=CHOICES)
    for name, data in archive(rebuilt(thinned), thinned, Edition.NON_PUBLIC).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-I", str(tmp_path / VERIFIER), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Alles stimmt, soweit es sich nachrechnen lässt.\n")
