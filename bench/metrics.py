"""Pure functions that compare what was read with what annotators marked."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Pieces = Sequence[tuple[int, int]]
Item = TypeVar("Item", bound=Hashable)
Weights = Mapping[tuple[int, int], float]

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def overlap(a: Pieces, b: Pieces) -> int:
    """Return how many characters two spans share; a span is a list of (start, end) pieces."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def iou(a: Pieces, b: Pieces) -> float:
    """Return shared characters over characters in either span, 0 to 1."""
    shared = overlap(a, b)
    either = sum(end - start for start, end in (*a, *b)) - shared
    return shared / either if either else 0.0


def precision(hits: int, found: int) -> float:
    """Return hits over what was found; 0 when nothing was."""
    return hits / found if found else 0.0


def recall(hits: int, gold: int) -> float:
    """Return hits over what there was to find; 0 when there was nothing."""
    return hits / gold if gold else 0.0


def f1(hits: int, gold: int, found: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * hits / (gold + found) if gold + found else 0.0


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in degrees (haversine)."""
    phi, psi = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((psi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(psi) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def same_names(a: Iterable[str], b: Iterable[str]) -> bool:
    """Tell whether two collections hold the same names, spelling aside (see ``plain_name``)."""
    return {plain_name(x) for x in a} == {plain_name(x) for x in b}


def plain_name(name: str) -> str:
    """Return a name without what transliteration and abbreviation change.

    Only letters and digits count; i, y and e are one vowel, o and u another, doubled letters single,
    and "Saint" is "St".
    """
    words = re.sub(r"\bsaint\b", "st", name.lower())
    letters = re.sub(r"[\W_]", "", words).translate(str.maketrans("yeo", "iiu"))
    return re.sub(r"(.)\1+", r"\1", letters)


def weighted_f1(gold: Sequence[str], found: Sequence[str | None]) -> float:
    """Return the mean of the labels' F1, each weighted by how often gold has it."""
    in_gold, in_found = Counter(gold), Counter(found)
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    return sum(n * f1(right[label], n, in_found[label]) for label, n in in_gold.items()) / max(1, len(gold))


def b_cubed(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> tuple[float, float, float]:
    """Return B3 precision, recall and F1 of a clustering: item -> cluster (Bagga and Baldwin 1998)."""
    both = Counter((gold[item], found[item]) for item in gold)
    in_gold = Counter(gold.values())
    in_found = Counter(found[item] for item in gold)
    p = sum(n * n / in_found[f] for (_, f), n in both.items()) / max(1, len(gold))
    r = sum(n * n / in_gold[g] for (g, _), n in both.items()) / max(1, len(gold))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def squash(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()


def same_value(gold: str | None, found: str | None) -> bool:
    """Tell whether two TIMEX values name the same time, spelling aside (see ``canonical``)."""
    return gold is not None and found is not None and canonical(gold) == canonical(found)


def canonical(value: str) -> str:
    """Return a TIMEX value in one spelling.

    A full day needs no weekday ("2013-10-10-WXX-4"), a week no month ("2013-10-W41"), a year no
    unknown months ("2014-XX-XX"), and a day two digits ("2013-11-1").
    """
    value = re.sub(r"^(\d{4}-\d\d-\d\d)-WXX-\d", r"\1", value)
    value = re.sub(r"^(\d{4})-\d\d-(W\d\d)", r"\1-\2", value)
    value = re.sub(r"^(\d{4}-\d\d)-(\d)$", r"\1-0\2", value)
    return re.sub(r"^(\d{4}(?:-\d\d)?)(-XX)+$", r"\1", value)


def pairs(weights: Weights) -> list[tuple[int, int]]:
    """Return the one-to-one pairs whose weights add up to the most; only positive weights pair.

    Components that share nothing are solved apart, each by the Hungarian method (cubic in its size).
    """
    useful = {pair: weight for pair, weight in weights.items() if weight > 0}
    chosen: list[tuple[int, int]] = []
    for part in _components(useful):
        chosen += [part[0]] if len(part) == 1 else _assign({pair: useful[pair] for pair in part})
    return sorted(chosen)


def _components(links: Collection[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group pairs that share a left or a right member, directly or through others."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in links:
        parent[root(("left", left))] = root(("right", right))
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for left, right in links:
        groups.setdefault(root(("left", left)), []).append((left, right))
    return list(groups.values())


def _assign(weights: Weights) -> list[tuple[int, int]]:
    """Solve one component: costs are negated weights, absent pairs cost nothing and are dropped."""
    lefts = sorted({left for left, _ in weights})
    rights = sorted({right for _, right in weights})
    size = max(len(lefts), len(rights))
    cost = [[0.0] * size for _ in range(size)]
    for (left, right), weight in weights.items():
        cost[lefts.index(left)][rights.index(right)] = -weight
    taken = _hungarian(cost)
    named = ((i, j) for j, i in enumerate(taken) if i < len(lefts) and j < len(rights))
    return [(lefts[i], rights[j]) for i, j in named if (lefts[i], rights[j]) in weights]


def _hungarian(cost: Sequence[Sequence[float]]) -> list[int]:
    """Return for each column its row in the cheapest assignment (Kuhn 1955, with row and column prices)."""
    size = len(cost)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [size] * (size + 1)  # the last column stands for the row being placed
    for row in range(size):
        row_of[size] = row
        column, back = size, [size] * (size + 1)
        slack, done = [math.inf] * (size + 1), [False] * (size + 1)
        while row_of[column] != size:
            done[column] = True
            here, best, best_column = row_of[column], math.inf, size
            for j in range(size):
                if done[j]:
                    continue
                gap = cost[here][j] - row_price[here] - column_price[j]
                if gap < slack[j]:
                    slack[j], back[j] = gap, column
                if slack[j] < best:
                    best, best_column = slack[j], j
            for j in range(size + 1):
                if done[j]:
                    row_price[row_of[j]] += best
                    column_price[j] -= best
                else:
                    slack[j] -= best
            column = best_column
        while column != size:
            row_of[column] = row_of[back[column]]
            column = back[column]
    return row_of[:size]
