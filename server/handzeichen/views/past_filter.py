"""What a line of the timeline is about: its kind, its item, and whom it concerns, so that the clerk finds it again."""

from dataclasses import dataclass
from typing import Final

from handzeichen.meeting import events as e
from handzeichen.meeting.events import Entry
from handzeichen.meeting.ids import BallotId, ItemId, MotionId, PersonId
from handzeichen.meeting.late import concerned
from handzeichen.meeting.state import Meeting
from handzeichen.words import said

KINDS: Final = {
    "presence": said("Anwesenheit"),
    "ballots": said("Abstimmungen"),
    "motions": said("Anträge"),
    "floor": said("Wort"),
    "notes": said("Notizen"),
    "faults": said("Störungen"),
    "course": said("Ablauf"),
}
"""By kind its name, in the order in which the clerk chooses."""
_OF: Final[dict[str, tuple[type[e.Event], ...]]] = {
    "presence": (
        e.Arrived,
        e.ArrivalProposed,
        e.Left,
        e.PersonAdmitted,
        e.DeputationBegun,
        e.DeputationEnded,
        e.IdentityConfirmed,
        e.AloneConfirmed,
        e.PresenceAsked,
        e.PresenceConfirmed,
        e.PresenceCheckEnded,
        e.Recused,
        e.RecusalEnded,
        e.RecusalContested,
        e.Excluded,
    ),
    "faults": (e.ConnectionLost, e.ConnectionRestored, e.FaultAttributed, e.StepsSettled, e.CameraSet),
    "ballots": (
        e.BallotOpened,
        e.VoteCast,
        e.VoteRecorded,
        e.VoteDeclined,
        e.HandsCounted,
        e.PaperTaken,
        e.PapersCounted,
        e.SeatAdmitted,
        e.BallotClosed,
        e.TieBroken,
        e.ResultAnnounced,
        e.BallotAborted,
        e.ResultDoubted,
        e.BallotSuperseded,
        e.OwnVoteRecorded,
        e.TrialBallotOpened,
        e.TrialVoteCast,
        e.TrialBallotClosed,
    ),
    "motions": (
        e.MotionMoved,
        e.MotionWithdrawn,
        e.AmendmentAccepted,
        e.MotionAmended,
        e.MotionRestated,
        e.MotionSplit,
        e.PartsReplaced,
        e.MotionSupported,
        e.DemandMet,
        e.MotionsOrdered,
        e.MotionSettled,
        e.MotionAgreed,
        e.MotionDecided,
        e.ObjectionRaised,
        e.ResolutionStopped,
        e.ResolutionReleased,
    ),
    "floor": (
        e.FloorRequested,
        e.FloorWithdrawn,
        e.FloorGiven,
        e.FloorEnded,
        e.DebateEnded,
        e.ListClosed,
        e.HearingGranted,
        e.CalledToOrder,
    ),
    "notes": (e.NoteWritten, e.PaperTabled, e.MinutesIssued, e.MinutesSigned, e.MinutesApproved),
}
_KIND_OF: Final = {event: kind for kind, events in _OF.items() for event in events}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a line is about; `item` is the one called where the entry names none itself."""

    kind: str
    item: str
    people: tuple[str, ...]


def about(meeting: Meeting, entry: Entry, called: ItemId | None) -> About:
    """What an entry is about; a correction what it corrects."""
    event = entry.event
    if isinstance(event, e.Corrected):
        wrong = meeting.past.entry(event.of)
        return About(kind="course", item="", people=()) if wrong is None else about(meeting, wrong, called)
    people = {*concerned(event), *([entry.for_] if entry.for_ else []), *getattr(event, "persons", ())}
    return About(
        kind=_KIND_OF.get(type(event), "course"),
        item=_item(meeting, event) or called or "",
        people=tuple(sorted(map(str, people))),
    )


def _item(meeting: Meeting, event: e.Event) -> ItemId | None:
    """The item that an event names, or that of its motion or ballot."""
    item = getattr(event, "item", None)
    if isinstance(item, str):
        return ItemId(item)
    ballot = meeting.ballots.get(BallotId(getattr(event, "ballot", "") or ""))
    named = ballot.opened.motion if ballot is not None else getattr(event, "motion", None)
    motion = meeting.motions.get(MotionId(named)) if isinstance(named, str) else None
    return None if motion is None else motion.moved.item


def who_is_told_of(meeting: Meeting, found: list[About]) -> list[PersonId]:
    """Everybody whom some line concerns, as the list of people orders them."""
    named = {person for one in found for person in one.people}
    return [person for person in meeting.roll.people if person in named]
