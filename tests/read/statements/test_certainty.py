"""Certainty is the text's own distance from the words, apart from stance."""

from __future__ import annotations

import pytest

from dateline.model import Certainty, Stance
from dateline.read import statements
from dateline.read.statements import certainty
from factory import page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Jane Doe said the bridge was closed.", Certainty.STATED),
        ("The ministry said the bridge was closed.", Certainty.STATED),
        ("Residents said the bridge was closed.", Certainty.REPORTED),
        ("A spokesman said the bridge was closed.", Certainty.REPORTED),
        ("The bridge was reportedly closed.", Certainty.REPORTED),
        ("Thousands are said to have fled the valley.", Certainty.REPORTED),
        ("The army claimed that it had taken the hill.", Certainty.ALLEGED),
        ("The man allegedly sold the guns.", Certainty.ALLEGED),
        ("Rumours have spread that the dam will burst.", Certainty.RUMOURED),
    ],
)
def test_certainty_follows_cue_and_voice(text: str, expected: Certainty) -> None:
    here = page(text)
    found = certainty.settle(here, statements.find(here, []))
    assert [mention.record.certainty for mention in found] == [expected]


def test_a_named_denial_is_stated_and_denies() -> None:
    here = page("General John Roe denied that his troops had crossed the river.")
    [found] = certainty.settle(here, statements.find(here, []))
    assert (found.record.certainty, found.record.stance) == (Certainty.STATED, Stance.DENIES)
