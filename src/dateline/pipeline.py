"""Runs the stages over a desk, or straight over files, and stores the outcome of each step on each item."""

# ruff: noqa: PLC0415 - the parser and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import config, spans
from dateline.archive import lock, log, seal
from dateline.archive.payloads import digest
from dateline.errors import EmptyInput, ReadOnlyDesk
from dateline.model import Brief, Decision, Failure, Linking, Report

if TYPE_CHECKING:
    from dateline.inputs import Found
    from dateline.store.desk import Database
    from dateline.store.save import Input, SealedCapture

ARCHIVE = "archive"

# Inputs are sealed and stored in batches: one sync of the log and one transaction each. A batch
# ends at either bound, so that a folder of large files does not fill the memory.
BATCH_INPUTS, BATCH_BYTES = 64, 32_000_000

# Reports read between two transactions: a crash loses at most this many readings, never a report.
READ_BATCH = 16


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk: its folder, its settings and its database."""

    folder: Path
    settings: config.Settings
    database: Database

    @property
    def archive(self) -> Path:
        return self.folder / ARCHIVE


@dataclass(frozen=True, slots=True)
class Addition:
    """What one input brought: ids of new reports, of newer versions, of those known, and what failed."""

    uri: str
    new: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    note: str | None = None


# -- a desk -----------------------------------------------------------------------


def init(folder: Path) -> Desk:
    """Make a desk in ``folder``; a folder that is a desk already stays as it is."""
    from dateline.store.desk import open_database
    from dateline.store.settings import named_errors

    with named_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ARCHIVE).mkdir(exist_ok=True)
        if not (folder / config.FILE).exists():
            text = config.template(folder.resolve().name)
            (folder / config.FILE).write_text(text, encoding="utf-8")
    return Desk(folder, config.load(folder / config.FILE), open_database(folder))


def open_desk(at: Path | None = None) -> Desk:
    """Return the desk in ``at``, or the nearest at or above the current folder; raises NoDesk."""
    from dateline.store.desk import open_database

    folder = config.find(Path.cwd()) if at is None else config.here(at)
    return Desk(folder, config.load(folder / config.FILE), open_database(folder))


def _writable(desk: Desk) -> None:
    if not desk.database.writable:
        raise ReadOnlyDesk(
            str(desk.folder), "cannot be written", "check its permissions, or copy it elsewhere"
        )


def add(
    desk: Desk, paths: Sequence[Path], *, published: dt.date | None = None, now: Callable[[], dt.datetime]
) -> Iterator[Addition]:
    """Seal every input and store its reports, unread; what is known already adds nothing.

    An input is reported when it is safe on the disk. Run to the end; stopping earlier keeps what
    was reported.
    """
    from dateline import inputs

    _writable(desk)
    for batch in _batches(inputs.found(paths, published=published)):
        yield from _add_batch(desk, batch, now())


def read(desk: Desk, *, again: bool = False) -> Iterator[Report]:
    """Read the latest version of every report that this version has not read; yield each when stored."""
    from dateline.read import reader
    from dateline.store import load, save

    _writable(desk)
    with desk.database.session():
        ids = load.unread(None if again else reader.version())
    for start in range(0, len(ids), READ_BATCH):
        with desk.database.session():
            found = _read_batch(list(load.given(ids[start : start + READ_BATCH])))
            save.readings(found)
        yield from found


def unread(desk: Desk, *, again: bool = False) -> int:
    """Return how many reports ``read`` would read."""
    from dateline.read import reader
    from dateline.store import load

    with desk.database.session():
        return len(load.unread(None if again else reader.version()))


def link(desk: Desk) -> Linking:
    """Link the latest version of every report, with the ledger's decisions; replaces the last linking."""
    from dateline.link.linker import link as linked
    from dateline.store import load, save

    _writable(desk)
    with desk.database.session():
        reports = list(load.reports(load.report_ids()))
        found = linked(reports, load.decisions(), sources=desk.settings.source)
        save.linking(found)
    return found


def brief(desk: Desk, day: dt.date | None, out: Path) -> tuple[Brief, Path]:
    """Write the brief of ``day`` (the last day with reports) into ``out``; returns it and its page.

    It says what was known by the end of that day: reports published later are left out.
    """
    from dateline.store import load, save

    with desk.database.session():
        days = load.days()
        if not days:
            raise EmptyInput(str(desk.folder), "no report with a date is on this desk", "dateline add PATH")
        day = day or days[-1]
        reports = list(load.reports(load.report_ids(last=day)))
        found, page = _brief(
            reports, day, out, desk.settings, load.decisions(), previous=load.brief_before(day)
        )
        if desk.database.writable:
            save.brief(found)
    return found, page


def verify(desk: Desk) -> Iterator[seal.Finding]:
    """Yield everything in which log, sealed copies, rows and spans do not agree."""
    from dateline.store import load

    with desk.database.session():
        rows = {item.seq: (item.seal, item.capture) for item in load.captures()}
        yield from seal.verify(desk.archive, rows)
        for report in load.reports(load.all_ids()):
            for item, span in spans.astray(report):
                what = f"characters {span.start}-{span.end} are not {span.text!r}"
                yield seal.Finding(f"{report.id}#{item}", what)


def sealed(desk: Desk) -> int:
    """Return how many copies the desk has sealed."""
    from dateline.store import load

    with desk.database.session():
        return len(load.captures())


# -- straight on files ------------------------------------------------------------


def read_paths(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Report]:
    """Yield every report of ``paths``, read. Nothing is stored.

    An input that could not be used is a report without text that carries its failures.
    """
    from dateline import inputs
    from dateline.collect import collect
    from dateline.read.reader import read_many

    collected = collect(paths, published=published)
    return read_many(report for item in collected for report in inputs.reports(item))


def link_reports(reports: Iterable[Report]) -> Linking:
    """Return what these reports say together. Nothing is stored."""
    from dateline.link.linker import link as linked

    return linked([report for report in reports if report.text])


def brief_reports(reports: Iterable[Report], day: dt.date | None, out: Path) -> tuple[Brief, Path]:
    """Write the brief of ``day`` (the last one these reports were published on) into ``out``."""
    found = [report for report in reports if report.text]
    days = [report.published for report in found if report.published]
    if day is None and not days:
        raise EmptyInput("the reports", "none has a date", "give one with --published or as DATE")
    day = day or max(days)
    known = [report for report in found if report.published is None or report.published <= day]
    return _brief(known, day, out, config.Settings(), [])


# -- inside -----------------------------------------------------------------------


def _batches(items: Iterable[Found]) -> Iterator[list[Found]]:
    """Group inputs; a batch is never empty."""
    batch: list[Found] = []
    for one in items:
        batch.append(one)
        if len(batch) == BATCH_INPUTS or sum(len(each.item.payload) for each in batch) > BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _add_batch(desk: Desk, batch: Sequence[Found], time: dt.datetime) -> Iterator[Addition]:
    """Seal, then store. Between the two a crash leaves sealed copies, which the next batch picks up."""
    from dateline.store import load, save

    with desk.database.session(), lock.locked(desk.archive):
        repaired = log.repair(desk.archive)
        save.captures(_rows(seal.since(desk.archive, load.last_seq())))
        sealed = seal.seal(desk.archive, _fresh(batch), time)
        stored = save.batch(_rows(sealed), [_input(one, desk.settings.zone) for one in batch])
    if repaired:
        yield Addition(str(desk.archive / log.FILE), note=repaired)
    for one, added in zip(batch, stored, strict=True):
        yield Addition(one.item.uri, added.new, added.versions, added.known, one.item.failures)


def _fresh(batch: Sequence[Found]) -> list[tuple[str, str, bytes]]:
    """Return (address, media type, payload) of what was not sealed before; nothing is not sealed."""
    from dateline.store import load

    items = {(one.item.uri, digest(one.item.payload)): one.item for one in batch if one.item.payload}
    return [(item.uri, item.media_type, item.payload) for key, item in items.items() if not load.sealed(*key)]


def _rows(sealed: Iterable[log.Sealed]) -> list[SealedCapture]:
    from dateline.store.save import SealedCapture

    return [SealedCapture(one.line.seq, one.seal, seal.capture(one)) for one in sealed]


def _input(one: Found, zone: dt.tzinfo | None) -> Input:
    from dateline.store.save import Input

    dated = [(history, _dated(report, zone)) for history, report in one.histories()]
    return Input(one.item.uri, dated, one.item.failures)


def _dated(report: Report, zone: dt.tzinfo | None) -> Report:
    """Return the report with the day that its moment falls on by the desk's midnight, if it has one."""
    moment = report.published_at
    if zone is None or moment is None or moment.tzinfo is None:
        return report
    day = moment.astimezone(zone).date()
    return report.model_copy(update={"published": day, "published_rule": f"published_at in {zone}"})


def _read_batch(reports: Sequence[Report]) -> list[Report]:
    """Read reports together; when that fails, one by one, and a failing one keeps its failure."""
    from dateline.read import reader

    try:
        return list(reader.read_many(reports))
    except Exception as error:  # a single reader's error is stored by the reader; this is the parser's
        if len(reports) > 1:
            return [read for report in reports for read in _read_batch([report])]
        failure = Failure(step="read", error=type(error).__name__, message=str(error))
        failures = (*reports[0].failures, failure)
        return [reports[0].model_copy(update={"failures": failures, "derived_by": reader.version()})]


def _brief(
    reports: Sequence[Report],
    day: dt.date,
    out: Path,
    settings: config.Settings,
    decisions: Sequence[Decision],
    previous: Brief | None = None,
) -> tuple[Brief, Path]:
    from dateline.link.linker import link as linked
    from dateline.publish.brief import compose
    from dateline.publish.page import write

    linking = linked(reports, decisions, sources=settings.source)
    found = compose(reports, linking, day, sources=settings.source, previous=previous)
    return found, write(found, reports, out)
