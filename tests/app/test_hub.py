"""Who is told what: boards, what is newer than a page's last frame, and frames that are made once."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest

from handzeichen.app.frames import Frame
from handzeichen.app.hub import HTML, JSON, MEMBER, PUBLIC, Form, Hub
from handzeichen.app.render import Renderer, web_folder
from handzeichen.app.replay import read_script
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting.commands import OpenBallot
from handzeichen.meeting.ids import PersonId
from support.live import SCRIPT
from support.rooms import Kit, a_room, answer, begun, play

HALL = "hall"


class Ear:
    """Somebody who listens and remembers what was told."""

    def __init__(self, person: str | None = None) -> None:
        self.person = None if person is None else PersonId(person)
        self.heard: list[frozenset[str]] = []
        self.own = 0
        """How often the personal parts were called out of date."""

    def changed(self, ids: frozenset[str], frames: Mapping[str, Frame]) -> None:
        self.heard.append(ids)

    def own_changed(self) -> None:
        self.own += 1


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(web_folder() / "templates")


@pytest.fixture
async def kit() -> AsyncIterator[Kit]:
    store = MemoryStore()
    await begun(store)
    async with a_room(store) as kit:
        await play(kit)
        yield kit


@pytest.fixture
def hub(kit: Kit, renderer: Renderer) -> Hub:
    return Hub(kit.room.now, renderer)


async def act(kit: Kit, hub: Hub, by: str, do: str, **fields: object) -> None:
    """Something happens, and the hub's turn has come."""
    assert "accepted" in await answer(kit.ask(by, do, **fields))
    hub.show(kit.room.now)
    await asyncio.wait_for(turn(hub), 10)


async def open_ballot(kit: Kit, hub: Hub) -> None:
    """The script's next step: its first ballot, as "b9"."""
    motion = next(
        step.ask.command.motion
        for step in read_script(SCRIPT.read_bytes(), kit.clock())
        if isinstance(step.ask.command, OpenBallot)
    )
    await act(kit, hub, "chair", "open_ballot", motion=motion, ballot="b9", method="show_of_hands")


async def turn(hub: Hub) -> None:
    while hub._turn is not None:
        await asyncio.sleep(0)


async def test_listeners_are_told_which_parts_are_out_of_date(kit: Kit, hub: Hub) -> None:
    hall, public = Ear(), Ear()
    hub.join(HALL, hall, None)
    hub.join(PUBLIC, public, None)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert (hall.heard, public.heard) == ([frozenset({"floor"})], [frozenset({"floor"})])


async def test_what_comes_between_the_room_and_the_others_is_shown_in_the_room_too(
    kit: Kit, hub: Hub
) -> None:
    """The room has seen its picture, the others have not yet: the next state must not pass it by."""
    hall, public = Ear(), Ear()
    hub.join(HALL, hall, None)
    hub.join(PUBLIC, public, None)
    states = []
    for person in ("vosskamp", "elvers"):
        assert "accepted" in await answer(kit.ask(person, "request_floor", person=person, kind="speech"))
        states.append(kit.room.now)
    for now in states:
        hub.show(now)
    await asyncio.wait_for(turn(hub), 10)
    assert hall.heard == [frozenset({"floor"})] * 2
    assert public.heard == [frozenset({"floor"})]


async def test_what_changes_nothing_for_an_audience_is_not_told_to_it(kit: Kit, hub: Hub) -> None:
    clerk, hall, public = Ear(), Ear(), Ear()
    for audience, ear in (("clerk", clerk), (HALL, hall), (PUBLIC, public)):
        hub.join(audience, ear, None)
    await act(kit, hub, "clerk", "note", item="1", text="Nur fürs Protokoll.")
    assert clerk.heard and not hall.heard and not public.heard


async def test_members_look_at_their_own_parts_whenever_something_may_concern_them(
    kit: Kit, hub: Hub
) -> None:
    elvers = Ear("elvers")
    hub.join(MEMBER, elvers, None)
    await act(kit, hub, "clerk", "note", item="1", text="Nur fürs Protokoll.")
    assert (elvers.heard, elvers.own) == ([], 1)


async def test_after_a_vote_only_the_voter_looks_at_the_own_parts(kit: Kit, hub: Hub) -> None:
    elvers, moehring = Ear("elvers"), Ear("moehring-aufwind")
    hub.join(MEMBER, elvers, None)
    hub.join(MEMBER, moehring, None)
    await open_ballot(kit, hub)
    told = elvers.own, moehring.own
    await act(kit, hub, "elvers", "cast_vote", ballot="b9", choice="yes")
    assert elvers.heard == moehring.heard
    assert (elvers.own, moehring.own) == (told[0] + 1, told[1])
    assert hub.own(PersonId("elvers"))["receipt"] != hub.own(PersonId("moehring-aufwind"))["receipt"]


async def test_votes_in_a_turn_that_was_waited_for_are_all_told(kit: Kit, hub: Hub) -> None:
    """Nobody whom something concerned between two turns is forgotten at the second."""
    ears = [Ear("elvers"), Ear("moehring-aufwind"), Ear("cordsen")]
    for ear in ears:
        hub.join(MEMBER, ear, None)
    await open_ballot(kit, hub)
    told = [ear.own for ear in ears]
    for who in ("elvers", "moehring-aufwind"):
        assert "accepted" in await answer(kit.ask(who, "cast_vote", ballot="b9", choice="yes"))
        hub.show(kit.room.now)
    await asyncio.wait_for(turn(hub), 10)
    assert [ear.own - before for ear, before in zip(ears, told, strict=True)] == [1, 1, 0]


async def test_whoever_left_is_told_nothing(kit: Kit, hub: Hub) -> None:
    ear = Ear()
    hub.join(HALL, ear, None)
    hub.leave(HALL, ear)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert ear.heard == []


async def test_a_page_needs_what_is_newer_than_its_last_frame(kit: Kit, hub: Hub) -> None:
    everything = hub.join(HALL, Ear(), None)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    seen = kit.room.now.head.seq
    await act(kit, hub, "clerk", "leave", person="cordsen")
    assert hub.join(HALL, Ear(), seen) >= {"seats-ble", "quorum"}
    assert "floor" not in hub.join(HALL, Ear(), seen)
    assert hub.join(HALL, Ear(), kit.room.now.head.seq) == frozenset()
    assert hub.join(HALL, Ear(), None) == everything


async def test_what_this_process_cannot_know_is_sent_whole(kit: Kit, hub: Hub) -> None:
    """A number from before the start, and one from a log that was longer."""
    everything = hub.join(HALL, Ear(), None)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert hub.join(HALL, Ear(), 1) == everything
    assert hub.join(HALL, Ear(), kit.room.now.head.seq + 1) == everything


async def test_changes_while_nobody_listened_are_not_forgotten(kit: Kit, hub: Hub) -> None:
    hub.join(HALL, ear := Ear(), None)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    seen = kit.room.now.head.seq
    hub.leave(HALL, ear)
    await act(kit, hub, "vosskamp", "withdraw_floor", person="vosskamp")
    assert hub.join(HALL, Ear(), seen) == frozenset({"floor"})


async def test_the_public_always_needs_everything(kit: Kit, hub: Hub) -> None:
    everything = hub.join(PUBLIC, Ear(), None)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert hub.join(PUBLIC, Ear(), kit.room.now.head.seq) == everything


async def test_a_frame_is_made_once_for_all_who_ask_for_the_same(kit: Kit, hub: Hub) -> None:
    ids = frozenset({"floor", "quorum"})
    assert hub.frame(HALL, Form(HTML), ids) is hub.frame(HALL, Form(HTML), ids)
    assert hub.frame(HALL, Form(HTML), ids) is not hub.frame(HALL, Form(JSON), ids)
    before = hub.frame(HALL, Form(HTML), ids)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert hub.frame(HALL, Form(HTML), ids) is not before


async def test_equal_personal_parts_are_one_frame(hub: Hub) -> None:
    elvers, moehring = hub.own(PersonId("elvers")), hub.own(PersonId("moehring-aufwind"))
    assert elvers == moehring
    assert hub.own_frame(MEMBER, Form(HTML), elvers) is hub.own_frame(MEMBER, Form(HTML), moehring)


async def test_the_hall_sees_it_first_and_answers_go_out_before_everybody_elses_picture(
    kit: Kit, hub: Hub
) -> None:
    hall, public = Ear(), Ear()
    hub.join(HALL, hall, None)
    hub.join(PUBLIC, public, None)
    asked = kit.ask("vosskamp", "request_floor", person="vosskamp", kind="speech")
    heard: list[tuple[int, int]] = []
    asked.add_done_callback(lambda _: heard.append((len(hall.heard), len(public.heard))))
    kit.shown_to(hub.show)
    await answer(asked)
    await asyncio.wait_for(turn(hub), 10)
    assert heard == [(1, 0)]
    assert len(public.heard) == 1


async def test_under_load_pictures_wait_for_their_turn_and_then_show_the_newest(kit: Kit, hub: Hub) -> None:
    ear = Ear()
    hub.join(HALL, ear, None)
    for do in ("request_floor", "withdraw_floor", "request_floor"):
        fields = {"kind": "speech"} if do == "request_floor" else {}
        await answer(kit.ask("vosskamp", do, person="vosskamp", **fields))
        hub.show(kit.room.now)
        # Whoever asks meanwhile gets the newest all the same.
        assert hub.stamp(HALL)["seq"] == kit.room.now.head.seq
    await asyncio.wait_for(turn(hub), 10)
    assert 1 <= len(ear.heard) <= 3
    assert len(hub.shared(HALL)["floor"].requests) == 1  # type: ignore[attr-defined]


async def test_one_audience_that_cannot_be_shown_does_not_take_the_others_with_it(
    kit: Kit, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    hall, public = Ear(), Ear()
    hub.join(HALL, hall, None)
    hub.join(PUBLIC, public, None)
    hub._boards[HALL].audience = "nobody knows"
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    assert public.heard == [frozenset({"floor"})]
    assert "hall" in caplog.text


async def test_what_changed_and_changed_back_while_nobody_looked_is_sent(kit: Kit, hub: Hub) -> None:
    """A page that saw it in between on another node would keep it for good."""
    ear = Ear()
    hub.join(HALL, ear, None)
    hub.leave(HALL, ear)
    await act(kit, hub, "vosskamp", "request_floor", person="vosskamp", kind="speech")
    seen = kit.room.now.head.seq
    await act(kit, hub, "vosskamp", "withdraw_floor", person="vosskamp", kind="speech")
    assert "floor" in hub.join(HALL, Ear(), seen)
