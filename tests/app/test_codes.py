"""Codes of sign-in links: what people type from paper is read, and everything else is not."""

import pytest

from handzeichen.app.codes import ALPHABET, LENGTH, new_code, read_code


@pytest.mark.parametrize(("typed", "read"), [
    ("k7qm-3xvd-9hja-2rwt", "k7qm-3xvd-9hja-2rwt"),
    ("K7QM3XVD9HJA2RWT", "k7qm-3xvd-9hja-2rwt"),
    (" k7qm 3xvd 9hja 2rwt\n", "k7qm-3xvd-9hja-2rwt"),
    # Word processors make a dash of a hyphen.
    ("k7qm–3xvd–9hja–2rwt", "k7qm-3xvd-9hja-2rwt"),
    # On paper a zero looks like an O, a one like an I or an l.
    ("OOoo-IIii-LLll-0011", "0000-1111-1111-0011"),
    ("k7qm-3xvd-9hja-2rw", None),
    ("k7qm-3xvd-9hja-2rwtt", None),
    # There is no U among the signs.
    ("u7qm-3xvd-9hja-2rwt", None),
    ("k7qm-3xvd-9hja-2rw!", None),
    ("٠٠٠٠-٠٠٠٠-٠٠٠٠-٠٠٠٠", None),
    ("", None),
])  # fmt: skip
def test_what_is_typed_from_paper_is_read(typed: str, read: str | None) -> None:
    assert read_code(typed) == read


def test_codes_have_eighty_bits_and_read_back() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert len(set(ALPHABET)) ** LENGTH == 2**80
    assert {read_code(code) for code in codes} == codes
    assert set("".join(codes)) == {*ALPHABET, "-"}
