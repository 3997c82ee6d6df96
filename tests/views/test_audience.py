"""Who sees what, and when: the table, and that the screens keep to it."""

from collections.abc import Mapping

import pytest

from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.state import Meeting
from handzeichen.views.audience import AUDIENCES, Doors, Sight, Vote, page, parts, personal, sight
from handzeichen.views.changes import changed
from handzeichen.views.item import ItemPart
from handzeichen.views.part import Nothing, Part
from handzeichen.views.presence import SeatsPart
from handzeichen.views.sitting import AgendaPart, MeetingPart, StagePart
from handzeichen.views.tally import TallyPart
from views import situations

SCREENS = ("hall", "chair", "clerk", "member", "public")


def see(meeting: Meeting, audience: str) -> Mapping[str, Part]:
    return parts(meeting, audience, entries=())


def tally(meeting: Meeting, audience: str) -> str:
    """A word for what the ballot's part tells."""
    part = see(meeting, audience)["tally"]
    if not isinstance(part, TallyPart):
        return "nothing"
    return "result" if part.result else "needed" if part.needed_hint else "received"


def votes(meeting: Meeting, audience: str) -> set[str]:
    """What stands beside the seats."""
    found = see(meeting, audience).values()
    return {seat.vote for part in found if isinstance(part, SeatsPart) for seat in part.seats}


@pytest.mark.parametrize(
    ("situation", "hall", "chair", "clerk", "member", "public"),
    [
        ("before", "nothing", "nothing", "nothing", "nothing", "nothing"),
        ("at_work", "nothing", "nothing", "nothing", "nothing", "nothing"),
        # What is still needed is for whoever leads and counts.
        ("voting", "received", "needed", "needed", "received", "received"),
        ("voted", "received", "needed", "needed", "received", "received"),
        # Closed is not announced: the numbers are the chair's to say.
        ("counted", "received", "needed", "needed", "received", "received"),
        ("announced", "result", "result", "result", "result", "result"),
        ("aborted", "received", "received", "received", "received", "received"),
        # The room goes on behind closed doors, the public sees nothing.
        ("voting_behind_closed_doors", "received", "needed", "needed", "received", "nothing"),
        ("announced_behind_closed_doors", "result", "result", "result", "result", "nothing"),
        # With the public back in the room, its result stays among those who were there.
        ("open_again", "nothing", "nothing", "nothing", "nothing", "nothing"),
        ("ended", "nothing", "nothing", "nothing", "nothing", "nothing"),
    ],
)
def test_what_a_ballot_tells(
    situation: str, hall: str, chair: str, clerk: str, member: str, public: str
) -> None:
    meeting = situations.ALL[situation]().meeting
    assert [tally(meeting, audience) for audience in SCREENS] == [hall, chair, clerk, member, public]


@pytest.mark.parametrize(
    ("situation", "inside", "public"),
    [
        ("at_work", {"none"}, {"none"}),
        ("voting", {"hands", "missing"}, {"hands", "missing"}),
        ("voted", {"received"}, {"received"}),
        ("counted", {"received"}, {"received"}),
        # A show of hands: nobody reads later who raised which.
        ("announced", {"none"}, {"none"}),
        ("voting_behind_closed_doors", {"hands", "missing"}, set()),
    ],
)
def test_what_stands_beside_a_seat(situation: str, inside: set[str], public: set[str]) -> None:
    meeting = situations.ALL[situation]().meeting
    for audience in ("hall", "chair", "clerk", "member"):
        assert votes(meeting, audience) == inside, audience
    assert votes(meeting, "public") == public


@pytest.mark.parametrize(
    ("method", "show_choices", "before", "after"),
    [
        # One by one, aloud: the screens repeat it, but not before the result is said.
        ("roll_call", False, {"received"}, {"yes", "no"}),
        ("show_of_hands", False, {"received"}, {"none"}),
        # Where the body's rules show how each one voted.
        ("show_of_hands", True, {"received"}, {"yes", "no"}),
    ],
)
def test_who_voted_how(method: str, show_choices: bool, before: set[str], after: set[str]) -> None:
    evening = situations.voting(method, show_choices=show_choices)
    evening.record_hands("b1", yes="ahrens brandt carstens ebeling", no="demir falk")
    assert votes(evening.meeting, "hall") == before
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert votes(evening.meeting, "hall") == before
    evening.accepted("chair", "announce_result", ballot="b1")
    assert votes(evening.meeting, "hall") == after


def titles(meeting: Meeting, audience: str) -> list[str]:
    found = see(meeting, audience).values()
    return [line.title for part in found if isinstance(part, AgendaPart) for line in part.items]


def test_while_the_public_is_in_the_room_the_hall_shows_public_titles() -> None:
    meeting = situations.at_work().meeting
    for audience in ("hall", "chair", "public"):
        assert "Grundstückssache" in titles(meeting, audience)
        assert "Kauf eines Grundstücks" not in titles(meeting, audience)
    for audience in ("clerk", "member"):
        assert "Kauf eines Grundstücks" in titles(meeting, audience)


def test_behind_closed_doors_the_room_reads_the_real_title() -> None:
    seen = see(situations.behind_closed_doors().meeting, "hall")["item"]
    assert isinstance(seen, ItemPart) and seen.title == "Kauf eines Grundstücks"


def test_behind_closed_doors_the_public_reads_body_number_and_public_title_and_nothing_else() -> None:
    seen = see(situations.announced_behind_closed_doors().meeting, "public")
    shown = {name: part for name, part in seen.items() if not isinstance(part, Nothing)}
    assert set(shown) == {"meeting", "stage", "item", "say"}
    head, item, stage = shown["meeting"], shown["item"], shown["stage"]
    assert isinstance(head, MeetingPart) and isinstance(item, ItemPart) and isinstance(stage, StagePart)
    assert stage.headline == "Nichtöffentlicher Teil"
    assert (head.title, head.number) == ("Ausschuss für Brücken und Wege", 12)
    assert (head.leader, head.started, head.place) == (None, None, None)
    assert (item.title, item.papers, item.motions, item.result_text) == ("Grundstückssache", (), (), None)


def test_after_the_non_public_part_neither_hall_nor_public_reads_its_outcome() -> None:
    evening = situations.open_again()
    for ending in ("now", "closed"):
        if ending == "closed":
            evening.accepted("chair", "close_meeting")
        for audience in ("hall", "chair", "public"):
            found = see(evening.meeting, audience)
            assert "3 Stimmen dafür" not in str([part for name, part in found.items() if name != "next"])
            assert "Kauf eines Grundstücks" not in titles(evening.meeting, audience)


@pytest.mark.parametrize("audience", SCREENS)
def test_the_places_on_a_screen_never_change(audience: str) -> None:
    """A page has an element for every part from the start; what cannot be shown leaves its place empty."""
    places = {name: set(see(made().meeting, audience)) for name, made in situations.ALL.items()}
    shared = {name: {i for i in ids if not i.startswith("clerk-")} for name, ids in places.items()}
    assert len({frozenset(ids) for ids in shared.values()}) == 1


def test_a_personal_page_has_the_same_places_for_everybody() -> None:
    for made in situations.ALL.values():
        meeting = made().meeting
        for person in meeting.roll.people:
            assert list(personal(meeting, person)) == [
                "me",
                "my-trial",
                "vote",
                "receipt",
                "my-floor",
                "my-connection",
                "my-check",
            ]


def test_every_part_can_be_compared_and_kept() -> None:
    for made in situations.ALL.values():
        meeting = made().meeting
        for audience in AUDIENCES:
            again = see(meeting, audience)
            assert {hash(part) for part in see(meeting, audience).values()} == {
                hash(part) for part in again.values()
            }


def test_the_table_answers_for_every_moment() -> None:
    for part in (
        "meeting",
        "stage",
        "agenda",
        "item",
        "quorum",
        "connected",
        "floor",
        "faults",
        "tally",
        "seats",
    ):
        for audience in AUDIENCES:
            for ballot in Vote:
                assert sight(part, audience, doors=Doors.OPEN, ballot=ballot) in Sight
            assert sight(part, audience, doors=Doors.CLOSED, ballot=Vote.PENDING) in Sight


def test_a_ballot_broken_off_is_shown_until_the_meeting_goes_on() -> None:
    evening = situations.aborted()
    part = see(evening.meeting, "hall")["tally"]
    assert isinstance(part, TallyPart) and part.note == "Die Abstimmung wurde abgebrochen: Bild weg"
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="2")
    assert isinstance(see(evening.meeting, "hall")["tally"], TallyPart), "the motion still waits"
    evening.accepted("chair", "agree", motion="x1")
    evening.accepted("chair", "call_item", item="4")
    assert isinstance(see(evening.meeting, "hall")["tally"], Nothing)


def test_a_repeated_ballot_says_that_the_first_result_does_not_count() -> None:
    evening = situations.announced()
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="verzählt")
    part = see(evening.meeting, "hall")["tally"]
    assert isinstance(part, TallyPart)
    assert (part.ballot, part.phase, part.received, part.result) == ("b2", "open", 0, None)
    assert part.note == "Wiederholung der Abstimmung: Das erste Ergebnis gilt nicht."


def test_only_what_is_different_is_sent() -> None:
    evening = situations.voting()
    before = see(evening.meeting, "hall")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    assert changed(before, see(evening.meeting, "hall")) == ("tally", "seats-esche")
    same = see(evening.meeting, "hall")
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    assert changed(same, see(evening.meeting, "hall")) == (), "a vote that is changed moves no screen"


def test_the_shell_of_a_page_names_its_person() -> None:
    meeting = situations.before().meeting
    mine = page(meeting, "member", PersonId("ebeling"))
    assert (mine.name, mine.person) == ("Ratsfrau Ebeling (Esche)", "ebeling")
    assert mine.title == "Ausschuss für Brücken und Wege, 12. Sitzung"
    assert mine.starts_at == "2026-11-24T17:30:00+01:00"
    assert (page(meeting, "hall").name, page(meeting, "hall").person) == ("", "")
