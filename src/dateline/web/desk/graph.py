"""Draws who repeats whom: outlets at the left, relays between, the voice they go back to at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from dateline.model import Account

# Pixels: a column's width, a row's height, a box's height, the margin around.
COLUMN, ROW, BOX, EDGE = 230, 40, 28, 6
WIDEST = 26  # letters of a name that fit a box of COLUMN less its gap


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture, and what it says in words for those who cannot see it."""

    svg: Markup
    words: str


def draw(accounts: Sequence[Account]) -> Graph | None:
    """Return the graph of the accounts' chains, or None when nobody repeats anybody."""
    chains = [c for c in dict.fromkeys(tuple(dict.fromkeys(n for n in a.chain if n)) for a in accounts) if c]
    if not any(len(chain) > 1 for chain in chains):
        return None
    far = max(len(chain) for chain in chains) - 1
    column: dict[str, int] = {}
    for chain in chains:
        for back, name in enumerate(reversed(chain)):  # the origin stands in the last column
            column[name] = min(column.get(name, far), far - back)
    places = _places(column)
    links = dict.fromkeys((a, b) for chain in chains for a, b in pairwise(chain))
    wide = EDGE * 2 + (far + 1) * COLUMN - (COLUMN - _box())
    high = EDGE * 2 + ROW * (max(y for _, y in places.values()) + 1) - (ROW - BOX)
    words = "; ".join(" repeats ".join(chain) for chain in chains if len(chain) > 1)
    parts = [_line(places[a], places[b]) for a, b in links] + [_node(n, *places[n]) for n in places]
    head = Markup('<svg class="graph" viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">')
    svg = head.format(wide, high, wide, words) + Markup("").join(parts) + Markup("</svg>")
    return Graph(svg, words)


def _places(column: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return (column, row) of each name, in the order they were met."""
    used: dict[int, int] = {}
    places = {}
    for name, at in column.items():
        places[name] = at, used.get(at, 0)
        used[at] = used.get(at, 0) + 1
    return places


def _box() -> int:
    return COLUMN - 34


def _xy(place: tuple[int, int]) -> tuple[int, int]:
    return EDGE + place[0] * COLUMN, EDGE + place[1] * ROW


def _node(name: str, column: int, row: int) -> Markup:
    x, y = _xy((column, row))
    shown = name if len(name) <= WIDEST else name[: WIDEST - 1] + "…"
    box = Markup('<g><title>{}</title><rect class="node" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
    text = Markup('<text x="{}" y="{}">{}</text></g>')
    return box.format(name, x, y, _box(), BOX) + text.format(x + 10, y + 19, shown)


def _line(a: tuple[int, int], b: tuple[int, int]) -> Markup:
    """Return an arrow from the one who repeats to the one who is repeated."""
    (x, y), (to, down) = _xy(a), _xy(b)
    x, y, down = x + _box(), y + BOX // 2, down + BOX // 2
    path = Markup(
        '<path class="edge" d="M{} {}C{} {} {} {} {} {}"/><path class="tip-end" d="M{} {}l-8 -4v8z"/>'
    )
    middle = (x + to) // 2
    return path.format(x, y, middle, y, middle, down, to - 6, down, to, down)
