"""Makes ``src/dateline/data/outlines.json``: rough outlines of first-level areas, and large towns.

No open package of first-level borders installs by pip, so an area is outlined by its own
settlements: in each of 24 directions from their middle, the farthest settlement. That shows about
where an area lies and is drawn as a tint without a line; it claims no border.

Source: the gazetteer (GeoNames, CC BY 4.0, geonames.org). To run it again, after
``dateline doctor --build``::

    python tools/make_outlines.py src/dateline/data/outlines.json
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from dateline.read.places import gazetteer

SECTORS = 24
# Towns this large orient a reader on a map of a few hundred kilometres.
LARGE = 100_000
# Hundredths of a degree: 1.1 km, finer than what the outline knows.
UNIT = 100

Point = tuple[float, float]


def outline(points: list[Point]) -> list[int]:
    """Return the farthest point in each direction, in 1/UNIT degrees: the first, then steps.

    A direction without a settlement takes the mean reach of its two neighbours, and all are softened
    by them, so that one outlying village makes no spike. Fewer than eight settlements give no outline.
    """
    if len(points) < 8:
        return []
    lon0, lat0 = (median(axis) for axis in zip(*points, strict=True))
    shrink = math.cos(math.radians(lat0))
    reach = [0.0] * SECTORS
    for lon, lat in points:
        x, y = (lon - lon0) * shrink, lat - lat0
        sector = int((math.atan2(y, x) / math.tau % 1) * SECTORS) % SECTORS
        reach[sector] = max(reach[sector], math.hypot(x, y))
    filled = [r or (reach[i - 1] + reach[(i + 1) % SECTORS]) / 2 for i, r in enumerate(reach)]
    soft = [(filled[i - 1] + 2 * r + filled[(i + 1) % SECTORS]) / 4 for i, r in enumerate(filled)]
    flat: list[int] = []
    x = y = 0
    for i, r in enumerate(soft):
        angle = (i + 0.5) / SECTORS * math.tau
        px, py = (
            round((lon0 + r * math.cos(angle) / shrink) * UNIT),
            round((lat0 + r * math.sin(angle)) * UNIT),
        )
        flat += [px - x, py - y]
        x, y = px, py
    return flat


def main(target: Path) -> None:
    rows = sqlite3.connect(gazetteer.build())
    points: defaultdict[int, list[Point]] = defaultdict(list)
    query = "SELECT admin1, lon, lat FROM entry WHERE kind = 'settlement' AND admin1 IS NOT NULL"
    for admin1, lon, lat in rows.execute(query):
        points[admin1].append((lon, lat))
    areas = {}
    for number, ref in rows.execute("SELECT id, ref FROM entry WHERE kind = 'admin1' ORDER BY id"):
        if shape := outline(points[number]):
            areas[ref] = shape
    towns = [
        [name, round(lon * UNIT), round(lat * UNIT), population]
        for name, lon, lat, population in rows.execute(
            "SELECT name, lon, lat, population FROM entry WHERE kind = 'settlement' AND population >= ?"
            " ORDER BY population DESC, id",
            (LARGE,),
        )
    ]
    table = {
        "source": "GeoNames, CC BY 4.0, geonames.org, through the gazetteer",
        "made_by": "tools/make_outlines.py",
        "unit": UNIT,
        "areas": areas,
        "towns": towns,
    }
    target.write_text(json.dumps(table, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
