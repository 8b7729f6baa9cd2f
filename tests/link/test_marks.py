"""A mark is a number that a report itself calls one, with what happens there in the report's own words."""

from __future__ import annotations

import pytest

from dateline.link.marks import told
from factory import report


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "At 10,000 signatures the ministry must reply; at 100,000 the chamber considers a debate.",
            [(10_000, "the ministry must reply"), (100_000, "the chamber considers a debate")],
        ),
        (
            "The petition is past the 10,000 mark, but short of the 100,000 mark for a debate.",
            [(10_000, None), (100_000, "for a debate")],
        ),
        ("It needs 50,000 signatures to reach the committee.", [(50_000, "to reach the committee")]),
        ("The number passed the threshold of 1.5 million on Friday.", [(1_500_000, "on Friday")]),
        ("100,000 signatures are needed for a debate.", [(100_000, "for a debate")]),
    ],
)
def test_the_forms_in_which_a_mark_is_told(text: str, marks: list[tuple[float, str | None]]) -> None:
    assert [(one.mark.value, one.mark.name) for one in told(report(text))] == marks


@pytest.mark.parametrize(
    "text",
    [
        "The petition stood at 12,000 signatures on Monday.",
        "At 10 a.m. the boats left. The petition was handed in at 11 p.m.",
        "At 200 metres the shooting began, and at 50 it ended.",
        "They signed 40 agreements.",
    ],
)
def test_a_count_is_no_mark(text: str) -> None:
    assert told(report(text)) == []


def test_a_mark_cites_its_sentence() -> None:
    one = report("The petition grows. It is near the 100,000 mark.")
    (found,) = told(one)
    assert one.text[found.start : found.end] == "100,000"
    assert found.mark.citation is not None
    assert found.mark.citation.text == "It is near the 100,000 mark."
