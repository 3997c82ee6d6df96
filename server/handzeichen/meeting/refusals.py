"""Every refusal: a code with facts, its German sentence, and what would help. A refusal changes nothing.

The source comes from the answer of law that made it so, from the profile's paragraph on what the table says it is
about, or from the table where a rule of our own did: no Land's paragraph stands here. Gaps in a sentence are named; a
fact that a sentence needs and does not get is our bug and is raised as KeyError.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from handzeichen.law.questions import Answer, Law, Topic

OWN_RULE = "Regel des Programms"
"""The source of refusals that no law demands: an id used twice, something unknown."""
ANSWER = "Rechtsprofil"
"""The source of refusals that rest on an answer of law: whoever refuses names that answer's own."""


class Words(NamedTuple):
    """What a refusal says: why, and what to do."""

    why: str
    do: str
    source: str = OWN_RULE


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no."""

    code: str
    facts: dict[str, str | int]
    law: str | None = None
    rests_on: tuple[Answer[Any], ...] = field(default=(), compare=False, repr=False)
    """The answers of law that made it so; none where a rule of our own did."""

    @property
    def source(self) -> str:
        """The paragraph, or the rule of our own."""
        return self.law or REFUSALS[self.code].source

    def under(self, law: Law) -> "Refusal":
        """The same, with the paragraph of the law in force where the table knows only what it is about."""
        topic = REFUSALS[self.code].source
        if self.law is not None or not isinstance(topic, Topic):
            return self
        return replace(self, law=law.paragraphs.value.get(topic, OWN_RULE), rests_on=(law.paragraphs,))

    def why(self) -> str:
        """One German sentence."""
        return REFUSALS[self.code].why.format(**self.facts)

    def help(self) -> str:
        """What would help, in German."""
        return REFUSALS[self.code].do.format(**self.facts)

    def answer(self) -> dict[str, str]:
        """The refusal as it goes out."""
        return {"refused": self.code, "why": self.why(), "source": self.source, "do": self.help()}


def refuse(code: str, law: Answer[Any] | None = None, **facts: str | int) -> Refusal:
    """A refusal, with the answer of law that made it so."""
    return Refusal(code, facts) if law is None else Refusal(code, facts, law.source, (law,))


_AGENDA = "Geschäftsordnung"

REFUSALS: Final[dict[str, Words]] = {
    # Who asks, and what is meant
    "not_yet": Words(
        "„{what}“ gibt es in dieser Fassung noch nicht.",
        "Bitte auf Papier festhalten und im Protokoll vermerken.",
    ),
    "internal": Words(
        "Diese Eingabe konnte nicht bearbeitet werden; an der Sitzung hat sich nichts geändert.",
        "Bitte auf andere Weise eingeben und den Betreuern des Programms die Uhrzeit nennen.",
    ),
    "unknown_person": Words(
        "Eine Person mit der Kennung „{id}“ ist nicht bekannt.",
        "Bitte die Kennung prüfen oder die Person zulassen.",
    ),
    "unknown_item": Words("Einen Tagesordnungspunkt „{id}“ gibt es nicht.", "Bitte die Nummer prüfen."),
    "unknown_motion": Words("Einen Antrag „{id}“ gibt es nicht.", "Bitte die Kennung des Antrags prüfen."),
    "unknown_ballot": Words(
        "Eine Abstimmung „{id}“ gibt es nicht.", "Bitte die Kennung der Abstimmung prüfen."
    ),
    "unknown_faction": Words("Eine Fraktion oder Gruppe „{id}“ gibt es nicht.", "Bitte die Kennung prüfen."),
    "id_taken": Words("Die Kennung „{id}“ ist schon vergeben.", "Bitte eine andere Kennung wählen."),
    "reserved_id": Words(
        "„{id}“ ist ein Wort des Programms und keine Kennung einer Person.",
        "Bitte eine andere Kennung wählen.",
    ),
    "not_entitled": Words("{who} darf das nicht: Es ist Sache {whose}.", "Bitte {by_whom} darum bitten."),
    "clerk_not_for_chair": Words(
        "Die Protokollführung darf hier nicht für den Vorsitz eingeben.",
        "Bitte den Vorsitz selbst eingeben lassen.",
    ),
    "own_device": Words(
        "Eine Stimme gibt nur ab, wem sie gehört, und nur am eigenen Gerät.",
        "Eine gesehene Hand trägt die Protokollführung einzeln ein.",
    ),
    "for_whom": Words("Es fehlt, für wen das eingegeben wird.", "Bitte die Person angeben."),
    "no_leader": Words("Niemand leitet die Sitzung.", "Ein Mitglied im Saal übernimmt die Leitung."),
    "leader_cannot_lead": Words(
        "{who} kann gerade nicht leiten: Wer leitet, ist im Saal und beim aufgerufenen Punkt nicht ausgeschlossen.",
        "Bitte die Leitung abgeben oder übernehmen.",
        ANSWER,
    ),
    # When
    "not_open": Words(
        "Die Sitzung ist noch nicht eröffnet.", "Der Vorsitz eröffnet die Sitzung zuerst.", Topic.SITTING
    ),
    "suspended": Words(
        "Die Sitzung ist unterbrochen.", "Der Vorsitz setzt die Sitzung zuerst fort.", Topic.SITTING
    ),
    "adjourned": Words(
        "Die Sitzung ist abgebrochen.", "Der Vorsitz setzt die Sitzung zuerst fort.", Topic.SITTING
    ),
    "closed": Words(
        "Die Sitzung ist geschlossen.",
        "Nach dem Schluss sind nur noch Notizen und Berichtigungen möglich.",
        Topic.SITTING,
    ),
    "already_open": Words("Die Sitzung ist schon eröffnet.", "Es ist nichts weiter zu tun."),
    "not_interrupted": Words(
        "Die Sitzung ist weder unterbrochen noch abgebrochen.", "Es ist nichts fortzusetzen."
    ),
    "since_future": Words(
        "Die wahre Zeit liegt in der Zukunft: {since} ist nach {at}.", "Bitte die wahre Zeit eintragen."
    ),
    "since_too_early": Words(
        "Vor {since} ist für {who} schon etwas eingetragen (um {last}).",
        "Bitte eine Zeit ab {last} eintragen oder den früheren Eintrag berichtigen.",
    ),
    "ballot_pending": Words(
        "Die Abstimmung über „{ballot}“ läuft noch oder ist noch nicht bekannt gegeben.",
        "Bitte die Abstimmung zuerst schließen und bekannt geben oder abbrechen.",
    ),
    "ballot_open": Words(
        "Die Abstimmung über „{ballot}“ läuft.", "Bitte die Abstimmung zuerst schließen oder abbrechen."
    ),
    # Attendance
    "excluded": Words(
        "{who} ist von der Sitzung ausgeschlossen.",
        "Der Ausschluss gilt bis zum Ende der Sitzung.",
        Topic.ORDER,
    ),
    "room_by_clerk_only": Words(
        "In den Saal trägt nur die Protokollführung jemanden ein.",
        "Bitte an der Tür oder bei der Protokollführung melden.",
    ),
    "not_hybrid": Words(
        "An dieser Sitzung kann kein Mitglied per Video teilnehmen.", "Bitte in den Saal kommen.", ANSWER
    ),
    "not_invited_by_video": Words(
        "{who} ist für eine Teilnahme per Video nicht vorgesehen.",
        "Die Ladung bestimmt, wer per Video teilnehmen kann; bitte in den Saal kommen.",
        ANSWER,
    ),
    "not_here": Words("{who} ist nicht anwesend.", "Bitte zuerst die Anwesenheit eintragen."),
    "not_on_video": Words(
        "{who} nimmt nicht per Video teil.", "Störungen und Kamera betreffen nur Zugeschaltete."
    ),
    "no_fault": Words("Für {who} ist keine Störung eingetragen.", "Bitte zuerst die Störung eintragen."),
    "room_fault_not_members": Words(
        "Eine Störung im Saal kann nicht in der Verantwortung eines Mitglieds liegen.",
        "Bitte die Kommune oder „unklar“ als Ursache wählen.",
        ANSWER,
    ),
    "known_person": Words(
        "Eine Person mit der Kennung „{id}“ gibt es schon.",
        "Bitte eine andere Kennung wählen oder die Person eintragen.",
    ),
    "no_free_seat": Words(
        "Alle {seats} Sitze sind vergeben.", "Bitte als Stellvertretung oder Gast zulassen."
    ),
    "second_chair": Words("Es gibt schon einen Vorsitz.", "Bitte ohne Vorsitz zulassen."),
    "chair_no_member": Words("Den Vorsitz kann nur ein Mitglied haben.", "Bitte ohne Vorsitz zulassen."),
    # Deputies
    "no_seat": Words("{who} hat keinen eigenen Sitz.", "Vertreten wird ein Mitglied."),
    "no_deputy": Words(
        "{who} kann niemanden vertreten.", "Vertreten können nur Personen, die dafür vorgesehen sind."
    ),
    "may_not_deputise": Words(
        "{who} darf {member} nicht vertreten.",
        "Bitte prüfen, wer nach Gesetz und Geschäftsordnung vertreten darf.",
    ),
    "deputy_acts": Words(
        "{who} vertritt schon einen Sitz ({member}).", "Bitte die andere Vertretung zuerst beenden."
    ),
    "member_here": Words(
        "{member} ist selbst anwesend.", "Eine Vertretung ist erst möglich, wenn das Mitglied nicht da ist."
    ),
    "seat_deputised": Words(
        "Für {member} ist schon {who} als Vertretung da.", "Bitte diese Vertretung zuerst beenden."
    ),
    "deputy_for_barred": Words(
        "{member} unterliegt beim aufgerufenen Punkt dem Mitwirkungsverbot; dafür gibt es hier keine Vertretung.",
        "Die Vertretung kann nach diesem Punkt beginnen.",
    ),
    # Recusal
    "no_recusal": Words(
        "Für {who} ist bei diesem Punkt kein Mitwirkungsverbot eingetragen.",
        "Bitte Person und Punkt prüfen.",
        Topic.BAR,
    ),
    "motion_elsewhere": Words(
        "„{motion}“ gehört nicht zu TOP {item}.",
        "Bitte Antrag und Punkt prüfen.",
        Topic.BAR,
    ),
    "recusal_decided": Words(
        "Über das Mitwirkungsverbot von {who} hat das Gremium schon entschieden.",
        "Daran ist nichts mehr zu bestreiten.",
        Topic.DECIDED_BAR,
    ),
    "barred": Words(
        "{who} unterliegt bei TOP {item} dem Mitwirkungsverbot.",
        "Bitte erst nach diesem Punkt wieder mitwirken.",
        Topic.BAR,
    ),
    # Lead
    "not_in_room": Words(
        "{who} ist nicht im Saal.", "Die Leitung kann nur übernehmen, wer im Saal ist.", ANSWER
    ),
    "no_voting_member": Words(
        "{who} nimmt keinen Sitz wahr.", "Das steht nur stimmberechtigten Mitgliedern zu."
    ),
    "leader_leads": Words("{who} kann die Sitzung leiten.", "Die Leitung wird übergeben."),
    "leads_already": Words("{who} leitet die Sitzung schon.", "Es ist nichts weiter zu tun."),
    "higher_deputy": Words(
        "{who} geht in der Stellvertretung des Vorsitzes vor und ist im Saal.",
        "Bitte die höhere Stellvertretung die Leitung übernehmen lassen.",
        _AGENDA,
    ),
    # Agenda
    "open_motion": Words(
        "Zu TOP {item} ist noch offen: {motions}.",
        "Bitte zuerst entscheiden, erledigen oder zurückziehen lassen.",
        _AGENDA,
    ),
    "off_the_agenda": Words(
        "TOP {item} steht nicht mehr zur Beratung ({outcome}).",
        "Der Punkt kommt in einer späteren Sitzung wieder.",
        _AGENDA,
    ),
    "item_finished": Words(
        "TOP {item} ist abgeschlossen.",
        "Wieder aufgerufen wird ein Punkt nur, solange dort etwas offen ist.",
        _AGENDA,
    ),
    "item_not_called": Words("TOP {item} ist nicht aufgerufen.", "Bitte den Punkt zuerst aufrufen.", _AGENDA),
    "item_decided": Words(
        "Über TOP {item} ist schon befunden ({outcome}).", "Daran ist nichts mehr zu ändern.", _AGENDA
    ),
    "doors_open": Words(
        "TOP {item} ist nichtöffentlich, die Türen sind offen.",
        "Bitte zuerst die Öffentlichkeit ausschließen.",
        Topic.PUBLIC,
    ),
    "secret_matter": Words(
        "TOP {item} ist geheim zu halten und wird nicht behandelt, wenn ein Mitglied per Video teilgenommen hat.",
        "Bitte den Punkt absetzen und in einer Präsenzsitzung behandeln.",
        ANSWER,
    ),
    "non_public_called": Words(
        "TOP {item} ist nichtöffentlich und aufgerufen.",
        "Bitte den Punkt zuerst schließen.",
        Topic.PUBLIC,
    ),
    "no_resolution": Words(
        "Für den Ausschluss der Öffentlichkeit fehlt der Beschluss.",
        "Bitte einen Antrag auf Ausschluss der Öffentlichkeit stellen und entscheiden lassen.",
        Topic.PUBLIC,
    ),
    "doors_not_ready": Words(
        "Vor dem nichtöffentlichen Teil fehlt noch: {missing}.",
        "Bitte erledigen und bestätigen.",
        ANSWER,
    ),
    "not_alone": Words(
        "Noch nicht bestätigt haben, allein zu sein: {who}.",
        "Bitte die Bestätigung einholen.",
        ANSWER,
    ),
    "urgency_granted": Words(
        "Für TOP {item} ist die Eilbedürftigkeit zuerkannt.", "Der Punkt wird heute behandelt.", _AGENDA
    ),
    "no_deferring": Words(
        "Punkte können hier nicht in die Fraktionen gezogen werden.", "Bitte Vertagung beantragen.", _AGENDA
    ),
    # Motions
    "may_not_move": Words(
        "{who} kann keine Anträge stellen.",
        "Anträge stellen stimmberechtigte und beratende Mitglieder und der Vorsitz.",
        Topic.MOVING,
    ),
    "needs": Words("Dem Antrag fehlt „{field}“.", "Bitte ergänzen."),
    "not_amendable": Words(
        "„{motion}“ kann nicht geändert werden.",
        "Geändert werden offene Anträge zur Sache.",
        _AGENDA,
    ),
    "motion_decided": Words(
        "Über „{motion}“ ist schon befunden.",
        "Ein erledigter Antrag wird nicht noch einmal behandelt.",
        _AGENDA,
    ),
    "motion_in_ballot": Words(
        "Über „{motion}“ wird gerade abgestimmt.",
        "Bitte das Ergebnis abwarten oder die Abstimmung abbrechen.",
        _AGENDA,
    ),
    "not_the_mover": Words(
        "{who} hat diesen Antrag nicht gestellt.",
        "Zurückziehen kann nur, wer den Antrag gestellt hat, übernehmen nur, wer den geänderten gestellt hat.",
        _AGENDA,
    ),
    "no_amendment": Words(
        "„{motion}“ ist kein Änderungsantrag.", "Übernommen werden nur Änderungsanträge.", _AGENDA
    ),
    "passage_not_found": Words(
        "Die Stelle „{passage}“ steht nicht genau einmal im Wortlaut von „{motion}“.",
        "Bitte die Stelle wörtlich angeben, so lang, dass sie nur einmal vorkommt.",
    ),
    "not_changed": Words(
        "„{motion}“ ist nicht geändert worden.",
        "Neu gefasst wird ein Antrag nur, wenn eine Änderung beschlossen oder übernommen ist.",
    ),
    "not_carried": Words(
        "„{motion}“ hat keine Mehrheit gefunden.",
        "Erledigt wird ein Antrag nur durch einen angenommenen.",
        _AGENDA,
    ),
    "itself": Words("Ein Antrag erledigt sich nicht durch sich selbst.", "Bitte den anderen Antrag nennen."),
    "not_agreeable": Words(
        "Über diesen Antrag muss abgestimmt werden.",
        "Ohne Widerspruch geht nur Verfahren, das das Rechtsprofil nennt.",
        _AGENDA,
    ),
    "nothing_to_object": Words(
        "Dem kann nicht mehr widersprochen werden.",
        "Widerspruch ist nur sofort möglich, vor dem nächsten Schritt.",
        _AGENDA,
    ),
    # Ballots
    "quorum_not_stated": Words(
        "Die Beschlussfähigkeit ist noch nicht festgestellt.",
        "Der Vorsitz stellt sie zuerst fest.",
        ANSWER,
    ),
    "quorum_challenged": Words(
        "Die Beschlussfähigkeit ist angezweifelt.",
        "Der Vorsitz stellt sie zuerst neu fest.",
        ANSWER,
    ),
    "not_quorate": Words(
        "Das Gremium ist nicht beschlussfähig: {present} von mindestens {required} anwesend.",
        "Bitte unterbrechen, warten und die Beschlussfähigkeit neu feststellen.",
        ANSWER,
    ),
    "fault_open": Words(
        "Bei {who} ist das Bild oder der Ton gestört, und die Ursache ist nicht dem Mitglied zugeordnet.",
        "Bitte unterbrechen, oder der Vorsitz ordnet die Ursache zu.",
        ANSWER,
    ),
    "hit_by_fault": Words(
        "Während der Abstimmung gab es eine Störung in der Verantwortung der Kommune ({who}).",
        "Bitte die Abstimmung abbrechen und ganz wiederholen.",
        ANSWER,
    ),
    "before_this": Words(
        "Vorher ist zu entscheiden über: {motions}.",
        "Bitte diese Anträge zuerst zur Abstimmung stellen oder erledigen.",
        _AGENDA,
    ),
    "paper_not_with_remote": Words(
        "Die Tischvorlage {reference} liegt den Zugeschalteten noch nicht vor.",
        "Bitte die Vorlage per Mail nachreichen und noch einmal eintragen.",
        "Gleiche Unterrichtung aller Mitglieder",
    ),
    "secret_barred": Words(
        "Geheime Abstimmungen sind nicht möglich, wenn Mitglieder per Video teilnehmen.",
        "Bitte den Punkt vertagen oder absetzen.",
        ANSWER,
    ),
    "lighter_majority": Words(
        "Diese Mehrheit ist leichter zu erreichen als die vorgeschriebene.",
        "Bitte die vorgeschriebene oder eine schwerere Mehrheit wählen.",
        ANSWER,
    ),
    "nobody_eligible": Words(
        "Niemand ist stimmberechtigt.", "Bitte Anwesenheit und Mitwirkungsverbote prüfen."
    ),
    "not_together": Words(
        "Über „{motion}“ kann nicht gemeinsam abgestimmt werden: {reason}.", "Bitte einzeln abstimmen."
    ),
    "ballot_not_open": Words(
        "Die Abstimmung über „{ballot}“ ist nicht offen.", "Bitte den Stand der Abstimmung prüfen."
    ),
    "ballot_not_closed": Words(
        "Die Abstimmung über „{ballot}“ ist noch nicht geschlossen oder schon bekannt gegeben.",
        "Bitte den Stand der Abstimmung prüfen.",
    ),
    "ballot_over": Words(
        "Die Abstimmung über „{ballot}“ ist beendet.", "Daran wird nichts mehr eingetragen."
    ),
    "not_eligible": Words(
        "{who} ist in dieser Abstimmung nicht stimmberechtigt.",
        "Wer erst nach der Eröffnung kam, kann vom Vorsitz zugelassen werden.",
        Topic.VOTING,
    ),
    "disturbed": Words(
        "Bei {who} ist das Bild oder der Ton gestört.",
        "Bitte die Verbindung wiederherstellen und die Störung beenden.",
        ANSWER,
    ),
    "member_cast": Words(
        "{who} hat selbst abgestimmt.", "Ersetzt wird diese Stimme nur ausdrücklich und mit einer Begründung."
    ),
    "reason_missing": Words("Es fehlt die Begründung.", "Bitte eine Begründung angeben."),
    "counted_one_by_one": Words(
        "In einer namentlichen Abstimmung wird jede Stimme einzeln eingetragen.",
        "Bitte die Stimmen mit Namen eintragen.",
    ),
    "too_many_hands": Words(
        "Das sind {over} zu viel: gezählt {hands}, im Saal stimmberechtigt ohne eigene Stimme {seats}.",
        "Bitte noch einmal zählen.",
    ),
    "no_deriving": Words("Hier wird nicht durch Abziehen gezählt.", "Bitte alle drei Zahlen eintragen."),
    "eligible_already": Words(
        "{who} ist in dieser Abstimmung schon stimmberechtigt.", "Es ist nichts weiter zu tun."
    ),
    "does_not_add_up": Words(
        "Die Zahlen gehen nicht auf: {problem}.",
        "Bitte noch einmal zählen oder die Hände einzeln eintragen.",
    ),
    "not_at_once": Words(
        "Das geht nur sofort nach der Bekanntgabe, vor dem nächsten Schritt.",
        "Später hilft nur ein neuer Antrag oder der Einspruch gegen das Protokoll.",
        _AGENDA,
    ),
    "not_announced": Words(
        "Das Ergebnis der Abstimmung über „{ballot}“ ist nicht bekannt gegeben.",
        "Bitte die Bekanntgabe abwarten.",
    ),
    "no_own_vote": Words(
        "{who} hat in dieser Abstimmung keine Stimme abgegeben.",
        "Ins Protokoll kommt nur die eigene, abgegebene Stimme.",
        ANSWER,
    ),
    "choice_does_not_fit": Words(
        "Das passt nicht zur Zählung.",
        "Bitte die eigene Stimme so angeben, wie sie gezählt wurde.",
        ANSWER,
    ),
    "no_recording": Words(
        "Eigene Stimmen werden hier nicht ins Protokoll aufgenommen.", "Bitte das Rechtsprofil prüfen."
    ),
    # Corrections
    "unknown_entry": Words(
        "Diesen Eintrag gibt es im Verlauf nicht.",
        "Bitte die Nummer des Eintrags nehmen; ein Schlüssel gilt nur für die eigene Anmeldung.",
    ),
    "not_correctable": Words("Eintrag Nr. {of} lässt sich so nicht berichtigen.", "{help}."),
    "not_in_its_place": Words(
        "Das kann nicht an die Stelle von Eintrag Nr. {of} treten.",
        "Bitte den Eintrag als „war nicht so“ streichen und das Richtige neu eintragen.",
    ),
    "follows_from": Words(
        "Eintrag Nr. {of} ist von selbst aus Eintrag Nr. {other} gefolgt.",
        "Bitte Eintrag Nr. {other} berichtigen.",
    ),
    "later_entry_in_the_way": Words(
        "Um {last} ist für {who} etwas eingetragen, das dann nicht mehr passt.",
        "Bitte zuerst den späteren Eintrag berichtigen.",
    ),
    "after_the_end": Words(
        "Um {since} war die Sitzung schon geschlossen (seit {last}).",
        "Bitte eine Zeit vor dem Schluss eintragen.",
    ),
    "count_stands": Words(
        "TOP {item} ist geschlossen: Bekannt gegebene Zahlen bleiben dann, wie sie sind.",
        "Bitte in einer Notiz festhalten, was falsch war; über das Protokoll entscheidet das Gremium.",
    ),
    "other_result": Words(
        "Mit diesen Zahlen wäre das Ergebnis ein anderes als das bekannt gegebene.",
        "Bitte die Abstimmung wiederholen lassen, gleich nach der Bekanntgabe; später hilft nur ein neuer Antrag.",
        Topic.VOTING,
    ),
    "recorded_votes_do_not_fit": Words(
        "Zu diesen Zahlen passen die Stimmen nicht, die auf Verlangen im Protokoll stehen.",
        "Bitte die Zahlen noch einmal prüfen.",
        ANSWER,
    ),
    # From outside the doors
    "behind_doors": Words(
        "Das ist gerade nicht möglich, und der Grund gehört zum nichtöffentlichen Teil der Sitzung.",
        "Bitte die Protokollführung fragen.",
    ),
}
