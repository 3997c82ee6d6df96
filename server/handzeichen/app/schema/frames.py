"""What goes over the WebSocket: messages of the server and of the client, each one JSON object."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handzeichen.app.hub import MEMBER, PUBLIC
from handzeichen.app.schema.answers import ANSWER
from handzeichen.app.schema.commands import COMMAND
from handzeichen.app.schema.components import Components, Schema, closed, one_of, pointer
from handzeichen.app.schema.hints import Told
from handzeichen.app.schema.parts import parts_of, whole
from handzeichen.app.schema.values import Hash
from handzeichen.app.video.page import MOST_EVENTS
from handzeichen.meeting.ids import Count
from handzeichen.views.audience import SCREENS

SERVER_MESSAGE: Final = "ServerMessage"
CLIENT_MESSAGE: Final = "ClientMessage"
VIEW: Final = "View"
OUTSIDE: Final = "outside"
"""A member's page while its person may see no more than the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where the log stands: its newest line and that line's hash. Sent back as `since` and `head` when coming back."""

    seq: Count
    head: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A sign of life, every so many seconds, with the meeting's time. Whoever answers none is cut off."""

    beat: Count
    every: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """The first beat of a connection: it also names the version of the server's pages. Programs need not heed it."""

    beat: Count
    every: float
    at: datetime
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pong:
    """The echo of a `Ping`, for whoever measures the way to the server and back. Only whoever is signed in gets one."""

    pong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What is wrong now that people must look into, in German, a line each; empty when all is well again.

    Only the clerk is told.
    """

    alarm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """The log here does not go on from what this client saw before: its past was changed. A whole picture follows."""

    fork: Stamp


def describe(components: Components, told: Told) -> None:
    """Add all messages, and each audience's view, which has the form of a whole frame."""
    for audience in SCREENS:
        components.add(
            frame_of(audience), _frame(told, audience, {**pointer(parts_of(audience)), "minProperties": 1})
        )
        components.add(view_of(audience), _frame(told, audience, whole(audience)))
    own = {**pointer(parts_of(MEMBER)), "minProperties": 1}
    components.add(frame_of(OUTSIDE), closed({"parts": own}, description=_OUTSIDE_FRAME))
    components.add(view_of(OUTSIDE), closed({"parts": whole(MEMBER)}, description=_OUTSIDE_FRAME))
    looks = (*SCREENS, OUTSIDE)
    components.add(VIEW, one_of([pointer(view_of(audience)) for audience in looks]))
    html = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
    components.add("HtmlFrame", _frame(told, "", html) | {"required": ["parts"], "description": _HTML})
    components.add("AnswerMessage", closed({"answer": pointer(ANSWER)}, description=_ANSWER))
    frames = [pointer(frame_of(audience)) for audience in looks]
    says = [*frames, pointer("AnswerMessage"), *map(told.of, (Beat, Greeting, Pong, Alarm, Fork))]
    components.add(SERVER_MESSAGE, {"anyOf": says, "description": _SERVER})
    components.add(
        "BeatAnswer", closed({"beat": {"type": "integer"}}, description="The number of the beat, sent back.")
    )
    components.add(
        "Ping", closed({"ping": {"type": "integer"}}, description="Sent back at once as a `Pong`.")
    )
    components.add("VideoReport", _video_report())
    asks = [pointer(name) for name in (COMMAND, "BeatAnswer", "Ping", "VideoReport")]
    components.add(CLIENT_MESSAGE, one_of(asks, description=_CLIENT))


def _video_report() -> Schema:
    events = {"type": "array", "maxItems": MOST_EVENTS, "items": {"type": "object"}}
    fields: Schema = {"system": {"enum": ["jitsi", "opentalk"]}, "own": {"type": "string"}, "events": events}
    report: Schema = {"type": "object", "properties": fields, "required": ["system", "events"]}
    return closed({"video": report}, description=_VIDEO)


def frame_of(audience: str) -> str:
    """The name of the schema of an audience's frames."""
    return f"{audience.title()}Frame"


def view_of(audience: str) -> str:
    """The name of the schema of an audience's whole view."""
    return f"{audience.title()}{VIEW}"


def _frame(told: Told, audience: str, parts: Schema) -> Schema:
    stamp = {} if audience == PUBLIC else told.properties(Stamp)
    return closed({**stamp, "parts": parts}, description=_FRAME if stamp else _PUBLIC_FRAME)


_VIDEO: Final = """What the frame with the video conference says, in its own words, where the house lets its pages tell
it: a member's page of its own connection (`own`), the hall's of all others. It is not answered."""
_FRAME: Final = """Parts as they are after line `seq` of the log. A frame on a socket holds those that changed, whole;
the others are as they were. A member's own parts come in frames of their own."""
_PUBLIC_FRAME: Final = """Parts as the public may see them. There is no number: gaps would tell what happened behind
closed doors."""
_OUTSIDE_FRAME: Final = """What a person's page gets who may see no more than the public now: press, guests, whoever was
excluded, and behind closed doors whoever is not there or is barred from the item called. The parts are the public's and
the person's own, without a number. On a socket it begins with all of them, and all come again when the person may see
the rest; a client forgets `since` and `head` at such a frame."""
_HTML: Final = """A frame of the subprotocol `handzeichen.html`: each part as one element with the id `part-<id>`. The
public's has neither `seq` nor `head`, nor has that of a person who stands outside the doors."""
_ANSWER: Final = "The answer to one command. What can be read is answered in its order, what cannot at once."
_SERVER: Final = "What the server sends over a socket of the subprotocol `handzeichen.json`."
_CLIENT: Final = """What a client sends over a socket: a command, the answer to a beat, or a ping. At most 32
commands of one connection wait at a time; further ones are read when those are answered."""
