"""Incidents in the columns that others use: ACLED, UCDP GED, and CSV with HXL tags.

What we do not know or do not judge stays empty; ``docs/exports.md`` lists it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.data import toml
from dateline.model import Incident
from dateline.publish.exports.geojson import geometry, tolls

Row = Mapping[str, Any]

# ACLED's columns (codebook 2023), in its order.
ACLED: tuple[str, ...] = tuple(toml("exchange")["columns"]["acled"].split())
# UCDP GED's columns (codebook 24.1), those of its own codes and grids left out.
GED: tuple[str, ...] = tuple(toml("exchange")["columns"]["ged"].split())


def acled(incidents: Iterable[Incident], out: Path) -> int:
    """Write ACLED's columns and return how many incidents were written."""
    return _write(out, [dict(zip(ACLED, ACLED, strict=True))], ACLED, incidents, _acled)


def ged(incidents: Iterable[Incident], out: Path) -> int:
    """Write UCDP GED's columns and return how many incidents were written."""
    return _write(out, [dict(zip(GED, GED, strict=True))], GED, incidents, _ged)


def hxl(incidents: Iterable[Incident], out: Path) -> int:
    """Write a CSV with a row of HXL tags under its head and return how many incidents were written."""
    tags: dict[str, str] = toml("exchange")["hxl"]
    return _write(out, [{name: name for name in tags}, tags], tuple(tags), incidents, _hxl)


def _write(
    out: Path,
    heads: list[dict[str, str]],
    columns: tuple[str, ...],
    incidents: Iterable[Incident],
    row: Callable[[Incident], Row],
) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        made = csv.DictWriter(file, columns)
        made.writerows(heads)
        for one in incidents:
            made.writerow({name: as_cell(value) for name, value in row(one).items()})
            count += 1
    return count


def as_cell(value: Any) -> Any:
    """Return a value as a cell: nothing for nothing, and no formula for a spreadsheet to run."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _acled(one: Incident) -> Row:
    first, last = _days(one)
    kind = toml("exchange")["acled"].get(one.type, ("", ""))
    killed = dict(tolls(one))
    return {
        "event_id_cnty": one.id,
        "event_date": first,
        "year": first and first.year,
        "time_precision": _precision(first, last, (1, 7, 31)),
        "event_type": kind[0],
        "sub_event_type": kind[1],
        "actor1": "; ".join(one.side_a),
        "actor2": "; ".join(one.side_b),
        **_where(one, "admin1", "location", "geo_precision"),
        "source": "; ".join(_sources(one)),
        "notes": f"{one.title}. Graded {one.grade.value}: {one.grade_reason}",
        "fatalities": _first(killed.get("killed_best"), killed.get("killed_low")),
    }


def _ged(one: Incident) -> Row:
    first, last = _days(one)
    killed = dict(tolls(one))
    civilians = next((t for t in one.tolls if t.status.value == "killed" and t.who == "civilians"), None)
    sources = _sources(one)
    where = _where(one, "adm_1", "where_coordinates", "where_prec")
    return {
        "id": one.id,
        "year": first and first.year,
        "side_a": "; ".join(one.side_a),
        "side_b": "; ".join(one.side_b),
        "number_of_sources": len(sources),
        "source_article": one.title,
        "source_office": "; ".join(sources),
        **where,
        "where_description": one.place_name,
        "date_prec": _precision(first, last, (1, 2, 7, 31)),
        "date_start": first,
        "date_end": last,
        "deaths_civilians": civilians and _first(civilians.best, civilians.low),
        "best": _first(killed.get("killed_best"), killed.get("killed_low")),
        "high": killed.get("killed_high"),
        "low": killed.get("killed_low"),
    }


def _hxl(one: Incident) -> Row:
    first, last = _days(one)
    counts = {n: v for n, v in tolls(one) if n in toml("exchange")["hxl"]}
    where = _where(one, "admin1", "place", "precision")
    return {
        "id": one.id,
        "title": one.title,
        "type": one.type,
        "from": first,
        "to": last,
        "country": one.place and one.place.country,
        "admin1": where["admin1"],
        "place": where["place"],
        "lat": where["latitude"],
        "lon": where["longitude"],
        "precision": where["precision"],
        **counts,
        "grade": one.grade.value,
        "origins": one.origins,
        "sources": "; ".join(_sources(one)),
    }


def _days(one: Incident) -> tuple[Any, Any]:
    period = one.period
    return (period.first, period.last or period.first) if period else (None, None)


def _precision(first: Any, last: Any, steps: tuple[int, ...]) -> int | None:
    """Return how exactly the days are known: 1 for as many days as the first step allows, and so on."""
    if first is None:
        return None
    days = (last - first).days + 1 if last else 1
    return next((n for n, most in enumerate(steps, start=1) if days <= most), len(steps) + 1)


def _where(one: Incident, admin: str, name: str, precision: str) -> dict[str, Any]:
    point = geometry(one.place)
    lon, lat = point["coordinates"] if point else (None, None)
    found = one.place
    return {
        admin: found and found.admin1,
        name: one.place_name or (found and found.name),
        "latitude": lat,
        "longitude": lon,
        precision: found.precision if found and point else None,
        "country": found and found.country,
    }


def _sources(one: Incident) -> list[str]:
    accounts = [*one.accounts, *(a for toll in one.tolls for a in toll.accounts)]
    return list(dict.fromkeys(a.source for a in accounts if a.source))


def _first(*values: float | int | None) -> float | int | None:
    return next((value for value in values if value is not None), None)
