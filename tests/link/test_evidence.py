"""A citation is exactly one sentence of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link.evidence import citation, sentence
from factory import report


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One fell. Two rose. Three left.", "Two", "Two rose."),
        ("He met Gen. Smith on Dec. 4 in town. They left.", "Smith", "He met Gen. Smith on Dec. 4 in town."),
        ("“It is over.” She left. He stayed.", "over", "“It is over.”"),
        ("A title\n\nThe first line.\n\nThe second line.", "first", "The first line."),
        ("No stop at all", "stop", "No stop at all"),
    ],
)
def test_the_sentence_around_a_word(text: str, word: str, expected: str) -> None:
    start = text.index(word)
    assert citation(report(text), start, start + len(word)).text == expected


@given(st.text(alphabet='ab .!?\n"”A', min_size=1, max_size=80), st.data())
def test_bounds_hold_the_span_and_no_outer_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    own = report(text, published=None)
    first, last = sentence(own, start, start + 1)
    assert 0 <= first <= last <= len(text)
    if not text[start].isspace():
        assert first <= start < last
