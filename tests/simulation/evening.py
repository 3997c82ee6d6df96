"""What stands in the log before a run: a small committee, opened, with some of its members on video."""

from functools import cache
from itertools import accumulate

from handzeichen.log.chain import START, Line, derived_salts, seal
from handzeichen.log.codec import write_entry
from handzeichen.meeting.events import Entry
from handzeichen.meeting.machine import evolve
from handzeichen.meeting.state import Meeting
from meeting.kit import PEOPLE, Evening, moment, plan_of

NAMES = ["ahrens", "brandt", "carstens", "demir", "ebeling", "falk"]
MORE = ["petersen", "quast", "richter", "seidel", "thomsen"]
BEGINS = moment("18:01")
MEETING = plan_of().id


@cache
def begun(members: int, video: int, show_choices: bool) -> tuple[list[Line], list[Entry], list[Meeting]]:
    """The log's first lines, and the state after each. The last `video` members are not in the room."""
    names = [*NAMES, *MORE][:members]
    known = [person for person in PEOPLE if person["role"] != "member" or person["id"] in names]
    more = [
        {"id": name, "title": "Ratsfrau", "name": name.title(), "role": "member"}
        for name in MORE
        if name in names
    ]
    plan = plan_of(body={"seats": members}, people=[*known, *more])
    evening = Evening.planned(plan, **({"show_choices": True} if show_choices else {}))
    room = members - video
    evening.arrive(" ".join(["meyer", *names[:room]]))
    evening.arrive(" ".join(names[room:]), "video")
    evening.accepted("chair", "open_meeting", at="18:00")
    evening.accepted("chair", "state_convening")
    evening.accepted("chair", "state_quorum")
    entries = evening.entries
    lines = seal(START, [write_entry(entry) for entry in entries], derived_salts(b"before the run"))
    states = list(accumulate(entries[1:], evolve, initial=evolve(None, entries[0])))
    return lines, entries, states
