"""An agency is found where texts credit one, and nowhere else."""

from __future__ import annotations

import pytest

from dateline.link.credits import credited
from factory import report


@pytest.mark.parametrize(
    "text",
    [
        "CITY, May 3 (Reuters) - Two died.",
        "Two dead in fire\n\nBy Ola Berg, Reuters\n\nTwo people died.",
        "By Reuters\n\nTwo people died.",
        "CITY (Reuters) Two people died.",
        "May 3 - Reuters\nTwo people died.",
        "Two people died." + " More follows." * 60 + "\nReuters contributed to this report.",
        "Two people died." + " More follows." * 60 + "\nSource: Reuters",
        "Two people died." + " More follows." * 60 + " © 2016 Reuters",
    ],
)
def test_an_agency_credit_in_its_usual_forms(text: str) -> None:
    assert credited(report(text)) == "Reuters"


@pytest.mark.parametrize(
    "text", ["Two died (at noon) - the second today.", "By Ola Berg, Harbour Street\nTwo died.", ""]
)
def test_no_credit_where_no_agency_is_named(text: str) -> None:
    assert credited(report(text)) is None
