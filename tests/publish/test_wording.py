"""Numbers, counts, dates and lists in correct English, never firmer than the account."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Exactness
from dateline.publish import wording


@pytest.mark.parametrize(
    ("low", "high", "exactness", "noun", "said", "expected"),
    [
        (22, 22, Exactness.EXACT, "people", None, "22 people"),
        (1, 1, Exactness.EXACT, "children", None, "one child"),
        (51, None, Exactness.AT_LEAST, "people", None, "at least 51 people"),
        (None, 30, Exactness.AT_MOST, "civilians", None, "at most 30 civilians"),
        (200, 300, Exactness.RANGE, "men", None, "200 to 300 men"),
        (50_000, 50_000, Exactness.ABOUT, "civilians", None, "about 50\u202f000 civilians"),
        (24, None, Exactness.VAGUE, "people", "dozens", "“dozens” of people"),
        (200, None, Exactness.VAGUE, "rebels", "Hundreds of rebels", "“Hundreds of rebels”"),
        (24, None, Exactness.VAGUE, "people", None, "an unstated number of people"),
        (7, None, None, "fighters", None, "at least seven fighters"),
    ],
)
def test_a_count_reads_as_its_account_gave_it(
    low: int | None, high: int | None, exactness: Exactness | None, noun: str, said: str | None, expected: str
) -> None:
    assert wording.count(low, high, exactness, noun, said) == expected


@given(st.integers(0, 10**9), st.sampled_from(Exactness))
def test_an_open_count_is_never_said_to_be_exact(low: int, exactness: Exactness) -> None:
    said = wording.count(low, None, exactness, "people")
    assert said.startswith(("at least", "about", "at most", "an unstated number"))


@given(st.integers(0, 10**12))
def test_digits_survive_their_grouping(value: int) -> None:
    assert int(wording.number(value).replace("\u202f", "")) == value


@pytest.mark.parametrize(
    ("value", "expected"), [(3, "three"), (19, "nineteen"), (40, "forty"), (67, "sixty-seven"), (100, "100")]
)
def test_numbers_are_spelled_below_a_hundred(value: int, expected: str) -> None:
    assert wording.spelled(value) == expected


@pytest.mark.parametrize(
    ("plural", "one"),
    [("people", "person"), ("women", "woman"), ("fighters", "fighter"), ("police", "police")],
)
def test_a_noun_for_one(plural: str, one: str) -> None:
    assert wording.singular(plural) == one


def test_an_amount_takes_its_last_noun_in_the_singular() -> None:
    assert wording.several(1, "independent voices") == "one independent voice"
    assert wording.several(12, "reports") == "12 reports"
    assert wording.several(0, "reports") == "no reports"


def test_days_carry_their_weekday_and_drop_only_the_pages_year() -> None:
    first, last = dt.date(2016, 12, 2), dt.date(2016, 12, 4)
    assert wording.when(last, last, 2016) == "on Sunday 4 December"
    assert wording.when(last, last) == "on Sunday 4 December 2016"
    assert wording.when(first, last, 2016) == "between Friday 2 December and Sunday 4 December"
    assert wording.when(dt.date(2015, 12, 31), last, 2016).startswith("between Thursday 31 December 2015")
    assert wording.when(None, None) == ""
    assert wording.when(dt.date(1982, 1, 1), dt.date(1982, 12, 31), 2016) == "in 1982"
    assert wording.when(dt.date(2016, 11, 1), dt.date(2016, 11, 30), 2016) == "in November"
    assert wording.when(dt.date(2016, 9, 1), dt.date(2016, 11, 30), 2016) == "from September to November"


def test_a_modifier_stands_as_english_has_it() -> None:
    assert wording.modified("eastern", "Aleppo") == "eastern Aleppo"
    assert wording.modified("southern countryside", "Idlib") == "the southern countryside of Idlib"
    assert wording.modified(None, "Idlib") == "Idlib"


def test_a_sentence_begins_with_a_capital_and_ends_once() -> None:
    assert wording.sentence("22 people", "were hurt", ", according to the mayor") == (
        "Twenty-two people were hurt, according to the mayor."
    )
    assert wording.sentence("why?") == "Why?"


def test_words_that_take_a_side_are_quoted() -> None:
    assert wording.guarded("terrorists") == "“terrorists”"
    assert wording.guarded("fighters") == "fighters"
