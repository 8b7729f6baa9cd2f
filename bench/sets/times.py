"""Time expressions: relaxed span F1 and value F1 (TempEval-3), one pair of rows a file of times/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.metrics import f1, overlap, pairs, same_value
from bench.predictions import Doc, load, read_texts
from bench.rows import Row, row


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield the rows of every corpus in the folder; values count only where spans overlap."""
    for path in sorted(folder.glob("*.jsonl")):
        docs = load(path, limit)
        gold = found = matched = right = spelled = 0
        for doc, read in zip(docs, read_texts(docs), strict=True):
            periods = read.get("periods", [])
            gold, found = gold + len(doc["gold"]), found + len(periods)
            for i, j in match(doc["gold"], periods):
                value, ours = doc["gold"][i]["value"], periods[j]["timex"]
                matched, spelled = matched + 1, spelled + same_value(value, ours)
                right += value is not None and value == ours
        yield row(f"{path.stem} relaxed f1", f1(matched, gold, found), gold)
        yield row(f"{path.stem} value f1", f1(right, gold, found), gold)
        yield row(f"{path.stem} value f1, any spelling", f1(spelled, gold, found), gold)


def match(gold: list[Doc], found: list[Doc]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs of overlapping expressions that share the most characters."""
    weights: dict[tuple[int, int], float] = {}
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = overlap([(g["start"], g["end"])], [(f["start"], f["end"])])
            if shared:
                weights[i, j] = shared
    return pairs(weights)
