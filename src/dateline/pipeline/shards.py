"""Reads one slice of an archive into a folder of Parquet tables: a shard, done when its manifest is there.

A shard is a function of its slice: whoever reads it, on whatever machine, writes the same rows. Its folder
gets its name when all is written, so a kill leaves a whole shard or none.
"""

# ruff: noqa: PLC0415 - the parser loads only in the processes that read
from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyarrow import parquet as pq
from pydantic import TypeAdapter, ValidationError

from dateline import disk
from dateline.collect import slices
from dateline.collect.slices import Slice
from dateline.errors import Uneven
from dateline.model import Report
from dateline.pipeline import inputs, reading
from dateline.publish.exports import arrow, package
from dateline.publish.exports.parquet import Parquet
from dateline.publish.exports.tables import READINGS, REPORTS, Kept, Row, of_report

MANIFEST = "manifest.json"
TABLES = (REPORTS, *READINGS.values())


@dataclass(frozen=True, slots=True)
class Task:
    """One shard to be made: its name, the folder it goes to, its slice, the day of what tells none."""

    shard: str
    out: str
    slice: Slice
    published: dt.date | None = None

    @property
    def folder(self) -> Path:
        """Where the shard's tables are when it is done."""
        return Path(self.out, self.shard)


@dataclass(frozen=True, slots=True)
class File:
    """One table of a shard, as it was written."""

    path: str
    rows: int
    bytes: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What became of a slice: ``given`` units came in, ``read`` reports and ``failed`` units came out.

    A unit that failed is a row of ``reports`` without readings, and a row of ``failures`` that says why.
    """

    shard: str
    slice: Slice
    given: int
    read: int
    failed: int
    words: int
    seconds: float
    memory_mb: float
    derived_by: str
    files: tuple[File, ...]


_MANIFEST = TypeAdapter(Manifest)


def make(task: Task) -> Manifest:
    """Read the task's slice and write its shard; the manifest comes last. Made already, it is returned."""
    known = manifest(task)
    if known is not None:
        return known
    with disk.whole(task.folder, folder=True) as draft:
        count = _Count()
        parquet = Parquet()
        started = time.monotonic()
        counts = arrow.write(count.rows(_read(task)), draft, parquet, TABLES)
        made = Manifest(
            task.shard,
            task.slice,
            count.given,
            count.read,
            count.given - count.read,
            count.words,
            round(time.monotonic() - started, 3),
            _peak_mb(),
            count.derived_by,
            tuple(_file(draft / f"{name}{parquet.suffix}", rows) for name, rows in counts.items()),
        )
        (draft / MANIFEST).write_bytes(dump(made))
    return made


def manifest(task: Task) -> Manifest | None:
    """Return the manifest of a shard that is done, else None."""
    try:
        return parse((task.folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        step = f"remove {task.folder}, then run the same command again"
        raise Uneven(str(task.folder / MANIFEST), "is no manifest of a shard", step) from error


def dump(made: Manifest) -> bytes:
    """Return a manifest as it is written."""
    return _MANIFEST.dump_json(made, indent=1) + b"\n"


def parse(written: str | bytes) -> Manifest:
    """Return a manifest that was written; raises ValidationError for anything else."""
    return _MANIFEST.validate_json(written)


def check(task: Task, made: Manifest) -> None:
    """Raise Uneven when the shard does not hold what its slice gave: units in, reports and failures out."""
    step = f"remove {task.folder}, then run the same command again"
    if made.slice != task.slice:
        raise Uneven(str(task.folder), "was made of another slice", step)
    if not task.slice.units == made.given == made.read + made.failed:
        told = f"{task.slice.units:,} in, {made.read:,} read and {made.failed:,} failed"
        raise Uneven(str(task.folder), f"does not add up: {told}", step)
    for file in made.files:
        path = task.folder / file.path
        if not path.is_file() or path.stat().st_size != file.bytes:
            raise Uneven(str(path), "is gone or cut short", step)
    rows = pq.read_metadata(task.folder / f"{REPORTS.name}{Parquet.suffix}").num_rows
    if rows != made.given:
        raise Uneven(str(task.folder), f"has {rows:,} reports of {made.given:,}", step)


@dataclass(slots=True)
class _Count:
    """Counts what goes through."""

    given: int = 0
    read: int = 0
    words: int = 0
    derived_by: str = ""

    def rows(self, reports: Iterable[Report]) -> Iterator[Row]:
        """Pass reports on as rows of tables."""
        for report in reports:
            self.given += 1
            self.read += not failed(report)
            self.words += len(report.text.split())
            self.derived_by = self.derived_by or report.derived_by or ""
            yield from of_report(Kept(report))


def failed(report: Report) -> bool:
    """Return whether nothing was read of a report: it has no text, or the parser failed on it."""
    return not report.text or any(one.step == reading.STEP for one in report.failures)


def _read(task: Task) -> Iterator[Report]:
    from dateline.collect import fields
    from dateline.read.reader import NO_CONTEXT

    found = (
        fields.dated(report, task.published)
        for item in slices.collect(task.slice)
        for report in inputs.reports(item)
    )
    return reading.batches(found, NO_CONTEXT)


def _file(path: Path, rows: int) -> File:
    return File(path.name, rows, path.stat().st_size, f"sha256:{package.sha256(path)}")


def _peak_mb() -> float:
    """Return the most memory this process has held so far, in megabytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
