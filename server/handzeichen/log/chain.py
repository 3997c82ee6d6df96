"""Seals a meeting's events into a chain, so that no line can be changed, moved or taken out without being noticed.

A line commits to its body by commitment = SHA-256(salt ‖ body), and to all lines before it by hash = SHA-256(previous
hash ‖ commitment). Hashes are taken over the stored bytes of a body, never over an object written anew. A body can be
withheld: its commitment keeps the chain whole, and its salt goes with it, so that nobody can guess what stood there.

A chain does not protect against whoever can write it anew from its first line, nor does it notice a missing end by
itself: that takes a head kept elsewhere (`heads`, the pages, the minutes).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line of a log: its sequence number and its hash in hex."""

    seq: int
    hash: str


START = Head(0, "00" * 32)
"""The head of a log in which nothing stands yet; the first line's previous hash is 32 zero bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a log: either salt and body, or, withheld, the commitment alone; all but the body in hex."""

    seq: int
    hash: str
    salt: str | None = None
    body: str | None = None
    commitment: str | None = None

    @property
    def head(self) -> Head:
        """What the log's head is once this line stands in it."""
        return Head(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first sequence number at which a log is not what it should be, and why, in German."""

    seq: int
    why: str


def random_salts() -> Iterator[bytes]:
    """Salts for a live meeting: nobody can guess a withheld body by trying."""
    while True:
        yield secrets.token_bytes(SALT_BYTES)


def derived_salts(seed: bytes) -> Iterator[bytes]:
    """Salts for a replay: equal plan and script give equal heads. Whoever holds both can derive them too."""
    for number in count(1):
        yield sha256(seed + number.to_bytes(8, "big")).digest()[:SALT_BYTES]


def seal(head: Head, bodies: Iterable[str], salts: Iterator[bytes]) -> list[Line]:
    """The bodies as the lines that follow a head; takes one salt of 16 bytes for each."""
    lines, previous = [], bytes.fromhex(head.hash)
    for seq, body in enumerate(bodies, start=head.seq + 1):
        salt = next(salts)
        previous = sha256(previous + _commitment(salt, body)).digest()
        lines.append(Line(seq=seq, hash=previous.hex(), salt=salt.hex(), body=body))
    return lines


def withhold(line: Line) -> Line:
    """The same line without its body: its commitment stays, and every hash after it still fits."""
    return Line(seq=line.seq, hash=line.hash, commitment=commitment_of(line).hex())


def commitment_of(line: Line) -> bytes:
    """What a line binds its body by; raises ValueError where a line has neither body nor commitment, or not in hex."""
    if line.commitment is not None:
        return bytes.fromhex(line.commitment)
    if line.salt is None or line.body is None:
        raise ValueError(f"line {line.seq} has neither body nor commitment")
    return _commitment(bytes.fromhex(line.salt), line.body)


def head_of(lines: Sequence[Line]) -> Head:
    """The head of a whole log."""
    return lines[-1].head if lines else START


def check(lines: Iterable[Line], head: str | None = None) -> Wrong | None:
    """The first line of a whole log that is wrong; with a head, a log that ends too early or too late is wrong too.

    `head` is a hash that somebody kept: from the minutes, a page, the side file.
    """
    whole = list(lines)
    wrong = check_after(START, whole)
    if wrong is not None:
        return wrong
    reached = next((line.seq for line in whole if line.hash == head), None)
    return _check_end(len(whole) + 1, head, reached)


def check_after(head: Head, lines: Iterable[Line]) -> Wrong | None:
    """The first of some lines that does not follow from a head and the lines before it; None when all do."""
    previous = bytes.fromhex(head.hash)
    for expected, line in enumerate(lines, start=head.seq + 1):
        if line.seq != expected:
            return Wrong(
                expected, f"Hier steht die Nr. {line.seq}: Zeilen fehlen, sind vertauscht oder doppelt."
            )
        try:
            previous = sha256(previous + commitment_of(line)).digest()
        except ValueError:
            return Wrong(
                expected, "Diese Zeile ist beschädigt: Was in ihr stand, lässt sich nicht mehr lesen."
            )
        if line.hash != previous.hex():
            return Wrong(expected, "Die Prüfsumme passt nicht: Diese Zeile oder die davor wurde geändert.")
    return None


def _check_end(following: int, head: str | None, reached: int | None) -> Wrong | None:
    if following == 1:
        return Wrong(1, "Es steht keine Zeile darin: Jedes Protokoll beginnt mit dem Plan der Sitzung.")
    if head is None or reached == following - 1:
        return None
    if reached is None:
        return Wrong(
            following, "Hier fehlt etwas: Der verlangte Kopf kommt nicht vor, das Ende wurde abgeschnitten."
        )
    return Wrong(reached + 1, "Hier steht etwas zu viel: Der verlangte Kopf ist die Zeile davor.")


def _commitment(salt: bytes, body: str) -> bytes:
    return sha256(salt + body.encode()).digest()
