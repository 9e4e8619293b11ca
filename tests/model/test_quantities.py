from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procfit.model.quantities import (
    Calendar,
    Duration,
    Volume,
    format_minutes,
    parse_duration,
    parse_volume,
)

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30s", 0.5), ("5m", 5), ("2h", 120), ("1d", 480), ("1w", 2400), ("1.5h", 90), ("1h 30m", 90)],
)
def test_a_fixed_time_is_read_in_minutes(text: str, minutes: float) -> None:
    assert parse_duration(text, CALENDAR) == Duration.fixed(minutes)


def test_days_follow_the_working_calendar() -> None:
    assert parse_duration("1w", Calendar(hours_per_day=6, days_per_week=4)).usual == 6 * 60 * 4


def test_three_times_are_least_usual_most_with_the_pert_mean() -> None:
    # PERT mean (least + 4 usual + most) / 6: Malcolm, Roseboom, Clark & Fazar 1959.
    time = parse_duration("2m/5m/14m", CALENDAR)
    assert (time.least, time.usual, time.most) == (2, 5, 14)
    assert time.mean == pytest.approx((2 + 20 + 14) / 6)
    assert not time.is_fixed


@pytest.mark.parametrize("text", ["", "5", "5 minutes", "m", "1m/2m", "5m/2m/9m", "-5m", "9999w", "nan"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is"):
        parse_duration(text, CALENDAR)


@given(st.integers(0, 60 * 60 * 24 * 30))
def test_written_minutes_read_back_the_same(seconds: int) -> None:
    minutes = seconds / 60
    assert parse_duration(format_minutes(minutes), CALENDAR).usual == pytest.approx(minutes, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "per_month"),
    [("1200/month", 1200), ("12/year", 1), ("3/quarter", 1), ("12 / week", 52), ("1/day", 260 / 12)],
)
def test_volumes_are_compared_per_month(text: str, per_month: float) -> None:
    assert parse_volume(text).per_month(CALENDAR) == pytest.approx(per_month)


def test_a_volume_keeps_what_was_written() -> None:
    assert parse_volume("40/week") == Volume(40, "week")
    with pytest.raises(ValueError, match="not a volume"):
        parse_volume("many")
