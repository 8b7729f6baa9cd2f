"""Tells the ages of persons from counts of them: "Name, 34, of", "the men, ages 14, 18 and 29"."""

from __future__ import annotations

from dateline.read.figures import terms as lex
from dateline.read.figures.numbers import Number
from dateline.read.figures.parsed import Parsed

# No one is older; a greater number behind a comma counts.
_OLDEST = 120
_AGES = frozenset({"age", "aged", "ages"})
_LISTING = frozenset({",", "and", "&"})
_AFTER_AGE = frozenset({",", ")", ".", ";", "and", "", "of", "was", "is", "who", "were", "has", "from"})


def is_age(words: Parsed, number: Number) -> bool:
    """Tell whether a number is how old somebody is, by itself or as one of a list of ages."""
    return _is_bare_age(words, number) or _in_ages(words, number)


def _in_ages(words: Parsed, number: Number) -> bool:
    """ "the men, ages 14, 18 and 29,", "three women, 35, 46 and 54 years old": each of a list is an age."""
    if not number.digits or number.first != number.last or (number.low or 0) > _OLDEST:
        return False
    first, last = number.first, number.last
    while first > 1 and _is_listed(words, first - 1):
        first -= 1
    while last + 1 < len(words) and _is_listed(words, last + 1):
        last += 1
    several = sum(words.lower[i].isdecimal() for i in range(first, last + 1)) > 1
    if not several:
        return False
    before, after = words.lower[first - 1] if first else "", words.lower[last + 1 : last + 3]
    if before in _AGES or words.lower[first] in _AGES or after[:1] in (["years"], ["year"]):
        return True
    person = next((i for i in range(first - 1, max(first - 3, -1), -1) if words.lower[i] != ","), first)
    apart = words.lower[first] == "," or before in (",", "(")
    return apart and words.lemma[person] in lex.PEOPLE and words.tag[person] in ("NNS", "NNP")


def _is_listed(words: Parsed, i: int) -> bool:
    """Whether a word goes on with a list of bare numbers: a number, a comma, "and"."""
    return words.lower[i] in _LISTING or (words.lower[i].isdecimal() and len(words.lower[i]) <= 3)


def _is_bare_age(words: Parsed, number: Number) -> bool:
    """ "Name, 34, of", "another woman, also 22,", "(34)": a figure set off behind a person is an age."""
    at = number.first - 1
    if at > 0 and words.lower[at] in ("also", "both", "now", "just"):
        at -= 1
    if not number.digits or (number.low or 0) > _OLDEST or at < 1 or words.lower[at] not in (",", "("):
        return False
    after = words.lower[number.last + 1] if number.last + 1 < len(words) else ""
    person = words.lemma[at - 1] in lex.PEOPLE and words.tag[at - 1] in ("NN", "NNP")
    verb = number.last + 1 < len(words) and words.tag[number.last + 1] in ("VBZ", "VBP")
    return words.tag[at - 1].startswith("N") and (after in _AFTER_AGE or (person and verb))
