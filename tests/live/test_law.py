"""The page of the law, and a meeting that counts: closed until the house has confirmed, once for all its meetings."""

from dataclasses import replace
from pathlib import Path

import pytest

from handzeichen.app.house_law import HouseLaw
from handzeichen.app.law_known import take_over
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.law.confirming import Confirmation, Word
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting.confirming import rows, unconfirmed
from support.live import PLAN, Running, SignedIn, running

FOREIGN = {"origin": "https://fremd.example"}
WORD = {"confirmed_by": "Meyer, Hauptamt", "source": "Kommentar, § 65 Rn. 4"}


async def read(server: Running, who: SignedIn, query: str = "", *, status: int = 200) -> str:
    async with server.http(who) as client:
        answer = await client.get(f"/s/{who.slug}/law{query}")
    assert answer.status_code == status
    return answer.text


async def post(
    server: Running, who: SignedIn, *questions: str, headers: dict[str, str] | None = None, **word: str
) -> tuple[int, str]:
    async with server.http(who, **(headers or {})) as client:
        form = {"question": list(questions), **{**WORD, **word}}
        answer = await client.post(f"/s/{who.slug}/law", data=form)
    return answer.status_code, answer.text


async def open_(server: Running, clerk: SignedIn) -> dict[str, object]:
    async with server.socket(clerk) as desk:
        await desk.ask("arrive", person="brandhorst", via="room")
        return await desk.ask("open_meeting")


async def test_a_meeting_that_counts_opens_once_the_house_has_confirmed(tmp_path: Path) -> None:
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        refused = await open_(server, clerk)
        assert refused["refused"] == "law_unconfirmed"
        questions = unconfirmed(server.live.room.now.meeting)
        page = await read(server, clerk)
        assert all(f'name="question" value="{question}"' in page for question in questions)
        assert (await post(server, clerk, *questions))[0] == 303
        page = await read(server, clerk)
        assert 'name="question"' not in page
        assert page.count("Vom Haus bestätigt: Meyer, Hauptamt, 21.01.2021: Kommentar") == len(questions)
        assert "accepted" in await open_(server, clerk)


async def test_the_next_meeting_knows_what_was_confirmed_once(tmp_path: Path) -> None:
    plan = read_plan(PLAN)
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        await post(server, clerk, *unconfirmed(server.live.room.now.meeting))
    following = replace(plan, meeting=replace(plan.meeting, number=plan.meeting.number + 1))
    async with running(plan=following, practice=False, data=tmp_path) as server:
        assert unconfirmed(server.live.room.now.meeting) == ()
        assert server.live.room.now.head.seq == 1
        assert "accepted" in await open_(server, await server.sign_in(Role.CLERK))


async def test_a_meeting_that_is_planned_already_hears_at_the_start_of_the_server(tmp_path: Path) -> None:
    store = MemoryStore()
    async with running(store=store, practice=False, data=tmp_path) as server:
        meeting = server.live.room.now.meeting
        known = [row for row in rows(meeting) if row.question in unconfirmed(meeting)]
        word = Word(by="Meyer", on=meeting.plan.meeting.invited_on or known[0].since, source="Kommentar")
        HouseLaw(folder=tmp_path / "law").remember([Confirmation.to(row, word) for row in known[1:]])
        await take_over(server.house, server.live)
        meeting = server.live.room.now.meeting
        assert unconfirmed(meeting) == (known[0].question,)
        assert set(meeting.standing.said.values()) == {word}
        clerk = await server.sign_in(Role.CLERK)
        assert "aus den Bestätigungen des Hauses" in (await _screen(server, clerk))
        before = server.live.room.now.head
        await take_over(server.house, server.live)
        assert server.live.room.now.head == before


async def _screen(server: Running, who: SignedIn) -> str:
    async with server.http(who) as client:
        return (await client.get(f"/s/{who.slug}/")).text


async def test_the_clerks_page_warns_and_leads_there(tmp_path: Path) -> None:
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        number = len(unconfirmed(server.live.room.now.meeting))
        assert f">Recht: {number} Antworten zu bestätigen</a>" in await _screen(server, clerk)
        await post(server, clerk, *unconfirmed(server.live.room.now.meeting)[1:])
        assert ">Recht: eine Antwort zu bestätigen</a>" in await _screen(server, clerk)
        await post(server, clerk, *unconfirmed(server.live.room.now.meeting))
        assert "zu bestätigen</a>" not in await _screen(server, clerk)


async def test_practice_opens_without_and_says_what_it_is() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        page = await _screen(server, clerk)
        assert "Übung – diese Sitzung zählt nicht" in page and "zu bestätigen</a>" not in page
        assert "Diese Sitzung ist eine Übung und zählt nicht." in await read(server, clerk)
        assert "accepted" in await open_(server, clerk)


async def test_the_chair_reads_and_nobody_else() -> None:
    async with running() as server:
        chair, member = await server.sign_in(Role.CHAIR), await server.sign_in(Role.MEMBER, "elvers")
        page = await read(server, chair)
        assert "Bestätigt wird am Platz der Protokollführung." in page and 'name="question"' not in page
        await read(server, member, status=403)
        await read(server, await server.sign_in(Role.HALL), status=403)
        for who in (chair, member):
            assert (await post(server, who, "doors"))[0] == 403
        assert server.live.room.now.head.seq == 1


@pytest.mark.parametrize(
    ("questions", "word", "says"),
    [
        ((), {}, "Es ist nichts angekreuzt."),
        (("doors",), {"confirmed_by": " "}, "Zu einer Bestätigung gehört, wer sie gibt"),
        (("doors", "<b>"), {}, "Eine Frage „&lt;b&gt;“ stellt das Rechtsprofil nicht."),
        (("doors",), {"source": "x" * 20_001}, "„source“"),
    ],
)
async def test_what_cannot_be_confirmed_is_said_and_what_was_entered_stays(
    tmp_path: Path, questions: tuple[str, ...], word: dict[str, str], says: str
) -> None:
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        status, page = await post(server, clerk, *questions, **word)
        assert status == 400 and says in page and 'role="alert"' in page
        if word.get("confirmed_by") is None:
            assert 'value="Meyer, Hauptamt"' in page
        if "doors" in questions:
            assert 'id="tick-doors" checked' in page or "doors" not in unconfirmed(
                server.live.room.now.meeting
            )


async def test_a_foreign_page_confirms_nothing(tmp_path: Path) -> None:
    async with running(practice=False, data=tmp_path) as server:
        clerk = await server.sign_in(Role.CLERK)
        assert (await post(server, clerk, "doors", headers=FOREIGN))[0] == 403
        assert server.live.room.now.head.seq == 1


async def test_where_it_cannot_be_remembered_it_counts_for_this_meeting_and_is_said(tmp_path: Path) -> None:
    (tmp_path / "law").write_text("", "utf-8")
    async with running(data=tmp_path, law=tmp_path / "leer") as server:
        server.house.law = HouseLaw(folder=tmp_path / "law")
        clerk = await server.sign_in(Role.CLERK)
        status, page = await post(server, clerk, "doors")
        assert status == 400 and "Für diese Sitzung ist es bestätigt" in page
        assert "doors" in server.live.room.now.meeting.standing.said


async def test_compared_with_an_earlier_day() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        page = await read(server, clerk, "?since=2019-01-01")
        assert "<strong>Vorher:</strong> Nein" in page and "Seit dem 01.01.2019 hat sich geändert:" in page
        assert "Für den 01.01.1990 ist dieses Recht" in await read(server, clerk, "?since=1990-01-01")
        assert "Das ist kein Tag." in await read(server, clerk, "?since=gestern", status=400)


async def test_the_page_keeps_the_strict_policy() -> None:
    async with running() as server:
        page = await read(server, await server.sign_in(Role.CLERK), "?since=2019-01-01")
        assert "<script" not in page and "style=" not in page and "onclick" not in page
