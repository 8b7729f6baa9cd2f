"""Local news of shootings: killed, injured, day and city of the incident, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import answers
from bench.metrics import recall, same_names
from bench.predictions import load, read_texts
from bench.rows import Row, row
from dateline.model import FigureStatus


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield exact-match shares. Gold is the registry's final count: an early report may truly give less."""
    docs = load(folder / "docs.jsonl", limit)
    read = read_texts(docs)
    both = list(zip((doc["gold"] for doc in docs), read, strict=True))
    hits = {
        "killed": [answers.total(r, FigureStatus.KILLED) == g["killed"] for g, r in both],
        "injured": [answers.total(r, FigureStatus.INJURED) == g["injured"] for g, r in both],
        "date": [answers.day(r) == g["date"] for g, r in both],
        "city": [same_names([answers.city(r) or ""], [g["city"]]) for g, r in both],
    }
    for name, right in hits.items():
        yield row(f"gva {name}", recall(sum(right), len(right)), len(right))
