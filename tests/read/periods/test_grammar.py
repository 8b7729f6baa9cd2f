"""Frames over letters: what fits where, and what a refused frame gives back."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.read.periods.grammar import Grammar, grammar, openers

TABLE: dict[str, Any] = {
    "words": {
        "MONTH": {"may": 5, "june": 6},
        "UNIT": {"day": "day", "second": "second"},
        "ORDINAL": {"second": 2},
    },
    "macros": {"DATE": "day:DAY month:MONTH"},
    "rule": [
        {"name": "date", "form": "date", "pattern": "{DATE} (of? year:YEAR)?"},
        {"name": "day", "form": "unit", "pattern": "the ord:ORDINAL unit:UNIT"},
        {"name": "month", "form": "date", "pattern": "month:MONTH"},
    ],
}


def frames(text: str, refuse: str = "") -> list[tuple[str, dict[str, Any]]]:
    small = Grammar(TABLE)
    words = small.lex(text)
    return [(f.rule, dict(f.slots)) for f in small.frames(words, lambda frame: frame.rule != refuse)]


def test_slots_hold_the_values_of_the_lists() -> None:
    assert frames("on 3 May of 2016.") == [("date", {"day": 3, "month": 5, "year": 2016})]


def test_a_word_may_stand_in_two_lists() -> None:
    assert frames("the second day") == [("day", {"ord": 2, "unit": "day"})]


def test_capitals_are_the_same_words() -> None:
    assert frames("3 MAY 2016") == frames("3 May 2016")


def test_a_refused_frame_frees_its_words() -> None:
    assert frames("3 June", refuse="date") == [("month", {"month": 6})]


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("a? b", {"a", "b"}),
        ("(a | b?) c", {"a", "b", "c"}),
        ("(a b)? (c)? d", {"a", "c", "d"}),
        ("a (?! b)", {"a"}),
    ],
)
def test_what_a_pattern_can_begin_with(pattern: str, first: set[str]) -> None:
    assert openers(pattern) == first


def test_every_frame_of_the_table_can_begin() -> None:
    shipped = grammar()
    assert shipped.frames_from.keys() <= set(shipped.letters.values())
    assert all(openers(shipped.expanded(rule)) for rule in shipped.rules)
