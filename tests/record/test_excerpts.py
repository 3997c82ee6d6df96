"""Excerpts of resolutions: what was decided, in full and in the announced words, and of nothing else."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from handzeichen.meeting.ids import BallotState, MotionOutcome
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.excerpts import excerpts
from handzeichen.record.heading import day
from handzeichen.record.writers.leaves import pdf, text
from record.corpus import editions, meetings
from record.evening import Evening
from record.golden import FOLDER, evening
from record.golden_leaves import FILES, made


def told(meeting: Meeting, motion: str) -> str:
    """The excerpt of one motion as text."""
    found = {str(one.motion): one.leaf for one in excerpts(meeting, length=7, head="5e1c")}
    return text([found[motion]])


@pytest.mark.parametrize("name", FILES)
def test_the_papers_of_the_full_evening_are_the_kept_ones(name: str) -> None:
    assert made(name) == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", editions())
def test_only_what_was_decided_and_still_stands_has_an_excerpt(name: str) -> None:
    meeting = editions()[name]
    for one in excerpts(meeting, length=1, head="5e1c"):
        motion = meeting.motions[one.motion]
        assert motion.outcome in (MotionOutcome.ADOPTED, MotionOutcome.REJECTED, MotionOutcome.AGREED)
        wordings = {
            ballot.end.result.wording: ballot.state
            for ballot in (meeting.ballots[id] for id in motion.ballots)
            if ballot.end.result is not None
        }
        counted = [wording for wording, state in wordings.items() if state is BallotState.ANNOUNCED]
        assert one.leaf.parts[1].results[0] in counted or not counted


def test_the_evenings_have_excerpts_to_look_at() -> None:
    assert sum(len(excerpts(meeting, length=1, head="")) for meeting in meetings().values()) > 30


def test_what_was_repeated_or_broken_off_has_none() -> None:
    evening = Evening().opened()
    evening.ballot(yes=3, no=0, abstain=0)
    evening("chair", "abort_ballot", ballot="b1", reason="Verzählt")
    assert excerpts(evening.meeting, length=1, head="") == ()


@pytest.mark.parametrize("name", meetings())
def test_what_not_everybody_may_read_says_so_and_is_in_no_public_edition(name: str) -> None:
    meeting = meetings()[name]
    public = {one.motion for one in excerpts(in_edition(meeting, Edition.PUBLIC), length=1, head="")}
    for one in excerpts(meeting, length=1, head=""):
        is_marked = any("Nichtöffentlich" in mark for mark in one.leaf.marks)
        assert is_marked or one.motion in public


def test_nobodys_vote_stands_in_an_excerpt_not_even_that_of_a_roll_call() -> None:
    meeting = meetings()["namentlich"]
    lines = text([one.leaf for one in excerpts(meeting, length=1, head="")]).splitlines()
    called = [b for b in meeting.ballots.values() if b.end.result is not None and b.end.result.votes]
    assert called
    names = [person.name for person in meeting.members()]
    assert not [line for line in lines if any(name in line for name in names)]


def test_an_excerpt_names_the_version_of_the_minutes_and_what_stands_against_it() -> None:
    evening = Evening().opened()
    evening.ballot(yes=2, no=1, abstain=0)
    evening("chair", "announce_result", ballot="b1")
    evening("chair", "close_meeting")
    evening("clerk", "issue_minutes")
    assert "Auszug aus: Protokoll, 1. Fassung\n" in told(evening.meeting, "m1")
    assert "Einspruch" not in told(evening.meeting, "m1")
    evening("clerk", "object_to_resolution", motion="m1", reason="Zuständig ist der Rat.")
    assert "Einspruch, nicht auszuführen (§ 88 NKomVG)" in told(evening.meeting, "m1")


def test_who_was_barred_from_another_motion_is_not_named() -> None:
    said = told(evening(), "m3")
    assert "hat an Beratung und Abstimmung nicht teilgenommen" not in said


def test_they_are_pages_of_one_file_that_can_be_read_aloud() -> None:
    found = [one.leaf for one in excerpts(evening(), length=7, head="5e1c")]
    data = pdf(found, title="Beschlüsse", on=day(evening()), log="Ereignisprotokoll: 7 Einträge, Kopf 5e1c")
    read = PdfReader(BytesIO(data))
    about = read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in about and "<pdfuaid:part>1<" in about
    assert len(read.pages) == len(found)
    assert all("BESCHLUSSAUSZUG" in page.extract_text() for page in read.pages)


def test_a_file_without_any_says_so() -> None:
    assert text([]) == "In dieser Fassung ist nichts davon enthalten.\n"
    data = pdf([], title="Beschlüsse", on=day(evening()), log="")
    assert "nichts davon enthalten" in PdfReader(BytesIO(data)).pages[0].extract_text()
