"""Puts a quarter that only far namesakes share its name with inside the city the report is about.

Gazetteers list few quarters but many towns: a neighbourhood called like a town elsewhere is still a
part of the city whose news it is in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from dateline.read.places.gazetteer import Entry
from dateline.read.places.names import Toponym
from dateline.read.places.resolve import Settled

# A report's own city, rather than a town it names in passing. Smaller towns have few named quarters.
CITY = 100_000
# Quarters of the largest cities lie within this of the centre, in kilometres; a namesake beyond is another.
REACH = 40.0
_DEGREE = 111.2  # kilometres of latitude


def place(names: Sequence[Toponym], answers: Sequence[Settled]) -> list[Settled]:
    """Return the answers in order, quarters with a far namesake or none put inside their city."""
    cities = Counter(
        one.entry
        for name, one in zip(names, answers, strict=True)
        if one.entry is not None and one.entry.kind == "settlement" and one.entry.population >= CITY
        and not name.kinds & {"quarter"}
    )  # fmt: skip
    if not cities:
        return list(answers)
    own = cities.most_common(1)[0][0]
    return [_inside(name, one, own) for name, one in zip(names, answers, strict=True)]


def _inside(name: Toponym, settled: Settled, city: Entry) -> Settled:
    if name.kinds != {"quarter"} or name.role not in ("name", "unlisted") or settled.container:
        return settled
    entry = settled.entry
    if entry is None and name.inside is not None:
        return settled  # it lies where the text says
    if entry is not None and (
        entry.kind not in ("settlement", "admin2") or entry.population >= CITY or _near(entry, city)
    ):
        return settled
    return Settled(city, f"a quarter in a report about {city.name}", settled.candidates, container=True)


def _near(entry: Entry, city: Entry) -> bool:
    north = (entry.lat - city.lat) * _DEGREE
    east = (entry.lon - city.lon) * _DEGREE * math.cos(math.radians(city.lat))
    return math.hypot(north, east) <= REACH
