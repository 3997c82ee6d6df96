"""What the Länder say on taking part by video, as one table beside the law; and Lower Saxony's law over the years."""

from datetime import date, timedelta

import pytest

from handzeichen.law.answers import BODY_KINDS, load
from handzeichen.law.questions import Law

TODAY = date(2026, 11, 24)


def law(profile: str, kind: str = "council", on: date = TODAY) -> Law:
    return load(profile, on=on, kind=kind).law


# The table of the Länder


@pytest.mark.parametrize(
    ("land", "norm", "elections", "secret_votes", "secret_matters"),
    # What taking part by video does to elections, secret votes, and matters secret by law. `unclear` where nobody has
    # read what the law says: the chair is asked, and the answer is kept.
    [
        # Secret elections are barred for the whole meeting, open ones are not (§ 64 Abs. 3 Satz 6 NKomVG).
        ("ni", "§ 64", "allowed", "meeting_bar", "meeting_bar"),
        # Conditional: on a system that keeps the secret and can be checked.
        ("nw", "DigiSiVO", "conditional", "conditional", "unclear"),
        # All elections, for those on video.
        ("by", "Art. 47a", "excluded_remote", "excluded_remote", "unclear"),
        ("bw", "§ 37a", "excluded_remote", "excluded_remote", "unclear"),
        ("he", "§ 52a", "excluded_remote", "excluded_remote", "unclear"),
        # Secret elections are named, secret votes are not.
        ("bb", "§ 34", "excluded_remote", "unclear", "unclear"),
        ("sh", "§ 34a", "unclear", "unclear", "unclear"),
        # Whoever is on video counts as absent there.
        ("rp", "§ 35a", "excluded_remote", "excluded_remote", "unclear"),
        # Secret votes are named, elections are not.
        ("mv", "§ 29a", "unclear", "excluded_remote", "unclear"),
        ("sl", "§ 51a", "meeting_bar", "meeting_bar", "unclear"),
        # Emergencies only.
        ("sn", "§ 36a", "unclear", "unclear", "unclear"),
        ("th", "§ 36a", "unclear", "unclear", "unclear"),
        # Secret elections are barred for the whole meeting, open ones are not.
        ("st", "§ 56b", "allowed", "meeting_bar", "meeting_bar"),
    ],
)
def test_what_taking_part_by_video_does(
    land: str, norm: str, elections: str, secret_votes: str, secret_matters: str
) -> None:
    answers = law(land)
    assert answers.remote_elections.value == elections
    assert answers.remote_secret_votes.value == secret_votes
    assert answers.remote_secret_matters.value == secret_matters
    assert norm in answers.remote_secret_votes.source
    # Nothing that decides on a remote member's vote was picked without a source that says how it was read.
    for answer in (answers.remote_elections, answers.remote_secret_votes, answers.remote_secret_matters):
        assert answer.value != "unclear" or answer.mark in ("inferred", "secondary")


@pytest.mark.parametrize(
    ("land", "council", "district_council", "main_committee", "committee"),
    [
        ("ni", True, True, True, True),
        # Regular committees, not Hauptausschuss; councils only in an emergency that has been declared.
        ("nw", False, False, False, True),
        ("by", True, True, True, True),
        ("bw", True, True, True, True),
        ("he", True, True, True, True),
        ("bb", True, True, True, True),
        ("sh", True, True, True, True),
        ("rp", True, True, True, True),
        ("mv", True, True, True, True),
        # Committees, where the rules of procedure say so; councils in emergencies.
        ("sl", False, False, True, True),
        ("sn", False, False, False, False),
        ("th", False, False, False, False),
        ("st", True, True, True, True),
    ],
)
def test_which_bodies_meet_in_hybrid_form(
    land: str, council: bool, district_council: bool, main_committee: bool, committee: bool
) -> None:
    hybrid = {kind: law(land, kind).hybrid.value for kind in BODY_KINDS}
    assert hybrid == {
        "council": council,
        "district_council": district_council,
        "main_committee": main_committee,
        "committee": committee,
    }


@pytest.mark.parametrize("land", ["by", "bw", "he", "bb", "sh", "mv", "ni", "nw"])
def test_whoever_leads_is_in_the_room(land: str) -> None:
    assert law(land).leader_in_room.value is True


def test_only_nordrhein_westfalen_asks_for_an_approved_system() -> None:
    asking = {land for land in LANDS if law(land).approved_system.value}
    assert asking == {"nw"}
    answer = law("nw").approved_system
    assert (answer.source.split(":")[0], answer.mark, answer.since) == (
        "§ 11 DigiSiVO",
        "text seen",
        "2022-05-13",
    )
    assert law("nw", on=date(2022, 5, 12)).approved_system.value is False


@pytest.mark.parametrize(
    ("land", "title"), [("ni", "Protokoll"), ("nw", "Niederschrift"), ("by", "Niederschrift"), ("he", "Niederschrift")]
)  # fmt: skip
def test_what_the_minutes_are_called(land: str, title: str) -> None:
    assert law(land).minutes_title.value == title


LANDS = ("bb", "bw", "by", "he", "mv", "ni", "nw", "rp", "sh", "sl", "sn", "st", "th")


@pytest.mark.parametrize(
    ("land", "first_day"),
    # The day on which hybrid meetings became possible.
    [
        ("nw", date(2022, 5, 13)),
        ("by", date(2021, 3, 17)),
        ("bw", date(2025, 7, 30)),
        ("he", date(2025, 4, 5)),
        ("sh", date(2025, 2, 22)),
        ("rp", date(2023, 1, 1)),
        ("sl", date(2025, 12, 19)),
        ("ni", date(2020, 7, 18)),
    ],
)
def test_since_when_a_committee_meets_in_hybrid_form(land: str, first_day: date) -> None:
    assert law(land, "committee", first_day).hybrid.value is True
    assert law(land, "committee", first_day - timedelta(days=1)).hybrid.value is False


# Lower Saxony over the years


@pytest.mark.parametrize(
    ("on", "basis", "basis_mark", "leads", "leads_mark"),
    [
        # Only in the epidemic: § 182. Who must be in the room was read out of it.
        (date(2021, 1, 21), "§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG", "text seen", "§ 182 Abs. 2 NKomVG", "inferred"),
        (date(2022, 3, 29), "§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG", "text seen", "§ 182 Abs. 2 NKomVG", "inferred"),
        # For good: § 64, not for the chair of the body.
        (date(2022, 3, 30), "§ 64 Abs. 3 Satz 1, Abs. 8 NKomVG", "text seen", "§ 64 Abs. 3 Satz 3 NKomVG", "text seen"),
        (date(2026, 5, 6), "§ 64 Abs. 3 Satz 1, Abs. 8 NKomVG", "text seen", "§ 64 Abs. 3 Satz 3 NKomVG", "text seen"),
        # Changed in May 2026, in a text that nobody here has seen.
        (date(2026, 5, 7), "§ 64 Abs. 3 Satz 1, Abs. 8 NKomVG in der Fassung vom 07.05.2026", "secondary", "§ 64 Abs. 3 Satz 3 NKomVG", "text seen"),
        (date(2026, 10, 31), "§ 64 Abs. 3 Satz 1, Abs. 8 NKomVG in der Fassung vom 07.05.2026", "secondary", "§ 64 Abs. 3 Satz 3 NKomVG", "text seen"),
        # From November whoever really leads, a deputy too.
        (date(2026, 11, 1), "§ 64 Abs. 3 Satz 1, Abs. 8 NKomVG in der Fassung vom 07.05.2026", "secondary", "§ 64 Abs. 3 NKomVG in der Fassung vom 01.11.2026", "secondary"),
    ],
)  # fmt: skip
def test_the_law_of_lower_saxony_over_the_years(
    on: date, basis: str, basis_mark: str, leads: str, leads_mark: str
) -> None:
    for profile in (
        "ni",
        "ni-hannover-committee",
        "ni-hannover-council",
        "ni-hannover-district",
        "ni-main-committee",
    ):
        answers = law(profile, "committee", on)
        assert (answers.hybrid.value, answers.hybrid.source, answers.hybrid.mark) == (True, basis, basis_mark)
        leader = answers.leader_in_room
        assert (leader.value, leader.source, leader.mark) == (True, leads, leads_mark)
        assert answers.remote_secret_matters.value == answers.remote_secret_votes.value == "meeting_bar"


@pytest.mark.parametrize("profile", ["ni-hannover-committee", "ni-hannover-council"])
def test_in_hannover_a_third_may_demand_a_hearing(profile: str) -> None:
    # 11 seats need four, 65 need 22; the body may still resolve on it without.
    demand = law(profile).demands.value["hearing"]
    assert demand.settles == "either"
    assert [demand.needed(seats=seats, present=seats) for seats in (11, 65)] == [4, 22]


# The Länder's own term for the bar on participation


@pytest.mark.parametrize(
    ("lands", "term", "paragraphs"),
    [
        (("bw", "sn"), "Befangenheit", ("§ 18", "§ 20")),
        (("nw", "rp", "sh"), "Ausschließungsgrund", ("§ 31", "§ 22", "§ 22")),
        (("by", "th"), "Persönliche Beteiligung", ("Art. 49", "§ 38")),
        (("he",), "Widerstreit der Interessen", ("§ 25",)),
        (("sl",), "Interessenwiderstreit", ("§ 27",)),
        (("ni", "bb", "mv", "st"), "Mitwirkungsverbot", ("§ 41", "§ 22", "§ 24", "§ 33")),
    ],
)
def test_what_the_bar_is_called(lands: tuple[str, ...], term: str, paragraphs: tuple[str, ...]) -> None:
    for land, paragraph in zip(lands, paragraphs, strict=True):
        answers = law(land)
        assert answers.terms.value.bar == term
        assert answers.terms.source.startswith(paragraph)
        assert answers.paragraphs.value["bar"].startswith(paragraph)
