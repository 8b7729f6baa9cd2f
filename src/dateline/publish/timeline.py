"""Draws when things happened and when they were said: an incident is a bar as long as what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Account, Incident
from dateline.publish import wording
from dateline.publish.passages import Reports, told_at
from dateline.publish.sentences import tolls

# The days shown before the brief's day; a period that began earlier enters from the left edge.
BEFORE = 6
# Changes of a count that are told; more would be a table.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """An incident's line: its picture, and the same in words."""

    incident: Incident
    svg: Markup
    words: str
    moved: tuple[str, ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of the axis, as weekday and date, and a row an incident."""

    days: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def draw(incidents: Sequence[Incident], day: dt.date, reports: Reports) -> Timeline | None:
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
        tuple((f"{d:%a}", f"{d.day} {d:%b}") for d in days),
        tuple(_row(i, axis, days, reports) for i in known),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: dt.datetime
    last: dt.datetime

    def at(self, moment: dt.datetime) -> float:
        """Return the place of a moment in per cent of the width, held within the axis."""
        share = (moment - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 1)


def _row(incident: Incident, axis: _Axis, days: Sequence[dt.date], reports: Reports) -> Row:
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
    outside = _moment(last) < axis.first or _moment(first) >= axis.last
    found = ticks(incident, reports)
    marks = [
        Markup('<line class="tick" x1="{0}%" x2="{0}%" y1="2" y2="26"/>').format(axis.at(moment))
        for moment in found
        if axis.first <= moment <= axis.last
    ]
    words = wording.when(first, last)
    said = f"; {wording.several(len(found), 'times')} told" if found else ""
    head = Markup('<svg class="row" role="img" aria-label="{}" width="100%" height="28">').format(
        f"{incident.title}: {words}{said}"
    )
    svg = head + Markup("").join([*lines, *([] if outside else [bar]), *marks]) + Markup("</svg>")
    return Row(incident, svg, words, _moved(incident, reports), outside)


def ticks(incident: Incident, reports: Reports) -> tuple[dt.datetime, ...]:
    """Return the moments at which the incident was told, in order."""
    accounts = [*incident.accounts, *(a for t in incident.tolls for a in t.accounts)]
    return tuple(sorted({_utc(at) for a in accounts if (at := told_at(a, reports))}))


def _moved(incident: Incident, reports: Reports) -> tuple[str, ...]:
    """Return "08:30 at least 7" for each change of the main count; empty when it never changed.

    Of counts given at one moment the highest stands for it; a voice heard again with its old count
    (a late copy) is no change. The first and the last three are kept.
    """
    main = next(iter(tolls(incident)), None)
    whole = [a for a in main.accounts if a.part_of is None] if main else []
    timed = [(_utc(at), a) for a in whole if (at := told_at(a, reports))]
    steps: list[tuple[str, str]] = []
    heard: set[tuple[str, str]] = set()
    for moment, account in sorted(timed, key=lambda t: (t[0], -(t[1].low or 0))):
        when, count = f"{moment:%H:%M}", _count(account)
        again = (account.origin, count) in heard
        heard.add((account.origin, count))
        if not steps or (steps[-1][0] != when and steps[-1][1] != count and not again):
            steps.append((when, count))
    kept = steps if len(steps) <= STEPS else [steps[0], *steps[1 - STEPS :]]
    return tuple(f"{when} {count}" for when, count in kept) if len(kept) > 1 else ()


def _count(account: Account) -> str:
    return wording.count(account.low, account.high, account.exactness, "", None).strip()


def _moment(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), dt.UTC)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
