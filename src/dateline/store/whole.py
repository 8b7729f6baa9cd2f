"""Reads a desk's rows whole for an export, a chunk at a time, and keeps those of another desk's export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from django.db import transaction

from dateline.model import Capture, Copies, Incident, Origin, Report, Series, Visit
from dateline.store import collecting, load, models, save
from dateline.store.records import columns, record

T = TypeVar("T")

# Rows fetched at once where a row is small.
ROWS = 2_000


class Held(NamedTuple):
    """A report with what its row says beside it; ``given`` is the report as collected, as JSON."""

    report: Report
    line: int | None
    history: str | None
    previous: str | None
    latest: bool
    given: str | None


def captures() -> Iterator[tuple[int, str, Capture]]:
    """Yield every sealed copy with its line and its seal, in the order of the archive's log."""
    for row in models.Capture.objects.order_by("seq").values().iterator(ROWS):
        yield row["seq"], row["seal"], record(Capture, row)


def report_ids(first: dt.date | None = None, last: dt.date | None = None) -> Iterator[str]:
    """Yield the ids of all versions of all reports, or of those published in these days."""
    rows = models.Report.objects.order_by("published", "published_at", "sealed_id", "id")
    if first:
        rows = rows.filter(published__gte=first)
    if last:
        rows = rows.filter(published__lte=last)
    yield from rows.values_list("id", flat=True).iterator(ROWS)


def held(ids: Iterable[str]) -> Iterator[Held]:
    """Yield these reports with everything read from them and what their rows say."""
    names = ("id", "sealed__seq", "history", "previous_id", "latest", "given")
    for chunk in _chunks(ids, load.CHUNK):
        rows = {row[0]: row[1:] for row in models.Report.objects.filter(id__in=chunk).values_list(*names)}
        yield from (Held(report, *rows[report.id]) for report in load.reports(chunk))


def copies() -> Iterator[Copies]:
    """Yield the groups of reports that share their text."""
    yield from load.linking_copies()


def origins() -> Iterator[Origin]:
    """Yield the voice behind each account."""
    for row in models.Origin.objects.order_by("order", "position").values().iterator(ROWS):
        yield record(Origin, row)


def incident_ids(first: dt.date | None = None, last: dt.date | None = None) -> Iterator[str]:
    """Yield the ids of the incidents, or of those that may lie in these days, in their order."""
    rows = models.Incident.objects.order_by("order", "position")
    if first:
        rows = rows.filter(last__gte=first)
    if last:
        rows = rows.filter(first__lte=last)
    yield from rows.values_list("label", flat=True).iterator(ROWS)


def incidents(ids: Iterable[str]) -> Iterator[Incident]:
    """Yield these incidents, a chunk in memory at once."""
    for chunk in _chunks(ids, load.CHUNK):
        yield from load.incidents(chunk)


def incidents_of(reports: Sequence[str]) -> list[str]:
    """Return the ids of the incidents that any of these reports tells of."""
    found: set[str] = set()
    for chunk in _chunks(reports, load.CHUNK):
        found |= set(models.Account.objects.filter(report__in=chunk).values_list("parent_id", flat=True))
    return sorted(found)


def series(ids: Sequence[str] | None = None) -> Iterator[Series]:
    """Yield these series, or all."""
    yield from load.series(ids)


def visits() -> Iterator[Visit]:
    """Yield what later visits found, oldest first."""
    for row in models.Visit.objects.order_by("at", "id").values().iterator(ROWS):
        yield record(Visit, row)


def empty() -> bool:
    """Whether nothing was ever put on this desk."""
    return not any(t.objects.exists() for t in (models.Report, models.Capture, models.Decision))


def keep_captures(found: Iterable[tuple[int, str, Capture]]) -> None:
    """Add the rows of sealed copies whose archive was brought along."""
    for chunk in _chunks(found, ROWS):
        save.captures(save.SealedCapture(*one) for one in chunk)


def keep_reports(found: Iterable[Held]) -> int:
    """Add reports with their readings as another desk had them; returns how many."""
    count = 0
    lines = dict(models.Capture.objects.values_list("seq", "id"))
    for chunk in _chunks(found, load.CHUNK):
        models.Report.objects.bulk_create(
            models.Report(
                sealed_id=lines.get(one.line) if one.line is not None else None,
                history=one.history,
                previous_id=one.previous,
                latest=one.latest,
                given=one.given or one.report.model_dump_json(exclude={"text"}, exclude_defaults=True),
                **columns(one.report),
            )
            for one in chunk
        )
        save.read_as([one.report for one in chunk])
        count += len(chunk)
    return count


def keep_linking(
    copies: Iterable[Copies],
    origins: Iterable[Origin],
    incidents: Iterable[Incident],
    series: Iterable[Series],
) -> int:
    """Add what another desk's linking said, in its order; returns the number of incidents."""
    count = 0
    for number, group in enumerate(copies):
        save.copies([(_order(number), group)])
    for number, one in enumerate(origins):
        models.Origin.objects.create(position=number, order=_order(number), **columns(one))
    for chunk in _chunks(incidents, load.CHUNK):
        save.incidents([save.Filed(one, _order(count + n)) for n, one in enumerate(chunk)])
        count += len(chunk)
    for some in _chunks(series, load.CHUNK):
        save.series(some)
    return count


def keep_visits(found: Iterable[Visit]) -> None:
    """Add what later visits found."""
    for chunk in _chunks(found, ROWS):
        collecting.add_visits(chunk)


def together() -> transaction.Atomic:
    """Run what is inside in one transaction."""
    return transaction.atomic()


def _order(number: int) -> str:
    return f"{number:012d}"


def _chunks(found: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(found)
    while chunk := list(islice(waiting, size)):
        yield chunk
