"""The place of the main event, where the title names it."""

from __future__ import annotations

import pytest

from dateline.model import Report
from dateline.spans import astray
from factory import read

TEXT = "Two people were killed when a bomb went off at a bakery. Nobody claimed it."


def told(report: Report) -> tuple[list[str | None], str | None]:
    """Return the names of the main event's places, and the rule that found them."""
    event = next(event for event in report.events if event.main)
    return [place.name for place in report.places_of(event.places)], event.place_rule


def test_a_title_tells_the_place_that_the_text_does_not() -> None:
    report = read(TEXT, title="Two killed in bombing in Homs")
    assert told(report) == (["Homs"], "title")
    assert [(place.start, place.text) for place in report.title_places] == [(25, "Homs")]
    assert report.places == ()
    assert list(astray(report)) == []


@pytest.mark.parametrize(
    ("text", "title", "rule"),
    [
        ("Two people were killed when a bomb went off in Hama.", "Two killed in bombing in Homs", "clause"),
        (TEXT, "Two killed in bombing", None),
        (TEXT, "Two killed in bombing - Radio of Homs", None),
    ],
)
def test_a_nearer_place_stays_and_a_site_is_none(text: str, title: str, rule: str | None) -> None:
    assert told(read(text, title=title))[1] == rule


def test_a_place_of_the_title_is_cited_where_the_text_names_it() -> None:
    report = read(f"{TEXT}\n\nHundreds fled Homs in spring.", title="Two killed in bombing in Homs")
    event = next(event for event in report.events if event.main)
    assert event.place_rule == "title"
    assert set(event.places) <= {place.id for place in report.places}


def test_a_title_that_is_the_headline_is_read_once() -> None:
    title = "Two killed in bombing in Homs"
    report = read(f"{title}\n\n{TEXT}", title=title)
    assert report.title_places == ()
    assert [place.name for place in report.places] == ["Homs"]
