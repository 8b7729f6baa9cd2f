"""Finds the sentence around a span, so that a citation shows words a reader can judge."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from dateline.model import Account, Citation, Report

# A citation shorter than this is shown with its whole sentence: a bare "22" proves nothing.
ENOUGH = 60

_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
# After these a full stop ends no sentence: initials, titles, months and ranks.
_NO_END = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|St|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m))\.$"
)

# "PLACE, Dec 4 (Agency) - " before a first sentence: where it was filed, not what it says.
_FILED = re.compile(r"[^\n().!?]{0,160}\([^()\n]{2,40}\)\s*[-–—]+\s*")

Reports = Mapping[str, Report]


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each sentence of ``text[start:end]``, which is one line."""
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + len(match.group().rstrip())
        if not _NO_END.search(text[max(at, stop - 8) : stop]):
            yield at, stop
            at = match.end()
    if at < end:
        yield at, end


def sentence_at(report: Report, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentences of the line(s) that hold ``start`` to ``end``."""
    text = report.text
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    filed = _FILED.match(text, first)
    if filed and filed.end() <= start:
        first = filed.end()
    while first < start and text[first].isspace():
        first += 1
    found = [(a, b) for a, b in sentences(text, first, stop) if a < end and b > start]
    return (found[0][0], max(end, found[-1][1])) if found else (start, end)


def cite(report: Report, start: int, end: int) -> Citation:
    """Return the citation of exactly these characters of the report."""
    return Citation(report=report.id, start=start, end=end, text=report.text[start:end])


def whole(citation: Citation, reports: Reports) -> Citation:
    """Return the citation, widened to its sentence when its words alone are too few to judge."""
    report = reports.get(citation.report)
    if report is None or len(citation.text) >= ENOUGH:
        return citation
    return cite(report, *sentence_at(report, citation.start, citation.end))


def told_at(account: Account, reports: Reports) -> dt.datetime | None:
    """Return the moment the account was given; None when its report tells no more than a day."""
    report = reports.get(account.report)
    moment = account.said_at
    day_only = report is not None and report.published_at is None
    return None if moment is None or (day_only and moment.time() == dt.time()) else moment


def opening(report: Report) -> Citation | None:
    """Return the report's title where its text holds it, else its first sentence; None without words."""
    title = (report.title or "").strip()
    start = report.text.find(title) if title else -1
    if start < 0:
        start = len(report.text) - len(report.text.lstrip())
        end = sentence_at(report, start, start + 1)[1] if start < len(report.text) else start
    else:
        end = start + len(title)
    return cite(report, start, end) if end > start else None


def distinct(citations: Iterator[Citation] | list[Citation]) -> tuple[Citation, ...]:
    """Return the citations in order, each once; one inside another of the same report gives way to it."""
    kept: list[Citation] = []
    for new in citations:
        if any(c.report == new.report and c.start <= new.start and new.end <= c.end for c in kept):
            continue
        kept.append(new)
    return tuple(kept)
