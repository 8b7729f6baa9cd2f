"""Draws a count as an interval bar: bounds, best value, and an arrow where the end is open.

Pictures are written as SVG by hand and not through a charting library: they take the page's
colours in light and dark, weigh some hundred bytes, keep text at its size on a narrow screen
(positions are per cent, sizes are pixels), and come out the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dateline.model import Toll

# Per cent of the width that the largest value takes, so that an arrow beyond it has room.
FULL = 86.0
# Per cent that an open end reaches beyond its low bound; its length says nothing but "open".
OPEN = 12.0


def scale(values: Iterable[float | None]) -> float:
    """Return the value at the right end of a common scale; 1 when there is none."""
    return max((v for v in values if v), default=1.0) or 1.0


def of_toll(toll: Toll, top: float, label: str) -> Markup:
    """Return the bar of a count on a scale that ends at ``top``; ``label`` is its text alternative."""
    return bar(toll.low, toll.best, toll.high, top, label)


def bar(low: float | None, best: float | None, high: float | None, top: float, label: str) -> Markup:
    """Return one SVG: ├──■──┤, ├■──► when there is no high, ◄──■┤ when there is no low."""
    first = _at(low, top) if low is not None else 0.0
    beyond = max(first, _at(best, top)) if best is not None else first
    last = _at(high, top) if high is not None else min(beyond + OPEN, 99.0)
    parts = [Markup('<line class="zero" x1="0" x2="100%" y1="12" y2="12"/>')]
    if low is not None and low == high:
        return _svg([*parts, _tick(first)], label)
    parts.append(Markup('<line class="span" x1="{:.1f}%" x2="{:.1f}%" y1="12" y2="12"/>').format(first, last))
    if low is None:
        parts.append(_arrow(first, -1))
    elif low != best:  # the square of the best value is its own end
        parts.append(_cap(first))
    parts.append(_cap(last) if high is not None else _arrow(last, 1))
    if best is not None:
        parts.append(_tick(_at(best, top)))
    return _svg(parts, label)


def _svg(parts: list[Markup], label: str) -> Markup:
    head = Markup('<svg class="bar" role="img" aria-label="{}" width="100%" height="24">').format(label)
    return head + Markup("").join(parts) + Markup("</svg>")


def _tick(x: float) -> Markup:
    return Markup(
        '<svg x="{:.1f}%" class="at"><rect class="best" x="-4.5" y="7.5" width="9" height="9"/></svg>'
    ).format(x)


def _at(value: float, top: float) -> float:
    return round(FULL * min(max(value, 0), top) / top, 1)


def _cap(x: float) -> Markup:
    return Markup('<svg x="{:.1f}%" class="at"><path class="cap" d="M0 6V18"/></svg>').format(x)


def _arrow(x: float, way: int) -> Markup:
    path = "M-1 6L8 12L-1 18Z" if way > 0 else "M1 6L-8 12L1 18Z"
    return Markup('<svg x="{:.1f}%" class="at"><path class="arrow" d="{}"/></svg>').format(x, path)
