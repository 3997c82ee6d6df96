"""A mapping that every vote renews: the one before stays as it is for whoever holds it, and the two share what is old.

A plain dictionary is copied whole for each vote: in a large body the last vote then costs several times the first.
"""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Final, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

FEW: Final = 64
"""So many entries are copied each time; then they join the rest, which is copied once."""


class Shared(Mapping[K, V], Generic[K, V]):
    """In the order of a dictionary: a key stays where it first came. Never changed; `with_` makes the next one."""

    __slots__ = ("_newer", "_old", "_whole")

    def __init__(self, old: Mapping[K, V] | None = None, newer: Mapping[K, V] | None = None) -> None:
        self._old: Mapping[K, V] = {} if old is None else old
        self._newer: Mapping[K, V] = {} if newer is None else newer
        self._whole: dict[K, V] | None = None

    def with_(self, key: K, value: V) -> "Shared[K, V]":
        """The same with one entry more, or another value for it."""
        if self._whole is not None:
            return Shared(self._whole, {key: value})
        if len(self._newer) < FEW:
            return Shared(self._old, {**self._newer, key: value})
        return Shared({**self._old, **self._newer, key: value})

    def __getitem__(self, key: K) -> V:
        return self._newer[key] if key in self._newer else self._old[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | D) -> V | D: ...
    def get(self, key: K, /, default: V | D | None = None) -> V | D | None:
        return self._newer[key] if key in self._newer else self._old.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._newer or key in self._old

    # Whoever wants all of it gets a dictionary, made once.

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[K]:
        return iter(self._all())

    def keys(self) -> KeysView[K]:
        return self._all().keys()

    def values(self) -> ValuesView[V]:
        return self._all().values()

    def items(self) -> ItemsView[K, V]:
        return self._all().items()

    def __repr__(self) -> str:
        return f"Shared({self._all()!r})"

    def _all(self) -> dict[K, V]:
        if self._whole is None:
            self._whole = {**self._old, **self._newer}
        return self._whole
