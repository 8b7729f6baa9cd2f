"""Groups items by average link over sparse pair scores, honouring what people decided.

Average link asks that a newcomer fit the whole group, so one chance likeness cannot chain two groups.
A pair without a score counts as 0. Ties go to the lower indices, so the same input gives the same groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping

Pair = tuple[int, int]

DECIDED_SAME = 1.0


def average_link(
    size: int,
    scores: Mapping[Pair, float],
    threshold: float,
    *,
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
    settled: Collection[int] = (),
) -> list[list[int]]:
    """Return groups of 0..size-1 whose mean pair score is at least ``threshold``, in order of first member.

    ``same`` pairs are joined first, whatever their score; ``different`` pairs never meet, unless ``same``
    joins them: the later decision is the caller's to settle. Groups of ``settled`` items gain others but
    join none another: what they are was decided before.
    """
    groups = _Groups(size, scores, different, settled)
    for a, b in sorted(same):
        groups.join(groups.of(a), groups.of(b))
    queue = [(-score, a, b) for a, b, score in groups.pairs() if score >= threshold]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if groups.stands(a, b, -negative):
            new = groups.join(a, b)
            for other, score in groups.near(new):
                if score >= threshold:
                    heapq.heappush(queue, (-score, min(new, other), max(new, other)))
    return groups.members()


class _Groups:
    """Groups under numbers of their own: an item's group is its own number until it is joined."""

    def __init__(
        self,
        size: int,
        scores: Mapping[Pair, float],
        different: Collection[Pair],
        settled: Collection[int] = (),
    ) -> None:
        self._settled = set(settled)
        self._members = {i: [i] for i in range(size)}
        self._sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
        self._apart: dict[int, set[int]] = {i: set() for i in range(size)}
        self._next = size
        for (a, b), score in scores.items():
            self._sums[a][b] = self._sums[b][a] = score
        for a, b in different:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def of(self, item: int) -> int:
        """Return the group that holds ``item``."""
        return item if item in self._members else next(g for g, own in self._members.items() if item in own)

    def pairs(self) -> list[tuple[int, int, float]]:
        """Return all scored pairs of groups that may meet, with their mean score."""
        return [(a, b, s) for a in self._members for b, s in self.near(a) if a < b]

    def near(self, group: int) -> list[tuple[int, float]]:
        """Return the groups that may join ``group``, with the mean score."""
        own, apart = self._members[group], self._apart[group]
        return [
            (other, total / (len(own) * len(self._members[other])))
            for other, total in sorted(self._sums[group].items())
            if other not in apart and not (group in self._settled and other in self._settled)
        ]

    def stands(self, a: int, b: int, score: float) -> bool:
        """Return whether both groups still exist and still have that mean score."""
        if a not in self._members or b not in self._members:
            return False
        return abs(self._sums[a].get(b, 0) / (len(self._members[a]) * len(self._members[b])) - score) < 1e-9

    def join(self, a: int, b: int) -> int:
        """Replace two groups by one and return its number."""
        if a == b:
            return a
        new, self._next = self._next, self._next + 1
        if a in self._settled or b in self._settled:
            self._settled.add(new)
        self._members[new] = sorted(self._members.pop(a) + self._members.pop(b))
        sums: dict[int, float] = {}
        for old in (a, b):
            for other, total in self._sums.pop(old).items():
                if other not in (a, b):
                    sums[other] = sums.get(other, 0) + total
                    self._sums[other].pop(old, None)
        self._sums[new] = sums
        for other, total in sums.items():
            self._sums[other][new] = total
        self._apart[new] = (self._apart.pop(a) | self._apart.pop(b)) - {a, b}
        for other in self._apart[new]:
            self._apart[other] = (self._apart[other] - {a, b}) | {new}
        return new

    def members(self) -> list[list[int]]:
        """Return the groups in order of their first member."""
        return sorted(self._members.values())
