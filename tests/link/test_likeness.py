"""What the facts rule out is told before words are compared, and never otherwise."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import tellings
from dateline.link.likeness import Side, compare
from dateline.link.traits import Traits
from factory import DAY
from factory_told import told

words = st.dictionaries(st.sampled_from([f"@name{n}" for n in range(9)]), st.just(0.4), max_size=6)


def side(source: str, town: str, count: int, later: int, names: dict[str, float]) -> Side:
    (telling,) = tellings.of(told(source, town, count, day=DAY + dt.timedelta(days=later)))
    return Side(telling, Traits(names, {}, {}, title=names, rare=frozenset(names)))


sides = st.builds(
    side,
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(["Northam", "Southby", "Midland"]),
    st.integers(1, 40),
    st.integers(0, 50),
    words,
)


@given(sides, sides, st.floats(0, 1), st.floats(0, 1))
def test_a_pair_left_out_for_its_facts_is_less_likely_than_asked(
    a: Side, b: Side, trust: float, least: float
) -> None:
    whole, quick = compare(a, b, trust=trust), compare(a, b, trust=trust, least=least)
    assert quick == whole or (quick is None and whole is not None and whole.score < least)
