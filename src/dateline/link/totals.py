"""Adds tolls of several incidents up to those of a day, a place, or the whole desk, without counting twice.

A wider incident holds those that are part of it: its count bounds theirs together. What its parts do not
explain is "not located"; parts that come to more than their whole contradict it, which is shown, not solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import FigureStatus, Incident, Toll, Total


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least, the likeliest and the most; ``high`` is None where nothing bounds it."""

    low: float
    best: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Node:
    """A count and the counts inside it. Without a count of its own it is the sum of its parts."""

    name: str
    own: Bounds | None
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """What a node comes to: its bounds, what no part explains, and the nodes whose parts contradict them."""

    bounds: Bounds
    left: float
    contradicted: tuple[str, ...]


def add(node: Node) -> Sum:
    """Return what the node comes to; the order of its parts changes nothing.

    The whole is at least what its parts are together and at least its own low, and at most its own high.
    Where the parts are more than that, theirs stands and the node is named as contradicted.
    """
    sums = [add(part) for part in node.parts]
    found = tuple(sorted(name for own in sums for name in own.contradicted))
    parts = _together([own.bounds for own in sums])
    if node.own is None:
        return Sum(parts, sum(own.left for own in sums), found)
    against = node.own.high is not None and parts.low > node.own.high
    if against:
        return Sum(parts, 0.0, tuple(sorted((*found, node.name))))
    low, best = max(node.own.low, parts.low), max(node.own.best, parts.low)
    left = max(0.0, best - parts.best) + sum(own.left for own in sums)
    return Sum(Bounds(low, best, node.own.high), min(left, best) if node.parts else 0.0, found)


def _together(parts: Sequence[Bounds]) -> Bounds:
    open_end = any(own.high is None for own in parts)
    return Bounds(
        sum(own.low for own in parts),
        sum(own.best for own in parts),
        None if open_end else sum(own.high or 0.0 for own in parts),
    )


def of(incidents: Iterable[Incident]) -> tuple[Total, ...]:
    """Return the totals of every day, every place and of all, one a status, where something was counted."""
    known = sorted(incidents, key=lambda own: own.id)
    found = [
        *_by(known, "day", _days),
        *_by(known, "place", _places),
        *_by(known, "conflict", lambda _: ["all"]),
    ]
    return tuple(found)


def _days(incident: Incident) -> list[str]:
    """The day it happened on; one told of several days is in no day's total."""
    period = incident.period
    one = period is not None and period.first is not None and period.first == period.last
    return [str(period.first)] if period is not None and one else []


def _places(incident: Incident) -> list[str]:
    """The province, or the country where none is told."""
    place = incident.place
    if place is None:
        return []
    region = place.admin1 or (place.name if place.kind == "admin1" else None)
    return [
        f"{place.country}: {region}" if region and place.country else region or place.country or "unknown"
    ]


def _by(
    incidents: Sequence[Incident], kind: str, keys: Callable[[Incident], Sequence[str]]
) -> Iterator[Total]:
    groups: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        for key in keys(incident):
            groups[key].append(incident)
    for key in sorted(groups):
        for status in FigureStatus:
            if any(_whole(own, status) for own in groups[key]):
                yield _total(kind, key, status, groups[key])


def _total(kind: str, key: str, status: FigureStatus, incidents: Sequence[Incident]) -> Total:
    inside = {own.id for own in incidents}
    children: defaultdict[str | None, list[Incident]] = defaultdict(list)
    for own in incidents:
        children[own.part_of if own.part_of in inside else None].append(own)
    found = add(Node("", None, tuple(_node(own, status, children) for own in children[None])))
    counted = tuple(own.id for own in incidents if _whole(own, status))
    return Total(
        of=kind,
        name=key,
        status=status,
        low=found.bounds.low,
        best=found.bounds.best,
        high=found.bounds.high,
        not_located=found.left or None,
        contradicted=found.contradicted,
        incidents=counted,
    )


def _node(own: Incident, status: FigureStatus, children: Mapping[str | None, Sequence[Incident]]) -> Node:
    parts = tuple(_node(child, status, children) for child in children.get(own.id, ()))
    return Node(own.id, _bounds(_whole(own, status)), parts)


def _whole(incident: Incident, status: FigureStatus) -> Toll | None:
    """The count of all people; where only groups were counted, the largest group: groups may overlap."""
    tolls = [own for own in incident.tolls if own.status is status and own.low is not None]
    return next((own for own in tolls if own.who is None), None) or max(
        tolls, key=lambda own: (own.best or 0, own.who or ""), default=None
    )


def _bounds(toll: Toll | None) -> Bounds | None:
    if toll is None or toll.low is None:
        return None
    return Bounds(toll.low, toll.best if toll.best is not None else toll.low, toll.high)
