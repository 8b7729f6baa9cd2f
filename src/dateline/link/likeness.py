"""Scores how likely two tellings of different reports are one incident, each score with its reasons.

A logistic score over named features; ``data/likeness.toml`` holds the weights and where they come from.
There are two sets of them: where words can be trusted, they speak with the facts; where they cannot,
place and day decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log1p

from dateline.data import toml
from dateline.link import geography, tellings, traits
from dateline.link.publishers import publisher
from dateline.link.tellings import Telling
from dateline.link.traits import Traits
from dateline.model import Factuality, FigureStatus

# Probability from which a telling joins an incident: from 0.3 to 0.4 B-cubed F1 on the development
# documents is the same to 0.001, fitted on the other half to 0.002.
THRESHOLD = 0.3
# Two tellings published further apart than this are two incidents unless a person says otherwise.
MOST_DAYS = 60

# Of the shootings measured, one in twenty has this many victims or more.
FEW = 5
# From this many names on, a text says enough for its likeness to count in full.
ENOUGH = 8

# Features of how the texts are worded; the others are facts that the texts tell.
WORDS = frozenset({"names", "rare names", "numbers", "words", "opening", "title"})
# However alike two texts are worded, they say no more than this, so that towns told apart keep two forms of
# words apart. Unbounded, B-cubed F1 on the development documents is 0.001 lower.
MOST_WORDS = 12.0
# Reasons worth reading that weigh nothing: most counts are 1, so that two agree by chance.
UNWEIGHTED = frozenset({"same count"})

# What keeps two tellings apart whatever their words.
APART = frozenset({"told apart", "told elsewhere", "told of other days"})

# The statuses whose counts are compared; those of the dead say which of two tellings is the wider.
_COUNTED = (FigureStatus.KILLED, FigureStatus.INJURED)

Feature = tuple[str, float, str | None]
# Words so alike that they say the most they may.
_ALIKE: Feature = ("names", 100.0, None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two tellings are one incident, and what speaks for and against it."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One telling as it is compared, and what is worked out of it once for all its pairs."""

    telling: Telling
    traits: Traits
    publisher: str | None = field(init=False)
    counts: tuple[float | None, ...] = field(init=False)
    regions: frozenset[tuple[str | None, str]] = field(init=False)

    def __post_init__(self) -> None:
        told = self.telling
        regions = frozenset((place.country, place.admin1) for place in told.places if place.admin1)
        object.__setattr__(self, "publisher", publisher(told.report))
        object.__setattr__(self, "counts", tuple(most(told, status) for status in _COUNTED))
        object.__setattr__(self, "regions", regions)


def compare(
    a: Side, b: Side, *, trust: float = 1.0, copies: bool = False, least: float = 0.0
) -> Likeness | None:
    """Return the likeness of two tellings, or None when they cannot be one incident.

    ``trust`` (0 to 1) scales what likeness of words counts for: see ``traits.Weights.trust``. A pair that is
    less likely than ``least`` may be None too: its facts tell, before its words are compared.
    """
    if a.telling.report.id == b.telling.report.id or not tellings.compatible(
        a.telling.family, b.telling.family
    ):
        return None
    if _dataset(a) and _dataset(a) == _dataset(b):
        return None  # a data set has one row an incident
    told = _facts(a, b, copies=copies)
    trust *= comparable(a, b)
    if _at_most(told, trust) < least:
        return None
    found = [*_words(a.traits, b.traits), *told]
    return Likeness(probability(found, trust), tuple(reason for _, _, reason in found if reason))


def _at_most(told: Iterable[Feature], trust: float) -> float:
    """Return the probability that facts leave to two tellings whose words are as alike as words can count."""
    return probability((*told, _ALIKE), trust)


def probability(found: Iterable[Feature], trust: float, trusted: Mapping[str, float] | None = None) -> float:
    """Return the probability that features tell; ``trusted`` are other weights than the table's, to try."""
    own, bare = trusted or weights()[0], weights()[1]
    wording, facts, alone = 0.0, own.get("base", 0.0), bare.get("base", 0.0)
    for name, value, _ in found:
        if name in WORDS:
            wording += own.get(name, 0.0) * value
        else:
            facts += own.get(name, 0.0) * value
        alone += bare.get(name, 0.0) * value
    return 1 / (1 + exp(-(trust * (min(wording, MOST_WORDS) + facts) + (1 - trust) * alone)))


@cache
def weights() -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights where words can be trusted, and where they cannot."""
    table = toml("likeness")
    return {**table["trusted"], **table["by_hand"]}, table["bare"]


def features(a: Side, b: Side, *, copies: bool = False) -> list[Feature]:
    """Return the named features of a pair: name, value, and the words for it if it is a reason."""
    return [*_words(a.traits, b.traits), *_facts(a, b, copies=copies)]


def _facts(a: Side, b: Side, *, copies: bool) -> list[Feature]:
    """Return the features that are no likeness of words."""
    found = [
        *_details(a.traits, b.traits),
        *_type(a.telling, b.telling),
        *_place(a, b),
        *_days(a.telling, b.telling),
        *_reports(a, b),
        *_counts(a, b),
    ]
    if _wider(a, b) or _wider(b, a):
        found.append(("wider", 1.0, None))
    # A text that gives another place or day than its like is no copy but the same form of words.
    same = copies and not APART.intersection(name for name, _, _ in found)
    return [*found, ("one text", 1.0, "one text copies the other")] if same else found


def comparable(a: Side, b: Side) -> float:
    """How far the words of two texts can be compared: little when one is short.

    Not across languages, and not with a row of a data set, which is no prose.
    """
    if _dataset(a) or _dataset(b):
        return 0.0
    if a.telling.report.language != b.telling.report.language:
        return 0.0
    return min(1.0, len(a.traits.names) / ENOUGH, len(b.traits.names) / ENOUGH)


def _dataset(own: Side) -> str | None:
    """Return the data set that a telling is a row of."""
    marks = own.telling.report.marks
    return marks.dataset if marks else None


def _wider(a: Side, b: Side) -> bool:
    """Told of a whole area, and counting more than the town's telling: the town's is a part of it."""
    one, other = a.telling, b.telling
    if not (one.placed and other.placed) or one.local or not other.local:
        return False
    if not any(map(geography.region, one.places)):
        return False
    whole, part = a.counts[0], b.counts[0]
    return whole is not None and part is not None and whole > part


def _words(a: Traits, b: Traits) -> list[Feature]:
    names = traits.cosine(a.names, b.names)
    numbers = traits.cosine(a.numbers, b.numbers)
    common = traits.shared(a.names, b.names) if names > 0.1 else []
    return [
        ("names", names**0.5, f"both name {', '.join(common)}" if common else None),
        ("numbers", numbers, None),
        ("words", traits.cosine(a.words, b.words), None),
        ("opening", traits.cosine(a.opening, b.opening) ** 0.5, None),
        ("title", traits.cosine(a.title, b.title) ** 0.5, None),
        ("rare names", log1p(len(a.rare & b.rare)), None),
    ]


def _details(a: Traits, b: Traits) -> list[Feature]:
    """The ages and the sites that both texts tell, where both tell any."""
    found: list[Feature] = []
    for kind, one, other in (("age", a.ages, b.ages), ("site", a.sites, b.sites)):
        if one and other:
            common = sorted(one & other)
            said = f"both name the {kind} {common[0]}" if common else None
            found.append((f"same {kind}" if common else f"other {kind}s", 1.0, said))
    return found


def _type(a: Telling, b: Telling) -> list[Feature]:
    differ = a.family != b.family and tellings.HARM not in (a.family, b.family)
    return [("other type", 1.0, f"{a.family} or {b.family}")] if differ else []


def _place(first: Side, second: Side) -> list[Feature]:
    a, b = first.telling, second.telling
    found = next((reason for p in a.places for q in b.places if (reason := geography.same(p, q))), None)
    if found:
        return [("same place", 1.0, found)]
    gaps = [d for p in a.places for q in b.places if (d := geography.distance(p, q)) is not None]
    if gaps and min(gaps) <= geography.CITY_KM and _loose(a, b):
        return [("near place", 1.0, f"{min(gaps):.0f} km apart")]
    near: list[Feature] = [] if first.regions.isdisjoint(second.regions) else [("same region", 1.0, None)]
    if not gaps or not (a.local and b.local):
        return near
    name = _elsewhere(first, second) if a.placed and b.placed else "other place"
    return [*near, (name, 1.0, f"{min(gaps):.0f} km apart")]


def _elsewhere(first: Side, second: Side) -> str:
    """How far two towns are two occurrences: a text that also names the other's town may mean that one."""
    a, b = first.telling, second.telling
    if a.apart & set(map(tellings.key, b.places)) or b.apart & set(map(tellings.key, a.places)):
        return "told apart"
    known = _names(first.traits, b) + _names(second.traits, a)
    return ("told elsewhere", "one told elsewhere", "both places named")[known]


def _names(text: Traits, other: Telling) -> bool:
    """Whether a text names a place of another telling."""
    return any(all(f"@{word}" in text.names for word in p.text.lower().split()) for p in other.places)


def _loose(a: Telling, b: Telling) -> bool:
    """A quarter or a place told as near another is among them: two towns by name are two places."""
    return any(p.kind == "quarter" or p.precision != 1 for p in (*a.places, *b.places))


def _days(a: Telling, b: Telling) -> list[Feature]:
    found: list[Feature] = []
    if a.first and b.first and a.last and b.last:
        gap = max(0, (max(a.first, b.first) - min(a.last, b.last)).days)
        told = a.period is not None and b.period is not None
        found.append(("days apart", float(min(gap, 14)), f"{gap} days apart" if gap else None))
        if gap and a.dated and b.dated:
            found.append(("told of other days", 1.0, None))
        if not gap and told:
            found.append(("same day", 1.0, f"both on {max(a.first, b.first)}"))
    return found


def _reports(a: Side, b: Side) -> list[Feature]:
    """Reports of one incident cluster within days; one publisher's texts are alike whatever they tell."""
    found: list[Feature] = []
    one, other = a.telling.report.published, b.telling.report.published
    if one and other:
        found = [("days between reports", log1p(abs((one - other).days)), None)]
    same = a.publisher and a.publisher == b.publisher
    return [*found, ("same publisher", 1.0, None)] if same else found


def _counts(a: Side, b: Side) -> list[Feature]:
    found: list[Feature] = []
    for status, one, other in zip(_COUNTED, a.counts, b.counts, strict=True):
        if one is not None and other is not None:
            agreed = "same high count" if one >= FEW else "same count"
            name = agreed if one == other else "other count"
            found.append((name, 1.0, f"both count {one:g} {status.value}" if one == other else None))
    return found


def most(telling: Telling, status: FigureStatus) -> float | None:
    """Return the largest count of people of that status that the telling gives."""
    counts = [
        float(f.low)
        for f in telling.figures
        if f.status is status
        and f.low is not None
        and f.subject == "people"
        and f.factuality is Factuality.HAPPENED
    ]
    return max(counts, default=None)
