"""Links the reports of a run of shards, and writes what they say together as Parquet tables."""

# ruff: noqa: PLC0415 - the linker loads when it links
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline import disk
from dateline.errors import NotFound
from dateline.model import Report
from dateline.pipeline import engines, shards
from dateline.publish.exports import arrow, records, tables
from dateline.publish.exports.parquet import Parquet
from dateline.publish.exports.tables import Table, Taken

TABLES = (
    tables.COPIES, tables.PAIRS, tables.ORIGINS, tables.INCIDENTS, tables.TOLLS, tables.DISAGREEMENTS,
    tables.ACCOUNTS, tables.SERIES, tables.OBSERVATIONS,
)  # fmt: skip


def reports(run: Path) -> Iterator[Report]:
    """Yield every report of a run that was read. Raises NotFound when ``run`` holds no shard that is done."""
    found = sorted(path.parent for path in run.glob(f"shard-*/{shards.MANIFEST}"))
    if not found:
        raise NotFound(str(run), "holds no shard that is done", "dateline read --input PATTERN --output DIR")
    for folder in found:
        yield from _of(folder)


def link(found: Iterable[Report], out: Path, *, days: int | None = None, workers: int = 1) -> dict[str, int]:
    """Link reports and write the tables into ``out``, whole or not at all; return how many rows each has.

    With ``days`` they are linked in windows of so many days by several workers, to the same result. The
    tables have everything as it was read: what is for the public goes through a desk and its rules of harm.
    """
    from dateline.link import windows
    from dateline.pipeline.linking import link_reports

    if days is None:
        linked = link_reports(found)
    else:
        with engines.spread(workers) as spread:
            linked = windows.link(found, days, spread)
    taken = Taken(
        desk=str(out),
        audience="desk",
        selection="",
        copies=linked.copies,
        origins=linked.origins,
        incidents=linked.incidents,
        series=linked.series,
    )
    with disk.whole(out, folder=True) as draft:
        return arrow.write(tables.rows(taken), draft, Parquet(), TABLES)


def _of(folder: Path) -> Iterator[Report]:
    files = Parquet()

    def rows(table: Table) -> Iterator[dict[str, Any]]:
        if table in shards.TABLES:
            yield from arrow.read(folder / f"{table.name}{files.suffix}", table, files)

    kept = records.taken(rows, desk="", audience="desk", selection="").reports
    yield from (one.report for one in kept if not shards.failed(one.report))
