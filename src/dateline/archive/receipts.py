"""What can be said of one sealed copy: what, when, from where, where it stands, and whether it holds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import Certificate
from warcio.archiveiterator import ArchiveIterator

from dateline.archive import heads, log, payloads, stamps, warcs
from dateline.archive.log import Break, Line, Sealed
from dateline.archive.seal import capture
from dateline.archive.warcs import Place
from dateline.model import Fetch, Receipt, Vouched


@dataclass
class _Log:
    """What was met in the log."""

    lines: int = 0
    seals: dict[int, str] = field(default_factory=dict)
    breaks: list[Break] = field(default_factory=list)
    tokens: dict[str, Line] = field(default_factory=dict)


def receipt(
    root: Path,
    sealed: Sealed,
    *,
    desk: str,
    now: dt.datetime,
    reports: Sequence[str] = (),
    authority: Sequence[Certificate] = (),
) -> Receipt:
    """Return the receipt of the copy that ``sealed`` seals, everything checked at ``now``."""
    found = {sealed.line.seq: reports}
    return next(receipts(root, [sealed], desk=desk, now=now, reports=found, authority=authority))


def receipts(
    root: Path,
    sealed: Iterable[Sealed],
    *,
    desk: str,
    now: dt.datetime,
    reports: Mapping[int, Sequence[str]],
    authority: Sequence[Certificate] = (),
) -> Iterator[Receipt]:
    """Yield a receipt of each copy; the log is gone through once. ``reports`` are the ids found, by line."""
    found = _walk(root)
    for one in sealed:
        own = reports.get(one.line.seq, ())
        yield _receipt(root, found, one, desk=desk, now=now, reports=own, authority=authority)


def _receipt(
    root: Path,
    found: _Log,
    sealed: Sealed,
    *,
    desk: str,
    now: dt.datetime,
    reports: Sequence[str],
    authority: Sequence[Certificate],
) -> Receipt:
    line, place = sealed.line, sealed.line.warc
    vouched, doubts = _vouched(root, sealed, found, authority)
    kept = warcs.check(root, place, line.sha256, line.size) if place else payloads.check(root, line.sha256)
    broken = [one.problem for one in found.breaks if one.kind != "torn"]
    return Receipt(
        desk=desk,
        capture=capture(sealed),
        line=line.seq,
        seal=sealed.seal,
        previous=line.prev,
        lines=found.lines,
        start=place.start if place else None,
        end=place.end if place else None,
        records=place.sha256 if place else None,
        fetch=_fetch(root, place) if place and not kept else None,
        vouched=vouched,
        reports=tuple(reports),
        checked=now,
        problems=(*([kept] if kept else []), *broken, *doubts),
    )


def _walk(root: Path) -> _Log:
    found = _Log()
    for one in log.read(root):
        if isinstance(one, Break):
            found.breaks.append(one)
            continue
        found.lines = one.line.seq
        found.seals[one.line.seq] = one.seal
        if head := stamps.head_of(one.line):
            found.tokens[head] = one.line
    return found


def _vouched(
    root: Path, sealed: Sealed, found: _Log, authority: Sequence[Certificate]
) -> tuple[Vouched | None, list[str]]:
    """Return the earliest head that holds the line, and what is wrong with it or its time stamp."""
    over = (one for one in heads.read(root) if one.head and one.head.seq >= sealed.line.seq)
    first = next(over, None)
    if first is None or first.head is None:
        return None, []
    problem = heads.against(first, found.seals)
    doubts = [f"{first.file} {problem}"] if problem else []
    stamped, token = None, found.tokens.get(first.file)
    if token:
        stamped, wrong = _stamped(root, token, first.file, authority)
        doubts += [f"its time stamp {wrong}"] if wrong else []
    vouched = Vouched(
        head=first.file,
        line=first.head.seq,
        time=first.head.time,
        key=first.head.key,
        stamped=stamped,
        token=payloads.place(token.sha256) if token else None,
        issuer_checked=bool(authority),
    )
    return vouched, doubts


def _stamped(
    root: Path, token: Line, head: str, authority: Sequence[Certificate]
) -> tuple[dt.datetime | None, str | None]:
    """Return when a head was stamped, or what is wrong with its token."""
    if payloads.check(root, token.sha256):
        return None, "is missing or has changed"
    content = payloads.get(root, token.sha256)
    wrong = stamps.check(content, (root / head).read_bytes(), authority)
    return (None, wrong) if wrong else (stamps.moment(content), None)


def _fetch(root: Path, place: Place) -> Fetch:
    """Return how the copy was fetched, as its records tell it."""
    told = list(_told(warcs.records(root, place)))
    facts = {key: value for kind, pairs in told if kind == "metadata" for key, value in pairs}
    answers = [dict(pairs) for kind, pairs in told if kind == "response"]
    last = answers[-1]
    return Fetch(
        asked=dt.datetime.fromisoformat(last["WARC-Date"]),
        status=last[":status"],
        address=last.get("WARC-IP-Address"),
        cut=last.get("WARC-Truncated"),
        redirects=tuple(one["WARC-Target-URI"] for one in answers[:-1]),
        robots=facts.get("robots"),
        tries=int(facts["tries"]) if facts.get("tries", "").isdigit() else None,
    )


def _told(records: bytes) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each record's type with its headers; an answer's status and a metadata record's lines too."""
    for record in ArchiveIterator(io.BytesIO(records)):
        pairs = list(record.rec_headers.headers)
        if record.rec_type == "response":
            pairs.append((":status", record.http_headers.statusline))
        elif record.rec_type == "metadata":
            lines = record.raw_stream.read().decode("utf-8", "replace").splitlines()
            pairs = [(key, value) for key, _, value in (line.partition(": ") for line in lines)]
        yield record.rec_type, pairs
