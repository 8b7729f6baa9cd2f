"""Resolves "in the province" and "in the city" to the place of that kind that was named last before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from spacy.strings import get_string_id

from dateline.model import Place
from dateline.read import clauses
from dateline.read.clauses import POBJ, Clauses, ids
from dateline.read.page import Mention, Passage

THE = ids("the")
IN = ids("in", "across", "inside", "throughout", "outside", "around")
KINDS = {
    get_string_id(word): kind
    for word, kind in (
        ("province", "admin1"),
        ("governorate", "admin1"),
        ("county", "admin2"),
        ("city", "settlement"),
        ("town", "settlement"),
        ("village", "settlement"),
    )
}


class Backrefs:
    """The named places of a report by kind, in order, for look-up by offset."""

    def __init__(self, places: Iterable[Mention[Place]]) -> None:
        self.named: dict[str, list[Mention[Place]]] = {}
        for place in sorted(places, key=lambda mention: mention.record.start):
            self.named.setdefault(place.record.kind or "", []).append(place)
        self.generic: dict[int, list[tuple[int, str]]] = {}

    def meant(self, passage: Passage, i: int) -> Mention[Place] | None:
        """Return the place that a general word in the clause of token ``i`` means, or None."""
        c = clauses.of(passage.doc)
        for k, kind in self._general(passage, c):
            if c.clause[k] == c.clause[i]:
                return self._last(kind, passage.start + passage.doc[k].idx)
        return None

    def _general(self, passage: Passage, c: Clauses) -> list[tuple[int, str]]:
        if passage.index not in self.generic:
            self.generic[passage.index] = list(_general(c))
        return self.generic[passage.index]

    def _last(self, kind: str, offset: int) -> Mention[Place] | None:
        """Return the last place of a kind before ``offset``; of units, that of the last town comes first."""
        named = self._before(kind, offset)
        if kind == "admin1" and (towns := self._before("settlement", offset)):
            unit = towns[-1].record.admin1
            named = [place for place in named if place.record.name == unit] or named
        return named[-1] if named else None

    def _before(self, kind: str, offset: int) -> list[Mention[Place]]:
        named = self.named.get(kind, [])
        return named[: bisect_left(named, offset, key=lambda mention: mention.record.start)]


def _general(c: Clauses) -> Iterator[tuple[int, str]]:
    """Yield the general words for places that say where: "in the province"."""
    for k, lower in enumerate(c.lower):
        kind = KINDS.get(lower)
        if kind is None or c.dep[k] not in POBJ or c.lower[c.head[k]] not in IN:
            continue
        if any(c.lower[d] in THE for d in c.children[k]):
            yield k, kind
