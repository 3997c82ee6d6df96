"""The evidence of a ballot: everything that it rests on, every line of the log by its number, and nobody's vote."""

from dataclasses import replace

import pytest

from handzeichen.meeting.events import Numbers, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Choice, Method
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.record.evidence import evidence
from handzeichen.record.leaf import Leaf
from handzeichen.record.results import tells_of_nobody
from handzeichen.record.writers.leaves import text
from record.corpus import editions, meetings
from record.evening import Evening

WORDS = {"yes": "Ja", "no": "Nein", "abstain": "Enthaltung"}


def told(meeting: Meeting) -> dict[str, str]:
    """The evidence of each ballot as text."""
    return {one.ballot: text([one.leaf]) for one in evidence(meeting, length=1, head="5e1c")}


PAPERS = {name: told(meeting) for name, meeting in editions().items()}


@pytest.mark.parametrize("name", editions())
def test_every_result_has_evidence_and_nothing_else_does(name: str) -> None:
    meeting = editions()[name]
    announced = [b.id for b in meeting.ballots.values() if b.state is BallotState.ANNOUNCED]
    assert list(PAPERS[name]) == announced


def otherwise(ballot: Ballot) -> Ballot:
    """The same ballot in which everybody whose vote is known by name voted otherwise."""
    choices = list(Choice)
    for seat, vote in ballot.votes.items():
        if vote.choice is not None:
            choice = choices[choices.index(vote.choice) - 1]
            ballot = replace(ballot, votes=ballot.votes.with_(seat, replace(vote, choice=choice)))
    return ballot


@pytest.mark.parametrize("name", meetings())
def test_it_reads_the_same_however_each_of_them_voted(name: str) -> None:
    meeting = meetings()[name]
    ballots = {id: otherwise(ballot) for id, ballot in meeting.ballots.items()}
    assert told(replace(meeting, ballots=ballots)) == PAPERS[name]


def test_there_were_votes_to_change() -> None:
    ballots = [ballot for meeting in meetings().values() for ballot in meeting.ballots.values()]
    assert sum(otherwise(ballot) != ballot for ballot in ballots) > 20


@pytest.mark.parametrize("name", meetings())
def test_no_line_holds_a_name_and_a_choice_but_those_of_a_roll_call(name: str) -> None:
    meeting = meetings()[name]
    names = [person.name for person in meeting.members()]
    for id, paper in PAPERS[name].items():
        result = [
            line for line in paper.splitlines() if line.startswith(tuple(f"{w}: " for w in WORDS.values()))
        ]
        named = [line for line in result if any(name in line for name in names)]
        assert bool(named) is (meeting.ballots[id].opened.method is Method.ROLL_CALL) or not result


def whole(yes: int, no: int, abstain: int, not_voted: int = 0) -> ResultAnnounced:
    announced = next(
        ballot.end.result for ballot in meetings()["full evening"].ballots.values() if ballot.end.result
    )
    return replace(announced, yes=yes, no=no, abstain=abstain, not_voted=not_voted)


@pytest.mark.parametrize(
    ("some", "of", "may_be_told"),
    [
        # Those on video are of several minds, and so are the others.
        ((2, 2, 0), (8, 2, 1), True),
        # Two on video said no, both: their names stand in the list of seats.
        ((0, 2, 0), (8, 2, 1), False),
        # One alone on video.
        ((1, 0, 0), (8, 2, 1), False),
        # All but one: what the one in the room did would be left over.
        ((7, 2, 1), (8, 2, 1), False),
        # All: these numbers were announced.
        ((8, 2, 1), (8, 2, 1), True),
        # None.
        ((0, 0, 0), (8, 2, 1), True),
        # Where all said yes everybody knows it of everybody.
        ((4, 0, 0), (10, 0, 0), True),
        # A count that was corrected later does not fit the result any more.
        ((6, 3, 0), (8, 2, 1), False),
        # Whoever did not vote is one of the others.
        ((3, 1, 0), (3, 1, 0, 1), False),
    ],
)
def test_numbers_of_some_are_told_where_they_single_out_nobody(
    some: tuple[int, int, int], of: tuple[int, ...], may_be_told: bool
) -> None:
    yes, no, abstain = some
    announced = whole(*of)
    assert tells_of_nobody(Numbers(yes=yes, no=no, abstain=abstain), announced) is may_be_told


def part(leaf: Leaf, heading: str) -> tuple[str, ...]:
    return next((found.list for found in leaf.parts if found.heading == heading), ())


def the(meeting: Meeting, ballot: str) -> Leaf:
    return next(one.leaf for one in evidence(meeting, length=1, head="") if one.ballot == ballot)


def test_a_fault_stands_with_its_cause_and_who_said_so() -> None:
    found = meetings()["stoerung"]
    last = list(found.ballots)[-1]
    assert part(the(found, last), "Störungen während dieser Abstimmung") == (
        "Ratsfrau Elvers (Aufwind), 18.14 - 18.16 Uhr (Nr. 22), Ursache: beim Mitglied. "
        "Zugeordnet um 18.15 Uhr von: Ratsfrau Ahrens (BLE) (Nr. 23).",
    )


def test_rounds_that_do_not_count_are_told_with_their_reason_and_without_their_numbers() -> None:
    found = meetings()["zaehlung"]
    repeated = next(b for b in found.ballots.values() if b.state is BallotState.SUPERSEDED)
    paper = PAPERS["zaehlung"][str(repeated.end.superseded_by)]
    assert "wurde wiederholt (Im Saal war die Zählung unklar)." in paper
    assert "angezweifelt von: Ratsfrau Demir (Stadtmitte)" in paper
    assert repeated.end.result is not None and repeated.end.result.wording not in paper.splitlines()


def test_of_a_secret_ballot_only_the_papers_counts_are_told() -> None:
    found = meetings()["geheim"]
    secret = next(b for b in found.ballots.values() if b.opened.method is Method.SECRET)
    paper = PAPERS["geheim"][secret.id]
    assert "Ja: 2, Nein: 1, Enthaltungen: 0, ungültig: 1" in paper
    assert "Was auf den Zetteln stand, weiß das System nicht." in paper


def test_the_law_is_quoted_with_source_and_mark() -> None:
    law = part(the(meetings()["full evening"], "b3"), "Angewandtes Recht")
    assert any(
        "(§ 66 Abs. 1 NKomVG; Gesetzestext gelesen; in Kraft seit 01.11.2011) Wortlaut: „" in line
        for line in law
    )


def test_the_lines_are_those_of_the_log() -> None:
    meeting = meetings()["full evening"]
    table = the(meeting, "b3").parts[-1].table
    assert table is not None
    events = {str(entry.seq): type(entry.event).__name__ for entry in meeting.past}
    assert [events[row[0]] for row in table.rows] == [
        "MeetingPlanned", "ConveningStated", "QuorumStated", "BallotOpened", "HandsCounted", "BallotClosed",
        "ResultAnnounced", "MotionDecided", "Corrected", "ResultAnnounced",
    ]  # fmt: skip


def test_an_own_vote_put_into_the_minutes_stands_there_alone() -> None:
    evening = Evening().opened()
    evening("chair", "open_ballot", ballot="b1", motion="m1", method="show_of_hands")
    for person, choice in (("arnold", "yes"), ("berger", "no"), ("conrad", "yes")):
        evening("clerk", "record_vote", ballot="b1", person=person, choice=choice)
    evening("chair", "close_ballot", ballot="b1")
    evening("chair", "announce_result", ballot="b1")
    evening("berger", "have_vote_recorded", ballot="b1")
    paper = told(evening.meeting)["b1"]
    assert "zwischen Nr. 8 und Nr. 13, hier nicht." in paper
    assert "Nein gestimmt" not in paper
