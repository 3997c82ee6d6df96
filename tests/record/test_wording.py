"""Every sentence of the minutes, word by word: German readers see these and nothing else."""

from datetime import date, datetime

import pytest

from handzeichen.law.answers import load
from handzeichen.law.quorum import Basis
from handzeichen.meeting.ids import Cause, Choice, Handed, Notice, PersonId
from handzeichen.meeting.state import PaperState, QuorumEntry
from handzeichen.record import wording as w

NI, BW = (load(land, on=date(2026, 11, 24), kind="council").law for land in ("ni", "bw"))
AT = datetime.fromisoformat("2026-11-24T17:05:00+01:00")
LATER = datetime.fromisoformat("2026-11-24T18:20:59+01:00")
AT_FIVE = w.one_time(AT)
NEXT_DAY = datetime.fromisoformat("2026-11-25T00:10:00+01:00")
URGENCY = {"subject": "Die Eilbedürftigkeit", "verb": "zuerkannt"}
CLOSURE = {"subject": "Der Schluss der Beratung", "verb": "beschlossen"}


def entry(*, challenged: bool = False, quorate: bool = True, basis: Basis = Basis.MAJORITY) -> QuorumEntry:
    return QuorumEntry(
        at=AT,
        challenged=challenged,
        by=PersonId("a"),
        present=6,
        seats=11,
        required=6,
        quorate=quorate,
        basis=basis,
    )


@pytest.mark.parametrize(("said", "expected"), [
    # Times
    (w.clock(AT), "17.05"),
    (w.day(date(2021, 1, 21)), "Donnerstag, 21. Januar 2021"),
    (w.day(date(2026, 3, 1)), "Sonntag, 1. März 2026"),
    (w.begin(AT), "Beginn 17.05 Uhr"),
    (w.end(LATER, begun=AT), "Ende 18.20 Uhr"),
    (w.end(NEXT_DAY, begun=AT), "Ende 00.10 Uhr (25. November 2026)"),
    (w.broken_off(LATER, begun=AT), "Abgebrochen 18.20 Uhr"),
    (w.broken_off(LATER, begun=AT, why="Stromausfall."), "Abgebrochen 18.20 Uhr (Stromausfall)"),
    (w.broken_off(AT, begun=AT, resumed=LATER), f"Abgebrochen {w.clock(AT)} Uhr, fortgesetzt 18.20 Uhr"),
    (w.pause(AT, LATER, None), "Unterbrechung 17.05 - 18.20 Uhr"),
    (w.pause(AT, LATER, "Lüften"), "Unterbrechung 17.05 - 18.20 Uhr (Lüften)"),
    (w.pause(AT, None, None), "Unterbrechung seit 17.05 Uhr"),
    (w.span_of(AT, LATER), "17.05 - 18.20 Uhr"),
    (w.since(AT), "ab 17.05 Uhr"),
    (w.until(LATER), "bis 18.20 Uhr"),
    (w.one_time(AT), "17.05 Uhr"),
    (w.left_under(w.until(LATER), "D1"), "bis 18.20 Uhr, TOP D1"),
    (w.disturbed(w.span_of(AT, LATER), Cause.UNCLEAR), "Störung 17.05 - 18.20 Uhr (Ursache: ungeklärt)"),
    (w.treated(AT, [], LATER, begun=AT), "Behandelt 17.05 - 18.20 Uhr"),
    (w.treated(AT, [], AT, begun=AT), "Behandelt 17.05 Uhr"),
    (w.treated(AT, [], None, begun=AT), "Aufgerufen 17.05 Uhr"),
    (w.treated(AT, [LATER], NEXT_DAY, begun=AT),
     "Aufgerufen 17.05 Uhr, wieder aufgerufen 18.20 Uhr, geschlossen 00.10 Uhr (25. November 2026)"),
    # The sitting
    (w.quorum(NI, entry(), "Frau A", AT_FIVE), "Der Vorsitz stellte die Beschlussfähigkeit fest (6 von 11 Sitzen vertreten, erforderlich 6)."),
    (w.quorum(NI, entry(quorate=False), "Frau A", AT_FIVE),
     "Der Vorsitz stellte fest, dass die Beschlussfähigkeit nicht gegeben ist (6 von 11 Sitzen vertreten, erforderlich 6)."),
    (w.quorum(NI, entry(challenged=True), "Frau A", AT_FIVE),
     "Frau A zweifelte um 17.05 Uhr die Beschlussfähigkeit an (6 von 11 Sitzen vertreten, erforderlich 6)."),
    (w.quorum(NI, entry(basis=Basis.SECOND_CONVENING), "Frau A", AT_FIVE),
     "Der Vorsitz stellte die Beschlussfähigkeit fest (6 von 11 Sitzen vertreten, erforderlich 6). "
     "Zum zweiten Mal zu demselben Gegenstand einberufen: ohne Rücksicht auf die Zahl."),
    # § 65 Abs. 3 NKomVG: whatever the number, and the authority must approve; § 37 Abs. 2 GemO BW: a quarter suffices.
    (w.basis(NI, Basis.LEGAL_BAR),
     "Mehr als die Hälfte ist gesetzlich gehindert: ohne Rücksicht auf die Zahl. "
     "Beschlüsse bedürfen der Genehmigung der Kommunalaufsichtsbehörde."),
    (w.basis(BW, Basis.LEGAL_BAR), "Mehr als die Hälfte ist gesetzlich gehindert: Dafür sind genug anwesend."),
    (w.basis(BW, Basis.SECOND_CONVENING), "Zum zweiten Mal zu demselben Gegenstand einberufen: Dafür sind genug anwesend."),
    (w.lead("Frau A", AT_FIVE), "Ab 17.05 Uhr leitete Frau A die Sitzung."),
    (w.lead_for_a_while("Frau A", AT, w.one_time(LATER)), "Von 17.05 bis 18.20 Uhr leitete Frau A die Sitzung."),
    (w.recused("Frau A", of_one_motion=False), "Frau A hat an Beratung und Abstimmung nicht teilgenommen."),
    (w.recused("Frau A", of_one_motion=True), "Frau A hat an Beratung und Abstimmung über einen der Anträge nicht teilgenommen."),
    (w.spoke(["Frau A"]), "Es sprach: Frau A."),
    (w.spoke(["Frau A", "Herr B"]), "Es sprachen: Frau A, Herr B."),
    (w.said(None, "Es regnet."), "Es regnet."),
    (w.said("Frau A", "Es regnet."), "Frau A: Es regnet."),
    # Papers
    (w.paper(PaperState(reference="1/26")), "(Drucksache Nr. 1/26)"),
    (w.paper(PaperState(reference="1/26", kind="Antrag", attachments=1)), "(Antrag Nr. 1/26 mit 1 Anlage)"),
    (w.paper(PaperState(reference="1/26", attachments=2, late=True)), "(Drucksache Nr. 1/26 mit 2 Anlagen, nachgereicht)"),
    (w.paper(PaperState(reference="1/26", handed=Handed.TABLE)), "(Drucksache Nr. 1/26, als Tischvorlage verteilt)"),
    (w.paper(PaperState(reference="1/26", handed=Handed.MAIL)), "(Drucksache Nr. 1/26, in der Sitzung versandt)"),
    # Motions and ballots
    (w.reason("zu spät"), "Begründung: zu spät"),
    (w.agreed(URGENCY), "Die Eilbedürftigkeit wird ohne Widerspruch zuerkannt."),
    (w.demanded(CLOSURE), "Der Schluss der Beratung ist wirksam verlangt; abgestimmt wird darüber nicht."),
    (w.settled_by_procedure(URGENCY), "Erledigt durch die Eilbedürftigkeit."),
    (w.settled_by_procedure(CLOSURE), "Erledigt durch den Schluss der Beratung."),
    (w.settled_by_motion("Antrag der BLE-Fraktion zu TOP 2"), "Erledigt durch den Antrag der BLE-Fraktion zu TOP 2."),
    (w.needed(1), "Erforderlich war eine Ja-Stimme."),
    (w.needed(8), "Erforderlich waren 8 Ja-Stimmen."),
    (w.needed(8, "§ 9 der Hauptsatzung"), "Erforderlich waren 8 Ja-Stimmen (§ 9 der Hauptsatzung)."),
    (w.needed(1, w.chairs_majority()), "Erforderlich war eine Ja-Stimme (von der Sitzungsleitung bestimmt)."),
    (w.particular("to", "Ausschuss für Brücken"), "Verweisung an: Ausschuss für Brücken"),
    (w.particular("minutes", w.duration(10)), "Dauer: 10 Minuten"),
    (w.duration(1), "eine Minute"),
    (w.jointly(["Antrag A", "Antrag B"]), "Gemeinsam abgestimmt mit: Antrag A; Antrag B."),
    (w.aborted(AT_FIVE, "Alarm"), "Die um 17.05 Uhr eröffnete Abstimmung wurde abgebrochen (Alarm)."),
    (w.aborted_and_repeated(AT_FIVE, None), "Die um 17.05 Uhr eröffnete Abstimmung wurde abgebrochen und wiederholt."),
    (w.superseded(AT_FIVE, "Verzählt."), "Die um 17.05 Uhr eröffnete Abstimmung wurde wiederholt (Verzählt)."),
    (w.roll_call(Choice.YES, ["Frau A", "Herr B"]), "Ja: Frau A, Herr B"),
    (w.roll_call(Choice.ABSTAIN, ["Frau A"]), "Enthaltung: Frau A"),
    (w.own_vote("Frau A", Choice.NO), "Frau A hat mit Nein gestimmt (auf Verlangen festgehalten)."),
    (w.own_vote("Frau A", Choice.ABSTAIN), "Frau A hat sich enthalten (auf Verlangen festgehalten)."),
    # The foot
    (w.kept_by("Frau A"), "Protokollführung: Frau A"),
    (w.law("ni", confirmed=True), "Rechtsprofil: ni"),
    (w.law("ni", confirmed=False), "Rechtsprofil: ni (nicht jede Antwort darin ist am Gesetzestext bestätigt)"),
    (w.log(95, "5e1c"), "Ereignisprotokoll: 95 Einträge, Kopf 5e1c"),
    # The plan alone, before anything happened.
    (w.log(1, "5e1c"), "Ereignisprotokoll: ein Eintrag, Kopf 5e1c"),
])  # fmt: skip
def test_a_fact_has_its_sentence(said: str, expected: str) -> None:
    assert said == expected


def test_every_notice_and_basis_and_choice_has_its_words() -> None:
    said = [
        *(w.notice(notice) for notice in Notice),
        *(w.basis(NI, basis) for basis in Basis if basis is not Basis.MAJORITY),
        *(w.roll_call(choice, ["Frau A"]) for choice in Choice),
    ]
    assert len(set(said)) == len(said)
