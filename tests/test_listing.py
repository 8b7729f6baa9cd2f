"""A list reads as English does."""

from __future__ import annotations

import pytest

from dateline.listing import listed


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_the_last_two_are_joined_by_and(items: list[str], words: str) -> None:
    assert listed(items) == words
