"""Says who a speaker is: the phrase in the text, the bare name, the role, whom a pronoun stands for."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.model import Span
from dateline.read.page import Passage

# What may stand before the head of a speaker's phrase and after it, without a clause of its own.
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "punct", "cc", "conj", "parataxis"})


def extent(head: Token) -> tuple[int, int]:
    """Return the first and last token of the speaker's noun phrase, relative clauses left out."""
    first, last = head.left_edge.i, head.i
    if head.pos_ in ("VERB", "AUX"):
        return head.i, head.i
    for kid in head.children:
        if kid.i < head.i:
            continue
        if kid.dep_ in ("relcl", "advcl", "punct"):
            if kid.dep_ == "relcl":
                break
            continue
        last = max(last, kid.right_edge.i)
    return first, last


def phrase(passage: Passage, head: Token) -> Span:
    """Return the speaker's noun phrase as a span of the report."""
    first, last = extent(head)
    doc = passage.doc
    while last > head.i and doc[last].text in (",", "“", "”", '"', "''", "—", "–", ":"):
        last -= 1
    while first < head.i and doc[first].text in (",", "“", "”", '"', "''", "—", "–", ":", ")"):
        first += 1
    return passage.span(first, last)
