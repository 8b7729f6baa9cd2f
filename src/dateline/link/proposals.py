"""Proposes pairs of tellings worth comparing, so that cost grows with likeness, not with the desk.

Two tellings are proposed when they are told of the same place and day, or share rare names and numbers:
the less they share, the closer together they must have been published. What is proposed decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dateline.link.digests import Digest, Draft, Told
from dateline.link.likeness import MOST_DAYS
from dateline.link.postings import Postings, key
from dateline.link.tellings import Telling

# A name or number in more reports than this says little, and pairs grow with its square. On the
# development documents (bench/incidents.py) 95 % of true pairs share one that is rarer.
RARE = 40
# A single rare mark, or numbers alone, propose a pair of one week only: in a thousand such pairs published
# further apart one or two are likely, and they are most of all pairs. On the development documents B-cubed
# F1 is the same with half as many pairs.
WEAK_DAYS = 7
# A place and day with more tellings than this is compared by rare names only.
CROWD = 60


def term(word: str) -> int:
    """Return the key under which a term is counted and its holders are listed."""
    return key("term", word)


def keys(draft: Draft) -> Iterator[int]:
    """Yield every key that the report is looked up by."""
    yield from map(term, (*draft.words.terms(), *draft.words.headline()))
    for bag in draft.bags:
        if bag is not draft.words:
            yield from map(term, bag.terms())
    for told in draft.digest.told:
        yield from place_days(told.telling)


def count(draft: Draft, index: Postings) -> None:
    """Count the report's words; those of all new reports are counted before any of them is listed."""
    for word in draft.words.terms():
        index.count(term(word))


def enter(digest: Digest, index: Postings) -> None:
    """List the report's tellings under what they share with others."""
    for number, told in digest.numbered():
        if told.telling.denied:
            continue
        for own in _rare(told.traits.marks(), index):
            index.hold(own, number, digest.day, RARE * RARE)
        for own in place_days(told.telling):
            index.hold(own, number, digest.day, CROWD)


def withdraw(digest: Digest, index: Postings) -> None:
    """Take a report that is no longer linked out of the index."""
    for number, told in digest.numbered():
        for own in (*map(term, told.traits.marks()), *place_days(told.telling)):
            index.release(own, number)
        if told.telling.leads:
            for word in told.traits.terms():
                index.count(term(word), -1)


def candidates(number: int, told: Told, day: int, index: Postings) -> set[int]:
    """Return the numbers of tellings of other reports that may be one with this, published near it."""
    names = _holders(told.traits.names, index)
    numbers = _holders(told.traits.numbers, index)
    found = {
        other
        for own in place_days(told.telling)
        for other, published in index[own].holders.items()
        if _within(MOST_DAYS, day, published)
    }
    for other, (shared, published) in names.items():
        strong = shared > 1 or other in numbers
        if _within(MOST_DAYS if strong else WEAK_DAYS, day, published):
            found.add(other)
    found.update(other for other, (_, published) in numbers.items() if _within(WEAK_DAYS, day, published))
    return found - {number}


def _within(days: int, day: int, other: int) -> bool:
    return not day or not other or abs(day - other) <= days


def _holders(marks: Iterable[str], index: Postings) -> dict[int, tuple[int, int]]:
    """Return who holds any of these rare marks: how many of them, and the day of publication."""
    found: dict[int, tuple[int, int]] = {}
    for own in _rare(marks, index):
        for other, day in index[own].holders.items():
            found[other] = (found[other][0] + 1 if other in found else 1, day)
    return found


def _rare(marks: Iterable[str], index: Postings) -> Iterator[int]:
    for own in map(term, marks):
        if index[own].count <= RARE:
            yield own
        elif index[own].holders:
            index.close(own)


def place_days(telling: Telling) -> Iterator[int]:
    """Yield the keys of each place and day that a telling may lie in."""
    if telling.first is None or telling.last is None:
        return
    for place in telling.places:
        for step in range(min((telling.last - telling.first).days, 7) + 1):
            day = telling.first + dt.timedelta(days=step)
            yield key("place", f"{place.gazetteer or place.text.lower()} {day}")
