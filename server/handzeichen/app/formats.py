"""Every file in which a meeting leaves the house: one table, for the clerk's page, the archive and the command line.

Each writer is imported when its format is asked for: whoever wants text waits for no typesetting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handzeichen.app.leaves import all_evidence, all_resolutions, allowances, signing_list
from handzeichen.app.minutes import written
from handzeichen.app.source import Source
from handzeichen.log.chain import Head
from handzeichen.meeting.public import heard_at
from handzeichen.meeting.state import Meeting
from handzeichen.record.editions import Edition, in_edition
from handzeichen.words import said

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOWHERE: Final = "https://handzeichen.invalid"
"""The address of a house that has none, as on the command line: nobody is found there (RFC 2606)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files that serve the same purpose, under one heading of the page that lists them."""

    title: str
    about: str


MINUTES: Final = Group(
    title=said("Niederschrift"),
    about=said("Was die Sitzung getan und beschlossen hat, so weit sie gekommen ist."),
)
RESOLUTIONS: Final = Group(
    title=said("Beschlussauszüge"),
    about=said("Jeder Beschluss für sich, zum Weitergeben, mit einer Zeile für die Richtigkeit."),
)
PRESENCE: Final = Group(
    title=said("Anwesenheit"),
    about=said("Zum Unterschreiben und für das Sitzungsgeld; vor der Sitzung als Vordruck."),
)
EVIDENCE: Final = Group(
    title=said("Nachweise zu Abstimmungen"),
    about=said(
        "Für Gericht oder Aufsichtsbehörde: wie jedes Ergebnis zustande kam, ohne die Stimmen Einzelner."
    ),
)
TO_PASTE: Final = Group(
    title=said("Für das Ratsinformationssystem"),
    about=said("Das Ergebnis jedes Punktes als Text, um es dort einzufügen."),
)
TABLES: Final = Group(
    title=said("Tabellen"),
    about=said("Zum Öffnen mit einem Tabellenprogramm; alle Zahlen, wie sie bekannt gegeben wurden."),
)
DATA: Final = Group(
    title=said("Daten für andere Programme"),
    about=said("In den Formaten, die Ratsinformationssysteme und Archive lesen."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file: its name, its media type, what it is called, where it is listed, what it is for, and how it
    is written. The title and what it is for (one sentence) are `said`, for readers of every language.

    `editions` are those in which it is given out: what names people's hours or the log's lines is not for everybody.
    """

    name: str
    media: str
    title: str
    group: Group
    about: str
    write: Callable[[Source], bytes]
    editions: tuple[Edition, ...] = tuple(Edition)


def source(
    meeting: Meeting, head: Head, edition: Edition, *, url: str = NOWHERE, template: bytes | None = None
) -> Source:
    """The meeting in an edition, ready to be written in any format; `url` is the house's address, where it has one."""
    whole = in_edition(meeting, Edition.NON_PUBLIC)
    times = heard_at(whole) if edition is Edition.PUBLIC else (entry.at for entry in whole.past)
    planned = meeting.plan.meeting.starts_at
    return Source(
        meeting=in_edition(meeting, edition),
        head=head,
        edition=edition,
        url=url,
        template=template,
        created=next((entry.at for entry in meeting.past), planned),
        modified=max(times, default=planned),
    )


def _minutes(form: str) -> Callable[[Source], bytes]:
    return lambda source: written(
        source.meeting, source.head, form, edition=source.edition, template=source.template
    )


def _results(source: Source) -> bytes:
    from handzeichen.record.pasted import pasted
    from handzeichen.record.writers.pasted import text

    return text(pasted(source.meeting)).encode()


def _ballots(source: Source) -> bytes:
    from handzeichen.record.writers.tables import ballots

    return ballots(source.meeting)


def _roll_calls(source: Source) -> bytes:
    from handzeichen.record.writers.tables import roll_calls

    return roll_calls(source.meeting)


def _attendance(source: Source) -> bytes:
    from handzeichen.record.writers.tables import attendance

    return attendance(source.meeting)


def _oparl(source: Source) -> bytes:
    from handzeichen.record.writers.oparl_lists import oparl
    from handzeichen.record.writers.oparl_place import Place

    place = Place(url=source.url, created=source.created, modified=source.modified)
    return oparl(source.meeting, place)


def _popolo(source: Source) -> bytes:
    from handzeichen.record.writers.popolo import popolo

    return popolo(source.meeting)


def _allowances(source: Source) -> bytes:
    from handzeichen.record.writers.tables import allowances

    return allowances(source.meeting)


FORMATS: Final = (
    Format(
        name="niederschrift.pdf",
        media="application/pdf",
        title=said("Niederschrift als PDF"),
        group=MINUTES,
        about=said(
            "Zum Unterschreiben, Veröffentlichen und Aufbewahren (PDF/A), auch mit Vorleseprogrammen lesbar."
        ),
        write=_minutes(".pdf"),
    ),
    Format(
        name="niederschrift.docx",
        media=DOCX,
        title=said("Niederschrift für Word"),
        group=MINUTES,
        about=said(
            "Zum Weiterschreiben in Word oder LibreOffice, in der Vorlage des Hauses, wo es eine hat."
        ),
        write=_minutes(".docx"),
    ),
    Format(
        name="niederschrift.html",
        media="text/html",
        title=said("Niederschrift als Seite"),
        group=MINUTES,
        about=said("Zum Lesen im Browser und für die Internetseite: eine Datei, die nichts nachlädt."),
        write=_minutes(".html"),
    ),
    Format(
        name="niederschrift.txt",
        media="text/plain",
        title=said("Niederschrift als Text"),
        group=MINUTES,
        about=said("Zum Vergleichen und Suchen, ohne jede Gestaltung."),
        write=_minutes(".txt"),
    ),
    Format(
        name="beschluesse.pdf",
        media="application/pdf",
        title=said("Alle Beschlussauszüge als PDF"),
        group=RESOLUTIONS,
        about=said("Alle in einer Datei, jeder auf einer eigenen Seite."),
        write=all_resolutions(".pdf"),
    ),
    Format(
        name="beschluesse.txt",
        media="text/plain",
        title=said("Alle Beschlussauszüge als Text"),
        group=RESOLUTIONS,
        about=said("Dieselben ohne jede Gestaltung."),
        write=all_resolutions(".txt"),
    ),
    Format(
        name="ergebnisse.txt",
        media="text/plain",
        title=said("Ergebnisse als Text"),
        group=TO_PASTE,
        about=said("Alle Ergebnisse in einer Datei, Punkt für Punkt."),
        write=_results,
    ),
    Format(
        name="abstimmungen.csv",
        media="text/csv",
        title=said("Abstimmungen als Tabelle"),
        group=TABLES,
        about=said("Eine Zeile je Abstimmung und Antrag: Zahlen, Mehrheit, Ergebnis und Zeiten."),
        write=_ballots,
    ),
    Format(
        name="namentliche-abstimmungen.csv",
        media="text/csv",
        title=said("Namentliche Abstimmungen als Tabelle"),
        group=TABLES,
        about=said("Wer wie gestimmt hat, und nur dort, wo namentlich abgestimmt wurde."),
        write=_roll_calls,
    ),
    Format(
        name="anwesenheit.csv",
        media="text/csv",
        title=said("Anwesenheit als Tabelle"),
        group=TABLES,
        about=said("Wer da war, für welchen Sitz, im Saal oder per Video, von wann bis wann."),
        write=_attendance,
    ),
    Format(
        name="niederschrift.xml",
        media="application/xml",
        title=said("Niederschrift als Akoma Ntoso"),
        group=DATA,
        about=said("Der Text der Niederschrift mit allem, was er bedeutet, als XML (OASIS LegalDocML)."),
        write=_minutes(".xml"),
    ),
    Format(
        name="oparl.json",
        media="application/json",
        title=said("Sitzung als OParl 1.1"),
        group=DATA,
        about=said(
            "Sitzung, Tagesordnung, Ergebnisse, Personen und Drucksachen für Ratsinformationssysteme."
        ),
        write=_oparl,
    ),
    Format(
        name="popolo.json",
        media="application/json",
        title=said("Anträge und Abstimmungen als Popolo"),
        group=DATA,
        about=said("Für Auswertungen: wer was beantragt hat und wie abgestimmt wurde (popoloproject.com)."),
        write=_popolo,
    ),
    Format(
        name="anwesenheitsliste.pdf",
        media="application/pdf",
        title=said("Anwesenheitsliste zum Unterschreiben"),
        group=PRESENCE,
        about=said(
            "Alle Mitglieder, Stellvertretungen und Beratenden; wer per Video dabei ist, unterschreibt nicht."
        ),
        write=signing_list,
        editions=(Edition.NON_PUBLIC,),
    ),
    Format(
        name="sitzungsgeld.pdf",
        media="application/pdf",
        title=said("Anwesenheit für das Sitzungsgeld als PDF"),
        group=PRESENCE,
        about=said("Wer von wann bis wann da war, auf wessen Sitz, mit Minuten und Summen."),
        write=allowances,
        editions=(Edition.NON_PUBLIC,),
    ),
    Format(
        name="sitzungsgeld.csv",
        media="text/csv",
        title=said("Anwesenheit für das Sitzungsgeld als Tabelle"),
        group=PRESENCE,
        about=said("Dasselbe zum Rechnen, eine Zeile je Zeit."),
        write=_allowances,
        editions=(Edition.NON_PUBLIC,),
    ),
    Format(
        name="nachweise.zip",
        media="application/zip",
        title=said("Alle Nachweise in einer ZIP-Datei"),
        group=EVIDENCE,
        about=said(
            "Einladung, Beschlussfähigkeit, Stimmberechtigte, Zählweise, Störungen und angewandtes Recht."
        ),
        write=all_evidence,
        editions=(Edition.NON_PUBLIC,),
    ),
)
"""In the order in which they are offered."""


def format_named(name: str) -> Format | None:
    """The format with a file name; None where there is none."""
    return next((one for one in FORMATS if one.name == name), None)
