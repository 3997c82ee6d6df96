"""Why a ballot came out as it did: the announced numbers with their sources, and the majority worked out on them.

Everything is read from what stands in the log: the majority and the seats frozen at the opening, the numbers and the
result announced. No single vote is named but those of a roll call, which the record holds by name anyway.
"""

from collections.abc import Iterator

from handzeichen.law.asked import WORDS
from handzeichen.law.majority import Base, Share, Tally, base_size, is_simple
from handzeichen.meeting.announced import announced_wording
from handzeichen.meeting.ballots import share_of
from handzeichen.meeting.events import HandsCounted, ResultAnnounced, Sources
from handzeichen.meeting.ids import BallotState, Choice, Method, Result
from handzeichen.meeting.names import ballot_name
from handzeichen.meeting.state import Ballot, Meeting
from handzeichen.why import arithmetic, heads
from handzeichen.why.explanation import AppliedAnswer, Explanation, applied, share_in_words
from handzeichen.why.times import clock
from handzeichen.words import in_a_row, said

METHODS = {
    Method.SHOW_OF_HANDS: said("durch Handzeichen"),
    Method.ROLL_CALL: said("namentlich"),
    Method.SECRET: said("geheim, auf Papier"),
}
CHOICES = {Choice.YES: said("Ja"), Choice.NO: said("Nein"), Choice.ABSTAIN: said("Enthaltung")}


def result(meeting: Meeting, ballot: Ballot, announced: ResultAnnounced) -> Explanation:
    """The result of a ballot as it was announced, or announced again after a correction."""
    tally, verdict = _tally(ballot, announced), _verdict(announced)
    return Explanation(
        title=said("Ergebnis der Abstimmung über „{name}“", name=ballot_name(meeting, ballot)),
        conclusion=said(
            "Mit {yes} Ja, {no} Nein, {abstentions} {verdict}. Bekannt gegeben: „{wording}“",
            yes=tally.yes,
            no=tally.no,
            abstentions=_abstentions(tally.abstain),
            verdict=verdict,
            wording=announced_wording(meeting, ballot, announced),
        ),
        facts=tuple(_facts(meeting, ballot, announced)),
        arithmetic=(*derivations(ballot), *worked_out(ballot, announced)),
        answers=majority_answers(meeting, ballot, derived=announced.sources.derived),
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
        yield said(
            "Verlangt war eine schwerere Mehrheit als nach dem Gesetz ({who}): {share}.",
            who=said("vom Vorsitz") if source == "chair" else said("nach: {source}", source=source),
            share=share_in_words(share),
        )
    elif kind in meeting.law.majority_by_kind.value:
        yield said(
            "Für Anträge dieser Art ({kind}) ist verlangt: {share}.",
            kind=WORDS.get(kind, kind),
            share=share_in_words(share),
        )
    elif is_simple(share):
        yield said(
            "Verlangt ist die einfache Mehrheit: mehr Ja- als Nein-Stimmen, Enthaltungen zählen nicht mit."
        )
    else:
        yield said("Verlangt ist: {share}.", share=share_in_words(share))


def _facts(meeting: Meeting, ballot: Ballot, announced: ResultAnnounced) -> Iterator[str]:
    opened, seats = ballot.opened, ballot.opened.seats
    yield said(
        "Abgestimmt wurde {how}, eröffnet um {at}.",
        how=METHODS[opened.method],
        at=clock(meeting, ballot.opened_at),
    )
    later = len(ballot.eligible) - len(opened.eligible)
    yield said(
        "Stimmberechtigt: {frozen} Sitze, bei der Eröffnung festgehalten{admitted}; anwesend waren {present} von "
        "{seats}.",
        frozen=len(opened.eligible),
        admitted=said(", später zugelassen: {later}", later=later) if later else "",
        present=opened.present,
        seats=seats,
    )
    yield from majority_facts(meeting, ballot)
    yield said("Herkunft der Stimmen: {sources}.", sources=_sources(announced.sources))
    video = announced.by_video
    if video.yes + video.no + video.abstain:
        yield said(
            "Davon per Video: {yes} Ja, {no} Nein, {abstentions}.",
            yes=video.yes,
            no=video.no,
            abstentions=_abstentions(video.abstain),
        )
    if announced.invalid:
        yield said("Ungültige Stimmzettel: {n}; sie zählen als nicht abgegeben.", n=announced.invalid)
    if announced.not_voted:
        yield said("Nicht abgestimmt: {n}.", n=announced.not_voted)
    for choice in Choice:
        names = [heads.name(meeting, vote.person) for vote in announced.votes if vote.choice is choice]
        if names:
            yield said("Namentlich {choice}: {names}.", choice=CHOICES[choice], names=in_a_row(names, ", "))
    if ballot.state is BallotState.SUPERSEDED:
        yield said("Diese Abstimmung wurde wiederholt; ihr Ergebnis gilt nicht.")
    elif ballot.end.doubted_by is not None:
        who = heads.by_whom(meeting, ballot.end.doubted_by)
        yield said("Das Ergebnis ist angezweifelt von {who}.", who=who)


def derivations(ballot: Ballot) -> Iterator[str]:
    """Each number that was derived as the rest of a count."""
    return (_derived(count) for count in ballot.counts if count.derived is not None)


def worked_out(ballot: Ballot, announced: ResultAnnounced) -> Iterator[str]:
    """The majority worked out on the numbers of everybody, so that anybody can check it."""
    tally, share = _tally(ballot, announced), share_of(ballot)
    if share.least(base_size(share, tally)) == announced.needed:
        yield said("Nötig: {needed}.", needed=arithmetic.needed(share, tally))
    else:
        yield said("Nötig nach dem Eintrag: {needed} Ja-Stimmen.", needed=announced.needed)
    yield _compared(share, announced)
    if announced.unanimous:
        side = said("keine Gegenstimme") if announced.yes else said("keine Ja-Stimme")
        yield said("Einstimmig: {side}; Enthaltungen stehen dem nicht entgegen.", side=side)
    yield said(
        "Probe: {yes} Ja + {no} Nein + {abstentions} + {not_voted} nicht abgestimmt = {total} Stimmberechtigte.",
        yes=announced.yes,
        no=announced.no,
        abstentions=_abstentions(announced.abstain),
        not_voted=announced.not_voted,
        total=announced.yes + announced.no + announced.abstain + announced.not_voted,
    )


def _compared(share: Share, announced: ResultAnnounced) -> str:
    """ "9 ≥ 6: angenommen", "5 < 6: abgelehnt; bei Stimmengleichheit ist ein Antrag abgelehnt"."""
    facts = {
        "found": arithmetic.compared(announced.yes, announced.needed),
        "verdict": _verdict(announced),
    }
    if announced.yes == announced.no and announced.yes and share.base is Base.VOTES_CAST:
        return said("{found}: {verdict}, Stimmengleichheit.", **facts)
    return said("{found}: {verdict}.", **facts)


def _verdict(announced: ResultAnnounced) -> str:
    return said("angenommen") if announced.result is Result.PASSED else said("abgelehnt")


def _derived(count: HandsCounted) -> str:
    """ "Errechnet: 7 Hände im Saal − 1 Nein − 0 Enthaltungen = 6 Ja"."""
    assert count.derived is not None
    numbers = {Choice.YES: count.yes, Choice.NO: count.no, Choice.ABSTAIN: count.abstain}
    minus = [
        _abstentions(n) if choice is Choice.ABSTAIN else said("{n} {choice}", n=n, choice=CHOICES[choice])
        for choice, n in numbers.items()
        if choice is not count.derived
    ]
    silent = [said("{n} nicht abgestimmt", n=count.not_voted)] if count.not_voted else []
    rest = said("{n} {choice}", n=numbers[count.derived], choice=CHOICES[count.derived])
    seats = said("{n} Sitze im Saal", n=len(count.seats))
    return said("Errechnet: {sum} = {rest}.", sum=in_a_row([seats, *minus, *silent], " − "), rest=rest)


def _tally(ballot: Ballot, announced: ResultAnnounced) -> Tally:
    return Tally(
        yes=announced.yes,
        no=announced.no,
        abstain=announced.abstain,
        present=ballot.opened.present,
        seats=ballot.opened.seats,
    )


def _abstentions(number: int) -> str:
    return said("1 Enthaltung") if number == 1 else said("{n} Enthaltungen", n=number)


def _sources(sources: Sources) -> str:
    parts = (
        (sources.cast, said("am eigenen Gerät")),
        (sources.recorded, said("einzeln eingetragen")),
        (sources.counted, said("im Saal gezählt")),
        (sources.derived, said("als Rest errechnet")),
    )
    found = [said("{n} {how}", n=number, how=how) for number, how in parts if number]
    return in_a_row(found, ", ") if found else said("keine Stimmen")
