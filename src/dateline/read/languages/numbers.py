"""Numbers in a language with a table: digits of any script, number words, hedges, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Exactness
from dateline.read.languages.tables import Language
from dateline.read.languages.text import Word

_WHOLE = re.compile(r"\d{1,12}")  # no count is longer; \d takes the digits of every script
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+")
_BROKEN = re.compile(r"(\d{1,6})[.,٫](\d{1,2})")
_RANGE = re.compile(r"(\d{1,9})[-–](\d{1,9})")


@dataclass(frozen=True, slots=True)
class Number:
    """Words ``first`` to ``last``, hedge included; ``bare`` is the first of the number itself."""

    first: int
    last: int
    bare: int
    start: int
    low: float | None
    high: float | None
    exactness: Exactness = Exactness.EXACT
    joined: bool = False  # "and" is written as one with it
    dual: bool = False  # the counted noun is in the word


def find(words: Sequence[Word], tongue: Language) -> list[Number]:
    """Return the numbers of a sentence in order, none overlapping. Linear in the number of words."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = _hedged(words, at, tongue) or number_at(words, at, tongue)
        if number is None:
            at += 1
            continue
        found.append(_hedged_behind(words, number, tongue))
        at = found[-1].last + 1
    return found


def _hedged(words: Sequence[Word], at: int, tongue: Language) -> Number | None:
    hedge = tongue.hedges.at(words, at)
    if hedge is None or hedge.last + 1 >= len(words) or words[hedge.last + 1].gap:
        return None
    number = number_at(words, hedge.last + 1, tongue)
    if number is None:
        return None
    return replace(
        _bounded(number, Exactness(hedge.value)), first=at, start=hedge.start, joined=bool(hedge.cut)
    )


def _hedged_behind(words: Sequence[Word], number: Number, tongue: Language) -> Number:
    """Read "22 at least", where the hedge stands behind the number or what it counts."""
    for at in (number.last + 1, number.last + 2):
        hedge = tongue.hedges.at(words, at) if at < len(words) and not words[at].gap else None
        follows = hedge is not None and hedge.last + 1 < len(words) and not words[hedge.last + 1].gap
        if hedge is not None and not (follows and number_at(words, hedge.last + 1, tongue)):
            return _bounded(number, Exactness(hedge.value))
    return number


def _bounded(number: Number, exactness: Exactness) -> Number:
    if number.exactness is not Exactness.EXACT:
        return number
    return replace(number, exactness=exactness, high=None if exactness is Exactness.AT_LEAST else number.high)


def number_at(words: Sequence[Word], at: int, tongue: Language) -> Number | None:
    """Return the number whose own words begin at ``at``, without a hedge."""
    dual = tongue.duals.at(words, at)
    if dual is not None:
        return Number(at, dual.last, at, dual.start, dual.value, dual.value, joined=bool(dual.cut), dual=True)
    vague = tongue.vague.at(words, at)
    if vague is not None:
        joined = bool(vague.cut)
        return Number(at, vague.last, at, vague.start, vague.value, None, Exactness.VAGUE, joined=joined)
    return _digits(words, at, tongue) or _worded(words, at, tongue)


def _digits(words: Sequence[Word], at: int, tongue: Language) -> Number | None:
    word = words[at]
    ends = _RANGE.fullmatch(word.text)
    if ends is not None:
        low, high = int(ends[1]), int(ends[2])
        return Number(at, at, at, word.start, low, high, Exactness.RANGE) if low < high else None
    value, last = _value(words, at)
    scale = tongue.scales.at(words, last + 1) if value is not None and last + 1 < len(words) else None
    if value is not None and scale is not None and not words[last + 1].gap and not scale.cut:
        value, last = round(value * scale.value, 2), scale.last
    if value is None or value != int(value):
        return None
    return Number(at, last, at, word.start, int(value), int(value))


def _value(words: Sequence[Word], at: int) -> tuple[float | None, int]:
    """Return the value of digits; three-digit groups set apart by a space are one number."""
    text = words[at].text
    if _GROUPED.fullmatch(text):
        return int(re.sub("[,٬]", "", text)), at
    broken = _BROKEN.fullmatch(text)
    if broken is not None:
        return float(f"{int(broken[1])}.{int(broken[2]):0{len(broken[2])}}"), at
    if not _WHOLE.fullmatch(text):
        return None, at
    last = at
    while len(words[at].text) < 4 and _is_group(words, last + 1) and last - at < 3:
        last += 1
        text += words[last].text
    return int(text), last


def _is_group(words: Sequence[Word], at: int) -> bool:
    return (
        at < len(words)
        and not words[at].gap
        and words[at].start - words[at - 1].end == 1
        and len(words[at].text) == 3
        and words[at].text.isdecimal()
    )


def _worded(words: Sequence[Word], at: int, tongue: Language) -> Number | None:
    """Add number words as the language joins them: units and tens by "and", or side by side."""
    first = tongue.numbers.at(words, at) or tongue.scales.at(words, at)
    if first is None:
        return None
    value, last, part = first.value, first.last, first.value
    while last + 1 < len(words) and not words[last + 1].gap:
        scale = tongue.scales.at(words, last + 1)
        if scale is not None and not scale.cut and value < 1000 and first.value < 1000:
            return Number(at, scale.last, at, first.start, value * scale.value, value * scale.value)
        more = tongue.numbers.at(words, last + 1)
        if more is None or not _adds(part, more.value, bool(more.cut), tongue):
            break
        value, last, part = value + more.value, more.last, more.value
    return Number(at, last, at, first.start, value, value, joined=bool(first.cut))


def _adds(before: int, more: int, joined: bool, tongue: Language) -> bool:
    """Tell whether ``more`` goes on the number: "twenty three", in Arabic "three and twenty"."""
    tens = range(20, 100, 10)
    if tongue.capitals:
        return (before in tens and more < 10) or (before >= 100 and more < 100)
    return joined and ((before < 10 and more in tens) or (before >= 100 and more < 100))
