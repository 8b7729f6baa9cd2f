"""Tables as CSV: UTF-8, a comma between, a missing value empty and an empty text "" in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from dateline.publish.exports.arrow import Writer

# What is read at once, in bytes. A row must fit; for a longer one the file is read with more at once.
BLOCK, LARGEST = 1 << 20, 1 << 30


class Csv:
    """CSV files. Lists and records inside a cell are JSON."""

    suffix = ".csv"
    lists = False

    def open(self, path: Path, schema: pa.Schema) -> Writer:
        """Begin the file; the names of the columns are its first line."""
        writer: Writer = csv.CSVWriter(str(path), schema)
        return writer

    def batches(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield what the file holds. Raises ArrowInvalid for other columns or types."""
        done, block = 0, BLOCK
        while True:
            passed = 0
            try:
                for batch in _read(path, schema, block):
                    fresh = batch.slice(max(0, done - passed))
                    passed += batch.num_rows
                    if fresh.num_rows:
                        done = passed
                        yield fresh
                return
            except pa.ArrowInvalid as error:
                if "straddling" not in str(error) or block >= LARGEST:
                    raise
                block *= 8


def _read(path: Path, schema: pa.Schema, block: int) -> Iterator[pa.RecordBatch]:
    reader = csv.open_csv(
        str(path),
        read_options=csv.ReadOptions(block_size=block, use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )
    if reader.schema.names != schema.names:
        raise pa.ArrowInvalid(f"{path.name} has other columns than this table")
    yield from reader
