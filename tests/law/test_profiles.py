"""The profiles that ship: complete for every body, dated as the law was, and marked with how it was read."""

import shutil
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from handzeichen.law.answers import BODY_KINDS, PROFILES, ProfileError, head, load, profiles
from handzeichen.law.majority import Base, Share
from handzeichen.law.procedure import ABOUT_ONE_ITEM, CARRIED_AS, NEEDS, TAKES_ITEM_OFF, carried_as
from handzeichen.law.questions import AloneRequired, Barring, Law, Topic
from handzeichen.meeting.commands import Move
from handzeichen.meeting.ids import (
    OFF_THE_AGENDA,
    SUBSTANTIVE,
    BodyKind,
    Cause,
    FloorKind,
    ItemOutcome,
    Kind,
    MotionOutcome,
)

NI = date(2011, 11, 1)
LANDS = {
    "bb": date(2024, 6, 9),
    "bw": date(2000, 7, 24),
    "by": date(1998, 8, 22),
    "he": date(2005, 3, 7),
    "mv": date(2024, 6, 9),
    "ni": NI,
    "ni-hannover-committee": NI,
    "ni-hannover-council": NI,
    "ni-hannover-district": NI,
    "ni-main-committee": NI,
    "nw": date(1994, 10, 17),
    "rp": date(1994, 1, 31),
    "sh": date(2003, 4, 1),
    "sl": date(1997, 6, 27),
    "sn": date(2018, 3, 9),
    "st": date(2014, 7, 1),
    "th": date(2003, 1, 28),
}
"""Profiles under which a body can meet, and the first day on which each is complete."""
DRAFTS = tuple(profile for profile in LANDS if not profile.startswith("ni"))
"""Those that nobody who practises the Land's law has looked through."""
SAXONY = ("ni", "ni-hannover-committee", "ni-hannover-council", "ni-hannover-district", "ni-main-committee")
"""Lower Saxony and its houses."""
DAYS = (date(2021, 1, 21), date(2022, 3, 29), date(2022, 3, 30), date(2026, 10, 31), date(2026, 11, 24))


def law(profile: str, on: date, kind: str = "committee") -> Law:
    return load(profile, on=on, kind=kind).law


def test_no_profile_is_forgotten_here() -> None:
    assert set(profiles()) == {*LANDS, "de"}


def test_the_kinds_of_body_are_those_of_a_plan() -> None:
    assert set(BODY_KINDS) == {kind.value for kind in BodyKind}


@pytest.mark.parametrize(
    ("profile", "kind", "on"),
    [(land, kind, day) for land, kind, day in product(LANDS, BODY_KINDS, DAYS) if day >= LANDS[land]],
)
def test_every_profile_is_complete_for_every_kind_of_body_on_every_day(
    profile: str, kind: str, on: date
) -> None:
    found = load(profile, on=on, kind=kind)
    assert found.profile == profile
    assert all(row.since <= on and row.source and row.mark for row in found.rows)


@pytest.mark.parametrize("profile", LANDS)
def test_a_profile_begins_on_the_first_day_of_its_law(profile: str) -> None:
    first = LANDS[profile]
    for kind in BODY_KINDS:
        load(profile, on=first, kind=kind)
        with pytest.raises(ProfileError):
            load(profile, on=date.fromordinal(first.toordinal() - 1), kind=kind)


@pytest.mark.parametrize("profile", LANDS)
def test_a_missing_answer_fails_at_load_with_its_name(profile: str, tmp_path: Path) -> None:
    copied = tmp_path / "profiles"
    shutil.copytree(PROFILES, copied)
    for layer in copied.glob("*.toml"):
        text = layer.read_text("utf-8").replace("[[majority]]", "[[majority_by_kind]]")
        layer.write_text(text.replace('value = { base = "votes_cast"', 'value = {} # { base = "votes_cast"'))
    with pytest.raises(ProfileError) as caught:
        load(profile, on=date(2026, 11, 24), kind="committee", folder=copied)
    assert caught.value.faults == ("majority: keine Antwort, die am 2026-11-24 für „committee“ gilt",)


@pytest.mark.parametrize("profile", LANDS)
def test_a_draft_says_that_it_is_one(profile: str) -> None:
    assert head(profile).draft is (profile in DRAFTS)


@pytest.mark.parametrize(
    ("profile", "kinds"),
    [
        ("ni", BODY_KINDS),
        ("ni-hannover-committee", ("committee",)),
        ("ni-hannover-council", ("council",)),
        ("ni-hannover-district", ("district_council",)),
        ("ni-main-committee", ("main_committee",)),
        ("nw", BODY_KINDS),
    ],
)
def test_a_house_profile_says_for_which_body_it_is(profile: str, kinds: tuple[str, ...]) -> None:
    assert head(profile).kinds == kinds


@pytest.mark.parametrize("profile", DRAFTS)
def test_a_draft_quotes_as_seen_only_what_was_seen(profile: str) -> None:
    # Read themselves were § 29a KV M-V, a sentence of Art. 47a GO and the Digitalsitzungsverordnung; no other text.
    own = [row for row in load(profile, on=date(2026, 11, 24), kind="committee").rows if row.layer == profile]
    seen = {row.source.split(":")[0] for row in own if row.mark == "text seen"}
    assert all(any(text in source for text in ("§ 29a", "Art. 47a", "DigiSiVO")) for source in seen), seen


def test_what_all_lands_share_is_no_law_to_meet_under() -> None:
    with pytest.raises(ProfileError) as caught:
        load("de", on=date(2026, 11, 24), kind="council")
    questions = {fault.split(":")[0] for fault in caught.value.faults}
    assert {"quorum", "majority", "deputies", "hybrid", "minutes_title"} <= questions


# The law of the day


@pytest.mark.parametrize("profile", SAXONY)
def test_in_january_2021_hybrid_meetings_stand_on_182(profile: str) -> None:
    answers = law(profile, date(2021, 1, 21))
    assert answers.hybrid.value is True
    assert answers.hybrid.source == "§ 182 Abs. 2 Satz 1 Nr. 3 NKomVG"
    # Where § 182 has no text of its own, its rows are inferred.
    for question in ("leader_in_room", "remote_counts_as_present", "blocking_causes", "voiding_causes", "alone", "remote_secret_matters"):  # fmt: skip
        answer = getattr(answers, question)
        assert answer.source.startswith("§ 182"), question
        assert answer.mark == "inferred", question


@pytest.mark.parametrize(
    ("on", "mark"), [(date(2022, 3, 30), "text seen"), (date(2026, 11, 24), "secondary")]
)
def test_later_they_stand_on_64(on: date, mark: str) -> None:
    answers = law("ni", on)
    for question in ("hybrid", "leader_in_room", "remote_counts_as_present", "blocking_causes", "alone", "remote_secret_matters"):  # fmt: skip
        assert getattr(answers, question).source.startswith("§ 64"), question
    assert answers.leader_in_room.mark == mark


def test_before_the_epidemic_nobody_took_part_by_video() -> None:
    # The law of 15.07.2020 was promulgated on 17.07.2020 and came into force the day after.
    assert law("ni", date(2020, 7, 17)).hybrid.value is False
    assert law("ni", date(2020, 7, 18)).hybrid.value is True


@pytest.mark.parametrize("profile", LANDS)
def test_the_majority_is_more_yes_than_no(profile: str) -> None:
    answers = law(profile, date(2026, 11, 24))
    assert answers.majority.value == Share(base=Base.VOTES_CAST, fraction="1/2", strict=True)


@pytest.mark.parametrize("profile", [*SAXONY, "st"])
def test_an_urgent_item_needs_two_thirds_of_the_seats(profile: str) -> None:
    two_thirds = Share(base=Base.STATUTORY_SEATS, fraction="2/3", strict=False)
    assert law(profile, date(2026, 11, 24)).majority_by_kind.value == {"urgent_item": two_thirds}


@pytest.mark.parametrize("profile", [*SAXONY, "st"])
def test_answers_that_the_contract_names(profile: str) -> None:
    answers = law(profile, date(2026, 11, 24))
    assert answers.derive.value is True
    assert answers.clerk_enters_for_chair.value is True
    assert answers.show_choices.value is False
    assert answers.own_vote_recorded.value is True
    assert answers.remote_secret_matters.value is Barring.MEETING_BAR
    assert answers.alone.value is AloneRequired.VOTING_MEMBERS
    assert answers.doors.value == {"cleared", "stream_off"}


def test_two_lands_are_two_laws() -> None:
    one, other = (load(profile, on=date(2026, 11, 24), kind="council") for profile in ("ni", "st"))
    assert one.digest != other.digest
    assert (one.law.minutes_title.value, other.law.minutes_title.value) == ("Protokoll", "Niederschrift")


# Words of the meeting in the profile


@pytest.mark.parametrize("profile", LANDS)
def test_only_words_that_the_meeting_knows_stand_in_a_profile(profile: str) -> None:
    answers = law(profile, date(2026, 11, 24))
    kinds, causes = {kind.value for kind in Kind}, {cause.value for cause in Cause}
    assert answers.agreeable.value <= kinds
    assert set(answers.majority_by_kind.value) <= kinds
    assert answers.blocking_causes.value | answers.voiding_causes.value <= causes
    # A referral that says where to has a phrase of its own.
    assert set(answers.outcome_words.value) <= {*(outcome.value for outcome in ItemOutcome), "referred_to"}
    assert answers.heard_after_debate.value <= {kind.value for kind in FloorKind}
    assert set(answers.motion_words.value) == kinds
    assert all(set(words) == {"subject", "verb", "request"} for words in answers.motion_words.value.values())


CODES = {
    **dict.fromkeys(SAXONY, "NKomVG"),
    "bb": "BbgKVerf",
    "bw": "GemO BW",
    "by": "GO",
    "he": "HGO",
    "mv": "KV M-V",
    "nw": "GO NRW",
    "rp": "GemO RP",
    "sh": "GO SH",
    "sl": "KSVG",
    "sn": "SächsGemO",
    "st": "KVG LSA",
    "th": "ThürKO",
}


@pytest.mark.parametrize(("profile", "code"), CODES.items())
def test_every_topic_has_its_paragraph_in_the_lands_own_code(profile: str, code: str) -> None:
    paragraphs = law(profile, date(2026, 11, 24)).paragraphs.value
    assert set(paragraphs) == {*Topic}
    assert all(
        paragraph.startswith(("§ ", "Art. ")) and paragraph.endswith(f" {code}")
        for paragraph in paragraphs.values()
    )


@pytest.mark.parametrize("profile", LANDS)
def test_only_procedure_may_be_agreed_without_a_ballot(profile: str) -> None:
    agreeable = law(profile, date(2026, 11, 24)).agreeable.value
    assert not agreeable & {kind.value for kind in SUBSTANTIVE}
    assert "adopt_agenda" in agreeable and "postponement" in agreeable


@pytest.mark.parametrize("profile", LANDS)
def test_whatever_settles_an_item_without_a_ballot_on_the_matter_has_its_phrase(profile: str) -> None:
    words = law(profile, date(2026, 11, 24)).outcome_words.value
    assert {outcome.value for outcome in OFF_THE_AGENDA} | {"noted", "withdrawn", "agreed"} <= set(words)
    assert words["noted"] == "Zur Kenntnis genommen"
    assert words["postponed"] == "Vertagt"
    assert words["removed"] == "Abgesetzt"


# Procedure


def test_carried_the_two_urgent_kinds_are_granted_and_all_others_adopted() -> None:
    granted = {kind.value for kind in Kind if carried_as(kind.value) == "granted"}
    assert granted == {"urgency", "urgent_item"} == set(CARRIED_AS)
    assert {carried_as(kind.value) for kind in Kind} == {"granted", "adopted"}
    assert set(MotionOutcome) >= {carried_as(kind.value) for kind in Kind}


def test_the_tables_of_procedure_speak_of_kinds_outcomes_and_fields_that_there_are() -> None:
    kinds = {kind.value for kind in Kind}
    assert set(TAKES_ITEM_OFF) <= ABOUT_ONE_ITEM <= kinds
    assert {ItemOutcome(outcome) for outcome in TAKES_ITEM_OFF.values()} < OFF_THE_AGENDA
    assert set(NEEDS) <= kinds
    assert {field for fields in NEEDS.values() for field in fields} <= set(Move.__dataclass_fields__)
