"""Tolls keep every account, supersede a voice's own earlier count, and never add a part to its whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link import tolls
from dateline.model import Exactness, FigureStatus
from factory_accounts import account


def test_a_voices_later_count_supersedes_its_earlier_one() -> None:
    (toll,) = tolls.of(
        [account("Rescuers", 22, hour=18), account("Rescuers", 9, hour=9), account("Rescuers", 17, hour=13)]
    )
    assert (toll.low, toll.best, toll.high) == (22, 22, 22)
    assert [(a.low, a.superseded) for a in toll.accounts] == [(9, True), (17, True), (22, False)]


def test_two_voices_make_a_range_and_best_is_what_most_say() -> None:
    (toll,) = tolls.of([account("A", 20), account("B", 25), account("C", 25, hour=9)])
    assert (toll.low, toll.best, toll.high) == (20, 25, 25)


def test_a_copy_is_not_a_second_voice() -> None:
    (toll,) = tolls.of([account("A", 20, via="X"), account("A", 20, via="Y"), account("B", 25, hour=13)])
    assert toll.best == 25, "one voice each, so the later count"


def test_at_least_leaves_the_high_open() -> None:
    (toll,) = tolls.of([account("A", 51, high=None, exactness=Exactness.AT_LEAST), account("B", 40)])
    assert (toll.low, toll.best, toll.high) == (40, 40, None), "in doubt, the lower"


def test_best_is_the_count_that_fits_what_most_voices_say() -> None:
    open_end = {"high": None, "exactness": Exactness.AT_LEAST}
    (toll,) = tolls.of([account("A", 20, hour=15, **open_end), account("B", 51, **open_end)])
    assert (toll.low, toll.best, toll.high) == (20, 51, None)


def test_a_part_is_listed_but_never_added() -> None:
    (toll,) = tolls.of([account("A", 51), account("A", 22, part_of="f1", report="same")])
    assert (toll.low, toll.best, toll.high) == (51, 51, 51)
    assert sorted(a.low for a in toll.accounts if a.low is not None) == [22, 51]


def test_a_group_has_a_toll_of_its_own_within_the_whole() -> None:
    whole, children = tolls.of([account("A", 22), account("A", 4, who="four children")])
    assert (whole.who, whole.best) == (None, 22)
    assert (children.who, children.best, children.part_of) == ("children", 4, "killed")


def test_each_status_has_its_own_toll() -> None:
    found = tolls.of([account("A", 3), account("A", 15, status=FigureStatus.INJURED)])
    assert [(t.status, t.best) for t in found] == [(FigureStatus.KILLED, 3), (FigureStatus.INJURED, 15)]


@given(
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.integers(0, 99), st.integers(0, 23)), min_size=1, max_size=12
    ),
    st.randoms(),
)
def test_order_and_repetition_change_nothing(told: list[tuple[str, int, int]], random: object) -> None:
    latest = {(name, hour): low for name, low, hour in told}
    given_ = [account(name, low, hour=hour) for (name, hour), low in latest.items()]
    shuffled = [*given_, *given_[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    (a,), (b,) = tolls.of(given_), tolls.of(shuffled)
    assert (a.low, a.best, a.high) == (b.low, b.best, b.high)
    final = {name: low for (name, hour), low in sorted(latest.items(), key=lambda kv: kv[0][1])}
    assert (a.low, a.high) == (min(final.values()), max(final.values()))
