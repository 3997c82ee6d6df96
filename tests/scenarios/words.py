"""The sentences of a scenario and what each asks of the meeting: one row per way of saying something.

Whoever writes a scenario reads here what can be said. `{P}` is a person, `{PS}` several, `{T}` a point of the agenda,
`{M}` a motion; the rest is meant literally.
"""

import re
from typing import Any

from scenarios.builders import (
    CAUSES,
    CHOICES,
    KINDS,
    Builder,
    Looked,
    about_item,
    asks_for_the_floor,
    attribute,
    attribute_further,
    by_clerk,
    contested,
    count,
    count_papers,
    deferred,
    deputation,
    entered_recusal,
    for_minutes,
    gives_the_floor,
    hand_over,
    move,
    moved_before,
    note,
    on_ballot,
    on_motion,
    open_ballot,
    ordered,
    own,
    own_vote,
    papers,
    plain,
    put_in_order,
    recused,
    repeat,
    replace_passage,
    restated,
    seen,
    settled,
    speaks,
    split,
    supported,
    vote,
)

NAME = r"[A-ZÄÖÜ][\w-]+"
GAPS = {
    "{PS}": rf"(?P<people>{NAME}(?:(?:, | und ){NAME})*)",
    "{P}": rf"(?P<person>{NAME})",
    "{Q}": rf"(?P<other>{NAME})",
    "{T}": r"TOP (?P<item>[\w.]+)",
    "{M}": rf"(?P<motion>(?:Teil \d+ von )?TOP [\w.]+|(?:die|den|das) (?:{'|'.join(KINDS)}))",
    "{KIND}": rf"(?P<kind>{'|'.join(KINDS)})",
    "{CHOICE}": rf"(?P<choice>{'|'.join(CHOICES)})",
    "{CAUSE}": rf"(?P<cause>{'|'.join(CAUSES)})",
    "{TEXT}": r"„(?P<text>[^“]+)“",
}


SENTENCES: list[tuple[str, Builder]] = [
    ("Störung im Saal", plain("lose_connection", by="clerk", scope="room")),
    ("Störung im Saal behoben", plain("restore_connection", by="clerk", scope="room")),
    ("{PS} im Saal", by_clerk("arrive", via="room")),
    ("{PS} per Video", by_clerk("arrive", via="video")),
    ("{P} schaltet sich zu", own("arrive", via="video")),
    ("{PS} (?:geht|gehen)", by_clerk("leave")),
    ("{P} i.V. {Q}", deputation("deputise")),
    ("{P} nicht mehr i.V. {Q}", deputation("end_deputation")),
    ("Störung bei {PS}", by_clerk("lose_connection")),
    ("Störung bei {PS} behoben", by_clerk("restore_connection")),
    ("Störung bei {P} liegt {CAUSE}", attribute),
    ("Störung bei {P} liegt {CAUSE}, auch künftig", attribute_further),
    ("Störung im Saal liegt bei der Kommune", plain("attribute_fault", scope="room", cause="municipality")),
    ("nach der Störung ist alles Übrige (?P<how>unerheblich|wiederholt)", settled),
    ("{P} ist allein im Raum", own("confirm_alone")),
    ("{P} meldet sich zu {T} befangen", recused),
    ("{P} zu {T} als befangen eingetragen", entered_recusal),
    ("{P} bestreitet das zu {T}", contested),
    ("Sitzung eröffnet", plain("open_meeting")),
    ("Sitzung unterbrochen", plain("suspend")),
    ("Sitzung fortgesetzt", plain("resume")),
    ("Sitzung geschlossen", plain("close_meeting")),
    ("Leitung an {P} übergeben", hand_over),
    ("{P} übernimmt die Leitung", own("take_chair")),
    ("Einberufung festgestellt", plain("state_convening")),
    ("Beschlussfähigkeit festgestellt", plain("state_quorum")),
    ("{P} zweifelt die Beschlussfähigkeit an", own("challenge_quorum")),
    ("{T} aufgerufen", about_item("call_item")),
    ("{T} geschlossen", about_item("close_item")),
    ("{T} zur Kenntnis genommen", about_item("take_note")),
    (r"{T} auf Wunsch der (?P<faction>.+) in die Fraktionen gezogen", deferred),
    ("Öffentlichkeit ausgeschlossen", plain("exclude_public")),
    (
        "Öffentlichkeit ausgeschlossen, Saal geräumt, Übertragung aus",
        plain("exclude_public", cleared=True, stream_off=True),
    ),
    ("Öffentlichkeit zugelassen", plain("admit_public")),
    ("{P} zur Ordnung gerufen(?:: {TEXT})?", ordered("call_to_order")),
    ("{P} von der Sitzung ausgeschlossen(?:: {TEXT})?", ordered("exclude")),
    (
        r"{P} beantragt (?:für (?P<faction>.+?) )?{KIND}(?: (?:von|für|zu|bei) {T})?(?: gegen {Q})?(?:: {TEXT})?",
        move,
    ),
    ("{P} beantragt zu {M} statt „(?P<old>[^“]+)“: {TEXT}", replace_passage),
    ("{P} beantragt zu {M} Streichung von „(?P<old>[^“]+)“", replace_passage),
    ("{P} beantragt, {T} vor TOP (?P<before>[\\w.]+) zu behandeln", moved_before),
    ("{P} beantragt (?P<minutes>\\d+) Minuten Unterbrechung", for_minutes),
    ("{P} meldet sich(?P<procedure> zur Geschäftsordnung)?", asks_for_the_floor),
    ("das Wort hat {P}", gives_the_floor),
    ("{P} beantragt zu {T}, einzeln abzustimmen: (?P<parts>„.+“)", split),
    ("{M} lautet im Ganzen {TEXT}", restated),
    ("{P} zieht {M} zurück", on_motion("withdraw_motion")),
    ("{PS} (?:unterstützt|unterstützen) {M}", supported),
    (r"zuerst (?P<first>.+), dann (?P<then>.+)", put_in_order),
    ("{P} spricht zur Sache", speaks),
    ("ohne Widerspruch: {M}", on_motion("agree")),
    ("{P} widerspricht: {M}", on_motion("object")),
    (
        r"Abstimmung über (?P<motions>.+?)(?P<how>, namentlich|, geheim)?"
        r"(?:, (?P<fraction>\d/\d) der (?P<base>Sitze|Stimmen) nach (?P<source>.+))?",
        open_ballot,
    ),
    ("{PS} (?:stimmt|stimmen) mit {CHOICE}", vote),
    ("gesehen: {PS} {CHOICE}", seen),
    (r"im Saal gezählt: (?P<numbers>[^;]+?)(?:; der Rest (?P<rest>Ja|Nein|Enthaltung))?", count),
    ("Stimmzettel für {PS}", papers),
    (r"ausgezählt: (?P<numbers>\d+ Ja, \d+ Nein, \d+ Enthaltung(?:en)?, \d+ ungültig)", count_papers),
    ("{P} zur Abstimmung zugelassen", lambda look, said: [
        {"by": "chair", "do": "admit_to_ballot", "ballot": look.ballot, "person": look.ids(said["person"])[0]}
    ]),
    ("Abstimmung geschlossen", on_ballot("close_ballot")),
    ("Ergebnis bekannt gegeben", on_ballot("announce_result")),
    ("Abstimmung abgebrochen: {TEXT}", on_ballot("abort_ballot", reason="text")),
    ("Abstimmung wiederholt: {TEXT}", repeat),
    ("{P} bezweifelt das Ergebnis", lambda look, said: [
        {"by": look.ids(said["person"])[0], "do": "doubt_result", "ballot": look.ballot}
    ]),
    ("{P} lässt die eigene Stimme festhalten(?:: {CHOICE})?", own_vote),
    ("vermerkt zu {T}: {TEXT}", note),
]  # fmt: skip


def pattern(sentence: str) -> re.Pattern[str]:
    """A row's sentence as what it matches, each gap by its name."""
    for gap, found in GAPS.items():
        sentence = sentence.replace(gap, found)
    return re.compile(sentence)


PATTERNS = [(pattern(sentence), build) for sentence, build in SENTENCES]


def commands(look: Looked, sentence: str) -> list[dict[str, Any]] | None:
    """The commands that a sentence asks for; None where nobody has said what it means."""
    for known, build in PATTERNS:
        if match := known.fullmatch(sentence):
            said = {name: value for name, value in match.groupdict().items() if value is not None}
            return list(build(look, said))
    return None
