"""The lists of a doc agree with the parser's tokens, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read import clauses, nlp

SOME = ("the", "army", "rebels", "attacked", "and", "who", "said", "that", "to", "bomb", ",", ".", "Friday")
WORDS = st.lists(st.sampled_from(SOME), max_size=25)


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_every_token_is_in_the_clause_of_one_of_its_ancestors(words: list[str]) -> None:
    doc = next(iter(nlp.parse([" ".join(words)])))
    c = clauses.of(doc)
    for token in doc:
        above = {token.i, *(ancestor.i for ancestor in token.ancestors)}
        assert c.head[token.i] == token.head.i
        assert c.clause[token.i] in above
        assert c.opens(c.clause[token.i])
        assert c.children[token.i] == [child.i for child in token.children]


def test_sentences_are_numbered_in_order() -> None:
    doc = next(iter(nlp.parse(["Jets came. Rebels fled. Nobody died."])))
    assert [clauses.of(doc).sentence[s.start] for s in doc.sents] == [0, 1, 2]


def test_an_empty_doc_has_empty_lists() -> None:
    doc = next(iter(nlp.parse([""])))
    assert clauses.of(doc).clause == []
