"""Makes ``src/dateline/data/basemap.json`` from Natural Earth's countries, small enough to ship.

Source: Natural Earth 1:10m Admin 0 countries, version 4.1.0, public domain, as TopoJSON in the
npm package world-atlas 2.0.2 (redistribution under the ISC licence). To run it again::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_basemap.py package/countries-10m.json src/dateline/data/basemap.json

Borders are Natural Earth's, drawn as they are on the ground; they state no claim of ours.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Point = tuple[int, int]

# Degrees per unit of the output: 0.005 is 550 m, under the width of a border line on a
# map 200 km across and 400 pixels wide.
QUANTUM = 0.005
# Units a point may lie off the simplified line: 3 is 1.7 km, three pixels on the same map. Beyond 60
# degrees of latitude few people live and coasts are endless: there 20, 11 km.
TOLERANCE, POLAR = 3.0, 20.0
# Islands smaller than this (square units; 600 is some 180 km2) are left out: a coast is for orientation.
SMALLEST = 600.0


def decode(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs as whole numbers of QUANTUM."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = round((x * sx + tx) / QUANTUM), round((y * sy + ty) / QUANTUM)
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def simplify(points: list[Point]) -> list[Point]:
    """Return the points that Douglas and Peucker (1973) keep within the tolerance; the ends stay."""
    if len(points) < 3:
        return points
    limit = POLAR if all(abs(y) * QUANTUM > 60 for _, y in points) else TOLERANCE
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = 0.0, 0
        for i in range(first + 1, last):
            if (off := _distance(points[i], points[first], points[last])) > far:
                far, at = off, i
        if far > limit:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    (px, py), (ax, ay), (bx, by) = p, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return float(((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2) ** 0.5)


def outer_rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Return each polygon's outer ring as arc numbers; holes are other countries, drawn on their own."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"][0]]
    return [polygon[0] for polygon in geometry.get("arcs", [])]


def area(ring: list[int], arcs: list[list[Point]]) -> float:
    points = [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def main(source: Path, target: Path) -> None:
    topology = json.loads(source.read_text())
    arcs = [simplify(points) for points in decode(topology)]
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        rings = [ring for ring in outer_rings(geometry) if area(ring, arcs) >= SMALLEST]
        countries.append([geometry["properties"]["name"], rings])
    countries = sorted((c for c in countries if c[1]), key=lambda c: str(c[0]))
    uses = Counter(arc if arc >= 0 else ~arc for _, rings in countries for ring in rings for arc in ring)
    number = {arc: i for i, arc in enumerate(sorted(uses))}
    flat = []
    for arc in sorted(uses):
        deltas, x, y = [], 0, 0
        for px, py in arcs[arc]:
            deltas += [px - x, py - y]
            x, y = px, py
        flat.append(deltas)
    table = {
        "source": "Natural Earth 1:10m Admin 0 countries 4.1.0, public domain; npm world-atlas 2.0.2",
        "made_by": "tools/make_basemap.py",
        "quantum": QUANTUM,
        "arcs": flat,
        "borders": [number[arc] for arc in sorted(uses) if uses[arc] > 1],
        "countries": [
            [name, [[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in rings]]
            for name, rings in countries
        ],
    }
    target.write_text(json.dumps(table, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
