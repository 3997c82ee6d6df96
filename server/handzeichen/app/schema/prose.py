"""The prose of the document: how to sign in, how a socket speaks, what is said at the door."""

from typing import Final

from handzeichen.app.connection import RESTARTED, SIGNED_OUT
from handzeichen.app.hub import HTML, JSON
from handzeichen.app.limits import IN_FLIGHT
from handzeichen.app.sign_in import COOKIE
from handzeichen.app.transport import TOO_MUCH

SAYS: Final = f"""A meeting takes commands and shows itself in parts.

**Sign in.** `POST /anmelden/<code>`, the address of a sign-in link, answers with a cookie `{COOKIE}<slug>` and leads
to `/s/<slug>/`. The link then belongs to that device: from another one the same request only asks the clerk, and leads
back to the link's page; once the clerk has let it in, its cookie counts. A client with one sign-in for a meeting sends
the cookie; with several, `?slug=` says which of them asks. Who asks is known from the sign-in alone: hall (asks for
nothing), chair (whoever leads now), clerk, or a person.

**Ask.** `POST /api/meetings/<meeting>/commands` takes one `Command` and answers with `Accepted` or `Refused`, both of
them answers, once they are durable; what is no `Command` is `Unreadable`. An accepted command with a `key` acts once:
ask again with the same key after a cut, and the same answer comes.

**Watch.** `GET …/views/<audience>` gives all parts as they are now, `/ws/<meeting>` each change of them.

Texts that people read are German; with `?language=en` commands, views and sockets answer in English, with `leicht` in
plain German. Times carry the offset of the meeting.
"""

LISTENS: Final = f"""The subprotocol says in which form parts come: `{JSON}` (data) or `{HTML}` (elements of our pages).

The server sends `ServerMessage`s, each a JSON object in one text frame: on connecting all parts of the audience (the
role of the sign-in; without `slug` the public) as frames like `HallFrame`, then each part that changed, whole; an
`AnswerMessage` for each command; a `Beat` from time to time, to be answered by `BeatAnswer`, else the connection ends.

The client sends `ClientMessage`s: commands, answers to beats, pings where it measures the connection, and what a video
conference tells that it shows.

Coming back, a client names the last frame it saw (`since` and `head`) and gets only what is newer. Where the log does
not go on from there, a `Fork` says so and everything follows. A vote that was not answered before a cut is not sent
again unseen: the part `receipt` says what is true of it.

At most {IN_FLIGHT} commands of a sign-in wait at a time. Whoever asks faster than the server is set up for is answered
`too_fast`, and read more slowly. Close code {TOO_MUCH}: more messages or bytes came than it takes on one socket. Close
code {SIGNED_OUT}: the sign-in has ended (our pages are told so at the handshake too, since a browser keeps its status
from them). Close code {RESTARTED}: the server ends and another begins; what was not answered by then was not taken.
Come back, at a moment of your own chance within some seconds.
"""

TELLS: Final = {
    400: "No subprotocol that is spoken here was asked for.",
    401: "Nobody is signed in, or the sign-in has ended.",
    403: "This sign-in is not meant for that, or the request comes from another host's page.",
    404: "There is no such meeting, view, link or sign-in.",
    409: "Another device waits with this link already.",
    410: "The link leads nowhere any more: a newer one took its place, or the clerk turned a device away.",
    413: "The command is longer than 256 kilobytes.",
    429: "Too much came from this address or sign-in: ask again after the seconds that `Retry-After` says.",
    503: "The store does not answer as it should, or the server has no room left; nobody is told more than that.",
}
"""What a status means at the door."""

SCHEMES: Final = {
    "signIn": {
        "type": "apiKey",
        "in": "cookie",
        "name": f"{COOKIE}<slug>",
        "description": "A cookie for each sign-in, named after its slug.",
    }
}

OPARL: Final = """\
The system leads to the bodies, a body to its lists, a list to its objects; each object is found at its own address. The
schemas are OParl's own, at schema.oparl.org; tallies stand in an agenda item under `handzeichen:votes`. Meetings held
for practice are not told of. Pages of any host may read it. `deploy/formats.md` says what is told when.
"""

VIDEO: Final = """\
In the system's own form, signed as that system signs, or in ours, which the manual and `app/video/signed.py` describe.
Deliveries may be repeated, and come in any order: what counts is the time of each event.
"""
