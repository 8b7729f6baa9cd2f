"""What a recognised place name is, and what the text says of it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.read.page import Passage
from dateline.read.places.gazetteer import Entry, Found
from dateline.read.places.spellings import fold


@dataclass(slots=True)
class Toponym:
    """A recognised name: tokens ``first`` to ``last`` of its passage, and what the text says of it."""

    passage: Passage
    first: int
    last: int
    key: str
    found: tuple[Found, ...]
    # name: listed; demonym; unit: an abbreviation; feature: a street or river; unlisted: framed or by sound
    role: str = "name"
    evidence: float = 0.0
    kinds: frozenset[str] = frozenset()
    modifier: str | None = None
    inside: Toponym | None = None
    reason: str | None = None
    listed: bool = False  # one of several places in a row
    cut: int = 0  # characters of the last token that do not belong to the name


def within(entry: Entry, outer: Toponym) -> bool:
    """Return whether an entry lies in any place the containing name can mean."""
    for one in outer.found:
        other = one.entry
        if other.id == entry.id:
            continue
        if other.kind == "country" and other.country == entry.country:
            return True
        if other.id in (entry.admin1, entry.admin2):
            return True
        if entry.parent is not None and fold(entry.parent) == outer.key:
            return True
    return False
