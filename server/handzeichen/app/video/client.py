"""The one request that goes out of the house: the roster of a conference. It blocks, so it runs beside the loop."""

from http.client import HTTPException
from typing import Final
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from handzeichen.app.video.roster import Question

PATIENCE: Final = 8.0
"""Seconds for an answer."""
MOST: Final = 1024 * 1024
"""Bytes of an answer."""


class NoAnswer(Exception):
    """The system did not answer, or not with what was asked for; the message says why, without the secret."""


def fetch(question: Question) -> bytes:
    """The body of an answer with status 200. Nothing else is followed: no other address learns of the secret."""
    request = Request(question.url, question.body, dict(question.headers), method=question.method)
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            status, body = answer.status, answer.read(MOST + 1)
    except (URLError, OSError, ValueError) as error:
        raise NoAnswer(str(getattr(error, "reason", error))) from None
    except HTTPException:  # What it says may name the whole address, and with it the checksum.
        raise NoAnswer("die Antwort ist kein HTTP oder brach ab") from None
    if status != 200:
        raise NoAnswer(f"Status {status}")
    if len(body) > MOST:
        raise NoAnswer("die Antwort ist zu lang")
    return bytes(body)
