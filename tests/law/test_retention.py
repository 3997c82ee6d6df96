"""When a period of retention ends, and what a profile may say of it."""

from datetime import date

import pytest

from handzeichen.law.answers import load, profiles
from handzeichen.law.earlier import before_it_was_asked
from handzeichen.law.retention import DataClass, Moment, Period
from handzeichen.law.values import plain_problem

CLOSED, APPROVED = date(2026, 11, 24), date(2027, 1, 31)


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        (Period(days=30, after=Moment.CLOSING), date(2026, 12, 24)),
        (Period(months=3, after=Moment.CLOSING), date(2027, 2, 24)),
        (Period(months=1, after=Moment.APPROVAL), date(2027, 2, 28)),  # No 31st there (§ 188 Abs. 3 BGB).
        (Period(months=12, after=Moment.YEAR_END), date(2027, 12, 31)),
        (Period(months=14, after=Moment.YEAR_END), date(2028, 2, 29)),  # A leap year's last day.
    ],
)
def test_a_period_ends_on_its_last_day(period: Period, ends: date) -> None:
    assert period.ends(closed=CLOSED, approved=APPROVED) == ends


def test_a_period_after_the_approval_does_not_run_before_it() -> None:
    assert Period(days=1, after=Moment.APPROVAL).ends(closed=CLOSED, approved=None) is None


@pytest.mark.parametrize(
    "value",
    [
        {"single_votes": {"months": 0, "after": "closing"}},  # Nobody could doubt anything any more.
        {"single_votes": {"months": -1, "after": "closing"}},
        {"single_votes": {"months": 1, "days": 1, "after": "closing"}},
        {"single_votes": {"after": "closing"}},
        {"single_votes": {"months": 1}},
        {"single_votes": {"months": 1, "after": "opening"}},
        {"results": {"months": 1, "after": "closing"}},  # Results are kept for good, whatever a house says.
        {"single_votes": "12 Monate"},
        [],
    ],
)
def test_a_period_that_is_none_is_a_fault_at_load(value: object) -> None:
    assert plain_problem("retention", value) is not None


@pytest.mark.parametrize("profile", [profile for profile in profiles() if profile != "de"])
def test_votes_outlive_the_year_in_which_faults_of_procedure_can_be_raised(profile: str) -> None:
    """§ 10 Abs. 2 NKomVG and its like: one year; and nothing about faults goes by itself."""
    periods = load(profile, on=date(2026, 11, 24), kind="committee").law.retention.value
    ends = periods[DataClass.SINGLE_VOTES].ends(closed=date(2026, 12, 31), approved=None)
    assert ends is not None
    assert ends >= date(2027, 12, 31)
    assert DataClass.FAULTS not in periods


def test_the_log_of_an_earlier_version_keeps_everything() -> None:
    assert before_it_was_asked("retention").value == {}
