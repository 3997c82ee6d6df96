"""What the server itself has to say, in every language: at the door, and where a command never reached the meeting."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException

from handzeichen.words import keyed, said

OWN_RULE: Final = keyed("phrases.source.own_rule")
NO_SUCH_MEETING: Final = said("Diese Sitzung gibt es hier nicht. Bitte die Adresse prüfen.")
NO_SUCH_PAGE: Final = said(
    "Diese Seite gibt es nicht. Bitte die Adresse prüfen oder den Anmeldelink noch einmal öffnen."
)
NOT_PUBLISHED: Final = said(
    "Die Niederschrift dieser Sitzung ist noch nicht veröffentlicht. Die Ergebnisse stehen in der öffentlichen Ansicht."
)
NO_SUCH_ENTRY: Final = said("Diesen Eintrag gibt es nicht, oder er lässt sich nicht berichtigen.")
NO_SUCH_ITEM: Final = said("Diesen Tagesordnungspunkt gibt es nicht. Bitte die Adresse prüfen.")
NOTHING_TO_EXPLAIN: Final = said("Dazu gibt es hier nichts zu erklären. Bitte die Adresse prüfen.")
REFUSAL_FORGOTTEN: Final = said(
    "Zu dieser Ablehnung ist der Stand von damals nicht mehr bekannt. Was sie sagt und worauf sie sich stützt, "
    "steht in der Meldung selbst."
)
NO_SUCH_OBJECT: Final = said("Dieses Objekt gibt es hier nicht. Bitte die Adresse prüfen.")
NOT_A_FILTER: Final = said(
    "Ein Filter passt nicht: Zeiten brauchen Tag, Uhrzeit und Abstand zur Weltzeit, etwa 2026-11-24T18:00:00+01:00, "
    "Seiten und Mengen eine Zahl ab 1."
)
AGAIN_SOON: Final = said(
    "Frühere Sitzungen werden gerade eingelesen. Bitte in einigen Sekunden noch einmal fragen."
)
NO_SUCH_VIEW: Final = said("Diese Ansicht gibt es nicht. Möglich sind: hall, chair, clerk, member, public.")
NO_SUCH_SIGN_IN: Final = said("Diese Anmeldung gibt es nicht oder nicht mehr.")
FOREIGN: Final = said("Diese Anfrage kommt von einer fremden Seite und wird nicht angenommen.")
SIGN_IN_FIRST: Final = said(
    "Sie sind nicht angemeldet, oder die Anmeldung ist beendet. Bitte den Anmeldelink öffnen."
)
NOT_THE_OPERATOR: Final = said(
    "Diese Adresse ist für die Befehle auf dem Rechner des Servers, etwa „handzeichen backup“."
)
NOT_FOR_YOU: Final = said("Ihre Anmeldung ist dafür nicht vorgesehen.")
NO_SUCH_LINK: Final = said(
    "Diesen Anmeldelink gibt es nicht. Bitte den Code auf dem Anmeldebogen prüfen und noch einmal eingeben."
)
LINK_IS_CLOSED: Final = said(
    "Dieser Anmeldelink gilt nicht mehr. Bitte die Protokollführung ansprechen: Sie gibt einen neuen."
)
NOT_A_CODE: Final = said(
    "Das ist kein Code. Er steht auf dem Anmeldebogen und hat vier Gruppen zu vier Zeichen. "
    "Bitte zurückgehen und noch einmal eingeben."
)
NOBODY_WAITS: Final = said(
    "Diese Anfrage wartet nicht mehr: Sie wurde schon entschieden oder hat sich erledigt."
)
NO_CONFERENCE: Final = said(
    "Für diese Sitzung ist hier keine Videokonferenz eingerichtet. Der Zugang steht in der Einladung."
)
CONFERENCE_LATER: Final = said(
    "Die Videokonferenz ist noch nicht für diese Sitzung da: Sie öffnet zwei Stunden vor dem Beginn. Bitte dann noch "
    "einmal drücken."
)
CONFERENCE_OVER: Final = said("Die Sitzung ist beendet. In die Videokonferenz führt von hier kein Weg mehr.")
NOT_BY_VIDEO: Final = said(
    "Für Sie ist in dieser Sitzung keine Teilnahme per Video vorgesehen. Bitte in den Saal kommen oder die "
    "Protokollführung fragen."
)
NOT_IN_YET: Final = said(
    "Die Öffentlichkeit ist zurzeit ausgeschlossen. Bitte erst auf Ihrer Seite sagen, dass Sie per Video dabei sind, "
    "und bestätigen, dass niemand mithört: Danach führt der Weg in die Videokonferenz."
)
CHOOSE_A_PLACE: Final = said(
    "Es ist kein Platz angekreuzt. Bitte zurückgehen und ankreuzen, für wen es neue Bögen geben soll."
)
CHOOSE_A_PERSON: Final = said(
    "Für diese Zuordnung fehlt die Person, oder die Konferenz gehört nicht zu dieser Sitzung. Bitte zurückgehen und "
    "neu wählen."
)
CHOOSE_AN_ANSWER: Final = said("Es ist nichts angekreuzt. Bitte ankreuzen, was bestätigt wird.")
NOT_A_DAY: Final = said("Das ist kein Tag. Bitte ein Datum wählen, etwa 2026-10-31.")
NOT_REMEMBERED: Final = said(
    "Für diese Sitzung ist es bestätigt, für die nächsten ließ es sich nicht merken. Bitte der IT sagen:"
)
SIGNED_OUT: Final = said(
    "Sie sind abgemeldet. Um sich wieder anzumelden, öffnen Sie Ihren Anmeldelink noch einmal; "
    "die Protokollführung lässt Sie dann wieder zu."
)
TEMPLATE_FAILED: Final = said(
    "Die Word-Vorlage des Hauses lässt sich für diese Sitzung nicht ausfüllen. Bitte die IT fragen; in den anderen "
    "Formen gibt es das Protokoll."
)
TOO_LONG: Final = said("Das ist zu lang. Ein Befehl hat höchstens 256 Kilobyte.")
SPEAK_OUR_PROTOCOL: Final = said(
    "Bitte das Unterprotokoll „handzeichen.html“ oder „handzeichen.json“ verlangen."
)
FAILED: Final = said(
    "Hier ist ein Fehler des Programms aufgetreten. Bitte noch einmal versuchen und sonst die IT fragen."
)
STORE_IS_SILENT: Final = said(
    "Das ist gerade nicht möglich: Der Speicher antwortet nicht wie erwartet. Bitte noch einmal versuchen."
)
TOO_MANY_REQUESTS: Final = said(
    "Von Ihrem Anschluss kommen gerade zu viele Anfragen auf einmal. Bitte kurz warten und dann neu laden."
)
TOO_MANY_GUESSES: Final = said(
    "Von Ihrem Anschluss kamen zu viele Codes, die es nicht gibt. Bitte den Code auf dem Anmeldebogen genau prüfen, "
    "kurz warten und ihn noch einmal eingeben."
)
TOO_MANY_PRESSES: Final = said(
    "Mit diesem Link wurde gerade sehr oft angemeldet. Bitte kurz warten und dann noch einmal drücken."
)
TOO_MANY_VIEWERS: Final = said(
    "Es schauen gerade so viele zu, wie dieser Server zulässt. Bitte später noch einmal versuchen; wer angemeldet "
    "ist, kommt jederzeit hinein."
)

ONLY_WATCHES: Final[dict[str, object]] = {
    "refused": "only_watches",
    "why": said("Dieser Bildschirm zeigt nur an; hier kann nichts eingegeben werden."),
    "source": OWN_RULE,
    "do": said("Bitte an einem Platz eingeben, der dafür angemeldet ist."),
}
NOT_SIGNED_IN: Final[dict[str, object]] = {
    "refused": "signed_out",
    "why": said("Diese Anmeldung ist beendet."),
    "source": OWN_RULE,
    "do": said("Um weiter teilzunehmen, bitte die Protokollführung ansprechen."),
}
RESTARTS: Final[dict[str, object]] = {
    "refused": "restarting",
    "why": said("Der Server wird gerade neu gestartet: Das wurde nicht angenommen."),
    "source": OWN_RULE,
    "do": said("Die Seite verbindet sich gleich wieder; bitte dann noch einmal."),
}
TOO_FAST: Final[dict[str, object]] = {
    "refused": "too_fast",
    "why": said(
        "Von dieser Anmeldung kommt gerade zu viel auf einmal. Diese Eingabe wurde nicht angenommen."
    ),
    "source": OWN_RULE,
    "do": said(
        "Bitte kurz warten und es dann noch einmal eingeben. Ein Programm wartet am besten jede Antwort ab."
    ),
}
BUSY: Final[dict[str, object]] = {
    "refused": "busy",
    "why": said("In dieser Sitzung warten gerade zu viele Eingaben. Diese wurde nicht angenommen."),
    "source": OWN_RULE,
    "do": said("Bitte kurz warten und es dann noch einmal eingeben."),
}
HISTORY_CHANGED: Final[dict[str, object]] = {
    "refused": "history_changed",
    "why": said(
        "Das Protokoll im Speicher passt nicht mehr zu dem, was in dieser Sitzung schon galt. Nichts wurde "
        "eingetragen."
    ),
    "source": OWN_RULE,
    "do": said(
        "Bitte die Sitzung unterbrechen, bis die Technik den Speicher geprüft hat, und Stimmen so lange auf Papier "
        "festhalten."
    ),
}

BY_STATUS: Final = {
    404: NO_SUCH_PAGE,
    405: said(
        "So lässt sich diese Adresse nicht ansprechen. Bitte die Beschreibung der Schnittstelle prüfen."
    ),
}
"""What stands for the framework's own English words."""


def sentence_of(error: HTTPException) -> str:
    """What is said about a refusal at the door, in German."""
    if error.detail == HTTPStatus(error.status_code).phrase:
        return BY_STATUS.get(error.status_code, NO_SUCH_PAGE)
    return error.detail
