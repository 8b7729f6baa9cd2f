"""A passage as plain lists: heads, labels and clauses, read from the parser once and shared.

Asking spaCy token by token costs ten times as much as reading arrays, and events, sides and
attachment ask a lot. All indexes are token positions in the passage's doc.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc


def ids(*words: str) -> frozenset[int]:
    """Return the parser's numbers for words or labels."""
    return frozenset(get_string_id(word) for word in words)


VERBS = ids("VERB", "AUX")
NOUNS = ids("NOUN", "PROPN")
# Labels whose bearer always opens a clause of its own (ClearNLP labels, as spaCy's English models use).
OPENERS = ids("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "parataxis", "csubj", "csubjpass")
CONJ = get_string_id("conj")
SUBJECTS = ids("nsubj")
PASSIVE_SUBJECTS = ids("nsubjpass")
XCOMP = get_string_id("xcomp")
OBJECTS = ids("dobj", "dative", "attr", "oprd")
AGENTS = ids("agent")
PREPS = ids("prep")
POBJ = ids("pobj", "pcomp")

# Title case leaves only articles and prepositions small; running text has a capital in every fifth word.
TITLED = 0.6
_KEY = "dateline.clauses"


@dataclass(frozen=True, eq=False)
class Clauses:
    """The lists of one doc. ``clause[i]`` is the head token of the clause that token i is in."""

    doc: Doc
    head: list[int]
    dep: list[int]
    pos: list[int]
    lower: list[int]
    lemma: list[int]
    sentence: list[int]

    @cached_property
    def children(self) -> list[list[int]]:
        """Direct dependents of each token, in reading order."""
        below: list[list[int]] = [[] for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                below[h].append(i)
        return below

    @cached_property
    def clause(self) -> list[int]:
        """Head of the clause of each token; linear, because each path is walked once."""
        known = [-1] * len(self.head)
        for i in range(len(known)):
            path = []
            j = i
            while known[j] < 0 and not self.opens(j):
                path.append(j)
                j = self.head[j]
            found = known[j] if known[j] >= 0 else j
            known[j] = found
            for k in path:
                known[k] = found
        return known

    @cached_property
    def titled(self) -> bool:
        """Whether nearly every word has a capital, so that capitals tell no names."""
        words = [token.text for token in self.doc if token.is_alpha]
        return len(words) > 2 and sum(word[0].isupper() for word in words) > TITLED * len(words)

    @cached_property
    def roots(self) -> dict[int, int]:
        """The root token of each sentence."""
        return {self.sentence[i]: i for i, h in enumerate(self.head) if h == i}

    def opens(self, i: int) -> bool:
        """Tell whether token ``i`` heads a clause."""
        dep = self.dep[i]
        if dep in OPENERS or self.head[i] == i:
            return True
        return dep == CONJ and self.pos[i] in VERBS

    def up(self, i: int, limit: int = 12) -> Iterator[tuple[int, int]]:
        """Yield (child, head) pairs from token ``i`` towards the root, ``limit`` steps at most."""
        for _ in range(limit):
            h = self.head[i]
            if h == i:
                return
            yield i, h
            i = h

    def under(self, i: int, labels: frozenset[int]) -> list[int]:
        """Return the dependents of ``i`` that bear one of ``labels``."""
        return [c for c in self.children[i] if self.dep[c] in labels]

    def objects_of(self, i: int, preps: frozenset[int]) -> list[int]:
        """Return the objects of the prepositions in ``preps`` (lower-case ids) that hang on ``i``."""
        return [
            o
            for p in self.children[i]
            if self.lower[p] in preps and (self.dep[p] in PREPS or self.dep[p] in AGENTS)
            for o in self.under(p, POBJ)
        ]


def of(doc: Doc) -> Clauses:
    """Return the lists of ``doc``, made on first use and kept on the doc."""
    found = doc.user_data.get(_KEY)
    if isinstance(found, Clauses):
        return found
    made = doc.user_data[_KEY] = _read(doc)
    return made


def _read(doc: Doc) -> Clauses:
    table = doc.to_array(["HEAD", "DEP", "POS", "LOWER", "LEMMA", "SENT_START"])
    count = len(doc)
    heads = (table[:, 0].astype(np.int64) + np.arange(count)).tolist() if count else []
    starts = table[:, 5].astype(np.int64) == 1
    if count:
        starts[0] = True
    return Clauses(
        doc=doc,
        head=heads,
        dep=table[:, 1].tolist(),
        pos=table[:, 2].tolist(),
        lower=table[:, 3].tolist(),
        lemma=table[:, 4].tolist(),
        sentence=(np.cumsum(starts) - 1).tolist(),
    )


def top(c: Clauses, first: int, last: int) -> int:
    """Return the token of ``first`` to ``last`` that the others hang on."""
    for i in range(first, last + 1):
        if not first <= c.head[i] <= last or c.head[i] == i:
            return i
    return last
