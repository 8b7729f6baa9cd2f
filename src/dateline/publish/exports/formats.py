"""The visible list of what records can be exported as; each format is a module of its own."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import InputError
from dateline.model import Incident
from dateline.publish.exports import arrow, datasets, ftm, geojson, package, tables
from dateline.publish.exports.arrow import Files
from dateline.publish.exports.csvs import Csv
from dateline.publish.exports.parquet import Parquet
from dateline.publish.exports.tables import Taken

# What was written: a noun, and how many of it.
Counts = dict[str, int]
# The kinds of files that tables are kept in.
FILES: tuple[Files, ...] = (Csv(), Parquet())


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what it is, whether it is a folder, and what writes it."""

    name: str
    about: str
    folder: bool
    write: Callable[[Taken, Path, dt.datetime], Counts]


def tables_in(files: Files) -> Callable[[Taken, Path, dt.datetime], Counts]:
    """Return what writes every table into a folder as files of this kind, described and checked."""

    def write(taken: Taken, out: Path, now: dt.datetime) -> Counts:
        counts = arrow.write(tables.rows(taken), out, files)
        if taken.archive:
            shutil.copytree(taken.archive, out / package.ARCHIVE, ignore=shutil.ignore_patterns(".*"))
        package.write(out, package.describe(taken, out, files, counts, now))
        for problem in package.check(out, FILES):  # a full disk or a fault of ours: nothing gets the name
            raise InputError(str(out), f"is not what its manifest says: {problem}", "export again")
        return counts

    return write


def _geojson(taken: Taken, out: Path, now: dt.datetime) -> Counts:
    return {"incidents": geojson.write(taken.incidents, out, title=taken.desk)}


def _ftm(taken: Taken, out: Path, now: dt.datetime) -> Counts:
    return ftm.write(taken, out)


def _rows_of(
    write: Callable[[Iterable[Incident], Path], int],
) -> Callable[[Taken, Path, dt.datetime], Counts]:
    """Return what writes the incidents in the columns of somebody else."""
    return lambda taken, out, now: {"incidents": write(taken.incidents, out)}


FORMATS: tuple[Format, ...] = (
    Format("csv", "every table as CSV, described by datapackage.json", True, tables_in(FILES[0])),
    Format("parquet", "every table as Parquet, for DuckDB, pandas, R", True, tables_in(FILES[1])),
    Format("geojson", "incidents on the map, each with how exactly its place is known", False, _geojson),
    Format("acled", "incidents in ACLED's columns (CSV)", False, _rows_of(datasets.acled)),
    Format("ged", "incidents in UCDP GED's columns (CSV)", False, _rows_of(datasets.ged)),
    Format("ftm", "FollowTheMoney entities, a line each, for Aleph", False, _ftm),
    Format("hxl", "incidents as CSV with HXL tags, for HDX", False, _rows_of(datasets.hxl)),
)
