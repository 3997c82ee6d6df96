"""Every format of a meeting is written without a fault, for both editions, from a whole evening and from an empty one."""

from pathlib import Path

import pytest

from handzeichen.app.formats import FORMATS, Format, format_named, source
from handzeichen.app.replay import Played, play
from handzeichen.record.editions import Edition

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
