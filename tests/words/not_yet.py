"""What does not yet speak the languages of its readers: it gets shorter until it is empty, and never longer.

One paragraph for each part of the screens, so that two people who shorten it at the same time do not meet.
"""

NOT_YET: list[str] = []

# The hall's.
NOT_YET += []
# The end of the hall's.


# The chair's.
NOT_YET += []
# The end of the chair's.


# The member's.
NOT_YET += []
# The end of the member's.


# The clerk's.
NOT_YET += []
# The end of the clerk's.


# The public's.
NOT_YET += []
# The end of the public's.


# The lang's.
NOT_YET += []
# The end of the lang's.
