"""Which meeting each edition tells of: the public one names nothing that is not for everybody."""

from handzeichen.law.majority import Base
from handzeichen.meeting import events as e
from handzeichen.meeting.events import Entry
from handzeichen.meeting.fold import evolve
from handzeichen.meeting.ids import BallotId, Line, Method, MotionId, PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text
from meeting.kit import at_item
from record.canaries import with_secrets
from scenarios.reader import play_text

EVENING = """\
Ausschuss für Brücken Erlenbrügge, ni, 2026-11-24

Sitze: 5
Mitglieder: Ahrens (BLE, Vorsitz), Brandt (BLE, Stellvertretung), Cordsen (BLE)
TOP 1: Eröffnung
TOP 2: Neue Brücke – Beschluss
TOP 3: Grundstück Mühlweg – Beschluss, nichtöffentlich

18.00  Ahrens, Brandt und Cordsen im Saal
18.01  Sitzung eröffnet
18.01  Beschlussfähigkeit festgestellt
18.01  TOP 1 aufgerufen
18.05  TOP 2 aufgerufen
"""


def played() -> Meeting:
    return play_text(EVENING, "Abend")


def test_the_non_public_edition_is_the_whole_meeting() -> None:
    meeting = played()
    assert in_edition(meeting, Edition.NON_PUBLIC) is meeting


def test_the_public_edition_names_a_non_public_item_by_its_public_title_alone() -> None:
    whole = text(minutes(played()))
    public = text(minutes(in_edition(played(), Edition.PUBLIC)))
    assert "Grundstück Mühlweg" in whole and "Mühlweg" not in public
    assert "Nichtöffentlicher Tagesordnungspunkt" in public
    assert "Neue Brücke" in public


def test_of_a_joint_ballot_the_public_knows_what_it_may_know() -> None:
    """Voted on together before everybody: the numbers go to each, and the motion on the other item stays unnamed."""
    evening = at_item("2", "ahrens brandt carstens demir ebeling falk")
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="2")
    opened = e.BallotOpened(
        ballot=BallotId("b1"), motion=MotionId("m5"), with_=(MotionId("m2"),), method=Method.SHOW_OF_HANDS,
        majority=e.Majority(base=Base.VOTES_CAST, fraction=Line("1/2"), strict=True), eligible=(), present=6, seats=7,
    )  # fmt: skip
    meeting = evolve(evening.meeting, Entry(seq=99, at=evening.now, by=PersonId("ahrens"), event=opened))
    (ballot,) = in_edition(meeting, Edition.PUBLIC).ballots.values()
    assert (ballot.motions, ballot.opened.motion) == ((MotionId("m2"),), MotionId("m2"))
    assert in_edition(meeting, Edition.PUBLIC).motions[MotionId("m2")].ballots == (BallotId("b1"),)
    (whole,) = in_edition(meeting, Edition.NON_PUBLIC).ballots.values()
    assert whole.motions == (MotionId("m5"), MotionId("m2"))


def test_the_public_edition_of_the_public_edition_is_itself() -> None:
    once = in_edition(with_secrets().meeting, Edition.PUBLIC)
    assert in_edition(once, Edition.PUBLIC) == once
