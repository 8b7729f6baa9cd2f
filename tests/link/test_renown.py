"""What reports together tell of names does not depend on their order, and is told only by spelling it out."""

from __future__ import annotations

import pytest

from dateline.link import renown
from factory import report


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Northern Relief Committee (NRC) came.", "nrc", "Northern Relief Committee"),
        ("The League of Lake Towns (LLT) met.", "llt", "League of Lake Towns"),
        ("The Lake Co-ordination Board (LCB) met.", "lcb", "Lake Co-ordination Board"),
        ("He spoke at noon (GMT) on Monday.", "gmt", None),
        ("A (TV) crew came.", "tv", None),
    ],
)
def test_initials_are_known_where_they_are_spelled_out(text: str, short: str, full: str | None) -> None:
    assert renown.of([report(text)]).initials.get(short) == full


def test_the_most_frequent_reading_wins_in_any_order() -> None:
    many = [report(f"{i}: The Northern Relief Committee (NRC) came.") for i in range(2)]
    few = [report("The National River Council (NRC) met.")]
    for reports in ([*many, *few], [*few, *many]):
        assert renown.of(reports).initials.get("nrc") == "Northern Relief Committee"
