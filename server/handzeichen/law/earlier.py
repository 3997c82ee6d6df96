"""What the program did by itself before a profile could answer: it fills the gaps in logs of earlier versions.

A log holds the answers to the questions of its day, and its meeting is read by them forever. Whoever adds a question
adds here what was done without it; a profile that ships must answer every question itself.
"""

from typing import Any, Final

from handzeichen.law.questions import Answer
from handzeichen.law.values import answer

BEFORE: Final[dict[str, object]] = {
    "abstentions": "ignored",
    "tie": "rejected",
    "second_convening_least": {},
    "legal_bar_least": {},
    "legal_bar_approval": False,
    "presumed_least": {},
    "approved_system": False,
    "movers": {},
    "precedence": {"order": ["recusal", "urgency", "urgent_item"]},
    "demands": {},
    "debate_on_procedure": {"replies": "free"},
    "speaking_time": {},
    "terms": {"bar": "Mitwirkungsverbot"},
    # What was put off was nowhere listed as coming back.
    "comes_back": {},
    "comes_back_minuted": False,
    # The end of a debate was recorded and kept nobody from asking for the floor.
    "heard_after_debate": ["speech", "procedure", "reply", "question", "personal", "report"],
    "elections_scope": "all",
    # Minutes had one look, no lines to sign on, and the wordings of the contract.
    "minutes_style": {},
    "minutes_chapters": [],
    "signatories": [],
    "result_words": {},
    # Whether a camera was on was told on the clerk's page, and changed nothing.
    "without_picture_counts_as_present": True,
    "without_picture_may_vote": True,
    # Nothing was ever destroyed.
    "retention": {},
    # The public found no minutes on the server, and nothing stopped a resolution.
    "minutes_published": "approved",
    "objection": {"term": "Einspruch"},
}
"""By question, the plain value as a profile would write it."""


def before_it_was_asked(question: str) -> Answer[Any]:
    """The answer of a log that is older than the question; raises KeyError for a question of the first version."""
    value = BEFORE[question]
    return answer(
        question, value, "Regel des Programms, bevor danach gefragt wurde", "local", "0001-01-01", None
    )
