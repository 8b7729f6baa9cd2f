"""Settles toponyms on gazetteer entries, all of a report together, and keeps the reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.read.gazetteer import Entry, Found, Gazetteer
from dateline.read.spellings import fold
from dateline.read.toponyms import Toponym


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


def settle(names: Sequence[Toponym], gazetteer: Gazetteer, country: str | None = None) -> list[Settled]:
    """Return what each toponym means, in order; the report is weighed as a whole, twice."""
    first = [_best(name, gazetteer, _Context()) for name in names]
    context = _Context(country)
    for name, settled in zip(names, first, strict=True):
        if settled.entry is not None:
            context.add(name, settled.entry)
    senses: dict[str, Settled] = {}
    for name in names:
        if name.inside is not None or name.unit is not None:
            senses.setdefault(name.key, _best(name, gazetteer, context))
    result = []
    for name in names:
        own = _best(name, gazetteer, context)
        told = senses.get(name.key)
        if told is not None and told.entry is not None and name.inside is None and not name.kinds:
            own = Settled(told.entry, f"as settled elsewhere in the report: {told.rule}", told.candidates)
        result.append(own)
    return result


class _Context:
    """What the rest of the report speaks of: countries, first-level units, and points."""

    def __init__(self, country: str | None = None) -> None:
        self.country = country
        self.countries: Counter[str] = Counter()
        self.units: Counter[int] = Counter()
        self.points: dict[str, Entry] = {}

    def add(self, name: Toponym, entry: Entry) -> None:
        """Count one settled name; a name that has one meaning only speaks louder."""
        weight = 2 if len(name.found) == 1 or name.unit or name.inside else 1
        if entry.country:
            self.countries[entry.country] += weight
        if entry.admin1 is not None:
            self.units[entry.admin1] += weight
        if entry.kind not in ("country", "region", "water"):
            self.points[name.key] = entry


def _best(name: Toponym, gazetteer: Gazetteer, context: _Context) -> Settled:
    if name.demonym is not None:
        country = _country(gazetteer, name.demonym)
        return Settled(country, "word for a people", (country,) if country else ())
    if name.unit is not None:
        unit = _unit(gazetteer, *name.unit)
        return Settled(unit, "abbreviation of a unit", (unit,) if unit else ())
    scored = sorted(((_score(name, one, gazetteer, context), one) for one in name.found), key=lambda p: -p[0])
    if not scored:
        return Settled(None, "no gazetteer lists it")
    entries = tuple(one.entry for _, one in scored[:5])
    return Settled(entries[0], _reason(name, entries, context), entries)


def _score(name: Toponym, found: Found, gazetteer: Gazetteer, context: _Context) -> float:
    """Return a log-like score: size, quality of the name, what the text says, the rest of the report."""
    entry, grade = found
    score = 0.6 * math.log10(entry.population + 100) - (0.0, 0.3, 1.5, 3.0)[grade]
    score += {"country": 3.0, "admin1": 0.2, "admin2": -1.2, "region": 3.0, "water": 1.0}.get(entry.kind, 0.0)
    if name.kinds:
        score += 3.0 if entry.kind in name.kinds else -1.0
    if name.inside is not None:
        score += 6.0 if _within(entry, name.inside, gazetteer) else -1.0
    total = sum(context.countries.values())
    if total and entry.country:
        score += 1.5 * context.countries[entry.country] / total
    if entry.country and entry.country == context.country:
        score += 2.0
    if entry.admin1 is not None and entry.kind != "admin1" and context.units[entry.admin1]:
        score += 1.5
    others = [point for key, point in context.points.items() if key != name.key]
    if others and entry.kind != "country":
        nearest = min(distance(entry, point) for point in others)
        score += 1.5 if nearest < 60 else 1.0 if nearest < 200 else 0.4 if nearest < 500 else 0.0
    return score


def _within(entry: Entry, outer: Toponym, gazetteer: Gazetteer) -> bool:
    """Return whether an entry lies in any place the containing name can mean."""
    if outer.unit is not None:
        unit = _unit(gazetteer, *outer.unit)
        return unit is not None and unit.id in (entry.admin1, entry.admin2) and unit.id != entry.id
    for one in outer.found:
        other = one.entry
        if other.id == entry.id:
            continue
        if other.kind == "country" and other.country == entry.country:
            return True
        if other.id in (entry.admin1, entry.admin2):
            return True
        if entry.parent is not None and fold(entry.parent) == outer.key:
            return True
    return False


def _country(gazetteer: Gazetteer, iso: str) -> Entry | None:
    return next((one.entry for one in gazetteer.country(iso)), None)


def _unit(gazetteer: Gazetteer, country: str, name: str) -> Entry | None:
    units = (one.entry for one in gazetteer.named(fold(name)))
    return next((entry for entry in units if entry.country == country and entry.kind == "admin1"), None)


def _reason(name: Toponym, entries: tuple[Entry, ...], context: _Context) -> str:
    best = entries[0]
    if len(entries) == 1:
        return "only entry of that name"
    if name.inside is not None:
        return "inside the place named behind it"
    if name.kinds:
        return name.reasons[0] if name.reasons else "kind named in the text"
    if best.country and context.countries[best.country] > 1:
        return f"fits the report's country ({best.country}) and size"
    return "largest of that name"
