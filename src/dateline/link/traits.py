"""Weighs what tells one occurrence from another in words: names of people and sites, numbers, words.

A name shared by two reports weighs the more, the fewer other reports use it (inverse document
frequency), so that a victim's or a street's name counts and a country's or a paper's does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import log, sqrt

from dateline.link.evidence import sentence
from dateline.link.fingerprints import prose
from dateline.link.tellings import Telling
from dateline.model import Report

Vector = Mapping[str, float]

_TOKEN = re.compile(r"\d[\d:,.-]*\d|\d|[^\W\d_][\w’'-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"(])$")
# On a small desk it cannot be known which names are rare, so likeness of words is trusted by
# size / (size + TRUST): a half at 20 reports, in full from some hundreds on.
TRUST = 20
# Enough of the word after a number to tell "17 years" from "17 miles", whatever its ending.
_STEM = 6


@dataclass(frozen=True, slots=True)
class Traits:
    """The weighted names, numbers and words of one text; each vector has length 1 or is empty."""

    names: Vector
    numbers: Vector
    words: Vector


@dataclass(frozen=True, slots=True)
class Bag:
    """The raw counts of one text."""

    names: Counter[str]
    numbers: Counter[str]
    words: Counter[str]

    def terms(self) -> Iterator[str]:
        """Yield every term once."""
        yield from (*self.names, *self.numbers, *self.words)


class Weights:
    """Turns counts into weights, by how many of the desk's reports hold each term (``frequency``)."""

    def __init__(self, frequency: Callable[[str], int], size: int) -> None:
        self._frequency = frequency
        self._size = size

    def of(self, own: Bag) -> Traits:
        """Return the weighted traits of one text."""
        return Traits(self._vector(own.names), self._vector(own.numbers), self._vector(own.words))

    @property
    def trust(self) -> float:
        """How far likeness of words may be trusted on a desk of this size, 0 to 1."""
        return self._size / (self._size + TRUST)

    def _vector(self, counts: Counter[str]) -> Vector:
        raw = {
            term: (1 + log(count)) * log(1 + self._size / (self._frequency(term) or 1))
            for term, count in counts.items()
        }
        length = sqrt(sum(value * value for value in raw.values()))
        return {term: value / length for term, value in raw.items()} if length else {}


def whole(report: Report) -> Bag:
    """Return the counts of the whole report: what tells its leading telling, and what frequencies count."""
    return bag(_text(report))


def part(telling: Telling) -> Bag:
    """Return the counts of the sentences that tell one occurrence among others."""
    return bag(_sentences(telling))


def bag(text: str) -> Bag:
    """Count the names (capitalised inside a sentence), numbers and other words of ``text``.

    Two names in a row and a number with its word count as one term too: "Ada Novak" and "17-year" tell
    more than their parts, which others share.
    """
    names: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    words: Counter[str] = Counter()
    before, end = "", -1
    for match in _TOKEN.finditer(text):
        token = _plain(match.group())
        if match.start() - end > 1:
            before = ""
        if token[0].isdigit():
            numbers["#" + token] += 1
            before = "#" + token
        elif match.group()[0].isupper() and not _opens(text, match.start()):
            names["@" + token] += 1
            if before.startswith("@"):
                names[f"{before} {token}"] += 1
            before = "@" + token
        else:
            words[token] += 1
            if before.startswith("#"):
                numbers[f"{before} {token[:_STEM]}"] += 1
            before = ""
        end = match.end()
    return Bag(names, numbers, words)


def _plain(token: str) -> str:
    return token.strip(",.").lower().removesuffix("'s").removesuffix("’s")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins at ``start``, where a capital tells nothing."""
    return _SENTENCE_START.search(text, max(0, start - 4), start) is not None


def cosine(a: Vector, b: Vector) -> float:
    """Return the cosine of two vectors of length 1, 0 when either is empty."""
    if len(b) < len(a):
        a, b = b, a
    return sum(value * b[term] for term, value in a.items() if term in b)


def shared(a: Vector, b: Vector, most: int = 3) -> list[str]:
    """Return the terms that tie two texts most, the strongest first, for the reason of a link."""
    both = sorted(((a[term] * b[term], term) for term in a if term in b), reverse=True)
    return [term.lstrip("@#") for _, term in both[:most]]


def _sentences(telling: Telling) -> str:
    report = telling.report
    spans = [*(event.trigger for event in telling.events), *telling.figures]
    bounds = sorted({sentence(report, span.start, span.end) for span in spans})
    return "\n".join(report.text[start:end] for start, end in bounds)


def _text(report: Report) -> str:
    title = report.title or ""
    own = prose(report)
    return own if title in own[: len(title) + 200] else f"{title}\n{own}"
