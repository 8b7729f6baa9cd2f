"""A statement is never relayed by itself, however its page is damaged."""

from __future__ import annotations

import pytest

from dateline.read import statements


@pytest.mark.parametrize(
    ("vias", "kept"),
    [
        ({}, {}),
        ({1: 0, 2: 1}, {1: 0, 2: 1}),
        ({0: 1, 1: 0}, {0: 1}),
        ({0: 0, 1: 0}, {1: 0}),
        ({0: 1, 1: 2, 2: 0, 3: 2}, {0: 1, 1: 2, 3: 2}),
    ],
)
def test_a_circle_is_opened_where_it_closes(vias: dict[int, int], kept: dict[int, int]) -> None:
    assert statements._without_circles(vias) == kept
