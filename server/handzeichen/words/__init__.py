"""Every sentence that the product says of law and business, one table per language, and the grammar of numbers.

It knows no meeting and no law: keys, gaps and numbers in, a sentence out. `de/` and `en/` hold the same files, keys and
gaps: refusals, results, minutes, what results mean, counted nouns, dates.
"""
