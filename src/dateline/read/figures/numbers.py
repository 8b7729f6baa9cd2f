"""Number words: where they stand in a sentence and which bounds they give.

Rules: docs/codebook.md, "Figures". "At least 51" is low 51 and no high; "200-300" is a range; a vague
word has a low from ``data/numbers.toml`` and no high; "up to 20" has only a high.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.data import toml
from dateline.model import Exactness

Amount = float | int

_TABLE = toml("numbers")
_UNITS: dict[str, int] = _TABLE["units"]
_SCALES: dict[str, int] = _TABLE["scales"]
_VAGUE: dict[str, int] = _TABLE["vague"]
_TENS: dict[str, int] = _TABLE["tens"]
_UNBOUNDED = frozenset(_TABLE["unbounded"]["words"])
_NONE = frozenset(_TABLE["none"]["words"])
_GROUPS: dict[str, int] = _TABLE["groups"]
_FRACTIONS: dict[str, float] = _TABLE["fractions"]
_HEDGES = {tuple(words.split()): Exactness(kind) for words, kind in _TABLE["hedges"].items()}
_AFTER = {tuple(words.split()): Exactness(kind) for words, kind in _TABLE["after"].items()}
_HEDGE_LAST = frozenset(words[-1] for words in _HEDGES)
_LONGEST_HEDGE = max(map(len, _HEDGES))

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|bn)?\+?", re.ASCII)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_JOINED = re.compile(r"(\d[\d,]*)[-–](\d[\d,]*)", re.ASCII)
_DASHES = frozenset({"-", "–", "—"})
# Nothing anyone counts is more; what reads so is debris, which no float or JSON number would hold.
LARGEST = 10**15
# "Killed scores" counts; "high scores" does not.
_HARM = frozenset(
    {"kill", "killed", "killing", "wounded", "wounding", "injured", "injuring", "left", "leaving", "and"}
)
# Verbs after which "from 3 to 5" tells a change, so that only the second number holds.
_CHANGES = frozenset(
    {"rise", "rose", "risen", "rising", "rises", "climbed", "climbing", "jumped", "grown", "grew"}
)
_CHANGES |= {
    "increased",
    "increasing",
    "raised",
    "raising",
    "revised",
    "fell",
    "dropped",
    "went",
    "up",
    "down",
}

_STARTS = frozenset(_UNITS) | frozenset(_VAGUE) | _UNBOUNDED | _NONE | frozenset(_GROUPS)
_STARTS |= {"half", "hundred", "thousand", "million", "dozen", "third", "quarter", "two-thirds", "tens"}


class Kind(StrEnum):
    """What a number counts by its own form."""

    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens ``first`` to ``last`` (hedge included) and the bounds they give.

    ``at`` is the token the parser hangs the noun on (the last of the number words proper). A share
    is between 0 and 1. ``digits`` says whether it was written in figures.
    """

    first: int
    last: int
    at: int
    low: Amount | None
    high: Amount | None
    exactness: Exactness
    kind: Kind = Kind.COUNT
    digits: bool = False


def find(lower: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers among the lower-case words of a passage, in order and not overlapping.

    Linear in the number of words. Ordinals are never numbers.
    """
    i, done = 0, 0
    while i < len(lower):
        word = lower[i]
        found = number_at(lower, i) if word in _STARTS or "0" <= word[:1] <= "9" else None
        if found is None:
            i += 1
            continue
        found = _hedged(lower, found, done)
        yield found
        i = done = found.last + 1


def number_at(lower: Sequence[str], i: int) -> Number | None:
    """Return the number whose own words begin at ``i``, with a range or a postfix, without a hedge."""
    first = _share(lower, i) or _vague(lower, i) or _plain(lower, i)
    if first is None:
        return None
    return _after(lower, _range(lower, first))


def _plain(lower: Sequence[str], i: int) -> Number | None:
    """Digits or number words with their scales: "1,200", "2.3 million", "a hundred and five"."""
    value, last = _digits(lower, i)
    digits = value is not None
    if value is None:
        value, last = _worded(lower, i)
    if value is None:
        return None
    first = i
    if i and lower[i - 1] in ("a", "an") and lower[i] in _SCALES:
        first = i - 1
    whole = int(value) if value == int(value) else value
    return Number(first, last, last, whole, whole, Exactness.EXACT, digits=digits)


def _digits(lower: Sequence[str], i: int) -> tuple[Amount | None, int]:
    match = _DIGITS.fullmatch(lower[i])
    if match is None:
        return None, i
    value = float(match[1].replace(",", "") + (match[2] or ""))
    value *= _SCALES[match[3]] if match[3] else 1
    last = i
    while last + 1 < len(lower) and lower[last + 1] in _SCALES and lower[last + 1] not in ("m",):
        last += 1
        value *= _SCALES[lower[last]]
    return (value, last) if value <= LARGEST else (None, i)


def _worded(lower: Sequence[str], i: int) -> tuple[Amount | None, int]:
    """Add and multiply number words as English does; "and" and hyphens only between number words."""
    total, current, last, seen, j = 0, 0, i, False, i
    while j < len(lower):
        word = lower[j]
        if word in _UNITS:
            if seen and not _continues(current, _UNITS[word]):
                break
            current += _UNITS[word]
        elif word in _SCALES and len(word) > 2:
            current = max(current, 1) * _SCALES[word]
            if current > LARGEST:
                return None, i
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif seen and (word in _DASHES or (word == "and" and _big(total + current))):
            if j + 1 >= len(lower) or lower[j + 1] not in _UNITS:
                break
            j += 1
            continue
        else:
            break
        seen, last = True, j
        j += 1
    return (total + current if seen else None), last


def _continues(current: int, unit: int) -> bool:
    """Whether a unit may follow: "twenty" + "two", "hundred" + "five", not "two" + "three"."""
    return (unit < 10 and current % 100 in range(20, 100, 10)) or (current >= 100 and current % 100 == 0)


def _big(value: int) -> bool:
    return value >= 100 and value % 100 == 0


def _vague(lower: Sequence[str], i: int) -> Number | None:
    """Words without an exact value, none at all, and words for a group of known size."""
    word = lower[i]
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if word in _NONE or word in _UNBOUNDED:
        return _open(lower, i, following)
    if word in _GROUPS:
        first = i - 1 if i and lower[i - 1] in ("a", "the") else i
        return Number(first, i, i, _GROUPS[word], _GROUPS[word], Exactness.EXACT)
    if word in _TENS and lower[i + 1 : i + 3] in (["of", "thousands"], ["of", "millions"]):
        scale = 1000 if lower[i + 2] == "thousands" else 1_000_000
        return Number(i, i + 2, i + 2, _TENS[word] * scale, None, Exactness.VAGUE)
    if word == "half" and following in ("a", "dozen") and "dozen" in lower[i + 1 : i + 3]:
        last = i + 1 if following == "dozen" else i + 2
        return Number(i, last, last, 6, 6, Exactness.EXACT)
    return _vague_word(lower, i) if word in _VAGUE else None


def _open(lower: Sequence[str], i: int, following: str) -> Number | None:
    """ "no one" is none; "many" has no bound at all; "no longer" and "as many as" are no numbers."""
    if lower[i] in _UNBOUNDED:
        idiom = following in _DASHES or (i > 0 and lower[i - 1] in ("as", "so", "how", "too"))
        return None if idiom else Number(i, i, i, None, None, Exactness.VAGUE)
    if following in ("more", "less", "fewer", "longer", "matter", "doubt"):
        return None
    last = i + 1 if following == "one" else i
    return Number(i, last, last, 0, 0, Exactness.EXACT)


def _vague_word(lower: Sequence[str], i: int) -> Number | None:
    word, first = lower[i], i
    before = lower[i - 1] if i else ""
    if word in ("few", "couple", "handful", "number"):
        if before not in ("a", "another", "the", "last"):
            return None
        first = i - 1
    if word == "number" and (before != "a" or lower[i + 1 : i + 2] != ["of"]):
        return None
    if word == "scores" and before not in _HARM and lower[i + 1 : i + 2] not in (["of"], ["more"], ["were"]):
        return None
    last = i
    if i + 2 < len(lower) and lower[i + 1] == "hundred" and word in ("several", "few"):
        return Number(first, i + 1, i + 1, 300, None, Exactness.VAGUE)
    if i + 1 < len(lower) and lower[i + 1] in ("thousand", "dozen") and word in ("several", "few", "couple"):
        return Number(first, i + 1, i + 1, _VAGUE[word] * _SCALES[lower[i + 1]], None, Exactness.VAGUE)
    return Number(first, last, last, _VAGUE[word], None, Exactness.VAGUE)


def _share(lower: Sequence[str], i: int) -> Number | None:
    """Fractions and percentages, as a share between 0 and 1."""
    slash = _SLASH.fullmatch(lower[i])
    if slash:
        true = 0 < int(slash[1]) < int(slash[2]) and lower[i + 1 : i + 2] == ["of"]
        return _shared(i, i, int(slash[1]) / int(slash[2])) if true else None
    if lower[i] in ("half", "third", "quarter", "two-thirds"):
        return _worded_share(lower, i)
    value, last = _digits(lower, i)
    if value is None:
        value, last = _worded(lower, i)
    if value is None or last + 1 >= len(lower):
        return None
    return _percent(lower, i, last, value) or _parts(lower, i, last, value)


def _percent(lower: Sequence[str], first: int, last: int, value: Amount) -> Number | None:
    if lower[last + 1] in ("%", "percent", "pct"):
        return _shared(first, last + 1, value / 100)
    if lower[last + 1 : last + 3] == ["per", "cent"]:
        return _shared(first, last + 2, value / 100)
    return None


def _parts(lower: Sequence[str], first: int, last: int, value: Amount) -> Number | None:
    """ "two-thirds of": a small number, then the name of the part."""
    at = last + 2 if lower[last + 1] in _DASHES and last + 2 < len(lower) else last + 1
    part = _FRACTIONS.get(lower[at])
    if part and value < 10 and lower[at + 1 : at + 2] == ["of"]:
        return _shared(first, at, value * part)
    return None


def _worded_share(lower: Sequence[str], i: int) -> Number | None:
    """ "a third of", "half of", "half the": an ordinal alone ("the third of May") is no share."""
    word, after = lower[i], lower[i + 1] if i + 1 < len(lower) else ""
    before = lower[i - 1] if i else ""
    if word == "two-thirds":
        return _shared(i, i, 2 / 3)
    if word == "half" and after in ("of", "the", "its", "their"):
        return _shared(i, i, 0.5)
    if word in ("third", "quarter") and before in ("a", "one") and after == "of":
        return _shared(i - 1, i, _FRACTIONS[word])
    return None


def _shared(first: int, last: int, value: float) -> Number:
    value = round(value, 4)
    return Number(first, last, last, value, value, Exactness.EXACT, Kind.SHARE)


def _range(lower: Sequence[str], first: Number) -> Number:
    """Join "200-300", "two or three", "between 5 and 9", "from 3 to 5" into one number."""
    before = lower[first.first - 1] if first.first else ""
    second = _second(lower, first, before)
    if second is None or second.low is None or first.low is None:
        return first
    if before == "from" and first.first >= 2 and lower[first.first - 2] in _CHANGES:
        return second
    low = _like(lower, first, second)
    if low >= second.low:
        return first
    start = first.first - 1 if before in ("between", "from") else first.first
    return replace(second, first=start, low=low, exactness=Exactness.RANGE)


def _second(lower: Sequence[str], first: Number, before: str) -> Number | None:
    """The number behind a dash, "to", "or", or the "and" of "between", unless it is an age."""
    j = first.last + 1
    if j + 1 >= len(lower) or first.exactness is not Exactness.EXACT:
        return None
    if lower[j] not in _DASHES and lower[j] not in ("to", "or") and (lower[j], before) != ("and", "between"):
        return None
    second = _share(lower, j + 1) or _plain(lower, j + 1)
    return None if second is None or _is_age(lower, second.last + 1) else second


def _like(lower: Sequence[str], first: Number, second: Number) -> Amount:
    """The lower bound in the terms of the upper: "5 to 10 percent", "two or three dozen"."""
    low, high, scale = first.low or 0, second.low or 0, lower[second.last]
    if first.kind is not second.kind:
        return round(low / 100, 4)
    return low * _SCALES[scale] if scale in _SCALES and low < high / 10 else low


def _is_age(lower: Sequence[str], i: int) -> bool:
    return i + 1 < len(lower) and lower[i] in _DASHES and lower[i + 1].startswith("year")


def _after(lower: Sequence[str], number: Number) -> Number:
    """Apply "or more", "or so", "+" behind the number."""
    j = number.last + 1
    for size in (2, 1):
        exactness = _AFTER.get(tuple(lower[j : j + size]))
        if exactness and (lower[j] != "plus"):
            return _bounded(replace(number, last=j + size - 1), exactness)
    if lower[number.last].endswith("+"):
        return _bounded(number, Exactness.AT_LEAST)
    return number


def _hedged(lower: Sequence[str], number: Number, floor: int) -> Number:
    """Apply the hedges that stand before the number, the nearest last ("an estimated" before "more than")."""
    for _ in range(2):
        if number.first <= floor or lower[number.first - 1] not in _HEDGE_LAST:
            break
        for size in range(min(_LONGEST_HEDGE, number.first - floor), 0, -1):
            words = tuple(lower[number.first - size : number.first])
            if words in _HEDGES:
                number = _bounded(replace(number, first=number.first - size), _HEDGES[words])
                break
        else:
            break
    return number


def _bounded(number: Number, exactness: Exactness) -> Number:
    """Return the number with the bound a hedge gives; none, a range and a vague word keep their own."""
    fixed = number.exactness is not Exactness.EXACT and (exactness is Exactness.ABOUT or number.high is None)
    if number.low == 0 or fixed:
        return number
    if exactness is Exactness.AT_LEAST:
        return replace(number, high=None, exactness=exactness)
    if exactness is Exactness.AT_MOST:
        return replace(number, low=None, exactness=exactness)
    return replace(number, exactness=exactness)
