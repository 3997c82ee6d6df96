"""Text blocks: sentences that minutes need again and again, to be put into a note and finished there.

What fits the moment comes first. In them `{name}` is whoever is chosen in the list, `{zeit}` the time on the clock, and
"…" the place that is still to be written. The house has blocks of its own in its plan; they come before ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handzeichen.meeting.state import Meeting, Phase

OWN: Final = "Aus dem Haus"
_GROUPS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Störung": (
        ("Telefonisch gemeldet", "{name} meldet um {zeit} telefonisch, dass Bild oder Ton fehlt."),
        ("Wieder zugeschaltet", "{name} ist seit {zeit} wieder mit Bild und Ton zugeschaltet."),
        ("Störung im Saal", "Um {zeit} ist die Übertragung aus dem Saal gestört. …"),
        ("Ersatzweg", "{name} nimmt ab {zeit} über … teil."),
    ),
    "Anwesenheit": (
        ("Entschuldigt", "{name} hat sich für diese Sitzung entschuldigt."),
        ("Kommt später", "{name} hat mitgeteilt, erst gegen … zu kommen."),
        ("Zuhörende", "Anwesend sind … Zuhörende."),
        ("Gast", "{name} nimmt als Gast zu diesem Punkt teil."),
    ),
    "Aussprache": (
        ("Frage", "{name} fragt, …"),
        ("Antwort", "{name} antwortet, …"),
        ("Hinweis", "{name} weist darauf hin, dass …"),
        ("Anregung", "{name} regt an, …"),
        ("Zusage", "{name} sagt zu, die Frage bis … schriftlich zu beantworten."),
        ("Persönliche Erklärung", "{name} gibt eine persönliche Erklärung ab: „…“"),
        ("Wörtlich zu Protokoll", "{name} gibt wörtlich zu Protokoll: „…“"),
    ),
    "Ablauf": (
        ("Keine Wortmeldungen", "Es liegen keine Wortmeldungen vor."),
        ("Keine Einwendungen", "Gegen die Niederschrift werden keine Einwendungen erhoben."),
        (
            "Vortrag",
            "{name} stellt den Sachverhalt anhand einer Präsentation vor; sie liegt der Niederschrift bei.",
        ),
        ("Ruhe im Saal", "Die Sitzungsleitung bittet die Zuhörenden um {zeit} um Ruhe."),
        ("Lüften", "Von {zeit} an wird der Saal … Minuten lang gelüftet."),
    ),
}
"""By situation: what a block is called, and its sentence. They are German: minutes are."""


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
            name=name, blocks=tuple(Block(label=label, text=text) for label, text in _GROUPS[name])
        )


def _wanted(meeting: Meeting) -> str:
    """The situation: something is disturbed, the meeting has not begun, else somebody speaks."""
    if any(fault.to is None for fault in meeting.roll.faults):
        return "Störung"
    return "Anwesenheit" if meeting.sitting.phase is Phase.PLANNED else "Aussprache"
