"""In which order the minutes name people, letter by letter and office by office."""

import pytest

from handzeichen.record.order import attendance_order, sort_key
from scenarios.reader import play_text

EVENING = """\
Ausschuss für Brücken Erlenbrügge, ni, 2026-11-24

Sitze: 9
Mitglieder: {members}
Stellvertretend: Ähre (BLE), Zorn (BLE)
Beratend: Zander, Anders
Verwaltung: Möller, Adler
TOP 1: Eröffnung

18.00  {names} im Saal
18.00  Ähre i.V. Fehlt
18.01  Sitzung eröffnet
18.02  Sitzung geschlossen
"""


@pytest.mark.parametrize(("names", "why"), [
    (["Ahlers", "Ähre", "Aken"], "ä sorts as a: ahlers, ahre, aken"),
    (["Goethe", "Göthe", "Gotze"], "ö sorts as o, not as oe"),
    (["Müler", "Muller", "Mund"], "ü sorts as u"),
    (["Großer", "Grossmann", "Grothe"], "ß sorts as ss"),
    (["Öger", "Özçelik", "Paul"], "ç sorts as c"),
    (["de Boer", "Deboer"], "a space sorts before every letter"),
    (["Al-Amin", "Alabi"], "a hyphen is like a space"),
    (["von der Heide", "Vonau"], "a name sorts as it is written, whatever its case"),
    (["Łukasik", "Lutz"], "ł sorts as l"),
])  # fmt: skip
def test_surnames_sort_as_in_a_german_dictionary(names: list[str], why: str) -> None:
    assert sorted(reversed(names), key=sort_key) == names, why


def test_equal_letters_are_told_apart_by_the_next_key() -> None:
    """Müller and Muller have one key; then the given name decides, and after it the id."""
    assert sort_key("Müller") == sort_key("MULLER")
    assert sort_key(None) == ""


def test_chair_then_deputy_chairs_by_rank_then_surnames_then_the_others_as_planned() -> None:
    meeting = play_text(
        EVENING.format(
            members=(
                "Ost (BLE), Bär (BLE, 2. Stellvertretung), Baum (BLE), Süd (BLE, Vorsitz), "
                "West (BLE, Stellvertretung), Fehlt (BLE)"
            ),
            names="Ost, Bär, Baum, Süd, West, Ähre, Zorn, Zander, Anders, Möller, Adler",
        ),
        "Reihenfolge",
    )
    assert [person.name for person in attendance_order(meeting)] == [
        "Süd", "West", "Bär", "Ähre", "Baum", "Ost",
        # A deputy who acted for nobody has no vote, and stands where the plan has him; so do all others.
        "Zorn", "Zander", "Anders", "Möller", "Adler",
    ]  # fmt: skip


def test_whoever_never_came_is_not_in_the_list() -> None:
    meeting = play_text(
        EVENING.format(members="Süd (BLE, Vorsitz), Fehlt (BLE)", names="Süd, Ähre"), "Fehlend"
    )
    assert [person.name for person in attendance_order(meeting)] == ["Süd", "Ähre"]
