"""Reads dates by their parts: days, months, seasons, years, decades, holidays, figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dateline.model import PeriodKind
from dateline.read.periods.anchoring import Anchor, Tense, year_of_month
from dateline.read.periods.calendar import Stretch, Unit, exists, feast, of_day, season, step
from dateline.read.periods.lengths import unit_form
from dateline.read.periods.reading import Reading, Slots, dated, part_of, timed, unknown


def date(slots: Slots, anchor: Anchor, tense: Tense) -> Reading | None:
    """Read a date by its parts: year, month, day or season, with what is missing taken from the anchor."""
    year = year_of(slots, anchor)
    if "season" in slots:
        return _season(slots, anchor, year, tense)
    if "month" not in slots:
        return _day_of_told_month(slots, anchor)
    if year is None and ("deic" in slots or "ana" in slots):
        return _relative_month(slots, anchor)
    return _month_or_day(slots, year_of_month(anchor, slots["month"], slots.get("day"), tense), year)


def _month_or_day(slots: Slots, inferred: int | None, said: int | None) -> Reading | None:
    """Return the month or day of the year said, else of the one inferred; None for a day no year has."""
    month, day = slots["month"], slots.get("day")
    year = inferred if said is None else said
    if year is None or not exists(year, month, day or 1):
        timex = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        return Reading(PeriodKind.DATE, timex, tells=False) if said is None else None
    if day is None:
        return dated(Stretch(Unit.MONTH, year, month, part=part_of(slots)))
    return dated(timed(Stretch(Unit.DAY, year, month, day), slots))


def year_of(slots: Slots, anchor: Anchor) -> int | None:
    if "era" in slots:
        number = slots.get("n", slots.get("year"))
        return None if number is None else 1 - int(number)
    if "year" in slots:
        return int(slots["year"])
    if "yy" in slots:
        return century_of(int(slots["yy"]), anchor)
    if "same" in slots:
        return anchor.told.year if anchor.told else None
    now = anchor.now()
    if now is not None and ("lasty" in slots or "thisy" in slots):  # "March last year"
        return now.year - ("lasty" in slots)
    return None


def century_of(two: int, anchor: Anchor) -> int:
    """Return the year two digits mean: the latest not after publication, or in a story the nearest told."""
    if anchor.narrative and anchor.told:
        near = anchor.told.year
        return min((near - near % 100 + shift + two for shift in (-100, 0, 100)), key=lambda y: abs(y - near))
    limit = anchor.published.year + 10 if anchor.published else 2030
    year = limit - limit % 100 + two
    return year if year <= limit else year - 100


def _season(slots: Slots, anchor: Anchor, year: int | None, tense: Tense) -> Reading:
    code, part = slots["season"], part_of(slots)
    which = slots.get("deic", slots.get("ana"))
    base = anchor.last(Unit.SEASON) if "ana" in slots else anchor.now() or anchor.told
    if year is None and base is not None:
        year = _year_of_season(code, base, which, tense, anchor.narrative)
    if year is None:
        return Reading(PeriodKind.DATE, f"XXXX-{code}", tells=False)
    return dated(replace(season(year, code), part=part))


def _year_of_season(code: str, base: Stretch, which: int | None, tense: Tense, narrative: bool) -> int:
    year = base.year
    month = season(year, code).month
    if which == 1:
        return year if month > base.month and base.unit is not Unit.YEAR else year + 1
    if which == -1:
        return year if month + 2 < base.month else year - 1
    if which is None and not narrative and tense is Tense.PAST and month > base.month:
        return year - 1
    if which is None and not narrative and tense is Tense.FUTURE and month < base.month:
        return year + 1
    return year - 1 if code == "WI" and which == 0 and base.month < 3 else year


def _relative_month(slots: Slots, anchor: Anchor) -> Reading:
    """ "Last March" is the latest before now, "next March" the first after, "this March" the year's."""
    which = slots.get("deic", slots.get("ana"))
    base = anchor.now() if "deic" in slots else anchor.told
    if base is None:
        return Reading(PeriodKind.DATE, f"XXXX-{slots['month']:02}", tells=False)
    year, month = base.year, slots["month"]
    if which == -1 and month >= base.month:
        year -= 1
    if which == 1 and month <= base.month:
        year += 1
    return dated(Stretch(Unit.MONTH, year, month, part=part_of(slots)))


def _day_of_told_month(slots: Slots, anchor: Anchor) -> Reading:
    base = anchor.told if anchor.told and anchor.told.unit in (Unit.DAY, Unit.MONTH) else anchor.now()
    if base is None or base.unit not in (Unit.DAY, Unit.MONTH):
        return unknown(Unit.DAY, slots)
    if not exists(base.year, base.month, slots["day"]):
        return unknown(Unit.DAY, slots)
    return dated(Stretch(Unit.DAY, base.year, base.month, slots["day"]))


def year(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a year that stands alone."""
    number = year_of(slots, anchor)
    if number is None:
        return unknown(Unit.YEAR, slots)
    return dated(Stretch(Unit.YEAR, number, part=part_of(slots)))


def decade(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the 1980s", "the '80s", "the eighties"."""
    if "era" in slots:
        number = 1 - int(slots.get("year", slots.get("yy", 0)))
    elif "year" in slots:
        number = slots["year"] - slots["year"] % 10
    else:
        two = int(slots.get("yy", slots.get("word", 0)))
        number = century_of(two, anchor)
    return dated(Stretch(Unit.DECADE, number, part=part_of(slots)))


def century(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the 19th century": by the TimeML habit the years 1800 to 1899."""
    before = (int(slots["ord"]) - 1) * 100
    return dated(Stretch(Unit.CENTURY, 1 - before if "era" in slots else before, part=part_of(slots)))


def section(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the second half of 2008", "the first quarter of this year"."""
    unit = Unit.HALF if "half" in slots else Unit.QUARTER
    base = slots.get("year")
    if base is None:
        around_year = unit_form({**slots, "unit": "year"}, anchor, tense).stretch
        base = around_year.year if around_year else None
    count = int(slots.get("ord", 2))
    if base is None or count > (2 if unit is Unit.HALF else 4):
        return unknown(Unit.YEAR, slots)
    return dated(Stretch(unit, base, (count - 1) * (6 if unit is Unit.HALF else 3) + 1))


def holiday(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a day of the common calendar, nearest to the anchor unless a year is said."""
    name = slots.get("hol", "1-1")
    now = anchor.now() or anchor.told
    month, day = feast(name, now.year if now else 1)
    found = year_of(slots, anchor)
    if found is None:
        found = year_of_month(anchor, month, day, tense)
    if found is None:
        return Reading(PeriodKind.DATE, f"XXXX-{month:02}-{day:02}", tells=False)
    stretch: Stretch | None = Stretch(Unit.DAY, found, *feast(name, found))
    if "eve" in slots and stretch:
        stretch = step(stretch, -1, Unit.DAY)
    if "wd" in slots and stretch:
        stretch = _nearest(stretch, slots["wd"])
    return dated(timed(stretch, slots)) if stretch else unknown(Unit.DAY, slots)


def _nearest(day: Stretch, number: int) -> Stretch | None:
    """Return the weekday nearest to a feast: "Easter Monday"."""
    first = day.start()
    ahead = (number - first.isoweekday() + 3) % 7 - 3 if first else 0
    return step(day, ahead, Unit.DAY)


def numeric(slots: Slots, anchor: Anchor, tense: Tense) -> Reading | None:
    """Read digits with separators: year first, or by which of the two can be a month.

    When both could be, the day stands first after a full stop and the month first after a slash,
    unless publication is within ten days of exactly one of the two.
    """
    text, _, hour = slots["num"].upper().partition("T")
    mark = next(sign for sign in "./-" if sign in text)
    parts = text.split(mark)
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        return _valid(numbers[0], numbers[1], numbers[2], hour or None)
    if len(parts[2]) == 3 or len(parts[0]) > 2:
        return None
    full = numbers[2] if len(parts[2]) == 4 else century_of(numbers[2], anchor)
    month_first, day_first = (_valid(full, numbers[0], numbers[1]), _valid(full, numbers[1], numbers[0]))
    if month_first is None or day_first is None:
        return month_first or day_first
    close = [reading for reading in (month_first, day_first) if _close(reading, anchor.published)]
    if len(close) == 1:
        return close[0]
    return month_first if mark == "/" else day_first


def _valid(year: int, month: int, day: int, hour: str | None = None) -> Reading | None:
    try:
        return dated(replace(of_day(dt.date(year, month, day)), clock=hour))
    except ValueError:
        return None


def _close(reading: Reading, published: dt.date | None) -> bool:
    start = reading.stretch.start() if reading.stretch else None
    return bool(published and start and abs((start - published).days) <= 10)
