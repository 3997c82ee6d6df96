"""The agenda: calling and closing items, what settles them, the doors, papers handed out, order in the room."""

from dataclasses import replace

from handzeichen.law import remote
from handzeichen.law.questions import AloneRequired
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.attendance import end_of_speech
from handzeichen.meeting.ids import (
    CARRIED,
    Handed,
    ItemId,
    ItemOutcome,
    Kind,
    MotionId,
    PersonId,
    Role,
    Secrecy,
    Text,
    Via,
)
from handzeichen.meeting.names import faction_name
from handzeichen.meeting.presence import name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.sitting import no_ballot
from handzeichen.meeting.state import Agenda, Ending, ItemState, Meeting, PaperState


def open_motions(meeting: Meeting, item: ItemId) -> tuple[MotionId, ...]:
    """The undecided motions on an item."""
    return tuple(
        motion.id for motion in meeting.motions.values() if motion.open and motion.moved.item == item
    )


@decides(c.CallItem)
def call_item(meeting: Meeting, command: c.CallItem, asker: Asker) -> Events | Refusal:
    """Called; the one before is closed with it."""
    agenda = meeting.agenda
    if agenda.called == command.item:
        return []
    if bar := no_ballot(meeting) or _not_callable(meeting, agenda.items[command.item]):
        return bar
    if agenda.called is None:
        return [e.ItemCalled(item=command.item)]
    if bar := _not_closable(meeting, agenda.called):
        return bar
    return [e.ItemClosed(item=agenda.called), e.ItemCalled(item=command.item)]


def _not_callable(meeting: Meeting, state: ItemState) -> Refusal | None:
    item, outcome = state.item.id, state.outcome
    if state.off_the_agenda:
        return refuse("off_the_agenda", item=item, outcome=_outcome_words(meeting, outcome))
    done = state.closed_at is not None and outcome is not ItemOutcome.NONE
    if done and not open_motions(meeting, item):
        return refuse("item_finished", item=item)
    if state.item.secrecy is Secrecy.SECRET and _secret_matter_is_barred(meeting):
        return refuse("secret_matter", meeting.law.remote_secret_matters.source, item=item)
    if state.item.secrecy is not Secrecy.PUBLIC and not meeting.sitting.doors_closed:
        return refuse("doors_open", item=item)
    return None


def _not_closable(meeting: Meeting, item: ItemId) -> Refusal | None:
    """One with an open motion is not closed, unless the item is off the agenda and its matter comes again."""
    motions = open_motions(meeting, item)
    if not motions or meeting.agenda.items[item].off_the_agenda:
        return None
    return refuse("open_motion", item=item, motions=", ".join(motions))


def _secret_matter_is_barred(meeting: Meeting) -> bool:
    opened = meeting.sitting.times.opened_at
    voting = [person for person in meeting.roll.people.values() if _ever_voting(meeting, person.id)]
    spans = [span for person in voting for span in meeting.roll.of(person.id).spans if span.via is Via.VIDEO]
    return remote.secret_matter_is_barred(
        meeting.law,
        taken_part=any(span.to is None or opened is None or span.to > opened for span in spans),
        taking_part=any(span.to is None for span in spans),
    )


def _ever_voting(meeting: Meeting, person: PersonId) -> bool:
    deputised = any(deputation.person == person for deputation in meeting.roll.deputations)
    return meeting.person(person).role is Role.MEMBER or deputised


def _outcome_words(meeting: Meeting, outcome: ItemOutcome) -> str:
    words = meeting.law.outcome_words.value.get(outcome.value, outcome.value)
    return words.replace("{faction}", "einer Fraktion")


@decides(c.CloseItem)
def close_item(meeting: Meeting, command: c.CloseItem, asker: Asker) -> Events | Refusal:
    """Done with the item called."""
    if meeting.agenda.called != command.item:
        was_called = meeting.agenda.items[command.item].called_at is not None
        return [] if was_called else refuse("item_not_called", item=command.item)
    return no_ballot(meeting) or _not_closable(meeting, command.item) or [e.ItemClosed(item=command.item)]


@evolves(e.ItemCalled)
def keep_call(meeting: Meeting, event: e.ItemCalled, entry: e.Entry) -> Meeting:
    """The first calling counts; whoever is barred from the item leaves the floor."""
    state = meeting.agenda.items[event.item]
    called = replace(state, called_at=state.called_at or entry.at, closed_at=None)
    meeting = _with_item(end_of_speech(meeting, entry.at), called)
    waiting = tuple(r for r in meeting.agenda.requests if not meeting.roll.barred(r.person, event.item))
    return replace(meeting, agenda=replace(meeting.agenda, called=event.item, requests=waiting))


@evolves(e.ItemClosed)
def keep_close(meeting: Meeting, event: e.ItemClosed, entry: e.Entry) -> Meeting:
    """The floor is empty again."""
    meeting = end_of_speech(meeting, entry.at)
    meeting = _with_item(meeting, replace(meeting.agenda.items[event.item], closed_at=entry.at))
    return replace(meeting, agenda=replace(meeting.agenda, called=None, requests=()))


# What settles an item


@decides(c.TakeNote)
def take_note(meeting: Meeting, command: c.TakeNote, asker: Asker) -> Events | Refusal:
    """ "Zur Kenntnis genommen": not a ballot, no numbers."""
    if meeting.agenda.called != command.item:
        return refuse("item_not_called", item=command.item)
    if bar := no_ballot(meeting) or _decided(meeting, command.item):
        return bar
    text = Text(meeting.law.outcome_words.value["noted"])
    return [e.ItemSettled(item=command.item, outcome=ItemOutcome.NOTED, text=text)]


@decides(c.DeferToFactions)
def defer_to_factions(meeting: Meeting, command: c.DeferToFactions, asker: Asker) -> Events | Refusal:
    """A faction's declaration; granted urgency overcomes it."""
    law, item = meeting.law, command.item
    if not law.defer_to_factions.value:
        return refuse("no_deferring", law.defer_to_factions.source)
    if any(
        m.moved.kind is Kind.URGENCY and m.moved.item == item and m.outcome in CARRIED
        for m in meeting.motions.values()
    ):
        return refuse("urgency_granted", law.defer_to_factions.source, item=item)
    if bar := no_ballot(meeting) or _decided(meeting, item):
        return bar
    faction = next(faction for faction in meeting.plan.factions if faction.id == command.faction)
    text = Text(law.outcome_words.value["deferred_to_factions"].replace("{faction}", faction_name(faction)))
    outcome = ItemOutcome.DEFERRED_TO_FACTIONS
    return [e.ItemSettled(item=item, outcome=outcome, text=text, faction=command.faction)]


def _decided(meeting: Meeting, item: ItemId) -> Refusal | None:
    outcome = meeting.agenda.items[item].outcome
    if outcome in (ItemOutcome.NONE, ItemOutcome.WITHDRAWN):
        return None
    return refuse("item_decided", item=item, outcome=_outcome_words(meeting, outcome))


@evolves(e.ItemSettled)
def keep_outcome(meeting: Meeting, event: e.ItemSettled, entry: e.Entry) -> Meeting:
    """The last outcome counts; undoing takes off what a motion brought."""
    ending = Ending(outcome=event.outcome, text=event.text, motion=event.motion)
    return _ended(meeting, event.item, ending)


@evolves(e.ItemReleased)
def keep_release(meeting: Meeting, event: e.ItemReleased, entry: e.Entry) -> Meeting:
    """Open again, because of a motion."""
    return _ended(meeting, event.item, Ending(motion=event.motion))


@evolves(e.ItemAdded)
def keep_added_item(meeting: Meeting, event: e.ItemAdded, entry: e.Entry) -> Meeting:
    """At the end of the agenda; a point of the non-public part stays behind it."""
    return _with_item(meeting, ItemState(item=event.item, added_by=event.motion))


def taken_back(meeting: Meeting, motion: MotionId) -> Meeting:
    """What a motion brought about on the agenda is undone."""
    items = {}
    for item, state in meeting.agenda.items.items():
        if state.added_by == motion and state.called_at is None:
            continue
        kept = tuple(ending for ending in state.endings if ending.motion != motion)
        items[item] = state if len(kept) == len(state.endings) else replace(state, endings=kept)
    return replace(meeting, agenda=replace(meeting.agenda, items=items))


def _ended(meeting: Meeting, item: ItemId, ending: Ending) -> Meeting:
    state = meeting.agenda.items[item]
    return _with_item(meeting, replace(state, endings=(*state.endings, ending)))


def _with_item(meeting: Meeting, state: ItemState) -> Meeting:
    agenda: Agenda = meeting.agenda
    return replace(meeting, agenda=replace(agenda, items={**agenda.items, state.item.id: state}))


# The doors


@decides(c.ExcludePublic)
def exclude_public(meeting: Meeting, command: c.ExcludePublic, asker: Asker) -> Events | Refusal:
    """Once resolved or planned: room cleared, stream off, remote members alone."""
    if meeting.sitting.doors_closed:
        return []
    if bar := _no_resolution(meeting) or _doors_not_ready(meeting, command) or _not_alone(meeting):
        return bar
    return [e.PublicExcluded(cleared=command.cleared, stream_off=command.stream_off)]


def _no_resolution(meeting: Meeting) -> Refusal | None:
    """A public item needs an adopted or agreed motion; between items a planned non-public one must be to come."""
    called = meeting.agenda.called
    if called is None:
        to_come = (s for s in meeting.agenda.items.values() if s.called_at is None and not s.off_the_agenda)
        planned = any(state.item.secrecy is not Secrecy.PUBLIC for state in to_come)
        return None if planned else refuse("no_resolution")
    resolved = any(
        motion.moved.kind is Kind.EXCLUDE_PUBLIC and motion.moved.item == called and motion.outcome in CARRIED
        for motion in meeting.motions.values()
    )
    return None if resolved else refuse("no_resolution")


_DOORS = {"cleared": "der Saal ist geräumt (cleared)", "stream_off": "die Übertragung ist aus (stream_off)"}


def _doors_not_ready(meeting: Meeting, command: c.ExcludePublic) -> Refusal | None:
    said = {"cleared": command.cleared, "stream_off": command.stream_off}
    missing = [words for key, words in _DOORS.items() if key in meeting.law.doors.value and not said[key]]
    return (
        refuse("doors_not_ready", meeting.law.doors.source, missing=", ".join(missing)) if missing else None
    )


def not_yet_alone(meeting: Meeting) -> tuple[PersonId, ...]:
    """Who on video has not confirmed to be alone, as far as the profile asks."""
    required = meeting.law.alone.value
    if required is AloneRequired.NOBODY:
        return ()
    roll = meeting.roll
    people = list(roll.acting.values())
    if required is AloneRequired.ALL_MEMBERS:
        people += [p.id for p in roll.people.values() if p.role in (Role.ADVISORY, Role.BASIC_MANDATE)]
    return tuple(p for p in people if roll.via(p) is Via.VIDEO and roll.of(p).alone_at is None)


def _not_alone(meeting: Meeting) -> Refusal | None:
    people = not_yet_alone(meeting)
    names = ", ".join(name(meeting, person) for person in people)
    return refuse("not_alone", meeting.law.alone.source, who=names) if people else None


@decides(c.AdmitPublic)
def admit_public(meeting: Meeting, command: c.AdmitPublic, asker: Asker) -> Events | Refusal:
    """Never while a non-public item is called."""
    called = meeting.agenda.called
    if not meeting.sitting.doors_closed:
        return []
    if called is not None and meeting.agenda.items[called].item.secrecy is not Secrecy.PUBLIC:
        return refuse("non_public_called", item=called)
    return [e.PublicAdmitted()]


@evolves(e.PublicExcluded)
def keep_doors_closed(meeting: Meeting, event: e.PublicExcluded, entry: e.Entry) -> Meeting:
    """Behind closed doors."""
    return replace(meeting, sitting=replace(meeting.sitting, doors_closed=True))


@evolves(e.PublicAdmitted)
def keep_doors_open(meeting: Meeting, event: e.PublicAdmitted, entry: e.Entry) -> Meeting:
    """In public again."""
    return replace(meeting, sitting=replace(meeting.sitting, doors_closed=False))


# Papers and order


@decides(c.TablePaper)
def table_paper(meeting: Meeting, command: c.TablePaper, asker: Asker) -> Events | Refusal:
    """Handed out; by mail or as a file the remote members have it too."""
    return [
        e.PaperTabled(
            item=command.item,
            reference=command.reference,
            kind=command.kind,
            handed=command.handed,
            file=command.file,
        )
    ]


@evolves(e.PaperTabled)
def keep_paper(meeting: Meeting, event: e.PaperTabled, entry: e.Entry) -> Meeting:
    """The same paper handed out again replaces its entry."""
    state = meeting.agenda.items[event.item]
    known = next((paper for paper in state.papers if paper.reference == event.reference), None)
    base = known or PaperState(reference=event.reference, tabled_at=entry.at)
    tabled = replace(
        base,
        kind=event.kind,
        handed=event.handed,
        file=event.file or base.file,
        tabled_at=base.tabled_at or entry.at,
    )
    papers = tuple(tabled if paper is known else paper for paper in state.papers)
    return _with_item(meeting, replace(state, papers=papers if known else (*papers, tabled)))


def paper_kept_from_remote(meeting: Meeting, item: ItemId) -> PaperState | None:
    """A tabled paper that lies on the table only while voting members are on video."""
    seats = meeting.roll.acting.items()
    if not any(meeting.roll.via(person) is Via.VIDEO for _, person in seats):
        return None
    papers = meeting.agenda.items[item].papers
    return next((p for p in papers if p.handed is Handed.TABLE and p.file is None), None)


@decides(c.CallToOrder)
def call_to_order(meeting: Meeting, command: c.CallToOrder, asker: Asker) -> Events | Refusal:
    """The chair's word, minuted."""
    if meeting.roll.via(command.person) is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [e.CalledToOrder(person=command.person, reason=command.reason)]


@evolves(e.CalledToOrder)
def keep_order(meeting: Meeting, event: e.CalledToOrder, entry: e.Entry) -> Meeting:
    """Minuted from the log; nothing else changes."""
    return meeting


@decides(c.Exclude)
def exclude(meeting: Meeting, command: c.Exclude, asker: Asker) -> Events | Refusal:
    """For the rest of the meeting; the leader cannot be excluded."""
    if command.person == meeting.leader:
        return refuse(
            "not_entitled",
            who=name(meeting, command.person),
            whose="einer anderen Sitzungsleitung",
            by_whom="die Stellvertretung",
        )
    if meeting.roll.via(command.person) is None:
        return refuse("not_here", who=name(meeting, command.person))
    return [e.Excluded(person=command.person, reason=command.reason)]
