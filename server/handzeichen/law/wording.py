"""How a result is put into words: the sentence that is announced, kept and minuted. It is German, whoever reads it.

Which sentence it is, is said here; the sentences stand in `words`, subject and verb of a procedure in the profile.
"""

from handzeichen.law.majority import Tally, Tie, is_unanimous
from handzeichen.law.questions import Law
from handzeichen.law.terms import motion_words
from handzeichen.words.table import capital, say

_PLAIN_KINDS = frozenset({"main", "amendment"})


def result(law: Law, kind: str, tally: Tally, *, passed: bool, needed: int, tie: Tie | None = None) -> str:
    """The wording of a ballot's result after its motion's kind; `tie` is who decided where the votes did not."""
    numbers = {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "needed": needed}
    if tie is not None:
        return _after_a_tie(law, kind, numbers, passed, say(f"results.tie.by.{tie}"))
    form = "unanimous" if is_unanimous(tally) else "counted"
    if form == "unanimous" and tally.yes > 0 and not passed:
        return say("results.rejected.though_unanimous", **numbers)
    if kind in _PLAIN_KINDS:
        return capital(say(f"results.{'carried' if passed else 'rejected'}.{form}", **numbers))
    words = motion_words(law, kind)
    form = form if passed else "rejected"
    return say(f"results.procedure.{form}", **numbers, subject=words["subject"], verb=words["verb"])


def _after_a_tie(law: Law, kind: str, numbers: dict[str, int], passed: bool, by: str) -> str:
    """ "Bei Stimmengleichheit (5 Ja-Stimmen, 5 Nein-Stimmen) wird die Vertagung durch das Los beschlossen." """
    end = "carried" if passed else "rejected"
    if kind in _PLAIN_KINDS:
        return capital(say(f"results.tie.{end}", **numbers, by=by))
    words = law.motion_words.value[kind]
    subject = words["subject"][:1].lower() + words["subject"][1:]
    return say(f"results.tie.procedure.{end}", **numbers, by=by, subject=subject, verb=words["verb"])
