"""Happened, ongoing, planned, demanded, denied, hypothetical."""

from __future__ import annotations

import pytest

from dateline.model import Factuality
from dateline.read import events
from factory import page, read


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


def test_what_a_plan_would_have_allowed_has_not_happened() -> None:
    found = read("The plan would have allowed the evacuation of the wounded and the delivery of food.").events
    assert [event.factuality for event in found] == [Factuality.HYPOTHETICAL] * 2


def test_a_siege_not_yet_lifted_goes_on_and_a_lifted_one_is_over() -> None:
    open_end = read("They must talk before the siege is lifted.").events
    assert [event.factuality for event in open_end] == [Factuality.ONGOING]
    assert [event.factuality for event in read("The siege was lifted.").events] == [Factuality.HAPPENED]


def test_without_is_a_denial() -> None:
    assert [e.factuality for e in read("The march ended without clashes.").events][-1] == Factuality.DENIED
