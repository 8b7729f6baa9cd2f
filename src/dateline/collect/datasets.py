"""Reads tables of incidents that others keep, as ACLED's and Airwars': a report a row, a line a column.

A row is one account of its data set, never the truth: ``read/listed.py`` reads its lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect import decode, fields
from dateline.collect.base import Collected, InputFile
from dateline.collect.rows import LONGEST_FIELD
from dateline.data import toml
from dateline.errors import NotText
from dateline.model import Failure, Marks, Report

DELIMITERS = ",;\t"


class Datasets:
    """Reads the CSV files of data sets that ``data/datasets.toml`` names."""

    suffixes = ()

    def recognises(self, head: bytes) -> bool:
        """Return whether the header has the columns that a data set is known by."""
        line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
        return _known(_names(line)) is not None

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield a report of each row; a row without an id or a day is a failure with its number."""
        payload = item.read()
        text, notes = decode.decode(payload, item.name)
        text = text.lstrip("\ufeff").replace("\x00", "")
        csv.field_size_limit(LONGEST_FIELD)
        header = text.partition("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=header.count))
        reports, failures = [], list(notes)
        names = [plain(name) for name in next(rows)]
        kind = _known(set(names))
        if kind is None:
            raise NotText(item.name, "has not the columns of a data set", "name them as the data set does")
        try:
            for cells in rows:
                place = f"{item.name}, line {rows.line_num}"
                try:
                    reports.append(_report(kind, dict(zip(names, cells, strict=False)), item.name))
                except ValueError as error:
                    failures.append(Failure(step="collect", error="BadRow", message=f"{place}: {error}"))
        except csv.Error as error:
            told = f"{item.name}, line {rows.line_num}: is not CSV ({error}); the rows before it are kept"
            failures.append(Failure(step="collect", error="BadRow", message=told))
        if not reports:
            problem = failures[-1].message if failures else "no rows"
            raise NotText(item.name, f"holds no incident ({problem})", "give each row its id and its date")
        yield Collected(item.name, "text/csv", payload, tuple(reports), tuple(failures))


def plain(name: str) -> str:
    """Return a column's name as tables are compared by."""
    return re.sub(r"[\s-]+", "_", name.strip().strip('"')).casefold()


def _names(line: str) -> set[str]:
    return {plain(name) for name in re.split(r"[,;\t]", line)}


def _known(names: set[str]) -> str | None:
    for kind, own in toml("datasets").items():
        if all(names.intersection(either) for either in own["by"]):
            return str(kind)
    return None


def _report(kind: str, row: Mapping[str, str], name: str) -> Report:
    own = toml("datasets")[kind]
    told = {column: " ".join((value or "").split()) for column, value in row.items() if column}
    id_, day = _cell(own, told, "id"), _cell(own, told, "date")
    if not id_ or not day:
        raise ValueError(f"has no {'id' if not id_ else 'date'}; the other rows are kept")
    made = fields.build(
        name,
        "\n\n".join(f"{column}: {value}" for column, value in told.items() if value),
        key=id_,
        title=f"{own['source']} {id_}",
        source=own["source"],
        url=_cell(own, told, "url"),
        language="en",
    )
    return made.model_copy(update={"marks": Marks(dataset=kind)})


def _cell(own: Mapping[str, Any], row: Mapping[str, str], what: str) -> str | None:
    return next((row[name] for name in own.get(what, ()) if row.get(name)), None)
