"""How a result is put into words: the sentence that is announced, kept and minuted in German, and told in English.

Which sentence it is, is said here; the sentences stand in `words`, or in the profile of a house that says it
otherwise (`result_words`); subject and verb of a procedure in the profile.
"""

from handzeichen.law.majority import Tally, Tie, is_unanimous
from handzeichen.law.questions import Law
from handzeichen.law.result_words import in_house_words
from handzeichen.law.terms import motion_words
from handzeichen.words import keyed, with_capital
from handzeichen.words.table import Declined

_PLAIN_KINDS = frozenset({"main", "amendment"})


def result(law: Law, kind: str, tally: Tally, *, passed: bool, needed: int, tie: Tie | None = None) -> str:
    """The wording of a ballot's result after its motion's kind; `tie` is who decided where the votes did not."""
    numbers = {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "needed": needed}
    if tie is not None:
        return _after_a_tie(law, kind, numbers, passed, keyed(f"results.tie.by.{tie}"))
    phrases = law.result_words.value
    form = "unanimous" if is_unanimous(tally) else "counted"
    if form == "unanimous" and tally.yes > 0 and not passed:
        return in_house_words(phrases, "rejected.though_unanimous", **numbers)
    if kind in _PLAIN_KINDS:
        return with_capital(
            in_house_words(phrases, f"{'carried' if passed else 'rejected'}.{form}", **numbers)
        )
    words = motion_words(law, kind)
    form = form if passed else "rejected"
    return in_house_words(
        phrases, f"procedure.{form}", **numbers, subject=words["subject"], verb=words["verb"]
    )


def _after_a_tie(law: Law, kind: str, numbers: dict[str, int], passed: bool, by: str) -> str:
    """ "Bei Stimmengleichheit (5 Ja-Stimmen, 5 Nein-Stimmen) wird die Vertagung durch das Los beschlossen." """
    end = "carried" if passed else "rejected"
    if kind in _PLAIN_KINDS:
        return with_capital(keyed(f"results.tie.{end}", **numbers, by=by))
    words = motion_words(law, kind)
    subject = Declined(words["subject"], words["subject"][:1].lower() + words["subject"][1:])
    return keyed(f"results.tie.procedure.{end}", **numbers, by=by, subject=subject, verb=words["verb"])
