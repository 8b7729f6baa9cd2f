"""Date-F1: as many days as the timeline has, within its span."""

from __future__ import annotations

import datetime as dt

from bench.dates import date_f1


def days(*numbers: int) -> list[dt.date]:
    return [dt.date(2016, 12, n) for n in numbers]


def test_days_outside_the_span_are_passed_over() -> None:
    assert date_f1(days(1, 4, 30, 6, 7), frozenset(days(4, 6, 8))) == 2 / 3


def test_fewer_days_than_the_timeline_has_cost_recall_alone() -> None:
    assert date_f1(days(4), frozenset(days(4, 6, 8))) == 0.5
    assert date_f1([], frozenset(days(4))) == 0.0
