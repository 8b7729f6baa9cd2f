"""Reads lists of places that others keep: GeoNames, OCHA's COD-AB, and CSV with named columns."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping

from dateline.errors import InputError, NotText
from dateline.model import Record

# A country's settlements in GeoNames are some ten thousand lines.
MOST = 200_000
# GeoNames' main table begins with these columns and has no header (its readme.txt).
_GEONAMES = ("geonameid", "name", "asciiname", "alternatenames", "lat", "lon", "class", "code", "country")
_CLASSES = {"P": "settlement", "A": "admin2"}


class Listed(Record):
    """One place of a list: its point in degrees, and what its own list calls it (``code``)."""

    name: str
    lat: float
    lon: float
    kind: str = "other"
    country: str | None = None
    admin1: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    population: int | None = None
    code: str | None = None


def read(payload: bytes, name: str) -> list[Listed]:
    """Return the places of a list. Raises NotText for no text, InputError for a row or column that is wrong.

    GeoNames is told by its tabs, COD-AB by its ADMn_PCODE columns; anything else is CSV with name, lat, lon
    and, where given, kind, country, admin1, parent, aliases (separated by |), population, code.
    """
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(name, "is no text in UTF-8", "save it as UTF-8") from error
    if "\x00" in text or not text.strip():
        raise NotText(name, "holds no list", "give GeoNames, COD-AB or CSV")
    first = text.split("\n", 1)[0]
    if first.count("\t") >= 14:
        found = _geonames(text, name)
    else:
        rows = csv.DictReader(io.StringIO(text))
        columns = {(column or "").strip().casefold(): column for column in rows.fieldnames or ()}
        read_rows = _cod if any("pcode" in column for column in columns) else _plain
        found = read_rows(rows, columns, name)
    kept = []
    for place in found:
        kept.append(place)
        if len(kept) > MOST:
            raise InputError(name, f"has over {MOST:,} places", "take one country, or settlements alone")
    if not kept:
        raise InputError(name, "has no place in it", "check what was downloaded")
    return kept


def _geonames(text: str, name: str) -> Iterator[Listed]:
    for number, line in enumerate(text.splitlines(), start=1):
        row = dict(zip(_GEONAMES, line.split("\t"), strict=False))
        if (kind := _CLASSES.get(row.get("class", ""))) and row.get("name"):
            others = [row["asciiname"], *row["alternatenames"].split(",")]
            yield _made(
                name, number, row, kind=kind, aliases=_others(row["name"], others), code=row["geonameid"],
                country=row["country"] or None,
            )  # fmt: skip


def _cod(rows: csv.DictReader[str], columns: Mapping[str, str], name: str) -> Iterator[Listed]:
    """Yield the units of the lowest level that a COD-AB table has."""
    level = max(int(c[3]) for c in columns if c[:3] == "adm" and c[3:4].isdigit() and "pcode" in c)
    own_names = [c for c in columns if c.startswith(f"adm{level}_") and "pcode" not in c]
    named = next((c for c in own_names if "alt" not in c), "")
    lat = next((columns[c] for c in ("center_lat", "lat", "latitude", "y") if c in columns), None)
    lon = next((columns[c] for c in ("center_lon", "lon", "longitude", "x") if c in columns), None)
    if not named or not lat or not lon:
        step = "take the table that has center_lat and center_lon"
        raise InputError(name, "has no name or no point of its units", step)
    others = [c for c in own_names if c != named]
    above = next((c for c in columns if c.startswith(f"adm{level - 1}_") and "pcode" not in c), "")
    for number, row in enumerate(rows, start=2):
        own = {"name": row[columns[named]], "lat": row[lat], "lon": row[lon]}
        aliases = _others(own["name"], [row[columns[c]] for c in others if not row[columns[c]].isdigit()])
        yield _made(
            name, number, own, kind="admin1" if level == 1 else "admin2", aliases=aliases,
            code=row[columns[f"adm{level}_pcode"]], parent=row[columns[above]] if above else None,
        )  # fmt: skip


def _plain(rows: csv.DictReader[str], columns: Mapping[str, str], name: str) -> Iterator[Listed]:
    missing = [one for one in ("name", "lat", "lon") if one not in columns]
    if missing:
        raise InputError(name, f"has no column {missing[0]!r}", "name its columns: name, lat, lon")

    def of(row: Mapping[str, str], column: str) -> str | None:
        return (row.get(columns.get(column, ""), "") or "").strip() or None

    for number, row in enumerate(rows, start=2):
        own = {one: of(row, one) or "" for one in ("name", "lat", "lon")}
        people = of(row, "population")
        more = {column: of(row, column) for column in ("country", "admin1", "parent", "code")}
        yield _made(
            name,
            number,
            own,
            **more,
            kind=of(row, "kind") or "other",
            aliases=_others(own["name"], (of(row, "aliases") or "").split("|")),
            population=int(people) if people and people.isdigit() else None,
        )


def _others(name: str, given: list[str]) -> tuple[str, ...]:
    found = (" ".join(one.replace("|", " ").split()) for one in given)
    return tuple(dict.fromkeys(one for one in found if one and one != name))


def _made(name: str, number: int, row: Mapping[str, str], **more: object) -> Listed:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except (KeyError, ValueError) as error:
        raise InputError(f"{name}, row {number}", "has no point in degrees", "mend lat and lon") from error
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        nowhere = f"lies at {lat:g}, {lon:g}, which is nowhere"
        raise InputError(f"{name}, row {number}", nowhere, "mend lat and lon")
    if not row["name"].strip():
        raise InputError(f"{name}, row {number}", "has no name", "name it, or leave it out")
    return Listed.model_validate({"name": " ".join(row["name"].split()), "lat": lat, "lon": lon, **more})
