"""Number words and the bounds they give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Exactness
from dateline.read import nlp
from dateline.read.figures import numbers
from dateline.read.figures.numbers import Kind

# Words that can stand in a number or break one off.
VOCABULARY = [
    "at",
    "least",
    "two",
    "or",
    "-",
    "3",
    "5,000",
    "hundred",
    "of",
    "few",
    "a",
    "and",
    "%",
    "dozens",
]


def bounds(text: str) -> list[tuple[float | None, float | None, Exactness]]:
    words = [token.lower_ for token in nlp.load().make_doc(text)]
    return [(n.low, n.high, n.exactness) for n in numbers.find(words)]


@pytest.mark.parametrize(
    ("text", "low", "high", "exactness"),
    [
        ("14 drivers", 14, 14, Exactness.EXACT),
        ("12,400 people", 12400, 12400, Exactness.EXACT),
        ("2.5 million people", 2_500_000, 2_500_000, Exactness.EXACT),
        ("13.5K names", 13_500, 13_500, Exactness.EXACT),
        ("twenty-two men", 22, 22, Exactness.EXACT),
        ("a hundred and five prisoners", 105, 105, Exactness.EXACT),
        ("three hundred twenty thousand people", 320_000, 320_000, Exactness.EXACT),
        ("half a dozen guards", 6, 6, Exactness.EXACT),
        ("two dozen guards", 24, 24, Exactness.EXACT),
        ("both brothers", 2, 2, Exactness.EXACT),
        ("at least 51 people", 51, None, Exactness.AT_LEAST),
        ("more than 300 houses", 300, None, Exactness.AT_LEAST),
        ("no fewer than nine", 9, None, Exactness.AT_LEAST),
        ("40 or more", 40, None, Exactness.AT_LEAST),
        ("100+ people", 100, None, Exactness.AT_LEAST),
        ("up to 70 people", None, 70, Exactness.AT_MOST),
        ("as many as 20", None, 20, Exactness.AT_MOST),
        ("fewer than 30", None, 30, Exactness.AT_MOST),
        ("an estimated 220,000 people", 220_000, 220_000, Exactness.ABOUT),
        ("nearly 40 men", 40, 40, Exactness.ABOUT),
        ("30 or so", 30, 30, Exactness.ABOUT),
        ("200-300 men", 200, 300, Exactness.RANGE),
        ("about 200-300 men", 200, 300, Exactness.RANGE),
        ("between 5 and 9 people", 5, 9, Exactness.RANGE),
        ("from 3 to 5 people", 3, 5, Exactness.RANGE),
        ("two or three dozen men", 24, 36, Exactness.RANGE),
        ("eight to 12 men", 8, 12, Exactness.RANGE),
        ("5 to 10 percent of the houses", 0.05, 0.1, Exactness.RANGE),
        ("several villagers", 3, None, Exactness.VAGUE),
        ("a few of them", 3, None, Exactness.VAGUE),
        ("a couple of men", 2, None, Exactness.VAGUE),
        ("dozens of people", 24, None, Exactness.VAGUE),
        ("scores of people", 40, None, Exactness.VAGUE),
        ("hundreds of rebels", 200, None, Exactness.VAGUE),
        ("tens of thousands of people", 20_000, None, Exactness.VAGUE),
        ("several hundred people", 300, None, Exactness.VAGUE),
        ("many people", None, None, Exactness.VAGUE),
        ("no casualties", 0, 0, Exactness.EXACT),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, exactness: Exactness) -> None:
    assert bounds(text) == [(low, high, exactness)]


def test_after_a_change_only_the_new_number_holds() -> None:
    assert bounds("the toll rose from 3 to 5") == [(5, 5, Exactness.EXACT)]
    assert bounds("the number fell from 9 to 5") == [(5, 5, Exactness.EXACT)]


def test_shares_are_between_none_and_one() -> None:
    words = [
        token.lower_ for token in nlp.load().make_doc("about 1/3 of the city, two-thirds of it, 40 percent")
    ]
    found = list(numbers.find(words))
    assert [n.low for n in found] == [0.3333, 0.6667, 0.4]
    assert all(n.kind is Kind.SHARE for n in found)
    assert found[0].exactness is Exactness.ABOUT


@pytest.mark.parametrize(
    "text", ["the third of May", "his second son", "in the 21st century", "no longer", "many-sided"]
)
def test_ordinals_and_idioms_are_no_numbers(text: str) -> None:
    assert bounds(text) == []


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_keep_their_value_with_and_without_separators(value: int) -> None:
    assert bounds(f"{value:,} people") == [(value, value, Exactness.EXACT)]
    assert bounds(f"{value} people") == [(value, value, Exactness.EXACT)]


@given(
    st.lists(
        st.sampled_from(VOCABULARY),
        max_size=30,
    )
)
def test_numbers_never_overlap_and_their_bounds_are_ordered(words: list[str]) -> None:
    end = -1
    for number in numbers.find(words):
        assert end < number.first <= number.at <= number.last < len(words)
        end = number.last
        if number.low is not None and number.high is not None:
            assert number.low <= number.high


@pytest.mark.parametrize("words", ["9" * 400, "5" + " million" * 60, "hundred " * 60, "1" + "0" * 5000])
def test_no_number_is_beyond_what_can_be_counted(words: str) -> None:
    found = list(numbers.find(words.split()))
    assert all(number.low is None or number.low <= numbers.LARGEST for number in found)
