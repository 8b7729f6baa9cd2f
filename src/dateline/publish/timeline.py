"""Draws when things happened and when they were said: an incident is a bar as long as what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Account, Incident
from dateline.publish import wording

# The days shown before the brief's day; a period that began earlier enters from the left edge.
BEFORE = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """One moment at which somebody said something of an incident, and the count then given."""

    at: dt.datetime
    count: str


@dataclass(frozen=True, slots=True)
class Row:
    """An incident's line: its picture, and the same in words."""

    incident: Incident
    svg: Markup
    words: str
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of the axis with their places in per cent, and a row an incident."""

    days: tuple[tuple[str, float, float], ...]
    rows: tuple[Row, ...]


def draw(incidents: Sequence[Incident], day: dt.date) -> Timeline | None:
    """Return the timeline of the incidents whose time is known, or None when none is."""
    known = [i for i in incidents if i.period and (i.period.first or i.period.last)]
    if not known:
        return None
    ends = [d for i in known if i.period for d in (i.period.first, i.period.last) if d]
    first = max(min(ends), day - dt.timedelta(days=BEFORE))
    first, last = min(first, day), day + dt.timedelta(days=1)
    axis = _Axis(_moment(first), _moment(last))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days)]
    return Timeline(
        tuple(
            (wording.short_day(d), axis.at(_moment(d)), axis.at(_moment(d + dt.timedelta(days=1))))
            for d in days
        ),
        tuple(_row(i, axis, days) for i in known),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: dt.datetime
    last: dt.datetime

    def at(self, moment: dt.datetime) -> float:
        """Return the place of a moment in per cent of the width, held within the axis."""
        share = (moment - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 1)


def _row(incident: Incident, axis: _Axis, days: Sequence[dt.date]) -> Row:
    period = incident.period
    assert period is not None  # noqa: S101 - draw() kept incidents with a period
    first, last = period.first or period.last, period.last or period.first
    assert first is not None and last is not None  # noqa: S101 - the same
    start, end = axis.at(_moment(first)), axis.at(_moment(last + dt.timedelta(days=1)))
    lines = [
        Markup('<line class="day" x1="{0}%" x2="{0}%" y1="0" y2="28"/>').format(axis.at(_moment(d)))
        for d in days
    ]
    bar = Markup('<rect class="when g-{}" x="{}%" width="{}%" y="7" height="14"/>').format(
        incident.grade.value, start, round(max(end - start, 0.8), 1)
    )
    found = ticks(incident)
    marks = [
        Markup('<line class="tick" x1="{0}%" x2="{0}%" y1="2" y2="26"/>').format(axis.at(t.at))
        for t in found
        if axis.first <= t.at <= axis.last
    ]
    words = wording.when(first, last)
    said = f"; {wording.several(len(found), 'times')} told" if found else ""
    head = Markup('<svg class="row" role="img" aria-label="{}" width="100%" height="28">').format(
        f"{incident.title}: {words}{said}"
    )
    svg = head + Markup("").join([*lines, bar, *marks]) + Markup("</svg>")
    return Row(incident, svg, words, _moved(found))


def ticks(incident: Incident) -> tuple[Tick, ...]:
    """Return the moments the incident was told, in order; an account without a time of day gives none."""
    accounts = {(a.report, a.said_at, a.low, a.high): a for t in incident.tolls for a in t.accounts}
    accounts |= {(a.report, a.said_at, a.low, a.high): a for a in incident.accounts if a.said_at}
    found = {Tick(_utc(a.said_at), _brief_count(a)) for a in accounts.values() if a.said_at}
    return tuple(sorted(found, key=lambda t: (t.at, t.count)))


def _moved(found: Sequence[Tick]) -> tuple[str, ...]:
    """Return "08:30 at least 7" for each change of the count; empty when it never changed."""
    steps: list[Tick] = []
    for tick in found:
        if tick.count and (not steps or steps[-1].count != tick.count):
            steps.append(tick)
    return tuple(f"{t.at:%H:%M} {t.count}" for t in steps) if len(steps) > 1 else ()


def _brief_count(account: Account) -> str:
    if account.low is None and account.high is None:
        return ""
    return wording.count(account.low, account.high, account.exactness, "", None).strip()


def _moment(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), dt.UTC)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
