"""Tables as Parquet, with Zstandard inside: what DuckDB, pandas, R and Spark open as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from dateline.publish.exports.arrow import Writer


class Parquet:
    """Parquet files. Lists of words are lists; records inside a cell are JSON."""

    suffix = ".parquet"
    lists = True

    def open(self, path: Path, schema: pa.Schema) -> Writer:
        """Begin the file."""
        writer: Writer = parquet.ParquetWriter(str(path), schema, compression="zstd")
        return writer

    def batches(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield what the file holds. Raises ArrowInvalid when it has other columns."""
        with parquet.ParquetFile(str(path)) as file:
            if not file.schema_arrow.equals(schema):
                raise pa.ArrowInvalid(f"{path.name} has other columns than this table")
            yield from file.iter_batches()
