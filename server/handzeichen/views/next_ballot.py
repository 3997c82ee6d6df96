"""The steps of a ballot: asking the three questions, closing, reading the result aloud, and the lawful ways back."""

from collections.abc import Iterator

from handzeichen.law.majority import Tie
from handzeichen.meeting import commands as c
from handzeichen.meeting import events as e
from handzeichen.meeting.admission import method_resolved
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ids import (
    SUBSTANTIVE,
    BallotState,
    Kind,
    Method,
    MotionId,
    Result,
    SeatId,
    Text,
    Via,
)
from handzeichen.meeting.machine import Accepted
from handzeichen.meeting.presence import blocking_fault, voters
from handzeichen.meeting.problems import hit_by_fault
from handzeichen.meeting.refusals import Refusal
from handzeichen.meeting.secrecy import ballot_barred
from handzeichen.meeting.state import Ballot, Meeting, Motion
from handzeichen.meeting.tally import Standing, standing
from handzeichen.meeting.texts import as_it_stands, is_undetermined
from handzeichen.views.clerk_words import motion_of, plain_of, some_of, surnames_of
from handzeichen.views.meaning import is_amended, meaning
from handzeichen.views.next_law import BARRED, concern
from handzeichen.views.next_step import Concern, Step, Wish, outcome
from handzeichen.views.papers import is_secret, void
from handzeichen.views.procedure import debate
from handzeichen.words import changed, keyed, said

_FAULT = Text(said("Störung von Bild oder Ton"))
_VIDEO = Text(said("Zuschaltung per Video"))
_DOUBT = Text(said("Das Ergebnis ist angezweifelt worden."))
_NOT_RESTATED = Concern(
    text=said("Wie der geänderte Antrag im Ganzen lautet, ist noch nicht eingetragen."),
    help=said(
        "Die Protokollführung trägt ihn beim Antrag ein; sonst bitte verlesen, worüber abgestimmt wird."
    ),
)
_QUESTIONS = (
    said("Wer dafür ist, den bitte ich um das Handzeichen."),
    said("Wer ist dagegen?"),
    said("Wer enthält sich?"),
)
_PAPERS = (
    said("Es wird geheim mit Stimmzetteln abgestimmt. Bitte holen Sie sich nacheinander einen Stimmzettel."),
)


def pending(meeting: Meeting) -> Step | None:
    """A ballot that is open or waits for its announcement goes before everything else."""
    ballot = meeting.ballot
    if ballot is None:
        return None
    if hit := _hit(meeting, ballot):
        return hit
    return (_open if ballot.state is BallotState.OPEN else _closed)(meeting, ballot)


def _open(meeting: Meeting, ballot: Ballot) -> Step:
    now = standing(meeting, ballot)
    by_name = ballot.opened.method is Method.ROLL_CALL
    close = Wish(
        label=said("Abstimmung schließen"),
        command=c.CloseBallot(ballot=ballot.id),
        confirm=_not_all(meeting, ballot, now),
    )
    both = Wish(
        label=said("Schließen und bekannt geben"),
        command=close.command,
        follow=c.AnnounceResult(ballot=ballot.id),
    )
    barred = outcome(meeting, close.command, "chair")
    by_video = isinstance(barred, Refusal) and barred.code in BARRED
    blocked = blocking_fault(meeting) is not None or by_video
    secret = is_secret(ballot)
    return Step(
        name="ballot_open",
        say=_PAPERS if secret else tuple(_roll(meeting, ballot, now)) if by_name else _QUESTIONS,
        wishes=(close,),
        others=_ways_out(ballot, _VIDEO if by_video else _FAULT)
        if blocked
        else (both,)
        if _is_complete(now)
        else (),
        concerns=(concern(barred, None),) if isinstance(barred, Refusal) and by_video else (),
        waits_for=_awaited(meeting, ballot, now),
    )


def _roll(meeting: Meeting, ballot: Ballot, now: Standing) -> Iterator[str]:
    """In a roll call the next one is called by name."""
    if now.missing:
        yield said("Ich rufe auf: {name}.", name=plain_of(meeting, ballot.eligible[now.missing[0]].person))
    else:
        yield said("Alle sind aufgerufen. Die Abstimmung ist geschlossen.")


def _ways_out(ballot: Ballot, reason: Text) -> tuple[Wish, ...]:
    return (
        Wish(label=said("Sitzung unterbrechen"), command=c.Suspend(reason=reason)),
        Wish(
            label=said("Abstimmung abbrechen"),
            command=c.AbortBallot(ballot=ballot.id, reason=reason),
            confirm=said("Die Abstimmung abbrechen? Sie kann dann ganz wiederholt werden."),
        ),
    )


def _not_all(meeting: Meeting, ballot: Ballot, now: Standing) -> str | None:
    """What is asked before closing without everybody: hands in the room may be counted afterwards, others not cast."""
    silent = _silent(meeting, ballot, now)
    if not silent:
        return None
    names = some_of(surnames_of(meeting, (ballot.eligible[seat].person for seat in silent)), dative=True)
    if now.on_paper:
        return said("Noch ohne Stimmzettel: {names}. Trotzdem schließen?", names=names)
    if len(silent) == 1:
        return said("Es fehlt noch die Stimme von {names}. Trotzdem schließen?", names=names)
    return said("Es fehlen noch die Stimmen von {names}. Trotzdem schließen?", names=names)


def _silent(meeting: Meeting, ballot: Ballot, now: Standing) -> tuple[SeatId, ...]:
    if ballot.opened.method is not Method.SHOW_OF_HANDS:
        return now.missing
    return tuple(seat for seat in now.missing if meeting.roll.via(ballot.eligible[seat].person) is Via.VIDEO)


def _is_complete(now: Standing) -> bool:
    """Whether nobody's vote is awaited and the numbers add up: closed now, it could be announced at once."""
    return now.adds_up and not now.missing and not now.on_paper


def _awaited(meeting: Meeting, ballot: Ballot, now: Standing) -> str:
    """What is still to come, for whoever leads and counts."""
    silent = _silent(meeting, ballot, now)
    by_hand = len(now.uncounted) if ballot.opened.method is Method.SHOW_OF_HANDS else 0
    awaited: list[str] = [said("{n:hand} im Saal", n=by_hand)] if by_hand else []
    if now.on_paper:
        names = some_of(surnames_of(meeting, (ballot.eligible[seat].person for seat in silent)))
        without = said("Noch ohne Stimmzettel: {names}", names=names)
        return without if silent else said("Alle Stimmzettel sind ausgegeben.")
    awaited += surnames_of(meeting, (ballot.eligible[seat].person for seat in silent))
    if not awaited:
        return said("Alle Stimmen sind da.")
    return said("Noch nicht da: {names}", names=some_of(awaited))


def _hit(meeting: Meeting, ballot: Ballot) -> Step | None:
    """A ballot hit by the house's own fault is broken off and repeated whole."""
    if hit_by_fault(meeting, ballot) is None:
        return None
    abort = Wish(label=said("Abstimmung abbrechen"), command=c.AbortBallot(ballot=ballot.id, reason=_FAULT))
    say = said(
        "Während der Abstimmung war die Technik im Haus gestört. Ich breche die Abstimmung ab; sie wird wiederholt."
    )
    return Step(name="abort_ballot", say=(say,), wishes=(abort,))


def _closed(meeting: Meeting, ballot: Ballot) -> Step:
    """The result is read aloud as it will stand in the minutes; not before everybody is counted."""
    announce = c.AnnounceResult(ballot=ballot.id)
    answer, now = outcome(meeting, announce, "chair"), standing(meeting, ballot)
    if not isinstance(answer, Accepted):
        if answer.code == "tie_open":
            return _tied(meeting, ballot)
        refused = concern(answer, None)
        say = (
            said("Die Abstimmung ist geschlossen. Die Stimmzettel werden ausgezählt.")
            if now.on_paper
            else said("Die Abstimmung ist geschlossen. Das Ergebnis wird festgestellt.")
        )
        return Step(name="numbers_do_not_add_up", say=(say,), concerns=(refused,))
    by_hand = ballot.opened.method is Method.SHOW_OF_HANDS
    if by_hand and now.uncounted and not now.was_counted:
        ask = said(
            "Im Saal ist nicht gezählt: {n:member} ohne Stimme. Trotzdem bekannt geben?", n=len(now.uncounted)
        )
        return Step(
            name="not_counted",
            say=(said("Die Abstimmung ist geschlossen. Die Hände im Saal werden gezählt."),),
            others=(Wish(label=said("Ohne Zählung bekannt geben"), command=announce, confirm=ask),),
            waits_for=said("Noch zu zählen: {n:hand} im Saal", n=len(now.uncounted)),
        )
    return Step(
        name="announce_result",
        say=tuple(_read_aloud(meeting, ballot, answer)),
        wishes=(Wish(label=said("Ergebnis bekannt geben"), command=announce),),
        concerns=_void(ballot),
    )


def _tied(meeting: Meeting, ballot: Ballot) -> Step:
    """As many yes as no, and the law leaves it to chair or lot: both ways stand side by side, none stands out."""
    by_lot = meeting.law.tie.value is Tie.LOT
    ways = (
        ((said("Das Los: angenommen"), Result.PASSED), (said("Das Los: abgelehnt"), Result.REJECTED))
        if by_lot
        else (
            (said("Der Vorsitz: angenommen"), Result.PASSED),
            (said("Der Vorsitz: abgelehnt"), Result.REJECTED),
        )
    )
    return Step(
        name="break_tie",
        say=(
            said("Es besteht Stimmengleichheit."),
            said("Das Los entscheidet.") if by_lot else said("Der Vorsitz entscheidet."),
        ),
        others=tuple(
            Wish(label=label, command=c.BreakTie(ballot=ballot.id, result=result)) for label, result in ways
        ),
        waits_for=said("Bitte eintragen, was das Los ergeben hat.")
        if by_lot
        else said("Bitte eintragen, wie der Vorsitz entscheidet."),
    )


def _void(ballot: Ballot) -> tuple[Concern, ...]:
    """Whoever counts should know when the numbers tell who voted how."""
    why = void(ballot)
    return (
        () if why is None else (Concern(text=why, help=said("Die Zahlen werden trotzdem bekannt gegeben.")),)
    )


def _read_aloud(meeting: Meeting, ballot: Ballot, answer: Accepted) -> Iterator[str]:
    result = next(event for event in answer.events if isinstance(event, e.ResultAnnounced))
    yield said(
        "Ich gebe das Ergebnis bekannt: {wording}",
        wording=changed(announced_wording(meeting, ballot, result), _stopped),
    )
    for motion in ballot.motions:
        yield meaning(meeting, meeting.motions[motion], passed=result.result is Result.PASSED)[0]
    for event in answer.events:
        if isinstance(event, e.MotionSettled):
            yield said("Damit erledigt: {motion}.", motion=motion_of(meeting, event.motion))
    if ballot.opened.approval_required and result.result is Result.PASSED:
        yield keyed("meaning.approval")


def _stopped(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def doubted(meeting: Meeting) -> Step | None:
    """A result doubted at once is counted again; the first round is kept and is no result."""
    announced = meeting.sitting.last_act.announced
    ballot = None if announced is None else meeting.ballots[announced]
    if ballot is None or ballot.end.doubted_by is None:
        return None
    return Step(
        name="repeat_ballot",
        say=(said("Das Ergebnis ist angezweifelt. Die Abstimmung wird wiederholt."),),
        wishes=(
            Wish(
                label=said("Abstimmung wiederholen"), command=c.RepeatBallot(ballot=ballot.id, reason=_DOUBT)
            ),
        ),
    )


def method_for(meeting: Meeting, motion: MotionId) -> Method:
    """How a motion is put to the vote: as the body resolved about the matter of its item, else by a show of hands."""
    return method_resolved(meeting, meeting.motions[motion]) or Method.SHOW_OF_HANDS


def opening(meeting: Meeting, motion_id: MotionId) -> Step:
    """Putting a motion to the vote: named and read out; procedure may also pass because nobody objects."""
    motion = meeting.motions[motion_id]
    name, kind = motion_of(meeting, motion_id), motion.moved.kind
    by_hand, by_name = Method.SHOW_OF_HANDS, Method.ROLL_CALL
    ways = {
        by_hand: Wish(label=said("Abstimmen"), command=c.OpenBallot(motion=motion_id, method=by_hand)),
        by_name: Wish(
            label=said("Namentlich abstimmen"), command=c.OpenBallot(motion=motion_id, method=by_name)
        ),
        Method.SECRET: _secretly(meeting, motion_id),
    }
    method = method_for(meeting, motion_id)
    others = [ways[how] for how in (by_name, Method.SECRET) if how is not method]
    if kind.value in meeting.law.agreeable.value and kind not in SUBSTANTIVE:
        others.insert(0, Wish(label=said("Ohne Widerspruch"), command=c.Agree(motion=motion_id)))
    text = as_it_stands(meeting, motion)
    if is_amended(meeting, motion_id):
        name = said("{motion}, in der geänderten Fassung", motion=name)
    about_agenda = said("Wir stimmen über die Tagesordnung ab.")
    say = about_agenda if kind is Kind.ADOPT_AGENDA else _putting(method, name)
    return Step(
        name="open_ballot",
        say=(say,) if text is None else (say, said("„{text}“", text=text)),
        wishes=(ways[method],),
        others=tuple(others),
        concerns=(
            *((_NOT_RESTATED,) if is_undetermined(motion) else ()),
            *_wanted_secret(meeting, motion),
        ),
        waits_for=debate(meeting, motion),
    )


def _putting(method: Method, name: str) -> str:
    """How a motion is put to the vote."""
    match method:
        case Method.SHOW_OF_HANDS:
            return said("Wir stimmen ab: {motion}.", motion=name)
        case Method.ROLL_CALL:
            return said("Wir stimmen namentlich ab: {motion}.", motion=name)
        case Method.SECRET:
            return said("Wir stimmen geheim ab: {motion}.", motion=name)


def _secretly(meeting: Meeting, motion: MotionId) -> Wish:
    """Whoever is on video has no paper: that is asked before."""
    some = voters(meeting, meeting.motions[motion].moved.item, motion)
    left_out = some_of(surnames_of(meeting, (v.person for v in some if v.via is Via.VIDEO)))
    ask = said("Ohne Stimmzettel bleiben, weil per Video dabei: {names}. Geheim abstimmen?", names=left_out)
    command = c.OpenBallot(motion=motion, method=Method.SECRET)
    return Wish(label=said("Geheim abstimmen"), command=command, confirm=ask if left_out else None)


def _wanted_secret(meeting: Meeting, motion: Motion) -> Iterator[Concern]:
    """Before the body asks for a secret vote, the chair hears that there will be none tonight, and the ways out."""
    item = motion.moved.item
    if motion.moved.kind is not Kind.SECRET_VOTE or item is None:
        return
    matters = [m.id for m in meeting.motions.values() if m.moved.item == item and m.moved.kind in SUBSTANTIVE]
    barred = ballot_barred(meeting, matters, Method.SECRET)
    if barred is not None:
        yield concern(barred, item)
