"""Replays reports already read as other reports: later, elsewhere, under other names, with the same offsets.

Each round shifts days, moves places into countries of its own and spells names and long words anew, letter
for letter, so that offsets hold, rare names stay rare, one round's texts are no copies of another's, and a
country has as many reports a day however many rounds run.
"""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections.abc import Iterator, Sequence
from itertools import count
from math import gcd
from typing import Any

from dateline.model import Report

# A round begins so many days after the one before; a corpus of a year then runs in a dozen rounds at once.
# What comes before the first round ends is left out, so that every day has as many reports as any other.
STEP = 30
# Words from this length on are spelled anew too: five or six of them stand in every run of twenty words.
LONG = 8
_WORD = re.compile(r"[A-Za-z]+")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
# After so many rounds both alphabets have turned once; from then on they turn in other steps.
_TURNS = len(_VOWELS) * len(_CONSONANTS)
_DATES = frozenset({"published", "from", "to"})
_NAMES = frozenset({"name", "admin1", "author"})
# What an entry of the gazetteer is known by, and the country it lies in.
_KEYS = frozenset({"gazetteer", "country"})
# Degrees that a round moves places by, and where a coordinate begins again.
_MOVED, _TURN = 0.7, {"lat": 80, "lon": 180}


def rounds(reports: Sequence[dict[str, Any]]) -> Iterator[Report]:
    """Yield replays without end, in the order of their days."""
    dated = sorted((own for own in reports if own.get("published")), key=lambda own: own["published"])

    def one(number: int) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
        for at, own in enumerate(dated):
            day = dt.date.fromisoformat(own["published"]) + dt.timedelta(days=STEP * number)
            yield day.isoformat(), number, at, own

    running = []
    starts = (one(number) for number in count())
    upcoming = next(starts)
    ahead = next(upcoming)
    while True:
        while not running or ahead[0] <= running[0][0][0]:
            heapq.heappush(running, (ahead, upcoming))
            upcoming = next(starts)
            ahead = next(upcoming)
        (day, number, _, own), rest = heapq.heappop(running)
        if day > dated[-1]["published"]:
            yield replayed(own, number)
        if (following := next(rest, None)) is not None:
            heapq.heappush(running, (following, rest))


def replayed(report: dict[str, Any], number: int) -> Report:
    """Return the report as it stands in round ``number``; round 0 leaves it as it is."""
    table = _table(number)
    text = _WORD.sub(lambda m: _spelled(m[0], table, long=True), report["text"])
    found: dict[str, Any] = _walk(report, text, table, number)
    found["text"] = text
    found["id"] = f"{report['id']}-{number}"
    found["resource"] = found["url"] = found["capture"] = None
    return Report.model_validate(found)


def _walk(value: Any, text: str, table: dict[int, int], number: int) -> Any:
    if isinstance(value, list):
        return [_walk(own, text, table, number) for own in value]
    if not isinstance(value, dict):
        return value
    found = {key: _field(key, own, text, table, number) for key, own in value.items() if key != "candidates"}
    if "start" in value and "end" in value and "text" in value:
        found["text"] = text[value["start"] : value["end"]]
    return found


def _field(key: str, value: Any, text: str, table: dict[int, int], number: int) -> Any:
    if not isinstance(value, str):
        moved = key in _TURN and isinstance(value, int | float)
        return _moved(value, number, _TURN[key]) if moved else _walk(value, text, table, number)
    if key in _DATES:
        return (dt.date.fromisoformat(value) + dt.timedelta(days=STEP * number)).isoformat()
    if key == "published_at":
        return (dt.datetime.fromisoformat(value) + dt.timedelta(days=STEP * number)).isoformat()
    if key in _KEYS:
        return f"{value}-{number}"
    return _WORD.sub(lambda m: _spelled(m[0], table), value) if key in _NAMES else value


def _moved(degrees: float, number: int, turn: int) -> float:
    return (degrees + turn + number * _MOVED) % (2 * turn) - turn


def _spelled(word: str, table: dict[int, int], *, long: bool = False) -> str:
    """Return a name (three letters or more, one capital), or a long word, spelled anew."""
    named = word[0].isupper() and word[1:].islower() and len(word) > 2
    return word[0] + word[1:].translate(table) if named or (long and len(word) >= LONG) else word


def _table(number: int) -> dict[int, int]:
    """Vowels become vowels and consonants consonants; every round has another table for 1,260 rounds."""
    found = {}
    for letters in (_VOWELS, _CONSONANTS):
        size = len(letters)
        steps = [step for step in range(1, size) if gcd(step, size) == 1]
        step = steps[number // _TURNS % len(steps)]
        others = (letters[(at * step + number) % size] for at in range(size))
        found.update(zip(letters, others, strict=True))
    return str.maketrans(found)
