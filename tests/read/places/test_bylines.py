"""The names of those who publish are no places."""

from __future__ import annotations

import pytest

from dateline.read import places
from factory import page


def names(text: str, **fields: object) -> list[str]:
    return [mention.record.text for mention in places.find(page(text, **fields))]


@pytest.mark.parametrize(
    "text",
    [
        "AMMAN, March 4 (Sahara Wire) - Two men were held. Sahara Wire could not reach them.",
        "(Sahara Wire) Two men were held in Amman.",
    ],
)
def test_the_agency_of_a_dateline_is_no_place(text: str) -> None:
    assert {name.upper() for name in names(text)} == {"AMMAN"}


def test_the_source_of_a_report_is_no_place() -> None:
    text = "Two men were held in Amman, Aleppo Letter said."
    assert names(text) == ["Amman", "Aleppo"]
    assert names(text, source="Aleppo Letter") == ["Amman"]


def test_a_place_in_brackets_is_one() -> None:
    assert "Aleppo" in names("Two men were held (Aleppo) - their families were told in Amman.")


def test_a_word_for_a_medium_behind_a_place_names_the_medium() -> None:
    assert names("The market was full, a trader told Sahara Wire by telephone.") == []
    assert names("A trader in Aleppo told Amman Radio so.") == ["Aleppo"]
