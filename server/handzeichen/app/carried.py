"""What comes back of a meeting, as the `[[items]]` of the next plan: to be pasted, numbered anew, and checked.

Titles, secrecy, papers and undecided matters come along as they stand; an amended motion with its new text, where
there is one. What a plan has no word for, an amendment's mover for instance, stands in a comment.
"""

import json
from collections.abc import Iterator

from handzeichen.law.questions import Due
from handzeichen.meeting.coming_back import Return, comes_back, open_matters
from handzeichen.meeting.ids import ItemKind, Kind, MotionEffect, Secrecy
from handzeichen.meeting.names import ADMINISTRATION, item_number
from handzeichen.meeting.state import ItemState, Meeting, Motion
from handzeichen.meeting.texts import as_it_stands

_DUE = {
    Due.NEXT: "in der nächsten ordentlichen Sitzung",
    Due.NEXT_BUT_ONE: "spätestens in der übernächsten ordentlichen Sitzung",
}


def carried(meeting: Meeting) -> str:
    """TOML for the next plan, or one comment that nothing comes back."""
    found = comes_back(meeting)
    if not found:
        return "# Aus dieser Sitzung kommt kein Punkt wieder.\n"
    return "\n".join("\n".join(_item(meeting, back)) + "\n" for back in found)


def _item(meeting: Meeting, back: Return) -> Iterator[str]:
    state = meeting.agenda.items[back.item]
    item, number = state.item, item_number(meeting, back.item)
    words = state.ending.text or meeting.law.outcome_words.value.get(back.outcome.value, back.outcome.value)
    session = meeting.plan.meeting.number
    yield f"# TOP {number} der {session}. Sitzung ({' '.join(words.split())}), wieder {_DUE[back.due]}"
    yield "[[items]]"
    yield _line("id", item.id)
    yield _line("title", item.title)
    if item.kind is not ItemKind.DECISION:
        yield _line("kind", item.kind.value)
    if item.secrecy is not Secrecy.PUBLIC:
        yield _line("secrecy", item.secrecy.value)
    if item.public_title is not None:
        yield _line("public_title", item.public_title)
    yield from _papers(state)
    for motion in open_matters(meeting, item.id):
        yield from _motion(motion, as_it_stands(meeting, motion))


def _papers(state: ItemState) -> Iterator[str]:
    for paper in state.papers:
        yield "[[items.papers]]"
        yield _line("reference", paper.reference)
        if paper.kind is not None:
            yield _line("kind", paper.kind)
        if paper.attachments:
            yield f"attachments = {paper.attachments}"
        if paper.dated is not None:
            yield f"dated = {paper.dated}"
        if paper.link is not None:
            yield _line("link", paper.link)


def _motion(motion: Motion, text: str | None) -> Iterator[str]:
    moved = motion.moved
    yield "[[items.motions]]"
    yield _line("id", motion.id)
    yield _line("kind", moved.kind.value)
    if moved.kind is Kind.AMENDMENT and moved.replaces is not None:
        yield f"# ersetzt: {' '.join(moved.replaces.split())}"
    if text is not None:
        yield _line("text", text)
    yield _line("by", moved.mover or moved.faction or ADMINISTRATION)
    if moved.effect is not MotionEffect.DECIDES:
        yield _line("effect", moved.effect.value)


def _line(key: str, value: str) -> str:
    """A TOML string: JSON's form of one is TOML's too, but for the character that only TOML forbids."""
    return f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
