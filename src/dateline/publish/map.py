"""Draws the day's places: a settlement is a mark, "near" is a ring, an area is a tint.

What is not known to a place is not drawn: it is listed under the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Incident
from dateline.publish import basemap
from dateline.publish.labels import labels, orienting
from dateline.publish.passages import Reports
from dateline.publish.projection import HEIGHT, WIDTH, Frame, fit, path
from dateline.publish.spots import RADIUS_KM, Spot, describe, gather, places, split


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


def draw(incidents: Sequence[Incident], reports: Reports | None = None) -> Map | None:
    """Return the map of the incidents that have coordinates, or None when none has.

    ``reports`` give the further areas of an incident told of several.
    """
    every = gather(incidents, reports or {})
    if not every:
        return None
    spots, far = split(every)
    frame = fit(spots)
    marks = [_mark(spot, frame) for spot in spots]
    body = [_land(frame), _areas(spots, frame), _towns(spots, frame), *marks, labels(spots, frame)]
    title = f"Map of {len(spots)} places: " + "; ".join(describe(s) for s in spots)
    head = Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        WIDTH, HEIGHT, title
    )
    svg = head + Markup("").join(body) + _scale_bar(frame) + Markup("</svg>")
    return Map(svg, spots, far, tuple(i for i in incidents if not places(i, reports or {})))


def _land(frame: Frame) -> Markup:
    rings = (ring for country in basemap.countries(frame.box) for ring in country.rings)
    shapes = [path(ring, frame, closed=True) for ring in rings]
    lines = "".join(path(line, frame, closed=False) for line in basemap.borders(frame.box))
    return Markup('<rect class="sea" width="{}" height="{}"/>').format(WIDTH, HEIGHT) + Markup(
        '<path class="land" d="{}"/><path class="border" d="{}"/>'
    ).format("".join(shapes), lines)


def _areas(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return a tint for each place known only as an area, a dashed ring for each "near"."""
    shapes = []
    for spot in spots:
        x, y = frame.xy((spot.lon, spot.lat))
        if spot.outline:
            shapes.append(
                Markup('<path class="area" d="{}"/>').format(path(spot.outline, frame, closed=True))
            )
        elif spot.precision > 1:
            kind, r = ("area", RADIUS_KM[3]) if spot.precision == 3 else ("ring", RADIUS_KM[2])
            circle = Markup('<circle class="{}" cx="{:.0f}" cy="{:.0f}" r="{:.0f}"/>')
            shapes.append(circle.format(kind, x, y, frame.pixels(r)))
    return Markup("").join(shapes)


def _towns(spots: Sequence[Spot], frame: Frame) -> Markup:
    """Return small dots for the largest towns of the window that are no spot themselves."""
    drawn: list[Markup] = []
    for x, y, _ in orienting(spots, frame):
        drawn.append(Markup('<circle class="town" cx="{:.0f}" cy="{:.0f}" r="2"/>').format(x, y))
    return Markup("").join(drawn)


def _mark(spot: Spot, frame: Frame) -> Markup:
    if spot.precision == 3:
        return Markup("")
    x, y = frame.xy((spot.lon, spot.lat))
    return Markup('<circle class="mark g-{}" cx="{:.0f}" cy="{:.0f}" r="7"/>').format(spot.grade.value, x, y)


def _scale_bar(frame: Frame) -> Markup:
    """Return a bar of the largest round length under a third of the picture."""
    km = max(k for k in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if frame.pixels(k) < WIDTH / 3)
    x, y = 14, HEIGHT - 12
    line = f"M{x} {y - 5}v5h{frame.pixels(km):.0f}v-5"
    return Markup('<path class="scale" d="{}"/><text class="unit" x="{}" y="{}">{} km</text>').format(
        line, x + 4, y - 6, km
    )
