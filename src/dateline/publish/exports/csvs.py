"""Tables as CSV: UTF-8, a comma between, a missing value empty and an empty text "" in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from dateline.publish.exports.arrow import Writer

# What is read at once; a row must fit, and the longest is a book's text.
BLOCK = 1 << 25


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
        reader = csv.open_csv(
            str(path),
            read_options=csv.ReadOptions(block_size=BLOCK),
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
