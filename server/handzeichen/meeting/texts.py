"""How a motion reads: as it was moved, and as carried amendments and rejected parts leave it. Nothing is made up.

An amendment that names the passage which it replaces changes the text by itself. Of any other the clerk writes down,
on the chair's word, how the whole reads now; until then it is the motion as moved, "mit den Änderungen".
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import CARRIED, MotionId, Text
from handzeichen.meeting.names import motion_name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.state import Meeting, Motion, Version

_QUOTED: Final = 200
"""So much of a passage stands in a refusal."""


def is_changed(motion: Motion) -> bool:
    """Whether it is voted on otherwise than it was moved."""
    return bool(motion.versions)


def text_of(motion: Motion) -> str | None:
    """The whole text as it stands; None where there is none, or nobody has said yet how it reads now."""
    return motion.versions[-1].text if motion.versions else motion.moved.text


def is_undetermined(motion: Motion) -> bool:
    """Whether it was changed and nobody has said how it reads as a whole."""
    return is_changed(motion) and text_of(motion) is None


def last_known(motion: Motion) -> str | None:
    """The newest whole text that there is."""
    known = (version.text for version in reversed(motion.versions) if version.text is not None)
    return next(known, motion.moved.text)


def changes_since_known(motion: Motion) -> tuple[MotionId, ...]:
    """The motions whose changes the newest whole text does not hold yet."""
    found: list[MotionId] = []
    for version in motion.versions:
        found = [] if version.text is not None else [*found, version.by]
    return tuple(dict.fromkeys(found))


def passage_is_missing(meeting: Meeting, amended: Motion, passage: str | None) -> Refusal | None:
    """What is to be replaced stands in the text exactly once; else nobody could say what was voted on."""
    if passage is None or (last_known(amended) or "").count(passage) == 1:
        return None
    shown = passage if len(passage) <= _QUOTED else f"{passage[:_QUOTED]}…"
    return refuse("passage_not_found", passage=shown, motion=motion_name(meeting, amended))


def of_amendment(meeting: Meeting, amendment: Motion) -> Events:
    """A carried or accepted amendment changes what it amends."""
    amended = None if amendment.moved.amends is None else meeting.motions.get(amendment.moved.amends)
    if amended is None:
        return []
    passage = amendment.moved.replaces
    text = None if passage is None or is_undetermined(amendment) else text_of(amendment) or ""
    return [changed(amended, amendment.id, passage, text)]


def changed(motion: Motion, by: MotionId, passage: str | None, text: str | None) -> e.MotionAmended:
    """The motion with a passage replaced; without a text where it is not to be said for certain."""
    before, new = text_of(motion), None
    if before is not None and passage and text is not None and before.count(passage) == 1:
        new = _replaced(before, passage, text)
    return e.MotionAmended(motion=motion.id, by_motion=by, text=Text(new) if new else None)


def _replaced(before: str, passage: str, text: str) -> str:
    """The text with another in the passage's place; where one is only struck out, no gap stays behind."""
    if text:
        return before.replace(passage, text)
    left, right = before.split(passage)
    if not left.strip() or not right.strip():
        return (left + right).strip()
    edge = left[len(left.rstrip()) :] + right[: len(right) - len(right.lstrip())]
    between = "\n" if "\n" in edge else " " if edge else ""
    return f"{left.rstrip()}{between}{right.lstrip()}"


@decides(c.Restate)
def restate(meeting: Meeting, command: c.Restate, asker: Asker) -> Events | Refusal:
    """How it reads as a whole, while it is open and was changed by a carried motion."""
    motion = meeting.motions[command.motion]
    if not motion.open:
        return refuse("motion_decided", motion=motion_name(meeting, motion))
    if meeting.ballot is not None and motion.id in meeting.ballot.motions:
        return refuse("motion_in_ballot", motion=motion_name(meeting, motion))
    if not is_changed(motion):
        return refuse("not_changed", motion=motion_name(meeting, motion))
    if command.text == text_of(motion):
        return []
    return [e.MotionRestated(motion=motion.id, by_motion=motion.versions[-1].by, text=command.text)]


@evolves(e.MotionAmended)
def keep_change(meeting: Meeting, event: e.MotionAmended, entry: e.Entry) -> Meeting:
    """It reads otherwise from now on."""
    return with_change(meeting, event)


@evolves(e.MotionRestated)
def keep_restated(meeting: Meeting, event: e.MotionRestated, entry: e.Entry) -> Meeting:
    """What the change came to, in full."""
    return with_change(meeting, event)


def with_change(meeting: Meeting, event: e.MotionAmended | e.MotionRestated) -> Meeting:
    """The meeting in which a motion has one version more."""
    motion = meeting.motions[event.motion]
    versions = (*motion.versions, Version(by=event.by_motion, text=event.text))
    return replace(meeting, motions={**meeting.motions, motion.id: replace(motion, versions=versions)})


def unchanged_by(meeting: Meeting, by: MotionId) -> Meeting:
    """The way back: what a motion had changed reads again as before."""
    motions = {
        motion.id: replace(motion, versions=tuple(v for v in motion.versions if v.by != by))
        if any(version.by == by for version in motion.versions)
        else motion
        for motion in meeting.motions.values()
    }
    return replace(meeting, motions=motions)


# In words


def as_it_stands(meeting: Meeting, motion: Motion) -> str | None:
    """What is voted on: the whole text, or the last that there is "mit den Änderungen" that it does not hold yet."""
    text = text_of(motion)
    if text is not None or not is_changed(motion):
        return text
    changes = "; ".join(_changes_in_words(meeting, motion))
    known = last_known(motion)
    return f"mit den Änderungen: {changes}" if known is None else f"{known} – mit den Änderungen: {changes}"


def _changes_in_words(meeting: Meeting, motion: Motion) -> Iterator[str]:
    for by in changes_since_known(motion):
        other = meeting.motions.get(by)
        if other is not None:
            yield _in_words(meeting, other)


def _in_words(meeting: Meeting, other: Motion) -> str:
    """A rejected part as left out, an amended one as it reads now, an amendment by its words; quotes within quotes."""
    text = text_of(other) or last_known(other) or motion_name(meeting, other)
    passage = other.moved.replaces
    if other.split_by is not None and other.outcome not in CARRIED:
        return f"ohne ‚{text}‘"
    if other.split_by is not None:
        passage = other.moved.text
    if passage is None:
        return f"‚{text}‘"
    return f"‚{text}‘ statt ‚{passage}‘" if text_of(other) else f"ohne ‚{passage}‘"
