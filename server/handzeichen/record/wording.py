"""The sentences of the minutes, one per fact, and nothing else in the record makes sentences.

The words of a result are not made here: they were announced, and stand in the log.
"""

from collections.abc import Iterable
from datetime import date, datetime

from handzeichen.law.quorum import Basis
from handzeichen.meeting.ids import Choice, Handed, ItemOutcome, Notice
from handzeichen.meeting.state import Keeping, Kept, PaperState, QuorumEntry

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

ACCUSATIVE = {"Der": "den", "Die": "die", "Das": "das"}
CHOICES = {Choice.YES: "Ja", Choice.NO: "Nein", Choice.ABSTAIN: "Enthaltung"}
OTHER_BASES = {
    Basis.ALL_PRESENT: "Alle Mitglieder sind anwesend, niemand hat die Einberufung gerügt.",
    Basis.SECOND_CONVENING: "Zum zweiten Mal zu demselben Gegenstand einberufen: ohne Rücksicht auf die Zahl.",
    Basis.LEGAL_BAR: "Mehr als die Hälfte ist gesetzlich gehindert: ohne Rücksicht auf die Zahl.",
}
NOTICES = {
    Notice.HYBRID: "Auf die Teilnahme per Videokonferenz wurde hingewiesen.",
    Notice.DATA_PROTECTION: "Auf den Datenschutz bei der Übertragung in Bild und Ton wurde hingewiesen.",
    Notice.CONFIDENTIALITY: "Auf die Pflicht zur Verschwiegenheit wurde hingewiesen.",
}
KEPT = {
    Keeping.CALLED_TO_ORDER: "zur Ordnung gerufen",
    Keeping.EXCLUDED: "von der Sitzung ausgeschlossen",
    Keeping.PUBLIC_EXCLUDED: "ausgeschlossen",
    Keeping.PUBLIC_ADMITTED: "wieder zugelassen",
}

CONVENED = "Die ordnungsgemäße Einberufung wurde festgestellt."
CONVENING_OBJECTED = "Die Einberufung wurde gerügt."
NOT_VOTED_ON = "Über den Antrag wurde nicht abgestimmt."
WITHDRAWN = "Der Antrag wurde zurückgezogen."
TAKEN_OVER = "Die Änderung wurde übernommen."
AS_AMENDED = "Abgestimmt wurde über die geänderte Fassung."
AMENDED_AND_ADOPTED = "In geänderter Fassung beschlossen:"
AMENDED_AND_REJECTED = "Abgestimmt wurde über die geänderte Fassung:"
AS_A_WHOLE = "Nach den Teilen wurde über das Ganze abgestimmt."
NOT_CLOSED = "Die Sitzung ist noch nicht geschlossen."
CONTAINS_NON_PUBLIC = (
    "Enthält den nichtöffentlichen Teil der Sitzung und ist so nicht zur Veröffentlichung bestimmt."
)
UNCONFIRMED_LAW = "nicht jede Antwort darin ist am Gesetzestext bestätigt"
PUBLIC_PART = "Öffentlicher Teil"
NON_PUBLIC_PART = "Nichtöffentlicher Teil"


# Times


def clock(at: datetime) -> str:
    """ "17.41": hour and minute as published minutes write them."""
    return f"{at:%H.%M}"


def day(on: date) -> str:
    """ "Donnerstag, 21. Januar 2021"."""
    return f"{WEEKDAYS[on.weekday()]}, {short_day(on)}"


def short_day(on: date) -> str:
    """ "21. Januar 2021"."""
    return f"{on.day}. {MONTHS[on.month - 1]} {on.year}"


def begin(at: datetime) -> str:
    """When the meeting was opened."""
    return f"Beginn {clock(at)} Uhr"


def end(at: datetime, *, begun: datetime) -> str:
    """When the meeting was closed; on another day, with the day."""
    return _on_its_day(f"Ende {clock(at)} Uhr", at, begun)


def broken_off(
    at: datetime, *, begun: datetime, resumed: datetime | None = None, why: str | None = None
) -> str:
    """When the meeting was broken off and when it was continued, if it was: "Abgebrochen 18.20 Uhr (Stromausfall)"."""
    text = _on_its_day(f"Abgebrochen {clock(at)} Uhr", at, begun) + _because(why)
    return (
        text if resumed is None else _on_its_day(f"{text}, fortgesetzt {clock(resumed)} Uhr", resumed, begun)
    )


def pause(start: datetime, stop: datetime | None, reason: str | None) -> str:
    """ "Unterbrechung 16.55 - 17.10 Uhr (Lüften)"."""
    span = (
        f"Unterbrechung seit {clock(start)} Uhr" if stop is None else f"Unterbrechung {span_of(start, stop)}"
    )
    return f"{span} ({reason})" if reason else span


def span_of(start: datetime, stop: datetime) -> str:
    """ "17.24 - 18.13 Uhr"."""
    return f"{clock(start)} - {clock(stop)} Uhr"


def since(start: datetime) -> str:
    """ "ab 17.55 Uhr"."""
    return f"ab {clock(start)} Uhr"


def until(stop: datetime) -> str:
    """ "bis 18.20 Uhr"."""
    return f"bis {clock(stop)} Uhr"


def _on_its_day(text: str, at: datetime, begun: datetime) -> str:
    return text if at.date() == begun.date() else f"{text} ({short_day(at.date())})"


# The sitting


def quorum(entry: QuorumEntry, who: str, at: datetime) -> str:
    """What was said about the quorum, with the count of that moment."""
    count = f"{entry.present} von {entry.seats} Sitzen vertreten, erforderlich {entry.required}"
    if entry.challenged:
        return f"{who} zweifelte um {clock(at)} Uhr die Beschlussfähigkeit an ({count})."
    if not entry.quorate:
        return f"{who} stellte fest, dass die Beschlussfähigkeit nicht gegeben ist ({count})."
    basis = OTHER_BASES.get(entry.basis, "")
    return f"{who} stellte die Beschlussfähigkeit fest ({count}). {basis}".strip()


def lead(who: str, at: datetime) -> str:
    """Somebody else leads from here on."""
    return f"Ab {clock(at)} Uhr leitete {who} die Sitzung."


def kept(act: Kept, who: str | None, at: datetime) -> str:
    """How order was kept, and when the doors were closed and opened again."""
    return f"{who or 'Die Öffentlichkeit'} wurde um {clock(at)} Uhr {KEPT[act.what]}{_because(act.reason)}."


def lead_for_a_while(who: str, start: datetime, stop: datetime) -> str:
    """Somebody else led, and gave the lead back under the same item."""
    return f"Von {clock(start)} bis {clock(stop)} Uhr leitete {who} die Sitzung."


def paper(state: PaperState) -> str:
    """ "(Beschlussdrucksache Nr. 0108/2021 mit 1 Anlage, nachgereicht)"."""
    many = "Anlage" if state.attachments == 1 else "Anlagen"
    attached = f" mit {state.attachments} {many}" if state.attachments else ""
    handed = {None: "", Handed.TABLE: ", als Tischvorlage verteilt", Handed.MAIL: ", in der Sitzung versandt"}
    late = ", nachgereicht" if state.late else ""
    return f"({state.kind or 'Drucksache'} Nr. {state.reference}{attached}{late}{handed[state.handed]})"


def recused(who: str, *, of_one_motion: bool) -> str:
    """Somebody was barred and took no part (§ 41 NKomVG and its kin)."""
    what = "Beratung und Abstimmung über einen der Anträge" if of_one_motion else "Beratung und Abstimmung"
    return f"{who} hat an {what} nicht teilgenommen."


def spoke(names: Iterable[str]) -> str:
    """Who had the floor."""
    all_names = list(names)
    return f"{'Es sprach' if len(all_names) == 1 else 'Es sprachen'}: {', '.join(all_names)}."


def said(who: str | None, text: str) -> str:
    """A note of the clerk's, about somebody or about nobody."""
    return text if who is None else f"{who}: {text}"


# Motions and ballots


def reason(text: str) -> str:
    """Why the motion was moved."""
    return f"Begründung: {text}"


def agreed(words: dict[str, str]) -> str:
    """Carried because nobody objected."""
    return f"{words['subject']} wird ohne Widerspruch {words['verb']}."


def settled_by_procedure(words: dict[str, str]) -> str:
    """ "Erledigt durch die Eilbedürftigkeit."."""
    article, _, noun = words["subject"].partition(" ")
    return f"Erledigt durch {ACCUSATIVE.get(article, article)} {noun}."


def settled_by_motion(name: str) -> str:
    """ "Erledigt durch den Änderungsantrag der BLE-Fraktion zu TOP 2."."""
    return f"Erledigt durch den {name}."


PARTICULARS = {
    "title": "Neuer Punkt",
    "about": "Betroffen",
    "to": "Verweisung an",
    "before": "Einzuordnen vor",
    "until": "Bis",
    "minutes": "Dauer",
    "parts": "Einzeln abzustimmen",
}
"""What a motion asks for beside its text, by field."""


def particular(field: str, said: str) -> str:
    """ "Verweisung an: Ausschuss für Brücken"."""
    return f"{PARTICULARS[field]}: {said}"


def duration(minutes: int) -> str:
    """ "10 Minuten"."""
    return "eine Minute" if minutes == 1 else f"{minutes} Minuten"


CHAIRS_MAJORITY = "von der Sitzungsleitung bestimmt"


def needed(number: int, because: str | None = None) -> str:
    """How many yes votes a qualified majority asked for; one heavier than the law's says because of what."""
    said = "war eine Ja-Stimme" if number == 1 else f"waren {number} Ja-Stimmen"
    return f"Erforderlich {said}{_because(because)}."


def jointly(names: Iterable[str]) -> str:
    """One ballot decided several motions."""
    return f"Gemeinsam abgestimmt mit: {'; '.join(names)}."


def aborted(at: datetime, why: str | None) -> str:
    """A ballot was broken off; it is no result."""
    return f"Die um {clock(at)} Uhr eröffnete Abstimmung wurde abgebrochen{_because(why)}."


def superseded(at: datetime, why: str | None) -> str:
    """A ballot was repeated; the first round is no result."""
    return f"Die um {clock(at)} Uhr eröffnete Abstimmung wurde wiederholt{_because(why)}."


def roll_call(choice: Choice, names: Iterable[str]) -> str:
    """ "Ja: Ratsfrau Elvers (BLE), Ratsherr Cordsen (BLE)"."""
    return f"{CHOICES[choice]}: {', '.join(names)}"


def own_vote(who: str, choice: Choice) -> str:
    """A member demanded that the minutes show this."""
    how = "sich enthalten" if choice is Choice.ABSTAIN else f"mit {CHOICES[choice]} gestimmt"
    return f"{who} hat {how} (auf Verlangen festgehalten)."


def outcome(phrases: dict[str, str], of: ItemOutcome) -> str | None:
    """The phrase of an outcome that came without words of its own."""
    return phrases.get(of.value)


def _because(why: str | None) -> str:
    return f" ({why.rstrip('.')})" if why else ""


# The foot


def kept_by(who: str) -> str:
    """Who kept the minutes."""
    return f"Protokollführung: {who}"


def law(profile: str, *, confirmed: bool) -> str:
    """Under which profile the meeting was held."""
    return f"Rechtsprofil: {profile}" if confirmed else f"Rechtsprofil: {profile} ({UNCONFIRMED_LAW})"


def log(length: int, head: str) -> str:
    """The log that these minutes are taken from: with it anybody can check them."""
    entries = "ein Eintrag" if length == 1 else f"{length} Einträge"
    return f"Ereignisprotokoll: {entries}, Kopf {head}"
