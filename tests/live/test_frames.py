"""What goes out over a socket, and when: whole parts, the same for everyone, and to the public no trace of a gap."""

import re

from handzeichen.app.offers import Role
from handzeichen.log.memory import MemoryStore
from support.live import Running, running


async def open_ballot(server: Running) -> dict[str, object]:
    chair = await server.sign_in(Role.CHAIR)
    async with server.socket(chair) as socket:
        return await socket.ask("open_ballot", ballot="b1", motion="m2", method="show_of_hands")


async def test_a_page_gets_its_whole_picture_first_then_only_what_changed(server: Running) -> None:
    hall, clerk = await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)
    async with server.socket(hall) as screen, server.socket(clerk) as desk:
        await screen.until(lambda: screen.parts)
        assert {"meeting", "item", "quorum", "tally", "connected"} <= set(screen.parts)
        answer = await desk.ask("request_floor", person="vosskamp", kind="speech")
        await screen.until(lambda: screen.seq == answer["seq"])
        assert set(screen.pictures[-1]["parts"]) == {"floor"}
        assert screen.head == answer["head"]


async def test_whoever_is_signed_in_may_measure_the_way_to_the_server_and_nobody_else_is_answered(
    server: Running,
) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    async with server.socket(elvers) as page, server.socket() as public:
        await public.send({"ping": 7})
        await public.send({"beat": 0})
        for number in (1, 2):
            await page.send({"ping": number})
        await page.send({"ping": "<script>"})
        await page.until(lambda: {"pong": 2} in page.frames)
        assert [frame["pong"] for frame in page.frames if "pong" in frame] == [1, 2]
        await public.until(lambda: public.parts)
        assert not any("pong" in frame for frame in public.frames)


async def test_html_and_json_have_the_same_shape(server: Running) -> None:
    hall = await server.sign_in(Role.HALL)
    async with server.socket(hall) as data, server.socket(hall, form="html") as page:
        await data.until(lambda: data.parts)
        await page.until(lambda: page.parts)
        assert list(data.parts) == list(page.parts)
        assert (data.seq, data.head) == (page.seq, page.head)
        assert data.parts["quorum"]["present"] == 10
        for name, html in page.parts.items():
            assert re.match(rf'<\w+ id="part-{name}"', html), f"{name}: one element, with the part's id first"


async def test_everyone_in_an_audience_gets_the_same_and_a_member_the_own_parts_too(server: Running) -> None:
    elvers, moehring = (
        await server.sign_in(Role.MEMBER, "elvers"),
        await server.sign_in(Role.MEMBER, "moehring-aufwind"),
    )
    await open_ballot(server)
    async with server.socket(elvers) as one, server.socket(moehring) as two:
        await one.until(lambda: "receipt" in one.parts)
        await two.until(lambda: "receipt" in two.parts)
        answer = await one.ask("cast_vote", ballot="b1", choice="yes")
        await one.until(lambda: one.parts["receipt"]["state"] == "given")
        await two.until(lambda: two.seq == answer["seq"])
        assert two.parts["tally"] == one.parts["tally"]
        assert two.parts["receipt"]["state"] == "none"
        # Elvers' vote has changed nothing personal for Möhring: after the first two frames there is one, with shared parts.
        (news,) = two.pictures[2:]
        assert not {"vote", "receipt", "me"} & set(news["parts"])


async def test_the_public_is_told_no_number_and_hears_only_of_what_it_may_see(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.socket() as public, server.socket(clerk) as desk:
        await public.until(lambda: public.parts)
        await desk.ask("note", item="1", text="Eine Notiz, die nur die Protokollführung sieht.")
        await desk.ask("confirm_identity", person="elvers")
        await desk.ask("request_floor", person="vosskamp", kind="speech")
        await public.until(lambda: len(public.pictures) == 2)
        assert set(public.pictures[-1]["parts"]) == {"floor"}
        beat = {"beat", "every", "at"}
        assert all(set(frame) in ({"parts"}, beat, beat | {"version"}) for frame in public.frames)


async def test_the_public_cannot_ask_for_what_happened_since(server: Running) -> None:
    seen = server.live.room.now.head
    async with server.socket(since=(seen.seq, seen.hash)) as public:
        await public.until(lambda: public.parts)
        assert {"meeting", "item", "tally"} <= set(public.parts)


# Coming back


async def test_a_page_that_comes_back_gets_what_is_newer_than_its_last_frame(server: Running) -> None:
    hall, clerk = await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk:
        async with server.socket(hall) as screen:
            await screen.until(lambda: screen.parts)
            answer = await desk.ask("request_floor", person="vosskamp", kind="speech")
            await screen.until(lambda: screen.seq == answer["seq"])
        await desk.ask("set_camera", person="elvers", on=False)
        await desk.ask("leave", person="cordsen")
        async with server.socket(hall, since=(screen.seq, screen.head)) as again:
            await again.until(lambda: again.parts)
            assert "seats-ble" in again.parts
            assert "meeting" not in again.parts and "floor" not in again.parts


async def test_a_page_that_missed_nothing_gets_nothing(server: Running) -> None:
    hall, clerk = await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk, server.socket(hall) as screen:
        await screen.until(lambda: screen.parts)
        answer = await desk.ask("request_floor", person="vosskamp", kind="speech")
        await screen.until(lambda: screen.seq == answer["seq"])
        async with server.socket(hall, since=(screen.seq, screen.head)) as again:
            await desk.ask("give_floor", person="vosskamp")
            await again.until(lambda: again.parts)
            assert set(again.parts) == set(again.pictures[0]["parts"]) == {"floor"}


async def test_a_member_who_comes_back_reads_the_own_vote_from_the_state(server: Running) -> None:
    elvers = await server.sign_in(Role.MEMBER, "elvers")
    await open_ballot(server)
    async with server.socket(elvers) as page:
        await page.ask("cast_vote", ballot="b1", choice="yes")
        await page.until(lambda: page.parts.get("receipt", {}).get("state") == "given")
    async with server.socket(elvers, since=(page.seq, page.head)) as again:
        await again.until(lambda: "receipt" in again.parts)
        assert again.parts["receipt"]["text"] == "Ihre Stimme: Ja · erfasst um 17.54 Uhr"


async def test_after_a_restart_a_page_gets_everything(fast_wire: bool) -> None:
    store = MemoryStore()
    async with running(store=store, fast_wire=fast_wire) as server:
        await server.play()
        hall = await server.sign_in(Role.HALL)
        async with server.socket(hall) as screen:
            await screen.until(lambda: screen.parts)
    seen = (screen.seq, screen.head)
    async with running(store=store, fast_wire=fast_wire) as server, server.socket(hall, since=seen) as again:
        await again.until(lambda: again.parts)
        assert again.parts == screen.parts


async def test_a_page_is_a_witness_of_what_the_log_once_was(server: Running) -> None:
    hall, clerk = await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)
    async with server.socket(clerk) as desk, server.socket(hall, since=(20, "ab" * 32)) as screen:
        await desk.until(lambda: any("alarm" in frame for frame in desk.frames))
        await screen.until(lambda: screen.parts)
        assert "fork" in screen.frames[0]
        assert {"meeting", "item", "tally"} <= set(screen.parts)


async def test_a_number_that_is_none_is_no_fork(server: Running) -> None:
    hall = await server.sign_in(Role.HALL)
    async with server.socket(hall, since=("½", "zz")) as screen:  # type: ignore[arg-type]
        await screen.until(lambda: screen.parts)
        assert all("fork" not in frame for frame in screen.frames)
