"""The demonstration's meeting with a longer agenda: three matters that go together, and one that falls into parts."""

from typing import Final

from handzeichen.app.plan import read_plan
from handzeichen.meeting.plan import Plan
from support.live import PLAN

_MATTERS: Final = (
    (
        "6",
        "Fahrradbügel am Stadtteilzentrum Nord",
        "Am Stadtteilzentrum Nord werden 24 Fahrradbügel aufgestellt.",
    ),
    ("7", "Zuwendung an die Lesebrücke", "Die Lesebrücke erhält eine Zuwendung von 4.500 €."),
    (
        "8",
        "Sprachmittlung im Bürgeramt",
        "Die Sprachmittlung im Bürgeramt wird bis Ende 2022 verlängert.",
    ),
    (
        "9",
        "Interkulturelle Woche 2021",
        "1. Die Woche beginnt am 26. September. 2. Eröffnet wird im Rathaus.",
    ),
)


def longer_plan() -> Plan:
    """The plan; the motion on TOP 6 is m6, and so on."""
    more = [
        f'[[items]]\nid = "{item}"\ntitle = "{title}"\nkind = "decision"\n'
        f'[[items.motions]]\nid = "m{item}"\nkind = "main"\nby = "administration"\ntext = "{text}"\n'
        for item, title, text in _MATTERS
    ]
    return read_plan(PLAN.read_bytes() + "\n".join(["", *more]).encode())
