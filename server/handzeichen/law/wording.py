"""How a result is put into words, from the profile's table: the sentence that is announced, kept and minuted.

One is "eine", from two on digits; "0 Enthaltungen" stands only in the form of three numbers.
"""

from handzeichen.law.majority import Tally, is_unanimous
from handzeichen.law.questions import Law

_PLAIN_KINDS = frozenset({"main", "amendment"})


def result(law: Law, kind: str, tally: Tally, *, passed: bool, needed: int) -> str:
    """The German wording of a ballot's result after its motion's kind."""
    if is_unanimous(tally) and tally.yes > 0 and not passed:
        return f"Trotz Einstimmigkeit ({_listed(tally)}) abgelehnt: {needed} Ja-Stimmen erforderlich"
    return _plain(tally, passed) if kind in _PLAIN_KINDS else _sentence(law, kind, tally, passed)


def _plain(tally: Tally, passed: bool) -> str:
    """Main motions and amendments: "Einstimmig", or the form of three numbers."""
    if is_unanimous(tally):
        word = "Einstimmig" if passed else "Einstimmig abgelehnt"
        return f"{word} {_abstentions(tally)}".strip()
    numbers = (
        f"{_number(tally.yes, 'Stimme', 'Stimmen')} dafür, {_number(tally.no, 'Stimme', 'Stimmen')} dagegen, "
        f"{_number(tally.abstain, 'Enthaltung', 'Enthaltungen')}"
    )
    return _capital(numbers if passed else f"{numbers} (abgelehnt)")


def _sentence(law: Law, kind: str, tally: Tally, passed: bool) -> str:
    """Procedure: "Die Eilbedürftigkeit wird mit 9 Ja-Stimmen gegen eine Nein-Stimme zuerkannt." """
    words = law.motion_words.value[kind]
    if not passed:
        return f"{words['subject']} wird nicht {words['verb']} ({_listed(tally, with_sides=True)})."
    if is_unanimous(tally):
        middle = f"einstimmig {_abstentions(tally)}".strip()
    else:
        yes = _number(tally.yes, "Ja-Stimme", "Ja-Stimmen", one="einer")
        no = _number(tally.no, "Nein-Stimme", "Nein-Stimmen")
        middle = f"mit {yes} gegen {no} {_abstentions(tally)}".strip()
    return f"{words['subject']} wird {middle} {words['verb']}."


def _listed(tally: Tally, *, with_sides: bool = False) -> str:
    """The numbers in brackets: what is none is left out, but for the two sides where they are asked for."""
    parts = [
        (tally.yes, "Ja-Stimme", "Ja-Stimmen", with_sides),
        (tally.no, "Nein-Stimme", "Nein-Stimmen", with_sides),
        (tally.abstain, "Enthaltung", "Enthaltungen", False),
    ]
    return ", ".join(_number(n, one, many) for n, one, many, always in parts if n or always)


def _abstentions(tally: Tally) -> str:
    """ "bei 2 Enthaltungen", "bei einer Enthaltung", or nothing."""
    return f"bei {_number(tally.abstain, 'Enthaltung', 'Enthaltungen', one='einer')}" if tally.abstain else ""


def _number(n: int, singular: str, plural: str, *, one: str = "eine") -> str:
    return f"{one} {singular}" if n == 1 else f"{n} {plural}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
