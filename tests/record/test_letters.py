"""What people typed or pasted becomes text that a page can hold, and a font can show."""

import pytest

from handzeichen.record.writers.letters import MISSING, Font, plain


@pytest.mark.parametrize(("typed", "held"), [
    ("Übergang Straße", "Übergang Straße"),
    # Line ends of all kinds; what an editor calls a vertical tab is Word's line end.
    ("eins\r\nzwei\rdrei\vvier\u2028fünf", "eins\nzwei\ndrei\nvier\nfünf"),
    # Escape would colour a terminal, a tabulator moves the cursor, NUL ends a string.
    ("rot\x1b[31m\tund\x00so\x7f\x85", "rot [31m und so \n"),
    # A name that reads backwards.
    ("Ratsherr \u202esnerhA\u202c", "Ratsherr snerhA"),
    ("\ufeffBeginn\u2066\u2069", "Beginn"),
    # The same letter in one piece and in two, as different keyboards make it.
    ("u\u0308ber", "über"),
    # Half a pair, as broken programs leave it, has no UTF-8.
    ("\ud83d!", f"{MISSING}!"),
    # What joins emoji and Persian letters is part of the text.
    ("👩\u200d🔧", "👩\u200d🔧"),
])  # fmt: skip
def test_text_that_any_page_can_hold(typed: str, held: str) -> None:
    assert plain(typed) == held


@pytest.mark.parametrize(("text", "shown", "missing"), [
    # German names have all letters of Europe, and Vietnamese ones.
    ("Đặng Thị Hường Łukasz Żółć Çağrı İnönü Þór Ẽ", "Đặng Thị Hường Łukasz Żółć Çağrı İnönü Þór Ẽ", None),
    ("Ελένη Наталія שלום", "Ελένη Наталія שלום", None),
    # One letter for two, as PDF files give it when copied from.
    ("eﬃzient, 12 ㎡", "effizient, 12 m2", None),
    ("Inte\u00adgration", "Integration", None),
    ("gut 👍🏽 so", f"gut {MISSING}{MISSING} so", "U+1F44D, U+1F3FD"),
    ("❤\ufe0f", MISSING, "U+2764"),
    ("東京, 東", f"{MISSING}{MISSING}, {MISSING}", "U+6771, U+4EAC"),
    ("".join(map(chr, range(0x4E00, 0x4E10))), MISSING * 16, ", ".join(f"U+4E{n:02X}" for n in range(12)) + " und 4 weitere"),
])  # fmt: skip
def test_a_letter_without_a_shape_is_replaced_and_named(text: str, shown: str, missing: str | None) -> None:
    font = Font()
    assert font.shown(text) == shown
    said = f"Zeichen, die die Schrift dieser Datei nicht hat, stehen als „{MISSING}“ (Unicode: {missing})."
    assert font.note() == (said if missing else None)
