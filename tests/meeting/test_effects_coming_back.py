"""What was postponed, removed, drawn into the factions or not reached is listed for a later agenda."""

import pytest

from handzeichen.record.minutes import minutes
from handzeichen.views.next_act import next_part
from meeting.kit import Evening, at_item, opened

FOR = {"yes": "ahrens brandt"}
COMMITTEE = {"postponed": "next_but_one", "not_reached": "next"}


def resolve(evening: Evening, kind: str, item: str) -> str:
    number = len(evening.meeting.ballots) + 1
    evening.accepted("carstens", "move", motion=f"p{number}", kind=kind, item=item)
    evening.vote(f"p{number}", f"b{number}", **FOR)
    return f"p{number}"


def back(evening: Evening) -> list[tuple[str, str, str | None, str]]:
    return [
        (row["item"], row["outcome"], row["because_of"], row["due"])
        for row in evening.record.get("comes_back", [])
    ]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("postponement", [("3", "postponed", "p1", "next")]),
        ("removal", [("3", "removed", "p1", "next")]),
        # Another body has it now; and nobody wanted to deal with it.
        ("referral", []),
        ("not_to_consider", []),
    ],
)
def test_what_is_put_off_comes_back_because_of_its_motion(kind: str, rows: list[tuple[str, ...]]) -> None:
    evening = at_item("1")
    resolve(evening, kind, "3")
    assert back(evening) == rows


def test_what_a_faction_draws_to_itself_comes_back_without_a_motion() -> None:
    evening = at_item("1")
    evening.accepted("chair", "defer_to_factions", item="3", faction="esche")
    assert back(evening) == [("3", "deferred_to_factions", None, "next")]


def test_what_was_never_called_comes_back_when_the_meeting_is_closed() -> None:
    evening = at_item("1")
    assert back(evening) == []
    evening.accepted("chair", "close_meeting")
    assert [row[:2] for row in back(evening)] == [(item, "not_reached") for item in ("2", "3", "4", "5", "6")]


def test_when_it_is_due_is_the_profiles_to_say() -> None:
    evening = at_item("1", comes_back=COMMITTEE)
    resolve(evening, "postponement", "3")
    resolve(evening, "removal", "4")
    assert back(evening) == [("3", "postponed", "p1", "next_but_one")]


def test_where_no_profile_says_so_the_record_has_no_such_list() -> None:
    evening = at_item("1", comes_back={})
    resolve(evening, "postponement", "3")
    assert "comes_back" not in evening.record


def test_undone_it_does_not_come_back() -> None:
    evening = at_item("1")
    resolve(evening, "postponement", "3")
    evening.accepted("chair", "repeat_ballot", ballot="b1", new="b2", reason="falsch gezählt")
    assert back(evening) == []


def test_granted_urgency_takes_it_off_the_list() -> None:
    evening = at_item("1")
    evening.accepted("chair", "defer_to_factions", item="3", faction="esche")
    resolve(evening, "urgency", "3")
    assert back(evening) == []


@pytest.mark.parametrize(
    ("minuted", "law", "sentence"),
    [
        (True, {}, "Der Punkt kommt in der nächsten ordentlichen Sitzung wieder auf die Tagesordnung."),
        (
            True,
            {"comes_back": COMMITTEE},
            "Der Punkt kommt spätestens in der übernächsten ordentlichen Sitzung wieder auf die Tagesordnung.",
        ),
        (False, {}, None),
    ],
)
def test_the_minutes_say_so_where_the_profile_wants_it(
    minuted: bool, law: dict[str, object], sentence: str | None
) -> None:
    evening = at_item("1", comes_back_minuted=minuted, **law)
    resolve(evening, "postponement", "3")
    (point,) = (point for point in minutes(evening.meeting).points if point.number == "3")
    said = [line for block in point.blocks for line in block.results if line.startswith("Der Punkt kommt")]
    assert said == ([] if sentence is None else [sentence])


def test_after_the_closing_chair_and_clerk_read_what_to_take_over() -> None:
    evening = opened()
    resolve(evening, "postponement", "3")
    for item in ("2", "4", "5", "6"):
        evening.accepted("chair", "defer_to_factions", item=item, faction="esche")
    evening.accepted("chair", "close_meeting")
    (caution,) = next_part(evening.meeting, "clerk").cautions
    assert caution.text.startswith(
        "Kommt wieder auf die Tagesordnung: TOP 1 Eröffnung der Sitzung (Nicht aufgerufen); "
    )
    assert "TOP 3 Radweg am Eschenring (Vertagt); " in caution.text
