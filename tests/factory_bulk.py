"""Writes small archives, reads them into shards, and gives the rows of all shards."""

from __future__ import annotations

import json
from pathlib import Path

from pyarrow import parquet

from dateline.pipeline import bulk
from dateline.pipeline.engines import Crew
from dateline.pipeline.shards import TABLES
from factory_archives import PAGE, warc

TEXT = "Shelling killed {} people in Aleppo on Saturday, the ministry said."


def archives(folder: Path, count: int = 6) -> str:
    """Write a WARC of two pages and a file of ``count`` lines, one of them broken; return their pattern."""
    folder.mkdir(exist_ok=True)
    (folder / "a.warc.gz").write_bytes(warc([(f"https://port.example/{n}", PAGE.encode()) for n in range(2)]))
    rows = [
        json.dumps({"id": n, "text": TEXT.format(n + 2), "published": "2016-12-04"}) for n in range(count)
    ]
    (folder / "b.jsonl").write_text("\n".join([*rows[1:], "{broken", rows[0]]))
    return str(folder / "*")


def run(pattern: str, out: Path, *, workers: int = 1, size: int = 3) -> bulk.Totals:
    with bulk.planned([pattern], out, size=size) as found:
        for _ in found.make("process", Crew(workers)):
            pass
        return found.totals()


def rows(out: Path) -> dict[str, list[object]]:
    """Return the rows of every table of all shards, in an order of their own."""
    return {
        table.name: sorted(
            (
                row
                for path in sorted(out.glob(f"shard-*/{table.name}.parquet"))
                for row in parquet.read_table(str(path)).to_pylist()
            ),
            key=repr,
        )
        for table in TABLES
    }
