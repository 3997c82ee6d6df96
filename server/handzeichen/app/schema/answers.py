"""What a command is answered, and what is said at the door: accepted, refused, unreadable, or an error.

Over HTTP an answer stands alone, on a socket it carries the key of the question. Every code of a refusal is listed with
its sentence: those of the meeting from their table, those of the server from where it says them.
"""

from typing import Final

from handzeichen.app.room import not_stored
from handzeichen.app.schema.components import Components, Schema, closed, one_of, pointer
from handzeichen.app.schema.hints import Told
from handzeichen.app.words import BUSY, HISTORY_CHANGED, NOT_SIGNED_IN, ONLY_WATCHES, RESTARTS, TOO_FAST
from handzeichen.log.keys import Answer
from handzeichen.log.port import StoreRefused
from handzeichen.meeting.refusals import REFUSALS
from handzeichen.words.table import template

ACCEPTED: Final = "Accepted"
REFUSED: Final = "Refused"
UNREADABLE: Final = "Unreadable"
ERROR: Final = "Error"
ANSWER: Final = "Answer"
"""What a socket's `answer` holds."""

_ACCEPTED_SAYS: Final = """It happened, and is durable.

`seq` and `head` are where the log stands since; `touches` are the announced ballots that a late entry concerns (they
stay as they are); `motion` or `ballot` is the one that the command made. A command that changes nothing is accepted
too and adds nothing."""
_REFUSED_SAYS: Final = """Nothing happened: an answer, not an error.

`why` is one German sentence, `source` the paragraph or the rule of the program behind it, `do` what would help."""
_UNREADABLE_SAYS: Final = "This is no command of this schema; one German sentence says why."
_KEY: Final[Schema] = {"type": ["string", "null"], "description": "The key of the question."}
_ANY_KEY: Final[Schema] = {"description": "What stood in `key`, whatever it was."}


def refusal_codes() -> dict[str, str]:
    """Every code that a refusal may carry, with the sentence (and its gaps) that comes with it."""
    said = (ONLY_WATCHES, NOT_SIGNED_IN, TOO_FAST, BUSY, RESTARTS, HISTORY_CHANGED)
    shell = (*said, not_stored(StoreRefused("{sentence}")))
    return {
        **{code: template(f"refusals.{code}.why") for code in REFUSALS},
        **{str(answer["refused"]): str(answer["why"]) for answer in shell},
    }


def describe(components: Components, told: Told) -> None:
    """Add all answers: as they stand alone, and with the key of their question."""
    codes = refusal_codes()
    listed = "\n".join(f"- `{code}`: {why}" for code, why in codes.items())
    components.add(
        "RefusalCode",
        {"enum": list(codes), "description": f"Why, for programs, with the German sentence:\n\n{listed}"},
    )
    for name, key in (("", None), (ANSWER, "key")):
        for kind, schema in _answers(told).items():
            with_key = {} if key is None else {key: _ANY_KEY if kind == UNREADABLE else _KEY}
            schema["properties"] |= with_key
            schema["required"] += with_key
            components.add(f"{name}{kind}", schema)
    components.add(ANSWER, one_of([pointer(f"{ANSWER}{kind}") for kind in (ACCEPTED, REFUSED, UNREADABLE)]))
    components.add(
        ERROR,
        closed(
            {"error": {"type": "string"}}, description="At the door: one German sentence says what is wrong."
        ),
    )


def _answers(told: Told) -> dict[str, Schema]:
    text: Schema = {"type": "string"}
    accepted = told.record(Answer)
    refused = {"refused": pointer("RefusalCode"), "why": text, "source": text, "do": text}
    return {
        ACCEPTED: closed(
            {"accepted": {"const": True}, **accepted["properties"]},
            required=["accepted", *accepted["required"]],
            description=_ACCEPTED_SAYS,
        ),
        REFUSED: closed(refused, description=_REFUSED_SAYS),
        UNREADABLE: closed({"unreadable": text}, description=_UNREADABLE_SAYS),
    }
