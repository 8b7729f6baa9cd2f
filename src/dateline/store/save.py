"""Writes records as rows, a batch in one transaction: all of it is there afterwards, or none."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction

from dateline.model import (
    Brief,
    Capture,
    Copies,
    Decision,
    Failure,
    Incident,
    Origin,
    Record,
    Report,
    Series,
)
from dateline.store import bulk, models
from dateline.store.records import NESTED, columns

# The table of each record that is nested in another.
TABLE: dict[str, type[models.Row]] = {table.__name__: table for table in models.TABLES}

# What one linking says, children before their parents.
_LINKED: tuple[type[models.Row], ...] = (
    models.Account,
    models.Toll,
    models.Disagreement,
    models.Incident,
    models.CopyPair,
    models.Copies,
    models.Origin,
    models.Series,
)
# What linking remembers of the reports it linked.
_REMEMBERED: tuple[type[models.Row], ...] = (
    models.Digest,
    models.Posting,
    models.Likeness,
    models.Member,
    models.Extent,
    models.Renown,
)
# The item under which the outcome and the failures of linking as a whole are kept.
LINKING = ""


@dataclass(frozen=True, slots=True)
class SealedCapture:
    """A capture with its line number in the archive's log and the hash of that line."""

    seq: int
    seal: str
    capture: Capture


@dataclass(frozen=True, slots=True)
class Input:
    """One input's address, its reports each with the history it belongs to, and its failures.

    What was ``fetched`` is the newest version of what stands at its address, whatever day it gives itself.
    """

    uri: str
    reports: Sequence[tuple[str | None, Report]]
    failures: Sequence[Failure] = ()
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What one batch brought: new reports, newer versions of known ones, and those known already."""

    new: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@transaction.atomic
def captures(sealed: Iterable[SealedCapture]) -> None:
    """Add the rows of newly sealed copies."""
    models.Capture.objects.bulk_create(
        models.Capture(seq=item.seq, seal=item.seal, **columns(item.capture)) for item in sealed
    )


@transaction.atomic
def batch(sealed: Iterable[SealedCapture], inputs: Iterable[Input]) -> list[Added]:
    """Add sealed copies and what each input brought."""
    captures(sealed)
    stored = []
    for one in inputs:
        stored.append(collected(one))
        failures(one.uri, "add", one.failures)
    return stored


def collected(one: Input) -> Added:
    """Add the unread reports of one input; what is stored already is left as it is."""
    known = set(_known(report.id for _, report in one.reports)) | set(_renamed(one))
    newest = _newest(history for history, _ in one.reports)
    stored = list(newest.values())
    copies = {report.capture for _, report in one.reports}
    sealed = {row.sha256: row for row in models.Capture.objects.filter(uri=one.uri, sha256__in=copies)}
    rows: dict[str, models.Report] = {}
    for history, report in one.reports:
        last = newest.get(history)
        if report.id in known or (last and _same(last, report)):
            continue
        known.add(report.id)
        row = rows[report.id] = _report_row(sealed.get(report.capture), report, history)
        if last:
            _chain(row, last, in_order=one.fetched)
        if history and row.latest:
            newest[history] = row
    models.Report.objects.bulk_create(rows.values())
    models.Report.objects.bulk_update(stored, ["latest", "previous"])
    added = [report for _, report in one.reports if report.id in rows]
    _insert_readings(added)
    _failures({report.id: report.failures for report in added})
    versions = [id_ for id_, row in rows.items() if row.previous or not row.latest]
    return Added(
        new=tuple(id_ for id_ in rows if id_ not in versions),
        versions=tuple(versions),
        known=tuple(report.id for _, report in one.reports if report.id not in rows),
    )


@transaction.atomic
def readings(reports: Sequence[Report]) -> None:
    """Replace what was read from these reports before."""
    ids = [report.id for report in reports]
    for kind in NESTED[Report].values():
        TABLE[kind.__name__].objects.filter(report_id__in=ids).delete()
    _insert_readings(reports)
    for report in reports:
        changed = {name: value for name, value in columns(report).items() if name not in {"id", "text"}}
        models.Report.objects.filter(id=report.id).update(linked=False, **changed)
    _failures({report.id: report.failures for report in reports})
    for report in reports:
        outcome(report.id, "read", report.derived_by, len(report.failures))


def read_as(reports: Sequence[Report]) -> None:
    """Add the readings of new reports, as another desk had them."""
    _insert_readings(reports)
    _failures({report.id: report.failures for report in reports})
    for report in reports:
        if report.derived_by:
            outcome(report.id, "read", report.derived_by, len(report.failures))


def failures(item: str, step: str, found: Sequence[Failure]) -> None:
    """Replace the failures of one step on one input that gave no report."""
    _failures({item: found})
    outcome(item, step, None, len(found))


def outcome(item: str, step: str, derived_by: str | None, failed: int = 0) -> None:
    """Store how a step ended on an item, instead of how it ended before."""
    models.Outcome.objects.update_or_create(
        item=item, step=step, defaults={"derived_by": derived_by, "failures": failed}
    )


def together() -> AbstractContextManager[None]:
    """Run what is inside in one transaction."""
    return transaction.atomic()


def unlink() -> None:
    """Forget everything the link stage said and remembers; what people bound and where ids lead stays."""
    for table in (*_LINKED, *_REMEMBERED):
        table.objects.all().delete()
    models.Report.objects.filter(linked=True).update(linked=False)


def linked(derived_by: str | None, failed: Sequence[Failure]) -> None:
    """Store how linking ended, instead of how it ended before."""
    _failures({LINKING: failed})
    outcome(LINKING, "link", derived_by, len(failed))


def copies(groups: Iterable[tuple[str, Copies]], gone: Collection[int] = ()) -> None:
    """Replace copy groups (the rows ``gone``) by others, each with what it is sorted by."""
    models.CopyPair.objects.filter(parent__in=list(gone)).delete()
    models.Copies.objects.filter(id__in=list(gone)).delete()
    for position, (order, group) in enumerate(groups):
        row = models.Copies.objects.create(position=position, order=order, **columns(group))
        _nested(models.CopyPair, group.pairs, parent=row)


def origins(found: Iterable[tuple[str, str, Sequence[Origin]]]) -> None:
    """Replace the origins of some reports: what they are sorted by, the report, its origins."""
    told = list(found)
    models.Origin.objects.filter(report__in=[report for _, report, _ in told]).delete()
    bulk.insert(models.Origin, (row for order, _, own in told for row in _plain(own, order=order)))


@dataclass(frozen=True, slots=True)
class Filed:
    """An incident with what it is found by: its order, its tellings by number, where it may lie."""

    incident: Incident
    order: str = ""
    anchor: str | None = None
    wide: bool = False
    members: Sequence[int] = ()
    extents: Sequence[tuple[str, int, int]] = ()


def incidents(found: Sequence[Filed], gone: Collection[str] = ()) -> None:
    """Replace incidents by what they are now; those ``gone`` are not any more."""
    labels = [*(own.incident.id for own in found), *gone]
    for table in (models.Account, models.Toll, models.Disagreement):
        table.objects.filter(parent__in=labels).delete()
    models.Incident.objects.filter(label__in=labels).delete()
    models.Member.objects.filter(incident__in=labels).delete()
    models.Extent.objects.filter(incident__in=labels).delete()
    bulk.insert(models.Incident, (_incident_row(position, own) for position, own in enumerate(found)))
    bulk.insert(models.Account, _accounts([own.incident for own in found]))
    bulk.insert(
        models.Member,
        ({"telling": number, "incident": own.incident.id} for own in found for number in own.members),
    )
    bulk.insert(
        models.Extent,
        (
            {"key": key, "first": first, "last": last, "incident": own.incident.id}
            for own in found
            for key, first, last in own.extents
        ),
    )


def parts(wholes: Mapping[str, str | None]) -> None:
    """Say which incident each of these is part of now."""
    for label, whole in wholes.items():
        models.Incident.objects.filter(label=label).update(part_of=whole)


def series(found: Iterable[Series], gone: Collection[str] = ()) -> None:
    """Keep these series, each instead of what was kept under its id; those ``gone`` are not any more."""
    models.Series.objects.filter(label__in=list(gone)).delete()
    rows = [
        models.Series(
            label=one.id,
            status=one.status.value,
            gazetteer=one.place.gazetteer if one.place else None,
            reports=list(one.reports),
            record=one.model_dump_json(by_alias=True),
        )
        for one in found
    ]
    models.Series.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["label"],
        update_fields=["status", "gazetteer", "reports", "record"],
    )


def decision(judged: Decision) -> None:
    """Add one decision to the ledger."""
    models.Decision(**columns(judged)).save()


def brief(composed: Brief) -> None:
    """Keep the brief of a day, instead of the one kept before."""
    models.Brief.objects.update_or_create(day=composed.day, defaults={"record": composed.model_dump_json()})


def _incident_row(position: int, own: Filed) -> dict[str, Any]:
    period, place = own.incident.period, own.incident.place
    return {
        "position": position,
        "order": own.order,
        "anchor": own.anchor,
        "wide": own.wide,
        "gazetteer": place.gazetteer if place else None,
        "country": place.country if place else None,
        "first": period.first if period else None,
        "last": period.last if period else None,
        **columns(own.incident),
    }


def _accounts(found: Sequence[Incident]) -> Iterator[dict[str, Any]]:
    """Write tolls and disagreements; yield the rows of accounts: the incidents', then those of either."""
    tolls = [(own.id, n, toll) for own in found for n, toll in enumerate(own.tolls)]
    differ = [(own.id, n, difference) for own in found for n, difference in enumerate(own.disagreements)]
    of = models.Toll.objects.bulk_create(_under(models.Toll, tolls))
    about = models.Disagreement.objects.bulk_create(_under(models.Disagreement, differ))
    for own in found:
        yield from _plain(own.accounts, parent_id=own.id)
    for (parent, _, toll), row in zip(tolls, of, strict=True):
        yield from _plain(toll.accounts, parent_id=parent, toll_id=row.pk)
    for (parent, _, difference), row in zip(differ, about, strict=True):
        yield from _plain(difference.accounts, parent_id=parent, disagreement_id=row.pk)


def _under(table: type[models.Row], found: Iterable[tuple[str, int, Record]]) -> list[models.Row]:
    return [table(parent_id=parent, position=n, **columns(own)) for parent, n, own in found]


def _plain(found: Sequence[Record], **owner: Any) -> Iterator[dict[str, Any]]:
    for position, item in enumerate(found):
        yield {"position": position, **owner, **columns(item)}


def _report_row(sealed: models.Capture | None, report: Report, history: str | None) -> models.Report:
    given = report.model_dump_json(exclude={"text"}, exclude_defaults=True)
    return models.Report(sealed=sealed, history=history, given=given, **columns(report))


def _chain(row: models.Report, last: models.Report, *, in_order: bool) -> None:
    """Put a version after the last one, or before it when it was published earlier and may be older."""
    if not in_order and row.published and last.published and _moment(row) < _moment(last):
        row.latest, row.previous, last.previous = False, last.previous, row
    else:
        row.previous, last.latest = last, False


def _moment(row: models.Report) -> dt.datetime:
    """Return when a version was published, the day's end when only its day is known."""
    if row.published_at:
        moment = dt.datetime.fromisoformat(row.published_at)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(row.published, dt.time.max, dt.UTC)


def _known(ids: Iterable[str]) -> Iterator[str]:
    yield from models.Report.objects.filter(id__in=list(ids)).values_list("id", flat=True)


def _renamed(one: Input) -> Iterator[str]:
    """Yield the ids of fetched reports without an address whose words came from there under another key."""
    nameless = [report for _, report in one.reports if report.url is None] if one.fetched else []
    if not nameless:
        return
    rows = models.Report.objects.filter(sealed__uri=one.uri, url=None, latest=True)
    held = {(row.text, row.published, json.loads(row.given).get("title")) for row in rows}
    yield from (report.id for report in nameless if (report.text, report.published, report.title) in held)


def _newest(histories: Iterable[str | None]) -> dict[str | None, models.Report]:
    """Return the newest stored version of each history."""
    wanted = {history for history in histories if history}
    rows = models.Report.objects.filter(history__in=wanted, latest=True)
    return {row.history: row for row in rows}


def _same(row: models.Report, report: Report) -> bool:
    """Whether a report under another id is the stored one: the same file, given by another path."""
    title = json.loads(row.given).get("title")  # the row's own may have been read from its headline
    return bool(row.text == report.text and row.published == report.published and title == report.title)


def _insert_readings(reports: Sequence[Report]) -> None:
    for name, kind in NESTED[Report].items():
        table = TABLE[kind.__name__]
        rows = (_rows(table, getattr(report, name), report_id=report.id) for report in reports)
        table.objects.bulk_create(chain.from_iterable(rows), batch_size=500)


def _nested(table: type[models.Row], found: Sequence[Record], **owner: Any) -> None:
    table.objects.bulk_create(_rows(table, found, **owner))


def _rows(table: type[models.Row], found: Sequence[Record], **owner: Any) -> list[models.Row]:
    return [table(position=position, **owner, **columns(item)) for position, item in enumerate(found)]


def _failures(found: Mapping[str, Sequence[Failure]]) -> None:
    """Replace the failures of these items. A reading's failures include those of the adding before it."""
    models.Failure.objects.filter(item__in=list(found)).delete()
    models.Failure.objects.bulk_create(
        chain.from_iterable(_rows(models.Failure, items, item=item) for item, items in found.items())
    )
