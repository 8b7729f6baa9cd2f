"""Extents that meet are looked up once, and nothing is looked up that no extent holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.extents import joined
from dateline.link.memory import Extent

extents = st.lists(
    st.builds(
        lambda key, first, days: Extent(key, first, first + days),
        st.sampled_from(["A", "B"]),
        st.integers(1, 40),
        st.integers(0, 9),
    )
)


def days(found: list[Extent]) -> list[tuple[str, int]]:
    return [(own.key, day) for own in found for day in range(own.first, own.last + 1)]


@given(extents)
def test_joined_extents_hold_the_same_days_each_once(found: list[Extent]) -> None:
    together = days(joined(found))
    assert set(together) == set(days(found))
    assert len(together) == len(set(together))
