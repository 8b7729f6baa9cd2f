"""Reads reports: those of a desk that were not read yet, or those of files."""

# ruff: noqa: PLC0415 - the parser and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import config
from dateline.archive.payloads import digest
from dateline.data import toml
from dateline.model import Failure, Report
from dateline.pipeline import inputs, registers
from dateline.pipeline.desk import Desk

if TYPE_CHECKING:
    from dateline.read.reader import Context

# Reports read between two transactions: a crash loses at most this many readings, never a report.
READ_BATCH = 16
# The step under which a failure of the parser itself is kept.
STEP = "read"


def read(desk: Desk, *, again: bool = False) -> Iterator[Report]:
    """Read the latest version of every report that this version has not read; yield each when stored."""
    from dateline.store import load, save

    told = context(desk)
    ids = _unread(desk, told, again)
    if ids:
        desk.must_be_writable()
    for start in range(0, len(ids), READ_BATCH):
        with desk.database.session():
            found = read_batch(list(load.given(ids[start : start + READ_BATCH])), told)
            save.readings(found)
        yield from found


def unread(desk: Desk, *, again: bool = False) -> int:
    """Return how many reports ``read`` would read."""
    return len(_unread(desk, context(desk), again))


def reports(desk: Desk) -> Iterator[Report]:
    """Yield the latest version of every report of the desk, with what was read from it."""
    from dateline.store import load

    with desk.database.session():
        yield from load.reports(load.report_ids())


def context(desk: Desk) -> Context:
    """Return what this desk tells the readers. Raises ConfigError when one of its tables is wrong."""
    from dateline.read.reader import Context

    actors, places = registers.tables(desk)
    for kind, path in (("actors", actors), ("places", places)):
        if path:
            _checked(kind, path, path.stat().st_mtime_ns)
    most = desk.settings.max_read_chars
    told = [desk.settings.country or "", *(path.read_text("utf-8") for path in (actors, places) if path)]
    told += [str(most)] if most != config.MAX_READ_CHARS else []
    mark = f"desk {digest(repr(told).encode())[:8]}" if any(told) else ""
    return Context(desk.settings.country, actors, places, most, mark)


@lru_cache(maxsize=16)
def _checked(kind: str, path: Path, changed: int) -> None:
    """Raise ConfigError for a wrong table; a worker asks every few seconds, and a right one is read once."""
    from dateline.read.actors import parties
    from dateline.read.places import gazetteer

    if kind == "actors":
        parties.table(path)
    else:
        gazetteer.load_csv(path)


def _unread(desk: Desk, told: Context, again: bool) -> list[str]:
    from dateline.read import reader
    from dateline.store import load

    with desk.database.session():
        return load.unread(None if again else reader.version(told), toml("series")["visits"]["rules"])


def read_paths(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Report]:
    """Yield every report of ``paths``, read. Nothing is stored.

    An input that could not be used is a report without text that carries its failures.
    """
    from dateline.collect import collect
    from dateline.read.reader import read_many

    collected = collect(paths, published=published)
    return read_many(report for item in collected for report in inputs.reports(item))


def batches(reports: Iterable[Report], told: Context) -> Iterator[Report]:
    """Yield each report read; one that breaks the parser keeps its failure and costs no other."""
    left = iter(reports)
    while batch := list(islice(left, READ_BATCH)):
        yield from read_batch(batch, told)


def read_batch(reports: Sequence[Report], told: Context) -> list[Report]:
    """Read reports together; when that fails, one by one, and a failing one keeps its failure."""
    from dateline.read import reader

    try:
        return list(reader.read_many(reports, told))
    except Exception as error:  # a single reader's error is stored by the reader; this is the parser's
        if len(reports) > 1:
            return [read for report in reports for read in read_batch([report], told)]
        failure = Failure(step=STEP, error=type(error).__name__, message=str(error))
        failures = (*reports[0].failures, failure)
        return [reports[0].model_copy(update={"failures": failures, "derived_by": reader.version(told)})]
