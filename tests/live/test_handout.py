"""Minutes and log of a live meeting: the same as from the command line, for clerk and chair, and for nobody else."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from handzeichen.app.belonging import read_archive, sums_hold
from handzeichen.app.minutes import written
from handzeichen.app.sign_in import Role
from handzeichen.app.verify import Verified, verify
from support.live import Running


@pytest.fixture
def fast_wire() -> bool:
    """Sockets have no part in this."""
    return True


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR])
async def test_the_minutes_are_there_in_each_form_as_the_meeting_stands_now(
    server: Running, role: Role
) -> None:
    who, now = await server.sign_in(role), server.live.room.now
    async with server.http(who) as client:
        page, text, pdf = [
            await client.get(f"/s/{who.slug}/protokoll.{form}") for form in ("html", "txt", "pdf")
        ]
    assert page.content == written(now.meeting, now.head, ".html")
    assert text.content == written(now.meeting, now.head, ".txt")
    assert "Die Sitzung ist noch nicht geschlossen." in text.text
    assert PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text().count("PROTOKOLL") == 1
    assert [answer.headers["content-type"].partition(";")[0] for answer in (page, text, pdf)] == [
        "text/html", "text/plain", "application/pdf",
    ]  # fmt: skip
    assert pdf.headers["content-disposition"] == f'attachment; filename="Protokoll-{server.meeting}.pdf"'
    # The page carries its own style and runs nothing; what it forbids itself, the server forbids too.
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["cache-control"] == "no-store"


async def test_the_log_is_the_whole_one_and_verifies(server: Running) -> None:
    clerk, now = await server.sign_in(Role.CLERK), server.live.room.now
    async with server.http(clerk) as client:
        answer = await client.get(f"/s/{clerk.slug}/ereignisprotokoll.jsonl")
    verified = verify(answer.content, now.head.hash)
    assert isinstance(verified, Verified)
    assert verified.head == now.head


async def test_the_archive_is_the_whole_meeting_and_the_public_one_has_no_log(
    server: Running, tmp_path: Path
) -> None:
    clerk, now = await server.sign_in(Role.CLERK), server.live.room.now
    async with server.http(clerk) as client:
        for name in ("archiv", "archiv-oeffentlich"):
            answer = await client.get(f"/s/{clerk.slug}/{name}.zip")
            assert answer.headers["content-type"] == "application/zip"
            (tmp_path / f"{name}.zip").write_bytes(answer.content)
    whole, public = read_archive(tmp_path / "archiv.zip"), read_archive(tmp_path / "archiv-oeffentlich.zip")
    verified = verify(whole["ereignisprotokoll.jsonl"], now.head.hash)
    assert isinstance(verified, Verified) and verified.head == now.head
    sums_hold(whole)
    sums_hold(public)
    assert {name.partition("/")[0] for name in public} == {
        "LIESMICH.txt", "SHA512SUMS", "handzeichen_pruefen.py", "oeffentlich",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.HALL, Role.MEMBER])
async def test_nobody_else_gets_them(server: Running, role: Role) -> None:
    who = await server.sign_in(role, "elvers" if role is Role.MEMBER else None)
    forms = ("protokoll.html", "protokoll.txt", "protokoll.pdf", "protokoll.docx")
    paths = (*forms, "ereignisprotokoll.jsonl", "sprechzettel", "archiv.zip", "archiv-oeffentlich.zip")
    async with server.http(who) as client:
        assert {(await client.get(f"/s/{who.slug}/{path}")).status_code for path in paths} == {403}
    async with server.http() as client:
        assert {(await client.get(f"/s/{who.slug}/{path}")).status_code for path in paths} == {401}


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHAIR])
async def test_chair_and_clerk_print_what_is_said_from_the_opening_to_the_end(
    server: Running, role: Role
) -> None:
    who = await server.sign_in(role)
    async with server.http(who) as client:
        answer = await client.get(f"/s/{who.slug}/sprechzettel")
    assert answer.status_code == 200
    first = answer.text.index("Ich begrüße Sie und eröffne die 37. Sitzung.")
    last = answer.text.index("Die Tagesordnung ist abgearbeitet. Ich danke Ihnen und schließe die Sitzung.")
    assert first < answer.text.index("Ich rufe Tagesordnungspunkt 5 auf: Aktuelles.") < last


async def test_the_log_is_for_the_clerk_alone_and_a_form_that_is_none_is_not_there(server: Running) -> None:
    chair, clerk = await server.sign_in(Role.CHAIR), await server.sign_in(Role.CLERK)
    async with server.http(chair) as client:
        assert (await client.get(f"/s/{chair.slug}/ereignisprotokoll.jsonl")).status_code == 403
    async with server.http(clerk) as client:
        assert (await client.get(f"/s/{clerk.slug}/protokoll.exe")).status_code == 404
