"""The first voting member on video after the opening is entered by people, where that bars secret votes."""

from dataclasses import replace
from typing import Any

import pytest

from app.video.kit import Followed, at, hybrid, seen
from handzeichen.app.video.follow import Patience
from handzeichen.app.video.settings import Setting
from handzeichen.app.video.sightings import Known, Sighting, What
from handzeichen.app.video.strangers import LOOKED_AT, StrangersPart, strangers_part
from handzeichen.app.video.watching import Watching
from handzeichen.law.questions import Barring
from meeting.kit import Evening, opened, plan_of, present

ROOM = "ahrens brandt carstens"
JOINED = What.JOINED


def told(evening: Evening, *reports: Sighting) -> StrangersPart:
    """What clerk and host are shown."""
    watching = Watching(Setting(id="rat", body="rat", patience=Patience()))
    watching.take(reports, at(100))
    return strangers_part(evening.meeting, [watching])


def asked(part: StrangersPart) -> list[str]:
    return [who.person for who in part.first]


def test_the_first_one_is_put_to_people_and_the_next_ones_are_entered() -> None:
    meeting = Followed(evening=opened(ROOM))
    meeting.report(seen(JOINED, 0), seen(JOINED, 0, "falk"))
    meeting.wait(60)
    assert meeting.said == []
    part = told(meeting.evening, seen(JOINED, 0), seen(JOINED, 0, "falk"))
    assert asked(part) == ["ebeling", "falk"] and part.bars
    meeting.evening.accepted("clerk", "arrive", person="ebeling", via="video")
    meeting.wait(2)
    assert meeting.said == ["Arrive"] and meeting.counts("falk")
    assert asked(told(meeting.evening, seen(JOINED, 0))) == []


def test_a_tablet_of_somebody_in_the_room_bars_nothing() -> None:
    meeting = Followed(evening=opened(ROOM))
    meeting.report(seen(JOINED, 0))
    meeting.evening.accepted("clerk", "arrive", person="ebeling", via="room")
    meeting.wait(60)
    assert [type(entry.event).__name__ for entry in meeting.by_system] == ["ArrivalProposed"]
    assert asked(told(meeting.evening, seen(JOINED, 0))) == []


@pytest.mark.parametrize(
    ("evening", "who"),
    [
        (lambda: present(ROOM), "ebeling"),  # Before the opening nothing is barred by it.
        (hybrid, "ebeling"),  # Somebody is there already.
        (lambda: opened(ROOM), "jung"),  # Who advises bars nothing.
        (lambda: opened(ROOM, plan=plan_of(meeting={"remote": ["ebeling"]})), "ebeling"),
        (lambda: opened(ROOM, **free()), "ebeling"),
    ],
)
def test_else_the_system_enters_whoever_comes(evening: Any, who: str) -> None:
    meeting = Followed(evening=evening())
    meeting.report(seen(JOINED, 0, who), seconds=20)
    assert meeting.said == ["Arrive"] and meeting.counts(who)


def free() -> dict[str, object]:
    return dict.fromkeys(("remote_secret_votes", "remote_secret_matters"), Barring.EXCLUDED_REMOTE)


def test_where_the_law_does_not_say_people_are_asked_too() -> None:
    law = {**free(), "remote_secret_votes": Barring.UNCLEAR}
    part = told(opened(ROOM, **law), seen(JOINED, 0))
    assert asked(part) == ["ebeling"] and not part.bars


def test_strangers_stand_there_with_those_who_may_come_and_whose_names_resemble_theirs() -> None:
    meeting = hybrid()

    def guest(connection: str, name: str, account: str | None = None) -> Sighting:
        return replace(seen(JOINED, 0), connection=connection, who=Known(id=None, account=account, name=name))

    part = told(
        meeting,
        guest("a", "Ebeling iPad", "u-1"),
        guest("b", "Ebeling iPad", "u-1"),  # The same account once more.
        guest("c", "Ahrens"),  # She is in the room.
        guest("d", "iPad"),
        guest("e", "Falk"),
    )
    assert part.number == 4 and len(part.strangers) == 3
    assert {one.handle: [who.name for who in one.candidates] for one in part.strangers} == {
        "account:u-1": ["Ratsfrau Ebeling"],
        # Whoever is nobody that may come would stand before him all evening.
        "connection:e": ["Ratsherr Falk"],
        "connection:c": [],
    }


def test_whoever_came_first_is_looked_at_first_in_whichever_conference() -> None:
    meeting = hybrid()

    def conference(*reports: Sighting) -> Watching:
        found = Watching(Setting(id="rat", body="rat", patience=Patience()))
        found.take(reports, at(100))
        return found

    def guest(connection: str, name: str, seconds: int) -> Sighting:
        return replace(seen(JOINED, seconds), connection=connection, who=Known(name=name))

    listening = conference(*(guest(f"a{number}", "iPad", 20) for number in range(LOOKED_AT)))
    part = strangers_part(meeting.meeting, [listening, conference(guest("b", "Ebeling", 10))])
    assert part.number == LOOKED_AT + 1
    assert [who.person for who in part.strangers[0].candidates] == ["ebeling"]
