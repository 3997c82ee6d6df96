"""What can be asked of a meeting: one frozen dataclass per command of the public contract.

A field's name is its name on the wire, but for `for_` and `with_` (`for` and `with` there). Fields without a default
are needed. `since` is the true time of something entered late. `person` on a member's command says for whom the
clerk or the chair enters it; left out, it is the asker's own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from handzeichen.law.majority import Base, is_share
from handzeichen.law.minuting import Signing
from handzeichen.law.questions import Barring
from handzeichen.meeting.ids import (
    BallotId,
    Cause,
    Channel,
    Choice,
    Count,
    FactionId,
    FloorKind,
    Handed,
    ItemId,
    Kind,
    Line,
    Method,
    MotionId,
    Notice,
    Part,
    PersonId,
    Result,
    Scope,
    Seconds,
    Settled,
    Signal,
    Text,
    Via,
)
from handzeichen.meeting.plan import Approves, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of the meeting; who asks and when comes with it from outside."""

    def fault(self) -> str | None:
        """What makes fields that are right by themselves unreadable together, in German; None if nothing does."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Late(Command):
    """A command that may be entered after the fact, with its true time."""

    since: datetime | None = None


# Attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Late):
    """Somebody comes into the room or joins by video, or changes from one to the other."""

    person: PersonId
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Late):
    """Somebody goes; a vote given stays."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit(Late):
    """The clerk enters somebody whom the plan does not know."""

    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseConnection(Late):
    """Picture or sound of a person on video, or of the room, is gone; `reported` says how that came to be known."""

    person: PersonId | None = None
    scope: Scope | None = None
    of: Signal | None = None
    """What fails, where somebody knows; left out, one or the other. Said of an open fault, it is added to that."""
    reported: Channel | None = None

    def fault(self) -> str | None:
        """Exactly one of the two is named."""
        return _one_of(self, "person", "scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreConnection(Late):
    """Picture and sound are back; `reported` says how that came to be known."""

    person: PersonId | None = None
    scope: Scope | None = None
    reported: Channel | None = None

    def fault(self) -> str | None:
        """Exactly one of the two is named."""
        return _one_of(self, "person", "scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFault(Late):
    """The chair says in whose sphere the latest fault of a person, of several, or of the room lies."""

    cause: Cause
    person: PersonId | None = None
    persons: tuple[PersonId, ...] | None = None
    scope: Scope | None = None
    further: bool | None = None
    """Of a member's own fault: whether the same is said of the same people's later ones; False takes that back."""

    def fault(self) -> str | None:
        """Exactly one of the three is named, of several people at least one; `further` is said of members alone."""
        if self.persons == ():
            return "„persons“ nennt niemanden. Bitte mindestens eine Person angeben."
        if self.further is not None and (self.scope is not None or self.cause is not Cause.MEMBER):
            return "„further“ gilt nur für Personen und nur bei der Ursache „member“."
        return _one_of(self, "person", "persons", "scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleSteps(Command):
    """Steps that somebody cut off by the municipality could not follow were repeated, or are irrelevant."""

    steps: tuple[int, ...]
    """The numbers in the log at which they stand."""
    how: Settled

    def fault(self) -> str | None:
        """At least one is named."""
        return None if self.steps else "„steps“ nennt nichts. Bitte mindestens eine Nummer angeben."


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCamera(Late):
    """A camera goes on or off; unknown until first told."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputise(Late):
    """A deputy takes a member's seat, with all its rights."""

    person: PersonId
    for_: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDeputation(Late):
    """A deputy gives the seat back."""

    person: PersonId
    for_: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmIdentity(Late):
    """The chair has seen and knows the person on the screen."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAlone(Late):
    """ "Keine andere Person kann mithören oder mitsehen." """

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPresence(Command):
    """The chair asks everybody of the body on video to confirm within so many seconds; nothing follows from it."""

    within: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPresence(Command):
    """Somebody who was asked sees and hears the meeting."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPresenceCheck(Command):
    """The chair has seen enough; a new check takes the place of one that was not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recuse(Late):
    """A person takes no part in deliberating and voting on an item, or on one motion of it (§ 41 NKomVG)."""

    person: PersonId
    item: ItemId
    motion: MotionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRecusal(Late):
    """The bar was entered in error or has ended."""

    person: PersonId
    item: ItemId
    motion: MotionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRecusal(Late):
    """A person disputes being barred; suspended until the body decides."""

    person: PersonId
    item: ItemId


# Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMeeting(Command):
    """The chair opens the meeting."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(Command):
    """The chair interrupts the meeting, perhaps until a stated time."""

    reason: Text | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """The chair continues after an interruption, or another day after breaking off."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjourn(Command):
    """The chair breaks the meeting off."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting(Command):
    """The chair closes the meeting; items never called become not reached."""

    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverChair(Command):
    """The leader hands the lead to a member in the room."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChair(Command):
    """A member takes the lead because the leader cannot lead."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverMinutes(Command):
    """Whoever keeps the minutes gives them to another."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class StateConvening(Command):
    """The chair states that the meeting was properly convened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToConvening(Command):
    """A member objects that it was not."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateQuorum(Command):
    """The chair states whether the body is quorate; the count is the system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeQuorum(Command):
    """A voting member doubts the quorum; no ballot opens until it is stated again."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLaw(Command):
    """The house answers for an answer of law that nobody has read in the text of the law itself."""

    question: Line
    confirmed_by: Line
    """Whoever has looked it up, by name."""
    source: Text
    """Where it stands, in the house's own words."""
    on: date | None = None
    """The day of the confirmation; the day of the entry if left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNotice(Command):
    """The chair gives one of the notices that the minutes keep."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class CallItem(Command):
    """The chair calls an item; the one before is closed."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseItem(Command):
    """The chair closes the item called."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLaw(Command):
    """The chair answers a question that the law leaves open; it is logged, and goes for what follows."""

    question: Line
    value: Barring
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludePublic(Command):
    """The doors are closed: room cleared, stream off, remote members alone."""

    cleared: bool = False
    stream_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPublic(Command):
    """The doors are open again."""

    cleared: bool = False
    stream_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePaper(Command):
    """A paper is handed out during the meeting, on the table or by mail as well."""

    item: ItemId
    reference: Line
    kind: Line
    handed: Handed
    file: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallToOrder(Command):
    """The chair calls somebody to order."""

    person: PersonId
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclude(Command):
    """The chair excludes somebody from the meeting."""

    person: PersonId
    reason: Text | None = None


# Motions


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Command):
    """Somebody moves something; what else is needed depends on the kind."""

    kind: Kind
    motion: MotionId | None = None
    person: PersonId | None = None
    item: ItemId | None = None
    faction: FactionId | None = None
    text: Text | None = None
    reason: Text | None = None
    amends: MotionId | None = None
    extent: int | None = None
    part_of: MotionId | None = None
    about: PersonId | None = None
    before: ItemId | None = None
    to: Text | None = None
    until: Line | None = None
    minutes: Count | None = None
    parts: tuple[Text, ...] | None = None
    title: Line | None = None
    replaces: Text | None = None
    """An amendment's passage of the text as it stands, word for word: the amendment's own text takes its place."""
    approves: Approves | None = None
    """The minutes of an earlier meeting that a main motion approves; the public and the non-public part are two."""

    def fault(self) -> str | None:
        """Only the matter itself approves minutes."""
        if self.approves is None or self.kind is Kind.MAIN:
            return None
        return "„approves“ gehört zu einem Antrag zur Sache („kind“: „main“)."


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMotion(Command):
    """The mover takes an undecided motion back."""

    motion: MotionId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptAmendment(Command):
    """The mover of the amended motion takes the amendment over; it needs no ballot."""

    motion: MotionId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restate(Command):
    """The clerk writes down, on the chair's word, how an amended motion reads as a whole."""

    motion: MotionId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Command):
    """Somebody entitled supports a motion."""

    motion: MotionId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMotions(Command):
    """The chair says in which order motions are voted on; it overrides their extent."""

    motions: tuple[MotionId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleMotion(Command):
    """The chair states that a motion is settled by another that was carried."""

    motion: MotionId
    by_motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Command):
    """A motion on procedure is carried because nobody objects."""

    motion: MotionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Command):
    """A member objects at once: to an agreement, or to a motion's place in a joint ballot."""

    motion: MotionId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNote(Command):
    """The body takes note of the item; no ballot, no numbers."""

    item: ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferToFactions(Command):
    """A faction declares that it draws the item into the factions; no ballot, no numbers."""

    item: ItemId
    faction: FactionId


# Ballots


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMajority:
    """A majority asked for in place of the profile's; `fraction` like `2/3`, no `source` means the chair's."""

    base: Base
    fraction: Line
    strict: bool
    source: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBallot(Command):
    """The chair puts a motion to the vote; the eligible seats are frozen here."""

    motion: MotionId
    method: Method
    ballot: BallotId | None = None
    majority: ChosenMajority | None = None
    with_: tuple[MotionId, ...] = ()

    def fault(self) -> str | None:
        """A fraction is two whole numbers, above 0 and at most 1."""
        if self.majority is None or is_share(self.majority.fraction):
            return None
        said = self.majority.fraction
        return f"„majority.fraction“ ist ein Bruch wie „2/3“, größer als 0 und höchstens 1, nicht „{said}“."


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote(Command):
    """A member raises a hand on a device of their own."""

    ballot: BallotId
    choice: Choice
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVote(Command):
    """The clerk records one hand, seen in the room or on the monitor."""

    ballot: BallotId
    person: PersonId
    choice: Choice
    replaces: bool = False
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineVote(Command):
    """Somebody eligible takes no part in the ballot."""

    ballot: BallotId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountHands(Command):
    """The clerk enters the hands counted in the room, all three or two of them and the one to `derive`."""

    ballot: BallotId
    yes: Count | None = None
    no: Count | None = None
    abstain: Count | None = None
    derive: Choice | None = None
    not_voted: Count = Count(0)
    faction: FactionId | None = None

    def fault(self) -> str | None:
        """All three numbers, or two of them and the one to derive."""
        missing = [choice for choice in Choice if getattr(self, choice.value) is None]
        if missing == ([] if self.derive is None else [self.derive]):
            return None
        return "Nötig sind „yes“, „no“ und „abstain“ – oder zwei davon und „derive“ mit dem dritten."


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePaper(Command):
    """Somebody takes a ballot paper (secret ballots only)."""

    ballot: BallotId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPapers(Command):
    """The papers of a secret ballot are counted."""

    ballot: BallotId
    yes: Count
    no: Count
    abstain: Count
    invalid: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitToBallot(Command):
    """The chair admits somebody who came after the opening and before the closing."""

    ballot: BallotId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBallot(Command):
    """No more votes."""

    ballot: BallotId


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakTie(Command):
    """As many yes as no, and the law leaves it to chair or lot: what the chair decides, or what the lot drew."""

    ballot: BallotId
    result: Result
    how: Text | None = None
    """How it came to that: who drew the lot, before whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceResult(Command):
    """The chair announces; from here on the numbers stand."""

    ballot: BallotId


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortBallot(Command):
    """The chair breaks a ballot off; it is kept and is never a result."""

    ballot: BallotId
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtResult(Command):
    """A voting member doubts the result at once."""

    ballot: BallotId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatBallot(Command):
    """The chair has the ballot repeated at once; the old one is superseded."""

    ballot: BallotId
    reason: Text
    new: BallotId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HaveVoteRecorded(Command):
    """A member demands that the minutes show how they voted (§ 68 Satz 4 NKomVG)."""

    ballot: BallotId
    choice: Choice | None = None
    person: PersonId | None = None


# The trial ballot before the opening: it counts for nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTrialBallot(Command):
    """Before the opening, members try out how to vote; a new trial takes the place of the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastTrialVote(Command):
    """A member tries out voting on a device of their own."""

    choice: Choice
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTrialBallot(Command):
    """The trial is over; what came of it stands on the screens until the opening."""


# Floor and minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFloor(Command):
    """Somebody asks for the floor; one list for room and video."""

    person: PersonId
    kind: FloorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFloor(Command):
    """Somebody no longer asks for the floor."""

    person: PersonId
    kind: FloorKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFloor(Command):
    """The chair gives somebody the floor."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFloor(Command):
    """The speaker has finished."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Late):
    """A sentence for the minutes."""

    item: ItemId
    text: Text
    person: PersonId | None = None
    motion: MotionId | None = None
    """The motion of that item in whose place the sentence stands for the reasons given, in the clerk's own words."""


# The minutes after the meeting, and resolutions that are not carried out


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMinutes(Command):
    """The clerk sets down the minutes as they follow from everything entered so far: their next version."""

    reason: Text | None = None
    """What is different from the version before: "Korrektur in TOP 4"; needed from the second version on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignMinutes(Command):
    """Somebody has signed a version of the minutes: on paper, entered by the clerk, or on the own device."""

    version: Count
    as_: Signing
    person: PersonId | None = None
    name: Line | None = None
    """Who signed as head of administration, where the meeting does not know that person."""
    on: date | None = None
    """The day of the signature; the day of the entry if left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveMinutes(Command):
    """A later meeting has approved one part of a version by a ballot of its own."""

    version: Count
    meeting: Line
    """The later meeting's id."""
    ballot: BallotId
    """The ballot there."""
    part: Part = Part.PUBLIC
    on: date | None = None
    """The day of that ballot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToResolution(Command):
    """The head of administration holds a resolution to be unlawful: it is not carried out (§ 88 NKomVG)."""

    motion: MotionId
    reason: Text
    person: PersonId | None = None
    """Who objects, where the meeting knows that person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftObjection(Command):
    """What stopped a resolution is settled: it may be carried out, or has been resolved anew."""

    motion: MotionId
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rightly:
    """A command as it should have been entered, and when; without `at`, when the wrong one was."""

    command: Command
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Command):
    """Nothing of the log may be destroyed: a doubt, an objection or a complaint is open."""

    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold(Command):
    """What forbade to destroy anything is settled."""

    reason: Text
    """How it was settled."""
    of: int | None = None
    """The number in the log at which it stands; not needed where there is only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """An entry was not so; `of` is its number in the log, or the key under which the same asker entered it."""

    of: int | str
    reason: Text
    with_: Rightly | None = None


def _one_of(command: Command, *names: str) -> str | None:
    given = [name for name in names if getattr(command, name) is not None]
    if len(given) == 1:
        return None
    return "Nötig ist genau eines von: " + ", ".join(f"„{name}“" for name in names) + "."


COMMANDS: Final[dict[str, type[Command]]] = {
    "arrive": Arrive,
    "leave": Leave,
    "admit": Admit,
    "lose_connection": LoseConnection,
    "restore_connection": RestoreConnection,
    "attribute_fault": AttributeFault,
    "settle_steps": SettleSteps,
    "set_camera": SetCamera,
    "deputise": Deputise,
    "end_deputation": EndDeputation,
    "confirm_identity": ConfirmIdentity,
    "confirm_alone": ConfirmAlone,
    "ask_presence": AskPresence,
    "confirm_presence": ConfirmPresence,
    "end_presence_check": EndPresenceCheck,
    "recuse": Recuse,
    "end_recusal": EndRecusal,
    "contest_recusal": ContestRecusal,
    "open_meeting": OpenMeeting,
    "suspend": Suspend,
    "resume": Resume,
    "adjourn": Adjourn,
    "close_meeting": CloseMeeting,
    "hand_over_chair": HandOverChair,
    "hand_over_minutes": HandOverMinutes,
    "take_chair": TakeChair,
    "state_convening": StateConvening,
    "object_to_convening": ObjectToConvening,
    "state_quorum": StateQuorum,
    "challenge_quorum": ChallengeQuorum,
    "confirm_law": ConfirmLaw,
    "give_notice": GiveNotice,
    "call_item": CallItem,
    "close_item": CloseItem,
    "answer_law": AnswerLaw,
    "exclude_public": ExcludePublic,
    "admit_public": AdmitPublic,
    "table_paper": TablePaper,
    "call_to_order": CallToOrder,
    "exclude": Exclude,
    "move": Move,
    "withdraw_motion": WithdrawMotion,
    "accept_amendment": AcceptAmendment,
    "restate": Restate,
    "support": Support,
    "order_motions": OrderMotions,
    "settle_motion": SettleMotion,
    "agree": Agree,
    "object": Object,
    "take_note": TakeNote,
    "defer_to_factions": DeferToFactions,
    "open_ballot": OpenBallot,
    "cast_vote": CastVote,
    "record_vote": RecordVote,
    "decline_vote": DeclineVote,
    "count_hands": CountHands,
    "take_paper": TakePaper,
    "count_papers": CountPapers,
    "admit_to_ballot": AdmitToBallot,
    "close_ballot": CloseBallot,
    "break_tie": BreakTie,
    "announce_result": AnnounceResult,
    "abort_ballot": AbortBallot,
    "doubt_result": DoubtResult,
    "repeat_ballot": RepeatBallot,
    "have_vote_recorded": HaveVoteRecorded,
    "open_trial_ballot": OpenTrialBallot,
    "cast_trial_vote": CastTrialVote,
    "close_trial_ballot": CloseTrialBallot,
    "request_floor": RequestFloor,
    "withdraw_floor": WithdrawFloor,
    "give_floor": GiveFloor,
    "end_floor": EndFloor,
    "note": Note,
    "correct": Correct,
    "hold": Hold,
    "release_hold": ReleaseHold,
    "issue_minutes": IssueMinutes,
    "sign_minutes": SignMinutes,
    "approve_minutes": ApproveMinutes,
    "object_to_resolution": ObjectToResolution,
    "lift_objection": LiftObjection,
}
"""Every command by the word that stands in `do`."""
