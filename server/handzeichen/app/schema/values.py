"""Single values as JSON Schema: what is asked is held to every limit of the contract, what is told is only described.

The patterns are ECMA-262's, without look-around, so that every tool can read them: `$` is the very end of the text.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple, NewType

from handzeichen.app.schema.components import Schema, any_of, pointer
from handzeichen.log.values import WHOLE
from handzeichen.meeting.ids import (
    ID_PATTERN,
    ID_TYPES,
    LEAST_SECONDS,
    LINE_LIMIT,
    MOST_SECONDS,
    TEXT_LIMIT,
    Count,
    Line,
    Rank,
    Seconds,
    Text,
)

Hash = NewType("Hash", str)
"""A SHA-256 in hexadecimal."""

_BREAKS: Final = "\\x00\\n\\r\\x0b\\x0c\\x1c-\\x1e\\x85\u2028\u2029"
"""What a text in one line does not hold: a line break of any alphabet, and the character that no store keeps."""
_DAY: Final = "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"
_SECONDS: Final = "[0-5][0-9]([.][0-9]{1,6})?"


class Leaf(NamedTuple):
    """A kind of value: its name among the components, if it deserves one, and its schema."""

    name: str | None
    schema: Schema


def _id(kind: Any) -> Leaf:
    what = kind.__name__.removesuffix("Id").lower()
    said = f"The id of a {what}. Whether there is such a {what} is the meeting's to say."
    return Leaf(kind.__name__, {"type": "string", "pattern": f"^{ID_PATTERN}$", "description": said})


def _whole(least: int, **more: Any) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": WHOLE, **more}


_JSON: Final = any_of(
    [
        {"type": ["null", "boolean"]},
        pointer("Whole"),
        pointer("Text"),
        {"type": "array", "items": pointer("Json")},
        {"type": "object", "propertyNames": pointer("Line"), "additionalProperties": pointer("Json")},
    ]
)
_IDS: Final[dict[object, Leaf]] = {kind: _id(kind) for kind in ID_TYPES}
_TEXT: Final = Leaf(
    "Text",
    {
        "type": "string",
        "maxLength": TEXT_LIMIT,
        "pattern": "^[^\\x00]*$",
        "description": "A text, of several lines perhaps.",
    },
)
_WHOLE: Final = Leaf("Whole", _whole(-WHOLE, description="A whole number, without a fraction part."))

ASKED: Final[Mapping[object, Leaf]] = {
    **_IDS,
    Text: _TEXT,
    str: _TEXT,
    Line: Leaf(
        "Line",
        {
            "type": "string",
            "maxLength": LINE_LIMIT,
            "pattern": f"^[^{_BREAKS}]*$",
            "description": "A text in one line.",
        },
    ),
    int: _WHOLE,
    Count: Leaf("Count", _whole(0, description="A number of heads, hands or papers.")),
    Seconds: Leaf(
        "Seconds",
        {
            **_whole(LEAST_SECONDS),
            "maximum": MOST_SECONDS,
            "description": "How many seconds somebody waits for an answer.",
        },
    ),
    Rank: Leaf(
        "Rank",
        {
            "anyOf": [{"type": "boolean"}, _whole(1)],
            "description": "A deputy chair's rank: `true` is the first, `false` is none.",
        },
    ),
    bool: Leaf(None, {"type": "boolean"}),
    datetime: Leaf(
        "Moment",
        {
            "type": "string",
            "pattern": f"^{_DAY}T{_CLOCK}(:{_SECONDS})?(Z|[+-]{_CLOCK})$",
            "examples": ["2026-11-22T18:00:00+01:00"],
            "description": "A moment with its distance to UTC; the seconds may be left out.",
        },
    ),
    date: Leaf("Day", {"type": "string", "format": "date", "pattern": f"^{_DAY}$", "description": "A day."}),
    object: Leaf("Json", {**_JSON, "description": "Any JSON without fractions, at most 20 levels deep."}),
}
"""What a command's values may be, by type hint."""

TOLD: Final[Mapping[object, Leaf]] = {
    **_IDS,
    **dict.fromkeys([Text, Line, str], Leaf(None, {"type": "string"})),
    int: Leaf(None, {"type": "integer"}),
    **dict.fromkeys([Count, Seconds], Leaf(None, {"type": "integer", "minimum": 0})),
    float: Leaf(None, {"type": "number"}),
    bool: Leaf(None, {"type": "boolean"}),
    Hash: Leaf(
        "Hash",
        {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "A SHA-256 in hexadecimal: of the log up to a line, or of the answers of law in force.",
        },
    ),
    datetime: Leaf(
        "Time",
        {
            "type": "string",
            "format": "date-time",
            "pattern": f"^{_DAY}T{_CLOCK}:{_SECONDS}[+-]{_CLOCK}$",
            "description": "A moment, with the offset of the meeting's `starts_at`.",
        },
    ),
    date: Leaf("Day", {"type": "string", "format": "date", "pattern": f"^{_DAY}$", "description": "A day."}),
}
"""What the values of answers, parts and records are, by type hint."""
