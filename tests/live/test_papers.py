"""The page that lists every file of a meeting, and the results to be copied: for clerk and chair, and for nobody else."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from handzeichen.app.formats import FORMATS
from handzeichen.app.sign_in import Role
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
    editions = [f"/s/{clerk.slug}/unterlagen/{name}" for name in ("oeffentlich", "nichtoeffentlich")]
    assert {f"{edition}/{form.name}" for edition in editions for form in FORMATS} <= found.keys()
    assert f"/s/{clerk.slug}/ereignisprotokoll.jsonl" in found
    assert set(found.values()) == {200}


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
            (await client.get(f"/s/{who.slug}/unterlagen{more}")).status_code for more in ("", "/ergebnisse")
        } == {403}
