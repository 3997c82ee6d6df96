"""What the simulator says: who plays, each line of the script when it begins, and how things stand at the end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handzeichen.app.video.simulated.play import Note, Stands
from handzeichen.app.video.simulated.post import Letter, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays: names by the people's ids; and the names of those who sit in the room instead."""

    names: Mapping[str, str]
    in_the_room: Sequence[str] = ()


def heading(cast: Cast, seed: int, mail: Post, speed: float) -> Iterator[str]:
    """Before it begins."""
    yield f"Es spielen {len(cast.names)}: {', '.join(cast.names)}."
    if cast.in_the_room:
        yield f"Nicht dabei, weil im Saal oder in der Leitung: {', '.join(cast.in_the_room)}."
    minutes, seconds = divmod(round(mail.end / speed), 60)
    yield f"Startwert {seed} (mit --seed {seed} kommt dasselbe noch einmal), Dauer {minutes}:{seconds:02} Minuten."


def _clock(at: float) -> str:
    minutes, seconds = divmod(at, 60)
    return f"{int(minutes)}:{seconds:04.1f}"


def note(note: Note) -> str:
    """A line of the script, as it begins."""
    fewer = f" ({note.missing} weniger, als verlangt)" if note.missing else ""
    return f"{_clock(note.at):>8}  {note.act.text}: {', '.join(note.people) or 'niemand'}{fewer}"


def line(letter: Letter) -> str:
    """A delivery, for a run that sends none."""
    told = letter.tells
    whose = f"{told.who} {told.device}" if told.device else " ".join(device for device, _ in told.present)
    marks = (("verloren", letter.is_lost), ("doppelt", letter.is_double), ("verspätet", letter.is_late))
    marked = ", ".join(word for word, is_so in marks if is_so)
    return f"{_clock(letter.at):>8}  {told.what:<10} {whose}{f' ({marked})' if marked else ''}"


def counted(mail: Post) -> Counter[str]:
    """What a run would have counted."""
    found = Counter[str]()
    for letter in mail.letters:
        found += Counter(sent=not letter.is_lost, lost=letter.is_lost)
        found += Counter(double=letter.is_double, late=letter.is_late)
    return found


def end(mail: Post, cast: Cast, sent: Counter[str]) -> Iterator[str]:
    """When it is over."""
    yield (
        f"{sent['sent']} Meldungen, davon {sent['double']} doppelt und {sent['late']} verspätet; "
        f"{sent['lost']} gingen verloren."
    )
    if mail.unsaid:
        yield f"{mail.unsaid} Ereignisse meldet dieses System nicht (Kamera oder Hand)."
    here = sum(stands is Stands.HERE for stands in mail.stands.values())
    yield f"Stand am Ende: {here} von {len(mail.stands)} in der Konferenz."
    for stands, words in ((Stands.BROKEN, "Verbindung gerissen"), (Stands.WENT, "gegangen")):
        names = [cast.names[who] for who, one in mail.stands.items() if one is stands]
        if names:
            yield f"  {words}: {', '.join(names)}"


def half_open(lines: int, pages: int) -> str:
    """How lines that died unnoticed were played."""
    if not pages:
        return (
            f"Halb offen: {lines}-mal, nur an den Meldungen gespielt; mit --links halten auch Seiten still."
        )
    stood = "hielt eine Seite still und kam" if pages == 1 else f"hielten {pages} Seiten still und kamen"
    return f"Halb offen: {lines}-mal; dabei {stood} auf einer neuen Verbindung wieder."


def hint(different: int, among: int) -> Iterator[str]:
    """Why perhaps nobody is shown as they are."""
    if different == among:
        yield (
            "Das sind alle. Ist die Konferenz die dieser Sitzung, darf man per Video teilnehmen, und tragen vielleicht "
            "Menschen ein, wer kommt (arrivals; nach der Eröffnung die erste Person auch, wo sie geheime Abstimmungen "
            "ausschließt)?"
        )
