"""Lists of the desk, a page at a time: the last day first, then by id, so that no row comes twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dateline.model import Decision, Statement
from dateline.store import models
from dateline.store.records import record

# Where what has no day stands: at the end.
NO_DAY = dt.date(1, 1, 1)
At = tuple[dt.date, str]


def reports(
    *, after: At | None = None, limit: int = 50, source: str = "", day: dt.date | None = None
) -> list[dict[str, Any]]:
    """Return reports as lines, their newest versions alone; ``on`` and ``word`` are the place of each."""
    rows = models.Report.objects.filter(latest=True)
    rows = rows.filter(source=source) if source else rows
    rows = rows.filter(published=day) if day else rows
    names = ("id", "title", "source", "published", "language", "url")
    return _after(rows, "published", "id", after, limit, names)


def incidents(
    *,
    after: At | None = None,
    limit: int = 50,
    kind: str = "",
    place: str = "",
    source: str = "",
    day: dt.date | None = None,
) -> list[dict[str, Any]]:
    """Return incidents as lines, by the first day on which each may have happened."""
    rows = models.Incident.objects.all()
    rows = rows.filter(type__iexact=kind) if kind else rows
    rows = rows.filter(place_name=place) if place else rows
    rows = rows.filter(first__lte=day, last__gte=day) if day else rows
    if source:
        told = models.Account.objects.filter(source=source).values("parent_id")
        rows = rows.filter(label__in=told)
    names = ("label", "title", "type", "grade", "grade_reason", "place_name", "first", "last", "origins")
    return _after(rows, "first", "label", after, limit, names)


def statements(
    *,
    after: At | None = None,
    limit: int = 50,
    report: str = "",
    name: str = "",
    source: str = "",
    stance: str = "",
    day: dt.date | None = None,
) -> list[tuple[dict[str, Any], Statement]]:
    """Return statements with the report each was read from, by the day of that one."""
    rows = models.Statement.objects.filter(report__latest=True)
    rows = rows.filter(report=report) if report else rows
    rows = rows.filter(name=name) if name else rows
    rows = rows.filter(stance=stance) if stance else rows
    rows = rows.filter(report__source=source) if source else rows
    rows = rows.filter(report__published=day) if day else rows
    rows = rows.annotate(on=Coalesce("report__published", Value(NO_DAY)))
    if after:
        report, _, position = after[1].partition(" ")
        later = Q(report__gt=report) | Q(report=report, position__gt=int(position or 0))
        rows = rows.filter(Q(on__lt=after[0]) | (Q(on=after[0]) & later))
    rows = rows.annotate(source=F("report__source"), published=F("report__published"))
    found = rows.order_by("-on", "report", "position").values()[:limit]
    return [
        ({**row, "word": f"{row['report_id']} {row['position']}"}, record(Statement, row)) for row in found
    ]


def decisions(
    *,
    after: tuple[dt.datetime, str] | None = None,
    limit: int = 50,
    who: str = "",
    judgement: str = "",
    about: str = "",
) -> list[Decision]:
    """Return rows of the ledger, the newest first; ``about`` is one of a decision's subjects."""
    rows = models.Decision.objects.all()
    rows = rows.filter(who=who) if who else rows
    rows = rows.filter(judgement=judgement) if judgement else rows
    rows = rows.filter(subjects__icontains=f'"{about}') if about else rows
    if after:
        rows = rows.filter(Q(when__lt=after[0]) | Q(when=after[0], label__lt=after[1]))
    return [record(Decision, row) for row in rows.order_by("-when", "-label").values()[:limit]]


def _after(
    rows: QuerySet[Any], day: str, word: str, after: At | None, limit: int, names: tuple[str, ...]
) -> list[dict[str, Any]]:
    rows = rows.annotate(on=Coalesce(day, Value(NO_DAY)), word=F(word))
    if after:
        rows = rows.filter(Q(on__lt=after[0]) | Q(on=after[0], word__gt=after[1]))
    return list(rows.order_by("-on", "word").values(*names, "on", "word")[:limit])
