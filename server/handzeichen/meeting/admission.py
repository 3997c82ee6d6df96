"""What must hold before a ballot opens, rule by rule, in the order in which a chair would check."""

from handzeichen.law import majority
from handzeichen.law.majority import Share
from handzeichen.law.moving import Precedence
from handzeichen.law.quorum import is_presumed
from handzeichen.meeting import commands as c
from handzeichen.meeting.agenda import not_callable
from handzeichen.meeting.demands import not_supported
from handzeichen.meeting.events import Voter
from handzeichen.meeting.guards import no_ballot
from handzeichen.meeting.ids import SUBSTANTIVE, Kind, Method, MotionId, PersonId, Via
from handzeichen.meeting.motions import item_is_off, undecided
from handzeichen.meeting.names import item_number, motion_name, quoted
from handzeichen.meeting.papers import paper_kept_from_remote
from handzeichen.meeting.presence import blocking_fault, present, quorum_now, to_whom, voters
from handzeichen.meeting.refusals import Refusal, refuse
from handzeichen.meeting.rulings import stands
from handzeichen.meeting.secrecy import ballot_barred, room_only
from handzeichen.meeting.state import Meeting, Motion, Ruled
from handzeichen.words.table import Phrase, phrase


def not_openable(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """The first rule that keeps this ballot from opening."""
    return next((bar for rule in _RULES if (bar := rule(meeting, command)) is not None), None)


def the_one_before_is_done(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """One ballot at a time."""
    return no_ballot(meeting)


def video_does_not_bar_it(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Secret votes, and in some Länder elections, are not held in a meeting with members on video."""
    return ballot_barred(meeting, (command.motion, *command.with_), command.method)


def method_is_the_one_resolved(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Where the body resolved to vote by name or secretly, the matter of that item is not voted on otherwise.

    A secret vote may be moved and resolved in any meeting: whoever asks for one has to be heard, and whether the body
    wants it is its own affair. What the law bars is the secret vote itself. Then nothing is opened on the matter, in
    this way or another, and what is left is to postpone or to remove the item.
    """
    for motion in (meeting.motions[motion] for motion in (command.motion, *command.with_)):
        item, resolved = motion.moved.item, method_resolved(meeting, motion)
        if resolved is Method.SECRET and command.method is not Method.SECRET:
            barred = ballot_barred(meeting, (motion.id,), Method.SECRET)
            return barred or refuse("secret_vote_resolved", item=item_number(meeting, item))
        if resolved is Method.ROLL_CALL and command.method is Method.SHOW_OF_HANDS:
            return refuse("roll_call_resolved", item=item_number(meeting, item))
    return None


def method_resolved(meeting: Meeting, motion: Motion) -> Method | None:
    """How the body resolved to vote on a matter; None: as the chair says. What is secret is not called by name."""
    if motion.moved.kind is not Kind.MAIN:
        return None
    if stands(meeting, motion.moved.item, Ruled.SECRET_VOTE):
        return Method.SECRET
    return Method.ROLL_CALL if stands(meeting, motion.moved.item, Ruled.ROLL_CALL) else None


def quorum_is_stated(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Not before the chair's statement, nor after a challenge or "not quorate" until it is stated again."""
    quorum, law = meeting.sitting.quorum, meeting.law.quorum
    if quorum.stated:
        return None
    if not quorum.entries:
        return refuse("quorum_not_stated", law)
    if quorum.entries[-1].challenged:
        return refuse("quorum_challenged", meeting.law.quorum_presumed)
    last = quorum.entries[-1]
    return refuse("not_quorate", law, present=last.present, required=last.required)


def quorum_is_presumed_or_there(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Once stated, falling numbers block nothing where the law presumes it."""
    now = quorum_now(meeting)
    if now.quorate or is_presumed(meeting.law, present=now.present, seats=now.seats):
        return None
    return refuse("not_quorate", meeting.law.quorum, present=now.present, required=now.required)


def no_fault_is_unattributed(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """While a fault is open and not the member's, the chair interrupts or attributes first."""
    return fault_open(meeting)


def fault_open(meeting: Meeting) -> Refusal | None:
    """The fault that keeps ballots from opening and closing, if there is one."""
    whose = blocking_fault(meeting)
    if whose is None:
        return None
    who = phrase("phrases.equipment_dative") if whose == "room" else to_whom(meeting, PersonId(whose))
    return refuse("fault_open", meeting.law.blocking_causes, who=who)


def motions_are_ripe(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Each motion is open, its item is on the agenda, and whatever goes before it is decided."""
    motions = [meeting.motions[motion] for motion in (command.motion, *command.with_)]
    for motion in motions:
        bar = undecided(meeting, motion) or item_is_off(meeting, motion) or not_supported(meeting, motion)
        bar = bar or _others_go_first(meeting, motion) or _further_goes_first(meeting, motion)
        if bar or (bar := _paper_is_missing(meeting, motion)):
            return bar
    uncalled = (bar for motion in motions[1:] if (bar := _matter_not_callable(meeting, motion)) is not None)
    return _matter_not_called(meeting, motions[0]) or next(uncalled, None)


def _matter_not_called(meeting: Meeting, motion: Motion) -> Refusal | None:
    """`main` and `amendment` only while their item is called; a joint ballot takes its other items along."""
    item = motion.moved.item
    if motion.moved.kind not in SUBSTANTIVE or item == meeting.agenda.called:
        return None
    return refuse("item_not_called", item=item_number(meeting, item))


def _matter_not_callable(meeting: Meeting, motion: Motion) -> Refusal | None:
    """En bloc decides no matter that could not be called by itself: behind open doors, or a secret one."""
    item = motion.moved.item
    if motion.moved.kind not in SUBSTANTIVE or item is None or item == meeting.agenda.called:
        return None
    return not_callable(meeting, meeting.agenda.items[item])


def _others_go_first(meeting: Meeting, motion: Motion) -> Refusal | None:
    """Procedure, amendments and parts before the matter itself, and of amendments the furthest-going first."""
    if motion.moved.kind not in SUBSTANTIVE:
        return None
    waiting = (other for other in meeting.motions.values() if other.open)
    first = [other for other in waiting if _goes_before(other, motion) and not not_supported(meeting, other)]
    return refuse("before_this", motions=quoted(meeting, first)) if first else None


def _goes_before(other: Motion, motion: Motion) -> bool:
    if other.id == motion.id:
        return False
    if motion.id in (other.moved.amends, other.moved.part_of):
        return True
    if motion.split_by is not None and other.moved.amends == motion.moved.part_of:
        return True
    if other.moved.item == motion.moved.item and other.moved.kind not in SUBSTANTIVE:
        return True
    same = motion.moved.amends is not None and other.moved.amends == motion.moved.amends
    return same and _goes_further(other, motion)


def _goes_further(other: Motion, motion: Motion) -> bool:
    """The chair's order where there is one, else the extent."""
    if other.rank is not None and motion.rank is not None:
        return other.rank < motion.rank
    return (other.moved.extent or 0) > (motion.moved.extent or 0) and motion.rank is None


def _further_goes_first(meeting: Meeting, motion: Motion) -> Refusal | None:
    """Of motions on the procedure of one item the furthest-going first, where the rules bind; the chair's order goes
    before."""
    law = meeting.law.precedence
    if motion.moved.kind in SUBSTANTIVE or not law.value.binds:
        return None
    first = [
        other
        for other in meeting.motions.values()
        if other.open
        and other.moved.kind not in SUBSTANTIVE
        and other.moved.item == motion.moved.item
        and _takes_precedence(law.value, other, motion)
        and not not_supported(meeting, other)
    ]
    return refuse("before_this", law, motions=quoted(meeting, first)) if first else None


def _takes_precedence(precedence: Precedence, other: Motion, motion: Motion) -> bool:
    if motion.rank is not None:
        return other.rank is not None and other.rank < motion.rank
    return precedence.place(other.moved.kind.value) < precedence.place(motion.moved.kind.value)


def _paper_is_missing(meeting: Meeting, motion: Motion) -> Refusal | None:
    """A tabled paper is with the remote members before it is voted on."""
    item = motion.moved.item
    if item is None or motion.moved.kind not in SUBSTANTIVE:
        return None
    paper = paper_kept_from_remote(meeting, item)
    return None if paper is None else refuse("paper_not_with_remote", reference=paper.reference)


def joint_ballot_is_possible(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """En bloc: the same voters, the same majority; each motion once."""
    first = meeting.motions[command.motion]
    seen = {first.id}
    for motion in (meeting.motions[motion] for motion in command.with_):
        reason = _differs(meeting, first, motion, command.method, twice=motion.id in seen)
        if reason is not None:
            return refuse("not_together", motion=motion_name(meeting, motion), reason=reason)
        seen.add(motion.id)
    return None


def _differs(
    meeting: Meeting, first: Motion, motion: Motion, method: Method, *, twice: bool
) -> Phrase | None:
    if twice:
        return phrase("phrases.together.twice")
    if majority_for(meeting, first) != majority_for(meeting, motion):
        return phrase("phrases.together.majority")
    if electorate(meeting, first.id, method) != electorate(meeting, motion.id, method):
        return phrase("phrases.together.electorate")
    return None


def majority_is_heavy_enough(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Rules of procedure and the chair may ask for more, never for less (§ 66 Abs. 1 NKomVG)."""
    if command.majority is None:
        return None
    first = meeting.motions[command.motion]
    chosen = Share(
        base=command.majority.base, fraction=command.majority.fraction, strict=command.majority.strict
    )
    voting = majority.Voting(
        eligible=len(electorate(meeting, first.id, command.method)),
        present=present(meeting, first.moved.item),
        seats=meeting.plan.body.seats,
        abstentions=meeting.law.abstentions.value,
        tie=meeting.law.tie.value,
    )
    enough = majority.is_at_least_as_heavy(chosen, majority_for(meeting, first), voting)
    return None if enough else refuse("lighter_majority", meeting.law.majority)


def somebody_is_eligible(meeting: Meeting, command: c.OpenBallot) -> Refusal | None:
    """Zero votes decide nothing."""
    some = electorate(meeting, command.motion, command.method)
    return None if some else refuse("nobody_eligible")


def majority_for(meeting: Meeting, motion: Motion) -> Share:
    """The majority that the law asks for this kind of motion."""
    law = meeting.law
    return law.majority_by_kind.value.get(motion.moved.kind.value, law.majority.value)


def electorate(meeting: Meeting, motion: MotionId, method: Method) -> tuple[Voter, ...]:
    """Who would be eligible now; on a recusal, the one it is about does not vote, nor on paper whoever is on video."""
    moved = meeting.motions[motion].moved
    about = moved.about if moved.kind is Kind.RECUSAL else None
    in_room = room_only(meeting, motion, method)
    return tuple(
        voter
        for voter in voters(meeting, moved.item, motion)
        if voter.person != about and not (in_room and voter.via is Via.VIDEO)
    )


_RULES = (
    the_one_before_is_done,
    video_does_not_bar_it,
    method_is_the_one_resolved,
    quorum_is_stated,
    quorum_is_presumed_or_there,
    no_fault_is_unattributed,
    motions_are_ripe,
    joint_ballot_is_possible,
    somebody_is_eligible,
    majority_is_heavy_enough,
)
