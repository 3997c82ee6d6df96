"""A house's folder of law: profiles beside ours, confirmations that last, and every fault said at the start."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from handzeichen.app.files import FileFault
from handzeichen.app.house_law import HouseLaw, LawFault, open_law
from handzeichen.law.answers import CONFIRMATIONS, InForce, load
from handzeichen.law.confirming import Confirmation, Word

TODAY = date(2026, 11, 30)
WORD = Word(by="Meyer", on=TODAY, source="Kommentar")
OWN = '[profile]\nname = "Musterstadt"\nextends = "ni"\n'


def law(house: HouseLaw, profile: str = "ni") -> InForce:
    return load(profile, on=TODAY, kind="committee", folder=house.profiles)


def confirmation(house: HouseLaw, question: str) -> Confirmation:
    (row,) = [row for row in law(house).rows if row.question == question]
    return Confirmation.to(row, WORD)


def test_a_folder_need_not_be_there(tmp_path: Path) -> None:
    house = open_law(tmp_path / "law", TODAY)
    assert house.confirmations() == ()
    assert "doors" in house.missing(law(house))


def test_what_is_confirmed_is_remembered_beside_what_people_wrote(tmp_path: Path) -> None:
    house = open_law(tmp_path / "law", TODAY)
    house.remember([confirmation(house, "doors")])
    file = tmp_path / "law" / CONFIRMATIONS
    file.write_text("# Nachgelesen im Ratsbüro\n" + file.read_text("utf-8"), "utf-8")
    house.remember([confirmation(house, "remote_elections"), confirmation(house, "hybrid")])
    again = open_law(tmp_path / "law", TODAY)
    assert set(again.said(law(again))) == {"doors", "remote_elections", "hybrid"}
    assert "doors" not in again.missing(law(again))
    assert file.read_text("utf-8").startswith("# Nachgelesen im Ratsbüro\n")


def test_nothing_is_lost_where_many_add_at_once(tmp_path: Path) -> None:
    house = open_law(tmp_path, TODAY)
    one = confirmation(house, "doors")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: house.remember([one]), range(24)))
    assert len(house.confirmations()) == 24


def test_a_profile_of_the_house_is_used_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "musterstadt.toml").write_text(OWN, "utf-8")
    house = open_law(tmp_path, TODAY)
    assert law(house, "musterstadt").head.name == "Musterstadt"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("ni", OWN, "ni.toml: „ni“ ist ein Profil von Handzeichen und lässt sich nicht ersetzen."),
        ("stadt", '[profile]\nname = "Stadt"\n', "stadt.toml: profile.extends: fehlt"),
        ("stadt", '[profile]\nextends = "xx"\n', "stadt.toml: Profil „xx“ gibt es nicht"),
        ("stadt", "[[", "stadt.toml: kein gültiges TOML"),
        ("stadt", OWN + "[[tuer]]\n", "stadt.toml: tuer: unbekannte Frage"),
        ("confirmations", "[[confirmation]]\n", "confirmations.toml: confirmation[0].profile: fehlt"),
    ],
)
def test_every_fault_is_said_with_its_file(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(LawFault) as caught:
        open_law(tmp_path, TODAY)
    assert f"{tmp_path}/{fault}" in str(caught.value)


def test_a_file_that_is_wrong_already_is_not_made_longer(tmp_path: Path) -> None:
    house = HouseLaw(folder=tmp_path)
    file = tmp_path / CONFIRMATIONS
    file.write_bytes(b"\xff")
    with pytest.raises(LawFault, match="kein UTF-8"):
        house.remember([confirmation(house, "doors")])
    assert file.read_bytes() == b"\xff"


def test_a_place_that_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "law").write_text("", "utf-8")
    house = HouseLaw(folder=tmp_path / "law")
    with pytest.raises((FileFault, LawFault)):
        house.remember([confirmation(HouseLaw(folder=tmp_path), "doors")])
