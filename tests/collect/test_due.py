"""When a source is due follows from its schedule and its last visits alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import due
from dateline.config import SourceEntry
from dateline.model import SourceState

NOON = dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def entry(schedule: str | None = "15 min") -> SourceEntry:
    return SourceEntry(name="Post", url="https://post.example/feed", schedule=schedule)


def state(**fields: object) -> SourceState:
    return SourceState.model_validate({"source": "Post", "last_try": NOON, **fields})


def test_a_source_never_visited_is_due_and_one_without_schedule_never() -> None:
    assert due.is_due(entry(), None, NOON, dt.UTC) and due.is_due(
        entry(), SourceState(source="Post"), NOON, dt.UTC
    )
    assert due.next_due(entry(None), None, dt.UTC) is None and not due.is_due(entry(None), None, NOON, dt.UTC)


@pytest.mark.parametrize(
    ("schedule", "failures", "minutes"),
    [("15 min", 0, 15), ("15 min", 1, 15), ("15 min", 2, 30), ("15 min", 4, 120), ("15 min", 900, 360),
     ("daily", 3, 1440)],
)  # fmt: skip
def test_one_that_fails_is_asked_more_seldom(schedule: str, failures: int, minutes: int) -> None:
    assert due.next_due(entry(schedule), state(failures=failures), dt.UTC) == NOON + minutes * MINUTE


def test_a_server_that_names_a_time_is_left_until_then() -> None:
    assert due.next_due(entry(), state(failures=1, retry_at=NOON + HOUR), dt.UTC) == NOON + HOUR


def test_a_clock_that_went_backwards_stops_nothing() -> None:
    """The last visit lies a year ahead: the clock was wrong then, or is now."""
    assert due.is_due(entry(), state(last_try=NOON + 365 * DAY), NOON, dt.UTC)
    assert due.missed(entry(), state(last_try=NOON + 365 * DAY), NOON, dt.UTC) is None


@pytest.mark.parametrize(("minutes", "times"), [(15, 0), (20, 0), (29, 0), (30, 1), (46, 2), (24 * 60, 95)])
def test_visits_that_nobody_made_are_counted(minutes: int, times: int) -> None:
    found = due.missed(entry(), state(), NOON + minutes * MINUTE, dt.UTC)
    assert (found.times if found else 0) == times
    if found:
        assert found.first == NOON + 15 * MINUTE and found.last < NOON + minutes * MINUTE


def test_what_was_put_off_was_not_missed() -> None:
    assert due.missed(entry(), state(failures=2), NOON + 5 * HOUR, dt.UTC) is None


@given(st.integers(0, 60), st.timedeltas(dt.timedelta(), dt.timedelta(days=40)))
def test_a_source_is_always_due_again(failures: int, later: dt.timedelta) -> None:
    found = due.next_due(entry(), state(failures=failures), dt.UTC)
    assert found is not None and NOON < found <= NOON + due.LONGEST_BACKOFF
    assert due.is_due(entry(), state(failures=failures), NOON + later, dt.UTC) is (NOON + later >= found)
