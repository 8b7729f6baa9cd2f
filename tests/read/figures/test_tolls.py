"""Counts told through a word for the count, and counts that the text replaces."""

from __future__ import annotations

import pytest

from dateline.model import Figure, FigureStatus
from dateline.read import figures
from factory import page

KILLED, DISPLACED, INJURED = FigureStatus.KILLED, FigureStatus.DISPLACED, FigureStatus.INJURED


def find(text: str) -> list[Figure]:
    return [mention.record for mention in figures.find(page(text), [])]


@pytest.mark.parametrize(
    ("text", "status", "low"),
    [
        ("The number of people killed in the strikes on the port on Sunday has risen to 17.", KILLED, 17),
        ("The death toll climbed to 17.", KILLED, 17),
        ("The toll is now 17.", KILLED, 17),
        ("A body was found in the rubble, bringing the number of dead to six.", KILLED, 6),
        ("The ministry put the number of displaced at more than 50,000.", DISPLACED, 50_000),
        ("The number of those wounded in the blast stood at 40.", INJURED, 40),
    ],
)
def test_a_count_is_told_through_a_word_for_it(text: str, status: FigureStatus, low: int) -> None:
    assert (status, low) in [(f.status, f.low) for f in find(text)]


def test_a_number_without_a_status_is_of_the_count_told_before() -> None:
    found = find(
        "The council said 900 families fled the valley.\n\n"
        "A relief group put the number at more than 2,000, and a priest said the figure was closer to 300."
    )
    assert [(f.status, f.low) for f in found] == [(DISPLACED, 900), (DISPLACED, 2000), (DISPLACED, 300)]


@pytest.mark.parametrize(
    "text",
    [
        "The number of attacks rose to 17.",
        "Ten people died. The number of attacks rose to 17.",
        "Ten people died. The striker raised his total to 17 goals.",
        "Officials put the number at 17.",
    ],
)
def test_a_count_of_something_else_is_no_toll(text: str) -> None:
    assert 17 not in [f.low for f in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll rose to 31 on Monday, raising an earlier toll of 20.",
        "The death toll rose to 31, up from 20.",
        "Thirty-one people died, up from an earlier 20.",
        "The death toll rose to 31 from 20.",
        "At least 31 people were killed; the previous count of the dead was 20.",
    ],
)
def test_a_count_that_the_text_replaces_is_background(text: str) -> None:
    found = find(text)
    assert [(f.low, f.background) for f in found] == [(31, False), (20, True)]
    assert all(f.status is KILLED for f in found)
