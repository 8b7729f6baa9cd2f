"""Attribution by a phrase of several words."""

from __future__ import annotations

import pytest

from dateline.model import Stance
from dateline.read import statements
from factory import page


@pytest.mark.parametrize(
    ("text", "content", "stance"),
    [
        ("The watch put the toll at more than fifty.", "the toll at more than fifty", Stance.ASSERTS),
        ("The envoy took issue with the report.", "the report", Stance.DENIES),
        ("The envoy took aim at the council.", "the council", Stance.ASSERTS),
        ("The envoy ruled out a truce.", "a truce", Stance.DENIES),
        (
            "The envoy raised the possibility that talks would fail.",
            "that talks would fail",
            Stance.SPECULATES,
        ),
        ("The envoy is critical of the plan.", "the plan", Stance.ASSERTS),
    ],
)
def test_a_phrase_hands_over_what_its_last_word_leads_to(text: str, content: str, stance: Stance) -> None:
    [found] = statements.find(page(text), [])
    assert ([piece.text for piece in found.record.content], found.record.stance) == ([content], stance)


@pytest.mark.parametrize("text", ["The envoy put the cup at the edge.", "The army took the hill at noon."])
def test_the_verb_alone_hands_over_nothing(text: str) -> None:
    assert statements.find(page(text), []) == []
