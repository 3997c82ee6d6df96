"""Versions of the minutes on a server: issued, signed, and approved by the next meeting, whose log proves it."""

import re
from dataclasses import replace
from typing import Any

import httpx
import pytest

from handzeichen.app.house import Live
from handzeichen.app.sign_in import Role
from handzeichen.log.codec import read_command
from handzeichen.meeting.ids import ItemId, ItemKind, Kind, Line, MotionId, Part, PersonId, Text, Via
from handzeichen.meeting.plan import Approves, PlannedItem, PlannedMotion
from support.live import Running, SignedIn


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


async def ask(live: Live, by: str, do: str, **fields: Any) -> dict[str, object]:
    command = read_command({"do": do, **{name.rstrip("_"): value for name, value in fields.items()}})
    return await live.room.ask(command, by=PersonId(by), scope="test", key=None)


async def end_behind_doors(server: Running) -> None:
    """The public is excluded from the item called, something is said, and the meeting ends like that."""
    meeting = server.live.room.now.meeting
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("chair", "move", {"motion": "x1", "kind": "exclude_public"}),
        ("chair", "agree", {"motion": "x1"}),
        *(
            ("clerk", "confirm_alone", {"person": person})
            for person in meeting.roll.people
            if meeting.roll.via(person) is Via.VIDEO
        ),
        ("chair", "exclude_public", {"cleared": True, "stream_off": True}),
        ("clerk", "note", {"item": meeting.agenda.called, "text": "Nur hier gesagt."}),
        ("chair", "close_meeting", {}),
    ]
    for by, do, fields in steps:
        answer = await ask(server.live, by, do, **fields)
        assert "accepted" in answer, answer


async def next_meeting(server: Running) -> Live:
    """The next meeting of the same body approves both parts, the public one with all its votes."""
    plan, house = server.live.room.now.meeting.plan, server.house
    motions = tuple(
        PlannedMotion(
            id=MotionId(f"m{number}"),
            kind=Kind.MAIN,
            text=Text("Das Protokoll wird genehmigt."),
            approves=Approves(meeting=Line(plan.id), version=1, part=part),
        )
        for number, part in enumerate(Part, start=1)
    )
    item = PlannedItem(
        id=ItemId("1"), title=Line("Genehmigung des Protokolls"), kind=ItemKind.MINUTES, motions=motions
    )
    later = replace(plan, items=(item,), meeting=replace(plan.meeting, number=plan.meeting.number + 1))
    assert await house.plan(later, server.clock)
    live = await house.open(later.id, server.clock)
    members = [person for person in plan.people if person.role.value == "member"]
    for person in members:
        await ask(live, "clerk", "arrive", person=person.id, via="room")
    for do in ("open_meeting", "state_convening", "state_quorum"):
        assert "accepted" in await ask(live, "chair", do)
    assert "accepted" in await ask(live, "chair", "call_item", item="1")
    for number, (yes, no) in enumerate(((len(members), 0), (0, len(members))), start=1):
        ballot = {"ballot": f"b{number}"}
        await ask(live, "chair", "open_ballot", motion=f"m{number}", method="show_of_hands", **ballot)
        await ask(live, "clerk", "count_hands", yes=yes, no=no, abstain=0, **ballot)
        await ask(live, "chair", "close_ballot", **ballot)
        assert "accepted" in await ask(live, "chair", "announce_result", **ballot)
    return live


async def pressed(client: httpx.AsyncClient, who: SignedIn, **form: str) -> httpx.Response:
    return await client.post(f"/s/{who.slug}/fassungen", data=form)


async def test_two_meetings_on_one_server_approve_one_anothers_minutes(server: Running) -> None:
    await end_behind_doors(server)
    clerk = await server.sign_in(Role.CLERK)
    address, public = f"/s/{clerk.slug}/fassungen", f"/public/{server.meeting}/niederschrift"
    async with server.http(clerk) as client:
        assert "Als Nächstes: die 1. Fassung ausgeben." in (await client.get(address)).text
        assert (await pressed(client, clerk, do="issue_minutes")).status_code == 303
        # Nobody issues what has not changed, and the page says why.
        again = await pressed(client, clerk, do="issue_minutes")
        assert again.status_code == 400 and "nichts eingetragen" in again.text
        whole, open_ = [
            await client.get(f"{address}/{edition}/1.txt") for edition in ("nichtoeffentlich", "oeffentlich")
        ]
        assert "1. Fassung" in whole.text and "1. Fassung" in open_.text
        assert "Nur hier gesagt." in whole.text and "Nur hier gesagt." not in open_.text
        assert (await client.get(f"{address}/oeffentlich/2.txt")).status_code == 404
        hidden = await client.get(public)
        assert hidden.status_code == 404 and "noch nicht veröffentlicht" in hidden.text

        later = await next_meeting(server)
        approve = {"do": "approve_minutes", "version": "1", "meeting": later.id}
        for ballot, part, why in (
            ("b9", "public", "keine Abstimmung „b9“"),
            ("b2", "non_public", "nicht als angenommen"),
            ("b1", "non_public", "nicht genehmigt"),
        ):
            refused = await pressed(client, clerk, **approve, ballot=ballot, part=part)
            assert refused.status_code == 400 and why in refused.text, ballot

        page = (await client.get(address)).text
        offered = re.findall(r"Genehmigung eintragen: ([^<]+)<", page)
        number = server.live.room.now.meeting.plan.meeting.number + 1
        assert len(offered) == 1 and offered[0].startswith(f"{number}. Sitzung")
        assert (await pressed(client, clerk, **approve, ballot="b1", part="public")).status_code == 303
        approval = server.live.room.now.meeting.issued[0].approvals[Part.PUBLIC]
        # Nobody typed the day: it is the other meeting's own.
        assert (approval.meeting, approval.on) == (later.id, server.clock().date())
        assert "Genehmigung eintragen: " not in (await client.get(address)).text

    async with server.http() as nobody:
        page_of_all, words = await nobody.get(public), await nobody.get(f"{public}.txt")
        assert words.text == open_.text
        assert "genehmigt durch Beschluss vom" in page_of_all.text
        assert "Nur hier gesagt." not in page_of_all.text
        assert server.live.room.now.head.hash not in page_of_all.text + words.text
        results = (await nobody.get(f"/public/{server.meeting}/ergebnisse")).text
        assert 'href="niederschrift"' in results
        assert (await nobody.get(address)).status_code == 401


async def test_what_changed_since_a_version_is_told_item_by_item(server: Running) -> None:
    await end_behind_doors(server)
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        await pressed(client, clerk, do="issue_minutes")
        await ask(server.live, "clerk", "note", item="2", text="Ein <neuer> Satz.")
        page = (await client.get(f"/s/{clerk.slug}/fassungen")).text
        assert "Seit der 1. Fassung wurde etwas geändert: 2. Fassung ausgeben." in page
        assert '<ins lang="de">Ein &lt;neuer&gt; Satz.</ins>' in page
        missing = await pressed(client, clerk, do="issue_minutes")
        assert missing.status_code == 400
        assert (
            await pressed(client, clerk, do="issue_minutes", reason="Korrektur in TOP 2")
        ).status_code == 303
        assert "2. Fassung, Korrektur in TOP 2" in (await client.get(f"/s/{clerk.slug}/fassungen")).text


async def test_the_chair_signs_for_the_chair_and_nobody_else_opens_the_page(server: Running) -> None:
    await end_behind_doors(server)
    clerk, chair = await server.sign_in(Role.CLERK), await server.sign_in(Role.CHAIR)
    member = await server.sign_in(Role.MEMBER, "elvers")
    async with server.http(clerk) as client:
        await pressed(client, clerk, do="issue_minutes")
    async with server.http(chair) as client:
        page = (await client.get(f"/s/{chair.slug}/fassungen")).text
        assert "1. Fassung selbst unterschreiben: Sitzungsleitung" in page and "ausgeben</span>" not in page
        assert (
            await pressed(client, chair, do="sign_minutes", version="1", **{"as": "chair"})
        ).status_code == 303
        assert (await pressed(client, chair, do="call_item")).status_code == 404
    async with server.http(member) as client:
        assert (await client.get(f"/s/{member.slug}/fassungen")).status_code == 403
    assert [one.as_.value for one in server.live.room.now.meeting.issued[0].signatures] == ["chair"]
