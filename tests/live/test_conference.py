"""From a member's page into the video conference: who is led there, when, and what the pages themselves carry."""

import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app.clock import EveningClock
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.app.render import web_folder
from handzeichen.app.security import HEADERS
from handzeichen.app.video.seats import HALL
from handzeichen.log.asks import read_command
from handzeichen.meeting.ids import PersonId
from live.test_video import SECRET, settings
from support.live import PLAN, Running, SignedIn, running

ORIGIN = "https://meet.stadt.example"
EMBED = f"""
[conferences.ausschuss]
body = "internationaler-ausschuss"
pages = ["member", "hall"]
[conferences.ausschuss.links]
"8f3a" = "elvers"
[conferences.ausschuss.embed]
kind = "jitsi"
address = "{ORIGIN}/ausschuss"
in = ["member", "hall"]
app = "handzeichen"
secret_file = "secret"
"""


@asynccontextmanager
async def conferring(folder: Path, text: str = EMBED) -> AsyncIterator[Running]:
    async with running(video=settings(folder, text)) as server:
        yield server


async def asked(server: Running, who: SignedIn, path: str, **headers: str) -> Any:
    async with server.http(who, **headers) as client:
        return await client.get(f"/s/{who.slug}/{path}")


async def ask(server: Running, by: str, do: str, **fields: object) -> None:
    answer = await server.live.room.ask(
        read_command({"do": do, **fields}), by=PersonId(by), scope="t", key=None
    )
    assert "accepted" in answer, answer


async def behind_closed_doors(server: Running) -> None:
    await ask(server, "vosskamp", "move", motion="x1", kind="exclude_public", item="1")
    await ask(server, "chair", "agree", motion="x1")
    for person in ("elvers", "moehring-aufwind", "nordmeier"):
        await ask(server, person, "confirm_alone", person=person)
    await ask(server, "chair", "exclude_public", cleared=True, stream_off=True)


def user_in(address: str) -> dict[str, str]:
    """Who the token in an address says that somebody is."""
    payload = address.partition("jwt=")[2].partition("#")[0].split(".")[1]
    found: dict[str, str] = json.loads(base64.urlsafe_b64decode(payload + "=="))["context"]["user"]
    return found


async def test_a_member_is_led_in_by_a_link_of_their_own_and_the_display_as_nobody(tmp_path: Path) -> None:
    async with conferring(tmp_path) as server:
        await server.play()
        elvers, nordmeier = [await server.sign_in(Role.MEMBER, one) for one in ("elvers", "nordmeier")]
        hall, clerk = await server.sign_in(Role.HALL), await server.sign_in(Role.CLERK)
        way = await asked(server, elvers, "video")
        assert (way.status_code, way.headers["referrer-policy"]) == (303, "no-referrer")
        assert way.headers["cache-control"] == "no-store" and way.text == ""
        assert way.headers["location"].startswith(f"{ORIGIN}/ausschuss?jwt=")
        assert user_in(way.headers["location"]) == {"id": "8f3a", "name": "Ratsfrau Elvers"}
        in_frame = (await asked(server, elvers, "video/rahmen")).json()["address"]
        assert in_frame.endswith("#jitsi_meet_external_api_id=1&config.disableDeepLinking=true")
        assert user_in((await asked(server, nordmeier, "video")).headers["location"])["id"] == "nordmeier"
        shown = (await asked(server, hall, "video/rahmen")).json()["address"]
        assert user_in(shown) == {"id": HALL, "name": "Saal"}
        assert (await asked(server, clerk, "video")).status_code == 403
        abroad = await asked(server, elvers, "video", **{"sec-fetch-site": "cross-site"})
        assert abroad.status_code == 403 and "location" not in abroad.headers


async def test_pages_carry_no_link_and_no_secret_and_only_they_may_frame_the_conference(
    tmp_path: Path,
) -> None:
    async with conferring(tmp_path) as server:
        await server.play()
        elvers, hall = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.HALL)
        for who in (elvers, hall):
            found = await asked(server, who, "")
            assert f"; frame-src {ORIGIN}" in found.headers["content-security-policy"]
            assert 'id="conference"' in found.text and "<iframe" not in found.text
            assert "jwt" not in found.text and SECRET.decode() not in found.text
            member = who is elvers
            wanted = f'camera=(self "{ORIGIN}")' if member else HEADERS["permissions-policy"]
            assert wanted in found.headers["permissions-policy"]
            assert (f"camera {ORIGIN}" in found.text) is member
        for role, person in ((Role.CHAIR, None), (Role.CLERK, None), (Role.HOST, None)):
            who = await server.sign_in(role, person)
            found = await asked(server, who, "")
            assert HEADERS.items() <= dict(found.headers).items() and ORIGIN not in found.text
        async with server.http() as client:
            public = await client.get(f"/public/{server.meeting}/")
        assert HEADERS.items() <= dict(public.headers).items() and ORIGIN not in public.text


@pytest.mark.parametrize(
    ("change", "member", "hall"),
    [
        (('in = ["member", "hall"]', ""), True, False),
        (('in = ["member", "hall"]', 'in = ["hall"]'), True, True),
        (('"internationaler-ausschuss"', '"rat"'), False, False),
    ],
)
async def test_where_it_is_only_linked_pages_stay_as_strict_as_without(
    tmp_path: Path, change: tuple[str, str], *, member: bool, hall: bool
) -> None:
    async with conferring(tmp_path, EMBED.replace(*change)) as server:
        elvers, display = await server.sign_in(Role.MEMBER, "elvers"), await server.sign_in(Role.HALL)
        own, shown = await asked(server, elvers, ""), await asked(server, display, "")
        assert HEADERS.items() <= dict(own.headers).items()
        assert ("Zur Videokonferenz" in own.text) is member and "conference-open" not in own.text
        assert ("frame-src" in shown.headers["content-security-policy"]) is hall


async def test_a_conference_on_our_own_address_is_never_framed(tmp_path: Path) -> None:
    """Its scripts could press our buttons."""
    async with conferring(tmp_path) as server:
        server.house.config = replace(server.house.config, url=ORIGIN)
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        own = await asked(server, elvers, "")
        assert HEADERS.items() <= dict(own.headers).items()
        assert "In eigenem Fenster" not in own.text and "Zur Videokonferenz" in own.text


async def test_the_way_in_opens_two_hours_before_the_beginning(tmp_path: Path) -> None:
    plan = read_plan(PLAN)
    clock = EveningClock(plan.meeting.starts_at - timedelta(hours=2, seconds=1))
    async with running(video=settings(tmp_path, EMBED), clock=clock, practice=False) as server:
        elvers = await server.sign_in(Role.MEMBER, "elvers")
        early = await asked(server, elvers, "video/rahmen")
        assert early.status_code == 409 and "zwei Stunden vor dem Beginn" in early.json()["refused"]
        english = {"cookie": f"{elvers.cookie['cookie']}; hz-language-here=en"}
        assert (
            "two hours before" in (await asked(server, elvers, "video/rahmen", **english)).json()["refused"]
        )
        clock.set(plan.meeting.starts_at - timedelta(hours=2))
        assert (await asked(server, elvers, "video/rahmen")).status_code == 200


async def test_the_last_word_of_a_page_that_goes_is_heard_without_its_socket(tmp_path: Path) -> None:
    async with conferring(tmp_path) as server:
        member = await server.sign_in(Role.MEMBER, "elvers")
        joined, left = [{"event": name, "id": "a1"} for name in ("videoConferenceJoined", "participantLeft")]
        for who, origin, event, status in (
            (None, {}, joined, 401),
            (member, {"Origin": "https://elsewhere.example"}, joined, 403),
            (member, {}, joined, 204),
            (member, {}, left, 204),
        ):
            async with server.http(who, **origin) as client:
                told = {"video": {"system": "jitsi", "own": "a1", "events": [event]}}
                path = f"/s/{(who or member).slug}/video"
                assert (await client.post(path, content=json.dumps(told))).status_code == status
        (device,) = server.house.video.conferences["ausschuss"].conference.devices()
        assert (device.who.id, device.here) == ("elvers", False)
        async with server.http(member) as client:
            for wrong, status in (("[]", 400), ("{", 400), ('{"video": 3}', 204), ("x" * 20_000, 413)):
                assert (await client.post(f"/s/{member.slug}/video", content=wrong)).status_code == status


async def test_why_somebody_is_not_led_in_is_said_in_words(tmp_path: Path) -> None:
    plan = read_plan(PLAN)
    invited = tuple(one.id for one in plan.people if one.id != "cordsen")
    plan = replace(plan, meeting=replace(plan.meeting, remote=invited))
    async with running(video=settings(tmp_path, EMBED), plan=plan) as server:
        elvers, cordsen = [await server.sign_in(Role.MEMBER, one) for one in ("elvers", "cordsen")]
        not_invited = await asked(server, cordsen, "video")
        assert not_invited.status_code == 403 and "keine Teilnahme per Video" in not_invited.text
        assert 'id="conference"' not in (await asked(server, cordsen, "")).text
        await server.play()
        assert (await asked(server, elvers, "video/rahmen")).status_code == 200
        await behind_closed_doors(server)
        assert (await asked(server, elvers, "video")).status_code == 303
        await ask(server, "elvers", "leave", person="elvers")
        outside = await asked(server, elvers, "video")
        assert outside.status_code == 403 and "dass niemand mithört" in outside.text
        await ask(server, "chair", "close_meeting")
        over = await asked(server, elvers, "video")
        assert over.status_code == 410 and "kein Weg mehr" in over.text
        assert 'id="conference"' not in (await asked(server, elvers, "")).text


def test_only_the_rehearsal_asks_for_a_device() -> None:
    """What the policy must allow a page that hands devices on, none of its scripts uses."""
    scripts = sorted(web_folder().glob("static/**/*.js"))
    asking = [one.name for one in scripts if re.search(r"\.get(User|Display)Media\b", one.read_text())]
    assert len(scripts) > 40 and asking == ["devices.js"]
    loads = re.compile(r"/(devices|technik)\.js")
    folder = web_folder()
    using = [
        one.name for one in (*scripts, *folder.glob("templates/**/*.html")) if loads.search(one.read_text())
    ]
    assert using == ["technik.js", "technik.html"]
