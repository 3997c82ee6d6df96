"""What a screen is made of: one part is one dataclass, one JSON key, one template, one element."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a screen, equal wherever its data is equal; `template` lies under web/templates/parts/."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing(Part):
    """Nothing to show here, now or to this audience: the place stays, so that it can be filled later."""

    template: ClassVar[str] = "nothing.html"


NOTHING = Nothing()
