"""A meeting as OParl 1.1 objects: what a council information system, an app or a search engine takes (oparl.org).

Each object stands alone here, with its references; `oparl_lists` puts inner objects into the outer ones. Numbers are
the record's, under keys that begin with `handzeichen:`, as OParl asks of what it has no names for. Nothing is null and
no list is empty but `legislativeTerm`, which OParl demands and nobody has said.

When what is told: the agenda, the papers and who belongs to the body from the plan on; when an item was called and
closed, its result and the numbers once that was done or announced; who took part, the end and the results' page once
the meeting is closed. It does not decide what is for everybody: it writes the meeting that it gets.
"""

from collections.abc import Iterator
from datetime import datetime

from handzeichen.meeting.ids import OF_THE_BODY, FactionKind, MotionEffect, Role
from handzeichen.meeting.names import faction_name
from handzeichen.meeting.papers import link_of
from handzeichen.meeting.plan import Person
from handzeichen.meeting.reorder import in_order
from handzeichen.meeting.state import ItemState, Keeping, Meeting, PaperState, Phase, Span
from handzeichen.record import labels
from handzeichen.record.data import Data
from handzeichen.record.order import attendance_order
from handzeichen.record.writers.oparl_items import Items
from handzeichen.record.writers.oparl_place import LISTS, SCHEMA, Place, made, slug


def objects(meeting: Meeting, place: Place) -> list[Data]:
    """All objects of a meeting but the system."""
    return list(_Objects(meeting, place).all())


def system(place: Place) -> Data:
    """The beginning of everything: which system this is, and where its bodies are."""
    return made(
        "System",
        place.of("system"),
        place,
        oparlVersion=f"{SCHEMA}/",
        body=place.of("bodies"),
        name="Handzeichen",
        website=place.url,
    )


class _Objects(Items):
    """The objects of one meeting; each method gives those of one kind."""

    def __init__(self, meeting: Meeting, place: Place) -> None:
        super().__init__(meeting, place)
        self.is_over = meeting.sitting.phase is Phase.CLOSED

    def all(self) -> Iterator[Data]:
        yield self._body()
        yield from self._organizations()
        yield from self._people()
        yield self._meeting()
        yield from self._location()
        if self.is_over:
            yield self._results_page()
        items = in_order(self.meeting)
        yield from (self.agenda_item(order, state) for order, state in enumerate(items))
        for state in items:
            for paper in state.papers:
                yield from self._paper(paper)
                yield self._consultation(state, paper)

    def _body(self) -> Data:
        body = self.meeting.plan.body
        return {
            **self.made(
                "Body", self.body, system=self.place.of("system"), name=body.municipality or body.name
            ),
            **{name: f"{self.body}/{name}" for name in LISTS},
            "legislativeTerm": [],
        }

    # Who

    def _organizations(self) -> Iterator[Data]:
        body = self.meeting.plan.body
        yield self.made(
            "Organization",
            self.organ,
            body=self.body,
            name=body.name,
            shortName=body.short_name,
            organizationType=labels.organ(),
            classification=labels.body_kind(body.kind),
            meeting=f"{self.organ}/meeting",
        )
        for faction in self.meeting.plan.factions:
            yield self.made(
                "Organization",
                self.faction(faction.id),
                body=self.body,
                name=str(faction_name(faction)),
                shortName=faction.name,
                organizationType=labels.faction_kind(FactionKind.FACTION),
                classification=labels.faction_kind(faction.kind),
            )

    def _people(self) -> Iterator[Data]:
        for person in self.meeting.roll.people.values():
            if person.role in OF_THE_BODY:
                yield self._person(person)
                yield from self._memberships(person)

    def _person(self, person: Person) -> Data:
        names = (person.title, person.given_name, person.name)
        return self.made(
            "Person",
            self.person(person.id),
            body=self.body,
            name=" ".join(name for name in names if name),
            familyName=person.name,
            givenName=person.given_name,
        )

    def _memberships(self, person: Person) -> Iterator[Data]:
        faction = None if person.faction is None else self.faction(person.faction)
        own = self.meeting.plan.body.id
        yield self.made(
            "Membership",
            self.place.of("membership", own, person.id),
            person=self.person(person.id),
            organization=self.organ,
            role=labels.role(person),
            votingRight=person.role is Role.MEMBER,
            onBehalfOf=faction,
        )
        if faction is not None:
            yield self.made(
                "Membership",
                self.place.of("membership", own, person.id, person.faction or ""),
                person=self.person(person.id),
                organization=faction,
            )

    # The meeting

    def _meeting(self) -> Data:
        planned, times = self.meeting.plan.meeting, self.meeting.sitting.times
        here = (person.id for person in attendance_order(self.meeting) if self._took_part(person))
        return self.made(
            "Meeting",
            self.id,
            name=labels.meeting_name(self.meeting.plan.body.name, planned.number),
            meetingState=self._state(),
            start=self.at(times.opened_at or planned.starts_at),
            end=self.at(times.closed_at),
            organization=[self.organ],
            participant=[self.person(person) for person in here] if self.is_over else [],
            web=self.results,
        )

    def _state(self) -> str:
        if self.is_over:
            return labels.meeting_state("held")
        return labels.meeting_state("invited" if self.meeting.plan.meeting.invited_on else "planned")

    def _took_part(self, person: Person) -> bool:
        """Whether somebody of the body was there since the opening; for everybody, while the doors were open."""
        opened = self.meeting.sitting.times.opened_at
        spans = [
            span
            for span in self.meeting.roll.of(person.id).spans
            if span.to is None or opened is None or span.to > opened
        ]
        behind = _behind_doors(self.meeting) if self.meeting.in_public is None else ()
        seen = [
            span
            for span in spans
            if not any(span.from_ >= a and (b is None or _until(span) <= b) for a, b in behind)
        ]
        return person.role in OF_THE_BODY and bool(seen)

    def _location(self) -> Iterator[Data]:
        if place := self.meeting.plan.meeting.place:
            yield self.made(
                "Location",
                self.place.of("location", self.meeting.plan.id),
                description=place,
                meetings=[self.id],
            )

    def _results_page(self) -> Data:
        return self.made(
            "File",
            self.place.of("file", self.meeting.plan.id, "ergebnisse"),
            name=labels.results_page(),
            mimeType="text/html",
            accessUrl=self.results,
            meeting=[self.id],
        )

    # Papers

    def _paper(self, paper: PaperState) -> Iterator[Data]:
        id, link = self.paper(paper), link_of(paper)
        yield self.made(
            "Paper", id, body=self.body, reference=paper.reference, date=paper.dated, paperType=paper.kind
        )
        if link is not None:
            yield self.made(
                "File",
                self.place.of("file", self.town, slug(paper.reference)),
                name=" ".join(part for part in (paper.kind, paper.reference) if part),
                accessUrl=link,
                paper=[id],
            )

    def _consultation(self, state: ItemState, paper: PaperState) -> Data:
        effects = {motion.moved.effect for motion in self.motions(state)}
        return self.made(
            "Consultation",
            self.consultation(state, paper),
            paper=self.paper(paper),
            agendaItem=self.item(state),
            meeting=self.id,
            organization=[self.organ],
            authoritative=MotionEffect.DECIDES in effects if effects else None,
        )


def _behind_doors(meeting: Meeting) -> list[tuple[datetime, datetime | None]]:
    """From when to when the doors were closed; no end where they stayed so."""
    found: list[tuple[datetime, datetime | None]] = []
    for act in meeting.agenda.kept:
        if act.what is Keeping.PUBLIC_EXCLUDED:
            found.append((act.at, None))
        elif act.what is Keeping.PUBLIC_ADMITTED and found:
            found[-1] = (found[-1][0], act.at)
    return found


def _until(span: Span) -> datetime:
    return span.to or datetime.max.replace(tzinfo=span.from_.tzinfo)
