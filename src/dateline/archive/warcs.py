"""Appends exchanges to WARC files, one or more a day; what a crash leaves half written is moved aside.

The captures of a file stand side by side: each owns the bytes from the end of the one before (in a new file
from its start, with the warcinfo record) to its own end, and the log has their hash. So every byte of every
file is under some line of the log.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from dateline.archive import exchanges
from dateline.archive.exchanges import Exchange
from dateline.archive.payloads import READ_ONLY, sync_folder
from dateline.model import Record

FOLDER, ASIDE, SUFFIX = "warc", "torn", ".warc.gz"
# About a gigabyte, as the WARC standard advises (ISO 28500:2017, annex C).
LARGEST = 1_000_000_000
WRITABLE = 0o644


class Place(Record):
    """Where a capture stands: its records are bytes ``start`` to ``end`` of a file.

    The answer's begins at ``offset``. ``sha256`` is of all of them, as they lie in the file.
    """

    file: str = Field(pattern=r"^warc/[^/]+\.warc\.gz$")
    start: int = Field(ge=0)
    offset: int
    end: int
    sha256: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.start <= self.offset < self.end:
            raise ValueError("the answer's record is not among the capture's")
        return self


def append(root: Path, found: Sequence[Exchange], day: dt.date, largest: int = LARGEST) -> list[Place]:
    """Write each exchange and return where it stands, once all are on the disk.

    A write that fails halfway (a full disk) is taken back whole.
    """
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    file, places = _newest(root, day), []
    new: dict[Path, tuple[int, bytearray]] = {}
    for exchange in found:
        start, content = new.setdefault(file, (_size(file), bytearray()))
        if start + len(content) >= largest:
            file = _next(file)
            start, content = new.setdefault(file, (_size(file), bytearray()))
        places.append(_add(root, file, start, content, exchange))
    try:
        for path, (_, content) in new.items():
            if content:
                _write(path, content)
        sync_folder(root / FOLDER)
    except OSError:
        for path, (start, _) in new.items():
            _cut(path, start)
        raise
    for path in new.keys() - {file}:
        path.chmod(READ_ONLY)  # it is full
    return places


def take_back(root: Path, places: Sequence[Place]) -> None:
    """Undo an ``append`` that could not be logged."""
    for place in reversed(places):
        _cut(root / place.file, place.start)


def repair(root: Path, last: Place | None) -> Iterator[str]:
    """Move aside what stands after the ``last`` place the log knows; yield what was done.

    A crash between writing a WARC and its line in the log leaves such bytes. They were acknowledged to
    nobody, but they may be the only copy of something: they are kept in a folder of their own.
    """
    for file in sorted((root / FOLDER).glob(f"*{SUFFIX}")):
        name = f"{FOLDER}/{file.name}"
        if last and name < last.file:
            continue
        whole = last.end if last and name == last.file else 0
        if (size := file.stat().st_size) > whole:
            aside = _set_aside(root, file, whole)
            yield (
                f"an interrupted write left {size - whole} bytes at the end of {name}; "
                f"they were moved to {aside.relative_to(root)}"
            )


def records(root: Path, place: Place) -> bytes:
    """Return the bytes of a capture's records as they lie in the file."""
    with (root / place.file).open("rb") as file:
        file.seek(place.start)
        return file.read(place.end - place.start)


def check(root: Path, place: Place, sha256: str, size: int) -> str | None:
    """Return what is wrong with a capture's records or its payload, or None."""
    try:
        found = records(root, place)
    except FileNotFoundError:
        return "its WARC file is missing"
    if (now := hashlib.sha256(found).hexdigest()) != place.sha256:
        return f"its records have changed: their hash is now {now[:12]}…"
    try:
        payload = exchanges.payload(found[place.offset - place.start :], size)
    except ValueError:
        return "its record cannot be read"
    same = len(payload) == size and hashlib.sha256(payload).hexdigest() == sha256
    return None if same else "its payload is not the one in the log"


def _newest(root: Path, day: dt.date) -> Path:
    """Return the file to go on with: the newest one, unless its day is over.

    A clock set back reopens no older file, so that a crash can only tear the newest.
    """
    newest = max((root / FOLDER).glob(f"*{SUFFIX}"), default=None)
    if newest and newest.name[: len("2016-12-04")] >= str(day):
        return newest
    return root / FOLDER / f"{day}-00001{SUFFIX}"


def _next(file: Path) -> Path:
    day, _, number = file.name.removesuffix(SUFFIX).rpartition("-")
    return file.with_name(f"{day}-{int(number) + 1:05}{SUFFIX}")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _add(root: Path, file: Path, begin: int, content: bytearray, exchange: Exchange) -> Place:
    """Add an exchange's records to the content that goes to ``begin``; return where they will stand."""
    before, answer = exchanges.records(exchange)
    start = begin + len(content)
    if not start:
        before = exchanges.about(file.name) + before
    content += before + answer
    offset = start + len(before)
    return Place(
        file=file.relative_to(root).as_posix(),
        start=start,
        offset=offset,
        end=offset + len(answer),
        sha256=hashlib.sha256(before + answer).hexdigest(),
    )


def _write(file: Path, content: bytes | bytearray) -> None:
    with file.open("ab") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _cut(file: Path, size: int) -> None:
    """Cut a file back to ``size``; one without anything left in it goes."""
    if size:
        file.chmod(WRITABLE)
        os.truncate(file, size)
    else:
        file.unlink(missing_ok=True)


def _set_aside(root: Path, file: Path, whole: int) -> Path:
    """Move the bytes after ``whole`` into a file of their own; copied and synced before they are cut off."""
    (root / ASIDE).mkdir(exist_ok=True)
    aside = root / ASIDE / f"{file.name.removesuffix(SUFFIX)}-{whole}"
    with file.open("rb") as source, aside.open("wb") as target:
        source.seek(whole)
        target.write(source.read())
        target.flush()
        os.fsync(target.fileno())
    sync_folder(aside.parent)
    _cut(file, whole)
    sync_folder(file.parent)
    return aside
