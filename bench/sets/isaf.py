"""Military press releases: killed, captured, day and province of the one coded event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import answers
from bench.metrics import recall, same_names
from bench.predictions import load, read_texts
from bench.rows import Row, row
from dateline.model import FigureStatus


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield exact-match shares; "positive" is over the releases whose gold is above zero."""
    docs = load(folder / "docs.jsonl", limit)
    read = read_texts(docs)
    gold = [doc["gold"] for doc in docs]
    for name, key, status in (
        ("killed", "min_killed", FigureStatus.KILLED),
        ("captured", "min_captured", FigureStatus.DETAINED),
    ):
        right = [answers.total(r, status) == g[key] for g, r in zip(gold, read, strict=True)]
        positive = [hit for hit, g in zip(right, gold, strict=True) if g[key] > 0]
        yield row(f"isaf {name}", recall(sum(right), len(right)), len(right))
        yield row(f"isaf {name} positive", recall(sum(positive), len(positive)), len(positive))
    days = [answers.day(r) == g["start_date"] for g, r in zip(gold, read, strict=True)]
    yield row("isaf date", recall(sum(days), len(days)), len(days))
    units = [same_names(answers.provinces(r), g["province"]) for g, r in zip(gold, read, strict=True)]
    yield row("isaf province", recall(sum(units), len(units)), len(units))
