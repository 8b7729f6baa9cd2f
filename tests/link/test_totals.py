"""Totals never add a part to its whole: they equal what a search through all possible counts finds."""

from __future__ import annotations

import random
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import linker, tolls, totals
from dateline.link.totals import Bounds, Node, add
from dateline.model import Exactness
from factory_accounts import account
from factory_told import told

# A count that nothing bounds is searched up to here; no tree below comes to as much.
CAP = 60


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    low = draw(st.integers(0, 6))
    high = draw(st.none() | st.integers(low, 9))
    return Bounds(low, draw(st.integers(low, high if high is not None else low + 3)), high)


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> Node:
    parts = draw(st.lists(trees(depth - 1), max_size=3)) if depth else []
    own = draw(bounds()) if not parts or draw(st.booleans()) else None
    return Node(str(draw(st.integers(0, 10**9))), own, tuple(parts))


def possible(node: Node) -> set[int]:
    """Return every count the node can come to, CAP for all above; none when it contradicts itself."""
    sums = {0}
    for part in node.parts:
        sums = {min(a + b, CAP) for a, b in product(sums, possible(part))}
    if node.own is None:
        return sums
    high = CAP if node.own.high is None else int(node.own.high)
    return {count for count in range(int(node.own.low), high + 1) if any(count >= part for part in sums)}


@given(trees())
def test_totals_are_what_every_possible_count_allows(tree: Node) -> None:
    found, counts = add(tree), possible(tree)
    assert bool(found.contradicted) == (not counts)
    if counts:
        assert found.bounds.low == min(counts)
        assert (CAP if found.bounds.high is None else found.bounds.high) == max(counts)


def shuffled(node: Node, seed: int) -> Node:
    parts = [shuffled(part, seed) for part in node.parts]
    random.Random(seed).shuffle(parts)  # noqa: S311 - an order, not a secret
    return Node(node.name, node.own, tuple(parts))


@given(trees(), st.integers(0, 9))
def test_the_order_of_parts_changes_nothing(tree: Node, seed: int) -> None:
    assert add(tree) == add(shuffled(tree, seed))


@given(trees())
def test_what_is_left_is_what_no_part_explains(tree: Node) -> None:
    found = add(tree)
    assert 0 <= found.left <= found.bounds.best


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 23), st.integers(0, 50)),
             min_size=1, max_size=8, unique_by=lambda own: own[1]),
    st.lists(st.integers(0, 7), max_size=8),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_a_toll_is_the_latest_word_of_each_voice_in_any_order_with_any_copies(
    said: list[tuple[str, int, int]], again: list[int], order: random.Random
) -> None:
    latest = {voice: low for voice, _, low in sorted(said, key=lambda own: own[1])}
    copies = [said[i % len(said)] for i in again]
    accounts = [
        account(voice, low, hour=hour, via=f"Outlet {i}", exactness=Exactness.EXACT)
        for i, (voice, hour, low) in enumerate([*said, *copies])
    ]
    order.shuffle(accounts)
    (toll,) = tolls.of(accounts)
    assert (toll.low, toll.high) == (min(latest.values()), max(latest.values()))
    assert toll.best in latest.values()


def test_a_province_s_count_less_its_towns_is_not_located() -> None:
    incidents = linker.link(
        [told("A", "Northam", 22), told("B", "Southby", 20, hour=13), told("C", "Midland", 51, hour=14)]
    ).incidents
    assert [own.part_of is not None for own in incidents] == [True, True, False]
    found = {own.of: own for own in totals.of(incidents)}
    for kind in ("day", "place", "conflict"):
        assert (found[kind].low, found[kind].best, found[kind].not_located) == (51, 51, 9)
        assert found[kind].contradicted == ()


def test_towns_that_come_to_more_than_their_province_contradict_it_and_it_is_not_solved() -> None:
    one, other, wide = linker.link(
        [told("A", "Northam", 30), told("B", "Southby", 25, hour=13), told("C", "Midland", 51, hour=14)]
    ).incidents
    (total,) = [own for own in totals.of([one, other, wide]) if own.of == "conflict"]
    assert (total.low, total.contradicted) == (55, (wide.id,))
    assert wide.tolls[0].best == 51, "the province's own count stays as it was told"
