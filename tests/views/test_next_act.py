"""The next act: always possible, always from the opening to the end, and the words that go with it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.log.codec import read_command
from handzeichen.meeting.ids import ItemKind, ItemOutcome, Secrecy
from handzeichen.meeting.machine import Accepted, decide
from handzeichen.meeting.state import Phase
from handzeichen.views.next_act import NextPart, next_part
from meeting.kit import ITEMS as KIT_ITEMS
from meeting.kit import Evening as KitEvening
from meeting.kit import at_item, opened, plan_of
from views import situations
from views.clerk_evening import Evening, demo_plan, states
from views.clerk_walk import ITEMS, MEMBERS, Walk, buttons, meetings

STATES = states()
SECRET_LAST = plan_of(items=[KIT_ITEMS[0], KIT_ITEMS[5]])


@settings(max_examples=60, deadline=None)
@given(evening=meetings())
def test_no_button_that_is_offered_would_be_refused(evening: Evening) -> None:
    for by in ("chair", "clerk"):
        for command in buttons(next_part(evening.meeting, by)):
            assert evening.now is not None
            answer = decide(evening.meeting, read_command(json.loads(command)), by=by, at=evening.now)
            assert isinstance(answer, Accepted), (by, command, answer)


@settings(max_examples=30, deadline=None)
@given(evening=meetings(), by=st.sampled_from(["chair", "clerk"]))
def test_from_any_moment_the_next_acts_lead_on_until_nothing_or_a_decision_is_left(
    evening: Evening, by: str
) -> None:
    walk = Walk(evening, by).run()
    last = next_part(evening.meeting, by)
    finished = evening.meeting.sitting.phase is Phase.CLOSED
    # Where no act stands out, the page says what it waits for, or what must be decided first.
    assert finished or last.waits_for or last.cautions, (walk.steps[-5:], last)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_next_acts_alone_lead_from_the_opening_to_the_end(data: st.DataObject) -> None:
    secrecy = st.sampled_from([Secrecy.PUBLIC, Secrecy.NON_PUBLIC, Secrecy.SECRET])
    kinds = st.sampled_from([ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.REPORT])
    plan = demo_plan()
    first, *others = plan.items
    changed = tuple(replace(item, secrecy=data.draw(secrecy), kind=data.draw(kinds)) for item in others)
    evening = Evening.planned(replace(plan, items=(first, *changed)))
    here = data.draw(st.integers(6, len(MEMBERS)))
    video = data.draw(st.booleans())
    for place, person in enumerate(MEMBERS[:here]):
        evening.do("clerk", "arrive", person=person, via="video" if video and place % 3 == 1 else "room")
    walk = Walk(evening, data.draw(st.sampled_from(["chair", "clerk"]))).run()
    assert walk.steps[-1] == "over"
    items = evening.meeting.agenda.items.values()
    missed = [item for item in items if item.outcome is ItemOutcome.NOT_REACHED]
    # A secret matter is not deliberated where a member takes part by video; everything else was called.
    assert all(video and item.item.secrecy is Secrecy.SECRET for item in missed)


def test_the_model_evening_needs_nothing_but_the_next_act_and_the_counts() -> None:
    walk = Walk(
        Evening.played(lambda line: line["do"] == "arrive" and line["person"] == "sokolow"), "chair"
    ).run()
    assert walk.pressed == [
        "open_meeting",
        "call_item",
        "state_convening",
        "state_quorum",
        "give_notice",
        "give_notice",
        "give_notice",
        "move",
        "open_ballot",
        "close_ballot",
        "announce_result",
        "call_item",
        "open_ballot",
        "close_ballot",
        "announce_result",
        "call_item",
        "take_note",
        "call_item",
        "call_item",
        "call_item",
        "close_meeting",
    ]
    assert len([command for command in walk.pressed if command == "call_item"]) == len(ITEMS)


@pytest.mark.parametrize(
    ("state", "step", "said", "label"),
    [
        (
            "before the opening",
            "open_meeting",
            "Ich begrüße Sie und eröffne die 37. Sitzung.",
            "Sitzung eröffnen",
        ),
        ("planned", "wait_for_the_chair", "Die Sitzung beginnt um 17.30 Uhr.", None),
        (
            "opened",
            "call_item",
            "Ich rufe Tagesordnungspunkt 1 auf: Eröffnung der Sitzung, Feststellung der ordnungsgemäßen Einberufung "
            "und Beschlussfähigkeit sowie Feststellung der Tagesordnung.",
            "TOP 1 aufrufen",
        ),
        # Urgency goes before the postponement that it would settle.
        (
            "motions moved",
            "open_ballot",
            "Wir stimmen ab: Antrag der BLE-Fraktion auf Eilbedürftigkeit.",
            "Abstimmen",
        ),
        (
            "ballot open",
            "ballot_open",
            "Wer dafür ist, den bitte ich um das Handzeichen. Wer ist dagegen? Wer enthält sich?",
            "Abstimmung schließen",
        ),
        (
            "one hand missing",
            "numbers_do_not_add_up",
            "Die Abstimmung ist geschlossen. Das Ergebnis wird festgestellt.",
            None,
        ),
        (
            "ballot closed",
            "announce_result",
            "Ich gebe das Ergebnis bekannt: Die Eilbedürftigkeit wird mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt. "
            "TOP 2 wird heute behandelt. Damit erledigt: Antrag der Gruppe KIEZ & KOMPASS auf Vertagung von TOP 2.",
            "Ergebnis bekannt geben",
        ),
        ("tied", "break_tie", "Es besteht Stimmengleichheit. Das Los entscheidet.", None),
        (
            "doubted",
            "repeat_ballot",
            "Das Ergebnis ist angezweifelt. Die Abstimmung wird wiederholt.",
            "Abstimmung wiederholen",
        ),
        ("roll call", "ballot_open", "Ich rufe auf: Bürgermeister Brandhorst.", "Abstimmung schließen"),
        (
            "somebody waits",
            "give_floor",
            "Das Wort zur Geschäftsordnung hat Ratsherr Thießen.",
            "Wort an Thießen",
        ),
        (
            "challenged",
            "state_quorum",
            "Ich stelle fest: Von 11 Mitgliedern sind 10 anwesend. Der Ausschuss ist beschlussfähig.",
            "Beschlussfähigkeit feststellen",
        ),
        (
            "led by nobody in the room",
            "lead",
            "Bürgermeister Brandhorst ist nicht im Saal. Die Leitung geht über.",
            "Leitung an Voßkamp abgeben",
        ),
        ("suspended", "resume", "Ich setze die Sitzung fort.", "Sitzung fortsetzen"),
        ("ended", "over", "Die Sitzung ist seit 19.01 Uhr geschlossen.", None),
    ],
)
def test_what_is_said_and_done_next(state: str, step: str, said: str, label: str | None) -> None:
    evening = STATES[state] if state != "somebody waits" else _thiessen_waits()
    part = next_part(evening.meeting)
    assert (part.step, " ".join(part.say)) == (step, said)
    assert (part.act.label if part.act else None) == label


def test_a_chair_who_left_cannot_enter_it_the_clerk_can() -> None:
    act = next_part(STATES["led by nobody in the room"].meeting, "clerk").act
    assert act is not None
    assert act.label == "Ratsfrau Voßkamp übernimmt die Leitung"


def test_the_quorum_is_stated_in_words() -> None:
    evening = Evening.played(lambda line: line["do"] == "state_convening")
    assert " ".join(next_part(evening.meeting).say) == (
        "Ich stelle fest: Von 11 Mitgliedern sind 10 anwesend. Der Ausschuss ist beschlussfähig."
    )


def test_a_body_that_is_not_quorate_pauses_once_and_then_ends() -> None:
    evening = Evening.planned(demo_plan())
    for person in MEMBERS[:5]:
        evening.do("clerk", "arrive", person=person, via="room")
    walk = Walk(evening).run()
    assert walk.steps == [
        "open_meeting",
        "call_item",
        "state_convening",
        "state_quorum",
        "suspend_not_quorate",
        "resume",
        "close_not_quorate",
        "over",
    ]


def test_before_a_non_public_part_everybody_on_video_confirms_to_be_alone() -> None:
    plan = demo_plan()
    items = (*plan.items[:2], replace(plan.items[2], secrecy=Secrecy.NON_PUBLIC))
    evening = Evening.planned(replace(plan, items=items))
    for person in MEMBERS:
        evening.do("clerk", "arrive", person=person, via="video" if person == "elvers" else "room")
    walk = Walk(evening).run()
    part_of_the_way = walk.steps[walk.steps.index("close_item") :]
    assert part_of_the_way == [
        "close_item",
        "confirm_alone",
        "exclude_public",
        "call_item",
        "take_note",
        "close_meeting",
        "over",
    ]


def test_a_fault_waits_for_the_chairs_word_and_says_what_speaks_for_which() -> None:
    evening = Evening.played(lambda line: line["do"] == "call_item" and line["item"] == "2")
    part = next_part(evening.do("clerk", "lose_connection", person="elvers").meeting)
    assert part.act is None
    assert _cautions(part)[-1] == (
        "Ratsfrau Elvers: Bild oder Ton gestört seit 17.57 Uhr. Woran liegt es?",
        "11 andere sind per Video ungestört dabei: Das spricht gegen die Technik im Haus.",
        [
            "Ursache beim Mitglied – die anderen sind ungestört",
            "Ursache bei der Technik im Haus",
            "Unterbrechen, um es zu klären",
        ],
    )
    evening.do("chair", "attribute_fault", person="elvers", cause="member")
    part = next_part(evening.meeting)
    assert (part.step, _cautions(part)) == ("open_ballot", [])


def test_a_ballot_hit_by_a_fault_of_the_house_is_broken_off_and_repeated_whole() -> None:
    evening = Evening.played(lambda line: line["do"] == "open_ballot")
    evening.do("clerk", "lose_connection", person="elvers").do("clerk", "restore_connection", person="elvers")
    evening.do("chair", "attribute_fault", person="elvers", cause="municipality")
    evening.do("clerk", "count_hands", ballot="b1", yes=7, no=0, abstain=0).do(
        "chair", "close_ballot", ballot="b1"
    )
    part = next_part(evening.meeting)
    assert (part.step, part.act.label if part.act else None) == ("abort_ballot", "Abstimmung abbrechen")
    evening.do("chair", "abort_ballot", ballot="b1", reason="Störung")
    assert next_part(evening.meeting).step == "open_ballot"


def test_a_resolved_exclusion_of_the_public_is_carried_out_at_once() -> None:
    evening = Evening.played(lambda line: line["do"] == "call_item" and line["item"] == "3")
    evening.do("cordsen", "move", motion="m9", kind="exclude_public").do("chair", "agree", motion="m9")
    walk = Walk(evening).run()
    assert walk.steps[:5] == [
        "confirm_alone",
        "confirm_alone",
        "confirm_alone",
        "exclude_public",
        "take_note",
    ]
    # The next item is public: the doors are opened between the two.
    assert walk.steps[5:8] == ["close_item", "admit_public", "call_item"]


def test_numbers_that_do_not_add_up_are_explained_without_words_of_the_wire() -> None:
    cautions = _cautions(next_part(STATES["one hand missing"].meeting))
    assert cautions[0][0] == "Die Zahlen gehen nicht auf: im Saal fehlt eine Hand."
    assert "_" not in " ".join(text + help_ for text, help_, _ in cautions)


def test_closing_without_a_vote_from_the_screen_is_asked_first() -> None:
    act = next_part(STATES["ballot open"].meeting).act
    assert act is not None
    assert act.confirm == "Es fehlen noch die Stimmen von Nordmeier und Möhring. Trotzdem schließen?"


def test_when_one_more_departure_breaks_the_quorum_it_is_said() -> None:
    evening = Evening.played(lambda line: line["do"] == "call_item" and line["item"] == "2")
    for person in ("cordsen", "groothusen", "koepcke", "nordmeier"):
        evening.do("clerk", "leave", person=person)
    assert _cautions(next_part(evening.meeting)) == [
        ("Noch ein Weggang, und das Gremium wäre nicht mehr beschlussfähig.", "", [])
    ]
    evening.do("clerk", "leave", person="elvers")
    assert _cautions(next_part(evening.meeting)) == [
        (
            "Gilt als beschlussfähig (festgestellt um 17.41 Uhr), tatsächlich anwesend: 5 von 6 nötigen.",
            "Das gilt weiter, solange niemand zweifelt.",
            [],
        )
    ]


def test_a_break_after_which_nobody_is_there_to_lead_says_what_it_waits_for() -> None:
    evening = Evening.planned(demo_plan()).do("clerk", "arrive", person="brandhorst", via="room")
    evening.do("chair", "open_meeting").do("chair", "suspend").do("clerk", "leave", person="brandhorst")
    part = next_part(evening.meeting)
    assert (part.act, part.waits_for) == (None, "Fortgesetzt wird, sobald im Saal ist, wer leiten kann.")


def test_before_a_meeting_that_counts_opens_the_page_says_what_the_house_has_to_confirm() -> None:
    evening = Evening.planned(demo_plan(), live=True).do("clerk", "arrive", person="brandhorst", via="room")
    part = next_part(evening.meeting)
    assert (part.step, part.say, part.act) == ("open_meeting", (), None)
    assert part.waits_for == "Eröffnet wird, sobald das Haus sein Recht bestätigt hat."
    ((text, help_, acts),) = _cautions(part)
    assert text.startswith("Wovon hier die Wirksamkeit eines Beschlusses abhängt")
    assert help_.startswith("Bitte die Seite „Recht“ öffnen, nachlesen und bestätigen.") and acts == []


def _cautions(part: NextPart) -> list[tuple[str, str, list[str]]]:
    return [(caution.text, caution.help, [act.label for act in caution.acts]) for caution in part.cautions]


def _thiessen_waits() -> Evening:
    return Evening.played(lambda line: line["do"] == "request_floor" and line["person"] == "thiessen")


# Secret votes, and what the law leaves open


def told(evening: KitEvening) -> None:
    """The notices that come first are given."""
    for notice in ("hybrid", "data_protection", "confidentiality"):
        evening.accepted("chair", "give_notice", notice=notice)


def labels(part: NextPart) -> list[str]:
    return [act.label for caution in part.cautions for act in caution.acts]


def test_where_the_law_leaves_a_secret_vote_open_the_chair_decides_with_one_press() -> None:
    part = next_part(STATES["left open by the law"].meeting, "chair")
    assert labels(part)[:2] == ["Nur im Saal geheim abstimmen", "Heute nicht geheim abstimmen"]
    commands = [json.loads(act.command) for caution in part.cautions for act in caution.acts][:2]
    assert commands == [
        {"do": "answer_law", "question": "remote_secret_votes", "value": value}
        for value in ("excluded_remote", "meeting_bar")
    ]


def test_a_secret_vote_that_was_resolved_and_is_barred_leaves_the_ways_out() -> None:
    part = next_part(situations.left_open().meeting, "chair")
    assert part.step == "stuck"
    assert labels(part) == ["Vertagung beantragen", "Absetzung beantragen"]


def test_papers_are_asked_for_then_counted_then_announced() -> None:
    given_out = next_part(situations.on_paper().meeting, "chair")
    assert given_out.say == (
        "Es wird geheim mit Stimmzetteln abgestimmt. Bitte holen Sie sich nacheinander einen Stimmzettel.",
    )
    assert given_out.waits_for == "Alle Stimmzettel sind ausgegeben."
    assert given_out.act is not None and given_out.act.label == "Abstimmung schließen"
    counted = next_part(situations.papers_counted().meeting, "chair")
    assert counted.act is not None and counted.act.label == "Ergebnis bekannt geben"


def test_who_stays_without_a_paper_is_named_before_a_secret_ballot_opens() -> None:
    evening = at_item("2", situations.ROOM, situations.VIDEO, remote_secret_votes="excluded_remote")
    told(evening)
    secret = next(
        act for act in next_part(evening.meeting, "chair").others if act.label == "Geheim abstimmen"
    )
    assert (
        secret.confirm
        == "Ohne Stimmzettel bleiben, weil per Video dabei: Ebeling und Falk. Geheim abstimmen?"
    )


def test_a_secret_matter_of_which_the_law_does_not_speak_clearly_waits_for_the_chair() -> None:
    evening = opened(situations.ROOM, situations.VIDEO, remote_secret_matters="unclear", plan=SECRET_LAST)
    for person in ("ebeling", "falk"):
        evening.accepted("clerk", "confirm_alone", person=person)
    evening.accepted("chair", "call_item", item="1")
    evening.accepted("chair", "close_item", item="1")
    told(evening)
    evening.accepted("chair", "exclude_public", cleared=True, stream_off=True)
    part = next_part(evening.meeting, "chair")
    assert part.step == "answer_law"
    assert labels(part) == [
        "Trotz Zuschaltung beraten",
        "Nur ohne Zugeschaltete beraten",
        "Heute nicht beraten",
    ]
