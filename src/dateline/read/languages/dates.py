"""Time expressions in a language with a table: days, months, years, weekdays, today and yesterday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.read.languages.tables import Hit, Language
from dateline.read.languages.text import Word
from dateline.read.periods import calendar
from dateline.read.periods.calendar import Stretch, Unit

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")  # day first in all three languages (CLDR)
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{4}")
# A date without a year is the nearest one: half a year away in either direction at most.
HALF_YEAR = 183


@dataclass(frozen=True, slots=True)
class Told:
    """Words ``first`` to ``last``, from ``start`` on, name ``stretch``; None where it cannot be told."""

    first: int
    last: int
    start: int
    stretch: Stretch | None
    rule: str


def find(words: Sequence[Word], tongue: Language, published: dt.date | None) -> Iterator[Told]:
    """Yield the time expressions of a sentence in order; those that hang on no date have no stretch."""
    at = 0
    while at < len(words):
        told = _at(words, at, tongue, published)
        if told is not None:
            yield told
        at = told.last + 1 if told is not None else at + 1


def _at(words: Sequence[Word], at: int, tongue: Language, published: dt.date | None) -> Told | None:
    return (
        _numeric(words, at)
        or _with_month(words, at, tongue, published)
        or _year(words, at, tongue)
        or _deictic(words, at, tongue, published)
        or _weekday(words, at, tongue, published)
    )


def _numeric(words: Sequence[Word], at: int) -> Told | None:
    text = words[at].text
    iso, numeric = _ISO.fullmatch(text), _NUMERIC.fullmatch(text)
    if iso is not None:
        year, month, day = map(int, iso.groups())
    elif numeric is not None:
        day, month, year = map(int, numeric.groups())
    else:
        return None
    stretch = _day(year, month, day)
    return Told(at, at, words[at].start, stretch, "written date") if stretch else None


def _with_month(words: Sequence[Word], at: int, tongue: Language, published: dt.date | None) -> Told | None:
    """Read "4 December 2016", "4 December", "December 2016"."""
    day = int(words[at].text) if _DAY.fullmatch(words[at].text) else None
    month = _month(words, at + (day is not None), tongue) if at + (day is not None) < len(words) else None
    if month is None or (day is not None and words[at + 1].gap):
        return None
    year, last = _year_behind(words, month.last, tongue)
    start = words[at].start if day is not None else month.start
    if day is None and at and not words[at].gap and _DAY.fullmatch(words[at - 1].text):
        return None  # "30 February": no day of the calendar
    if day is None:
        return Told(at, last, start, Stretch(Unit.MONTH, year, month.value), "month") if year else None
    stretch = _day(year, month.value, day) if year else _nearest(month.value, day, published)
    exists = calendar.exists(year or 2000, month.value, day) and day > 0
    return Told(at, last, start, stretch, "day and month" if not year else "date") if exists else None


def _month(words: Sequence[Word], at: int, tongue: Language) -> Hit[int] | None:
    """Return the month named at ``at``; two names of one month joined by a stroke are one."""
    month = tongue.months.at(words, at)
    if month is None or month.last + 1 >= len(words) or words[month.last + 1].gap not in ("/", "(", "-"):
        return month
    twin = tongue.months.at(words, month.last + 1)
    return Hit(month.value, twin.last, month.start) if twin and twin.value == month.value else month


def _year_behind(words: Sequence[Word], last: int, tongue: Language) -> tuple[int | None, int]:
    """Return the year behind a month, if told, and the last word of the whole."""
    at = last + 1
    if at < len(words) and words[at].key in tongue.keys("dates", "before_year"):
        at += 1
    if at >= len(words) or words[at].gap not in ("", ",") or not _YEAR.fullmatch(words[at].text):
        return None, last
    behind = at + 1 < len(words) and not words[at + 1].gap
    return int(words[at].text), at + (behind and words[at + 1].key in tongue.keys("dates", "after_year"))


def _year(words: Sequence[Word], at: int, tongue: Language) -> Told | None:
    """Read a year that is called one: "the year 2016"."""
    if not _YEAR.fullmatch(words[at].text) or int(words[at].text) == 0:
        return None
    stretch = Stretch(Unit.YEAR, int(words[at].text))
    if at and not words[at].gap and words[at - 1].key in tongue.keys("dates", "before_year"):
        return Told(at, at, words[at].start, stretch, "year")
    named = at + 1 < len(words) and not words[at + 1].gap
    if named and words[at + 1].key in tongue.keys("dates", "after_year"):
        return Told(at, at + 1, words[at].start, stretch, "year")
    return None


def _deictic(words: Sequence[Word], at: int, tongue: Language, published: dt.date | None) -> Told | None:
    """Read "today", "yesterday", with the weekday that may stand beside it."""
    word = tongue.deictic.at(words, at)
    if word is None:
        return None
    last = word.last
    if last + 1 < len(words) and not words[last + 1].gap:
        if words[last + 1].key in tongue.keys("dates", "not_deictic"):
            return None
        weekday = tongue.weekdays.at(words, last + 1)
        last = weekday.last if weekday is not None else last
    return Told(at, last, word.start, _shifted(published, word.value), "day counted from publication")


def _weekday(words: Sequence[Word], at: int, tongue: Language, published: dt.date | None) -> Told | None:
    """Read a weekday as the last one up to publication, or the next when the text says so."""
    word = tongue.weekdays.at(words, at)
    if word is None:
        return None
    behind = words[word.last + 1].key if word.last + 1 < len(words) and not words[word.last + 1].gap else ""
    before = words[at - 1].key if at and not words[at].gap else ""
    following = {before, behind} & tongue.keys("dates", "next")
    past = {before, behind} & tongue.keys("dates", "last")
    if not (following or past or before in tongue.keys("dates", "before_weekday")):
        return None
    last = word.last + (behind in tongue.keys("dates", "next") | tongue.keys("dates", "last"))
    if published is None:
        return Told(at, last, word.start, None, "weekday")
    back = (published.isoweekday() - word.value) % 7
    days = (7 - back) if following else -(back or (7 if past else 0))
    rule = "weekday after publication" if following else "weekday up to publication"
    return Told(at, last, word.start, _shifted(published, days), rule)


def _shifted(published: dt.date | None, days: int) -> Stretch | None:
    if published is None:
        return None
    return calendar.step(calendar.of_day(published), days, Unit.DAY)


def _day(year: int, month: int, day: int) -> Stretch | None:
    known = year > 0 and 1 <= month <= 12 and day > 0 and calendar.exists(year, month, day)
    return Stretch(Unit.DAY, year, month, day) if known else None


def _nearest(month: int, day: int, published: dt.date | None) -> Stretch | None:
    """Return the day of that name within half a year of publication."""
    if published is None:
        return None
    for year in (published.year, published.year - 1, published.year + 1):
        stretch = _day(year, month, day)
        first = stretch.start() if stretch else None
        if first is not None and abs((first - published).days) <= HALF_YEAR:
            return stretch
    return None
