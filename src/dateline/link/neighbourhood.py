"""The neighbourhood of new reports: what was linked before, looked up when asked for, and what is new."""

from __future__ import annotations

from collections.abc import Collection

from dateline.link.digests import SPAN, Digest, Told
from dateline.link.memory import Edge, Memory
from dateline.link.postings import Postings
from dateline.link.renown import Book


class Neighbourhood:
    """What is known so far of the reports near the new ones. Tellings are asked for by number."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.index = Postings(memory.postings)
        self.book = Book(memory.renown)
        self.size = memory.size()
        self.gone: set[int] = set()
        self._next = memory.next_number()
        self._digests: dict[int, Digest] = {}
        self._numbers: dict[str, int] = {}
        self._edges: dict[tuple[int, int], Edge] = {}
        self._ends: dict[int, list[tuple[int, int]]] = {}

    def number(self) -> int:
        """Return a number for one more report."""
        self._next += 1
        return self._next - 1

    def put(self, digest: Digest) -> None:
        """Add a digest, or replace it."""
        self._digests[digest.number] = digest
        self._numbers[digest.report.id] = digest.number

    def known(self, numbers: Collection[int]) -> dict[int, Digest]:
        """Return the digests of these numbers, those of reports that are gone left out."""
        missing = [own for own in numbers if own not in self._digests and own not in self.gone]
        if missing:
            found = self.memory.digests(missing)
            self._digests.update(found)
            self._numbers.update({own.report.id: number for number, own in found.items()})
        return {own: self._digests[own] for own in numbers if own in self._digests and own not in self.gone}

    def by_report(self, ids: Collection[str]) -> dict[str, Digest]:
        """Return the digests of these reports."""
        missing = [own for own in ids if own not in self._numbers]
        if missing:
            self._numbers.update(self.memory.numbers(missing))
        known = self.known([self._numbers[own] for own in ids if own in self._numbers])
        return {digest.report.id: digest for digest in known.values()}

    def told(self, tellings: Collection[int]) -> dict[int, Told]:
        """Return these tellings, with what was made of them."""
        digests = self.known({own // SPAN for own in tellings})
        return {own: digests[own // SPAN].told[own % SPAN] for own in tellings if own // SPAN in digests}

    def numbers_of(self, ids: Collection[str]) -> dict[str, int]:
        """Return the number of each of these tellings that is still there."""
        digests = self.by_report({own.partition("#")[0] for own in ids})
        numbers = {t.telling.id: number for digest in digests.values() for number, t in digest.numbered()}
        return {own: numbers[own] for own in ids if own in numbers}

    def alive(self, tellings: Collection[int]) -> set[int]:
        """Return those of the tellings whose report is still there."""
        return {own for own in tellings if own // SPAN not in self.gone}

    def join(self, edge: Edge) -> None:
        """Add the likeness of two tellings."""
        pair = (edge.a, edge.b)
        self._edges[pair] = edge
        self._ends.setdefault(edge.a, []).append(pair)
        self._ends.setdefault(edge.b, []).append(pair)

    def new_edges(self) -> list[Edge]:
        """Return the edges that were added, in order."""
        return [self._edges[pair] for pair in sorted(self._edges)]

    def edges(self, tellings: Collection[int]) -> list[Edge]:
        """Return every edge that touches one of these tellings."""
        wanted = set(tellings)
        new = [self._edges[pair] for number in wanted for pair in self._ends.get(number, ())]
        old = [own for own in self.memory.edges(wanted) if {own.a, own.b} == self.alive((own.a, own.b))]
        return [*old, *new]
