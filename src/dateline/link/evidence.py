"""Cites the sentence of a report that a figure or an event stands in."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.model import Citation, Report

# A stop ends a sentence when what follows starts one and what precedes is no abbreviation.
_STOP = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|St|Sen|Rep|Gov|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def citation(report: Report, start: int, end: int) -> Citation:
    """Return the sentence of ``report`` around the characters ``start`` to ``end``."""
    first, last = sentence(report, start, end)
    return Citation(report=report.id, start=first, end=last, text=report.text[first:last])


def sentence(report: Report, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around ``start`` to ``end``, never past its line's zone."""
    low, high = _block(report, start, end)
    block = report.text[low:high]
    stops = [low + m.end() for m in _STOP.finditer(block) if not _abbreviated(block, m.start() + 1)]
    at = bisect_right(stops, start)
    first = stops[at - 1] if at else low
    after = [stop for stop in stops if stop >= end]
    last = after[0] if after else high
    return _trim(report.text, first, last)


def sentences(report: Report) -> list[str]:
    """Return the sentences of the report's paragraphs, spaces made one, without those of no words."""
    found: list[str] = []
    for line in report.text.splitlines():
        starts = [0, *(m.end() for m in _STOP.finditer(line) if not _abbreviated(line, m.start() + 1))]
        found += [" ".join(line[a:b].split()) for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]
    return [own for own in found if own]


def _abbreviated(block: str, end: int) -> bool:
    """Whether the stop before ``end`` closes an abbreviation; the longest has five characters."""
    return _ABBREVIATED.search(block[max(0, end - 6) : end]) is not None


def _block(report: Report, start: int, end: int) -> tuple[int, int]:
    for zone in report.zones:
        if zone.start <= start and end <= zone.end:
            low, high = zone.start, zone.end
            break
    else:
        low, high = 0, len(report.text)
    line = report.text.rfind("\n\n", low, start)
    stop = report.text.find("\n\n", end, high)
    return (line + 2 if line >= 0 else low), (stop if stop >= 0 else high)


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
