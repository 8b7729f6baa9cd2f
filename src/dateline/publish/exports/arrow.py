"""Writes rows as Arrow batches and reads them back: the part that the CSV and the Parquet export share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from dateline.publish.exports.columns import Column, Kind
from dateline.publish.exports.tables import TABLES, Row, Table

# Rows of a table held back until they become a batch. A text weighs as many rows as it has thousands of
# characters, so that what is held of a table stays under some 2 MB whatever is exported.
HELD = 1_024
HEAVY = 1_000

_TYPES: dict[Kind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.string(),
    "json": pa.string(),
}


class Writer(Protocol):
    """What takes the batches of one table, and is closed when it has them all."""

    def write_batch(self, batch: pa.RecordBatch) -> None: ...
    def close(self) -> None: ...


class Files(Protocol):
    """A kind of file that tables are kept in. ``lists`` says whether it can hold a list as such."""

    suffix: str
    lists: bool

    def open(self, path: Path, schema: pa.Schema) -> Writer:
        """Begin the file of one table."""
        ...

    def batches(self, path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield what a file holds, a part at a time; ArrowInvalid when it is not of this schema."""
        ...


def schema(table: Table, lists: bool) -> pa.Schema:
    """Return the Arrow schema of a table."""
    return pa.schema([pa.field(one.name, _type(one, lists)) for one in table.columns])


def _type(column: Column, lists: bool) -> pa.DataType:
    if column.kind == "list":
        return pa.list_(pa.string()) if lists else pa.string()
    return _TYPES[column.kind]


class _Held:
    """The rows of one table that were not written yet."""

    def __init__(self, table: Table, path: Path, files: Files) -> None:
        self.table, self.schema = table, schema(table, files.lists)
        self.writer = files.open(path, self.schema)
        self.texts = [n for n, one in enumerate(table.columns) if one.name in ("text", "brief", "collected")]
        self.lists = [] if files.lists else [n for n, c in enumerate(table.columns) if c.kind == "list"]
        self.rows: list[Sequence[Any]] = []
        self.weight = 0
        self.count = 0

    def add(self, values: Sequence[Any]) -> None:
        self.rows.append(values)
        self.weight += 1 + sum(len(values[n] or "") // HEAVY for n in self.texts)
        if self.weight >= HELD:
            self.write()

    def write(self) -> None:
        if not self.rows:
            return
        values: list[Any] = list(zip(*self.rows, strict=True))
        for number in self.lists:
            values[number] = [_listed(value) for value in values[number]]
        arrays = [pa.array(v, kind.type) for v, kind in zip(values, self.schema, strict=True)]
        self.writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self.schema))
        self.count += len(self.rows)
        self.rows, self.weight = [], 0

    def close(self) -> None:
        self.writer.close()


def _listed(value: Sequence[str] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def write(
    rows: Iterable[Row], folder: Path, files: Files, tables: Sequence[Table] = TABLES
) -> dict[str, int]:
    """Write each row into its table's file and return how many each table has; none is left out.

    Memory stays flat: a table holds back at most HELD rows.
    """
    with ExitStack() as stack:
        held: dict[str, _Held] = {}
        for table in tables:
            held[table.name] = _Held(table, folder / f"{table.name}{files.suffix}", files)
            stack.callback(held[table.name].close)
        for row in rows:
            held[row.table.name].add(row.values)
        for one in held.values():
            one.write()
        return {name: one.count for name, one in held.items()}


def read(path: Path, table: Table, files: Files) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table's file, by column; what is not there is None."""
    lists = [one.name for one in table.columns if one.kind == "list"] if not files.lists else []
    for batch in files.batches(path, schema(table, files.lists)):
        for values in batch.to_pylist():
            for name in lists:
                values[name] = None if values[name] is None else json.loads(values[name])
            yield values
