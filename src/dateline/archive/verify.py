"""Finds every sealed copy, line and head that is no longer what was sealed, and names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import Certificate

from dateline.archive import heads, keys, log, payloads, stamps, warcs
from dateline.archive.log import Break, Line, Sealed
from dateline.archive.seal import capture
from dateline.archive.warcs import Place
from dateline.model import Capture

Rows = Mapping[int, tuple[str, Capture]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing ``verify`` says of one item. Only a problem makes it fail; a note does not."""

    item: str
    text: str
    problem: bool = True


@dataclass
class _Seen:
    """What was met on the way through the log."""

    seals: dict[int, str] = field(default_factory=dict)
    checked: dict[str, str | None] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    tokens: list[Line] = field(default_factory=list)
    last: Line | None = None


def verify(root: Path, rows: Rows, authority: Sequence[Certificate] = ()) -> Iterator[Finding]:
    """Yield what is wrong between log, copies, heads and ``rows`` (line number -> its seal, its capture).

    Time-stamp tokens are checked against the certificates of the ``authority``.
    """
    seen = _Seen()
    for found in log.read(root):
        if isinstance(found, Break):
            yield _broken(found)
            continue
        seen.seals[found.line.seq] = found.seal
        yield from _against_row(found, rows.get(found.line.seq))
        yield from _clock(found.line, seen)
        if stamps.head_of(found.line):
            seen.tokens.append(found.line)
        place = found.line.warc
        yield from _in_warc(root, found.line, place, seen) if place else _by_hash(root, found.line, seen)
    for seq in sorted(rows.keys() - seen.seals.keys()):
        yield Finding(rows[seq][1].uri, f"line {seq} of the log, which sealed it, is gone")
    yield from _heads(root, seen)
    yield from _tokens(root, seen, authority)
    yield from _strays(root, seen.checked.keys())
    yield from _tails(root, seen)


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


def _clock(line: Line, seen: _Seen) -> Iterator[Finding]:
    """The order of lines is sure; their times are what the clock said, and a clock can be set back."""
    if seen.last and line.time < seen.last.time:
        text = f"line {line.seq} is dated before line {seen.last.seq}: the clock was set back between them"
        yield Finding(line.uri, text, problem=False)
    seen.last = line


def _by_hash(root: Path, line: Line, seen: _Seen) -> Iterator[Finding]:
    if line.sha256 not in seen.checked:
        seen.checked[line.sha256] = problem = payloads.check(root, line.sha256)
        if problem:
            yield Finding(line.uri, f"{problem} ({payloads.place(line.sha256)})")


def _in_warc(root: Path, line: Line, place: Place, seen: _Seen) -> Iterator[Finding]:
    if place.start != seen.ends.get(place.file, 0):
        yield Finding(line.uri, f"its place in {place.file} is not where the copy before it ends")
    seen.ends[place.file] = place.end
    if problem := warcs.check(root, place, line.sha256, line.size):
        yield Finding(line.uri, f"{problem} ({place.file}, bytes {place.start} to {place.end})")


def _heads(root: Path, seen: _Seen) -> Iterator[Finding]:
    signed, used = 0, set()
    for found in heads.read(root):
        if problem := heads.against(found, seen.seals):
            yield Finding(found.file, problem)
        if found.head:
            signed = max(signed, found.head.seq)
            used.add(keys.place(root, found.head.key).name)
    last = max(seen.seals, default=0)
    if signed < last:
        text = f"no signed head holds its lines {signed + 1} to {last}; the next add signs them"
        yield Finding(log.FILE, text, problem=False)
    yield from _keys(root, used)


def _tokens(root: Path, seen: _Seen, authority: Sequence[Certificate]) -> Iterator[Finding]:
    for line in seen.tokens:
        head = root / (stamps.head_of(line) or "")
        if seen.checked.get(line.sha256):
            continue  # named already: its bytes are gone or others
        if not head.is_file():
            yield Finding(line.uri, f"is the time stamp of {head.name}, which is gone")
        elif problem := stamps.check(payloads.get(root, line.sha256), head.read_bytes(), authority):
            yield Finding(line.uri, f"the time stamp of {head.name} {problem}")
    if seen.tokens and not authority:
        text = "who issued the time stamps is not checked: desk.toml names no certificate of the authority"
        yield Finding(heads.FOLDER, text, problem=False)


def _keys(root: Path, used: Set[str]) -> Iterator[Finding]:
    """A key that is not what its name says is named even when nothing was signed with it yet."""
    for path in sorted((root / keys.FOLDER).glob("*.pem")):
        if path.name not in used and payloads.digest(path.read_bytes())[: keys.NAMED] != path.stem:
            yield Finding(f"{keys.FOLDER}/{path.name}", "is not the key it is named by")
    if len(used) > 1:
        yield Finding(keys.FOLDER, f"the heads are signed by {len(used)} keys", problem=False)


def _strays(root: Path, known: Set[str]) -> Iterator[Finding]:
    """A file nobody sealed: left by an interrupted add, or put there by hand."""
    for path in sorted([*root.glob("??/*"), *root.glob(f"{warcs.ASIDE}/*")]):
        if path.name not in known:
            yield Finding(str(path.relative_to(root)), "no line of the log names this file", problem=False)


def _tails(root: Path, seen: _Seen) -> Iterator[Finding]:
    """What stands in a WARC after its last sealed capture: a crash leaves it in the newest file only."""
    newest = max(seen.ends, default="")
    for file in sorted((root / warcs.FOLDER).glob("*")):
        name = f"{warcs.FOLDER}/{file.name}"
        if (more := file.stat().st_size - seen.ends.get(name, 0)) > 0:
            crash = name >= newest
            text = f"ends in {more} bytes that no line of the log names"
            yield Finding(
                name, text + ("; the next add moves them aside" if crash else ""), problem=not crash
            )
