"""What the screens say of a presence check: names to those who lead, two numbers to the room, one question to each."""

from handzeichen.meeting.ids import PersonId
from handzeichen.views.audience import SCREENS, parts, personal
from handzeichen.views.checking import CheckLinePart, CheckPart, MyCheckPart
from handzeichen.views.concerned import concerned
from handzeichen.views.part import NOTHING
from meeting.kit import Evening, at_item, clock
from views.situations import announced_behind_closed_doors

ROOM, VIDEO = "ahrens brandt carstens", "demir ebeling falk jung"


def asked() -> Evening:
    evening = at_item("2", ROOM, VIDEO)
    evening.accepted("chair", "ask_presence", within=60, at="18:04")
    return evening


def shown(evening: Evening, audience: str = "chair") -> CheckPart:
    part = parts(evening.meeting, audience)["check"]
    assert isinstance(part, CheckPart)
    return part


def words(evening: Evening) -> tuple[str, str]:
    return shown(evening).text, shown(evening).missing_text


def mine(evening: Evening, person: str) -> MyCheckPart:
    part = personal(evening.meeting, PersonId(person))["my-check"]
    assert isinstance(part, MyCheckPart)
    return part


def test_who_leads_reads_who_is_missing_and_each_keeps_the_place() -> None:
    evening = asked()
    evening.accepted("demir", "confirm_presence", person="demir", at="18:04:10")
    evening.accepted("clerk", "lose_connection", person="ebeling", at="18:04:20")
    evening.accepted("falk", "confirm_presence", person="falk", at="18:05:20")
    part = shown(evening)
    assert (part.text, part.missing_text) == ("2 von 4 haben bestätigt.", "Es fehlt: Jung.")
    assert part.asked_text == "Gefragt um 18.04.00 Uhr, 60 Sekunden Zeit."
    assert part.until == clock("18:05")
    assert [(row.name, row.state, row.text) for row in part.rows] == [
        ("Demir", "confirmed", "Bestätigt um 18.04.10 Uhr"),
        ("Ebeling", "disturbed", "Bild oder Ton gestört seit 18.04 Uhr"),
        ("Falk", "late", "Bestätigt um 18.05.20 Uhr, nach Ablauf der Zeit"),
        ("Jung", "silent", "noch keine Antwort"),
    ]
    evening.accepted("demir", "leave", person="demir", at="18:06")
    assert shown(evening).rows[0].text == "Bestätigt um 18.04.10 Uhr; gegangen um 18.06 Uhr"


def test_the_sentence_counts_in_words_that_fit_any_number() -> None:
    evening = asked()
    assert words(evening) == ("0 von 4 haben bestätigt.", "Es fehlen: Demir, Ebeling, Falk, Jung.")
    for who in ("demir", "ebeling", "falk", "jung"):
        evening.accepted(who, "confirm_presence", person=who)
        if who == "demir":
            assert words(evening) == ("1 von 4 hat bestätigt.", "Es fehlen: Ebeling, Falk, Jung.")
    assert (*words(evening), shown(evening).complete) == ("Alle 4 haben bestätigt.", "", True)


def test_the_room_reads_two_numbers_and_no_name_and_the_public_nothing() -> None:
    evening = asked()
    evening.accepted("demir", "confirm_presence", person="demir")
    line = parts(evening.meeting, "hall")["check"]
    assert isinstance(line, CheckLinePart)
    assert line.text == "Anwesenheit per Video wird geprüft: 1 von 4"
    seen = {name: parts(evening.meeting, name).get("check", NOTHING) for name in SCREENS}
    assert {name for name, part in seen.items() if isinstance(part, CheckPart)} == {"chair", "clerk", "host"}
    assert {name for name, part in seen.items() if part is NOTHING} == {"member", "public", "doorkeeper"}
    # The host shows what came in and enters what was said on the telephone; to end it is the chair's.
    assert (shown(evening, "host").may_end, shown(evening, "clerk").may_end) == (False, True)


def test_each_who_was_asked_has_one_question_and_then_the_answer() -> None:
    evening = asked()
    assert mine(evening, "falk") == MyCheckPart(
        state="asked", text="Der Vorsitz fragt: Sehen und hören Sie die Sitzung?", until=clock("18:05")
    )
    assert mine(evening, "brandt").state == "none"
    evening.accepted("falk", "confirm_presence", person="falk", at="18:04:10")
    assert (mine(evening, "falk").state, mine(evening, "falk").text) == (
        "confirmed",
        "Bestätigt um 18.04.10 Uhr",
    )
    # Whoever says that something fails has answered, and is asked again once it is over.
    for command, state in (("lose_connection", "none"), ("restore_connection", "asked"), ("leave", "none")):
        evening.accepted("jung", command, person="jung")
        assert mine(evening, "jung").state == state
    evening.accepted("chair", "end_presence_check")
    assert {mine(evening, who).state for who in VIDEO.split()} == {"none"}
    assert parts(evening.meeting, "chair")["check"] is NOTHING


def test_it_concerns_those_asked_and_then_whoever_answered() -> None:
    before = at_item("2", ROOM, VIDEO)
    evening = Evening(meeting=before.meeting, entries=before.entries, now=before.now)
    evening.accepted("chair", "ask_presence", within=60)
    assert concerned(before.meeting, evening.meeting) == set(VIDEO.split())
    was = evening.meeting
    evening.accepted("falk", "confirm_presence", person="falk")
    assert concerned(was, evening.meeting) == {"falk"}
    was = evening.meeting
    evening.accepted("chair", "end_presence_check")
    assert concerned(was, evening.meeting) == set(VIDEO.split())


def test_the_chair_is_offered_it_among_the_ways_aside_where_somebody_is_on_video() -> None:
    def offered(evening: Evening) -> list[str]:
        ways = parts(evening.meeting, "chair")["next"].ways  # type: ignore[attr-defined]
        return [act.label for way in ways if way.label == "Anwesenheit per Video prüfen" for act in way.acts]

    evening = at_item("2", ROOM, VIDEO)
    assert offered(evening) == ["60 Sekunden", "120 Sekunden"]
    assert offered(at_item("2", ROOM)) == []
    evening.accepted("chair", "suspend")
    assert offered(evening) == ["60 Sekunden", "120 Sekunden"]
    evening.accepted("chair", "close_meeting")
    assert offered(evening) == []


def test_when_the_doors_open_the_hall_reads_nothing_of_a_check_from_behind_them() -> None:
    evening = announced_behind_closed_doors()
    evening.accepted("chair", "ask_presence", within=600)
    assert isinstance(parts(evening.meeting, "hall")["check"], CheckLinePart)
    evening.accepted("chair", "close_item", item="5")
    evening.accepted("chair", "admit_public")
    assert parts(evening.meeting, "hall")["check"] is NOTHING
    assert isinstance(parts(evening.meeting, "chair")["check"], CheckPart)
