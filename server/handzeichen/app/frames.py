"""One message to a page, made once for everybody who gets it.

A server's text frame carries no mask (RFC 6455, 5.1), so the same bytes are right on every connection.
"""

from functools import partial
from typing import Any, Final

import msgspec

from handzeichen.words import Said
from handzeichen.words.table import GERMAN, SHOWN

TEXT: Final = 0x81
"""FIN and the opcode of text (RFC 6455, 5.2)."""


def as_text(language: str, value: object) -> str:
    """What can be said in several languages, in this one; raises NotImplementedError for what is no such text."""
    if isinstance(value, Said):
        return value.in_language(language)
    raise NotImplementedError(f"{type(value).__name__} is no part of a message")


_ENCODERS: Final = {
    language: msgspec.json.Encoder(enc_hook=partial(as_text, language)).encode for language in SHOWN
}


def encode(content: object, language: str = GERMAN) -> bytes:
    """As JSON, and what can be said in several languages in this one."""
    return _ENCODERS[language](content)


class Frame:
    """A message as text for the server's own `send`, and as the bytes of a whole WebSocket frame."""

    __slots__ = ("payload", "wire")

    def __init__(self, content: dict[str, Any], language: str = GERMAN) -> None:
        self.payload = encode(content, language)
        self.wire = header(len(self.payload)) + self.payload

    @property
    def text(self) -> str:
        """The message as text."""
        return self.payload.decode()


def header(length: int) -> bytes:
    """The head of a whole, unmasked text frame (RFC 6455, 5.2: the length in 7, 7+16 or 7+64 bits)."""
    if length < 126:
        return bytes((TEXT, length))
    if length < 1 << 16:
        return bytes((TEXT, 126)) + length.to_bytes(2, "big")
    return bytes((TEXT, 127)) + length.to_bytes(8, "big")
