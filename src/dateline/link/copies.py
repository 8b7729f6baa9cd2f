"""Finds reports that share text: copies, partial reprints and updates.

Each text is reduced to winnowed fingerprints (Schleimer, Wilkerson and Aiken 2003): of every
window of neighbouring word shingles the smallest hash is kept, so any shared run of
``SHINGLE + WINDOW - 1`` words is found whatever surrounds it. MinHash, the usual tool, estimates
similarity of whole texts and misses a short agency story inside a long article. An inverted index
from fingerprint to report makes a new report cost the same on a small desk and a large one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Copies, CopyPair, Relation, Report, ZoneKind

# Six words in a row are seldom written twice by chance; four met in quotations and set phrases.
SHINGLE = 6
# Any shared run of 6 + 4 - 1 = 9 words leaves at least one common fingerprint.
WINDOW = 4
# A fingerprint in more reports than this is page furniture (share boxes, disclaimers), not a story.
COMMON = 50
# Share of the shorter text found in the longer, from which it is one text with small changes.
COPY = 0.85
# From a third on, a passage of several sentences is shared: a reprint in part.
REPRINT = 0.33
# Fewer fingerprints than this are a quotation, however large their share of a short text.
LEAST = 6

_WORD = re.compile(r"\w+", re.UNICODE)
_SILENT = frozenset({ZoneKind.COMMENT, ZoneKind.LINKS})


class CopyIndex:
    """Holds the fingerprints of all reports seen; ``add`` returns a new report's pairs."""

    def __init__(self) -> None:
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        self._prints: dict[str, frozenset[int]] = {}
        self._reports: dict[str, Report] = {}
        self._versions: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, report: Report) -> list[CopyPair]:
        """Index ``report`` and return its pairs with reports added before it."""
        prints = fingerprints(report)
        shared = self._shared(prints)
        shared.update(dict.fromkeys(self._versions[report.resource], 0) if report.resource else ())
        pairs = [
            pair
            for other, count in sorted(shared.items())
            if (pair := self._pair(report, prints, other, count))
        ]
        self._prints[report.id], self._reports[report.id] = prints, report
        if report.resource:
            self._versions[report.resource].append(report.id)
        for value in prints:
            if len(self._holders[value]) <= COMMON:
                self._holders[value].append(report.id)
        return pairs

    def _shared(self, prints: Iterable[int]) -> Counter[str]:
        shared: Counter[str] = Counter()
        for value in prints:
            holders = self._holders.get(value, ())
            if len(holders) <= COMMON:
                shared.update(holders)
        return shared

    def _pair(self, report: Report, prints: frozenset[int], other: str, count: int) -> CopyPair | None:
        shorter = min(len(prints), len(self._prints[other]))
        longer = max(len(prints), len(self._prints[other]))
        known = self._reports[other]
        share = round(count / shorter, 3) if shorter else 0.0
        if known.id == report.id:
            return None
        if _same_resource(known, report):
            relation = Relation.UPDATE
        elif count < min(LEAST, shorter) or share < REPRINT:
            return None
        else:
            relation = Relation.COPY if share >= COPY and count / longer >= REPRINT else Relation.REPRINT
        first, second = sorted((known, report), key=age)
        return CopyPair(a=first.id, b=second.id, relation=relation, shared=min(share, 1.0))


def find(reports: Iterable[Report]) -> tuple[Copies, ...]:
    """Return the groups of reports whose text is one text, earliest report first."""
    index = CopyIndex()
    ordered = sorted(reports, key=age)
    pairs = [pair for report in ordered for pair in index.add(report)]
    return tuple(groups(ordered, pairs))


def groups(reports: Sequence[Report], pairs: Sequence[CopyPair]) -> Iterator[Copies]:
    """Yield the connected groups of ``pairs``, each with its reports by age."""
    by_id = {report.id: report for report in reports}
    leader = {id_: id_ for id_ in by_id}

    def top(id_: str) -> str:
        while leader[id_] != id_:
            leader[id_] = leader[leader[id_]]
            id_ = leader[id_]
        return id_

    for pair in pairs:
        leader[top(pair.b)] = top(pair.a)
    members: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        members[top(report.id)].append(report)
    for own in members.values():
        if len(own) > 1:
            ids = {report.id for report in own}
            yield Copies(
                reports=tuple(report.id for report in own),
                keys=tuple(report.key for report in own),
                pairs=tuple(pair for pair in pairs if pair.a in ids),
            )


def fingerprints(report: Report) -> frozenset[int]:
    """Return the winnowed shingle hashes of the report's text, without comments and link lists."""
    words = [word.lower() for word in _WORD.findall(prose(report))]
    hashes = [_hash(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))] if words else []
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes)


def prose(report: Report) -> str:
    """Return the report's own text: the zones that are not comments or links, or all of it unread."""
    if not report.zones:
        return report.text
    return "\n".join(report.text[z.start : z.end] for z in report.zones if z.kind not in _SILENT)


def age(report: Report) -> tuple[str, str]:
    """Return the sort key that puts the earliest published first, undated last, ties by id."""
    if report.published_at is not None:
        return (report.published_at.astimezone().isoformat(), report.id)
    return (report.published.isoformat() if report.published else "9", report.id)


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")


def _same_resource(a: Report, b: Report) -> bool:
    return a.resource is not None and a.resource == b.resource
