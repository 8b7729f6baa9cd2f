"""The records refuse what would break the one promise."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dateline.model import Citation, Item, Span


def test_a_span_holds_exactly_its_characters() -> None:
    with pytest.raises(ValidationError, match="does not hold"):
        Span(start=0, end=3, text="four")


def test_an_item_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValidationError, match="citations"):
        Item(kind="sentence", text="Nobody said this.", citations=())


def test_a_quote_must_be_in_the_words_it_cites() -> None:
    cited = Citation(report="sha256:0", start=0, end=12, text="cannot leave")
    assert Item(kind="quote", text="cannot", citations=(cited,))
    with pytest.raises(ValidationError, match="not in the words"):
        Item(kind="quote", text="will leave", citations=(cited,))


def test_records_are_frozen() -> None:
    span = Span(start=0, end=1, text="a")
    with pytest.raises(ValidationError, match="frozen"):
        span.start = 2  # type: ignore[misc]
