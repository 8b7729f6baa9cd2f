"""Ages are no counts, alone or in a list."""

from __future__ import annotations

import pytest

from dateline.read import figures
from factory import page


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The five men, ages 14, 18 and 29, were wounded.", [5]),
        ("Two sailors, 23 and 31, were killed on the quay.", [2]),
        ("Those killed were three women, 35, 46 and 54 years old and a driver.", [3, 1]),
        ("A boy, 14, and a girl, 12, died when the boat sank.", [1, 1]),
        ("The guards killed 14 rebels, 29 in all, by Friday.", [14, 29]),
    ],
)
def test_ages_are_not_counted(text: str, counts: list[int]) -> None:
    found = [m.record.low for m in figures.find(page(text), []) if m.record.subject == "people"]
    assert found == counts
