"""The room's display is read at 15 metres, in every size and shape of picture and every size of body, without scrolling.

The rule: what matters is never smaller than 1/45 of the picture's height, whatever else stands there never than 1/60.
"""

import asyncio
import re
from datetime import datetime
from typing import Final

import pytest
from playwright.async_api import Browser, Page, expect

from browser.kit import Evening
from browser.lines import Line
from handzeichen.app.clock import EveningClock
from handzeichen.app.offers import Role
from support.council import council_plan
from support.live import running

SHAPES: Final = ((1920, 1080), (1024, 768))
SIZES: Final = (*SHAPES, (3840, 2160), (1280, 720), (1600, 1200), (1280, 800))
"""Each shape in every state; pictures of one shape differ by rounding alone, so the others in one state."""
MEASURE: Final = """
async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = [];
  const shown = (box) => box.checkVisibility() && box.getBoundingClientRect().width > 2;
  const name = (box) => `${box.className} "${box.textContent.trim().slice(0, 24)}"`;
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("the page scrolls");
  for (const box of document.querySelectorAll(".stagearea, .people")) {
    const wide = box.scrollWidth - box.clientWidth, high = box.scrollHeight - box.clientHeight;
    if (wide > 1 || high > 1) found.push(`${box.className} lacks ${wide} x ${high}`);
  }
  // Every seat at once, whole, and on no other; the parts of the matter below one another.
  const overlap = (a, b) => Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const seats = [...document.querySelectorAll(".seat")].filter(shown);
  const boxes = [...seats.map((seat) => seat.querySelector(".seat__name")), ...[...document.querySelectorAll(".stagearea > *")].filter(shown)];
  const rects = boxes.map((box) => box.getBoundingClientRect());
  rects.forEach((rect, i) => {
    if (rect.left < -1 || rect.top < 0 || rect.right > innerWidth + 1 || rect.bottom > innerHeight) found.push(`outside: ${name(boxes[i])}`);
    for (let j = 0; j < i; j += 1) {
      if (overlap(rect, rects[j]) > innerHeight / 360) found.push(`${name(boxes[i])} on ${name(boxes[j])}`);
    }
  });
  const minor = ".practiceband, .meeting__line, .legend, .seat__name em, .faction__name, .seating__front, .connected__label";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !shown(box) || box.closest("script, style, .skip, .kern-sr-only")) continue;
    const share = innerHeight / parseFloat(getComputedStyle(box).fontSize);
    if (share > (box.closest(minor) ? 60 : 45) + 0.1) found.push(`1/${share.toFixed(1)}: ${name(box)}`);
  }
  return { found: [...new Set(found)], seats: seats.length };
}
"""


@pytest.mark.parametrize(("seats", "shape"), [(11, None), (45, "rows"), (65, "hemicycle")])
async def test_everything_on_the_display_is_large_enough_and_has_room(
    chromium: Browser, seats: int, shape: str | None
) -> None:
    """From the beginning to a roll call behind closed doors, with faults, a deputy, somebody barred, long names."""
    clock = EveningClock(moment("17:50"))
    async with running(plan=council_plan(seats, shape=shape), clock=clock) as server:
        evening = Evening(chromium, server=server)
        hall, found = await evening.hall(), list[str]()
        for state, step in STEPS.items():
            await step(evening, seats)
            await evening.taps[hall].reaches(server.live.room.now.head.seq)
            found += [
                f"{state}, {line}"
                for line in await measured(hall, seats, SIZES if state == "ballot" else SHAPES)
            ]
        await evening.go_home()
    assert "\n".join(found) == ""
    assert evening.unexpected == []


async def test_with_the_word_that_the_line_is_dead_everything_has_room_too(chromium: Browser) -> None:
    clock = EveningClock(moment("17:50"))
    async with running(plan=council_plan(45, shape="rows"), clock=clock, beat=0.5) as server:
        evening, line = Evening(chromium, server=server), Line()
        context = await evening.context((1024, 768))
        await line.join(context)
        hall = await evening.enter(context, Role.HALL)
        for step in (begun, item):
            await step(evening, 45)
        await expect(hall.locator(".floor__clock")).to_be_visible()
        line.hears = False
        dead = hall.get_by_role("alert").filter(has_text="Keine Verbindung")
        await expect(dead).to_be_visible()
        assert (await hall.evaluate(MEASURE))["found"] == []
        line.mend()
        await expect(dead).to_be_hidden()
        assert (await hall.evaluate(MEASURE))["found"] == []
        await hall.evaluate(
            "import('/static/notices.js').then((told) => told.showFork({ seq: 1, head: '0123456789' }))"
        )
        await expect(hall.get_by_role("alert").filter(has_text="passt nicht")).to_be_visible()
        assert (await hall.evaluate(MEASURE))["found"] == []
        await evening.go_home()
    assert evening.unexpected == []


async def test_clocks_run_by_the_servers_time(chromium: Browser) -> None:
    """How long somebody speaks, and how many minutes a break still lasts."""
    clock = EveningClock(moment("17:50"))
    async with running(plan=council_plan(11), clock=clock, beat=0.2) as server:
        evening = Evening(chromium, server=server)
        hall = await evening.hall()
        await expect(hall.locator(".stage__wait")).to_have_text("noch 10 Minuten")
        await begun(evening, 11)
        await item(evening, 11)
        await expect(hall.locator(".floor__clock")).to_have_text(re.compile("^0:0"))
        clock.set(moment("18:09"))
        await expect(hall.locator(".floor__clock")).to_have_text(re.compile("^4:0"))
        await hall.evaluate("document.querySelector('.floor__clock').dataset.limit = 60")
        await expect(hall.locator(".floor__clock")).to_contain_text("Redezeit abgelaufen")
        assert (await hall.evaluate(MEASURE))["found"] == []
        await pause(evening, 11)
        await expect(hall.locator(".stage__line")).to_have_text("Fortsetzung um 19.20 Uhr")
        await expect(hall.locator(".stage__wait")).to_have_text("noch 40 Minuten")
        await evening.go_home()
    assert evening.unexpected == []


async def measured(hall: Page, seats: int, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    """What is too small or has no room, at every size; each as a line that says where."""
    found = []
    for width, height in sizes:
        await hall.set_viewport_size({"width": width, "height": height})
        measured = await hall.evaluate(MEASURE)
        assert measured["seats"] in (seats, 0), "every seat is on show, until the meeting is over"
        found += [f"{width}x{height}: {line}" for line in measured["found"]]
    return found


def moment(time: str) -> datetime:
    """A minute of the evening."""
    return datetime.fromisoformat(f"2026-11-24T{time}:00+01:00")


def by_video(n: int) -> bool:
    """Every seventh member takes part from home."""
    return n % 7 == 3


async def before(evening: Evening, seats: int) -> None:
    """Nobody is here yet."""


async def begun(evening: Evening, seats: int) -> None:
    """Most are here; in a committee a deputy has taken a seat."""
    evening.server.clock.set(moment("18:01"))
    here = [n for n in range(seats) if n % 11 != 5]
    await asyncio.gather(
        evening.ask("clerk", "arrive", person="zander", via="room"),
        evening.ask("clerk", "arrive", person="ersatz", via="room"),
        *(
            evening.ask("clerk", "arrive", person=f"p{n}", via="video" if by_video(n) else "room")
            for n in here
        ),
    )
    if seats < 20:
        await evening.ask("clerk", "deputise", person="ersatz", for_="p5")
    for act in ("open_meeting", "state_convening", "state_quorum"):
        await evening.ask("chair", act)


async def item(evening: Evening, seats: int) -> None:
    """A long matter, somebody barred, a fault, a speech and a list."""
    evening.server.clock.set(moment("18:05"))
    await evening.ask("chair", "call_item", item="2")
    await evening.ask("clerk", "recuse", person="p2", item="2")
    await evening.ask("clerk", "lose_connection", person="p10")
    for n, kind in ((1, "speech"), (4, "procedure"), (6, "question"), (8, "reply")):
        await evening.ask(f"p{n}", "request_floor", person=f"p{n}", kind=kind)
    await evening.ask("chair", "give_floor", person="p1")


async def ballot(evening: Evening, seats: int) -> None:
    """A show of hands; those on video press a button."""
    await evening.ask("clerk", "restore_connection", person="p10")
    await evening.ask("chair", "open_ballot", ballot="b1", motion="m2", method="show_of_hands")
    await evening.ask("p3", "cast_vote", ballot="b1", choice="yes")


async def result(evening: Evening, seats: int) -> None:
    """Counted, closed, announced."""
    eligible = evening.server.live.room.now.meeting.ballots["b1"].eligible
    for voter in eligible.values():
        if voter.person[1:].isdigit() and by_video(int(voter.person[1:])) and voter.person != "p3":
            await evening.ask("clerk", "record_vote", ballot="b1", person=voter.person, choice="abstain")
    hands = sum(not (v.person[1:].isdigit() and by_video(int(v.person[1:]))) for v in eligible.values())
    await evening.ask("clerk", "count_hands", ballot="b1", yes=hands - 3, no=3, abstain=0)
    await evening.ask("chair", "close_ballot", ballot="b1")
    await evening.ask("chair", "announce_result", ballot="b1")


async def pause(evening: Evening, seats: int) -> None:
    """A break with its end."""
    evening.server.clock.set(moment("18:40"))
    await evening.ask("chair", "suspend", reason="Beratung der Fraktionen", until="2026-11-24T19:20:00+01:00")


async def roll_call(evening: Evening, seats: int) -> None:
    """Behind closed doors, by name: everybody's vote is missing."""
    evening.server.clock.set(moment("19:20"))
    await evening.ask("chair", "resume")
    await evening.ask("p0", "move", kind="exclude_public", motion="mx")
    await evening.ask("chair", "agree", motion="mx")
    for n in range(seats):
        if by_video(n) and n % 11 != 5:
            await evening.ask("clerk", "confirm_alone", person=f"p{n}")
    await evening.ask("chair", "exclude_public", cleared=True, stream_off=True)
    await evening.ask("chair", "call_item", item="3")
    await evening.ask("chair", "open_ballot", ballot="b2", motion="m3", method="roll_call")


async def names(evening: Evening, seats: int) -> None:
    """The result, with everybody's vote beside the name."""
    voters = evening.server.live.room.now.meeting.ballots["b2"].eligible.values()
    for n, voter in enumerate(voters):
        choice = ("yes", "no", "abstain")[n % 3]
        await evening.ask("clerk", "record_vote", ballot="b2", person=voter.person, choice=choice)
    await evening.ask("chair", "close_ballot", ballot="b2")
    await evening.ask("chair", "announce_result", ballot="b2")


async def ended(evening: Evening, seats: int) -> None:
    """Over, with what became of the agenda."""
    await evening.ask("chair", "close_meeting")


STEPS: Final = {
    "before": before,
    "begun": begun,
    "item": item,
    "ballot": ballot,
    "result": result,
    "break": pause,
    "roll call": roll_call,
    "names": names,
    "ended": ended,
}
