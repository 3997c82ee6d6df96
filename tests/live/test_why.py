""" "Warum?" over HTTP: for clerk and chair, for nobody else; a refusal is explained to whoever was refused."""

import pytest

from handzeichen.app.room import REMEMBERED
from handzeichen.app.sign_in import Role
from support.live import Running

PATHS = ("beschlussfaehigkeit", "abstimmung", "abstimmung/b1", "eintrag/37", "ablehnung/k1")


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR])
async def test_clerk_and_chair_read_the_reasons(server: Running, role: Role) -> None:
    who = await server.sign_in(role)
    async with server.http(who) as client:
        quorum = await client.get(f"/s/{who.slug}/warum/beschlussfaehigkeit")
        stated = await client.get(f"/s/{who.slug}/warum/eintrag/37")
        nothing = await client.get(f"/s/{who.slug}/warum/abstimmung/b99")
        no_entry = await client.get(f"/s/{who.slug}/warum/eintrag/9999")
    assert quorum.status_code == stated.status_code == 200
    assert "mehr als 1/2 von 11 Sitzen = mehr als 5,5, also mindestens 6." in quorum.text
    assert "Festgestellt von" in stated.text
    assert quorum.headers["cache-control"] == "no-store"
    assert (nothing.status_code, no_entry.status_code) == (404, 404)
    assert "Dazu gibt es hier nichts zu erklären." in nothing.text


@pytest.mark.parametrize("role", [Role.HALL, Role.MEMBER])
async def test_nobody_else_does(server: Running, role: Role) -> None:
    who = await server.sign_in(role, "elvers" if role is Role.MEMBER else None)
    async with server.http(who) as client:
        assert {(await client.get(f"/s/{who.slug}/warum/{path}")).status_code for path in PATHS} == {403}
    async with server.http() as client:
        assert {(await client.get(f"/s/{who.slug}/warum/{path}")).status_code for path in PATHS} == {401}


async def test_a_refusal_is_explained_to_the_sign_in_that_was_refused_and_as_it_was_then(
    server: Running,
) -> None:
    clerk, other = await server.sign_in(Role.CLERK), await server.sign_in(Role.CLERK)
    commands = f"/api/meetings/{server.meeting}/commands"
    async with server.http(clerk) as client:
        said = await client.post(f"{commands}?slug={clerk.slug}", json={"do": "open_meeting", "key": "k1"})
        assert said.json()["refused"] == "already_open"
        # The answer itself is what the contract says and nothing more.
        assert set(said.json()) - {"key"} == {"refused", "why", "source", "do"}
        reasons = await client.get(f"/s/{clerk.slug}/warum/ablehnung/k1")
        unknown = await client.get(f"/s/{clerk.slug}/warum/ablehnung/k2")
    assert "Die Sitzung ist schon eröffnet." in reasons.text
    assert "Das ist eine Regel des Programms" in reasons.text
    assert unknown.status_code == 404 and "nicht mehr bekannt" in unknown.text
    async with server.http(other) as client:
        assert (await client.get(f"/s/{other.slug}/warum/ablehnung/k1")).status_code == 404


async def test_only_the_newest_refusals_are_kept_and_members_push_none_out(server: Running) -> None:
    clerk, member = await server.sign_in(Role.CLERK), await server.sign_in(Role.MEMBER, "elvers")
    commands = f"/api/meetings/{server.meeting}/commands"
    async with server.http(member) as client:
        for number in range(REMEMBERED + 1):
            body = {"do": "open_meeting", "key": f"m{number}"}
            assert "refused" in (await client.post(f"{commands}?slug={member.slug}", json=body)).json()
    room = server.live.room
    assert room.refused(scope=member.slug, key="m0") is None
    async with server.http(clerk) as client:
        for number in range(REMEMBERED + 1):
            await client.post(
                f"{commands}?slug={clerk.slug}", json={"do": "open_meeting", "key": f"k{number}"}
            )
    assert room.refused(scope=clerk.slug, key="k0") is None
    assert room.refused(scope=clerk.slug, key="k1") is not None
    assert room.refused(scope=clerk.slug, key=f"k{REMEMBERED}") is not None
