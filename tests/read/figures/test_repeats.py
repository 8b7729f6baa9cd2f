"""Counts beside each other, and counts told again."""

from __future__ import annotations

import pytest

from dateline.model import Figure
from dateline.read import figures
from factory import page


def find(text: str) -> list[Figure]:
    return [mention.record for mention in figures.find(page(text), [])]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed two soldiers and one farmer.",
        "Police arrested a smuggler and detained three drivers.",
        "Five people were killed. Two more people were killed in the north.",
        "A man was killed. Another man was killed in the north.",
        "Omar Saleh was killed on the road. Karim Haddad was killed in the market.",
        "A 17-year-old boy was killed. A 40-year-old woman was killed.",
        "He killed two neighbours, then killed himself.",
    ],
)
def test_others_are_counted_beside_the_first(text: str) -> None:
    first, second = find(text)
    assert (second.beside, second.repeats) == (first.id, None)


@pytest.mark.parametrize(
    "text",
    [
        "A man was killed. The man was killed at noon.",
        "A driver was killed. Omar Saleh was killed at noon.",
        "Omar Saleh was killed. Saleh was killed at noon.",
        "Nine people were killed. The nine people were killed at noon.",
    ],
)
def test_a_second_telling_makes_no_second_victim(text: str) -> None:
    first, second = find(text)
    assert (second.beside, second.repeats) == (None, first.id)


def test_others_than_the_dead_are_not_added_to_the_wounded() -> None:
    dead, wounded = find("One man was killed and three others were wounded.")
    assert (wounded.low, wounded.beside, wounded.part_of) == (3, None, None)
    assert dead.low == 1


def test_a_vague_count_never_repeats_an_exact_one() -> None:
    _, second = find("Thousands were killed. The ministry put the death toll at 2,000.")
    assert second.repeats is None
