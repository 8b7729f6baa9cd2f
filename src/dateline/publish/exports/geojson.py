"""Incidents as GeoJSON (RFC 7946), one feature each, with how exactly its place is known.

A place that is only a country, a sea or unknown has no geometry: a dot in its middle would be read as a
spot. A province or district has its middle and ``level`` says so, beside the radius it stands for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.model import Incident, Place
from dateline.publish.spots import RADIUS_KM, TOO_WIDE

# What a coordinate stands for, by ACLED geo_precision.
LEVELS = {1: "settlement", 2: "near or part of a settlement", 3: "area"}
# Six decimals are a tenth of a metre, finer than any gazetteer.
DECIMALS = 6


def write(incidents: Iterable[Incident], out: Path, *, title: str) -> int:
    """Write a FeatureCollection, a feature a line, and return how many features it has."""
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "name": ' + json.dumps(title, ensure_ascii=False))
        file.write(', "features": [')
        for one in incidents:
            file.write(",\n" if count else "\n")
            file.write(json.dumps(feature(one), ensure_ascii=False, allow_nan=False))
            count += 1
        file.write("\n]}\n")
    return count


def feature(one: Incident) -> dict[str, Any]:
    """Return one incident as a feature; tolls become ``killed_low``, ``killed_best``, ``killed_high``."""
    properties = {
        "title": one.title,
        "type": one.type,
        "from": _iso(one.period.first if one.period else None),
        "to": _iso(one.period.last if one.period else None),
        **place(one.place, one.place_name),
        "grade": one.grade.value,
        "grade_reason": one.grade_reason,
        "origins": one.origins,
        "side_a": list(one.side_a),
        "side_b": list(one.side_b),
        "disagreements": [each.text for each in one.disagreements],
        "reports": list(one.reports),
        "part_of": one.part_of,
        **dict(tolls(one)),
    }
    return {"type": "Feature", "id": one.id, "geometry": geometry(one.place), "properties": properties}


def geometry(found: Place | None) -> dict[str, Any] | None:
    """Return the point of a place that is small enough to have one, longitude first; else None."""
    if found is None or found.lat is None or found.lon is None or level(found) in ("country", "region"):
        return None
    return {"type": "Point", "coordinates": [round(found.lon, DECIMALS), round(found.lat, DECIMALS)]}


def place(found: Place | None, name: str | None) -> dict[str, Any]:
    """Return what is said of the place: its name, its gazetteer entry, and what its coordinate stands for."""
    return {
        "place": name or (found and (found.name or found.text)),
        "place_entry": found and found.name,
        "gazetteer": found and found.gazetteer,
        "country": found and found.country,
        "admin1": found and found.admin1,
        "level": level(found),
        "precision": found and found.precision,
        "radius_km": radius(found),
    }


def level(found: Place | None) -> str:
    """Return what a place's coordinate stands for: a settlement, an area, a country, or nothing."""
    if found is None or found.lat is None or found.lon is None:
        return "country" if found is not None and found.kind == "country" else "not located"
    if found.kind in TOO_WIDE:
        return str(found.kind)
    return LEVELS[found.precision or 3]


def radius(found: Place | None) -> float | None:
    """Return how far from the point the place may lie, in km; None without a point."""
    return RADIUS_KM[found.precision or 3] if found is not None and geometry(found) else None


def tolls(one: Incident) -> Iterator[tuple[str, float | int | None]]:
    """Yield the counts of everybody of each status: those of a group inside them are parts."""
    for toll in one.tolls:
        if toll.part_of is None and toll.who is None:
            for bound in ("low", "best", "high"):
                yield f"{toll.status.value}_{bound}", getattr(toll, bound)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
