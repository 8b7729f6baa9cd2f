"""Parts of wholes: syntax and the text's own arithmetic."""

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
        "The raid killed nine people, including three children and two teachers.",
        "Nine people died. Three of them were children, and two of them were teachers.",
        "Five people died: three in the north, two in the south.",
    ],
)
def test_every_part_hangs_on_the_same_whole(text: str) -> None:
    whole, *rest = find(text)
    assert len(rest) == 2
    assert {part.part_of for part in rest} == {whole.id}


def test_bare_numbers_that_do_not_add_up_are_counted_beside_the_first() -> None:
    first, second, third = find("Seven people died in the capital, four in the north and two in the south.")
    assert (first.part_of, second.part_of, third.part_of) == (None, None, None)
    assert (second.beside, third.beside) == (first.id, second.id)


def test_four_of_the_five_is_a_part_of_the_five() -> None:
    part, whole = find("Four of the five men who died were brothers.")
    assert (part.low, whole.low, part.part_of, whole.part_of) == (4, 5, whole.id, None)


def test_a_third_victim_is_one_of_the_total_already_given() -> None:
    whole, part = find("Four people were wounded by the blast. A third victim was wounded in the leg.")
    assert part.part_of == whole.id


def test_names_in_apposition_are_the_count_itself() -> None:
    whole, *named = find("Two of the drivers, Omar Saleh and Karim Haddad, were killed.")
    assert [person.part_of for person in named] == [whole.id, whole.id]


def test_a_part_named_far_from_its_whole_has_its_status() -> None:
    whole, part = find("Twelve people were killed in the shelling of the market, including four children.")
    assert (part.status, part.who, part.part_of) == (whole.status, "children", whole.id)


def test_what_is_included_in_a_place_is_no_part_of_the_dead() -> None:
    found = find("Nine people were killed. The army shelled several areas, including three villages.")
    assert [f.part_of for f in found if f.subject == "territory"] == []
    assert [f.low for f in found if f.status.value == "killed"] == [9]


def test_a_part_of_those_counted_is_told_with_its_noun() -> None:
    _, part = find("About 2,000 people were on board, 500 of them fighters.")
    assert (part.text, part.who, part.part_of) == ("500 of them fighters", "fighters", "f1")
