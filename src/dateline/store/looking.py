"""Answers what the desk asks: which incidents, which decisions, where a source or a place is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Q

from dateline.model import Decision
from dateline.store import models
from dateline.store.records import columns, record
from dateline.store.save import LINKING

# Values in one list of a query; SQLite takes 32,766.
MANY = 10_000


def judge(decision: Decision, *, stands: bool | None = None) -> bool:
    """Add a decision; False when its id was taken meanwhile, so that nobody is overruled unseen.

    ``stands`` says whether a decision stands now about the item of the queue that its id names.
    """
    try:
        with transaction.atomic():
            models.Decision(**columns(decision)).save()
            if stands is not None:
                key = decision.id.rpartition("-")[0].removeprefix("decision:")
                models.Queued.objects.filter(key=key).update(judged=stands)
    except IntegrityError:
        return False
    return True


def decisions(*, subjects: Collection[str] = (), about: Collection[str] = ()) -> list[Decision]:
    """Return the decisions with one of these subjects, or about one of these things, oldest first.

    A report is a thing and each of its readings ("sha256:…#f1") a subject. An undo has the subjects of what
    it takes back, so what stands among these can be told from these alone.
    """
    labels: set[str] = set()
    for column, names in (("subject", list(subjects)), ("about", list(about))):
        for start in range(0, len(names), MANY):
            chunk = {f"{column}__in": names[start : start + MANY]}
            labels.update(models.Subject.objects.filter(**chunk).values_list("decision", flat=True))
    known = sorted(labels)
    rows = [
        row
        for start in range(0, len(known), MANY)
        for row in models.Decision.objects.filter(label__in=known[start : start + MANY]).values()
    ]
    return [record(Decision, row) for row in sorted(rows, key=lambda row: (row["when"], row["label"]))]


def taken_back(ids: Collection[str]) -> set[str]:
    """Return which of these decisions a later one that stands takes back."""
    undone: set[str] = set()
    asked = list(ids)
    chain: list[tuple[str, str]] = []
    while asked:
        found = list(models.Decision.objects.filter(undoes__in=asked).values_list("label", "undoes"))
        chain += found
        asked = [label for label, _ in found]
    for label, undoes in reversed(chain):
        if label not in undone:
            undone.add(undoes)
    return undone & set(ids)


def decision(id_: str) -> Decision | None:
    """Return one row of the ledger."""
    row = models.Decision.objects.filter(label=id_).values().first()
    return record(Decision, row) if row else None


def decided(prefix: str) -> list[Decision]:
    """Return the decisions whose id begins so, oldest first."""
    rows = models.Decision.objects.filter(label__startswith=prefix).order_by("when", "label")
    return [record(Decision, row) for row in rows.values()]


def ledger(
    *, who: str = "", judgement: str = "", about: str = "", start: int = 0, limit: int = 100
) -> list[Decision]:
    """Return rows of the ledger, the newest first; ``about`` is part of a subject, a reason or an id."""
    rows = models.Decision.objects.all()
    if who:
        rows = rows.filter(who=who)
    if judgement:
        rows = rows.filter(judgement=judgement)
    if about:
        rows = rows.filter(
            Q(subjects__icontains=about) | Q(reason__icontains=about) | Q(label__icontains=about)
        )
    return [record(Decision, r) for r in rows.order_by("-when", "-label").values()[start : start + limit]]


def judges() -> list[str]:
    """Return everybody who decided something."""
    return list(models.Decision.objects.order_by("who").values_list("who", flat=True).distinct())


def incident_rows(
    *, grade: str = "", day: dt.date | None = None, start: int = 0, limit: int = 50
) -> list[dict[str, object]]:
    """Return incidents as lines: id, title, grade, place and days, the last days first."""
    rows = models.Incident.objects.order_by(F("first").desc(nulls_last=True), "label")
    if grade:
        rows = rows.filter(grade=grade)
    if day:
        rows = rows.filter(first__lte=day, last__gte=day)
    names = ("label", "title", "grade", "grade_reason", "place_name", "first", "last", "origins")
    return list(rows.values(*names)[start : start + limit])


def incidents_of(report: str) -> list[str]:
    """Return the ids of the incidents that a report tells of."""
    rows = models.Account.objects.filter(report=report)
    return list(rows.values_list("parent_id", flat=True).distinct())


def report_id(word: str) -> str | None:
    """Return the one report whose id begins with these digits, or None."""
    found = models.Report.objects.filter(id__startswith=f"sha256:{word}").values_list("id", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def recent_reports(*, start: int = 0, limit: int = 50, source: str = "") -> list[dict[str, object]]:
    """Return reports as lines, the newest first."""
    rows = models.Report.objects.filter(latest=True)
    if source:
        rows = rows.filter(source=source)
    names = ("id", "title", "source", "published", "language")
    return list(rows.order_by("-published", "-published_at", "id").values(*names)[start : start + limit])


def registered(prefix: str) -> list[Decision]:
    """Return the decisions about subjects that begin so, the oldest first, those taken back and undos too."""
    labels = models.Subject.objects.filter(subject__startswith=prefix).values("decision")
    rows = models.Decision.objects.filter(label__in=labels).order_by("when", "label").values()
    return [record(Decision, row) for row in rows]


@transaction.atomic
def judge_with_places(made: Decision, places: Sequence[Mapping[str, Any]]) -> None:
    """Add a decision and the places that it adds, all or none."""
    judge(made)
    models.Entry.objects.bulk_create(models.Entry(decision=made.id, **place) for place in places)


def places_added(standing: Collection[str]) -> list[dict[str, Any]]:
    """Return the places that these decisions added, in their order."""
    rows = models.Entry.objects.filter(decision__in=list(standing)).order_by("id")
    return list(rows.values(*(f.name for f in models.Entry._meta.fields if f.name not in ("id", "decision"))))


def sources(start: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """Return the sources that reports name, with how many and the last day, a page of them."""
    rows = models.Report.objects.filter(latest=True).values("source")
    found = rows.annotate(reports=Count("*"), last=Max("published")).order_by("-reports", "source")
    return list(found[start : start + limit])


def actors(start: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """Return the actors that reports name, with in how many, a page of them."""
    rows = models.Actor.objects.values("name").annotate(
        kind=Max("kind"), reports=Count("report", distinct=True)
    )
    return list(rows.order_by("-reports", "name")[start : start + limit])


def places(start: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """Return the places that reports name, with their entry and in how many reports, a page of them."""
    rows = models.Place.objects.exclude(gazetteer=None).values("gazetteer")
    counted = rows.annotate(reports=Count("report", distinct=True)).order_by("-reports", "gazetteer")
    found = list(counted[start : start + limit])
    named = models.Place.objects.filter(gazetteer__in=[row["gazetteer"] for row in found])
    names = named.values("gazetteer").annotate(
        name=Max("name"), country=Max("country"), admin1=Max("admin1"), kind=Max("kind")
    )
    own = {row["gazetteer"]: row for row in names}
    return [{**row, **own[row["gazetteer"]]} for row in found]


def counts() -> dict[str, int]:
    """Return how many reports, incidents and decisions the desk holds, and how many reports await reading."""
    reports = models.Report.objects.filter(latest=True)
    return {
        "reports": reports.count(),
        "unread": reports.filter(derived_by=None).count(),
        "incidents": models.Incident.objects.count(),
        "decisions": models.Decision.objects.count(),
    }


def link_again(reports: Sequence[str]) -> None:
    """Mark reports as read anew, for the next linking."""
    models.Report.objects.filter(id__in=list(reports)).update(linked=False)


def forwarded(id_: str) -> str:
    """Return the id of the incident that an ended one went into, or the id as it is."""
    seen = {id_}
    while row := models.Forward.objects.filter(label=id_).first():
        if not row.target or row.target in seen:
            break
        id_ = row.target
        seen.add(id_)
    return id_


def linked_at() -> dt.datetime | None:
    """Return when the desk was last linked."""
    found: dt.datetime | None = (
        models.Outcome.objects.filter(item=LINKING, step="link").values_list("ended", flat=True).first()
    )
    return found


def decisions_since(judgements: Sequence[str], moment: dt.datetime | None) -> int:
    """Return how many decisions of these kinds came after a moment."""
    rows = models.Decision.objects.filter(judgement__in=judgements).exclude(value__contains='"grade"')
    return int((rows.filter(when__gt=moment) if moment else rows).count())
