"""Reads what auto-archiver writes: its CSV database, its spreadsheet as CSV, and its metadata as JSON."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.collect import decode
from dateline.collect.base import Collected, InputFile
from dateline.collect.posts import Post, at, collected, table, tables, text, texts

CSV_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?status,metadata,media\s*\r?\n")
# Columns its spreadsheet always has; the others may be left out or added by hand.
SHEET = {"link", "archive status", "archive location"}
# The longest post with its media and their properties takes a tenth of this.
LONGEST_CELL = 1_000_000
TIMED = "time of the post, as the archiver found it"


class AutoArchiver:
    """One result of auto-archiver as JSON, or a list of them."""

    name = "auto-archiver result"

    def fits(self, value: Any) -> bool:
        """Return whether there is a result with its metadata."""
        return any(_is_result(item) for item in (value if isinstance(value, list) else [value]))

    def posts(self, value: Any) -> Iterator[Post | str]:
        """Yield what was archived."""
        for item in value if isinstance(value, list) else [value]:
            yield _post(item) if _is_result(item) else "no result"


class AutoArchiverCsv:
    """Reads the CSV database of auto-archiver, whose cells hold what Python printed, or its spreadsheet."""

    suffixes = ()

    def recognises(self, head: bytes) -> bool:
        """Return whether the header is one it writes."""
        first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
        return bool(CSV_HEAD.match(head)) or set(_names(first.split(","))) >= SHEET

    def collect(self, item: InputFile) -> Iterator[Collected]:
        """Yield the posts of all rows. Raises NotText when no row has words."""
        payload = item.read()
        text_, notes = decode.decode(payload, item.name)
        yield collected(item.name, "text/csv", payload, AutoArchiver.name, _rows(text_), list(notes))


def _rows(text_: str) -> Iterator[Post | str]:
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(io.StringIO(text_.lstrip("\ufeff").replace("\x00", ""), newline=""))
    try:
        names = _names(next(reader, []))
        for cells in reader:
            row = dict(zip(names, cells, strict=False))
            yield _kept(row) if "link" in row else _archived(row)
    except csv.Error:
        yield "the rest of the file, which is no CSV"


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in cells]


def _archived(row: Mapping[str, str]) -> Post | str:
    """Return the post of a row of the database."""
    metadata = printed(row.get("metadata"))
    if not isinstance(metadata, dict):
        return "a row whose metadata cannot be read"
    return _post({"metadata": metadata, "media": printed(row.get("media"))})


def _kept(row: Mapping[str, str]) -> Post | str:
    """Return the post of a row of the spreadsheet."""
    if not row["link"].strip():
        return "a row without a link"
    title = text(row.get("upload title"))
    return Post(
        text(row.get("text content")) or title or "",
        title=title,
        url=text(row["link"]),
        published=text(row.get("upload timestamp")),
        published_rule=TIMED,
        media=texts(row.get(name) for name in ("archive location", "wacz", "screenshot", "thumbnail")),
    )


def printed(value: str | None) -> Any:
    """Return what Python printed as text, numbers, lists, dicts and times; None for what it cannot read.

    Nothing is evaluated: only these forms are taken from the syntax tree.
    """
    if not value or len(value) > LONGEST_CELL:
        return None
    try:
        return _plain(ast.parse(value.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _plain(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {key.value: _plain(value) for key, value in pairs if isinstance(key, ast.Constant)}
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_plain(part) for part in node.elts]
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name == "datetime.datetime":
            return _moment(node)
        if name == "Media":
            return {part.arg: _plain(part.value) for part in node.keywords if part.arg}
    return None


def _moment(node: ast.Call) -> str | None:
    numbers = [part.value for part in node.args if isinstance(part, ast.Constant)]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) != len(numbers) or not 3 <= len(whole) <= 7:
        return None
    year, month, day, *clock = whole
    hour, minute, second, part = (*clock, 0, 0, 0, 0)[:4]
    zone = dt.UTC if any(one.arg == "tzinfo" for one in node.keywords) else None
    return dt.datetime(year, month, day, hour, minute, second, part, zone).isoformat()


def _is_result(item: Any) -> bool:
    return isinstance(at(item, "status"), str) and isinstance(at(item, "metadata", "url"), str)


def _post(item: Mapping[str, Any]) -> Post:
    held = table(item["metadata"])
    title, content = text(held.get("title")), text(held.get("content"))
    url = text(held.get("url"))
    media = list(tables(item.get("media")))
    return Post(
        content or title or "",
        title=title,
        author=text(held.get("author")) or text(held.get("uploader")),
        source=text(held.get("channel")) or text(held.get("uploader_id")),
        url=url,
        published=_stamp(held.get("timestamp")) or text(held.get("upload_date")),
        published_rule=TIMED,
        language=text(held.get("language")),
        media=tuple(dict.fromkeys(path for one in media for path in _paths(one))),
    )


def _paths(media: Mapping[str, Any]) -> tuple[str, ...]:
    urls = media.get("urls")
    return texts(urls if isinstance(urls, list) and urls else [media.get("key") or media.get("filename")])


def _stamp(value: object) -> str | None:
    """Return a time as text: seconds since 1970 come as a number with parts of a second."""
    if isinstance(value, float | int) and not isinstance(value, bool) and 10**8 < value < 10**11:
        return dt.datetime.fromtimestamp(value, dt.UTC).isoformat()
    return text(value)
