"""Keeps the queue: each thing in doubt under its key, found by its rank and by what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dateline.model import CopyPair, FigureStatus, Visit
from dateline.store import models
from dateline.store.records import record
from dateline.store.save import LINKING

STEP = "queue"
# Values in one list of a query; SQLite takes 32,766.
MANY = 5_000


@dataclass(frozen=True, slots=True)
class Filed:
    """An item as the queue keeps it: ``a`` and ``b`` are the incidents or reports it is about."""

    key: str
    doubt: str
    a: str
    b: str | None
    rank: float
    record: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people of one incident."""

    status: FigureStatus
    low: float | None
    best: float | None


def put(found: Iterable[Filed], judged: Collection[str]) -> None:
    """Add items or replace those of the same key; ``judged`` are the keys on which a decision stands."""
    unique = {own.key: own for own in found}
    for keys in _chunks(list(unique)):
        models.Queued.objects.bulk_create(
            (
                models.Queued(
                    key=own.key,
                    doubt=own.doubt,
                    a=own.a,
                    b=own.b,
                    rank=own.rank,
                    record=own.record,
                    judged=own.key in judged,
                )
                for own in (unique[key] for key in keys)
            ),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["doubt", "a", "b", "rank", "record", "judged"],
            batch_size=500,
        )


def decided(keys: Collection[str]) -> list[str]:
    """Return the keys that were ever decided on: their decisions are numbered from 1, without a gap."""
    first = {f"decision:{key}-1": key for key in keys}
    rows = models.Decision.objects
    return [
        first[label]
        for chunk in _chunks(list(first))
        for label in rows.filter(label__in=chunk).values_list("label", flat=True)
    ]


def drop(doubts: Sequence[str], about: Collection[str] | None = None) -> None:
    """Take out the items of these doubts: all, or those about any of these incidents or reports."""
    rows = models.Queued.objects.filter(doubt__in=doubts)
    if about is None:
        rows.delete()
        return
    for chunk in _chunks(list(about)):
        rows.filter(Q(a__in=chunk) | Q(b__in=chunk)).delete()


def withdraw(key: str) -> None:
    """Take one item out."""
    models.Queued.objects.filter(key=key).delete()


def built() -> str | None:
    """Return which version of the rules built the queue; None when none did."""
    found: str | None = (
        models.Outcome.objects.filter(item=LINKING, step=STEP).values_list("derived_by", flat=True).first()
    )
    return found


def waiting(start: int = 0, limit: int | None = None, *, person: str | None = None) -> list[str]:
    """Return the open items as JSON, the first to judge first; of a person, when one is named."""
    rows = _open(person).order_by("-rank", "key").values_list("record", flat=True)
    return list(rows[start : start + limit if limit is not None else None])


def count(person: str | None = None) -> int:
    """Return how many items are open."""
    return int(_open(person).count())


def item(key: str, *, waiting: bool = False) -> str | None:
    """Return an item as JSON; one that was judged only if it need not be ``waiting``."""
    rows = models.Queued.objects.filter(key=key)
    found: str | None = (
        (rows.filter(judged=False) if waiting else rows).values_list("record", flat=True).first()
    )
    return found


def after(key: str) -> str | None:
    """Return the key of the open item that follows this one; past the end, of the first."""
    rows = models.Queued.objects.filter(judged=False).exclude(key=key).order_by("-rank", "key")
    own = models.Queued.objects.filter(key=key).first()
    keys = rows.values_list("key", flat=True)
    if own is not None:
        # Two look-ups, each along the index; "or" would sort the whole queue.
        same = keys.filter(rank=own.rank, key__gt=own.key).first()
        following = same or keys.filter(rank__lt=own.rank).first()
        if following:
            return str(following)
    first: str | None = keys.first()
    return first


def mark(key: str, *, judged: bool) -> None:
    """Say whether a decision about an item stands."""
    models.Queued.objects.filter(key=key).update(judged=judged)


def incident_ids() -> list[str]:
    """Return the ids of all incidents."""
    return list(models.Incident.objects.order_by("label").values_list("label", flat=True))


def outlines(labels: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return what neighbours ask of these incidents, or of all: columns, and ``counts`` of people."""
    names = ("label", "title", "type", "place", "place_name", "period", "tellings", "reports")
    if labels is None:
        return _counted(list(models.Incident.objects.values(*names)), None)
    found: list[dict[str, Any]] = []
    for chunk in _chunks(list(labels)):
        found += _counted(list(models.Incident.objects.filter(label__in=chunk).values(*names)), chunk)
    return found


def neighbours(labels: Collection[str]) -> set[str]:
    """Return the incidents of one kind at one place with any of these, themselves included."""
    found: set[str] = set(labels)
    spots = set()
    for chunk in _chunks(list(labels)):
        rows = models.Incident.objects.filter(label__in=chunk, place__isnull=False)
        spots |= {(kind, spot, (place or {}).get("name")) for kind, spot, place in
                  rows.values_list("type", "gazetteer", "place")}  # fmt: skip
    for kind, spot, name in spots:
        there = models.Incident.objects.filter(type=kind, gazetteer=spot)
        if spot is None:
            if name is None:
                continue
            there = there.filter(place__name=name)
        found.update(there.values_list("label", flat=True))
    return found


def copy_pairs(reports: Collection[str] | None = None) -> list[CopyPair]:
    """Return the pairs of reports that share text: all, or those that hold one of these."""
    if reports is None:
        return [record(CopyPair, row) for row in models.CopyPair.objects.values().iterator()]
    found: dict[int, CopyPair] = {}
    for chunk in _chunks(list(reports)):
        rows = models.CopyPair.objects.filter(Q(a__in=chunk) | Q(b__in=chunk))
        found |= {row["id"]: record(CopyPair, row) for row in rows.values()}
    return list(found.values())


def copied(handles: Collection[int]) -> set[str]:
    """Return the reports of these groups of copies."""
    rows = models.Copies.objects.filter(id__in=list(handles)).values_list("reports", flat=True)
    return {report for reports in rows for report in reports}


def visits(reports: Collection[str] | None = None) -> list[Visit]:
    """Return what later visits found where these reports stood, or all: oldest first."""
    rows = models.Visit.objects.order_by("at", "id")
    if reports is None:
        return [record(Visit, row) for row in rows.values().iterator()]
    found = [row for chunk in _chunks(list(reports)) for row in rows.filter(report__in=chunk).values()]
    return [record(Visit, row) for row in sorted(found, key=lambda row: (row["at"], row["id"]))]


def told_by(labels: Collection[str]) -> set[str]:
    """Return the reports that tell of any of these incidents."""
    return {
        report
        for chunk in _chunks(list(labels))
        for report in models.Account.objects.filter(parent__in=chunk).values_list("report", flat=True)
    }


def telling(reports: Collection[str]) -> dict[str, set[str]]:
    """Return the incidents that each of these reports tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for chunk in _chunks(list(reports)):
        rows = models.Account.objects.filter(report__in=chunk).values_list("report", "parent_id").distinct()
        for report, label in rows:
            found[report].add(label)
    return found


def assign(key: str, person: str, by: str, when: Any) -> None:
    """Say who takes an item; nobody, for an empty name."""
    if not person:
        models.Assigned.objects.filter(key=key).delete()
        return
    values = {"person": person, "by": by, "when": when}
    models.Assigned.objects.update_or_create(key=key, defaults=values)


def assigned(keys: Collection[str]) -> dict[str, str]:
    """Return who takes which of these items."""
    return dict(models.Assigned.objects.filter(key__in=list(keys)).values_list("key", "person"))


def _open(person: str | None) -> Any:
    rows = models.Queued.objects.filter(judged=False)
    if person is not None:
        rows = rows.filter(key__in=models.Assigned.objects.filter(person=person).values("key"))
    return rows


def _counted(rows: list[dict[str, Any]], labels: Sequence[str] | None) -> list[dict[str, Any]]:
    tolls = models.Toll.objects.all() if labels is None else models.Toll.objects.filter(parent__in=labels)
    counts: dict[str, list[Count]] = defaultdict(list)
    for label, status, low, best in tolls.values_list("parent_id", "status", "low", "best"):
        counts[label].append(Count(FigureStatus(status), low, best))
    return [{**row, "counts": counts[row["label"]]} for row in rows]


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
