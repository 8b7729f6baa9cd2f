"""Colours keep the contrast that small text needs, in light and in dark (WCAG 2.2, 1.4.6: 7 to 1)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("dateline.publish").joinpath("assets/style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# What is printed on what.
TEXT_ON = [(text, ground) for ground in ("paper", "cited", "hit") for text in ("ink", "soft", "link")]
TEXT_ON += [(text, ground) for ground in ("land", "sea") for text in ("ink", "soft")]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_is_read_at_seven_to_one(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["line", "confirmed", "fair"])
def test_marks_are_seen_at_three_to_one(theme: dict[str, str], mark: str) -> None:
    assert contrast(theme[mark], theme["paper"]) >= 3


def test_text_has_five_sizes_and_a_phones_and_a_note_numbers() -> None:
    sizes = set(re.findall(r"font(?:-size)?:[^;]*?(\d+)px", CSS))
    assert sizes == {"14", "16", "20", "28", "40"} | {"18", "12"}
