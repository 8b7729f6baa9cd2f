"""Finds reports that share text: copies, partial reprints and updates.

An inverted index from fingerprint to report makes a new report cost the same on a small desk and a
large one. What stands unchanged in reports of many days (share boxes, forms, background boxes) is
standing matter and counts for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from dateline.link import fingerprints
from dateline.link.digests import Digest
from dateline.link.postings import Postings, key, of_print
from dateline.link.publishers import publisher
from dateline.model import Copies, CopyPair, Relation, Report

# A fingerprint in more reports than this is page furniture (share boxes, disclaimers), not a story.
COMMON = 50
# What three reports or more share over a longer time than these days is standing matter.
STANDING, DAYS = 3, 3
# A story is printed again within a fortnight; later only a whole text is held to be one again.
AGAIN = 14
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


def keys(digest: Digest) -> Iterator[int]:
    """Yield every key that the report's text is looked up by."""
    yield from map(of_print, digest.prints.all)
    yield from _whole_keys(digest)


def enter(digest: Digest, index: Postings) -> set[int]:
    """List the report's fingerprints; return the numbers of reports that hold what became standing matter."""
    stirred: set[int] = set()
    day, prints = digest.day, [*map(of_print, digest.prints.all)]
    index.fetch(prints)
    for own in prints:
        holders = index.hold(own, digest.number, day, COMMON).holders
        if len(holders) >= STANDING and _spread(holders.values()) > DAYS:
            stirred.update(holders)
            index.close(own)
    for own in _whole_keys(digest):
        index.hold(own, digest.number, day, COMMON)
    return stirred


def withdraw(digest: Digest, index: Postings) -> None:
    """Take a report that is no longer linked out of the index. What was standing matter stays so."""
    for own in keys(digest):
        index.release(own, digest.number)


def _whole_keys(digest: Digest) -> Iterator[int]:
    """The keys of what has several versions, and of a text that is long enough to be one on any day."""
    if digest.report.resource:
        yield key("resource", digest.report.resource)
    if len(digest.prints.all) >= WHOLE:
        yield key("text", " ".join(map(str, sorted(digest.prints.all))))


def _spread(days: Iterable[int]) -> int:
    """Return the days between the first and the last of some reports; undated ones tell nothing."""
    known = [day for day in days if day]
    return max(known) - min(known) if known else 0


class Comparison:
    """Compares texts by their fingerprints, standing matter left out."""

    def __init__(self, index: Postings, digests: Callable[[Collection[int]], Mapping[int, Digest]]) -> None:
        self._index = index
        self._digests = digests

    def partners(self, digest: Digest) -> list[Digest]:
        """Return the reports that ``digest`` shares enough fingerprints with to be compared."""
        listed = (self._index[value] for value in map(of_print, digest.prints.all))
        own = [posting.holders for posting in listed if not posting.closed]
        counts = Counter(chain.from_iterable(own))
        same = {number for whole in _whole_keys(digest) for number in self._index[whole].holders}
        least = min(LEAST, len(own))
        found = same | {number for number, count in counts.items() if count >= least}
        others = self._digests(found - {digest.number})
        self._index.fetch([of_print(value) for other in others.values() for value in other.prints.all])
        return [others[number] for number in sorted(others)]

    def pair(self, a: Digest, b: Digest) -> CopyPair | None:
        """Return the pair of two reports whose text is one text in part, or None."""
        own, theirs = self._telling(a.prints.all), self._telling(b.prints.all)
        count = len(own & theirs)
        if _same_resource(a.report, b.report):
            return _paired(a.report, b.report, Relation.UPDATE, count / len(own) if own else 0.0)
        if a.prints.all == b.prints.all and len(a.prints.all) >= WHOLE:
            return _paired(a.report, b.report, Relation.COPY, 1.0)
        if not count or count < min(LEAST, len(own), len(theirs)):
            return None
        share, whole = count / min(len(own), len(theirs)), count / max(len(own), len(theirs))
        if share < (REPRINT if _near(a.report, b.report) else COPY):
            return None
        return _paired(a.report, b.report, self._relation(a, b, share, whole), share)

    def _telling(self, prints: frozenset[int]) -> set[int]:
        return {value for value in prints if not self._index[of_print(value)].closed}

    def _relation(self, a: Digest, b: Digest, share: float, whole: float) -> Relation:
        """One publisher's text with a new opening is a new version; another's is printed again."""
        if _other_publisher(a.report, b.report):
            return Relation.COPY if share >= COPY and whole >= REPRINT else Relation.REPRINT
        if whole < (SAME if publisher(a.report) else 0.0) or self._opening(a, b) < LEAD:
            return Relation.UPDATE
        return Relation.COPY if share >= COPY and whole >= REPRINT else Relation.REPRINT

    def _opening(self, a: Digest, b: Digest) -> float:
        """Return how much of the opening the other text has, of the two the lesser."""
        return min(self._found(a, b), self._found(b, a))

    def _found(self, a: Digest, b: Digest) -> float:
        lead = self._telling(a.prints.lead)
        return len(lead & b.prints.all) / len(lead) if lead else 1.0


def find(reports: Iterable[Report]) -> tuple[Copies, ...]:
    """Return the groups of reports whose text is one text, earliest report first."""
    known = {report.id: report for report in reports}
    digests = {
        at: Digest(at, report, fingerprints.of(report), ())
        for at, report in enumerate(sorted(known.values(), key=age), start=1)
    }
    index = Postings(lambda _: {})
    for digest in digests.values():
        enter(digest, index)
    comparison = Comparison(index, lambda numbers: {number: digests[number] for number in numbers})
    pairs = [
        pair
        for digest in digests.values()
        for other in comparison.partners(digest)
        if other.number < digest.number and (pair := comparison.pair(other, digest))
    ]
    return tuple(groups([digest.report for digest in digests.values()], pairs))


def groups(reports: Sequence[Report], pairs: Sequence[CopyPair]) -> Iterator[Copies]:
    """Yield the connected groups of ``pairs``, each with its reports by age."""
    leader = {report.id: report.id for report in reports}
    at = {report.id: number for number, report in enumerate(reports)}

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
    for first, own in members.items():
        if len(own) > 1:
            yield Copies(
                reports=tuple(report.id for report in own),
                keys=tuple(report.key for report in own),
                pairs=tuple(sorted(told[first], key=lambda pair: (at[pair.b], at[pair.a]))),
            )


def age(report: Report) -> tuple[str, str]:
    """Return the sort key that puts the earliest published first, undated last, ties by id."""
    if report.published_at is not None:
        moment = report.published_at
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat(),
            report.id,
        )
    return (report.published.isoformat() if report.published else "9", report.id)


def _paired(a: Report, b: Report, relation: Relation, share: float) -> CopyPair:
    first, second = sorted((a, b), key=age)
    return CopyPair(a=first.id, b=second.id, relation=relation, shared=min(round(share, 3), 1.0))


def _day(report: Report) -> int | None:
    return report.published.toordinal() if report.published else None


def _near(a: Report, b: Report) -> bool:
    first, second = _day(a), _day(b)
    return first is None or second is None or abs(first - second) <= AGAIN


def _same_resource(a: Report, b: Report) -> bool:
    return a.resource is not None and a.resource == b.resource


def _other_publisher(a: Report, b: Report) -> bool:
    first, second = publisher(a), publisher(b)
    return first is not None and second is not None and first != second
