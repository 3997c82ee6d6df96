"""The page that lists every file of a meeting, and the results to be copied: for clerk and chair, and for nobody else."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from handzeichen.app.archive import FOLDERS
from handzeichen.app.clock import EveningClock
from handzeichen.app.formats import FORMATS
from handzeichen.app.sign_in import Role
from handzeichen.record.evidence import with_result
from handzeichen.record.excerpts import resolutions
from support.live import Running, running


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


async def test_every_file_is_listed_in_both_editions_and_each_is_there(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        page = await client.get(f"/s/{clerk.slug}/unterlagen")
        listed = re.findall(r'class="edition [^"]*" href="([^"]+)"', page.text)
        found = {address: (await client.get(address)).status_code for address in listed}
    below = f"/s/{clerk.slug}/unterlagen"
    given = {f"{below}/{FOLDERS[edition]}/{form.name}" for form in FORMATS for edition in form.editions}
    assert given <= found.keys()
    assert f"/s/{clerk.slug}/ereignisprotokoll.jsonl" in found
    assert set(found.values()) == {200}


async def test_each_resolution_and_each_ballot_with_a_result_has_a_paper_of_its_own() -> None:
    async with running(clock=EveningClock(datetime.fromisoformat("2021-01-21T17:28:00+01:00"))) as server:
        await server.play(lambda command: False)
        clerk, meeting = await server.sign_in(Role.CLERK), server.live.room.now.meeting
        async with server.http(clerk) as client:
            page = await client.get(f"/s/{clerk.slug}/unterlagen")
            listed = re.findall(r'href="([^"]+/(?:beschluss|nachweis)/[^"]+)"', page.text)
            found = [await client.get(address) for address in listed]
    below = f"/s/{clerk.slug}/unterlagen"
    alone = {f"{below}/nichtoeffentlich/beschluss/{motion.id}.pdf" for _, motion in resolutions(meeting)}
    assert alone | {f"{below}/nachweis/{ballot.id}.pdf" for ballot, _ in with_result(meeting)} <= set(listed)
    assert alone and all(answer.content.startswith(b"%PDF-1.7") for answer in found)


async def test_of_what_is_not_there_there_is_no_paper(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    paths = (
        "oeffentlich/beschluss/m999.pdf", "geheim/beschluss/m1.pdf", "oeffentlich/punkt/999.pdf", "nachweis/b999.pdf",
        "oeffentlich/sitzungsgeld.pdf", "oeffentlich/nachweise.zip",
    )  # fmt: skip
    async with server.http(clerk) as client:
        answers = [await client.get(f"/s/{clerk.slug}/unterlagen/{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {404}


async def test_the_chair_is_offered_what_the_chair_may_have(server: Running) -> None:
    chair = await server.sign_in(Role.CHAIR)
    async with server.http(chair) as client:
        page = (await client.get(f"/s/{chair.slug}/unterlagen")).text
    assert "niederschrift.pdf" in page and "ereignisprotokoll" not in page


async def test_results_to_copy_come_in_the_public_edition_unless_the_other_is_asked_for(
    server: Running,
) -> None:
    clerk = await server.sign_in(Role.CLERK)
    async with server.http(clerk) as client:
        public, closed, other = [
            await client.get(f"/s/{clerk.slug}/unterlagen/ergebnisse{query}")
            for query in ("", "?fassung=nichtoeffentlich", "?fassung=geheim")
        ]
    assert "Auf dieser Seite steht nur, was alle wissen dürfen." in public.text
    assert "Auf dieser Seite steht auch Nichtöffentliches" in closed.text
    assert other.status_code == 404


async def test_the_houses_own_template_is_filled(tmp_path: Path) -> None:
    own: Any = Document()
    own.add_paragraph("{{ municipality }}: {{ name }} in unserem Kleid")
    own.save(tmp_path / "own.docx")
    async with running(minutes_template=tmp_path / "own.docx") as server:
        clerk = await server.sign_in(Role.CLERK)
        async with server.http(clerk) as client:
            for path in ("protokoll.docx", "unterlagen/oeffentlich/niederschrift.docx"):
                answer = await client.get(f"/s/{clerk.slug}/{path}")
                (line,) = Document(BytesIO(answer.content)).paragraphs
                assert line.text == "Stadt Erlenbrügge: Protokoll in unserem Kleid"


async def test_a_template_that_does_not_fit_stops_the_word_file_alone(server: Running) -> None:
    clerk = await server.sign_in(Role.CLERK)
    server.house.template = b"no Word file"
    async with server.http(clerk) as client:
        answers = [
            await client.get(f"/s/{clerk.slug}/{path}")
            for path in ("protokoll.docx", "unterlagen/oeffentlich/niederschrift.docx", "protokoll.txt")
        ]
    assert [answer.status_code for answer in answers] == [500, 500, 200]
    assert "Die Word-Vorlage des Hauses lässt sich für diese Sitzung nicht ausfüllen." in answers[0].text


@pytest.mark.parametrize("role", [Role.HALL, Role.MEMBER])
async def test_nobody_else_gets_them(server: Running, role: Role) -> None:
    who = await server.sign_in(role, "elvers" if role is Role.MEMBER else None)
    async with server.http(who) as client:
        assert {
            (await client.get(f"/s/{who.slug}/unterlagen{more}")).status_code
            for more in ("", "/ergebnisse", "/oeffentlich/beschluss/m1.pdf", "/nachweis/b1.pdf")
        } == {403}
