"""Several matters in one ballot, and one matter in several: named so that everybody knows what is voted on."""

from handzeichen.views import clerk_agenda
from handzeichen.views.audience import parts
from handzeichen.views.item import ItemPart
from handzeichen.views.next_act import next_part
from handzeichen.views.sitting import AgendaPart
from handzeichen.views.tally import TallyPart
from views.clerk_evening import Evening
from views.longer import at_item, decided


def tally(evening: Evening) -> TallyPart:
    part = parts(evening.meeting, "hall")["tally"]
    assert isinstance(part, TallyPart)
    return part


def test_a_joint_ballot_is_named_by_its_items_with_the_title_of_each() -> None:
    evening = at_item("6")
    evening.do("chair", "open_ballot", motion="m6", method="show_of_hands", with_=["m7", "m8"])
    part = tally(evening)
    assert part.heading == "TOP 6, TOP 7 und TOP 8 gemeinsam"
    assert part.joined == (
        "TOP 6 Fahrradbügel am Stadtteilzentrum Nord",
        "TOP 7 Zuwendung an die Lesebrücke",
        "TOP 8 Sprachmittlung im Bürgeramt",
    )
    evening.do("elvers", "object", motion="m7")
    assert tally(evening).heading == "TOP 6 und TOP 8 gemeinsam"


def test_a_joint_result_says_what_it_means_for_each_item() -> None:
    result = tally(decided(at_item("6"), "b1", "m6", with_=["m8"])).result
    assert result is not None
    assert result.meaning == ("TOP 6 ist beschlossen.", "TOP 8 ist beschlossen.")


def test_an_item_decided_with_another_is_not_called_afterwards() -> None:
    evening = decided(at_item("6"), "b1", "m6", with_=["m7", "m8"])
    for item in ("1", "3", "4", "4.1", "5"):
        evening.do("chair", "call_item", item=item)
    act = next_part(evening.meeting).act
    assert act is not None and act.label == "TOP 2 aufrufen"
    rows = {row.number: row for row in clerk_agenda.agenda(evening.meeting)["clerk-agenda-0"].rows}
    assert (rows["7"].state, rows["7"].text, rows["7"].may_be_called) == ("closed", "Einstimmig", False)
    assert rows["2"].may_be_called
    evening.do("chair", "call_item", item="2")
    decided(evening, "b2", "m4")
    act = next_part(evening.meeting).act
    assert act is not None and act.label == "TOP 9 aufrufen"


def test_a_part_is_named_after_its_whole_and_settles_nothing_alone() -> None:
    evening = at_item("9")
    for number, text in enumerate(("Die Woche beginnt am 26. September.", "Eröffnet wird im Rathaus."), 1):
        evening.do("elvers", "move", motion=f"t{number}", kind="main", part_of="m9", text=text)
    decided(evening, "b1", "t1")
    part = tally(evening)
    assert part.heading == "Teil 1 des Beschlussvorschlags der Verwaltung zu TOP 9"
    assert part.result is not None
    assert (part.result.verdict, part.result.meaning) == ("Angenommen", ("Dieser Teil ist angenommen.",))
    assert result_text(evening) is None
    decided(decided(evening, "b2", "t2"), "b3", "m9")
    assert result_text(evening) == "Einstimmig"


def result_text(evening: Evening) -> str | None:
    """What the hall shows as the called item's result."""
    part = parts(evening.meeting, "hall")["item"]
    assert isinstance(part, ItemPart)
    return part.result_text


def test_an_item_over_whose_motion_the_meeting_was_closed_is_shown_as_not_decided() -> None:
    evening = at_item("6").do("chair", "close_meeting")
    part = parts(evening.meeting, "hall")["agenda"]
    assert isinstance(part, AgendaPart)
    said = {line.number: (line.state_text, line.result_text) for line in part.items}
    assert said["6"] == ("nicht entschieden", None)
    assert said["5"] == ("nicht aufgerufen", None)
