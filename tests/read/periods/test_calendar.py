"""Stretches of the calendar: bounds, spelling, steps."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.periods import calendar
from dateline.read.periods.calendar import Part, Stretch, Unit

days = st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("stretch", "edtf", "timex", "bounds"),
    [
        (Stretch(Unit.MONTH, 2016, 2), "2016-02", "2016-02", ("2016-02-01", "2016-02-29")),
        (Stretch(Unit.SEASON, 2016, 9), "2016-23", "2016-FA", ("2016-09-01", "2016-11-30")),
        (Stretch(Unit.SEASON, 2016, 12), "2016-24", "2016-WI", ("2016-12-01", "2017-02-28")),
        (Stretch(Unit.QUARTER, 2016, 4), "2016-04/2016-06", "2016-Q2", ("2016-04-01", "2016-06-30")),
        (Stretch(Unit.DECADE, 1980), "198X", "198", ("1980-01-01", "1989-12-31")),
        (Stretch(Unit.CENTURY, 1800), "18XX", "18", ("1800-01-01", "1899-12-31")),
    ],
)
def test_spelling_and_bounds(stretch: Stretch, edtf: str, timex: str, bounds: tuple[str, str]) -> None:
    first, last = map(dt.date.fromisoformat, bounds)
    assert (stretch.edtf(), stretch.timex(), stretch.bounds()) == (edtf, timex, (first, last))


@pytest.mark.parametrize(
    ("unit", "part", "edtf"),
    [
        (Unit.MONTH, Part.START, "2016-08-01/2016-08-10"),
        (Unit.MONTH, Part.MID, "2016-08-11/2016-08-20"),
        (Unit.MONTH, Part.END, "2016-08-21/2016-08-31"),
        (Unit.YEAR, Part.START, "2016-01/2016-04"),
        (Unit.YEAR, Part.END, "2016-09/2016-12"),
        (Unit.DAY, Part.END, "2016-08-01"),
    ],
)
def test_parts_are_thirds(unit: Unit, part: Part, edtf: str) -> None:
    month = 1 if unit is Unit.YEAR else 8
    assert Stretch(unit, 2016, month, part=part).edtf() == edtf


def test_years_before_christ_have_a_spelling_and_no_days() -> None:
    year = Stretch(Unit.YEAR, -489)
    assert (year.edtf(), year.timex(), year.bounds()) == ("-0489", "BC0490", None)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2016, 3, 27), (2019, 4, 21), (1943, 4, 25), (2008, 3, 23), (2038, 4, 25)]
)
def test_easter_sundays(year: int, month: int, day: int) -> None:
    assert calendar.easter(year) == (month, day)


@given(days, st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR, Unit.DECADE]))
def test_the_stretch_around_a_day_holds_it(day: dt.date, unit: Unit) -> None:
    bounds = calendar.around(calendar.of_day(day), unit).bounds()
    assert bounds is not None and bounds[0] <= day <= bounds[1]


@given(days, st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR]), st.integers(0, 50))
def test_stepping_back_returns(day: dt.date, unit: Unit, count: int) -> None:
    start = calendar.around(calendar.of_day(day), unit)
    there = calendar.step(start, count, unit)
    assert there is not None and calendar.step(there, -count, unit) == start


@given(
    days,
    st.sampled_from(list(Part)),
    st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.SEASON, Unit.YEAR, Unit.DECADE]),
)
def test_a_part_lies_inside_its_stretch(day: dt.date, part: Part, unit: Unit) -> None:
    whole = calendar.around(calendar.of_day(day), unit)
    outer = whole.bounds()
    inner = Stretch(whole.unit, whole.year, whole.month, whole.day, part=part).bounds()
    assert outer is not None and inner is not None
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
