"""Proposes pairs of tellings worth comparing, so that cost grows with likeness, not with the desk.

Two tellings are proposed when their reports share a rare name or number, or when they are told of the
same place and day. What is proposed decides nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from dateline.link.likeness import MOST_DAYS
from dateline.link.tellings import Telling
from dateline.link.traits import Traits, Weights

# A name or number in more reports than this says little, and pairs grow with its square. On the
# development documents (bench/incidents.py) 95 % of true pairs share one that is rarer.
RARE = 40
# A place and day with more tellings than this is compared by rare names only.
CROWD = 60


def pairs(told: Sequence[Telling], traits: Sequence[Traits], weights: Weights) -> Iterator[tuple[int, int]]:
    """Yield index pairs (lower first) of tellings of different reports, each once, in order."""
    found: set[tuple[int, int]] = set()
    for holders in _blocks(told, traits, weights):
        for x, i in enumerate(holders):
            for j in holders[x + 1 :]:
                if told[i].report.id != told[j].report.id and _near(told[i], told[j]):
                    found.add((i, j))
    yield from sorted(found)


def _blocks(told: Sequence[Telling], traits: Sequence[Traits], weights: Weights) -> Iterator[list[int]]:
    rare: defaultdict[Hashable, list[int]] = defaultdict(list)
    crowd: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, (telling, own) in enumerate(zip(told, traits, strict=True)):
        for term in (*own.names, *own.numbers):
            if weights.frequency(term) <= RARE:
                rare[term].append(i)
        for key in _place_days(telling):
            crowd[key].append(i)
    yield from rare.values()
    yield from (holders for holders in crowd.values() if len(holders) <= CROWD)


def _place_days(telling: Telling) -> Iterator[Hashable]:
    if telling.first is None or telling.last is None:
        return
    for place in telling.places:
        for step in range(min((telling.last - telling.first).days, 7) + 1):
            yield place.gazetteer or place.text.lower(), telling.first + dt.timedelta(days=step)


def _near(a: Telling, b: Telling) -> bool:
    if a.report.published is None or b.report.published is None:
        return True
    return abs((a.report.published - b.report.published).days) <= MOST_DAYS
