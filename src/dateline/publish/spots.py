"""Gathers the day's incidents into places to draw: one spot a place, with what it stands for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Grade, Incident, Place
from dateline.publish import basemap
from dateline.publish.basemap import Point
from dateline.publish.passages import Reports
from dateline.publish.sentences import is_area
from dateline.publish.wording import modified

KM = 111.2  # a degree of latitude
# Radius of what a place stands for, by ACLED geo_precision: a ring of 10 km for "near", and for an
# area without a known outline a circle of the size of a middling province.
RADIUS_KM = {1: 0.0, 2: 10.0, 3: 45.0}
# A spot farther than this from the middle of all would shrink the rest to one dot: a day's page is
# about a theatre some 1000 km across.
FARTHEST_KM = 600.0
# Kinds whose extent is not known or fills the picture: named under the map, not drawn.
TOO_WIDE = frozenset({"country", "region"})
# The strongest first.
GRADES = (Grade.CONFIRMED, Grade.FAIR, Grade.CONTESTED, Grade.WEAK, Grade.DISCOUNTED)


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents at one place, with the strongest grade among them."""

    name: str
    lat: float
    lon: float
    precision: int
    grade: Grade
    incidents: tuple[Incident, ...]
    outline: tuple[Point, ...] = ()


def gather(incidents: Sequence[Incident], reports: Reports) -> tuple[Spot, ...]:
    """Return one spot a place; areas first, so that marks lie on top of them."""
    groups: dict[tuple[float, float, int], list[tuple[Incident, Place]]] = {}
    for incident in incidents:
        for place in places(incident, reports):
            key = (
                round(place.lat or 0, 3),
                round(place.lon or 0, 3),
                3 if is_area(place) else place.precision or 2,
            )
            groups.setdefault(key, []).append((incident, place))
    spots = [_spot(key, group) for key, group in groups.items()]
    return tuple(sorted(spots, key=lambda s: (-s.precision, -s.lat, s.lon)))


def split(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return the spots to draw, and those too far away to share one picture with them.

    Drawn is the neighbourhood with the most incidents: FARTHEST_KM around one of the spots.
    """

    def near(one: Spot) -> list[Spot]:
        return [other for other in spots if _km(one, other) <= FARTHEST_KM]

    drawn = max(map(near, spots), key=lambda group: sum(len(spot.incidents) for spot in group))
    return tuple(drawn), tuple(spot for spot in spots if spot not in drawn)


def _km(a: Spot, b: Spot) -> float:
    """Return the distance, flat between the two: enough to tell near from far."""
    shrink = math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(a.lat - b.lat, (a.lon - b.lon) * shrink) * KM


def describe(spot: Spot) -> str:
    """Return the spot in words: name, how exactly it is known, how many incidents."""
    known = {1: "", 2: ", near or part of it", 3: ", somewhere in the area"}[spot.precision]
    count = f"{len(spot.incidents)} incidents, " if len(spot.incidents) > 1 else ""
    return f"{spot.name}{known} ({count}{spot.grade.value})"


def places(incident: Incident, reports: Reports) -> list[Place]:
    """Return the incident's place; for one told of areas, every area its accounts name."""
    place = incident.place
    found = [place] if place is not None else []
    if place is not None and is_area(place):
        found += [p for p in _named(incident, reports) if p.kind == place.kind and p.precision == 3]
    located = {p.gazetteer or p.text: p for p in found if p.lat is not None and p.lon is not None}
    return [p for p in located.values() if p.kind not in TOO_WIDE]


def _named(incident: Incident, reports: Reports) -> Iterator[Place]:
    """Yield the places of the events and figures that the incident's accounts rest on."""
    for account in incident.accounts:
        report = reports.get(account.report)
        if report is not None:
            told = [e.places for e in report.events if e.id == account.event]
            told += [f.places for f in report.figures if f.id == account.figure]
            ids = {id_ for group in told for id_ in group}
            yield from report.places_of(ids)


def _spot(key: tuple[float, float, int], group: Sequence[tuple[Incident, Place]]) -> Spot:
    lat, lon, precision = key
    place = group[0][1]
    grade = min((incident.grade for incident, _ in group), key=GRADES.index)
    shape = basemap.outline(place.gazetteer) if precision == 3 else ()
    name = modified(place.modifier, place.name or place.text)
    return Spot(name, lat, lon, precision, grade, tuple(i for i, _ in group), shape)
