"""A member checks a log in the own browser: the right file, a changed one, one of another history; no barrier."""

import json

from playwright.async_api import Browser, FilePayload, Page, expect

from browser.kit import DESK, Evening, at
from browser.test_screens import barriers
from handzeichen.app.clock import EveningClock
from handzeichen.log.chain import START, derived_salts, seal
from handzeichen.log.files import to_jsonl
from support.live import running

RIGHT = "Alles stimmt: Diese Datei ist das unveränderte Ereignisprotokoll dieser Sitzung."
WRONG = "Diese Datei ist nicht das Ereignisprotokoll dieser Sitzung, oder sie wurde verändert."


def file(data: bytes) -> FilePayload:
    return {"name": "ereignisprotokoll.jsonl", "mimeType": "application/jsonl", "buffer": data}


async def checked(page: Page, data: bytes, said: str, *rows: str) -> None:
    await page.get_by_label("Ereignisprotokoll auswählen").set_input_files(file(data))
    result = page.locator("#result")
    await expect(result.locator(".check__said")).to_have_text(said)
    for row in rows:
        await expect(result).to_contain_text(row)


async def test_the_right_file_is_right_and_every_other_is_told_in_words(chromium: Browser) -> None:
    async with running(clock=EveningClock(at("17:28:00"))) as server:
        await server.play(lambda command: False)
        evening = Evening(chromium, server=server)
        member = await evening.member("elvers", size=DESK)
        lines = await server.house.store.read(server.meeting)
        log, seq = to_jsonl(lines), len(lines)
        await member.get_by_role("link", name="Protokoll prüfen").click()
        await expect(member.locator("#seen")).to_contain_text(f"Nr. {seq} ({lines[-1].hash[:8]} …)")
        await checked(
            member,
            log,
            RIGHT,
            f"Die Kette ist ganz: {seq} Zeilen",
            f"Der Server nennt denselben Kopf: Nr. {seq}.",
            f"Dieser Browser sah dieselbe Prüfsumme zu Nr. {seq}",
            lines[-1].hash,
        )
        # A head typed from paper, its first characters in capitals.
        head = member.get_by_label("Kopf aus einer Niederschrift")
        await head.fill(lines[-1].hash[:12].upper())
        await head.press("Tab")
        await expect(member.locator("#result")).to_contain_text("ist der Kopf dieser Datei")
        assert "\n".join(await barriers({"right": member}, "check")) == ""
        # One letter changed, a line left out, the end missing, and a history sealed anew.
        changed = log.replace(b"Zustellung", b"zustellung", 1)
        assert changed != log
        at_line = next(line.seq for line in lines if "Zustellung" in (line.body or ""))
        await checked(member, changed, WRONG, f"Die Prüfsumme von Nr. {at_line} passt nicht")
        await checked(member, to_jsonl([*lines[:4], *lines[5:]]), WRONG, "Vor Nr. 5 fehlen Zeilen")
        await checked(member, log[:-20], WRONG, f"Die Zeile Nr. {seq} ist abgeschnitten.")
        await checked(member, b"\xff\xfe", WRONG, "keine Textdatei")
        forged = to_jsonl(seal(START, [line.body or "" for line in lines], derived_salts(b"forged")))
        await checked(member, forged, WRONG, "Der Server nennt zu Nr.", "Dieser Browser sah zu Nr.")
        twice = json.loads(log.splitlines()[0])
        doubled = (
            json.dumps(twice)[:-1].encode() + b', "seq": 1}\n' + b"\n".join(log.splitlines()[1:]) + b"\n"
        )
        await checked(member, doubled, WRONG, "Nr. 1 ist keine Zeile")
        assert "\n".join(await barriers({"wrong": member}, "check")) == ""
        await evening.go_home()
    assert evening.unexpected == []
