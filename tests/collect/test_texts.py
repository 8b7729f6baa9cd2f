"""A text file is one report, verbatim below its head."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.collect.base import InputFile
from dateline.collect.texts import Texts, split
from dateline.errors import EmptyInput
from dateline.model import Report


def one(text: str, name: str = "a.txt") -> Report:
    """Return the report of a text file."""
    (found,) = Texts().collect(InputFile(name, data=text.encode()))
    return found.reports[0]


def test_the_text_is_kept_character_for_character() -> None:
    text = "Convoy reaches town\r\n\r\nA\tconvoy of\u00a0lorries.\u2028It was full.\n\n"
    assert one(text).text == text


def test_a_head_becomes_fields_and_leaves_the_text() -> None:
    found = one(
        "Title: Convoy reaches town\nSource: Harbour Post\nDate: 4 Dec 2016\nURL: https://x.example/1\n\n"
        "It was full."
    )
    assert (found.title, found.source, found.published) == (
        "Convoy reaches town",
        "Harbour Post",
        dt.date(2016, 12, 4),
    )
    assert (found.resource, found.published_rule) == ("https://x.example/1", "field of the input")
    assert found.text == "It was full."


def test_front_matter_of_markdown_is_a_head() -> None:
    assert split("---\ntitle: Convoy\nlayout: post\ndate: 2016-12-04\n---\nIt was full.") == (
        {"title": "Convoy", "published": "2016-12-04"}, 52,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Harbour: the convoy is full\n\nIt came at night.",
        "Source: the harbour office\n\nIt came at night.",
        "Title: Convoy\nIt came at night.\n\nIt was full.",
        "The convoy came.\n\nSource: Harbour Post\nDate: 2016-12-04\n\n",
        "---\nA rule, not a head.",
    ],
)
def test_a_text_that_only_looks_like_a_head_stays_whole(text: str) -> None:
    assert one(text).text == text


def test_a_date_that_cannot_be_used_is_a_failure_on_the_report() -> None:
    found = one("Title: Convoy\nDate: 9999-12-31\n\nIt was full.")
    assert (found.published, found.published_rule) == (None, None)
    assert [f.error for f in found.failures] == ["UnusableDate"]
    assert "9999" in found.failures[0].message


def test_a_head_without_text_is_an_empty_input() -> None:
    with pytest.raises(EmptyInput, match=r"a\.txt: holds no text"):
        one("Title: Convoy\nDate: 2016-12-04\n\n \n")
