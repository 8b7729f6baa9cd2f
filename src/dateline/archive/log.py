"""The archive's log: append-only, each line carrying the hash of the line before it.

A line is one JSON object: seq, time, uri, media_type, size, sha256, prev and, for what was
fetched, warc: where its records stand. ``prev`` is the SHA-256 of the previous line's bytes, so
that no line can be changed, moved or dropped from the middle without breaking the chain after
it. (The end of the log is held by the day's signed head, and by the database, which keeps each
line's own hash.)
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from dateline.archive.warcs import Place
from dateline.errors import Tampered
from dateline.model import Record

FILE = "log.jsonl"
START = "0" * 64
# What is read at once from the end of a log: some two hundred lines.
STEP = 65_536


class Line(Record):
    """One sealed copy, as the log states it."""

    seq: int
    time: dt.datetime
    uri: str
    media_type: str
    size: int
    sha256: str
    prev: str
    warc: Place | None = None

    def body(self) -> bytes:
        """Return the line as it stands in the log, without its end."""
        return self.model_dump_json(exclude_none=True).encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A line with its own hash, by which the next line and the database name it."""

    line: Line
    seal: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be sealed: an address and the payload found there."""

    uri: str
    media_type: str
    size: int
    sha256: str
    warc: Place | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log is not what was written."""

    number: int
    kind: Literal["torn", "unreadable", "chain", "order"]
    problem: str


def append(root: Path, entries: Iterable[Entry], time: dt.datetime) -> list[Sealed]:
    """Add one line for each entry and return them once they are on the disk."""
    last = tail(root)
    seq, prev = (last.line.seq, last.seal) if last else (0, START)
    written: list[Sealed] = []
    for entry in entries:
        seq += 1
        line = Line(
            seq=seq,
            time=time,
            uri=entry.uri,
            media_type=entry.media_type,
            size=entry.size,
            sha256=entry.sha256,
            prev=prev,
            warc=entry.warc,
        )
        prev = _hash(line.body())
        written.append(Sealed(line, prev))
    _write(root / FILE, b"".join(sealed.line.body() + b"\n" for sealed in written))
    return written


def read(root: Path) -> Iterator[Sealed | Break]:
    """Yield each line in order, and a Break wherever the log cannot be what was written."""
    seq, prev = 0, START
    for number, raw in _raw(root / FILE):
        if not raw.endswith(b"\n"):
            yield Break(number, "torn", f"line {number} is torn off after {len(raw)} bytes")
            return
        body, seq = raw[:-1], seq + 1
        try:
            line = Line.model_validate_json(body)
        except ValidationError:
            yield Break(number, "unreadable", f"line {number} is not a line of the log")
            prev = _hash(body)
            continue
        if line.prev != prev:
            yield Break(number, "chain", f"line {number} does not follow from line {number - 1}")
        if line.seq != seq:
            yield Break(number, "order", f"line {number} calls itself number {line.seq}")
        prev = _hash(body)
        yield Sealed(line, prev)


def tail(root: Path) -> Sealed | None:
    """Return the last whole line, or None when nothing is sealed yet; its chain is not checked here.

    Raises Tampered for a line that cannot be read.
    """
    body = _last_line(root / FILE)
    return Sealed(_parsed(root, body), _hash(body)) if body else None


def last_place(root: Path) -> Place | None:
    """Return where the last capture that went into a WARC stands, reading the log from its end."""
    for body in _backwards(root / FILE):
        if place := _parsed(root, body).warc:
            return place
    return None


def repair(root: Path) -> str | None:
    """Cut off a last line that was torn by a crash while it was written; return what was done."""
    path = root / FILE
    if not path.exists():
        return None
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return None
    with path.open("r+b") as file:
        file.truncate(whole)
        file.flush()
        os.fsync(file.fileno())
    return f"an interrupted write left {len(content) - whole} bytes at the end of the log; they were cut off"


def _raw(path: Path) -> Iterator[tuple[int, bytes]]:
    if path.exists():
        with path.open("rb") as file:
            yield from enumerate(file, start=1)


def _last_line(path: Path) -> bytes:
    """Return the last line that ends, without its end."""
    return next(_backwards(path), b"")


def _backwards(path: Path) -> Iterator[bytes]:
    """Yield the lines that end, without their ends, last first, reading only as much of the file as asked."""
    if not path.exists():
        return
    with path.open("rb") as file:
        at, rest, torn = file.seek(0, os.SEEK_END), b"", True
        while at:
            step = min(at, STEP)
            at = file.seek(at - step)
            rest, *lines = (file.read(step) + rest).split(b"\n")
            if torn and lines:
                lines.pop()  # nothing, or what a crash left of a line
                torn = False
            yield from reversed(lines)
        if not torn:
            yield rest


def _write(path: Path, content: bytes) -> None:
    """Append and sync. A write that fails halfway (a full disk) is taken back whole."""
    with path.open("ab") as file:
        before = file.seek(0, os.SEEK_END)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), before)
            raise


def _parsed(root: Path, body: bytes) -> Line:
    try:
        return Line.model_validate_json(body)
    except ValidationError as error:
        step = "restore it from a backup; dateline verify says what changed"
        raise Tampered(str(root / FILE), "has a line that is none", step) from error


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
