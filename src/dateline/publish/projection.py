"""Fits an equal-scale picture around spots, and turns degrees into pixels and paths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.publish.basemap import Box, Point
from dateline.publish.spots import KM, RADIUS_KM, Spot

WIDTH, HEIGHT = 480, 400
# The window is never narrower than this: a single village needs its surroundings to be found.
NARROWEST_KM = 140.0


@dataclass(frozen=True, slots=True)
class Frame:
    """An equal-scale projection: plate carrée with longitudes shortened at the middle latitude."""

    box: Box
    shrink: float
    unit: float  # pixels a degree of latitude

    def xy(self, point: Point) -> Point:
        """Return pixels from the top left of (lon, lat)."""
        return (point[0] - self.box.west) * self.shrink * self.unit, (self.box.north - point[1]) * self.unit

    @property
    def finest(self) -> float:
        """Return the least distance of two drawn points in pixels: 2, and 4 where half a continent shows."""
        return 2.0 if self.box.north - self.box.south < 12 else 4.0

    def pixels(self, km: float) -> float:
        return km / KM * self.unit


def fit(spots: Sequence[Spot]) -> Frame:
    """Return the frame that holds every spot with what it stands for, and a margin."""
    lat = (min(s.lat for s in spots) + max(s.lat for s in spots)) / 2
    shrink = math.cos(math.radians(lat))
    corners = [corner for spot in spots for corner in _extent(spot, shrink)]
    west, east = min(p[0] for p in corners), max(p[0] for p in corners)
    south, north = min(p[1] for p in corners), max(p[1] for p in corners)
    least = NARROWEST_KM / KM
    height = max(north - south, (east - west) * shrink * HEIGHT / WIDTH, least) * 1.3
    middle, width = (west + east) / 2, height * WIDTH / HEIGHT / shrink
    lat = (south + north) / 2
    box = Box(middle - width / 2, lat - height / 2, middle + width / 2, lat + height / 2)
    return Frame(box, shrink, HEIGHT / height)


def _extent(spot: Spot, shrink: float) -> tuple[Point, ...]:
    """Return points that enclose what the spot stands for."""
    if spot.outline:
        return spot.outline
    reach = RADIUS_KM[spot.precision] / KM
    return (spot.lon - reach / shrink, spot.lat - reach), (spot.lon + reach / shrink, spot.lat + reach)


def path(points: Sequence[Point], frame: Frame, *, closed: bool) -> str:
    """Return the line as steps in whole pixels; points closer than the frame shows add only weight."""
    kept: list[tuple[int, int]] = []
    for x, y in map(frame.xy, points):
        if not kept or math.hypot(x - kept[-1][0], y - kept[-1][1]) >= frame.finest:
            kept.append((round(x), round(y)))
    if len(kept) < 2 + closed:
        return ""
    steps = "".join(f"{bx - ax} {by - ay} " for (ax, ay), (bx, by) in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.rstrip().replace(' -', '-')}" + ("z" if closed else "")
