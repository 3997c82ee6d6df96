"""Minutes in both styles: as Hannover publishes them, and with times, video and faults.

The golden files are renewed by `./dev run python tests/record/golden.py`.
"""

import pytest

from handzeichen.record.writers.text import text
from record.golden import FILES, FOLDER, made


@pytest.mark.parametrize("name", FILES)
def test_the_minutes_are_these_word_for_word(name: str) -> None:
    assert text(made(name)) == (FOLDER / name).read_text("utf-8")
