"""Draws a figure followed over time: a line of steps, the range of what is told as a band, marks and gaps.

A count stands until the next one, so the line goes in steps and never slopes between two counts. Positions
across are per cent, heights are pixels, as in the other pictures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from dateline.model import Level, Series
from dateline.publish import wording

# Height of the drawing in pixels, and what is kept free above for the words of the highest line.
HEIGHT, ABOVE = 150, 20
# Per cent of the width: room for words on the left, and for the last count to stand on the right.
LEFT, RIGHT, ON = 14.0, 93.0, 6.0
# A mark further away than so many times the highest count would press the line flat: it is told in words.
FAR = 8
# Two names closer than this in pixels would lie on each other; the later one is left out.
LINE = 16


def draw(series: Series, label: str) -> Markup:
    """Return the picture; ``label`` is its text alternative."""
    scale = _Scale(series)
    parts = [
        *(_band(scale, level, until) for level, until in scale.steps()),
        Markup('<line class="zero" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(HEIGHT - 0.5),
        *(_across("mark-line", scale.y(mark.value)) for mark in scale.marks),
        *_line(scale, series),
        *_points(scale),
        *_names(scale, series),
    ]
    head = Markup('<svg class="course" role="img" aria-label="{}" width="100%" height="{}">')
    return head.format(label, HEIGHT) + Markup("").join(parts) + Markup("</svg>")


class _Scale:
    """Where moments and counts stand: per cent across, pixels down."""

    def __init__(self, series: Series) -> None:
        self.levels = series.levels
        self.first, self.last = series.levels[0].at, series.levels[-1].at
        told = [v for level in self.levels for v in (level.low, level.best, level.high) if v is not None]
        self.most = max(told, default=1) or 1
        self.marks = [m for m in series.marks if m.value <= FAR * self.most]
        self.top = max([self.most * 1.12, *(m.value * 1.04 for m in self.marks)])

    def x(self, moment: dt.datetime) -> float:
        if self.first == self.last:
            return (LEFT + RIGHT) / 2
        return round(LEFT + (RIGHT - LEFT) * ((moment - self.first) / (self.last - self.first)), 2)

    def y(self, value: float) -> float:
        return round(HEIGHT - (HEIGHT - ABOVE) * value / self.top, 1)

    def steps(self) -> Iterator[tuple[Level, float]]:
        """Yield each level with the place where the next one, or the picture's margin, ends it."""
        for here, then in zip(self.levels, [*self.levels[1:], None], strict=True):
            yield here, self.x(then.at) if then else self.x(here.at) + ON


def _band(scale: _Scale, level: Level, until: float) -> Markup:
    """The range that stands; one with an open end runs out to the edge of the picture, and is hatched."""
    open_end = level.high is None or level.low is None
    high = 0.0 if level.high is None else scale.y(level.high)
    low = float(HEIGHT) if level.low is None else scale.y(level.low)
    start = scale.x(level.at)
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/>').format(
        "open" if open_end else "band", start, high, round(until - start, 2), round(max(low - high, 0), 1)
    )


def _line(scale: _Scale, series: Series) -> Iterator[Markup]:
    """The best count in steps; dashed where no count came for long."""
    silent = {gap.first for gap in series.gaps}
    before: float | None = None
    for level, until in scale.steps():
        if level.best is None:
            continue
        start, height = scale.x(level.at), scale.y(level.best)
        if before is not None and before != height:
            yield _stroke("best-line", start, start, before, height)
        yield _stroke("best-line gap" if level.at in silent else "best-line", start, until, height, height)
        before = height


def _stroke(kind: str, x1: float, x2: float, y1: float, y2: float) -> Markup:
    return Markup('<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(kind, x1, x2, y1, y2)


def _across(kind: str, height: float) -> Markup:
    return _stroke(kind, 0, 100, height, height)


def _points(scale: _Scale) -> Iterator[Markup]:
    for level in scale.levels:
        if level.best is not None:
            yield Markup(
                '<svg x="{}%" y="{}" class="at"><rect class="best" x="-4" y="-4" width="8" height="8"/></svg>'
            ).format(scale.x(level.at), scale.y(level.best))


def _names(scale: _Scale, series: Series) -> Iterator[Markup]:
    """The marks' numbers, the latest count and the highest, each at its height, none upon another."""
    taken: list[float] = []
    last = scale.levels[-1].best
    for value in [*(m.value for m in scale.marks), *([last] if last is not None else []), scale.most]:
        at = scale.y(value) - 4
        if series.unit != "share" and all(abs(at - other) >= LINE for other in taken):
            taken.append(at)
            yield Markup('<text x="0" y="{}">{}</text>').format(round(at, 1), wording.number(value))
