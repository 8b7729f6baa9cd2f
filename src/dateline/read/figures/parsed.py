"""A passage's parse as plain lists, so that the inner loops of a reader touch no parser object."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.read.page import Passage

# Longer than any sentence of prose; a "sentence" beyond it is a list or a page without punctuation.
REACH = 150


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """Token ``i`` of ``passage.doc`` as lists: ``lower`` and ``lemma`` (both lower case), ``dep``, ``tag``,
    ``head`` (index), ``kids`` (indices, in order) and ``sent`` (number of its sentence)."""

    passage: Passage
    lower: list[str]
    lemma: list[str]
    dep: list[str]
    tag: list[str]
    head: list[int]
    kids: list[list[int]]
    sent: list[int]

    def __len__(self) -> int:
        return len(self.lower)

    def kid(self, i: int, *deps: str) -> int | None:
        """Return the first child of token ``i`` with one of the labels ``deps``."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def passive(self, verb: int) -> bool:
        """Return whether the verb at ``verb`` is a passive, as far as its auxiliaries and subject show."""
        return any(self.dep[k] in ("auxpass", "nsubjpass", "agent") for k in self.kids[verb])

    def text(self, first: int, last: int) -> str:
        """Return the characters from token ``first`` to token ``last``, both included."""
        return self.passage.span(first, last).text

    def sentence(self, i: int) -> tuple[int, int]:
        """Return the first token of the sentence of token ``i`` and the one behind its last.

        No further than ``REACH`` tokens away, so that a text without full stops stays linear.
        """
        start = end = i
        while start > max(0, i - REACH) and self.sent[start - 1] == self.sent[i]:
            start -= 1
        while end < min(len(self.sent), i + REACH) and self.sent[end] == self.sent[i]:
            end += 1
        return start, end


def view(passage: Passage) -> Parsed:
    """Return the parse of one passage."""
    tokens = list(passage.doc)
    head = [token.head.i for token in tokens]
    kids: list[list[int]] = [[] for _ in head]
    sent, number = [], -1
    for i, token in enumerate(tokens):
        if head[i] != i:
            kids[head[i]].append(i)
        number += bool(token.is_sent_start) or i == 0
        sent.append(number)
    return Parsed(
        passage,
        [token.lower_ for token in tokens],
        [token.lemma_.lower() for token in tokens],
        [token.dep_ for token in tokens],
        [token.tag_ for token in tokens],
        head,
        kids,
        sent,
    )
