"""Draws the day's places: a settlement is a mark, "near" is a ring, a province is a tinted area.

What is not known to a place is not drawn: it is listed under the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from markupsafe import Markup

from dateline.model import Grade, Incident, Place
from dateline.publish import basemap
from dateline.publish.basemap import Box, Point
from dateline.publish.passages import Reports
from dateline.publish.sentences import is_area

WIDTH, HEIGHT = 480, 400
KM = 111.2  # a degree of latitude
# The window is never narrower than this: a single village needs its surroundings to be found.
NARROWEST_KM = 140.0
# Radius of what a place stands for, by ACLED geo_precision: a ring of 10 km for "near", and for a
# region without a known outline a circle about the size of a province in the Levant.
RADIUS_KM = {1: 0.0, 2: 10.0, 3: 45.0}
# A spot farther than this from the middle of all would shrink the rest to one dot: a day's page is
# about a theatre some 1000 km across.
FARTHEST_KM = 600.0
# Towns named for orientation, and how many pixels apart they and the spots stay.
TOWNS, APART = 6, 44
# Kinds whose extent is not known or fills the picture: named under the map, not drawn.
TOO_WIDE = frozenset({"country", "region"})
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


@dataclass(frozen=True, slots=True)
class Map:
    """The picture, the spots it shows, those too far away, and the incidents nobody places."""

    svg: Markup
    spots: tuple[Spot, ...]
    far: tuple[Spot, ...]
    unplaced: tuple[Incident, ...]

    @property
    def areas(self) -> bool:
        """Return whether something is known only to its area."""
        return any(spot.precision == 3 for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Frame:
    """An equal-scale projection: plate carrée with longitudes shortened at the middle latitude."""

    box: Box
    shrink: float
    unit: float  # pixels a degree of latitude

    def xy(self, point: Point) -> Point:
        """Return pixels from the top left of (lon, lat)."""
        return (point[0] - self.box.west) * self.shrink * self.unit, (self.box.north - point[1]) * self.unit

    def pixels(self, km: float) -> float:
        return km / KM * self.unit


def draw(incidents: Sequence[Incident], reports: Reports | None = None) -> Map | None:
    """Return the map of the incidents that have coordinates, or None when none has.

    ``reports`` give the further areas of an incident told of several.
    """
    every = _spots(incidents, reports or {})
    if not every:
        return None
    spots, far = _split(every)
    frame = fit(spots)
    marks = [_mark(spot, frame) for spot in spots]
    body = [_land(frame), _areas(spots, frame), _towns(spots, frame), *marks, _labels(spots, frame)]
    title = f"Map of {len(spots)} places: " + "; ".join(describe(s) for s in spots)
    head = Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        WIDTH, HEIGHT, title
    )
    svg = head + Markup("").join(body) + _scale_bar(frame) + Markup("</svg>")
    return Map(svg, spots, far, tuple(i for i in incidents if not _places(i, reports or {})))


def _split(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return the spots to draw, and those too far from the middle of them to share one picture."""
    lat, lon = median(s.lat for s in spots), median(s.lon for s in spots)
    shrink = math.cos(math.radians(lat))
    near = [math.hypot(s.lat - lat, (s.lon - lon) * shrink) * KM <= FARTHEST_KM for s in spots]
    drawn = tuple(s for s, fits in zip(spots, near, strict=True) if fits)
    if not drawn:
        return tuple(spots), ()
    return drawn, tuple(s for s, fits in zip(spots, near, strict=True) if not fits)


def describe(spot: Spot) -> str:
    """Return the spot in words: name, how exactly it is known, how many incidents."""
    known = {1: "", 2: ", near or part of it", 3: ", somewhere in the area"}[spot.precision]
    count = f"{len(spot.incidents)} incidents, " if len(spot.incidents) > 1 else ""
    return f"{spot.name}{known} ({count}{spot.grade.value})"


def _places(incident: Incident, reports: Reports) -> list[Place]:
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
            ids = {id_ for places in told for id_ in places}
            yield from (p for p in report.places if p.id in ids)


def _spots(incidents: Sequence[Incident], reports: Reports) -> tuple[Spot, ...]:
    """Return one spot a place; areas first, so that marks lie on top of them."""
    groups: dict[tuple[float, float, int], list[tuple[Incident, Place]]] = {}
    for incident in incidents:
        for place in _places(incident, reports):
            key = (
                round(place.lat or 0, 3),
                round(place.lon or 0, 3),
                3 if is_area(place) else place.precision or 2,
            )
            groups.setdefault(key, []).append((incident, place))
    spots = [_spot(key, group) for key, group in groups.items()]
    return tuple(sorted(spots, key=lambda s: (-s.precision, -s.lat, s.lon)))


def _spot(key: tuple[float, float, int], group: Sequence[tuple[Incident, Place]]) -> Spot:
    lat, lon, precision = key
    place = group[0][1]
    grade = min((incident.grade for incident, _ in group), key=GRADES.index)
    shape = basemap.outline(place.gazetteer) if precision == 3 else ()
    name = f"{place.modifier} {place.name or place.text}" if place.modifier else place.name or place.text
    return Spot(name, lat, lon, precision, grade, tuple(i for i, _ in group), shape)


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


def _path(points: Sequence[Point], frame: Frame, *, closed: bool) -> str:
    """Return the line in whole pixels; a point under two pixels from the last adds only weight."""
    kept: list[Point] = []
    for x, y in map(frame.xy, points):
        if not kept or math.hypot(x - kept[-1][0], y - kept[-1][1]) >= 2:
            kept.append((x, y))
    if len(kept) < 2 + closed:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + ("Z" if closed else "")


def _soft(points: Sequence[Point], frame: Frame) -> str:
    """Return the outline as a curve through the middles of its sides: it is no border and has no corners."""
    pixels = [frame.xy(p) for p in points]
    middles = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise([*pixels, pixels[0]])]
    curve = "".join(
        f"Q{px:.0f} {py:.0f} {mx:.0f} {my:.0f}"
        for (px, py), (mx, my) in zip(pixels[1:] + pixels[:1], middles[1:] + middles[:1], strict=True)
    )
    return f"M{middles[0][0]:.0f} {middles[0][1]:.0f}{curve}Z"


def _land(frame: Frame) -> Markup:
    rings = (ring for country in basemap.countries(frame.box) for ring in country.rings)
    shapes = [_path(ring, frame, closed=True) for ring in rings]
    lines = "".join(_path(line, frame, closed=False) for line in basemap.borders(frame.box))
    return Markup('<rect class="sea" width="{}" height="{}"/>').format(WIDTH, HEIGHT) + Markup(
        '<path class="land" d="{}"/><path class="border" d="{}"/>'
    ).format("".join(shapes), lines)


def _country_names(frame: Frame) -> Iterator[tuple[str, float, float]]:
    """Yield each country's name at the middle of its largest part in the window, if there is room."""
    for country in basemap.countries(frame.box):
        pixels = [frame.xy(p) for p in max(country.rings, key=len)]
        xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
        if max(xs) - min(xs) > 8 * len(country.name) + 20 and max(ys) - min(ys) > 40:
            yield country.name, (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2


def _areas(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return a tint for each place known only as an area, a dashed ring for each "near"."""
    shapes = []
    for spot in spots:
        x, y = frame.xy((spot.lon, spot.lat))
        if spot.outline:
            shapes.append(
                Markup('<path class="area" d="{}"/>').format(_path(spot.outline, frame, closed=True))
            )
        elif spot.precision > 1:
            kind, r = ("area", RADIUS_KM[3]) if spot.precision == 3 else ("ring", RADIUS_KM[2])
            circle = Markup('<circle class="{}" cx="{:.0f}" cy="{:.0f}" r="{:.0f}"/>')
            shapes.append(circle.format(kind, x, y, frame.pixels(r)))
    return Markup("").join(shapes)


def _towns(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return small dots for the largest towns of the window that are no spot themselves."""
    drawn: list[Markup] = []
    for x, y, _ in _orienting(spots, frame):
        drawn.append(Markup('<circle class="town" cx="{:.0f}" cy="{:.0f}" r="2"/>').format(x, y))
    return Markup("").join(drawn)


def _orienting(spots: Sequence[Spot], frame: Frame) -> list[tuple[float, float, str]]:
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


def _mark(spot: Spot, frame: Frame) -> Markup:
    if spot.precision == 3:
        return Markup("")
    x, y = frame.xy((spot.lon, spot.lat))
    return Markup('<circle class="mark g-{}" cx="{:.0f}" cy="{:.0f}" r="7"/>').format(spot.grade.value, x, y)


def _labels(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return each name where it covers no mark and no other name; the list below has them all."""
    dots = _orienting(spots, frame)
    taken = [_around(*frame.xy((s.lon, s.lat)), 16, 16) for s in spots if s.precision < 3]
    taken += [_around(x, y, 6, 6) for x, y, _ in dots]
    wanted = [(s.name, *frame.xy((s.lon, s.lat)), s.precision, "name") for s in spots]
    wanted.sort(key=lambda w: w[3])
    wanted += [(name, x, y, 1, "town-name") for x, y, name in dots]
    labels = []
    for name, x, y, precision, kind in wanted:
        wide = 7.4 * len(name)
        for cx, cy in _seats(x, y, wide, precision, frame):
            box = _around(cx, cy, wide, 16)
            inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 4 and box[3] <= HEIGHT - 26
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                style = "name area-name" if precision == 3 else kind
                text = Markup('<text class="{}" x="{:.0f}" y="{:.0f}">{}</text>')
                labels.append(text.format(style, cx, cy + 5, name))
                break
    for name, x, y in _country_names(frame):
        seats = [(x, y), (x, y - 40), (x, y + 40), (x + 40, y), (x - 40, y)]
        free = [
            seat for seat in seats if not any(_overlap(_around(*seat, 10 * len(name), 18), o) for o in taken)
        ]
        if free:
            text = Markup('<text class="country" x="{:.0f}" y="{:.0f}">{}</text>')
            labels.append(text.format(*free[0], name))
    return Markup("").join(labels)


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


def _scale_bar(frame: Frame) -> Markup:
    """Return a bar of the largest round length under a third of the picture."""
    km = max(k for k in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if frame.pixels(k) < WIDTH / 3)
    x, y = 14, HEIGHT - 12
    path = f"M{x} {y - 5}v5h{frame.pixels(km):.0f}v-5"
    return Markup('<path class="scale" d="{}"/><text class="unit" x="{}" y="{}">{} km</text>').format(
        path, x + 4, y - 6, km
    )
