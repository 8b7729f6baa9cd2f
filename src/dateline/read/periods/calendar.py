"""Stretches of the calendar: their bounds, their EDTF and TIMEX3 spelling, and steps between them.

EDTF follows ISO 8601-2:2019 (levels 0 to 2), TIMEX values TimeML 1.2.1. Years are astronomical:
1 BC is 0, 490 BC is -489. Thirds: "early" is the first third of a stretch, "mid" the second,
"late" the last, so late August is the 21st to the 31st.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum


class Unit(StrEnum):
    """How long a stretch is."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Part(StrEnum):
    """The third of a stretch that is meant (TIMEX3 mod)."""

    START = "START"
    MID = "MID"
    END = "END"


# EDTF level 1 season codes, and the month each begins in: meteorological, northern half of the Earth.
SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
MONTHS_IN = {Unit.MONTH: 1, Unit.SEASON: 3, Unit.QUARTER: 3, Unit.HALF: 6}
YEARS_IN = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
DAYS_IN = {Unit.DAY: 1, Unit.WEEKEND: 2, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
NOT_IN_EDTF = {Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT, Unit.QUARTER, Unit.HALF}
BELOW_DAY = {Unit.SECOND, Unit.MINUTE, Unit.HOUR}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of ``unit`` that begins at year, month and day (both 1 where finer than the unit)."""

    unit: Unit
    year: int
    month: int = 1
    day: int = 1
    part: Part | None = None
    clock: str | None = None
    daypart: str | None = None

    def start(self) -> dt.date | None:
        """Return the first day, the part aside; None outside the years 1 to 9999."""
        return _date(self.year, self.month, self.day)

    def end(self) -> dt.date | None:
        """Return the last day, the part aside; None outside the years 1 to 9999."""
        if self.unit in YEARS_IN:
            return _date(self.year + YEARS_IN[self.unit] - 1, 12, 31)
        if self.unit in MONTHS_IN:
            year, month = _add_months(self.year, self.month, MONTHS_IN[self.unit] - 1)
            return _date(year, month, 31)
        first = self.start()
        return None if first is None else first + dt.timedelta(days=DAYS_IN.get(self.unit, 1) - 1)

    def bounds(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day meant, both included."""
        first, last = self.start(), self.end()
        if first is None or last is None:
            return None
        return _third(self, first, last) if self.part else (first, last)

    def edtf(self) -> str:
        """Return the stretch in EDTF, an interval where EDTF has no code for it."""
        if (self.part and self.unit is not Unit.DAY) or self.unit in NOT_IN_EDTF:
            return self._interval()
        year = _edtf_year(self.year)
        months = {start: code for code, start in SEASONS.values()}
        day = f"{year}-{self.month:02}-{self.day:02}"
        spelled = {
            Unit.CENTURY: f"{year[:-2]}XX",
            Unit.DECADE: f"{year[:-1]}X",
            Unit.YEAR: year,
            Unit.SEASON: f"{year}-{months.get(self.month)}",
            Unit.MONTH: f"{year}-{self.month:02}",
        }
        timed = f"{day}T{self.clock}:00"[: len("YYYY-MM-DDThh:mm:ss")] if self.clock else day
        return spelled.get(self.unit, timed)

    def _interval(self) -> str:
        bounds = self.bounds()
        if bounds is None:
            return replace(self, part=None, unit=Unit.YEAR).edtf()
        first, last = bounds
        if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
            return f"{first:%Y-%m}/{last:%Y-%m}"
        return f"{first.isoformat()}/{last.isoformat()}"

    def timex(self) -> str:
        """Return the TIMEX3 value; the part is a ``mod`` in TimeML, not in the value."""
        if self.unit in (Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT):
            return self._week()
        year = f"{self.year:04}" if self.year > 0 else f"BC{1 - self.year:04}"
        seasons = {month: code for code, (_, month) in SEASONS.items()}
        tail = self.clock or self.daypart
        spelled = {
            Unit.CENTURY: year[:-2],
            Unit.DECADE: year[:-1],
            Unit.YEAR: year,
            Unit.SEASON: f"{year}-{seasons.get(self.month)}",
            Unit.QUARTER: f"{year}-Q{(self.month + 2) // 3}",
            Unit.HALF: f"{year}-H{(self.month + 5) // 6}",
            Unit.MONTH: f"{year}-{self.month:02}",
        }
        day = f"{year}-{self.month:02}-{self.day:02}"
        return spelled.get(self.unit, f"{day}T{tail}" if tail else day)

    def _week(self) -> str:
        first = self.start()
        if first is None:
            return "XXXX-WXX"
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if self.unit is Unit.WEEKEND else "")


def of_day(day: dt.date) -> Stretch:
    """Return the stretch of one day."""
    return Stretch(Unit.DAY, day.year, day.month, day.day)


def around(day: Stretch, unit: Unit) -> Stretch:
    """Return the stretch of ``unit`` that holds the first day of ``day``; weeks begin on Monday."""
    if unit in YEARS_IN:
        return Stretch(unit, day.year - day.year % YEARS_IN[unit])
    if unit in MONTHS_IN:
        return _around_months(day, unit)
    if unit in (Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT):
        first = day.start()
        if first is None:
            return Stretch(unit, day.year, day.month, day.day)
        monday = first - dt.timedelta(days=first.weekday())
        chosen = monday + dt.timedelta(days=5) if unit is Unit.WEEKEND else monday
        return replace(of_day(chosen), unit=unit)
    return Stretch(Unit.DAY, day.year, day.month, day.day)


def _around_months(day: Stretch, unit: Unit) -> Stretch:
    size = MONTHS_IN[unit]
    if unit is not Unit.SEASON:
        return Stretch(unit, day.year, (day.month - 1) // size * size + 1)
    if day.month < 3:  # January belongs to the winter that began in December
        return Stretch(unit, day.year - 1, 12)
    return Stretch(unit, day.year, day.month // 3 * 3)


def step(stretch: Stretch, count: int, unit: Unit) -> Stretch | None:
    """Return the stretch ``count`` units later (earlier when negative); None past the calendar's ends."""
    if unit in YEARS_IN:
        return replace(stretch, year=stretch.year + count * YEARS_IN[unit], day=min(stretch.day, 28))
    if unit in MONTHS_IN:
        year, month = _add_months(stretch.year, stretch.month, count * MONTHS_IN[unit])
        last = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 28
        return replace(stretch, year=year, month=month, day=min(stretch.day, last))
    first = stretch.start()
    days = count * (7 if unit is Unit.WEEKEND else DAYS_IN.get(unit, 0))
    try:
        moved = None if first is None else first + dt.timedelta(days=days)
    except OverflowError:
        return None
    return None if moved is None else replace(stretch, year=moved.year, month=moved.month, day=moved.day)


def season(year: int, code: str) -> Stretch:
    """Return a season of ``year``; winter is the one that begins in its December."""
    return Stretch(Unit.SEASON, year, SEASONS[code][1])


def exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day; outside the years 1 to 9999, whether some year has."""
    return day <= calendar.monthrange(year if 1 <= year <= 9999 else 2000, month)[1]


def feast(name: str, year: int) -> tuple[int, int]:
    """Return month and day of a feast in ``year``: "easter", "12-25", or "11-4-4", the fourth Thursday."""
    if name == "easter":
        return easter(year)
    month, *told = name.split("-")
    if len(told) == 1:
        return int(month), int(told[0])
    weeks = calendar.monthcalendar(year, int(month))
    days = [week[int(told[0]) - 1] for week in weeks if week[int(told[0]) - 1]]
    return int(month), days[-1 if told[1] == "last" else int(told[1]) - 1]


def easter(year: int) -> tuple[int, int]:
    """Return month and day of Western Easter (the anonymous Gregorian algorithm, Meeus 1991)."""
    golden, (cycle, rest) = year % 19, divmod(year, 100)
    leap, left = divmod(cycle, 4)
    correction = (cycle - (cycle + 8) // 25 + 1) // 3
    epact = (19 * golden + cycle - leap - correction + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return month, day + 1


def interval(first: dt.date | None, last: dt.date | None) -> str:
    """Return an EDTF interval of days; an end nobody named is left empty, which EDTF reads as unknown."""
    return f"{first.isoformat() if first else ''}/{last.isoformat() if last else ''}"


def _third(stretch: Stretch, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    part = stretch.part
    if stretch.unit is Unit.MONTH:
        low, high = {Part.START: (1, 10), Part.MID: (11, 20), Part.END: (21, 31)}[part or Part.MID]
        return first.replace(day=low), last.replace(day=min(high, last.day))
    if stretch.unit is Unit.YEAR:
        low, high = {Part.START: (1, 4), Part.MID: (5, 8), Part.END: (9, 12)}[part or Part.MID]
        end = _date(first.year, high, 31)
        return first.replace(month=low), end or last
    if stretch.unit in YEARS_IN:
        size = YEARS_IN[stretch.unit]
        low, high = {Part.START: (0, 1), Part.MID: (1, 2), Part.END: (2, 3)}[part or Part.MID]
        end = _date(stretch.year + -(-size * high // 3) - 1, 12, 31)
        return first.replace(year=stretch.year + -(-size * low // 3)), end or last
    third = (last - first + dt.timedelta(days=1)) / 3
    if part is Part.START:
        return first, first + third - dt.timedelta(days=1) if third.days else first
    if part is Part.END:
        return last - third + dt.timedelta(days=1) if third.days else last, last
    return first + third, last - third


def _date(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, cut to the month's length; None where the calendar has no such year."""
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def _edtf_year(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"
