"""Arranges counts for the page: a row each, its bar on a scale that counts of its status share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.model import Brief, Exactness, Incident, Item, Toll
from dateline.publish import intervals, wording
from dateline.publish.notes import Note, Notes
from dateline.publish.remainders import RULE
from dateline.publish.sentences import (
    Ground,
    account_count,
    agreeing,
    at_its_place,
    bare_count,
    current,
    in_place,
    leading,
    named,
    place_name,
)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count beside its bar: ``depth`` 1 is a part of the row of depth 0 above it."""

    depth: int
    label: str
    words: str
    bar: Markup
    support: str
    notes: tuple[Note, ...]


def rows(items: Sequence[Item], brief: Brief, notes: Notes, ground: Ground) -> Iterator[CountRow]:
    """Yield the count rows, parts under their wholes; bars of one status share a scale."""
    every = [t for item in items for t in _tolls(item)]
    incidents = {i.id: i for i in brief.incidents}
    for item in items:
        yield from _tree(item, 0, every, incidents, notes, ground)


def loose(item: Item, notes: Notes) -> CountRow:
    toll = item.toll
    assert toll is not None  # noqa: S101 - page() kept items with a count
    label = wording.words()["status"][toll.status.value]["label"]
    bar = intervals.of_toll(toll, _top([toll]), f"{label}: {item.note}")
    return CountRow(0, label, item.note or "", bar, item.speaker or "", notes.of(item))


def _tree(
    item: Item,
    depth: int,
    every: Sequence[Toll],
    incidents: Mapping[str, Incident],
    notes: Notes,
    ground: Ground,
) -> Iterator[CountRow]:
    incident = incidents.get(item.incident or "")
    if item.toll is None or incident is None:
        return
    top = _top([t for t in every if t.status is item.toll.status])
    if item.toll.rule == RULE:
        yield _rest_row(item, item.toll, depth, top, notes)
        return
    label = _label(item.toll, at_its_place(incident, item.toll, ground), depth)
    yield _count_row(item.toll, incident, depth, top, notes, ground, label)
    for part in item.parts:
        yield from _tree(part, depth + 1, every, incidents, notes, ground)


def _label(toll: Toll, incident: Incident, depth: int) -> str:
    """Return "Killed in Kafranbel", for a part "of whom in Kafranbel" or "of whom children"."""
    name = place_name(incident)
    if depth and (toll.who or name):
        return f"of whom {wording.guarded(toll.who)}" if toll.who else f"of whom {in_place(name or '')}"
    status = wording.words()["status"][toll.status.value]["label"]
    return (
        f"{status} {in_place(name)}"
        if name
        else f"{status}, {incident.title[:1].lower()}{incident.title[1:]}"
    )


def _count_row(
    toll: Toll, incident: Incident, depth: int, top: float, notes: Notes, ground: Ground, label: str
) -> CountRow:
    words = account_count(leading(toll), toll, ground)
    found = dict.fromkeys(note for account in agreeing(toll) for note in notes.of(account))
    bar = intervals.of_toll(toll, top, f"{label}: {words}")
    return CountRow(depth, label, words, bar, _support(toll, ground), tuple(found))


def _support(toll: Toll, ground: Ground) -> str:
    """Return who gives the count, and what other voices give now: "rescuers, two accounts; others: nine"."""
    accounts = agreeing(toll)
    told = f"{named(accounts, ground)}, {wording.several(len(accounts), 'accounts')}"
    said = {bare_count(a, ground) for a in accounts}
    others = dict.fromkeys(c for a in current(toll) if (c := bare_count(a, ground)) not in said)
    return wording.start(told) + (f"; others: {', '.join(others)}" if others else "")


def _rest_row(item: Item, toll: Toll, depth: int, top: float, notes: Notes) -> CountRow:
    """Return the row of what is left of a whole: the sum stands where a count has its accounts."""
    exactness = Exactness.AT_LEAST if toll.high is None else Exactness.EXACT
    words = wording.count(toll.low, toll.high, exactness)
    label = "of whom elsewhere"
    bar = intervals.of_toll(toll, top, f"{label}: {words}")
    return CountRow(depth, label, words, bar, item.note or "", notes.of(item))


def _tolls(item: Item) -> Iterator[Toll]:
    if item.toll is not None:
        yield item.toll
    for part in item.parts:
        yield from _tolls(part)


def _top(tolls: Sequence[Toll]) -> float:
    return intervals.scale(v for t in tolls for v in (t.low, t.best, t.high))
