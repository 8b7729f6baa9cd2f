"""Collects JSON Lines, JSON and CSV: many reports a file, a bad row costing only itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from dateline.collect import decode, fields
from dateline.collect.base import Collected, InputFile
from dateline.errors import NotText
from dateline.model import Failure, Report

Row = tuple[str, Mapping[str, object] | str]
# Keys under which exports wrap their list of reports.
LISTS = ("articles", "items", "reports", "documents", "docs", "data", "results", "entries", "posts", "rows")
# A field as long as the longest text we read in one piece; Python's own limit is 131,072.
LONGEST_FIELD = 50_000_000


class JsonLines:
    """Reads .jsonl files: one object a line."""

    suffixes = (".jsonl", ".ndjson")

    def recognises(self, head: bytes) -> bool:
        """Return whether the first line is an object and a second begins."""
        first, _, rest = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
        return bool(rest.strip().startswith(b"{")) and isinstance(_object(first), dict)

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the reports of all lines that hold one; the others are failures with their number."""
        yield _collected(item, "application/jsonl", _json_lines)


class Json:
    """Reads .json files: one object, a list of them, or an object that holds such a list."""

    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        """Return whether the text opens like a list of objects or an object."""
        start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
        return start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] == b"{")

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the reports of all objects that hold one."""
        yield _collected(item, "application/json", _json)


@dataclass(frozen=True, slots=True)
class Csv:
    """Reads .csv and .tsv files with a header line. ``columns`` names the column of each field."""

    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Tables with commas, semicolons or tabs."""
        return (".csv", ".tsv")

    def recognises(self, head: bytes) -> bool:
        """A table has no mark of its own."""
        return False

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the reports of all rows that hold one. Raises NotText when a declared column is missing."""
        yield _collected(item, "text/csv", partial(_csv, columns=self.columns))


def _collected(item: InputFile, media: str, rows: Callable[[str, str], Iterable[Row]]) -> Collected:
    payload = item.read()
    text, notes = decode.decode(payload, item.name)
    reports: list[Report] = []
    failures = list(notes)
    for place, row in rows(text, item.name):
        try:
            if isinstance(row, str):
                raise ValueError(row)
            reports.append(fields.from_row(row, item.name, place))
        except ValueError as error:
            message = f"{item.name}, {place}: {error}"
            failures.append(Failure(step="collect", error="BadRow", message=message))
    if not reports:
        problem = failures[-1].message if failures else "no rows"
        raise NotText(
            item.name, f"holds no report ({problem})", "give each report a field named text, body or content"
        )
    return Collected(item.name, media, payload, tuple(reports), tuple(failures))


def _json_lines(text: str, name: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        yield f"line {number}", json_line(line)


def json_line(line: str) -> Mapping[str, object] | str:
    """Return the object of one line, or what is wrong with it."""
    value = _object(line)
    return value if isinstance(value, dict) else "is not a whole JSON object; the other lines are kept"


def _json(text: str, name: str) -> Iterator[Row]:
    value = _object(text.lstrip("\ufeff"))
    if value is None:
        yield from _whole_objects(text)
        return
    if isinstance(value, dict):
        value = next((value[key] for key in LISTS if isinstance(value.get(key), list)), [value])
    for number, row in enumerate(value if isinstance(value, list) else [], start=1):
        yield f"item {number}", row if isinstance(row, dict) else "is not an object"


def _whole_objects(text: str) -> Iterator[Row]:
    """Yield the objects that are whole in a list that breaks off or has a fault."""
    decoder = json.JSONDecoder()
    at = text.find("{", 1 if text.lstrip().startswith("[") else 0)
    number = 0
    while at >= 0:
        number += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield f"item {number}", "the JSON breaks off or is faulty here; what stands before it is kept"
            return
        yield f"item {number}", value if isinstance(value, dict) else "is not an object"
        at = text.find("{", end)


def _csv(text: str, name: str, columns: Mapping[str, str]) -> Iterator[Row]:
    text = text.lstrip("\ufeff").replace("\x00", "")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        _all_there(columns, list(reader.fieldnames or ()), name)
        for row in reader:
            declared = {key: row[column] for key, column in columns.items()}
            yield f"line {reader.line_num}", declared or row
    except csv.Error as error:
        yield f"line {reader.line_num}", f"is not CSV ({error}); the rows before it are kept"


def _all_there(columns: Mapping[str, str], header: list[str], name: str) -> None:
    if missing := [column for column in columns.values() if column not in header]:
        step = f"its columns are: {', '.join(header)}"
        raise NotText(name, f"has no column {missing[0]!r}", step)


def _object(text: str | bytes) -> object | None:
    try:
        return json.loads(text)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return None
