"""What minutes must hold in every style, and what in none (§ 68 NKomVG and its kin), on an evening that has all of it.

They must say when and where, who took part, what was dealt with, what was decided and elected and with which result, who
signs, and how somebody voted who demanded that. How anybody else voted they must not say: minutes of two evenings that
differ in nothing but that are the same.
"""

from collections.abc import Iterator

import pytest

from handzeichen.meeting.ids import BallotState, Method
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import minutes
from handzeichen.record.order import came
from handzeichen.record.wording import outcome
from handzeichen.record.writers.text import text
from record.evening import Evening
from record.golden import STYLES, in_style

PEOPLE = (
    ("Arnold", "member", "chairs = true"),
    ("Berger", "member", "deputy_chair = true"),
    ("Conrad", "member", ""),
    ("Dorn", "member", ""),
    ("Falk", "member", ""),
    ("Ernst", "deputy", ""),
    ("Gruber", "advisory", ""),
)
PLAN = (
    """
[body]
id = "ausschuss"
name = "Ausschuss für Brücken"
municipality = "Stadt Erlenbrügge"
kind = "committee"
rules = "ni"
seats = 5
[meeting]
number = 3
starts_at = 2026-11-24T18:00:00+01:00
place = "Rathaus, Brückensaal"
form = "hybrid"
clerk = "kurz"
[[factions]]
id = "linde"
name = "Linde"
"""
    + "".join(
        f'[[people]]\nid = "{name.lower()}"\nname = "{name}"\nrole = "{role}"\nfaction = "linde"\n{more}\n'
        for name, role, more in PEOPLE
    )
    + """
[[people]]
id = "kurz"
title = "Frau"
name = "Kurz"
role = "administration"
[[items]]
id = "1"
title = "Eröffnung"
kind = "opening"
[[items]]
id = "2"
title = "Neue Brücke"
[[items.papers]]
reference = "17/2026"
[[items.motions]]
id = "bruecke"
by = "administration"
text = "Die Brücke wird gebaut."
[[items]]
id = "3"
title = "Neuer Steg"
[[items.motions]]
id = "steg"
by = "linde"
text = "Der Steg wird erneuert."
[[items]]
id = "4"
title = "Bericht zur Fähre"
kind = "report"
[[items]]
id = "5"
title = "Wahl der Brückenwartin"
kind = "election"
[[items.motions]]
id = "wahl"
by = "linde"
text = "Frau Gruber wird zur Brückenwartin gewählt."
[[items]]
id = "6"
title = "Rampe am Hafen"
[[items]]
id = "7"
title = "Grundstück am Ufer"
secrecy = "non_public"
public_title = "Grundstücksangelegenheit"
[[items.motions]]
id = "ufer"
by = "administration"
text = "Das Grundstück am Ufer wird für 90.000 € gekauft."
"""
)
VOTES = {"arnold": "yes", "conrad": "no", "dorn": "yes", "ernst": "abstain"}
OTHERWISE = {"arnold": "abstain", "conrad": "no", "dorn": "yes", "ernst": "yes"}
"""The same sums, given by others; who demands that the own vote be recorded gave the same."""


def hybrid(votes: dict[str, str]) -> Meeting:
    """An evening with a deputy, a member on video, a fault, a bar, a roll call, a repeated ballot and closed doors."""
    going = Evening("arnold berger conrad ernst gruber kurz", PLAN)
    going("clerk", "arrive", person="dorn", via="video")
    going("clerk", "deputise", person="ernst", for_="falk")
    going("chair", "open_meeting", minute=1)
    going("chair", "state_convening")
    going("chair", "state_quorum")
    going("chair", "give_notice", notice="hybrid")
    going("chair", "call_item", item="1", minute=2)
    going("arnold", "move", motion="ordnung", kind="adopt_agenda")
    going("chair", "agree", motion="ordnung")
    going("chair", "call_item", item="2", minute=5)
    going("berger", "recuse", person="berger", item="2")
    ballot(going, "b1", "bruecke", votes, minute=6)
    going("chair", "repeat_ballot", ballot="b1", new="b2", reason="Verzählt")
    ballot(going, "b2", "bruecke", votes)
    going("conrad", "have_vote_recorded", ballot="b2")
    going("system", "lose_connection", person="dorn", minute=10)
    going("system", "restore_connection", person="dorn", minute=12)
    going("chair", "attribute_fault", person="dorn", cause="municipality")
    going("chair", "suspend", reason="Lüften", minute=13)
    going("chair", "resume", minute=20)
    going("chair", "call_item", item="3", minute=21)
    going("chair", "open_ballot", ballot="b3", motion="steg", method="roll_call")
    for person in ("arnold", "berger", "conrad", "dorn", "ernst"):
        going("clerk", "record_vote", ballot="b3", person=person, choice="no" if person == "dorn" else "yes")
    announced(going, "b3")
    going("chair", "call_item", item="4", minute=30)
    going("chair", "take_note", item="4")
    going("clerk", "note", item="4", text="Die Fähre fährt wieder.")
    going("clerk", "leave", person="berger", minute=32)
    going("chair", "close_item", item="4")
    going("dorn", "confirm_alone", person="dorn")
    going("chair", "exclude_public", minute=33, cleared=True, stream_off=True)
    going("chair", "call_item", item="7", minute=34)
    ballot(going, "b4", "ufer", votes)
    going("chair", "close_item", item="7", minute=38)
    going("chair", "close_meeting", minute=40)
    return going.meeting


def in_the_room() -> Meeting:
    """An evening without video, so that there can be an election by secret ballot."""
    going = Evening("arnold berger conrad dorn kurz", PLAN)
    going("chair", "open_meeting", minute=1)
    going("chair", "state_quorum")
    going("chair", "call_item", item="5", minute=2)
    going("chair", "open_ballot", ballot="b1", motion="wahl", method="secret")
    for person in ("arnold", "berger", "conrad", "dorn"):
        going("clerk", "take_paper", ballot="b1", person=person)
    going("clerk", "count_papers", ballot="b1", yes=2, no=1, abstain=0, invalid=1)
    announced(going, "b1")
    going("chair", "close_item", item="5", minute=9)
    going("chair", "close_meeting", minute=10)
    return going.meeting


def ballot(going: Evening, name: str, motion: str, votes: dict[str, str], minute: int | None = None) -> None:
    if name != "b2":
        going("chair", "open_ballot", ballot=name, motion=motion, method="show_of_hands", minute=minute)
    for person, choice in votes.items():
        going(person, "cast_vote", ballot=name, choice=choice)
    announced(going, name)


def announced(going: Evening, name: str) -> None:
    going("chair", "close_ballot", ballot=name)
    going("chair", "announce_result", ballot=name)


HYBRID, ROOM = hybrid(VOTES), in_the_room()
EVENINGS = {"hybrid": HYBRID, "in_the_room": ROOM}


def essential(meeting: Meeting) -> Iterator[str]:
    """What must stand in the minutes, from what happened."""
    body, planned, times = meeting.plan.body, meeting.plan.meeting, meeting.sitting.times
    assert times.opened_at and times.closed_at and planned.place
    yield from (body.name, "24. November 2026", planned.place)
    yield from (f"{at:%M} Uhr" for at in (times.opened_at, times.closed_at))
    yield from (plain_name(person) for person in meeting.roll.people.values() if came(meeting, person.id))
    for item in meeting.agenda.items.values():
        yield item.item.title
        if item.outcome.value in meeting.law.outcome_words.value and item.ending.motion is None:
            yield outcome(meeting.law.outcome_words.value, item.outcome) or ""
    for motion in meeting.motions.values():
        yield motion.moved.text or meeting.law.motion_words.value[motion.moved.kind.value]["subject"]
    for one in meeting.ballots.values():
        if one.state is BallotState.ANNOUNCED and one.end.result is not None:
            yield one.end.result.wording
            yield from (plain_name(meeting.person(person)) for person in one.end.on_request)
    yield from ("Vorsitz", "Protokollführung", "Frau Kurz")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", EVENINGS)
def test_what_minutes_must_hold_stands_in_every_style(name: str, style: str) -> None:
    meeting = in_style(EVENINGS[name], style)
    said = " ".join(text(minutes(meeting)).split())
    demanded = list(essential(meeting))
    assert len(demanded) > 25
    assert [words for words in demanded if words not in said] == []


def test_what_was_said_first_stands_first_and_an_outcome_before_what_came_after_it() -> None:
    points = {point.number: point for point in minutes(HYBRID).points}
    assert points["1"].blocks[0].texts == ("Die ordnungsgemäße Einberufung wurde festgestellt.",)
    assert [block.results or block.texts for block in points["4"].blocks] == [
        ("Die Fähre fährt wieder.",),
        ("Zur Kenntnis genommen",),
        ("Die Öffentlichkeit wurde um 18.33 Uhr ausgeschlossen.",),
    ]


def test_lower_saxony_has_three_sign_and_says_so_at_the_end() -> None:
    found = minutes(in_style(HYBRID, "published"))
    assert [(one.name, one.role) for one in found.signatures] == [
        ("Arnold", "Vorsitz"),
        (None, "Hauptverwaltungsbeamtin oder Hauptverwaltungsbeamter"),
        ("Frau Kurz", "Protokollführung"),
    ]


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("style", STYLES)
def test_minutes_are_the_same_whoever_gave_which_vote(style: str, edition: Edition) -> None:
    one, other = (in_style(meeting, style) for meeting in (HYBRID, hybrid(OTHERWISE)))
    assert one.ballots["b2"].votes != other.ballots["b2"].votes  # type: ignore[index]
    assert text(minutes(one, edition=edition)) == text(minutes(other, edition=edition))


@pytest.mark.parametrize("style", STYLES)
def test_a_single_vote_stands_only_after_a_roll_call_and_on_the_own_demand(style: str) -> None:
    lines = text(minutes(in_style(HYBRID, style))).splitlines()
    named = [line for line in lines if any(f"{name} (Linde)" in line for name, *_ in PEOPLE)]
    assert [
        line for line in named if line.startswith(("Ja:", "Nein:", "Enthaltung:")) or "gestimmt" in line
    ] == [
        "Conrad (Linde) hat mit Nein gestimmt (auf Verlangen festgehalten).",
        "Ja: Arnold (Linde), Berger (Linde), Conrad (Linde), Ernst (Linde)",
        "Nein: Dorn (Linde)",
    ]


@pytest.mark.parametrize("style", STYLES)
def test_of_a_secret_ballot_only_the_sums_are_told(style: str) -> None:
    assert ROOM.ballots["b1"].opened.method is Method.SECRET  # type: ignore[index]
    (point,) = [point for point in minutes(in_style(ROOM, style)).points if point.number == "5"]
    said = " ".join(line for block in point.blocks for line in (*block.texts, *block.results))
    assert "Es wurde geheim mit Stimmzetteln abgestimmt; ein Stimmzettel war ungültig." in said
    assert not any(name in said for name, *_ in PEOPLE if name != "Gruber")


@pytest.mark.parametrize("style", STYLES)
def test_the_public_edition_names_what_was_not_public_by_its_public_title_alone(style: str) -> None:
    found = minutes(in_style(HYBRID, style), edition=Edition.PUBLIC)
    (hidden,) = [point for point in found.points if not point.public]
    assert (hidden.title, hidden.blocks) == ("Grundstücksangelegenheit", ())
    assert found.marks == () and not found.is_confidential
    said = text(found)
    assert "NICHTÖFFENTLICHER TEIL" in said
    assert "Ufer" not in said and "90.000" not in said


@pytest.mark.parametrize("style", STYLES)
def test_where_no_door_was_closed_and_all_is_public_both_editions_are_the_same(style: str) -> None:
    going = Evening().opened()
    going.ballot(yes=3, no=0, abstain=0)
    going("chair", "announce_result", ballot="b1")
    going("chair", "close_meeting", minute=9)
    one, other = (text(minutes(in_style(going.meeting, style), edition=edition)) for edition in Edition)
    assert one == other
