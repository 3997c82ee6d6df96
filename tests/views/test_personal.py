"""What a person reads on the own page: how I am here, whether I can vote and why not, what is true of my vote."""

import pytest

from handzeichen.meeting.ids import FloorKind, PersonId
from handzeichen.views.audience import personal
from handzeichen.views.clerk_people import people
from handzeichen.views.clerk_status import alerts
from handzeichen.views.my_floor import MyFloorPart
from handzeichen.views.next_act import next_part
from handzeichen.views.part import Nothing
from handzeichen.views.personal import MePart, MyConnectionPart, my_connection
from handzeichen.views.presence import FaultsPart, faults
from handzeichen.views.vote import ReceiptPart, VotePart
from meeting.kit import Evening, at_item, opened, plan_of, present
from views import situations


def me(evening: Evening, person: str) -> MePart:
    part = personal(evening.meeting, PersonId(person))["me"]
    assert isinstance(part, MePart)
    return part


def vote(evening: Evening, person: str) -> VotePart:
    part = personal(evening.meeting, PersonId(person))["vote"]
    assert isinstance(part, VotePart)
    return part


def receipt(evening: Evening, person: str) -> str:
    part = personal(evening.meeting, PersonId(person))["receipt"]
    if isinstance(part, Nothing):
        return ""
    assert isinstance(part, ReceiptPart)
    return part.text + (" – änderbar" if part.changeable else " – gezählt" if part.final else "")


@pytest.mark.parametrize(
    ("person", "state", "acts", "can_join"),
    [
        ("ahrens", "Sie sind im Saal", "Sie stimmen auf Ihrem eigenen Sitz ab.", False),
        ("ebeling", "Sie sind per Video dabei", "Sie stimmen auf Ihrem eigenen Sitz ab.", False),
        ("jung", "Sie sind per Video dabei", "Sie sind beratendes Mitglied: Sie reden und stellen Anträge, stimmen aber nicht ab.", False),
        ("carstens", "Sie sind noch nicht dabei", "Ratsherr Groß vertritt Sie und stimmt auf Ihrem Sitz ab.", True),
        ("gross", "Sie sind im Saal", "Sie vertreten Ratsfrau Carstens und stimmen auf diesem Sitz ab.", False),
        ("hansen", "Sie sind noch nicht dabei", "Sie vertreten zurzeit niemanden und haben deshalb keine Stimme.", True),
        ("lorenz", "Sie sind noch nicht dabei", "Sie nehmen für die Verwaltung teil und stimmen nicht ab.", True),
    ],
)  # fmt: skip
def test_how_i_am_here_and_for_whom_i_act(person: str, state: str, acts: str, can_join: bool) -> None:
    evening = opened("ahrens brandt demir gross", "ebeling falk jung")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    mine = me(evening, person)
    assert (mine.state_text, mine.acts_text, mine.can_join) == (state, acts, can_join)


def test_coming_back_during_a_deputation_waits_for_the_clerk() -> None:
    evening = opened("ahrens brandt demir gross")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("carstens", "arrive", person="carstens", via="video")
    mine = me(evening, "carstens")
    assert mine.state_text == "Ihre Meldung per Video liegt vor"
    assert mine.detail == "Die Protokollführung trägt Sie ein. Bis dahin ändert sich nichts."
    assert not mine.can_join


def test_in_a_meeting_without_video_nobody_joins_by_video() -> None:
    evening = present("ahrens", plan=plan_of(meeting={"form": "in_person"}))
    assert not me(evening, "ebeling").can_join
    assert me(evening, "ebeling").detail == "Sind Sie im Saal, trägt Sie die Protokollführung ein."


def test_only_those_whom_the_invitation_lets_join_by_video() -> None:
    evening = present("ahrens", plan=plan_of(meeting={"remote": ["falk"]}))
    assert (me(evening, "falk").can_join, me(evening, "ebeling").can_join) == (True, False)


def test_after_leaving_the_way_back_is_there_and_after_the_end_it_is_not() -> None:
    evening = situations.at_work()
    evening.accepted("ebeling", "leave", person="ebeling")
    assert (me(evening, "ebeling").state_text, me(evening, "ebeling").can_join) == (
        "Sie haben die Sitzung verlassen",
        True,
    )
    over = situations.ended()
    assert (me(over, "ebeling").state_text, me(over, "ebeling").can_join) == (
        "Die Sitzung ist beendet",
        False,
    )


def test_a_fault_of_the_room_is_told_to_whoever_is_on_video_as_none_of_theirs() -> None:
    evening = situations.at_work()
    evening.accepted("clerk", "lose_connection", scope="room", at="18:04")
    mine = me(evening, "ebeling")
    assert (mine.state_text, mine.room_disturbed) == ("Sie sind per Video dabei", True)
    assert mine.detail == (
        "Bild oder Ton im Saal ist seit 18.04 Uhr gestört. Das liegt nicht an Ihnen: Bitte bleiben Sie verbunden."
    )
    assert (me(evening, "ahrens").detail, me(evening, "ahrens").room_disturbed) == (None, False)


def test_a_fault_says_what_it_means_and_how_to_end_it() -> None:
    mine = me(situations.disturbed(), "ebeling")
    assert mine.state_text == "Ihr Bild oder Ton ist gestört"
    assert mine.acts_text == "Ist die Störung vorbei, stimmen Sie wieder auf Ihrem eigenen Sitz ab."
    assert mine.detail == (
        "Gemeldet um 18.00 Uhr, Ursache noch offen. "
        "Solange die Störung besteht, können Sie nicht abstimmen. Eine schon erfasste Stimme bleibt."
    )
    assert (mine.can_restore, mine.restore_text) == (True, "Ich sehe und höre wieder alles")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (
            "member",
            "liegt auf Ihrer Seite: Bitte prüfen Sie Gerät und Verbindung, die Sitzung darf weitergehen.",
        ),
        (
            "municipality",
            "liegt nicht an Ihnen, sondern an der Technik im Haus: Bitte bleiben Sie verbunden.",
        ),
    ],
)
def test_whose_fault_it_is_says_to_the_member_what_to_do(cause: str, told: str) -> None:
    evening = situations.disturbed()
    evening.accepted("chair", "attribute_fault", person="ebeling", cause=cause)
    assert (me(evening, "ebeling").detail or "").startswith(f"Gemeldet um 18.00 Uhr, {told} Solange ")


@pytest.mark.parametrize(
    ("said", "mine", "ended", "everybodys"),
    [
        (["sound"], "Ihr Ton ist gestört", "Ich höre wieder alles", "Ton gestört"),
        (["picture"], "Ihr Bild ist gestört", "Ich sehe wieder alles", "Bild gestört"),
        (
            ["sound", "picture"],
            "Ihr Bild und Ihr Ton sind gestört",
            "Ich sehe und höre wieder alles",
            "Bild und Ton gestört",
        ),
    ],
)
def test_what_fails_is_said_in_words_wherever_the_fault_is_shown(
    said: list[str], mine: str, ended: str, everybodys: str
) -> None:
    evening = situations.voting()
    for signal in said:
        evening.accepted("ebeling", "lose_connection", person="ebeling", of=signal)
    meeting = evening.meeting
    assert (me(evening, "ebeling").state_text, me(evening, "ebeling").restore_text) == (mine, ended)
    part = my_connection(meeting, PersonId("ebeling"))
    assert isinstance(part, MyConnectionPart)
    assert (part.sound_gone, part.picture_gone) == ("sound" in said, "picture" in said)
    everybodys_part = faults(meeting)
    assert isinstance(everybodys_part, FaultsPart)
    assert everybodys_part.faults[0].what_text == everybodys
    assert alerts(meeting).faults[0].what_text == everybodys
    rows = [row for chunk in people(meeting).values() for row in chunk.rows]
    assert f"{everybodys} seit 18.00 Uhr" in [row.state_text for row in rows]
    assert any(f": {everybodys} seit 18.00 Uhr." in caution.text for caution in next_part(meeting).cautions)


def absent(evening: Evening) -> str:
    return "demir"


def left(evening: Evening) -> str:
    evening.accepted("ebeling", "leave", person="ebeling")
    return "ebeling"


def disturbed(evening: Evening) -> str:
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    return "ebeling"


def late(evening: Evening) -> str:
    evening.accepted("clerk", "arrive", person="demir", via="room")
    return "demir"


def suspended(evening: Evening) -> str:
    evening.accepted("chair", "suspend")
    return "ebeling"


def closed(evening: Evening) -> str:
    evening.accepted("chair", "close_ballot", ballot="b1")
    return "ebeling"


def advisory(evening: Evening) -> str:
    return "jung"


def deputy_without_a_seat(evening: Evening) -> str:
    return "hansen"


def deputised_for(evening: Evening) -> str:
    return "carstens"


def recused(evening: Evening) -> str:
    return "falk"


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (absent, "Sie sind nicht als anwesend eingetragen."),
        (late, "Die Abstimmung hatte schon begonnen, als Sie dazukamen."),
        (left, "Sie haben die Sitzung verlassen. Eine schon erfasste Stimme bleibt."),
        (disturbed, "Ihr Bild oder Ton ist als gestört gemeldet. Eine schon erfasste Stimme bleibt."),
        (suspended, "Die Sitzung ist unterbrochen. Die Abstimmung ruht so lange."),
        (closed, "Gleich wird das Ergebnis bekannt gegeben."),
        (advisory, "Beratende Mitglieder stimmen nicht ab."),
        (deputy_without_a_seat, "Sie vertreten zurzeit niemanden."),
        (deputised_for, "Ratsherr Groß vertritt Sie und stimmt auf Ihrem Sitz ab."),
        (recused, "Sie wirken bei diesem Tagesordnungspunkt nicht mit (Mitwirkungsverbot)."),
    ],
)
def test_why_somebody_cannot_vote(who: object, why: str) -> None:
    evening = at_item("2", "ahrens brandt gross", "ebeling falk jung hansen")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("falk", "recuse", person="falk", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    assert callable(who)
    mine = vote(evening, who(evening))
    assert (mine.can_vote, mine.why) == (False, why)


def helped(evening: Evening, person: str) -> str | None:
    assert not vote(evening, person).can_vote
    return vote(evening, person).help


def test_whoever_cannot_vote_reads_what_to_do() -> None:
    evening = at_item("2", "ahrens brandt gross", "ebeling falk jung hansen")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("falk", "recuse", person="falk", item="2")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    assert helped(evening, "jung") == "Reden und Anträge stellen können Sie weiterhin."
    assert (
        helped(evening, "hansen") == "Sollen Sie jemanden vertreten, sagen Sie es bitte der Protokollführung."
    )
    assert helped(evening, "carstens") == (
        "Sind Sie da, melden Sie sich bei der Protokollführung: Nach dieser Abstimmung stimmen Sie selbst ab."
    )
    assert helped(evening, "falk") == "Sind Sie anderer Ansicht, sagen Sie es bitte dem Vorsitz."
    assert (vote(evening, "meyer").why, helped(evening, "meyer")) == (
        "Die Verwaltung stimmt nicht ab.",
        "Sie können der Abstimmung hier folgen.",
    )
    evening.accepted("clerk", "arrive", person="demir", via="room")
    assert helped(evening, "demir") == "Der Vorsitz kann Sie noch zulassen. Bitte melden Sie sich."
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    assert helped(evening, "ebeling") == (
        "Sind Bild und Ton wieder da, melden Sie es hier; dann können Sie abstimmen."
    )
    evening.accepted("ebeling", "leave", person="ebeling")
    assert helped(evening, "ebeling") == (
        "Sind Sie vor dem Ende der Abstimmung wieder dabei, können Sie wieder abstimmen."
    )


def test_a_hand_that_was_counted_in_the_room_is_not_asked_for_again() -> None:
    """A press as well would count twice, and nothing could be announced."""
    evening = situations.voting()
    assert vote(evening, "brandt").help == "Wer hier drückt, hebt nicht auch die Hand."
    assert vote(evening, "ebeling").help is None
    evening.accepted("brandt", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("clerk", "count_hands", ballot="b1", yes=3, no=0, abstain=0)
    assert vote(evening, "carstens").why == "Ihre Hand ist im Saal schon gezählt."
    assert vote(evening, "brandt").can_vote and vote(evening, "ebeling").can_vote


def test_whoever_is_barred_reads_it_while_the_item_is_called_and_asks_for_no_floor() -> None:
    evening = situations.at_work()
    evening.accepted("falk", "recuse", person="falk", item="2")
    assert me(evening, "falk").acts_text == "Bei TOP 2 wirken Sie nicht mit (Mitwirkungsverbot)."
    part = personal(evening.meeting, PersonId("falk"))["my-floor"]
    assert isinstance(part, MyFloorPart) and not part.kinds
    assert part.text == "Zu diesem Tagesordnungspunkt reden Sie nicht mit."


def test_somebody_disturbed_from_the_start_is_told_so() -> None:
    evening = situations.at_work()
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    evening.accepted("chair", "attribute_fault", person="ebeling", cause="member")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    assert vote(evening, "ebeling").why == "Ihr Bild oder Ton war zu Beginn der Abstimmung gestört."


def test_a_deputy_votes_for_the_member_and_is_told_so() -> None:
    evening = at_item("2", "ahrens brandt demir falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    assert vote(evening, "gross").headline == "Bitte stimmen Sie für Ratsfrau Carstens ab"
    assert vote(evening, "ahrens").headline == "Bitte stimmen Sie ab"


def test_the_receipt_of_a_vote_from_open_to_announced() -> None:
    evening = situations.voting()
    assert receipt(evening, "ebeling") == "Ihre Stimme ist noch nicht erfasst."
    evening.accepted("ebeling", "cast_vote", at="18:05", ballot="b1", choice="yes")
    assert receipt(evening, "ebeling") == "Ihre Stimme: Ja · erfasst um 18.05 Uhr – änderbar"
    assert (vote(evening, "ebeling").choice, vote(evening, "ebeling").headline) == (
        "yes",
        "Sie haben abgestimmt",
    )
    evening.accepted("ebeling", "cast_vote", at="18:06", ballot="b1", choice="abstain")
    assert receipt(evening, "ebeling") == "Ihre Stimme: Enthaltung · erfasst um 18.06 Uhr – änderbar"
    evening.accepted("clerk", "record_vote", at="18:07", ballot="b1", person="falk", choice="no")
    assert (
        receipt(evening, "falk")
        == "Ihre Stimme: Nein · erfasst von der Protokollführung um 18.07 Uhr – änderbar"
    )
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=0, abstain=0)
    assert receipt(evening, "brandt") == "Ihr Handzeichen wurde im Saal gezählt."
    evening.accepted("chair", "close_ballot", ballot="b1")
    evening.accepted("chair", "announce_result", ballot="b1")
    assert receipt(evening, "ebeling") == "Ihre Stimme: Enthaltung · erfasst um 18.06 Uhr – gezählt"
    assert receipt(evening, "jung") == ""


def test_a_vote_given_stays_while_the_line_is_disturbed_and_cannot_be_changed_then() -> None:
    evening = situations.voting()
    evening.accepted("ebeling", "cast_vote", ballot="b1", choice="yes")
    evening.accepted("ebeling", "lose_connection", person="ebeling")
    assert receipt(evening, "ebeling") == "Ihre Stimme: Ja · erfasst um 18.00 Uhr"


def test_whoever_was_silent_or_takes_no_part_reads_that() -> None:
    evening = situations.voting()
    evening.accepted("falk", "decline_vote", ballot="b1", person="falk")
    assert receipt(evening, "falk") == "Sie nehmen an dieser Abstimmung nicht teil. – änderbar"
    evening.accepted("clerk", "count_hands", ballot="b1", yes=4, no=0, abstain=0)
    evening.accepted("chair", "close_ballot", ballot="b1")
    assert receipt(evening, "ebeling") == "Sie haben nicht abgestimmt."


def test_one_vote_may_be_put_into_the_minutes_and_the_receipt_says_so() -> None:
    evening = situations.announced()
    evening.accepted("ebeling", "have_vote_recorded", ballot="b1")
    part = personal(evening.meeting, PersonId("ebeling"))["receipt"]
    assert isinstance(part, ReceiptPart) and part.on_request


@pytest.mark.parametrize("person", ["ahrens", "ebeling"])
def test_buttons_are_there_only_while_they_count(person: str) -> None:
    for situation in ("before", "at_work", "announced", "aborted", "in_a_break", "ended"):
        part = personal(situations.ALL[situation]().meeting, PersonId(person))["vote"]
        assert isinstance(part, Nothing), situation
    assert vote(situations.voting(), person).can_vote


def test_people_in_the_same_situation_share_their_parts() -> None:
    evening = situations.voting()
    assert personal(evening.meeting, PersonId("ebeling")) == personal(evening.meeting, PersonId("falk"))


def test_asking_for_the_floor() -> None:
    evening = situations.at_work()

    def mine(person: str) -> tuple[str, str]:
        part = personal(evening.meeting, PersonId(person))["my-floor"]
        assert isinstance(part, MyFloorPart)
        return part.state, part.text

    assert mine("ebeling") == ("idle", "")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("ebeling", "request_floor", person="ebeling", kind="procedure")
    assert mine("falk") == ("waiting", "Sie sind als Nächstes dran.")
    assert mine("ebeling") == ("waiting", "Sie stehen auf der Redeliste, Platz 2.")
    evening.accepted("chair", "give_floor", person="falk")
    assert mine("falk") == ("speaking", "Sie haben das Wort.")
    assert mine("ebeling") == ("waiting", "Sie sind als Nächstes dran.")


def test_every_kind_of_request_may_be_made_and_taken_back() -> None:
    evening = situations.at_work()

    def mine() -> MyFloorPart:
        part = personal(evening.meeting, PersonId("ebeling"))["my-floor"]
        assert isinstance(part, MyFloorPart)
        return part

    assert {one.kind for one in mine().kinds} == {kind.value for kind in FloorKind}
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    for kind in ("question", "personal"):
        evening.accepted("ebeling", "request_floor", person="ebeling", kind=kind)
    assert [one.text for one in mine().requests] == ["Frage: Platz 2", "persönliche Erklärung: Platz 3"]
    assert {one.kind for one in mine().kinds} == {"speech", "procedure", "reply", "report"}
    evening.accepted("ebeling", "withdraw_floor", person="ebeling", kind="question")
    assert [one.text for one in mine().requests] == ["persönliche Erklärung: Platz 2"]


def test_being_alone_is_asked_for_while_something_not_public_lies_ahead() -> None:
    evening = situations.at_work()

    def mine(person: str) -> MyConnectionPart:
        part = personal(evening.meeting, PersonId(person))["my-connection"]
        assert isinstance(part, MyConnectionPart)
        return part

    assert (mine("ebeling").alone_wanted, mine("ebeling").alone) == (True, False)
    # The law asks those with a vote; others may confirm too.
    assert not mine("jung").alone_wanted
    evening.accepted("ebeling", "confirm_alone", person="ebeling")
    assert (mine("ebeling").alone_wanted, mine("ebeling").alone) == (False, True)


def test_in_the_room_there_is_no_connection_to_speak_of() -> None:
    assert isinstance(personal(situations.at_work().meeting, PersonId("brandt"))["my-connection"], Nothing)
