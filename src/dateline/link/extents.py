"""Says in which country, on which days something may lie, so that denials and wider incidents are found."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.link.memory import Extent
from dateline.link.tellings import Telling
from dateline.model import Place


def of(told: Iterable[Telling]) -> tuple[Extent, ...]:
    """Return one extent a country of these tellings; what has no day or no place has none."""
    found: dict[str, Extent] = {}
    for telling in told:
        if telling.first is None or telling.last is None:
            continue
        first, last = telling.first.toordinal(), telling.last.toordinal()
        for name in {key(place) for place in telling.places}:
            known = found.get(name, Extent(name, first, last))
            found[name] = Extent(name, min(known.first, first), max(known.last, last))
    return tuple(found[name] for name in sorted(found))


def key(place: Place) -> str:
    """Return the place's country, or its name where none is known."""
    return place.country or (place.name or place.text).lower()


def joined(extents: Iterable[Extent]) -> list[Extent]:
    """Return the same days with those that meet in one country joined, so that each is looked up once."""
    found: list[Extent] = []
    for own in sorted(extents, key=lambda it: (it.key, it.first, it.last)):
        last = found[-1] if found else None
        if last is not None and last.key == own.key and own.first <= last.last:
            found[-1] = Extent(own.key, last.first, max(last.last, own.last))
        else:
            found.append(own)
    return found
