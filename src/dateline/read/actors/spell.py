"""Folds a doc's words for the party table, and skips docs that hold none of its words."""

from __future__ import annotations

from spacy.tokens import Doc

from dateline.read.actors.parties import ARTICLES, Table, fold

# Folding is remembered by the parser's word number; a language's working vocabulary fits well below this.
REMEMBERED = 200_000
_folded: dict[int, str] = {}


def words(doc: Doc, table: Table) -> list[str] | None:
    """Return the folded words, "" for articles and marks; None when no word is in the table."""
    if len(_folded) > REMEMBERED:
        _folded.clear()
    strings = doc.vocab.strings
    found = []
    for lower in doc.to_array("LOWER").tolist():
        word = _folded.get(lower)
        if word is None:
            word = fold(strings[lower])
            word = _folded[lower] = "" if word in ARTICLES else word
        found.append(word)
    return found if not table.wanted.isdisjoint(found) else None
