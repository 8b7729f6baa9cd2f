"""Places the names on a map where they cover neither a mark nor each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dateline.publish import basemap
from dateline.publish.basemap import Point
from dateline.publish.projection import HEIGHT, WIDTH, Frame
from dateline.publish.spots import RADIUS_KM, Spot

# Towns named for orientation, and how many pixels apart they and the spots stay.
TOWNS, APART = 6, 44
# Mean width of a letter of 14 px, and of a country's spaced one.
LETTER, SPACED = 7.4, 10.0


def labels(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return each name where it covers no mark and no other name; the list below has them all."""
    dots = orienting(spots, frame)
    taken = [_around(*frame.xy((s.lon, s.lat)), 16, 16) for s in spots if s.precision < 3]
    taken += [_around(x, y, 6, 6) for x, y, _ in dots]
    wanted = [(s.name, *frame.xy((s.lon, s.lat)), s.precision, "name") for s in spots]
    wanted.sort(key=lambda w: w[3])
    wanted += [(name, x, y, 1, "town-name") for x, y, name in dots]
    texts = []
    for name, x, y, precision, kind in wanted:
        wide = LETTER * len(name)
        for cx, cy in _seats(x, y, wide, precision, frame):
            box = _around(cx, cy, wide, 16)
            inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 4 and box[3] <= HEIGHT - 26
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                style = "name area-name" if precision == 3 else kind
                text = Markup('<text class="{}" x="{:.0f}" y="{:.0f}">{}</text>')
                texts.append(text.format(style, cx, cy + 5, name))
                break
    for name, x, y in _country_names(frame):
        seats = [(x, y), (x, y - 40), (x, y + 40), (x + 40, y), (x - 40, y)]
        wide = SPACED * len(name)
        free = [seat for seat in seats if not any(_overlap(_around(*seat, wide, 18), o) for o in taken)]
        if free:
            text = Markup('<text class="country" x="{:.0f}" y="{:.0f}">{}</text>')
            texts.append(text.format(*free[0], name))
    return Markup("").join(texts)


def orienting(spots: Sequence[Spot], frame: Frame) -> list[tuple[float, float, str]]:
    """Return (x, y, name) of at most TOWNS towns, apart from each other and from the spots."""
    taken = [frame.xy((s.lon, s.lat)) for s in spots if s.precision < 3]
    found: list[tuple[float, float, str]] = []
    for town in basemap.towns(frame.box):
        x, y = frame.xy(town.at)
        clear = all(math.hypot(x - a, y - b) > APART for a, b in taken)
        if clear and 12 < x < WIDTH - 12 and 12 < y < HEIGHT - 30 and len(found) < TOWNS:
            taken.append((x, y))
            found.append((x, y, town.name))
    return found


def _country_names(frame: Frame) -> Iterator[tuple[str, float, float]]:
    """Yield each country's name at the middle of its largest part in the window, if there is room."""
    for country in basemap.countries(frame.box):
        pixels = [frame.xy(p) for p in max(country.rings, key=len)]
        xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
        if max(xs) - min(xs) > 8 * len(country.name) + 20 and max(ys) - min(ys) > 40:
            yield country.name, (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2


def _seats(x: float, y: float, wide: float, precision: int, frame: Frame) -> list[Point]:
    """Return places for a label's middle, the best first: right, left, above, below, corners."""
    if precision == 3:
        r = frame.pixels(RADIUS_KM[3])
        return [(x, y - r * 0.55), (x, y + r * 0.6), (x, y), (x, y - r - 10), (x, y + r + 10)]
    side = wide / 2 + 12
    near = [(x + side, y), (x - side, y), (x, y - 18), (x, y + 19)]
    return near + [(x + side * a, y + 16 * b) for a in (0.9, -0.9) for b in (-1, 1)]


def _around(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
