"""What is left of a whole is worked out only where the arithmetic is exact."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model import Exactness, Item
from dateline.publish import brief
from factory import DAY
from factory_linked import a_day


def rest(whole: dict[str, Any], part: dict[str, Any]) -> Item | None:
    """Return what is left of the day's whole when its accounts and its part's are changed so."""
    reports, linking = a_day()
    town, province = linking.incidents
    outer, inner = province.tolls[0].accounts[0], town.tolls[0].accounts[-1]
    outer, inner = outer.model_copy(update=whole), inner.model_copy(update=part)
    province = province.model_copy(
        update={"tolls": (province.tolls[0].model_copy(update={"accounts": (outer,), "best": outer.low}),)}
    )
    town = town.model_copy(
        update={"tolls": (town.tolls[0].model_copy(update={"accounts": (inner,), "best": inner.low}),)}
    )
    one = brief.compose(reports, linking.model_copy(update={"incidents": (town, province)}), DAY)
    rows = next(s.items for s in one.sections if s.key == "numbers")
    return next((p for r in rows for p in r.parts if p.text.startswith("That leaves")), None)


def test_at_least_forty_less_eighteen_is_at_least_twenty_two() -> None:
    item = rest({}, {})
    assert item is not None and item.toll is not None
    assert (item.toll.low, item.toll.high) == (22, None)
    assert item.text == "That leaves at least 22 in places other than Saraqib: at least 40 less 18."
    assert len(item.citations) == 2


def test_an_exact_whole_leaves_an_exact_rest() -> None:
    item = rest({"high": 40, "exactness": Exactness.EXACT}, {})
    assert item is not None and item.toll is not None
    assert (item.toll.low, item.toll.high) == (22, 22)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ({"exactness": Exactness.ABOUT}, {}),
        ({}, {"exactness": Exactness.AT_LEAST, "high": None}),
        ({}, {"part_of": None}),
        ({}, {"low": 40, "high": 40}),
    ],
    ids=["about", "open part", "no report says so", "nothing left"],
)
def test_nothing_is_worked_out_from_loose_counts(whole: dict[str, Any], part: dict[str, Any]) -> None:
    assert rest(whole, part) is None
