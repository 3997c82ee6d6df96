"""An evening with everything that happens to a clerk, in the browser: people who know only what their screens say.

The clerk's page enters all but what only a member can do; one member sits at home with a phone. The record must be
that of the script in everything but the head of its log. What each step costs the clerk is counted, printed, bounded.
"""

import json
from collections.abc import Callable
from operator import sub
from typing import Any

from playwright.async_api import Browser

from browser import night_steps as steps
from browser.night import Step, moment, night
from handzeichen.app.replay import Played
from handzeichen.record.data import record
from support.facts import missing


async def test_the_whole_evening_on_the_clerks_page_gives_the_record_of_the_script(
    chromium: Browser, record_property: Callable[[str, object], None]
) -> None:
    async with night(chromium) as pages:
        desk, costs = pages.desk, dict[str, tuple[int, ...]]()
        for time, name, step in STEPS:
            before = (desk.clicks, desk.keys, desk.letters)
            pages.evening.server.clock.set(moment(time))
            await step(pages)
            await pages.until(time)
            after = (desk.clicks, desk.keys, desk.letters)
            costs[f"{time} {name}"] = tuple(map(sub, after, before))
        found = await pages.evening.record()
    report(costs)
    record_property("clicks", desk.clicks)
    record_property("keys", desk.keys)
    expected = by_script(pages.script)
    assert found["meeting"].pop("practice"), "a server of tests only practises, and its record says so"
    assert found.keys() == expected.keys() and found["log"].pop("head") != expected["log"].pop("head")
    assert missing(expected, found, "record") == missing(found, expected, "record") == []
    assert desk.clicks <= CLICKS and desk.keys <= KEYS


def by_script(played: Played) -> dict[str, Any]:
    """The record of the same evening, replayed."""
    found: dict[str, Any] = json.loads(
        json.dumps(record(played.meeting, length=played.head.seq, head=played.head.hash))
    )
    return found


def report(costs: dict[str, tuple[int, ...]]) -> None:
    """What the evening costs two hands, step by step."""
    costs = {**costs, "in all": tuple(map(sum, zip(*costs.values(), strict=True)))}
    print("\nclicks keys (words)")
    for step, (clicks, keys, letters) in costs.items():
        print(f"{clicks:6} {keys:4} {f'({letters})' if letters else '':>7}  {step}")


STEPS: tuple[tuple[str, str, Step], ...] = (
    ("16:50", "twelve people come into the room", steps.the_room_fills),
    ("16:54", "a deputy whom nobody announced", steps.a_deputy_nobody_announced),
    ("16:56", "four people and a phone join by video", steps.the_screen_fills),
    ("16:58", "the chair knows the faces on the screen", steps.faces_are_known),
    ("17:03", "opening, convening, quorum", steps.opening),
    ("17:04", "three notices", steps.notices),
    ("17:06", "a note: somebody is excused", steps.excused),
    ("17:08", "the agenda, without objection", steps.agenda),
    ("17:10", "TOP 2 called", steps.call("2")),
    ("17:13", "put to the vote", steps.minutes_to_the_vote),
    ("17:15", "four on video, six in the room", steps.minutes_approved),
    ("17:21", "somebody has been there since 17.14", steps.somebody_came_unseen),
    ("17:22", "TOP 3 called", steps.call("3")),
    ("17:23", "three en bloc, one taken out, ballot", steps.three_at_once),
    ("17:26", "TOP 4 called", steps.call("4")),
    ("17:27", "Radović speaks", steps.asks("Radović", "zur Sache")),
    ("17:30", "Mutlu answers", steps.answers("Mutlu")),
    ("17:33", "he has spoken", steps.has_spoken),
    ("17:34", "the one taken out: ballot", steps.the_one_taken_out),
    ("17:36", "a number wrongly announced, corrected", steps.wrongly_announced),
    ("17:37", "a vote into the minutes, on demand", steps.into_the_minutes),
    ("17:40", "TOP 6 called, a paper on the tables", steps.trees),
    ("17:41", "Oltmann speaks", steps.asks("Oltmann", "zur Sache")),
    ("17:44", "the chair hands over to speak", steps.the_chair_speaks),
    ("17:48", "and takes the lead again", steps.the_chair_is_back),
    (
        "17:50",
        "an amendment by hand",
        steps.amends(
            "Immenroth",
            "Die Worte „zwanzig Bäume“ werden durch „fünfundzwanzig heimische Bäume“ ersetzt.",
        ),
    ),
    (
        "17:52",
        "another",
        steps.amends("Lüttjohann", "Es wird angefügt: „Stellplätze entfallen dabei nicht.“"),
    ),
    ("17:54", "one is taken over", steps.taken_over),
    ("17:55", "the paper is not with those on video yet", steps.the_paper_goes_home),
    ("17:57", "the other: ballot", steps.no_parking),
    ("18:00", "the motion as amended: ballot", steps.trees_as_amended),
    ("18:03", "a break", steps.a_break),
    ("18:10", "from the screen into the room", steps.changes_place("Tewes", "im Saal")),
    ("18:14", "from the room to the screen", steps.changes_place("Lüttjohann", "per Video")),
    ("18:16", "end of the break, TOP 7 called, a member barred", steps.plan_and_bar),
    ("18:18", "Mutlu reports", steps.asks("Mutlu", "Bericht")),
    ("18:24", "he has spoken", steps.has_spoken),
    ("18:25", "one wants the parts voted on singly", steps.wants_parts),
    ("18:26", "the two parts", steps.the_parts),
    ("18:27", "part 1: ballot", steps.put_to_the_vote("Ja", ("Ja", "Ja", "Ja"), (6, 0, 0))),
    ("18:29", "part 2: ballot", steps.put_to_the_vote("Nein", ("Ja", "Nein", "Ja"), (5, 1, 0))),
    (
        "18:31",
        "the whole: ballot",
        steps.put_to_the_vote("Enthaltung", ("Ja", "Enthaltung", "Ja"), (5, 0, 1)),
    ),
    ("18:34", "TOP 8 called, Kröncke reports", steps.dikes),
    ("18:40", "Borgwardt goes", steps.goes("Borgwardt")),
    ("18:46", "taken note of", steps.noted),
    ("18:48", "TOP 9 called", steps.call("9")),
    ("18:49", "a question", steps.says("Radović", "Wann wird die Querungshilfe an der Mühlenstraße gebaut?")),
    ("18:51", "the answer", steps.says("Ehlerding", "Der Bau beginnt im März 2027.")),
    ("18:55", "end of the public part", steps.the_gallery_leaves),
    ("18:57", "alone at home, doors closed", steps.doors_closed),
    ("18:58", "TOP 10 called, Ehlerding reports", steps.land),
    ("19:07", "he has spoken", steps.has_spoken),
    ("19:08", "ballot", steps.put_to_the_vote("Ja", ("Ja", "Nein", "Ja"), (6, 1, 0))),
    ("19:11", "doors open", steps.doors_open),
    ("19:12", "the end", steps.the_end),
    ("08:40", "next morning: an hour corrected, a note", steps.next_morning),
)
"""When, what, and how it is entered."""

CLICKS, KEYS = 170, 840
"""Upper bounds: measured, and some air."""
