"""Settles toponyms on gazetteer entries, all of a report together, and keeps the reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.read.gazetteer import Entry, Found
from dateline.read.toponyms import Toponym, within


@dataclass(frozen=True, slots=True)
class Settled:
    """The entry a toponym means, or None; why; and the candidates, best first."""

    entry: Entry | None
    rule: str
    candidates: tuple[Entry, ...] = ()


def distance(a: Entry, b: Entry) -> float:
    """Return kilometres between two entries on a sphere of 6,371 km."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    lon = math.radians(b.lon - a.lon)
    part = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(lon / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(part)))


def settle(names: Sequence[Toponym], country: str | None = None) -> list[Settled]:
    """Return what each toponym means, in order; the report is weighed as a whole, twice."""
    context = Context(country)
    for _ in range(2):
        settled = [_best(name, context) for name in names]
        context = Context(country)
        for name, one in zip(names, settled, strict=True):
            if one.entry is not None:
                context.add(name, one.entry)
    senses: dict[str, Settled] = {}
    for name in names:
        if name.inside is not None:
            senses.setdefault(name.key, _best(name, context))
    memo: dict[tuple[object, ...], Settled] = {}
    return [_in_report(name, context, senses, memo) for name in names]


def _in_report(
    name: Toponym, context: Context, senses: dict[str, Settled], memo: dict[tuple[object, ...], Settled]
) -> Settled:
    """Settle one mention: by its own words, else by the sense stated elsewhere, else by the report."""
    told = senses.get(name.key)
    if told is not None and told.entry is not None and name.inside is None and not name.kinds:
        return Settled(told.entry, f"as settled elsewhere in the report: {told.rule}", told.candidates)
    mark = (name.key, name.role, name.kinds, name.inside.key if name.inside else None)
    if mark not in memo:
        memo[mark] = _best(name, context)
    return memo[mark]


class Context:
    """What the rest of the report speaks of: countries, first-level units, and points."""

    def __init__(self, country: str | None = None) -> None:
        self.country = country
        self.countries: Counter[str] = Counter()
        self.units: Counter[int] = Counter()
        self.points: dict[str, Entry] = {}

    def add(self, name: Toponym, entry: Entry) -> None:
        """Count one settled name; a name with one meaning, or a stated container, speaks louder."""
        weight = 2 if len(name.found) == 1 or name.inside else 1
        if entry.country:
            self.countries[entry.country] += weight
        if entry.admin1 is not None:
            self.units[entry.admin1] += weight
        if entry.kind not in ("country", "region", "water"):
            self.points[name.key] = entry


def _best(name: Toponym, context: Context) -> Settled:
    if name.role in ("demonym", "unit") and name.found:
        rule = "word for a people" if name.role == "demonym" else "abbreviation of a unit"
        return Settled(name.found[0].entry, rule, (name.found[0].entry,))
    scored = sorted(((_score(name, one, context), one) for one in name.found), key=lambda pair: -pair[0])
    if not scored:
        return Settled(None, "no gazetteer lists it")
    entries = tuple(one.entry for _, one in scored[:5])
    return Settled(entries[0], _reason(name, entries, context), entries)


_BY_KIND = {"country": 3.0, "admin1": 0.2, "admin2": -1.2, "region": 3.0, "water": 1.0}


def _score(name: Toponym, found: Found, context: Context) -> float:
    """Return a log-like score: size, quality of the name, what the text says, the rest of the report."""
    entry, grade = found
    score = 0.6 * math.log10(entry.population + 100) - (0.0, 0.3, 1.5, 3.0)[grade]
    score += _BY_KIND.get(entry.kind, 0.0)
    if name.kinds:
        score += 3.0 if entry.kind in name.kinds else -1.0
    if name.inside is not None:
        score += 6.0 if within(entry, name.inside) else -1.0
    total = sum(context.countries.values())
    if total and entry.country:
        score += 1.5 * context.countries[entry.country] / total
    if entry.country and entry.country == context.country:
        score += 2.0
    if entry.admin1 is not None and entry.kind != "admin1" and context.units[entry.admin1]:
        score += 1.5
    return score + _nearness(name, entry, context)


def _nearness(name: Toponym, entry: Entry, context: Context) -> float:
    if entry.kind == "country":
        return 0.0
    best = 0.0
    for key, point in context.points.items():
        if key == name.key or abs(point.lat - entry.lat) > 5:
            continue
        away = distance(entry, point)
        best = max(best, 1.5 if away < 60 else 1.0 if away < 200 else 0.4 if away < 500 else 0.0)
    return best


def _reason(name: Toponym, entries: tuple[Entry, ...], context: Context) -> str:
    best = entries[0]
    if len(entries) == 1:
        return "only entry of that name"
    if name.inside is not None and within(best, name.inside):
        return "inside the place named behind it"
    if name.reason:
        return name.reason
    if best.country and context.countries[best.country] > 1:
        return f"fits the report's country ({best.country}) and size"
    return "largest of that name"
