"""Settles toponyms on gazetteer entries, all of a report together, and keeps the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.read.places.context import Context, Neighbours
from dateline.read.places.gazetteer import Entry, Found
from dateline.read.places.names import Toponym, within


@dataclass(frozen=True, slots=True)
class Settled:
    """The entry a toponym means, or None; why; and the candidates, best first."""

    entry: Entry | None
    rule: str
    candidates: tuple[Entry, ...] = ()
    container: bool = False  # the entry is where the name lies, not what it names


def settle(names: Sequence[Toponym], home: Sequence[str] = ()) -> list[Settled]:
    """Return what each toponym means, in order; the report is weighed as a whole, twice.

    ``home`` lists countries the report is known to be at home in, each as often as it counts.
    """
    judge = _Judge(names, home)
    for _ in range(2):
        judge.learn([judge.best(name) for name in names])
    senses: dict[str, tuple[Toponym, Settled]] = {}
    for name in names:
        if name.inside is not None:
            senses.setdefault(name.key, (name, judge.best(name)))
    return [_in_report(name, judge, senses) for name in names]


def _in_report(name: Toponym, judge: _Judge, senses: dict[str, tuple[Toponym, Settled]]) -> Settled:
    """Settle one mention: by its own words, else by the sense stated elsewhere, else by the report."""
    if name.key not in senses or name.inside is not None:
        return judge.best(name)
    stated, told = senses[name.key]
    if name.kinds - stated.kinds or (told.entry is None and not _lies_elsewhere(stated)):
        return judge.best(name)
    if told.entry is None:
        name.inside = stated.inside  # one sense a report: it lies where it was said to lie
    return Settled(told.entry, f"as settled elsewhere in the report: {told.rule}", told.candidates)


def _lies_elsewhere(name: Toponym) -> bool:
    """Return whether the text says that the name lies in a unit where no entry of it does.

    Only the words for units are believed ("X district, Y province"): a comma alone may be a list's.
    """
    outer = name.inside
    if outer is None or not ({"admin1", "admin2"} & (name.kinds | outer.kinds)):
        return False
    listed = any(one.entry.kind == "admin1" for one in outer.found)
    return listed and not any(within(one.entry, outer) for one in name.found)


# Points of each sign, set together on annotated news by coordinate search (bench/RESULTS.md); a point
# is worth about a factor of forty in population.
SIZE = 0.6
GRADES = (0.0, 0.3, 1.5, 3.0)
BY_KIND = {"country": 3.0, "admin1": 0.8, "admin2": -2.0, "region": 3.0, "water": 1.0}
CAPITAL, ABROAD = 1.0, 0.6  # the second where the report speaks of several countries
KIND_NAMED, OTHER_KIND = 2.0, -1.0
NOT_THE_UNIT = -3.0  # "X province" is no town when there is a province X
INSIDE, NOT_INSIDE = 4.0, -1.0
SAME_COUNTRY = 3.0
SAME_UNIT = 0.7
NEIGHBOURS, MANY = 0.5, 4.0
NAMESAKE_TOWN = -2.5
STATE = 1.5
NEARNESS = 2.0


# A town this large is news far from home; a smaller one in a country nothing else in the report speaks of
# is more likely a namesake of a place that no gazetteer lists.
KNOWN = 50_000
_SMALL = frozenset({"settlement", "admin2"})

# Where the unit is the better known of two namesakes: "New York", "Quebec", "Victoria".
STATES = frozenset({"US", "CA", "AU"})


def _names_a_unit(name: Toponym) -> bool:
    """Return whether the text calls the name a unit and one of its entries is such a unit."""
    units = name.kinds & {"admin1", "admin2"}
    return bool(units) and any(one.entry.kind in units for one in name.found)


def _has_namesake_town(name: Toponym, unit: Entry) -> bool:
    """Return whether a settlement of the unit shares its name: alone, "Aleppo" means the city."""
    return any(one.entry.kind == "settlement" and one.entry.admin1 == unit.id for one in name.found)


def _has_namesake_city(name: Toponym) -> bool:
    """Return whether a well-known town shares the name: "Savannah" is no unit of a country not spoken of."""
    return any(one.entry.kind == "settlement" and one.entry.population >= KNOWN for one in name.found)


def _is_namesake(name: Toponym, outer: Toponym, best: Entry) -> bool:
    """Return whether no entry lies where the text says: its namesakes are other places.

    What a list names ("Moab, Denver and Reno") holds nothing; a large town may stand beside another.
    """
    if not name.kinds and (name.listed or best.population >= KNOWN or best.kind not in _SMALL):
        return False
    units = {one.entry.admin1 for one in outer.found} - {None}
    return not any(
        within(one.entry, outer) or one.entry.admin1 in units or _holds(one.entry, outer)
        for one in name.found
    )


def _holds(entry: Entry, outer: Toponym) -> bool:
    """Return whether an entry is a unit or a country of what is said to hold it, or the same place."""
    return entry.kind in ("country", "region", "water", "mountain") or any(
        entry.id in (one.entry.id, one.entry.admin1) for one in outer.found
    )


class _Judge:
    """Scores a report's candidates; equal mentions are judged once a round."""

    def __init__(self, names: Sequence[Toponym], home: Sequence[str]) -> None:
        self._names = names
        self._home = home
        self._neighbours = Neighbours(names)
        self._context = Context(home)
        self._memo: dict[tuple[object, ...], Settled] = {}

    def learn(self, settled: Sequence[Settled]) -> None:
        """Take a round's answers as the context of the next."""
        self._context = Context(self._home)
        self._memo = {}
        for name, one in zip(self._names, settled, strict=True):
            if one.entry is not None:
                self._context.add(name, one.entry)

    def best(self, name: Toponym) -> Settled:
        """Return the best entry for a mention, with the rule that spoke for it."""
        mark = (name.key, name.role, name.kinds, name.inside.key if name.inside else None)
        if mark not in self._memo:
            self._memo[mark] = self._settle(name)
        return self._memo[mark]

    def _settle(self, name: Toponym) -> Settled:
        if not name.found:
            return Settled(None, "no gazetteer lists it")
        if name.role in ("demonym", "unit"):
            rule = "word for a people" if name.role == "demonym" else "abbreviation of a unit"
            return Settled(name.found[0].entry, rule, (name.found[0].entry,))
        if _lies_elsewhere(name):
            return Settled(None, "only namesakes outside the unit it is said to lie in")
        scored = sorted(
            ((self._score(name, one), one.entry) for one in name.found), key=lambda pair: -pair[0]
        )
        entries = tuple(entry for _, entry in scored[:5])
        best = entries[0]
        if name.inside is not None and _is_namesake(name, name.inside, best):
            return Settled(None, f"none of that name lies in {name.inside.key}", entries)
        if best.population < KNOWN and best.kind in _SMALL and self._context.is_stranger(name.key, best):
            return Settled(None, "only namesakes in countries the report does not speak of", entries)
        return Settled(best, self._reason(name, entries), entries)

    def _score(self, name: Toponym, found: Found) -> float:
        """Return a log-like score: size, quality of the name, what the text says, the rest of the report."""
        entry, grade = found
        context = self._context
        score = SIZE * math.log10(entry.population + 100) - GRADES[grade]
        score += BY_KIND.get(entry.kind, 0.0)
        if entry.capital:
            score += CAPITAL + (ABROAD if len(context.countries) > 1 else 0.0)
        if name.kinds:
            score += KIND_NAMED if entry.kind in name.kinds else OTHER_KIND
            if entry.kind == "settlement" and _names_a_unit(name):
                score += NOT_THE_UNIT
        if name.inside is not None:
            score += INSIDE if within(entry, name.inside) else NOT_INSIDE
        elif entry.kind == "admin1" and entry.country in STATES:
            score += 0.0 if any(one.entry.capital for one in name.found) else STATE
        elif entry.kind == "admin1" and (
            _has_namesake_town(name, entry)
            or (_has_namesake_city(name) and context.is_alone(name.key, entry))
        ):
            score += NAMESAKE_TOWN
        total = context.countries.total()
        if total and entry.country:
            score += SAME_COUNTRY * context.countries[entry.country] / total
        if entry.admin1 is not None and entry.kind != "admin1" and context.units[entry.admin1]:
            score += SAME_UNIT
        if entry.kind == "country":
            return score
        score += NEIGHBOURS * math.log1p(MANY * self._neighbours.support(name.key, entry))
        return score + NEARNESS * context.nearness(name.key, entry)

    def _reason(self, name: Toponym, entries: tuple[Entry, ...]) -> str:
        best = entries[0]
        if len(entries) == 1:
            return "only entry of that name"
        if name.inside is not None and within(best, name.inside):
            return "inside the place named behind it"
        if name.reason:
            return name.reason
        if best.country and self._context.countries[best.country] > 1:
            return f"fits the report's country ({best.country}) and size"
        return "largest of that name"
