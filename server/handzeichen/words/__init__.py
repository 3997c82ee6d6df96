"""Every sentence that the product says, one table per language, and the grammar of numbers.

It knows no meeting and no law: keys, gaps and numbers in, a sentence out. `de/` and `en/` hold the same files, keys and
gaps: refusals, results, minutes, what results mean, counted nouns, dates. What only screens say stands where it is
said, in German, and by these German words in `screens/` and `scripts.toml` of every other language (`said`); `de-easy/`
holds plainer German wherever there is some, and else says what German says.
"""

from handzeichen.words.sentences import (
    Said,
    changed,
    in_a_row,
    keyed,
    listed,
    of_table,
    said,
    with_capital,
    without,
)

__all__ = (
    "Said",
    "changed",
    "in_a_row",
    "keyed",
    "listed",
    "of_table",
    "said",
    "with_capital",
    "without",
)
