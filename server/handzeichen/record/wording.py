"""Which sentence of the minutes stands for which fact, and nothing else in the record makes sentences.

The sentences stand in `words`. The words of a result are not made at all: they were announced, and stand in the log.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from handzeichen.law.minuting import Listed, Signing
from handzeichen.law.questions import Due, Law, Stop
from handzeichen.law.quorum import Basis, is_whatever_the_number
from handzeichen.meeting.events import ResultAnnounced
from handzeichen.meeting.ids import Cause, Choice, ItemOutcome, Notice, Part
from handzeichen.meeting.state import Kept, PaperState, QuorumEntry
from handzeichen.words.table import count, say, written

ACCUSATIVE = {"Der": "den", "Die": "die", "Das": "das"}
"""The articles with which a profile's subjects begin: German, as they are."""

# Times


def clock(at: datetime) -> str:
    """ "17.41": hour and minute as published minutes write them."""
    return written("clock", at)


def day(on: date) -> str:
    """ "Donnerstag, 21. Januar 2021"."""
    return written("day", on)


def short_day(on: date) -> str:
    """ "21. Januar 2021"."""
    return written("short_day", on)


def hybrid(basis: str | None) -> str:
    """ "Hybridsitzung (§ 64 Abs. 3 NKomVG)"."""
    return say("minutes.hybrid") + _because(basis)


def on_another_day(said: str, on: date) -> str:
    """ "18.00 (22. Januar 2021)"."""
    return say("minutes.on_its_day", said=said, on=on)


def begin(at: datetime) -> str:
    """When the meeting was opened."""
    return say("minutes.begin", at=at)


def end(at: datetime, *, begun: datetime) -> str:
    """When the meeting was closed; on another day, with the day."""
    return on_its_day(say("minutes.end", at=at), at, begun)


def broken_off(
    at: datetime, *, begun: datetime, resumed: datetime | None = None, why: str | None = None
) -> str:
    """When the meeting was broken off and when it was continued, if it was: "Abgebrochen 18.20 Uhr (Stromausfall)"."""
    text = on_its_day(say("minutes.broken_off", at=at), at, begun) + _because(why)
    if resumed is None:
        return text
    return on_its_day(say("minutes.continued", said=text, at=resumed), resumed, begun)


def not_closed() -> str:
    """The meeting goes on."""
    return say("minutes.not_closed")


def pause(start: datetime, stop: datetime | None, reason: str | None) -> str:
    """ "Unterbrechung 16.55 - 17.10 Uhr (Lüften)"."""
    if stop is None:
        span = say("minutes.pause_running", start=start)
    else:
        span = say("minutes.pause", span=span_of(start, stop))
    return span + (say("minutes.because", reason=reason) if reason else "")


def without_public(start: datetime, stop: datetime | None) -> str:
    """ "Ohne Öffentlichkeit 18.57 - 19.11 Uhr"; while the doors are closed, since when."""
    return say("minutes.without_public", time=since(start) if stop is None else span_of(start, stop))


def span_of(start: datetime, stop: datetime) -> str:
    """ "17.24 - 18.13 Uhr"."""
    return say("minutes.span", start=start, stop=stop)


def since(start: datetime) -> str:
    """ "ab 17.55 Uhr"."""
    return say("minutes.since", start=start)


def one_time(at: datetime) -> str:
    """ "18.40 Uhr": what began and ended within a minute."""
    return say("minutes.one_time", at=at)


def left_under(said: str, number: str) -> str:
    """ "bis 18.20 Uhr, TOP 23"."""
    return say("minutes.left_under", said=said, number=number)


def connected(times: str) -> str:
    """ "zugeschaltet 18.03 - 19.10 Uhr"."""
    return say("minutes.connected", times=times)


def disturbed(time: str, cause: Cause) -> str:
    """ "Störung 18.40 - 18.44 Uhr (Ursache: Technik im Haus)"."""
    return say("minutes.disturbed", time=time, cause=say(f"minutes.cause.{cause.value}"))


def affected(key: str, **facts: object) -> str:
    """What is said of a step that fell into a fault of the house's technology, under `minutes.affected.`"""
    return say(f"minutes.affected.{key}", **facts)


def in_the_room(said: str) -> str:
    """What was disturbed for all who are in the room, or seen from it."""
    return say("minutes.in_the_room", said=said)


def until(stop: datetime) -> str:
    """ "bis 18.20 Uhr"."""
    return say("minutes.until", stop=stop)


def on_its_day(text: str, at: datetime, begun: datetime) -> str:
    """The words with the day, where it is not the day of the beginning."""
    return text if at.date() == begun.date() else say("minutes.on_its_day", said=text, on=at)


# The sitting


def convening(*, objected: bool) -> str:
    """What was said about the convening."""
    return say(f"minutes.convening.{'objected' if objected else 'stated'}")


def treated(called: datetime, again: Iterable[datetime], closed: datetime | None, *, begun: datetime) -> str:
    """ "Behandelt 17.44 - 17.58 Uhr"; what was called again, or is not closed, says when it was called."""
    later = list(again)
    if not later and closed is not None:
        same = called.replace(second=0, microsecond=0) == closed.replace(second=0, microsecond=0)
        time = one_time(called) if same else span_of(called, closed)
        return on_its_day(say("minutes.treated", time=time), called, begun)
    said = [on_its_day(say("minutes.called", at=called), called, begun)]
    said += [on_its_day(say("minutes.called_again", at=at), at, begun) for at in later]
    said += [] if closed is None else [on_its_day(say("minutes.item_closed", at=closed), closed, begun)]
    return ", ".join(said)


def quorum(law: Law, entry: QuorumEntry, who: str, at: str) -> str:
    """What was said about the quorum, with the count of that moment: the chair states it, a member challenges it."""
    count = say("minutes.quorum.count", present=entry.present, seats=entry.seats, required=entry.required)
    if entry.challenged:
        return say("minutes.quorum.challenged", who=who, at=at, count=count)
    if not entry.quorate:
        return say("minutes.quorum.lacking", count=count)
    stated = say("minutes.quorum.stated", count=count)
    return stated if entry.basis is Basis.MAJORITY else f"{stated} {basis(law, entry.basis)}"


def basis(law: Law, of: Basis) -> str:
    """Why the body is quorate, where it is not for its number, and what its resolutions need for that reason."""
    few = of in (Basis.SECOND_CONVENING, Basis.LEGAL_BAR) and not is_whatever_the_number(law, of)
    said = say(f"minutes.quorum.basis.{of.value}{'_least' if few else ''}")
    needs_approval = of is Basis.LEGAL_BAR and law.legal_bar_approval.value
    return f"{said} {say('minutes.quorum.approval')}" if needs_approval else said


def notice(of: Notice) -> str:
    """What the chair pointed out."""
    return say(f"minutes.notice.{of.value}")


def lead(who: str, at: str) -> str:
    """Somebody else leads from here on."""
    return say("minutes.lead.from_here", who=who, at=at)


def kept(act: Kept, who: str | None, at: str) -> str:
    """How order was kept, and when the doors were closed and opened again."""
    return say(f"minutes.kept.{act.what.value}", who=who or "", at=at, because=_because(act.reason))


def lead_for_a_while(who: str, start: datetime, stop: str) -> str:
    """Somebody else led, and gave the lead back under the same item."""
    return say("minutes.lead.for_a_while", who=who, start=start, stop=stop)


def paper(state: PaperState) -> str:
    """ "(Beschlussdrucksache Nr. 0108/2021 mit 1 Anlage, nachgereicht)"."""
    return say(
        "minutes.paper.reference",
        kind=state.kind or say("minutes.paper.kind"),
        reference=state.reference,
        attachments=state.attachments or 0,
        late=say("minutes.paper.late") if state.late else "",
        handed="" if state.handed is None else say(f"minutes.paper.handed.{state.handed.value}"),
    )


def recused(who: str, *, of_one_motion: bool) -> str:
    """Somebody was barred and took no part (§ 41 NKomVG and its kin)."""
    return say(f"minutes.recused.{'motion' if of_one_motion else 'item'}", who=who)


def spoke(names: Iterable[str]) -> str:
    """Who had the floor."""
    all_names = list(names)
    return say(f"minutes.spoke.{'one' if len(all_names) == 1 else 'many'}", who=", ".join(all_names))


def said(who: str | None, text: str) -> str:
    """A note of the clerk's, about somebody or about nobody."""
    return text if who is None else say("minutes.said", who=who, text=text)


# Motions and ballots


def reason(text: str) -> str:
    """Why the motion was moved."""
    return say("minutes.motion.reason", text=text)


def of_motion(what: str) -> str:
    """What became of a motion without a ballot of its own, or in which form it was voted on."""
    return say(f"minutes.motion.{what}")


def agreed(words: Mapping[str, str]) -> str:
    """Carried because nobody objected."""
    return say("results.procedure.agreed", subject=words["subject"], verb=words["verb"])


def demanded(words: Mapping[str, str]) -> str:
    """Carried because enough members demanded what needs no ballot."""
    return say("results.procedure.demanded", subject=words["subject"])


def settled_by_procedure(words: Mapping[str, str]) -> str:
    """ "Erledigt durch die Eilbedürftigkeit."."""
    article, _, noun = words["subject"].partition(" ")
    return say("minutes.motion.settled_by_procedure", subject=f"{ACCUSATIVE.get(article, article)} {noun}")


def settled_by_motion(name: str) -> str:
    """ "Erledigt durch den Änderungsantrag der BLE-Fraktion zu TOP 2."."""
    return say("minutes.motion.settled_by_motion", motion=name)


def particular(field: str, said: str) -> str:
    """What a motion asks for beside its text: "Verweisung an: Ausschuss für Brücken"."""
    return say(f"minutes.particular.{field}", said=said)


def comes_back(due: Due) -> str:
    """When an item that was put off is on the agenda again."""
    return say(f"minutes.item.comes_back_{due.value}")


def duration(minutes: int) -> str:
    """ "10 Minuten"."""
    return count("minute", minutes)


def chairs_majority() -> str:
    """Whose majority it was, where no rule demanded the heavier one."""
    return say("minutes.ballot.chairs_majority")


def needed(number: int, because: str | None = None) -> str:
    """How many yes votes a qualified majority asked for; one heavier than the law's says because of what."""
    form = "one" if number == 1 else "many"
    return say(f"minutes.ballot.needed.{form}", needed=number, because=_because(because))


def tie(how: str) -> str:
    """How chair or lot came to decide where the votes did not."""
    return say("minutes.ballot.tie", how=how)


def approval(because: str) -> str:
    """What so few decided is decided only once the authority approves."""
    return say("minutes.ballot.approval", because=_because(because))


def tally(result: ResultAnnounced) -> str:
    """The numbers of a result: "Abstimmungsergebnis: Ja 9, Nein 0, Enthaltungen 2"."""
    form = "with_not_voted" if result.not_voted else "all"
    return say(
        f"minutes.ballot.tally.{form}",
        yes=result.yes,
        no=result.no,
        abstain=result.abstain,
        not_voted=result.not_voted,
    )


def jointly(names: Iterable[str]) -> str:
    """One ballot decided several motions."""
    return say("minutes.ballot.jointly", motions="; ".join(names))


def aborted(at: str, why: str | None) -> str:
    """A ballot was broken off; it is no result."""
    return say("minutes.ballot.aborted", at=at, because=_because(why))


def aborted_and_repeated(at: str, why: str | None) -> str:
    """A ballot was broken off, and its motion voted on again."""
    return say("minutes.ballot.aborted_and_repeated", at=at, because=_because(why))


def superseded(at: str, why: str | None) -> str:
    """A ballot was repeated; the first round is no result."""
    return say("minutes.ballot.superseded", at=at, because=_because(why))


def secret(invalid: int) -> str:
    """How a secret ballot was held, and its invalid papers."""
    form = "none" if not invalid else "one" if invalid == 1 else "many"
    return say(f"minutes.ballot.secret.{form}", invalid=invalid)


def ruling(at: str, said: str, why: str | None) -> str:
    """What the chair decided where the law does not say."""
    return say("minutes.ruling", at=at, said=said, because=_because(why))


def roll_call(choice: Choice, names: Iterable[str]) -> str:
    """ "Ja: Ratsfrau Elvers (BLE), Ratsherr Cordsen (BLE)"."""
    return say(f"minutes.roll_call.{choice.value}", who=", ".join(names))


def own_vote(who: str, choice: Choice) -> str:
    """A member demanded that the minutes show this."""
    return say(f"minutes.own_vote.{choice.value}", who=who)


def outcome(phrases: dict[str, str], of: ItemOutcome) -> str | None:
    """The phrase of an outcome that came without words of its own."""
    return phrases.get(of.value)


def _because(why: str | None) -> str:
    return say("minutes.because", reason=why.rstrip(".")) if why else ""


def pasted(what: str, **facts: object) -> str:
    """A line of the text that is pasted into the town's council information system."""
    return say(f"minutes.pasted.{what}", **facts)


def template(what: str, **facts: object) -> str:
    """What is wrong with a town's Word template, where, and what to do."""
    return say(f"minutes.template.{what}", **facts)


# Papers beside the minutes


def of_paper(what: str, **facts: object) -> str:
    """What stands on an excerpt, a list of those present or the evidence of a ballot (`words/de/papers.toml`)."""
    return say(f"papers.{what}", **facts)


def of_number(what: str, number: int, **facts: object) -> str:
    """The same where one is said otherwise than many."""
    return say(f"papers.{what}.{'one' if number == 1 else 'many'}", n=number, **facts)


# The page and its foot


def appendix() -> str:
    """What the appendix with the reasons is called."""
    return say("minutes.appendix")


def practice() -> str:
    """What minutes of a rehearsal are worth."""
    return say("minutes.practice")


def contains_non_public() -> str:
    """What such minutes are not for."""
    return say("minutes.contains_non_public")


def untitled() -> str:
    """What everybody reads of an item that is not public and has no public title."""
    return say("minutes.untitled")


def part(*, public: bool) -> str:
    """The heading of one part of the meeting."""
    return say(f"minutes.part.{'public' if public else 'non_public'}")


def chapter(of: Listed) -> str:
    """The heading of a chapter of the list of who was there, where the house has none of its own."""
    return say(f"minutes.chapter.{of.value}")


def faults_alone() -> str:
    """The heading of the faults where nothing is said of who was on video."""
    return say("minutes.chapter.faults")


def letters_missing(mark: str, codes: Iterable[str], *, more: int) -> str:
    """Which letters a file's typeface does not have, and what stands for them."""
    return say("minutes.letters_missing", mark=mark, codes=", ".join(codes), more=more)


def kept_by(who: str) -> str:
    """Who kept the minutes."""
    return say("minutes.kept_by", who=who)


def signing(of: Signing) -> str:
    """What stands under a line to sign on, where the house has no title of its own for whoever signs."""
    return say(f"minutes.signing.{of.value}")


def heads() -> tuple[str, str]:
    """What the law calls the head of the administration, a woman and a man."""
    return say("minutes.signing.head_woman"), say("minutes.signing.head_man")


def law(profile: str, *, confirmed: bool) -> str:
    """Under which profile the meeting was held."""
    return say(f"minutes.law.{'confirmed' if confirmed else 'unconfirmed'}", profile=profile)


def log(length: int, head: str) -> str:
    """The log that these minutes are taken from: with it anybody can check them."""
    return say("minutes.log", length=length, head=head)


# Versions, and resolutions that are not carried out


def draft(version: int | None) -> str:
    """ "Entwurf", or "Entwurf der 2. Fassung" where there are versions already."""
    return say("minutes.draft.first") if version is None else say("minutes.draft.next", version=version)


def version(number: int, reason: str | None) -> str:
    """ "1. Fassung", "2. Fassung, Korrektur in TOP 4"."""
    said = say("minutes.version.number", version=number)
    return said if not reason else say("minutes.version.reason", said=said, reason=reason)


def signed(on: date, who: str, office: Signing) -> str:
    """ "unterschrieben am 10.11.2026: Ratsfrau Ahrens (Sitzungsleitung)"."""
    return say("minutes.version.signed", on=on, who=who, office=signing(office))


def approved(part: Part | None, on: date | None, session: str) -> str:
    """ "genehmigt durch Beschluss vom 8. November 2026 (38. Sitzung)"; of one part of two, that part."""
    by = (
        say("minutes.approved.on", on=on, session=session)
        if on
        else say("minutes.approved.in", session=session)
    )
    return by if part is None else say(f"minutes.approved.{part.value}", by=by)


def session(number: int) -> str:
    """ "38. Sitzung"."""
    return say("minutes.session", number=number)


def stopped(law: Stop, on: date, reason: str, *, holds: bool) -> str:
    """That a resolution is not carried out: "Einspruch, nicht auszuführen (§ 88 NKomVG): Zuständig ist der Rat."."""
    where = say("minutes.because", reason=law.paragraph) if law.paragraph else ""
    form = "holds" if holds else "was"
    return say(f"minutes.stopped.{form}", term=law.term.value, where=where, on=on, reason=reason)


def released(law: Stop, on: date, reason: str | None) -> str:
    """That what stopped a resolution is settled."""
    return say("minutes.stopped.released", term=law.term.value, on=on) + _because(reason)
