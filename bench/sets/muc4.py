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
# Rules by which a place is told with the event's own words.
OWN = frozenset({"clause", "told later"})


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
    """Yield the reading's distinct incidents: its told events of MUC-4's kinds, tellings of one joined.

    As in the codebook's tellings, a place or day that is only inherited keeps no two tellings of a type
    apart; one told with the event's own words does, unless they share it.
    """
    periods = {period["id"]: period for period in read.get("periods", ())}
    places = {place["id"]: place for place in read.get("places", ())}
    found: list[Doc] = []
    for event in answers.told_events(read):
        kind = TYPES.get(event["type"])
        if kind is None:
            continue
        period = periods.get(event["period"] or "")
        names = frozenset(n.lower() for ref in event["places"] if ref in places for n in _names(places[ref]))
        telling = {
            "type": {kind},
            "date": period["from"] if period else None,
            "location": names,
            "own": event["place_rule"] in OWN,
        }
        before = next((other for other in found if _one(other, telling)), None)
        if before is None:
            found.append(telling)
        else:
            _join(before, telling)
    yield from found


def _one(a: Doc, b: Doc) -> bool:
    """Tell whether two tellings may be of one incident: one type, and no day or place that parts them."""
    if a["type"] != b["type"] or (a["date"] and b["date"] and a["date"] != b["date"]):
        return False
    return bool(a["location"] & b["location"]) or not (a["own"] and b["own"])


def _join(before: Doc, telling: Doc) -> None:
    """Take from a later telling the day that is missing and the place that it alone tells itself."""
    before["date"] = before["date"] or telling["date"]
    if telling["location"] and (not before["location"] or (telling["own"] and not before["own"])):
        before["location"], before["own"] = telling["location"], telling["own"]


def _names(place: Doc) -> Iterator[str]:
    yield place["text"]
    if place["name"]:
        yield place["name"]
