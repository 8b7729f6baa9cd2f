"""Facts apart from plans and fears; news apart from background."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model import Factuality, Figure
from dateline.read import figures, periods
from factory import page


def first(text: str) -> Figure:
    parsed = page(text)
    return figures.find(parsed, periods.find(parsed))[0].record


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Troops began an operation to arrest two smugglers.", Factuality.PLANNED),
        ("Fifty people are said to have fled.", Factuality.HAPPENED),
        ("Forty people were forced to flee.", Factuality.HAPPENED),
        ("The bomb might have killed 40 people.", Factuality.HYPOTHETICAL),
        ("They demanded that the army release 30 prisoners.", Factuality.DEMANDED),
        ("The strike never killed 12 people.", Factuality.DENIED),
    ],
)
def test_factuality(text: str, factuality: Factuality) -> None:
    assert first(text).factuality is factuality


@pytest.mark.parametrize(
    "text",
    [
        "More than 9,000 people have died in the year-long uprising.",
        "Ten months of unrest have cost 1,000 lives.",
        "About 3,500 civilians have been killed since the protests began.",
        "Mines kill 20 people each year.",
        "The commander was responsible for the deaths of 14 soldiers.",
        "In March 2011 police killed 12 people.",
    ],
)
def test_background(text: str) -> None:
    assert first(text).background


@pytest.mark.parametrize(
    "text",
    [
        "On Friday, 14 people were killed.",
        "The strike on Saturday killed 14 people in a town that was taken in 2015.",
        "Fourteen people have been killed so far on Sunday.",
    ],
)
def test_news(text: str) -> None:
    assert not first(text).background


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("About 300 men have been stranded at the crossing since the spring of 2020.", False),
        ("About 300 men were stranded at the crossing in the spring of 2020.", True),
        ("About 300 men have been killed at the crossing since the spring of 2020.", True),
    ],
)
def test_a_state_told_in_the_present_lasts(text: str, background: bool) -> None:
    parsed = page(text, published=date(2021, 6, 1))
    assert figures.find(parsed, periods.find(parsed))[0].record.background is background
