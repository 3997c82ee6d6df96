"""A meeting as Popolo JSON (popoloproject.com): people, organizations, motions and vote events, for researchers.

Only what the specification has terms for stands under its names; what it lacks begins with `handzeichen:`. A vote event
is a ballot's result for one motion: numbers that went to several motions make several. A single vote stands in it after
a roll call and never else. Nothing is null, and no list within an object is empty.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from handzeichen.meeting.ids import (
    CARRIED,
    OF_THE_BODY,
    BallotId,
    MotionId,
    MotionOutcome,
    PersonId,
    Result,
    Role,
)
from handzeichen.meeting.names import ADMINISTRATION, faction_name, motion_name
from handzeichen.meeting.plan import Person
from handzeichen.meeting.state import Meeting, Motion
from handzeichen.meeting.texts import as_it_stands
from handzeichen.record.data import Data, record
from handzeichen.record.order import attendance_order
from handzeichen.record.results import of_those_on_video

OPTIONS: Final = {"yes": "yes", "no": "no", "abstain": "abstain", "not_voted": "not voting"}
"""Each number of the record with the specification's word for that option."""
RESULTS: Final = {Result.PASSED: "pass", Result.REJECTED: "fail"}


def popolo(meeting: Meeting) -> bytes:
    """The whole file: a list of each class, by its name."""
    told = _Popolo(meeting)
    content = {
        "organizations": list(told.organizations()),
        "persons": list(told.persons()),
        "memberships": list(told.memberships()),
        "events": [told.event()],
        "motions": [told.motion(motion) for motion in meeting.motions.values()],
        "vote_events": list(told.vote_events()),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


class _Popolo:
    """The objects of one meeting; ids are `CLASS/…` with the ids of plan and log, the same in each of its files."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.told = record(meeting, length=0, head="")
        self.body = f"organization/{meeting.plan.body.id}"
        self.session = f"event/{meeting.plan.id}"

    # Who

    def organizations(self) -> Iterator[Data]:
        """The municipality, the body and its factions."""
        body = self.meeting.plan.body
        town = None if body.municipality is None else f"municipality/{body.municipality}"
        if town is not None:
            yield _made(id=town, name=body.municipality, classification="municipality")
        yield _made(id=self.body, name=body.name, classification=body.kind.value, parent_id=town)
        for faction in self.meeting.plan.factions:
            yield _made(
                id=self._faction(faction.id),
                name=str(faction_name(faction)),
                classification=faction.kind.value,
                parent_id=self.body,
            )

    def persons(self) -> Iterator[Data]:
        """Those of the body, whoever else came, and whoever moved something."""
        for person in self._people():
            yield _made(
                id=_person(person.id),
                name=" ".join(part for part in (person.title, person.given_name, person.name) if part),
                family_name=person.name,
                given_name=person.given_name,
                honorific_prefix=person.title,
            )

    def memberships(self) -> Iterator[Data]:
        """In the body, with the role there; in a faction."""
        for person in self._people():
            if person.role not in OF_THE_BODY:
                continue
            faction = None if person.faction is None else self._faction(person.faction)
            yield _made(
                id=f"membership/{self.meeting.plan.body.id}/{person.id}",
                person_id=_person(person.id),
                organization_id=self.body,
                role=_role(person),
                on_behalf_of_id=faction,
            )
            if faction is not None:
                yield _made(
                    id=f"membership/{self.meeting.plan.body.id}/{person.faction}/{person.id}",
                    person_id=_person(person.id),
                    organization_id=faction,
                )

    def _people(self) -> list[Person]:
        moved = {motion.moved.mover for motion in self.meeting.motions.values()}
        came = {person.id for person in attendance_order(self.meeting)}
        people = self.meeting.roll.people.values()
        return [one for one in people if one.role in OF_THE_BODY or one.id in came or one.id in moved]

    # The meeting and what it voted on

    def event(self) -> Data:
        """The meeting, to which motions and vote events belong."""
        planned, times = self.meeting.plan.meeting, self.meeting.sitting.times
        here = [_made(id=_person(one.id), name=one.name) for one in attendance_order(self.meeting)]
        return _made(
            id=self.session,
            name=f"{self.meeting.plan.body.name} {planned.number}",
            identifiers=[{"identifier": str(planned.number), "scheme": self.body}],
            classification="meeting",
            organization_id=self.body,
            start_date=_utc(times.opened_at or planned.starts_at),
            end_date=_utc(times.closed_at),
            location=planned.place,
            attendees=here,
        )

    def motion(self, motion: Motion) -> Data:
        """A motion: what it says, whose it is, and whether it was carried."""
        moved = motion.moved
        person = moved.mover if moved.mover in self.meeting.roll.people else None
        found = _made(
            id=self._motion(motion.id),
            organization_id=self.body,
            legislative_session_id=self.session,
            creator_id=None if person is None else _person(person),
            text=as_it_stands(self.meeting, motion) or str(motion_name(self.meeting, motion)),
            classification=moved.kind.value,
            date=self._at(motion.moved_at),
            requirement=self._requirement(motion),
            result=_result(motion.outcome),
        )
        more = {
            "name": str(motion_name(self.meeting, motion)),
            "item": moved.item or moved.under,
            "faction": None if moved.faction is None else self._faction(moved.faction),
            "administration": True if moved.mover == ADMINISTRATION else None,
            "amends": self._known(moved.amends),
            "part_of": self._known(moved.part_of),
            "effect": moved.effect.value,
            "outcome": motion.outcome.value,
            "not_to_be_carried_out": True if motion.stopped is not None and motion.stopped.holds else None,
        }
        return {**found, **_own(more)}

    def vote_events(self) -> Iterator[Data]:
        """Each result that was announced and still counts, for each motion that it decided."""
        for ballot, told in self.told["ballots"].items():
            if told["state"] == "announced":
                for motion in (told["motion"], *told["with"]):
                    yield self._vote_event(ballot, motion, told)

    def _vote_event(self, ballot: str, motion: str, told: Data) -> Data:
        votes = [self._vote(PersonId(person), choice) for person, choice in told["votes"].items()]
        found = _made(
            id=f"vote_event/{self.meeting.plan.id}/{ballot}/{motion}",
            identifier=ballot,
            organization_id=self.body,
            legislative_session_id=self.session,
            motion_id=self._motion(motion),
            start_date=told["opened_at"],
            end_date=told["closed_at"],
            result=RESULTS[Result(told["result"])],
            counts=[{"option": option, "value": told[name]} for name, option in OPTIONS.items()],
            votes=votes,
        )
        kept = ("method", "eligible", "present", "needed", "unanimous", "wording", "sources")
        told_of_nobody = of_those_on_video(self.meeting.ballots[BallotId(ballot)]) is not None
        video = told["by_video"] if told_of_nobody else None
        return {**found, **_own({**{name: told[name] for name in kept}, "by_video": video})}

    def _vote(self, person: PersonId, choice: str) -> Data:
        known = self.meeting.roll.people.get(person)
        faction = None if known is None or known.faction is None else self._faction(known.faction)
        return _made(voter_id=_person(person), option=OPTIONS[choice], group_id=faction)

    def _requirement(self, motion: Motion) -> str | None:
        """The majority of its last ballot, as "more than 1/2 of votes_cast"."""
        if not motion.ballots:
            return None
        majority = self.told["ballots"][motion.ballots[-1]]["majority"]
        return f"{'more than' if majority['strict'] else 'at least'} {majority['fraction']} of {majority['base']}"

    def _known(self, motion: MotionId | None) -> str | None:
        """The reference to a motion, unless it is one of which this edition says nothing."""
        return self._motion(motion) if motion is not None and motion in self.meeting.motions else None

    def _motion(self, motion: str) -> str:
        return f"motion/{self.meeting.plan.id}/{motion}"

    def _faction(self, faction: str) -> str:
        return f"organization/{self.meeting.plan.body.id}/{faction}"

    def _at(self, at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(self.meeting.plan.meeting.starts_at.tzinfo).isoformat()


def _person(person: PersonId) -> str:
    return f"person/{person}"


def _role(person: Person) -> str:
    if person.role is Role.MEMBER and person.chairs:
        return "chair"
    return "deputy chair" if person.role is Role.MEMBER and person.deputy_chair else person.role.value


def _result(outcome: MotionOutcome) -> str | None:
    if outcome in CARRIED:
        return "pass"
    return "fail" if outcome is MotionOutcome.REJECTED else None


def _utc(at: datetime | None) -> str | None:
    """An event's time as the specification writes it: universal time, `2013-01-01T12:30:00Z`."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(**properties: Any) -> Data:
    """An object without what nobody has said."""
    return {name: value for name, value in properties.items() if value is not None and value != []}


def _own(properties: Data) -> Data:
    """What the specification has no terms for."""
    return {f"handzeichen:{name}": value for name, value in properties.items() if value is not None}
