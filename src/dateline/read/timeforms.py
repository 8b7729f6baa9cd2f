"""Turns a frame of time words into what it means: one function a form, listed in ``FORMS``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.model import PeriodKind
from dateline.read.anchoring import Anchor, Tense, moved, weekday, year_of_month
from dateline.read.calendar import (
    BELOW_DAY,
    Part,
    Stretch,
    Unit,
    around,
    easter,
    interval,
    of_day,
    season,
    step,
)

Slots = Mapping[str, Any]

CODES = {
    Unit.SECOND: "S",
    Unit.MINUTE: "M",
    Unit.HOUR: "H",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.FORTNIGHT: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.YEAR: "Y",
    Unit.DECADE: "DE",
    Unit.CENTURY: "CE",
}
# What a value looks like when nothing tells which day it is (TIMEX3's X for an unknown digit).
UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a frame means here; ``stretch`` is None for durations, sets and the unresolved."""

    kind: PeriodKind
    timex: str | None
    stretch: Stretch | None = None
    span: tuple[dt.date | None, dt.date | None] | None = None
    tells: bool = True

    def edtf(self) -> str | None:
        """Return the EDTF string, or None where there is no calendar stretch."""
        if self.span is not None:
            return interval(*self.span)
        return self.stretch.edtf() if self.stretch else None

    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and last day, None where unknown."""
        if self.span is not None:
            return self.span
        return (self.stretch.bounds() if self.stretch else None) or (None, None)


def dated(stretch: Stretch, *, tells: bool = True) -> Reading:
    """Return the reading of a known stretch."""
    kind = PeriodKind.TIME if stretch.clock or stretch.daypart else PeriodKind.DATE
    return Reading(kind, stretch.timex(), stretch, tells=tells)


def unknown(unit: Unit, slots: Slots) -> Reading:
    """Return the reading of a date that nothing settles."""
    tail = _clock(slots) or slots.get("dp")
    timex = UNKNOWN.get(unit, "XXXX-XX-XX") + (f"T{tail}" if tail else "")
    return Reading(PeriodKind.TIME if tail else PeriodKind.DATE, timex, tells=False)


def date(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a date by its parts: year, month, day or season, with what is missing taken from the anchor."""
    year = _year(slots, anchor)
    if "season" in slots:
        return _season(slots, anchor, year, tense)
    if "month" not in slots:
        return _day_of_told_month(slots, anchor)
    month, day = slots["month"], slots.get("day")
    if year is None and ("deic" in slots or "ana" in slots):
        return _relative_month(slots, anchor)
    if year is None:
        year = year_of_month(anchor, month, day, tense)
    if year is None:
        timex = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        return Reading(PeriodKind.DATE, timex, tells=False)
    if day is None:
        return dated(Stretch(Unit.MONTH, year, month, part=_part(slots)))
    return dated(_timed(Stretch(Unit.DAY, year, month, day), slots))


def _year(slots: Slots, anchor: Anchor) -> int | None:
    if "era" in slots:
        number = slots.get("n", slots.get("year"))
        return None if number is None else 1 - int(number)
    if "year" in slots:
        return int(slots["year"])
    if "yy" in slots:
        return century_of(int(slots["yy"]), anchor)
    if "same" in slots:
        return anchor.told.year if anchor.told else None
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
    code, part = slots["season"], _part(slots)
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
    return year - 1 if code == "WI" and which == 0 and base.month < 3 else year


def _relative_month(slots: Slots, anchor: Anchor) -> Reading:
    """ "Last March" is the latest before now, "next March" the first after, "this March" the year's."""
    which = slots.get("deic", slots.get("ana"))
    base = anchor.now() if "deic" in slots else anchor.last(Unit.MONTH)
    if base is None:
        return Reading(PeriodKind.DATE, f"XXXX-{slots['month']:02}", tells=False)
    year, month = base.year, slots["month"]
    if which == -1 and month >= base.month:
        year -= 1
    if which == 1 and month <= base.month:
        year += 1
    return dated(Stretch(Unit.MONTH, year, month, part=_part(slots)))


def _day_of_told_month(slots: Slots, anchor: Anchor) -> Reading:
    base = anchor.told if anchor.told and anchor.told.unit in (Unit.DAY, Unit.MONTH) else anchor.now()
    if base is None or base.unit not in (Unit.DAY, Unit.MONTH):
        return unknown(Unit.DAY, slots)
    return dated(Stretch(Unit.DAY, base.year, base.month, slots["day"]))


def year(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a year that stands alone."""
    number = _year(slots, anchor)
    if number is None:
        return unknown(Unit.YEAR, slots)
    return dated(Stretch(Unit.YEAR, number, part=_part(slots)))


def decade(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the 1980s", "the '80s", "the eighties"."""
    if "era" in slots:
        number = 1 - int(slots.get("year", slots.get("yy", 0)))
    elif "year" in slots:
        number = slots["year"] - slots["year"] % 10
    else:
        two = int(slots.get("yy", slots.get("word", 0)))
        number = century_of(two, anchor)
    return dated(Stretch(Unit.DECADE, number, part=_part(slots)))


def century(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the 19th century": by the TimeML habit the years 1800 to 1899."""
    before = (int(slots["ord"]) - 1) * 100
    return dated(Stretch(Unit.CENTURY, 1 - before if "era" in slots else before, part=_part(slots)))


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
    """Read a fixed day of the common calendar, nearest to the anchor unless a year is said."""
    name = slots.get("hol", "01-01")
    month, day = (12, 25) if name == "easter" else map(int, name.split("-"))
    found = _year(slots, anchor)
    if found is None:
        found = year_of_month(anchor, month, day, tense)
    if found is None:
        return Reading(PeriodKind.DATE, f"XXXX-{month:02}-{day:02}", tells=False)
    if name == "easter":
        month, day = easter(found)
    stretch: Stretch | None = Stretch(Unit.DAY, found, month, day)
    if "eve" in slots and stretch:
        stretch = step(stretch, -1, Unit.DAY)
    return dated(_timed(stretch, slots)) if stretch else unknown(Unit.DAY, slots)


def numeric(slots: Slots, anchor: Anchor, tense: Tense) -> Reading | None:
    """Read digits with separators: year first, or by which of the two can be a month.

    When both could be, the day stands first after a full stop and the month first after a slash,
    unless publication is within ten days of exactly one of the two.
    """
    text = slots["num"]
    mark = next(sign for sign in "./-" if sign in text)
    parts = text.split(mark)
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        return _valid(numbers[0], numbers[1], numbers[2])
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


def _valid(year: int, month: int, day: int) -> Reading | None:
    try:
        return dated(of_day(dt.date(year, month, day)))
    except ValueError:
        return None


def _close(reading: Reading, published: dt.date | None) -> bool:
    start = reading.stretch.start() if reading.stretch else None
    return bool(published and start and abs((start - published).days) <= 10)


def weekday_form(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a weekday name, with "last", "this", "next", a part of the day or a clock time."""
    number = slots["wd"]
    which = slots.get("deic")
    if "ana" in slots:
        return _weekday_from_told(slots, anchor)
    day = weekday(anchor, number, which, tense)
    if day is None:
        tail = _clock(slots) or slots.get("dp")
        timex = f"XXXX-WXX-{number}" + (f"T{tail}" if tail else "")
        return Reading(PeriodKind.DATE, timex, tells=False)
    return dated(_timed(day, slots))


def _weekday_from_told(slots: Slots, anchor: Anchor) -> Reading:
    base = anchor.last(Unit.DAY)
    start = base.start() if base and base.unit is Unit.DAY else None
    if start is None:
        return Reading(PeriodKind.DATE, f"XXXX-WXX-{slots['wd']}", tells=False)
    ahead = (slots["wd"] - start.isoweekday()) % 7
    days = ahead - 7 if slots["ana"] < 0 else (ahead or 7 * slots["ana"])
    day = step(of_day(start), days, Unit.DAY)
    return dated(_timed(day, slots)) if day else unknown(Unit.DAY, slots)


def deictic(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "today", "yesterday evening", "last night", "the day after tomorrow"."""
    days = slots.get("dei", slots.get("deic", 0))
    if isinstance(days, str):
        days = {"tomorrow": 1, "yesterday": -1}[days]
    days += ("more" in slots) - ("less" in slots)
    base = anchor.now()
    day = step(around(base, Unit.DAY), days, Unit.DAY) if base and base.unit is Unit.DAY else None
    if anchor.narrative and "dei" in slots:
        day = None  # "today" in a history is the writer's day, or inside a quotation
    return dated(_timed(day, slots)) if day else unknown(Unit.DAY, slots)


def tonight(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "tonight", a clock time before it included."""
    return deictic({**slots, "dei": 0, "dp": "NI"}, anchor, tense)


def daypart(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "this morning", "the following night", "at night": on the anchor's day."""
    if "ana" in slots:
        base, count = anchor.last(Unit.DAY), slots["ana"]
    else:
        base, count = anchor.now() if "deic" in slots else anchor.last(Unit.DAY), slots.get("deic", 0)
    day = step(base, count, Unit.DAY) if base and base.unit is Unit.DAY else None
    return dated(_timed(day, slots), tells="ana" in slots) if day else unknown(Unit.DAY, slots)


def clock(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read a clock time on the last day told, else on the day of publication."""
    if "wd" in slots:
        return weekday_form(slots, anchor, tense)
    base = anchor.last(Unit.DAY)
    if base is None or base.unit is not Unit.DAY:
        return unknown(Unit.DAY, slots)
    return dated(_timed(base, slots), tells=False)


def unit_form(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "this week", "last year", "the following month", "the end of the year", "later that day"."""
    unit = Unit(slots["unit"])
    if unit in BELOW_DAY:
        return Reading(PeriodKind.TIME, "PRESENT_REF", tells=False)
    if "ana" in slots:
        base, count = anchor.last(unit), slots["ana"]
    elif "deic" in slots:
        base, count = anchor.now(), slots["deic"]
    else:
        base, count = anchor.last(unit) if anchor.narrative else anchor.now(), 0
    found = moved(base, unit, count)
    if found is None:
        return unknown(unit, slots)
    return dated(replace(found, part=_part(slots)), tells="ana" in slots or anchor.narrative)


def weekend(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the weekend": the last one in a clause about the past, before Saturday; else this week's."""
    today = anchor.published
    last = tense is Tense.PAST and today is not None and today.isoweekday() < 6
    return unit_form({**slots, "deic": -1 if last else 0}, anchor, tense)


def shift(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "three days ago" from now, "two weeks later" from the last date told, no finer than the unit."""
    unit = Unit(slots["unit"])
    count = amount(slots)
    if not isinstance(count, int | float) or unit in BELOW_DAY:
        return vague_shift(slots, anchor, tense)
    back = "past" in slots or slots.get("dir") == -1
    base = anchor.now() if "past" in slots else anchor.last(unit)
    if unit is Unit.FORTNIGHT:
        unit, count = Unit.WEEK, count * 2
    found = moved(base, unit, round(-count if back else count))
    return dated(found) if found else unknown(unit, slots)


def vague_shift(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "years ago" and "days later": before or after, nothing more."""
    back = "past" in slots or slots.get("dir") == -1
    return Reading(PeriodKind.DATE, "PAST_REF" if back else "FUTURE_REF", tells=False)


def window(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "the last 72 hours", "the next two weeks", "recent weeks": a stretch that ends or begins now."""
    unit = Unit(slots.get("unit") or slots["many"])
    ahead = slots.get("deic", slots.get("ana", -1)) == 1
    base = anchor.last(Unit.DAY) if "ana" in slots else anchor.now()
    today = base.start() if base and base.unit is Unit.DAY and not anchor.narrative else None
    count = "X" if "many" in slots else amount(slots)
    timex = duration_value(count, unit)
    if today is None:
        return Reading(PeriodKind.DURATION, timex, tells=False)
    other = _reach(today, unit, count, ahead)
    return Reading(PeriodKind.DURATION, timex, span=(today, other) if ahead else (other, today), tells=False)


def _reach(today: dt.date, unit: Unit, count: float | str, ahead: bool) -> dt.date | None:
    if isinstance(count, str):
        return None
    sign = 1 if ahead else -1
    if unit in BELOW_DAY:
        hours = {Unit.HOUR: 1.0, Unit.MINUTE: 1 / 60, Unit.SECOND: 1 / 3600}[unit] * count
        return (dt.datetime.combine(today, dt.time(12)) + sign * dt.timedelta(hours=hours)).date()
    found = step(of_day(today), sign * round(count), unit)
    return found.start() if found else None


def duration(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "for six months", "72 hours", "years of war": a length without a place in the calendar."""
    unit = Unit(slots.get("unit") or slots["many"])
    count = 1 if "one" in slots and "n" not in slots else "X" if "many" in slots else amount(slots)
    return Reading(PeriodKind.DURATION, duration_value(count, unit), tells=False)


def amount(slots: Slots) -> float | str:
    """Return the number a count names; X when the text leaves it open."""
    if "ten" in slots:
        return int(slots["ten"]) + int(slots["ones"] if "ones" in slots else slots.get("n", 0))
    number = slots.get("n", 1)
    if isinstance(number, str):
        try:
            number = float(number.replace(",", ""))
        except ValueError:
            return "X"
    return float(number) + 0.5 if "half" in slots else number


def duration_value(count: float | str, unit: Unit) -> str:
    """Return an ISO 8601 duration; TimeML writes DE for decades, CE for centuries and X for an open count."""
    if unit is Unit.FORTNIGHT and not isinstance(count, str):
        count = count * 2
    text = count if isinstance(count, str) else f"{count:g}"
    return f"P{'T' if unit in BELOW_DAY else ''}{text}{CODES[unit]}"


def repeated(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "every Friday", "daily", "per month": a set, by its interval or the days it falls on."""
    if "often" in slots:
        value = slots["often"]
    elif "wd" in slots:
        part = slots.get("dp", slots.get("dps"))
        value = f"XXXX-WXX-{slots['wd']}" + (f"T{part}" if part else "")
    elif "month" in slots:
        value = f"XXXX-{slots['month']:02}"
    elif "season" in slots:
        value = f"XXXX-{slots['season']}"
    elif "dp" in slots:
        value = f"XXXX-XX-XXT{slots['dp']}"
    else:
        value = duration_value(amount(slots) if "n" in slots or "ten" in slots else 1, Unit(slots["unit"]))
    return Reading(PeriodKind.SET, value, tells=False)


def reference(slots: Slots, anchor: Anchor, tense: Tense) -> Reading:
    """Read "now", "recently", "the future": a direction without a date."""
    value = slots.get("ref") or (
        "FUTURE_REF" if "future" in slots else "PAST_REF" if "past" in slots else None
    )
    return Reading(PeriodKind.DATE, value or "PRESENT_REF", tells=False)


def _part(slots: Slots) -> Part | None:
    value = slots.get("part") or slots.get("edge")
    return Part(value) if value else None


def _timed(stretch: Stretch, slots: Slots) -> Stretch:
    return replace(stretch, clock=_clock(slots), daypart=slots.get("dp"), part=_part(slots))


def _clock(slots: Slots) -> str | None:
    """Return hh:mm of a clock time; twelve-hour times by their am or pm."""
    if "noon" in slots:
        return str(slots["noon"])
    raw = slots.get("clock") or slots.get("dot") or slots.get("mil") or slots.get("hour")
    if raw is None:
        return None
    text = str(raw).replace(".", ":")
    if "mil" in slots:
        text = f"{text[:-2]}:{text[-2:]}"
    hour, _, rest = text.partition(":")
    number = int(hour)
    if str(slots.get("ap", "")).startswith("p") and number < 12:
        number += 12
    if str(slots.get("ap", "")).startswith("a") and number == 12:
        number = 0
    return f"{number:02}:{rest or '00'}"


Form = Callable[[Slots, Anchor, Tense], Reading | None]

FORMS: dict[str, Form] = {
    "date": date,
    "year": year,
    "decade": decade,
    "century": century,
    "section": section,
    "holiday": holiday,
    "numeric": numeric,
    "weekday": weekday_form,
    "deictic": deictic,
    "tonight": tonight,
    "daypart": daypart,
    "clock": clock,
    "unit": unit_form,
    "weekend": weekend,
    "shift": shift,
    "vague shift": vague_shift,
    "window": window,
    "duration": duration,
    "set": repeated,
    "reference": reference,
}
