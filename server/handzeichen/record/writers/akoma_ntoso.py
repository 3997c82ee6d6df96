"""Minutes as an Akoma Ntoso 3.0 `debate` (OASIS LegalDocML), as archives and parliaments exchange them.

The sentences are those of the minutes, in their order; what this adds is what they mean: who is named and speaks, what
is a motion and what its outcome, when the meeting began and ended, who voted how in a roll call. A sentence of which
that cannot be told stands as it is.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from xml.etree.ElementTree import Element

from handzeichen.meeting.ids import SUBSTANTIVE, BallotState, Choice, ItemId, PersonId
from handzeichen.meeting.names import motion_name, name_of, person_name, plain_name
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.record import wording
from handzeichen.record.minutes import Minutes, Point
from handzeichen.record.order import attendance_order
from handzeichen.record.proceedings import Block, home
from handzeichen.record.times import local
from handzeichen.record.writers.akoma_meta import BODY, day, meta, person_id
from handzeichen.record.writers.akoma_xml import (
    NAMESPACE,
    OWN,
    add,
    block,
    element,
    extended,
    written,
)

NOT_PUBLIC = "non-public"
"""The class of a section that is not for everybody."""


def akoma_ntoso(meeting: Meeting, found: Minutes, *, length: int, head: str) -> bytes:
    """The whole file: the minutes of a meeting, and the meeting itself, both as one edition tells of it."""
    told = _Told(meeting)
    rest = (_preface(told, found), _body(told, found), _conclusions(told, found))
    about = meta(meeting, told.named, told.sections, length=length, head=head)
    debate = block("debate", about, *rest, name="minutes", contains="originalVersion")
    root = element("akomaNtoso", debate)
    root.attrib.update({"xmlns": NAMESPACE, "xmlns:hz": OWN})
    return written(root)


class _Told:
    """What the sentences of the minutes mean, as far as it can be told; and who was named so far."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.sections: dict[str, str] = {}
        """In which section each motion is told of."""
        self._named: dict[PersonId, None] = {}
        self.speeches = _speeches(meeting)
        self.votes = _votes(meeting)
        self._names = _names(meeting)
        self._motions = _by_item(meeting)

    @property
    def named(self) -> Iterable[PersonId]:
        """Everybody of whom the document says something, in the order in which it does."""
        return self._named

    def person(self, person: PersonId) -> str:
        """The reference to somebody, who is named from now on."""
        self._named[person] = None
        return f"#{person_id(person)}"

    def marked(self, line: str) -> tuple[Element | str, ...]:
        """A line of the attendance, with its first name marked as a person's."""
        known = max((name for name in self._names if line.startswith(name)), key=len, default=None)
        person = None if known is None else self._names[known]
        if known is None or person is None:
            return (line,)
        role = f"#role_{self.meeting.person(person).role.value}"
        return element("person", known, refersTo=self.person(person), as_=role), line[len(known) :]

    def motion(self, item: ItemId, told: Block) -> Motion | None:
        """The motion that a block tells of; each is told of once."""
        left = self._motions.get(item, [])
        alike = [motion for motion in left if motion_name(self.meeting, motion) == told.heading]
        if not alike:
            return None
        found = max(alike, key=lambda motion: _likeness(self.meeting, motion, told))
        left.remove(found)
        return found


def _speeches(meeting: Meeting) -> dict[str, tuple[PersonId, datetime]]:
    """The sentences that somebody is said to have said."""
    return {
        wording.said(name_of(meeting, note.person), note.text): (note.person, note.at)
        for state in meeting.agenda.items.values()
        for note in state.notes
        if note.person is not None
    }


def _votes(meeting: Meeting) -> dict[str, tuple[Choice, list[PersonId]]]:
    """The lines that name who voted how in a roll call."""
    found = {}
    for ballot in meeting.ballots.values():
        if ballot.state is not BallotState.ANNOUNCED or ballot.end.result is None:
            continue
        for choice in Choice:
            people = [vote.person for vote in ballot.end.result.votes if vote.choice is choice]
            if people:
                line = wording.roll_call(choice, [name_of(meeting, person) for person in people])
                found[line] = (choice, people)
    return found


def _names(meeting: Meeting) -> dict[str, PersonId | None]:
    """By name who that is; nobody for a name that two people bear."""
    found: dict[str, PersonId | None] = {}
    for person in attendance_order(meeting):
        name = person_name(person, meeting.plan.factions)
        found[name] = None if name in found else person.id
    return found


def _by_item(meeting: Meeting) -> dict[ItemId, list[Motion]]:
    found: dict[ItemId, list[Motion]] = {}
    for motion in meeting.motions.values():
        item = home(meeting, motion)
        if item is not None:
            found.setdefault(item, []).append(motion)
    return found


def _likeness(meeting: Meeting, motion: Motion, told: Block) -> int:
    """Several motions may be called the same: text and results, those that are missing too, tell which is meant."""
    ends = [meeting.ballots[ballot] for ballot in motion.ballots]
    announced = [
        one.end.result for one in ends if one.state is BallotState.ANNOUNCED and one.end.result is not None
    ]
    said = sum(1 if result.wording in told.results else -1 for result in announced)
    return said + 2 * (motion.moved.text in told.texts)


# The page's head


def _preface(told: _Told, found: Minutes) -> Element:
    made = block("preface", block("longTitle", block("p", element("docTitle", found.title))))
    if found.municipality is not None:
        add(made, block("p", element("docProponent", found.municipality)))
    extended(made, (block("p", mark, class_="mark") for mark in found.marks))
    extended(made, (block("p", *_headed(told.meeting, line)) for line in found.heading))
    return extended(made, (block("p", *_timed(told.meeting, line)) for line in found.times))


def _headed(meeting: Meeting, line: str) -> Iterator[Element | str]:
    """A line of the heading: the number of the meeting, its body, or its day."""
    number, body, on = str(meeting.plan.meeting.number), meeting.plan.body.name, wording.day(day(meeting))
    if line == body:
        yield element("docCommittee", line, refersTo=f"#{BODY}")
    elif line.startswith(number):
        yield element("session", element("docNumber", number), line.removeprefix(number), value=number)
    elif on in line:
        before, _, after = line.partition(on)
        yield from (before, element("docDate", on, date=day(meeting).isoformat()), after)
    else:
        yield line


def _timed(meeting: Meeting, line: str) -> Iterator[Element | str]:
    """When the meeting began and ended; other lines about time as they are."""
    times = meeting.sitting.times
    opened = times.opened_at and local(meeting, times.opened_at)
    closed = times.closed_at and local(meeting, times.closed_at)
    if opened and line == wording.begin(opened):
        yield element("recordedTime", line, type="startEvent", time=opened)
    elif opened and closed and line == wording.end(closed, begun=opened):
        yield element("recordedTime", line, type="endEvent", time=closed)
    else:
        yield line


# Attendance and items


def _body(told: _Told, found: Minutes) -> Element:
    made = block("debateBody", _roll_call(told, found))
    extended(made, _parts(told, found))
    if found.reasons:
        told_why = (part for reason in found.reasons for part in _plain(reason))
        heading = block("heading", wording.appendix())
        add(made, block("debateSection", heading, *told_why, name="appendix", eId="appendix"))
    return made


def _roll_call(told: _Told, found: Minutes) -> Element:
    chapters = (
        block(
            "debateSection",
            block("heading", chapter.title),
            *(block("p", *told.marked(line)) for line in chapter.lines),
            name="attendance",
            eId=f"attendance_{number}",
        )
        for number, chapter in enumerate(found.chapters, start=1)
    )
    return block("rollCall", *chapters, eId="attendance")


def _parts(told: _Told, found: Minutes) -> Iterator[Element]:
    """The items one by one; where there are two parts, each run of items within the part that it belongs to."""
    if not found.has_non_public_part:
        yield from (_point(told, point) for point in found.points)
        return
    for number, (is_public, points) in enumerate(groupby(found.points, lambda point: point.public), start=1):
        yield block(
            "debateSection",
            block("heading", wording.part(public=is_public)),
            *(_point(told, point) for point in points),
            name="part",
            eId=f"part_{number}",
            class_=None if is_public else NOT_PUBLIC,
        )


def _point(told: _Told, point: Point) -> Element:
    item = point.item
    eid = f"item_{item or point.number}"
    made = block(
        "debateSection",
        block("num", point.number),
        block("heading", point.title),
        name="item",
        eId=eid,
        class_=None if point.public else NOT_PUBLIC,
    )
    for number, found in enumerate(point.blocks, start=1):
        motion = None if item is None or found.heading is None else told.motion(item, found)
        if found.heading is None:
            extended(made, _said(told, found))
        else:
            add(made, _section(told, found, motion, f"{eid}__{number}"))
    return made


def _section(told: _Told, found: Block, motion: Motion | None, eid: str) -> Element:
    """What was moved, and what became of it."""
    if motion is not None:
        told.sections[motion.id] = eid
    procedural = motion is not None and motion.moved.kind not in SUBSTANTIVE
    made = block(
        "proceduralMotions" if procedural else "debateSection",
        block("heading", found.heading or ""),
        *(block("p", text) for text in found.texts),
        eId=eid,
        name=None if procedural else "motion",
    )
    return extended(made, (_result(told, line) for line in found.results))


def _said(told: _Told, found: Block) -> Iterator[Element]:
    for text in found.texts:
        if text in told.speeches:
            person, at = told.speeches[text]
            yield block("speech", block("p", text), by=told.person(person), startTime=local(told.meeting, at))
        else:
            yield block("narrative", text)
    yield from (_result(told, line) for line in found.results)


def _result(told: _Told, line: str) -> Element:
    if line not in told.votes:
        return block("p", element("outcome", line))
    choice, people = told.votes[line]
    names = [name_of(told.meeting, person) for person in people]
    made = block("p", line.removesuffix(", ".join(names)))
    for number, (person, name) in enumerate(zip(people, names, strict=True)):
        if number:
            add(made, ", ")
        add(made, element("vote", name, by=told.person(person), choice=f"#{choice.value}"))
    return made


def _plain(found: Block) -> Iterator[Element]:
    if found.heading is not None:
        yield block("p", found.heading)
    yield from (block("p", text) for text in (*found.texts, *found.results))


# The foot


def _conclusions(told: _Told, found: Minutes) -> Element:
    made = block("conclusions")
    extended(made, (block("p", line) for line in found.foot))
    return extended(made, _signatures(told, found))


def _signatures(told: _Told, found: Minutes) -> Iterator[Element]:
    """The lines to sign on, each with its role; a name that one person alone bears is that person's."""
    known = _plain_names(told.meeting)
    for signature in found.signatures:
        person = None if signature.name is None else known.get(signature.name)
        name: tuple[Element | str, ...] = () if signature.name is None else (f": {signature.name}",)
        if person is not None and signature.name is not None:
            name = (": ", element("person", signature.name, refersTo=told.person(person)))
        yield block("p", element("signature", signature.role, *name))


def _plain_names(meeting: Meeting) -> dict[str, PersonId | None]:
    found: dict[str, PersonId | None] = {}
    for person in meeting.roll.people.values():
        name = plain_name(person)
        found[name] = None if name in found else person.id
    return found
