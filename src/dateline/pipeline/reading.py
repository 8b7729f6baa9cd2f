"""Reads reports: those of a desk that were not read yet, or those of files."""

# ruff: noqa: PLC0415 - the parser and the database load only for the step that needs them
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.model import Failure, Report
from dateline.pipeline import inputs
from dateline.pipeline.desk import Desk

# Reports read between two transactions: a crash loses at most this many readings, never a report.
READ_BATCH = 16


def read(desk: Desk, *, again: bool = False) -> Iterator[Report]:
    """Read the latest version of every report that this version has not read; yield each when stored."""
    from dateline.read import reader
    from dateline.store import load, save

    desk.must_be_writable()
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


def read_paths(paths: Sequence[Path], *, published: dt.date | None = None) -> Iterator[Report]:
    """Yield every report of ``paths``, read. Nothing is stored.

    An input that could not be used is a report without text that carries its failures.
    """
    from dateline.collect import collect
    from dateline.read.reader import read_many

    collected = collect(paths, published=published)
    return read_many(report for item in collected for report in inputs.reports(item))


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
