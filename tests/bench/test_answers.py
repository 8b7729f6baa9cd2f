"""One answer a document, from what was read of it."""

from __future__ import annotations

from typing import Any

import pytest

from bench import answers
from factory import DAY, read


def doc(text: str, **fields: Any) -> dict[str, Any]:
    printed: dict[str, Any] = read(text, published=DAY, **fields).model_dump(mode="json", by_alias=True)
    return printed


def test_the_town_whose_police_answer_is_the_town() -> None:
    text = "A Boston man was shot dead on Sunday. Denver police found him. He had moved from Boston."
    assert answers.city(doc(text)) == "Denver"


def test_a_title_names_the_town() -> None:
    text = "Two people were shot in Boston or Denver."
    assert answers.city(doc(text)) == "Boston"
    assert answers.city(doc(text, title="Two shot in Denver")) == "Denver"


def test_without_a_town_the_county_answers() -> None:
    assert (
        answers.city(doc("Deputies said that two people were shot in Harris County on Friday."))
        == "Harris County"
    )


def test_the_place_of_a_dateline_answers_last() -> None:
    text = "KABUL, Afghanistan (AP) - Officials met. They named Kandahar province in a report."
    assert answers.provinces(doc(text)) == {"Kandahar"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jets bombed a school on Friday. A spokesman said on Sunday it was empty.", "2016-12-02"),
        ("The shop was closed on Sunday. Nobody came on Saturday.", "2016-12-03"),
        ("Nobody came.", "2016-12-04"),
    ],
)
def test_the_day_is_the_events_then_one_before_publication(text: str, day: str) -> None:
    assert answers.day(doc(text)) == day
