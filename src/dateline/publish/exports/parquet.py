"""Tables as Parquet, with Zstandard inside: what DuckDB, pandas, R and Spark open as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from dateline.publish.exports.arrow import HELD, Writer

# A row group has at most so many rows or bytes: large enough to pack well, small enough to hold.
ROWS, BYTES = 32_768, 16_000_000


class _Groups:
    """Gathers batches into row groups."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = parquet.ParquetWriter(str(path), schema, compression="zstd")
        self.schema = schema
        self.batches: list[pa.RecordBatch] = []
        self.rows = self.bytes = 0

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Add a batch; a full group is written."""
        self.batches.append(batch)
        self.rows += batch.num_rows
        self.bytes += batch.nbytes
        if self.rows >= ROWS or self.bytes >= BYTES:
            self._write()

    def close(self) -> None:
        """Write what is left and end the file."""
        if self.batches:
            self._write()
        self.file.close()

    def _write(self) -> None:
        self.file.write_table(pa.Table.from_batches(self.batches, self.schema))
        self.batches, self.rows, self.bytes = [], 0, 0


class Parquet:
    """Parquet files. Lists of words are lists; records inside a cell are JSON."""

    suffix = ".parquet"
    lists = True

    def open(self, path: Path, schema: pa.Schema) -> Writer:
        """Begin the file."""
        return _Groups(path, schema)

    def batches(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield what the file holds. Raises ArrowInvalid when it has other columns."""
        with parquet.ParquetFile(str(path)) as file:
            if not file.schema_arrow.equals(schema):
                raise pa.ArrowInvalid(f"{path.name} has other columns than this table")
            yield from file.iter_batches(batch_size=HELD)
