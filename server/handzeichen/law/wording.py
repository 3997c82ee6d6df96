"""How a result is put into words: the sentence that is announced, kept and minuted. It is German, whoever reads it.

Which sentence it is, is said here; the sentences stand in `words`, subject and verb of a procedure in the profile.
"""

from handzeichen.law.majority import Tally, is_unanimous
from handzeichen.law.questions import Law
from handzeichen.law.terms import motion_words
from handzeichen.words.table import capital, say

_PLAIN_KINDS = frozenset({"main", "amendment"})


def result(law: Law, kind: str, tally: Tally, *, passed: bool, needed: int) -> str:
    """The wording of a ballot's result after its motion's kind."""
    numbers = {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain, "needed": needed}
    form = "unanimous" if is_unanimous(tally) else "counted"
    if form == "unanimous" and tally.yes > 0 and not passed:
        return say("results.rejected.though_unanimous", **numbers)
    if kind in _PLAIN_KINDS:
        return capital(say(f"results.{'carried' if passed else 'rejected'}.{form}", **numbers))
    words = motion_words(law, kind)
    form = form if passed else "rejected"
    return say(f"results.procedure.{form}", **numbers, subject=words["subject"], verb=words["verb"])
