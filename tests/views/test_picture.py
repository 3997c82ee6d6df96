"""What the screens say of somebody on video without picture, and of what the law makes of it."""

import re

import pytest

from handzeichen.app.render import Renderer, web_folder
from handzeichen.meeting.ids import PersonId
from handzeichen.views.audience import parts, personal
from handzeichen.views.clerk_course import present_over_time
from handzeichen.views.clerk_people import PeopleChunk
from handzeichen.views.helper import HelperChunk
from handzeichen.views.personal import MePart
from handzeichen.views.presence import ConnectedPart, SeatsPart
from handzeichen.views.vote import VotePart
from handzeichen.words.table import GERMAN
from meeting.kit import Evening, at_item

ROOM, VIDEO = "ahrens brandt carstens demir", "ebeling falk jung"
ASKED = "Bitte schalten Sie Ihre Kamera ein: Die anderen sehen Sie zurzeit nicht."


def dark(**law: object) -> Evening:
    evening = at_item("2", ROOM, VIDEO, **law)
    for who in ("ebeling", "jung"):
        evening.accepted("clerk", "set_camera", person=who, on=False, at="18:05")
    return evening


def strict() -> Evening:
    return dark(without_picture_counts_as_present=False, without_picture_may_vote=False)


def test_everybody_reads_it_in_words_on_the_seat_and_among_those_connected() -> None:
    evening = dark()
    evening.accepted("clerk", "leave", person="demir")
    shown = parts(evening.meeting, "hall")
    seats = {s.seat: s.state_text for p in shown.values() if isinstance(p, SeatsPart) for s in p.seats}
    assert (seats["ebeling"], seats["falk"], seats["demir"]) == ("ohne Bild", "per Video", "gegangen")
    connected = shown["connected"]
    assert isinstance(connected, ConnectedPart)
    assert connected.counts_text == "im Saal 3 · per Video 2, davon ohne Bild 1"
    drawn = Renderer(web_folder() / "templates").part("connected", connected, GERMAN)
    kept = re.findall(r'"connected__count">([^<]*)<', drawn)
    assert kept == ["im Saal 3", "per Video 2,", "davon ohne Bild 1"], "no line breaks before its number"
    assert "im Saal 3 · per Video 2, davon ohne Bild 1" in re.sub("<[^>]*>", "", drawn)
    assert [(one.name, one.state_text) for one in (*connected.voting, *connected.others)] == [
        ("Ebeling (Esche)", "ohne Bild"),
        ("Falk", "verbunden"),
        ("Jung", "ohne Bild"),
    ]
    connected = parts(strict().meeting, "public")["connected"]
    assert isinstance(connected, ConnectedPart)
    assert connected.counts_text == "im Saal 4 · per Video 1 · ohne Bild 1 (zählt nicht)"


@pytest.mark.parametrize(
    ("counts", "votes", "note", "follows"),
    [
        (True, True, "Kamera aus", "Sie zählen als anwesend und können abstimmen."),
        (False, True, "Kamera aus: zählt nicht",
         "Solange sie aus ist, zählen Sie nicht als anwesend; abstimmen können Sie."),
        (True, False, "Kamera aus: stimmt nicht mit",
         "Solange sie aus ist, können Sie nicht abstimmen. Eine schon erfasste Stimme bleibt."),
        (False, False, "Kamera aus: zählt nicht, stimmt nicht mit",
         "Solange sie aus ist, zählen Sie nicht als anwesend und können nicht abstimmen. Eine schon erfasste Stimme bleibt."),
    ],
)  # fmt: skip
def test_clerk_and_member_are_told_what_follows(counts: bool, votes: bool, note: str, follows: str) -> None:
    evening = dark(without_picture_counts_as_present=counts, without_picture_may_vote=votes)
    rows = {
        row.id: row
        for part in parts(evening.meeting, "clerk").values()
        if isinstance(part, PeopleChunk)
        for row in part.rows
    }
    assert rows["ebeling"].state_text == "per Video, ohne Bild seit 18.05 Uhr"
    assert note in rows["ebeling"].notes
    assert "Kamera aus" in rows["jung"].notes  # Who has no vote loses none.
    helped = parts(evening.meeting, "host").values()
    texts = {row.id: row.state_text for part in helped if isinstance(part, HelperChunk) for row in part.rows}
    assert texts["ebeling"] == "per Video, ohne Bild seit 18.05 Uhr"
    mine = personal(evening.meeting, PersonId("ebeling"))["me"]
    assert isinstance(mine, MePart)
    assert (mine.state, mine.state_text) == ("no_picture", "Sie sind per Video dabei, ohne Bild")
    assert (mine.detail, mine.can_show) == (f"{ASKED} {follows}", True)
    theirs = personal(evening.meeting, PersonId("jung"))["me"]
    assert isinstance(theirs, MePart) and theirs.detail == ASKED


def cautions(evening: Evening) -> list[tuple[str, str]]:
    found = parts(evening.meeting, "chair")["next"].cautions  # type: ignore[attr-defined]
    return [(one.text, one.help) for one in found if "Kamera" in one.text]


def test_the_chair_is_told_only_where_it_keeps_somebody_out() -> None:
    assert cautions(dark()) == []
    assert cautions(strict()) == [
        (
            "Ratsfrau Ebeling: Kamera aus seit 18.05 Uhr.",
            "Ohne Bild zählt niemand als anwesend und stimmt niemand mit. "
            "Bitte darum bitten, die Kamera einzuschalten.",
        )
    ]
    evening = dark(without_picture_may_vote=False)
    evening.accepted("falk", "set_camera", person="falk", on=False)
    assert [text for text, _ in cautions(evening)] == ["Kamera aus: Ratsfrau Ebeling und Ratsherr Falk."]


def test_a_vote_is_offered_again_once_the_camera_is_on() -> None:
    evening = strict()
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("falk", "set_camera", person="falk", on=False)

    def told(who: str) -> tuple[bool, str]:
        part = personal(evening.meeting, PersonId(who))["vote"]
        assert isinstance(part, VotePart)
        return part.can_vote, str(part.why)

    assert told("falk") == (False, "Ihre Kamera ist aus. Eine schon erfasste Stimme bleibt.")
    assert told("ebeling") == (False, "Ihre Kamera war zu Beginn der Abstimmung aus.")
    evening.accepted("falk", "set_camera", person="falk", on=True)
    assert told("falk")[0]


def test_the_course_of_the_evening_counts_by_the_law() -> None:
    evening = strict()
    evening.accepted("ebeling", "set_camera", person="ebeling", on=True, at="18:09")
    counts = {f"{at:%H:%M}": count for at, count in present_over_time(evening.meeting)}
    assert (counts["18:05"], counts["18:09"]) == (5, 6)
    evening = dark()
    evening.accepted("ebeling", "set_camera", person="ebeling", on=True, at="18:09")
    assert {count for at, count in present_over_time(evening.meeting) if f"{at:%H:%M}" >= "18:05"} == {6}
