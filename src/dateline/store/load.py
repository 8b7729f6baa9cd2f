"""Reads rows back as records."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from dateline.model import (
    Account,
    Brief,
    Capture,
    Copies,
    CopyPair,
    Decision,
    Disagreement,
    Failure,
    Incident,
    Linking,
    Origin,
    Record,
    Report,
    Series,
    Toll,
)
from dateline.store import models
from dateline.store.records import NESTED, record
from dateline.store.save import LINKING, TABLE, SealedCapture

R = TypeVar("R", bound=Record)

# Reports loaded together: ten queries a chunk, and a chunk of long reports stays under 20 MB.
CHUNK = 100


def captures() -> list[SealedCapture]:
    """Return every sealed copy in the order of the archive's log."""
    rows = models.Capture.objects.order_by("seq").values()
    return [SealedCapture(row["seq"], row["seal"], record(Capture, row)) for row in rows]


def sealed(uri: str, sha256: str) -> bool:
    """Return whether this payload was sealed from this address before."""
    return bool(models.Capture.objects.filter(uri=uri, sha256=sha256).exists())


def capture(uri: str, sha256: str) -> Capture:
    """Return the capture of this payload from this address, which must have been sealed."""
    return record(Capture, models.Capture.objects.filter(uri=uri, sha256=sha256).values().get())


def line_of(kind: str, id_: str) -> int | None:
    """Return the line that sealed a capture, or the copy a report was found in; None when there is none."""
    rows = models.Capture.objects.order_by("seq")
    rows = rows.filter(sha256=id_) if kind == "capture" else rows.filter(reports__id=id_)
    return rows.values_list("seq", flat=True).first()


def found_in(seq: int) -> list[str]:
    """Return the ids of the reports found in the copy that a line sealed."""
    rows = models.Report.objects.filter(sealed__seq=seq)
    return list(rows.order_by(*_ORDER).values_list("id", flat=True))


def lines(reports: Sequence[str]) -> Iterator[tuple[int, str | None]]:
    """Yield the line of the archive's log that sealed each of these reports, with the report's title."""
    for chunk in _chunks(reports):
        rows = models.Report.objects.filter(id__in=chunk, sealed__isnull=False)
        yield from rows.values_list("sealed__seq", "title")


def sealed_as(report: str) -> SealedCapture | None:
    """Return the sealed copy that a report was found in."""
    row = models.Capture.objects.filter(reports__id=report).values().first()
    return SealedCapture(row["seq"], row["seal"], record(Capture, row)) if row else None


def last_line() -> SealedCapture | None:
    """Return the last copy that has a row, by the archive's log."""
    row = models.Capture.objects.order_by("-seq").values().first()
    return SealedCapture(row["seq"], row["seal"], record(Capture, row)) if row else None


def unread(version: str | None, visits: Sequence[str] = ()) -> list[str]:
    """Return the latest reports that ``version`` has not read, in the order they were added.

    Of reports dated by one of the rules ``visits`` each version is a count of its own moment: those that
    were replaced before they were ever read are among them.
    """
    done = models.Outcome.objects.filter(step="read")
    latest = models.Report.objects.filter(latest=True).exclude(
        id__in=done.filter(derived_by=version).values("item")
    )
    replaced = models.Report.objects.filter(latest=False, published_rule__in=visits)
    rows = latest | replaced.exclude(id__in=done.values("item"))
    return list(rows.order_by(*_ORDER).values_list("id", flat=True))


def given(ids: Sequence[str]) -> Iterator[Report]:
    """Yield these reports as they were collected, for reading."""
    for chunk in _chunks(ids):
        rows = models.Report.objects.filter(id__in=chunk).values("id", "text", "given")
        found = {row["id"]: _given(row) for row in rows}
        yield from (found[id_] for id_ in chunk if id_ in found)


def report_ids(
    *, first: dt.date | None = None, last: dt.date | None = None, dated: bool = False
) -> list[str]:
    """Return the latest version of each report, by day.

    Those of unknown day count for any day, unless only the ``dated`` ones are wanted.
    """
    rows = models.Report.objects.filter(latest=True)
    if dated:
        rows = rows.filter(published__isnull=False)
    if first:
        rows = rows.exclude(published__lt=first)
    if last:
        rows = rows.exclude(published__gt=last)
    return list(rows.order_by(*_ORDER).values_list("id", flat=True))


def all_ids() -> list[str]:
    """Return every version of every report."""
    return list(models.Report.objects.order_by(*_ORDER).values_list("id", flat=True))


def reports(ids: Sequence[str]) -> Iterator[Report]:
    """Yield these reports with everything read from them, in the order asked for."""
    for chunk in _chunks(ids):
        found = {row["id"]: row for row in models.Report.objects.filter(id__in=chunk).values()}
        nested = _readings(chunk)
        failed = _failures(chunk)
        for id_ in chunk:
            if id_ in found:
                yield record(Report, found[id_], failures=failed[id_], **nested[id_])


def versions(id_: str) -> list[str]:
    """Return the ids of all versions of the report's resource, oldest first."""
    older, newer = [], []
    at = models.Report.objects.get(id=id_)
    while at.previous_id:
        older.append(at.previous_id)
        at = models.Report.objects.get(id=at.previous_id)
    at = models.Report.objects.filter(previous_id=id_).first()
    while at:
        newer.append(at.id)
        at = models.Report.objects.filter(previous_id=at.id).first()
    return [*reversed(older), id_, *newer]


def newer(ids: Sequence[str]) -> dict[str, str]:
    """Return the latest version of each of these reports that is not it, by the older one's id."""
    rows = models.Report.objects.filter(id__in=ids, latest=False, history__isnull=False)
    histories = dict(rows.values_list("id", "history"))
    latest = models.Report.objects.filter(latest=True, history__in=set(histories.values()))
    now = dict(latest.values_list("history", "id"))
    return {id_: now[history] for id_, history in histories.items() if history in now}


def failures() -> dict[str, tuple[Failure, ...]]:
    """Return every stored failure by its item: a report's id, or the address of an input."""
    items = models.Failure.objects.values_list("item", flat=True).distinct()
    return dict(_failures(list(items)))


def linking() -> Linking:
    """Return everything the link stage said last."""
    outcome = models.Outcome.objects.filter(item=LINKING, step="link").first()
    origins = models.Origin.objects.order_by("order", "position").values()
    return Linking(
        copies=tuple(_copies()),
        origins=tuple(record(Origin, row) for row in origins),
        incidents=tuple(incidents()),
        series=tuple(series()),
        failures=_failures([LINKING])[LINKING],
        derived_by=outcome.derived_by if outcome else None,
    )


def linking_copies() -> list[Copies]:
    """Return the groups of reports that share their text."""
    return list(_copies())


def incidents(ids: Sequence[str] | None = None) -> Iterator[Incident]:
    """Yield the incidents of these ids, or all, with their accounts, tolls and disagreements."""
    rows = models.Incident.objects.order_by("order", "position")
    if ids is not None:
        rows = rows.filter(label__in=ids)
    accounts: dict[tuple[str, int | None, int | None], list[Account]] = defaultdict(list)
    for row in models.Account.objects.filter(parent__in=rows).order_by("position").values():
        accounts[row["parent_id"], row["toll_id"], row["disagreement_id"]].append(record(Account, row))
    tolls: dict[str, list[Toll]] = defaultdict(list)
    for row in models.Toll.objects.filter(parent__in=rows).order_by("position").values():
        own = accounts[row["parent_id"], row["id"], None]
        tolls[row["parent_id"]].append(record(Toll, row, accounts=own))
    differences: dict[str, list[Disagreement]] = defaultdict(list)
    for row in models.Disagreement.objects.filter(parent__in=rows).order_by("position").values():
        own = accounts[row["parent_id"], None, row["id"]]
        differences[row["parent_id"]].append(record(Disagreement, row, accounts=own))
    for row in rows.values():
        id_ = row["label"]
        parts = {
            "tolls": tolls[id_],
            "disagreements": differences[id_],
            "accounts": accounts[id_, None, None],
        }
        yield record(Incident, row, **parts)


def series(ids: Sequence[str] | None = None) -> Iterator[Series]:
    """Yield the series of these ids, or all, in the order of their ids."""
    rows = models.Series.objects.order_by("label")
    if ids is not None:
        rows = rows.filter(label__in=ids)
    yield from (Series.model_validate_json(text) for text in rows.values_list("record", flat=True))


def replaced(statuses: Sequence[str]) -> list[str]:
    """Return the versions that newer ones took the place of and that count anything of these statuses."""
    figures = models.Figure.objects.filter(status__in=statuses)
    rows = models.Report.objects.filter(latest=False, id__in=figures.values("report_id"))
    return list(rows.order_by(*_ORDER).values_list("id", flat=True))


def decisions() -> list[Decision]:
    """Return the whole ledger, oldest first."""
    return [record(Decision, row) for row in models.Decision.objects.order_by("when", "label").values()]


def brief(day: dt.date) -> Brief | None:
    """Return the brief kept for a day."""
    row = models.Brief.objects.filter(day=day).first()
    return Brief.model_validate_json(row.record) if row else None


def brief_before(day: dt.date) -> Brief | None:
    """Return the last brief kept for a day before ``day``."""
    row = models.Brief.objects.filter(day__lt=day).order_by("-day").first()
    return Brief.model_validate_json(row.record) if row else None


def days() -> list[dt.date]:
    """Return the days on which reports of the desk were published, in order."""
    rows = models.Report.objects.filter(latest=True, published__isnull=False)
    return list(rows.order_by("published").values_list("published", flat=True).distinct())


def _given(row: dict[str, Any]) -> Report:
    return Report.model_validate(json.loads(row["given"]) | {"text": row["text"]})


_ORDER = ("published", "published_at", "sealed_id", "id")


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _readings(ids: Sequence[str]) -> dict[str, dict[str, list[Any]]]:
    """Return for each report the records nested in it, by field."""
    found: dict[str, dict[str, list[Any]]] = {id_: defaultdict(list) for id_ in ids}
    for field, kind in NESTED[Report].items():
        rows = TABLE[kind.__name__].objects.filter(report_id__in=ids)
        for row in rows.order_by("report_id", "position").values():
            found[row["report_id"]][field].append(record(kind, row))
    return found


def _failures(items: Iterable[str]) -> defaultdict[str, tuple[Failure, ...]]:
    found: defaultdict[str, tuple[Failure, ...]] = defaultdict(tuple)
    for row in models.Failure.objects.filter(item__in=list(items)).values():
        found[row["item"]] += (record(Failure, row),)
    return found


def _copies() -> Iterator[Copies]:
    pairs: dict[int, list[CopyPair]] = defaultdict(list)
    for row in models.CopyPair.objects.order_by("position").values():
        pairs[row["parent_id"]].append(record(CopyPair, row))
    for row in models.Copies.objects.order_by("order", "position").values():
        yield record(Copies, row, pairs=pairs[row["id"]])
