"""A video system knocks at a running server: what it tells becomes presence, whatever happens to its deliveries."""

import json
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from handzeichen.app.attempts import Attempts
from handzeichen.app.offers import Role
from handzeichen.app.plan import read_plan
from handzeichen.app.video.ingest import Video
from handzeichen.app.video.refused import IN_A_ROW
from handzeichen.app.video.settings import read_settings
from handzeichen.app.video.sightings import What
from handzeichen.app.video.signed import signature
from handzeichen.app.video.watching import MOST_OF_ONE
from handzeichen.log.codec import read_entry
from handzeichen.log.port import Store
from handzeichen.log.redis import RedisStore
from handzeichen.log.sqlite import SqliteStore
from handzeichen.meeting.commands import Arrive, CloseMeeting, Command
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, PersonId, Via
from handzeichen.meeting.ids import Role as Part
from handzeichen.meeting.state import Presence
from support.live import PLAN, Running, Socket, running
from support.valkey import valkey

SECRET = b"a-secret-of-sixteen"
SETTINGS = """
[conferences.ausschuss]
body = "internationaler-ausschuss"
system = "signed"
secret_file = "secret"
pages = ["member", "hall"]
grace = 0.1
camera = 0.1
"""
ELVERS = PersonId("elvers")


def before_the_first_on_video(command: Command) -> bool:
    return isinstance(command, Arrive) and command.via is Via.VIDEO


def settings(folder: Path, text: str = SETTINGS) -> Path:
    (folder / "secret").write_bytes(SECRET + b"\n")
    (folder / "video.toml").write_text(text)
    return folder / "video.toml"


@asynccontextmanager
async def conferring(
    folder: Path, store: Store | None = None, text: str = SETTINGS
) -> AsyncIterator[tuple[Running, Socket]]:
    """A server with a conference, before anybody is on video, and the hall's screen to see what happens."""
    async with running(store=store, beat=0.05, silence=30, video=settings(folder, text)) as server:
        if server.live.room.now.head.seq == 1:
            await server.play(before_the_first_on_video)
        server.clock.set(server.live.room.time() + timedelta(seconds=10), speed=1)
        async with server.socket(await server.sign_in(Role.HALL)) as hall:
            yield server, hall


async def send(
    server: Running, *reports: dict[str, Any], secret: bytes = SECRET, to: str = "ausschuss"
) -> httpx.Response:
    """A delivery as a relay makes it."""
    body, timestamp = json.dumps({"reports": reports}).encode(), str(int(datetime.now(UTC).timestamp()))
    headers = {
        "handzeichen-timestamp": timestamp,
        "handzeichen-signature": signature(secret, timestamp, body),
    }
    async with server.http() as client:
        return await client.post(f"/video/{to}", content=body, headers=headers)


def report(what: str, connection: str = "c1", who: str = "elvers") -> dict[str, Any]:
    return {"what": what, "connection": connection, "id": who, "at": datetime.now(UTC).isoformat()}


def presence(server: Running, who: PersonId = ELVERS) -> Presence:
    return server.live.room.now.meeting.roll.of(who)


async def test_joins_cameras_and_broken_lines_become_presence_and_duplicates_nothing(tmp_path: Path) -> None:
    async with conferring(tmp_path) as (server, hall):
        joined = report("joined")
        answer = await send(server, joined)
        assert (answer.status_code, answer.json()) == (200, {"reports": 1, "ignored": 0})
        await hall.until(lambda: presence(server).via is Via.VIDEO)
        await send(server, joined, report("camera_on"))
        await hall.until(lambda: presence(server).camera is True)
        left = report("left")
        await send(server, left, left)
        await hall.until(
            lambda: presence(server).disturbed
        )  # Nobody sent anything more: the grace has passed.
        (fault,) = server.live.room.now.meeting.roll.faults
        assert (fault.person, fault.told_by) == ("elvers", SYSTEM)
        seq = server.live.room.now.head.seq
        await send(server, joined, left, report("other"))
        await send(server, report("joined", "c2"))
        await hall.until(lambda: not presence(server).disturbed)
        assert server.live.room.now.head.seq == seq + 1
        counted = server.house.video.conferences["ausschuss"].counted
        assert (counted["taken"], counted["ignored"]) == (8, 1)


async def test_who_is_not_the_video_system_is_refused_and_counted(tmp_path: Path) -> None:
    async with conferring(tmp_path) as (server, _):
        head = server.live.room.now.head
        assert (await send(server, report("joined"), secret=b"another one of sixteen")).status_code == 401
        async with server.http() as client:
            assert (await client.post("/video/ausschuss", content=b"{}")).status_code == 401
            assert (await client.post("/video/rat", content=b"{}")).status_code == 404
            assert (await client.get("/video/ausschuss")).status_code == 405
            assert (await client.post("/video/ausschuss", content=b"x" * 600_000)).status_code == 413
        assert server.house.attempts.counted["bad video signature"] == 2
        body, timestamp = b"{", str(int(datetime.now(UTC).timestamp()))
        signed = {
            "handzeichen-timestamp": timestamp,
            "handzeichen-signature": signature(SECRET, timestamp, body),
        }
        async with server.http() as client:
            assert (await client.post("/video/ausschuss", content=body, headers=signed)).status_code == 400
        assert server.house.attempts.counted["unreadable video report"] == 1
        assert server.live.room.now.head == head


async def test_the_journal_says_what_the_meeting_refused_and_not_of_whom(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    plan = read_plan(PLAN)
    invited = tuple(one.id for one in plan.people if one.id != ELVERS)
    plan = replace(plan, meeting=replace(plan.meeting, remote=invited))
    caplog.set_level("INFO", "handzeichen")
    async with running(plan=plan, beat=0.05, silence=30, video=settings(tmp_path)) as server:
        await send(server, report("joined"))
        async with server.socket(await server.sign_in(Role.HALL)) as hall:
            await hall.until(lambda: "Arrive was refused: " in caplog.text)
    assert ELVERS not in caplog.text


async def test_wrong_signatures_in_a_row_are_an_alarm_until_a_right_one_and_stand_on_the_page(
    tmp_path: Path,
) -> None:
    async with conferring(tmp_path) as (server, _):
        for number in range(IN_A_ROW):
            assert not server.house.alarms.stands("signature ausschuss"), number
            await send(server, report("joined"), secret=b"another one of sixteen")
        [alarm] = [one for one in server.house.alarms.all() if "Signatur" in one]
        assert alarm.startswith("An die Konferenz „ausschuss“ kommen nur Meldungen mit falscher Signatur")
        assert SECRET.decode() not in alarm
        host = await server.sign_in(Role.HOST)
        await server.house.video.tick()  # From the first beat on the conference is this meeting's.
        async with server.http(host) as client:
            page = (await client.get(f"/s/{host.slug}/zuordnen")).text
        assert "5 mit falscher Signatur abgewiesen, zuletzt " in page
        await send(server, report("joined"))
        assert not server.house.alarms.stands("signature ausschuss")


async def test_jitsi_calls_an_address_of_its_own_for_each_kind_of_event(tmp_path: Path) -> None:
    async with conferring(tmp_path, text=SETTINGS.replace('"signed"', '"jitsi"')) as (server, hall):
        occupant = {"id": "elvers", "occupant_jid": "r@c/a1", "joined_at": int(datetime.now(UTC).timestamp())}
        event = {"event_name": "muc-occupant-joined", "room_name": "r", "occupant": occupant}
        async with server.http(authorization=SECRET.decode()) as client:
            answer = await client.post("/video/ausschuss/events/occupant/joined", json=event)
        assert answer.json() == {"reports": 1, "ignored": 0}
        await hall.until(lambda: presence(server).via is Via.VIDEO)


async def test_a_delivery_from_far_in_the_future_is_not_taken(tmp_path: Path) -> None:
    async with conferring(tmp_path) as (server, _):
        await send(server, {**report("joined"), "at": "2126-01-01T00:00:00+00:00"})
        assert presence(server).via is None
        assert server.house.video.conferences["ausschuss"].counted["ignored"] == 1


async def test_after_the_meeting_has_closed_a_delivery_is_answered_and_changes_nothing(
    tmp_path: Path,
) -> None:
    async with running(beat=0.05, silence=30, video=settings(tmp_path)) as server:
        await server.play(lambda command: isinstance(command, CloseMeeting))
        await server.live.room.ask(CloseMeeting(), by=PersonId("chair"), scope="test", key=None)
        head = server.live.room.now.head
        assert (await send(server, report("left"))).status_code == 200
        await server.house.video.tick()
        assert server.live.room.now.head == head
        assert server.house.video.conferences["ausschuss"].meeting is None


async def test_what_was_told_before_a_restart_counts_after_it(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    slow = SETTINGS.replace("grace = 0.1", "grace = 1.5")
    async with conferring(tmp_path, await SqliteStore.open(file), slow) as (server, hall):
        await send(server, report("joined"), report("joined", "c2", "nordmeier"))
        await hall.until(lambda: presence(server, PersonId("nordmeier")).via is Via.VIDEO)
        await send(server, report("left"))
        await server.house.video.tick()
        assert not presence(server).disturbed
    async with conferring(tmp_path, await SqliteStore.open(file), slow) as (server, hall):
        await hall.until(lambda: presence(server).disturbed)
        assert not presence(server, PersonId("nordmeier")).disturbed
        video = server.house.video.conferences["ausschuss"]
        assert {device.connection: device.here for device in video.conference.devices()} == {
            "c1": False,
            "c2": True,
        }


async def test_after_a_restart_nobody_is_gone_who_is_in_another_conference_of_the_meeting(
    tmp_path: Path,
) -> None:
    """The one that a member has left for it is looked at first, before anything was asked of the other."""
    both = SETTINGS + SETTINGS.replace("conferences.ausschuss", "conferences.zweite")
    async with conferring(tmp_path, text=both) as (server, hall):
        await send(server, report("joined"))
        await send(server, report("joined", "c2"), to="zweite")
        await hall.until(lambda: presence(server).via is Via.VIDEO)
        server.clock.set(server.live.room.time() + timedelta(seconds=10), speed=1)
        await send(server, report("left"))
        grace_is_over, known = datetime.now(UTC) + timedelta(seconds=0.2), server.house.video.conferences
        await hall.until(
            lambda: datetime.now(UTC) > grace_is_over and not any(one.is_unsaved for one in known.values())
        )
        again = Video(
            read_settings(tmp_path / "video.toml"), server.house.store, server.house.live, Attempts()
        )
        await again.load()
        await again.tick()
        await hall.send({"ping": 1})
        await hall.until(lambda: {"pong": 1} in hall.frames)
        meeting = server.live.room.now.meeting
        assert presence(server).via is Via.VIDEO and not meeting.roll.faults
        assert all(one.meeting == meeting.plan.id for one in again.conferences.values())


async def test_of_a_meeting_that_has_closed_nothing_is_left_in_the_store(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    async with conferring(tmp_path, await SqliteStore.open(file)) as (server, hall):
        await send(server, report("joined"))
        await hall.until(lambda: presence(server).via is Via.VIDEO)
        await server.house.video.tick()
        store, key = server.house.store, "video:ausschuss:alone"
        kept = await store.get(key)
        assert kept is not None and "elvers" in kept
        # It closes while this server is away.
        await store.put(
            f"closed:{server.meeting}", f"{(head := await store.head(server.meeting)).seq} {head.hash}"
        )
        await server.house.video.load()
        assert await store.keys("video:") == []


async def test_the_own_page_tells_of_its_own_person_and_the_halls_page_of_all(tmp_path: Path) -> None:
    async with conferring(tmp_path) as (server, hall):
        async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
            joined = {"event": "videoConferenceJoined", "id": "a1"}
            other = {"event": "participantJoined", "id": "b2", "userContext": {"id": "nordmeier"}}
            await page.send({"video": {"system": "jitsi", "own": "a1", "events": [joined, other]}})
            await hall.until(lambda: presence(server).via is Via.VIDEO)
            assert presence(server, PersonId("nordmeier")).via is None
            await hall.send({"video": {"system": "jitsi", "events": [other]}})
            await hall.until(lambda: presence(server, PersonId("nordmeier")).via is Via.VIDEO)
            left = {"event": "videoConferenceLeft"}
            await page.send({"video": {"system": "jitsi", "own": "b2", "events": [left]}})
            # Somebody whom only the clerk knows cannot be hung up from another member's page either.
            await hall.send(
                {"video": {"system": "jitsi", "events": [{"event": "participantJoined", "id": "d4"}]}}
            )
            await hall.until(
                lambda: "d4" in server.house.video.conferences["ausschuss"].conference.connections
            )
            server.house.video.say(
                server.house.video.conferences["ausschuss"], "connection:d4", PersonId("nordmeier")
            )
            await hall.send({"video": {"system": "jitsi", "events": [{**other, "event": "participantLeft"}]}})
            await page.send({"video": {"system": "jitsi", "own": "d4", "events": [left]}})
            await page.send({"video": {"system": "jitsi", "own": "a1", "events": [left]}})
            await hall.until(lambda: presence(server).via is None)
            assert presence(server, PersonId("nordmeier")).via is Via.VIDEO
        # A page that goes, and one that says nonsense, change nothing.
        await hall.send({"video": {"system": "jitsi", "events": 5}})
        await hall.send({"video": 5})
        await server.house.video.tick()
        assert presence(server, PersonId("nordmeier")).via is Via.VIDEO


async def test_the_press_tells_of_no_connection(tmp_path: Path) -> None:
    """It could name a member's before that member's page does, which is then not believed any more."""
    plan = read_plan(PLAN)
    reporter = replace(plan.people[0], id=PersonId("reporter"), name="Kantor", role=Part.PRESS)
    plan = replace(plan, people=(*plan.people, reporter))
    async with running(plan=plan, beat=0.05, silence=30, video=settings(tmp_path)) as server:
        own = {"system": "jitsi", "own": "a1", "events": [{"event": "videoConferenceJoined", "id": "a1"}]}
        for who in ("reporter", "elvers"):
            async with server.socket(await server.sign_in(Role.MEMBER, who)) as page:
                await page.send({"video": own})
                await page.send({"ping": 1})
                await page.until(lambda page=page: {"pong": 1} in page.frames)
        [device] = server.house.video.conferences["ausschuss"].conference.devices()
        assert (device.connection, device.who.id) == ("a1", "elvers")


async def test_without_tokens_nobody_is_who_a_device_in_the_conference_says_to_be(tmp_path: Path) -> None:
    """Jitsi hands on an identity that a guest's device has made up: only a token of the house's says who it is."""
    open_to_all = SETTINGS + (
        '[conferences.ausschuss.embed]\nkind = "jitsi"\naddress = "https://meet.stadt.example/ausschuss"\n'
    )
    async with conferring(tmp_path, text=open_to_all) as (server, hall):
        video = server.house.video.conferences["ausschuss"]
        joined = {
            "event": "participantJoined",
            "id": "b2",
            "displayName": "N",
            "userContext": {"id": "elvers"},
        }
        listed = {"event": "roster", "present": [{"connection": "c3", "id": "elvers", "account": "elvers"}]}
        await hall.send({"video": {"system": "jitsi", "events": [joined]}})
        await hall.send({"video": {"system": "jitsi", "events": [listed]}})
        await hall.until(lambda: len(video.conference.connections) == 2)
        assert presence(server).via is None
        assert [one.connection for one in video.strangers(server.live.room.now.meeting)] == ["c3"]
        async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
            own = {"event": "videoConferenceJoined", "id": "c3"}
            await page.send({"video": {"system": "jitsi", "own": "c3", "events": [own]}})
            await hall.until(lambda: presence(server).via is Via.VIDEO)
            await hall.send({"video": {"system": "jitsi", "events": [listed]}})
            await hall.send({"ping": 1})
            await hall.until(lambda: {"pong": 1} in hall.frames)
        assert video.strangers(server.live.room.now.meeting) == []


async def test_a_page_tells_nothing_where_the_house_has_not_allowed_it(tmp_path: Path) -> None:
    text = SETTINGS.replace('"member", ', "")
    async with conferring(tmp_path, text=text) as (server, _):
        async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
            joined = {"event": "videoConferenceJoined", "id": "a1"}
            await page.send({"video": {"system": "jitsi", "own": "a1", "events": [joined]}})
            await page.send({"ping": 1})
            await page.until(lambda: {"pong": 1} in page.frames)
        assert presence(server).via is None


async def test_a_page_that_joins_again_and_again_leaves_a_bounded_number_of_connections(
    tmp_path: Path,
) -> None:
    async with conferring(tmp_path) as (server, _):
        async with server.socket(await server.sign_in(Role.MEMBER, "elvers")) as page:
            joined = {"event": "videoConferenceJoined"}
            for number in range(MOST_OF_ONE + 5):
                await page.send({"video": {"system": "jitsi", "own": f"a{number}", "events": [joined]}})
            off = {"event": "videoMuteStatusChanged", "muted": True}
            await page.send({"video": {"system": "jitsi", "own": "a7", "events": [off]}})
            await page.send({"ping": 1})
            await page.until(lambda: {"pong": 1} in page.frames)
        connections = server.house.video.conferences["ausschuss"].conference.connections
        assert len(connections) == MOST_OF_ONE and What.CAMERA_OFF in connections["a7"].last


# Strangers


async def test_host_and_clerk_say_whose_a_connection_is_and_nobody_else_does(tmp_path: Path) -> None:
    async with conferring(tmp_path) as (server, hall):
        guest = {**report("joined", "c9"), "id": None, "account": "u-1", "name": "<b>iPad</b> von Lena"}
        await send(server, guest)
        host, member = await server.sign_in(Role.HOST), await server.sign_in(Role.MEMBER, "elvers")
        address, answer = f"/s/{host.slug}/zuordnen", {"conference": "ausschuss", "handle": "account:u-1"}
        async with server.http(host) as client:
            page = (await client.get(address)).text
            assert (
                "&lt;b&gt;iPad&lt;/b&gt; von Lena" in page
                and "Elvers</option>" in page
                and "Zuordnung von" not in page
            )
            by_surname = re.findall('<option value="([^"]+)">', page)[:4]
            assert by_surname == ["abendroth", "adomeit", "benali-haddad", "brandhorst"]
            for wrong in (
                {},
                answer,
                {**answer, "person": "nobody"},
                {**answer, "conference": "x", "person": "elvers"},
            ):
                assert (await client.post(address, data=wrong)).status_code == 400
            foreign = {"origin": "https://evil.example"}
            right = {**answer, "person": "elvers"}
            assert (await client.post(address, data=right, headers=foreign)).status_code == 403
            assert presence(server).via is None
            assert (await client.post(address, data=right)).status_code == 303
            await hall.until(lambda: presence(server).via is Via.VIDEO)
            page = (await client.get(address)).text
            assert "Niemand: Alle in der Konferenz sind bekannt." in page and "Zuordnung von" in page
            assert (await client.post(address, data={**answer, "again": "1"})).status_code == 303
            page = (await client.get(address)).text
            assert "Noch nicht zugeordnet" in page and "Wer ist das?" in page
            assert f'href="{address}"' in (await client.get(f"/s/{host.slug}/")).text
        async with server.http(member) as client:
            assert (await client.get(f"/s/{member.slug}/zuordnen")).status_code == 403
            assert (await client.post(f"/s/{member.slug}/zuordnen", data=right)).status_code == 403


async def test_strangers_appear_by_themselves_for_clerk_and_host_and_go_with_one_press(
    tmp_path: Path,
) -> None:
    async with conferring(tmp_path) as (server, hall):
        clerk, host = await server.sign_in(Role.CLERK), await server.sign_in(Role.HOST)
        others = [
            server.socket(await server.sign_in(role, who))
            for role, who in ((Role.CHAIR, None), (Role.MEMBER, "nordmeier"), (Role.DOORKEEPER, None))
        ]
        async with server.socket(clerk) as desk, server.socket(host) as table, AsyncExitStack() as stack:
            for page in others:
                await stack.enter_async_context(page)
            await table.until(lambda: "video-strangers" in table.parts)
            guest = {**report("joined", "c9"), "id": None, "account": "u-1", "name": "Zwiebelring Elvers"}
            await send(server, guest)
            for page in (desk, table):
                await page.until(lambda page=page: page.parts.get("video-strangers", {}).get("number") == 1)
                [row] = page.parts["video-strangers"]["strangers"]
                assert [who["person"] for who in row["candidates"]] == ["elvers"]
            async with server.http(host, accept="application/json") as client:
                chosen = {"conference": row["conference"], "handle": row["handle"], "person": "elvers"}
                assert (await client.post(f"/s/{host.slug}/zuordnen", data=chosen)).status_code == 204
            await desk.until(lambda: desk.parts["video-strangers"]["number"] == 0)
            await hall.until(lambda: presence(server).via is Via.VIDEO)
            await table.until(lambda: table.parts["video-strangers"]["number"] == 0)
            for page in (hall, *others):
                assert "Zwiebelring" not in "".join(str(raw) for raw in page.raw)


# The roster


class Bbb:
    """A video system's own interface, as far as it is asked here."""

    def __init__(self) -> None:
        self.status, self.attendees, self.asked = 200, ["elvers"], list[str]()

    @property
    def answer(self) -> bytes:
        rows = "".join(
            f"<attendee><userID>{one}</userID><fullName>N</fullName><hasVideo>true</hasVideo></attendee>"
            for one in self.attendees
        )
        return f"<response><returncode>SUCCESS</returncode><attendees>{rows}</attendees></response>".encode()

    @contextmanager
    def listening(self) -> Iterator[str]:
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                system.asked.append(self.path)
                self.send_response(system.status)
                self.end_headers()
                self.wfile.write(system.answer)

            def log_message(self, format: str, *args: object) -> None:
                pass

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}/bigbluebutton/api"
            finally:
                server.shutdown()
                thread.join()


async def test_the_roster_is_asked_and_a_silence_of_the_system_is_an_alarm_and_nobodys_fault(
    tmp_path: Path,
) -> None:
    system = Bbb()
    with system.listening() as address:
        text = SETTINGS.replace('"signed"', '"bigbluebutton"') + (
            f'rooms = ["raum"]\n[conferences.ausschuss.roster]\nserver = "{address}"\nevery = 3600\n'
        )
        async with conferring(tmp_path, text=text) as (server, hall):
            video = server.house.video
            [(watching, roster)] = video.polls()
            await video.ask_roster(watching, roster)
            await hall.until(lambda: presence(server).camera is True)
            assert system.asked[0].startswith("/bigbluebutton/api/getMeetingInfo?meetingID=raum&checksum=")
            system.status = 503
            await video.ask_roster(watching, roster)
            [alarm] = server.house.alarms.all()
            assert (
                alarm.startswith("Das Videosystem der Konferenz „ausschuss“") and SECRET.decode() not in alarm
            )
            assert not presence(server).disturbed
            system.status, system.attendees = 200, []
            await video.ask_roster(watching, roster)
            assert server.house.alarms.all() == []
            await hall.until(lambda: presence(server).disturbed)


async def test_whatever_a_flood_of_reports_says_the_log_grows_by_what_is_true_of_so_many_people(
    tmp_path: Path,
) -> None:
    async with conferring(tmp_path) as (server, hall):
        await send(server, report("joined"))
        await hall.until(lambda: presence(server).via is Via.VIDEO)
        seq = server.live.room.now.head.seq
        for _ in range(3):
            await send(
                server,
                *(report(what, f"c{n}") for n in range(400) for what in ("joined", "camera_on", "left")),
            )
        await hall.until(lambda: presence(server).camera is not None or presence(server).disturbed)
        await send(server, report("joined", "last"))
        await hall.until(lambda: not presence(server).disturbed)
        assert server.live.room.now.head.seq - seq <= 8


# Several servers


async def test_two_nodes_put_together_what_each_was_told_and_ask_once(tmp_path: Path) -> None:
    config = {"beat": 0.1, "silence": 30.0, "video": settings(tmp_path)}
    async with (
        valkey(tmp_path) as shared,
        running(store=await RedisStore.open(shared.url), **config) as one,
        running(store=await RedisStore.open(shared.url), **config) as two,
    ):
        await one.play(before_the_first_on_video)
        for node in (one, two):
            node.clock.set(one.live.room.time() + timedelta(seconds=10), speed=1)
        async with two.socket(await two.sign_in(Role.HALL)) as hall:
            await send(one, report("joined"), report("joined", "c2"))
            await hall.until(lambda: presence(two).via is Via.VIDEO)
            watching = two.house.video.conferences["ausschuss"]
            await hall.until(lambda: len(watching.conference.connections) == 2)
            await send(two, report("left"))
            await send(two, report("joined", "d1", "nordmeier"))
            await hall.until(lambda: presence(one, PersonId("nordmeier")).via is Via.VIDEO)
            assert not presence(two).disturbed
            await send(one, report("left", "c2"))
            await hall.until(lambda: presence(two).disturbed)
            await send(two, report("joined", "c3"))
            await hall.until(lambda: not presence(two).disturbed)
        events = [entry.event for entry in await entries(two) if entry.by == SYSTEM]
        named = [type(event).__name__ for event in events]
        assert named.count("ConnectionLost") == named.count("ConnectionRestored") == 1
        assert named.count("Arrived") == 2


async def entries(server: Running) -> list[Entry]:
    lines = await server.house.store.read(server.meeting)
    return [read_entry(line.seq, line.body) for line in lines if line.body is not None]
