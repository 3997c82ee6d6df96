"""Who may ask for what: the table of the contract, and in what capacity somebody asks.

C is the chair (whoever leads now), K the clerk, M the person concerned, S a video system. The clerk may enter the
chair's acts on the chair's word where the profile says so, and clerk or chair may enter a member's for that person.
"""

from datetime import datetime
from typing import Final

from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import SYSTEM, PersonId, Role, Via
from handzeichen.meeting.presence import can_lead, name
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.registry import Asker, Office
from handzeichen.meeting.state import Meeting, Phase
from handzeichen.words.table import joined, phrase

Standing = tuple[PersonId, Office, PersonId | None]
"""Who typed, in what capacity, for whom."""

WHO: Final[dict[type[c.Command], str]] = {
    c.Arrive: "KMS",
    c.Leave: "KMS",
    c.Admit: "K",
    c.LoseConnection: "KMS",
    c.RestoreConnection: "KMS",
    c.AttributeFault: "C",
    c.SettleSteps: "C",
    c.SetCamera: "KMS",
    c.Deputise: "KC",
    c.EndDeputation: "KC",
    c.ConfirmIdentity: "C",
    c.ConfirmAlone: "M",
    c.AskPresence: "C",
    c.ConfirmPresence: "M",
    c.EndPresenceCheck: "C",
    c.Recuse: "KCM",
    c.EndRecusal: "KCM",
    c.ContestRecusal: "M",
    c.OpenMeeting: "C",
    c.Suspend: "C",
    c.Resume: "C",
    c.Adjourn: "C",
    c.CloseMeeting: "C",
    c.HandOverChair: "C",
    c.TakeChair: "M",
    c.HandOverMinutes: "K",
    c.StateConvening: "C",
    c.ObjectToConvening: "M",
    c.StateQuorum: "C",
    c.ChallengeQuorum: "M",
    c.ConfirmLaw: "KS",
    c.GiveNotice: "C",
    c.CallItem: "C",
    c.CloseItem: "C",
    c.AnswerLaw: "C",
    c.ExcludePublic: "C",
    c.AdmitPublic: "C",
    c.TablePaper: "K",
    c.CallToOrder: "C",
    c.Exclude: "C",
    c.Move: "M",
    c.WithdrawMotion: "M",
    c.AcceptAmendment: "M",
    c.Restate: "KC",
    c.Support: "M",
    c.OrderMotions: "C",
    c.SettleMotion: "C",
    c.Agree: "C",
    c.Object: "M",
    c.TakeNote: "C",
    c.DeferToFactions: "C",
    c.OpenBallot: "C",
    c.CastVote: "M",
    c.RecordVote: "K",
    c.DeclineVote: "KM",
    c.CountHands: "K",
    c.TakePaper: "K",
    c.CountPapers: "K",
    c.AdmitToBallot: "C",
    c.CloseBallot: "C",
    c.BreakTie: "C",
    c.AnnounceResult: "C",
    c.AbortBallot: "C",
    c.DoubtResult: "M",
    c.RepeatBallot: "C",
    c.HaveVoteRecorded: "M",
    c.OpenTrialBallot: "KC",
    c.CastTrialVote: "M",
    c.CloseTrialBallot: "KC",
    c.RequestFloor: "MS",
    c.WithdrawFloor: "MS",
    c.GiveFloor: "C",
    c.EndFloor: "C",
    c.Note: "K",
    c.Correct: "KC",
    c.Hold: "KC",
    c.ReleaseHold: "KC",
    c.IssueMinutes: "K",
    c.SignMinutes: "KM",
    c.ApproveMinutes: "K",
    c.ObjectToResolution: "KC",
    c.LiftObjection: "KC",
}

HELPS: Final[dict[type[c.Command], tuple[Office, ...]]] = {
    c.Arrive: (Office.HOST, Office.DOOR),
    c.Leave: (Office.HOST, Office.DOOR),
    c.LoseConnection: (Office.HOST,),
    c.RestoreConnection: (Office.HOST,),
    c.SetCamera: (Office.HOST,),
    c.ConfirmPresence: (Office.HOST,),
}
"""What the clerk's helpers may enter for others: the host what concerns the video, the door what concerns the room."""

ATTENDANCE: Final = frozenset(
    {
        c.Arrive,
        c.Leave,
        c.Admit,
        c.LoseConnection,
        c.RestoreConnection,
        c.AttributeFault,
        c.SetCamera,
        c.Deputise,
        c.EndDeputation,
        c.ConfirmIdentity,
        c.ConfirmAlone,
        c.AskPresence,
        c.ConfirmPresence,
        c.EndPresenceCheck,
        c.Recuse,
        c.EndRecusal,
        c.ContestRecusal,
        c.HandOverChair,
        c.TakeChair,
        c.HandOverMinutes,
        c.Note,
    }
)
"""What is possible before the opening and during an interruption."""

_HOLDING: Final = frozenset({c.Hold, c.ReleaseHold})
_OF_RESOLUTIONS: Final = frozenset({c.ObjectToResolution, c.LiftObjection})
_OF_MINUTES: Final = frozenset({c.IssueMinutes, c.SignMinutes, c.ApproveMinutes})
_AFTER_CLOSING: Final = frozenset({c.Note, c.Correct}) | _OF_MINUTES | _OF_RESOLUTIONS | _HOLDING
_TRIAL: Final = frozenset({c.OpenTrialBallot, c.CastTrialVote, c.CloseTrialBallot})
_POSSIBLE: Final[dict[Phase, frozenset[type[c.Command]]]] = {
    Phase.PLANNED: ATTENDANCE | _TRIAL | _HOLDING | {c.OpenMeeting, c.Correct, c.ConfirmLaw},
    Phase.SUSPENDED: ATTENDANCE
    | _HOLDING
    | _OF_RESOLUTIONS
    | {c.OpenMeeting, c.Resume, c.Adjourn, c.CloseMeeting, c.Correct, c.ConfirmLaw},
    Phase.ADJOURNED: ATTENDANCE
    | _OF_RESOLUTIONS
    | _OF_MINUTES
    | _HOLDING
    | {c.OpenMeeting, c.Resume, c.Adjourn, c.CloseMeeting, c.Correct, c.ConfirmLaw},
    Phase.CLOSED: _AFTER_CLOSING,
}
_CLOSED_BECAUSE: Final[dict[Phase, str]] = {
    Phase.PLANNED: "not_open",
    Phase.SUSPENDED: "suspended",
    Phase.ADJOURNED: "adjourned",
    Phase.CLOSED: "closed",
}
_OWN_DEVICE: Final = (c.CastVote, c.CastTrialVote)
"""What nobody enters for somebody else."""
_OFFICES: Final = {"C": "chair", "K": "clerk", "M": "person", "S": "system"}


def untimely(meeting: Meeting, command: c.Command) -> Refusal | None:
    """Whether a command has no place in this phase of the sitting."""
    phase = meeting.sitting.phase
    if phase is Phase.OPEN or type(command) in _POSSIBLE[phase]:
        return None
    return refuse(_CLOSED_BECAUSE[phase])


def asker(meeting: Meeting, command: c.Command, by: str) -> Standing | Refusal:
    """In what capacity somebody asks, and for whom; a refusal where nobody of that name may."""
    typed = _typed(meeting, by)
    if isinstance(typed, Refusal):
        return typed
    who = WHO[type(command)]
    concerned = _concerned(command)
    if typed == SYSTEM:
        return (typed, Office.SYSTEM, None) if "S" in who else _not_entitled(meeting, typed, who)
    is_clerk, is_leader = typed in meeting.clerks, typed == meeting.leader
    if "K" in who and is_clerk:
        return typed, Office.CLERK, None
    if (office := _helps(meeting, command, typed)) is not None:
        return typed, office, None
    if "M" in who and concerned in (None, typed):
        return _own_act(meeting, command, typed, is_clerk=is_clerk)
    if "C" in who and (is_leader or is_clerk):
        return _chairs_act(meeting, command, typed, is_leader=is_leader)
    if isinstance(command, _OWN_DEVICE):
        return refuse("own_device")
    if "M" in who and (is_clerk or is_leader) and concerned is not None:
        return _members_act(meeting, typed, concerned, is_clerk=is_clerk)
    return _not_entitled(meeting, typed, who)


def _helps(meeting: Meeting, command: c.Command, typed: PersonId) -> Office | None:
    """In what capacity one of the clerk's helpers may enter this; None where it is not theirs."""
    offices = HELPS.get(type(command), ())
    by_video = _by_video(meeting, command)
    if Office.HOST in offices and typed in meeting.plan.meeting.hosts and by_video is not False:
        return Office.HOST
    if Office.DOOR in offices and typed in meeting.plan.meeting.doors and by_video is False:
        return Office.DOOR
    return None


def _by_video(meeting: Meeting, command: c.Command) -> bool | None:
    """Whether a coming or going concerns the video; None where it is neither a coming nor a going."""
    match command:
        case c.Arrive(via=via):
            return via is Via.VIDEO
        case c.Leave(person=person):
            return meeting.roll.via(person) is Via.VIDEO
        case _:
            return None


def asks(standing: Standing, at: datetime) -> Asker:
    """The asker of a decision."""
    by, office, for_ = standing
    return Asker(by=by, office=office, for_=for_, at=at)


def _typed(meeting: Meeting, by: str) -> PersonId | Refusal:
    """The person behind a `by`: the record names persons, never `chair`."""
    if by == "clerk":
        return meeting.clerk
    if by == "chair":
        return refuse("no_leader") if meeting.leader is None else meeting.leader
    if by == SYSTEM or by in meeting.roll.people:
        return PersonId(by)
    return refuse("unknown_person", id=by)


def _concerned(command: c.Command) -> PersonId | None:
    person = getattr(command, "person", None)
    return PersonId(person) if isinstance(person, str) else None


def _own_act(meeting: Meeting, command: c.Command, typed: PersonId, *, is_clerk: bool) -> Standing | Refusal:
    """Somebody's own act; a clerk who names nobody enters the chair's motion, or must say for whom."""
    no_member = meeting.person(typed).role not in (Role.MEMBER, Role.DEPUTY)
    if is_clerk and no_member and _concerned(command) is None:
        if isinstance(command, c.Move) and meeting.leader is not None:
            return typed, Office.MEMBER, meeting.leader
        return refuse("own_device") if isinstance(command, _OWN_DEVICE) else refuse("for_whom")
    return typed, Office.MEMBER, None


def _chairs_act(
    meeting: Meeting, command: c.Command, typed: PersonId, *, is_leader: bool
) -> Standing | Refusal:
    """The chair's act, by the leader or by the clerk on the leader's word; a leader who can't lead only hands over."""
    leader = meeting.leader
    if leader is None:
        return refuse("no_leader")
    if not is_leader and not meeting.law.clerk_enters_for_chair.value:
        return refuse("clerk_not_for_chair", meeting.law.clerk_enters_for_chair)
    if not isinstance(command, c.HandOverChair) and not can_lead(meeting, leader):
        return _cannot_lead(meeting, leader)
    return typed, Office.CHAIR, None if is_leader else leader


def _members_act(
    meeting: Meeting, typed: PersonId, concerned: PersonId, *, is_clerk: bool
) -> Standing | Refusal:
    """What a member said in the room or on video, entered by the clerk, or by the chair as long as the chair leads."""
    if not is_clerk and not can_lead(meeting, typed):
        return _cannot_lead(meeting, typed)
    return typed, Office.MEMBER, concerned


def _cannot_lead(meeting: Meeting, leader: PersonId) -> Refusal:
    return refuse("leader_cannot_lead", meeting.law.leader_in_room, who=name(meeting, leader))


def _not_entitled(meeting: Meeting, typed: PersonId, who: str) -> Refusal:
    person = phrase("phrases.system") if typed == SYSTEM else name(meeting, typed)
    offices = [_OFFICES[letter] for letter in who]
    return refuse(
        "not_entitled",
        who=person,
        whose=joined("phrases.either", [phrase(f"phrases.whose.{office}") for office in offices]),
        by_whom=joined("phrases.either", [phrase(f"phrases.by_whom.{office}") for office in offices]),
    )
