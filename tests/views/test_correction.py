"""The form of a correction: whatever can be corrected has one, and sent as it stands it changes nothing."""

from typing import Any

import pytest

from handzeichen.app.render import Renderer, web_folder
from handzeichen.log.asks import read_command
from handzeichen.meeting.corrections import CORRECTABLE, not_correctable
from handzeichen.meeting.events import Corrected
from handzeichen.meeting.machine import Accepted
from handzeichen.views.correction import CorrectionForm, correction
from handzeichen.views.timeline import line, whole_past
from meeting.kit import Evening, at_item
from views import clerk_page

RENDER = Renderer(web_folder() / "templates")


def eventful() -> Evening:
    """An evening with every kind of entry that can be corrected."""
    evening = at_item("2", "ahrens brandt carstens demir", "falk", remote_secret_votes="excluded_remote")
    for fields in (
        {"do": "adjourn"},
        {"do": "issue_minutes"},
        {"do": "sign_minutes", "version": 1, "as": "clerk", "person": "meyer", "on": "2026-11-25"},
        {"do": "sign_minutes", "version": 1, "as": "head", "name": "Weiß"},
        {"do": "approve_minutes", "version": 1, "part": "non_public", "meeting": "rat-3", "ballot": "b1"},
        {"do": "resume"},
        {"do": "leave", "person": "demir"},
        {"do": "arrive", "person": "gross", "via": "room"},
        {"do": "deputise", "person": "gross", "for": "demir"},
        {"do": "lose_connection", "person": "falk", "reported": "phone"},
        {"do": "attribute_fault", "person": "falk", "cause": "member"},
        {"do": "restore_connection", "person": "falk", "reported": "phone"},
        {"do": "lose_connection", "scope": "room"},
        {"do": "restore_connection", "scope": "room"},
        {"do": "set_camera", "person": "falk", "on": False},
        {"do": "confirm_identity", "person": "falk"},
        {"do": "confirm_alone", "person": "falk"},
        {"do": "recuse", "person": "brandt", "item": "3"},
        {"do": "contest_recusal", "person": "brandt", "item": "3"},
        {"do": "recuse", "person": "carstens", "item": "2", "motion": "m2"},
        {"do": "end_recusal", "person": "carstens", "item": "2", "motion": "m2"},
        {"do": "note", "item": "2", "text": "Ein „Satz“ & <mehr>."},
        {"do": "end_deputation", "person": "gross", "for": "demir"},
        {
            "do": "move",
            "motion": "x1",
            "kind": "amendment",
            "amends": "m2",
            "text": "Aus Holz.",
            "person": "brandt",
        },
        {"do": "open_ballot", "motion": "x1", "ballot": "b0", "method": "secret"},
        {"do": "take_paper", "ballot": "b0", "person": "brandt"},
        {"do": "count_papers", "ballot": "b0", "yes": 0, "no": 1, "abstain": 0, "invalid": 0},
        {"do": "close_ballot", "ballot": "b0"},
        {"do": "announce_result", "ballot": "b0"},
        {"do": "open_ballot", "motion": "m2", "ballot": "b1", "method": "show_of_hands"},
        {"do": "record_vote", "ballot": "b1", "person": "brandt", "choice": "no"},
        {"do": "decline_vote", "ballot": "b1", "person": "falk"},
        {"do": "count_hands", "ballot": "b1", "yes": 2, "no": 0, "abstain": 0},
    ):
        evening.wait(1)
        evening.accepted("clerk", **fields)
    return evening


EVENING = eventful()
ENTRIES = [entry for entry in EVENING.entries if not_correctable(entry) is None]


def form_of(evening: Evening, seq: int) -> tuple[CorrectionForm, str]:
    form = correction(evening.meeting, seq)
    assert form is not None
    return form, RENDER.page(f"parts/{form.template}", id="correction", part=form)


def sent(html: str) -> dict[str, Any]:
    """What the page sends of the form as it stands, its reason filled in; an hour that is not changed is not sent."""
    command: dict[str, Any] = {"do": "correct", "with": {}, "reason": "so"}
    for field in clerk_page.tree(html).walk():
        name = field.attributes.get("name", "")
        value = _value(field) if name and "data-changed" not in field.attributes else None
        if value in (None, "", []) or name == "reason":
            continue
        where, _, last = name.rpartition(".")
        (command["with"] if where else command)[last] = value
    return command


def _value(field: clerk_page.Element) -> Any:
    if field.name == "select":
        options = [option.attributes for option in field.walk() if option.name == "option"]
        text = next((o["value"] for o in options if "selected" in o), options[0]["value"])
    elif field.name == "textarea":
        text = "".join(part for part in field.content if isinstance(part, str))
    else:
        text = field.attributes.get("value", "")
    kind = field.attributes.get("data-type") or field.attributes.get("type")
    readers: dict[str, Any] = {
        "int": int,
        "number": int,
        "bool": "true".__eq__,
        "list": lambda t: t.split(","),
    }
    return readers.get(kind or "", str)(text)


def test_the_evening_has_them_all() -> None:
    assert {type(entry.event) for entry in ENTRIES} == set(CORRECTABLE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.seq}-{type(entry.event).__name__}")
def test_the_form_as_it_stands_is_what_was_entered(entry: Any) -> None:
    form, html = form_of(EVENING, entry.seq)
    command = sent(html)
    assert form.do == command["with"]["do"]
    read_command(command)
    answer = EVENING.asks(
        "clerk", **{f"{name}_" if name == "with" else name: v for name, v in command.items()}
    )
    assert isinstance(answer, Accepted) and answer.events == (), (command, answer)


def test_what_cannot_be_corrected_has_no_form() -> None:
    assert correction(EVENING.meeting, 1) is None
    assert correction(EVENING.meeting, 9_999) is None


def test_the_form_says_what_it_touches() -> None:
    evening = at_item("2")
    evening.wait(1)
    evening.accepted("clerk", "leave", person="falk")
    gone = len(evening.entries)
    evening.accepted("clerk", "arrive", person="jung", via="room")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=5, no=0, abstain=0)
    count = len(evening.entries)

    def said(seq: int) -> str:
        form, _ = form_of(evening, seq)
        return form.bar or form.note

    assert said(gone) == "Seitdem ist keine Abstimmung bekannt gegeben worden."
    assert said(count).startswith("Die Abstimmung ist noch nicht bekannt gegeben")
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert said(gone).startswith("Seitdem bekannt gegeben und bleibt, wie es ist: „")
    assert said(gone + 1) == "Bekannt gegebene Abstimmungen betrifft das nicht."
    assert said(count).startswith("Bekannt gegeben ist: „Einstimmig“. Bleibt das Ergebnis gleich, werden")
    evening.accepted("chair", "call_item", item="3")
    assert said(count).startswith("TOP 2 ist geschlossen: Bekannt gegebene Zahlen bleiben dann")
    _, html = form_of(evening, count)
    assert 'data-do="correct"' not in html


def test_what_came_of_itself_leads_to_where_it_came_from() -> None:
    evening = at_item("2", "ahrens brandt carstens gross")
    evening.wait(1)
    evening.accepted("clerk", "deputise", person="gross", for_="demir")
    evening.accepted("clerk", "arrive", person="demir", via="room")
    came = len(evening.entries) - 1
    form, html = form_of(evening, came + 1)
    assert form.bar == (
        f"Eintrag Nr. {came + 1} ist von selbst aus Eintrag Nr. {came} gefolgt. "
        f"Bitte Eintrag Nr. {came} berichtigen."
    )
    assert 'data-do="correct"' not in html


def test_a_line_tells_the_old_fact_in_words_what_replaces_it_why_who_and_when() -> None:
    evening = at_item("2")
    evening.accepted("clerk", "leave", at="18:05", person="falk")
    of = len(evening.entries)
    right = {"do": "leave", "person": "falk", "at": "2026-11-24T18:10:00+01:00"}
    evening.accepted("clerk", "correct", at="18:30", of=of, reason="verhört", with_=right)
    told = line(evening.meeting, evening.entries[of - 1])
    assert told.correction is not None
    assert told.text == "Ratsherr Falk ist gegangen."
    assert told.correction.instead == ("18.10 Uhr Ratsherr Falk ist gegangen.",)
    assert (told.correction.why, told.correction.by) == ("verhört", "Herr Meyer, 18.30 Uhr")
    assert (
        line(evening.meeting, evening.entries[-1]).text
        == "Berichtigt (verhört): 18.05 Uhr „Ratsherr Falk ist gegangen“. Richtig ist: 18.10 Uhr „Ratsherr Falk ist gegangen“."
    )
    html = RENDER.page("parts/clerk_past.html", id="past", part=whole_past(evening.meeting))
    words = clerk_page.tree(html).words()
    assert "Berichtigt. Eingetragen war: 18.05 Uhr Ratsherr Falk ist gegangen." in words
    assert (
        "Richtig ist: 18.10 Uhr Ratsherr Falk ist gegangen. Grund: verhört (Herr Meyer, 18.30 Uhr)" in words
    )
    evening.accepted("clerk", "correct", at="18:31", of=of, reason="blieb")
    assert isinstance(evening.entries[-1].event, Corrected)
    html = RENDER.page("parts/clerk_past.html", id="past", part=whole_past(evening.meeting))
    assert "Gestrichen, war nicht so. Eingetragen war: 18.05 Uhr" in clerk_page.tree(html).words()
    # The form begins with what was entered, also where it was struck.
    assert sent(form_of(evening, of)[1])["with"] == {"do": "leave", "person": "falk"}
