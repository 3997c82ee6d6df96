"""Codes for the telephone, over the wire: each on the own page, all of them for clerk and host, and in no log."""

from dataclasses import replace

from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.meeting.ids import PersonId
from support.live import PLAN, Running, SignedIn, running

NUMBER = "0511 1234-567"


async def read(server: Running, who: SignedIn, page: str = "") -> str:
    async with server.http(who) as client:
        answer = await client.get(f"/s/{who.slug}/{page}")
    assert answer.status_code == 200, page
    return answer.text


async def test_a_code_stands_where_its_person_finds_it_and_the_list_with_those_who_answer() -> None:
    plan = read_plan(PLAN)
    plan = replace(plan, meeting=replace(plan.meeting, hosts=(PersonId("stellmacher"),)))
    async with running(plan=plan, phone=NUMBER) as server:
        clerk, host = await server.sign_in(Role.CLERK), await server.sign_in(Role.HOST, "stellmacher")
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        async with server.http(clerk) as client:
            by_code = (await client.get(f"/s/{clerk.slug}/telefoncodes")).json()
        async with server.http(host) as client:
            assert (await client.get(f"/s/{host.slug}/telefoncodes")).json() == by_code
        async with server.http(elvers) as client:
            assert (await client.get(f"/s/{elvers.slug}/telefoncodes")).status_code == 403
        code = next(code for code, person in by_code.items() if person == "elvers")

        mine = await read(server, elvers)
        assert 'href="tel:05111234567">0511 1234-567</a>' in mine and f">{code}</strong>" in mine
        others = set(by_code) - {code}
        assert not [other for other in others if f">{other}<" in mine]
        folder = await read(server, clerk, "notfallmappe")
        assert f'<th scope="row">{code}</th><td>Ratsfrau Elvers (BLE)</td>' in folder and NUMBER in folder
        await server.link(Role.MEMBER, "elvers", again=True)
        sheets = await read(server, clerk, "anmeldeboegen")
        assert f"Ihr Code am Telefon <strong>{code}</strong>" in sheets and NUMBER in sheets

        await server.play()
        log = await read(server, clerk, "ereignisprotokoll.jsonl")
        secret = await server.house.store.get("telephone")
        assert secret and secret not in log and f'"{code}"' not in log
