"""Two real servers run the same meeting, one with everything that happened behind closed doors and one without it: what
a public client gets, byte for byte and moment by moment, must be the same.

Compared are pages, views, the record and whatever else answers without a sign-in (status, headers, body), the messages
of sockets that stay and of fresh ones in both subprotocols, and the page and socket of a journalist who is signed in.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handzeichen.app.clock import EveningClock
from handzeichen.app.plan import law_of
from handzeichen.app.sign_in import Role
from handzeichen.log.asks import read_command
from handzeichen.log.chain import START, random_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.log.memory import MemoryStore
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import SYSTEM, PersonId
from handzeichen.meeting.machine import plan_meeting
from meeting.kit import ITEMS, clock, moment, plan_of
from support.live import Running, SignedIn, Socket, running

PLAN = plan_of(items=[*ITEMS[:4], {**ITEMS[4], "motions": []}, ITEMS[5]])
OPEN = (
    "/", "/public/{m}/", "/public/{m}/ergebnisse", "/public/{m}/foyer", "/public/{m}/einbetten",
    "/public/{m}/ergebnisse?sprache=en", "/api/meetings/{m}/views/public", "/api/meetings/{m}/views/hall", "/api/meetings/{m}/views/chair",
    "/api/meetings/{m}/views/clerk", "/api/meetings/{m}/views/member", "/api/meetings/{m}/views/nobody", "/api/meetings/{m}/record",
    "/api/meetings/{m}/sign-ins", "/api/meetings/{m}/minutes", "/api/meetings/{m}/commands", "/public/{m}/protokoll",
    "/oparl/v1.1/system", "/oparl/v1.1/meeting/{m}", *(f"/oparl/v1.1/body/lindenau/{name}" for name in ("person", "paper")),
    "/api/meetings/other-1/record", "/s/00000000/", "/s/00000000/protokoll", "/anmelden/never", "/static/css/member.css",
)  # fmt: skip
"""What anybody may try to open."""
PLAIN = {"accept-encoding": "identity"}
"""Packed, an address made by chance would change a page's length; the words are what counts."""


@dataclass(frozen=True)
class Act:
    """A command of the evening; `secret` where it belongs behind the doors, `looked` where the whole world looks."""

    at: str
    by: str
    do: str
    fields: dict[str, Any]
    secret: bool = False
    looked: bool = False


def act(at: str, by: str, do: str, **fields: Any) -> Act:
    return Act(at, by, do, fields)


def look(at: str, by: str, do: str, **fields: Any) -> Act:
    return Act(at, by, do, fields, looked=True)


def only_look(at: str) -> Act:
    """Nothing happens at this time; the last that did may be behind the doors."""
    return Act(at, "", "", {}, looked=True)


def secret(at: str, by: str, do: str, **fields: Any) -> Act:
    return Act(at, by, do, fields, secret=True)


def hands(at: str, ballot: str, how: Any, yes: int, no: int) -> list[Act]:
    """Two votes by video, the four hands in the room, and the result."""
    return [
        how(at, "ebeling", "cast_vote", ballot=ballot, choice="yes"),
        how(at, "clerk", "record_vote", ballot=ballot, person="falk", choice="no"),
        how(at, "clerk", "count_hands", ballot=ballot, yes=yes, no=no, abstain=0),
        how(at, "chair", "close_ballot", ballot=ballot),
        how(at, "chair", "announce_result", ballot=ballot),
    ]


PRICE = {"do": "note", "item": "5", "text": "Der Preis von 2 Millionen Euro wird erläutert."}
LATER = {"do": "arrive", "person": "demir", "via": "room", "at": clock("18:29")}

BEFORE = [
    *(
        act("17:40", "clerk", "arrive", person=who, via="room")
        for who in ["meyer", "ahrens", "brandt", "carstens", "demir"]
    ),
    *(act("17:45", "clerk", "arrive", person=who, via="video") for who in ("ebeling", "falk")),
    act("18:00", "chair", "open_meeting"),
    act("18:00", "chair", "state_convening"),
    act("18:01", "chair", "state_quorum"),
    act("18:02", "chair", "call_item", item="3"),
    act("18:10", "chair", "open_ballot", motion="m3", method="show_of_hands"),
    *hands("18:11", "b1", act, 3, 1),
    act("18:12", "chair", "close_item", item="3"),
    act("18:13", "ebeling", "confirm_alone", person="ebeling"),
    act("18:13", "falk", "confirm_alone", person="falk"),
    act("18:14", "chair", "exclude_public", cleared=True, stream_off=True),
    act("18:15", "chair", "call_item", item="5"),
]
FIRST_PART = [
    secret("18:16", "jung", "arrive", person="jung", via="video"),
    secret("18:16", "clerk", "arrive", person="otto", via="room"),
    secret("18:17", "brandt", "move", kind="main", text="Das Grundstück wird für 2 Millionen Euro gekauft."),
    secret("18:18", "demir", "request_floor", person="demir", kind="speech"),
    secret("18:18", "chair", "give_floor", person="demir"),
    secret("18:19", "chair", "end_floor", person="demir"),
    secret("18:20", "falk", "lose_connection", person="falk"),
    secret("18:21", "chair", "attribute_fault", person="falk", cause="member"),
    secret("18:22", "falk", "restore_connection", person="falk"),
    secret("18:23", "clerk", "leave", person="demir"),
    secret("18:23", "clerk", "arrive", person="gross", via="room"),
    secret("18:23", "clerk", "deputise", person="gross", for_="demir"),
    secret("18:24", "carstens", "recuse", person="carstens", item="5"),
    secret("18:25", "chair", "open_ballot", motion="nm1", method="roll_call"),
    secret("18:25", "ebeling", "cast_vote", ballot="nb1", choice="yes"),
    *(
        secret("18:26", "clerk", "record_vote", ballot="nb1", person=who, choice="no")
        for who in ["ahrens", "brandt", "gross", "falk"]
    ),
    secret("18:26", "chair", "close_ballot", ballot="nb1"),
    secret("18:27", "chair", "announce_result", ballot="nb1"),
    secret("18:28", "clerk", "end_recusal", person="carstens", item="5"),
    secret("18:28", "clerk", "end_deputation", person="gross", for_="demir"),
    secret("18:28", "clerk", "leave", person="gross"),
    secret("18:28", "clerk", "arrive", person="demir", via="room", key="demir"),
    secret("18:29", "brandt", "challenge_quorum"),
    secret("18:29", "chair", "state_quorum"),
    secret("18:30", "brandt", "move", kind="urgent_item", title="Deichbruch am Lindenweg"),
    secret("18:30", "chair", "open_ballot", motion="nm2", method="show_of_hands"),
    *(
        secret("18:31", "clerk", "record_vote", ballot="nb2", person=who, choice="yes")
        for who in ["ebeling", "falk"]
    ),
    secret("18:31", "clerk", "count_hands", ballot="nb2", yes=4, no=0, abstain=0),
    secret("18:31", "chair", "close_ballot", ballot="nb2"),
    secret("18:31", "chair", "announce_result", ballot="nb2"),
    secret("18:32", "brandt", "move", kind="postponement", item="4"),
    secret("18:32", "chair", "agree", motion="nm3"),
    secret("18:32", "falk", "object", motion="nm3"),
    secret("18:32", "brandt", "withdraw_motion", motion="nm3"),
    secret("18:33", "clerk", "note", item="5", text="Der Preis wird erläutert.", key="price"),
    secret("18:33", "clerk", "correct", of="price", reason="verhört", with_=PRICE),
    secret("18:33", "clerk", "correct", of="demir", reason="Er kam später.", with_=LATER),
    secret("18:33", "chair", "hand_over_chair", to="brandt"),
    secret("18:33", "chair", "hand_over_chair", to="ahrens"),
    secret("18:34", "chair", "suspend", reason="Beratung der Fraktionen"),
    secret("18:36", "chair", "resume"),
    secret("18:37", "chair", "call_to_order", person="brandt"),
    secret("18:38", "jung", "leave", person="jung"),
    secret("18:38", "clerk", "leave", person="otto"),
]
BETWEEN = [
    only_look("18:39"),
    act("18:40", "chair", "close_item", item="5"),
    look("18:41", "chair", "admit_public"),
    act("18:42", "chair", "call_item", item="4"),
    act("18:43", "falk", "request_floor", person="falk", kind="speech"),
    act("18:43", "chair", "give_floor", person="falk"),
    act("18:44", "chair", "end_floor", person="falk"),
    act("18:44", "chair", "take_note", item="4"),
    act("18:45", "brandt", "move", kind="urgent_item", title="Sturm"),
    act("18:46", "chair", "open_ballot", motion="m1", method="show_of_hands"),
    *hands("18:47", "b2", act, 4, 0),
    act("18:48", "chair", "call_item", item="2"),
    act("18:49", "brandt", "move", kind="exclude_public", item="2"),
    act("18:50", "chair", "agree", motion="m4"),
    look("18:51", "chair", "exclude_public", cleared=True, stream_off=True),
]
SECOND_PART = [
    secret("18:52", "brandt", "move", kind="amendment", amends="m2", text="Die Brücke wird aus Holz gebaut."),
    secret("18:52", "chair", "open_ballot", motion="nm4", method="show_of_hands"),
    *hands("18:53", "nb3", secret, 4, 0),
    secret("18:54", "chair", "open_ballot", motion="m2", method="show_of_hands"),
    *hands("18:55", "nb4", secret, 3, 1),
    secret("18:55", "brandt", "doubt_result", ballot="nb4"),
    secret("18:55", "chair", "repeat_ballot", ballot="nb4", reason="verzählt"),
    *hands("18:56", "nb5", secret, 2, 2),
    secret("18:57", "ebeling", "have_vote_recorded", ballot="nb5"),
    secret("18:58", "clerk", "table_paper", item="2", reference="9/2026", kind="Tischvorlage", handed="mail"),
    secret("18:58", "clerk", "note", item="2", text="Über Holz wird gestritten."),
]
AFTER = [
    only_look("18:59"),
    look("19:00", "chair", "admit_public"),
    act("19:01", "brandt", "move", kind="interruption", minutes=5),
    act("19:02", "chair", "open_ballot", motion="m5", method="show_of_hands"),
    *hands("19:03", "b3", act, 4, 0),
    act("19:04", "chair", "suspend", until=clock("19:09")),
    act("19:09", "chair", "resume"),
    look("19:10", "chair", "close_meeting"),
    look("19:20", "clerk", "note", item="2", text="Nachtrag."),
    secret("19:21", "clerk", "correct", of="price", reason="Der Preis ist geheim."),
    only_look("19:22"),
]
EVENING = [*BEFORE, *FIRST_PART, *BETWEEN, *SECOND_PART, *AFTER]


@dataclass
class Watcher:
    """A meeting on a server, and what comes to those who may see no more than the public."""

    server: Running
    press: SignedIn
    door: str
    sockets: dict[str, Socket]
    seen: list[tuple[str, object]] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)

    async def play(self, *, doors: bool) -> None:
        """The evening; without `doors` all that happened behind them is left out."""
        for number, step in enumerate(EVENING):
            if step.secret and not doors:
                continue
            self.server.clock.set(moment(step.at))
            if step.do:
                await self._do(step)
            if step.secret:
                await self._nothing_came(step)
            else:
                name = f"{number} {step.do}"
                self.seen += [(f"{name}: {who}", what) for who, what in (await self._news()).items()]
                if step.looked:
                    self.seen += [(f"{name}: {path}", what) async for path, what in self._look()]

    async def _do(self, step: Act) -> None:
        room, hub = self.server.live.room, self.server.live.hub
        fields = {name.rstrip("_"): value for name, value in step.fields.items()}
        key = fields.pop("key", None)
        command = read_command({"do": step.do, **fields})
        said = await room.ask(command, by=PersonId(step.by), scope="script", key=key)
        assert "accepted" in said, f"{step}: {said}"
        while hub.now is not room.now or hub._turn is not None:
            await asyncio.sleep(0)

    async def _nothing_came(self, step: Act) -> None:
        for who, news in (await self._news()).items():
            assert len(news) == 1, f"{step.do} behind closed doors moved {who}: {news}"

    async def _news(self) -> dict[str, list[str]]:
        """What each socket got since the last time; the last is the answer to our own question."""
        found = {}
        for who, socket in self.sockets.items():
            found[who] = (await said_to(socket))[self.read.get(who, 0) :]
            self.read[who] = len(socket.raw)
        return found

    async def _look(self) -> AsyncIterator[tuple[str, object]]:
        """Everything that anybody may open, and fresh sockets."""
        async with self.server.http(**PLAIN) as http:
            for path in (*OPEN, self.door):
                yield (
                    path.replace(self.door, "door"),
                    self._kept(await http.get(path.format(m=self.server.meeting))),
                )
            for body in ('{"do":"cast_vote","ballot":"nb1","choice":"yes"}', "{"):
                path = f"/api/meetings/{self.server.meeting}/commands"
                yield path + body, self._kept(await http.post(path, content=body))
        async with self.server.http(self.press, **PLAIN) as http:
            for path in (
                f"/s/{self.press.slug}/",
                *(path for path in OPEN if "views" in path or "record" in path),
            ):
                yield (
                    f"press {path.replace(self.press.slug, '')}",
                    self._kept(await http.get(path.format(m=self.server.meeting))),
                )
        for form in ("json", "html"):
            for who, since in (
                (None, None),
                (None, (30, "ab" * 32)),
                (self.press, None),
                (self.press, (999, "ab" * 32)),
            ):
                async with self.server.socket(who, form=form, since=since) as socket:
                    yield f"fresh {form} {since} {who is None}", await said_to(socket)

    def _kept(self, answer: Any) -> tuple[int, dict[str, str], str]:
        """Status, headers and body; what was made by chance for this run is replaced."""
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name not in ("date", "last-modified", "etag")
        }
        text = (
            answer.text.replace(self.server.url, "URL")
            .replace(self.press.slug, "SLUG")
            .replace(self.door.rpartition("/")[2], "SECRET")
        )
        return answer.status_code, headers, text


async def said_to(socket: Socket) -> list[str]:
    """All that a socket has got, up to the answer to a question put now."""
    count = len(socket.frames)
    await socket.send({"do": "request_floor", "person": "nobody", "kind": "speech", "key": "here"})
    await socket.until(lambda: any("answer" in frame for frame in socket.frames[count:]))
    return [str(message) for message in socket.raw]


async def counting() -> MemoryStore:
    """A store with the meeting in it, which is not held for practice: of such a one OParl would tell nothing."""
    store, at = MemoryStore(), datetime.fromisoformat(clock("17:30"))
    first = Entry(seq=1, at=at, by=SYSTEM, event=plan_meeting(PLAN, law_of(PLAN)))
    await store.append(PLAN.id, START, seal(START, [write_entry(first)], random_salts()))
    return store


async def watched(*, doors: bool) -> list[tuple[str, object]]:
    """What may be seen of the evening."""
    async with (
        running(
            store=await counting(),
            plan=PLAN,
            clock=EveningClock(datetime.fromisoformat(clock("17:30"))),
            beat=3600.0,
        ) as server,
        AsyncExitStack() as stack,
    ):
        press = await server.sign_in(Role.MEMBER, "nolte")
        link = await server.link(Role.MEMBER, "falk")
        sockets = {
            f"{who} {form}": await stack.enter_async_context(server.socket(sign_in, form=form))
            for who, sign_in in (("public", None), ("press", press))
            for form in ("json", "html")
        }
        watcher = Watcher(server, press, link.removeprefix(server.url), sockets)
        await watcher.play(doors=doors)
        async with server.http() as http:
            watcher.seen.append(("/api/openapi.json", watcher._kept(await http.get("/api/openapi.json"))))
        return watcher.seen


async def test_with_and_without_what_happened_behind_closed_doors_the_public_gets_the_same_bytes() -> None:
    full, bare = await watched(doors=True), await watched(doors=False)
    assert [name for name, _ in full] == [name for name, _ in bare]
    for (name, one), (_, other) in zip(full, bare, strict=True):
        assert one == other, name
    told = " ".join(str(what) for _, what in full)
    for word in (
        "Nichtöffentlicher Teil",
        "Grundstückssache",
        "Sturm",
        "D1</span>",
        "4 Stimmen dafür, 2 Stimmen dagegen",
    ):
        assert word in told
    for word in ("Kauf eines Grundstücks", "Deichbruch", "Millionen", "Holz", "nm1", "nb1", "ND1", "9/2026"):
        assert word not in told
