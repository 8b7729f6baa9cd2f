"""What a report speaks of as a whole: its countries, units and neighbourhoods, for settling names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from dateline import data
from dateline.read.places.gazetteer import Entry
from dateline.read.places.names import Toponym


class Neighbours:
    """Counts, for any point, how many of the report's other names could lie close to it.

    Names that could lie in many places say little, so each counts one over its number of entries.
    Cells of one degree stand for closeness: a few times faster than distances, and as good here.
    """

    def __init__(self, names: Iterable[Toponym]) -> None:
        self._cells: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        for name in {one.key: one for one in names if one.role == "name"}.values():
            local = [one.entry for one in name.found if one.entry.kind in _LOCAL]
            for entry in local:
                self._cells[_cell(entry)][name.key] = 1 / len(local)

    def support(self, key: str, entry: Entry) -> float:
        """Return the weight of the other names that could lie in the nine cells around the entry."""
        lat, lon = _cell(entry)
        near: dict[str, float] = {}
        for row in (lat - 1, lat, lat + 1):
            for column in (lon - 1, lon, lon + 1):
                cell = self._cells.get((row, column))
                if cell:
                    near.update(cell)
        near.pop(key, None)
        return sum(near.values())


_LOCAL = frozenset({"settlement", "quarter", "admin2"})


def _cell(entry: Entry) -> tuple[int, int]:
    return math.floor(entry.lat), math.floor(entry.lon)


# Cell sizes in degrees and what a settled place within the nine cells around is worth: about 80, 240
# and 640 km at most. Cells keep a report of thousands of places linear, which distances would not.
_RINGS = ((0.5, 1.5), (1.5, 1.0), (4.0, 0.4))


class Context:
    """The countries, first-level units and points that the report's settled names name."""

    def __init__(self, countries: Iterable[str]) -> None:
        self._home = frozenset(countries)
        self.countries: Counter[str] = Counter(countries)
        self.units: Counter[int] = Counter()
        self._speakers: dict[str, set[str]] = defaultdict(set)
        self._all: set[str] = set()
        self._rings: list[dict[tuple[int, int], set[str]]] = [defaultdict(set) for _ in _RINGS]

    def add(self, name: Toponym, entry: Entry) -> None:
        """Count one settled name; a name with one meaning, or a stated container, speaks louder."""
        weight = 2 if len(name.found) == 1 or name.inside else 1
        if entry.country:
            self.countries[entry.country] += weight
            self._speakers[entry.country].add(name.key)
            self._all.add(name.key)
        if entry.admin1 is not None:
            self.units[entry.admin1] += weight
        if entry.kind not in ("country", "region", "water"):
            for ring, (size, _) in zip(self._rings, _RINGS, strict=True):
                ring[int(entry.lat // size), int(entry.lon // size)].add(name.key)

    def is_stranger(self, key: str, entry: Entry) -> bool:
        """Return whether three other names speak of countries and none of them of the entry's."""
        if entry.country is None or entry.country in self._home:
            return False
        others = len(self._all) - (key in self._all)
        return others >= 3 and not self._speakers.get(entry.country, set()) - {key}

    def is_alone(self, key: str, entry: Entry) -> bool:
        """Return whether no other name speaks of the entry's country, and the report is not at home there."""
        if entry.country is None or entry.country in self._home:
            return False
        return not self._speakers.get(entry.country, set()) - {key}

    def nearness(self, key: str, entry: Entry) -> float:
        """Return how close the entry is to the nearest place that another name was settled on."""
        for ring, (size, value) in zip(self._rings, _RINGS, strict=True):
            lat, lon = int(entry.lat // size), int(entry.lon // size)
            for row in (lat - 1, lat, lat + 1):
                for column in (lon - 1, lon, lon + 1):
                    keys = ring.get((row, column))
                    if keys is not None and (len(keys) > 1 or key not in keys):
                        return value
        return 0.0


def home_countries(url: str | None, country: str | None, low: set[str]) -> list[str]:
    """Return countries the report is at home in, before its places are read, each as often as it counts.

    A country told by the desk or the page counts most; then the address's country domain; then
    words that only one country's news uses (data/toponyms.toml, "style").
    """
    found = [country] * 4 if country else []
    if url:
        domain = (urlsplit(url).hostname or "").rpartition(".")[2].upper()
        domain = {"UK": "GB"}.get(domain, domain)
        if domain in _country_codes() and domain not in _GENERIC:
            found += [domain] * 2
    for iso, words in _style().items():
        if low & words:
            found += [iso] * min(3, len(low & words))
    return found


# Country domains sold to anyone.
_GENERIC = frozenset({"TV", "ME", "CO", "FM", "TO", "IO", "LY", "WS"})


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(row["iso"] for row in data.rows("countries"))


@cache
def _style() -> dict[str, frozenset[str]]:
    return {iso: frozenset(text.split()) for iso, text in data.toml("toponyms")["style"].items()}
