"""Seals what was collected, and finds every sealed copy that is no longer what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from dateline.archive import log, payloads
from dateline.archive.log import Break, Entry, Sealed
from dateline.model import Capture


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing ``verify`` says of one item. Only a problem makes it fail; a note does not."""

    item: str
    text: str
    problem: bool = True


def seal(root: Path, items: Sequence[tuple[str, str, bytes]], time: dt.datetime) -> list[Sealed]:
    """Store each (uri, media type, payload) and log it; on return all of it is on the disk.

    The caller holds ``lock.locked(root)``. A payload that is stored already is only logged.
    """
    entries = []
    for uri, media_type, payload in items:
        payloads.put(root, payload)
        entries.append(Entry(uri, media_type, len(payload), payloads.digest(payload)))
    return log.append(root, entries, time)


def capture(sealed: Sealed) -> Capture:
    """Return the Capture that a line of the log stands for."""
    line = sealed.line
    return Capture(
        sha256=line.sha256,
        uri=line.uri,
        fetched_at=line.time,
        media_type=line.media_type,
        size=line.size,
        path=payloads.place(line.sha256),
    )


def since(root: Path, seq: int) -> list[Sealed]:
    """Return the lines after number ``seq``: what an interrupted ``add`` sealed and did not store."""
    last = log.tail(root)
    if last is None or last.line.seq <= seq:
        return []
    return [found for found in log.read(root) if isinstance(found, Sealed) and found.line.seq > seq]


def verify(root: Path, rows: Mapping[int, tuple[str, Capture]]) -> Iterator[Finding]:
    """Yield what is wrong between log, payloads and ``rows`` (line number -> its seal, its capture)."""
    seen: set[int] = set()
    checked: dict[str, str | None] = {}
    for found in log.read(root):
        if isinstance(found, Break):
            yield _broken(found)
            continue
        seen.add(found.line.seq)
        yield from _against_row(found, rows.get(found.line.seq))
        sha256 = found.line.sha256
        if sha256 not in checked:
            checked[sha256] = payloads.check(root, sha256)
            if problem := checked[sha256]:
                yield Finding(found.line.uri, f"{problem} ({payloads.place(sha256)})")
    for seq in sorted(rows.keys() - seen):
        yield Finding(rows[seq][1].uri, f"line {seq} of the log, which sealed it, is gone")
    yield from _strays(root, checked.keys())


def _broken(found: Break) -> Finding:
    note = found.kind == "torn"  # a crash does this; the next add mends it and nothing sealed is lost
    return Finding(log.FILE, found.problem + ("; the next add mends it" if note else ""), problem=not note)


def _against_row(sealed: Sealed, row: tuple[str, Capture] | None) -> Iterator[Finding]:
    if row is None:
        yield Finding(
            sealed.line.uri,
            f"sealed as line {sealed.line.seq}, but its add was interrupted; add it again",
            problem=False,
        )
    elif row[0] != sealed.seal:
        yield Finding(sealed.line.uri, f"line {sealed.line.seq} of the log has changed since it was sealed")
    elif row[1] != capture(sealed):
        yield Finding(sealed.line.uri, f"its row in the database differs from line {sealed.line.seq}")


def _strays(root: Path, known: Set[str]) -> Iterator[Finding]:
    """A file nobody sealed: left by an interrupted add, or put there by hand."""
    for path in sorted(root.glob("??/*")):
        if path.name not in known:
            yield Finding(str(path.relative_to(root)), "no line of the log names this file", problem=False)
