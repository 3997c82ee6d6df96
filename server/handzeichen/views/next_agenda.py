"""The steps along the agenda: the floor, motions in the order of voting, taking note, the next item, the doors."""

from collections.abc import Iterator
from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting.agenda import open_motions
from handzeichen.meeting.demands import not_supported
from handzeichen.meeting.doors import not_yet_alone
from handzeichen.meeting.ids import (
    CARRIED,
    SUBSTANTIVE,
    FloorKind,
    Handed,
    ItemKind,
    ItemOutcome,
    Kind,
    Line,
    MotionId,
    MotionOutcome,
    Secrecy,
)
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.names import dative, item_number, listed
from handzeichen.meeting.papers import paper_kept_from_remote
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import FloorSpan, ItemState, Meeting, Motion, Phase
from handzeichen.views import next_ballot
from handzeichen.views.clerk_words import motion_of, plain_of, surname_of, top
from handzeichen.views.next_law import concern
from handzeichen.views.next_sitting import closing_question
from handzeichen.views.next_step import Concern, Step, Wish, as_concern, outcome
from handzeichen.views.procedure import by_voting_order, still_needs, time_is_up
from handzeichen.words import said, with_capital
from handzeichen.words.table import Declined

_FEW = 3
_DOORS = (Kind.EXCLUDE_PUBLIC, Kind.ADMIT_PUBLIC)


def floor(meeting: Meeting) -> Step | None:
    """Whoever speaks is heard to the end; a procedural motion is heard next, then the list."""
    speaker = meeting.agenda.speaker
    if speaker is not None:
        end = Wish(label=said("Wortbeitrag beenden"), command=c.EndFloor(person=speaker.person))
        return Step(
            name="end_floor",
            say=(said("Vielen Dank."),),
            wishes=(end,),
            waits_for=_speaks(meeting, speaker),
        )
    requests = sorted(meeting.agenda.requests, key=lambda request: request.kind is not FloorKind.PROCEDURE)
    if not requests:
        return None
    first = requests[0]
    name, kind = plain_of(meeting, first.person), first.kind
    say = (
        said("Das Wort zur Geschäftsordnung hat {name}.", name=name)
        if kind is FloorKind.PROCEDURE
        else said("Das Wort hat {name}.", name=name)
    )
    give = [
        Wish(
            label=said("Wort an {name}", name=surname_of(meeting, r.person)),
            command=c.GiveFloor(person=r.person),
        )
        for r in requests
    ]
    return Step(name="give_floor", say=(say,), wishes=tuple(give[:1]), others=tuple(give[1:3]))


def _speaks(meeting: Meeting, speaker: FloorSpan) -> str:
    """Who speaks, and how long, where the rules limit it."""
    end, name = time_is_up(meeting, speaker), plain_of(meeting, speaker.person)
    if end is None:
        return said("Es spricht {name}.", name=name)
    return said("Es spricht {name}. {end}.", name=name, end=end)


def first_item(meeting: Meeting) -> Step | None:
    """The meeting begins with its first item, so that what is said at the opening stands under it."""
    items = list(meeting.agenda.items.values())
    if (
        any(state.called_at is not None for state in items)
        or not items
        or items[0].item.kind is not ItemKind.OPENING
    ):
        return None
    return _call(meeting, items[0])


def motions(meeting: Meeting) -> Step | None:
    """The next motion that can be voted on now; where none can, the reason why not.

    What has not found its supporters keeps nobody waiting.
    """
    here = (motion for motion in _open_here(meeting) if not still_needs(meeting, motion))
    open_now = [motion.id for motion in by_voting_order(meeting, here)]
    steps = [next_ballot.opening(meeting, motion) for motion in open_now]
    for motion, step in zip(open_now, steps, strict=True):
        if isinstance(outcome(meeting, _opening(meeting, motion), "chair"), Accepted):
            return step
    return _stuck(meeting, open_now) if open_now else None


def _opening(meeting: Meeting, motion: MotionId) -> c.OpenBallot:
    """As the body resolved to vote, else by a show of hands."""
    return c.OpenBallot(motion=motion, method=next_ballot.method_for(meeting, motion))


def _open_here(meeting: Meeting) -> Iterator[Motion]:
    """Open motions on the item called, and on procedure whatever was moved this evening and is still on the agenda."""
    called = meeting.agenda.called
    for motion in meeting.motions.values():
        item = motion.moved.item
        gone = (
            item is not None
            and meeting.agenda.items[item].off_the_agenda
            and motion.moved.kind is not Kind.URGENCY
        )
        here = called is not None and item == called
        evening = motion.moved_at is not None and motion.moved.kind not in SUBSTANTIVE
        if motion.open and not gone and (here or evening):
            yield motion


def unsupported(meeting: Meeting) -> Iterator[Concern]:
    """Motions that rules of procedure leave aside until enough members support them."""
    for motion in _open_here(meeting):
        if (refusal := not_supported(meeting, motion)) is not None:
            yield as_concern(refusal)


def _stuck(meeting: Meeting, motions: list[MotionId]) -> Step:
    """Nothing can be voted on: the chair hears why, and what would help."""
    answer, item = (
        outcome(meeting, _opening(meeting, motions[0]), "chair"),
        meeting.motions[motions[0]].moved.item,
    )
    told = None if isinstance(answer, Accepted) else concern(answer, item)
    wishes = () if told is None else (*told.wishes, *_mails(meeting, motions[0]))
    concerns = () if told is None else (replace(told, wishes=wishes),)
    named = listed([motion_of(meeting, m) for m in motions[:2]])
    say = said("Noch nicht abgestimmt werden kann: {motions}.", motions=named)
    return Step(name="stuck", say=(say,), concerns=concerns)


def _mails(meeting: Meeting, motion: MotionId) -> Iterator[Wish]:
    """A paper that lies only on the tables goes to those on video, and then the vote is free."""
    item = meeting.motions[motion].moved.item
    paper = None if item is None else paper_kept_from_remote(meeting, item)
    if item is not None and paper is not None:
        reference, kind = Line(paper.reference), Line(paper.kind or said("Tischvorlage"))
        command = c.TablePaper(item=item, reference=reference, kind=kind, handed=Handed.MAIL)
        yield Wish(label=said("Jetzt auch per Mail verschickt"), command=command)


def resolved_doors(meeting: Meeting) -> Step | None:
    """What the body resolved about the public on the item called is done at once."""
    called = meeting.agenda.called
    resolved = [
        motion.moved.kind
        for motion in meeting.motions.values()
        if motion.moved.kind in _DOORS and motion.moved.item == called and motion.outcome in CARRIED
    ]
    if called is None or not resolved:
        return None
    closing = resolved[-1] is Kind.EXCLUDE_PUBLIC
    if closing is meeting.sitting.doors_closed:
        return None
    if closing:
        return _exclude(meeting)
    return _admit(meeting) if meeting.agenda.items[called].item.secrecy is Secrecy.PUBLIC else None


def adopt_agenda(meeting: Meeting) -> Step | None:
    """Under the opening item the agenda is adopted, once."""
    called = meeting.agenda.called
    opening = called is not None and meeting.agenda.items[called].item.kind is ItemKind.OPENING
    adopting = [m for m in meeting.motions.values() if m.moved.kind is Kind.ADOPT_AGENDA]
    if not opening or any(m.outcome is not MotionOutcome.WITHDRAWN for m in adopting):
        return None
    return Step(
        name="adopt_agenda",
        say=(said("Gibt es Wünsche zur Tagesordnung? – Dann lasse ich über sie abstimmen."),),
        wishes=(
            Wish(label=said("Tagesordnung zur Abstimmung stellen"), command=c.Move(kind=Kind.ADOPT_AGENDA)),
        ),
    )


def take_note(meeting: Meeting) -> Step | None:
    """What is there for information is noted: not a ballot."""
    called = meeting.agenda.called
    state = None if called is None else meeting.agenda.items[called]
    if state is None or state.item.kind is not ItemKind.INFORMATION or state.outcome is not ItemOutcome.NONE:
        return None
    note = Wish(label=said("Zur Kenntnis genommen"), command=c.TakeNote(item=state.item.id))
    return Step(
        name="take_note",
        say=(said("Gibt es Fragen dazu? – Dann nehmen wir davon Kenntnis."),),
        wishes=(note,),
    )


def next_item(meeting: Meeting) -> Step | None:
    """The next item of the agenda that can be called, through the doors if need be."""
    state = next((state for state in in_order(meeting) if _to_come(meeting, state)), None)
    if state is None:
        return None
    public = state.item.secrecy is Secrecy.PUBLIC
    if public is not meeting.sitting.doors_closed:
        return _asked(meeting, state) or _call(meeting, state)
    if meeting.agenda.called is not None:
        return _close(meeting, state)
    return _admit(meeting) if public else _exclude(meeting)


def _to_come(meeting: Meeting, state: ItemState) -> bool:
    """Not called yet nor decided with another, on the agenda, and not barred for tonight as a secret matter may be."""
    if state.called_at is not None or state.off_the_agenda or decided_with_another(meeting, state):
        return False
    behind_doors = replace(
        meeting,
        sitting=replace(meeting.sitting, doors_closed=True),
        agenda=replace(meeting.agenda, called=None),
    )
    answer = outcome(behind_doors, c.CallItem(item=state.item.id), "chair")
    return isinstance(answer, Accepted) or answer.code == "law_unclear"


def _asked(meeting: Meeting, state: ItemState) -> Step | None:
    """A secret matter of which the law does not say whether it may be deliberated: the chair's word first."""
    answer = outcome(meeting, c.CallItem(item=state.item.id), "chair")
    if isinstance(answer, Accepted) or answer.code != "law_unclear":
        return None
    what = top(meeting, state.item.id)
    say = with_capital(said("{what} ist geheim zu halten. Ob heute beraten wird, entscheide ich.", what=what))
    return Step(name="answer_law", say=(say,), concerns=(concern(answer, state.item.id),))


def decided_with_another(meeting: Meeting, state: ItemState) -> bool:
    """En bloc decides an item that was never called; it is not called for nothing afterwards."""
    return state.outcome is not ItemOutcome.NONE and not open_motions(meeting, state.item.id)


def _call(meeting: Meeting, state: ItemState) -> Step:
    number, title = item_number(meeting, state.item.id), state.item.title
    return Step(
        name="call_item",
        say=(calling(number, title),),
        wishes=(
            Wish(label=said("TOP {number} aufrufen", number=number), command=c.CallItem(item=state.item.id)),
        ),
    )


def calling(number: str, title: str) -> str:
    """How an item is called."""
    stopped = title if title.endswith(".") else f"{title}."
    return said("Ich rufe Tagesordnungspunkt {number} auf: {title}", number=number, title=stopped)


def _close(meeting: Meeting, following: ItemState) -> Step:
    """Between items the doors may be closed or opened."""
    called = meeting.agenda.called
    assert called is not None, "something is called: the caller has looked"
    number = item_number(meeting, called)
    say = (
        said(
            "Damit ist Tagesordnungspunkt {number} beendet. Der öffentliche Teil ist zu Ende.", number=number
        )
        if following.item.secrecy is not Secrecy.PUBLIC
        else said(
            "Damit ist Tagesordnungspunkt {number} beendet. Der nichtöffentliche Teil ist zu Ende.",
            number=number,
        )
    )
    return Step(
        name="close_item",
        say=(say,),
        wishes=(Wish(label=said("TOP {number} schließen", number=number), command=c.CloseItem(item=called)),),
    )


def _exclude(meeting: Meeting) -> Step:
    """Room cleared, stream off, and everybody on video alone."""
    unconfirmed = not_yet_alone(meeting)
    if unconfirmed:
        names = [plain_of(meeting, person) for person in unconfirmed]
        return Step(
            name="confirm_alone",
            say=(
                said(
                    "{name}, bitte bestätigen Sie: Keine andere Person kann mithören oder mitsehen.",
                    name=names[0],
                ),
            ),
            wishes=tuple(
                Wish(label=said("{name} hat es bestätigt", name=name), command=c.ConfirmAlone(person=person))
                for name, person in zip(names, unconfirmed, strict=True)
            ),
            waits_for=said("Noch nicht bestätigt: {names}", names=listed(names)),
        )
    exclude = Wish(
        label=said("Öffentlichkeit ausschließen"),
        command=c.ExcludePublic(
            cleared="cleared" in meeting.law.doors.value, stream_off="stream_off" in meeting.law.doors.value
        ),
        confirm=_doors_question(meeting),
    )
    say = said("Wir kommen zum nichtöffentlichen Teil. Ich bitte die Öffentlichkeit, den Saal zu verlassen.")
    return Step(name="exclude_public", say=(say,), wishes=(exclude,))


def _doors_question(meeting: Meeting) -> str | None:
    """What the profile asks before the doors are closed."""
    match sorted({"cleared", "stream_off"} & set(meeting.law.doors.value)):
        case ["cleared", "stream_off"]:
            return said("Ist der Saal geräumt und die Übertragung aus?")
        case ["cleared"]:
            return said("Ist der Saal geräumt?")
        case ["stream_off"]:
            return said("Ist die Übertragung aus?")
    return None


def doors_ahead(meeting: Meeting) -> Iterator[Concern]:
    """Before a non-public part comes: who has not confirmed to be alone, so that nobody waits at the doors for it."""
    following = next(
        (state for state in in_order(meeting) if state.called_at is None and not state.off_the_agenda), None
    )
    unconfirmed = not_yet_alone(meeting)
    if (
        meeting.sitting.phase is not Phase.OPEN
        or meeting.sitting.doors_closed
        or meeting.agenda.called is None
        or following is None
        or following.item.secrecy is Secrecy.PUBLIC
        or not unconfirmed
    ):
        return
    names = [plain_of(meeting, person) for person in unconfirmed]
    whose = listed([Declined(name, dative(name)) for name in names])
    yield Concern(
        text=said(
            "Der nächste Punkt ist nichtöffentlich. Es fehlt noch die Bestätigung von {whose}.", whose=whose
        ),
        help=said("Bitte fragen: „Kann bei Ihnen keine andere Person mithören oder mitsehen?“"),
        wishes=tuple(
            Wish(label=said("{name} hat es bestätigt", name=name), command=c.ConfirmAlone(person=person))
            for name, person in zip(names, unconfirmed, strict=True)
        )[:_FEW],
    )


def _admit(meeting: Meeting) -> Step:
    admit = Wish(label=said("Öffentlichkeit zulassen"), command=c.AdmitPublic())
    return Step(
        name="admit_public", say=(said("Die Öffentlichkeit ist wieder zugelassen."),), wishes=(admit,)
    )


def the_end(meeting: Meeting) -> Step | None:
    """Everything was called: thanks, and the end."""
    if meeting.sitting.phase is not Phase.OPEN:
        return None
    missed = [
        top(meeting, s.item.id)
        for s in in_order(meeting)
        if s.called_at is None and not s.off_the_agenda and not decided_with_another(meeting, s)
    ]
    not_reached = (Concern(text=said("Nicht aufgerufen: {items}.", items=listed(missed))),) if missed else ()
    return Step(
        name="close_meeting",
        say=(said("Die Tagesordnung ist abgearbeitet. Ich danke Ihnen und schließe die Sitzung."),),
        wishes=(
            Wish(
                label=said("Sitzung schließen"), command=c.CloseMeeting(), confirm=closing_question(meeting)
            ),
        ),
        concerns=not_reached,
    )
