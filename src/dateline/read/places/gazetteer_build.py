"""Builds the gazetteer file: GeoNames settlements and units from two packages, and our own tables.

The file is SQLite with three tables: ``entry`` (one row a place), ``name`` (folded spelling to
entry) and ``bones`` (skeleton to entry). It is written under a temporary name and renamed, so a
reader sees a whole gazetteer or none, and two builders at once do no harm.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from dateline.read.places import gazetteer_rows as rows
from dateline.read.places.spellings import fold, skeleton

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
    towns = list(rows.settlements())
    units = list(rows.units(towns))
    _insert(base, chain(rows.countries(units), units, rows.own_rows(units)))
    tell("settlements and their other names", 0.1)
    _insert(base, rows.with_alternates(towns))
    _mark_capitals(base)
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


_FIND_CAPITAL = """
SELECT id FROM raw_name JOIN entry ON id = entry
WHERE country = ? AND key = ? AND kind = 'settlement' ORDER BY population DESC LIMIT 1
"""


def _mark_capitals(base: sqlite3.Connection) -> None:
    """Mark each country's capital: the most populous of its settlements with the capital's name.

    That name becomes a main name of it: "Washington" is one of Washington, D.C.
    """
    for country, key in rows.capitals():
        for (capital,) in base.execute(_FIND_CAPITAL, (country, key)).fetchall():
            base.execute("UPDATE entry SET capital = 1 WHERE id = ?", (capital,))
            base.execute("UPDATE raw_name SET grade = 0 WHERE key = ? AND entry = ?", (key, capital))


def _insert(base: sqlite3.Connection, made: Iterable[rows.Row]) -> None:
    """Insert entries and their spellings, in batches that keep memory flat."""
    entries: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for row in made:
        entries.append(row[:-1])
        for name, grade in row.names:
            key = fold(name)
            if key:
                names.append((key, row.id, grade))
            if key.startswith("al ") and len(key) > 6:
                names.append((key[3:], row.id, max(grade, rows.OTHER)))  # news drops the article
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
