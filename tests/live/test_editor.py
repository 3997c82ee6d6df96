"""The minutes' editor over HTTP: a plain form is enough, drafts survive the server's death, and nobody else sees them."""

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.log.codec import read_command
from handzeichen.meeting.commands import OpenBallot
from handzeichen.meeting.ids import PersonId
from live.test_nodes import node
from support.live import PATIENCE, PLAN, Process, Running, SignedIn, Socket, running
from support.valkey import valkey
from views.test_languages import LEFT, said_by_us, written_by_people

MEETING = read_plan(PLAN).id
JSON = {"accept": "application/json"}


async def read(server: Running, who: SignedIn, top: str = "1", *, status: int = 200) -> str:
    async with server.http(who) as client:
        answer = await client.get(f"/s/{who.slug}/niederschrift?top={top}")
    assert answer.status_code == status
    return answer.text


async def pressed(server: Running, who: SignedIn, act: str, status: int = 303, **fields: str) -> str:
    """A button of the plain form, without a script."""
    form = {"item": "1", "of": "new", "text": "Ein Satz.", "act": act, **fields}
    async with server.http(who) as client:
        answer = await client.post(f"/s/{who.slug}/niederschrift", data=form)
    assert answer.status_code == status, answer.text
    return answer.text


async def scripted(server: Running, who: SignedIn, act: str, **fields: str) -> dict[str, Any]:
    """The same as the page's script does it."""
    form = {"item": "1", "of": "new", "text": "Ein Satz.", "page": "p1", "act": act, **fields}
    async with server.http(who, **JSON) as client:
        answer = await client.post(f"/s/{who.slug}/niederschrift", data=form)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def notes(server: Running, item: str = "1") -> list[str]:
    return [note.text for note in server.live.room.now.meeting.agenda.items[item].notes]  # type: ignore[index]


def drafts(server: Running, item: str = "1") -> dict[str, str]:
    return {of: one.typed.text for of, one in server.house.drafts.of(server.meeting, item).items()}


async def test_whoever_has_no_scripts_writes_changes_and_strikes_all_the_same() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        await pressed(server, clerk, "draft", text="Halber Satz")
        page = await read(server, clerk)
        assert "Entwurf von Frau Hollenstedt-Rühl, 17.30 Uhr, noch nicht eingetragen." in page
        assert re.search(r"<textarea[^>]*>\nHalber Satz</textarea>", page)
        await pressed(server, clerk, "enter", text="Ganzer Satz.", person="elvers")
        assert (notes(server)[-1], drafts(server)) == ("Ganzer Satz.", {})
        seq = server.live.room.now.head.seq
        await pressed(server, clerk, "enter", of=f"note-{seq}", text="Anderer Satz.", reason="Name falsch")
        assert notes(server)[-1] == "Anderer Satz."
        page = await read(server, clerk)
        assert "berichtigt 17.30 Uhr: Name falsch" in page and "Ganzer Satz." not in page
        await pressed(server, clerk, "draft", of=f"note-{seq}", text="Noch ein anderer Satz.")
        await pressed(server, clerk, "strike", of=f"note-{seq}")
        assert "Anderer Satz." not in notes(server)
        assert drafts(server) == {}, "what was begun on a sentence goes with it"


async def test_the_preview_is_what_the_minutes_will_say() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        answer = await scripted(
            server, clerk, "draft", text="Erster Absatz.\n\n<b>Zweiter</b>", person="elvers"
        )
        preview = answer["pieces"]["editor-preview"]
        assert "Ratsfrau Elvers (BLE): Erster Absatz." in preview
        assert "<p>&lt;b&gt;Zweiter&lt;/b&gt;</p>" in preview
        assert notes(server) == [], "a draft is not entered"
        await scripted(server, clerk, "enter", text="Erster Absatz.\n\n<b>Zweiter</b>", person="elvers")
        async with server.http(clerk) as client:
            minutes = (await client.get(f"/s/{clerk.slug}/protokoll.html")).text
        assert "Ratsfrau Elvers (BLE): Erster Absatz." in minutes
        assert "<p>&lt;b&gt;Zweiter&lt;/b&gt;</p>" in minutes


async def test_the_reasons_of_a_motion_are_written_in_the_clerks_own_words() -> None:
    async with running() as server:
        await server.play()
        clerk = await server.sign_in(Role.CLERK)
        page = await read(server, clerk)
        assert "Begründung: späte Zustellung der Drucksache" in page
        motion = re.search(r'data-pen="motion-(\w+)"', page)
        assert motion is not None
        await scripted(
            server, clerk, "enter", of=f"motion-{motion[1]}", text="Es blieb keine Zeit zum Lesen."
        )
        async with server.http(clerk) as client:
            minutes = (await client.get(f"/s/{clerk.slug}/protokoll.txt")).text
        assert "Es blieb keine Zeit zum Lesen." in minutes
        assert "späte Zustellung" not in minutes


async def test_one_place_writes_and_the_other_sees_it_grow() -> None:
    async with running() as server:
        first, second = await server.sign_in(Role.CLERK), await server.sign_in(Role.CLERK)
        async with server.socket(second, form="json") as desk:
            await desk.until(lambda: "clerk-writers" in desk.parts)
            assert desk.parts["clerk-writers"]["writers"] == []
            await scripted(server, first, "draft", text="Frau Elvers")
            await desk.until(lambda: desk.parts["clerk-writers"]["writers"])
            number = desk.parts["clerk-writers"]["number"]
            assert desk.parts["clerk-writers"]["writers"] == [
                {"item": "1", "top": "TOP 1", "name": "Frau Hollenstedt-Rühl"}
            ]
            await scripted(server, first, "draft", text="Frau Elvers fragt")
            await desk.until(lambda: desk.parts["clerk-writers"]["number"] != number)
        page = await read(server, second)
        assert "Frau Elvers fragt</textarea>" in page and "readonly" in page and 'value="enter"' not in page
        refused = await scripted(server, second, "enter", text="Dazwischen", page="p2")
        assert refused["why"].startswith("Frau Hollenstedt-Rühl schreibt hier seit 17.30 Uhr.")
        assert "Dazwischen" in await pressed(server, second, "enter", 409, text="Dazwischen")
        assert (notes(server), drafts(server)) == ([], {"new": "Frau Elvers fragt"})
        await scripted(server, first, "release", text="Frau Elvers fragt")
        (draft,) = server.house.drafts.of(server.meeting, "1").values()
        goes_on = {"text": "Frau Elvers fragt nach.", "page": "p2", "version": draft.version}
        await scripted(server, second, "enter", **goes_on)
        assert notes(server) == ["Frau Elvers fragt nach."]


async def test_a_sentence_corrected_meanwhile_and_its_draft_are_both_shown() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        await scripted(server, clerk, "enter", text="Der Satz.")
        seq = server.live.room.now.head.seq
        await scripted(server, clerk, "draft", of=f"note-{seq}", text="Der Satz, länger", base="Der Satz.")
        async with server.socket(clerk) as desk:
            right = {"do": "note", "item": "1", "text": "Der andere Satz."}
            await desk.ask("correct", of=seq, reason="falsch", with_=right)
        page = await read(server, clerk)
        assert "hat jemand den Satz berichtigt" in page
        assert "Der andere Satz." in page and "Der Satz, länger</textarea>" in page
        async with server.socket(clerk) as desk:
            await desk.ask("correct", of=seq, reason="doch nicht", key="strike")
        page = await read(server, clerk)
        assert "Übriger Entwurf" in page and "Der Satz, länger</textarea>" in page


async def test_what_is_refused_keeps_the_draft_and_says_what_to_do() -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        too_long = "ä" * 20_001
        refused = await scripted(server, clerk, "enter", text=too_long)
        assert "höchstens 20.000" in refused["why"] or "20000" in refused["why"] or "20 000" in refused["why"]
        assert drafts(server) == {"new": too_long} and notes(server) == []
        huge = await scripted(server, clerk, "draft", text="ä" * 50_001)
        assert huge["why"] == "Dieser Text ist zu lang, um als Entwurf gesichert zu werden."
        assert drafts(server) == {"new": too_long}
        refused = await scripted(server, clerk, "enter", text="Ein Satz.", person="niemand")
        assert refused["do"].endswith("Der Entwurf bleibt gesichert.")
        assert drafts(server) == {"new": "Ein Satz."}
        await scripted(server, clerk, "discard")
        assert drafts(server) == {}


async def test_nobody_but_clerks_writes_and_nobody_but_clerks_sees_drafts() -> None:
    async with running() as server:
        clerk, chair = await server.sign_in(Role.CLERK), await server.sign_in(Role.CHAIR)
        member, hall = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.HALL)
        await scripted(server, clerk, "enter", text="Ein eingetragener Satz.")
        await scripted(server, clerk, "draft", text="Ein halber Gedanke")
        page = await read(server, chair)
        assert "Ein eingetragener Satz." in page and "halber Gedanke" not in page
        assert "<textarea" not in page and "schreibt" not in page
        for who in (chair, member, hall):
            await pressed(server, who, "draft", 403)
        for who in (member, hall):
            await read(server, who, status=403)
        async with server.http() as client:
            for path in (f"/public/{server.meeting}/", f"/public/{server.meeting}/ergebnisse"):
                assert "halber Gedanke" not in (await client.get(path)).text
        async with server.http(clerk, origin="https://fremd.example") as client:
            answer = await client.post(f"/s/{clerk.slug}/niederschrift", data={"item": "1", "act": "draft"})
        assert answer.status_code == 403
        assert drafts(server) == {"new": "Ein halber Gedanke"}


@pytest.mark.parametrize("top", ["99", "../../x", "<b>"])
async def test_an_item_that_there_is_not_is_said(top: str) -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        assert "Diesen Tagesordnungspunkt gibt es nicht." in await read(server, clerk, top, status=404)
        await pressed(server, clerk, "draft", 404, item=top)
        assert await server.house.store.keys("draft:") == []


@pytest.mark.parametrize(
    "of", ["note-", "note-x", "note-3:..", "motion-", "motion-A B", "new-", "neu", "x" * 300]
)
async def test_a_place_that_there_cannot_be_is_refused(of: str) -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        await pressed(server, clerk, "draft", 404, of=of)
        assert await server.house.store.keys("draft:") == []


async def test_only_sentences_are_struck_and_nothing_is_entered_that_says_nothing() -> None:
    async with running() as server:
        await server.play()
        clerk, length = await server.sign_in(Role.CLERK), server.live.room.now.head.seq
        refused = await scripted(server, clerk, "strike", of="note-3")
        assert refused["why"].startswith("Diesen Eintrag gibt es nicht")
        refused = await scripted(server, clerk, "enter", text=" \n ")
        assert refused["why"] == "Hier steht noch nichts. Bitte zuerst schreiben."
        refused = await scripted(server, clerk, "enter", of="note-3", text="Kein Satz.")
        assert refused["why"]
        # A draft that belongs to nothing is shown, and can be thrown away.
        assert "Kein Satz.</textarea>" in await read(server, clerk)
        await scripted(server, clerk, "enter", of="motion-nirgends", text="Kein Antrag.")
        assert "Kein Antrag.</textarea>" in await read(server, clerk)
        assert server.live.room.now.head.seq == length


@pytest.mark.parametrize(
    "text",
    ["\u202etsalb\u202c", "👩‍👩‍👧‍👦 🗳️", "</textarea><script>alert(1)</script>", "a\x00b", "\r\n\r\n\tx"],
)
async def test_whatever_is_typed_is_kept_and_shown_as_it_is(text: str) -> None:
    async with running() as server:
        clerk = await server.sign_in(Role.CLERK)
        await scripted(server, clerk, "draft", text=text)
        assert drafts(server) == {"new": text.replace("\r\n", "\n")}
        page = await read(server, clerk)
        assert escape(text.replace("\r\n", "\n")) in page and "<script>alert" not in page


async def test_facts_stand_in_no_field() -> None:
    async with running() as server:
        await server.play(lambda command: isinstance(command, OpenBallot))
        clerk = await server.sign_in(Role.CLERK)
        page = await read(server, clerk)
        fields = re.findall(r"<textarea[^>]*>(.*?)</textarea>|<input[^>]*value=\"([^\"]*)\"", page, re.DOTALL)
        typed = " ".join(text for pair in fields for text in pair)
        facts = "10 von 11 Sitzen vertreten"
        assert facts in page and facts not in typed
        assert "späte Zustellung" in page and "späte Zustellung" not in typed


async def test_after_the_closing_sentences_are_written_until_the_minutes_are_approved() -> None:
    async with running() as server:
        await server.play(lambda command: False)
        clerk = await server.sign_in(Role.CLERK)
        await scripted(server, clerk, "enter", text="Am nächsten Morgen.")
        assert notes(server)[-1] == "Am nächsten Morgen."
        seq = server.live.room.now.head.seq
        await scripted(server, clerk, "draft", text="Noch ein Satz")
        await ask(server, "issue_minutes")
        approval = {"version": 1, "meeting": "ausschuss-38", "ballot": "b1", "part": "public"}
        await ask(server, "approve_minutes", **approval)
        refused = await scripted(server, clerk, "enter", text="Noch ein Satz")
        assert "genehmigt" in refused["why"] and refused["do"].endswith("Der Entwurf bleibt gesichert.")
        assert drafts(server) == {"new": "Noch ein Satz"}
        page = await read(server, clerk)
        assert "Neue Sätze kommen nicht mehr hinein." in page and "Noch ein Satz</textarea>" in page
        await scripted(server, clerk, "discard")
        assert 'data-pen="new"' not in await read(server, clerk)
        await scripted(server, clerk, "enter", of=f"note-{seq}", text="Am Morgen.", reason="Tippfehler")
        assert notes(server)[-1] == "Am Morgen."


async def test_the_editor_speaks_english_around_the_towns_own_words() -> None:
    async with running() as server:
        await server.play()
        clerk = await server.sign_in(Role.CLERK)
        await scripted(server, clerk, "draft", text="Halb")
        page = await read(server, clerk, "1&sprache=en")
        theirs = [*written_by_people(server.live.room.now.meeting), "Wortlaut der Niederschrift"]
        said = [
            text for text in said_by_us(page, theirs) if not text.startswith("after ")
        ]  # a place, and what was there
        assert [text for text in said if LEFT.search(text)] == []


async def ask(server: Running, do: str, **fields: Any) -> None:
    command = read_command({"do": do, **fields})
    answer = await server.live.room.ask(command, by=PersonId("clerk"), scope="beside", key=None)
    assert "accepted" in answer, answer


async def test_at_another_node_the_text_grows_too_and_nobody_writes_over_it(tmp_path: Path) -> None:
    async with valkey(tmp_path) as shared, node(shared) as one, node(shared) as two:
        first, second = await one.sign_in(Role.CLERK), await two.sign_in(Role.CLERK)
        async with two.socket(second, form="json") as desk:
            await scripted(one, first, "draft", text="Es wächst")
            await desk.until(lambda: desk.parts.get("clerk-writers", {}).get("writers"))
            await desk.until(lambda: drafts(two) == {"new": "Es wächst"})
        assert "Es wächst</textarea>" in await read(two, second)
        refused = await scripted(two, second, "draft", text="Dazwischen", page="p2")
        assert refused["writer"] == "Frau Hollenstedt-Rühl"
        await scripted(one, first, "enter", text="Es wächst.")
        async with two.socket(second, form="json") as desk:
            await desk.until(lambda: drafts(two) == {} and notes(two) == ["Es wächst."])


async def test_a_draft_outlives_the_death_of_the_server(tmp_path: Path) -> None:
    first = await serve(tmp_path, "Herr Sokolow")
    clerk = await first.sign_in("Protokollführung")
    form = {"item": "1", "of": "new", "text": "Mitten im", "page": "p1", "act": "draft"}
    async with client_of(first, clerk) as client:
        assert "kept" in (await client.post(f"/s/{clerk.slug}/niederschrift", data=form)).json()
    await first.kill()
    second = await serve(tmp_path, "Anmeldungen gelten weiter")
    async with client_of(second, clerk) as client:
        page = (await client.get(f"/s/{clerk.slug}/niederschrift?top=1")).text
        assert "Mitten im</textarea>" in page
        assert "Entwurf von Frau Hollenstedt-Rühl" in page
        assert "schreibt hier seit" not in page, "whoever wrote goes on"
        form |= {"text": "Mitten im Satz.", "act": "enter"}
        assert "entered" in (await client.post(f"/s/{clerk.slug}/niederschrift", data=form)).json()
    async with Socket(second.url, MEETING, clerk) as desk:
        await desk.until(lambda: "clerk-timeline-0" in desk.parts)
        lines = str(desk.parts["clerk-timeline-0"])
    assert "Mitten im Satz." in lines
    assert await second.stop() == 0


def client_of(process: Process, who: SignedIn) -> Any:
    import httpx

    return httpx.AsyncClient(base_url=process.url, headers={**who.cookie, **JSON}, timeout=PATIENCE)


async def serve(folder: Path, last: str) -> Process:
    return await Process.start("serve", "--plan", PLAN, "--port", "0", "--data", folder, last=last)
