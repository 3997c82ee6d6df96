"""What an entry of the log changed, and on which ground: the answers of law behind it, who counts before and after."""

from collections.abc import Iterator
from typing import Final

from handzeichen.law.quorum import QuorumCount
from handzeichen.meeting import events as e
from handzeichen.meeting.ids import ItemId, Via
from handzeichen.meeting.names import accusative, item_number
from handzeichen.meeting.presence import quorum_now, voters
from handzeichen.meeting.state import Meeting
from handzeichen.why import heads
from handzeichen.why.explanation import Explanation, applied
from handzeichen.why.quorum import quorum_said
from handzeichen.why.result import result
from handzeichen.why.times import clock
from handzeichen.words import in_a_row, said
from handzeichen.words.table import Declined

_GROUNDS: Final[dict[type[e.Event], tuple[str, ...]]] = {
    e.Left: ("quorum_presumed",),
    e.ConnectionLost: ("disturbed_count_as_present", "blocking_causes"),
    e.ConnectionRestored: ("disturbed_count_as_present",),
    e.FaultAttributed: ("blocking_causes", "voiding_causes"),
    e.CameraSet: ("without_picture_counts_as_present", "without_picture_may_vote"),
    e.DeputationBegun: ("deputies", "deputy_for_barred"),
    e.DeputationEnded: ("deputies",),
    e.AloneConfirmed: ("alone",),
    e.Recused: ("barred_count_as_present", "deputy_for_barred"),
    e.RecusalEnded: ("barred_count_as_present",),
    e.RecusalContested: ("barred_count_as_present",),
    e.ChairHandedOver: ("leader_in_room",),
    e.ChairTaken: ("leader_in_room",),
    e.ConveningStated: ("quorum", "all_present"),
    e.ConveningObjected: ("quorum", "all_present"),
    e.PublicExcluded: ("doors", "alone"),
    e.ItemReleased: ("defer_to_factions",),
    e.MotionAgreed: ("agreeable",),
    e.BallotOpened: ("majority", "majority_by_kind", "remote_counts_as_present"),
    e.BallotClosed: ("blocking_causes",),
    e.HandsCounted: ("derive",),
    e.OwnVoteRecorded: ("own_vote_recorded",),
    e.BallotSuperseded: ("majority",),
}
"""What lies behind an entry, by its type; the rest is the course of the meeting and needs no answer of law."""

FOR_ELIGIBILITY: Final = (
    e.Recused,
    e.RecusalEnded,
    e.RecusalContested,
    e.ConnectionLost,
    e.ConnectionRestored,
    e.FaultAttributed,
    e.CameraSet,
)
"""What changes who may vote without anybody coming or going."""


def entry_of(before: Meeting, after: Meeting, entry: e.Entry, sentence: str) -> Explanation:
    """One entry: `sentence` tells it, without a choice of anybody."""
    event = entry.event
    match event:
        case e.QuorumStated() | e.QuorumChallenged():
            return quorum_said(before, entry, event)
        case e.ResultAnnounced():
            return result(after, after.ballots[event.ballot], event)
    return Explanation(
        title=said("Eintrag Nr. {n}", n=entry.seq),
        conclusion=sentence,
        facts=tuple(_facts(before, after, entry)),
        arithmetic=tuple(_effects(before, after, entry)),
        answers=applied(after, *_grounds(event)),
    )


def sentence_without_choice(after: Meeting, event: e.Event) -> str | None:
    """How a single vote is told: that it is there, never which; None for every other entry."""
    match event:
        case e.VoteCast(person=person):
            return said("{who} hat abgestimmt.", who=heads.name(after, person))
        case e.VoteRecorded(person=person, replaces=replaces):
            seen = said("Eine gesehene Hand wurde eingetragen: {who}.", who=heads.name(after, person))
            return in_a_row([seen, said("Sie ersetzt die eigene Stimme.")]) if replaces else seen
        case e.OwnVoteRecorded(person=person):
            return said(
                "{who} lässt die eigene Stimme ins Protokoll aufnehmen.", who=heads.name(after, person)
            )
    return None


def _grounds(event: e.Event) -> tuple[str, ...]:
    match event:
        case e.Arrived(via=Via.VIDEO):
            return ("hybrid", "remote_counts_as_present")
        case e.HandsCounted(derived=None):
            return ()
    return _GROUNDS.get(type(event), ())


def _facts(before: Meeting, after: Meeting, entry: e.Entry) -> Iterator[str]:
    facts = {
        "at": clock(after, entry.at),
        "who": said("dem Videosystem")
        if entry.by not in after.roll.people
        else heads.by_whom(after, entry.by),
    }
    if entry.for_ is None or entry.for_ == entry.by:
        yield said("Eingetragen um {at} von {who}.", **facts)
    else:
        name = heads.name(after, entry.for_)
        whom = Declined(name, accusative(name))
        yield said("Eingetragen um {at} von {who} für {whom}.", whom=whom, **facts)
    if isinstance(entry.event, e.LateEvent) and entry.event.since not in (None, entry.at):
        assert entry.event.since is not None
        yield said("Nachgetragen: Es war um {at}.", at=clock(after, entry.event.since))
    called = before.agenda.called
    if called is not None:
        yield said("Aufgerufen war TOP {number}.", number=item_number(before, called))


def _effects(before: Meeting, after: Meeting, entry: e.Entry) -> Iterator[str]:
    """What it changed of who counts and who votes."""
    old, new = quorum_now(before), quorum_now(after)
    if old != new:
        yield said(
            "Anwesend: vorher {old}, danach {new}; nötig {required} von {seats}.",
            old=old.present,
            new=new.present,
            required=new.required,
            seats=new.seats,
        )
        yield from _turned(after, old, new)
    item = _concerned(after, entry.event)
    was, now = len(voters(before, item)), len(voters(after, item))
    if was != now or isinstance(entry.event, FOR_ELIGIBILITY):
        if item is None:
            yield said("Stimmberechtigt wären: vorher {was}, danach {now}.", was=was, now=now)
        else:
            number = item_number(after, item)
            yield said(
                "Stimmberechtigt wären bei TOP {number}: vorher {was}, danach {now}.",
                number=number,
                was=was,
                now=now,
            )


def _turned(after: Meeting, old: QuorumCount, new: QuorumCount) -> Iterator[str]:
    if old.quorate and not new.quorate:
        yield (
            said("Damit reicht die Zahl nicht mehr; eine Feststellung gilt fort, bis jemand sie anzweifelt.")
            if after.law.quorum_presumed.value
            else said("Damit reicht die Zahl nicht mehr.")
        )
    elif new.quorate and not old.quorate:
        yield said("Damit reicht die Zahl.")


def _concerned(after: Meeting, event: e.Event) -> ItemId | None:
    match event:
        case e.Recused(item=item) | e.RecusalEnded(item=item) | e.RecusalContested(item=item):
            return item
    return after.agenda.called
