"""The code of a sign-in link: short enough to be typed from paper, long enough never to be guessed.

Sixteen signs of an alphabet in which no two look alike, 80 bits of chance. Whoever types may use capitals, leave out
the hyphens, and take an O for a zero.
"""

import re
from secrets import choice
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 16
GROUP: Final = 4

_ALIKE: Final = str.maketrans("oil", "011")
_FILLING: Final = re.compile(r"[\s\-–]+")
_is_code = re.compile(f"[{ALPHABET}]{{{LENGTH}}}").fullmatch


def new_code() -> str:
    """A fresh code, as it is printed: in groups."""
    return grouped("".join(choice(ALPHABET) for _ in range(LENGTH)))


def grouped(code: str) -> str:
    """A code in groups of four, as it is printed and stands in addresses."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, in groups; None where it cannot be one."""
    code = _FILLING.sub("", typed).lower().translate(_ALIKE)
    return grouped(code) if _is_code(code) else None
