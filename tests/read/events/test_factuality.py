"""Happened, ongoing, planned, demanded, denied, hypothetical."""

from __future__ import annotations

import pytest

from dateline.model import Factuality
from dateline.read import events
from factory import page


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Jets bombed the town.", "bombed", "happened"),
        ("Jets are bombing the town.", "bombing", "ongoing"),
        ("Troops will attack the town.", "attack", "planned"),
        ("The army plans to attack the town.", "attack", "planned"),
        ("The envoy called for a ceasefire.", "ceasefire", "demanded"),
        ("Aid groups urged the evacuation of the wounded.", "evacuation", "demanded"),
        ("The army did not attack the town.", "attack", "denied"),
        ("The ministry denied that jets bombed the town.", "bombed", "denied"),
        ("The ministry denied the attack.", "attack", "denied"),
        ("If rebels attack the town, people will flee.", "attack", "hypothetical"),
        ("Troops could attack the town.", "attack", "hypothetical"),
        ("Residents fear an attack.", "attack", "hypothetical"),
        ("No attack was reported.", "attack", "denied"),
    ],
)
def test_the_nearest_sign_decides(text: str, trigger: str, expected: str) -> None:
    found = [m.record for m in events.find(page(text), [], [])]
    assert [e.factuality for e in found if e.trigger.text == trigger] == [Factuality(expected)]
