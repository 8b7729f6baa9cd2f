"""Asks for and keeps what linking remembers, by number and key. What is packed is the caller's to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Max, Q, QuerySet

from dateline.model import Copies, CopyPair
from dateline.store import bulk, models
from dateline.store.records import record

T = TypeVar("T")

# Values in one list of a query; SQLite takes 32,766.
MANY = 10_000
Row = dict[str, Any]


def size() -> int:
    """Return how many reports are linked."""
    return int(models.Digest.objects.count())


def last_number() -> int:
    """Return the highest number of a linked report, or 0."""
    return int(models.Digest.objects.aggregate(last=Max("number"))["last"] or 0)


def waiting() -> list[str]:
    """Return the latest reports that are not linked as they were read last, in the order of publication."""
    rows = models.Report.objects.filter(latest=True, linked=False).exclude(text="")
    return list(rows.order_by("published", "published_at", "sealed_id", "id").values_list("id", flat=True))


def superseded() -> dict[str, str | None]:
    """Return the linked reports that are no longer the latest version, each with the version that is."""
    old = dict(models.Report.objects.filter(latest=False, linked=True).values_list("id", "history"))
    newest = models.Report.objects.filter(latest=True, history__in=[h for h in old.values() if h])
    latest = dict(newest.values_list("history", "id"))
    return {id_: latest.get(history) for id_, history in old.items()}


def postings(keys: Collection[int]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (key, count, holders, closed) of the keys that are listed."""
    with connection.cursor() as cursor:
        for chunk in _chunks(list(keys)):
            marks = ",".join(["%s"] * len(chunk))
            cursor.execute(
                f'SELECT "key", "count", "holders", "closed" FROM desk_posting WHERE "key" IN ({marks})',  # noqa: S608 - only marks are put in
                chunk,
            )
            yield from ((key, count, holders, bool(closed)) for key, count, holders, closed in cursor)


def put_postings(rows: Sequence[tuple[int, int, str, bool]]) -> None:
    """Add or replace what the index lists."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                'INSERT INTO desk_posting ("key", "count", "holders", "closed") VALUES (%s, %s, %s, %s)'
                ' ON CONFLICT ("key") DO UPDATE SET "count" = excluded."count",'
                ' "holders" = excluded."holders", "closed" = excluded."closed"',
                rows,
            )


def digests(numbers: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """Yield what was packed of the reports with these numbers."""
    for chunk in _chunks(list(numbers)):
        rows = models.Digest.objects.filter(number__in=chunk).values_list("number", "packed")
        yield from ((number, bytes(packed)) for number, packed in rows)


def numbers(reports: Collection[str]) -> dict[str, int]:
    """Return the numbers of these reports."""
    rows = (models.Digest.objects.filter(report__in=chunk) for chunk in _chunks(list(reports)))
    return {report: number for found in rows for report, number in found.values_list("report", "number")}


def put_digests(rows: Sequence[tuple[int, str, bytes]]) -> None:
    """Add or replace packed digests (number, report, digest); their reports are linked."""
    models.Digest.objects.bulk_create(
        (models.Digest(number=number, report=report, packed=packed) for number, report, packed in rows),
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["report", "packed"],
        batch_size=200,
    )
    for chunk in _chunks([report for _, report, _ in rows]):
        models.Report.objects.filter(id__in=chunk).update(linked=True)


def drop_reports(reports: Collection[str], tellings: Collection[int]) -> None:
    """Forget these reports and their tellings."""
    for chunk in _chunks(list(tellings)):
        models.Likeness.objects.filter(Q(a__in=chunk) | Q(b__in=chunk)).delete()
        models.Member.objects.filter(telling__in=chunk).delete()
        models.Extent.objects.filter(telling__in=chunk).delete()
    for names in _chunks(list(reports)):
        models.Digest.objects.filter(report__in=names).delete()
        models.Origin.objects.filter(report__in=names).delete()
        models.Report.objects.filter(id__in=names).update(linked=False)


def copies(reports: Collection[str]) -> dict[int, Copies]:
    """Return the copy groups that hold any of these reports, by the number of their row."""
    handles: set[int] = set()
    for chunk in _chunks(list(reports)):
        rows = models.CopyPair.objects.filter(Q(a__in=chunk) | Q(b__in=chunk))
        handles.update(rows.values_list("parent_id", flat=True))
    pairs: dict[int, list[CopyPair]] = {handle: [] for handle in handles}
    for row in models.CopyPair.objects.filter(parent__in=handles).order_by("position").values():
        pairs[row["parent_id"]].append(record(CopyPair, row))
    groups = models.Copies.objects.filter(id__in=handles).values()
    return {row["id"]: record(Copies, row, pairs=pairs[row["id"]]) for row in groups}


def edges(tellings: Collection[int]) -> Iterator[tuple[int, int, float, list[str]]]:
    """Yield (a, b, score, reasons) of every pair that holds any of these tellings, each once."""
    seen: set[int] = set()
    for chunk in _chunks(list(tellings)):
        for column in ("a", "b"):
            rows = models.Likeness.objects.filter(**{f"{column}__in": chunk})
            for id_, a, b, score, reasons in rows.values_list("id", "a", "b", "score", "reasons"):
                if id_ not in seen:
                    seen.add(id_)
                    yield a, b, score, reasons


def put_edges(rows: Iterable[tuple[int, int, float, Sequence[str]]]) -> None:
    """Add pairs."""
    bulk.insert(
        models.Likeness,
        ({"a": a, "b": b, "score": score, "reasons": list(reasons)} for a, b, score, reasons in rows),
    )


def incidents_of(tellings: Collection[int]) -> list[Row]:
    """Return the outlines of the incidents that hold any of these tellings."""
    labels: set[str] = set()
    for chunk in _chunks(list(tellings)):
        labels.update(models.Member.objects.filter(telling__in=chunk).values_list("incident", flat=True))
    return incidents(labels)


def incidents(labels: Collection[str] | None) -> list[Row]:
    """Return label, anchor, tellings and formerly of these incidents (all for None)."""
    columns = ("label", "anchor", "tellings", "formerly")
    if labels is None:
        return list(models.Incident.objects.values(*columns))
    rows = (models.Incident.objects.filter(label__in=chunk) for chunk in _chunks(list(labels)))
    return [row for found in rows for row in found.values(*columns)]


def led_to(labels: Collection[str]) -> dict[str, str | None]:
    """Return where these ids lead now, in as many steps as it takes; None when nowhere."""
    leads: dict[str, str | None] = {label: label for label in labels}
    while True:
        there = {at for at in leads.values() if at}
        steps = dict(models.Forward.objects.filter(label__in=there).values_list("label", "target"))
        if not steps:
            return leads
        leads = {label: steps.get(at, at) if at else None for label, at in leads.items()}


# An index that begins with a truth value is used for "in" only: Django writes "denial" for "denial = true".
def near(extents: Collection[tuple[str, int, int]]) -> list[str]:
    """Return the labels of incidents that may lie in one of these extents."""
    found: set[str] = set()
    for key, first, last in extents:
        rows = models.Extent.objects.filter(key=key, denial__in=[False], last__gte=first, first__lte=last)
        found.update(rows.values_list("incident", flat=True))
    return sorted(found)


def denials(extents: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, int, int, int]]:
    """Yield (key, first, last, number) of denials that may lie in one of these extents."""
    for key, first, last in extents:
        rows = models.Extent.objects.filter(key=key, denial__in=[True], last__gte=first, first__lte=last)
        yield from rows.values_list("key", "first", "last", "telling")


def outlines(country: str | None, first: dt.date, last: dt.date, *, wide: bool) -> list[Row]:
    """Return the incidents of a whole area, or of one place, in a country on some days."""
    return _outlines(
        models.Incident.objects.filter(country=country, wide__in=[wide], first__lte=last, last__gte=first)
    )


def parts_of(labels: Collection[str]) -> list[Row]:
    """Return the incidents that are part of these."""
    return [
        row
        for chunk in _chunks(list(labels))
        for row in _outlines(models.Incident.objects.filter(part_of__in=chunk))
    ]


def _outlines(rows: QuerySet[Any]) -> list[Row]:
    return list(rows.values("label", "type", "place", "first", "last", "order", "part_of"))


def bindings(tellings: Collection[str], decisions: Collection[str]) -> list[Row]:
    """Return decision, a, b and same of what binds these tellings or comes of these decisions."""
    found: dict[int, Row] = {}
    for chunk in _chunks(list(tellings)):
        rows = models.Binding.objects.filter(Q(a__in=chunk) | Q(b__in=chunk))
        found |= {row["id"]: row for row in rows.values()}
    for row in models.Binding.objects.filter(decision__in=list(decisions)).values():
        found[row["id"]] = row
    return [found[id_] for id_ in sorted(found)]


def all_bindings() -> list[Row]:
    """Return everything that people bound."""
    return list(models.Binding.objects.order_by("id").values())


def bound() -> set[str]:
    """Return the decisions that were applied."""
    return set(models.Binding.objects.values_list("decision", flat=True).distinct())


def put_bindings(rows: Iterable[tuple[str, str, str, bool]], undone: Collection[str]) -> None:
    """Take back what some decisions bound, and add what others bind."""
    models.Binding.objects.filter(decision__in=list(undone)).delete()
    models.Binding.objects.bulk_create(
        models.Binding(decision=decision, a=a, b=b, same=same) for decision, a, b, same in rows
    )


def renown(asked: Collection[tuple[str, str]]) -> dict[tuple[str, str], dict[str, int]]:
    """Return what was told of these names."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for field in {field for field, _ in asked}:
        for chunk in _chunks([name for own, name in asked if own == field]):
            rows = models.Renown.objects.filter(field=field, name__in=chunk)
            found |= {(field, name): told for name, told in rows.values_list("name", "told")}
    return found


def put_renown(told: Mapping[tuple[str, str], Mapping[str, int]]) -> None:
    """Add or replace what was told of names."""
    models.Renown.objects.bulk_create(
        (models.Renown(field=field, name=name, told=dict(own)) for (field, name), own in told.items()),
        update_conflicts=True,
        unique_fields=["field", "name"],
        update_fields=["told"],
        batch_size=300,
    )


def put_denials(reach: Mapping[int, Iterable[tuple[str, int, int]]]) -> None:
    """Keep where denials, by number, may lie, instead of where they lay before."""
    models.Extent.objects.filter(telling__in=list(reach)).delete()
    models.Extent.objects.bulk_create(
        models.Extent(key=key, first=first, last=last, telling=number, denial=True)
        for number, own in reach.items()
        for key, first, last in own
    )


def forward(ended: Mapping[str, str | None], alive: Collection[str]) -> None:
    """Keep where ended ids lead; an id that lives again leads nowhere else."""
    models.Forward.objects.filter(label__in=list(alive)).delete()
    models.Forward.objects.bulk_create(
        (models.Forward(label=label, target=target) for label, target in ended.items()),
        update_conflicts=True,
        unique_fields=["label"],
        update_fields=["target"],
    )


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
