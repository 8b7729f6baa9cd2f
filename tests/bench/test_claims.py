"""What counts as found and as right, when counts are judged as attributed claims."""

from __future__ import annotations

from typing import Any

import pytest
from bench.claims import matched, right

from factory import read

TEXT = (
    "At least 51 people were killed in Homs on Sunday, the Red Crescent said, including four children. "
    "Jane Doe was killed too."
)


def claim(words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    keys = ("status", "low", "high", "exactness", "place", "period", "speaker", "part_of", "background")
    return {"start": start, "end": start + len(words), **dict.fromkeys(keys, "?"), **fields}


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_a_count_is_found_by_its_words_and_a_name_is_not_held_against_the_reader() -> None:
    claims = [claim("At least 51 people", id="all"), claim("four children", part_of="all")]
    found, left = matched(read(TEXT), TEXT, claims)
    assert [m.figure is not None for m in found] == [True, True]
    assert left == []
    assert right(found[1], "part_of") is True


@pytest.mark.parametrize(
    ("attribute", "gold", "answer"),
    [
        ("status", "killed", True),
        ("status", "injured", False),
        ("low", 51, True),
        ("high", None, True),
        ("place", span("Homs"), True),
        ("place", None, False),
        ("period", "2016-12-04", True),
        ("period", "2016-12-03", False),
        ("period", None, False),
        ("speaker", span("the Red Crescent"), True),
        ("speaker", None, False),
        ("part_of", None, True),
        ("background", "?", None),
    ],
)
def test_each_attribute_is_judged_and_an_open_one_is_not(
    attribute: str, gold: Any, answer: bool | None
) -> None:
    found, _ = matched(read(TEXT), TEXT, [claim("At least 51 people", **{attribute: gold})])
    assert right(found[0], attribute) is answer


def test_a_long_span_may_begin_on_another_day_of_its_month() -> None:
    text = "More than 900 people have been killed since March 2016, the Red Crescent said."
    gold = {**claim("At least 51 people"), "start": 0, "end": 20, "period": "2016-03-15/2016-12-04"}
    found, _ = matched(read(text), text, [gold])
    assert right(found[0], "period") is True
    (other,), _ = matched(read(text), text, [gold | {"period": "2016-09/2016-12-04"}])
    assert right(other, "period") is False
