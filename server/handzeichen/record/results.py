"""What the minutes tell of a ballot: its result as it was announced, and what a reader needs to weigh it.

How a single member voted stands here only after a roll call and on that member's own demand, and never of a secret
ballot.
"""

from collections.abc import Iterator

from handzeichen.law.majority import Share, is_simple
from handzeichen.meeting.events import Numbers, ResultAnnounced
from handzeichen.meeting.ids import BallotState, Choice, Method, Result
from handzeichen.meeting.names import motion_name, name_of
from handzeichen.meeting.state import Ballot, Meeting, Motion
from handzeichen.record import wording
from handzeichen.record.times import on_the_clock


def told_result(meeting: Meeting, ballot: Ballot, motion: Motion) -> Iterator[str]:
    """The lines that tell of a ballot under a motion; nothing of one that is still open, or not announced."""
    if ballot.state is BallotState.ABORTED:
        yield told_abort(meeting, ballot, motion)
    elif ballot.state is BallotState.SUPERSEDED:
        yield wording.superseded(on_the_clock(meeting, ballot.opened_at), ballot.end.reason)
    elif ballot.state is BallotState.ANNOUNCED and motion.id in ballot.motions:
        yield from _announced(meeting, ballot, motion)


def told_abort(meeting: Meeting, ballot: Ballot, motion: Motion) -> str:
    """That a ballot on a motion was broken off, and that it was repeated, where the next one is over."""
    opened, why = on_the_clock(meeting, ballot.opened_at), ballot.end.reason
    later = motion.ballots[motion.ballots.index(ballot.id) + 1 :]
    again = meeting.ballots.get(later[0]) if later else None
    if again is None or again.state in (BallotState.OPEN, BallotState.CLOSED):
        return wording.aborted(opened, why)
    return wording.aborted_and_repeated(opened, why)


def _announced(meeting: Meeting, ballot: Ballot, motion: Motion) -> Iterator[str]:
    result = ballot.end.result
    assert result is not None, "an announced ballot has its numbers"
    yield result.wording
    if meeting.law.minutes_style.value.tally and not _gives_its_numbers(meeting, result):
        yield wording.tally(result)
    yield from beside_the_words(meeting, ballot, motion, result)
    yield from called_out(meeting, result)
    for person, choice in ballot.end.on_request.items():
        yield wording.own_vote(name_of(meeting, person), choice)


def beside_the_words(
    meeting: Meeting, ballot: Ballot, motion: Motion, result: ResultAnnounced
) -> Iterator[str]:
    """What belongs to a result beside the words in which it was announced; nobody's vote."""
    majority, source = ballot.opened.majority, ballot.opened.majority_source
    if not is_simple(Share(base=majority.base, fraction=majority.fraction, strict=majority.strict)):
        yield wording.needed(result.needed, wording.chairs_majority() if source == "chair" else source)
    if result.tie is not None and ballot.end.tie is not None and ballot.end.tie.how:
        yield wording.tie(ballot.end.tie.how)
    if ballot.opened.approval_required and result.result is Result.PASSED:
        yield wording.approval(meeting.law.legal_bar_approval.source)
    if others := [meeting.motions[other] for other in ballot.motions if other != motion.id]:
        yield wording.jointly(motion_name(meeting, other) for other in others)
    if ballot.opened.method is Method.SECRET:
        yield wording.secret(result.invalid or 0)


def called_out(meeting: Meeting, result: ResultAnnounced) -> Iterator[str]:
    """Who voted how in a roll call; of any other ballot nothing."""
    for choice in Choice:
        if names := [name_of(meeting, vote.person) for vote in result.votes if vote.choice is choice]:
            yield wording.roll_call(choice, names)


def _gives_its_numbers(meeting: Meeting, result: ResultAnnounced) -> bool:
    """Whether the sentence itself says how many voted how: unanimous ones do not, nor need a house's own words."""
    return not result.unanimous and not result.not_voted and not meeting.law.result_words.value


# Numbers of some, and nobody's vote


def of_those_on_video(ballot: Ballot) -> Numbers | None:
    """How those on video voted, of an announced ballot; None where it would tell how one of them did, or the rest."""
    announced = ballot.end.result
    if announced is None or ballot.state is not BallotState.ANNOUNCED:
        return None
    told = ballot.opened.method is Method.ROLL_CALL or tells_of_nobody(announced.by_video, announced)
    return announced.by_video if told else None


def tells_of_nobody(some: Numbers, whole: ResultAnnounced) -> bool:
    """Whether the numbers of some seats tell of no single one more than the numbers of all do.

    Where all voted alike everybody knows it anyway. Else neither those counted nor the others may be of one mind: who
    they are stands in the evidence and in the list of who was there.
    """
    all_of_them = (whole.yes, whole.no, whole.abstain, whole.not_voted)
    if sum(n != 0 for n in all_of_them) == 1:
        return True
    counted = (some.yes, some.no, some.abstain, 0)
    others = tuple(one - other for one, other in zip(all_of_them, counted, strict=True))
    return all(_is_of_several_minds(side) for side in (counted, others))


def _is_of_several_minds(side: tuple[int, ...]) -> bool:
    return min(side) >= 0 and sum(n != 0 for n in side) != 1
