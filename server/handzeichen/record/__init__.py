"""What a meeting leaves behind: the record as plain data, and the minutes.

Both are projections of the events, like every screen, and change nothing. The record holds the non-public part too:
who may see it is for whoever hands it out to decide, not for this package.
"""
