"""The rules hold what may hurt somebody, also when it is written around them, and let ordinary words pass."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import Comments
from dateline.data import toml
from dateline.review import moderation
from dateline.review.moderation import LISTS, holds, listed


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Somebody should shoot them.", "incitement"),
        ("k i l l  t h e m", "incitement"),
        ("K1LL TH3M all", "incitement"),
        ("Kill\u200b them all", "incitement"),
        ("They are vermin.", "incitement"),
        ("Их надо расстрелять", "incitement"),
        ("يجب قتلهم. اقتلوهم", "incitement"),
        ("We will find you and your family.", "threats"),
        ("I hope you die.", "threats"),
        ("Call +999 555 010 203 and ask", "exposing"),
        ("her number is 0555 010 203", "exposing"),
        ("They meet at 35.61376, 36.56449", "exposing"),
        ("at 35° 36' N 36° 33' E", "exposing"),
        ("someone@mail.example knows", "exposing"),
        ("He lives at 14 Long Lane", "exposing"),
        ("she is hiding in the basement of the bakery", "exposing"),
        ("rеtаrds, all of you", "slurs"),
    ],
)
def test_what_may_hurt_somebody_is_held(text: str, rule: str) -> None:
    assert rule in listed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed 22 people on 4 December 2016, and 40 were wounded.",
        "The number is at least 22,000 and not 2,200.",
        "He was killed with his two sons; they should not be forgotten.",
        "I hope they find the bodies.",
        "The siege must end, and the wounded have to get out.",
        "See paragraph 1.2.3, page 14, from 10:30 to 11:45.",
        "At 8 in the morning of 2016-12-04 the road was open.",
        "Damn this war. My brother is dead and nobody counts him.",
        "You will hear of it.",
    ],
)
def test_ordinary_words_about_a_war_pass(text: str) -> None:
    assert listed(text) == ()


def test_a_name_that_is_kept_back_is_exposing() -> None:
    found = holds("That was Samir.", "x", Comments(hold_first=False), names=[re.compile("Samir")])
    assert [hold.rule for hold in found] == ["exposing"]


def test_every_row_gives_its_reason_and_every_list_what_writers_are_told() -> None:
    for name in LISTS:
        table = toml(f"comments_{name}")
        assert table["told"].endswith(".")
        for row in table["row"]:
            assert row["reason"], row
            assert re.compile(row.get("exact") or row["pattern"]), row


@given(st.text(max_size=400))
def test_any_text_is_judged_and_the_same_way_each_time(text: str) -> None:
    assert listed(text) == listed(text)
    assert moderation.plainly(text) == moderation.plainly(moderation.plainly(text))


def test_a_long_text_is_judged_in_a_moment() -> None:
    """No pattern of a list backs up over a long line."""
    for piece in ("a ", "1 ", "(0", "should be them ", "+1 ", "ул. ", "Aa ", "kill all "):
        listed(piece * (5000 // len(piece)))
