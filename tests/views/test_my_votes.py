"""A member's own votes, as that member reads and prints them."""

from handzeichen.meeting.ids import PersonId
from handzeichen.views.my_votes import MyVote, my_votes
from meeting.kit import Evening, at_item
from views import situations


def votes(evening: Evening, person: str) -> tuple[MyVote, ...]:
    return my_votes(evening.meeting, PersonId(person))


def test_a_vote_is_listed_with_its_time_once_its_ballot_is_closed() -> None:
    evening = situations.voted()
    assert votes(evening, "ebeling") == ()
    evening.accepted("chair", "close_ballot", ballot="b1")
    (mine,) = votes(evening, "ebeling")
    assert (mine.vote, mine.at, mine.result) == ("Ja", "18.00 Uhr", None)
    evening.accepted("chair", "announce_result", ballot="b1")
    evening.accepted("ebeling", "have_vote_recorded", ballot="b1")
    (mine,) = votes(evening, "ebeling")
    assert mine.result and mine.note == "Das Protokoll hält diese Stimme auf Ihren Wunsch fest."
    (counted,) = votes(evening, "brandt")
    assert (counted.vote, counted.at) == ("Im Saal gezählt", None), "which it was nobody knows"
    assert votes(evening, "jung") == (), "whoever has no vote has none to list"


def test_a_deputy_reads_for_whom_and_the_member_whose_seat_it_is_nothing() -> None:
    evening = at_item("2", "ahrens brandt demir falk gross")
    evening.accepted("clerk", "deputise", person="gross", for_="carstens")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
    evening.accepted("clerk", "record_vote", ballot="b1", person="gross", choice="no")
    evening.accepted("chair", "abort_ballot", ballot="b1", reason="Bild weg")
    (mine,) = votes(evening, "gross")
    assert (mine.vote, mine.whose) == ("Nein, eingetragen von der Protokollführung", "für Ratsfrau Carstens")
    assert mine.note == "Die Abstimmung wurde abgebrochen. Diese Stimme zählt nicht."
    assert votes(evening, "carstens") == ()


def test_of_a_secret_paper_stands_that_it_was_given_out_and_nothing_else() -> None:
    evening = situations.secretly_decided()
    assert [votes(evening, person)[0].vote for person in ("ahrens", "demir")] == [
        "Geheim auf Papier",
        "Nicht teilgenommen",
    ]


def test_what_was_not_public_is_marked_and_whoever_is_put_out_reads_it_no_more() -> None:
    evening = situations.announced_behind_closed_doors()
    assert [one.non_public for one in votes(evening, "ebeling")] == [True]
    evening.accepted("chair", "exclude", person="ebeling", reason="Störung")
    assert votes(evening, "ebeling") == ()
