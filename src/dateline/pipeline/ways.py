"""Walks a fact back: incident, account, statement, speaker, report, capture, sealed bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.model import (
    Account,
    Capture,
    Copies,
    Event,
    Figure,
    Incident,
    Observation,
    Record,
    Report,
    Series,
    Span,
    Statement,
)
from dateline.spans import held

# The readings of a report that have an id of their own, and what one of them is called.
KINDS = {
    "statements": "statement",
    "events": "event",
    "figures": "figure",
    "places": "place",
    "periods": "period",
    "actors": "actor",
    "comments": "comment",
}


# Digits of a hash that a command names a copy by: 40 bits tell a desk's millions of copies apart.
SHORT = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way back: what it is, its id when it has one, and its words."""

    what: str
    id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with the ways back from it to sealed bytes: one way, or one for each account.

    ``beside`` are the copy groups of an incident's reports.
    """

    kind: str
    id: str
    record: Record
    ways: tuple[tuple[Step, ...], ...]
    beside: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A report with its sealed copy: where it lies, and the line of the log that sealed it.

    ``media`` are the addresses of its pictures and films with the hashes of their copies.
    """

    report: Report
    capture: Capture | None = None
    path: str | None = None
    line: int | None = None
    media: tuple[tuple[str, str], ...] = ()


def item(kept: Kept, label: str) -> Shown | None:
    """Return the reading ``label`` (s1, e2, f3) of a report with its way back, or None."""
    for field, kind in KINDS.items():
        for record in getattr(kept.report, field):
            if record.id == label:
                way = (_step(kept, kind, label, _words(record)), *_said(kept, record), *_kept(kept))
                return Shown(kind, f"{kept.report.id}#{label}", record, (way,))
    return None


def report(kept: Kept) -> Shown:
    """Return a report with the way to its sealed copy."""
    return Shown("report", kept.report.id, kept.report, (_kept(kept),))


def incident(found: Incident, kept: Mapping[str, Kept], copies: Iterable[Copies] = ()) -> Shown:
    """Return an incident with the way back from each of its accounts, those of its tolls included."""
    accounts = dict.fromkeys(account for toll in found.tolls for account in toll.accounts)
    accounts |= dict.fromkeys(found.accounts)
    ways = tuple(_account(account, kept[account.report]) for account in accounts if account.report in kept)
    return Shown("incident", found.id, found, ways, tuple(copies))


def series(found: Series, kept: Mapping[str, Kept]) -> Shown:
    """Return a series with the way back from each of its counts, the earliest first."""
    ways = tuple(_observed(one, kept[one.report]) for one in found.observations if one.report in kept)
    return Shown("series", found.id, found, ways)


def _observed(one: Observation, kept: Kept) -> tuple[Step, ...]:
    revised = " (revised later)" if one.revised else ""
    head = Step(
        "count", None, f"{one.at:%Y-%m-%d %H:%M} UTC, {one.origin}: “{_line(one.citation.text)}”{revised}"
    )
    found = item(kept, one.figure)
    return (head, *(found.ways[0] if found else _kept(kept)))


def _account(account: Account, kept: Kept) -> tuple[Step, ...]:
    label = account.figure or account.event
    numbers = f"{account.status.value} " if account.status else ""
    head = Step("account", None, f"{account.origin}: {numbers}“{_line(account.citation.text)}”")
    found = item(kept, label) if label else None
    return (head, *(found.ways[0] if found else _kept(kept)))


def _said(kept: Kept, record: Record) -> Iterator[Step]:
    """Yield the statement that a reading belongs to, its speaker, and the statements that relay it."""
    own = record if isinstance(record, Statement) else None
    if isinstance(record, Event | Figure) and record.attributed_to:
        own = _statement(kept.report, record.attributed_to)
        if own:
            yield _step(kept, "statement", own.id, _words(own))
    seen: set[str] = set()
    while own and own.id not in seen:
        seen.add(own.id)
        yield Step("speaker", None, _speaker(own))
        own = _statement(kept.report, own.via)
        if own:
            yield _step(kept, "relayed in", own.id, _words(own))


def _kept(kept: Kept) -> tuple[Step, ...]:
    told = kept.report
    facts = [told.title, told.source, told.published.isoformat() if told.published else None, told.url]
    steps = [Step("report", told.id, " · ".join(_line(fact) for fact in facts if fact))]
    if kept.capture:
        at = kept.capture.fetched_at.isoformat(timespec="seconds")
        text = f"{kept.capture.uri} · {kept.capture.size:,} bytes · sealed {at} as line {kept.line}"
        steps.append(Step("capture", kept.capture.sha256, text))
        where = kept.path or kept.capture.path
        if kept.capture.offset is not None:
            where += f", {kept.capture.length:,} bytes from byte {kept.capture.offset:,}"
        steps += [Step("media, sealed, not shown", sha256, url) for url, sha256 in kept.media]
        steps.append(Step("its receipt", None, f"dateline receipt {kept.capture.sha256[:SHORT]}"))
        steps.append(Step("sealed copy", None, where))
    return tuple(steps)


def _step(kept: Kept, what: str, label: str, text: str) -> Step:
    return Step(what, f"{kept.report.id}#{label}", text)


def _statement(report: Report, label: str | None) -> Statement | None:
    return next((one for one in report.statements if one.id == label), None)


def _speaker(said: Statement) -> str:
    who = said.name or (said.speaker.text if said.speaker else "not named")
    more = [part for part in (said.role, said.affiliation) if part]
    return f"{_line(who)} ({', '.join(more)})" if more else _line(who)


def _words(record: Record) -> str:
    """Return the words a reading rests on, with where they stand."""
    spans: list[Span] = list(held(record))
    if isinstance(record, Statement):
        spans = list(record.content)
    if not spans:
        return ""
    quoted = " … ".join(_line(span.text) for span in spans)
    return f"“{quoted}” (characters {spans[0].start}-{spans[-1].end})"


def _line(text: str) -> str:
    return " ".join(text.split())
