"""A card says how far apart the counts are that stand, and nothing where they agree."""

from __future__ import annotations

from dateline.publish.cards import spread
from factory_linked import killed, toll, zoned

ONE = zoned("T\nAt least nine people were killed. Others say 12 or 22 people were killed.", source="A")


def test_counts_that_differ_are_told_with_the_best_supported_one() -> None:
    twelve, many = killed(ONE, "12", 12, 12), killed(ONE, "22 people", 22, 22)
    assert spread(toll(twelve, many, low=12, best=22, high=22)) == "killed: 12 to 22, best supported 22"
    least = killed(ONE, "At least nine people", 9)
    assert spread(toll(least, many, low=9, best=22, high=None)) == "killed: 9 or more, best supported 22"


def test_one_count_has_no_spread_and_one_that_was_replaced_is_none() -> None:
    many = killed(ONE, "22 people", 22, 22)
    old = killed(ONE, "12", 12, 12, superseded=True)
    assert spread(toll(many)) is None
    assert spread(toll(old, many, low=22, best=22, high=22)) is None
