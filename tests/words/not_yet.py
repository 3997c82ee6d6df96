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
NOT_YET += [
    "parts/clerk_lines.html",
    "clerk.html",
    "clerk_person_fixed.html",
    "parts/clerk_agenda.html",
    "parts/clerk_agreed.html",
    "parts/clerk_alerts.html",
    "parts/clerk_at_once.html",
    "parts/clerk_ballot.html",
    "parts/clerk_course.html",
    "parts/clerk_correction.html",
    "parts/clerk_door.html",
    "parts/clerk_doubt.html",
    "parts/clerk_floor.html",
    "parts/clerk_hands.html",
    "parts/clerk_item.html",
    "parts/clerk_line.html",
    "parts/clerk_macros.html",
    "parts/clerk_more.html",
    "parts/clerk_motion.html",
    "parts/clerk_move.html",
    "parts/clerk_note.html",
    "parts/clerk_people.html",
    "parts/clerk_person.html",
    "parts/clerk_sitting.html",
    "parts/clerk_status.html",
    "views/clerk_agenda.py",
    "views/clerk_ballot.py",
    "views/clerk_forms.py",
    "views/clerk_people.py",
    "views/clerk_status.py",
    "views/clerk_words.py",
    "views/correction.py",
    "views/timeline.py",
    "views/timeline_business.py",
    "views/timeline_corrections.py",
    "views/timeline_people.py",
    "clerk_correct.js",
    "clerk_count.js",
    "clerk_devices.js",
]
# The end of the clerk's.


# The public's.
NOT_YET += [
    "views/trial.py",
    "views/text_blocks.py",
    "parts/trial.html",
    "first.html",
    "public.html",
]
# The end of the public's.


# The lang's.
NOT_YET += []
# The end of the lang's.
