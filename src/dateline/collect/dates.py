"""Finds the day a text was published, and names the rule that found it.

A day is taken from what the input says, never guessed: no year, no day; a number date that could
be read two ways is not read.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from email.utils import parsedate_to_datetime

# Newspapers and wire texts of the twentieth century are read; a day before or after these years is a typing
# slip or a placeholder (0001, 1753, 9999).
FIRST_YEAR, LAST_YEAR = 1900, 2099
# Two figures are a year of the last century from this one on: texts with such years are old wire copy.
CENTURY = 30
# A dateline or byline stands in the first lines; a date further down is part of the story.
HEAD_LINES, HEAD_CHARS = 6, 600

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2}(?!\d))"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WRITTEN = (
    re.compile(rf"\b{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{2})[-/.](?P<day>\d{2})\b"),
)
SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})\b")
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
# The day of a dispatch stands between its town and its dash: "TOWN, 3 Jan 90 (Agency) --".
DISPATCH = re.compile(r"^(?=\W*[A-Z]{2})[^\n]{0,90}?(?:\(.{2,40}\)\s*(?:[-–—]|$)|\s(?:[–—]|--)\s)")
STAMP = re.compile(
    r"^\W*(?:posted|published|updated|last updated|first published|date|issued)?(?:\s+on)?\s*[:|]?\s*"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?$",
    re.IGNORECASE,
)


def parse(value: str) -> tuple[dt.date, dt.datetime | None]:
    """Return the day, and the moment when ``value`` tells it with its zone.

    Reads ISO 8601, RFC 2822, seconds since 1970, and dates written in English. Raises ValueError with
    the reason.
    """
    value = value.strip()
    moment = _moment(value)
    day = moment.date() if moment else _written(value) or _slashed(value)
    if day is None:
        raise ValueError(f"{value[:60]!r} is no date with day, month and year")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year {day.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day, moment if moment and moment.tzinfo and not _date_only(value) else None


def from_text(text: str) -> tuple[dt.date, str] | None:
    """Return the day in the text's own dateline or stamp, with the rule's name, or None."""
    lines = [line.strip() for line in text[:HEAD_CHARS].splitlines() if line.strip()][:HEAD_LINES]
    for line in lines:
        match = DISPATCH.match(line)
        if match and (day := _written(match.group())):
            return day, "dateline of the text"
    for line in lines:
        if (day := _stamped(line)) is not None:
            return day, "date line near the top"
    if len(lines) > 1 and len(lines[0]) < 120 and (day := _ending(lines[0])) is not None:
        return day, "date in the headline"
    return None


def _stamped(line: str) -> dt.date | None:
    """Return the day of a line that is a date, alone or after "Posted:" and the like."""
    for pattern in WRITTEN:
        match = pattern.search(line)
        if match and STAMP.match(line[: match.start()]) and len(line) - match.end() < 60:
            return _day(match)
    return None


def _ending(line: str) -> dt.date | None:
    """Return the day that a line ends in."""
    matches = (pattern.search(line) for pattern in WRITTEN)
    return next((_day(match) for match in matches if match and not line[match.end() :].strip(" )]")), None)


def _moment(value: str) -> dt.datetime | None:
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{13}", value):
        seconds = float(value) / (1000 if len(value) == 13 else 1)
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    if COMPACT.fullmatch(value) or re.match(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            return _prefix(value)
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None


def _prefix(value: str) -> dt.datetime | None:
    """Return the day at the head of a stamp whose clock is in no known form."""
    try:
        return dt.datetime.fromisoformat(value[:10])
    except ValueError:
        return None


def _date_only(value: str) -> bool:
    return not re.search(r"\d:\d|T\d|^\d{9,}", value)


def _written(value: str) -> dt.date | None:
    """Return the first day written out in ``value``."""
    found = [match for pattern in WRITTEN if (match := pattern.search(value))]
    return _day(min(found, key=re.Match.start)) if found else None


def _slashed(value: str) -> dt.date | None:
    """Return the day of "25/12/2016": only where the numbers allow one reading."""
    match = SLASHED.search(value)
    if not match:
        return None
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = {day for day in (_real(year, a, b), _real(year, b, a)) if day}
    if len(readings) > 1:
        raise ValueError(f"{match.group()!r} could be two days")
    return next(iter(readings), None)


def _day(match: re.Match[str]) -> dt.date | None:
    year, month = int(match["year"]), match["month"]
    if year < 100:
        year += 1900 if year >= CENTURY else 2000
    return _real(year, int(month) if month.isdigit() else MONTHS[month[:3].casefold()], int(match["day"]))


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
