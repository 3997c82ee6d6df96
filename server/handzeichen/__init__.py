"""Handzeichen runs a German council's hybrid meeting.

A meeting is a list of events, and everything else is a way of looking at it: every screen, the quorum, the
tally, the minutes. `law` holds the rules, `meeting` decides, `log` keeps, `views` and `record` show, `app`
listens.
"""

__version__ = "0.1.0"
