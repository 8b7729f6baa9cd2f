"""Datelines end where the report begins."""

from __future__ import annotations

import pytest

from dateline.read.attach import datelines


@pytest.mark.parametrize(
    "head",
    [
        "OSLO, Norway (March 3) – ",
        "OSLO (Wire Service) - ",
        "OSLO, March 3 (Wire Service) -- ",
        "PORT OF SPAIN — ",
        "Oslo, Norway – ",
        "OSLO, Norway (March 3, 2013)",
    ],
)
def test_a_dateline_is_measured(head: str) -> None:
    assert datelines.end(head + " Jets bombed a town.") in {len(head), len(head) + 1}


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed a town - again.",
        "The army (its press office said) left.",
        "",
        "A man — a baker — was shot.",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert datelines.end(text) == 0
