"""Quotation marks paired: what is quoted, across marks of every kind, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.read.statements import quotes
from factory import page


def quoted(text: str) -> list[str]:
    """Return the quotations of ``text``, marks included."""
    passages = page(text).passages
    return [
        passage.text[one.start : one.end]
        for passage, found in zip(passages, quotes.pair(passages), strict=True)
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we wait” and left.", ["“we wait”"]),
        ('He said "we wait" and left.', ['"we wait"']),
        ("He said ''we wait'' and left.", ["''we wait''"]),
        ("He said ‘we wait’ and left.", ["‘we wait’"]),
        ("“They said ‘no’ to us,” he said.", ["“They said ‘no’ to us,”"]),
        ("“They said “no” to us,” he said.", ["“They said “no” to us,”"]),
        ("The town’s wells don't work and the farmers' goats died.", []),
        ("It was a '90s car with 6\" wheels.", []),
        ("He called it “over“ and left.", ["“over“"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“We waited for the trucks all night.\n\n“They never came,” the nurse said."
    passages = page(text).passages
    first, second = (found[0] for found in quotes.pair(passages))
    assert not first.closes
    assert not second.opens


@given(st.text(alphabet="ab .,“”\"'‘’\n", max_size=60))
@settings(max_examples=60, deadline=None)
def test_quotations_are_in_order_and_in_bounds(text: str) -> None:
    passages = page(text).passages
    for passage, found in zip(passages, quotes.pair(passages), strict=True):
        ends = [0]
        for one in found:
            assert ends[-1] <= one.start < one.end <= len(passage.text)
            ends.append(one.end)
