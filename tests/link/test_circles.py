"""Outlets that cite each other are one voice: that of the one that told it first."""

from __future__ import annotations

from dateline.link import circles, grades, pairs
from factory_accounts import account


def test_two_that_cite_each_other_are_the_first_of_them() -> None:
    told = [account("Daily", 3, via="Post", hour=9), account("Post", 3, via="Daily", hour=8)]
    found = circles.broken(told)
    assert [own.origin for own in found] == ["Daily", "Daily"]
    assert found[0].rule == "Daily and Post cite each other, and Daily was first"
    assert grades.origins(told) == 2
    assert grades.origins(found) == 1


def test_a_longer_circle_is_found_and_who_stands_outside_is_left_alone() -> None:
    told = [
        account("Post", 3, via="Daily", hour=9),
        account("Star", 3, via="Post", hour=8),
        account("Daily", 3, via="Star", hour=7),
        account("Daily", 3, via="Echo", hour=6),
        account("Rescuers", 3, via="Daily", hour=5),
    ]
    assert [own.origin for own in circles.broken(told)] == ["Star", "Star", "Star", "Daily", "Rescuers"]


def test_one_that_cites_another_is_no_circle() -> None:
    told = [account("Post", 3, via="Daily"), account("Post", 3, via="Post")]
    assert circles.broken(told) == told


def test_each_pair_has_the_rule_that_joined_or_separated_it() -> None:
    told = [
        account("Rescuers", 3, via="Daily", rule="innermost speaker"),
        account("Rescuers", 3, via="Post"),
        account("Monitor", 3, via="Post"),
        account("activists", 3, via="Post", anonymous=True),
        account("residents", 3, via="Post", anonymous=True),
    ]
    found = {(own.a, own.b): (own.one, own.rule) for own in pairs.of(told)}
    assert found["Daily: Rescuers", "Post: Rescuers"] == (
        True,
        "both go back to Rescuers (innermost speaker)",
    )
    assert not found["Daily: Rescuers", "Post: Monitor"][0]
    assert found["Post: activists", "Post: residents"] == (
        True,
        "unnamed voices never corroborate each other",
    )
