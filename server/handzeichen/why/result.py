"""Why a ballot came out as it did: the announced numbers with their sources, and the majority worked out on them.

Everything is read from what stands in the log: the majority and the seats frozen at the opening, the numbers and the
result announced. No single vote is named but those of a roll call, which the record holds by name anyway.
"""

from collections.abc import Iterator

from handzeichen.law.asked import WORDS
from handzeichen.law.majority import Base, Share, Tally, base_size, is_simple
from handzeichen.meeting.ballots import share_of
from handzeichen.meeting.events import HandsCounted, ResultAnnounced, Sources
from handzeichen.meeting.ids import BallotState, Choice, Method, Result
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.why import arithmetic, heads
from handzeichen.why.explanation import AppliedAnswer, Explanation, applied, share_in_words
from handzeichen.why.times import clock

METHODS = {
    Method.SHOW_OF_HANDS: "durch Handzeichen",
    Method.ROLL_CALL: "namentlich",
    Method.SECRET: "geheim, auf Papier",
}
CHOICES = {Choice.YES: "Ja", Choice.NO: "Nein", Choice.ABSTAIN: "Enthaltung"}


def result(meeting: Meeting, ballot: Ballot, said: ResultAnnounced) -> Explanation:
    """The result of a ballot as it was announced, or announced again after a correction."""
    tally, share = _tally(ballot, said), share_of(ballot)
    verdict = "angenommen" if said.result is Result.PASSED else "abgelehnt"
    return Explanation(
        title=f"Ergebnis der Abstimmung über „{ballot_name(meeting, ballot)}“",
        conclusion=f"Mit {_numbers(tally)} {verdict}. Bekannt gegeben: „{said.wording}“",
        facts=tuple(_facts(meeting, ballot, said)),
        arithmetic=tuple(_arithmetic(ballot, said, share, tally)),
        answers=majority_answers(meeting, ballot, derived=said.sources.derived),
    )


def majority_answers(meeting: Meeting, ballot: Ballot, *, derived: int = 0) -> tuple[AppliedAnswer, ...]:
    """The answers behind the majority of a ballot, and behind a number that was derived."""
    kind = meeting.motions[ballot.opened.motion].moved.kind.value
    question = "majority_by_kind" if kind in meeting.law.majority_by_kind.value else "majority"
    return applied(meeting, question, *(["derive"] if derived else []))


def majority_facts(meeting: Meeting, ballot: Ballot) -> Iterator[str]:
    """Which majority was asked for, and by whom where it is heavier than the law's."""
    share, source = share_of(ballot), ballot.opened.majority_source
    kind = meeting.motions[ballot.opened.motion].moved.kind.value
    if source is not None:
        who = "vom Vorsitz" if source == "chair" else f"nach: {source}"
        yield f"Verlangt war eine schwerere Mehrheit als nach dem Gesetz ({who}): {share_in_words(share)}."
    elif kind in meeting.law.majority_by_kind.value:
        yield f"Für Anträge dieser Art ({WORDS.get(kind, kind)}) ist verlangt: {share_in_words(share)}."
    elif is_simple(share):
        yield "Verlangt ist die einfache Mehrheit: mehr Ja- als Nein-Stimmen, Enthaltungen zählen nicht mit."
    else:
        yield f"Verlangt ist: {share_in_words(share)}."


def _facts(meeting: Meeting, ballot: Ballot, said: ResultAnnounced) -> Iterator[str]:
    opened, seats = ballot.opened, ballot.opened.seats
    yield f"Abgestimmt wurde {METHODS[opened.method]}, eröffnet um {clock(meeting, ballot.opened_at)}."
    frozen, later = len(opened.eligible), len(ballot.eligible) - len(opened.eligible)
    admitted = "" if not later else f", später zugelassen: {later}"
    yield (
        f"Stimmberechtigt: {frozen} Sitze, bei der Eröffnung festgehalten{admitted}; anwesend waren "
        f"{opened.present} von {seats}."
    )
    yield from majority_facts(meeting, ballot)
    yield f"Herkunft der Stimmen: {_sources(said.sources)}."
    video = said.by_video
    if video.yes + video.no + video.abstain:
        yield f"Davon per Video: {video.yes} Ja, {video.no} Nein, {_abstentions(video.abstain)}."
    if said.invalid:
        yield f"Ungültige Stimmzettel: {said.invalid}; sie zählen als nicht abgegeben."
    if said.not_voted:
        yield f"Nicht abgestimmt: {said.not_voted}."
    for choice in Choice:
        names = [heads.name(meeting, vote.person) for vote in said.votes if vote.choice is choice]
        if names:
            yield f"Namentlich {CHOICES[choice]}: {', '.join(names)}."
    if ballot.state is BallotState.SUPERSEDED:
        yield "Diese Abstimmung wurde wiederholt; ihr Ergebnis gilt nicht."
    elif ballot.end.doubted_by is not None:
        yield f"Das Ergebnis ist angezweifelt von {heads.by_whom(meeting, ballot.end.doubted_by)}."


def _arithmetic(ballot: Ballot, said: ResultAnnounced, share: Share, tally: Tally) -> Iterator[str]:
    for count in ballot.counts:
        if count.derived is not None:
            yield _derived(count)
    if share.least(base_size(share, tally)) == said.needed:
        yield f"Nötig: {arithmetic.needed(share, tally)}."
    else:
        yield f"Nötig nach dem Eintrag: {said.needed} Ja-Stimmen."
    yield f"{_compared(share, said)}."
    if said.unanimous:
        side = "keine Gegenstimme" if said.yes else "keine Ja-Stimme"
        yield f"Einstimmig: {side}; Enthaltungen stehen dem nicht entgegen."
    total = said.yes + said.no + said.abstain + said.not_voted
    yield (
        f"Probe: {said.yes} Ja + {said.no} Nein + {_abstentions(said.abstain)} + {said.not_voted} nicht abgestimmt "
        f"= {total} Stimmberechtigte."
    )


def _compared(share: Share, said: ResultAnnounced) -> str:
    """ "9 ≥ 6: angenommen", "5 < 6: abgelehnt; bei Stimmengleichheit ist ein Antrag abgelehnt"."""
    verdict = "angenommen" if said.result is Result.PASSED else "abgelehnt"
    found = f"{arithmetic.compared(said.yes, said.needed)}: {verdict}"
    tied = said.yes == said.no and said.yes and share.base is Base.VOTES_CAST
    return f"{found}, Stimmengleichheit" if tied else found


def _derived(count: HandsCounted) -> str:
    """ "Errechnet: 7 Hände im Saal − 1 Nein − 0 Enthaltungen = 6 Ja"."""
    assert count.derived is not None
    numbers = {Choice.YES: count.yes, Choice.NO: count.no, Choice.ABSTAIN: count.abstain}
    minus = [
        _abstentions(n) if choice is Choice.ABSTAIN else f"{n} {CHOICES[choice]}"
        for choice, n in numbers.items()
        if choice is not count.derived
    ]
    silent = [f"{count.not_voted} nicht abgestimmt"] if count.not_voted else []
    rest = f"{numbers[count.derived]} {CHOICES[count.derived]}"
    return f"Errechnet: {' − '.join([f'{len(count.seats)} Sitze im Saal', *minus, *silent])} = {rest}."


def _tally(ballot: Ballot, said: ResultAnnounced) -> Tally:
    return Tally(
        yes=said.yes,
        no=said.no,
        abstain=said.abstain,
        present=ballot.opened.present,
        seats=ballot.opened.seats,
    )


def _numbers(tally: Tally) -> str:
    return f"{tally.yes} Ja, {tally.no} Nein, {_abstentions(tally.abstain)}"


def _abstentions(number: int) -> str:
    return f"{number} {'Enthaltung' if number == 1 else 'Enthaltungen'}"


def _sources(sources: Sources) -> str:
    parts = (
        (sources.cast, "am eigenen Gerät"),
        (sources.recorded, "einzeln eingetragen"),
        (sources.counted, "im Saal gezählt"),
        (sources.derived, "als Rest errechnet"),
    )
    return ", ".join(f"{number} {how}" for number, how in parts if number) or "keine Stimmen"
