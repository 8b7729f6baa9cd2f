"""Groups follow the mean score, whatever order pairs come in, and decisions bind."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.clusters import average_link

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.floats(0, 1),
    max_size=28,
)


def test_a_chain_of_one_likeness_does_not_join_two_groups() -> None:
    scores = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8}
    assert average_link(4, scores, 0.5) == [[0, 1], [2, 3]]


def test_what_people_decided_binds() -> None:
    assert average_link(3, {(0, 1): 0.9}, 0.5, different=[(0, 1)]) == [[0], [1], [2]]
    assert average_link(3, {}, 0.5, same=[(0, 2)]) == [[0, 2], [1]]
    assert average_link(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}, 0.5, different=[(0, 2)]) in (
        [[0, 1], [2]],
        [[0], [1, 2]],
    )


@given(SCORES, st.floats(0.1, 0.9), st.randoms())
def test_every_item_is_in_one_group_and_the_order_of_pairs_changes_nothing(
    scores: dict[tuple[int, int], float], threshold: float, random: object
) -> None:
    groups = average_link(8, scores, threshold)
    assert sorted(itertools.chain(*groups)) == list(range(8))
    pairs = list(scores.items())
    random.shuffle(pairs)  # type: ignore[attr-defined]
    assert average_link(8, dict(pairs), threshold) == groups


@given(SCORES)
def test_a_group_holds_together(scores: dict[tuple[int, int], float]) -> None:
    for group in average_link(8, scores, 0.5):
        if len(group) > 1:
            inside = [scores.get(pair, 0) for pair in itertools.combinations(group, 2)]
            assert max(inside) >= 0.5


def test_settled_groups_gain_members_but_never_join_one_another() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9}
    assert average_link(3, scores, 0.5, settled=[0, 1]) in ([[0, 2], [1]], [[0], [1, 2]])
    assert average_link(3, {(0, 1): 0.9}, 0.5, same=[(0, 1)], settled=[0, 1]) == [[0, 1], [2]]
