"""How likely a listed name is to mean a place at all, before the text is looked at."""

from __future__ import annotations

from dateline.read.places.gazetteer import Found

# The standing of cities, units and countries: their names are places even beside a person's.
KNOWN = 2.5


def standing(found: tuple[Found, ...]) -> float:
    """Return how likely a listed name is to mean a place at all, before the text is looked at."""
    return max((_weight(one) for one in found), default=-1.0)


def _weight(found: Found) -> float:
    entry, grade = found
    if entry.kind in ("country", "region", "water", "mountain"):
        value = 5.0
    elif entry.kind == "admin1" or entry.population > 500_000:
        value = 4.0
    elif entry.population > 100_000:
        value = 2.5
    elif entry.population > 15_000 or entry.kind == "quarter":
        value = 1.0
    else:
        value = 0.0
    return value - (1.5 if grade == 2 else 0.0)
