"""The floor: one list for room and video."""

import pytest

from handzeichen.log.codec import Unreadable
from meeting.kit import Evening, at_item, clock, opened


def waiting(evening: Evening) -> list[tuple[str, str]]:
    return [(str(request.person), request.kind.value) for request in evening.meeting.agenda.requests]


def speaker(evening: Evening) -> str | None:
    speaks = evening.meeting.agenda.speaker
    return None if speaks is None else speaks.person


# request_floor / withdraw_floor: "person, kind: speech procedure reply question personal report | M S"


@pytest.mark.parametrize("kind", ["speech", "procedure", "reply", "question", "personal", "report"])
@pytest.mark.parametrize("by", ["demir", "system", "clerk", "chair"])
def test_somebody_asks_for_the_floor(by: str, kind: str) -> None:
    evening = at_item()
    evening.accepted(by, "request_floor", person="demir", kind=kind)
    assert waiting(evening) == [("demir", kind)]
    evening.unchanged(by, "request_floor", person="demir", kind=kind)
    evening.accepted(by, "withdraw_floor", person="demir", kind=kind)
    assert waiting(evening) == []
    evening.unchanged(by, "withdraw_floor", person="demir", kind=kind)


@pytest.mark.parametrize("do", ["request_floor", "withdraw_floor"])
def test_nobody_asks_for_another(do: str) -> None:
    at_item().refused("not_entitled", "falk", do, person="demir", kind="speech")


def test_there_is_one_list_for_room_and_video() -> None:
    evening = at_item("2", "ahrens brandt carstens jung", "demir lorenz")
    for person in ("demir", "brandt", "lorenz", "jung"):
        evening.accepted(person, "request_floor", person=person, kind="speech")
    assert [person for person, _ in waiting(evening)] == ["demir", "brandt", "lorenz", "jung"]


def test_one_may_ask_for_two_things() -> None:
    evening = at_item()
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    evening.accepted("demir", "request_floor", person="demir", kind="procedure")
    evening.accepted("demir", "withdraw_floor", person="demir", kind="speech")
    assert waiting(evening) == [("demir", "procedure")]


def test_without_a_kind_all_requests_are_withdrawn() -> None:
    evening = at_item()
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    evening.accepted("demir", "request_floor", person="demir", kind="procedure")
    evening.accepted("demir", "withdraw_floor", person="demir")
    assert waiting(evening) == []


def test_whoever_is_not_here_asks_for_nothing() -> None:
    evening = at_item("2", "ahrens brandt carstens")
    evening.refused("not_here", "demir", "request_floor", person="demir", kind="speech")
    evening.refused("not_here", "system", "request_floor", person="demir", kind="speech")
    evening.refused("not_here", "chair", "give_floor", person="demir")


def test_a_request_has_one_of_six_kinds() -> None:
    for fields in ({"person": "demir"}, {"person": "demir", "kind": "song"}, {"kind": "speech"}):
        with pytest.raises(Unreadable):
            at_item().asks("demir", "request_floor", **fields)


# give_floor / end_floor: "person | C"


@pytest.mark.parametrize("by", ["chair", "clerk"])
def test_the_chair_gives_and_ends_the_floor(by: str) -> None:
    evening = at_item()
    evening.accepted("demir", "request_floor", person="demir", kind="question")
    evening.accepted(by, "give_floor", person="demir", at="18:05")
    assert (speaker(evening), waiting(evening)) == ("demir", [])
    evening.unchanged(by, "give_floor", person="demir")
    evening.accepted(by, "end_floor", person="demir", at="18:07")
    assert evening.agenda("2")["floor"] == [
        {"person": "demir", "kind": "question", "from": clock("18:05"), "to": clock("18:07")}
    ]
    evening.unchanged(by, "end_floor", person="demir")


@pytest.mark.parametrize("by", ["demir", "brandt", "system"])
@pytest.mark.parametrize("do", ["give_floor", "end_floor"])
def test_nobody_else_does(by: str, do: str) -> None:
    at_item().refused("not_entitled", by, do, person="demir")


def test_the_record_shows_who_speaks_at_this_moment() -> None:
    # "A script may end before the meeting does: the record shows the state so far."
    evening = at_item()
    evening.accepted("chair", "give_floor", person="demir", at="18:05")
    assert evening.agenda("2")["floor"] == [
        {"person": "demir", "kind": "speech", "from": clock("18:05"), "to": None}
    ]


def test_the_next_speaker_ends_the_one_before() -> None:
    evening = at_item()
    evening.accepted("chair", "give_floor", person="demir", at="18:05")
    evening.accepted("chair", "give_floor", person="falk", at="18:08")
    assert [(s["person"], s["to"]) for s in evening.agenda("2")["floor"]] == [
        ("demir", clock("18:08")),
        ("falk", None),
    ]


def test_whoever_does_not_speak_is_not_stopped() -> None:
    evening = at_item()
    evening.accepted("chair", "give_floor", person="demir")
    evening.unchanged("chair", "end_floor", person="falk")
    assert speaker(evening) == "demir"


def test_the_first_of_several_requests_is_answered_and_the_others_wait() -> None:
    evening = at_item()
    evening.accepted("demir", "request_floor", person="demir", kind="reply")
    evening.accepted("demir", "request_floor", person="demir", kind="speech")
    evening.accepted("chair", "give_floor", person="demir")
    assert waiting(evening) == [("demir", "speech")]
    assert evening.meeting.agenda.speaker is not None
    assert evening.meeting.agenda.speaker.kind.value == "reply"


@pytest.mark.parametrize("do", ["close_item", "call_item"])
def test_the_floor_is_empty_with_the_item(do: str) -> None:
    evening = at_item("4")
    evening.accepted("falk", "request_floor", person="falk", kind="speech")
    evening.accepted("chair", "give_floor", person="demir", at="18:05")
    evening.accepted("chair", do, item="4" if do == "close_item" else "1", at="18:10")
    assert (speaker(evening), waiting(evening)) == (None, [])
    assert evening.agenda("4")["floor"][0]["to"] == clock("18:10")


def test_whoever_is_barred_from_the_item_called_now_waits_no_more() -> None:
    evening = opened()
    evening.accepted("falk", "recuse", person="falk", item="2")
    for person in ("falk", "demir"):
        evening.accepted(person, "request_floor", person=person, kind="speech")
    evening.accepted("chair", "call_item", item="2")
    assert waiting(evening) == [("demir", "speech")]


def test_a_break_interrupts_nobody_for_good() -> None:
    evening = at_item()
    evening.accepted("chair", "give_floor", person="demir")
    evening.accepted("chair", "suspend")
    evening.refused("suspended", "demir", "request_floor", person="demir", kind="speech")
    evening.accepted("chair", "resume")
    assert speaker(evening) == "demir"
