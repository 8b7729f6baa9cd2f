"""Collects Parquet tables: a report a row, under the names that CSV and JSON have, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from dateline.collect import fields
from dateline.collect.base import Collected, InputFile
from dateline.errors import NotText
from dateline.model import Failure, Report

MARK = b"PAR1"
MEDIA = "application/vnd.apache.parquet"
# Rows unpacked together: some megabytes of news.
ROWS = 256


class Parquet:
    """Reads .parquet files."""

    suffixes = (".parquet",)

    def recognises(self, head: bytes) -> bool:
        """Return whether a Parquet file begins here."""
        return head.startswith(MARK)

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the reports of all rows that hold one; the others are failures with their number."""
        reports: list[Report] = []
        failures: list[Failure] = []
        payload = item.read()
        with item.open() as stream:
            for found in rows(stream, item.name):
                (failures if isinstance(found, Failure) else reports).append(found)  # type: ignore[arg-type]
        if not reports:
            problem = failures[-1].message if failures else "no rows"
            raise NotText(
                item.name, f"holds no report ({problem})", "give it a column named text, body or content"
            )
        yield Collected(item.name, MEDIA, payload, tuple(reports), tuple(failures))


def size(stream: BinaryIO, name: str) -> int:
    """Return how many rows a table has. Raises NotText when it cannot be read."""
    import pyarrow as pa  # noqa: PLC0415 - loaded for Parquet only
    from pyarrow import parquet  # noqa: PLC0415 - as above

    try:
        return int(parquet.ParquetFile(stream).metadata.num_rows)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(name, error) from error


def rows(stream: BinaryIO, name: str, start: int = 0, stop: int | None = None) -> Iterator[Report | Failure]:
    """Yield the report of each row from ``start`` up to ``stop``, or why it is none; rows count from 0.

    Only the row groups that hold them are unpacked. Raises NotText when the table cannot be read.
    """
    import pyarrow as pa  # noqa: PLC0415 - loaded for Parquet only
    from pyarrow import parquet  # noqa: PLC0415 - as above

    try:
        file = parquet.ParquetFile(stream)
        at = 0
        for group in range(file.num_row_groups):
            begin, at = at, at + file.metadata.row_group(group).num_rows
            if at <= start or (stop is not None and begin >= stop):
                continue
            for batch in file.iter_batches(batch_size=ROWS, row_groups=[group]):
                begin, first = begin + batch.num_rows, begin
                for number, row in enumerate(batch.to_pylist(), start=first):
                    if number >= start and (stop is None or number < stop):
                        yield _row(row, name, f"row {number + 1}")
    except (pa.ArrowException, OSError) as error:
        raise _damaged(name, error) from error


def _row(row: Mapping[str, object], name: str, place: str) -> Report | Failure:
    plain = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()}
    try:
        return fields.from_row(plain, name, place)
    except ValueError as error:
        return Failure(step="collect", error="BadRow", message=f"{name}, {place}: {error}")


def _damaged(name: str, error: Exception) -> NotText:
    reason = str(error).splitlines()[0]
    return NotText(name, f"is no whole Parquet file ({reason})", "copy or export it again")
