"""Cuts archives of many reports into slices that workers read by themselves, and reads a slice.

Cutting looks at no page: it counts what there is to read, so that what was read can be counted against it.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, cast

from dateline.collect import decode, fields, files, parquet, rows, waczs, warcs
from dateline.collect.base import Collected, InputFile, failure
from dateline.errors import EmptyInput, InputError, NotText
from dateline.model import Failure

UNKNOWN = "application/octet-stream"
Form = Literal["warc", "wacz", "jsonl", "parquet", "unusable"]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of one archive: bytes of a WARC, which may stand in a WACZ, bytes of lines, or rows.

    ``units`` is how many pages, lines or rows it holds, what breaks off counted as one; ``first`` is the
    number of its first line. ``size`` is the length of the file when it was cut. A file that cannot be used
    is one slice with its ``problem``.
    """

    path: str
    name: str
    form: Form
    start: int
    stop: int
    units: int
    size: int
    first: int = 1
    capture: str | None = None
    problem: Failure | None = None


def cut(path: Path, name: str, most: int) -> Iterator[Slice]:
    """Yield the slices of an archive, each of at most ``most`` units."""
    size = path.stat().st_size
    item = InputFile(name, path)
    try:
        form = _form(item)
        found = False
        for one in _CUTTERS[form](Slice(str(path), name, form, 0, size, 0, size), item, most):
            found = True
            yield one
        if not found:
            raise EmptyInput(name, "holds no page and no row", "check what was crawled")
    except InputError as error:
        yield _unusable(Slice(str(path), name, "unusable", 0, size, 1, size), error)


def collect(one: Slice) -> Iterator[Collected]:
    """Yield one item a unit of the slice. Raises InputError when the file is not what was cut any more."""
    if one.problem:
        yield Collected(one.name, UNKNOWN, b"", (), (one.problem,))
        return
    path = Path(one.path)
    if not path.is_file() or path.stat().st_size != one.size:
        raise InputError(one.path, "is gone or has changed since it was cut", "put it back, or read it anew")
    with path.open("rb") as stream:
        yield from _READERS[one.form](one, stream)


def _form(item: InputFile) -> Form:
    chosen = files.choose(item)
    for kind, form in _FORMS.items():
        if isinstance(chosen, kind):
            return form
    raise NotText(item.name, "is no archive of many reports", "read it by itself: dateline read PATH")


_FORMS: dict[type, Form] = {
    warcs.Warcs: "warc",
    waczs.Waczs: "wacz",
    rows.JsonLines: "jsonl",
    parquet.Parquet: "parquet",
}


def _unusable(one: Slice, error: InputError) -> Slice:
    return replace(one, form="unusable", units=1, problem=failure(error))


def _warc(one: Slice, item: InputFile, most: int) -> Iterator[Slice]:
    with item.open() as stream:
        yield from _pages(one, stream, most)


def _pages(one: Slice, stream: BinaryIO, most: int) -> Iterator[Slice]:
    """Cut where pages begin; a slice of a WARC is a WARC."""
    start, units = one.start, 0
    for found in warcs.walk(_window(one, stream), one.name, one.start):
        if isinstance(found, warcs.Standing) and units >= most:
            yield replace(one, start=start, stop=found.offset, units=units)
            start, units = found.offset, 0
        units += 1
    if units:
        yield replace(one, start=start, units=units)


def _wacz(one: Slice, item: InputFile, most: int) -> Iterator[Slice]:
    """Cut the WARCs where they stand in the zip: the standard has them stored as they are (WACZ 1.1.1)."""
    with item.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as error:
            raise waczs.broken(item.name, error) from error
        for info in waczs.members(archive, item.name):
            inner = info if isinstance(info, InputError) else _member(one, stream, info)
            if isinstance(inner, InputError):
                yield _unusable(one, inner)
            else:
                yield from _pages(inner, stream, most)


def _member(one: Slice, stream: BinaryIO, info: zipfile.ZipInfo) -> Slice | InputError:
    """Return the slice that is one WARC of a zip."""
    name = f"{one.name}!{info.filename}"
    if info.compress_type != zipfile.ZIP_STORED:
        return NotText(name, "is packed, which a WACZ has no WARC be", "unpack it and give the files in it")
    stream.seek(info.header_offset)
    try:
        mark, *_, named, extra = waczs.HEADER.unpack(stream.read(waczs.HEADER.size))
    except struct.error as error:
        return waczs.broken(name, error)
    if mark != waczs.LOCAL:
        return waczs.broken(name, zipfile.BadZipFile("it is not where the zip says"))
    start = info.header_offset + waczs.HEADER.size + named + extra
    return replace(one, name=name, form="warc", start=start, stop=start + info.file_size)


def _lines(one: Slice, item: InputFile, most: int) -> Iterator[Slice]:
    """Cut between lines; a blank line is none."""
    one = replace(one, capture=_sha256(one.path))
    start = at = units = 0
    first = number = 1
    with item.open() as stream:
        for line in stream:
            if line.strip():
                if units == most:
                    yield replace(one, start=start, stop=at, units=units, first=first)
                    start, first, units = at, number, 0
                units += 1
            at += len(line)
            number += 1
    if units:
        yield replace(one, start=start, stop=at, units=units, first=first)


def _rows(one: Slice, item: InputFile, most: int) -> Iterator[Slice]:
    with item.open() as stream:
        count = parquet.size(stream, item.name)
    one = replace(one, capture=_sha256(one.path))
    for start in range(0, count, most):
        stop = min(start + most, count)
        yield replace(one, start=start, stop=stop, units=stop - start, first=start + 1)


def _sha256(path: str) -> str:
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_warc(one: Slice, stream: BinaryIO) -> Iterator[Collected]:
    for found in warcs.records(_window(one, stream), one.name, one.start):
        if isinstance(found, InputError):
            yield Collected(one.name, "application/warc", b"", (), (failure(found),))
        else:
            yield found


def _read_lines(one: Slice, stream: BinaryIO) -> Iterator[Collected]:
    stream.seek(one.start)
    data = io.BytesIO(stream.read(one.stop - one.start))
    for number, line in enumerate(data, start=one.first):
        if line.strip():
            yield _line(one, line, f"line {number}")


def _line(one: Slice, line: bytes, place: str) -> Collected:
    """Return the item of one line, or why it is none; a line that is not UTF-8 says so on its report."""
    where = f"{one.name}, {place}"
    try:
        text, notes = decode.decode(line, where)
        row = rows.json_line(text)
        if isinstance(row, str):
            raise ValueError(row)
        report = fields.from_row(row, one.name, place)
    except (ValueError, InputError) as error:
        message = str(error) if isinstance(error, InputError) else f"{where}: {error}"
        bad = Failure(step="collect", error="BadRow", message=message)
        return Collected(where, "application/jsonl", line, (), (bad,))
    kept = {"capture": one.capture, "failures": (*notes, *report.failures)}
    return Collected(where, "application/jsonl", b"", (report.model_copy(update=kept),))


def _read_rows(one: Slice, stream: BinaryIO) -> Iterator[Collected]:
    for number, found in enumerate(parquet.rows(stream, one.name, one.start, one.stop), start=one.first):
        where = f"{one.name}, row {number}"
        if isinstance(found, Failure):
            yield Collected(where, parquet.MEDIA, b"", (), (found,))
        else:
            report = found.model_copy(update={"capture": one.capture})
            yield Collected(where, parquet.MEDIA, b"", (report,))


# The visible list: what cuts each form, and what reads a slice of it.
_CUTTERS: dict[Form, Callable[[Slice, InputFile, int], Iterator[Slice]]] = {
    "warc": _warc,
    "wacz": _wacz,
    "jsonl": _lines,
    "parquet": _rows,
}
_READERS: dict[Form, Callable[[Slice, BinaryIO], Iterator[Collected]]] = {
    "warc": _read_warc,
    "jsonl": _read_lines,
    "parquet": _read_rows,
}


def _window(one: Slice, stream: BinaryIO) -> BinaryIO:
    stream.seek(one.start)
    return cast("BinaryIO", _Window(stream, one.stop - one.start))


class _Window:
    """The next bytes of a stream, and no more."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self.stream, self.left = stream, left

    def read(self, size: int = -1) -> bytes:
        """Read up to the end of the window."""
        data = self.stream.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data
