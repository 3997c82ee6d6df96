"""What the screens say, word for word: large words, quorum, who is here, the ballot that is open."""

import pytest

from handzeichen.meeting.confirming import unconfirmed
from handzeichen.meeting.names import listed
from handzeichen.views.audience import parts
from handzeichen.views.item import ItemPart
from handzeichen.views.presence import ConnectedPart, FaultsPart, QuorumPart, SeatsPart
from handzeichen.views.say import SayPart
from handzeichen.views.sitting import FloorPart, MeetingPart, StagePart
from handzeichen.views.tally import TallyPart
from handzeichen.views.words import counted, shortened
from meeting.kit import VOTING, Evening, at_item, plan_of, present
from views import situations


def hall(evening: Evening) -> dict[str, object]:
    return dict(parts(evening.meeting, "hall"))


@pytest.mark.parametrize(
    ("situation", "headline", "line", "detail"),
    [
        ("before", "Beginn um 17.30 Uhr", "24.11.2026, Rathaus, Saal 1", None),
        ("in_a_break", "Die Sitzung ist unterbrochen", "Fortsetzung um 19.20 Uhr", "Lüften"),
        ("ended", "Die Sitzung ist beendet", "Ende 18.00 Uhr", None),
    ],
)
def test_the_large_word(situation: str, headline: str, line: str, detail: str | None) -> None:
    stage = hall(situations.ALL[situation]())["stage"]
    assert isinstance(stage, StagePart)
    assert (stage.headline, stage.line, stage.detail) == (headline, line, detail)


def test_a_break_without_an_end_says_so_and_one_broken_off_too() -> None:
    evening = situations.at_work()
    evening.accepted("chair", "suspend")
    stage = hall(evening)["stage"]
    assert isinstance(stage, StagePart) and stage.line == "Die Fortsetzung wird angesagt."
    evening.accepted("chair", "adjourn")
    stage = hall(evening)["stage"]
    assert isinstance(stage, StagePart)
    assert (stage.headline, stage.line) == (
        "Die Sitzung ist abgebrochen",
        "Sie wird zu einem anderen Zeitpunkt fortgesetzt.",
    )


def test_a_continuation_on_another_day_names_the_day() -> None:
    evening = situations.at_work()
    evening.accepted("chair", "suspend", until="2026-11-25T09:05:00+01:00")
    stage = hall(evening)["stage"]
    assert isinstance(stage, StagePart) and stage.line == "Fortsetzung um 25.11.2026, 9.05 Uhr"


def test_the_head_line() -> None:
    head = hall(situations.at_work())["meeting"]
    assert isinstance(head, MeetingPart)
    assert (head.title, head.number) == ("Ausschuss für Brücken und Wege", 12)
    assert (head.phase_text, head.leader) == ("eröffnet um 18.00 Uhr", "Ratsfrau Ahrens (Ulme)")
    assert head.draft_law == "Rechtsprofil enthält unbestätigte Antworten"


@pytest.mark.parametrize(
    ("live", "law", "practice"),
    [
        (True, "Rechtsprofil enthält unbestätigte Antworten", None),
        (False, None, "Übung – diese Sitzung zählt nicht"),
        (None, "Rechtsprofil enthält unbestätigte Antworten", None),
    ],
)
def test_every_screen_says_what_the_meeting_is_worth(
    live: bool | None, law: str | None, practice: str | None
) -> None:
    head = hall(Evening.planned(live=live))["meeting"]
    assert isinstance(head, MeetingPart) and (head.draft_law, head.practice) == (law, practice)


def test_once_the_house_has_confirmed_its_law_nothing_is_said_of_it() -> None:
    evening = Evening.planned(live=True)
    for question in unconfirmed(evening.meeting):
        evening.accepted("clerk", "confirm_law", question=question, confirmed_by="Falk", source="Kommentar")
    head = hall(evening)["meeting"]
    assert isinstance(head, MeetingPart) and head.draft_law is None


def test_a_draft_is_called_one() -> None:
    plan = plan_of(body={"rules": "st"})
    for live, says in ((None, "Recht im Entwurf"), (False, "Recht im Entwurf")):
        head = hall(Evening.planned(plan, live=live))["meeting"]
        assert isinstance(head, MeetingPart) and head.draft_law == says


def quorum(evening: Evening) -> tuple[str, str, str]:
    part = hall(evening)["quorum"]
    assert isinstance(part, QuorumPart)
    return part.state_text, part.margin_text, part.count_text


def test_the_quorum_is_said_with_its_margin() -> None:
    evening = present("ahrens brandt carstens demir ebeling falk")
    count = "6 von 7 Sitzen anwesend, 4 nötig"
    assert quorum(evening) == ("Beschlussfähigkeit noch nicht festgestellt", "2 über der Grenze", count)
    for step in ("open_meeting", "state_convening", "state_quorum"):
        evening.accepted("chair", step)
    assert quorum(evening) == ("Beschlussfähig", "2 über der Grenze", count)
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "leave", person=person)
    assert quorum(evening) == ("Beschlussfähig", "genau an der Grenze", "4 von 7 Sitzen anwesend, 4 nötig")
    evening.accepted("clerk", "leave", person="demir")
    assert quorum(evening) == (
        "Gilt als beschlussfähig",
        "1 unter der Grenze",
        "3 von 7 Sitzen anwesend, 4 nötig",
    )
    evening.accepted("brandt", "challenge_quorum")
    assert quorum(evening)[0] == "Beschlussfähigkeit angezweifelt"
    evening.accepted("chair", "state_quorum")
    assert quorum(evening)[0] == "Nicht beschlussfähig"


def test_with_everybody_there_the_margin_gives_way_to_the_reason() -> None:
    evening = present(VOTING, plan=plan_of(body={"seats": 6}))
    assert quorum(evening)[1] == "alle Mitglieder sind anwesend"


def test_who_is_connected_is_said_in_words() -> None:
    part = hall(situations.disturbed())["connected"]
    assert isinstance(part, ConnectedPart)
    assert part.counts_text == "im Saal 4 · per Video 1 · gestört 1"
    assert [(line.name, line.state_text) for line in part.voting] == [
        ("Ebeling (Esche)", "Bild oder Ton gestört seit 18.00 Uhr"),
        ("Falk", "verbunden"),
    ]
    assert [(line.name, line.state_text) for line in part.others] == [("Jung", "verbunden")]


def test_a_fault_says_whose_since_when_and_whose_cause() -> None:
    evening = situations.disturbed()
    part = hall(evening)["faults"]
    assert isinstance(part, FaultsPart)
    (fault,) = part.faults
    assert (fault.name, fault.since, fault.cause_text) == (
        "Ratsfrau Ebeling (Esche)",
        "18.00 Uhr",
        "Ursache noch offen",
    )
    evening.accepted("clerk", "lose_connection", scope="room")
    evening.accepted("chair", "attribute_fault", scope="room", cause="municipality")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    part = hall(evening)["faults"]
    assert isinstance(part, FaultsPart)
    assert [fault.cause_text for fault in part.faults] == [
        "liegt beim Mitglied",
        "liegt bei der Technik im Haus",
    ]
    assert part.faults[1].name == "Saal"


def test_a_deputy_stands_on_the_members_seat() -> None:
    evening = at_item("2", "ahrens brandt carstens gross")
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    part = hall(evening)["seats-ulme"]
    assert isinstance(part, SeatsPart)
    assert [(seat.name, seat.deputy_for, seat.state_text) for seat in part.seats] == [
        ("Ratsfrau Ahrens", None, "im Saal"),
        ("Ratsfrau Carstens", None, "im Saal"),
        ("Ratsherr Groß", "Ratsherr Demir", "im Saal"),
    ]
    assert [seat.leads for seat in part.seats] == [True, False, False]


def test_the_floor_names_who_speaks_and_who_waits() -> None:
    evening = situations.at_work()
    evening.accepted("ebeling", "request_floor", person="ebeling", kind="procedure")
    evening.accepted("brandt", "request_floor", person="brandt", kind="question")
    evening.accepted("chair", "give_floor", person="ebeling")
    part = hall(evening)["floor"]
    assert isinstance(part, FloorPart)
    assert (part.speaker, part.speaker_text, part.since) == (
        "Ratsfrau Ebeling (Esche)",
        "zur Geschäftsordnung",
        "18.00 Uhr",
    )
    assert [(line.name, line.kind_text) for line in part.requests] == [("Ratsherr Brandt (Esche)", "Frage")]


def test_the_item_shows_its_motions_with_what_is_open_first() -> None:
    evening = situations.at_work()
    evening.accepted("brandt", "move", motion="x1", kind="postponement", item="2", faction="esche")
    evening.accepted("carstens", "move", motion="x2", kind="urgency", item="2", faction="ulme")
    evening.vote("x2", "b1", yes="ahrens brandt carstens demir ebeling falk")
    part = hall(evening)["item"]
    assert isinstance(part, ItemPart)
    assert [(line.heading, line.text, line.outcome_text) for line in part.motions] == [
        ("Beschlussvorschlag der Verwaltung zu TOP 2", "Die Brücke wird gebaut.", "offen"),
        (
            "Antrag der Gruppe Esche auf Vertagung von TOP 2",
            None,
            "erledigt durch: Antrag der Ulme-Fraktion auf Eilbedürftigkeit",
        ),
        ("Antrag der Ulme-Fraktion auf Eilbedürftigkeit", None, "zuerkannt"),
    ]


def test_an_open_ballot_says_what_came_in_and_what_is_missing() -> None:
    evening = situations.voting()
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="no")
    part = hall(evening)["tally"]
    assert isinstance(part, TallyPart)
    assert (part.method_text, part.heading, part.top) == (
        "Abstimmung durch Handzeichen", "Beschlussvorschlag der Verwaltung zu TOP 2", "TOP 2",
    )  # fmt: skip
    assert (part.received, part.eligible, part.missing, part.to_count_text) == (
        1,
        6,
        ("Falk",),
        "4 Handzeichen im Saal",
    )


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        ("before", "Beginn um 17.30 Uhr. 24.11.2026, Rathaus, Saal 1"),
        ("at_work", "Aufgerufen ist TOP 2: Neue Brücke am Ulmenweg"),
        ("voting", "Die Abstimmung ist eröffnet: Beschlussvorschlag der Verwaltung zu TOP 2"),
        # What comes in is not announced one by one.
        ("voted", "Die Abstimmung ist eröffnet: Beschlussvorschlag der Verwaltung zu TOP 2"),
        ("counted", "Die Abstimmung ist geschlossen."),
        ("announced", "Ergebnis: Beschlossen. 5 Stimmen dafür, eine Stimme dagegen, 0 Enthaltungen"),
        ("aborted", "Die Abstimmung wurde abgebrochen: Bild weg"),
        ("in_a_break", "Die Sitzung ist unterbrochen. Fortsetzung um 19.20 Uhr"),
        ("open_again", ""),
    ],
)
def test_what_a_screen_reader_is_told(situation: str, said: str) -> None:
    part = hall(situations.ALL[situation]())["say"]
    assert isinstance(part, SayPart) and part.text == said


def test_small_german() -> None:
    assert counted(1, "Stimme", "Stimmen") == "1 Stimme"
    assert counted(0, "Stimme", "Stimmen") == "0 Stimmen"
    assert [listed([]), listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "",
        "A",
        "A und B",
        "A, B und C",
    ]
    assert shortened("Der Rat beschließt", 40) == "Der Rat beschließt"
    assert shortened("Der Rat beschließt, die Brücke zu bauen", 21) == "Der Rat beschließt …"


def test_in_a_larger_body_surnames_stand_alone_with_an_initial_where_two_share_one() -> None:
    people = [
        {
            "id": f"p{n}",
            "title": "Ratsfrau",
            "name": "Meyer" if n < 2 else f"Name{n}",
            "given_name": ("Änne", "Bodo")[n % 2],
            "role": "member",
        }
        for n in range(14)
    ]
    clerk = {"id": "meyer", "title": "Herr", "name": "Meyer", "role": "administration"}
    evening = Evening.planned(plan_of(body={"seats": 15}, people=[*people, clerk], factions=()))
    part = hall(evening)["seats-~ohne"]
    assert isinstance(part, SeatsPart)
    assert [seat.name for seat in part.seats[:3]] == ["Meyer, Ä.", "Meyer, B.", "Name2"]


def test_no_faction_is_taken_for_another_or_for_those_without_one() -> None:
    """A faction may be called like the place of those without one, or like the second stretch of a large one."""
    factions = [{"id": name, "name": name.upper()} for name in ("a", "a-2", "ohne")]
    people = [
        {"id": f"p{n}", "name": f"Person{n}", "faction": "a", "role": "member", "chairs": n == 0}
        for n in range(13)
    ]
    people += [
        {"id": "q1", "name": "Q1", "faction": "a-2", "role": "member"},
        {"id": "q2", "name": "Q2", "faction": "ohne", "role": "member"},
        {"id": "q3", "name": "Q3", "role": "member"},
        {"id": "meyer", "name": "Meyer", "role": "administration"},
    ]
    evening = present("", plan=plan_of(body={"seats": 16}, factions=factions, people=people))
    found = [part for part in hall(evening).values() if isinstance(part, SeatsPart)]
    assert sorted(seat.seat for part in found for seat in part.seats) == sorted(
        person["id"] for person in people if person["role"] == "member"
    )
