"""Papers beside the minutes as files: all of a kind in one, or one alone where there is one."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from handzeichen.app import leaves
from handzeichen.app.formats import source
from handzeichen.app.source import Source
from handzeichen.log.chain import Head
from handzeichen.record.editions import Edition
from handzeichen.record.evidence import with_result
from record.golden import evening


def told(edition: Edition = Edition.NON_PUBLIC) -> Source:
    return source(evening(), Head(177, "5e1c" * 16), edition)


def pages(data: bytes | None) -> list[str]:
    assert data is not None
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_the_evidence_of_each_ballot_is_a_file_of_its_own_and_equal_evenings_give_equal_bytes() -> None:
    data = leaves.all_evidence(told())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert list(files) == [f"nachweis-{ballot.id}.pdf" for ballot, _ in with_result(evening())]
    assert files["nachweis-b3.pdf"] == leaves.evidence_of(told(), "b3")
    assert leaves.all_evidence(told()) == data


def test_one_resolution_and_those_of_one_item_stand_alone() -> None:
    assert len(pages(leaves.resolution(told(), "m4"))) == 1
    assert "Am Güterbahnhof 7" in "".join(pages(leaves.resolutions_of(told(), "10"))).replace("\n", " ")


@pytest.mark.parametrize("edition", Edition)
def test_what_an_edition_does_not_have_is_no_file(edition: Edition) -> None:
    assert (leaves.resolutions_of(told(edition), "10") is None) is (edition is Edition.PUBLIC)
    assert leaves.resolution(told(edition), "unbekannt") is None
    assert leaves.evidence_of(told(edition), "unbekannt") is None
