"""The agenda: calling and closing items, and what settles them."""

from dataclasses import replace

from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.demands import not_supported
from handzeichen.meeting.floor import end_of_speech
from handzeichen.meeting.guards import no_ballot
from handzeichen.meeting.ids import (
    CARRIED,
    ItemId,
    ItemOutcome,
    Kind,
    MotionId,
    Secrecy,
    Text,
)
from handzeichen.meeting.names import faction_name, item_number, quoted
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Events, decides, evolves
from handzeichen.meeting.rulings import is_heard
from handzeichen.meeting.secrecy import secret_matter_barred
from handzeichen.meeting.state import Agenda, Ending, ItemState, Meeting


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
    if bar := no_ballot(meeting) or not_callable(meeting, agenda.items[command.item]):
        return bar
    if agenda.called is None:
        return [e.ItemCalled(item=command.item)]
    if bar := _not_closable(meeting, agenda.called):
        return bar
    return [e.ItemClosed(item=agenda.called), e.ItemCalled(item=command.item)]


def not_callable(meeting: Meeting, state: ItemState) -> Refusal | None:
    """Why an item is not called now."""
    item, number = state.item.id, item_number(meeting, state.item.id)
    if state.off_the_agenda:
        return refuse("off_the_agenda", item=number, outcome=_outcome_words(meeting, item))
    if _finished(meeting, state):
        return refuse("item_finished", item=number)
    if state.item.secrecy is Secrecy.SECRET and (bar := secret_matter_barred(meeting, item)) is not None:
        return bar
    if state.item.secrecy is not Secrecy.PUBLIC and not meeting.sitting.doors_closed:
        return refuse("doors_open", item=number)
    return None


def _finished(meeting: Meeting, state: ItemState) -> bool:
    """A closed item may be called again while business remains."""
    done = state.closed_at is not None and state.outcome is not ItemOutcome.NONE
    return done and not open_motions(meeting, state.item.id)


def may_be_called(meeting: Meeting, state: ItemState) -> bool:
    """Whether an item is still to come, for the first time or again."""
    return not state.off_the_agenda and not _finished(meeting, state)


def _not_closable(meeting: Meeting, item: ItemId) -> Refusal | None:
    """One with an open motion is not closed, unless the item is off the agenda and its matter comes again.

    A motion that has not found its supporters keeps nothing waiting.
    """
    motions = [m for m in open_motions(meeting, item) if not_supported(meeting, meeting.motions[m]) is None]
    if not motions or meeting.agenda.items[item].off_the_agenda:
        return None
    names = quoted(meeting, (meeting.motions[motion] for motion in motions))
    return refuse("open_motion", item=item_number(meeting, item), motions=names)


def _outcome_words(meeting: Meeting, item: ItemId) -> str:
    """What became of an item, in the words that the record uses."""
    ending = meeting.agenda.items[item].ending
    return ending.text or meeting.law.outcome_words.value.get(ending.outcome.value, ending.outcome.value)


@decides(c.CloseItem)
def close_item(meeting: Meeting, command: c.CloseItem, asker: Asker) -> Events | Refusal:
    """Done with the item called."""
    if meeting.agenda.called != command.item:
        was_called = meeting.agenda.items[command.item].called_at is not None
        return [] if was_called else refuse("item_not_called", item=item_number(meeting, command.item))
    return no_ballot(meeting) or _not_closable(meeting, command.item) or [e.ItemClosed(item=command.item)]


@evolves(e.ItemCalled)
def keep_call(meeting: Meeting, event: e.ItemCalled, entry: e.Entry) -> Meeting:
    """It is what is dealt with now; whoever is barred from it leaves the floor."""
    state = meeting.agenda.items[event.item]
    called = replace(state, calls=(*state.calls, entry.at), closed_at=None)
    meeting = with_item(end_of_speech(meeting, entry.at), called)
    waiting = tuple(
        r
        for r in meeting.agenda.requests
        if not meeting.roll.barred(r.person, event.item) or is_heard(meeting, r.person, event.item)
    )
    return replace(meeting, agenda=replace(meeting.agenda, called=event.item, requests=waiting))


@evolves(e.ItemClosed)
def keep_close(meeting: Meeting, event: e.ItemClosed, entry: e.Entry) -> Meeting:
    """The floor is empty again."""
    meeting = end_of_speech(meeting, entry.at)
    meeting = with_item(meeting, replace(meeting.agenda.items[event.item], closed_at=entry.at))
    return replace(meeting, agenda=replace(meeting.agenda, called=None, requests=()))


# What settles an item


@decides(c.TakeNote)
def take_note(meeting: Meeting, command: c.TakeNote, asker: Asker) -> Events | Refusal:
    """ "Zur Kenntnis genommen": not a ballot, no numbers."""
    if meeting.agenda.called != command.item:
        return refuse("item_not_called", item=item_number(meeting, command.item))
    text = Text(meeting.law.outcome_words.value["noted"])
    return _settling(meeting, e.ItemSettled(item=command.item, outcome=ItemOutcome.NOTED, text=text))


@decides(c.DeferToFactions)
def defer_to_factions(meeting: Meeting, command: c.DeferToFactions, asker: Asker) -> Events | Refusal:
    """A faction's declaration; granted urgency overcomes it."""
    law, item = meeting.law, command.item
    if not law.defer_to_factions.value:
        return refuse("no_deferring", law.defer_to_factions)
    if any(
        m.moved.kind is Kind.URGENCY and m.moved.item == item and m.outcome in CARRIED
        for m in meeting.motions.values()
    ):
        return refuse("urgency_granted", law.defer_to_factions, item=item_number(meeting, item))
    faction = next(faction for faction in meeting.plan.factions if faction.id == command.faction)
    text = Text(law.outcome_words.value["deferred_to_factions"].replace("{faction}", faction_name(faction)))
    outcome = ItemOutcome.DEFERRED_TO_FACTIONS
    settled = e.ItemSettled(item=item, outcome=outcome, text=text, faction=command.faction)
    return _settling(meeting, settled)


def _settling(meeting: Meeting, event: e.ItemSettled) -> Events | Refusal:
    """Said once more, it changes nothing; else only while no ballot is under way and nothing is decided."""
    known = meeting.agenda.items[event.item].ending
    if (known.outcome, known.text) == (event.outcome, event.text):
        return []
    return no_ballot(meeting) or _decided(meeting, event.item) or [event]


def _decided(meeting: Meeting, item: ItemId) -> Refusal | None:
    outcome = meeting.agenda.items[item].outcome
    if outcome in (ItemOutcome.NONE, ItemOutcome.WITHDRAWN):
        return None
    return refuse("item_decided", item=item_number(meeting, item), outcome=_outcome_words(meeting, item))


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
    behind_doors = meeting.sitting.doors_closed
    return with_item(
        meeting, ItemState(item=event.item, added_by=event.motion, added_behind_doors=behind_doors)
    )


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
    return with_item(meeting, replace(state, endings=(*state.endings, ending)))


def with_item(meeting: Meeting, state: ItemState) -> Meeting:
    """The meeting with one item changed, or added at the end."""
    agenda: Agenda = meeting.agenda
    return replace(meeting, agenda=replace(agenda, items={**agenda.items, state.item.id: state}))
