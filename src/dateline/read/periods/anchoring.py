"""Decides which day an expression hangs on: the day of publication, or the last date told.

A news report counts from its publication; a history, which names years and not weekdays, from the
last date it told. "The following day" hangs on the last date told in both.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dateline.read.periods.calendar import Stretch, Unit, around, of_day, step


class Tense(StrEnum):
    """When the clause around an expression places what it tells."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"


# Months ahead within which a month without a year, in a clause without tense, is the coming one ("the May
# vote", said in March). Tweets' value F1 is flat from 3 to 8; news looks back further than ahead. A day
# this near ahead is the coming one in any tense: of last year's, news names the year.
AHEAD = 5
DAY_AHEAD = 1
# A day this many months behind is the one just past even in a clause about what is to come ("police want to
# talk to him about the four killed on May 15"): of a day nearly a year ahead, news names the year.
JUST_PAST = 1

# In a story, a month this much earlier in the year than the month told last opens the next year ("in
# November ... in February"); a smaller step back is a look back. Flat between 7 and 11 on WikiWars.
TURN_OF_YEAR = 8

# A lone year this far from the date told last is an aside ("the campaign of 1812") that the story does not
# move to, unless another date confirms it. Between 2 and 15 it is worth .003 of value F1 on WikiWars.
ASIDE_YEARS = 4


@dataclass(slots=True)
class Anchor:
    """Where the reading stands: what is published when, and what was told last."""

    published: dt.date | None
    narrative: bool = False
    told: Stretch | None = None
    told_day: Stretch | None = None
    aside: int | None = None

    def now(self) -> Stretch | None:
        """Return the day that "today" and "last week" count from."""
        if self.narrative:
            return self.told_day or self.told
        return of_day(self.published) if self.published else None

    def last(self, unit: Unit) -> Stretch | None:
        """Return what "the following ``unit``" counts from: the last date told, else publication."""
        fine = unit in (Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.HOUR, Unit.MINUTE, Unit.SECOND)
        told = self.told_day if fine and self.told_day else self.told
        if told is None or (fine and told.unit is not Unit.DAY and self.published and not self.narrative):
            return self.now()
        return told

    def tell(self, stretch: Stretch) -> None:
        """Remember the date just told, unless it is an aside."""
        if self._is_aside(stretch):
            self.aside = stretch.year
            return
        self.aside = None
        self.told = stretch
        if stretch.unit is Unit.DAY:
            self.told_day = stretch
        elif stretch.unit in (Unit.MONTH, Unit.YEAR) and self.told_day and _apart(stretch, self.told_day):
            self.told_day = None

    def _is_aside(self, stretch: Stretch) -> bool:
        if stretch.unit is not Unit.YEAR or self.told is None or not self.narrative:
            return False
        far = abs(stretch.year - self.told.year) > ASIDE_YEARS
        return far and (self.aside is None or abs(stretch.year - self.aside) > 1)


def year_of_month(anchor: Anchor, month: int, day: int | None, tense: Tense) -> int | None:
    """Return the year of a month named without one; None when nothing tells it."""
    if anchor.narrative:
        return None if anchor.told is None else _year_in_story(anchor.told, month)
    if anchor.published is None:
        return None
    return _year_in_news(anchor.published, month, day, tense)


def _year_in_story(told: Stretch, month: int) -> int:
    precise = told.unit in (Unit.MONTH, Unit.DAY, Unit.SEASON)
    return told.year + 1 if precise and told.month - month > TURN_OF_YEAR else told.year


def _year_in_news(published: dt.date, month: int, day: int | None, tense: Tense) -> int:
    """Past: the last such month up to now. Future: the next. Open: the next if it is near, else the last."""
    here = (published.month, published.day if day else 0)
    named = (month, day or 0)
    ahead = (month - published.month) % 12
    if day and ahead <= DAY_AHEAD and tense is Tense.PAST:
        tense = Tense.OPEN
    if tense is Tense.PAST:
        return published.year if named <= here else published.year - 1
    if tense is Tense.FUTURE and not (day and -ahead % 12 <= JUST_PAST):
        return published.year if named >= here else published.year + 1
    if ahead <= AHEAD and (ahead or named >= here):
        return published.year + (month < published.month)
    return published.year - (named > here)


def weekday(anchor: Anchor, number: int, which: int | None, tense: Tense) -> Stretch | None:
    """Return the day a weekday name means; ``which`` is -1 for last, 0 for this, 1 for next.

    Bare: the latest such day up to publication, or in a clause about the future the first from it on. The day
    after publication is that one save in a clause about the past, where it is six days before. "Last" is the
    latest before publication, "this" the one of its week, "next" that of the week after.
    """
    base = anchor.now()
    start = base.start() if base else None
    if start is None or (anchor.narrative and base and base.unit is not Unit.DAY):
        return None
    today = start.isoweekday()
    ahead = (number - today) % 7
    if which is None:
        coming = tense is Tense.FUTURE or (ahead == 1 and tense is Tense.OPEN)
        days = ahead if coming or anchor.narrative or not ahead else ahead - 7
    elif which == -1:
        days = ahead - 7
    else:
        days = number - today + 7 * which
    return step(of_day(start), days, Unit.DAY)


def moved(base: Stretch | None, unit: Unit, count: int) -> Stretch | None:
    """Return the stretch of ``unit`` that lies ``count`` units from the one around ``base``."""
    if base is None or (unit in (Unit.DAY, Unit.WEEK, Unit.WEEKEND) and base.unit is not Unit.DAY):
        return None
    if unit in (Unit.MONTH, Unit.QUARTER) and base.unit in (Unit.YEAR, Unit.DECADE, Unit.CENTURY):
        return None
    return step(around(base, unit), count, unit)


def _apart(stretch: Stretch, day: Stretch) -> bool:
    return stretch.year != day.year or (stretch.unit is Unit.MONTH and stretch.month != day.month)
