"""The company a trigger keeps: the words of its phrase, clause and sentence, and its sides' actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.strings import get_string_id
from spacy.tokens import Doc

from dateline.model import Actor, ZoneKind
from dateline.read.clauses import PASSIVE_SUBJECTS, SUBJECTS, XCOMP, Clauses, ids
from dateline.read.events import sides
from dateline.read.events.triggers import Table
from dateline.read.page import Mention, Passage
from dateline.read.words import NONE, Words

HYPHENS = ids("-", "‐", "–")
HEADINGS = frozenset({ZoneKind.HEADLINE, ZoneKind.HEADING})
COMMA = [get_string_id(",")]
PRONOUNS = ids("they", "it", "he", "she")
PROPN = get_string_id("PROPN")
# Stands for "a name that no actor bears", most often a place; rows of the table ask for it.
A_NAME = ("@place",)


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase of the table found at tokens ``first`` to ``last``; longest reading first."""

    first: int
    last: int
    words: tuple[str, ...]


def hits(doc: Doc, table: Table) -> list[Hit]:
    """Return every word of the table in ``doc``; a phrase is given where it starts."""
    lowers = doc.to_array("LOWER").tolist()
    forms = table.forms
    found = []
    for i, lower in enumerate(lowers):
        bases = forms.get(lower)
        if bases is not None:
            found.append(_hit(lowers, i, bases, table))
    return found


def _hit(lowers: Sequence[int], i: int, bases: tuple[str, ...], table: Table) -> Hit:
    last, words = i, list(bases)
    for base in bases:
        for rest, phrase in table.phrases.get(base, ()):
            end = _follow(lowers, i, rest, table)
            if end is not None:
                words.insert(0, phrase)
                last = max(last, end)
                break
    return Hit(i, last, tuple(words))


def _follow(lowers: Sequence[int], i: int, rest: tuple[str, ...], table: Table) -> int | None:
    """Return the last token of the phrase that goes on with ``rest`` after token ``i``."""
    for base in rest:
        i += 1
        if i < len(lowers) and lowers[i] in HYPHENS:
            i += 1
        if i >= len(lowers) or base not in table.forms.get(lowers[i], ()):
            return None
    return i


class Company:
    """Answers, for any trigger of one passage, which words and actors keep it company."""

    def __init__(
        self, passage: Passage, c: Clauses, known: Sequence[Hit], actors: Sequence[Mention[Actor]]
    ) -> None:
        self.c = c
        self.heading = passage.zone.kind in HEADINGS
        self.at: dict[int, Hit] = {hit.first: hit for hit in known}
        self.actor_at = _actor_tokens(passage, actors)
        self.sentence: dict[int, set[str]] = {}
        self.clause: dict[int, set[str]] = {}
        for i, words in self._words():
            self.sentence.setdefault(c.sentence[i], set()).update(words)
            for clause in self._clauses(i):
                self.clause.setdefault(clause, set()).update(words)

    def _words(self) -> Iterator[tuple[int, Iterable[str]]]:
        for hit in self.at.values():
            yield hit.first, hit.words
        for i, actor in self.actor_at.items():
            yield i, (actor.kind or "",)
        for i, pos in enumerate(self.c.pos):
            if pos == PROPN and i not in self.actor_at:
                yield i, A_NAME

    def _clauses(self, i: int) -> tuple[int, ...]:
        clause = self.c.clause[i]
        if self.c.dep[clause] == XCOMP:
            return clause, self.c.clause[self.c.head[clause]]
        return (clause,)

    def names(self, hit: Hit) -> bool:
        """Tell whether the words are part of a party's own name ("Liberation Front")."""
        return hit.first in self.actor_at and self.c.pos[hit.first] == PROPN

    def around(self, hit: Hit, i: int, verbal: bool) -> Callable[[str], Words | set[str]]:
        """Return the lookup that the table's rows ask: the words of a named scope."""

        def scope(name: str) -> Words | set[str]:
            if name == "sentence":
                return self.sentence.get(self.c.sentence[i], NONE)
            if name == "clause":
                return self.frame(hit, i)
            if name == "near":
                at = self.c.sentence[i]
                return set().union(*(self.sentence.get(k, NONE) for k in (at - 1, at, at + 1)))
            if name == "next":
                after = {hit.last + 1, hit.last + 2}
                return {word for k in after if k in self.at for word in self.at[k].words}
            if name == "np":
                return self._phrase(hit, i)
            a, b = self._heads(i, verbal)
            return self._argument(a if name == "a" else b)

        return scope

    def frame(self, hit: Hit, i: int) -> set[str]:
        """Return the words of the trigger's clause, with the clause it completes (xcomp)."""
        found: set[str] = set()
        for clause in self._clauses(i):
            found |= self.clause.get(clause, set())
        return found

    def _phrase(self, hit: Hit, i: int) -> set[str]:
        """Return the words next to the trigger and those that hang on it."""
        around = {*range(hit.first - 2, hit.last + 3), *self.c.children[i], self.c.head[i]} - {i}
        return {word for k in around if k in self.at for word in self.at[k].words}

    def _argument(self, heads: Sequence[int]) -> set[str]:
        found: set[str] = set()
        for top in heads:
            for i in sides.members(self.c, top):
                if i in self.at:
                    found.update(self.at[i].words)
                if i in self.actor_at:
                    found.add(self.actor_at[i].kind or "")
                elif self.c.pos[i] == PROPN:
                    found.update(A_NAME)
        return found

    def parties(self, i: int, verbal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the actor ids of side A and side B; nobody is on both."""
        a, b = (self._ids(heads) for heads in self._heads(i, verbal))
        one_sided = tuple(actor for actor in a if actor not in b)
        return (one_sided, b) if one_sided else (a, tuple(actor for actor in b if actor not in a))

    def _heads(self, i: int, verbal: bool) -> sides.Sides:
        """Return the argument heads of the trigger, "they" resolved and title case read by its order."""
        a, b = sides.of(self.c, i, verbal)
        if not a and not b and self.heading and self.c.doc[i].tag_.startswith("NNP"):
            return self._beside(i)
        return self._told(a, i), b

    def _beside(self, i: int) -> sides.Sides:
        """Read a headline in title case, which the parser takes for one long name, by its order."""
        before = [k for k in self.actor_at if k < i]
        after = [k for k in self.actor_at if k > i]
        return [max(before)] if before else [], [min(after)] if after else []

    def _told(self, heads: list[int], i: int) -> list[int]:
        """Return the subject of the sentence before for "they" and "it" as a side."""
        if len(heads) != 1 or self.c.lower[heads[0]] not in PRONOUNS:
            return heads
        root = self.c.roots.get(self.c.sentence[i] - 1)
        return self.c.under(root, SUBJECTS | PASSIVE_SUBJECTS) if root is not None else []

    def _ids(self, heads: Sequence[int]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for top in heads:
            for i in sides.members(self.c, top):
                if i in self.actor_at:
                    found[self._named(i).id] = None
        return tuple(found)

    def _named(self, i: int) -> Actor:
        """Return the party at ``i``, or the name set beside it: "a rebel faction, the River Guard"."""
        end = i + 1
        while self.actor_at.get(end) is self.actor_at[i]:
            end += 1
        if self.c.lower[end : end + 1] != COMMA or self.c.doc[end - 1].tag_ != "NN":
            return self.actor_at[i]
        return self.actor_at.get(end + 1) or self.actor_at.get(end + 2) or self.actor_at[i]


def _actor_tokens(passage: Passage, actors: Sequence[Mention[Actor]]) -> dict[int, Actor]:
    """Map each token of each actor mention of the passage to its actor."""
    found: dict[int, Actor] = {}
    for mention in actors:
        first = int(mention.notes.get("first", mention.head.i))
        last = int(mention.notes.get("last", mention.head.i))
        for i in range(first, last + 1):
            found[i] = mention.record
    return found
