"""A schedule says when a source is next due, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import schedule

NOON = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)  # a Saturday
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("15 min", "2024-03-09T12:15"),
        ("every 2 hours", "2024-03-09T14:00"),
        ("1h", "2024-03-09T13:00"),
        ("hourly", "2024-03-09T13:00"),
        ("daily", "2024-03-10T12:00"),
        ("daily 06:00", "2024-03-10T06:00"),
        ("18:30", "2024-03-09T18:30"),
        ("daily at 12:00", "2024-03-10T12:00"),
        ("weekly", "2024-03-16T12:00"),
        ("weekly mon 06:00", "2024-03-11T06:00"),
        ("Saturday 11:00", "2024-03-16T11:00"),
        ("saturday 13:00", "2024-03-09T13:00"),
    ],
)
def test_the_next_time(text: str, due: str) -> None:
    assert schedule.parse(text).after(NOON) == dt.datetime.fromisoformat(due).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["", "soon", "0 min", "25:00", "daily 6", "-1 hour", "1.5 hours", "5 years"])
def test_what_is_no_schedule(text: str) -> None:
    with pytest.raises(ValueError, match="is no schedule; write it as"):
        schedule.parse(text)


def test_a_time_of_day_is_the_desks_own_through_summer_time() -> None:
    """Berlin goes to summer time on 31 March 2024; two o'clock does not exist in that night."""
    daily = schedule.parse("daily 06:00")
    before = dt.datetime(2024, 3, 30, 12, tzinfo=dt.UTC)
    assert daily.after(before, BERLIN) == dt.datetime(2024, 3, 31, 4, tzinfo=dt.UTC)
    assert daily.after(NOON, BERLIN) == dt.datetime(2024, 3, 10, 5, tzinfo=dt.UTC)
    missing = schedule.parse("02:30").after(before, BERLIN)
    assert dt.timedelta() < missing - before < dt.timedelta(days=1)


@given(
    st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)),
    st.sampled_from(["1 min", "3 hours", "2 weeks", "02:30", "23:59", "mon 00:00", "sun 02:30"]),
)
def test_the_next_time_is_always_later_and_never_much(moment: dt.datetime, text: str) -> None:
    own = schedule.parse(text)
    slack = dt.timedelta(hours=2)  # a night of summer time
    assert moment < own.after(moment, BERLIN) <= moment + own.every + slack
