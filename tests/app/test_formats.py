"""Every format of a meeting is written without a fault, for both editions, from a whole evening and from an empty one."""

import re
from pathlib import Path

import pytest

from handzeichen.app.formats import FORMATS, Format, format_named, source
from handzeichen.app.replay import Played, play
from handzeichen.log.chain import Head
from handzeichen.record.editions import Edition
from meeting.kit import Evening
from record.canaries import with_secrets

FOLDER = Path(__file__).parents[1] / "record" / "full_evening"
PLAN = (FOLDER / "plan.toml").read_bytes()
WHOLE = play(PLAN, (FOLDER / "script.jsonl").read_bytes())
PLANNED = play(PLAN, b"")


def written(form: Format, played: Played, edition: Edition) -> bytes:
    return form.write(source(played.meeting, played.head, edition))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("edition", Edition)
def test_equal_meetings_give_equal_files(form: Format, edition: Edition) -> None:
    first = written(form, WHOLE, edition)
    assert first and written(form, WHOLE, edition) == first


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_meeting_that_has_not_begun_can_be_written(form: Format) -> None:
    assert written(form, PLANNED, Edition.NON_PUBLIC)


def test_no_two_formats_have_one_name() -> None:
    assert [format_named(form.name) for form in FORMATS] == list(FORMATS)
    assert format_named("niederschrift.exe") is None


def test_an_oparl_file_says_when_what_it_tells_last_changed_and_nothing_of_what_was_behind_the_doors() -> (
    None
):
    evening = with_secrets()
    assert modified(evening, Edition.PUBLIC) == {"2026-11-24T19:30:00+01:00"}
    evening.accepted("clerk", "note", item="2", text="Nachgetragen.", at="20:00")
    assert modified(evening, Edition.PUBLIC) == {"2026-11-24T20:00:00+01:00"}
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="Doppelt", at="20:30")
    assert modified(evening, Edition.PUBLIC) == {"2026-11-24T20:30:00+01:00"}
    evening.accepted("clerk", "note", item="5", text="zqxlast", at="20:55")
    evening.accepted("clerk", "correct", of=evening.entries[-1].seq, reason="zqxwrong", at="21:00")
    assert modified(evening, Edition.PUBLIC) == {"2026-11-24T20:30:00+01:00"}
    assert modified(evening, Edition.NON_PUBLIC) == {"2026-11-24T21:00:00+01:00"}


def modified(evening: Evening, edition: Edition) -> set[str]:
    form = format_named("oparl.json")
    assert form is not None
    file = form.write(source(evening.meeting, Head(len(evening.entries), "0f" * 32), edition))
    return set(re.findall(r'"modified": "([^"]+)"', file.decode()))
