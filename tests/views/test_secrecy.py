"""Nothing tells how anybody votes before the result is said: screens of evenings that differ only in votes are equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handzeichen.meeting.ids import PersonId
from handzeichen.meeting.names import plain_name
from handzeichen.record.minutes import minutes
from handzeichen.record.writers.text import text as as_text
from handzeichen.views import timeline
from handzeichen.views.audience import parts, personal
from handzeichen.views.clerk_ballot import EntryPart
from handzeichen.views.clerk_ballot import entry as entry_of
from meeting.kit import ITEMS, Evening, at_item, plan_of
from views import situations

ROOM, VIDEO = "ahrens brandt carstens", "demir ebeling falk"
choices = st.sampled_from(("yes", "no", "abstain"))
entered = st.sampled_from(("cast_vote", "record_vote"))


@st.composite
def hands(draw: st.DrawFn) -> dict[str, int]:
    """The three hands in the room, somehow."""
    yes = draw(st.integers(0, 3))
    no = draw(st.integers(0, 3 - yes))
    return {"yes": yes, "no": no, "abstain": 3 - yes - no}


def vote(evening: Evening, how: str, person: str, choice: str) -> None:
    by = person if how == "cast_vote" else "clerk"
    who = {} if how == "cast_vote" else {"person": person}
    evening.accepted(by, how, ballot="b1", choice=choice, **who)


def seen(evening: Evening, audience: str) -> dict[str, object]:
    """What an audience sees; the chair's and the clerk's own rows are theirs to know."""
    found = parts(evening.meeting, audience, entries=())
    return {name: part for name, part in found.items() if name != "next" and not name.startswith("clerk-")}


@settings(max_examples=30, deadline=None)
@given(
    given_votes=st.lists(st.tuples(entered, st.sampled_from(VIDEO.split()), choices, choices), max_size=6),
    counts=st.tuples(hands(), hands()),
)
def test_until_the_announcement_no_screen_depends_on_a_choice(
    given_votes: list[tuple[str, str, str, str]], counts: tuple[dict[str, int], dict[str, int]]
) -> None:
    one, other = (at_item("2", ROOM, VIDEO) for _ in range(2))
    cast = {person for how, person, *_ in given_votes if how == "cast_vote"}
    for evening, place in ((one, 2), (other, 3)):
        evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="show_of_hands")
        for row in given_votes:
            # The clerk does not write over a vote that a member gave.
            vote(evening, "cast_vote" if row[1] in cast else row[0], row[1], row[place])
        evening.accepted("clerk", "count_hands", ballot="b1", **counts[place - 2])
    voters = {person for _, person, *_ in given_votes}
    for step in ("open", "closed"):
        if step == "closed":
            for evening in (one, other):
                evening.accepted("chair", "close_ballot", ballot="b1")
        for audience in ("hall", "chair", "clerk", "member", "public"):
            assert seen(one, audience) == seen(other, audience)
        for person in one.meeting.roll.people.keys() - voters:
            assert personal(one.meeting, PersonId(person)) == personal(other.meeting, PersonId(person))


def test_whoever_votes_reads_the_own_choice_and_nobody_elses() -> None:
    one, other = (
        situations.voted(by_video={"ebeling": "yes", "falk": "no"}),
        situations.voted(by_video={"ebeling": "yes", "falk": "yes"}),
    )
    ebeling, falk = PersonId("ebeling"), PersonId("falk")
    assert personal(one.meeting, ebeling) == personal(other.meeting, ebeling)
    assert personal(one.meeting, falk) != personal(other.meeting, falk)


def test_behind_closed_doors_nothing_that_happens_moves_the_publics_screen() -> None:
    evening = situations.behind_closed_doors()
    shown = parts(evening.meeting, "public")
    acts = (
        ("ebeling", "request_floor", {"person": "ebeling", "kind": "speech"}),
        ("chair", "give_floor", {"person": "ebeling"}),
        ("brandt", "move", {"motion": "x1", "kind": "postponement", "item": "5"}),
        ("clerk", "leave", {"person": "demir"}),
        ("falk", "lose_connection", {"person": "falk"}),
        ("chair", "attribute_fault", {"person": "falk", "cause": "member"}),
        ("chair", "open_ballot", {"motion": "x1", "ballot": "b1", "method": "show_of_hands"}),
        ("ebeling", "cast_vote", {"ballot": "b1", "choice": "no"}),
        ("clerk", "count_hands", {"ballot": "b1", "yes": 0, "no": 3, "abstain": 0}),
        ("chair", "close_ballot", {"ballot": "b1"}),
        ("chair", "announce_result", {"ballot": "b1"}),
        ("clerk", "note", {"item": "5", "text": "Der Preis wird erläutert."}),
        ("chair", "suspend", {}),
        ("chair", "resume", {}),
    )
    for by, do, fields in acts:
        evening.accepted(by, do, **fields)
        assert parts(evening.meeting, "public") == shown, do


def test_what_is_not_public_is_the_same_screen_for_the_public_whatever_it_is() -> None:
    def evening(title: str, text: str) -> Evening:
        item = {**ITEMS[4], "title": title, "motions": [{"id": "m5", "kind": "main", "text": text}]}
        made = Evening.planned(plan_of(items=[*ITEMS[:4], item]))
        made.arrive("meyer ahrens brandt carstens demir")
        for step in ("open_meeting", "state_convening", "state_quorum"):
            made.accepted("chair", step)
        return made

    one, other = (
        evening("Kauf des Hofes Lindner", "Für 1 Euro."),
        evening("Verkauf der Mühle", "Für 2 Millionen Euro."),
    )
    for step in (
        {},
        {"do": "exclude_public", "cleared": True, "stream_off": True},
        {"do": "call_item", "item": "5"},
    ):
        for made in (one, other):
            if step:
                made.accepted("chair", **step)
        assert parts(one.meeting, "public") == parts(other.meeting, "public")


# A secret ballot


def paper(yes: int, no: int, invalid: int, *, announced: bool) -> Evening:
    """Five papers are counted, and perhaps announced."""
    evening = at_item("2", "ahrens brandt carstens demir ebeling")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    for person in ("ahrens", "brandt", "carstens", "demir", "ebeling"):
        evening.accepted("clerk", "take_paper", ballot="b1", person=person)
    evening.accepted("clerk", "count_papers", ballot="b1", yes=yes, no=no, abstain=0, invalid=invalid)
    if announced:
        evening.accepted("chair", "close_ballot", ballot="b1")
        evening.accepted("chair", "announce_result", ballot="b1")
    return evening


def test_until_the_announcement_no_screen_but_the_clerks_depends_on_what_is_on_the_papers() -> None:
    one, other = paper(4, 1, 0, announced=False), paper(1, 3, 1, announced=False)
    for audience in ("hall", "chair", "clerk", "member", "public"):
        assert seen(one, audience) == seen(other, audience)
    for person in one.meeting.roll.people:
        assert personal(one.meeting, person) == personal(other.meeting, person)


def test_nowhere_does_a_person_stand_beside_a_choice() -> None:
    # On every screen, in the timeline, in record and minutes: what is said of a person is that a paper was given out.
    evening = paper(3, 1, 1, announced=True)
    told = [*evening.entries]
    texts = [
        timeline.line(evening.meeting, entry).text for entry in told if "Paper" in type(entry.event).__name__
    ]
    assert texts[:-1] == [
        f"Stimmzettel ausgegeben: {plain_name(evening.person(person))}."
        for person in ("ahrens", "brandt", "carstens", "demir", "ebeling")
    ]
    names = [evening.person(person).name for person in ("ahrens", "brandt", "carstens", "demir", "ebeling")]
    assert not [name for name in names if name in texts[-1]]
    ballot = evening.record["ballots"]["b1"]
    assert ballot["votes"] == ballot["recorded_on_request"] == {}
    lines = as_text(minutes(evening.meeting)).splitlines()
    place = next(n for n, line in enumerate(lines) if "geheim mit Stimmzetteln" in line)
    assert not [name for name in names for line in lines[place - 1 : place + 2] if name in line]
    for person in evening.meeting.roll.people:
        receipt = personal(evening.meeting, person).get("receipt")
        assert receipt is None or ("Ja" not in str(receipt) and "Nein" not in str(receipt))


@pytest.mark.parametrize(
    ("numbers", "warned"),
    [
        ((3, 2, 0), None),
        ((5, 0, 0), "Alle Stimmzettel sind gleich: Damit ist von allen bekannt, wie sie gestimmt haben."),
        ((0, 5, 0), "Alle Stimmzettel sind gleich: Damit ist von allen bekannt, wie sie gestimmt haben."),
        ((4, 0, 1), None),
    ],
)
def test_the_clerk_is_warned_where_the_numbers_tell_who_voted_how(
    numbers: tuple[int, int, int], warned: str | None
) -> None:
    evening = paper(*numbers, announced=False)
    form = entry_of(evening.meeting)
    assert isinstance(form, EntryPart) and form.warning == warned


def test_with_two_papers_nothing_is_secret() -> None:
    evening = at_item("2", "ahrens brandt carstens demir")
    evening.accepted("chair", "open_ballot", motion="m2", ballot="b1", method="secret")
    evening.accepted("clerk", "count_papers", ballot="b1", yes=1, no=1, abstain=0, invalid=0)
    form = entry_of(evening.meeting)
    assert (
        isinstance(form, EntryPart)
        and form.warning == "Nur 2 Stimmzettel lassen leicht erraten, wer wie gestimmt hat."
    )
