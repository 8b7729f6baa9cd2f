"""Floors under the measures on a fixed subset: they may rise, and a drop below one fails the tests."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bench.rows import Row

FILE = Path(__file__).with_name("floors.toml")
SLACK = 0.005  # half a point: a smaller drop is within what one changed document does

# Documents of each set, spread evenly over its file: together they are read in about two minutes.
SUBSET = {
    "polnear": 40,
    "times": 150,
    "places": 60,
    "isaf": 120,
    "gva": 150,
    "muc4": 60,
    "conflict_types": 538,
    "pages": 40,
}
# Measures where less is better.
LOWER = frozenset({"pages comment leaked"})

Measure = Callable[[Path, int | None], Iterator[Row]]


def measured(corpora: Path, sets: Mapping[str, Measure]) -> list[Row]:
    """Return the rows of the fixed subset, for the sets that are there."""
    names = [name for name in SUBSET if (corpora / name).is_dir()]
    return [row for name in names for row in sets[name](corpora / name, SUBSET[name])]


def load() -> dict[str, float]:
    """Return the floors by measure."""
    return tomllib.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def below(rows: Iterable[Row], floors: Mapping[str, float]) -> list[str]:
    """Return one line for each measure that fell more than half a point below its floor."""
    lines = []
    for row in rows:
        floor = floors.get(row.measure)
        sign = -1 if row.measure in LOWER else 1
        if floor is not None and sign * (floor - row.value) > SLACK:
            lines.append(f"{row.measure}: {row.value:.4f}, floor {floor:.4f}")
    return lines


def raise_to(rows: Iterable[Row]) -> str:
    """Write each floor at the measured value where that is better; return the file's new text."""
    floors = load()
    for row in rows:
        better = min if row.measure in LOWER else max
        floors[row.measure] = better(row.value, floors.get(row.measure, row.value))
    lines = [f'"{name}" = {value:.4f}' for name, value in sorted(floors.items())]
    head = "# Written by python -m bench.reading CORPORA --write-floors; a floor only rises."
    text = "\n".join([head, *lines]) + "\n"
    FILE.write_text(text, encoding="utf-8")
    return text
