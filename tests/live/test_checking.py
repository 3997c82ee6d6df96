"""The page that checks a log: for whoever is signed in, with the head, but for those outside the doors."""

import pytest

from handzeichen.app.sign_in import Role
from live.test_asking import BEHIND_DOORS, do
from meeting.kit import plan_of
from support.live import Running, running


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR, Role.MEMBER])
async def test_whoever_is_signed_in_is_told_the_head_in_the_own_language(server: Running, role: Role) -> None:
    who = await server.sign_in(role, "elvers" if role is Role.MEMBER else None)
    head = server.live.room.now.head
    async with server.http(who) as client:
        page = (await client.get(f"/s/{who.slug}/pruefen")).text
        english = (await client.get(f"/s/{who.slug}/pruefen?sprache=en")).text
    assert f'data-seq="{head.seq}" data-head="{head.hash}"' in page
    assert page.count("<li>") == 5, "it is explained in five sentences"
    assert "What it is compared with" in english
    async with server.http() as client:
        assert (await client.get(f"/s/{who.slug}/pruefen")).status_code == 401


async def test_outside_the_doors_nobody_is_told_how_far_the_log_has_come() -> None:
    async with running(plan=plan_of()) as server:
        await do(server, *BEHIND_DOORS)
        told = {}
        for person in ("ahrens", "demir"):
            who = await server.sign_in(Role.MEMBER, person)
            async with server.http(who) as client:
                told[person] = (await client.get(f"/s/{who.slug}/pruefen")).text
        head = server.live.room.now.head
    assert head.hash in told["ahrens"], "ahrens is inside"
    assert head.hash not in told["demir"] and 'data-seq="" data-head=""' in told["demir"]
    assert "nennt der Server Ihnen keinen Kopf" in told["demir"]
