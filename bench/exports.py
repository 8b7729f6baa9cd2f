"""How fast tables are written and in how much memory, beside a plain writer of the same rows in the same run.

Run: .venv/bin/python -m bench.exports [ROWS]

Records are invented here and made as they are asked for, so that nothing but the writers holds memory. The
peers are pyarrow given ready columns (the least that writing Parquet can cost) and Python's csv module given
ready rows: neither makes rows out of records, describes or checks anything, so their figures are a bound and
no rival's. Each runs in a process of its own; MB is what the process needs more than before it wrote.
"""

from __future__ import annotations

import csv
import datetime as dt
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from dateline.model import Exactness, Figure, FigureStatus, Period, Place, Report
from dateline.publish.exports import arrow, formats, tables
from dateline.publish.exports.csvs import Csv
from dateline.publish.exports.parquet import Parquet
from dateline.publish.exports.tables import Kept, Taken

ROWS = 1_000_000
# Rows that one invented report gives: itself, and what was read from it.
EACH = 10
NOW = dt.datetime(2016, 12, 6, tzinfo=dt.UTC)


def reports(rows: int) -> Iterator[Kept]:
    """Yield reports of EACH rows, until there are ``rows``."""
    for number in range(rows // EACH):
        text = (
            f"Report {number}: at least {number % 90} people were killed in shelling of a town on Sunday. "
            * 5
        )
        figures = tuple(
            Figure(
                id=f"f{n}", start=n, end=n + 8, text="at least", subject="people", status=FigureStatus.KILLED,
                low=number % 90, exactness=Exactness.AT_LEAST, places=("l1",), period="p1",
            )
            for n in range(5)
        )  # fmt: skip
        place = Place(id="l1", start=0, end=4, text="town", name="Town", lat=35.1, lon=36.2, precision=1)
        period = Period(id="p1", start=0, end=6, text="Sunday", first=NOW.date(), last=NOW.date())
        yield Kept(
            Report(
                id=f"sha256:{number:064x}", text=text, title=f"Report {number}", source="An outlet",
                figures=figures, places=(place, place), periods=(period, period),
            )
        )  # fmt: skip


def ours(files: arrow.Files) -> Callable[[Path, int], int]:
    def write(out: Path, rows: int) -> int:
        out.mkdir()
        taken = Taken(desk="bench", audience="desk", selection="everything", reports=reports(rows))
        return sum(formats.tables_in(files)(taken, out, NOW).values())

    return write


def plain_csv(out: Path, rows: int) -> int:
    """Write rows of a figure's width with Python's csv module."""
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        rest = [0, 4, 12, "at least", "f1", "people", "killed", 7.0, None, "at least", "people", None, "p1"]
        rest += [None, '["l1"]', None, None, None, None, None, "happened", False]
        for number in range(rows):
            writer.writerow([f"sha256:{number:064x}", *rest])
    return rows


def plain_parquet(out: Path, rows: int) -> int:
    """Write ready columns of a figure's width with pyarrow."""
    schema = arrow.schema(tables.READINGS["figures"], lists=True)
    one = pa.table([pa.nulls(arrow.HELD, kind.type) for kind in schema], schema=schema)
    words = pa.array([f"sha256:{number:064x}" for number in range(arrow.HELD)])
    batch = one.set_column(0, "report", words).to_batches()[0]
    done = 0
    with parquet.ParquetWriter(out, batch.schema, compression="zstd") as writer:
        while done < rows:
            writer.write_batch(batch)
            done += batch.num_rows
    return done


def making(out: Path, rows: int) -> int:
    """Make the records and write nothing: what of our time is not the export's."""
    return sum(EACH for _ in reports(rows))


WRITERS: dict[str, Callable[[Path, int], int]] = {
    "records made, nothing written": making,
    "export csv": ours(Csv()),
    "export parquet": ours(Parquet()),
    "csv module, ready rows": plain_csv,
    "pyarrow Parquet, ready columns": plain_parquet,
}


def measured(name: str, rows: int, told: multiprocessing.Queue[tuple[int, float, float]]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        done = WRITERS[name](Path(folder) / "out", rows)
        took = time.perf_counter() - begun
    told.put((done, took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def main(rows: int) -> None:
    """Print a table: rows, rows a second, MB, at a tenth of the rows and at all of them."""
    print("| writer | rows | rows/s | MB more |\n|---|---:|---:|---:|")
    own = multiprocessing.get_context("spawn")
    for name in WRITERS:
        for count in (rows // 10, rows):
            told = own.Queue()
            process = own.Process(target=measured, args=(name, count, told))
            process.start()
            done, took, more = told.get()
            process.join()
            print(f"| {name} | {done:,} | {done / took:,.0f} | {more:,.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
