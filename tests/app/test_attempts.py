"""Refusals at the door are counted by kind, and a flood of them fills no disk."""

import pytest

from handzeichen.app.attempts import EVERY, Attempts
from handzeichen.app.words import FOREIGN, NO_SUCH_LINK, NO_SUCH_PAGE


def test_the_first_of_a_kind_is_logged_at_once_and_the_rest_as_a_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    attempts = Attempts(clock=lambda: now)
    for _ in range(1000):
        attempts.note(NO_SUCH_LINK)
    attempts.note(FOREIGN)
    attempts.note(NO_SUCH_PAGE)  # A mistyped address is nobody's attempt.
    assert caplog.messages == [
        "Refused at the door: unknown link, 1 new, 1 since the start",
        "Refused at the door: foreign origin, 1 new, 1 since the start",
    ]
    now = EVERY
    attempts.tell()
    attempts.tell()
    assert caplog.messages[2:] == ["Refused at the door: unknown link, 999 new, 1000 since the start"]
    assert attempts.counted == {"unknown link": 1000, "foreign origin": 1}
