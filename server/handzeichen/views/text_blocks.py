"""Text blocks: sentences that minutes need again and again, to be put into a note and finished there.

What fits the moment comes first. In them `{name}` is whoever is chosen in the list, `{zeit}` the time on the clock, and
"…" the place that is still to be written. The house has blocks of its own in its plan; they come before ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handzeichen.meeting.ids import Text
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.words import said

OWN: Final = said("Aus dem Haus")
_GROUPS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "faults": (
        (
            said("Telefonisch gemeldet"),
            Text("{name} meldet um {zeit} telefonisch, dass Bild oder Ton fehlt."),
        ),
        (said("Wieder zugeschaltet"), Text("{name} ist seit {zeit} wieder mit Bild und Ton zugeschaltet.")),
        (said("Störung im Saal"), Text("Um {zeit} ist die Übertragung aus dem Saal gestört. …")),
        (said("Ersatzweg"), Text("{name} nimmt ab {zeit} über … teil.")),
    ),
    "presence": (
        (said("Entschuldigt"), Text("{name} hat sich für diese Sitzung entschuldigt.")),
        (said("Kommt später"), Text("{name} hat mitgeteilt, erst gegen … zu kommen.")),
        (said("Zuhörende"), Text("Anwesend sind … Zuhörende.")),
        (said("Gast"), Text("{name} nimmt als Gast zu diesem Punkt teil.")),
    ),
    "debate": (
        (said("Frage"), Text("{name} fragt, …")),
        (said("Antwort"), Text("{name} antwortet, …")),
        (said("Hinweis"), Text("{name} weist darauf hin, dass …")),
        (said("Anregung"), Text("{name} regt an, …")),
        (said("Zusage"), Text("{name} sagt zu, die Frage bis … schriftlich zu beantworten.")),
        (said("Persönliche Erklärung"), Text("{name} gibt eine persönliche Erklärung ab: „…“")),
        (said("Wörtlich zu Protokoll"), Text("{name} gibt wörtlich zu Protokoll: „…“")),
    ),
    "course": (
        (said("Keine Wortmeldungen"), Text("Es liegen keine Wortmeldungen vor.")),
        (said("Keine Einwendungen"), Text("Gegen die Niederschrift werden keine Einwendungen erhoben.")),
        (
            said("Vortrag"),
            Text(
                "{name} stellt den Sachverhalt anhand einer Präsentation vor; sie liegt der Niederschrift bei."
            ),
        ),
        (said("Ruhe im Saal"), Text("Die Sitzungsleitung bittet die Zuhörenden um {zeit} um Ruhe.")),
        (said("Lüften"), Text("Von {zeit} an wird der Saal … Minuten lang gelüftet.")),
    ),
}
"""By situation: what a block is called, and its sentence. They are German: minutes are."""
_NAMES: Final = {
    "faults": said("Störung"),
    "presence": said("Anwesenheit"),
    "debate": said("Aussprache"),
    "course": said("Ablauf"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A sentence to begin with."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockGroup:
    """The blocks of one situation."""

    name: str
    blocks: tuple[Block, ...]


def text_blocks(meeting: Meeting) -> tuple[BlockGroup, ...]:
    """All blocks, those of the house first, then by what the moment calls for."""
    return tuple(_groups(meeting))


def _groups(meeting: Meeting) -> Iterator[BlockGroup]:
    own = tuple(Block(label=block.label, text=block.text) for block in meeting.plan.text_blocks)
    if own:
        yield BlockGroup(name=OWN, blocks=own)
    for name in sorted(_GROUPS, key=lambda name: name != _wanted(meeting)):
        yield BlockGroup(
            name=_NAMES[name], blocks=tuple(Block(label=label, text=text) for label, text in _GROUPS[name])
        )


def _wanted(meeting: Meeting) -> str:
    """The situation: something is disturbed, the meeting has not begun, else somebody speaks."""
    if any(fault.to is None for fault in meeting.roll.faults):
        return "faults"
    return "presence" if meeting.sitting.phase is Phase.PLANNED else "debate"
