"""Weighs what tells one occurrence from another in words: names of people and sites, numbers, words.

A name shared by two reports weighs the more, the fewer other reports use it (inverse document
frequency), so that a victim's or a street's name counts and a country's or a paper's does not. A line
that one publisher prints in report after report is furniture and counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2b
from math import fsum, log, sqrt

from dateline.data import toml
from dateline.link.evidence import sentence
from dateline.link.fingerprints import prose
from dateline.link.publishers import publisher
from dateline.link.tellings import Telling
from dateline.model import Report

Vector = Mapping[str, float]

_TOKEN = re.compile(r"\d[\d:,.-]*\d|\d|[^\W\d_][\w’'-]*")
_STOPS = frozenset(".!?:")
_OPENERS = frozenset('\n“"(')
# A sentence ends within so many characters before the next one's first word.
_GAP = 4
# "17-year-old", "Ada Novak, 17, was", "aged 17": what tells one victim or suspect from another.
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|(?<=[a-z]), (\d{1,2}),|\baged? (\d{1,2})\b")
# A headline ends where the name of the paper begins.
_TITLE_END = re.compile(r"\s+[-–—|]+\s+")
# On a small desk it cannot be known which names are rare, so likeness of words is trusted by
# size / (size + TRUST): a half at 20 reports, in full from some hundreds on.
TRUST = 20
# Enough of the word after a number to tell "17 years" from "17 miles", whatever its ending.
_STEM = 6
# The headline and what a report opens with: most of what sets one occurrence apart stands in it.
OPENING = 120
# A line that one publisher prints in so many reports is a share box, a list of videos, a sign-up form.
FURNITURE = 3
# A name of two words in no more reports than this is a person's or a site's of one occurrence.
FEW_REPORTS = 8


@dataclass(frozen=True, slots=True)
class Traits:
    """The weighted names, numbers and words of one text, each vector of length 1 or empty, and what it names.

    ``rare`` are names of two words that few reports use, ``lines`` the keys of its lines.
    """

    names: Vector
    numbers: Vector
    words: Vector
    opening: Vector = field(default_factory=dict)
    title: Vector = field(default_factory=dict)
    rare: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()

    def marks(self) -> Iterator[str]:
        """Yield the names and numbers, which propose what to compare."""
        yield from (*self.names, *self.numbers)

    def terms(self) -> Iterator[str]:
        """Yield every term and line's key that was counted for it, those of furniture aside."""
        yield from (*self.names, *self.numbers, *self.words, *self.lines)


@dataclass(slots=True)
class Bag:
    """The raw counts of one text or line, in the order of the text."""

    names: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    ages: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    first: list[str] = field(default_factory=list)

    def terms(self) -> Iterator[str]:
        """Yield every term once."""
        yield from (*self.names, *self.numbers, *self.words)


@dataclass(frozen=True, slots=True)
class Bags:
    """The counts of a report's headline and of each of its lines, by the key the line is known by."""

    title: Bag
    lines: Mapping[str, Bag]

    def terms(self) -> Iterator[str]:
        """Yield every term and every line's key once."""
        yield from dict.fromkeys(term for own in (self.title, *self.lines.values()) for term in own.terms())
        yield from self.lines

    def headline(self) -> Iterator[str]:
        """Yield each word of the headline as it is weighed: without a capital, and with one."""
        for word in {term.lstrip("@#") for term in self.title.first}:
            yield from (word, "@" + word)


class Weights:
    """Turns counts into weights, by how many of the desk's reports hold each term (``frequency``).

    What was asked once is kept: all reports are counted before any is weighed.
    """

    def __init__(self, frequency: Callable[[str], int], size: int) -> None:
        self._frequency = frequency
        self._size = size
        self._rarities: dict[str, float] = {}

    def of(self, own: Bags) -> Traits:
        """Return the weighted traits of one text, its furniture left out."""
        lines = [bag for key, bag in own.lines.items() if self._frequency(key) < FURNITURE]
        every = [own.title, *lines]
        names = _total(bag.names for bag in every)
        return Traits(
            self._vector(names),
            self._vector(_total(bag.numbers for bag in every)),
            self._vector(_total(bag.words for bag in every)),
            self._vector(Counter([term for bag in every for term in bag.first][:OPENING])),
            self._headline(own.title),
            frozenset(name for name in names if " " in name and self._frequency(name) <= FEW_REPORTS),
            frozenset().union(*(bag.ages for bag in every)),
            frozenset().union(*(bag.sites for bag in every)),
            tuple(own.lines),
        )

    @property
    def trust(self) -> float:
        """How far likeness of words may be trusted on a desk of this size, 0 to 1."""
        return self._size / (self._size + TRUST)

    def _headline(self, title: Bag) -> Vector:
        """Headlines capitalise words at will, so a word there counts with or without its capital."""
        plain = {term.lstrip("@#") for term in title.first}
        return _unit({word: self._rarity(max((word, "@" + word), key=self._frequency)) for word in plain})

    def _vector(self, counts: Mapping[str, int]) -> Vector:
        return _unit({term: (1 + log(count)) * self._rarity(term) for term, count in counts.items()})

    def _rarity(self, term: str) -> float:
        known = self._rarities.get(term)
        if known is None:
            known = self._rarities[term] = log(1 + self._size / (self._frequency(term) or 1))
        return known


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of some counts, in the order of the text; ``+`` would copy the sum for each line."""
    found: Counter[str] = Counter()
    for own in counts:
        found.update(own)
    return found


def _unit(raw: Mapping[str, float]) -> Vector:
    length = sqrt(sum(value * value for value in raw.values()))
    return {term: value / length for term, value in raw.items()} if length else {}


def whole(report: Report) -> Bags:
    """Return the counts of the whole report: what tells its leading telling, and what frequencies count."""
    title = _TITLE_END.split(report.title or "", maxsplit=1)[0]
    lines = [line for line in map(str.strip, prose(report).split("\n")) if line]
    kept = lines[1:] if lines[:1] == [report.title] else lines
    return Bags(bag(title), {_key(report, line): bag(line) for line in kept})


def part(telling: Telling) -> Bags:
    """Return the counts of the sentences that tell one occurrence among others."""
    return Bags(Bag(), {"¶": bag(_sentences(telling))})


def _key(report: Report, line: str) -> str:
    """Return the key of a line of one publisher; where none is known, no line is furniture."""
    owner = publisher(report) or report.id
    return "¶" + blake2b(f"{owner}\n{line}".encode(), digest_size=8).hexdigest()


# Share boxes and sign-up forms come back in report after report; a bag is never changed once it is made.
@lru_cache(4096)
def bag(text: str) -> Bag:
    """Count the names (capitalised inside a sentence), numbers and other words of ``text``.

    Two names in a row and a number with its word count as one term too: "Ada Novak" and "17-year" tell
    more than their parts, which others share.
    """
    own = Bag(ages=_ages(text), sites=_sites(text))
    before, end = "", -1
    for match in _TOKEN.finditer(text):
        token = _plain(match.group())
        if match.start() - end > 1:
            before = ""
        if token[0].isdigit():
            own.numbers["#" + token] += 1
            before = "#" + token
        elif match.group()[0].isupper() and not _opens(text, match.start()):
            own.names["@" + token] += 1
            if before.startswith("@"):
                own.names[f"{before} {token}"] += 1
            before = "@" + token
        else:
            own.words[token] += 1
            if before.startswith("#"):
                own.numbers[f"{before} {token[:_STEM]}"] += 1
            before = ""
        if len(own.first) < OPENING:
            own.first.append(before or token)
        end = match.end()
    return own


def _ages(text: str) -> frozenset[str]:
    return frozenset(found for match in _AGE.finditer(text) for found in match.groups() if found)


def _sites(text: str) -> frozenset[str]:
    """Return the names of streets, schools, markets: the word before what kind of site it is."""
    return frozenset(match[1].split()[-1].lower() for match in _site().finditer(text))


@cache
def _site() -> re.Pattern[str]:
    kinds = "|".join(toml("sites")["kinds"]["words"])
    return re.compile(rf"((?:[A-Z0-9][\w'’.]*\s){{1,3}})(?:{kinds})\b")


def _plain(token: str) -> str:
    return token.strip(",.").lower().removesuffix("'s").removesuffix("’s")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins at ``start``, where a capital tells nothing: after a stop, break or quote."""
    if start == 0 or text[start - 1] in _OPENERS:
        return True
    for at in range(start - 1, max(-1, start - 1 - _GAP), -1):
        if not text[at].isspace():
            return at < start - 1 and text[at] in _STOPS
        if text[at] == "\n":
            return True
    return False


def cosine(a: Vector, b: Vector) -> float:
    """Return the cosine of two vectors of length 1, 0 when either is empty; in any order the same."""
    return fsum([a[term] * b[term] for term in a.keys() & b.keys()])


def shared(a: Vector, b: Vector, most: int = 3) -> list[str]:
    """Return the terms that tie two texts most, the strongest first, for the reason of a link."""
    both = sorted(((a[term] * b[term], term) for term in a if term in b), reverse=True)
    return [term.lstrip("@#") for _, term in both[:most]]


def _sentences(telling: Telling) -> str:
    report = telling.report
    spans = [*(event.trigger for event in telling.events), *telling.figures]
    bounds = sorted({sentence(report, span.start, span.end) for span in spans})
    return "\n".join(report.text[start:end] for start, end in bounds)
