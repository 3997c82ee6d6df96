"""Every command of the contract as it is sent, with all that the codec demands of it.

The fields come from the commands' type hints. What the fields of one command demand of each other stands in RULES,
beside the reason; what no schema can say is checked by the codec alone (the tests list it).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from handzeichen.app.schema.components import NOT_NULL, NULL, Components, Schema, closed, nullable, pointer
from handzeichen.app.schema.hints import Asked, Special
from handzeichen.log.asks import KEY_LIMIT
from handzeichen.meeting import commands as c
from handzeichen.meeting.ids import Cause, Choice, Kind, Line, Text
from handzeichen.meeting.rights import WHO

COMMAND: Final = "Command"

_SAYS: Final = """One thing asked of the meeting; `do` says which.

A field that is null counts as left out. `by` and `at` are never looked at: who asks is known from the sign-in, when
from the server's clock. `key` makes an accepted command act once: the same key gets the same answer, after a crash as
well; a refusal keeps no key. A new `motion` or `ballot` may be left out and gets the next free id.

Every command of the chair's may be entered by the clerk on the chair's word, every one of a member's by clerk or chair
for that person (`person`). Only a vote on one's own device (`cast_vote`) is given by nobody else.
"""
_ASKERS: Final = {
    "C": "the chair",
    "K": "the clerk",
    "M": "the person concerned",
    "S": "a video system",
}
_NOTES: Final = {
    "since": "When it really was, if it is entered late: not in the future, not before the person's previous event.",
    "further": "True: later faults of these people begin as the member's own, too, unless what can be seen speaks "
    "against it then. It ends with another word, and when the person leaves or changes place. False takes it back.",
    "reported": "How it came to be known: `phone` where somebody cut off rang up. Left out, nothing is said of it.",
}

SPECIAL: Final[Special] = {
    (c.ChosenMajority, "fraction"): {
        "type": "string",
        "pattern": "^[0-9]{1,4}/[0-9]{1,4}$",
        "examples": ["2/3"],
        "description": "A fraction above 0 and at most 1.",
    },
    # The command inside a correction is read at the same door: `at` counts there, `by` is never looked at.
    (c.Correct, "with_"): nullable(
        {
            **pointer(COMMAND),
            "properties": {"at": nullable(pointer("Moment")), "by": pointer("Json")},
            "description": "The command as it should have been; `at` is when it should have happened.",
        }
    ),
}


def exactly_one(*names: str) -> Schema:
    """One of these fields is given, the others are not."""
    return {
        "oneOf": [
            {
                "required": [name],
                "properties": {name: NOT_NULL, **{other: NULL for other in names if other != name}},
            }
            for name in names
        ]
    }


def three_or_two_and_the_third_derived() -> Schema:
    """Hands are counted for every choice, or for two of them and the third follows."""
    words = [choice.value for choice in Choice]
    counted = {word: NOT_NULL for word in words}
    derived = [
        {
            "required": ["derive", *(other for other in words if other != word)],
            "properties": {**counted, word: NULL, "derive": {"const": word}},
        }
        for word in words
    ]
    return {"oneOf": [{"required": words, "properties": {**counted, "derive": NULL}}, *derived]}


RULES: Final[Mapping[type[c.Command], Schema]] = {
    c.LoseConnection: exactly_one("person", "scope"),
    c.RestoreConnection: exactly_one("person", "scope"),
    c.AttributeFault: {
        **exactly_one("person", "persons", "scope"),
        "not": {"required": ["persons"], "properties": {"persons": {"type": "array", "maxItems": 0}}},
        "anyOf": [
            {"properties": {"further": NULL}},
            {"properties": {"cause": {"const": Cause.MEMBER.value}, "scope": NULL}},
        ],
    },
    c.SettleSteps: {"not": {"properties": {"steps": {"type": "array", "maxItems": 0}}}},
    c.CountHands: three_or_two_and_the_third_derived(),
    c.Move: {
        "anyOf": [
            {"properties": {"approves": NULL}},
            {"required": ["approves"], "properties": {"kind": {"const": Kind.MAIN.value}}},
        ]
    },
    c.OpenBallot: {},  # A fraction's size is a number in a text; its form is in SPECIAL.
}
"""What the fields of a command demand of each other: one entry for each command that has a fault of its own."""


def describe(components: Components) -> Schema:
    """Add all commands; the pointer to their union."""
    asked = Asked(components, SPECIAL)
    for hint in (int, Text, Line, object, datetime):
        asked.of(hint)  # Pointed to by name, in a correction and in free JSON.
    words = {
        word: components.add(f"{kind.__name__}Command", _command(asked, word, kind))
        for word, kind in c.COMMANDS.items()
    }
    mapping = {word: schema["$ref"] for word, schema in words.items()}
    discriminator = {"propertyName": "do", "mapping": mapping}
    return components.add(
        COMMAND, {"oneOf": list(words.values()), "discriminator": discriminator, "description": _SAYS}
    )


def _command(asked: Asked, word: str, kind: type[c.Command]) -> Schema:
    schema = asked.record(kind)
    for name in schema["properties"].keys() & _NOTES.keys():
        schema["properties"][name]["description"] = _NOTES[name]
    askers = " or ".join(_ASKERS[letter] for letter in WHO[kind])
    return {
        **closed(
            {"do": {"const": word}, **schema["properties"], **_ENVELOPE},
            required=["do", *schema["required"]],
            description=f"{schema['description']}\n\nAsked by {askers}.",
        ),
        **RULES.get(kind, {}),
    }


_ENVELOPE: Final[dict[str, Schema]] = {
    "key": {
        "type": ["string", "null"],
        "minLength": 1,
        "maxLength": KEY_LIMIT,
        "pattern": "^[^\\x00]*$",
        "description": "Made up by the client, once for each thing it wants to happen.",
    },
    "by": {"description": "Never looked at."},
    "at": {"description": "Never looked at."},
}
