"""What an Akoma Ntoso document says of itself: which meeting it is of, who is named in it, and all numbers of ballots.

The numbers are the record's, in `analysis/parliamentary`: `quorumVerification` for each statement about the quorum,
`voting` for each result that was announced and still counts.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element

from handzeichen.meeting.ids import Choice, PersonId, Result
from handzeichen.meeting.issued import Issued
from handzeichen.meeting.names import plain_name
from handzeichen.meeting.state import Meeting
from handzeichen.record import labels
from handzeichen.record.data import Data, record
from handzeichen.record.times import local
from handzeichen.record.writers.akoma_xml import block, extended

BODY: Final = "organization_body"
CLERK: Final = "role_clerk"
CHAIR: Final = "role_chair"
ONTOLOGY: Final = "/akn/ontology"


def person_id(person: PersonId) -> str:
    """How a person is called within the document."""
    return f"person_{person}"


def voting_id(ballot: str, motion: str) -> str:
    """How a result is called within the document: numbers of one ballot may go to several motions."""
    return f"voting_{ballot}_{motion}"


def work(meeting: Meeting) -> str:
    """The address of the meeting's minutes, in whatever version or file: `/akn/de/debate/KIND/BODY/DAY/NUMBER`."""
    body, planned = meeting.plan.body, meeting.plan.meeting
    return f"/akn/de/debate/{body.kind.value}/{body.id}/{day(meeting).isoformat()}/{planned.number}"


def day(meeting: Meeting) -> date:
    """The day on which the meeting was opened, or is to be."""
    return local(meeting, meeting.sitting.times.opened_at or meeting.plan.meeting.starts_at).date()


def meta(
    meeting: Meeting, people: Iterable[PersonId], sections: dict[str, str], *, length: int, head: str
) -> Element:
    """The whole part; `sections` says in which section each motion is told of, `length` and `head` are the log's."""
    found = record(meeting, length=length, head=head)
    made = block("meta", _identification(meeting), *_lifecycle(meeting), *_analysis(found, sections))
    return extended(made, (_references(meeting, people), _proprietary(length, head)))


# Which document it is


def _identification(meeting: Meeting) -> Element:
    named, on = work(meeting), day(meeting).isoformat()
    version = _version(meeting)
    made = on if version is None else local(meeting, version.at).date().isoformat()
    what = "meeting" if version is None else "issue"
    spoken = f"{named}/deu@{made}"
    return block(
        "identification",
        block(
            "FRBRWork",
            *_same(named, on),
            block("FRBRcountry", value="de"),
            block("FRBRsubtype", value=meeting.plan.body.kind.value),
            block("FRBRnumber", value=meeting.plan.meeting.number),
            block("FRBRname", value=meeting.law.minutes_title.value),
        ),
        block(
            "FRBRExpression",
            *_same(spoken, made, name=what),
            *_issued(version),
            block("FRBRlanguage", language="deu"),
        ),
        block("FRBRManifestation", *_same(spoken, made, ".xml", name=what), block("FRBRformat", value="xml")),
        source=f"#{CLERK}",
    )


def _version(meeting: Meeting) -> Issued | None:
    """The version of the minutes that this is; none of a draft, and where something has been entered since."""
    newest = meeting.issued[-1] if meeting.issued else None
    return None if newest is None or newest.overtaken else newest


def _issued(version: Issued | None) -> Iterator[Element]:
    """Which version it is, and whether it is approved."""
    if version is not None:
        yield block("FRBRversionNumber", value=version.version)
        yield block("FRBRauthoritative", value="true" if version.is_approved else "false")


def _same(uri: str, on: str, ending: str = "", *, name: str = "meeting") -> Iterator[Element]:
    yield block("FRBRthis", value=f"{uri}/!main{ending}")
    yield block("FRBRuri", value=f"{uri}{ending}")
    yield block("FRBRdate", date=on, name=name)
    yield block("FRBRauthor", href=f"#{BODY}")


# When what happened


def _events(meeting: Meeting) -> Iterator[tuple[str, datetime]]:
    times = meeting.sitting.times
    if times.opened_at is not None:
        yield "opened", times.opened_at
    if times.adjourned_at is not None:
        yield "adjourned", times.adjourned_at
    if times.closed_at is not None:
        yield "closed", times.closed_at


def _lifecycle(meeting: Meeting) -> Iterator[Element]:
    events = [
        block(
            "eventRef",
            date=local(meeting, at),
            source=f"#{CHAIR}",
            refersTo=f"#event_{name}",
            type="generation",
        )
        for name, at in _events(meeting)
    ]
    if events:
        yield block("lifecycle", *events, source=f"#{CLERK}")


# Numbers


def _analysis(found: Data, sections: dict[str, str]) -> Iterator[Element]:
    verified = [
        *map(_quorum, range(1, len(found["quorum"]) + 1), found["quorum"]),
        *_votings(found, sections),
    ]
    if verified:
        yield block("analysis", block("parliamentary", *verified), source=f"#{CLERK}")


def _quorum(number: int, entry: Data) -> Element:
    return block(
        "quorumVerification",
        block("quorum", value=entry["required"], refersTo="#required"),
        block("count", value=entry["present"], refersTo="#present"),
        block("count", value=entry["seats"], refersTo="#seats"),
        eId=f"quorum_{number}",
        outcome=f"#{'quorate' if entry['quorate'] else 'not_quorate'}",
        refersTo=f"#{entry['kind']}",
    )


def _votings(found: Data, sections: dict[str, str]) -> Iterator[Element]:
    for ballot, told in found["ballots"].items():
        if told["state"] == "announced":
            for motion in (told["motion"], *told["with"]):
                yield _voting(ballot, motion, told, sections.get(motion))


def _voting(ballot: str, motion: str, told: Data, section: str | None) -> Element:
    counts = ("yes", "no", "abstain", "not_voted", "eligible", "present")
    return block(
        "voting",
        block("quorum", value=told["needed"], refersTo="#needed"),
        *(block("count", value=told[name], refersTo=f"#{name}") for name in counts),
        eId=voting_id(ballot, motion),
        outcome=f"#{told['result']}",
        refersTo=f"#{told['method']}",
        href=None if section is None else f"#{section}",
    )


# Who and what is meant


def _references(meeting: Meeting, people: Iterable[PersonId]) -> Element:
    body = meeting.plan.body
    made = block("references", source=f"#{CLERK}")
    extended(made, [_tlc("Organization", BODY, f"organization/{body.id}", body.name)])
    extended(
        made,
        (
            _tlc("Organization", f"faction_{one.id}", f"organization/{body.id}/{one.id}", one.name)
            for one in meeting.plan.factions
        ),
    )
    for person in people:
        known = meeting.roll.people.get(person)
        name = person if known is None else plain_name(known)
        extended(made, [_tlc("Person", person_id(person), f"person/{body.id}/{person}", name)])
    extended(made, (_tlc("Role", eid, f"role/{eid}", name) for eid, name in labels.document_roles().items()))
    extended(
        made,
        (
            _tlc("Event", f"event_{name}", f"event/{meeting.plan.id}/{name}", labels.event(name))
            for name, _ in _events(meeting)
        ),
    )
    return extended(made, (_tlc("Concept", eid, f"concept/{eid}", name) for eid, name in _concepts().items()))


def _tlc(kind: str, eid: str, path: str, name: str) -> Element:
    return block(f"TLC{kind}", eId=eid, href=f"{ONTOLOGY}/{path}", showAs=name)


def _concepts() -> dict[str, str]:
    columns = ("not_voted", "eligible", "present", "needed")
    return {
        **{choice.value: labels.word(choice) for choice in Choice},
        **{result.value: labels.word(result) for result in Result},
        **{name: labels.column(name) for name in columns},
        **labels.document_concepts(),
    }


def _proprietary(length: int, head: str) -> Element:
    return block("proprietary", block("hz:log", length=length, head=head), source=f"#{CLERK}")
