"""A weapon is given only where an event of violence names it."""

from __future__ import annotations

import pytest

from dateline.read import events
from dateline.read.events import weapons
from factory import page


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("Helicopters dropped barrel bombs on the town.", "barrel bomb"),
        ("A drone strike killed two men.", "drone"),
        ("Mortar fire hit the market.", "mortar"),
        ("Villages were attacked.", None),
    ],
)
def test_the_named_weapon(text: str, weapon: str | None) -> None:
    assert events.find(page(text), [], [])[0].record.weapon == weapon


def test_a_weapon_found_is_not_a_weapon_used() -> None:
    assert weapons.find({"mortar"}, "disrupted weapons use") is None
