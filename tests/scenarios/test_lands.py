"""One short evening, played under the law of every Land and for every kind of body: it opens, decides, and replays."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handzeichen.app import replay
from handzeichen.app.minutes import written
from handzeichen.app.plan import law_of, read_plan
from handzeichen.app.replay import Played, play
from handzeichen.app.verify import Verified, verify
from handzeichen.law.answers import BODY_KINDS, PROFILES, InForce, head, load, profiles
from handzeichen.log.files import to_jsonl
from handzeichen.meeting.plan import Plan
from handzeichen.record.data import record

DAY = date(2026, 11, 24)
UNDER = [profile for profile in profiles() if profile != "de"]
ROOM = ("ahlers", "beck", "conrad", "dorn")

PLAN = """
[body]
id = "gremium"
name = "Gremium"
municipality = "Lindenau"
kind = "{kind}"
rules = "{rules}"
seats = 7
[meeting]
number = 1
starts_at = 2026-11-24T18:00:00+01:00
form = "hybrid"
clerk = "protokoll"
[[people]]
id = "ahlers"
name = "Ahlers"
role = "member"
chairs = true
[[people]]
id = "beck"
name = "Beck"
role = "member"
[[people]]
id = "conrad"
name = "Conrad"
role = "member"
[[people]]
id = "dorn"
name = "Dorn"
role = "member"
[[people]]
id = "eggers"
name = "Eggers"
role = "member"
[[people]]
id = "protokoll"
name = "Vogt"
role = "administration"
[[items]]
id = "1"
title = "Brücke am Ulmenweg"
[[items.motions]]
id = "m1"
kind = "main"
text = "Die Brücke wird gebaut."
"""
COME = [f'{{"by": "clerk", "do": "arrive", "person": "{person}", "via": "room"}}' for person in ROOM]
BY_VIDEO = '{"by": "clerk", "do": "arrive", "person": "eggers", "via": "video"'
VOTES = {"ahlers": "yes", "beck": "yes", "conrad": "no", "dorn": "abstain"}
EVENING = [
    '{"by": "chair", "do": "open_meeting"}',
    '{"by": "chair", "do": "state_convening"}',
    '{"by": "chair", "do": "state_quorum"}',
    '{"by": "chair", "do": "call_item", "item": "1"}',
    '{"by": "chair", "do": "open_ballot", "ballot": "b1", "motion": "m1", "method": "show_of_hands"}',
    *(
        f'{{"by": "clerk", "do": "record_vote", "ballot": "b1", "person": "{person}", "choice": "{choice}"}}'
        for person, choice in VOTES.items()
    ),
    '{"by": "chair", "do": "close_ballot", "ballot": "b1"}',
    '{"by": "chair", "do": "announce_result", "ballot": "b1"}',
    '{"by": "chair", "do": "close_item", "item": "1"}',
    '{"by": "chair", "do": "close_meeting"}',
]


def played(rules: str, kind: str = "committee") -> Played:
    """The evening, with somebody on video where the law lets members take part so."""
    hybrid = load(rules, on=DAY, kind=kind).law.hybrid.value
    video = BY_VIDEO + ("}" if hybrid else ', "expect": "refused"}')
    return play(PLAN.format(kind=kind, rules=rules).encode(), "\n".join([*COME, video, *EVENING]).encode())


def record_after(evening: Played) -> dict[str, Any]:
    return record(evening.meeting, length=evening.head.seq, head=evening.head.hash)


@pytest.mark.parametrize("kind", BODY_KINDS)
@pytest.mark.parametrize("rules", UNDER)
def test_a_whole_meeting_is_played_and_replays_under_each_law(rules: str, kind: str) -> None:
    evening = played(rules, kind)
    kept = record_after(evening)
    found = verify(to_jsonl(evening.log))
    assert isinstance(found, Verified) and found.record == kept
    law = load(rules, on=DAY, kind=kind)
    assert kept["meeting"]["profile"] == {"id": rules, "digest": law.digest}
    # Four or five of seven, two for and one against, an abstention and perhaps a silent one on video.
    here = 5 if law.law.hybrid.value else 4
    assert [entry["present"] for entry in kept["quorum"]] == [here]
    assert kept["quorum"][0]["quorate"] is True and kept["quorum"][0]["required"] == 4
    ballot = kept["ballots"]["b1"]
    assert (ballot["eligible"], ballot["yes"], ballot["no"], ballot["abstain"]) == (here, 2, 1, 1)
    assert (ballot["needed"], ballot["result"], kept["items"][0]["outcome"]) == (2, "passed", "adopted")
    minutes = written(evening.meeting, evening.head, ".txt").decode()
    assert law.law.minutes_title.value.upper() in minutes


def test_where_members_cannot_take_part_by_video_the_refusal_names_the_lands_rule() -> None:
    evening = "\n".join([*COME, BY_VIDEO + "}"]).encode()
    for rules, norm in (("nw", "§ 47a GO NRW"), ("sn", "§ 36a SächsGemO"), ("th", "§ 36a Abs. 1 ThürKO")):
        with pytest.raises(replay.ScriptError) as stopped:
            play(PLAN.format(kind="council", rules=rules).encode(), evening)
        assert norm in str(stopped.value)


@pytest.mark.parametrize("form", [".txt", ".html"])
def test_neither_record_nor_minutes_claim_an_approval_of_the_system(form: str) -> None:
    evening = played("nw")
    assert evening.meeting.law.approved_system.value is True
    told = json.dumps(record_after(evening)) + written(evening.meeting, evening.head, form).decode()
    assert not re.search(r"zulassung|zugelassen|approv|zertifi|gpa", told.lower())


def test_a_plan_may_use_a_profile_for_another_kind_of_body() -> None:
    # The law page says so; no plan is refused for it.
    assert head("ni-hannover-council").kinds == ("council",)
    assert record_after(played("ni-hannover-council", "committee"))["items"][0]["outcome"] == "adopted"


# A profile is edited after the evening


def edited(folder: Path) -> Path:
    """A copy of the profiles in which Lower Saxony asks for two thirds of the seats and calls its minutes otherwise."""
    shutil.copytree(PROFILES, folder)
    land = folder / "ni.toml"
    text = land.read_text("utf-8")
    simple = '{ base = "votes_cast", fraction = "1/2", strict = true }'
    heavy = '{ base = "statutory_seats", fraction = "2/3", strict = false }'
    assert text.count(simple) == 1 and text.count('value = "Protokoll"') == 1
    text = text.replace(simple, heavy).replace('value = "Protokoll"', 'value = "Verhandlungsschrift"')
    land.write_text(text, "utf-8")
    return folder


def test_an_old_record_replays_unchanged_after_its_profile_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = played("ni")
    kept, minutes = record_after(before), written(before.meeting, before.head, ".txt")
    folder = edited(tmp_path / "profiles")

    def law_after_the_edit(plan: Plan, profiles: object) -> InForce:
        return load(plan.body.rules, on=DAY, kind=plan.body.kind.value, folder=folder)

    monkeypatch.setattr(replay, "law_of", law_after_the_edit)
    after = played("ni")
    # A meeting of today stands under the new answers …
    assert record_after(after)["items"][0]["outcome"] == "rejected"
    assert after.meeting.law.minutes_title.value == "Verhandlungsschrift"
    assert record_after(after)["meeting"]["profile"]["digest"] != kept["meeting"]["profile"]["digest"]
    # … and the old one under those it was opened with, whatever the files say.
    found = verify(to_jsonl(before.log))
    assert isinstance(found, Verified)
    assert found.record == kept
    assert written(found.meeting, found.head, ".txt") == minutes


def test_the_law_is_that_of_the_meetings_day() -> None:
    plan = read_plan(PLAN.format(kind="committee", rules="ni").encode())
    assert law_of(plan).law.leader_in_room.since == "2026-11-01"
    older = PLAN.replace("2026-11-24T18:00:00+01:00", "2022-03-29T18:00:00+02:00")
    assert (
        law_of(read_plan(older.format(kind="committee", rules="ni").encode())).law.hybrid.since
        == "2020-07-18"
    )
