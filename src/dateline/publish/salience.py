"""Weighs the days that reports tell of: by what happened on them, not by how much was published then.

Four signs count the reports that give them: a report tells of the day; it tells of something that happened on
it; it counts people killed, injured, detained or displaced on it; it recalls it two days or more later. A
report counts as far as it is about the desk's main country, a copy not at all. The sum (each sign's
logarithm, for the tenth report adds less than the second) is set against the weeks around the day, so that
a time in which much is printed does not fill the list.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Copies, Factuality, FigureStatus, Report

# Days before and after that a day is set against. Date-F1 on journalists' timelines (``bench/dates.py``):
# .363 with 11, .34 to .36 from 9 to 13, .32 to .34 with 7, 8, 14 and 15; without it .30.
AROUND = 11
# A report that names as many places of the country is about it; a single name may be an aside.
NAMED = 3
# From here on a day is recalled, and not only reported: a morning's paper tells of yesterday.
RECALLED = dt.timedelta(days=2)
_REAL = (Factuality.HAPPENED, Factuality.ONGOING)
_HARM = (FigureStatus.KILLED, FigureStatus.INJURED, FigureStatus.DETAINED, FigureStatus.DISPLACED)


@dataclass(frozen=True, slots=True)
class SalientDay:
    """A day with its weight and the reports that tell of it, the earliest first."""

    day: dt.date
    weight: float
    reports: tuple[str, ...]


def salient_days(
    reports: Iterable[Report], *, copies: Sequence[Copies] = (), country: str | None = None
) -> tuple[SalientDay, ...]:
    """Return the days told of, the weightiest first; the order of the reports changes nothing.

    ``country`` is what the desk is about (ISO 3166-1); left out, it is the country most places lie in.
    """
    again = {id_ for group in copies for id_ in group.reports[1:]}
    told = sorted(
        (r for r in reports if r.published and r.id not in again), key=lambda r: (r.published, r.id)
    )
    main = country or _main(told)
    signs: dict[str, defaultdict[dt.date, float]] = defaultdict(lambda: defaultdict(float))
    by_day: dict[dt.date, list[str]] = defaultdict(list)
    for report in told:
        share = _share(report, main)
        if not share:
            continue
        for sign, days in _signs(report).items():
            for day in days:
                signs[sign][day] += share
        for day in _told(report):
            by_day[day].append(report.id)
    raw = {day: sum(math.log1p(counts[day]) for counts in signs.values()) for day in by_day}
    found = (SalientDay(day, round(raw[day] / _around(raw, day), 4), tuple(by_day[day])) for day in raw)
    return tuple(sorted(found, key=lambda one: (-one.weight, one.day)))


def _main(reports: Iterable[Report]) -> str | None:
    places = Counter(p.country for r in reports for p in r.places if p.country)
    return min(places, key=lambda c: (-places[c], c), default=None)


def _share(report: Report, country: str | None) -> float:
    """Return how far the report is about the country; wholly when no country is known."""
    if country is None:
        return 1.0
    return min(1.0, sum(p.country == country for p in report.places) / NAMED)


def _signs(report: Report) -> dict[str, set[dt.date]]:
    days = _days(report)
    told = _told(report)
    happened = {days[e.period] for e in report.events if e.factuality in _REAL and e.period in days}
    harmed = {
        days[f.period]
        for f in report.figures
        if f.status in _HARM and f.low and f.factuality in _REAL and f.period in days
    }
    assert report.published is not None  # noqa: S101 - salient_days() kept reports with a day
    recalled = {day for day in told if report.published - day >= RECALLED}
    return {"told": told, "happened": happened & told, "harmed": harmed & told, "recalled": recalled}


def _days(report: Report) -> dict[str | None, dt.date]:
    """Return the periods that are one day."""
    return dict(_single(report))


def _single(report: Report) -> Iterator[tuple[str | None, dt.date]]:
    for period in report.periods:
        if period.first is not None and period.first == period.last:
            yield period.id, period.first


def _told(report: Report) -> set[dt.date]:
    """Return the days that the report tells of, those to come left out."""
    return {day for _, day in _single(report) if report.published is not None and day <= report.published}


def _around(weights: dict[dt.date, float], day: dt.date) -> float:
    """Return one more than the mean weight of the days around: a quiet time leaves a day as it is."""
    near = [weights.get(day + dt.timedelta(days=n), 0.0) for n in range(-AROUND, AROUND + 1)]
    return 1 + sum(near) / len(near)
