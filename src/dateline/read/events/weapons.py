"""The weapon of a violent event, when its clause names one."""

from __future__ import annotations

from functools import cache

from dateline.data import toml
from dateline.read.words import Words


def find(clause: Words | set[str], event_type: str) -> str | None:
    """Return the weapon named among the words of the event's clause, or None when none is told."""
    rows, types = _table()
    if event_type not in types:
        return None
    return next((name for name, words in rows if not words.isdisjoint(clause)), None)


def vocabulary() -> Words:
    """Return every word of the weapon table, so that the event reader finds them too."""
    return frozenset().union(*(words for _, words in _table()[0]))


@cache
def _table() -> tuple[tuple[tuple[str, Words], ...], Words]:
    source = toml("weapons")
    rows = tuple((row["name"], frozenset(row["words"])) for row in source["weapon"])
    return rows, frozenset(source["violent"]["types"])
