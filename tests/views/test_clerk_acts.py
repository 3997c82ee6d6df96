"""What the clerk finds where something is said aloud: the button that enters it, and no button that cannot."""

from handzeichen.meeting.machine import Accepted
from handzeichen.views.clerk import clerk_parts
from handzeichen.views.clerk_agenda import CalledPart
from handzeichen.views.clerk_at_once import AtOncePart
from handzeichen.views.clerk_ballot import AgreedPart, DoubtPart, EntryPart, LastCount
from handzeichen.views.clerk_forms import MovePart, SittingPart
from handzeichen.views.clerk_hands import HandRow, HandsChunk
from handzeichen.views.clerk_motions import MotionCard, MotionsPart
from handzeichen.views.next_act import next_part
from views.clerk_evening import Evening
from views.longer import at_item, decided


def cards(evening: Evening) -> dict[str, MotionCard]:
    """The open motions on the page, in their order."""
    parts = clerk_parts(evening.meeting, evening.entries).values()
    return {card.id: card for part in parts if isinstance(part, MotionsPart) for card in part.motions}


def at_once(evening: Evening) -> AtOncePart:
    part = clerk_parts(evening.meeting, evening.entries)["clerk-at-once"]
    assert isinstance(part, AtOncePart)
    return part


def entry(evening: Evening) -> object:
    return clerk_parts(evening.meeting, evening.entries)["clerk-ballot"]


def amended() -> Evening:
    """Two amendments to the administration's proposal."""
    evening = at_item("6").do("clerk", "arrive", person="uhlenhop", via="room")
    for motion, person in (("a1", "cordsen"), ("a2", "groothusen")):
        evening.do(person, "move", motion=motion, kind="amendment", amends="m6", text="Anders.")
    return evening


def test_an_amendment_offers_who_may_take_it_over_and_who_may_withdraw_it() -> None:
    evening = amended()
    assert [choice.name for choice in cards(evening)["a1"].accepts] == ["Uhlenhop"]
    assert [choice.name for choice in cards(evening)["a1"].movers] == ["Cordsen"]
    evening.do("clerk", "arrive", person="karimi", via="room")
    assert [choice.name for choice in cards(evening)["a1"].accepts] == ["Uhlenhop", "Karimi"]


def test_the_chair_may_put_one_amendment_before_the_other() -> None:
    evening = amended()
    found = cards(evening)
    assert [(motion, card.first) for motion, card in found.items()] == [
        ("a1", ()),
        ("a2", ("a2", "a1")),
        ("m6", ()),
    ]
    evening.do("chair", "order_motions", motions=list(found["a2"].first))
    assert list(cards(evening)) == ["a2", "a1", "m6"]


def test_parts_stand_before_their_whole() -> None:
    evening = at_item("9").do("elvers", "move", motion="t1", kind="main", part_of="m9", text="Die Woche.")
    assert list(cards(evening)) == ["t1", "m9"]
    assert (cards(evening)["t1"].whole, cards(evening)["m9"].whole) == (False, True)


def test_other_items_that_can_be_decided_together_are_named_by_item_and_title() -> None:
    evening = at_item("6").do("elvers", "move", motion="v7", kind="postponement", item="7")
    evening.do("chair", "agree", motion="v7")
    assert [choice.name for choice in cards(evening)["m6"].together_with] == [
        "TOP 2 Verwaltungsentwurf „Wir sind Erlenbrügge – Zusammenleben in der …",
        "TOP 8 Sprachmittlung im Bürgeramt",
        "TOP 9 Interkulturelle Woche 2021",
    ]


def test_the_motion_on_the_item_called_is_what_an_amendment_changes_unless_another_is_chosen() -> None:
    part = clerk_parts(at_item("7").meeting, [])["clerk-move"]
    assert isinstance(part, MovePart)
    assert part.amendable[0].id == "m7"


def test_a_result_may_be_doubted_at_once_and_only_once() -> None:
    evening = decided(at_item("6"), "b1", "m6")
    doubt = at_once(evening).doubt
    assert doubt is not None and doubt.name == "Beschlussvorschlag der Verwaltung zu TOP 6"
    assert isinstance(entry(evening), DoubtPart)
    evening.do("elvers", "doubt_result", ballot="b1")
    assert at_once(evening).doubt is None
    part = entry(evening)
    assert isinstance(part, DoubtPart) and part.doubted_by == "Elvers"


def test_what_was_agreed_may_be_objected_to_until_the_next_act() -> None:
    evening = at_item("6").do("cordsen", "move", motion="e1", kind="end_of_debate")
    evening.do("chair", "agree", motion="e1")
    agreed = at_once(evening).agreed
    assert agreed is not None and agreed.id == "e1"
    assert entry(evening) == AgreedPart(
        heading="Antrag von Ratsherrn Cordsen (BLE) auf Schluss der Beratung zu TOP 6"
    )
    evening.do("elvers", "object", motion="e1")
    assert at_once(evening).agreed is None and not isinstance(entry(evening), AgreedPart)


def test_one_word_takes_an_item_out_of_the_joint_ballot_until_the_hands_are_closed() -> None:
    evening = at_item("6").do(
        "chair", "open_ballot", ballot="b1", motion="m6", method="show_of_hands", with_=["m7", "m8"]
    )
    assert [choice.name for choice in at_once(evening).joined] == ["TOP 7", "TOP 8"]
    evening.do("elvers", "object", motion="m8")
    part = entry(evening)
    assert isinstance(part, EntryPart) and part.joined == ("TOP 7",)
    evening.do("chair", "close_ballot", ballot="b1")
    assert at_once(evening).joined == ()


def test_the_count_of_the_room_stays_in_its_form() -> None:
    evening = at_item("6").do("chair", "open_ballot", ballot="b1", motion="m6", method="show_of_hands")
    part = entry(evening)
    assert isinstance(part, EntryPart) and part.last_count is None
    evening.do("clerk", "count_hands", ballot="b1", no=1, abstain=0, derive="yes")
    part = entry(evening)
    assert isinstance(part, EntryPart)
    assert part.last_count == LastCount(yes=5, no=1, abstain=0, not_voted=0, derived="yes")


def test_single_hands_begin_with_those_on_video_and_stay_where_they_are() -> None:
    evening = at_item("6")
    for person in ("nordmeier", "moehring-aufwind"):
        evening.do("clerk", "arrive", person=person, via="video")
    evening.do("chair", "open_ballot", ballot="b1", motion="m6", method="show_of_hands")
    before = hands(evening)
    assert before[:3] == ["Möhring", "Nordmeier", "Brandhorst"], "in the order of the minutes"
    evening.do("nordmeier", "cast_vote", ballot="b1", choice="yes")
    assert hands(evening) == before


def test_a_hand_can_be_seen_of_who_is_on_video_now_and_undisturbed() -> None:
    evening = at_item("6")
    for person in ("nordmeier", "moehring-aufwind", "cordsen"):
        evening.do("clerk", "arrive", person=person, via="video")
    evening.do("chair", "open_ballot", ballot="b1", motion="m6", method="show_of_hands")
    assert [row.full_name for row in rows(evening) if row.askable] == [
        "Ratsherr Cordsen",
        "Ratsherr Möhring",
        "Ratsfrau Nordmeier",
    ]
    evening.do("clerk", "lose_connection", person="nordmeier")
    evening.do("clerk", "leave", person="cordsen")
    assert [row.name for row in rows(evening) if row.askable] == ["Möhring"]
    evening.do("clerk", "restore_connection", person="nordmeier")
    assert [row.name for row in rows(evening) if row.askable] == ["Möhring", "Nordmeier"]


def hands(evening: Evening) -> list[str]:
    """The names in the list of single hands."""
    return [row.name for row in rows(evening)]


def rows(evening: Evening) -> list[HandRow]:
    parts = clerk_parts(evening.meeting, evening.entries).values()
    return [row for part in parts if isinstance(part, HandsChunk) for row in part.rows]


def test_a_paper_that_lies_on_the_tables_only_is_mailed_with_one_press() -> None:
    evening = at_item("6").do("clerk", "arrive", person="nordmeier", via="video")
    evening.do("clerk", "table_paper", item="6", reference="0131/2021", kind="Drucksache", handed="table")
    for notice in ("hybrid", "data_protection", "confidentiality"):
        evening.do("chair", "give_notice", notice=notice)
    part = next_part(evening.meeting, "clerk")
    assert part.step == "stuck"
    (act,) = part.cautions[0].acts
    assert act.label == "Jetzt auch per Mail verschickt"
    assert called(evening).kept_from_remote[0].reference == "0131/2021"
    assert next_part(evening.meeting, "chair").cautions[0].acts == (), "papers are the clerk's"
    evening.do("clerk", "table_paper", item="6", reference="0131/2021", kind="Drucksache", handed="mail")
    assert next_part(evening.meeting, "clerk").step == "open_ballot"
    assert called(evening).kept_from_remote == ()


def test_a_contested_bar_is_shown_as_contested_and_the_motion_on_it_names_whom_it_concerns() -> None:
    evening = at_item("6").do("clerk", "recuse", person="koepcke", item="6")
    assert (called(evening).barred, called(evening).contested) == ("Bürgermeisterin Köpcke", "")
    evening.do("koepcke", "contest_recusal", person="koepcke", item="6")
    assert (called(evening).barred, called(evening).contested) == ("", "Bürgermeisterin Köpcke")
    evening.do("cordsen", "move", motion="r1", kind="recusal", about="koepcke", item="6")
    assert cards(evening)["r1"].heading == (
        "Antrag von Ratsherrn Cordsen (BLE) auf Feststellung eines Mitwirkungsverbots zu TOP 6 "
        "(Bürgermeisterin Köpcke)"
    )


def called(evening: Evening) -> CalledPart:
    part = clerk_parts(evening.meeting, evening.entries)["clerk-item"]
    assert isinstance(part, CalledPart)
    return part


def test_before_the_meeting_is_closed_over_an_open_motion_it_is_asked_and_then_done() -> None:
    evening = at_item("6")
    assert question(evening) == (
        "Noch nicht entschieden ist TOP 6. Die Sitzung trotzdem schließen? Das bleibt dann offen."
    )
    assert isinstance(evening.ask("chair", {"do": "close_meeting"}), Accepted)
    other = decided(at_item("6"), "b1", "m6")
    assert (
        question(other) == "Die Sitzung schließen? Danach sind nur noch Notizen und Berichtigungen möglich."
    )


def question(evening: Evening) -> str:
    part = clerk_parts(evening.meeting, evening.entries)["clerk-sitting"]
    assert isinstance(part, SittingPart)
    return part.closing_question
