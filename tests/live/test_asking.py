"""What comes in over a socket: commands with keys, rubbish, too much of it; and who may."""

from collections.abc import Mapping
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from handzeichen.app.frames import Frame
from handzeichen.app.offers import Role
from handzeichen.app.open_pages import Page
from handzeichen.log.codec import read_command
from handzeichen.meeting.ids import PersonId
from meeting.kit import plan_of
from support.live import Running, SignedIn, running


async def test_who_asks_is_known_from_the_sign_in_never_from_the_client(server: Running) -> None:
    chair, elvers = await server.sign_in(Role.CHAIR), await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(chair) as lead, server.socket(elvers) as page:
        await lead.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
        answer = await page.ask(
            "cast_vote", ballot="b1", choice="yes", by="nordmeier", at="2030-01-01T00:00:00+01:00"
        )
    assert answer["at"] == server.clock().isoformat()
    assert set(server.live.room.now.meeting.ballots["b1"].votes) == {"elvers"}
    assert server.live.room.now.recent[-1].by == "elvers"


async def test_answers_come_in_the_order_of_the_questions_with_their_keys(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        for number in range(100):
            await desk.send({"do": "note", "item": "1", "text": f"Notiz {number}", "key": f"n{number}"})
        await desk.until(lambda: len(desk.answers) == 100)
    answers = [frame["answer"] for frame in desk.frames if "answer" in frame]
    assert [answer["key"] for answer in answers] == [f"n{number}" for number in range(100)]
    seqs = [answer["seq"] for answer in answers]
    assert seqs == list(range(seqs[0], seqs[0] + 100))


async def test_the_same_key_is_answered_the_same_after_the_connection_was_lost(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        first = await desk.ask("note", item="1", text="Einmal", key="k")
    async with server.socket(clerk) as desk:
        assert await desk.ask("note", item="1", text="Einmal", key="k") == first
    assert len(server.live.room.now.meeting.agenda.items["1"].notes) == 2  # the script has one


@pytest.mark.parametrize(("message", "key", "says"), [
    ("{", None, "Das ist kein gültiges JSON."),
    ("[]", None, "Ein Befehl ist ein JSON-Objekt"),
    ('{"do": "cast_votes", "key": "k"}', "k", "„cast_votes“ ist kein Befehl."),
    ('{"do": "cast_vote", "ballot": "b1", "choice": "maybe", "key": "k"}', "k", "choice"),
    ('{"do": "cast_vote", "ballot": "b1", "choice": "yes", "vote": 1, "key": "k"}', "k", "kennt kein Feld „vote“"),
    ('{"key": 7}', 7, "„key“"),
    ("", None, "Das ist kein gültiges JSON."),
])  # fmt: skip
async def test_what_cannot_be_read_is_answered_in_german(
    server: Running, message: str, key: object, says: str
) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        await desk.send(message)
        await desk.until(lambda: desk.answers)
        (answer,) = desk.answers.values()
        assert says in answer["unreadable"]
        assert answer["key"] == key
        assert "accepted" in await desk.ask("note", item="1", text="Es geht weiter.")


async def test_a_message_that_is_too_long_ends_the_connection(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        await desk.send('{"do": "note", "item": "1", "text": "' + "x" * 300_000 + '"}')
        assert await desk.until_closed() == 1009


async def test_the_longest_text_there_may_be_is_taken(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        # 20,000 characters that JSON writes as twelve each.
        assert "accepted" in await desk.ask("note", item="1", text="🙋" * 20_000)


@pytest.mark.parametrize("role", [Role.HALL, None], ids=["the hall's display", "the public"])
async def test_whoever_only_watches_can_ask_for_nothing(server: Running, role: Role | None) -> None:
    who = None if role is None else await server.sign_in(role)
    head = server.live.room.now.head
    async with server.socket(who) as screen:
        answer = await screen.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    assert answer["refused"] == "only_watches"
    assert server.live.room.now.head == head


async def test_a_member_cannot_do_the_chairs_acts(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(elvers) as page:
        answer = await page.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    assert answer["refused"] == "not_entitled"


# At the door


async def turned_away(server: Running, who: SignedIn | None = None, **options: object) -> int:
    with pytest.raises(InvalidStatus) as refused:
        async with server.socket(who, **options):
            pass
    return refused.value.response.status_code


async def test_a_page_of_another_host_is_turned_away(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    assert await turned_away(server, clerk, headers={"Origin": "https://elsewhere.example"}) == 403
    assert await turned_away(server, clerk, headers={"Origin": "null"}) == 403
    assert await turned_away(server, clerk, headers={"Origin": server.url + "0"}) == 403
    assert await turned_away(server, clerk, headers={"Sec-Fetch-Site": "cross-site"}) == 403


async def test_a_page_of_this_host_is_let_in(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(clerk, headers={"Origin": server.url}) as desk:
        await desk.until(lambda: desk.parts)


async def test_a_slug_without_its_cookie_is_turned_away(server: Running) -> None:
    clerk, elvers = await server.sign_in(Role.CLERK), await server.sign_in(Role.MEMBER, "elvers")
    assert await turned_away(server, SignedIn(clerk.slug, "guessed")) == 401
    assert await turned_away(server, SignedIn("ffffffff", clerk.secret)) == 401
    # Elvers' secret under the clerk's name: a cookie counts only for its own slug.
    assert await turned_away(server, SignedIn(clerk.slug, elvers.secret)) == 401


async def test_a_page_without_its_cookie_is_told_so_and_nothing_else(server: Running) -> None:
    """A browser tells its page nothing of a refused handshake; the close code it does."""
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket(SignedIn(clerk.slug, "guessed"), form="html") as page:
        assert await page.until_closed() == 4401
        assert page.frames == []


async def test_an_unknown_meeting_or_protocol_is_turned_away(server: Running) -> None:
    assert await turned_away(server, form="xml") == 400
    with pytest.raises(InvalidStatus) as refused:
        socket = server.socket()
        socket.meeting = "no-such-meeting"
        async with socket:
            pass
    assert refused.value.response.status_code == 404


# Rights that end


async def test_a_revoked_sign_in_is_out_at_once_everywhere(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    other = await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(elvers) as page, server.socket(elvers) as second, server.socket(other) as phone:
        await page.until(lambda: page.parts)
        found = server.house.sign_ins.find(elvers.slug, elvers.secret)
        assert found is not None
        await server.house.sign_ins.revoke(found)
        assert await page.until_closed() == 4401
        assert await second.until_closed() == 4401
        assert "accepted" in await phone.ask("request_floor", person="elvers", kind="speech")
    assert await turned_away(server, elvers) == 401


async def test_a_command_behind_a_revocation_is_not_taken(server: Running) -> None:
    """The command is on its way when the right ends: it is already in the server's hands, but not decided."""
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    found = server.house.sign_ins.find(elvers.slug, elvers.secret)
    assert found is not None
    async with server.socket(elvers) as page:
        await page.until(lambda: page.parts)
        head = server.live.room.now.head
        await page.send({"do": "request_floor", "person": "elvers", "kind": "speech", "key": "late"})
        await server.house.sign_ins.revoke(found)
        assert await page.until_closed() == 4401
    assert server.live.room.now.head == head


async def test_a_sign_in_past_its_end_counts_no_more(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(elvers) as page:
        await page.until(lambda: page.parts)
        past_its_end(server)
        answer = await page.ask("request_floor", person="elvers", kind="speech")
        assert answer["refused"] == "signed_out"
        assert await page.until_closed() == 4401
    assert await turned_away(server, elvers) == 401


async def test_a_page_whose_sign_in_ends_is_shown_nothing_more(fast_wire: bool) -> None:
    async with running(fast_wire=fast_wire, beat=0.05) as server:
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        async with server.socket(elvers) as page:
            await page.until(lambda: page.parts)
            past_its_end(server)
            assert await page.until_closed() == 4401


async def test_a_sign_in_that_ends_while_hands_are_shaken_is_shown_nothing(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    elvers, enter = await server.sign_in(Role.MEMBER, "elvers"), server.house.pages.enter

    def enter_too_late(page: Page) -> None:
        past_its_end(server)
        enter(page)

    monkeypatch.setattr(server.house.pages, "enter", enter_too_late)
    async with server.socket(elvers, beats=False) as page:
        assert await page.until_closed() == 4401
    assert not page.frames


async def test_whoever_is_let_in_again_behind_a_revocation_is_shown_nothing() -> None:
    """It was outside, and its sign-in ends between being let in and being shown what is inside."""
    async with running(plan=plan_of(), fast_wire=False) as server:
        await do(server, *BEHIND_DOORS)
        async with server.socket(await server.sign_in(Role.MEMBER, "demir")) as page:
            await page.until(lambda: page.parts)
            (there,) = server.house.pages
            server.live.hub.join("member", Ends(there), None)
            await do(server, ("clerk", "arrive", {"person": "demir", "via": "room"}))
            assert await page.until_closed() == 4401
            assert all("seq" not in frame for frame in page.frames), "it is shown no more than the public"


class Ends:
    """Hears of it when something changes, and ends another page's sign-in at that moment."""

    person = None

    def __init__(self, page: Page) -> None:
        self._page = page

    def changed(self, ids: frozenset[str], frames: Mapping[str, Frame]) -> None:
        self._page.sign_out()

    def own_changed(self) -> None:
        """Not what it waits for."""


def past_its_end(server: Running) -> None:
    now = server.house.sign_ins.clock()
    server.house.sign_ins.clock = lambda: now + 25 * 3600


async def test_what_a_page_sent_before_it_came_back_is_not_taken_any_more(server: Running) -> None:
    """A vote held up in the old connection must not overtake the one given after coming back."""
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(elvers, page="p1") as before, server.socket(elvers, page="p2") as elsewhere:
        await before.until(lambda: before.parts)
        async with server.socket(elvers, page="p1") as after:
            await after.until(lambda: after.parts)
            assert await before.until_closed() is None
            assert "accepted" in await after.ask("request_floor", person="elvers", kind="speech")
            assert "accepted" in await elsewhere.ask("withdraw_floor", person="elvers")


BEHIND_DOORS = (
    *(
        ("clerk", "arrive", {"person": who, "via": "room"})
        for who in ("ahrens", "brandt", "carstens", "falk")
    ),
    ("chair", "open_meeting", {}),
    ("chair", "state_quorum", {}),
    ("chair", "exclude_public", {"cleared": True, "stream_off": True}),
)


async def do(server: Running, *asked: tuple[str, str, dict[str, Any]]) -> None:
    """Have things done: by whom, what, and its fields."""
    for by, name, fields in asked:
        command = read_command({"do": name, **fields})
        said = await server.live.room.ask(command, by=PersonId(by), scope="script", key=None)
        assert "accepted" in said, said


async def test_outside_the_doors_a_refusal_tells_nothing_from_inside() -> None:
    async with running(plan=plan_of()) as server:
        await do(
            server,
            *BEHIND_DOORS,
            ("chair", "call_item", {"item": "5"}),
            ("brandt", "move", {"motion": "n1", "kind": "postponement"}),
            ("chair", "open_ballot", {"motion": "n1", "ballot": "b7", "method": "show_of_hands"}),
        )
        path = f"/api/meetings/{server.meeting}/commands"
        asked = {"do": "withdraw_motion", "motion": "n1"}
        heard = {}
        for who in ("ahrens", "demir"):
            async with server.http(await server.sign_in(Role.MEMBER, who)) as http:
                heard[who] = (await http.post(path, json=asked)).json()
        assert "Brandt" in heard["ahrens"]["why"], "ahrens is inside"
        assert heard["demir"]["refused"] == "unknown_motion", "demir has never come"
