"""Rows of measures: printed as a table, written as JSON, and set beside the peers' figures."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PEERS = Path(__file__).with_name("peers.toml")


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its value, what the best tool that installs by pip reaches, and how many were judged."""

    measure: str
    value: float
    peer: float | None
    count: int


@cache
def peers() -> dict[str, dict[str, float | str]]:
    """Return the peers' figures by measure."""
    return tomllib.loads(PEERS.read_text(encoding="utf-8"))


def row(measure: str, value: float, count: int) -> Row:
    """Return a row with its peer's figure, if one is known."""
    known = peers().get(measure, {}).get("value")
    return Row(measure, round(value, 4), float(known) if known is not None else None, count)


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the rows as one JSON list."""
    path.write_text(json.dumps([asdict(r) for r in rows], indent=1) + "\n", encoding="utf-8")


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table, with the peer that was measured."""
    lines = ["| measure | value | peer | which peer | count |", "|---|---:|---:|---|---:|"]
    for r in rows:
        peer = "" if r.peer is None else f"{r.peer:.3f}"
        name = peers().get(r.measure, {}).get("name", "")
        lines.append(f"| {r.measure} | {r.value:.3f} | {peer} | {name} | {r.count} |")
    return "\n".join(lines)
