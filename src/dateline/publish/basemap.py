"""Land, borders, areas and large towns within a window.

Land and borders are Natural Earth's (``tools/make_basemap.py``); areas and towns come from GeoNames
(``tools/make_outlines.py``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A window in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name and the part of its outline inside a window, as (lon, lat) rings."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town that orients the reader."""

    name: str
    at: Point
    population: int


@cache
def _table(name: str = "basemap") -> dict[str, Any]:
    text = files("dateline.data").joinpath(f"{name}.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def outline(gazetteer: str | None) -> tuple[Point, ...]:
    """Return the rough outline of a first-level area by its gazetteer id; empty when none is known."""
    table = _table("outlines")
    return _line(table["areas"].get(gazetteer, ()), 1 / table["unit"])


def towns(box: Box) -> Iterator[Town]:
    """Yield the large towns in the window, the largest first."""
    table = _table("outlines")
    for name, x, y, population in table["towns"]:
        at = x / table["unit"], y / table["unit"]
        if box.holds(at):
            yield Town(name, at, population)


def _line(deltas: Sequence[int], unit: float) -> tuple[Point, ...]:
    """Return the points that steps of ``unit`` degrees lead to, the first from zero."""
    x = y = 0
    points = []
    for i in range(0, len(deltas), 2):
        x, y = x + deltas[i], y + deltas[i + 1]
        points.append((x * unit, y * unit))
    return tuple(points)


@cache
def _arcs() -> tuple[tuple[Point, ...], ...]:
    """Return every arc in degrees; decoding the whole world takes some 40 ms, once."""
    table = _table()
    return tuple(_line(deltas, table["quantum"]) for deltas in table["arcs"])


def countries(box: Box) -> Iterator[Country]:
    """Yield the countries that show in the window, clipped to it."""
    for name, rings in _rings():
        shown = tuple(c for ring, extent in rings if _meets(extent, box) and len(c := _clip(ring, box)) > 2)
        if shown:
            yield Country(name, shown)


@cache
def _rings() -> tuple[tuple[str, tuple[tuple[tuple[Point, ...], Box], ...]], ...]:
    """Return each country's name and its rings, each with its extent."""
    return tuple(
        (name, tuple((ring, _extent(ring)) for ring in map(_ring, rings)))
        for name, rings in _table()["countries"]
    )


def _extent(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _meets(a: Box, b: Box) -> bool:
    return a.west <= b.east and a.east >= b.west and a.south <= b.north and a.north >= b.south


def borders(box: Box) -> Iterator[tuple[Point, ...]]:
    """Yield lines between countries that come near the window; the picture's frame cuts them."""
    for number in _table()["borders"]:
        points = _arcs()[number]
        if _meets(_extent(points), box):
            run = _trim(points, box)
            if len(run) > 1:
                yield run


def _ring(numbers: Sequence[int]) -> tuple[Point, ...]:
    return tuple(p for n in numbers for p in (_arcs()[n] if n >= 0 else _arcs()[~n][::-1]))


def _trim(points: Sequence[Point], box: Box) -> tuple[Point, ...]:
    """Return the line from one point before it enters the window to one point after it leaves."""
    inside = [i for i, p in enumerate(points) if box.holds(p)]
    if not inside:
        return tuple(points) if len(points) == 2 else ()
    return tuple(points[max(inside[0] - 1, 0) : inside[-1] + 2])


def _clip(points: Sequence[Point], box: Box) -> tuple[Point, ...]:
    """Return the polygon cut to the window (Sutherland and Hodgman 1974)."""
    edges: list[tuple[int, float, Callable[[float, float], bool]]] = [
        (0, box.west, float.__ge__),
        (0, box.east, float.__le__),
        (1, box.south, float.__ge__),
        (1, box.north, float.__le__),
    ]
    for axis, limit, keeps in edges:
        kept: list[Point] = []
        for i, point in enumerate(points):
            before = points[i - 1]
            if keeps(point[axis], limit) != keeps(before[axis], limit):
                kept.append(_cross(before, point, axis, limit))
            if keeps(point[axis], limit):
                kept.append(point)
        points = kept
    return tuple(points)


def _cross(a: Point, b: Point, axis: int, limit: float) -> Point:
    t = (limit - a[axis]) / (b[axis] - a[axis])
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
