"""When a source is due: "15 min", "2 hours", "daily 06:00", "weekly mon 06:00"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

UNITS = {"min": 60, "hour": 3600, "day": 86_400, "week": 604_800}
EVERY = re.compile(r"(?:every )?(\d{1,4}) ?(min|minute|h|hour|day|week)s?")
NAMED = {"hourly": "1 hour", "daily": "1 day", "weekly": "1 week"}
CLOCK = re.compile(r"(?:daily|weekly )?\s*(mon|tue|wed|thu|fri|sat|sun)?[a-z]*\s*(?:at )?(\d{1,2}):(\d\d)")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXAMPLES = 'write it as "15 min", "2 hours", "daily 06:00" or "weekly mon 06:00"'


@dataclass(frozen=True, slots=True)
class Schedule:
    """A length of time between two visits, or a time of day (of one weekday) by the desk's clock."""

    every: dt.timedelta
    at: dt.time | None = None
    weekday: int | None = None

    def after(self, moment: dt.datetime, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
        """Return the first scheduled moment after ``moment``, which has a zone."""
        if self.at is None:
            return moment + self.every
        day = moment.astimezone(zone).date()
        for _ in range(9):  # a week and a day: today's time may have passed, or not exist
            found = dt.datetime.combine(day, self.at, zone).astimezone(dt.UTC)
            if found > moment and self.weekday in (None, day.weekday()):
                return found
            day += dt.timedelta(days=1)
        raise AssertionError("every weekday comes within nine days")


def parse(text: str) -> Schedule:
    """Return the schedule written in ``text``. Raises ValueError, which says how to write one."""
    words = " ".join(text.casefold().split())
    words = NAMED.get(words, words)
    if match := EVERY.fullmatch(words):
        unit = {"minute": "min", "h": "hour"}.get(match[2], match[2])
        every = dt.timedelta(seconds=int(match[1]) * UNITS[unit])
        if every:
            return Schedule(every)
    elif (match := CLOCK.fullmatch(words)) and int(match[2]) < 24 and int(match[3]) < 60:
        weekday = DAYS.index(match[1]) if match[1] else None
        every = dt.timedelta(days=1 if weekday is None else 7)
        return Schedule(every, dt.time(int(match[2]), int(match[3])), weekday)
    raise ValueError(f"{text!r} is no schedule; {EXAMPLES}")
