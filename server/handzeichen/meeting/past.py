"""Everything that was entered, in its order, and what corrections have put in the place of single entries.

Nothing here is ever edited: an entry stays as it was made, and a correction says what is true at its number. The facts
are the entries as they are true now; the state of a meeting is what they come to. Kept in chunks, so that one more
entry copies a few references and never the whole evening.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from handzeichen.meeting.events import Corrected, Entry

CHUNK = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What is true at a number of the log since a correction: entries as they should have been, or none."""

    by: Entry
    """The correction."""
    facts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All entries so far, and by their number what stands in place of those that were wrong."""

    full: tuple[tuple[Entry, ...], ...] = ()
    last: tuple[Entry, ...] = ()
    instead: Mapping[int, Instead] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        """Every entry as it was made."""
        for chunk in self.full:
            yield from chunk
        yield from self.last

    def entry(self, seq: int) -> Entry | None:
        """The entry with this number, as it was made."""
        return next((entry for entry in self if entry.seq == seq), None)

    def at(self, entry: Entry) -> tuple[Entry, ...]:
        """What is true where an entry stands: itself, or what a correction says."""
        instead = self.instead.get(entry.seq)
        return (entry,) if instead is None else instead.facts

    def facts(self) -> Iterator[Entry]:
        """The entries as they are true now; corrections have had their effect and are none of them."""
        for entry in self:
            if not isinstance(entry.event, Corrected):
                yield from self.at(entry)

    def and_(self, entry: Entry) -> "Past":
        """One more entry."""
        if len(self.last) < CHUNK:
            return replace(self, last=(*self.last, entry))
        return replace(self, full=(*self.full, self.last), last=(entry,))

    def without(self, seqs: Collection[int]) -> "Past":
        """The same without some entries, as if they had been withheld."""
        if not seqs:
            return self
        kept = tuple(entry for entry in self if entry.seq not in seqs)
        return Past(last=kept, instead={seq: told for seq, told in self.instead.items() if seq not in seqs})

    def corrected(self, by: Entry, event: Corrected) -> "Past":
        """What a correction says, in the place of what was true there; of an entry withheld nothing is known."""
        changed = {change.seq: change for change in event.instead}
        found = {
            entry.seq: Instead(
                by=by,
                facts=tuple(
                    replace(entry, at=changed[entry.seq].at, event=event)
                    for event in changed[entry.seq].events
                ),
            )
            for entry in self
            if entry.seq in changed
        }
        return replace(self, instead={**self.instead, **found})
