"""Compares places at the precision they were told with."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dateline.model import Place

EARTH_KM = 6371.0
# Gazetteers put one town's centre up to some 3 km apart.
SAME_KM = 3.0
# A quarter lies within this distance of the centre of its city, the largest cities included.
CITY_KM = 15.0


def distance(a: Place, b: Place) -> float | None:
    """Return the great-circle distance in km, or None when either is not located."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return _apart(a.lat, a.lon, b.lat, b.lon)


# The places of a day's reports are few, and each is compared with the same others again and again.
@lru_cache(2**16)
def _apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    north, south = radians(lat), radians(other_lat)
    step = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(step)))


def same(a: Place, b: Place) -> str | None:
    """Return the reason why two places may be one, or None. Two quarters of one city are not."""
    if a.gazetteer and a.gazetteer == b.gazetteer:
        return f"both in {a.name or a.text}"
    if a.gazetteer is None and b.gazetteer is None and _name(a) == _name(b):
        return f"both say {a.text}"
    if region(a) or region(b):
        return None
    return _near(a, b) or (f"both say {a.text}" if a.text == b.text and a.country == b.country else None)


def _near(a: Place, b: Place) -> str | None:
    apart = distance(a, b)
    if apart is not None and apart <= SAME_KM and a.kind == b.kind:
        return f"{apart:.1f} km apart"
    if apart is not None and apart <= CITY_KM and (a.kind == "quarter") != (b.kind == "quarter"):
        return "a quarter and its city"
    return None


def _name(place: Place) -> str:
    return (place.name or place.text).lower()


def region(place: Place) -> bool:
    """Return whether the place is an area: a province, a country, a part of one."""
    return place.precision == 3 or place.kind in ("admin1", "admin2", "country", "region")


Area = tuple[str | None, str | None]


def inside(small: Place, area: Place) -> bool:
    """Return whether a settlement lies in the province or country ``area``."""
    return region(area) and not region(small) and not areas(area).isdisjoint(around(small))


def areas(area: Place) -> set[Area]:
    """Return what an area is known by: its country, with the names its province may have; a country alone."""
    if area.kind == "country":
        return {(area.country, None)}
    return {(area.country, name) for name in (area.admin1, area.name, area.text) if name is not None}


def around(small: Place) -> tuple[Area, ...]:
    """Return the country and, where it is known, the province of a place."""
    country = (small.country, None)
    return (country,) if small.admin1 is None else (country, (small.country, small.admin1))
