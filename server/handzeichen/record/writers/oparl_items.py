"""The items of a meeting as OParl agenda items: what became of each, and the numbers of its ballots."""

from collections.abc import Iterator
from typing import Final

from handzeichen.meeting.ids import Kind, MotionEffect, MotionOutcome, Secrecy
from handzeichen.meeting.names import item_number, motion_name
from handzeichen.meeting.state import ItemState, Meeting, Motion
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record import labels
from handzeichen.record.data import Data, record
from handzeichen.record.proceedings import home
from handzeichen.record.writers.oparl_place import Addresses, Place

CARRIED: Final = frozenset({MotionOutcome.ADOPTED, MotionOutcome.AGREED})


class Items(Addresses):
    """The items of one meeting."""

    def __init__(self, meeting: Meeting, place: Place) -> None:
        super().__init__(meeting, place)
        self._ballots = _ballots(meeting)

    def agenda_item(self, order: int, state: ItemState) -> Data:
        number = item_number(self.meeting, state.item.id)
        is_public = state.item.secrecy is Secrecy.PUBLIC
        found = self.made(
            "AgendaItem",
            self.item(state),
            meeting=self.id,
            number=number,
            order=order,
            name=state.item.title,
            public=is_public,
            consultation=next((self.consultation(state, paper) for paper in state.papers), None),
            result=self._result(state),
            resolutionText=self._resolution(state),
            start=self.at(state.called_at),
            end=self.at(state.closed_at or self.meeting.sitting.times.closed_at) if state.calls else None,
            web=f"{self.results}#top-{number.lower().replace('.', '-')}",
        )
        votes = list(self._votes(state))
        stopped = any(one.stopped is not None and one.stopped.holds for one in self.motions(state))
        return {
            **found,
            **({"handzeichen:votes": votes} if votes else {}),
            **({"handzeichen:notToBeCarriedOut": True} if stopped else {}),
        }

    def motions(self, state: ItemState) -> Iterator[Motion]:
        """The motions on the matter of an item."""
        for motion in self.meeting.motions.values():
            if motion.moved.kind is Kind.MAIN and motion.moved.item == state.item.id:
                yield motion

    def _result(self, state: ItemState) -> str | None:
        """What became of it, in one or two words; nothing as long as its matter is not decided as a whole."""
        if any(motion.open for motion in self.motions(state)) and not state.off_the_agenda:
            return None
        recommends = any(motion.moved.effect is MotionEffect.RECOMMENDS for motion in self.motions(state))
        return labels.outcome(state, self.meeting.law.outcome_words.value, recommends=recommends)

    def _resolution(self, state: ItemState) -> str | None:
        """The texts that were resolved, as they read in the end."""
        carried = [motion for motion in self.motions(state) if motion.outcome in CARRIED]
        whole = [motion for motion in carried if motion.moved.part_of is None] or carried
        texts = [text for motion in whole if (text := as_it_stands(self.meeting, motion))]
        return "\n\n".join(texts) or None

    def _votes(self, state: ItemState) -> Iterator[Data]:
        for motion, ballot in self._ballots.get(state.item.id, ()):
            yield self._vote(motion, ballot)

    def _vote(self, motion: Motion, ballot: Data) -> Data:
        names = {"notVoted": "not_voted", "eligible": "eligible", "present": "present", "needed": "needed"}
        kept = ("method", "yes", "no", "abstain", "result", "unanimous", "wording")
        return {
            "motion": motion.id,
            "kind": labels.kind(self.meeting.law, motion.moved.kind),
            "name": str(motion_name(self.meeting, motion)),
            **{name: ballot[name] for name in kept},
            **{name: ballot[key] for name, key in names.items()},
            "announced": ballot["announced_at"],
        }


def _ballots(meeting: Meeting) -> dict[str, list[tuple[Motion, Data]]]:
    """By item the announced ballots on its motions, as the record has them."""
    found: dict[str, list[tuple[Motion, Data]]] = {}
    for ballot in record(meeting, length=0, head="")["ballots"].values():
        for id in (ballot["motion"], *ballot["with"]) if ballot["state"] == "announced" else ():
            motion = meeting.motions[id]
            found.setdefault(home(meeting, motion) or "", []).append((motion, ballot))
    return found
