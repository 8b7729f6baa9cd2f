"""Seals what was collected: kept on the disk, logged, and under the day's signed head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.archive import exchanges, heads, log, payloads, warcs
from dateline.archive.exchanges import Exchange
from dateline.archive.keys import Key
from dateline.archive.log import Entry, Sealed
from dateline.archive.warcs import Place
from dateline.errors import Tampered
from dateline.model import Capture

RESTORE = "restore it from a backup; dateline verify lists every copy"


@dataclass(frozen=True, slots=True)
class Given:
    """A payload that came as a file: it is stored as it is, under its hash."""

    uri: str
    media_type: str
    payload: bytes


def seal(root: Path, items: Sequence[Given | Exchange], time: dt.datetime, key: Key) -> list[Sealed]:
    """Store each item, log it and sign the log's new end; on return all of it is on the disk.

    A file goes under its hash, once however often it comes; an exchange into the day's WARC. The caller
    holds ``lock.locked(root)`` and has called ``repair``. Raises OSError when the disk refuses, and then
    nothing of it is in the log.
    """
    if not items:
        return []
    for item in items:
        if isinstance(item, Given):
            payloads.put(root, item.payload)
    found = [item for item in items if isinstance(item, Exchange)]
    places = warcs.append(root, found, time.date()) if found else []
    try:
        sealed = log.append(root, _entries(items, places), time)
    except OSError:
        warcs.take_back(root, places)
        raise
    heads.write(root, key, sealed[-1].line.seq, sealed[-1].seal, time)
    return sealed


def repair(root: Path, key: Key, time: dt.datetime) -> Iterator[str]:
    """Mend what a crash left half written, and yield one line about each thing done.

    Raises Tampered when the log is not the one that its last head signs: nothing more is sealed on it.
    """
    if told := log.repair(root):
        yield told
    signed = _signed(root)
    yield from warcs.repair(root, log.last_place(root) if (root / warcs.FOLDER).exists() else None)
    last = log.tail(root)
    if last and signed < last.line.seq:
        heads.write(root, key, last.line.seq, last.seal, time)
        yield f"lines {signed + 1} to {last.line.seq} of the log had no signed head; they have one now"


def capture(sealed: Sealed) -> Capture:
    """Return the Capture that a line of the log stands for."""
    line, place = sealed.line, sealed.line.warc
    return Capture(
        sha256=line.sha256,
        uri=line.uri,
        fetched_at=line.time,
        media_type=line.media_type,
        size=line.size,
        path=place.file if place else payloads.place(line.sha256),
        offset=place.offset if place else None,
        length=place.end - place.offset if place else None,
    )


def payload(root: Path, kept: Capture) -> bytes:
    """Return a capture's payload; raises Tampered when it is gone or not the same."""
    if kept.offset is None or kept.length is None:
        return payloads.get(root, kept.sha256)
    try:
        with (root / kept.path).open("rb") as file:
            file.seek(kept.offset)
            found = exchanges.payload(file.read(kept.length), kept.size)
    except FileNotFoundError as error:
        raise Tampered(str(root / kept.path), "the WARC file is missing", RESTORE) from error
    except ValueError as error:
        raise Tampered(f"{kept.path} at {kept.offset}", "the record cannot be read", RESTORE) from error
    if payloads.digest(found) != kept.sha256:
        raise Tampered(f"{kept.path} at {kept.offset}", "the sealed copy has changed", RESTORE)
    return found


def since(root: Path, seq: int) -> list[Sealed]:
    """Return the lines after number ``seq``: what an interrupted ``add`` sealed and did not store."""
    last = log.tail(root)
    if last is None or last.line.seq <= seq:
        return []
    return [found for found in log.read(root) if isinstance(found, Sealed) and found.line.seq > seq]


def _signed(root: Path) -> int:
    """Return the number of the last line under a head, which must be a line of the log as it stands."""
    head = heads.last(root)
    if head is None:
        return 0
    last = log.tail(root)
    if last and last.line.seq > head.seq:  # a crash between the log and its head
        last = next(
            (one for one in log.read(root) if isinstance(one, Sealed) and one.line.seq == head.seq), None
        )
    if last is None or (last.line.seq, last.seal) != (head.seq, head.line):
        raise Tampered(str(root / log.FILE), f"is not the log whose line {head.seq} was signed", RESTORE)
    return head.seq


def _entries(items: Sequence[Given | Exchange], places: Sequence[Place]) -> Iterator[Entry]:
    """Yield what the log is to say of each item; the places are those of the exchanges, in order."""
    rest = iter(places)
    for item in items:
        uri, place = (item.url, next(rest)) if isinstance(item, Exchange) else (item.uri, None)
        yield Entry(uri, item.media_type, len(item.payload), payloads.digest(item.payload), place)
