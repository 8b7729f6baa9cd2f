"""Toponyms: recognition, resolution of given spans within 161 km, and both together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.metrics import f1, kilometres, recall
from bench.predictions import Doc, load, read_texts
from bench.rows import Row, row
from bench.sets.times import match

NEAR_KM = 161  # 100 miles, the field's usual radius (Acc@161 km)


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield the rows of every corpus in the folder.

    A gold name without coordinates counts for recognition only. Resolution is over every gold name
    with coordinates: one we did not find is wrong; "among found" leaves those out.
    """
    for path in sorted(folder.glob("*.jsonl")):
        docs = load(path, limit)
        gold = found = matched = placed = placed_found = right = unjudged = 0
        for doc, read in zip(docs, read_texts(docs), strict=True):
            places = read.get("places", [])
            gold, found = gold + len(doc["gold"]), found + len(places)
            placed += sum(g["lat"] is not None for g in doc["gold"])
            for i, j in match(doc["gold"], places):
                matched += 1
                judged = doc["gold"][i]["lat"] is not None
                placed_found, unjudged = placed_found + judged, unjudged + (not judged)
                right += judged and near(doc["gold"][i], places[j])
        yield row(f"{path.stem} overlap f1", f1(matched, gold, found), gold)
        yield row(f"{path.stem} acc161", recall(right, placed), placed)
        yield row(f"{path.stem} acc161 among found", recall(right, placed_found), placed_found)
        yield row(f"{path.stem} end-to-end f1", f1(right, placed, found - unjudged), placed)


def near(gold: Doc, place: Doc) -> bool:
    """Tell whether a place lies within 161 km of gold."""
    if place["lat"] is None:
        return False
    return kilometres(gold["lat"], gold["lon"], place["lat"], place["lon"]) <= NEAR_KM
