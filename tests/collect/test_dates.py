"""A day of publication is read where the input tells it, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect import dates

DAY = dt.date(2016, 12, 4)


@pytest.mark.parametrize(
    "value",
    [
        "2016-12-04", "20161204", "2016/12/04", "2016-12-04T10:30:00Z", "2016-12-04 10:30:00.123",
        "1480847400", "Sun, 04 Dec 2016 10:30:00 +0000", "4 December 2016", "4th Dec. 2016",
        "December 4, 2016", "Dec 4, 2016 at 3 pm", "2016-12-04T99:99",
    ],
)  # fmt: skip
def test_reads_the_forms_that_files_use(value: str) -> None:
    assert dates.parse(value)[0] == DAY


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("9999-12-31", "9999"), ("1753-01-01", "1753"), ("yesterday", "no date"), ("12/2016", "no date"),
        ("04/12/2016", "two days"), ("2016-02-30", "no date"), ("99999999999999999999", "no date"),
    ],
)  # fmt: skip
def test_an_unusable_date_is_refused_with_its_reason(value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        dates.parse(value)


def test_numbers_with_one_reading_are_read() -> None:
    assert dates.parse("25/12/2016")[0] == dates.parse("12/25/2016")[0] == dt.date(2016, 12, 25)


def test_the_moment_is_kept_only_with_its_zone() -> None:
    assert dates.parse("2016-12-04T10:30:00")[1] is None
    assert dates.parse("2016-12-04T10:30:00+02:00")[1] == dt.datetime(2016, 12, 4, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("NORTHPORT, 4 Dec 2016 (Wire) -- A convoy reached the town.", "dateline of the text"),
        ("NORTHPORT, Upper Coast (Dec. 4, 2016) – A convoy reached the town.", "dateline of the text"),
        (
            "Convoy Reaches Town\n\nPosted: Sunday, December 4, 2016 12:58 PM\n\nIt was full.",
            "date line near the top",
        ),
        ("Convoy Reaches Town\nBy A. Writer\n4 December 2016\nIt was full.", "date line near the top"),
        ("Harbour Update, Dec. 4, 2016\nA convoy reached the town.", "date in the headline"),
    ],
)
def test_finds_the_day_at_the_head_of_a_text(text: str, rule: str) -> None:
    assert dates.from_text(text) == (DAY, rule)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NORTHPORT, Dec 4 (Wire) -- A convoy reached the town.",
        "The treaty was signed on 4 December 2016 in the harbour office.",
        "A convoy reached the town on 4 December 2016.\nIt was full.",
        "NORTHPORT (Wire) -- A convoy came.\n\n" + "It was full.\n\n" * 9 + "4 December 2016",
    ],
)
def test_a_day_of_the_story_is_not_the_day_of_publication(text: str) -> None:
    assert dates.from_text(text) is None


def test_a_year_of_two_figures_is_old_wire_copy() -> None:
    assert dates.from_text("NORTHPORT, 3 JAN 90 (WIRE) -- A CONVOY CAME.") == (
        dt.date(1990, 1, 3), "dateline of the text",
    )  # fmt: skip


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_written_day_comes_back(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 +0000"):
        assert dates.parse(day.strftime(form))[0] == day


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_a_reason(text: str) -> None:
    dates.from_text(text)
    try:
        dates.parse(text)
    except (ValueError, OverflowError):
        return
