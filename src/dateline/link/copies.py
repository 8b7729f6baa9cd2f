"""Finds reports that share text: copies, partial reprints and updates.

An inverted index from fingerprint to report makes a new report cost the same on a small desk and a
large one. What stands unchanged in reports of many days (share boxes, forms, background boxes) is
standing matter and counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.link import fingerprints
from dateline.link.fingerprints import Prints
from dateline.model import Copies, CopyPair, Relation, Report

# A fingerprint in more reports than this is page furniture (share boxes, disclaimers), not a story.
COMMON = 50
# News is reprinted within days. What three reports or more share over a longer time is standing matter.
STANDING, DAYS = 3, 3
# Share of the shorter text found in the longer, from which it is one text with small changes.
COPY = 0.85
# From a third on, a passage of several sentences is shared: a reprint in part.
REPRINT = 0.33
# One publisher's two texts are one only when next to nothing was changed; else the later is a new version.
SAME = 0.95
# Share of the opening that both texts have; below it one of them opens with something new.
LEAD = 0.4
# Fewer fingerprints than this are a quotation, however large their share of a short text.
LEAST = 6
# Texts that agree in this many fingerprints (about 150 words) and differ in none are one text on any day.
WHOLE = 60

# What countries put before their own ("co.uk"), and sites that many publish on under names of their own.
_SHARED = frozenset({"co", "com", "org", "net", "gov", "ac"})
_HOSTED = frozenset({"wordpress", "blogspot", "tumblr", "substack", "medium", "typepad", "livejournal"})
_HOST = re.compile(r"https?://(?:www\.)?([\w.-]+)")


class CopyIndex:
    """Holds the fingerprints of all reports added; ``pairs`` returns those that share text with one."""

    def __init__(self) -> None:
        self._prints: dict[str, Prints] = {}
        self._reports: dict[str, Report] = {}
        self._versions: defaultdict[str, list[str]] = defaultdict(list)
        self._equal: defaultdict[frozenset[int], list[str]] = defaultdict(list)
        # Most fingerprints have one holder for ever; only the shared ones need a list.
        self._first: dict[int, str] = {}
        self._shared: dict[int, list[str]] = {}
        self._standing: set[int] = set()

    def add(self, report: Report) -> None:
        """Index ``report``; a report already known changes nothing."""
        if report.id in self._reports:
            return
        self._reports[report.id] = report
        self._prints[report.id] = prints = fingerprints.of(report)
        if report.resource:
            self._versions[report.resource].append(report.id)
        if len(prints.all) >= WHOLE:
            self._equal[prints.all].append(report.id)
        for value in prints.all:
            first = self._first.setdefault(value, report.id)
            if first != report.id and value not in self._standing:
                self._share(value, first, report.id)

    def _share(self, value: int, first: str, new: str) -> None:
        holders = self._shared.setdefault(value, [first])
        holders.append(new)
        if len(holders) >= STANDING and (len(holders) > COMMON or self._spread(holders) > DAYS):
            self._standing.add(value)
            del self._shared[value]

    def _spread(self, holders: Iterable[str]) -> int:
        """Return the days between the first and the last of some reports; undated ones tell nothing."""
        days = [day for id_ in holders if (day := _day(self._reports[id_])) is not None]
        return max(days) - min(days) if days else 0

    def pairs(self, report: Report) -> list[CopyPair]:
        """Return the pairs of ``report``, which was added, with every other one added, by their ids."""
        own = self._prints[report.id].all - self._standing
        counts = Counter(id_ for value in own & self._shared.keys() for id_ in self._shared[value])
        counts.update(dict.fromkeys(self._equal.get(self._prints[report.id].all, ())[:COMMON], 0))
        counts.update(dict.fromkeys(self._versions.get(report.resource or "", ()), 0))
        del counts[report.id]
        found = (self._pair(report, id_, len(own), count) for id_, count in sorted(counts.items()))
        return [pair for pair in found if pair]

    def _pair(self, report: Report, other: str, own: int, count: int) -> CopyPair | None:
        known = self._reports[other]
        if _same_resource(known, report):
            return _paired(known, report, Relation.UPDATE, count / own if own else 0.0)
        if self._prints[other].all == self._prints[report.id].all and len(self._prints[other].all) >= WHOLE:
            return _paired(known, report, Relation.COPY, 1.0)
        if count < min(LEAST, own) or not count:
            return None
        theirs = len(self._prints[other].all - self._standing)
        share, whole = count / min(own, theirs), count / max(own, theirs)
        if share < (REPRINT if _near(known, report) else COPY):
            return None
        return _paired(known, report, self._relation(known, report, share, whole), share)

    def _relation(self, a: Report, b: Report, share: float, whole: float) -> Relation:
        """One publisher's text with a new opening is a new version; another's is printed again."""
        if _other_publisher(a, b):
            return Relation.COPY if share >= COPY and whole >= REPRINT else Relation.REPRINT
        if whole < (SAME if publisher(a) else 0.0) or self._opening(a, b) < LEAD:
            return Relation.UPDATE
        return Relation.COPY if share >= COPY and whole >= REPRINT else Relation.REPRINT

    def _opening(self, a: Report, b: Report) -> float:
        """Return how much of the opening the other text has, of the two the lesser."""
        return min(self._found(a, b), self._found(b, a))

    def _found(self, a: Report, b: Report) -> float:
        lead = self._prints[a.id].lead - self._standing
        return len(lead & self._prints[b.id].all) / len(lead) if lead else 1.0


def find(reports: Iterable[Report]) -> tuple[Copies, ...]:
    """Return the groups of reports whose text is one text, earliest report first."""
    ordered = sorted(reports, key=age)
    index = CopyIndex()
    for report in ordered:
        index.add(report)
    pairs = {(pair.a, pair.b): pair for report in ordered for pair in index.pairs(report)}
    return tuple(groups(ordered, tuple(pairs.values())))


def groups(reports: Sequence[Report], pairs: Sequence[CopyPair]) -> Iterator[Copies]:
    """Yield the connected groups of ``pairs``, each with its reports by age."""
    leader = {report.id: report.id for report in reports}

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
    told: defaultdict[str, list[CopyPair]] = defaultdict(list)
    for pair in pairs:
        told[top(pair.a)].append(pair)
    for key, own in members.items():
        if len(own) > 1:
            yield Copies(
                reports=tuple(report.id for report in own),
                keys=tuple(report.key for report in own),
                pairs=tuple(told[key]),
            )


def publisher(report: Report) -> str | None:
    """Return who published: the source, else the site (an archived address names the original last)."""
    if report.source:
        return report.source.casefold()
    hosts = _HOST.findall(report.url or "")
    return _site(hosts[-1].casefold()) if hosts else None


def age(report: Report) -> tuple[str, str]:
    """Return the sort key that puts the earliest published first, undated last, ties by id."""
    if report.published_at is not None:
        return (report.published_at.astimezone().isoformat(), report.id)
    return (report.published.isoformat() if report.published else "9", report.id)


def _site(host: str) -> str:
    """Return the site a host belongs to: "news.courier.example" is courier.example."""
    parts = host.split(".")
    owned = len(parts) < 3 or parts[-2] not in (_HOSTED if len(parts[-1]) > 2 else _HOSTED | _SHARED)
    return ".".join(parts[-2:] if owned else parts[-3:])


def _paired(a: Report, b: Report, relation: Relation, share: float) -> CopyPair:
    first, second = sorted((a, b), key=age)
    return CopyPair(a=first.id, b=second.id, relation=relation, shared=min(round(share, 3), 1.0))


def _day(report: Report) -> int | None:
    return report.published.toordinal() if report.published else None


def _near(a: Report, b: Report) -> bool:
    first, second = _day(a), _day(b)
    return first is None or second is None or abs(first - second) <= DAYS


def _same_resource(a: Report, b: Report) -> bool:
    return a.resource is not None and a.resource == b.resource


def _other_publisher(a: Report, b: Report) -> bool:
    first, second = publisher(a), publisher(b)
    return first is not None and second is not None and first != second
