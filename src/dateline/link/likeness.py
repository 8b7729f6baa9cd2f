"""Scores how likely two tellings of different reports are one incident, each score with its reasons.

A logistic score over named features. The weights were fitted on the development documents of the
Gun Violence Archive set (``python -m bench.incidents``), where each incident's documents are known,
and rounded; they are the same for every desk. Text likeness proposes; place and day decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from dateline.link import geography, tellings, traits
from dateline.link.tellings import Telling
from dateline.link.traits import Traits
from dateline.model import Factuality, FigureStatus

# Probability from which a telling joins an incident: the best B-cubed F1 on the development documents.
THRESHOLD = 0.4
# Two tellings published further apart than this are two incidents unless a person says otherwise.
MOST_DAYS = 60

# Of the shootings measured, one in twenty has this many victims or more.
FEW = 5
# From this many names on, a text says enough for its likeness to count in full.
ENOUGH = 8

BASE = -4.8
# The same where words cannot be trusted (a desk of a few reports): place and day together then decide.
BASE_OF_FACTS = -2.0
WEIGHTS = {
    "names": 12.0,
    "numbers": 6.0,
    "words": 1.2,
    "other type": -0.9,
    # Fitted 1.4, 0.2, -0.7 and -1.2 on shootings, of which a city sees several a day, and blunted by misread
    # places and days. Strikes on one place and day are one incident unless told apart (ACLED's unit: type,
    # place and day), so what a text ties to its event weighs more here; it costs 0.005 of B-cubed F1 there.
    "same place": 2.2,
    "near place": 1.1,
    "same region": 1.1,
    "same day": 0.8,
    "other place": -0.2,
    "told elsewhere": -2.5,
    "told of other days": -2.0,
    "days apart": -0.2,
    "weeks between reports": -0.3,
    # A reason worth reading, but no weight: most counts are 1. From FEW on two seldom agree by chance.
    "same count": 0.0,
    "same high count": 1.5,
    "other count": -0.6,
    # Fitted together with the words it repeats; alone, a copy tells what its original tells.
    "one text": 2.0,
}

WORDS = frozenset({"names", "numbers", "words"})

Feature = tuple[str, float, str | None]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two tellings are one incident, and what speaks for and against it."""

    score: float
    reasons: tuple[str, ...]


def compare(
    a: Telling, b: Telling, first: Traits, second: Traits, *, trust: float = 1.0, copies: bool = False
) -> Likeness | None:
    """Return the likeness of two tellings, or None when they cannot be one incident.

    ``trust`` (0 to 1) scales what likeness of words counts for: see ``traits.Weights.trust``.
    """
    if a.report.id == b.report.id or not tellings.compatible(a.family, b.family):
        return None
    if _wider(a, b) or _wider(b, a):
        return None
    found = features(a, b, first, second, copies=copies)
    words = sum(WEIGHTS[name] * value for name, value, _ in found if name in WORDS)
    facts = sum(WEIGHTS[name] * value for name, value, _ in found if name not in WORDS)
    trust *= _comparable(a, b, first, second)
    total = trust * (BASE + words) + (1 - trust) * BASE_OF_FACTS + facts
    return Likeness(1 / (1 + exp(-total)), tuple(reason for _, _, reason in found if reason))


def features(a: Telling, b: Telling, first: Traits, second: Traits, *, copies: bool = False) -> list[Feature]:
    """Return the named features of a pair: name, value, and the words for it if it is a reason."""
    found = [*_words(first, second), *_type(a, b), *_place(a, b), *_days(a, b), *_counts(a, b)]
    return [*found, ("one text", 1.0, "one text copies the other")] if copies else found


def _comparable(a: Telling, b: Telling, first: Traits, second: Traits) -> float:
    """How far the words of two texts can be compared: not across languages, little when one is short."""
    if a.report.language != b.report.language:
        return 0.0
    return min(1.0, len(first.names) / ENOUGH, len(second.names) / ENOUGH)


def _wider(a: Telling, b: Telling) -> bool:
    """Told of a whole area, and counting more than the town's telling: the town's is a part of it."""
    if not (a.placed and b.placed) or a.local or not b.local:
        return False
    whole, part = most(a, FigureStatus.KILLED), most(b, FigureStatus.KILLED)
    return whole is not None and part is not None and whole > part


def _words(a: Traits, b: Traits) -> list[Feature]:
    names = traits.cosine(a.names, b.names)
    numbers = traits.cosine(a.numbers, b.numbers)
    common = traits.shared(a.names, b.names) if names > 0.1 else []
    return [
        ("names", names**0.5, f"both name {', '.join(common)}" if common else None),
        ("numbers", numbers, None),
        ("words", traits.cosine(a.words, b.words), None),
    ]


def _type(a: Telling, b: Telling) -> list[Feature]:
    differ = a.family != b.family and tellings.HARM not in (a.family, b.family)
    return [("other type", 1.0, f"{a.family} or {b.family}")] if differ else []


def _place(a: Telling, b: Telling) -> list[Feature]:
    found = next((reason for p in a.places for q in b.places if (reason := geography.same(p, q))), None)
    if found:
        return [("same place", 1.0, found)]
    gaps = [d for p in a.places for q in b.places if (d := geography.distance(p, q)) is not None]
    if gaps and min(gaps) <= geography.CITY_KM and _loose(a, b):
        return [("near place", 1.0, f"{min(gaps):.0f} km apart")]
    regions = {(p.country, p.admin1) for p in a.places if p.admin1} & {
        (q.country, q.admin1) for q in b.places if q.admin1
    }
    near: list[Feature] = [("same region", 1.0, None)] if regions else []
    if not gaps or not (a.local and b.local):
        return near
    name = "told elsewhere" if a.placed and b.placed else "other place"
    return [*near, (name, 1.0, f"{min(gaps):.0f} km apart")]


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
    if a.report.published and b.report.published:
        found.append(
            ("weeks between reports", abs((a.report.published - b.report.published).days) / 14, None)
        )
    return found


def _counts(a: Telling, b: Telling) -> list[Feature]:
    found: list[Feature] = []
    for status in (FigureStatus.KILLED, FigureStatus.INJURED):
        one, other = most(a, status), most(b, status)
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
