"""Wire reports in capitals: incidents aligned one to one with the answer key's templates."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench import answers
from bench.metrics import f1, pairs
from bench.predictions import Doc, load, read_texts
from bench.rows import Row, row

# MUC-4 incident types by our type names; types without one are not terrorism to MUC-4.
TYPES = {
    "attack": "ATTACK",
    "armed clash": "ATTACK",
    "shelling/artillery/missile attack": "ATTACK",
    "air/drone strike": "ATTACK",
    "mob violence": "ATTACK",
    "excessive force against protesters": "ATTACK",
    "grenade": "BOMBING",
    "suicide bomb": "BOMBING",
    "remote explosive/landmine/ied": "BOMBING",
    "abduction/forced disappearance": "KIDNAPPING",
    "looting/property destruction": "ARSON",
    "crime": "ROBBERY",
}
SLOTS = ("type", "date", "location")


def measure(folder: Path, limit: int | None) -> Iterator[Row]:
    """Yield F1 of each slot under the alignment that fills the most slots rightly.

    Only messages with templates are judged; optional templates count where we have them.
    """
    docs = [doc for doc in load(folder / "docs.jsonl", limit) if doc["gold"]]
    count: Counter[str] = Counter()
    for doc, read in zip(docs, read_texts(docs), strict=True):
        count.update(judge([template(t) for t in doc["gold"]], list(incidents(read))))
    for slot in SLOTS:
        value = f1(count[f"{slot} right"], count[f"{slot} gold"], count[f"{slot} found"])
        yield row(f"muc4 {slot} f1", value, count[f"{slot} gold"])


def judge(gold: list[Doc], found: list[Doc]) -> Counter[str]:
    """Count filled and right slots of one message; an optional template nothing aligns with is no miss."""
    weights: dict[tuple[int, int], float] = {}
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if score := sum(agree(slot, g, f) for slot in SLOTS):
                weights[i, j] = score
    chosen = dict(pairs(weights))
    count: Counter[str] = Counter()
    for i, g in enumerate(gold):
        if i in chosen or not g["optional"]:
            count.update(f"{slot} gold" for slot in SLOTS if g[slot])
        if i in chosen:
            count.update(f"{slot} right" for slot in SLOTS if agree(slot, g, found[chosen[i]]))
    count.update(f"{slot} found" for f in found for slot in SLOTS if f[slot])
    return count


def agree(slot: str, gold: Doc, found: Doc) -> bool:
    """Tell whether a slot is right: any of gold's types, a day inside gold's date, a place gold names."""
    if not gold[slot] or not found[slot]:
        return False
    if slot == "date":
        first, last = gold["date"]
        return bool(first <= found["date"] <= last)
    return bool(gold[slot] & found[slot])


def template(filled: Doc) -> Doc:
    """Return the judged slots of an answer template."""
    kinds = set(re.split(r"\s*/\s*", filled["INCIDENT: TYPE"].replace("?", "").strip()))
    location = re.findall(r"[^:()/\n?]+(?=\s*(?:\(|$|/|\n|:))", filled["INCIDENT: LOCATION"])
    return {
        "type": kinds - {"*", "-"},
        "date": dates(filled["INCIDENT: DATE"]),
        "location": {name.strip().strip('"-').lower() for name in location} - {""},
        "optional": "OPTIONAL" in filled["MESSAGE: TEMPLATE"],
    }


def dates(text: str) -> tuple[str, str] | None:
    """Return the first and last ISO day of a MUC-4 date, "(25 DEC 89 - 03 JAN 90)" or "30 DEC 89"."""
    found = re.findall(r"(\d{1,2}) ([A-Z]{3}) (\d{2})", text)
    days = [day for words in found if (day := _day(" ".join(words)))]
    return (min(days), max(days)) if days else None


def _day(text: str) -> str | None:
    """Return the ISO day of "30 DEC 89"; a few keys hold days no calendar has ("31 SEP 88")."""
    try:
        return dt.datetime.strptime(text, "%d %b %y").date().isoformat()
    except ValueError:
        return None


def incidents(read: Doc) -> Iterator[Doc]:
    """Yield the reading's distinct incidents: told events of MUC-4's kinds, alike in type, day and places."""
    periods = {period["id"]: period for period in read.get("periods", ())}
    places = {place["id"]: place for place in read.get("places", ())}
    seen = set()
    for event in answers.told_events(read):
        kind = TYPES.get(event["type"])
        if kind is None:
            continue
        period = periods.get(event["period"] or "")
        names = frozenset(n.lower() for ref in event["places"] if ref in places for n in _names(places[ref]))
        day = period["from"] if period else None
        if (kind, day, names) not in seen:
            seen.add((kind, day, names))
            yield {"type": {kind}, "date": day, "location": names}


def _names(place: Doc) -> Iterator[str]:
    yield place["text"]
    if place["name"]:
        yield place["name"]
